#include "cairn/base/number_diff.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Below this, differences are those of sums in another order.
constexpr double kNearZero = 1e-12;
constexpr std::size_t kShownWidth = 40;

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || is_digit(c) || is_letter(c);
}

struct Number {
  double value = 0;
  std::size_t bytes = 0;
};

/// The number that begins at `at` and is no part of a word.
std::optional<Number> number_at(std::string_view text, std::size_t at) {
  if (at > 0 && (is_word_byte(text[at - 1]) || text[at - 1] == '.')) return std::nullopt;
  std::size_t begin = at;
  if (begin < text.size() && (text[begin] == '-' || text[begin] == '+')) ++begin;
  const bool has_digit = begin < text.size() && (is_digit(text[begin]) || text[begin] == '.');
  if (!has_digit) return std::nullopt;
  Number number;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + begin, end, number.value);
  if (error != std::errc() || (stop != end && is_word_byte(*stop))) return std::nullopt;
  if (text[at] == '-') number.value = -number.value;
  number.bytes = static_cast<std::size_t>(stop - text.data()) - at;
  return number;
}

/// The line around a place, from its beginning, short enough to be shown.
std::string line_at(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).rfind('\n');
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return fit_width(printable(std::string(text.substr(begin, end - begin))), kShownWidth);
}

std::size_t line_number(std::string_view text, std::size_t at) {
  const std::string_view head = text.substr(0, at);
  return 1 + static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n'));
}

class Walk {
 public:
  Walk(std::string_view before, std::string_view after, double relative)
      : before_(before), after_(after), relative_(relative) {}

  NumberDiff run() {
    while (a_ < before_.size() && b_ < after_.size()) {
      const bool is_same = before_[a_] == after_[b_];
      // Inside a text that is equal only the beginnings of numbers are of interest.
      if (!step_over_number() && !is_same) {
        fail(line_at(before_, a_), line_at(after_, b_));
        return diff_;
      }
    }
    if (a_ == before_.size() && b_ < after_.size()) fail("the end", line_at(after_, b_));
    if (b_ == after_.size() && a_ < before_.size()) fail(line_at(before_, a_), "the end");
    return diff_;
  }

 private:
  /// Moves past two numbers, or past one equal byte. Returns whether there were two numbers.
  bool step_over_number() {
    const std::optional<Number> x = number_at(before_, a_);
    const std::optional<Number> y = x ? number_at(after_, b_) : std::nullopt;
    if (!x || !y) {
      const bool is_same = before_[a_] == after_[b_];
      a_ += is_same ? 1 : 0;
      b_ += is_same ? 1 : 0;
      return false;
    }
    compare(*x, *y);
    a_ += x->bytes;
    b_ += y->bytes;
    return true;
  }

  void compare(const Number& x, const Number& y) {
    if (x.value == y.value) return;
    ++diff_.numbers;
    diff_.most = std::max(diff_.most, relative_difference(x.value, y.value));
    if (is_within(x.value, y.value, relative_)) return;
    fail(std::string(before_.substr(a_, x.bytes)), std::string(after_.substr(b_, y.bytes)));
  }

  void fail(const std::string& was, const std::string& is) {
    if (diff_.is_equal)
      diff_.first = fmt::format("line {}: {} → {}", line_number(before_, a_), was, is);
    diff_.is_equal = false;
  }

  std::string_view before_;
  std::string_view after_;
  double relative_;
  std::size_t a_ = 0;
  std::size_t b_ = 0;
  NumberDiff diff_;
};

}  // namespace

double relative_difference(double before, double after) {
  if (before == after || (std::isnan(before) && std::isnan(after))) return 0;
  if (!std::isfinite(before) || !std::isfinite(after)) return HUGE_VAL;
  const double greater = std::max(std::abs(before), std::abs(after));
  return std::abs(before - after) / greater;
}

bool is_within(double before, double after, double relative) {
  const double difference = relative_difference(before, after);
  if (difference == 0) return true;
  if (!std::isfinite(difference) || relative <= 0) return false;
  return difference <= relative || std::abs(before - after) <= kNearZero;
}

NumberDiff diff_numbers(std::string_view before, std::string_view after, double relative) {
  return Walk(before, after, relative).run();
}

}  // namespace cairn
