#include "cairn/runner/taken_outs.h"

#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/store/resolve.h"

namespace cairn {

TakenOuts::TakenOuts(const Project& project, const Catalog& catalog)
    : project_(project), catalog_(catalog) {}

bool TakenOuts::has_any_of(const RunDefinition& run, const std::string& path) {
  if (run.outs.empty()) return false;
  const Holders& holders = holders_in(path);
  const auto is_other = [&](const auto& holder) { return holder.second != run.digest; };
  const auto is_held = [&](const DeclaredOut& out) {
    const std::string file = clean_path(out.path);
    for (auto it = holders.lower_bound(file); it != holders.end(); ++it) {
      if (!is_below(it->first, file)) break;
      if (is_other(*it)) return true;
    }
    for (std::string above = parent_path(file); !above.empty(); above = parent_path(above)) {
      const auto [first, last] = holders.equal_range(above);
      if (std::any_of(first, last, is_other)) return true;
    }
    return false;
  };
  return std::ranges::any_of(run.outs, is_held);
}

const TakenOuts::Holders& TakenOuts::holders_in(const std::string& path) {
  const auto [folder, is_new] = folders_.try_emplace(path);
  if (!is_new) return folder->second;
  Holders& holders = folder->second;
  Statement artifacts = catalog_.database().prepare("SELECT path FROM artifacts WHERE run = ?");
  for (const RunHead& head : catalog_.find_by_path(path)) {
    artifacts.bind(1, head.rowid);
    while (artifacts.step()) holders.emplace(artifacts.text(0), head.digest);
    artifacts.reset();
    // An older copy is never made again there.
    if (head.copy == 0 && head.status != RunStatus::finished) add_unmade(head, holders);
  }
  return holders;
}

void TakenOuts::add_unmade(const RunHead& head, Holders& holders) const {
  try {
    for (const DeclaredOut& out : load_definition(project_, head).outs) {
      holders.emplace(clean_path(out.path), head.digest);
    }
  } catch (const Error&) {
    // What cannot be read tells of no outs; the plan says so where it is about that run.
  }
}

}  // namespace cairn
