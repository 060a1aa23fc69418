#include "cairn/store/id_conflicts.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/store/sync.h"

namespace cairn {

std::string IdConflict::text() const {
  return fmt::format("{} is the id of {} different runs: {}", id.text, paths.size(),
                     printable(join(paths, ", ")));
}

std::vector<IdConflict> find_id_conflicts(std::vector<IdBearer> runs) {
  const auto key = [](const IdBearer& run) { return std::tie(run.id, run.digest, run.path); };
  std::ranges::sort(runs, {}, key);
  // One of each run: the copies go.
  const auto is_same = [](const IdBearer& a, const IdBearer& b) {
    return a.id == b.id && a.digest == b.digest;
  };
  runs.erase(std::unique(runs.begin(), runs.end(), is_same), runs.end());
  std::vector<IdConflict> conflicts;
  for (auto first = runs.begin(); first != runs.end();) {
    const auto last =
        std::find_if(first, runs.end(), [&](const IdBearer& run) { return run.id != first->id; });
    if (last - first > 1) {
      IdConflict conflict{.id = first->id};
      for (auto run = first; run != last; ++run) conflict.paths.push_back(run->path);
      std::ranges::sort(conflict.paths);
      conflicts.push_back(std::move(conflict));
    }
    first = last;
  }
  return conflicts;
}

std::vector<IdConflict> find_id_conflicts(const std::vector<VouchedRun>& read) {
  std::vector<IdBearer> runs;
  for (const VouchedRun& run : read) {
    if (!run.in_trash) runs.push_back({run.id, run.digest, run.folder});
  }
  return find_id_conflicts(std::move(runs));
}

std::vector<IdConflict> find_id_conflicts(const std::vector<RunHead>& heads) {
  std::vector<IdBearer> runs;
  for (const RunHead& head : heads) {
    if (!is_adopted(head)) runs.push_back({head.id, head.digest, head.path});
  }
  return find_id_conflicts(std::move(runs));
}

std::vector<std::string> differing_copies(const std::vector<RunHead>& heads) {
  std::unordered_map<Digest, const RunHead*, DigestHash> shown;
  for (const RunHead& head : heads) {
    if (head.copy == 0) shown.emplace(head.digest, &head);
  }
  const auto say = [](const RunHead& run) {
    return fmt::format("{}: attempt {} ({})", printable(run.path), run.attempt,
                       status_name(run.status));
  };
  std::vector<std::string> texts;
  for (const RunHead& head : heads) {
    const auto run = shown.find(head.digest);
    if (head.copy == 0 || is_adopted(head) || run == shown.end()) continue;
    if (is_archived(head.path)) continue;  // Earlier attempts stay there on purpose.
    const RunHead& other = *run->second;
    const auto said = [](const RunHead& one) {
      return std::tuple(one.attempt, one.status, one.fingerprint, one.record_size);
    };
    if (said(head) != said(other)) texts.push_back(say(head) + ", and " + say(other));
  }
  std::ranges::sort(texts);
  return texts;
}

}  // namespace cairn
