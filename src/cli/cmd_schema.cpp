#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/or_null.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cairn/query/plot.h"
#include "cairn/query/schema.h"
#include "cairn/query/table_machine.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/select_runs.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Keys of each family in a table for people; machines get all.
constexpr std::int64_t kShownKeys = 50;
/// Values of a key: a few in a line, more where they are counted.
constexpr std::int64_t kShownValues = 3;
constexpr std::int64_t kCountedValues = 20;

struct SchemaOptions {
  RunSelection selection{.groups = GroupRuns::ranked};
  bool counts = false;
  bool drift = false;
  std::optional<std::int64_t> limit;
  OutputOptions output;
};

std::string_view family_name(KeyFamily family) {
  switch (family) {
    case KeyFamily::metric:
      return "metric";
    case KeyFamily::tag:
      return "tag";
    case KeyFamily::field:
      return "field";
    case KeyFamily::param:
      break;
  }
  return "param";
}

/// "int", or with several types how many runs have which: "int 30, string 2".
std::string types_text(const SchemaKey& key) {
  if (key.types.size() == 1) return key.types[0].first;
  std::vector<std::string> parts;
  for (const auto& [type, runs] : key.types) parts.push_back(fmt::format("{} {}", type, runs));
  return join(parts, ", ");
}

/// A number of a range: as it was typed where that is short, "30", and else rounded, "0.1235".
std::string bound_text(const SchemaKey& key, const Value& bound) {
  const std::string rounded = significant(bound.as_double());
  if (key.family == KeyFamily::metric) return rounded;
  const std::string typed = human_value(bound);
  return bound.is_int() || typed.size() <= rounded.size() ? typed : rounded;
}

/// "0.1, 0.2, 0.5", or of many numbers their range: "0.01 … 30".
std::string values_text(const SchemaKey& key) {
  const bool is_range = key.least && key.distinct > kShownValues;
  if (is_range && key.types.size() == 1) {
    return fmt::format("{} … {}", bound_text(key, *key.least), bound_text(key, *key.most));
  }
  std::vector<ValueCount> top = key.top;
  const bool is_whole = key.distinct == static_cast<std::int64_t>(top.size());
  if (is_whole && key.least && key.types.size() == 1) {
    std::sort(top.begin(), top.end(), [](const ValueCount& a, const ValueCount& b) {
      return a.value.as_double() < b.value.as_double();
    });
  }
  std::vector<std::string> values;
  for (const ValueCount& count : top) {
    values.push_back(key.family == KeyFamily::metric ? significant(count.value.as_double())
                                                     : human_value(count.value));
  }
  if (!is_whole) values.emplace_back("…");
  return join(values, ", ");
}

Table keys_table(const Schema& schema) {
  Table table;
  table.columns = {{"kind", CellKind::text, ColumnRole::fixed},
                   {"key", CellKind::text, ColumnRole::fixed},
                   {"type", CellKind::text, ColumnRole::fixed},
                   {"runs", CellKind::integer, ColumnRole::field},
                   {"values", CellKind::integer, ColumnRole::field},
                   {"which", CellKind::text, ColumnRole::fixed},
                   {"histogram", CellKind::text, ColumnRole::field}};
  for (const SchemaKey& key : schema.keys) {
    table.rows.push_back({family_name(key.family), key.key, types_text(key), key.runs, key.distinct,
                          values_text(key),
                          key.histogram.empty() ? Value() : Value(bars(key.histogram))});
  }
  return table;
}

/// One row for each value of each key.
Table counts_table(const Schema& schema) {
  Table table;
  table.columns = {{"kind", CellKind::text, ColumnRole::fixed},
                   {"key", CellKind::text, ColumnRole::fixed},
                   {"value", CellKind::value, ColumnRole::fixed},
                   {"type", CellKind::text, ColumnRole::fixed},
                   {"runs", CellKind::integer, ColumnRole::fixed}};
  for (const SchemaKey& key : schema.keys) {
    std::int64_t counted = 0;
    for (const ValueCount& count : key.top) {
      table.rows.push_back(
          {family_name(key.family), key.key, count.value, count.value.type_name(), count.runs});
      counted += count.runs;
    }
    const auto more = key.distinct - static_cast<std::int64_t>(key.top.size());
    if (more > 0) {
      table.notes.push_back(
          fmt::format("{}: {} more values in {} runs", key.key, more, key.runs - counted));
    }
    if (key.runs < schema.runs) {
      table.notes.push_back(fmt::format("{}: {} runs lack it", key.key, schema.runs - key.runs));
    }
  }
  return table;
}

Table drift_table(const std::vector<Drift>& drifts) {
  Table table;
  table.columns = {{"experiment", CellKind::text, ColumnRole::field},
                   {"key", CellKind::text, ColumnRole::fixed},
                   {"from", CellKind::value, ColumnRole::fixed},
                   {"to", CellKind::value, ColumnRole::fixed},
                   {"when", CellKind::time, ColumnRole::fixed},
                   {"first_run", CellKind::text, ColumnRole::fixed}};
  for (const Drift& drift : drifts) {
    table.rows.push_back(
        {drift.experiment, drift.key, drift.from, drift.to, drift.when, drift.first_run});
  }
  return table;
}

/// Whether `drift` leads from one value to another that a matrix of cairn.yaml has beside it: they
/// are run one after the other by one plan.
bool is_step_of_matrix(const ProjectSpec& spec, const Drift& drift) {
  const auto has_both = [&](const MatrixAxis& axis) {
    const auto has = [&](const Value& value) {
      return std::ranges::find(axis.values, value) != axis.values.end();
    };
    return drift.key == "params." + axis.param && has(drift.from) && has(drift.to);
  };
  return std::ranges::any_of(spec.stages, [&](const StageSpec& stage) {
    return std::ranges::any_of(stage.matrix, has_both);
  });
}

Value key_json(const SchemaKey& key) {
  Map types;
  for (const auto& [type, runs] : key.types) types.append(type, runs);
  List top;
  for (const ValueCount& count : key.top) {
    top.push_back(Map{{"value", count.value}, {"runs", count.runs}});
  }
  List histogram;
  for (const double runs : key.histogram) histogram.emplace_back(static_cast<std::int64_t>(runs));
  return Map{{"kind", family_name(key.family)},
             {"key", key.key},
             {"runs", key.runs},
             {"types", std::move(types)},
             {"distinct", key.distinct},
             {"min", or_null(key.least)},
             {"max", or_null(key.most)},
             {"top", std::move(top)},
             {"histogram", std::move(histogram)}};
}

void print_keys(const Schema& schema, const SchemaOptions& options) {
  const TableFormat format = output_format(options.output);
  if (format == TableFormat::json) {
    List keys;
    for (const SchemaKey& key : schema.keys) keys.push_back(key_json(key));
    print_json(Map{{"format", kJsonFormat},
                   {"runs", schema.runs},
                   {"keys", std::move(keys)},
                   {"left_out", schema.left_out},
                   {"constant", schema.constant}});
    return;
  }
  if (format == TableFormat::jsonl) {
    List keys;
    for (const SchemaKey& key : schema.keys) keys.push_back(key_json(key));
    return print_json_lines(keys);
  }
  Table table = options.counts ? counts_table(schema) : keys_table(schema);
  if (table.rows.empty() && format == TableFormat::table) print_line("no key varies");
  table.notes.push_back(counted(schema.runs, "run"));
  if (schema.constant > 0) {
    table.notes.push_back(counted(schema.constant, "key") + " equal in all runs, --all to show");
  }
  if (schema.left_out > 0) {
    table.notes.push_back(
        fmt::format("{} more keys, --limit N for N of each kind", schema.left_out));
  }
  OutputOptions output = options.output;
  output.all = true;
  print_table(table, output);
}

int run_schema(const SchemaOptions& options) {
  check_limit(options.limit);
  const TableFormat format = output_format(options.output);
  OpenProject open = open_to_answer();
  const RunsFilter filter = make_filter(open, options.selection);
  if (options.drift) {
    std::vector<Drift> drifts = find_drift(open.catalog(), filter);
    std::erase_if(drifts,
                  [&](const Drift& drift) { return is_step_of_matrix(open.project.spec, drift); });
    OutputOptions output = options.output;
    output.all = true;
    if (drifts.empty() && format == TableFormat::table) {
      print_line("nothing drifted");
    } else {
      print_table(drift_table(drifts), output);
    }
    return 0;
  }
  SchemaQuery query{.filter = filter, .top = options.counts ? kCountedValues : kShownValues};
  query.keys_per_family = options.limit;
  const bool is_read = format == TableFormat::table || format == TableFormat::md;
  if (!options.limit && is_read) query.keys_per_family = kShownKeys;
  if (options.output.all) query.constants = ConstantKeys::show;
  print_keys(read_schema(open.catalog(), query), options);
  return 0;
}

}  // namespace

void setup_schema(CommandLine& line) {
  SchemaOptions& options = line.runs(run_schema);
  line.about(
      "Shows what varies between the runs: params, metrics, tags, and the dataset, its version and "
      "the seed, which are fields; their types, how many runs have "
      "them, how many values there are and which, and how often, as bars from the least to the "
      "most. "
      "A key of mixed types shows each with its runs.");
  bind_selection(line, options.selection);
  line.section("What is shown");
  line.flag("--counts", options.counts, "each value and how many runs have it");
  line.flag("--drift", options.drift,
            "what changed for good inside an experiment: from, to, when, the first run");
  line.option("--limit", "N", options.limit, "at most N keys of each kind (50 in tables)");
  line.flag("--all", options.output.all, "keys that are equal in all runs, too");
  bind_output(line, options.output);
  line.example("cairn schema --stage fit --counts", "the values that were tried, and how often");
  line.example("cairn schema wheat_quality --drift", "what changed while the experiment went on");
}

}  // namespace cairn
