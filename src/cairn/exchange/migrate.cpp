#include "cairn/exchange/migrate.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/parallel.h"
#include "cairn/store/follow.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/record_values.h"
#include "cairn/store/resolve.h"
#include "cairn/store/store_paths.h"
#include "cairn/store/trash.h"
#include "cairn/store/value_fields.h"

namespace cairn {

namespace {

constexpr AtomicSites kRecordSites{Site::record_write, Site::record_fsync, Site::record_rename,
                                   Site::record_folder_fsync};
constexpr AtomicSites kListSites{Site::file_write, Site::file_write, Site::file_write,
                                 Site::file_write};

std::string migration_id(const std::string& folder) {
  return short_id(sha256(fmt::format("migrated from {}", folder))).text;
}

std::string list_path(const Project& project, const std::string& folder) {
  return project.hidden(fmt::format("migrations/{}.json", migration_id(folder)));
}

void remove_all(const std::string& folder) {
  for (const FolderEntry& entry : list_folder(folder)) {
    const std::string path = join_path(folder, entry.name);
    if (entry.kind == FileStat::Kind::folder) {
      remove_all(path);
    } else {
      remove_file(Site::file_write, path);
    }
  }
  remove_empty_folder(Site::file_write, folder);
}

/// Copies a file and compares what was copied with its digest. Throws Error(conflict) where it is
/// not what it was when it was planned.
void copy_verified(const MigratedFile& file, const std::string& target) {
  constexpr std::size_t kBlock = 256 * 1024;
  const Fd source(::open(file.from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!source) throw_errno("open", file.from);
  const Fd copy = open_write(Site::file_write, target, OpenMode::exclusive);
  Sha256 hasher;
  std::vector<char> block(kBlock);
  while (true) {
    const ssize_t count = ::read(source.get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", file.from);
    if (count == 0) break;
    const std::string_view bytes(block.data(), static_cast<std::size_t>(count));
    hasher.update(bytes);
    write_all(Site::file_write, copy.get(), bytes, target);
  }
  if (hasher.finish() != file.sha256) {
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' has other bytes than it had when it was planned", file.from),
                "something still writes to it; wait for it to end, then migrate again");
  }
}

class Mover {
 public:
  Mover(const Project& project, const MigrationSource& source, const MigrationPlan& plan)
      : project_(project), source_(source), plan_(plan) {
    staging_ = project.hidden(fmt::format("staging/migrate-{}", migration_id(source.root)));
  }

  MigrationReport run(const std::function<void(std::size_t)>& progress) {
    remove_all(staging_);
    make_folders(Site::project_folder, staging_);
    std::vector<const MigratedRun*> wanted;
    for (const MigratedRun& run : plan_.runs) {
      if (run.state == MigratedRun::State::fresh) wanted.push_back(&run);
      if (run.state == MigratedRun::State::present) ++report_.present;
    }
    // So many at once that one sync of the disk is cheap for each, and little is lost by a kill.
    constexpr std::size_t kAtOnce = 1000;
    for (std::size_t start = 0; start < wanted.size(); start += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, wanted.size() - start);
      migrate_some({wanted.begin() + static_cast<std::ptrdiff_t>(start),
                    wanted.begin() + static_cast<std::ptrdiff_t>(start + count)});
      progress(start + count);
    }
    remove_all(staging_);
    follow_edits(project_, folders_);
    return std::move(report_);
  }

 private:
  void migrate_some(const std::vector<const MigratedRun*>& runs) {
    std::vector<std::string> failures(runs.size());
    for_each_index(runs.size(), [&](std::size_t i) {
      try {
        stage(*runs[i]);
      } catch (const Error& error) {
        failures[i] = error.message();
      }
    });
    const bool is_durable = project_.spec.durability != Durability::none;
    if (is_durable) sync_file_system(Site::commit_folder_fsync, staging_);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      try {
        if (!failures[i].empty()) throw Error(ErrorCode::conflict, failures[i]);
        install(*runs[i]);
        ++report_.migrated;
      } catch (const Error& error) {
        report_.problems.push_back(fmt::format("{}: {}", runs[i]->old_path, error.message()));
      }
    }
    // The new names are durable before the list says that the runs came.
    if (is_durable) sync_file_system(Site::commit_folder_fsync, project_.root);
    write_list();
  }

  std::string staged(const MigratedRun& run) const {
    return join_path(staging_, run.record.definition.id.text);
  }

  /// Everything of the run below a folder of its own, but for the name of the record.
  void stage(const MigratedRun& run) const {
    const std::string folder = staged(run);
    make_folders(Site::begin_folder, run_files_folder(folder));
    std::set<std::string> made;
    for (const MigratedFile& file : run.files) {
      const std::string target = join_path(folder, file.to);
      if (made.insert(parent_path(target)).second) {
        make_folders(Site::begin_folder, parent_path(target));
      }
      copy_verified(file, target);
    }
    write_atomically(kRecordSites, record_path(folder, run.record.definition.id),
                     record_text(run.record), Durability::none, FileUse::immutable);
  }

  void install(const MigratedRun& run) {
    const RunDefinition& definition = run.record.definition;
    const std::string target = project_.absolute(definition.path);
    make_folders(Site::begin_folder, parent_path(target));
    for (const GroupPlace& group : run.groups) {
      if (group.dated) ensure_group(group, definition);
    }
    if (!definition.shared_folder && !stat_path(target)) {
      rename_path(Site::commit_move, staged(run), target);
    } else {
      install_beside_others(run, target);
    }
    append_journal(project_, definition.id, definition.path, definition.digest);
    came_.push_back(&run);
    folders_.insert(definition.path);
  }

  /// In a folder that other runs share the files go first, and the record makes them count.
  void install_beside_others(const MigratedRun& run, const std::string& target) const {
    make_folders(Site::begin_folder, run_files_folder(target));
    for (const MigratedFile& file : run.files) {
      const std::string path = join_path(target, file.to);
      if (stat_path(path)) {
        throw Error(ErrorCode::conflict, fmt::format("'{}' is there already", path));
      }
    }
    for (const MigratedFile& file : run.files) {
      const std::string path = join_path(target, file.to);
      make_folders(Site::begin_folder, parent_path(path));
      rename_path(Site::commit_move, join_path(staged(run), file.to), path);
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

  /// The list of all runs that came from this source, now and before.
  void write_list() const {
    const std::string path = list_path(project_, source_.root);
    std::set<std::string> known;
    List runs;
    if (const std::optional<std::string> text = read_file_if_any(path)) {
      for (const Value& run : list_or_empty(parse_json(*text, path), "runs")) {
        known.insert(text_or(run, "digest", ""));
        runs.push_back(run);
      }
    }
    for (const MigratedRun* run : came_) {
      const RunDefinition& definition = run->record.definition;
      if (!known.insert(definition.digest.hex()).second) continue;
      runs.push_back(Map{{"id", definition.id.text},
                         {"digest", definition.digest.hex()},
                         {"path", definition.path},
                         {"from", run->old_path}});
    }
    make_folders(Site::project_folder, parent_path(path));
    const Map list{{"format", 1},
                   {"source", source_.root},
                   {"from", source_.reader},
                   {"to", project_.layout.name},
                   {"runs", std::move(runs)}};
    write_atomically(kListSites, path, to_json(list, JsonStyle::pretty) + "\n",
                     project_.spec.durability);
  }

  const Project& project_;
  const MigrationSource& source_;
  const MigrationPlan& plan_;
  std::string staging_;
  MigrationReport report_;
  std::vector<const MigratedRun*> came_;
  std::set<std::string> folders_;
};

}  // namespace

MigrationReport carry_out_migration(const Project& project, const MigrationSource& source,
                                    const MigrationPlan& plan,
                                    const std::function<void(std::size_t done)>& progress) {
  return Mover(project, source, plan).run(progress);
}

std::vector<std::string> undo_migration(const Project& project, const Catalog& catalog,
                                        const std::string& folder,
                                        std::vector<std::string>& problems) {
  const std::string path = list_path(project, folder);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) {
    throw Error(ErrorCode::not_found, fmt::format("no run of this project came from '{}'", folder),
                "name the folder as it was named when it was migrated");
  }
  std::vector<std::string> gone;
  std::set<std::string> folders;
  for (const Value& run : list_or_empty(parse_json(*text, path), "runs")) {
    const std::optional<Digest> digest = Digest::from_hex(text_or(run, "digest", ""));
    const std::optional<RunHead> head = digest ? catalog.find_by_digest(*digest) : std::nullopt;
    if (!head) continue;
    try {
      Record record = load_record(project, *head);
      if (!record.origin && record.attempts.size() > 1) {
        throw Error(ErrorCode::conflict, "it was run again since");
      }
      record.definition.path = head->path;
      // What was copied is outs now, so that in a shared folder these files go and no others.
      for (const RecordArtifact& artifact : record.artifacts) {
        record.definition.outs.push_back({artifact.path, artifact.path});
      }
      move_to_trash(project, record.definition, "the migration was undone");
      remove_file(Site::trash_folder, handover_path(project, record.definition));
      gone.push_back(head->path);
      folders.insert(head->path);
    } catch (const Error& error) {
      problems.push_back(fmt::format("{}: {}", head->path, error.message()));
    }
  }
  if (problems.empty()) remove_file(Site::file_write, path);
  return gone;
}

}  // namespace cairn
