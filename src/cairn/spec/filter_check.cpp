#include "cairn/spec/filter_check.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/spec/filter_time.h"
#include "cairn/spec/status.h"

namespace cairn {

namespace {

constexpr std::size_t kMaxTimes = 100;  // Each is a range, so that a list is a long condition.
constexpr double kMaxSeconds = 1e11;    // About 3,000 years.
// Milliseconds since 1970 that cannot be meant lie below: a time ago without its unit, or seconds.
constexpr std::int64_t kLeastMilli = 10'000'000'000;  // April 1970.

struct UnitRow {
  std::string_view name;
  FilterUnit unit;
  double factor;
};
constexpr std::array kUnits = {
    UnitRow{"s", FilterUnit::seconds, 1},
    UnitRow{"m", FilterUnit::seconds, 60},
    UnitRow{"min", FilterUnit::seconds, 60},
    UnitRow{"h", FilterUnit::seconds, 3600},
    UnitRow{"d", FilterUnit::seconds, 86400},
    UnitRow{"w", FilterUnit::seconds, 7 * 86400},
    UnitRow{"B", FilterUnit::bytes, 1},
    UnitRow{"kB", FilterUnit::bytes, 1e3},
    UnitRow{"KB", FilterUnit::bytes, 1e3},
    UnitRow{"MB", FilterUnit::bytes, 1e6},
    UnitRow{"GB", FilterUnit::bytes, 1e9},
    UnitRow{"TB", FilterUnit::bytes, 1e12},
    UnitRow{"KiB", FilterUnit::bytes, 1024.0},
    UnitRow{"MiB", FilterUnit::bytes, 1024.0 * 1024},
    UnitRow{"GiB", FilterUnit::bytes, 1024.0 * 1024 * 1024},
    UnitRow{"TiB", FilterUnit::bytes, 1024.0 * 1024 * 1024 * 1024},
};

std::string unit_list(FilterUnit unit) {
  std::vector<std::string> names;
  for (const UnitRow& row : kUnits) {
    if (row.unit == unit) names.emplace_back(row.name);
  }
  return join(names, ", ");
}

bool is_order(FilterOp op) {
  using enum FilterOp;
  return op == less || op == less_equal || op == greater || op == greater_equal || op == between ||
         op == not_between;
}

bool is_pattern(FilterOp op) {
  using enum FilterOp;
  return op == like || op == not_like || op == ilike || op == not_ilike;
}

bool needs_summary(const std::optional<MetricPoint>& point) {
  using enum MetricPoint;
  return point == first || point == min || point == max;
}

class Checker {
 public:
  Checker(const std::string& text, const FilterKeyResolver& resolve, TimeUs now)
      : text_(text), resolve_(resolve), now_(now) {}

  void operator()(FilterNode& node) const { std::visit(*this, node.node); }
  void operator()(FilterAll& all) const {
    for (FilterNode& part : all.parts) (*this)(part);
  }
  void operator()(FilterAny& any) const {
    for (FilterNode& part : any.parts) (*this)(part);
  }
  void operator()(FilterNot& node) const { (*this)(node.part.at(0)); }
  void operator()(FilterHas& /*has*/) const {}
  void operator()(FilterTerm& term) const {
    const FilterKeyType key = resolve_(term.key);
    term.type = key.type;
    check_point(term.key);
    check_op(term);
    if (term.type == FilterType::time && term.values.size() > kMaxTimes) {
      fail(term.op_span, fmt::format("a list of more than {} times", kMaxTimes), "use BETWEEN");
    }
    for (FilterLiteral& literal : term.values) check_literal(term, key, literal);
  }

 private:
  [[noreturn]] void fail(FilterSpan span, std::string_view message, std::string hint = {}) const {
    fail_in_filter(text_, span, message, std::move(hint));
  }

  void check_point(const FilterKey& key) const {
    if (key.scope == KeyOwner::child && key.family == FilterFamily::metric &&
        needs_summary(key.point)) {
      fail(key.span, fmt::format("of a child only the last '{}' is kept", key.name),
           fmt::format("a single step is asked with child.{}[at 3]", key.name));
    }
    if (!key.point || key.family == FilterFamily::metric) return;
    fail(key.span, fmt::format("'{}' is no metric, so that it has one value only", key.name),
         "leave the brackets out");
  }

  void check_op(const FilterTerm& term) const {
    const bool is_text = term.type == FilterType::any || term.type == FilterType::text ||
                         term.type == FilterType::status;
    if (is_pattern(term.op) && !is_text) {
      fail(term.op_span,
           fmt::format("{} compares texts, and '{}' is {}", op_text(term.op), term.key.name,
                       term.type == FilterType::time ? "a time" : "a number"),
           "use = != < <= > >= BETWEEN or IN");
    }
    if (is_order(term.op) && term.type == FilterType::status) {
      fail(term.op_span, "a status is neither less nor greater than another", "use = != or IN");
    }
  }

  void check_literal(const FilterTerm& term, FilterKeyType key, FilterLiteral& literal) const {
    if (is_pattern(term.op)) return check_pattern(literal);
    switch (key.type) {
      case FilterType::any:
        return check_any(literal);
      case FilterType::metric:
        return check_metric(term, literal);
      case FilterType::number:
        return check_number(term, key.unit, literal);
      case FilterType::text:
        return check_text(term, literal);
      case FilterType::time:
        return check_time(literal);
      case FilterType::status:
        return check_status(literal);
      case FilterType::unchecked:
        break;
    }
    throw Error(ErrorCode::internal, fmt::format("the key '{}' got no type", term.key.name));
  }

  void check_pattern(const FilterLiteral& literal) const {
    if (!literal.value.is_string() || !literal.unit.empty()) {
      fail(literal.span, "a pattern is a text in quotes", "% stands for any text, _ for one sign");
    }
    if (literal.value.as_string().size() <= kMaxPatternBytes) return;
    fail(literal.span, fmt::format("a pattern of more than {} bytes", kMaxPatternBytes));
  }

  void refuse_unit(const FilterLiteral& literal) const {
    if (literal.unit.empty()) return;
    const bool is_moment = literal.value == Value(0) && literal.span.length == literal.unit.size();
    fail(literal.span,
         is_moment ? fmt::format("'{}' is a time, and this is compared with none", literal.unit)
                   : fmt::format("a number with '{}' behind it", literal.unit),
         "units go with created, started, ended, duration, cpu_time, size and max_rss only");
  }

  static bool is_nan(const Value& value) {
    return value.is_real() && std::isnan(value.as_double());
  }

  void check_any(const FilterLiteral& literal) const {
    refuse_unit(literal);
    if (is_nan(literal.value)) fail(literal.span, "only metrics can be nan");
  }

  /// Metrics are 64-bit floats, and so is all that they are compared with.
  void check_metric(const FilterTerm& term, FilterLiteral& literal) const {
    refuse_unit(literal);
    if (!literal.value.is_number()) {
      fail(literal.span, fmt::format("the metric '{}' is compared with numbers", term.key.name),
           literal.value.is_string() && spelled_scalar(literal.value.as_string()).is_number()
               ? "leave the quotes out"
               : "as in " + term.key.name + " < 0.5");
    }
    if (is_nan(literal.value) && is_order(term.op)) {
      fail(literal.span, "nothing is less or greater than nan", "use = nan or != nan");
    }
    literal.value = literal.value.as_double();
  }

  void check_number(const FilterTerm& term, FilterUnit unit, FilterLiteral& literal) const {
    if (!literal.unit.empty()) return scale(term, unit, literal);
    if (literal.value.is_bool()) literal.value = literal.value.as_bool() ? 1 : 0;
    if (!literal.value.is_number() || is_nan(literal.value)) {
      fail(literal.span, fmt::format("'{}' is compared with numbers", term.key.name),
           unit == FilterUnit::none ? "" : "units are fine, as in " + example(unit));
    }
  }

  static std::string example(FilterUnit unit) {
    return unit == FilterUnit::seconds ? "duration > 10m" : "size > 2GB";
  }

  static const UnitRow* find_unit(std::string_view name, FilterUnit unit) {
    const auto* row = std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitRow& r) {
      return r.name == name && r.unit == unit;
    });
    return row == kUnits.end() ? nullptr : row;
  }

  void scale(const FilterTerm& term, FilterUnit unit, FilterLiteral& literal) const {
    if (unit == FilterUnit::none) refuse_unit(literal);
    const UnitRow* row = find_unit(literal.unit, unit);
    if (row == nullptr) {
      fail(literal.span, fmt::format("'{}' is no unit of '{}'", literal.unit, term.key.name),
           "the units are: " + unit_list(unit));
    }
    literal.value = literal.value.as_double() * row->factor;
    literal.unit.clear();
  }

  void check_text(const FilterTerm& term, const FilterLiteral& literal) const {
    if (literal.value.is_string()) return;
    const std::string typed = text_.substr(literal.span.at, literal.span.length);
    fail(literal.span, fmt::format("'{}' is a text", term.key.name),
         fmt::format("put it in quotes: '{}'", typed));
  }

  void check_time(FilterLiteral& literal) const {
    const TimeSpan span = time_of(literal);
    literal.value = span.begin;
    literal.until = span.end;
    literal.unit.clear();
  }

  TimeSpan time_of(const FilterLiteral& literal) const {
    if (literal.value.is_string()) {
      if (const auto span = parse_time_span(literal.value.as_string())) return *span;
      fail(literal.span, fmt::format("'{}' is no time", printable(literal.value.as_string())),
           "as in '2026-11-20', '2026-11-20 14:30' (local), '2026-11-20T13:30:00Z', -30d or today");
    }
    if (literal.unit == "now") return {now_, now_ + 1};
    if (literal.unit == "today") return local_day(now_, 0);
    if (literal.unit == "yesterday") return local_day(now_, -1);
    if (!literal.unit.empty()) return relative_time(literal);
    constexpr std::int64_t kMilli = 1000;
    const bool fits =
        literal.value.is_int() && std::abs(literal.value.as_double()) < kMaxSeconds * kMilli;
    if (!fits) {
      fail(literal.span, "a time is expected",
           "as in '2026-11-20', -30d, or whole milliseconds since 1970");
    }
    if (literal.value.as_int() != 0 && literal.value.as_int() < kLeastMilli) refuse_bare(literal);
    return {literal.value.as_int() * kMilli, (literal.value.as_int() + 1) * kMilli};
  }

  [[noreturn]] void refuse_bare(const FilterLiteral& literal) const {
    constexpr double kMostUnits = 1e5;  // What is greater looks like seconds since 1970.
    const std::string typed = text_.substr(literal.span.at, literal.span.length);
    const std::string_view minus = typed.starts_with('-') ? "" : "-";
    fail(literal.span, fmt::format("'{}' is no time, it has no unit", typed),
         std::abs(literal.value.as_double()) < kMostUnits
             ? fmt::format("did you mean {}{}d? Without a unit it is milliseconds since 1970",
                           minus, typed)
             : "without a unit it is milliseconds since 1970, which have 13 digits today");
  }

  TimeSpan relative_time(const FilterLiteral& literal) const {
    const UnitRow* row = find_unit(literal.unit, FilterUnit::seconds);
    if (row == nullptr) {
      fail(literal.span, fmt::format("'{}' is no unit of time", literal.unit),
           "the units are: " + unit_list(FilterUnit::seconds));
    }
    const double seconds = literal.value.as_double() * row->factor;
    if (seconds > 0) {
      fail(literal.span, "this time is in the future",
           fmt::format("a time before now has a minus: -{}",
                       text_.substr(literal.span.at, literal.span.length)));
    }
    if (-seconds > kMaxSeconds) fail(literal.span, "this is too long ago");
    const TimeUs time = now_ + static_cast<TimeUs>(std::llround(seconds * 1e6));
    return {time, time + 1};
  }

  void check_status(FilterLiteral& literal) const {
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(RunStatus::lost); ++i) {
      names.emplace_back(status_name(static_cast<RunStatus>(i)));
    }
    // MLflow's are in capitals.
    const std::string typed =
        literal.value.is_string() ? lower_letters(literal.value.as_string()) : "";
    if (std::find(names.begin(), names.end(), typed) == names.end()) {
      const std::string hint = did_you_mean(typed, names);
      fail(literal.span, "there is no such status",
           hint.empty() ? "a run is '" + join(names, "', '") + "'" : hint);
    }
    literal.value = typed;
  }

  const std::string& text_;
  const FilterKeyResolver& resolve_;
  TimeUs now_;
};

}  // namespace

void check_filter(Filter& filter, const FilterKeyResolver& resolve, TimeUs now) {
  Checker(filter.text, resolve, now)(filter.root);
}

Value spelled_scalar(std::string_view text) {
  try {
    const Value value = yaml_scalar(text);
    if (value.is_bool() || (value.is_number() && !std::isnan(value.as_double()))) return value;
  } catch (const Error&) {
    // A number beyond 64 bits equals none that a catalog holds.
  }
  return {};
}

}  // namespace cairn
