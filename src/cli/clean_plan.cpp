#include "cli/clean_plan.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/key_column.h"
#include "cairn/query/leaderboard.h"
#include "cairn/query/related_values.h"
#include "cairn/retention/clock_check.h"
#include "cairn/store/catalog_fill.h"
#include "cli/adopted_places.h"
#include "cli/report.h"

namespace cairn {

namespace {

void check_request(const CleanRequest& request) {
  refuse_empty_filter(request.selection);
  const bool says_which =
      request.older_than || request.keep_best || has_selection(request.selection);
  if (!says_which && request.empty == EmptyRequest::refused) {
    throw Error(ErrorCode::invalid_input, "which runs?",
                "say --older-than 30d, --keep-best 5 --by rmse, --status failed,lost, "
                "--where FILTER, or name them");
  }
  if (request.keep_best && *request.keep_best < 1) {
    throw Error(ErrorCode::invalid_input, "--keep-best is a number from 1 on",
                fmt::format("to take all: cairn {} --where \"id != ''\"", request.verb));
  }
  if (request.keep_best && request.by.empty()) {
    throw Error(ErrorCode::invalid_input, "--keep-best needs the metric",
                fmt::format("as in: cairn {} --keep-best 5 --by rmse", request.verb));
  }
  if (!request.keep_best && (!request.by.empty() || !request.per.empty() || request.goal)) {
    throw Error(ErrorCode::invalid_input, "--by, --per, --min and --max belong to --keep-best",
                fmt::format("as in: cairn {} --keep-best 5 --by rmse --per dataset", request.verb));
  }
  if (request.keep_newest < 0) {
    throw Error(ErrorCode::invalid_input, "--keep-newest is a number from 0 on");
  }
}

/// Age and rank act on dated groups where there are any and runs are not told apart otherwise.
CleanupUnit unit_of(const OpenProject& open, const CleanRequest& request) {
  const bool has_groups = has_dated_groups(open.project.layout);
  if (request.unit == CleanupUnit::group && !has_groups) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("the layout '{}' has no dated groups", open.project.layout.name),
                "leave out --unit group: runs are chosen one by one");
  }
  if (request.unit) return *request.unit;
  return has_groups && !has_selection(request.selection) ? CleanupUnit::group : CleanupUnit::run;
}

/// The rowids that pass the filters, for each status that is listed.
std::vector<std::int64_t> matching(const OpenProject& open, const RunSelection& selection) {
  std::vector<std::optional<std::string>> statuses{std::nullopt};
  if (selection.status) {
    statuses.clear();
    for (const std::string& name : split(*selection.status, ',')) statuses.emplace_back(name);
  }
  std::vector<std::int64_t> rowids;
  for (const std::optional<std::string>& status : statuses) {
    RunSelection one = selection;
    one.status = status;
    RunsQuery query{.filter = make_filter(open, one)};
    query.filter.copies = CopyPolicy::show;
    const std::vector<std::int64_t> found = find_runs(open.catalog(), query);
    rowids.insert(rowids.end(), found.begin(), found.end());
  }
  std::ranges::sort(rowids);
  return rowids;
}

/// The field, tag or param `name` of the runs.
KeyColumn load_per(const Catalog& catalog, const std::string& name, const RunSet& set) {
  const KeyRef key = read_key(catalog, name);
  if (key.owner == KeyOwner::parent) return load_related_column(catalog, key, set);
  if (key.family == KeyFamily::metric || key.owner == KeyOwner::child) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("--per {}: that is {}", name,
                            key.owner == KeyOwner::child ? "a key of children" : "a metric"),
                "take a field or param, as in --per dataset");
  }
  if (key.family != KeyFamily::param) return load_key_column(catalog, key, set);
  for (const ParamColumn& param : load_params(catalog, set)) {
    if (param.key == key.key) return to_key_column(param, set);
  }
  return {.key = key, .values = {Value()}, .of_run = std::vector<std::uint32_t>(set.size())};
}

void add_scores(const OpenProject& open, const CleanRequest& request, CleanPlan& plan) {
  const LeaderboardQuery query{.metric = request.by, .goal = request.goal};
  const RankedBy by = find_ranked_by(open.catalog(), query);
  plan.metric = own_text(by.metric);
  plan.rules.goal = by.goal;
  std::vector<std::int64_t> rowids;
  for (const RunRow& run : plan.table.runs) rowids.push_back(run.rowid);
  const RunSet set(std::move(rowids));
  const NumberColumn scores = load_numbers(open.catalog(), by.metric, set);
  for (std::size_t row = 0; row < set.size(); ++row) {
    const bool is_ranked = scores.present[row] && std::isfinite(scores.values[row]) &&
                           plan.table.rows[row].status == RunStatus::finished;
    if (is_ranked) plan.table.rows[row].score = scores.values[row];
  }
  if (request.per.empty()) return;
  for (const std::string& name : split(request.per, ',')) {
    const KeyColumn per = load_per(open.catalog(), name, set);
    for (std::size_t row = 0; row < set.size(); ++row) {
      plan.table.rows[row].per += to_json(per.values[per.of_run[row]]) + "\n";
    }
  }
}

/// Who is asked for each wants to see how good it is, where the runs say what they are ranked by.
void add_scores_to_show(const OpenProject& open, const CleanRequest& request, CleanPlan& plan) {
  try {
    add_scores(open, request, plan);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input) throw;
  }
}

}  // namespace

CleanRequest to_request(const CleanupPolicy& policy) {
  CleanRequest request{.keep_best = policy.keep_best,
                       .by = policy.by,
                       .per = join(policy.per, ","),
                       .unit = policy.unit};
  if (!policy.older_than.empty()) request.older_than = policy.older_than;
  if (!policy.status.empty()) request.selection.status = join(policy.status, ",");
  if (!policy.dataset.empty()) request.selection.dataset = policy.dataset;
  if (!policy.where.empty()) request.selection.where = {policy.where};
  return request;
}

void plan_moves_of(const OpenProject& open, CleanPlan& plan) {
  std::vector<RunHead> going;
  for (std::size_t row = 0; row < plan.table.rows.size(); ++row) {
    if (plan.choice.verdicts[row].reason != CleanReason::goes) continue;
    RunHead head = head_of(plan.table.runs[row]);
    head.record_mtime = plan.table.runs[row].record_mtime;
    head.copy = plan.table.runs[row].copy;
    going.push_back(std::move(head));
  }
  plan.moves =
      plan_moves(open.project, open.catalog(), going, plan.choice.groups, LooseFiles::stay);
}

namespace {

CleanPlan plan_by_catalog(const OpenProject& open, const CleanRequest& request, TimeUs now) {
  CleanPlan plan{.table = load_clean_table(open.project, open.catalog()), .now = now};
  plan.rules.unit = unit_of(open, request);
  plan.rules.keep_best = request.keep_best;
  plan.rules.lineage = request.lineage;
  plan.rules.keep_newest = request.keep_newest;
  plan.rules.takes_empty_groups = plan.rules.unit == CleanupUnit::group &&
                                  !has_selection(request.selection) &&
                                  request.lineage != LineageRule::reachable;
  if (request.archived == ArchivedRuns::taken) {
    for (CleanRow& row : plan.table.rows) row.is_archived = false;
  }
  if (request.older_than) {
    plan.rules.older_than = parse_age(*request.older_than);
    plan.rules.keeps_newest_of_all = true;
  }
  // Not `now`: runs may have ended while the records were read.
  if (!request.trusts_clock) check_clock(now_us(), plan.table.newest, plan.rules.older_than);
  if (request.keep_best) {
    add_scores(open, request, plan);
  } else if (request.empty == EmptyRequest::all) {
    add_scores_to_show(open, request, plan);
  }
  const std::vector<std::int64_t> rowids = matching(open, request.selection);
  for (std::size_t row = 0; row < plan.table.rows.size(); ++row) {
    plan.table.rows[row].matches = std::ranges::binary_search(rowids, plan.table.runs[row].rowid);
  }
  plan.choice = choose_to_clean(plan.table.rows, plan.table.groups, plan.rules, plan.now);
  plan_moves_of(open, plan);
  return plan;
}

/// Nobody knows what a run with an unreadable record was made from, or whether it is pinned.
void refuse_unreadable(const CleanRequest& request, const std::vector<std::string>& problems) {
  const bool matters = request.way_back == WayBack::none && request.lineage == LineageRule::keep;
  if (!matters || problems.empty()) return;
  throw Error(ErrorCode::conflict,
              fmt::format("nothing is removed for good while it is not known which runs are needed "
                          "by others: {}",
                          problems.front()),
              "mend it (cairn verify names what is wrong), leave out --no-trash, or say "
              "--ignore-links");
}

bool take_the_same(const CleanPlan& a, const CleanPlan& b) {
  const auto is_same_run = [](const RunHead& x, const RunHead& y) {
    return x.path == y.path && x.id == y.id && x.digest == y.digest;
  };
  return std::ranges::equal(a.moves, b.moves, [&](const TrashMove& x, const TrashMove& y) {
    return x.kind == y.kind && x.path == y.path && x.is_shared == y.is_shared &&
           std::ranges::equal(x.runs, y.runs, is_same_run);
  });
}

void open_anew(OpenProject& open, FreshCatalog (*opened)(const Project&)) {
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  open.fresh = std::make_unique<FreshCatalog>(opened(open.project));
}

FreshCatalog refreshed(const Project& project) { return open_fresh_catalog(project); }

}  // namespace

CleanPlan make_clean_plan(OpenProject& open, const CleanRequest& request) {
  check_request(request);
  refuse_whole_project(open, request.selection);
  refuse_adopted(open, request.selection.places);
  const TimeUs now = now_us();
  CleanPlan plan = plan_by_catalog(open, request, now);
  tell_keys_behind_names(open.catalog(), {request.per});
  if (plan.moves.empty() || request.evidence == CleanEvidence::index) return plan;
  const OpenProject proof{.project = open.project,
                          .fresh = std::make_unique<FreshCatalog>(fill_scratch(open.project))};
  refuse_unreadable(request, proof.fresh->report.problems);
  const CleanPlan proven = plan_by_catalog(proof, request, now);
  if (take_the_same(plan, proven)) return plan;
  // Runs may have ended meanwhile.
  open_anew(open, refreshed);
  plan = plan_by_catalog(open, request, now);
  if (take_the_same(plan, proven)) return plan;
  report_warnings({"by their records other runs go than the catalog said; it was built anew"});
  open_anew(open, reindex);
  return plan_by_catalog(open, request, now);
}

}  // namespace cairn
