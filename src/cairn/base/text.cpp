#include "cairn/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>
#include <utf8proc.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

// One character of a text, or one byte where the text is not UTF-8 (then `code` is -1).
struct Unit {
  utf8proc_int32_t code;
  std::size_t size;
};

Unit unit_at(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  if (bytes[at] < 0x80) return {bytes[at], 1};
  utf8proc_int32_t code = -1;
  const auto size = utf8proc_iterate(
      bytes + at, static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4)), &code);
  return size > 0 ? Unit{code, static_cast<std::size_t>(size)} : Unit{-1, 1};
}

// Characters that change how the rest of the line looks without showing: C1 controls, marks and
// overrides of the writing direction, line separators, the byte order mark.
bool is_hidden(utf8proc_int32_t code) {
  struct Codes {
    utf8proc_int32_t first, last;
  };
  constexpr std::array kHidden = {Codes{0x80, 0x9F},     Codes{0x61C, 0x61C},
                                  Codes{0x200E, 0x200F}, Codes{0x2028, 0x202E},
                                  Codes{0x2066, 0x2069}, Codes{0xFEFF, 0xFEFF}};
  return std::ranges::any_of(
      kHidden, [&](const Codes& range) { return code >= range.first && code <= range.last; });
}

// How a unit is printed when not as itself; empty when it is harmless.
std::string escape_of(std::string_view text, std::size_t at, const Unit& unit) {
  if (unit.code < 0x20 || unit.code == 0x7F) {
    return fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
  }
  if (is_hidden(unit.code)) return fmt::format("\\u{{{:04x}}}", unit.code);
  return {};
}

std::size_t width_of(std::string_view text, std::size_t at, const Unit& unit) {
  if (unit.code >= 0x20 && unit.code < 0x7F) return 1;
  if (const std::string escape = escape_of(text, at, unit); !escape.empty()) return escape.size();
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(unit.code)));
}

std::u32string folded(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const Unit unit = unit_at(text, at);
    out += static_cast<char32_t>(unit.code < 0 ? 0xFFFD : utf8proc_tolower(unit.code));
    at += unit.size;
  }
  return out;
}

// Edit distance where a swap of two neighbours counts as one step.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return previous[b.size()];
}

template <typename Text>
std::optional<std::string> nearest_of(std::string_view name, std::span<const Text> candidates) {
  constexpr std::size_t kLongestName = 200;  // a longer one is no typing error
  const std::u32string wanted = folded(name.substr(0, 4 * kLongestName + 4));
  if (wanted.empty() || wanted.size() > kLongestName) return std::nullopt;
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::optional<std::string> best;
  for (const Text& candidate : candidates) {
    if (candidate.size() > 4 * (wanted.size() + limit)) continue;
    const std::u32string other = folded(candidate);
    const std::size_t longer = std::max(wanted.size(), other.size());
    if (longer - std::min(wanted.size(), other.size()) > limit) continue;
    const std::size_t distance = edit_distance(wanted, other);
    // Of equally near ones the first stays; one that shares no character is never near.
    if (distance > limit || distance >= longer) continue;
    if (best && distance == limit) continue;
    best = std::string(candidate);
    limit = distance;
    if (distance == 0) break;
  }
  return best;
}

bool in_range(char c, unsigned char first, unsigned char last) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= first && byte <= last;
}

// The end of the escape sequence that begins at `at` (ECMA-48). A string sequence without its
// terminator ends with the line, so that a torn one cannot swallow a log.
std::size_t ansi_end(std::string_view text, std::size_t at) {
  const std::size_t size = text.size();
  if (++at >= size) return at;
  if (text[at] == '[') {
    ++at;
    while (at < size && in_range(text[at], 0x20, 0x3F)) ++at;
    return at < size && in_range(text[at], 0x40, 0x7E) ? at + 1 : at;
  }
  if (std::string_view("]PX^_").find(text[at]) != std::string_view::npos) {
    for (++at; at < size && text[at] != '\n'; ++at) {
      if (text[at] == '\a') return at + 1;
      if (text[at] == '\x1b') return at + 1 < size && text[at + 1] == '\\' ? at + 2 : at;
    }
    return at;
  }
  while (at < size && in_range(text[at], 0x20, 0x2F)) ++at;
  return at < size && in_range(text[at], 0x30, 0x7E) ? at + 1 : at;
}

}  // namespace

bool is_utf8(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  for (std::size_t at = 0; at < text.size();) {
    // Most text is ASCII: eight bytes at a time.
    std::uint64_t eight = 0;
    for (; at + sizeof eight <= text.size(); at += sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & kHighBits) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    if (at == text.size()) return true;
    const Unit unit = unit_at(text, at);
    if (unit.code < 0) return false;
    at += unit.size;
  }
  return true;
}

bool is_plain_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Unit unit = unit_at(text, at);
    width += width_of(text, at, unit);
    at += unit.size;
  }
  return width;
}

std::string fit_width(std::string_view text, std::size_t width) {
  if (text.size() <= width && is_utf8(text) && display_width(text) <= width) {
    return std::string(text);
  }
  std::size_t used = 0;
  std::size_t keep = 0;  // bytes that leave one column for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    const Unit unit = unit_at(text, at);
    used += width_of(text, at, unit);
    at += unit.size;
    if (used > width) {
      return width == 0 ? std::string() : std::string(text.substr(0, keep)) + "…";
    }
    if (used < width) keep = at;
  }
  return std::string(text);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Unit unit = unit_at(text, at);
    const std::string escape = escape_of(text, at, unit);
    out += escape.empty() ? text.substr(at, unit.size) : escape;
    at += unit.size;
  }
  return out;
}

std::string strip_ansi(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t escape = std::min(text.find('\x1b', at), text.size());
    out += text.substr(at, escape - at);
    at = escape < text.size() ? ansi_end(text, escape) : escape;
  }
  return out;
}

std::string shown_line(std::string_view line) {
  std::string text = strip_ansi(line);
  while (text.ends_with('\r')) text.pop_back();
  const std::size_t redrawn = text.rfind('\r');
  if (redrawn != std::string::npos) text.erase(0, redrawn + 1);
  std::vector<std::string> parts = split(text, '\t');
  for (std::string& part : parts) part = printable(part);
  return join(parts, "\t");
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  return nearest_of(name, candidates);
}

std::optional<std::string> nearest(std::string_view name,
                                   std::span<const std::string_view> candidates) {
  return nearest_of(name, candidates);
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const auto near = nearest(name, candidates);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

std::string shell_quote(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("a word of a command cannot hold a NUL byte: \"{}\"", printable(text)));
  }
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::ranges::all_of(text, plain)) return std::string(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, start)) {
    parts.emplace_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.emplace_back(text.substr(start));
  return parts;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string human_bytes(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  constexpr std::array<std::string_view, 6> kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  auto amount = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  // From 999.5 on three digits would say 1000.
  while (amount >= 999.5 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  const int decimals = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
  std::string text = fmt::format("{:.{}f}", amount, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return fmt::format("{} {}", text, kUnits[unit]);
}

std::string human_duration(double seconds) {
  if (!std::isfinite(seconds)) return "?";
  if (seconds < 0) return "-" + human_duration(-seconds);
  if (seconds > 0 && seconds < 0.00995) return fmt::format("{:.2g} ms", seconds * 1000);
  if (seconds < 9.995) return fmt::format("{:.2f} s", seconds);
  if (seconds < 59.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, 1e15)));
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  if (whole < 48 * 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  return fmt::format("{} d {:02} h", whole / 86400, whole / 3600 % 24);
}

double parse_duration(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  const std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
  constexpr std::array<std::pair<std::string_view, double>, 5> kUnits = {
      {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}};
  for (const auto& [name, factor] : kUnits) {
    if (read.ec == std::errc() && unit == name && std::isfinite(number) && !std::signbit(number)) {
      return number * factor;
    }
  }
  throw Error(ErrorCode::invalid_input, fmt::format("'{}' is not a duration", printable(text)),
              "write a number of seconds or one with a unit: 90, 90s, 10m, 2h, 3d");
}

}  // namespace cairn
