#include "cairn/query/runs_query.h"

#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/filter_sql.h"
#include "cairn/query/key_sql.h"
#include "cairn/query/sql_text.h"

namespace cairn {

namespace {

// What decides between runs that are equal by all sort keys.
constexpr std::string_view kLastOrder = "r.created DESC, r.id, r.path";

std::string_view direction(SortOrder order) {
  return order == SortOrder::ascending ? "ASC" : "DESC";
}

// Bound in place of a key that no run has: matches nothing.
std::int64_t number_of(const Catalog& catalog, const KeyRef& ref) {
  return catalog.key_number(ref.key).value_or(-1);
}

// The joins and the ORDER BY of sort keys [first, …), under aliases s<i>.
struct SortSql {
  SqlText joins;
  SqlText order;
};

std::string metric_value(const KeyRef& ref, const std::string& row) {
  return ref.family == KeyFamily::metric ? metric_column(ref.point, row) : row + ".value";
}

// Of several values, of children or runs upstream, the one counts that comes first in this order.
SqlText related_order(const Catalog& catalog, const SortKey& by) {
  const RelatedSql related = related_sql(catalog, by.key, "r.run");
  const std::string_view pick = by.order == SortOrder::ascending ? "min" : "max";
  SqlText sql;
  sql.add(fmt::format("(SELECT {}({})", pick, related.value)).add(related.from).add(")");
  return sql;
}

SortSql sort_sql(const Catalog& catalog, const std::vector<SortKey>& keys, std::size_t first) {
  SortSql sql;
  for (std::size_t i = first; i < keys.size(); ++i) {
    const KeyRef& ref = keys[i].key;
    if (ref.owner != KeyOwner::run) {
      sql.order.add(related_order(catalog, keys[i]));
      sql.order.add(fmt::format(" {} NULLS LAST, ", direction(keys[i].order)));
      continue;
    }
    if (ref.family == KeyFamily::field) {
      const RunField* field = find_run_field(ref.key);
      if (!field) throw Error(ErrorCode::internal, fmt::format("no field '{}'", ref.key));
      if (field->nullable) sql.order.add(fmt::format("r.{} IS NULL, ", field->column));
      sql.order.add(fmt::format("r.{} {}, ", field->column, direction(keys[i].order)));
      continue;
    }
    sql.joins.add(fmt::format(" LEFT JOIN {0} s{1} ON s{1}.run = r.run AND s{1}.key = ?",
                              value_table(ref.family, KeyOwner::run), i),
                  number_of(catalog, ref));
    const std::string value = metric_value(ref, fmt::format("s{}", i));
    sql.order.add(fmt::format("{0} IS NULL, {0} {1}, ", value, direction(keys[i].order)));
  }
  sql.order.add(kLastOrder);
  return sql;
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
  sql.add("SELECT r.run FROM runs r");
  // Runs of a list are looked up and sorted; SQLite would rather walk all runs in their order.
  if (query.filter.rowids) sql.add(" NOT INDEXED");
  sql.add(sort.joins).add(where_clause(catalog, query.filter));
  sql.add(" ORDER BY ").add(sort.order);
  return rowids_of(catalog, add_page(sql, query.limit.value_or(-1), query.offset));
}

// How far the index of the first sort key is walked for each run that is wanted, before the filter
// is taken to pass so few that they are found the other way round.
constexpr std::int64_t kWalkedPerRun = 30;
constexpr std::int64_t kLeastWalk = 1000;
// So many from its beginning are looked at first: where none of them passes, the walk is not begun.
constexpr std::int64_t kProbe = 100;
// What a run costs that is asked the filter on the walk, and one that is put into a set from an
// index of values, in parts of each other (measured: 4 µs and 0.1 µs).
constexpr std::int64_t kAskCost = 40;
constexpr std::int64_t kCollectCost = 1;
// How many are asked for each that passes, as long as nothing is known of the filter.
constexpr std::int64_t kUsualAsked = 5;

// The index of the first sort key, a metric, param or tag, walked in order.
class ValueWalk {
 public:
  ValueWalk(const Catalog& catalog, const RunsQuery& query)
      : catalog_(catalog),
        query_(query),
        table_(value_table(query.sort[0].key.family, KeyOwner::run)),
        key_(number_of(catalog, query.sort[0].key)),
        direction_(direction(query.sort[0].order)),
        sort_(sort_sql(catalog, query.sort, 1)) {}

  // The page, when it is full of runs from the first part of the index, which a filter that passes
  // one run in thirty fills; else nullopt. The part ends between two values, so that runs of equal
  // values are all in it.
  std::optional<std::vector<std::int64_t>> find_near() const {
    if (!probe()) return std::nullopt;
    const std::int64_t wanted = *query_.limit + query_.offset;
    const std::int64_t walk = std::max(kLeastWalk, kWalkedPerRun * wanted);
    SqlText sql = with_value("r.run", nullptr);
    const bool ascending = query_.sort[0].order == SortOrder::ascending;
    sql.add(fmt::format(" AND v.value {} (", ascending ? "<=" : ">="));
    sql.add(fmt::format("SELECT value FROM {} WHERE value IS NOT NULL AND key = ?", table_), key_);
    sql.add(fmt::format(" ORDER BY value {} LIMIT 1 OFFSET ?)", direction_), walk);
    add_order(sql);
    std::vector<std::int64_t> page =
        rowids_of(catalog_, add_page(sql, *query_.limit, query_.offset));
    if (static_cast<std::int64_t>(page.size()) < *query_.limit) return std::nullopt;
    return page;
  }

  // The whole of it, so that the best 100 of a million cost what 100 cost; only runs of `among`, if
  // given. The runs without a value follow, if there is room for them.
  std::vector<std::int64_t> find(RowidSet* among) const {
    const std::int64_t limit = query_.limit.value_or(-1);
    SqlText sql = with_value("r.run", among);
    add_order(sql);
    std::vector<std::int64_t> rowids = rowids_of(catalog_, add_page(sql, limit, query_.offset));
    const auto found = static_cast<std::int64_t>(rowids.size());
    if (limit >= 0 && found == limit) return rowids;

    // How many with a value came before the page is only unknown when none of them is on it.
    const std::int64_t valued = found > 0 || query_.offset == 0
                                    ? query_.offset + found
                                    : rowids_of(catalog_, with_value("count(*)", among)).at(0);
    SqlText rest;
    rest.add("SELECT r.run FROM runs r").add(sort_.joins);
    rest.add(where_clause(catalog_, query_.filter));
    if (among != nullptr) rest.add(" AND holds(?, r.run)", *among);
    rest.add(fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} v WHERE v.run = r.run"
                         " AND v.value IS NOT NULL AND v.key = ?) ORDER BY ",
                         table_),
             key_);
    rest.add(sort_.order);
    const std::int64_t left = limit < 0 ? -1 : limit - found;
    add_page(rest, left, std::max<std::int64_t>(0, query_.offset - valued));
    const std::vector<std::int64_t> tail = rowids_of(catalog_, rest);
    rowids.insert(rowids.end(), tail.begin(), tail.end());
    return rowids;
  }

 private:
  // Whether any of the first runs passes the filter.
  bool probe() const {
    SqlText first;
    first.add(fmt::format("(SELECT run FROM {} WHERE value IS NOT NULL AND key = ?", table_), key_);
    first.add(fmt::format(" ORDER BY value {} LIMIT ?)", direction_), kProbe);
    SqlText sql;
    sql.add("SELECT r.run FROM ").add(first).add(" v CROSS JOIN runs r ON r.run = v.run");
    sql.add(where_clause(catalog_, query_.filter, "v.run")).add(" LIMIT 1");
    return !rowids_of(catalog_, sql).empty();
  }

  // What has a value and passes the filter, and is in `among`, if given; a set is asked first.
  SqlText with_value(std::string_view what, RowidSet* among) const {
    SqlText sql;
    sql.add(fmt::format("SELECT {} FROM {} v CROSS JOIN runs r ON r.run = v.run", what, table_));
    if (among != nullptr) sql.add(" AND holds(?, v.run)", *among);
    sql.add(sort_.joins);
    sql.add(where_clause(catalog_, query_.filter, "v.run"));
    return sql.add(" AND v.value IS NOT NULL AND v.key = ?", key_);
  }

  void add_order(SqlText& sql) const {
    sql.add(fmt::format(" ORDER BY v.value {}, ", direction_)).add(sort_.order);
  }

  const Catalog& catalog_;
  const RunsQuery& query_;
  std::string_view table_;
  std::int64_t key_;
  std::string_view direction_;
  SortSql sort_;
};

// Of the runs' own params, tags and last values of metrics.
bool has_value_index(const KeyRef& key) {
  return key.family != KeyFamily::field && key.owner == KeyOwner::run &&
         key.point == MetricPoint::last;
}

// Whether a page is found more quickly by a walk that asks run after run than by the sets of all
// runs in the ranges that the filter names. The first does not depend on how many runs there are.
bool is_walk_cheaper(const Catalog& catalog, const RunsQuery& query) {
  const auto terms = static_cast<std::int64_t>(indexed_terms(catalog, query.filter));
  if (terms == 0) return true;
  const std::int64_t runs = greatest_rowid(catalog);
  const std::int64_t walk = (*query.limit + query.offset) * kUsualAsked * kAskCost;
  return walk < runs * terms * kCollectCost;
}

// Whether so few runs are sorted as a list more quickly than found on a walk along the index.
bool is_worth_list(const Catalog& catalog, const RunsQuery& query, std::int64_t candidates) {
  if (!query.limit) return true;
  const std::int64_t runs = greatest_rowid(catalog);
  const std::int64_t wanted = *query.limit + query.offset;
  if (candidates <= wanted) return true;
  return candidates * kAskCost < wanted * (runs / candidates * kCollectCost + kAskCost);
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
  const ValueWalk walk(catalog, query);
  if (query.limit && query.filter.where && is_walk_cheaper(catalog, query)) {
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
