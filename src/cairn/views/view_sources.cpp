#include "cairn/views/view_sources.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/user_edits.h"
#include "cairn/views/reused_runs.h"
#include "cairn/views/run_context.h"
#include "cairn/views/view_rules.h"

namespace cairn {

ViewSources::ViewSources(const Project& project, const Catalog& catalog,
                         std::vector<std::string>& problems, UnreadTyped unread)
    : project_(project),
      catalog_(catalog),
      problems_(problems),
      unread_(unread),
      project_value_(project_context(project)) {}

ViewSource source_of(const LoadedRun& run) {
  return {&run, run.mtime_ns, run.lacks_needed, run.mtime_ns};
}

std::vector<RunHead> ViewSources::heads_in(const std::set<std::string>& folders) const {
  std::vector<RunHead> heads;
  if (folders.empty()) {
    heads = catalog_.heads();
    // What is reported stands in the order of paths, whatever the order of the rows.
    std::sort(heads.begin(), heads.end(), [](const RunHead& a, const RunHead& b) {
      return std::tie(a.path, a.id.text) < std::tie(b.path, b.id.text);
    });
  }
  for (const std::string& folder : folders) {
    const std::vector<RunHead> here = catalog_.find_by_path(folder);
    heads.insert(heads.end(), here.begin(), here.end());
  }
  return heads;
}

const LoadedRun* ViewSources::load(const RunHead& head) {
  const auto [known, is_new] = loaded_.try_emplace({head.path, head.id.text});
  if (!is_new) return known->second ? &*known->second : nullptr;
  try {
    LoadedRun run{.record = read_record(project_.absolute(head.path), head.id),
                  .path = head.path,
                  .groups = groups_above(project_.layout, head.kind, head.path)};
    const UserEdits user = user_edits(head, run);
    run.context = run_context(run.record, user, head.path, run.groups);
    add_needed(run);
    run.mtime_ns = std::max(mtime_of(record_path(project_.absolute(head.path), head.id)),
                            mtime_of(user_path(project_.absolute(head.path), head.id)));
    known->second = std::move(run);
    return &*known->second;
  } catch (const DeniedError&) {
    loaded_.erase(known);
    throw;
  } catch (const Error& error) {
    // Gone since the catalog was asked: a new attempt has begun, or somebody removed the folder.
    if (error.code() != ErrorCode::not_found) problems_.push_back(error.message());
    return nullptr;
  }
}

UserEdits ViewSources::user_edits(const RunHead& head, LoadedRun& run) {
  try {
    return read_user_edits(project_.absolute(head.path), head.id);
  } catch (const DeniedError&) {
    throw;
  } catch (const Error& error) {
    if (unread_ == UnreadTyped::left_out) throw;
    problems_.push_back(error.message());
    run.lacks_needed = true;
    return {};
  }
}

/// What views show of the runs that this one needs.
void ViewSources::add_needed(LoadedRun& run) {
  NeededRuns needed =
      find_needed(run.record.definition, project_.layout, catalog_, [&](const RunHead& head) {
        const LoadedRun* input = has_ended(head) ? load(head) : nullptr;
        return input == nullptr ? Value() : *input->context.find("names");
      });
  run.lacks_needed = run.lacks_needed || needed.lacks_any;
  if (needed.inputs) run.context.as_map().set("inputs", *std::move(needed.inputs));
  const bool has_holder = needed.holder && has_ended(*needed.holder);
  const LoadedRun* holder = has_holder ? load(*needed.holder) : nullptr;
  if (holder != nullptr) run.context.as_map().set("holder", short_context(holder->context));
}

void ViewSources::forget(const RunHead& head) { loaded_.erase({head.path, head.id.text}); }

std::optional<GroupFile> ViewSources::group_file(const GroupPlace& place) {
  try {
    return read_group_file(project_, place.path);
  } catch (const Error& error) {
    problems_.push_back(error.message());
    return std::nullopt;
  }
}

/// Whether the file of the group, or of the nearest one around it, cannot be read: that tells which
/// runs are reused as well.
bool ViewSources::is_group_unread(std::string path) const {
  for (; !path.empty(); path = parent_path(path)) {
    const auto file = unless_unreadable([&] { return read_group_file(project_, path); });
    if (!file) return true;
    if (*file) return false;
  }
  return false;
}

LoadedGroup ViewSources::load_group(const GroupPlace& place, const std::optional<GroupFile>& file) {
  LoadedGroup group;
  group.source.mtime_ns = mtime_of(group_file_path(project_.absolute(place.path)));
  group.source.typed_mtime_ns = group.source.mtime_ns;
  group.source.lacks_needed = unread_ == UnreadTyped::partial && is_group_unread(place.path);
  std::vector<RunHead> heads = catalog_.find_below(place.path);
  std::ranges::move(reused_runs(project_, catalog_, place), std::back_inserter(heads));
  std::ranges::stable_sort(heads, {}, &RunHead::copy);
  std::map<std::string, Value> by_path;
  std::unordered_set<Digest, DigestHash> seen;
  const std::optional<std::set<const Kind*>> shown =
      kinds_shown(project_.layout, *find_group(project_.layout, place.group));
  for (const RunHead& head : heads) {
    if (shown && !shown->contains(find_kind(project_.layout, head.kind))) continue;
    if (has_ended(head) && seen.insert(head.digest).second) add_run(head, group, by_path);
  }
  List runs;
  for (auto& [path, context] : by_path) runs.push_back(std::move(context));
  group.context = Map{{"group", group_context(place, file)},
                      {"runs", std::move(runs)},
                      {"project", project_value_}};
  return group;
}

void ViewSources::add_run(const RunHead& head, LoadedGroup& group,
                          std::map<std::string, Value>& by_path) {
  if (const LoadedRun* run = load(head)) {
    group.source.mtime_ns = std::max(group.source.mtime_ns, run->mtime_ns);
    group.source.lacks_needed = group.source.lacks_needed || run->lacks_needed;
    by_path.emplace(fmt::format("{}\n{}", head.path, head.id.text), run->context);
  }
}

bool ViewSources::is_artifact(const LoadedRun* run, const std::string& folder,
                              const std::string& file) {
  if (run != nullptr) return names_file(*run, folder, file);
  std::string above = parent_path(join_path(folder, file));
  for (; !above.empty(); above = parent_path(above)) {
    for (const RunHead& head : catalog_.find_by_path(above)) {
      const LoadedRun* other = has_ended(head) ? load(head) : nullptr;
      if (other != nullptr && names_file(*other, folder, file)) return true;
    }
  }
  return false;
}

}  // namespace cairn
