#include "cairn/query/filter_sql.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/query/fields.h"
#include "cairn/query/filter_columns.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

// Where the values of a run or child lie: the tables, and how their rows are found.
struct Owner {
  std::string_view row;     ///< The alias of its row.
  std::string_view id;      ///< What its values are found by.
  std::string_view column;  ///< The column of the values' tables that holds it.
  std::string_view prefix;  ///< Of the names of those tables.
};
constexpr Owner kParent = {"p", "p.run", "run", ""};
constexpr Owner kChild = {"c", "c.child", "child", "child_"};

class Compiler {
 public:
  Compiler(const Catalog& catalog, std::span<const StepAnswer> steps, std::string_view run)
      : catalog_(catalog), steps_(steps), run_{"r", run, "run", ""} {}

  SqlText compile(const FilterNode& node, bool is_negated) const {
    return std::visit([&](const auto& part) { return compile(part, is_negated); }, node.node);
  }

 private:
  SqlText compile(const FilterAll& all, bool is_negated) const {
    return compile_parts(all.parts, is_negated, !is_negated);
  }
  SqlText compile(const FilterAny& any, bool is_negated) const {
    return compile_parts(any.parts, is_negated, is_negated);
  }
  SqlText compile(const FilterNot& node, bool is_negated) const {
    return compile(node.part.at(0), !is_negated);
  }

  SqlText compile_parts(const std::vector<FilterNode>& parts, bool is_negated,
                        bool need_all) const {
    std::vector<SqlText> compiled;
    for (const FilterNode& part : parts) compiled.push_back(compile(part, is_negated));
    return need_all ? every(compiled) : either(compiled);
  }

  SqlText compile(const FilterHas& has, bool is_negated) const {
    const SqlText found = has_condition(has);
    return is_negated ? negation(found) : found;
  }

  SqlText compile(const FilterTerm& term, bool is_negated) const {
    if (term.key.point == MetricPoint::at_step) return answered(term, is_negated);
    if (term.key.scope == KeyOwner::run) {
      FilterTerm asked = term;
      if (is_negated) asked.op = opposite(term.op);
      return condition(asked, run_);
    }
    const KeyFamily family =
        term.key.family == FilterFamily::field ? KeyFamily::field : KeyFamily::param;
    const RelatedRuns upstream = runs_with(family, term.key.name);
    SqlText made = plain_sql(is_negated ? "(NOT " : "(");
    made.add(fmt::format("EXISTS (SELECT 1 FROM {} AND (",
                         related_rows(term.key.scope, run_.id, upstream)));
    made.add(condition(term, term.key.scope == KeyOwner::child ? kChild : kParent)).add("))");
    if (is_negated && term.key.scope == KeyOwner::parent && upstream == RelatedRuns::as_read) {
      // What it was made from is not known, so that nobody can say that it has not the value.
      made.add(fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} AND NOT {})",
                           related_rows(term.key.scope, run_.id, RelatedRuns::as_they_are),
                           kIsAsRead));
    }
    return made.add(")");
  }

  /// Children and runs upstream are in the answer.
  SqlText answered(const FilterTerm& term, bool is_negated) const {
    if (term.answer >= steps_.size()) {
      throw Error(ErrorCode::internal, "a comparison with a single step was not answered");
    }
    const StepAnswer& answer = steps_[term.answer];
    List rowids;
    for (const std::int64_t rowid : is_negated ? answer.no : answer.yes) rowids.emplace_back(rowid);
    return bound_sql(fmt::format("{} IN (SELECT value FROM json_each(?))", run_.id),
                     to_json(rowids));
  }

  /// Of the owner's own value.
  SqlText condition(const FilterTerm& term, const Owner& owner) const {
    switch (term.key.family) {
      case FilterFamily::field:
        return field_condition(term, owner);
      case FilterFamily::param:
        return value_condition("params", term, owner, any_condition({"f.value", "f.type"}, term));
      case FilterFamily::tag:
        return value_condition("tags", term, owner, any_condition({"f.value", "f.type"}, term));
      case FilterFamily::metric:
        // A metric that is nan is there: only its row must be.
        return value_condition(
            "metrics", term, owner,
            is_null_test(term.op)
                ? plain_sql("TRUE")
                : metric_condition(metric_column(term.key.point.value_or(MetricPoint::last), "f"),
                                   term));
      case FilterFamily::bare:
        break;
    }
    throw Error(ErrorCode::internal, fmt::format("'{}' was not looked up", term.key.name));
  }

  static bool is_null_test(FilterOp op) {
    return op == FilterOp::is_null || op == FilterOp::is_not_null;
  }

  SqlText value_condition(std::string_view table, const FilterTerm& term, const Owner& owner,
                          const SqlText& inside) const {
    SqlText made;
    made.add(fmt::format("{}EXISTS (SELECT 1 FROM {}{} f WHERE f.{} = {} AND f.key = ? AND (",
                         term.op == FilterOp::is_null ? "NOT " : "", owner.prefix, table,
                         owner.column, owner.id),
             catalog_.key_number(term.key.name).value_or(-1));
    return made.add(inside).add("))");
  }

  static SqlText field_condition(const FilterTerm& term, const Owner& owner) {
    const RunField* field = find_run_field(term.key.name);
    const std::string column =
        fmt::format("{}.{}", owner.row, field == nullptr ? term.key.name : field->column);
    const SqlText found = present_condition(term, owner, column);
    return term.op == FilterOp::is_null ? negation(found) : found;
  }

  static SqlText present_condition(const FilterTerm& term, const Owner& owner,
                                   const std::string& column) {
    switch (term.type) {
      case FilterType::text: {
        // An empty text is an absent one.
        const SqlText present = plain_sql(column + " <> ''");
        return is_null_test(term.op) ? present : every({plain_condition(column, term), present});
      }
      case FilterType::any:
        return any_condition({column, fmt::format("{}.seed_type", owner.row)}, term);
      case FilterType::time:
        return time_condition(column, term);
      case FilterType::status:
        return is_null_test(term.op) ? plain_sql("TRUE") : status_condition(column, term);
      case FilterType::number:
        return plain_condition(column, term);
      case FilterType::metric:
      case FilterType::unchecked:
        break;
    }
    throw Error(ErrorCode::internal, fmt::format("the field '{}' has no type", term.key.name));
  }

  SqlText has_condition(const FilterHas& has) const {
    switch (has.what) {
      case FilterHas::What::artifact:
        return bound_sql(
                   fmt::format("EXISTS (SELECT 1 FROM artifacts a WHERE a.run = {} AND (a.role = ?",
                               run_.id),
                   has.text)
            .add(" OR a.path GLOB ?))", to_glob(has.text));
      case FilterHas::What::tag:
        return bound_sql(
            fmt::format("EXISTS (SELECT 1 FROM tags f WHERE f.run = {} AND f.key = ?)", run_.id),
            catalog_.key_number(has.text).value_or(-1));
      case FilterHas::What::group:
        return group_condition(has.text);
    }
    throw Error(ErrorCode::internal, "an unknown test of a filter");
  }

  /// In the group at this path, in one of this name, or below a folder of this name.
  static SqlText group_condition(const std::string& group) {
    SqlText made = bound_sql("r.path = ?", group);
    made.add(" OR (r.path >= ?", group + "/").add(" AND r.path < ?)", group + "0");
    made.add(" OR instr('/' || r.path, ?) > 0", "/" + group + "/");
    made.add(
        " OR EXISTS (SELECT 1 FROM groups g WHERE g.name = ? AND (r.path = g.path OR"
        " (r.path >= g.path || '/' AND r.path < g.path || '0')))",
        group);
    return made;
  }

  const Catalog& catalog_;
  std::span<const StepAnswer> steps_;
  Owner run_;
};

}  // namespace

SqlText filter_condition(const Catalog& catalog, const Filter& filter,
                         std::span<const StepAnswer> steps, std::string_view run) {
  return Compiler(catalog, steps, run).compile(filter.root, false);
}

}  // namespace cairn
