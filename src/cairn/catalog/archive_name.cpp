#include "cairn/catalog/archive_name.h"

#include <algorithm>
#include <optional>

#include "cairn/base/ascii.h"

namespace cairn {

namespace {

constexpr std::string_view kMonth = "0000-00";

/// The part of a path that the archive has put into it: "archive/2026-08_wheat/".
struct ArchiveInPath {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<ArchiveInPath> find_archive(std::string_view path) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t name = path.find('/', begin);
    if (name == std::string_view::npos) break;
    const std::size_t end = path.find('/', name + 1);
    const bool is_archive = path.substr(begin, name - begin) == kArchiveFolder;
    if (is_archive && end != std::string_view::npos &&
        is_archive_name(path.substr(name + 1, end - name - 1))) {
      return ArchiveInPath{begin, end + 1};
    }
    begin = name + 1;
  }
  return std::nullopt;
}

}  // namespace

bool is_archive_name(std::string_view name) {
  if (name.size() < kMonth.size()) return false;
  const bool is_month = std::equal(
      kMonth.begin(), kMonth.end(), name.begin(),
      [](char expected, char c) { return expected == '0' ? is_digit(c) : c == expected; });
  return is_month && (name.size() == kMonth.size() || name[kMonth.size()] == '_');
}

bool is_archived(std::string_view path) { return find_archive(path).has_value(); }

std::string unarchived(std::string_view path) {
  const std::optional<ArchiveInPath> archive = find_archive(path);
  if (!archive) return std::string(path);
  return std::string(path.substr(0, archive->begin)).append(path.substr(archive->end));
}

}  // namespace cairn
