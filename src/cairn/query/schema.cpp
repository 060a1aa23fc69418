#include "cairn/query/schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/query/fields.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

struct FamilyTable {
  KeyFamily family;
  std::string_view table;  ///< Of the keys, which fields have none of.
};
constexpr std::array kFamilyTables = {
    FamilyTable{KeyFamily::field, ""}, FamilyTable{KeyFamily::param, "params"},
    FamilyTable{KeyFamily::metric, "metrics"}, FamilyTable{KeyFamily::tag, "tags"}};

/// The fields that a person chooses as params are chosen.
constexpr std::array<std::string_view, 3> kSchemaFields = {"dataset", "dataset.version", "seed"};

/// A key by its number in the catalog, and how many runs have it.
struct KeyCount {
  std::int64_t number = 0;
  std::string text;
  std::int64_t runs = 0;
  bool agrees = false;  ///< Whether all that have it have one value of one type.
};

/// The rows of a family's table that belong to runs that are meant.
SqlText rows_of(const Catalog& catalog, std::string_view table, const RunsFilter& filter) {
  SqlText sql;
  sql.add(fmt::format(" FROM {} v JOIN runs r ON r.run = v.run", table));
  return sql.add(where_clause(catalog, filter));
}

const RunField& field_called(std::string_view name) {
  const RunField* field = find_run_field(name);
  if (field == nullptr) throw Error(ErrorCode::internal, fmt::format("no field '{}'", name));
  return *field;
}

/// The runs that have the field; a label that is not set is an empty text in the catalog.
SqlText runs_with(const Catalog& catalog, const RunsFilter& filter, const RunField& field) {
  SqlText sql;
  sql.add(" FROM runs r").add(where_clause(catalog, filter));
  return sql.add(fmt::format(" AND r.{0} IS NOT NULL AND r.{0} <> ''", field.column));
}

/// Only a seed has a type of its own: the other fields are texts.
std::string type_column(const RunField& field) {
  if (field.name == "seed") return "r.seed_type";
  return fmt::to_string(static_cast<int>(Value::Type::string));
}

/// The chosen fields that some run has.
std::vector<KeyCount> count_fields(const Catalog& catalog, const RunsFilter& filter) {
  std::vector<KeyCount> keys;
  for (const std::string_view name : kSchemaFields) {
    const RunField& field = field_called(name);
    SqlText sql;
    sql.add(fmt::format("SELECT count(*), min(r.{0}) = max(r.{0}) AND min({1}) = max({1})",
                        field.column, type_column(field)));
    sql.add(runs_with(catalog, filter, field));
    Statement select = sql.prepare(catalog.database());
    if (!select.step() || select.integer(0) == 0) continue;
    keys.push_back(
        {.text = std::string(name), .runs = select.integer(0), .agrees = select.integer(1) != 0});
  }
  return keys;
}

SqlText select_field_values(const Catalog& catalog, const RunsFilter& filter,
                            const RunField& field) {
  SqlText sql;
  sql.add(fmt::format("SELECT {}, r.{}, count(*) AS n", type_column(field), field.column));
  sql.add(runs_with(catalog, filter, field));
  return sql.add(" GROUP BY 1, 2 ORDER BY n DESC, 2, 1");
}

/// All keys of a family, those that most runs have first. NaN is NULL in the table of metrics, and
/// there is one type.
std::vector<KeyCount> count_keys(const Catalog& catalog, const FamilyTable& family,
                                 const RunsFilter& filter) {
  if (family.family == KeyFamily::field) return count_fields(catalog, filter);
  const bool is_metric = family.family == KeyFamily::metric;
  SqlText sql;
  sql.add("SELECT c.key, k.text, c.n, c.agrees FROM (SELECT v.key AS key, count(*) AS n,");
  sql.add(" min(v.value) IS max(v.value) AND count(v.value) IN (0, count(*))");
  sql.add(is_metric ? "" : " AND min(v.type) = max(v.type)");
  sql.add(" AS agrees").add(rows_of(catalog, family.table, filter));
  sql.add(" GROUP BY v.key) c JOIN keys k ON k.id = c.key ORDER BY c.n DESC, k.text");
  Statement select = sql.prepare(catalog.database());
  std::vector<KeyCount> keys;
  while (select.step()) {
    keys.push_back({select.integer(0), std::string(select.text(1)), select.integer(2),
                    select.integer(3) != 0});
  }
  return keys;
}

/// Puts numbers with counts into equal parts.
class Histogram {
 public:
  void add(const Value& value, std::int64_t runs) {
    const double number = value.as_double();
    if (!std::isfinite(number)) return;
    if (numbers_.empty() || is_less(value, least_)) least_ = value;
    if (numbers_.empty() || is_less(most_, value)) most_ = value;
    numbers_.emplace_back(number, runs);
  }
  void put_into(SchemaKey& key) const {
    if (numbers_.empty()) return;
    key.least = least_;
    key.most = most_;
    const double least = least_.as_double();
    // Halves, so that the span of the largest doubles does not overflow.
    const double span = most_.as_double() / 2 - least / 2;
    if (!(span > 0)) return;
    key.histogram.resize(kHistogramBins);
    for (const auto& [number, runs] : numbers_) {
      const double part = (number / 2 - least / 2) / span;
      const auto bin = static_cast<std::size_t>(part * kHistogramBins);
      key.histogram[std::min(bin, kHistogramBins - 1)] += static_cast<double>(runs);
    }
  }

 private:
  // Whole numbers as they are, which not all doubles can tell apart; -0.0 before 0.0, so that which
  // of them is the least does not depend on what came first.
  static bool is_less(const Value& left, const Value& right) {
    if (left.is_int() && right.is_int()) return left.as_int() < right.as_int();
    const double a = left.as_double();
    const double b = right.as_double();
    return a < b || (a == b && std::signbit(a) && !std::signbit(b));
  }

  std::vector<std::pair<double, std::int64_t>> numbers_;
  Value least_;
  Value most_;
};

void count_type(SchemaKey& key, std::string_view type, std::int64_t runs) {
  const auto known = std::find_if(key.types.begin(), key.types.end(),
                                  [&](const auto& entry) { return entry.first == type; });
  if (known == key.types.end()) {
    key.types.emplace_back(type, runs);
  } else {
    known->second += runs;
  }
}

/// The values of one key, the most frequent first. Metrics have no column of types: NULL is NaN.
SqlText select_values(const Catalog& catalog, std::string_view table, const RunsFilter& filter,
                      std::int64_t number) {
  SqlText sql;
  const bool is_metric = table == "metrics";
  sql.add(fmt::format("SELECT {}, v.value, count(*) AS n",
                      is_metric ? fmt::to_string(static_cast<int>(Value::Type::real)) : "v.type"));
  sql.add(rows_of(catalog, table, filter)).add(" AND v.key = ?", number);
  return sql.add(is_metric ? " GROUP BY v.value" : " GROUP BY v.type, v.value")
      .add(" ORDER BY n DESC, v.value, 1");
}

SchemaKey describe_key(const Catalog& catalog, const FamilyTable& family, const KeyCount& count,
                       const SchemaQuery& query) {
  SchemaKey key{.family = family.family, .key = count.text, .runs = count.runs};
  Histogram histogram;
  const SqlText sql = family.family == KeyFamily::field
                          ? select_field_values(catalog, query.filter, field_called(count.text))
                          : select_values(catalog, family.table, query.filter, count.number);
  Statement select = sql.prepare(catalog.database());
  while (select.step()) {
    Value value = read_value(select, 0, 1);
    const std::int64_t runs = select.integer(2);
    const bool is_nan = value.is_real() && std::isnan(value.as_double());
    count_type(key, is_nan ? "NaN" : value.type_name(), runs);
    ++key.distinct;
    if (value.is_number()) histogram.add(value, runs);
    if (static_cast<std::int64_t>(key.top.size()) < query.top) {
      key.top.push_back({std::move(value), runs});
    }
  }
  histogram.put_into(key);
  std::stable_sort(key.types.begin(), key.types.end(), [](const auto& a, const auto& b) {
    return std::tie(b.second, a.first) < std::tie(a.second, b.first);
  });
  return key;
}

/// One value of a key in one experiment: when the runs with it were made.
struct Span {
  std::string experiment;
  std::string key;
  Value value;
  TimeUs first = 0;
  TimeUs last = 0;
  std::string first_run;
};

/// Whether each span ends before the next begins; they are in the order of their beginnings.
bool follow_each_other(const std::vector<Span>& spans) {
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].first <= spans[i - 1].last) return false;
  }
  return true;
}

/// Turns the spans of one key and experiment into drifts, and forgets them.
void settle_spans(std::vector<Span>& spans, std::int64_t most, std::vector<Drift>& drifts) {
  const bool is_followed = static_cast<std::int64_t>(spans.size()) <= most;
  if (is_followed && follow_each_other(spans)) {
    for (std::size_t i = 1; i < spans.size(); ++i) {
      drifts.push_back({spans[i].experiment, spans[i].key, spans[i - 1].value, spans[i].value,
                        spans[i].first, spans[i].first_run});
    }
  }
  spans.clear();
}

/// Reads spans that are sorted by experiment, key and beginning.
void add_drifts(const Catalog& catalog, const SqlText& sql, std::string_view prefix,
                std::int64_t most, std::vector<Drift>& drifts) {
  Statement select = sql.prepare(catalog.database());
  std::vector<Span> spans;
  while (select.step()) {
    Span span{.experiment = std::string(select.text(0)),
              .key = fmt::format("{}{}", prefix, select.text(1)),
              .value = read_value(select, 2, 3),
              .first = select.integer(4),
              .last = select.integer(5),
              .first_run = std::string(select.text(6))};
    const bool is_other = !spans.empty() && (spans.back().experiment != span.experiment ||
                                             spans.back().key != span.key);
    if (is_other) settle_spans(spans, most, drifts);
    // More values than are followed need not be kept.
    if (static_cast<std::int64_t>(spans.size()) <= most) spans.push_back(std::move(span));
  }
  settle_spans(spans, most, drifts);
}

/// When a run was first made; and when its last attempt was, whose command may be another.
constexpr std::string_view kMade = "r.created";
constexpr std::string_view kStarted = "r.began";

/// The times of a group, and the run that was first: time and id in one text that sorts so.
std::string span_columns(std::string_view time) {
  return fmt::format(
      "min({0}) AS first, max({0}) AS last, "
      "substr(min(printf('%020d%s', {0}, r.id)), 21) AS id",
      time);
}

SqlText param_spans(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT g.experiment, k.text, g.type, g.value, g.first, g.last, g.id FROM (");
  sql.add("SELECT r.experiment AS experiment, v.key AS key, v.type AS type, v.value AS value, ");
  sql.add(span_columns(kMade)).add(rows_of(catalog, "params", filter));
  sql.add(" GROUP BY r.experiment, v.key, v.type, v.value) g JOIN keys k ON k.id = g.key");
  return sql.add(" ORDER BY g.experiment, k.text, g.first, g.last");
}

SqlText field_spans(const Catalog& catalog, const RunsFilter& filter, const RunField& field) {
  SqlText sql;
  sql.add(fmt::format("SELECT r.experiment, '{}', {}, r.{}, {} FROM runs r", field.name,
                      static_cast<int>(Value::Type::string), field.column, span_columns(kMade)));
  sql.add(where_clause(catalog, filter));
  return sql.add(
      fmt::format(" AND r.{0} IS NOT NULL AND r.{0} <> '' GROUP BY r.experiment, r.{0}"
                  " ORDER BY r.experiment, first, last",
                  field.column));
}

/// The commands of each stage, as cairn.yaml states them.
SqlText command_spans(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT g.experiment, g.stage, ")
      .add(fmt::format("{}", static_cast<int>(Value::Type::string)));
  sql.add(
      ", k.text, g.first, g.last, g.id FROM (SELECT r.experiment AS experiment, r.stage AS stage,");
  sql.add(" r.command AS command, ").add(span_columns(kStarted)).add(" FROM runs r");
  sql.add(where_clause(catalog, filter));
  sql.add(" AND r.command IS NOT NULL GROUP BY r.experiment, r.stage, r.command) g");
  return sql.add(
      " JOIN keys k ON k.id = g.command ORDER BY g.experiment, g.stage, g.first, g.last");
}

/// What the deps of runs were; of a digest its first 12 digits.
SqlText dep_spans(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT g.experiment, d.key, ")
      .add(fmt::format("{}", static_cast<int>(Value::Type::string)));
  sql.add(", iif(length(d.value) = 64, substr(d.value, 1, 12), d.value), min(g.first) AS first,");
  sql.add(" max(g.last) AS last, substr(min(printf('%020d%s', g.first, g.id)), 21)");
  sql.add(" FROM (SELECT r.experiment AS experiment, r.deps AS deps, ");
  sql.add(span_columns(kStarted)).add(" FROM runs r").add(where_clause(catalog, filter));
  sql.add(" AND r.deps IS NOT NULL GROUP BY r.experiment, r.deps) g");
  sql.add(" JOIN keys k ON k.id = g.deps JOIN json_each(k.text) d");
  return sql.add(
      " GROUP BY g.experiment, d.key, d.value ORDER BY g.experiment, d.key, first, last");
}

/// Fields that say under what a run was made.
constexpr std::array<std::string_view, 4> kDriftFields = {"host", "git_commit", "python",
                                                          "packages"};

}  // namespace

Schema read_schema(const Catalog& catalog, const SchemaQuery& query) {
  const Snapshot snapshot(catalog.database());
  Schema schema{.runs = count_runs(catalog, query.filter)};
  for (const FamilyTable& family : kFamilyTables) {
    if (query.family && *query.family != family.family) continue;
    std::int64_t taken = 0;
    for (const KeyCount& count : count_keys(catalog, family, query.filter)) {
      const bool is_constant = count.agrees && count.runs == schema.runs;
      if (is_constant && query.constants == ConstantKeys::hide) {
        ++schema.constant;
      } else if (query.keys_per_family && taken >= *query.keys_per_family) {
        ++schema.left_out;
      } else {
        schema.keys.push_back(describe_key(catalog, family, count, query));
        ++taken;
      }
    }
  }
  return schema;
}

std::vector<Drift> find_drift(const Catalog& catalog, const RunsFilter& filter, std::int64_t most) {
  const Snapshot snapshot(catalog.database());
  std::vector<Drift> drifts;
  add_drifts(catalog, param_spans(catalog, filter), "params.", most, drifts);
  add_drifts(catalog, command_spans(catalog, filter), "command of ", most, drifts);
  add_drifts(catalog, dep_spans(catalog, filter), "dep ", most, drifts);
  for (const std::string_view name : kDriftFields) {
    add_drifts(catalog, field_spans(catalog, filter, field_called(name)), "", most, drifts);
  }
  std::stable_sort(drifts.begin(), drifts.end(), [](const Drift& a, const Drift& b) {
    return std::tie(a.experiment, a.when, a.key) < std::tie(b.experiment, b.when, b.key);
  });
  return drifts;
}

}  // namespace cairn
