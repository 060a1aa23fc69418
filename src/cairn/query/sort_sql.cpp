#include "cairn/query/sort_sql.h"

#include <string>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/query/fields.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

// What decides between runs that are equal by all sort keys.
constexpr std::string_view kLastOrder = "r.began DESC, r.id, r.path";

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

}  // namespace

std::string_view direction(SortOrder order) {
  return order == SortOrder::ascending ? "ASC" : "DESC";
}

std::int64_t number_of(const Catalog& catalog, const KeyRef& ref) {
  return catalog.key_number(ref.key).value_or(-1);
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

}  // namespace cairn
