// The files of an attempt at commit: moved where the layout wants them, listed with their roles,
// hashed, and made durable with their folders. It does not write the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/attempts/attempt.h"

namespace cairn {

/// The children of the run with ids and folders, in the order of their first lines.
std::vector<RecordChild> make_children(const Project& project, const Attempt& attempt,
                                       const EventSummary& events);

/// Moves every file that an artifact event names to where the layout wants its role, and changes
/// the hints to the new paths. What cannot be moved stays and becomes a problem. Can be repeated
/// after a failure: what has moved already is recognised.
void move_artifacts(const Project& project, const Attempt& attempt,
                    const std::vector<RecordChild>& children, EventSummary& events);

/// Declared outs and metric files that are not there, by path.
std::vector<std::string> missing_outs(const Attempt& attempt);

/// The files of an attempt as the record tells of them.
struct CollectedFiles {
  std::vector<RecordArtifact> artifacts;
  /// Paths that are not UTF-8, so that no record can hold them; made printable.
  std::vector<std::string> unnameable;
};

/// What is known of the end of a run before its files are looked at.
struct RunEnd {
  RunStatus status = RunStatus::finished;
  std::optional<std::uint64_t> log_size;  ///< Absent: there is no log.
};

/// Lists, hashes and (durability full) syncs the files of the run. A status other than finished
/// gives them the role "partial". A file in a child's folder is the child's, whether an event says
/// so or not.
CollectedFiles collect_artifacts(const Project& project, const Attempt& attempt,
                                 const std::vector<RecordChild>& children,
                                 const EventSummary& events, const RunEnd& end);

/// Digests of the declared outs, from the artifacts that lie there.
std::vector<RecordOut> digest_outs(const RunDefinition& definition,
                                   const std::vector<RecordArtifact>& artifacts);

/// Makes the names of all artifacts durable: their folders, the run folder, and its parents up to
/// the project, each parent once in this process.
void sync_folders(const Project& project, const Attempt& attempt,
                  const std::vector<RecordArtifact>& artifacts);

}  // namespace cairn
