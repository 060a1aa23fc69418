// What views are made of: runs and groups with what documents show of them, each record read once.
// What cannot be read is added to the problems, and its views are left as they are. It renders and
// writes nothing. For render.cpp only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"
#include "cairn/store/user_edits.h"
#include "cairn/views/loaded_run.h"

namespace cairn {

/// What a view is made of beside its context.
struct ViewSource {
  const LoadedRun* run = nullptr;  ///< Null for views of a group.
  std::int64_t mtime_ns = 0;       ///< Of the newest file that it shows something of.
  /// Runs of which it would show something have gone, or are not in the catalog; or what was typed
  /// cannot be read.
  bool lacks_needed = false;
  std::int64_t typed_mtime_ns = 0;  ///< Of the user file, where a run has one, or the group file.
};

/// A group with the runs below it and those that it reuses.
struct LoadedGroup {
  Value context;
  ViewSource source;
};

/// What becomes of a run whose user file cannot be read, and of a group whose file cannot.
enum class UnreadTyped {
  left_out,  ///< Their views stay as they are.
  partial,   ///< They are shown without what was typed, and known to lack something.
};

class ViewSources {
 public:
  ViewSources(const Project& project, const Catalog& catalog, std::vector<std::string>& problems,
              UnreadTyped unread);

  /// What documents show of the project.
  const Value& project_value() const { return project_value_; }

  /// The runs in these folders; all of them, in the order of paths, where there are none.
  std::vector<RunHead> heads_in(const std::set<std::string>& folders) const;

  /// The run with its context, read once; nullptr when it cannot be read.
  const LoadedRun* load(const RunHead& head);
  /// The run is read anew when it is asked for again.
  void forget(const RunHead& head);

  /// The group's own file; nullopt where there is none, or when it cannot be read.
  std::optional<GroupFile> group_file(const GroupPlace& place);
  /// With the runs below it and those that it, or the session around it, reuses. Of a run with
  /// copies there it has one: a ranking would have it twice.
  LoadedGroup load_group(const GroupPlace& place, const std::optional<GroupFile>& file);

  /// Whether the place of a view is taken by a file of the run; of a group's view, where `run` is
  /// null, by a file of any run that lies in the folder that its name leads into, or above.
  bool is_artifact(const LoadedRun* run, const std::string& folder, const std::string& file);

 private:
  UserEdits user_edits(const RunHead& head, LoadedRun& run);
  bool is_group_unread(std::string path) const;
  void add_needed(LoadedRun& run);
  void add_run(const RunHead& head, LoadedGroup& group, std::map<std::string, Value>& by_path);

  const Project& project_;
  const Catalog& catalog_;
  std::vector<std::string>& problems_;
  UnreadTyped unread_;
  Value project_value_;
  std::map<std::pair<std::string, std::string>, std::optional<LoadedRun>> loaded_;
};

/// What views of this run are made of.
ViewSource source_of(const LoadedRun& run);

}  // namespace cairn
