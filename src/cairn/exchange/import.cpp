#include "cairn/exchange/import.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/exchange/import_plan.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/imported.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/results_place.h"
#include "cairn/views/follow.h"

namespace cairn {

namespace {

/// A file to unpack: checked, and written where `target` says so.
struct Task {
  const ZipEntry* entry = nullptr;
  Digest sha256;
  bool has_digest = true;
  std::string target;  ///< Below the folder of the import; empty: it is only checked.
};

using Clock = std::chrono::steady_clock;

/// Unpacks files on all cores; the first failure stops them all.
class Unpacker {
 public:
  Unpacker(const OpenedPackage& package, const ImportOptions& options, const Folder* folder,
           bool syncs_each)
      : package_(package), options_(options), folder_(folder), syncs_each_(syncs_each) {
    ends_ = Clock::now() +
            std::chrono::milliseconds(static_cast<std::int64_t>(options.most_seconds * 1000));
  }

  void run(const std::vector<Task>& tasks) {
    for_each_index(tasks.size(), [&](std::size_t i) { unpack(tasks[i]); });
    package_.zip->check_unchanged();
  }

 private:
  void unpack(const Task& task) {
    Fd file;
    std::string path;
    if (!task.target.empty()) {
      file = folder_->create(Site::import_write, task.target);
      path = join_path(folder_->path(), task.target);
    }
    const Digest digest = package_.zip->unpack(*task.entry, [&](std::string_view bytes) {
      if (file) write_all(Site::import_write, file.get(), bytes, path);
      count(bytes.size());
    });
    if (task.has_digest && digest != task.sha256) {
      throw Error(ErrorCode::corrupt,
                  fmt::format("the entry '{}' does not have the SHA-256 that is stated",
                              printable(task.entry->name.text())));
    }
    if (file && syncs_each_) fsync_fd(Site::import_fsync, file.get(), path);
  }

  void count(std::uint64_t bytes) {
    if (Clock::now() > ends_) {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format("unpacking takes more than {}", human_duration(options_.most_seconds)),
          "allow more for a package that you trust: --max-time 5h");
    }
    const std::lock_guard<std::mutex> guard(mutex_);
    done_ += bytes;
    if (options_.progress) options_.progress(done_);
  }

  const OpenedPackage& package_;
  const ImportOptions& options_;
  const Folder* folder_;
  bool syncs_each_;
  Clock::time_point ends_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
};

std::vector<Task> check_tasks(const OpenedPackage& package) {
  std::vector<Task> tasks;
  for (const CheckedFile& file : package.others) {
    tasks.push_back({file.entry, file.sha256, file.has_digest, ""});
  }
  return tasks;
}

/// Carries a plan out; its folder stays until catalog and views have followed, so that whoever
/// comes after a crash makes them, too.
RenderReport finish(const Project& project, const std::string& folder, const ImportPlan& plan) {
  const std::vector<std::string> paths = carry_out(project, folder, plan);
  RenderReport report = follow_runs(project, {paths.begin(), paths.end()});
  remove_import(folder);
  return report;
}

/// One import: its folder, and what is put there. The folder goes when the import fails.
class Import {
 public:
  Import(const Project& project, const OpenedPackage& package,
         const std::vector<ImportPlace>& places, const ImportOptions& options)
      : project_(project),
        package_(package),
        places_(places),
        options_(options),
        group_folders_(place_groups(project, package, places)),
        objects_(open_objects(project)) {}

  RenderReport run() {
    make_folder();
    ImportPlan plan;
    try {
      unpack();
      plan = stage();
      sync();
      write_import_plan(project_, folder_->path(), plan);
    } catch (...) {
      discard();
      throw;
    }
    try {
      return finish(project_, folder_->path(), plan);
    } catch (const Error& error) {
      throw Error(error.code(),
                  fmt::format("the package was unpacked, and putting it in place stopped: {}",
                              error.message()),
                  "mend that; the next command in this project goes on with it");
    }
  }

 private:
  void make_folder() {
    ensure_hidden_folder(project_, kImportsFolder);
    require_one_disk(project_, project_.results(), kImportsFolder);
    // The folder of cairn may be a link to another disk; in it nothing is one.
    const Folder imports = Folder::open(project_.hidden("")).below(kImportsFolder);
    for (int counter = 0;; ++counter) {
      const std::string name = fmt::format("{}-{}", ::getpid(), counter);
      if (!imports.make_private(Site::import_folder, name)) continue;
      folder_ = imports.below(name);
      break;
    }
    if (is_full()) fsync_path(Site::import_fsync, imports.path());
  }

  bool is_full() const { return project_.spec.durability == Durability::full; }
  bool is_wanted(std::size_t i) const { return places_[i].action != ImportAction::present; }

  void unpack() {
    std::vector<Task> tasks = check_tasks(package_);
    for (std::size_t i = 0; i < package_.runs.size(); ++i) {
      const PackedRun& run = package_.runs[i];
      if (is_wanted(i)) make_tree(run.files, std::to_string(i));
      for (const PackedFile& file : run.files) {
        const std::string target = is_wanted(i) ? join_path(std::to_string(i), file.path) : "";
        files_ += target.empty() ? 0 : 1;
        tasks.push_back({file.entry, file.sha256, file.has_digest, target});
      }
    }
    for (std::size_t i = 0; i < package_.groups.size(); ++i) {
      const PackedGroup& group = package_.groups[i];
      const bool is_placed = !group_folders_[i].empty();
      if (is_placed) make_tree(group.files, group_name(i));
      for (const PackedFile& file : group.files) {
        const std::string target = is_placed ? join_path(group_name(i), file.path) : "";
        files_ += target.empty() ? 0 : 1;
        tasks.push_back({file.entry, file.sha256, file.has_digest, target});
      }
    }
    const bool syncs_each = is_full() && files_ <= kManyFiles;
    Unpacker(package_, options_, &*folder_, syncs_each).run(tasks);
  }

  /// Makes the folders of a run or group, each after the one that holds it.
  void make_tree(const std::vector<PackedFile>& files, const std::string& name) {
    std::set<std::string> folders{name, join_path(name, kRunFolder)};
    for (const PackedFile& file : files) {
      for (std::string path = parent_path(file.path); !path.empty(); path = parent_path(path)) {
        if (!folders.insert(join_path(name, path)).second) break;
      }
    }
    for (const std::string& folder : folders) folder_->make(Site::import_folder, folder);
    trees_.insert(folders.begin(), folders.end());
  }

  static std::string group_name(std::size_t i) { return fmt::format("group-{}", i); }

  /// The files of groups, each into its place; what a group says of runs that it reuses means
  /// nothing here.
  void stage_groups(ImportPlan& plan) {
    for (std::size_t i = 0; i < package_.groups.size(); ++i) {
      const PackedGroup& group = package_.groups[i];
      const std::string& place = group_folders_[i];
      if (place.empty()) continue;
      plan.folders.push_back(place);
      const auto add = [&](const std::string& path) {
        plan.files.push_back({join_path(group_name(i), path), join_path(place, path)});
      };
      if (group.said) {
        GroupFile said = *group.said;
        said.reused.clear();
        said.others = Map();
        if (plan.session && plan.group && place == plan.group->path) be_session(plan, said);
        const std::string path = group_file_path(group_name(i));
        const Fd file = folder_->create(Site::import_write, path);
        const std::string absolute = join_path(folder_->path(), path);
        write_all(Site::import_write, file.get(), group_file_text(said), absolute);
        if (is_full()) fsync_fd(Site::import_fsync, file.get(), absolute);
        add(join_path(kRunFolder, "group.json"));
      }
      for (const PackedFile& file : group.files) {
        if (!is_in_run(place, file.path)) add(file.path);
      }
    }
  }

  /// A session that is made for this import is one of its own, with what was said of the other.
  static void be_session(const ImportPlan& plan, GroupFile& said) {
    said.kind = plan.group->group;
    said.name = plan.session->name;
    said.experiment = plan.session->experiment;
    said.created = now_us();
    said.fields = plan.group->fields;
    said.fields.set("experiment", plan.session->name);
    said.fields.set("date", plan.session->date);
  }

  /// Whether a file of a group would come to lie in the folder of a run that is here: nothing is
  /// added to a run.
  bool is_in_run(const std::string& place, const std::string& file) const {
    for (std::string path = parent_path(file); !path.empty(); path = parent_path(path)) {
      const std::string folder = run_files_folder(project_.absolute(join_path(place, path)));
      for (const FolderEntry& entry : list_folder(folder)) {
        if (parse_run_file_name(entry.name)) return true;
      }
    }
    return false;
  }

  /// What comes beside the files: notes, objects, and the plan.
  ImportPlan stage() {
    ImportPlan plan;
    for (std::size_t i = 0; i < package_.runs.size(); ++i) {
      if (!is_wanted(i)) continue;
      const PackedRun& run = package_.runs[i];
      const std::string name = std::to_string(i);
      write_note(run, name);
      check_user_file(run.place, name);
      const ImportPlace& place = places_[i];
      const bool replaces = place.action == ImportAction::replace;
      plan.moves.push_back({.from = name,
                            .id = run.place.id,
                            .digest = run.place.digest,
                            .to = place.path,
                            .replaces = replaces ? place.here->path : "",
                            .is_shared = place.here_is_shared});
      if (place.session) plan.session = place.session;
      plan.group = place.group;
    }
    stage_groups(plan);
    put_objects();
    return plan;
  }

  /// A user file that cannot be read would make the run unreadable. It is named as it is in the
  /// package: what was unpacked goes away.
  void check_user_file(const PackageRun& place, const std::string& name) const {
    const std::string unpacked = join_path(folder_->path(), name);
    try {
      read_user_edits(unpacked, place.id);
    } catch (const Error& error) {
      std::string message = error.message();
      for (std::size_t at = 0; (at = message.find(unpacked + "/", at)) != message.npos;) {
        message.replace(at, unpacked.size() + 1, place.folder.empty() ? "" : place.folder + "/");
      }
      throw Error(error.code(), message, "it is what people typed: correct it, and export again");
    }
  }

  void write_note(const PackedRun& run, const std::string& name) {
    Imported note{.package = options_.package_name,
                  .exported_by = package_.exported_by,
                  .at = now_us(),
                  .left_out = run.place.left_out};
    for (const PackageText& text : run.place.texts) {
      note.objects.push_back(*kept_text(*run.record.provenance, text.name));
    }
    std::sort(note.left_out.begin(), note.left_out.end());
    std::sort(note.objects.begin(), note.objects.end());
    const Fd file = folder_->create(Site::import_write, imported_path(name, run.place.id));
    const std::string path = join_path(folder_->path(), imported_path(name, run.place.id));
    write_all(Site::import_write, file.get(), imported_text(note), path);
    if (is_full()) fsync_fd(Site::import_fsync, file.get(), path);
  }

  /// Only now that every byte was compared: a package that is refused leaves nothing.
  void put_objects() {
    for (const CheckedFile& file : package_.others) {
      if (!file.is_text) continue;
      const std::string bytes = package_.zip->read(*file.entry, file.entry->size);
      if (sha256(bytes) != file.sha256) {
        throw Error(ErrorCode::conflict, "the package changed while it was read");
      }
      objects_.put(bytes);
    }
  }

  void sync() {
    if (!is_full()) return;
    if (files_ > kManyFiles) return sync_file_system(Site::import_fsync, folder_->path());
    for (const std::string& tree : trees_) {
      fsync_path(Site::import_fsync, join_path(folder_->path(), tree));
    }
    fsync_path(Site::import_fsync, folder_->path());
  }

  void discard() {
    try {
      remove_tree(Site::import_remove, folder_->path());
    } catch (const Error&) {
      // What made us give up is thrown; the next import removes the folder.
    }
  }

  const Project& project_;
  const OpenedPackage& package_;
  const std::vector<ImportPlace>& places_;
  const ImportOptions& options_;
  const std::vector<std::string> group_folders_;  ///< Where groups go; empty: nowhere.
  ObjectStore objects_;  ///< Until the records are in place: what is noted here is not collected.
  std::optional<Folder> folder_;
  std::set<std::string> trees_;  ///< The folders made below it.
  std::size_t files_ = 0;
};

std::string lock_path(const Project& project) {
  return join_path(ensure_hidden_folder(project, "locks"), "import");
}

}  // namespace

void check_package(const OpenedPackage& package, const ImportOptions& options) {
  std::vector<Task> tasks = check_tasks(package);
  const auto add = [&](const std::vector<PackedFile>& files) {
    for (const PackedFile& file : files) {
      tasks.push_back({file.entry, file.sha256, file.has_digest, ""});
    }
  };
  for (const PackedRun& run : package.runs) add(run.files);
  for (const PackedGroup& group : package.groups) add(group.files);
  Unpacker(package, options, nullptr, false).run(tasks);
}

RenderReport import_runs(const Project& project, const OpenedPackage& package,
                         const std::vector<ImportPlace>& places, const ImportOptions& options) {
  const bool has_work = std::any_of(places.begin(), places.end(), [](const ImportPlace& place) {
    return place.action != ImportAction::present;
  });
  if (has_work) return Import(project, package, places, options).run();
  check_package(package, options);
  return follow_what_was_left(project);
}

FileLock lock_imports(const Project& project) { return FileLock::acquire(lock_path(project)); }

FinishedImports finish_imports_locked(const Project& project) {
  FinishedImports finished;
  const std::string imports = project.hidden(kImportsFolder);
  for (const FolderEntry& entry : list_folder(imports)) {
    const std::string folder = join_path(imports, entry.name);
    const std::optional<ImportPlan> plan = read_import_plan(folder);
    if (!plan) {
      remove_tree(Site::import_remove, folder);
      continue;
    }
    for (const ImportMove& move : plan->moves) finished.came.push_back(move.to);
    const RenderReport report = finish(project, folder, *plan);
    finished.problems.insert(finished.problems.end(), report.problems.begin(),
                             report.problems.end());
  }
  return finished;
}

FinishedImports finish_imports(const Project& project) {
  if (list_folder(project.hidden(kImportsFolder)).empty()) return {};
  const std::optional<FileLock> lock = FileLock::try_acquire(lock_path(project));
  return lock ? finish_imports_locked(project) : FinishedImports();
}

}  // namespace cairn
