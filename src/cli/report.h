// How failures and warnings reach a person: the one place that prints them. Every line is made safe
// to print, and a caret stays under its character. It does not know what went wrong.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/views/render.h"

namespace cairn {

/// Prints "cairn: error: …" and "  hint: …" to standard error; returns the exit status of the
/// failure by error_table(), 70 for anything that is no Error.
int report_failure(const std::exception& failure);

/// Prints "cairn: warning: …" for each problem to standard error: the first five, then how many
/// more there are; `rest` says how to see them.
void report_warnings(const std::vector<std::string>& problems, std::string_view rest = {});

/// Prints "cairn: note: <what> <text>" for each to standard error: what was done, and is no
/// problem.
void report_notes(std::string_view what, const std::vector<std::string>& texts);

/// What making views did that a person wants to know: what could not be made, what was typed into
/// them and taken over, and which edits were kept.
void report_views(const RenderReport& views);

/// The same as report_warnings without a limit, for the verbs whose business problems are.
void report_all_warnings(const std::vector<std::string>& problems);

/// `text` safe to print, line by line. A caret stays under its character where its line counts
/// columns as display_width does, which knows what printable makes of a character.
std::string printable_lines(std::string_view text);

}  // namespace cairn
