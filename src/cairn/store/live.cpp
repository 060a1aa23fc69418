#include "cairn/store/live.h"

#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/record/record.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

ProcessIdentity identity_of(const Value& begin) {
  return {text_or(begin, "host", ""), text_or(begin, "boot_id", ""),
          int_if_any(begin, "pid").value_or(0), int_if_any(begin, "start").value_or(0)};
}

/// Seconds since the file was written to; without end when it is gone.
double age_of(const std::string& path) {
  const std::optional<FileStat> status = stat_path(path);
  if (!status) return std::numeric_limits<double>::infinity();
  return static_cast<double>(now_us()) * 1e-6 - static_cast<double>(status->mtime_ns) * 1e-9;
}

/// Whether there are lines in an events file, of which the first does not begin an attempt: its job
/// has written over it. A killed writer leaves no whole line.
bool is_overwritten(const std::string& events_path) {
  std::ifstream file(events_path, std::ios::binary);
  std::string line;
  return std::getline(file, line) && !file.eof() && !line.starts_with(R"({"begin":)");
}

/// Whether the begin line may come any moment.
bool is_being_begun(const std::string& events_path) {
  return std::abs(age_of(events_path)) < kBeginTimeout && !is_overwritten(events_path);
}

/// Whether a process was started with this variable. A pid alone may by now be a stranger's.
bool has_environment(pid_t pid, const std::string& variable) {
  try {
    const std::optional<std::string> text = read_file_if_any(fmt::format("/proc/{}/environ", pid));
    if (!text) return false;
    const std::vector<std::string> variables = split(*text, '\0');
    return std::find(variables.begin(), variables.end(), variable) != variables.end();
  } catch (const Error&) {
    return false;  // Another user's process: not one of ours.
  }
}

/// The first leader of a process group that is as asked, 0 when there is none. Jobs lead their
/// groups.
template <typename Predicate>
pid_t find_leader(const Predicate& is_asked) {
  for (const FolderEntry& entry : list_folder("/proc")) {
    pid_t pid = 0;
    const char* const end = entry.name.data() + entry.name.size();
    const auto [stop, error] = std::from_chars(entry.name.data(), end, pid);
    if (error != std::errc() || stop != end || ::getpgid(pid) != pid) continue;
    if (is_asked(pid)) return pid;
  }
  return 0;
}

pid_t parent_of(pid_t pid) {
  constexpr std::string_view kParent = "\nPPid:\t";
  const std::string status = read_file_if_any(fmt::format("/proc/{}/status", pid)).value_or("");
  const std::size_t at = status.find(kParent);
  pid_t parent = 0;
  if (at == std::string::npos) return parent;
  const char* const end = status.data() + status.size();
  std::from_chars(status.data() + at + kParent.size(), end, parent);
  return parent;
}

/// Another user's environment is hidden from us. What shows is whether a process of `owner` may be
/// the job of an attempt that began at `started`: it is younger, leads a group but no session, as
/// shells and services do, and who started it in its session lives no more.
bool may_be_orphan(pid_t pid, unsigned owner, std::int64_t started) {
  try {
    const std::optional<FileStat> status = stat_path(fmt::format("/proc/{}", pid));
    if (!status || status->owner != owner) return false;
    if (process_start(pid).value_or(-1) < started) return false;
    const pid_t session = ::getsid(pid);
    const pid_t parent = parent_of(pid);
    return session != pid && (parent <= 1 || ::getsid(parent) != session);
  } catch (const Error&) {
    return false;  // It has ended while we looked.
  }
}

/// Throws Error(conflict) where a job may live on that only another user can end.
void refuse_hidden_orphan(const Value& begin, const std::string& events_path) {
  const std::optional<FileStat> events = stat_path(events_path);
  if (!events || ::geteuid() == 0 || events->owner == ::geteuid()) return;
  const std::int64_t started = int_if_any(begin, "start").value_or(0);
  const pid_t pid =
      find_leader([&](pid_t one) { return may_be_orphan(one, events->owner, started); });
  if (pid == 0) return;
  const passwd* user = ::getpwuid(events->owner);  // NOLINT(concurrency-mt-unsafe)
  throw Error(
      ErrorCode::conflict,
      fmt::format("process {} of user {}, whose cairn was killed, may still write into '{}'", pid,
                  user == nullptr ? std::to_string(events->owner) : user->pw_name,
                  parent_path(parent_path(events_path))),
      "let that user end it, or wait for it, then run this again");
}

/// Whether an events file was kept by a commit, whose last step makes it read-only: the attempt has
/// ended, however long its cairn goes on with others.
bool is_closed(const std::string& events_path) {
  const std::optional<FileStat> status = stat_path(events_path);
  return status && !status->is_writable;
}

/// The number of our PID namespace; 0 where the system does not tell.
std::int64_t pid_namespace() {
  static const std::int64_t number = [] {
    const std::optional<FileStat> status = stat_following("/proc/self/ns/pid");
    return status ? static_cast<std::int64_t>(status->inode) : 0;
  }();
  return number;
}

/// Whether the pids of a begin line mean for us what they meant for its writer. In a container they
/// do not, though it may have the name and the boot of its host. Older cairns did not write the
/// namespace: theirs is taken for the host's own.
bool shares_pids(const Value& begin) {
  constexpr std::int64_t kOfHost = 0xEFFFFFFC;  // The kernel's own number of the first one.
  const std::int64_t ours = pid_namespace();
  return ours == 0 || int_if_any(begin, "pid_namespace").value_or(kOfHost) == ours;
}

}  // namespace

Map process_to_map() {
  const ProcessIdentity& process = this_process();
  return {{"host", process.host},
          {"boot_id", process.boot_id},
          {"pid", process.pid},
          {"start", process.start_ticks},
          {"pid_namespace", pid_namespace()}};
}

bool is_live(const Value& begin, const std::string& events_path) {
  if (begin.is_null()) {
    const bool has_heart = is_overwritten(events_path);  // The file is the same one.
    return std::abs(age_of(events_path)) < (has_heart ? kHeartbeatTimeout : kBeginTimeout);
  }
  const ProcessIdentity process = identity_of(begin);
  const bool is_before_boot = process.boot_id != boot_id();
  if (process.host == host_name() && (is_before_boot || shares_pids(begin))) {
    return is_alive(process);
  }
  return age_of(events_path) < kHeartbeatTimeout;
}

bool is_live_attempt(const std::string& events_path) {
  std::ifstream file(events_path, std::ios::binary);
  if (!file && errno == ENOENT) return false;
  if (!file) throw_errno("open", events_path);
  // What follows the first line may be millions of points.
  std::string line;
  std::getline(file, line);
  if (file.bad()) throw_errno(errno == 0 ? EIO : errno, "read", events_path);
  EventSummary first;
  fold_event(line, 1, first);
  return is_live(first.begin, events_path);
}

bool was_kept(const std::string& events_path) {
  if (!is_closed(events_path)) return false;
  const std::optional<FileStat> folder = stat_path(parent_path(events_path));
  return folder && folder->is_writable;
}

bool has_live_attempt(const std::string& folder, const RunId& id) {
  std::vector<RunFileName> open;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    const bool is_events = name && name->id == id && name->kind == RunFileName::Kind::events;
    if (is_events && !is_closed(events_path(folder, id, name->attempt))) open.push_back(*name);
  }
  if (open.empty()) return false;
  const std::optional<Record> record = read_sound_record(folder, id);
  const int on_record = record ? record->attempt().number : 0;
  return std::ranges::any_of(open, [&](const RunFileName& file) {
    return file.attempt >= on_record && is_live_attempt(events_path(folder, id, file.attempt));
  });
}

EventSummary read_begun(const std::string& events_path) {
  constexpr std::chrono::milliseconds kMoment{20};
  EventSummary events = read_events(events_path);
  while (events.begin.is_null() && is_being_begun(events_path)) {
    std::this_thread::sleep_for(kMoment);
    events = read_events(events_path);
  }
  // It may have gone, or begun, since it was read: that it is no more being begun tells neither.
  return events.begin.is_null() ? read_events(events_path) : events;
}

bool kill_orphan(const Value& begin, const std::optional<Value>& job,
                 const std::string& events_path) {
  if (text_or(begin, "host", "") != host_name()) return false;
  if (text_or(begin, "boot_id", "") != boot_id() || !shares_pids(begin)) return false;
  const std::string variable = "CAIRN_EVENTS=" + events_path;
  const auto is_its = [&](pid_t pid) { return has_environment(pid, variable); };
  const pid_t pid =
      job ? static_cast<pid_t>(int_if_any(*job, "pid").value_or(0)) : find_leader(is_its);
  if (pid > 1 && is_its(pid)) return ::kill(-pid, SIGKILL) == 0;
  refuse_hidden_orphan(begin, events_path);
  return false;
}

}  // namespace cairn
