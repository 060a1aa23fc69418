#include "cairn/identity/directory_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/identity/input_error.h"

namespace cairn {

namespace {

int hex_value(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto at = kDigits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<std::string> bytes_of_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_value(hex[i]), low = hex_value(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

bool is_left_out(std::string_view path) { return path.substr(path.rfind('/') + 1) == "meta.json"; }

bool is_listed_before(const std::string& a, const std::string& b) {
  const auto shared = std::ranges::mismatch(a, b);
  const std::size_t common = static_cast<std::size_t>(shared.in1 - a.begin());
  const std::size_t folder = common == 0 ? std::string::npos : a.rfind('/', common - 1);
  const std::size_t start = folder == std::string::npos ? 0 : folder + 1;
  const bool a_below = a.find('/', start) != std::string::npos;
  const bool b_below = b.find('/', start) != std::string::npos;
  if (a_below != b_below) return b_below;
  const std::string_view a_name(a.data() + start, std::min(a.find('/', start), a.size()) - start);
  const std::string_view b_name(b.data() + start, std::min(b.find('/', start), b.size()) - start);
  return a_name < b_name;
}

}  // namespace

std::vector<std::string> directory_order(std::vector<std::string> paths) {
  std::erase_if(paths, is_left_out);
  std::ranges::sort(paths, is_listed_before);
  return paths;
}

std::string before_content(std::string_view path, std::uint64_t size, DirectoryFraming framing) {
  if (framing == DirectoryFraming::framed) {
    return fmt::format("{}:{},{}:", path.size(), path, size);
  }
  std::string out = "FILENAME:";
  out += path;
  out += '\0';
  return out;
}

std::string_view after_content(DirectoryFraming framing) {
  return framing == DirectoryFraming::framed ? "," : "";
}

void append_directory(std::string& out, const Value& files, DirectoryFraming framing) {
  if (!files.is_map()) {
    throw InputError("", fmt::format("a directory is a map of paths, not {}", files.type_name()),
                     R"({"a.txt": "68656c6c6f"}: contents in hexadecimal digits)");
  }
  std::vector<std::string> paths;
  for (const auto& entry : files.as_map()) paths.push_back(entry.first);
  for (const std::string& path : directory_order(std::move(paths))) {
    const Value& content = *files.find(path);
    const auto bytes = content.is_string() ? bytes_of_hex(content.as_string()) : std::nullopt;
    if (!bytes) {
      throw InputError(
          path, fmt::format("the content of '{}' must be hexadecimal digits", printable(path)));
    }
    out += before_content(path, bytes->size(), framing);
    out += *bytes;
    out += after_content(framing);
  }
}

}  // namespace cairn
