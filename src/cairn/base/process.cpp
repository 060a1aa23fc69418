#include "cairn/base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// What the system looks through when PATH is not set.
constexpr const char* kPath = "/usr/bin:/bin";

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

std::vector<char*> child_environment(const SpawnRequest& request) {
  std::vector<char*> result = pointers(request.environment);
  if (request.inherit == Inherit::nothing) return result;
  result.pop_back();
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view name = name_of(*entry);
    const bool is_replaced =
        std::any_of(request.environment.begin(), request.environment.end(),
                    [&](const std::string& given) { return name_of(given) == name; });
    if (!is_replaced) result.push_back(*entry);
  }
  result.push_back(nullptr);
  return result;
}

/// The attributes and actions of one spawn, freed together.
struct SpawnSetup {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

void prepare(SpawnSetup& setup, const SpawnRequest& request) {
  posix_spawn_file_actions_addopen(&setup.actions, 0, "/dev/null", O_RDONLY, 0);
  if (request.output_fd >= 0) {
    posix_spawn_file_actions_adddup2(&setup.actions, request.output_fd, 1);
    const int error_fd = request.error_fd >= 0 ? request.error_fd : request.output_fd;
    posix_spawn_file_actions_adddup2(&setup.actions, error_fd, 2);
  }
  posix_spawn_file_actions_addclosefrom_np(&setup.actions, 3);
  if (!request.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&setup.actions, request.folder.c_str());
  }
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&setup.attributes, &none);
  posix_spawnattr_setsigdefault(&setup.attributes, &all);
  posix_spawnattr_setpgroup(&setup.attributes, 0);
  posix_spawnattr_setflags(&setup.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

ExitStatus to_exit_status(int status, const rusage& usage, std::int64_t starter_rss) {
  ExitStatus result;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.user_seconds = seconds_of(usage.ru_utime);
  result.system_seconds = seconds_of(usage.ru_stime);
  // Linux counts the memory of a process on each processor apart: two looks differ by some pages.
  const std::int64_t peak = usage.ru_maxrss * 1024LL;
  if (peak > starter_rss + starter_rss / 16) result.max_rss_bytes = peak;
  return result;
}

/// find_in_path, remembered: a plan starts the same few programs thousands of times. A program that
/// is not found keeps its name, so that spawning it fails in the usual way.
std::string find_program(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::string> known;
  if (name.find('/') != std::string::npos) return name;
  const std::lock_guard<std::mutex> guard(mutex);
  const auto [entry, is_new] = known.try_emplace(name, name);
  if (!is_new) return entry->second;
  const char* path = std::getenv("PATH");
  const std::optional<std::string> found = find_in_path(name, path == nullptr ? kPath : path);
  if (found) entry->second = *found;
  return entry->second;
}

std::int64_t own_peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024LL;
}

void check_start(int error_number, const std::string& program) {
  if (error_number == ENOENT) {
    throw Error(ErrorCode::not_found,
                fmt::format("cannot start '{}': no such program or folder", program),
                "check its spelling, and that it is on PATH");
  }
  if (error_number != 0) throw_errno(error_number, "start", program);
}

}  // namespace

ExitStatus run_in_foreground(const std::vector<std::string>& argv) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = 0;
  std::vector<char*> pointed = pointers(argv);
  const int error_number =
      ::posix_spawnp(&pid, argv.front().c_str(), nullptr, &attributes, pointed.data(), environ);
  posix_spawnattr_destroy(&attributes);
  check_start(error_number, argv.front());
  // Ctrl-C on the terminal is for the program: it decides whether it ends.
  const auto old_handler = ::signal(SIGINT, SIG_IGN);
  int status = 0;
  rusage usage{};
  while (::wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  ::signal(SIGINT, old_handler);
  return to_exit_status(status, usage, 0);
}

std::optional<std::string> find_in_path(std::string_view name, std::string_view path) {
  for (const std::string& folder : split(path, ':')) {
    std::string candidate = join_path(folder.empty() ? "." : folder, name);
    // First of all, since a folder that may not be entered is passed over, not an error.
    if (::access(candidate.c_str(), X_OK) != 0) continue;
    const std::optional<FileStat> status = stat_following(candidate);
    if (status && status->is_file()) return candidate;
  }
  return std::nullopt;
}

ChildProcess ChildProcess::spawn(const SpawnRequest& request) {
  SpawnSetup setup;
  prepare(setup, request);
  std::vector<char*> argv = pointers(request.argv);
  std::vector<char*> environment = child_environment(request);
  pid_t pid = 0;
  const std::string program = find_program(request.argv.front());
  const int error_number = ::posix_spawnp(&pid, program.c_str(), &setup.actions, &setup.attributes,
                                          argv.data(), environment.data());
  check_start(error_number, request.argv[0]);
  return ChildProcess(pid, Fd(), own_peak_bytes());
}

std::optional<ExitStatus> ChildProcess::wait(double seconds) {
  if (seconds >= 0) {
    // Most jobs have no timeout and need none. Until it is waited for, the pid is this child's,
    // even when it has ended.
    if (!pidfd_) pidfd_ = Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    if (!pidfd_) throw_errno("watch process", std::to_string(pid_));
    pollfd poll_entry{pidfd_.get(), POLLIN, 0};
    const int ready = ::poll(&poll_entry, 1, static_cast<int>(std::ceil(seconds * 1000)));
    if (ready <= 0) return std::nullopt;
  }
  int status = 0;
  rusage usage{};
  while (::wait4(pid_, &status, 0, &usage) < 0) {
    if (errno != EINTR) throw_errno("wait for process", std::to_string(pid_));
  }
  return to_exit_status(status, usage, starter_rss_bytes_);
}

void ChildProcess::signal_group(int signal_number) const { ::kill(-pid_, signal_number); }

std::optional<std::int64_t> process_start(pid_t pid) {
  const std::optional<std::string> stat = read_file_if_any(fmt::format("/proc/{}/stat", pid));
  if (!stat) return std::nullopt;
  // The second field is the program's name in parentheses and may hold anything.
  const std::size_t close = stat->rfind(')');
  if (close == std::string::npos) return std::nullopt;
  const std::vector<std::string> fields = split(std::string_view(*stat).substr(close + 2), ' ');
  constexpr std::size_t kStateField = 0;
  constexpr std::size_t kThreadsField = 17;
  constexpr std::size_t kStartField = 19;
  if (fields.size() <= kStartField) return std::nullopt;
  // The first thread of a process that is killed may be gone while another still renames a file:
  // only the last one to end is the end.
  const bool has_others = std::strtoll(fields[kThreadsField].c_str(), nullptr, 10) > 1;
  if (fields[kStateField] == "Z" && !has_others) return std::nullopt;
  return std::strtoll(fields[kStartField].c_str(), nullptr, 10);
}

const std::string& host_name() {
  static const std::string name = [] {
    std::array<char, 256> buffer{};
    ::gethostname(buffer.data(), buffer.size() - 1);
    return std::string(buffer.data());
  }();
  return name;
}

const std::string& boot_id() {
  static const std::string id = [] {
    std::string text = read_file_if_any("/proc/sys/kernel/random/boot_id").value_or("unknown");
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }();
  return id;
}

const ProcessIdentity& this_process() {
  static const ProcessIdentity identity{host_name(), boot_id(), ::getpid(),
                                        process_start(::getpid()).value_or(0)};
  return identity;
}

bool is_alive(const ProcessIdentity& process) {
  if (process.host != host_name()) return true;
  if (process.boot_id != boot_id()) return false;
  return process_start(static_cast<pid_t>(process.pid)) == process.start_ticks;
}

unsigned processor_count() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

std::uint64_t allow_open_files(std::uint64_t count) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) throw_errno("ask for", "the limit of open files");
  if (limit.rlim_cur >= count) return count;
  rlimit raised = limit;
  raised.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
  return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

}  // namespace cairn
