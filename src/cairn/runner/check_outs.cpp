#include "cairn/runner/check_outs.h"

#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"

namespace cairn {

namespace {

/// Where it writes if it runs; one that may be cached in the archive is taken to stay there.
const std::string& folder_of_outs(const PlannedRun& run) {
  const bool moves = run.next_place && run.known->status != RunStatus::finished;
  return moves ? run.next_place->path : run.definition.path;
}

[[noreturn]] void refuse_output(const std::string& path, const PlannedRun& a, const PlannedRun& b) {
  const auto label = [](const PlannedRun& run) {
    return fmt::format("stage '{}' (run {})", run.definition.stage, run.definition.id.text);
  };
  const bool is_one_run = a.definition.digest == b.definition.digest;
  throw Error(ErrorCode::conflict,
              is_one_run
                  ? fmt::format("two outs of {} claim '{}'", label(a), path)
                  : fmt::format("{} and {} both claim the output '{}'", label(a), label(b), path),
              "an output belongs to one run: give one of them another path");
}

}  // namespace

void check_outs(const std::vector<PlannedRun>& runs) {
  std::unordered_map<std::string, std::size_t> owner;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const DeclaredOut& out : runs[i].definition.outs) {
      const std::string path = join_path(folder_of_outs(runs[i]), clean_path(out.path));
      const auto [taken, is_new] = owner.emplace(path, i);
      if (!is_new) refuse_output(path, runs[taken->second], runs[i]);
    }
  }
  for (const auto& [path, run] : owner) {
    for (std::string above = parent_path(path); !above.empty(); above = parent_path(above)) {
      const auto holder = owner.find(above);
      if (holder != owner.end()) refuse_output(above, runs[holder->second], runs[run]);
    }
  }
}

}  // namespace cairn
