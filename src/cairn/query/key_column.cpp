#include "cairn/query/key_column.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/fields.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
// A scan reads a row some four times as fast as a search finds one.
constexpr std::int64_t kScanGain = 4;

// The type of a stored value, or that which SQLite says of a column without a type of its own.
Value::Type stored_type(const Statement& row, int type_column, int value_column) {
  if (type_column >= 0) return static_cast<Value::Type>(row.integer(type_column));
  switch (row.type(value_column)) {
    case ColumnType::integer:
      return Value::Type::integer;
    case ColumnType::real:
      return Value::Type::real;
    case ColumnType::text:
      return row.text(value_column).empty() ? Value::Type::null : Value::Type::string;
    default:
      return Value::Type::null;
  }
}

Value typed_value(const Statement& row, Value::Type type, int column) {
  switch (type) {
    case Value::Type::null:
      return {};
    case Value::Type::boolean:
      return row.integer(column) != 0;
    case Value::Type::integer:
      return row.integer(column);
    case Value::Type::real:
      return row.is_null(column) ? Value(kNoNumber) : Value(row.real(column));
    case Value::Type::string:
      return row.text(column);
    case Value::Type::list:
    case Value::Type::map:
      return parse_json(row.text(column), "catalog");
  }
  return {};
}

// Gives equal values one number; null has 0.
class DistinctValues {
 public:
  std::uint32_t number_of(const Statement& row, int type_column, int value_column) {
    const Value::Type type = stored_type(row, type_column, value_column);
    if (type == Value::Type::null) return 0;
    spell(row, type, value_column);
    const auto [place, is_new] =
        numbers_.emplace(bytes_, static_cast<std::uint32_t>(values_.size()));
    if (is_new) values_.push_back(typed_value(row, type, value_column));
    return place->second;
  }
  std::vector<Value> take() { return std::move(values_); }

 private:
  // The value as bytes that no other value has, without making a Value of it.
  void spell(const Statement& row, Value::Type type, int column) {
    bytes_.assign(1, static_cast<char>(type));
    if (type == Value::Type::boolean || type == Value::Type::integer) {
      append(row.integer(column));
    } else if (type == Value::Type::real) {
      append(row.is_null(column) ? kNoNumber : row.real(column));
    } else {
      bytes_ += row.text(column);
    }
  }
  template <typename Number>
  void append(Number number) {
    char raw[sizeof number];
    std::memcpy(raw, &number, sizeof number);
    bytes_.append(raw, sizeof number);
  }

  std::vector<Value> values_ = {Value()};
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::string bytes_;
};

// Where the catalog keeps what runs have, or children.
struct OwnerTables {
  std::string_view id;  // The column that says whose a row is.
  std::string_view fields;
  std::string_view params;
  std::string_view metrics;
};
constexpr OwnerTables kRunTables = {"run", "runs", "params", "metrics"};
constexpr OwnerTables kChildTables = {"child", "children", "child_params", "child_metrics"};

const OwnerTables& tables_of(KeyOwner owner) {
  return owner == KeyOwner::run ? kRunTables : kChildTables;
}

// Calls `take(row, place)` for each row that `select` has of the runs. Its column 0 is the run, its
// WHERE may ask for a key.
template <typename Take>
void for_each_row(const Catalog& catalog, const RunSet& runs, const std::string& select,
                  std::optional<std::int64_t> key, const Take& take) {
  if (runs.size() == 0) return;
  const auto bind_key = [&](Statement& statement) {
    int index = 1;
    if (key) statement.bind(index++, *key);
    return index;
  };
  if (runs.is_most()) {
    Statement all = catalog.database().prepare(select);
    bind_key(all);
    while (all.step()) {
      const std::size_t place = runs.place_of(all.integer(0));
      if (place < runs.size()) take(all, place);
    }
    return;
  }
  Statement one =
      catalog.database().prepare(fmt::format("{} AND {} = ?", select, tables_of(runs.owner()).id));
  for (std::size_t place = 0; place < runs.size(); ++place) {
    one.bind(bind_key(one), runs.rowids()[place]);
    while (one.step()) take(one, place);
    one.reset();
  }
}

// The column of a field, and that of its type.
std::string field_select(const KeyRef& key, KeyOwner owner) {
  const OwnerTables& tables = tables_of(owner);
  std::string_view column = key.key;  // Fields of children are called as their columns are.
  if (owner == KeyOwner::run) {
    const RunField* field = find_run_field(key.key);
    if (!field) throw Error(ErrorCode::internal, fmt::format("no field '{}'", key.key));
    column = field->column;
  }
  // Only a seed has a type of its own: fields are labels and numbers.
  return fmt::format("SELECT {}, {}, {} FROM {} WHERE TRUE", tables.id,
                     key.key == "seed" ? "seed_type" : "NULL", column, tables.fields);
}

Value status_text(const Value& number) {
  return status_name(static_cast<RunStatus>(number.as_int()));
}

}  // namespace

RunSet::RunSet(std::vector<std::int64_t> rowids, KeyOwner owner)
    : owner_(owner), rowids_(std::move(rowids)) {
  if (rowids_.empty()) return;
  const std::int64_t span = rowids_.back() - rowids_.front() + 1;
  if (rowids_.back() > kScanGain * static_cast<std::int64_t>(rowids_.size())) return;
  places_.assign(static_cast<std::size_t>(span), static_cast<std::uint32_t>(rowids_.size()));
  for (std::size_t i = 0; i < rowids_.size(); ++i) {
    places_[static_cast<std::size_t>(rowids_[i] - rowids_.front())] = static_cast<std::uint32_t>(i);
  }
}

std::size_t RunSet::place_of(std::int64_t rowid) const {
  if (rowids_.empty() || rowid < rowids_.front() || rowid > rowids_.back()) return size();
  if (is_most()) return places_[static_cast<std::size_t>(rowid - rowids_.front())];
  const auto found = std::lower_bound(rowids_.begin(), rowids_.end(), rowid);
  return *found == rowid ? static_cast<std::size_t>(found - rowids_.begin()) : size();
}

ChildSet load_children(const Catalog& catalog, const RunSet& runs) {
  std::vector<std::pair<std::int64_t, std::int64_t>> found;  // Child, run.
  for_each_row(catalog, runs, "SELECT run, child FROM children WHERE TRUE", {},
               [&](const Statement& row, std::size_t) {
                 found.emplace_back(row.integer(1), row.integer(0));
               });
  std::sort(found.begin(), found.end());
  std::vector<std::int64_t> children;
  std::vector<std::int64_t> parents;
  for (const auto& [child, run] : found) {
    children.push_back(child);
    parents.push_back(run);
  }
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  ChildSet set{RunSet(std::move(parents)), RunSet(std::move(children), KeyOwner::child), {}};
  for (const auto& [child, run] : found) {
    set.run_of.push_back(static_cast<std::uint32_t>(set.runs.place_of(run)));
  }
  return set;
}

KeyColumn spread(const KeyColumn& column, const ChildSet& set) {
  KeyColumn wide{column.key, column.values, {}};
  for (const std::uint32_t run : set.run_of) wide.of_run.push_back(column.of_run[run]);
  return wide;
}

ParamColumn spread(const ParamColumn& param, const ChildSet& set) {
  ParamColumn wide{param.key, param.values, {}, param.owner};
  std::unordered_map<std::uint32_t, std::uint32_t> value_of(param.entries.begin(),
                                                            param.entries.end());
  for (std::size_t child = 0; child < set.run_of.size(); ++child) {
    const auto value = value_of.find(set.run_of[child]);
    if (value != value_of.end()) {
      wide.entries.emplace_back(static_cast<std::uint32_t>(child), value->second);
    }
  }
  return wide;
}

std::vector<ParamColumn> load_params(const Catalog& catalog, const RunSet& runs) {
  struct Loading {
    DistinctValues distinct;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> entries;
  };
  std::unordered_map<std::int64_t, Loading> by_key;
  const OwnerTables& tables = tables_of(runs.owner());
  const std::string select =
      fmt::format("SELECT {}, key, type, value FROM {} WHERE TRUE", tables.id, tables.params);
  for_each_row(catalog, runs, select, {}, [&](const Statement& row, std::size_t place) {
    Loading& loading = by_key[row.integer(1)];
    loading.entries.emplace_back(static_cast<std::uint32_t>(place),
                                 loading.distinct.number_of(row, 2, 3));
  });
  std::vector<ParamColumn> columns;
  Statement name = catalog.database().prepare("SELECT text FROM keys WHERE id = ?");
  for (auto& [key, loading] : by_key) {
    name.bind(1, key).step();
    columns.push_back({std::string(name.text(0)), loading.distinct.take(),
                       std::move(loading.entries), runs.owner()});
    name.reset();
    std::sort(columns.back().entries.begin(), columns.back().entries.end());
  }
  std::sort(columns.begin(), columns.end(),
            [](const ParamColumn& a, const ParamColumn& b) { return a.key < b.key; });
  return columns;
}

KeyColumn to_key_column(const ParamColumn& param, const RunSet& runs) {
  KeyColumn column{{KeyFamily::param, param.key, param.owner}, param.values, {}};
  column.of_run.assign(runs.size(), 0);
  for (const auto& [place, value] : param.entries) column.of_run[place] = value;
  return column;
}

KeyColumn load_key_column(const Catalog& catalog, const KeyRef& key, const RunSet& runs) {
  KeyColumn column{key, {}, {}};
  column.of_run.assign(runs.size(), 0);
  DistinctValues distinct;
  const bool is_field = key.family == KeyFamily::field;
  const bool is_typed = !is_field || key.key == "seed";
  std::optional<std::int64_t> number;
  if (!is_field) number = catalog.key_number(key.key).value_or(-1);
  const std::string select = is_field
                                 ? field_select(key, runs.owner())
                                 : std::string("SELECT run, type, value FROM tags WHERE key = ?");
  for_each_row(catalog, runs, select, number, [&](const Statement& row, std::size_t place) {
    column.of_run[place] = distinct.number_of(row, is_typed ? 1 : -1, 2);
  });
  column.values = distinct.take();
  if (is_field && key.key == "status") {
    for (std::size_t i = 1; i < column.values.size(); ++i) {
      column.values[i] = status_text(column.values[i]);
    }
  }
  return column;
}

std::vector<std::int64_t> load_text_numbers(const Catalog& catalog, const RunSet& runs,
                                            std::string_view column) {
  std::vector<std::int64_t> numbers(runs.size(), 0);
  for_each_row(catalog, runs, fmt::format("SELECT run, {} FROM runs WHERE TRUE", column), {},
               [&](const Statement& row, std::size_t place) { numbers[place] = row.integer(1); });
  return numbers;
}

NumberColumn load_numbers(const Catalog& catalog, const KeyRef& key, const RunSet& runs) {
  NumberColumn column{std::vector<double>(runs.size(), kNoNumber),
                      std::vector<bool>(runs.size(), false)};
  const bool is_metric = key.family == KeyFamily::metric;
  std::optional<std::int64_t> number;
  if (is_metric) number = catalog.key_number(key.key).value_or(-1);
  const OwnerTables& tables = tables_of(runs.owner());
  const std::string select =
      is_metric ? fmt::format("SELECT m.{}, NULL, {} FROM {} m WHERE m.key = ?", tables.id,
                              metric_column(key.point, "m"), tables.metrics)
                : field_select(key, runs.owner());
  for_each_row(catalog, runs, select, number, [&](const Statement& row, std::size_t place) {
    column.present[place] = is_metric || !row.is_null(2);  // A metric that is null is NaN.
    column.values[place] = row.optional_real(2).value_or(kNoNumber);
  });
  return column;
}

bool stands_before(const Value& left, const Value& right) {
  const auto family = [](const Value& value) {
    return value.is_null() ? 3 : value.is_number() ? 0 : value.is_string() ? 1 : 2;
  };
  const int a = family(left);
  const int b = family(right);
  if (a != b) return a < b;
  if (a == 0 && left.as_double() != right.as_double()) return left.as_double() < right.as_double();
  return to_text(left) < to_text(right);
}

}  // namespace cairn
