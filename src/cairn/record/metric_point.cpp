#include "cairn/record/metric_point.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "cairn/base/ascii.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Reads one line from left to right. Every take_… says whether it found what it looks for; after a
/// "no" the whole line is given up, so nothing is ever put back.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  void skip_blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }
  bool take(char c) {
    skip_blanks();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }
  bool sees(char c) {
    skip_blanks();
    return !rest_.empty() && rest_[0] == c;
  }
  /// A text of plain ASCII without escapes.
  bool take_text(std::string_view& text) {
    if (!take('"')) return false;
    std::size_t length = 0;
    while (length < rest_.size() && rest_[length] != '"') {
      const auto c = static_cast<unsigned char>(rest_[length]);
      if (c < 0x20 || c >= 0x7f || c == '\\') return false;
      ++length;
    }
    if (length == rest_.size()) return false;
    text = rest_.substr(0, length);
    rest_.remove_prefix(length + 1);
    return true;
  }
  /// A number by JSON's grammar; `is_whole` when it has neither point nor exponent.
  bool take_number(std::string_view& text, bool& is_whole) {
    skip_blanks();
    std::size_t at = !rest_.empty() && rest_[0] == '-' ? 1 : 0;
    const std::size_t whole = count_digits(at);
    if (whole == 0 || (whole > 1 && rest_[at] == '0')) return false;
    at += whole;
    is_whole = true;
    if (at < rest_.size() && rest_[at] == '.') {
      const std::size_t decimals = count_digits(at + 1);
      if (decimals == 0) return false;
      at += 1 + decimals;
      is_whole = false;
    }
    if (at < rest_.size() && (rest_[at] == 'e' || rest_[at] == 'E')) {
      ++at;
      if (at < rest_.size() && (rest_[at] == '+' || rest_[at] == '-')) ++at;
      const std::size_t digits = count_digits(at);
      if (digits == 0) return false;
      at += digits;
      is_whole = false;
    }
    text = rest_.substr(0, at);
    rest_.remove_prefix(at);
    return true;
  }
  bool take_word(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

 private:
  std::size_t count_digits(std::size_t from) const {
    std::size_t at = from;
    while (at < rest_.size() && is_digit(rest_[at])) ++at;
    return at - from;
  }

  std::string_view rest_;
};

template <typename Number>
bool convert(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// The names that numbers cannot spell; JSON has no such tokens, jobs write them bare or quoted.
std::optional<double> named_number(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::nullopt;
}

bool take_value(Scanner& scanner, double& value, bool& is_whole) {
  std::string_view text;
  if (scanner.sees('"')) {
    if (!scanner.take_text(text)) return false;
    const std::optional<double> named = named_number(text);
    value = named.value_or(0);
    return named.has_value();
  }
  for (const std::string_view name : {"NaN", "Infinity", "-Infinity"}) {
    if (!scanner.take_word(name)) continue;
    value = *named_number(name);
    return true;
  }
  if (!scanner.take_number(text, is_whole) || !convert(text, value)) return false;
  if (is_whole && value == 0) value = 0;  // "-0" is the integer 0.
  is_whole = is_whole && std::abs(value) < kExactIntegers;
  return true;
}

bool take_step(Scanner& scanner, std::optional<std::int64_t>& step) {
  std::string_view text;
  bool is_whole = false;
  std::int64_t number = 0;
  if (!scanner.take_number(text, is_whole) || !is_whole || !convert(text, number)) return false;
  step = number;
  return true;
}

bool take_time(Scanner& scanner, std::string_view& time) {
  if (scanner.sees('"')) return scanner.take_text(time);
  bool is_whole = false;
  double number = 0;
  return scanner.take_number(time, is_whole) && convert(time, number);
}

/// A bit for each field of a metric, each of which may stand once.
constexpr unsigned kKey = 1;
constexpr unsigned kChild = 2;
constexpr unsigned kValue = 4;
constexpr unsigned kStep = 8;
constexpr unsigned kTime = 16;

bool take_field(Scanner& scanner, MetricLine& line, unsigned& seen) {
  std::string_view name;
  if (!scanner.take_text(name) || !scanner.take(':')) return false;
  const auto once = [&](unsigned field) {
    const bool is_first = (seen & field) == 0;
    seen |= field;
    return is_first;
  };
  if (name == "key") return once(kKey) && scanner.take_text(line.key);
  if (name == "child") return once(kChild) && scanner.take_text(line.child);
  if (name == "value") return once(kValue) && take_value(scanner, line.value, line.is_whole);
  if (name == "step") return once(kStep) && take_step(scanner, line.step);
  if (name == "time") return once(kTime) && take_time(scanner, line.time);
  return false;
}

}  // namespace

void MetricSummary::add(const LoggedPoint& point) {
  const double value = point.value;
  if (count == 0) first = min = max = value;
  last = value;
  last_is_whole = point.is_whole;
  last_step = point.step;
  if (std::isnan(min) || value < min) min = value;
  if (std::isnan(max) || value > max) max = value;
  ++count;
}

Value MetricSummary::last_value() const {
  return last_is_whole ? Value(static_cast<std::int64_t>(last)) : Value(last);
}

void MetricSummaries::add(const LoggedPoint& point) {
  const auto [place, is_new] = places_.try_emplace(std::string(point.key), metrics_.size());
  if (is_new) metrics_.push_back({.key = std::string(point.key)});
  metrics_[place->second].add(point);
}

const MetricSummary* MetricSummaries::find(const std::string& key) const {
  const auto place = places_.find(key);
  return place == places_.end() ? nullptr : &metrics_[place->second];
}

void Series::add(const LoggedPoint& point) {
  metric.add(point);
  if (point.time) ++times;
  if (!point.step) return;
  least_step = steps == 0 ? *point.step : std::min(least_step, *point.step);
  most_step = steps == 0 ? *point.step : std::max(most_step, *point.step);
  ++steps;
}

std::size_t SeriesTable::add(const LoggedPoint& point) {
  name_.assign(point.child).append(1, '\0').append(point.key);
  auto place = places_.find(name_);
  if (place == places_.end()) {
    place = places_.emplace(name_, series_.size()).first;
    series_.push_back(
        {.child = std::string(point.child), .metric = {.key = std::string(point.key)}});
  }
  series_[place->second].add(point);
  ++points_;
  return place->second;
}

std::optional<MetricLine> scan_metric_line(std::string_view line) {
  Scanner scanner(line);
  std::string_view type;
  if (!scanner.take('{') || !scanner.take_text(type) || type != "metric" || !scanner.take(':') ||
      !scanner.take('{')) {
    return std::nullopt;
  }
  MetricLine result;
  unsigned seen = 0;
  do {
    if (!take_field(scanner, result, seen)) return std::nullopt;
  } while (scanner.take(','));
  const bool is_closed = scanner.take('}') && scanner.take('}') && scanner.at_end();
  const bool has_needed = (seen & kValue) != 0 && !result.key.empty();
  if (!is_closed || !has_needed) return std::nullopt;
  return result;
}

std::optional<TimeUs> point_time(std::string_view text) {
  double seconds = 0;
  constexpr double kMicro = 1e6;
  constexpr double kLargest = 9e12;  // Seconds that still fit as microseconds.
  if (!convert(text, seconds)) return parse_utc(text);
  if (!(std::abs(seconds) < kLargest)) return std::nullopt;
  return static_cast<TimeUs>(std::llround(seconds * kMicro));
}

}  // namespace cairn
