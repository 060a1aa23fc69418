#include "cairn/layout/date_format.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

/// One directive with the part of a moment that it shows.
struct Directive {
  char letter;
  std::size_t width;
  std::size_t part;  // index into Moment
};

constexpr std::array kDirectives = {Directive{'Y', 4, 0}, Directive{'m', 2, 1},
                                    Directive{'d', 2, 2}, Directive{'H', 2, 3},
                                    Directive{'M', 2, 4}, Directive{'S', 2, 5}};

// Year, month, day, hour, minute, second; -1 where unknown.
using Moment = std::array<int, 6>;
constexpr Moment kUnknown = {-1, -1, -1, -1, -1, -1};

const Directive* find_directive(char letter) {
  for (const Directive& directive : kDirectives) {
    if (directive.letter == letter) return &directive;
  }
  return nullptr;
}

int days_in(int year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// Unknown parts count as valid: a format may show the month only.
bool is_valid(const Moment& moment) {
  const auto [year, month, day, hour, minute, second] = moment;
  if (month != -1 && (month < 1 || month > 12)) return false;
  const int last_day = month == -1 ? 31 : days_in(year == -1 ? 2000 : year, month);
  if (day != -1 && (day < 1 || day > last_day)) return false;
  return hour < 24 && minute < 60 && second < 61;
}

std::optional<int> read_digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(at, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// Reads the beginning of `text` by `format`; sets `end` behind it. nullopt when it is no date.
std::optional<Moment> read_date(std::string_view text, std::string_view format, std::size_t& end) {
  Moment moment = kUnknown;
  std::size_t at = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const Directive* directive = nullptr;
    if (format[i] == '%' && i + 1 < format.size()) directive = find_directive(format[++i]);
    if (directive == nullptr) {
      if (at >= text.size() || text[at++] != format[i]) return std::nullopt;
      continue;
    }
    const auto number = read_digits(text, at, directive->width);
    int& part = moment[directive->part];
    if (!number || (part != -1 && part != *number)) return std::nullopt;
    part = *number;
    at += directive->width;
  }
  if (!is_valid(moment)) return std::nullopt;
  end = at;
  return moment;
}

// ".2", ".17": which group of that date; never ".1", ".02".
bool is_ordinal(std::string_view text) {
  if (text.size() < 2 || text[0] != '.' || text[1] < '1' || text[1] > '9') return false;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return false;
  }
  return text != ".1";
}

// What may follow the date of an ISO text: nothing, an ordinal, or a time with fraction and zone.
bool read_iso_rest(std::string_view rest, Moment& moment, std::string& ordinal) {
  if (rest.empty()) return true;
  if (is_ordinal(rest)) {
    ordinal = rest;
    return true;
  }
  std::size_t end = 0;
  const std::string_view time = rest.substr(1);
  const auto with_seconds = read_date(time, "%H:%M:%S", end);
  const auto read = with_seconds ? with_seconds : read_date(time, "%H:%M", end);
  if ((rest[0] != 'T' && rest[0] != ' ') || !read) return false;
  moment[3] = (*read)[3];
  moment[4] = (*read)[4];
  moment[5] = with_seconds ? (*read)[5] : 0;
  const std::string_view zone = time.substr(end);
  return zone.find_first_not_of("0123456789.:+-Z") == std::string_view::npos;
}

[[noreturn]] void fail_format(std::string_view format, std::string_view why) {
  throw Error(ErrorCode::invalid_input, fmt::format("date format '{}': {}", format, why),
              "use %Y %m %d %H %M %S with letters, digits, '_', '-' or '.' between them");
}

}  // namespace

ByteAutomaton date_automaton(std::string_view format) {
  const ByteSet digits = byte_range('0', '9');
  const ByteSet literals =
      digits | byte_range('a', 'z') | byte_range('A', 'Z') | bytes_of("_.-+,=");
  ByteAutomaton automaton;
  std::int16_t state = automaton.add_state(false);
  const auto add = [&](const ByteSet& bytes) {
    const std::int16_t following = automaton.add_state(false);
    automaton.connect(state, bytes, following);
    state = following;
  };
  bool shows_date = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%') {
      const Directive* directive = i + 1 < format.size() ? find_directive(format[++i]) : nullptr;
      if (directive == nullptr) fail_format(format, "unknown directive");
      for (std::size_t k = 0; k < directive->width; ++k) add(digits);
      shows_date = true;
    } else if (literals.test(static_cast<unsigned char>(format[i]))) {
      if (i == 0 && (format[i] == '.' || format[i] == '-'))
        fail_format(format, "starts with . or -");
      add(bytes_of(format.substr(i, 1)));
    } else {
      fail_format(format, fmt::format("'{}' cannot stand in a name", format[i]));
    }
  }
  if (!shows_date) fail_format(format, "it shows nothing of a date");
  automaton.accepting[static_cast<std::size_t>(state)] = true;
  const std::int16_t dot = automaton.add_state(false);
  automaton.connect(state, bytes_of("."), dot);
  const std::int16_t ordinal = automaton.add_state(true);
  automaton.connect(dot, byte_range('1', '9'), ordinal);
  automaton.connect(ordinal, digits, ordinal);
  return automaton;
}

bool is_date_in(std::string_view text, std::string_view format) {
  std::size_t end = 0;
  if (!read_date(text, format, end)) return false;
  return end == text.size() || is_ordinal(text.substr(end));
}

std::optional<std::string> format_date(std::string_view iso, std::string_view format) {
  std::size_t end = 0;
  auto moment = read_date(iso, "%Y-%m-%d", end);
  std::string ordinal;
  if (!moment || !read_iso_rest(iso.substr(end), *moment, ordinal)) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const Directive* directive = nullptr;
    if (format[i] == '%' && i + 1 < format.size()) directive = find_directive(format[++i]);
    if (directive == nullptr) {
      out += format[i];
    } else {
      const int part = (*moment)[directive->part];
      if (part == -1) return std::nullopt;
      out += fmt::format("{:0{}}", part, directive->width);
    }
  }
  return out + ordinal;
}

}  // namespace cairn
