#include "cairn/spec/status.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 7> kNames = {"pending", "running",   "finished", "failed",
                                                    "killed",  "preempted", "lost"};

}  // namespace

std::string_view status_name(RunStatus status) { return kNames[static_cast<std::size_t>(status)]; }

RunStatus parse_status(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<RunStatus>(i);
  }
  throw Error(ErrorCode::corrupt, fmt::format("unknown run status '{}'", name));
}

bool is_an_end(RunStatus status) {
  using enum RunStatus;
  return status != pending && status != running && status != lost;
}

}  // namespace cairn
