#include "cairn/objects/object_link.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/link.h"

namespace cairn {

namespace {

constexpr std::string_view kUp = "../";
constexpr std::string_view kObjects = ".cairn/objects/";

}  // namespace

std::optional<Digest> parse_object_link(std::string_view text) {
  while (text.starts_with(kUp)) text.remove_prefix(kUp.size());
  if (!text.starts_with(kObjects)) return std::nullopt;
  text.remove_prefix(kObjects.size());
  if (text.size() < kShardDigits + 1 || text[kShardDigits] != '/') return std::nullopt;
  const std::string_view hex = text.substr(kShardDigits + 1);
  if (!hex.starts_with(text.substr(0, kShardDigits))) return std::nullopt;
  return Digest::from_hex(hex);
}

std::string object_link_text(std::string_view path, const Digest& digest) {
  const auto depth = std::count(path.begin(), path.end(), '/');
  std::string up;
  for (std::ptrdiff_t i = 0; i < depth; ++i) up += kUp;
  const std::string hex = digest.hex();
  return fmt::format("{}{}{}/{}", up, kObjects, hex.substr(0, kShardDigits), hex);
}

std::optional<Digest> read_object_link(const std::string& path) {
  const std::optional<std::string> text = read_link(path);
  return text ? parse_object_link(*text) : std::nullopt;
}

}  // namespace cairn
