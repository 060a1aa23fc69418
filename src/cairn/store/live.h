// Whether an attempt that began and left no record still lives. Dead ones are lost, never running.
// It does not know the catalog.
#pragma once

#include <optional>
#include <string>

#include "cairn/base/value.h"
#include "cairn/identity/run_id.h"
#include "cairn/record/events.h"

namespace cairn {

/// Seconds without a heartbeat after which an attempt of another host counts as dead.
inline constexpr double kHeartbeatTimeout = 150;
/// Seconds that a process may need between making an events file and writing its begin line.
inline constexpr double kBeginTimeout = 1;
/// Seconds between two heartbeats.
inline constexpr double kHeartbeatInterval = 30;

/// The identity of this process for a begin line: host, boot id, pid, start, PID namespace.
Map process_to_map();

/// Whether the coordinator that wrote `begin` lives: on this host by pid, start time and boot id;
/// on another, and in another PID namespace, by the age of the heartbeat, which is the mtime of the
/// events file. Without a begin line (null) by that age too: for a moment only where its writer was
/// killed, or is just about to write it, and as of another host where the job has written over it.
bool is_live(const Value& begin, const std::string& events_path);

/// Whether the attempt that writes this events file lives. It does not where the file is gone:
/// committing removes it. Throws Error(io).
bool is_live_attempt(const std::string& events_path);

/// Whether a commit kept this events file, whose last step makes it read-only: that attempt has
/// ended, and had a record. Where the folder is read-only too the mode tells nothing. Throws
/// Error(io).
bool was_kept(const std::string& events_path);

/// Whether any attempt of the run lives in this run folder. Throws Error(io).
bool has_live_attempt(const std::string& folder, const RunId& id);

/// What the events file of an attempt without a record says. For the begin line of one that is just
/// being begun it waits a moment. Throws as read_events.
EventSummary read_begun(const std::string& events_path);

/// Kills the process group of a job whose coordinator is dead, when it still runs on this host and
/// in this PID namespace: the
/// process with the noted pid whose environment names this very events file. Without a note (the
/// coordinator was killed between starting the job and noting it) it is looked for among all
/// processes. Returns whether there was one. Its files are about to be moved, so it must not write
/// on: throws Error(busy) where a process of another user, whose environment is hidden, may be it.
bool kill_orphan(const Value& begin, const std::optional<Value>& job,
                 const std::string& events_path);

}  // namespace cairn
