// Records and groups as the Values from which documents and rollups are made: the words are those
// of layout/context_shape.h. Only what is in records, user.json and group.json enters, so that
// every view can be made again from them. It does not know documents.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/catalog.h"
#include "cairn/record/record.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// The context's `run`.
Value run_context(const Record& record, const UserEdits& user, const std::string& path,
                  const std::vector<GroupPlace>& groups);

/// What views can show of the runs that a run needs.
struct NeededRuns {
  /// The context's `inputs`, with what the folders of those runs say of them; absent where the
  /// layout shows nothing of them.
  std::optional<Value> inputs;
  /// The run of the kind in whose folders the run lies: the study of a trial. It is not looked for
  /// by the path, which the archive changes.
  std::optional<RunHead> holder;
  bool lacks_any = false;  ///< Not all of them are in the catalog.
};

/// Whether any view of the layout tells of the runs that a run was made from.
bool shows_inputs(const Layout& layout);

/// `names_of` gives the names of a run that is needed, or null; it is asked only where the layout
/// shows them.
NeededRuns find_needed(const RunDefinition& definition, const Layout& layout,
                       const Catalog& catalog,
                       const std::function<Value(const RunHead&)>& names_of);

/// The context of a run without its long lists: what others show of it.
Value short_context(const Value& run);

/// The context's `group`; `file` is absent for groups that have no group.json.
Value group_context(const GroupPlace& place, const std::optional<GroupFile>& file);

/// The context's `project`.
Value project_context(const Project& project);

}  // namespace cairn
