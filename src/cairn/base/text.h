// Small helpers on text: UTF-8, display width, the nearest name, quoting, human units. They do not
// know where the text comes from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What some editors begin a file in UTF-8 with.
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Whether `text` is valid UTF-8.
bool is_utf8(std::string_view text);

/// Whether `bytes` are text that a person reads: valid UTF-8 without NUL.
bool is_plain_text(std::string_view bytes);

/// Columns that `text` takes on a terminal; control characters count as the width of their escape.
std::size_t display_width(std::string_view text);

/// `text` cut to at most `width` columns, ending in "…" when something was cut.
std::string fit_width(std::string_view text, std::size_t width);

/// `text` safe to print: control characters, terminal escapes and bidi marks as \xNN or \u{NNNN};
/// invalid UTF-8 bytes as \xNN. Newlines too, so that one value stays on one line.
std::string printable(std::string_view text);

/// `text` without ANSI escape sequences.
std::string strip_ansi(std::string_view text);

/// One line of a log as a terminal may safely show it: colours are dropped, other control
/// characters are written out, and of a line that drew over itself the last state is left. Tabs
/// stay.
std::string shown_line(std::string_view line);

/// The candidate nearest to `name` by edit distance, when it is near enough to be a typing error:
/// at most a third of its characters, and at least one, are wrong, missing, added or swapped with
/// their neighbour. Case is not looked at; of equally near ones the first.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);
std::optional<std::string> nearest(std::string_view name,
                                   std::span<const std::string_view> candidates);

/// "did you mean 'x'?", or an empty text when nothing is near.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

/// `text` quoted for a POSIX shell: one word, byte for byte, whatever it holds. Throws
/// Error(invalid_input) for a NUL byte, which no argument can carry.
std::string shell_quote(std::string_view text);

/// Splits at every `separator`; an empty text gives one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// "1.2 MB": powers of 1,000, at most three significant digits.
std::string human_bytes(std::uint64_t bytes);
/// "4.2 ms", "0.42 s", "12.3 s", "3 min 05 s", "2 h 03 min", "3 d 04 h".
std::string human_duration(double seconds);
/// Reads "90", "90s", "10m", "2h", "3d" as seconds. Throws Error(invalid_input).
double parse_duration(std::string_view text);

}  // namespace cairn
