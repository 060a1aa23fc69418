// The names of files that cairn keeps in run folders and in .cairn: the only code that knows them,
// with the parsers beside the makers. Nothing here touches the disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/identity/run_id.h"

namespace cairn {

/// The hidden folder of a run or group folder.
inline constexpr std::string_view kRunFolder = ".run";
/// The hidden folder of a project.
inline constexpr std::string_view kCairnFolder = ".cairn";
inline constexpr std::string_view kProjectFile = "cairn.yaml";
/// Where the files of adopted trees lie, relative to the project.
inline constexpr std::string_view kAdoptedFolder = ".cairn/adopted";

/// What a file in `.run` is.
struct RunFileName {
  enum class Kind { record, events, user, history, log, imported } kind;
  RunId id;
  int attempt = 0;  ///< Of events; 0 otherwise.
};

/// Reads "pb8yky.json", "pb8yky.2.events.jsonl", "pb8yky.user.json", "pb8yky.history",
/// "pb8yky.log", "pb8yky.imported.json"; nullopt for any other name.
std::optional<RunFileName> parse_run_file_name(std::string_view name);

// Paths below a run folder; `folder` is put in front as it is.
std::string run_files_folder(std::string_view folder);
std::string record_path(std::string_view folder, const RunId& id);
std::string events_path(std::string_view folder, const RunId& id, int attempt);
std::string history_path(std::string_view folder, const RunId& id);
std::string user_path(std::string_view folder, const RunId& id);
std::string imported_path(std::string_view folder, const RunId& id);
std::string plain_log_path(std::string_view folder, const RunId& id);
std::string group_file_path(std::string_view folder);

/// "PIPELINE.yaml.edited.2" → "PIPELINE.yaml"; the name itself where it is no view that was kept
/// because a person had edited it.
std::string without_edited(const std::string& name);

/// The file of an adopted tree, relative to the project: ".cairn/adopted/k3x9ab.json".
std::string adopted_tree_path(std::string_view tree);

}  // namespace cairn
