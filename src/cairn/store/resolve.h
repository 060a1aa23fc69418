// From what a person types to a run: a path, an alias (@alias is nothing else), a name, the name of
// its folder, a unique id prefix, "latest", or "best".
// Nothing is guessed: several readings are an error that lists them. It does not know queries, so
// those who do say which run is the best.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/catalog/catalog.h"
#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// A run, or a child of it when the text named one.
struct Resolved {
  RunHead run;
  std::optional<std::string> child;  ///< Name of the child.
};

/// Which run "best" means; throws where it means none.
using FindBest = std::function<RunHead()>;

/// Finds the run that `text` names; paths are taken relative to the working folder, then to the
/// project. Throws Error(not_found) with near names, Error(conflict) listing all bearers,
/// Error(invalid_input) for an attempt (`RUN@N`): what is done with a run is done with all of it.
/// Without `best` there is no best run.
Resolved resolve_run(const Project& project, const Catalog& catalog, std::string_view text,
                     const FindBest& best = nullptr);

/// As resolve_run, for what only reads: `RUN@N` is that attempt of the run, unless a run is called
/// so.
struct ResolvedAttempt {
  Resolved resolved;
  std::optional<int> number;  ///< Absent: the run as it is.
};
ResolvedAttempt resolve_attempt(const Project& project, const Catalog& catalog,
                                std::string_view text, const FindBest& best = nullptr);

/// Throws the Error(invalid_input) of resolve_run for an attempt of `run`.
[[noreturn]] void refuse_attempt(std::string_view text, const RunHead& run);

/// A file in a run folder.
struct FileOfRun {
  RunHead run;
  /// Whether it tells of the run: its record, or a document that the layout makes. What the run
  /// itself made, at whatever place, does not.
  bool tells_of_run = false;
};

/// Which run the file at the path `text` belongs to; nullopt where it lies in no run folder, or in
/// one that several runs share and none of them knows it. Throws Error(conflict) for one that
/// several runs made.
std::optional<FileOfRun> find_file_of_run(const Project& project, const Catalog& catalog,
                                          std::string_view text);

/// Throws Error(invalid_input) for a text that names nothing: as a path it would be the folder that
/// one stands in, but it is a variable that was not set.
void refuse_empty_name(std::string_view text);

/// The record of a run. Throws Error(not_found) for a run that has not ended (its attempt is open),
/// Error(corrupt).
Record load_record(const Project& project, const RunHead& run);

/// Whether the catalog knew the run by the events of an open attempt, which may have ended since.
bool is_open_attempt(const RunHead& run);

/// What is known of a run before it started, from its record or from its open attempt. Throws as
/// load_record does.
RunDefinition load_definition(const Project& project, const RunHead& run);

/// An artifact of a record by path, by file name, by role, or by declared out, when exactly one
/// matches; the run folder's relative path of it (a folder for a declared folder). Throws
/// Error(not_found) with near names, Error(conflict) listing the candidates.
std::string find_artifact_path(const Record& record, std::string_view name,
                               const std::optional<std::string>& child);

}  // namespace cairn
