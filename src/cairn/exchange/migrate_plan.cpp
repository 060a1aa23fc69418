#include "cairn/exchange/migrate_plan.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/exchange/migrate_fields.h"
#include "cairn/exchange/migrate_groups.h"
#include "cairn/layout/read_path.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/provenance.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/resolve.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

/// The objects that hold the texts of a run's provenance.
std::vector<Digest> objects_of(const Record& record) {
  if (!record.provenance) return {};
  std::vector<Digest> objects;
  for (const std::string_view name : {"git.diff", "git.untracked", "packages", "environment"}) {
    if (const auto object = kept_text(*record.provenance, name)) objects.push_back(*object);
  }
  for (const auto& [path, object] : record.provenance->sources) objects.push_back(object);
  return objects;
}

class MigrationPlanner {
 public:
  MigrationPlanner(const MigrationSource& source, const Project& project, const Catalog& catalog)
      : source_(source), project_(project), catalog_(catalog), fields_of_(source, project) {
    for (const RunHead& head : catalog.heads()) {
      if (project.adopted_at(head.path) == nullptr) taken_.insert(head.path);
    }
    for (const Record& record : source.records) ++runs_in_[record.definition.path];
    const bool is_inside = is_below(source.folder, project.root) && source.folder != project.root;
    if (is_inside) own_path_ = relative_to(source.folder, project.root);
    const std::vector<std::string> layouts = layout_names();
    if (source.is_project) {
      source_project_ = open_project(source.root);
    } else if (std::ranges::find(layouts, source.layout) != layouts.end()) {
      source_layout_ = find_layout(source.layout);
    }
  }

  MigrationPlan plan() {
    // What is there already has its places: the others get theirs beside it.
    std::vector<const Record*> fresh;
    for (const Record& record : source_.records) {
      if (!add_present(record)) fresh.push_back(&record);
    }
    for (const Record* record : fresh) plan_.runs.push_back(plan_one(*record));
    std::sort(plan_.runs.begin(), plan_.runs.end(), [](const MigratedRun& a, const MigratedRun& b) {
      return std::tie(a.old_path, a.record.definition.id.text) <
             std::tie(b.old_path, b.record.definition.id.text);
    });
    return std::move(plan_);
  }

 private:
  /// A run that is only adopted where it lies has not come yet.
  bool add_present(const Record& old) {
    const std::optional<RunHead> head = catalog_.find_by_digest(old.definition.digest);
    if (!head) return false;
    if (project_.adopted_at(head->path) != nullptr) {
      adopted_.emplace(old.definition.digest, *head);
      return false;
    }
    MigratedRun run{
        .state = MigratedRun::State::present, .old_path = old.definition.path, .record = old};
    run.record.definition.path = head->path;
    run.record.definition.kind = fields_of_.kind_of(old);
    try {
      for (const RecordArtifact& artifact : load_record(project_, *head).artifacts) {
        shared_files_.insert(join_path(head->path, artifact.path));
      }
    } catch (const Error& error) {
      // It runs just now, or is damaged: verify tells.
      if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::corrupt) throw;
    }
    plan_.runs.push_back(std::move(run));
    return true;
  }

  MigratedRun plan_one(const Record& old) {
    MigratedRun run{.old_path = old.definition.path, .record = old};
    run.record.definition.kind = fields_of_.kind_of(old);
    try {
      place(old, run);
    } catch (const Error& error) {
      run.state = MigratedRun::State::refused;
      run.reason = error.message();
      return run;
    }
    name_files(old, run);
    complete(old, run);
    if (source_.is_project) add_kept_files(old, run);
    add_user_file(old, run);
    for (const MigratedFile& file : run.files) plan_.bytes += file.size;
    plan_.files += run.files.size();
    return run;
  }

  void place(const Record& old, MigratedRun& run) {
    RunDefinition& definition = run.record.definition;
    const Kind* kind = find_kind(project_.layout, definition.kind);
    if (kind == nullptr) {
      throw Error(ErrorCode::invalid_input, fmt::format("layout '{}' has no place for a {}",
                                                        project_.layout.name, definition.kind));
    }
    MigrationFields::Place found = fields_of_.place(old, *kind, run.record);
    fields_ = std::move(found.fields);
    definition.path = found.place.path;
    definition.whole_name = std::move(found.place.whole_name);
    definition.shared_folder = kind->shared || kind->holds;
    run.groups = std::move(found.place.groups);
    if (kind->shared) return;
    count_on(*kind, run);
    if (is_taken(*kind, definition.path)) {
      const std::string wanted = definition.path;
      definition.path = with_id(wanted, definition.id.text);
      plan_.conflicts.push_back(fmt::format("{}: '{}' is taken, it goes to '{}'",
                                            old.definition.path, wanted, definition.path));
    }
    taken_.insert(definition.path);
  }

  bool is_taken(const Kind& kind, const std::string& path) const {
    return taken_.contains(path) || (!kind.holds && lies_there(path));
  }

  /// Where the layout counts the runs that would share a place, the first number that is free.
  void count_on(const Kind& kind, MigratedRun& run) {
    const FieldRules& rules = kind.full.fields();
    const auto counted = std::ranges::find_if(rules, [&](const FieldRule& rule) {
      return rule.is_numbered && !fields_.contains(rule.name);
    });
    RunDefinition& definition = run.record.definition;
    for (int number = 1; counted != rules.end() && is_taken(kind, definition.path); ++number) {
      fields_.set(counted->name, number + 1);
      RunPlace place = run_path(project_.layout, kind.name, fields_);
      if (place.path == definition.path) return;  // It does not show the number.
      definition.path = place.path;
      definition.whole_name = std::move(place.whole_name);
      run.groups = std::move(place.groups);
    }
  }

  /// Whether something lies at `path` that will not go to `legacy/` first.
  bool lies_there(const std::string& path) const {
    const bool goes = std::any_of(source_.originals.begin(), source_.originals.end(),
                                  [&](const std::string& one) { return is_below(path, one); });
    return !goes && stat_path(project_.absolute(path)).has_value();
  }

  /// Where cairn keeps the log of a run whose layout has no place for it.
  static std::string plain_log(const Record& record) {
    return join_path(kRunFolder, base_name(plain_log_path("", record.definition.id)));
  }

  /// Each artifact gets the place that the layout has for its role, or keeps its own below the run;
  /// one that lay in no folder of the run goes into one named by its role. Of `.run` only the log
  /// is one.
  void name_files(const Record& old, MigratedRun& run) {
    std::set<std::string> used;
    const std::string log = plain_log(old);
    const auto is_private = [&](const std::string& path) {
      return is_below(path, kRunFolder) && path != log;
    };
    const std::string folder = join_path(source_.root, old.definition.path);
    const bool is_shared = run.record.definition.shared_folder;
    const std::string content = content_folder(project_.layout, run.record.definition.kind);
    for (std::size_t i = 0; i < old.artifacts.size(); ++i) {
      const RecordArtifact& artifact = old.artifacts[i];
      std::string name = clean_path(new_name(old, artifact, content));
      if (is_private(name)) name = base_name(name);
      const auto is_free = [&](const std::string& path) {
        const std::string whole = join_path(run.record.definition.path, path);
        return !used.contains(path) && !(is_shared && shared_files_.contains(whole)) &&
               !is_private(path);
      };
      std::string to = name;
      for (int count = 2; !is_free(to); ++count) {
        to = join_path(parent_path(name), fmt::format("{}_{}", count, base_name(name)));
      }
      used.insert(to);
      if (is_shared) shared_files_.insert(join_path(run.record.definition.path, to));
      const std::string from = clean_path(join_path(folder, artifact.path));
      const bool is_object = source_project_ && read_object_link(from) == artifact.sha256;
      run.files.push_back({.from = is_object ? object_path(artifact.sha256) : from,
                           .to = to,
                           .size = artifact.size,
                           .sha256 = artifact.sha256,
                           .is_object = is_object});
      run.record.artifacts[i].path = to;
      if (old.definition.log == artifact.path) run.record.definition.log = to;
    }
  }

  std::string object_path(const Digest& digest) const {
    return open_objects(*source_project_).path(digest);
  }

  /// The path below the folder of the run, or below that which the layout of the source makes for
  /// it where its program keeps notes and files apart; nullopt for what lay in neither.
  std::optional<std::string> own_name(const Record& old, const RecordArtifact& artifact) const {
    if (!artifact.path.starts_with("../")) {
      const std::string content =
          source_project_ ? content_folder(source_project_->layout, old.definition.kind) : "";
      const bool is_in_it = !content.empty() && is_below(artifact.path, content);
      return is_in_it ? relative_to(artifact.path, content) : artifact.path;
    }
    if (!source_layout_) return std::nullopt;
    const Kind* kind = find_kind(*source_layout_, old.definition.kind);
    const std::string path = clean_path(join_path(old.definition.path, artifact.path));
    for (const PathMeaning& meaning : read_path(*source_layout_, path)) {
      const bool is_its = meaning.reading.what == LayoutReading::What::run && kind != nullptr &&
                          meaning.reading.name == kind->name;
      if (is_its && !meaning.file.empty()) return meaning.file;
    }
    return std::nullopt;
  }

  /// The folder in a run whose files a layout names; empty: it has none.
  static std::string content_folder(const Layout& layout, const std::string& kind_name) {
    const Kind* kind = find_kind(layout, kind_name);
    if (kind == nullptr) return "";
    const auto named = std::ranges::find_if(
        kind->names, [](const NameRule& rule) { return !rule.folder.empty(); });
    return named == kind->names.end() ? "" : named->folder;
  }

  /// What a run has beside the files that its layout names: its log, and views of the old program.
  bool is_beside_content(const std::string& own, const RecordArtifact& artifact) const {
    const auto is_it = [&](const DocumentRule& rule) { return !rule.file.match(own).empty(); };
    return artifact.role == "log" ||
           std::ranges::any_of(project_.layout.kinds, [&](const Kind& kind) {
             return !kind.child && std::ranges::any_of(kind.documents, is_it);
           });
  }

  /// `path`, the place of a file by its role, where files of that role lie in folders: they keep
  /// them, from the innermost one on that holds all.
  static std::string with_folders(const Record& old, const RecordArtifact& artifact,
                                  const std::string& path) {
    std::string common = parent_path(artifact.path);
    for (const RecordArtifact& other : old.artifacts) {
      if (other.role != artifact.role) continue;
      while (!common.empty() && !is_below(other.path, common)) common = parent_path(common);
    }
    const std::string below =
        parent_path(common.empty() ? artifact.path : relative_to(artifact.path, common));
    return join_path(join_path(parent_path(path), below), base_name(path));
  }

  std::string new_name(const Record& old, const RecordArtifact& artifact,
                       const std::string& content) const {
    // What a stage declared stays where it declared it.
    const bool is_declared = std::any_of(
        old.outs.begin(), old.outs.end(),
        [&](const RecordOut& out) { return is_below(artifact.path, clean_path(out.path)); });
    if (is_declared) return artifact.path;
    const std::optional<std::string> own = own_name(old, artifact);
    // What belongs together in a folder stays together where the layout knows such folders.
    const bool is_at_home = source_.layout == project_.layout.name;
    if (own && is_at_home && own->find('/') != std::string::npos) return *own;
    const std::string named_file = known_name(artifact);
    Map fields = fields_;
    fields.set("file", base_name(artifact.path));
    if (!artifact.op.empty()) fields.set("status", artifact.op);
    try {
      if (const auto path = artifact_path(project_.layout, artifact.role, fields)) {
        const bool is_there = own && is_below(*own, parent_path(*path));
        if (is_there) return *own;
        const bool is_of_content = !content.empty() && is_below(*path, content);
        return own && !is_of_content ? *path : with_folders(old, artifact, *path);
      }
      // What several models use belongs to no child.
      const bool is_of_all = artifact.role == "model" && artifact.child.empty();
      fields.set("file", named_file);
      if (is_of_all && !own) {
        if (const auto path = artifact_path(project_.layout, "shared", fields)) return *path;
      }
    } catch (const Error&) {
      // A template that the values do not fit leaves the file where it is.
    }
    if (own)
      return is_at_home || is_beside_content(*own, artifact) ? *own : join_path(content, *own);
    return join_path(artifact.role, named_file);
  }

  /// What another store named by its digest gets the name by which its program knew it.
  static std::string known_name(const RecordArtifact& artifact) {
    const std::string file = base_name(artifact.path);
    const std::size_t dot = file.find_last_of('.');
    std::string stem = artifact.op.empty() ? file.substr(0, dot) : artifact.op;
    std::replace(stem.begin(), stem.end(), '/', '_');
    return stem + (dot == std::string::npos ? "" : file.substr(dot));
  }

  void add_file(const std::string& from, const std::string& to, MigratedRun& run) const {
    if (!stat_path(from)) return;
    const HashedFile hashed = hash_file(from, Durability::none, Site::file_write);
    run.files.push_back({.from = from, .to = to, .size = hashed.size, .sha256 = hashed.sha256});
  }

  /// What cairn itself keeps beside a record: the history, the events, a log without a place.
  void add_kept_files(const Record& old, MigratedRun& run) const {
    const RunId& id = old.definition.id;
    const std::string folder = join_path(source_.root, old.definition.path);
    const auto add = [&](const std::string& path, std::uint64_t size, const Digest& sha256) {
      run.files.push_back({.from = path,
                           .to = join_path(kRunFolder, base_name(path)),
                           .size = size,
                           .sha256 = sha256});
    };
    if (old.history) add(history_path(folder, id), old.history->size, old.history->sha256);
    if (old.events_size && old.events_sha256) {
      add(events_path(folder, id, old.attempt().number), *old.events_size, *old.events_sha256);
    }
    const std::string log = plain_log(old);
    if (std::ranges::find(old.artifacts, log, &RecordArtifact::path) == old.artifacts.end()) {
      add_file(join_path(folder, log), log, run);
    }
    run.objects = objects_of(old);
  }

  /// What a person said of the run goes with it, whether it is a project's or only adopted here.
  void add_user_file(const Record& old, MigratedRun& run) const {
    const RunId& id = old.definition.id;
    const auto adopted = adopted_.find(old.definition.digest);
    const std::string from = source_.is_project
                                 ? user_path(join_path(source_.root, old.definition.path), id)
                             : adopted == adopted_.end()
                                 ? ""
                                 : user_file_of(project_, adopted->second.path, adopted->second.id);
    if (!from.empty()) add_file(from, join_path(kRunFolder, base_name(user_path(from, id))), run);
  }

  /// What else the record says from now on.
  void complete(const Record& old, MigratedRun& run) const {
    Record& record = run.record;
    if (record.origin) record.origin->tree.clear();
    record.cairn_version = version();
    record.durability = durability_name(project_.spec.durability);
    if (record.definition.experiment.empty()) {
      record.definition.experiment = text_or(Value(fields_), "experiment", "");
    }
    if (record.definition.log.empty() || record.definition.log == old.definition.log) {
      const bool is_artifact =
          std::any_of(record.artifacts.begin(), record.artifacts.end(),
                      [&](const auto& one) { return one.path == record.definition.log; });
      if (!is_artifact) {
        record.definition.log = fmt::format("{}/{}.log", kRunFolder, record.definition.id.text);
      }
    }
    for (const std::string& path : old_paths(old)) add_old_path(path, record.definition.names);
  }

  /// Where the run lay; in a folder of several runs, where its files lay.
  std::vector<std::string> old_paths(const Record& old) const {
    const std::string folder = join_path(own_path_, old.definition.path);
    std::vector<std::string> paths;
    if (!folder.empty()) paths.push_back(folder);
    if (runs_in_.at(old.definition.path) == 1 || source_.is_project) return paths;
    for (const RecordArtifact& artifact : old.artifacts) {
      paths.push_back(clean_path(join_path(folder, artifact.path)));
    }
    return paths;
  }

  static void add_old_path(const std::string& path, Map& names) {
    std::string field{kOldPath};
    for (int count = 2; const Value* known = names.find(field); ++count) {
      if (text_or(*known, "name", "") == path) return;
      field = fmt::format("{}.{}", kOldPath, count);
    }
    names.set(field, Map{{"scheme", "path"}, {"text", ""}, {"full", ""}, {"name", path}});
  }

  const MigrationSource& source_;
  std::optional<Project> source_project_;
  std::optional<Layout>
      source_layout_;  ///< Of a foreign tree, where a layout of ours describes it.
  const Project& project_;
  const Catalog& catalog_;
  MigrationFields fields_of_;
  MigrationPlan plan_;
  std::string own_path_;  ///< Of a source that lies in the project itself, from there.
  std::map<std::string, std::size_t> runs_in_;  ///< How many runs each folder of the source holds.
  std::map<Digest, RunHead> adopted_;
  std::set<std::string> taken_;
  std::set<std::string> shared_files_;
  Map fields_;  ///< Of the run that is being planned.
};

}  // namespace

std::size_t MigrationPlan::count(MigratedRun::State state) const {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [&](const MigratedRun& run) { return run.state == state; }));
}

MigrationPlan plan_migration(const MigrationSource& source, const Project& project,
                             const Catalog& catalog) {
  MigrationPlan plan = MigrationPlanner(source, project, catalog).plan();
  plan_groups(source, project, plan);
  return plan;
}

}  // namespace cairn
