#include "cairn/exchange/migrate.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/lock.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/exchange/adopt.h"
#include "cairn/exchange/migrate_groups.h"
#include "cairn/exchange/migration_list.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_store.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/late_names.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/resolve.h"
#include "cairn/views/follow.h"

namespace cairn {

namespace {

constexpr AtomicSites kRecordSites{Site::record_write, Site::record_fsync, Site::record_rename,
                                   Site::record_folder_fsync};

/// The trees that are adopted here and lie in what goes to `legacy/`.
std::vector<std::string> adopted_in(const Project& project,
                                    const std::vector<std::string>& originals) {
  std::vector<std::string> trees;
  for (const AdoptedRoot& root : project.adopted) {
    const bool goes = std::any_of(originals.begin(), originals.end(), [&](const std::string& one) {
      return is_below(root.root, one) || is_below(one, root.root) || root.root == ".";
    });
    if (goes) trees.push_back(root.tree);
  }
  return trees;
}

MigrationList list_of(const MigrationSource& source, const Project& project) {
  return {.source = source.folder, .from = source.reader, .to = project.layout.name};
}

class Mover {
 public:
  Mover(const Project& project, const MigrationSource& source, const MigrationPlan& plan,
        const MigrationOptions& options)
      : project_(project),
        source_(source),
        plan_(plan),
        options_(options),
        objects_(open_objects(project)) {
    staging_ = project.hidden(fmt::format("staging/migrate-{}", migration_id(source.folder)));
    if (!source.is_project) return;
    source_objects_.reset(new ObjectStore(open_objects(open_project(source.root))));
  }

  MigrationReport run() {
    const FileLock lock = lock_migrations(project_);
    begin_list();
    // Of a call that was cut off the folder is left: it had made no views of the runs that came.
    if (stat_path(staging_)) add_present_folders();
    for (const FolderEntry& entry : list_folder(staging_)) {
      remove_tree(Site::leftover_remove, join_path(staging_, entry.name));
    }
    make_folders(Site::project_folder, staging_);
    std::vector<const MigratedRun*> wanted;
    for (const MigratedRun& run : plan_.runs) {
      if (run.state == MigratedRun::State::fresh) wanted.push_back(&run);
    }
    // So many at once that one sync of the disk is cheap for each, and little is lost by a kill.
    constexpr std::size_t kAtOnce = 1000;
    for (std::size_t start = 0; start < wanted.size(); start += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, wanted.size() - start);
      migrate_some({wanted.begin() + static_cast<std::ptrdiff_t>(start),
                    wanted.begin() + static_cast<std::ptrdiff_t>(start + count)});
    }
    for (std::string& problem : write_groups(project_, plan_)) {
      report_.problems.push_back(std::move(problem));
    }
    for (const MigratedGroup& group : plan_.groups) folders_.insert(group.place.path);
    follow_runs(project_, folders_);
    remove_tree(Site::leftover_remove, staging_);
    return std::move(report_);
  }

 private:
  /// What is known of an earlier call.
  void begin_list() {
    list_ = read_migration_list(project_, source_.folder).value_or(list_of(source_, project_));
    for (const MigratedEntry& run : list_.runs) listed_.insert(run.digest);
  }

  void add_present_folders() {
    for (const MigratedRun& run : plan_.runs) {
      if (run.state == MigratedRun::State::present) folders_.insert(run.record.definition.path);
    }
  }

  /// Where a file is read: it may have gone to `legacy/` since it was planned.
  std::string present_path(const std::string& planned) const {
    for (const std::string& original : source_.originals) {
      if (!is_below(planned, project_.absolute(original))) continue;
      return join_path(project_.absolute(kLegacyFolder), relative_to(planned, project_.root));
    }
    return planned;
  }

  void migrate_some(const std::vector<const MigratedRun*>& runs) {
    std::vector<std::string> failures(runs.size());
    for_each_index(runs.size(), [&](std::size_t i) {
      try {
        stage(*runs[i]);
      } catch (const Error& error) {
        failures[i] = error.message();
      }
    });
    // The bytes are durable before anything names them, and the list names runs before they come.
    const bool is_durable = project_.spec.durability != Durability::none;
    if (is_durable) sync_file_system(Site::commit_folder_fsync, staging_);
    list_runs(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      try {
        if (!failures[i].empty()) throw Error(ErrorCode::conflict, failures[i]);
        install(*runs[i]);
        ++report_.migrated;
      } catch (const Error& error) {
        report_.problems.push_back(fmt::format("{}: {}", runs[i]->old_path, error.message()));
      }
    }
    if (is_durable) sync_file_system(Site::commit_folder_fsync, project_.root);
  }

  std::string staged(const MigratedRun& run) const {
    return join_path(staging_, run.record.definition.id.text);
  }

  /// Everything of the run below a folder of its own, but for the name of the record.
  void stage(const MigratedRun& run) {
    const std::string folder = staged(run);
    make_folders(Site::begin_folder, run_files_folder(folder));
    std::set<std::string> made;
    for (MigratedFile file : run.files) {
      if (file.to.starts_with('/') || file.to.starts_with("../")) {
        throw Error(ErrorCode::internal, fmt::format("'{}' leads out of the run", file.to));
      }
      const std::string target = join_path(folder, file.to);
      if (made.insert(parent_path(target)).second) {
        make_folders(Site::begin_folder, parent_path(target));
      }
      file.from = present_path(file.from);
      const MigrateMeans means = bring_file(file, target, options_.means);
      count(file.size, file.is_object ? options_.means : means);
    }
    for (const Digest& object : run.objects) {
      if (source_objects_->has(object)) objects_.put(source_objects_->get(object));
    }
    Record record = run.record;
    add_late_names(project_.layout, folder, record);
    write_atomically(kRecordSites, record_path(folder, record.definition.id), record_text(record),
                     Durability::none, FileUse::immutable);
  }

  void count(std::uint64_t bytes, MigrateMeans means) {
    const std::lock_guard lock(mutex_);
    done_ += bytes;
    if (means != options_.means) ++report_.copied_instead;
    if (options_.progress) options_.progress(done_);
  }

  void install(const MigratedRun& run) {
    const RunDefinition& definition = run.record.definition;
    const std::string target = project_.absolute(definition.path);
    make_folders(Site::begin_folder, parent_path(target));
    for (const GroupPlace& group : run.groups) {
      if (group.dated) ensure_group(group, definition);
    }
    const bool is_whole = !definition.shared_folder &&
                          rename_without_replacing(Site::commit_move, staged(run), target);
    if (!is_whole) install_beside_others(run, target);
    append_journal(project_, definition.id, definition.path, definition.digest);
    folders_.insert(definition.path);
  }

  /// In a folder that other runs share the files go first, and the record makes them count. A file
  /// with the same bytes is what a call that was killed had put there.
  void install_beside_others(const MigratedRun& run, const std::string& target) const {
    make_folders(Site::begin_folder, run_files_folder(target));
    std::vector<const MigratedFile*> missing;
    for (const MigratedFile& file : run.files) {
      const std::string path = join_path(target, file.to);
      if (!stat_path(path)) {
        missing.push_back(&file);
      } else if (hash_file(path, Durability::none, Site::file_write).sha256 != file.sha256) {
        throw Error(ErrorCode::conflict,
                    fmt::format("'{}' is there already, with other bytes", printable(path)));
      }
    }
    for (const MigratedFile* file : missing) {
      const std::string path = join_path(target, file->to);
      make_folders(Site::begin_folder, parent_path(path));
      rename_path(Site::commit_move, join_path(staged(run), file->to), path);
    }
    const RunId& id = run.record.definition.id;
    rename_path(Site::record_rename, record_path(staged(run), id), record_path(target, id));
  }

  void ensure_group(const GroupPlace& place, const RunDefinition& definition) const {
    if (read_group_file(project_, place.path)) return;
    const Value* date = place.fields.find("date");
    Session session{.experiment = definition.experiment,
                    .name = definition.experiment,
                    .date = date == nullptr ? "" : to_text(*date),
                    .folder = place.path};
    ensure_session_file(project_, session, place);
  }

  void list_runs(const std::vector<const MigratedRun*>& runs) {
    for (const MigratedRun* run : runs) {
      const RunDefinition& definition = run->record.definition;
      if (!listed_.insert(definition.digest).second) continue;
      list_.runs.push_back({.id = definition.id.text,
                            .digest = definition.digest,
                            .path = definition.path,
                            .from = run->old_path});
    }
    write_migration_list(project_, list_);
  }

  const Project& project_;
  const MigrationSource& source_;
  const MigrationPlan& plan_;
  const MigrationOptions& options_;
  ObjectStore objects_;
  std::unique_ptr<ObjectStore> source_objects_;  ///< Of a project.
  std::string staging_;
  MigrationList list_;
  std::set<Digest> listed_;
  MigrationReport report_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
  std::set<std::string> folders_;
};

}  // namespace

MigrationReport carry_out_migration(const Project& project, const MigrationSource& source,
                                    const MigrationPlan& plan, const MigrationOptions& options) {
  return Mover(project, source, plan, options).run();
}

void finish_originals(const Project& project, const std::string& folder) {
  const std::optional<MigrationList> list = read_migration_list(project, folder);
  if (!list || list->originals.empty()) return;
  const FileLock lock = lock_migrations(project);
  put_originals_away(project, *list);
  for (const std::string& tree : adopted_in(project, list->originals)) {
    forget_adopted(project, tree);
  }
}

void put_source_away(const Project& project, const MigrationSource& source) {
  if (source.originals.empty()) return;
  MigrationList list =
      read_migration_list(project, source.folder).value_or(list_of(source, project));
  for (const std::string& original : source.originals) {
    if (!stat_path(project.absolute(join_path(kLegacyFolder, original)))) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}/{}' is there already", kLegacyFolder, printable(original)),
                "it holds the originals of another migration: give it another name");
  }
  list.originals = source.originals;
  write_migration_list(project, list);
  finish_originals(project, source.folder);
}

}  // namespace cairn
