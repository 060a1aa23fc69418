#include "cairn/query/filter_columns.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/spec/filter_check.h"
#include "cairn/spec/filter_evaluate.h"
#include "cairn/spec/status.h"

namespace cairn {

namespace {

static_assert(static_cast<int>(Value::Type::null) == 0 &&
              static_cast<int>(Value::Type::boolean) == 1 &&
              static_cast<int>(Value::Type::integer) == 2 &&
              static_cast<int>(Value::Type::real) == 3 &&
              static_cast<int>(Value::Type::string) == 4 &&
              static_cast<int>(Value::Type::list) == 5 && static_cast<int>(Value::Type::map) == 6);
constexpr std::string_view kIsNumber = " IN (2, 3)";
constexpr std::string_view kIsString = " = 4";
constexpr std::string_view kIsText = " >= 4";  // Of lists and maps the JSON.

// Flat, without parentheses around the whole: SQLite's parser counts what is open at a time.
SqlText joined(const std::vector<SqlText>& parts, std::string_view word, std::string_view empty) {
  if (parts.empty()) return plain_sql(std::string(empty));
  SqlText made;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) made.add(word);
    made.add("(").add(parts[i]).add(")");
  }
  return made;
}

std::string_view order_sign(FilterOp op) {
  switch (op) {
    case FilterOp::less:
      return "<";
    case FilterOp::less_equal:
      return "<=";
    case FilterOp::greater:
      return ">";
    case FilterOp::greater_equal:
      return ">=";
    default:
      throw Error(ErrorCode::internal, fmt::format("{} is no order", op_text(op)));
  }
}

/// `pattern` for LIKE … ESCAPE '\', in which every backslash must stand before one of the three.
std::string to_like(std::string_view pattern) {
  std::string like;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '\\') {
      like += pattern[i];
    } else if (i + 1 < pattern.size() &&
               std::string_view("%_\\").find(pattern[i + 1]) != std::string_view::npos) {
      like += pattern.substr(i++, 2);
    } else {
      like += "\\\\";
    }
  }
  return like;
}

SqlText pattern_condition(const std::string& column, FilterOp op, const std::string& pattern) {
  const bool is_negative = op == FilterOp::not_like || op == FilterOp::not_ilike;
  const std::string word = is_negative ? " NOT " : " ";
  if (op == FilterOp::like || op == FilterOp::not_like) {
    return bound_sql(column + word + "GLOB ?", to_glob(pattern));
  }
  return bound_sql(column + word + "LIKE ? ESCAPE '\\'", to_like(pattern));
}

std::vector<Value> literals_of(const FilterTerm& term) {
  std::vector<Value> values;
  for (const FilterLiteral& literal : term.values) values.push_back(literal.value);
  return values;
}

/// `column IN (…)`, by one comparison when there is one value.
SqlText membership(const std::string& column, const std::vector<Value>& values) {
  if (values.empty()) return plain_sql("FALSE");
  if (values.size() == 1) return bound_sql(column + " = ?", values[0]);
  SqlText made = plain_sql(column + " IN (");
  for (std::size_t i = 0; i < values.size(); ++i) made.add(i == 0 ? "?" : ", ?", values[i]);
  return made.add(")");
}

// The rules for values of any type. The literals of an equality part into texts, numbers and
// booleans; a text that spells a number or a boolean is among these, too.
SqlText any_equality(const TypedColumn& column, const std::vector<Value>& literals) {
  std::vector<Value> texts;
  std::vector<Value> numbers;
  std::vector<Value> booleans;
  const auto sort_in = [&](const Value& value) {
    if (value.is_number()) numbers.push_back(value);
    if (value.is_bool()) booleans.emplace_back(value.as_bool() ? 1 : 0);
  };
  for (const Value& literal : literals) {
    sort_in(literal);
    if (!literal.is_string()) continue;
    texts.push_back(literal);
    sort_in(spelled_scalar(literal.as_string()));
  }
  std::vector<SqlText> ways;
  if (!texts.empty()) ways.push_back(membership(column.value, texts));
  if (!numbers.empty()) {
    SqlText way = membership(column.value, numbers);
    // Only 0 and 1 are stored of booleans, too.
    const bool may_be_boolean = std::any_of(numbers.begin(), numbers.end(), [](const Value& n) {
      return n.as_double() == 0 || n.as_double() == 1;
    });
    ways.push_back(may_be_boolean ? every({way, plain_sql(column.type + " <> 1")}) : way);
  }
  if (!booleans.empty()) {
    ways.push_back(every({membership(column.value, booleans), plain_sql(column.type + " = 1")}));
  }
  return ways.size() == 1 ? ways[0] : either(ways);
}

SqlText any_order(const TypedColumn& column, FilterOp op, const Value& literal) {
  const std::string compared = fmt::format("{} {} ?", column.value, order_sign(op));
  const auto way = [&](const Value& value, std::string_view type) {
    return every({bound_sql(compared, value), plain_sql(column.type + std::string(type))});
  };
  if (literal.is_number()) return way(literal, kIsNumber);
  if (!literal.is_string()) return plain_sql("FALSE");
  const Value spelled = spelled_scalar(literal.as_string());
  if (!spelled.is_number()) return way(literal, kIsString);
  return either({way(literal, kIsString), way(spelled, kIsNumber)});
}

// There are seven statuses: which of them pass is asked of the evaluator.
class StatusSubject : public FilterSubject {
 public:
  explicit StatusSubject(RunStatus status) : status_(status) {}
  std::optional<Value> value(const FilterKey& /*key*/) const override {
    return status_name(status_);
  }
  bool has(const FilterHas& /*has*/) const override { return false; }
  bool any_related(KeyOwner /*scope*/, const RelatedTest& test) const override {
    return test(*this);
  }

 private:
  RunStatus status_;
};
}  // namespace

SqlText plain_sql(std::string sql) { return {std::move(sql), {}}; }

SqlText bound_sql(std::string sql, Value value) { return {std::move(sql), {std::move(value)}}; }

SqlText negation(const SqlText& inside) {
  SqlText made;
  return made.add("NOT (").add(inside).add(")");
}

SqlText every(const std::vector<SqlText>& parts) { return joined(parts, " AND ", "TRUE"); }

SqlText either(const std::vector<SqlText>& parts) { return joined(parts, " OR ", "FALSE"); }

SqlText any_condition(const TypedColumn& column, const FilterTerm& term) {
  using enum FilterOp;
  const std::vector<Value> literals = literals_of(term);
  switch (term.op) {
    case equal:
    case in:
      return any_equality(column, literals);
    case not_equal:
    case not_in:
      return every(
          {plain_sql(column.value + " IS NOT NULL"), negation(any_equality(column, literals))});
    case like:
    case not_like:
    case ilike:
    case not_ilike:
      return every({pattern_condition(column.value, term.op, literals[0].as_string()),
                    plain_sql(column.type + std::string(kIsText))});
    case between:
      return every({any_order(column, greater_equal, literals[0]),
                    any_order(column, less_equal, literals[1])});
    case not_between:
      return either(
          {any_order(column, less, literals[0]), any_order(column, greater, literals[1])});
    case is_null:
    case is_not_null:
      return plain_sql(column.value + " IS NOT NULL");
    default:
      return any_order(column, term.op, literals[0]);
  }
}

SqlText plain_condition(const std::string& column, const FilterTerm& term) {
  using enum FilterOp;
  const std::vector<Value> literals = literals_of(term);
  switch (term.op) {
    case equal:
    case in:
      return membership(column, literals);
    case not_equal:
    case not_in:
      return negation(membership(column, literals));
    case between:
      return bound_sql(column + " >= ?", literals[0]).add(" AND " + column + " <= ?", literals[1]);
    case not_between:
      return bound_sql(column + " < ?", literals[0]).add(" OR " + column + " > ?", literals[1]);
    case like:
    case not_like:
    case ilike:
    case not_ilike:
      return pattern_condition(column, term.op, literals[0].as_string());
    case is_null:
    case is_not_null:
      return plain_sql(column + " IS NOT NULL");
    default:
      return bound_sql(fmt::format("{} {} ?", column, order_sign(term.op)), literals[0]);
  }
}

// Equality with nan is a question of its own, as the catalog keeps it as NULL.
SqlText metric_condition(const std::string& column, const FilterTerm& asked) {
  using enum FilterOp;
  FilterTerm term = asked;
  const bool is_positive = term.op == equal || term.op == in;
  if (!is_positive && term.op != not_equal && term.op != not_in) {
    return plain_condition(column, term);
  }
  const auto is_nan = [](const FilterLiteral& literal) {
    return std::isnan(literal.value.as_double());
  };
  const bool with_nan = std::erase_if(term.values, is_nan) > 0;
  term.op = in;
  const SqlText numbers = plain_condition(column, term);
  const SqlText null = plain_sql(column + " IS NULL");
  const SqlText found =
      with_nan
          ? either({null, numbers})
          : every({plain_sql(column + " IS NOT NULL"), numbers});  // Never NULL: it may be negated.
  return is_positive ? found : negation(found);
}

// Each literal of a time is a span [value, until).
SqlText time_condition(const std::string& column, const FilterTerm& term) {
  using enum FilterOp;
  const auto before = [&](std::size_t i) {
    return bound_sql(column + " < ?", term.values.at(i).value);
  };
  const auto from = [&](std::size_t i) {
    return bound_sql(column + " >= ?", term.values.at(i).value);
  };
  const auto until = [&](std::size_t i) {
    return bound_sql(column + " < ?", *term.values.at(i).until);
  };
  const auto behind = [&](std::size_t i) {
    return bound_sql(column + " >= ?", *term.values.at(i).until);
  };
  switch (term.op) {
    case less:
      return before(0);
    case less_equal:
      return until(0);
    case greater:
      return behind(0);
    case greater_equal:
      return from(0);
    case between:
      return every({from(0), until(1)});
    case not_between:
      return either({before(0), behind(1)});
    case is_null:
    case is_not_null:
      return plain_sql(column + " IS NOT NULL");
    default: {
      std::vector<SqlText> spans;
      for (std::size_t i = 0; i < term.values.size(); ++i)
        spans.push_back(every({from(i), until(i)}));
      const bool is_positive = term.op == equal || term.op == in;
      return is_positive ? either(spans) : negation(either(spans));
    }
  }
}

SqlText status_condition(const std::string& column, const FilterTerm& term) {
  std::vector<Value> numbers;
  for (int i = 0; i <= static_cast<int>(RunStatus::lost); ++i) {
    const Filter filter{{}, {term}};
    if (evaluate(filter, StatusSubject(static_cast<RunStatus>(i))) == Truth::yes)
      numbers.emplace_back(i);
  }
  return membership(column, numbers);
}

std::string to_glob(std::string_view pattern) {
  std::string glob;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool escaped = pattern[i] == '\\' && i + 1 < pattern.size() &&
                         std::string_view("%_\\").find(pattern[i + 1]) != std::string_view::npos;
    if (escaped) ++i;
    const char c = pattern[i];
    if (!escaped && c == '%') {
      glob += '*';
    } else if (!escaped && c == '_') {
      glob += '?';
    } else if (c == '*' || c == '?' || c == '[') {
      glob += fmt::format("[{}]", c);
    } else {
      glob += c;
    }
  }
  return glob;
}

}  // namespace cairn
