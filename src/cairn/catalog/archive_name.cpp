#include "cairn/catalog/archive_name.h"

#include <algorithm>

#include "cairn/base/ascii.h"

namespace cairn {

namespace {

constexpr std::string_view kMonth = "0000-00";

}  // namespace

bool is_archive_name(std::string_view name) {
  if (name.size() < kMonth.size()) return false;
  const bool is_month = std::equal(
      kMonth.begin(), kMonth.end(), name.begin(),
      [](char expected, char c) { return expected == '0' ? is_digit(c) : c == expected; });
  return is_month && (name.size() == kMonth.size() || name[kMonth.size()] == '_');
}

bool is_archived(std::string_view path) {
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    if (end == std::string_view::npos) return false;
    const bool is_archive = path.substr(0, end) == kArchiveFolder;
    path.remove_prefix(end + 1);
    const std::size_t next = path.find('/');
    if (is_archive && next != std::string_view::npos && is_archive_name(path.substr(0, next))) {
      return true;
    }
  }
  return false;
}

}  // namespace cairn
