#include "cairn/store/live.h"

#include <signal.h>

#include <cmath>
#include <limits>

#include "cairn/base/clock.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/store/value_fields.h"

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

}  // namespace

Map process_to_map() {
  const ProcessIdentity& process = this_process();
  return {{"host", process.host},
          {"boot_id", process.boot_id},
          {"pid", process.pid},
          {"start", process.start_ticks}};
}

bool is_live(const Value& begin, const std::string& events_path) {
  if (begin.is_null()) return std::abs(age_of(events_path)) < kBeginTimeout;
  const ProcessIdentity process = identity_of(begin);
  if (process.host == host_name()) return is_alive(process);
  return age_of(events_path) < kHeartbeatTimeout;
}

bool kill_orphan(const Value& begin, const Value& job) {
  if (text_or(begin, "host", "") != host_name()) return false;
  if (text_or(begin, "boot_id", "") != boot_id()) return false;
  const pid_t pid = static_cast<pid_t>(int_if_any(job, "pid").value_or(0));
  if (pid <= 1 || process_start(pid) != int_if_any(job, "start")) return false;
  return ::kill(-pid, SIGKILL) == 0;
}

}  // namespace cairn
