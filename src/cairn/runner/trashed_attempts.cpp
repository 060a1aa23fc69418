#include "cairn/runner/trashed_attempts.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// nullopt also where it went meanwhile, or cannot be read: it is as good as none.
std::optional<Record> record_in(const std::string& folder, const RunId& id) {
  try {
    return read_sound_record(folder, id);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

const std::vector<TrashedAttempts::Place>* TrashedAttempts::places_of(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  if (!is_listed_) {
    is_listed_ = true;
    std::vector<std::string> unread;  // `cairn trash ls` names them.
    entries_ = list_trash(project_, unread);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      for (const TrashedRun& run : entries_[i].runs) places_[run.digest].push_back({i, run.path});
    }
  }
  const auto found = places_.find(digest);
  return found == places_.end() ? nullptr : &found->second;
}

bool TrashedAttempts::has(const PlannedRun& run) {
  return places_of(run.definition.digest) != nullptr;
}

std::optional<TrashedAttempt> TrashedAttempts::find(const PlannedRun& run, WentBy how,
                                                    const FitsRun& fits) {
  // What is listed stays as it is: no lock is needed to look at it.
  const std::vector<Place>* places = places_of(run.definition.digest);
  if (places == nullptr) return std::nullopt;
  bool was_cleaned = false;
  for (auto place = places->rbegin(); place != places->rend(); ++place) {
    const TrashEntry& entry = entries_[place->entry];
    // Whoever cleaned the run was rid of its earlier attempts as well.
    was_cleaned = was_cleaned || !was_replaced(entry);
    const bool may_come = !was_cleaned && place->path == run.definition.path && !run.next_place;
    if (may_come != (how == WentBy::replacement)) continue;
    TrashedAttempt found{.entry = entry,
                         .folder = join_path(trash_contents_path(project_, entry),
                                             relative_to(place->path, entry.path))};
    std::optional<Record> record = record_in(found.folder, run.definition.id);
    if (!record || record->status != RunStatus::finished) continue;
    found.record = *std::move(record);
    if (fits(found)) return found;
  }
  return std::nullopt;
}

InTrash in_trash(const TrashedAttempt& found) {
  return {.entry = found.entry.name,
          .kind = found.entry.kind,
          .entry_runs = found.entry.runs.size(),
          .attempt = found.record.attempt().number,
          .ended = found.record.attempt().ended};
}

}  // namespace cairn
