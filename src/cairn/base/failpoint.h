// The test half of io.h: decides, for one site, whether this call fails, is cut short, is skipped
// or kills the process. Compiled to nothing without CAIRN_FAILPOINTS.
#pragma once

#include <string_view>

#include "cairn/base/io.h"

namespace cairn::failpoint {

/// What the caller must do at this moment.
enum class Action { proceed, skip, cut_short };

#ifdef CAIRN_FAILPOINTS
/// Counts the call, writes it to the trace, and answers. Kills the process or sets errno and throws
/// Error(io) when CAIRN_FAIL says so. `operation` and `path` go to the trace.
Action check(Site site, std::string_view operation, std::string_view path,
             std::string_view target = {});
#else
inline Action check(Site, std::string_view, std::string_view, std::string_view = {}) {
  return Action::proceed;
}
#endif

}  // namespace cairn::failpoint
