// Doubles as text, appended where the text is built. The form is double_text's (value.h): Python's
// repr. It knows no format around the number.
#pragma once

#include <cstddef>
#include <string>

namespace cairn {

/// Bytes that write_double needs at most.
inline constexpr std::size_t kDoubleText = 32;

/// Writes the text at `at`, where there is room for kDoubleText bytes; returns the end of it.
char* write_double(char* at, double number);

/// Appends the shortest text that reads back equal: "1.0", "1e-06", "1e+22", "inf", "nan".
void append_double(std::string& out, double number);

}  // namespace cairn
