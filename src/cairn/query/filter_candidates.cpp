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

/// The terms that must hold where the filter does, and whether it holds wherever they all do.
struct NeededTerms {
  std::vector<const FilterTerm*> terms;
  bool is_all = true;
};

void collect_terms(const FilterNode& node, NeededTerms& needed) {
  if (const auto* term = std::get_if<FilterTerm>(&node.node)) {
    needed.terms.push_back(term);
  } else if (const auto* all = std::get_if<FilterAll>(&node.node)) {
    for (const FilterNode& part : all->parts) collect_terms(part, needed);
  } else {
    needed.is_all = false;
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

/// A param or tag may be null; the value of a metric is NULL where it is NaN.
SqlText there_is_value(const FilterTerm& term) {
  return plain_sql(term.key.family == FilterFamily::metric ? "TRUE" : "f.value IS NOT NULL");
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
      return there_is_value(term);
    default:
      return std::nullopt;
  }
}

std::string_view indexed_table(const FilterKey& key) {
  if (key.scope != KeyOwner::run) return {};
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

/// What the values that the index finds still have to be asked.
SqlText exact_condition(const FilterTerm& term) {
  if (term.op == FilterOp::is_not_null) return there_is_value(term);
  return term.key.family == FilterFamily::metric ? metric_condition("f.value", term)
                                                 : any_condition({"f.value", "f.type"}, term);
}

/// Exactly the runs that pass a term, by the index of values, behind "SELECT …"; nullopt without
/// one.
std::optional<SqlText> indexed_range(const Catalog& catalog, const FilterTerm& term) {
  const std::string_view table = indexed_table(term.key);
  const std::optional<SqlText> range = table.empty() ? std::nullopt : value_range(term);
  if (!range) return std::nullopt;
  SqlText sql;
  sql.add(fmt::format(" FROM {} f WHERE f.key = ? AND ", table),
          catalog.key_number(term.key.name).value_or(-1));
  return sql.add(*range).add(" AND (").add(exact_condition(term)).add(")");
}

NeededTerms terms_of(const RunsFilter& filter) {
  NeededTerms needed;
  if (filter.where) collect_terms(filter.where->root, needed);
  return needed;
}

}  // namespace

std::int64_t greatest_rowid(const Catalog& catalog) {
  return catalog.database().scalar("SELECT coalesce(max(run), 0) FROM runs");
}

std::size_t indexed_terms(const Catalog& catalog, const RunsFilter& filter) {
  return static_cast<std::size_t>(std::ranges::count_if(
      terms_of(filter).terms,
      [&](const FilterTerm* term) { return indexed_range(catalog, *term).has_value(); }));
}

std::optional<Candidates> find_candidates(const Catalog& catalog, const RunsFilter& filter) {
  const std::int64_t greatest = greatest_rowid(catalog);
  std::optional<RowidSet> common;
  if (filter.rowids) {
    common.emplace(greatest);
    for (const std::int64_t rowid : *filter.rowids) common->add(rowid);
  }
  const NeededTerms needed = terms_of(filter);
  bool is_exact = needed.is_all;
  for (const FilterTerm* term : needed.terms) {
    const std::optional<SqlText> range = indexed_range(catalog, *term);
    if (!range) is_exact = false;
    if (!range || (common && common->size() == 0)) continue;
    RowidSet found(greatest);
    SqlText sql;
    sql.add("SELECT collect(?, f.run)", found).add(*range).prepare(catalog.database()).run();
    if (common) found.intersect(*common);
    common = std::move(found);
  }
  if (!common) return std::nullopt;
  return Candidates{*std::move(common), is_exact};
}

RunsFilter asked_of(const Candidates& candidates, RunsFilter filter) {
  if (candidates.is_exact) filter.where.reset();
  filter.rowids.reset();
  return filter;
}

RunsFilter narrowed(const Catalog& catalog, const RunsFilter& filter) {
  if (!filter.where) return filter;
  const std::optional<Candidates> candidates = find_candidates(catalog, filter);
  if (!candidates) return filter;
  const auto useful = static_cast<std::size_t>(greatest_rowid(catalog)) / kUsefulShare;
  if (candidates->rowids.size() > useful && !filter.rowids) return filter;
  RunsFilter fewer = asked_of(*candidates, filter);
  fewer.rowids = candidates->rowids.list();
  return fewer;
}

}  // namespace cairn
