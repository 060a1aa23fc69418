// The states of a run: pending → running → finished | failed | killed | preempted | lost. Stored as
// text in records and as numbers in the catalog: do not renumber.
#pragma once

#include <string_view>

namespace cairn {

enum class RunStatus {
  pending = 0,    ///< Planned, nothing exists yet.
  running = 1,    ///< An attempt has begun and its process lives.
  finished = 2,   ///< A record with exit code 0 and all declared outs.
  failed = 3,     ///< The command failed, ran into its timeout, or left a declared out missing.
  killed = 4,     ///< A signal or a person ended it.
  preempted = 5,  ///< The cluster took the node away.
  lost = 6,       ///< An attempt began, its process is gone, and it never committed.
};

/// "finished", "failed", …
std::string_view status_name(RunStatus status);

/// The opposite of status_name. Throws Error(corrupt) for an unknown name.
RunStatus parse_status(std::string_view name);

/// Whether a run can have ended so, which is when its record is written: neither pending nor
/// running nor lost.
bool is_an_end(RunStatus status);

}  // namespace cairn
