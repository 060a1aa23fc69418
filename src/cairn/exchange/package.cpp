#include "cairn/exchange/package.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/safe_rel_path.h"
#include "cairn/base/text.h"
#include "cairn/record/record_values.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

Value to_value(const PackageRun& run) {
  List texts;
  for (const PackageText& text : run.texts) {
    texts.push_back(Map{{"name", text.name}, {"file", text.file}});
  }
  return Map{{"id", run.id.text},
             {"digest", run.digest.hex()},
             {"folder", run.folder},
             {"path", run.path},
             {"left_out", texts_to_list(run.left_out)},
             {"views", texts_to_list(run.views)},
             {"texts", std::move(texts)}};
}

Value to_value(const PackageGroup& group) {
  return Map{{"group", group.group},
             {"folder", group.folder},
             {"path", group.path},
             {"group_file", group.has_file},
             {"views", texts_to_list(group.views)},
             {"files", texts_to_list(group.files)}};
}

Value to_value(const PackageFile& file) {
  return Map{{"path", file.path},
             {"size", static_cast<std::int64_t>(file.size)},
             {"sha256", file.sha256.hex()}};
}

template <typename Item>
void append_lines(std::string& text, std::string_view key, const std::vector<Item>& items) {
  text += fmt::format(",\n\"{}\":[", key);
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    append_json(text, to_value(items[i]));
  }
  text += "\n]";
}

std::string safe(const std::string& text) { return SafeRelPath::parse(text).text(); }

std::vector<std::string> safe_texts(const Value& value, std::string_view name) {
  std::vector<std::string> texts;
  for (const Value& item : list_field(value, name)) texts.push_back(safe(item.as_string()));
  return texts;
}

PackageRun run_from_value(const Value& value) {
  PackageRun run{.id = {text_field(value, "id")},
                 .digest = digest_field(value, "digest"),
                 .folder = text_field(value, "folder"),
                 .path = text_field(value, "path"),
                 .left_out = safe_texts(value, "left_out"),
                 .views = safe_texts(value, "views")};
  if (!is_id_text(run.id.text)) {
    throw Error(ErrorCode::corrupt, fmt::format("'{}' is no id", printable(run.id.text)));
  }
  if (!run.folder.empty()) safe(run.folder);
  for (const Value& text : list_field(value, "texts")) {
    run.texts.push_back({text_field(text, "name"), safe(text_field(text, "file"))});
  }
  return run;
}

PackageGroup group_from_value(const Value& value) {
  const Value& has_file = field(value, "group_file");
  if (!has_file.is_bool()) throw Error(ErrorCode::corrupt, "'group_file' is true or false");
  return {.group = text_field(value, "group"),
          .folder = safe(text_field(value, "folder")),
          .path = text_field(value, "path"),
          .has_file = has_file.as_bool(),
          .views = safe_texts(value, "views"),
          .files = safe_texts(value, "files")};
}

PackageFile file_from_value(const Value& value) {
  const std::int64_t size = int_field(value, "size");
  if (size < 0) throw Error(ErrorCode::corrupt, "a size is negative");
  return {safe(text_field(value, "path")), static_cast<std::uint64_t>(size),
          digest_field(value, "sha256")};
}

void check_whole(const PackageManifest& manifest) {
  if (manifest.runs.empty()) throw Error(ErrorCode::corrupt, "it names no run");
  std::set<std::string> paths;
  for (const PackageFile& file : manifest.files) {
    if (!paths.insert(file.path).second) {
      throw Error(ErrorCode::corrupt, fmt::format("it names '{}' twice", file.path));
    }
  }
  std::set<std::string> folders;
  for (const PackageGroup& group : manifest.groups) {
    if (!folders.insert(group.folder).second) {
      throw Error(ErrorCode::corrupt, fmt::format("it names the group '{}' twice", group.folder));
    }
  }
  std::set<std::string> ids;
  for (const PackageRun& run : manifest.runs) {
    if (!ids.insert(run.id.text).second) {
      throw Error(ErrorCode::corrupt, fmt::format("it names run {} twice", run.id.text));
    }
    for (const PackageText& text : run.texts) {
      if (!paths.contains(text.file)) {
        throw Error(ErrorCode::corrupt,
                    fmt::format("run {} refers to '{}', which is none of its files", run.id.text,
                                printable(text.file)));
      }
    }
  }
}

PackageManifest manifest_from_value(const Value& value) {
  const std::int64_t format = int_field(value, "format");
  check_format("the package", format, kPackageFormat);
  PackageManifest manifest{.cairn = text_field(value, "cairn"),
                           .variant = text_field(value, "variant"),
                           .exported_by = text_field(value, "exported_by")};
  for (const Value& run : list_field(value, "runs")) manifest.runs.push_back(run_from_value(run));
  if (format > 1) {
    for (const Value& group : list_field(value, "groups")) {
      manifest.groups.push_back(group_from_value(group));
    }
  }
  for (const Value& file : list_field(value, "files")) {
    manifest.files.push_back(file_from_value(file));
  }
  check_whole(manifest);
  return manifest;
}

}  // namespace

bool is_package_name(std::string_view path) {
  constexpr std::array<std::string_view, 6> kFolded = {"package.json", "sha256sums", "export.yaml",
                                                       "readme.md",    "index.html", "provenance"};
  const auto first = SafeRelPath::parse_if_safe(path.substr(0, path.find('/')));
  return first && std::find(kFolded.begin(), kFolded.end(), first->folded()) != kFolded.end();
}

std::string manifest_text(const PackageManifest& manifest) {
  const int format = manifest.groups.empty() ? 1 : kPackageFormat;
  std::string text = fmt::format("{{\n\"format\":{},\n\"cairn\":", format);
  append_json_string(text, manifest.cairn);
  text += ",\n\"variant\":";
  append_json_string(text, manifest.variant);
  text += ",\n\"exported_by\":";
  append_json_string(text, manifest.exported_by);
  append_lines(text, "runs", manifest.runs);
  if (!manifest.groups.empty()) append_lines(text, "groups", manifest.groups);
  append_lines(text, "files", manifest.files);
  return text + "\n}\n";
}

PackageManifest parse_manifest(std::string_view text, const std::string& source) {
  try {
    return manifest_from_value(parse_json(text, source));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) throw error.with_context(source);
    throw Error(ErrorCode::corrupt, error.message(), error.hint()).with_context(source);
  }
}

std::string in_package(const PackageRun& run, std::string_view name) {
  return join_path(run.folder, name);
}

std::string in_package(const PackageGroup& group, std::string_view name) {
  return join_path(group.folder, name);
}

}  // namespace cairn
