#include "cairn/store/commit_log.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
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

/// What one pass over the log found.
struct LogScan {
  bool has_escapes = false;
  std::string warnings;
};

LogScan scan_log(const std::string& path) {
  LogScan scan;
  std::ifstream file(path, std::ios::binary);
  std::string line;
  while (std::getline(file, line)) {
    if (line.find(kEscape) != std::string::npos) {
      scan.has_escapes = true;
      line = strip_ansi(line);
    }
    if (is_warning_line(line)) scan.warnings += line + "\n";
  }
  return scan;
}

/// Rewrites the log without escapes, line by line: a log may be larger than memory.
void rewrite_log(const std::string& path) {
  const std::string temp = join_path(parent_path(path), std::string(kTempPrefix) + base_name(path));
  Fd out = open_write(Site::commit_log, temp, OpenMode::truncate);
  std::ifstream file(path, std::ios::binary);
  std::string line;
  std::string block;
  constexpr std::size_t kBlock = 1 << 20;
  while (std::getline(file, line)) {
    block += strip_ansi(line);
    if (!file.eof()) block += '\n';
    if (block.size() >= kBlock) {
      write_all(Site::commit_log, out.get(), block, temp);
      block.clear();
    }
  }
  write_all(Site::commit_log, out.get(), block, temp);
  out.reset();
  rename_path(Site::commit_log, temp, path);
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
  const LogScan scan = scan_log(attempt.log_path);
  if (scan.has_escapes) rewrite_log(attempt.log_path);
  if (!scan.warnings.empty() && !attempt.definition.warnings.empty()) {
    const std::string path = join_path(attempt.folder, attempt.definition.warnings);
    if (stat_path(path)) return stat_path(attempt.log_path)->size;  // The job's own file wins.
    make_folders(Site::commit_log, parent_path(path));
    write_atomically(kLogSites, path, scan.warnings, Durability::none);
  }
  return stat_path(attempt.log_path)->size;
}

}  // namespace cairn
