#include "cairn/spec/matrix_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 1> kAxisKeys = {"range"};
// How a range begins on the command line.
constexpr std::string_view kRange = "range(";

/// A problem with a range, as text; the callers add the place.
struct RangeProblem {
  std::string what;
};

/// How many values [start, stop) has at `step`. A tiny slack keeps 0.1-steps from gaining one.
double range_count(double start, double stop, double step) {
  if (step == 0) throw RangeProblem{"a range's step cannot be 0"};
  constexpr double kSlack = 1e-9;
  return std::max(0.0, std::ceil((stop - start) / step - kSlack));
}

/// The same for whole numbers, exactly: doubles would lose digits of large bounds.
double whole_range_count(std::int64_t start, std::int64_t stop, std::int64_t step) {
  if (step == 0) throw RangeProblem{"a range's step cannot be 0"};
  if (step > 0 ? start >= stop : start <= stop) return 0;
  // Unsigned, since the distance of two 64-bit numbers may not fit into a signed one.
  const auto distance = step > 0
                            ? static_cast<std::uint64_t>(stop) - static_cast<std::uint64_t>(start)
                            : static_cast<std::uint64_t>(start) - static_cast<std::uint64_t>(stop);
  const std::uint64_t stride =
      step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  const std::uint64_t count = distance / stride + (distance % stride != 0 ? 1 : 0);
  return static_cast<double>(count);
}

/// Decimals of the shortest text of a number: 2 of 0.25, 5 of 1e-05.
int decimals_of(double number) {
  const std::string text = fmt::format("{}", number);
  const std::size_t exponent = text.find('e');
  const std::string_view digits = std::string_view(text).substr(0, exponent);
  const std::size_t point = digits.find('.');
  int decimals = point == digits.npos ? 0 : static_cast<int>(digits.size() - point - 1);
  if (exponent != std::string::npos) decimals -= std::atoi(text.c_str() + exponent + 1);
  return std::max(decimals, 0);
}

/// start + i * step as a person would write it: the third of 0, 0.1, … is 0.3, and not what comes
/// of adding as the machine does.
double fraction_at(double start, double step, std::int64_t i) {
  constexpr int kExactDecimals = 15;
  const double sum = start + static_cast<double>(i) * step;
  const int decimals = std::max(decimals_of(start), decimals_of(step));
  if (decimals > kExactDecimals) return sum;
  return std::strtod(fmt::format("{:.{}f}", sum, decimals).c_str(), nullptr);
}

List range_values(const List& bounds) {
  if (bounds.size() < 2 || bounds.size() > 3) {
    throw RangeProblem{"a range is [start, stop] or [start, stop, step]; the stop is left out"};
  }
  bool whole = true;
  for (const Value& bound : bounds) {
    if (!bound.is_number()) throw RangeProblem{"a range takes numbers"};
    whole = whole && bound.is_int();
  }
  const Value stride = bounds.size() == 3 ? bounds[2] : Value(1);
  const double step = stride.as_double();
  const double count =
      whole ? whole_range_count(bounds[0].as_int(), bounds[1].as_int(), stride.as_int())
            : range_count(bounds[0].as_double(), bounds[1].as_double(), step);
  if (count < 1) throw RangeProblem{"this range is empty"};
  if (count > static_cast<double>(kMaxAxisValues)) {
    throw RangeProblem{
        fmt::format("this range has {:.0f} values; one axis may have {}", count, kMaxAxisValues)};
  }
  List values;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) {
    if (whole) {
      // Unsigned: i * stride may leave 64 bits on the way to a sum that fits.
      const auto offset =
          static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(stride.as_int());
      const std::uint64_t value = static_cast<std::uint64_t>(bounds[0].as_int()) + offset;
      values.emplace_back(static_cast<std::int64_t>(value));
    } else {
      values.emplace_back(fraction_at(bounds[0].as_double(), step, i));
    }
  }
  return values;
}

List all_datasets(const ProjectSpec& project) {
  List names;
  for (const DatasetSpec& dataset : project.datasets) names.emplace_back(dataset.name);
  return names;
}

/// Splits at commas outside quotes, brackets and parentheses.
std::vector<std::string> split_choices(std::string_view text, std::string_view source) {
  std::vector<std::string> parts(1);
  int depth = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '[' || c == '(' || c == '{') {
      ++depth;
    } else if (c == ']' || c == ')' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 0) {
      parts.emplace_back();
      continue;
    }
    parts.back() += c;
  }
  if (quote != 0 || depth != 0) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}': a quote or bracket is never closed", source));
  }
  return parts;
}

Value override_value(const std::string& text, std::string_view source) {
  if (text.empty()) return Value("");
  const char first = text.front();
  if (first == '[' || first == '{' || first == '\'' || first == '"') {
    return parse_yaml(text, source);
  }
  return yaml_scalar(text);
}

// On the command line these are several values; here they would be one text, without a word.
void refuse_choices(std::string_view param, const YamlNode& node) {
  if (!node.scalar.is_string()) return;
  const std::string& text = node.scalar.as_string();
  const bool is_range = text.starts_with(kRange) && text.ends_with(")");
  if (!is_range && text.find(',') == std::string::npos) return;
  fail_at(node, fmt::format("the matrix of '{}' is one text, '{}'", param, printable(text)),
          fmt::format("several values: {}; this one: {}",
                      is_range ? "{range: [start, stop, step]}" : "[a, b]", to_json(List{text})));
}

}  // namespace

List read_axis_values(std::string_view param, const YamlNode& node, const ProjectSpec& project) {
  if (node.is_list()) {
    if (node.items.empty()) fail_at(node, fmt::format("the matrix of '{}' has no values", param));
    return node.to_value().as_list();
  }
  if (!node.is_map()) {
    const bool all = param == "dataset" && node.scalar == Value("all") && !project.datasets.empty();
    if (all) return all_datasets(project);
    refuse_choices(param, node);
    return List{node.scalar};
  }
  check_keys(node, kAxisKeys, fmt::format("the matrix of '{}'", param));
  const YamlNode* range = node.find("range");
  if (range == nullptr || !range->is_list()) {
    fail_at(node, "write a list of values or {range: [start, stop, step]}");
  }
  try {
    return range_values(range->to_value().as_list());
  } catch (const RangeProblem& problem) {
    fail_at(*range, problem.what);
  }
}

List read_override_values(std::string_view text, std::string_view source) {
  if (text.starts_with(kRange) && text.ends_with(")")) {
    List bounds;
    const std::string_view inside = text.substr(kRange.size(), text.size() - kRange.size() - 1);
    for (const std::string& part : split(inside, ',')) {
      bounds.push_back(yaml_scalar(trimmed(part, " ")));
    }
    try {
      return range_values(bounds);
    } catch (const RangeProblem& problem) {
      throw Error(ErrorCode::invalid_input, fmt::format("'{}': {}", source, problem.what));
    }
  }
  List values;
  // As in Hydra: "5, 10" are two numbers.
  const std::vector<std::string> parts = split_choices(text, source);
  for (const std::string& part : parts) {
    const std::string_view choice = trimmed(part, " ");
    if (choice.empty() && parts.size() > 1) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("'{}': a value between commas is empty", source),
                  "take the comma away, or type '' for the empty text");
    }
    values.push_back(override_value(std::string(choice), source));
  }
  return values;
}

}  // namespace cairn
