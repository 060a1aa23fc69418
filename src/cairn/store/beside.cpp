#include "cairn/store/beside.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/tree.h"
#include "cairn/record/events.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/live.h"

namespace cairn {

namespace {

constexpr std::string_view kArea = ".cairn/staging/check";
constexpr std::string_view kLock = "check";

std::string lock_path(const Project& project) {
  return join_path(ensure_hidden_folder(project, "locks"), kLock);
}

/// Ends the jobs that a killed cairn left running below `folder`: they would write on.
void end_orphans(const std::string& folder) {
  for (const std::string& path : files_below(folder)) {
    const auto name = parse_run_file_name(base_name(path));
    if (!name || name->kind != RunFileName::Kind::events) continue;
    const std::string file = join_path(folder, path);
    const EventSummary events = read_events(file);
    kill_orphan(events.begin, events.job, file);
  }
}

void clear(const Project& project) {
  const std::string folder = project.absolute(kArea);
  if (!stat_path(folder)) return;
  end_orphans(folder);
  remove_tree(Site::check_clean, folder);
}

FileLock take(const Project& project) {
  if (std::optional<FileLock> lock = FileLock::try_acquire(lock_path(project))) {
    return *std::move(lock);
  }
  throw Error(ErrorCode::busy, "another cairn checks runs of this project",
              "wait for it, then run this again");
}

}  // namespace

CheckArea::CheckArea(const Project& project) : project_(project), lock_(take(project)) {
  clear(project_);
  ensure_hidden_folder(project_, "staging");
}

CheckArea::~CheckArea() {
  try {
    clear(project_);
  } catch (const std::exception&) {
    // Garbage, which the next check or run clears.
  }
}

RunDefinition CheckArea::place(const RunDefinition& definition) const {
  RunDefinition placed = definition;
  placed.path = join_path(join_path(kArea, definition.digest.hex()), base_name(definition.path));
  return placed;
}

void CheckArea::discard(const RunDefinition& placed) const {
  remove_tree(Site::check_clean, parent_path(project_.absolute(placed.path)));
}

void clear_dead_check(const Project& project) {
  if (!stat_path(project.absolute(kArea))) return;
  const std::optional<FileLock> lock = FileLock::try_acquire(lock_path(project));
  if (lock) clear(project);
}

}  // namespace cairn
