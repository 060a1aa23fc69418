// What a cleanup would take, from what a person asked: filters, metric and grouping become rows,
// the choice is made, and what goes becomes moves. Nothing is changed but a catalog that is found
// to be wrong. `cairn clean`, `cairn archive` and `cairn maintain` all begin here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/rank_rules.h"
#include "cairn/retention/clean_rows.h"
#include "cairn/retention/trash_moves.h"
#include "cli/open.h"
#include "cli/select_runs.h"

namespace cairn {

/// What a request without any selection means.
enum class EmptyRequest {
  refused,
  all,  ///< Every run: each is asked for.
};

/// Whether runs in the archive may be chosen.
enum class ArchivedRuns { left_alone, taken };

/// What a plan by which something goes rests on.
enum class CleanEvidence {
  index,    ///< The catalog: for a look, and for what stays in the project.
  records,  ///< All records, read again: an index may be readable and wrong.
};

/// Whether what goes can come back.
enum class WayBack { trash, none };

/// Which runs are asked for.
struct CleanRequest {
  RunSelection selection;  ///< Its status may list several: "failed,lost".
  std::optional<std::string> older_than;
  std::optional<std::int64_t> keep_best;
  std::string by;
  std::optional<MetricGoal> goal;
  std::string per;
  std::int64_t keep_newest = 0;  ///< Of those that are chosen; where age decides, one of all stays.
  std::optional<CleanupUnit> unit;
  LineageRule lineage = LineageRule::keep;
  bool trusts_clock = false;  ///< --force
  EmptyRequest empty = EmptyRequest::refused;
  ArchivedRuns archived = ArchivedRuns::left_alone;
  CleanEvidence evidence = CleanEvidence::index;
  WayBack way_back = WayBack::trash;
  std::string_view verb = "clean";  ///< For hints.
};

/// What goes and what stays.
struct CleanPlan {
  CleanTable table;
  CleanRules rules;
  CleanChoice choice;
  std::string metric;  ///< The full key that is ranked by; empty: none.
  std::vector<TrashMove> moves;
  std::string reason;  ///< "clean --older-than 30d", for entries.
  TimeUs now = 0;
};

/// With CleanEvidence::records the plan is made by the records once more, if anything goes; where
/// that takes other runs this is warned of, and the catalog of `open` is built anew. Throws
/// Error(invalid_input) for a request that says nothing or contradicts itself, Error(conflict) for
/// a clock that cannot be trusted, and where there is no way back and a record cannot be read.
CleanPlan make_clean_plan(OpenProject& open, const CleanRequest& request);

/// The request of a stored policy.
CleanRequest to_request(const CleanupPolicy& policy);

/// Plans the moves of these verdicts again, after some were changed.
void plan_moves_of(const OpenProject& open, CleanPlan& plan);

}  // namespace cairn
