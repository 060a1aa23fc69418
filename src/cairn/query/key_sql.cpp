#include "cairn/query/key_sql.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/query/fields.h"

namespace cairn {

namespace {

// What a run keeps when it is made again: what its digest stands for, where it lies, what a person
// wrote of it.
constexpr std::array<std::string_view, 15> kRunFields = {
    "id",   "name", "experiment", "stage",    "kind",   "dataset", "dataset.version",
    "seed", "path", "copy",       "archived", "pinned", "created", "description",
    "notes"};

// The alias of a related run or child, and its number.
struct RelatedRow {
  std::string_view alias;
  std::string_view number;
};

RelatedRow related_row(KeyOwner owner) {
  return owner == KeyOwner::child ? RelatedRow{"c", "child"} : RelatedRow{"p", "run"};
}

std::string field_value(const KeyRef& key, std::string_view alias) {
  std::string_view column = key.key;  // Fields of children are called as their columns are.
  if (key.owner != KeyOwner::child) {
    const RunField* field = find_run_field(key.key);
    if (!field) throw Error(ErrorCode::internal, fmt::format("no field '{}'", key.key));
    column = field->column;
  }
  // A label that is not set is an empty text in the catalog.
  return fmt::format("NULLIF({}.{}, '')", alias, column);
}

}  // namespace

std::string metric_column(MetricPoint point, std::string_view row) {
  const auto of_several = [row](std::string_view column) {
    return fmt::format("CASE WHEN {0}.points > 1 THEN {0}.{1} ELSE {0}.value END", row, column);
  };
  switch (point) {
    case MetricPoint::last:
      return fmt::format("{}.value", row);
    case MetricPoint::first:
      return of_several("first");
    case MetricPoint::min:
      return of_several("least");
    case MetricPoint::max:
      return of_several("most");
    case MetricPoint::at_step:
      break;
  }
  throw Error(ErrorCode::internal, "the catalog does not hold the values of all steps");
}

RelatedRuns runs_with(KeyFamily family, std::string_view key) {
  const bool is_kept = family == KeyFamily::field &&
                       std::find(kRunFields.begin(), kRunFields.end(), key) != kRunFields.end();
  return is_kept ? RelatedRuns::as_they_are : RelatedRuns::as_read;
}

std::string related_rows(KeyOwner owner, std::string_view run, RelatedRuns upstream) {
  if (owner == KeyOwner::child) return fmt::format("children c WHERE c.run = {}", run);
  return fmt::format(
      "links l CROSS JOIN runs p ON p.digest = l.digest AND p.copy = 0 WHERE l.run = {}{}", run,
      upstream == RelatedRuns::as_read ? fmt::format(" AND {}", kIsAsRead) : "");
}

RelatedSql related_sql(const Catalog& catalog, const KeyRef& key, std::string_view run) {
  const RelatedRow row = related_row(key.owner);
  const RelatedRuns upstream = runs_with(key.family, key.key);
  RelatedSql sql;
  if (key.family == KeyFamily::field) {
    sql.from.add(" FROM " + related_rows(key.owner, run, upstream));
    sql.value = field_value(key, row.alias);
    sql.type = key.key == "seed" ? fmt::format("{}.seed_type", row.alias) : "NULL";
    return sql;
  }
  // The related rows first, then the value of each by the primary key.
  sql.from.add(fmt::format(" FROM (SELECT {0}.{1} AS related FROM {2})", row.alias, row.number,
                           related_rows(key.owner, run, upstream)));
  sql.from.add(fmt::format(" CROSS JOIN {} f ON f.{} = related AND f.key = ? WHERE TRUE",
                           value_table(key.family, key.owner), row.number),
               catalog.key_number(key.key).value_or(-1));
  const bool is_metric = key.family == KeyFamily::metric;
  sql.value = is_metric ? metric_column(key.point, "f") : "f.value";
  sql.type = is_metric ? "NULL" : "f.type";
  return sql;
}

}  // namespace cairn
