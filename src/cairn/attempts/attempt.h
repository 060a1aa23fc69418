// One attempt from begin to commit. Begin claims the run by creating its events file exclusively;
// commit makes bytes durable, then the record, then lets the journal know. A crash in between
// leaves garbage, never a record that names missing or wrong bytes. It does not know how the
// command is run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/process.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// An attempt that has begun.
struct Attempt {
  RunDefinition definition;
  int number = 1;
  TimeUs started = 0;
  TimeUs began = steady_us();  ///< The same moment by the clock that nobody sets.
  std::string folder;          ///< The run folder, absolute.
  std::string events_path;     ///< Absolute.
  std::string log_path;        ///< Absolute.
  std::string resume_folder;   ///< What the attempt before left, in the trash; empty: nothing.
  std::vector<RecordAttempt> earlier;
  std::vector<std::string> kept_edits;  ///< In the folder, but the person's: no artifacts.
  Fd events;                            ///< Open for appending; its mtime is the heartbeat.
  std::string own_lines;  ///< What we wrote into it: where there is no more, nothing was logged.
};

/// Why and by whom an attempt is begun.
struct BeginRequest {
  std::string plan;    ///< The plan's id; empty: none.
  std::string reason;  ///< "missing", "forced", …
  /// The last attempt of which the caller knows how it ended (0: none). What a later one has
  /// finished is not moved away; absent: whatever is there is.
  std::optional<int> known_attempt = std::nullopt;
  /// The folder in which earlier attempts stay, where that is another one: in the archive, or one
  /// that other runs share. From the project's; empty: there is none.
  std::string stays_in;
};

/// Moves what earlier attempts left in the folder to the trash, makes it and claims the attempt.
/// Throws Error(busy) when a live process works on the run or has made it meanwhile,
/// Error(conflict) when it is pinned, Error(io).
Attempt begin_attempt(const Project& project, const RunDefinition& definition,
                      const BeginRequest& request);

/// Begins an attempt beside the run, in a folder of its own (`definition.path`) that nothing else
/// uses: it has no earlier attempts, and whatever lies in the run's folder stays. Throws Error(io).
Attempt begin_beside(const Project& project, const RunDefinition& definition,
                     const BeginRequest& request);

/// How the command ended.
struct Outcome {
  ExitStatus exit;
  std::int64_t pid = 0;
  TimeUs ended = 0;
  RunStatus status = RunStatus::finished;  ///< What the exit alone says.
  std::string message;                     ///< Why it failed; empty when it did not.
  std::string reason;
  std::string command;
  std::string working_folder;
  Fingerprint fingerprint;
  std::optional<Provenance> provenance;
};

/// Turns a finished attempt into a record, in which no secret stands: moves files where the layout
/// wants them, hashes and syncs them, writes the record. A run whose declared outs are missing is
/// recorded as failed. On an error nothing is claimed: the attempt stays open and can be committed
/// again.
Record commit_attempt(const Project& project, const Attempt& attempt, Outcome outcome);

/// The same without the commit: what the record would say, files moved and hashed. Nothing of it
/// counts, and nobody is told.
Record gather_attempt(const Project& project, const Attempt& attempt, Outcome outcome);

/// Whether a record lies beside an events file that its commit should have removed, or closed by
/// making it read-only: the commit was cut off, maybe before the record's name was durable.
bool has_open_commit(const Project& project, const Record& record, const std::string& path);

/// Does what such a commit had left to do: syncs the record's folder and settles the events file.
void finish_commit(const Project& project, const std::string& path, const RunId& id);

}  // namespace cairn
