#include "cairn/record/imported.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

bool Imported::lacks(std::string_view path) const {
  return std::binary_search(left_out.begin(), left_out.end(), path);
}

bool Imported::brought(const Digest& object) const {
  return std::binary_search(objects.begin(), objects.end(), object);
}

std::string imported_text(const Imported& imported) {
  List objects;
  for (const Digest& object : imported.objects) objects.push_back(object.hex());
  return to_json(Map{{"format", 1},
                     {"package", imported.package},
                     {"exported_by", imported.exported_by},
                     {"imported", utc_text(imported.at)},
                     {"left_out", List(imported.left_out.begin(), imported.left_out.end())},
                     {"objects", std::move(objects)}},
                 JsonStyle::pretty) +
         "\n";
}

std::optional<Imported> read_imported(const std::string& folder, const RunId& id) {
  const std::string path = imported_path(folder, id);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  try {
    const Value value = parse_json(*text, path);
    Imported imported{.package = text_field(value, "package"),
                      .exported_by = text_field(value, "exported_by"),
                      .at = time_field(value, "imported")};
    for (const Value& item : list_field(value, "left_out")) {
      imported.left_out.push_back(item.as_string());
    }
    for (const Value& item : list_field(value, "objects")) {
      const std::optional<Digest> object = Digest::from_hex(item.as_string());
      if (!object) throw Error(ErrorCode::corrupt, "an object is no digest");
      imported.objects.push_back(*object);
    }
    std::sort(imported.left_out.begin(), imported.left_out.end());
    std::sort(imported.objects.begin(), imported.objects.end());
    return imported;
  } catch (const Error& error) {
    throw Error(ErrorCode::corrupt, error.message()).with_context(path);
  }
}

}  // namespace cairn
