#include "cairn/query/suggest.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace cairn {

namespace {

// How many of the newest runs are looked at where no index helps.
constexpr std::int64_t kNewest = 2'000;

constexpr std::string_view kRunColumns =
    "SELECT r.id, r.name, r.dataset, r.status, r.began FROM runs r";

struct Found {
  Suggestion suggestion;
  std::int64_t created = 0;
};

/// "PLS5 corn finished", or the id where the name is what is typed.
std::string note_of(Statement& run, std::string_view text) {
  std::string note(text == run.text(0) ? run.text(1) : run.text(0));
  if (!run.text(2).empty()) note += fmt::format(" {}", run.text(2));
  return fmt::format("{} {}", note, status_name(static_cast<RunStatus>(run.integer(3))));
}

class RunSuggestions {
 public:
  RunSuggestions(const Catalog& catalog, std::string_view prefix, std::size_t limit)
      : database_(catalog.database()), prefix_(prefix), limit_(limit) {}

  std::vector<Suggestion> take() {
    take_newest();
    if (!prefix_.empty() && found_.size() < limit_) {
      take_range("runs r", "r.id", "");
      take_range("runs r", "r.name", "");
    }
    take_range("names n JOIN runs r ON r.run = n.run", "n.name",
               prefix_.empty() ? "AND n.scheme = 'alias'" : "");
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.created > b.created; });
    if (found_.size() > limit_) found_.resize(limit_);
    std::vector<Suggestion> result;
    for (Found& each : found_) result.push_back(std::move(each.suggestion));
    return result;
  }

 private:
  void add(Statement& run, std::string_view text) {
    if (text.empty() || !text.starts_with(prefix_) || !seen_.emplace(text).second) return;
    found_.push_back({{std::string(text), note_of(run, text)}, run.integer(4)});
  }

  void take_newest() {
    Statement run = database_.prepare(
        fmt::format("{} WHERE r.copy = 0 ORDER BY r.began DESC, r.id LIMIT ?", kRunColumns));
    run.bind(1, prefix_.empty() ? static_cast<std::int64_t>(limit_) : kNewest);
    while (found_.size() < limit_ && run.step()) {
      add(run, run.text(0));
      if (!prefix_.empty()) add(run, run.text(1));
    }
  }

  /// What begins with the prefix in an indexed column, whatever its age.
  void take_range(std::string_view tables, std::string_view column, std::string_view condition) {
    const std::string above = std::string(prefix_) + "\U0010FFFF";
    Statement run = database_.prepare(
        fmt::format("SELECT r.id, r.name, r.dataset, r.status, r.began, {1} FROM {0} WHERE "
                    "r.copy = 0 AND {1} >= ? AND {1} < ? {2} LIMIT ?",
                    tables, column, condition));
    run.bind(1, prefix_).bind(2, above).bind(3, static_cast<std::int64_t>(limit_));
    while (run.step()) add(run, run.text(5));
  }

  const Database& database_;
  std::string_view prefix_;
  std::size_t limit_;
  std::vector<Found> found_;
  std::set<std::string, std::less<>> seen_;
};

/// The value in a column whose type is numbered as docs/formats/catalog.md says; null for others.
Value suggested_value(const Statement& row, int column, std::int64_t type) {
  constexpr std::int64_t kBool = 1;
  switch (row.type(column)) {
    case ColumnType::integer:
      return type == kBool ? Value(row.integer(column) != 0) : Value(row.integer(column));
    case ColumnType::real:
      return row.real(column);
    case ColumnType::text:
      return row.text(column);
    default:
      return {};
  }
}

/// Reads `sql`, whose columns are a value and its type.
std::vector<Value> read_values(Statement select) {
  constexpr std::int64_t kList = 5;  // Lists and maps are stored as text.
  std::vector<Value> values;
  while (select.step()) {
    const std::int64_t type = select.integer(1);
    if (type >= kList) continue;
    Value value = suggested_value(select, 0, type);
    if (!value.is_null() && value != Value("")) values.push_back(std::move(value));
  }
  return values;
}

/// Reads one column of the first `limit` rows.
std::vector<std::string> read_texts(Statement& select, std::size_t limit) {
  select.bind(1, static_cast<std::int64_t>(limit));
  std::vector<std::string> texts;
  while (select.step()) texts.emplace_back(select.text(0));
  return texts;
}

// Each value is found by one look-up behind the one before it, so that an index over 100,000 runs
// with three datasets is read three times.
std::vector<Value> values_of_key(const Database& database, std::string_view table, std::int64_t key,
                                 std::size_t limit) {
  Statement select = database.prepare(fmt::format(
      "WITH RECURSIVE v(x) AS (SELECT min(value) FROM {0} WHERE key = ?1 UNION ALL "
      "SELECT (SELECT min(value) FROM {0} WHERE key = ?1 AND value > x) FROM v "
      "WHERE x IS NOT NULL) "
      "SELECT x, (SELECT t.type FROM {0} t WHERE t.key = ?1 AND t.value = x LIMIT 1) FROM v "
      "WHERE x IS NOT NULL LIMIT ?2",
      table));
  select.bind(1, key).bind(2, static_cast<std::int64_t>(limit));
  return read_values(std::move(select));
}

std::vector<Value> values_of_field(const Database& database, const RunField& field,
                                   std::size_t limit) {
  constexpr std::array<std::string_view, 3> kIndexed = {"experiment", "dataset", "stage"};
  const bool is_indexed = std::find(kIndexed.begin(), kIndexed.end(), field.name) != kIndexed.end();
  const std::string sql =
      is_indexed ? fmt::format(
                       "WITH RECURSIVE v(x) AS (SELECT min({0}) FROM runs WHERE copy = 0 UNION "
                       "ALL SELECT (SELECT min({0}) FROM runs WHERE copy = 0 AND {0} > x) FROM v "
                       "WHERE x IS NOT NULL) SELECT x, 0 FROM v WHERE x IS NOT NULL LIMIT ?",
                       field.column)
                 : fmt::format(
                       "SELECT DISTINCT x, 0 FROM (SELECT {0} AS x FROM runs WHERE copy = 0 "
                       "ORDER BY began DESC, id LIMIT {1}) ORDER BY x LIMIT ?",
                       field.column, kNewest);
  Statement select = database.prepare(sql);
  select.bind(1, static_cast<std::int64_t>(limit));
  return read_values(std::move(select));
}

}  // namespace

std::vector<Suggestion> suggest_runs(const Catalog& catalog, std::string_view prefix,
                                     std::size_t limit) {
  return RunSuggestions(catalog, prefix, limit).take();
}

std::vector<Value> suggest_values(const Catalog& catalog, const KeyRef& key, std::size_t limit) {
  const Database& database = catalog.database();
  if (key.family == KeyFamily::field) {
    const RunField* field = find_run_field(key.key);
    if (field == nullptr || field->kind == CellKind::time) return {};
    return values_of_field(database, *field, limit);
  }
  const std::optional<std::int64_t> number = catalog.key_number(key.key);
  if (!number || key.family == KeyFamily::metric) return {};
  return values_of_key(database, key.family == KeyFamily::param ? "params" : "tags", *number,
                       limit);
}

std::vector<std::string> suggest_roles(const Catalog& catalog, std::size_t limit) {
  Statement select = catalog.database().prepare(fmt::format(
      "SELECT DISTINCT role FROM artifacts WHERE role <> '' AND run IN (SELECT run FROM "
      "runs WHERE copy = 0 ORDER BY began DESC, id LIMIT {}) ORDER BY role LIMIT ?",
      kNewest));
  return read_texts(select, limit);
}

std::vector<std::string> suggest_groups(const Catalog& catalog, std::size_t limit) {
  Statement select = catalog.database().prepare(
      "SELECT DISTINCT CASE name WHEN '' THEN path ELSE name END FROM groups ORDER BY 1 LIMIT ?");
  return read_texts(select, limit);
}

}  // namespace cairn
