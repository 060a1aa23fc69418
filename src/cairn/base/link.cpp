#include "cairn/base/link.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/disk_changes.h"
#include "cairn/base/error.h"
#include "cairn/base/failpoint.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

std::optional<std::string> read_link(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
  if (length >= 0) return std::string(buffer.data(), static_cast<std::size_t>(length));
  if (errno == EINVAL || errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  throw_errno("read the link", path);
}

void write_link(Site site, const std::string& path, const std::string& target) {
  const std::optional<FileStat> there = stat_path(path);
  if (there && there->kind != FileStat::Kind::link) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' is no link", path),
                "move it away; the next `cairn render` makes the link");
  }
  static std::atomic<unsigned> counter{0};
  const std::string temporary =
      join_path(parent_path(path), fmt::format("{}{}-l{}", kTempPrefix, ::getpid(), counter++));
  if (failpoint::check(site, "symlink", path, target) == failpoint::Action::skip) return;
  note_disk_change();
  ::unlink(temporary.c_str());  // of a dead process with our number
  if (::symlink(target.c_str(), temporary.c_str()) != 0) throw_errno("make the link", path);
  try {
    rename_path(site, temporary, path);
  } catch (const Error&) {
    ::unlink(temporary.c_str());  // Where that fails, doctor finds it.
    throw;
  }
}

std::string link_text(std::string_view link, std::string_view target) {
  std::vector<std::string> from = split(link, '/');
  from.pop_back();
  const std::vector<std::string> to = split(target, '/');
  std::size_t same = 0;
  while (same < from.size() && same < to.size() && from[same] == to[same]) ++same;
  std::vector<std::string> words(from.size() - same, "..");
  words.insert(words.end(), to.begin() + static_cast<std::ptrdiff_t>(same), to.end());
  return words.empty() ? "." : join(words, "/");
}

std::optional<std::string> link_destination(std::string_view link, std::string_view text) {
  if (text.starts_with('/') || text.empty()) return std::nullopt;
  std::vector<std::string> words = split(link, '/');
  words.pop_back();
  for (const std::string& word : split(text, '/')) {
    if (word == "." || word.empty()) continue;
    if (word != "..") {
      words.push_back(word);
    } else if (words.empty()) {
      return std::nullopt;
    } else {
      words.pop_back();
    }
  }
  return words.empty() ? "." : join(words, "/");
}

}  // namespace cairn
