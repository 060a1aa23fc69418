#include "cairn/query/filter_candidates.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cairn/query/filter_columns.h"
#include "cairn/spec/filter_check.h"

namespace cairn {

namespace {

// From this share of all runs on, asking each of them costs less than going by a list.
constexpr std::size_t kUsefulShare = 3;

/// The terms that must hold where the filter does.
void collect_terms(const FilterNode& node, std::vector<const FilterTerm*>& terms) {
  if (const auto* term = std::get_if<FilterTerm>(&node.node)) terms.push_back(term);
  if (const auto* all = std::get_if<FilterAll>(&node.node)) {
    for (const FilterNode& part : all->parts) collect_terms(part, terms);
  }
}

/// All values that may equal one of the literals.
std::optional<SqlText> equality_range(const FilterTerm& term) {
  std::vector<Value> values;
  for (const FilterLiteral& literal : term.values) {
    const Value& value = literal.value;
    if (value.is_real() && std::isnan(value.as_double())) return std::nullopt;
    values.push_back(value.is_bool() ? Value(value.as_bool() ? 1 : 0) : value);
    if (!value.is_string()) continue;
    const Value spelled = spelled_scalar(value.as_string());
    if (spelled.is_bool()) values.emplace_back(spelled.as_bool() ? 1 : 0);
    if (spelled.is_number()) values.push_back(spelled);
  }
  SqlText range;
  range.add("f.value IN (");
  for (std::size_t i = 0; i < values.size(); ++i) range.add(i == 0 ? "?" : ", ?", values[i]);
  return range.add(")");
}

/// In the order of an index numbers stand before texts, and the least text is the empty one.
std::optional<SqlText> order_range(const FilterTerm& term) {
  using enum FilterOp;
  for (const FilterLiteral& literal : term.values) {
    const bool is_both =
        literal.value.is_string() && spelled_scalar(literal.value.as_string()).is_number();
    if (is_both || literal.value.is_bool()) return std::nullopt;
  }
  const Value& low = term.values[0].value;
  const Value& high = term.values.back().value;
  if (low.is_string() != high.is_string()) return std::nullopt;
  const std::string_view kind = low.is_string() ? " AND f.value >= ''" : " AND f.value < ''";
  switch (term.op) {
    case less:
    case less_equal:
      return bound_sql("f.value <= ?", high).add(kind);
    case greater:
    case greater_equal:
      return bound_sql("f.value >= ?", low).add(kind);
    default:
      return bound_sql("f.value >= ?", low).add(" AND f.value <= ?", high);
  }
}

std::optional<SqlText> value_range(const FilterTerm& term) {
  switch (term.op) {
    case FilterOp::equal:
    case FilterOp::in:
      return equality_range(term);
    case FilterOp::less:
    case FilterOp::less_equal:
    case FilterOp::greater:
    case FilterOp::greater_equal:
    case FilterOp::between:
      return order_range(term);
    case FilterOp::is_not_null:
      return plain_sql("TRUE");
    default:
      return std::nullopt;
  }
}

std::string_view indexed_table(const FilterKey& key) {
  if (key.scope != FilterScope::run) return {};
  switch (key.family) {
    case FilterFamily::param:
      return "params";
    case FilterFamily::tag:
      return "tags";
    case FilterFamily::metric:
      return key.point.value_or(MetricPoint::last) == MetricPoint::last ? "metrics" : "";
    default:
      return {};
  }
}

/// The runs in one range of an index of values; nullopt for a term without one.
std::optional<SqlText> select_range(const Catalog& catalog, const FilterTerm& term) {
  const std::string_view table = indexed_table(term.key);
  const std::optional<SqlText> range = value_range(term);
  if (table.empty() || !range) return std::nullopt;
  SqlText sql;
  sql.add(fmt::format("SELECT f.run FROM {} f WHERE f.key = ? AND ", table),
          catalog.key_number(term.key.name).value_or(-1));
  return sql.add(*range);
}

// A set of rowids, one bit each: they are dense.
class RowidSet {
 public:
  explicit RowidSet(std::int64_t greatest) : bits_(static_cast<std::size_t>(greatest) + 1) {}
  void add(std::int64_t rowid) {
    if (rowid >= 0 && static_cast<std::size_t>(rowid) < bits_.size()) {
      bits_[static_cast<std::size_t>(rowid)] = true;
    }
  }
  bool contains(std::int64_t rowid) const {
    return rowid >= 0 && static_cast<std::size_t>(rowid) < bits_.size() &&
           bits_[static_cast<std::size_t>(rowid)];
  }

 private:
  std::vector<bool> bits_;
};

}  // namespace

std::optional<std::vector<std::int64_t>> filter_candidates(const Catalog& catalog,
                                                           const RunsFilter& filter) {
  std::vector<const FilterTerm*> terms;
  if (filter.where) collect_terms(filter.where->root, terms);
  const Database& database = catalog.database();
  std::optional<std::int64_t> greatest;
  std::optional<std::vector<std::int64_t>> common;
  if (filter.rowids) {
    common = *filter.rowids;
    std::sort(common->begin(), common->end());
  }
  const bool had_rowids = common.has_value();
  for (const FilterTerm* term : terms) {
    const std::optional<SqlText> sql = select_range(catalog, *term);
    if (!sql) continue;
    if (common && common->empty()) return common;
    if (!greatest) greatest = database.scalar("SELECT coalesce(max(run), 0) FROM runs");
    Statement select = sql->prepare(database);
    std::vector<std::int64_t> found;
    if (common) {
      RowidSet before(*greatest);
      for (const std::int64_t rowid : *common) before.add(rowid);
      while (select.step()) {
        if (before.contains(select.integer(0))) found.push_back(select.integer(0));
      }
    } else {
      while (select.step()) found.push_back(select.integer(0));
    }
    common = std::move(found);
  }
  if (!common || !greatest) return common;
  const bool is_useful = common->size() <= static_cast<std::size_t>(*greatest) / kUsefulShare;
  if (!is_useful && !had_rowids) return std::nullopt;
  std::sort(common->begin(), common->end());
  common->erase(std::unique(common->begin(), common->end()), common->end());
  return common;
}

RunsFilter narrowed(const Catalog& catalog, RunsFilter filter) {
  if (!filter.where) return filter;
  if (std::optional<std::vector<std::int64_t>> rowids = filter_candidates(catalog, filter)) {
    filter.rowids = std::move(rowids);
  }
  return filter;
}

}  // namespace cairn
