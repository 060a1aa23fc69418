#include "cairn/query/runs_query.h"

#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/filter_sql.h"
#include "cairn/query/sort_sql.h"
#include "cairn/query/sql_text.h"
#include "cairn/query/value_walk.h"

namespace cairn {

namespace {

// What a run costs that is asked the filter on a walk, with or without a look at its row, and one
// that is put into a set from an index of values, in parts of each other (measured: 4 µs, 2 µs and
// 0.1 µs).
constexpr std::int64_t kAskRowCost = 40;
constexpr std::int64_t kAskValuesCost = 20;
constexpr std::int64_t kCollectCost = 1;
// How many are asked for each that passes, as long as nothing is known of the filter.
constexpr std::int64_t kUsualAsked = 5;

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
  sql.add("SELECT r.run FROM runs r");
  // Runs of a list are looked up and sorted; SQLite would rather walk all runs in their order.
  if (query.filter.rowids) sql.add(" NOT INDEXED");
  sql.add(sort.joins).add(where_clause(catalog, query.filter));
  sql.add(" ORDER BY ").add(sort.order);
  return rowids_of(catalog, add_page(sql, query.limit.value_or(-1), query.offset));
}

// Of the runs' own params, tags and last values of metrics.
bool has_value_index(const KeyRef& key) {
  return key.family != KeyFamily::field && key.owner == KeyOwner::run &&
         key.point == MetricPoint::last;
}

// Whether a page is found more quickly by a walk that asks run after run than by the sets of all
// runs in the ranges that the filter names. The first does not depend on how many runs there are.
bool is_walk_cheaper(const Catalog& catalog, const RunsQuery& query, const ValueWalk& way) {
  const auto terms = static_cast<std::int64_t>(indexed_terms(catalog, query.filter));
  if (terms == 0) return true;
  const std::int64_t runs = greatest_rowid(catalog);
  const std::int64_t cost = way.is_of_values() ? kAskValuesCost : kAskRowCost;
  const std::int64_t walk = (*query.limit + query.offset) * kUsualAsked * cost;
  return walk < runs * terms * kCollectCost;
}

// Whether so few runs are sorted as a list more quickly than found on a walk along the index.
bool is_worth_list(const Catalog& catalog, const RunsQuery& query, std::int64_t candidates) {
  if (!query.limit) return true;
  const std::int64_t runs = greatest_rowid(catalog);
  const std::int64_t wanted = *query.limit + query.offset;
  if (candidates <= wanted) return true;
  return candidates * kAskRowCost < wanted * (runs / candidates * kCollectCost + kAskRowCost);
}

}  // namespace

std::vector<std::int64_t> rowids_of(const Catalog& catalog, const SqlText& sql) {
  Statement select = sql.prepare(catalog.database());
  std::vector<std::int64_t> rowids;
  while (select.step()) rowids.push_back(select.integer(0));
  return rowids;
}

Statement SqlText::prepare(const Database& database) const {
  Statement statement = database.prepare(text);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index = static_cast<int>(i) + 1;
    if (RowidSet* const* set = std::get_if<RowidSet*>(&values[i])) {
      statement.bind_set(index, **set);
      continue;
    }
    const Value& value = std::get<Value>(values[i]);
    if (value.is_int()) statement.bind(index, value.as_int());
    if (value.is_real()) statement.bind(index, value.as_double());
    if (value.is_string()) statement.bind(index, value.as_string());
  }
  return statement;
}

SqlText where_clause(const Catalog& catalog, const RunsFilter& filter, std::string_view run) {
  SqlText sql;
  // Literal, so that the indexes over runs that are no copies apply.
  sql.add(filter.copies == CopyPolicy::hide ? " WHERE r.copy = 0" : " WHERE TRUE");
  return sql.add(conditions(catalog, filter, run));
}

SqlText conditions(const Catalog& catalog, const RunsFilter& filter, std::string_view run) {
  SqlText sql;
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
    sql.add(fmt::format(" AND {} IN (SELECT value FROM json_each(?))", run), to_json(rowids));
  }
  if (!filter.search.empty()) {
    sql.add(fmt::format(" AND {} IN (SELECT rowid FROM texts WHERE texts MATCH ?)", run),
            match_text(filter.search));
  }
  if (filter.where) {
    sql.add(" AND (").add(filter_condition(catalog, *filter.where, filter.steps, run)).add(")");
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
    key.key = read_key(catalog, name);
    keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::int64_t> find_runs(const Catalog& catalog, const RunsQuery& query) {
  const Snapshot snapshot(catalog.database());
  if (query.sort.empty() || !has_value_index(query.sort[0].key)) {
    RunsQuery fewer = query;
    fewer.filter = narrowed(catalog, query.filter);
    return find_by_fields(catalog, fewer);
  }
  ValueWalk walk(catalog, query);
  if (query.limit && query.filter.where && is_walk_cheaper(catalog, query, walk)) {
    if (auto page = walk.find_near()) return *std::move(page);
  }
  std::optional<Candidates> among = find_candidates(catalog, query.filter);
  if (!among) return walk.find(nullptr);
  RunsQuery fewer = query;
  fewer.filter = asked_of(*among, std::move(fewer.filter));
  if (!is_worth_list(catalog, query, static_cast<std::int64_t>(among->rowids.size()))) {
    return ValueWalk(catalog, fewer).find(&among->rowids);
  }
  fewer.filter.rowids = among->rowids.list();
  return find_by_fields(catalog, fewer);
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
