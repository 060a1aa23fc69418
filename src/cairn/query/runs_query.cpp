#include "cairn/query/runs_query.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/filter_sql.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

// What decides between runs that are equal by all sort keys.
constexpr std::string_view kLastOrder = "r.created DESC, r.id, r.path";

std::string_view direction(SortOrder order) {
  return order == SortOrder::ascending ? "ASC" : "DESC";
}

std::string_view table_of(KeyFamily family) {
  switch (family) {
    case KeyFamily::metric:
      return "metrics";
    case KeyFamily::param:
      return "params";
    case KeyFamily::tag:
      return "tags";
    case KeyFamily::field:
      break;
  }
  return {};
}

// Bound in place of a key that no run has: matches nothing.
std::int64_t number_of(const Catalog& catalog, const KeyRef& ref) {
  return catalog.key_number(ref.key).value_or(-1);
}

// The joins and the ORDER BY of sort keys [first, …), under aliases s<i>.
struct SortSql {
  SqlText joins;
  std::string order;
};

SortSql sort_sql(const Catalog& catalog, const std::vector<SortKey>& keys, std::size_t first) {
  SortSql sql;
  for (std::size_t i = first; i < keys.size(); ++i) {
    const KeyRef& ref = keys[i].key;
    if (ref.family == KeyFamily::field) {
      const RunField* field = find_run_field(ref.key);
      if (!field) throw Error(ErrorCode::internal, fmt::format("no field '{}'", ref.key));
      if (field->nullable) sql.order += fmt::format("r.{} IS NULL, ", field->column);
      sql.order += fmt::format("r.{} {}, ", field->column, direction(keys[i].order));
      continue;
    }
    sql.joins.add(fmt::format(" LEFT JOIN {0} s{1} ON s{1}.run = r.run AND s{1}.key = ?",
                              table_of(ref.family), i),
                  number_of(catalog, ref));
    sql.order += fmt::format("s{0}.value IS NULL, s{0}.value {1}, ", i, direction(keys[i].order));
  }
  sql.order += kLastOrder;
  return sql;
}

std::vector<std::int64_t> rowids_of(const Catalog& catalog, const SqlText& sql) {
  Statement select = sql.prepare(catalog.database());
  std::vector<std::int64_t> rowids;
  while (select.step()) rowids.push_back(select.integer(0));
  return rowids;
}

SqlText& add_page(SqlText& sql, std::int64_t limit, std::int64_t offset) {
  return sql.add(" LIMIT ?", limit).add(" OFFSET ?", offset);
}

/// Words as FTS5 asks for them: all must be there, each as the beginning of one.
std::string match_text(std::string_view words) {
  std::string text;
  for (const std::string& word : split(words, ' ')) {
    if (word.empty()) continue;
    if (!text.empty()) text += ' ';
    text += '"';
    for (const char c : word) {
      if (c == '"') text += '"';
      text += c;
    }
    text += "\"*";
  }
  return text;
}

std::vector<std::int64_t> find_by_fields(const Catalog& catalog, const RunsQuery& query) {
  const SortSql sort = sort_sql(catalog, query.sort, 0);
  SqlText sql;
  sql.add("SELECT r.run FROM runs r").add(sort.joins).add(where_clause(catalog, query.filter));
  sql.add(" ORDER BY ").add(sort.order);
  return rowids_of(catalog, add_page(sql, query.limit.value_or(-1), query.offset));
}

// How far the index of the first sort key is walked for each run that is wanted, before the filter
// is taken to pass so few that they are found the other way round.
constexpr std::int64_t kWalkedPerRun = 30;
constexpr std::int64_t kLeastWalk = 1000;

// The page, when it is full of runs from the first part of the index of the first sort key, which a
// filter that passes one run in thirty fills; else nullopt. The part ends between two values, so
// that runs of equal values are all in it.
std::optional<std::vector<std::int64_t>> find_near(const Catalog& catalog, const RunsQuery& query) {
  const KeyRef& ref = query.sort[0].key;
  const std::string_view table = table_of(ref.family);
  const bool ascending = query.sort[0].order == SortOrder::ascending;
  const std::int64_t wanted = *query.limit + query.offset;
  const std::int64_t walk = std::max(kLeastWalk, kWalkedPerRun * wanted);
  SqlText last;
  last.add(fmt::format("SELECT value FROM {} WHERE value IS NOT NULL AND key = ?", table),
           number_of(catalog, ref));
  last.add(fmt::format(" ORDER BY value {} LIMIT 1 OFFSET ?", direction(query.sort[0].order)),
           walk);
  const SortSql sort = sort_sql(catalog, query.sort, 1);
  SqlText sql;
  sql.add(fmt::format("SELECT r.run FROM {} v CROSS JOIN runs r ON r.run = v.run", table));
  sql.add(sort.joins).add(where_clause(catalog, query.filter));
  sql.add(fmt::format(" AND v.value {} (", ascending ? "<=" : ">=")).add(last);
  sql.add(") AND v.key = ?", number_of(catalog, ref));
  sql.add(fmt::format(" ORDER BY v.value {}, ", direction(query.sort[0].order))).add(sort.order);
  std::vector<std::int64_t> page = rowids_of(catalog, add_page(sql, *query.limit, query.offset));
  if (static_cast<std::int64_t>(page.size()) < *query.limit) return std::nullopt;
  return page;
}

// The first sort key is a metric, param or tag. Its index is walked in order, so that the best 100
// of a million cost what 100 cost. The runs without a value follow, if there is room for them.
std::vector<std::int64_t> find_by_value(const Catalog& catalog, const RunsQuery& query) {
  const KeyRef& ref = query.sort[0].key;
  const SortSql sort = sort_sql(catalog, query.sort, 1);
  const std::int64_t limit = query.limit.value_or(-1);
  const auto with_value = [&](std::string_view what) {
    SqlText sql;
    sql.add(fmt::format("SELECT {} FROM {} v CROSS JOIN runs r ON r.run = v.run", what,
                        table_of(ref.family)));
    sql.add(sort.joins).add(where_clause(catalog, query.filter));
    return sql.add(" AND v.value IS NOT NULL AND v.key = ?", number_of(catalog, ref));
  };
  SqlText sql = with_value("r.run");
  sql.add(fmt::format(" ORDER BY v.value {}, ", direction(query.sort[0].order))).add(sort.order);
  std::vector<std::int64_t> rowids = rowids_of(catalog, add_page(sql, limit, query.offset));
  const auto found = static_cast<std::int64_t>(rowids.size());
  if (limit >= 0 && found == limit) return rowids;

  // How many with a value came before the page is only unknown when none of them is on it.
  const std::int64_t valued = found > 0 || query.offset == 0
                                  ? query.offset + found
                                  : rowids_of(catalog, with_value("count(*)")).at(0);
  SqlText rest;
  rest.add("SELECT r.run FROM runs r").add(sort.joins).add(where_clause(catalog, query.filter));
  rest.add(fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} v WHERE v.run = r.run"
                       " AND v.value IS NOT NULL AND v.key = ?) ORDER BY {}",
                       table_of(ref.family), sort.order),
           number_of(catalog, ref));
  const std::int64_t left = limit < 0 ? -1 : limit - found;
  add_page(rest, left, std::max<std::int64_t>(0, query.offset - valued));
  const std::vector<std::int64_t> tail = rowids_of(catalog, rest);
  rowids.insert(rowids.end(), tail.begin(), tail.end());
  return rowids;
}

}  // namespace

Statement SqlText::prepare(const Database& database) const {
  Statement statement = database.prepare(text);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index = static_cast<int>(i) + 1;
    const Value& value = values[i];
    if (value.is_int()) statement.bind(index, value.as_int());
    if (value.is_real()) statement.bind(index, value.as_double());
    if (value.is_string()) statement.bind(index, value.as_string());
  }
  return statement;
}

SqlText where_clause(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  // Literal, so that the indexes over runs that are no copies apply.
  sql.add(filter.copies == CopyPolicy::hide ? " WHERE r.copy = 0" : " WHERE TRUE");
  if (filter.experiment) sql.add(" AND r.experiment = ?", *filter.experiment);
  if (filter.dataset) sql.add(" AND r.dataset = ?", *filter.dataset);
  if (filter.stage) sql.add(" AND r.stage = ?", *filter.stage);
  if (filter.kind) sql.add(" AND r.kind = ?", *filter.kind);
  if (filter.status) sql.add(" AND r.status = ?", static_cast<int>(*filter.status));
  if (filter.below && clean_path(*filter.below) != ".") {
    const std::string folder = clean_path(*filter.below);
    sql.add(" AND (r.path = ?", folder).add(" OR (r.path >= ?", folder + "/");
    sql.add(" AND r.path < ?))", folder + "0");  // '0' follows '/'.
  }
  if (filter.rowids) {
    List rowids;
    for (const std::int64_t rowid : *filter.rowids) rowids.emplace_back(rowid);
    sql.add(" AND r.run IN (SELECT value FROM json_each(?))", to_json(rowids));
  }
  if (!filter.search.empty()) {
    sql.add(" AND r.run IN (SELECT rowid FROM texts WHERE texts MATCH ?)",
            match_text(filter.search));
  }
  if (filter.where) {
    sql.add(" AND (").add(filter_condition(catalog, *filter.where, filter.steps)).add(")");
  }
  return sql;
}

std::vector<SortKey> parse_sort(const Catalog& catalog, std::string_view text) {
  std::vector<SortKey> keys;
  for (const std::string& part : split(text, ',')) {
    std::string_view name = part;
    SortKey key;
    if (name.starts_with('-')) {
      key.order = SortOrder::descending;
      name.remove_prefix(1);
    }
    if (name.empty()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("an empty name in the sort keys '{}'", text),
                  "write names with commas between them, '-' for descending: -val.rmse,name");
    }
    key.key = resolve_key(catalog, name);
    keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::int64_t> find_runs(const Catalog& catalog, const RunsQuery& query) {
  const Snapshot snapshot(catalog.database());
  const bool by_value = !query.sort.empty() && query.sort[0].key.family != KeyFamily::field;
  if (by_value && query.limit && query.filter.where) {
    if (auto page = find_near(catalog, query)) return *std::move(page);
  }
  RunsQuery fewer = query;
  fewer.filter = narrowed(catalog, query.filter);
  // A list of runs is sorted as a whole; only all runs are worth the walk along an index.
  return by_value && !fewer.filter.rowids ? find_by_value(catalog, query)
                                          : find_by_fields(catalog, fewer);
}

std::vector<RunRow> query_runs(const Catalog& catalog, const RunsQuery& query, RunParts parts) {
  const Snapshot snapshot(catalog.database());
  return catalog.load_runs(find_runs(catalog, query), parts);
}

std::int64_t count_runs(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT count(*) FROM runs r").add(where_clause(catalog, narrowed(catalog, filter)));
  return rowids_of(catalog, sql).at(0);
}

}  // namespace cairn
