#include "cairn/views/reused_runs.h"

#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

/// The `reused` list of the group itself or of the nearest group around it.
std::vector<ReusedRun> reused_list(const Project& project, const GroupPlace& place) {
  for (std::string path = place.path; !path.empty(); path = parent_path(path)) {
    // Every refresh tells of one that cannot be read.
    const auto file = unless_unreadable([&] { return read_group_file(project, path); });
    if (!file) return {};
    if (*file) return (*file)->reused;
  }
  return {};
}

/// Whether a run of another session belongs into this group: the group of the same level above it
/// has the same name (the dataset).
bool fits(const Layout& layout, const RunHead& head, const GroupPlace& place) {
  for (const GroupPlace& above : groups_above(layout, head.kind, head.path)) {
    if (above.group == place.group) {
      return above.dated || base_name(above.path) == base_name(place.path);
    }
  }
  return false;
}

}  // namespace

std::vector<RunHead> reused_runs(const Project& project, const Catalog& catalog,
                                 const GroupPlace& place) {
  std::vector<RunHead> runs;
  for (const ReusedRun& reused : reused_list(project, place)) {
    const std::optional<RunHead> head = catalog.find_by_digest(reused.digest);
    const bool is_elsewhere = head && !is_below(head->path, place.path);
    if (is_elsewhere && fits(project.layout, *head, place)) runs.push_back(*head);
  }
  return runs;
}

std::vector<GroupPlace> reusing_groups(const Layout& layout, const Catalog& catalog,
                                       const std::set<Digest>& runs) {
  std::set<std::string> hexes;
  for (const Digest& run : runs) hexes.insert(run.hex());
  std::vector<GroupPlace> places;
  for (const GroupRow& group : catalog.groups()) {
    const bool reuses =
        std::any_of(group.reused.begin(), group.reused.end(),
                    [&](const Value& run) { return hexes.contains(text_or(run, "digest", "")); });
    if (!reuses) continue;
    if (const std::optional<GroupPlace> place = group_at(layout, catalog, group.path)) {
      places.push_back(*place);
    }
    for (const RunHead& run : catalog.find_below(group.path)) {
      for (GroupPlace& above : groups_above(layout, run.kind, run.path)) {
        if (above.path == group.path || is_below(above.path, group.path)) {
          places.push_back(std::move(above));
        }
      }
    }
  }
  return places;
}

}  // namespace cairn
