#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/live.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

constexpr std::chrono::milliseconds kPoll{100};

struct LogsOptions {
  std::string run;
  bool follow = false;
  std::optional<std::int64_t> tail;
  bool raw = false;
};

/// Prints a log as it grows, whole lines at a time.
class LogPrinter {
 public:
  explicit LogPrinter(const LogsOptions& options) : raw_(options.raw) {}

  void add(std::string_view bytes) {
    if (raw_) return print(bytes);
    std::size_t begin = 0;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n', begin)) {
      print_line(shown_line(rest_.append(bytes.substr(begin, end - begin))));
      rest_.clear();
      begin = end + 1;
    }
    rest_ += bytes.substr(begin);
  }
  /// The last line may have no end.
  void finish() {
    if (!rest_.empty()) print_line(shown_line(rest_));
    rest_.clear();
  }

 private:
  bool raw_;
  std::string rest_;  ///< A line that has begun.
};

/// A log that may come into being later, and grow.
class LogFile {
 public:
  explicit LogFile(std::string path) : path_(std::move(path)) {}

  /// Begins at the last `lines` lines of what is there now.
  void skip_to_last(std::int64_t lines) {
    const std::optional<std::string> text = read_file_if_any(path_);
    if (!text) return;
    std::size_t at = text->size();
    if (at > 0 && text->back() == '\n') --at;
    for (std::int64_t left = lines; left > 0; --left) {
      const std::size_t end = at == 0 ? std::string::npos : text->rfind('\n', at - 1);
      if (end == std::string::npos) return;
      at = end;
    }
    offset_ = lines == 0 ? static_cast<off_t>(text->size()) : static_cast<off_t>(at) + 1;
  }

  /// What was written since the last call; in pieces.
  void copy_new(LogPrinter& printer) {
    if (!fd_) fd_ = Fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd_ && errno != ENOENT) throw_errno("open", path_);
    std::array<char, 65536> buffer;
    while (fd_ && !output_has_closed()) {
      const ssize_t count = ::pread(fd_.get(), buffer.data(), buffer.size(), offset_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw_errno("read", path_);
      if (count == 0) return;
      printer.add({buffer.data(), static_cast<std::size_t>(count)});
      offset_ += count;
    }
  }

 private:
  std::string path_;
  Fd fd_;
  off_t offset_ = 0;
};

/// Whether the attempt that the catalog knew as open still runs: it has no record yet, and its
/// process lives.
bool still_runs(const OpenProject& open, const RunHead& run) {
  const std::string events = open.project.absolute(run.record_path);
  if (!is_open_attempt(run) || !stat_path(events)) return false;
  if (stat_path(record_path(open.project.absolute(run.path), run.id))) return false;
  return is_live_attempt(events);
}

void follow_log(const OpenProject& open, const RunHead& run, LogFile& log, LogPrinter& printer) {
  for (bool runs = true; runs && !output_has_closed();) {
    // Asked before the last look, so that nothing is missed that was written at the very end.
    runs = still_runs(open, run);
    log.copy_new(printer);
    flush_output();
    if (runs) std::this_thread::sleep_for(kPoll);
  }
}

int run_logs(const LogsOptions& options) {
  if (options.tail && *options.tail < 0) {
    throw Error(ErrorCode::invalid_input, fmt::format("--tail {} is below 0", *options.tail));
  }
  OpenProject open = open_to_answer();
  const Resolved resolved = resolve_to_read(open, options.run).resolved;
  const RunDefinition definition = load_definition(open.project, resolved.run);
  LogFile log(open.project.absolute(join_path(resolved.run.path, definition.log)));
  LogPrinter printer(options);
  if (options.tail) log.skip_to_last(*options.tail);
  if (options.follow) follow_log(open, resolved.run, log, printer);
  log.copy_new(printer);
  printer.finish();
  return 0;
}

}  // namespace

void setup_logs(CommandLine& line) {
  LogsOptions& options = line.runs(run_logs);
  line.about(
      "Prints what the command of a run has written to its log, also while it runs. Colours are "
      "dropped and control characters written out, so that a log cannot change your terminal. A "
      "run that said nothing has an empty log.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, an alias, a path, latest or best; ID@1: its first "
                "attempt");
  line.flag("-f,--follow", options.follow, "go on as it grows, until the run ends");
  line.option("--tail", "N", options.tail, "only the last N lines");
  line.flag("--raw", options.raw, "byte for byte, as the command wrote it");
  line.example("cairn logs latest -f", "watch the newest run");
  line.example("cairn logs wj929y --tail 20", "how it ended");
}

}  // namespace cairn
