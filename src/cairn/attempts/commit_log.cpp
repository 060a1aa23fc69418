#include "cairn/attempts/commit_log.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <utility>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/lines.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr char kEscape = '\x1b';

constexpr AtomicSites kLogSites{Site::commit_log, Site::commit_log, Site::commit_log,
                                Site::commit_log};

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Whether `word` stands in `line` with no word character on either side.
bool holds_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_word_character(line[at - 1]);
    const bool ends = end == line.size() || !is_word_character(line[end]);
    if (starts && ends) return true;
  }
  return false;
}

/// Lines longer than this are cleaned in pieces, each of which may be a warning by itself: progress
/// bars draw megabytes into one line.
constexpr std::size_t kLongestLine = 1 << 20;
/// An escape that is cut in two is shorter than this.
constexpr std::size_t kLongestEscape = 4096;

/// Calls `visit` with each line of a log without its escapes, in pieces where it is long. Returns
/// whether there were any.
bool for_each_clean_line(const std::string& path,
                         const std::function<void(std::string_view, LineEnd)>& visit) {
  bool has_escapes = false;
  std::string cut;  // An escape at the end of a piece, which may go on in the next one.
  for_each_line(path, kLongestLine, [&](std::string_view text, LineEnd end) {
    const std::string joined = std::exchange(cut, {}) + std::string(text);
    std::size_t size = joined.size();
    const std::size_t escape = joined.rfind(kEscape);
    has_escapes = has_escapes || escape != std::string::npos;
    const bool may_go_on = end == LineEnd::cut && escape != std::string::npos;
    if (may_go_on && size - escape < kLongestEscape) {
      size = escape;
      cut = joined.substr(escape);
    }
    visit(has_escapes ? strip_ansi(std::string_view(joined).substr(0, size)) : joined, end);
  });
  // The file ended with a piece that was just full.
  if (!cut.empty()) visit(strip_ansi(cut), LineEnd::missing);
  return has_escapes;
}

/// A file that replaces `path` whole: a log may be larger than memory, and whoever dies, or cannot
/// read it to its end, leaves the old one.
class NewLog {
 public:
  explicit NewLog(const std::string& path) : file_(kLogSites, path) {}

  void add(std::string_view text, LineEnd end) {
    constexpr std::size_t kBlock = 1 << 20;
    block_ += text;
    if (end == LineEnd::present) block_ += '\n';
    if (block_.size() >= kBlock) flush();
  }
  void commit() {
    flush();
    file_.commit(Durability::none);
  }

 private:
  void flush() {
    file_.write(block_);
    block_.clear();
  }

  AtomicFile file_;
  std::string block_;
};

/// Copies the warnings of a log to `path`, unless that is empty. Returns whether the log has
/// escapes.
bool copy_warnings(const std::string& log, const std::string& path) {
  std::optional<NewLog> warnings;
  const bool has_escapes = for_each_clean_line(log, [&](std::string_view line, LineEnd) {
    if (path.empty() || !is_warning_line(line)) return;
    if (!warnings) {
      make_folders(Site::commit_log, parent_path(path));
      warnings.emplace(path);
    }
    warnings->add(line, LineEnd::present);
  });
  if (warnings) warnings->commit();
  return has_escapes;
}

void remove_escapes(const std::string& path) {
  NewLog clean(path);
  for_each_clean_line(path, [&](std::string_view line, LineEnd end) { clean.add(line, end); });
  clean.commit();
}

}  // namespace

bool is_warning_line(std::string_view line) {
  constexpr std::array<std::string_view, 5> kLevels = {"WARNING", "WARN", "ERROR", "CRITICAL",
                                                       "FATAL"};
  if (line.find("Warning: ") != std::string_view::npos || line.ends_with("Warning:")) return true;
  return std::any_of(kLevels.begin(), kLevels.end(),
                     [&](std::string_view level) { return holds_word(line, level); });
}

std::optional<std::uint64_t> finish_log(const Attempt& attempt) {
  const std::optional<FileStat> status = stat_path(attempt.log_path);
  if (!status) return std::nullopt;
  if (status->size == 0) {
    remove_file(Site::commit_log_remove, attempt.log_path);
    // Goes only when the log was all it was made for.
    const std::string folder = parent_path(attempt.log_path);
    if (folder != attempt.folder && folder != parent_path(attempt.events_path)) {
      remove_empty_folder(Site::commit_log_remove, folder);
    }
    return std::nullopt;
  }
  std::string warnings;
  if (const std::string& name = attempt.definition.warnings; !name.empty()) {
    warnings = join_path(attempt.folder, name);
    if (stat_path(warnings)) warnings.clear();  // The job's own file wins.
  }
  if (copy_warnings(attempt.log_path, warnings)) remove_escapes(attempt.log_path);
  return stat_path(attempt.log_path)->size;
}

}  // namespace cairn
