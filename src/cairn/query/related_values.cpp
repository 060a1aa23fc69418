#include "cairn/query/related_values.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

// Columns 0 and 1 are type and value; NULL is absence, but of a metric NaN.
Value read_related(const Statement& row, const KeyRef& key) {
  if (key.family == KeyFamily::metric) {
    return row.optional_real(1).value_or(std::numeric_limits<double>::quiet_NaN());
  }
  if (!row.is_null(0)) return read_value(row, 0, 1);
  switch (row.type(1)) {
    case ColumnType::integer:
      if (key.key == "status") return status_name(static_cast<RunStatus>(row.integer(1)));
      return row.integer(1);
    case ColumnType::real:
      return row.real(1);
    case ColumnType::text:
      return row.text(1);
    default:
      return {};
  }
}

// Each once, in their order.
void keep_distinct(std::vector<Value>& values) {
  const auto is_same = [](const Value& a, const Value& b) { return to_json(a) == to_json(b); };
  std::stable_sort(values.begin(), values.end(), [](const Value& a, const Value& b) {
    if (stands_before(a, b) || stands_before(b, a)) return stands_before(a, b);
    return to_json(a) < to_json(b);  // 1 and 1.0 differ, and equal ones stand together.
  });
  values.erase(std::unique(values.begin(), values.end(), is_same), values.end());
}

Value as_one(std::vector<Value> values) {
  if (values.size() > 1) keep_distinct(values);
  if (values.empty()) return {};
  if (values.size() == 1 && !values[0].is_list()) return std::move(values[0]);
  return List(std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
}

}  // namespace

std::vector<Value> load_related(const Catalog& catalog, const KeyRef& key,
                                std::span<const std::int64_t> runs) {
  const RelatedSql related = related_sql(catalog, key, "?");
  SqlText sql;
  sql.add(fmt::format("SELECT {}, {}", related.type, related.value)).add(related.from);
  // The run is the first question mark; what related_sql bound follows.
  sql.values.insert(sql.values.begin(), Value(0));
  Statement select = sql.prepare(catalog.database());
  std::vector<Value> found;
  for (const std::int64_t run : runs) {
    select.bind(1, run);
    std::vector<Value> values;
    while (select.step()) {
      Value value = read_related(select, key);
      if (!value.is_null()) values.push_back(std::move(value));
    }
    found.push_back(as_one(std::move(values)));
    select.reset();
  }
  return found;
}

KeyColumn load_related_column(const Catalog& catalog, const KeyRef& key, const RunSet& runs) {
  KeyColumn column{key, {Value()}, {}};
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (Value& value : load_related(catalog, key, runs.rowids())) {
    if (value.is_null()) {
      column.of_run.push_back(0);
      continue;
    }
    const auto [place, is_new] =
        numbers.emplace(to_json(value), static_cast<std::uint32_t>(column.values.size()));
    if (is_new) column.values.push_back(std::move(value));
    column.of_run.push_back(place->second);
  }
  return column;
}

}  // namespace cairn
