#include "cli/ls_groups.h"

#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/query/aggregate_json.h"
#include "cairn/query/aggregate_text.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

AggregateQuery groups_query(const OpenProject& open, const RunsFilter& filter,
                            const GroupOptions& groups, const TableOptions& table) {
  const Catalog& catalog = open.catalog();
  AggregateQuery query;
  query.filter = filter;
  query.sort = table.sort;
  if (groups.group_by) query.group_by = read_keys(catalog, *groups.group_by, "group keys");
  if (groups.over) query.over = read_keys(catalog, *groups.over, "keys of --over");
  // Nobody asked for keys, nor for all but some: one group.
  if (!groups.group_by && !groups.over) query.group_by.emplace();
  if (groups.pivot) query.further = {read_key(catalog, *groups.pivot)};
  if (!groups.pivot) query.limit = table.limit;
  query.measures = groups.agg ? parse_measures(catalog, *groups.agg)
                              : usual_measures(catalog, filter, members_of(query));
  return query;
}

void print_groups(const Aggregates& aggregates, const OutputOptions& output) {
  switch (output_format(output)) {
    case TableFormat::json:
      return print_json(aggregates_json(aggregates));
    case TableFormat::jsonl:
      return print_json_lines(groups_json(aggregates));
    case TableFormat::csv:
      return print_table(aggregate_table(aggregates, TableReader::machine), output);
    case TableFormat::table:
    case TableFormat::md:
    case TableFormat::latex:
      return print_table(aggregate_table(aggregates, TableReader::person), output);
  }
}

void print_pivot(const Aggregates& aggregates, const Pivot& pivot, const OutputOptions& output) {
  switch (output_format(output)) {
    case TableFormat::json:
      return print_json(pivot_json(aggregates, pivot));
    case TableFormat::jsonl:
      return print_json_lines(pivot_rows_json(aggregates, pivot));
    case TableFormat::csv:
      return print_table(pivot_table(aggregates, pivot, TableReader::machine), output);
    case TableFormat::table:
    case TableFormat::md:
    case TableFormat::latex:
      return print_table(pivot_table(aggregates, pivot, TableReader::person), output);
  }
}

/// What the groups are made of may be another thing than was meant.
void print_key_notes(const Catalog& catalog, const RunsFilter& filter, const GroupOptions& groups,
                     const Aggregates& aggregates) {
  tell_keys_behind_names(
      catalog, {groups.group_by.value_or(""), groups.over.value_or(""), groups.pivot.value_or("")});
  tell_earlier_upstream(catalog, filter, aggregates.keys);
}

}  // namespace

void print_repeats_note(const Aggregates& aggregates) {
  if (const std::optional<std::string> note = repeats_note(aggregates)) {
    print_error(fmt::format("cairn: note: {}\n", *note));
  }
}

void bind_groups(CommandLine& line, GroupOptions& options) {
  line.section("Groups of runs instead of runs");
  line.option("--group-by", "NAMES", options.group_by,
              "one row for each combination of these fields, params and tags; with child.name, "
              "child.kind or a child's param, of the children (folds, models) of the runs");
  line.option("--over", "NAMES", options.over,
              "aggregate over these (seed); without --group-by, by all that varies but them");
  line.option("--agg", "WHAT", options.agg,
              "'rmse: mean,ci95; r2: median': of n, mean, std, sem, ci95, median, q25 (any "
              "percentage), min, max; by default mean and std of the metric that ranks the runs");
  line.option("--pivot", "NAME", options.pivot, "the values of this one become columns");
}

bool wants_groups(const GroupOptions& options) {
  return options.group_by || options.over || options.agg || options.pivot;
}

void list_groups(const OpenProject& open, const RunsFilter& filter, const GroupOptions& groups,
                 const TableOptions& table, OutputOptions output) {
  output.all = true;  // Every column was asked for, or is what the groups differ in.
  const Aggregates aggregates =
      make_aggregates(open.catalog(), groups_query(open, filter, groups, table));
  if (aggregates.groups.empty() && output_format(output) == TableFormat::table) {
    for (const std::string& note : aggregate_notes(aggregates)) print_line(note);
    print_key_notes(open.catalog(), filter, groups, aggregates);
    return;
  }
  if (groups.pivot) {
    print_pivot(aggregates, make_pivot(aggregates, table.limit), output);
  } else {
    print_groups(aggregates, output);
  }
  print_repeats_note(aggregates);
  print_key_notes(open.catalog(), filter, groups, aggregates);
}

}  // namespace cairn
