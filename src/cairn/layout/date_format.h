// The date formats of layouts: %Y %m %d %H %M %S with literal text between them, all of fixed
// width, so that a date in a path is read without looking around. A text may end in ".N" (N >= 2):
// the Nth group of one date. It knows no time zone and no clock: who renders decides the date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/layout/byte_automaton.h"

namespace cairn {

/// The texts of `format`. Throws Error(invalid_input) for another directive, for no directive and
/// for literal text that no path segment may hold.
ByteAutomaton date_automaton(std::string_view format);

/// Whether `text` is a valid date written in `format`.
bool is_date_in(std::string_view text, std::string_view format);

/// Writes an ISO 8601 date ("2026-11-20", "2026-11-20.2", "2026-11-20T12:30:00Z") in `format`;
/// nullopt when it is no date, or lacks the time that the format shows.
std::optional<std::string> format_date(std::string_view iso, std::string_view format);

}  // namespace cairn
