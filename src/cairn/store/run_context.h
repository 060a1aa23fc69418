// Records and groups as the Values from which documents and rollups are made: the words are those
// of layout/context_shape.h. Only what is in records, user.json and group.json enters, so that
// every view can be made again from them. It does not know documents.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/store/groups.h"
#include "cairn/store/project.h"
#include "cairn/store/record.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// What the folders of groups say, group by group.
Map group_fields(const std::vector<GroupPlace>& groups);

/// The context's `run`.
Value run_context(const Record& record, const UserEdits& user, const std::string& path,
                  const std::vector<GroupPlace>& groups);

/// The context of a run without its long lists: what others show of it.
Value short_context(const Value& run);

/// The context's `group`; `file` is absent for groups that have no group.json.
Value group_context(const GroupPlace& place, const std::optional<GroupFile>& file);

/// The context's `project`.
Value project_context(const Project& project);

}  // namespace cairn
