// The log of an attempt at commit: ANSI codes are removed, the lines of level WARNING and above are
// copied out, an empty log goes. It does not know the record.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/attempts/attempt.h"

namespace cairn {

/// Cleans the log of `attempt` and writes its warnings file where the layout names one. Returns the
/// size of the log; absent when there is none, or it was empty and has been removed.
std::optional<std::uint64_t> finish_log(const Attempt& attempt);

/// Whether a line is of level WARNING or above: it holds WARN, WARNING, ERROR, CRITICAL or FATAL as
/// a word of its own, or a Python warning class ("UserWarning:").
bool is_warning_line(std::string_view line);

}  // namespace cairn
