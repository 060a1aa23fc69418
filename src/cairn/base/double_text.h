// Doubles as text, appended where the text is built. The form is double_text's (value.h): Python's
// repr. It knows no format around the number.
#pragma once

#include <string>

namespace cairn {

/// Appends the shortest text that reads back equal: "1.0", "1e-06", "1e+22", "inf", "nan".
void append_double(std::string& out, double number);

}  // namespace cairn
