// Running other programs, and knowing whether a process still lives. A child gets its own process
// group, default signals and only the descriptors 0, 1 and 2; its output goes to files by
// descriptor, never through us. It does not know what a job is.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/io.h"

namespace cairn {

/// What a child finds in its environment beside the variables that it is given.
enum class Inherit {
  nothing,
  environment,  ///< Ours; a variable that is given takes the place of one of that name.
};

/// What to start.
struct SpawnRequest {
  std::vector<std::string> argv;         ///< argv[0] is looked up in PATH.
  std::vector<std::string> environment;  ///< "NAME=value".
  Inherit inherit = Inherit::nothing;
  std::string folder;  ///< Working folder; empty: ours.
  int output_fd = -1;  ///< stdout; -1: ours.
  int error_fd = -1;   ///< stderr; -1: where stdout goes.
};

/// How a process ended, and what it used.
struct ExitStatus {
  std::optional<int> exit_code;  ///< Absent when a signal ended it.
  std::optional<int> signal;
  double user_seconds = 0;
  double system_seconds = 0;
  /// Absent when it is not known: Linux counts the starter's own memory until the program begins,
  /// so a peak below ours cannot be told.
  std::optional<std::int64_t> max_rss_bytes;
};

/// A started process, leader of its own group, and ours until its end has been taken: whoever lets
/// go of it before, as an error does that unwinds, kills the group.
class ChildProcess {
 public:
  /// Throws Error(not_found) when the program does not exist, Error(io) otherwise.
  static ChildProcess spawn(const SpawnRequest& request);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  /// Waits up to `seconds` for its end and leaves it to be taken: until then its pid, and with that
  /// its group, is nobody else's. Returns whether it has ended. Throws Error(io).
  bool ends_within(double seconds);
  /// The same for all of its group.
  bool group_ends_within(double seconds);
  /// Kills what is left of its group, and takes how it ended itself. Throws Error(io).
  ExitStatus finish();
  /// Waits up to `seconds` (negative: for ever) and takes its end; nullopt when it still runs.
  /// Others of its group go on. Throws Error(io).
  std::optional<ExitStatus> wait(double seconds);
  /// Sends a signal to the whole process group.
  void signal_group(int signal_number) const;

 private:
  ChildProcess(pid_t pid, std::int64_t starter_rss) : pid_(pid), starter_rss_bytes_(starter_rss) {}
  ExitStatus take();
  pid_t pid_;
  std::int64_t starter_rss_bytes_;  ///< Our own peak when it was started.
  Fd pidfd_;                        ///< Open once somebody waits with a limit.
  bool is_ours_ = true;             ///< Its end has not been taken.
};

/// Gives /dev/null to us for each standard stream that whoever started us has closed: the next file
/// that we open would take its place, and get what is meant for the stream.
void open_closed_streams();

/// Runs a program on our terminal, with our streams and in our group, and waits for it: an editor.
/// Throws Error(not_found) when it does not exist, Error(io) otherwise.
ExitStatus run_in_foreground(const std::vector<std::string>& argv);

/// The program called `name` in the first folder of `path` (as PATH is written) that has it, or
/// nullopt.
std::optional<std::string> find_in_path(std::string_view name, std::string_view path);

/// Names one process for ever: a pid alone is reused.
struct ProcessIdentity {
  std::string host;
  std::string boot_id;
  std::int64_t pid = 0;
  std::int64_t start_ticks = 0;  ///< Field 22 of /proc/<pid>/stat.

  bool operator==(const ProcessIdentity&) const = default;
};

/// Our own identity.
const ProcessIdentity& this_process();
/// The start ticks of `pid` on this host, or nullopt when there is no such process.
std::optional<std::int64_t> process_start(pid_t pid);
/// Whether the process lives. A process of another host counts as alive: only its own host can
/// tell.
bool is_alive(const ProcessIdentity& process);

const std::string& host_name();
const std::string& boot_id();
/// Number of processors that this process may use, at least 1.
unsigned processor_count();
/// Lets us and the programs that we start have `count` files open, or as many as the system allows
/// us to ask for. Returns how many that are.
std::uint64_t allow_open_files(std::uint64_t count);

}  // namespace cairn
