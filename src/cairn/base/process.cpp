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
#include <cstdlib>
#include <map>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"

namespace cairn {

namespace {

/// What the system looks through when PATH is not set.
constexpr const char* kPath = "/usr/bin:/bin";
/// Between two looks at what cannot be waited for.
constexpr TimeUs kPause = 20'000;
/// ::poll takes an int of milliseconds.
constexpr TimeUs kLongestWait = 3600 * kSecond;

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

/// Takes the end of a child. What there is no end of was never a child, or has been waited for by
/// another.
ExitStatus wait_for(pid_t pid, std::int64_t starter_rss) {
  int status = 0;
  rusage usage{};
  while (::wait4(pid, &status, 0, &usage) < 0) {
    if (errno != EINTR) throw_errno("wait for process", std::to_string(pid));
  }
  return to_exit_status(status, usage, starter_rss);
}

/// Whether a child has ended, without taking its end.
bool has_ended(pid_t pid) {
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) < 0) {
    if (errno != EINTR) throw_errno("watch process", std::to_string(pid));
  }
  return info.si_pid == pid;
}

constexpr std::size_t kStateField = 0;
constexpr std::size_t kGroupField = 2;

/// The fields of /proc/<pid>/stat from the third, the state, on; none where there is no such
/// process (any more: then reading what was opened fails).
std::vector<std::string> stat_fields(const std::string& pid) {
  std::optional<std::string> stat;
  try {
    stat = read_file_if_any(fmt::format("/proc/{}/stat", pid));
  } catch (const Error&) {
    return {};
  }
  if (!stat) return {};
  // The second field is the program's name in parentheses and may hold anything.
  const std::size_t close = stat->rfind(')');
  if (close == std::string::npos) return {};
  return split(std::string_view(*stat).substr(close + 2), ' ');
}

/// Whether a process of the group still runs. Whoever ended and waits to be taken does not: the
/// kernel cannot be asked for those only, and in a container nobody may ever take them.
bool has_members(pid_t group) {
  const std::string id = std::to_string(group);
  for (const FolderEntry& entry : list_folder("/proc")) {
    if (entry.name.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::vector<std::string> fields = stat_fields(entry.name);
    if (fields.size() <= kGroupField || fields[kGroupField] != id) continue;
    if (fields[kStateField] != "Z" && fields[kStateField] != "X") return true;
  }
  return false;
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

void open_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // The lowest free descriptor is the one that is closed.
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", O_RDWR);
  }
}

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
  struct Restored {
    sighandler_t handler;
    ~Restored() { ::signal(SIGINT, handler); }
  } const restored{::signal(SIGINT, SIG_IGN)};
  return wait_for(pid, 0);
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
  return ChildProcess(pid, own_peak_bytes());
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(other.pid_),
      starter_rss_bytes_(other.starter_rss_bytes_),
      pidfd_(std::move(other.pidfd_)),
      is_ours_(std::exchange(other.is_ours_, false)) {}

ChildProcess::~ChildProcess() {
  if (!is_ours_) return;
  signal_group(SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool ChildProcess::ends_within(double seconds) {
  // Where the kernel, or a filter around us, has no such descriptors, looking now and then has to
  // do.
  if (!pidfd_) pidfd_ = Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  const TimeUs deadline = steady_us() + static_cast<TimeUs>(seconds * kSecond);
  while (!has_ended(pid_)) {
    const TimeUs left = deadline - steady_us();
    if (left <= 0) return false;
    pollfd poll_entry{pidfd_.get(), POLLIN, 0};
    const TimeUs patience = std::min(left, pidfd_ ? kLongestWait : kPause);
    // Rounded up: less than a millisecond would be no pause at all.
    ::poll(&poll_entry, pidfd_ ? 1 : 0, static_cast<int>((patience + 999) / 1000));
  }
  return true;
}

bool ChildProcess::group_ends_within(double seconds) {
  const TimeUs deadline = steady_us() + static_cast<TimeUs>(seconds * kSecond);
  if (!ends_within(seconds)) return false;
  while (has_members(pid_)) {
    if (steady_us() >= deadline) return false;
    ::poll(nullptr, 0, static_cast<int>(kPause / 1000));
  }
  return true;
}

ExitStatus ChildProcess::finish() {
  signal_group(SIGKILL);
  return take();
}

std::optional<ExitStatus> ChildProcess::wait(double seconds) {
  if (seconds >= 0 && !ends_within(seconds)) return std::nullopt;
  return take();
}

ExitStatus ChildProcess::take() {
  const ExitStatus status = wait_for(pid_, starter_rss_bytes_);
  is_ours_ = false;
  return status;
}

void ChildProcess::signal_group(int signal_number) const { ::kill(-pid_, signal_number); }

std::optional<std::int64_t> process_start(pid_t pid) {
  constexpr std::size_t kThreadsField = 17;
  constexpr std::size_t kStartField = 19;
  const std::vector<std::string> fields = stat_fields(std::to_string(pid));
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
