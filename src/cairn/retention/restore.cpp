#include "cairn/retention/restore.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/attempts/bring_back.h"
#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/events.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/retention/collect.h"
#include "cairn/retention/join_parts.h"
#include "cairn/retention/purge.h"
#include "cairn/retention/trash_moves.h"
#include "cairn/store/journal.h"
#include "cairn/store/link_above.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "cairn/views/run_documents.h"

namespace cairn {

namespace {

constexpr AtomicSites kCopySites{Site::trash_restore, Site::trash_restore, Site::trash_restore,
                                 Site::trash_restore};

/// What the run was defined as, by its record, or by the events of an attempt that never ended.
std::optional<RunDefinition> definition_in(const std::string& contents, const RunId& id) {
  if (stat_path(record_path(contents, id))) return read_record(contents, id).definition;
  for (const FolderEntry& entry : list_folder(run_files_folder(contents))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == id) || name->kind != RunFileName::Kind::events) continue;
    const EventSummary events = read_events(join_path(run_files_folder(contents), entry.name));
    if (const Value* run = events.begin.find("run")) return definition_from_value(*run);
  }
  return std::nullopt;
}

bool is_shared_kind(const Project& project, const std::string& name) {
  const Kind* kind = find_kind(project.layout, name);
  return kind != nullptr && kind->shared;
}

/// Whether the run lay in a folder that others share, as far as what is in the trash can be read.
bool is_shared_run(const Project& project, const TrashedRun& run, const std::string& contents) {
  const auto is_shared = unless_corrupt([&] {
    const std::optional<RunDefinition> definition = definition_in(contents, run.id);
    return definition && is_shared_kind(project, definition->kind);
  });
  return is_shared.value_or(false);
}

class TrashRestorer {
 public:
  TrashRestorer(const Project& project, const Catalog& catalog, const TrashEntry& entry,
                TakenPlace taken)
      : project_(project), catalog_(catalog), entry_(entry), taken_(taken) {}

  Restored restore_all() {
    const std::string contents = trash_contents_path(project_, entry_);
    require(contents);
    const std::vector<std::optional<std::string>> said = user_texts(entry_.runs);
    const std::vector<std::string> parts = parts_in(contents);
    bool leaves_older = false;
    if (parts.empty()) {
      leaves_older = bring_folder(contents, entry_.path);
    } else {
      bring_parts(contents, entry_.path, parts, entry_.runs.front());
    }
    keep_said(entry_.runs, said);
    finish(entry_.runs);
    if (leaves_older) {
      keep_rest({});
    } else {
      drop_trash_entry(project_, entry_);
    }
    return {entry_.runs, entry_.path};
  }

  Restored restore_only(const RunId& id) {
    const auto run = std::ranges::find(entry_.runs, id, &TrashedRun::id);
    if (run == entry_.runs.end()) {
      throw Error(ErrorCode::not_found, fmt::format("run {} is not in '{}'", id.text, entry_.name),
                  "list what is there: cairn trash ls");
    }
    const TrashedRun& found = *run;
    only_ = id;
    const std::string below = relative_to(found.path, entry_.path);
    const std::string contents = join_path(trash_contents_path(project_, entry_), below);
    require(contents);
    const bool is_shared = is_shared_run(project_, found, contents);
    if (!is_shared && found.path == entry_.path) return restore_all();
    // A run comes with those in its folder, as it went.
    std::vector<TrashedRun> coming{found};
    std::vector<TrashedRun> rest;
    for (const TrashedRun& other : entry_.runs) {
      if (other == found) continue;
      const bool comes = !is_shared && is_below(other.path, found.path);
      (comes ? coming : rest).push_back(other);
    }
    const std::vector<std::optional<std::string>> said = user_texts(coming);
    bring_group_files(found.path);
    if (is_shared) {
      bring_parts(contents, found.path, run_parts(contents, id), found);
    } else {
      bring_folder(contents, found.path);
    }
    keep_rest(std::move(rest));
    keep_said(coming, said);
    finish(coming);
    return {coming, found.path};
  }

 private:
  void require(const std::string& contents) const {
    if (stat_path(contents)) return;
    throw Error(ErrorCode::not_found, fmt::format("'{}' is in the trash no more", entry_.name),
                "list what is there: cairn trash ls");
  }

  void keep_rest(std::vector<TrashedRun> runs) const {
    TrashEntry rest = entry_;
    rest.runs = std::move(runs);
    write_trash_note(project_, rest);
  }

  /// The files of a run in a folder that others share; none where the whole folder comes back. An
  /// attempt that a new one replaced says so in its record only.
  std::vector<std::string> parts_in(const std::string& contents) const {
    const bool is_one_run = entry_.kind != TrashKind::group && !entry_.runs.empty();
    if (!entry_.parts.empty() || !is_one_run) return entry_.parts;
    const TrashedRun& run = entry_.runs.front();
    if (!is_shared_run(project_, run, contents) && !is_shared_place(entry_.path)) return {};
    return run_parts(contents, run.id);
  }

  /// Whether runs of a kind that shares its folders lie there.
  bool is_shared_place(const std::string& path) const {
    const std::vector<RunHead> present = catalog_.find_by_path(path);
    return std::ranges::any_of(
        present, [&](const RunHead& run) { return is_shared_kind(project_, run.kind); });
  }

  [[noreturn]] void refuse(const std::string& path) const {
    // The id of the run may mean another entry; out of a group one run goes by its id alone.
    const std::string what = only_ ? only_->text : entry_.name;
    throw Error(ErrorCode::conflict, fmt::format("'{}' is taken", printable(path)),
                fmt::format("to put what is there into the trash instead: cairn restore {} "
                            "--replace; or move it away first",
                            shell_quote(what)));
  }

  /// The runs that have taken the place go to the trash.
  void clear_place(const std::string& path) const {
    if (!stat_path(project_.absolute(path))) return;
    if (taken_ == TakenPlace::refuse) refuse(path);
    const std::vector<RunHead> present = catalog_.find_below(path);
    if (present.empty()) refuse(path);
    for (const TrashMove& move : plan_moves(project_, catalog_, present, {})) {
      move_into_trash(project_, move, fmt::format("replaced by restore of {}", entry_.name));
    }
    if (stat_path(project_.absolute(path))) refuse(path);
  }

  /// Returns whether older views and group files stay in the trash.
  bool bring_folder(const std::string& contents, const std::string& path) const {
    refuse_link_above(project_, path);
    if (!catalog_.find_below(path).empty()) {
      // What came back alone before makes room for the rest.
      const JoinPlan joining =
          plan_joining(project_, catalog_, relative_to(contents, project_.root), path);
      if (!joining.taken) {
        move_in(contents, path, joining.parts);
        return joining.leaves_older;
      }
      if (taken_ == TakenPlace::refuse) refuse(join_path(path, *joining.taken));
    }
    clear_place(path);
    if (was_replaced(entry_)) {
      if (const auto record = read_sound_record(contents, entry_.runs.front().id)) {
        remove_old_documents(project_, *record, path, contents);
      }
    }
    move_folder(contents, path);
    return false;
  }

  void move_folder(const std::string& contents, const std::string& path) const {
    const FileLock lock = lock_edits(project_);
    try {
      put_folder_back(project_, lock, contents, path);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::conflict) throw;
      refuse(path);
    }
  }

  void bring_parts(const std::string& contents, const std::string& path,
                   const std::vector<std::string>& parts, const TrashedRun& run) const {
    if (taken_ == TakenPlace::replace) {
      std::vector<RunHead> present = catalog_.find_by_path(path);
      std::erase_if(present, [&](const RunHead& other) { return !(other.id == run.id); });
      for (const RunHead& other : present) {
        move_into_trash(project_, {.path = path, .runs = {other}, .is_shared = true},
                        fmt::format("replaced by restore of {}", entry_.name));
      }
    }
    move_in(contents, path, parts);
  }

  void move_in(const std::string& contents, const std::string& path,
               const std::vector<std::string>& parts) const {
    refuse_links_above(project_, relative_to(contents, project_.root), parts);
    refuse_links_above(project_, path, parts);
    const std::string home = project_.absolute(path);
    const FileLock lock = lock_edits(project_);
    for (const std::string& part : parts) {
      const bool is_here = stat_path(join_path(contents, part)).has_value();
      if (is_here && stat_path(join_path(home, part))) refuse(join_path(path, part));
    }
    put_parts_back(project_, lock, contents, path, parts);
  }

  /// What a person says of the runs that are to be replaced.
  std::vector<std::optional<std::string>> user_texts(const std::vector<TrashedRun>& runs) const {
    std::vector<std::optional<std::string>> texts;
    for (const TrashedRun& run : runs) {
      texts.push_back(read_file_if_any(user_path(project_.absolute(run.path), run.id)));
    }
    return texts;
  }

  /// It is said of the run, whichever attempt lies there, and the newest of it holds.
  void keep_said(const std::vector<TrashedRun>& runs,
                 const std::vector<std::optional<std::string>>& texts) const {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const std::string path = user_path(project_.absolute(runs[i].path), runs[i].id);
      if (!texts[i] || read_file_if_any(path) == texts[i]) continue;
      write_atomically(kCopySites, path, *texts[i], project_.spec.durability);
    }
  }

  /// A group that went as a whole has said what it is in its group file: a run alone needs it, too.
  void bring_group_files(const std::string& run_path) const {
    if (entry_.kind != TrashKind::group) return;
    for (std::string path = parent_path(run_path); is_below(path, entry_.path);
         path = parent_path(path)) {
      const std::string contents =
          join_path(trash_contents_path(project_, entry_), relative_to(path, entry_.path));
      const std::optional<std::string> text = read_file_if_any(group_file_path(contents));
      const std::string home = group_file_path(project_.absolute(path));
      if (!text || stat_path(home)) continue;
      make_folders(Site::trash_restore, parent_path(home));
      write_atomically(kCopySites, home, *text, project_.spec.durability);
    }
  }

  void finish(const std::vector<TrashedRun>& runs) const {
    const bool is_earlier = entry_.kind == TrashKind::attempt || taken_ == TakenPlace::replace;
    for (const TrashedRun& run : runs) {
      if (is_earlier) note_came_back(project_, run.digest);
      append_journal(project_, run.id, run.path, run.digest);
    }
  }

  const Project& project_;
  const Catalog& catalog_;
  const TrashEntry& entry_;
  TakenPlace taken_;
  std::optional<RunId> only_;  ///< The one run of several that is restored.
};

}  // namespace

Restored restore_entry(const Project& project, const Catalog& catalog, const TrashEntry& entry,
                       const std::optional<RunId>& only, TakenPlace taken) {
  if (entry.kind == TrashKind::objects) {
    restore_objects(project, entry);
    return {{}, entry.path};
  }
  TrashRestorer restorer(project, catalog, entry, taken);
  const bool is_whole = !only || (entry.runs.size() == 1 && entry.kind != TrashKind::group);
  return is_whole ? restorer.restore_all() : restorer.restore_only(*only);
}

}  // namespace cairn
