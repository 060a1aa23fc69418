// `cairn ls --group-by …`: statistics of groups of runs instead of the runs. It does not know how
// runs are listed.
#pragma once

#include <optional>
#include <string>

#include "cairn/query/aggregate.h"
#include "cli/output.h"
#include "cli/select_runs.h"

namespace cairn {

/// What was said of groups.
struct GroupOptions {
  std::optional<std::string> group_by;
  std::optional<std::string> over;
  std::optional<std::string> agg;
  std::optional<std::string> pivot;
};

/// Says on standard error that runs count which repeat each other, where there are any.
void print_repeats_note(const Aggregates& aggregates);

/// Binds the options of the section "Groups".
void bind_groups(CommandLine& line, GroupOptions& options);

/// Whether any of them was given, so that groups are listed.
bool wants_groups(const GroupOptions& options);

/// Lists the groups of the selected runs. Throws Error(invalid_input) as make_aggregates does.
void list_groups(const OpenProject& open, const RunsFilter& filter, const GroupOptions& groups,
                 const TableOptions& table, OutputOptions output);

}  // namespace cairn
