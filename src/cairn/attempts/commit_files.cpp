#include "cairn/attempts/commit_files.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/layout/paths.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/child_folders.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

namespace {

Map child_fields(const RecordChild& child) {
  return {{"id", child.id.text}, {"name", child.name}, {"kind", child.kind}};
}

/// The fields that a role's template may name for one file.
Map artifact_fields(const RunDefinition& definition, const ArtifactHint& hint,
                    const std::string& file, const RecordChild* child) {
  Map fields = definition.params;
  fields.set("id", definition.id.text);
  fields.set("name", definition.name);
  fields.set("file", file);
  const std::string name = base_name(file);
  const std::size_t dot = name.rfind('.');
  const bool has_extension = dot != std::string::npos && dot > 0;
  fields.set("stem", has_extension ? name.substr(0, dot) : name);
  fields.set("ext", has_extension ? name.substr(dot + 1) : "");
  if (hint.step) fields.set("step", *hint.step);
  if (child != nullptr) fields.set("child", child_fields(*child));
  return fields;
}

/// A hint that names a folder stands for every file in it.
std::vector<ArtifactHint> expand_folders(const std::string& folder,
                                         const std::vector<ArtifactHint>& hints) {
  std::vector<ArtifactHint> files;
  for (const ArtifactHint& hint : hints) {
    const std::optional<FileStat> status = stat_path(join_path(folder, hint.path));
    if (!status || !status->is_folder()) {
      files.push_back(hint);
      continue;
    }
    for (const std::string& name : files_below(join_path(folder, hint.path))) {
      files.push_back(hint);
      files.back().path = join_path(hint.path, name);
    }
  }
  return files;
}

/// Removes the folders that moving has emptied, from the inside out.
void remove_emptied(const std::string& run_folder, std::string relative) {
  while (!relative.empty()) {
    if (!remove_empty_folder(Site::commit_move, join_path(run_folder, relative))) return;
    relative = parent_path(relative);
  }
}

/// Whether a move would take a file away from where a declared out or metrics file promises it.
bool leaves_declared(const RunDefinition& definition, const std::string& from,
                     const std::string& to) {
  const auto leaves = [&](const std::string& declared) {
    return is_below(from, clean_path(declared)) && !is_below(to, clean_path(declared));
  };
  return std::any_of(definition.outs.begin(), definition.outs.end(),
                     [&](const DeclaredOut& out) { return leaves(out.path); }) ||
         std::any_of(definition.metric_files.begin(), definition.metric_files.end(), leaves);
}

/// Moves one file; returns whether it now lies at its target.
bool move_one(const std::string& folder, const std::string& from, const std::string& to,
              std::vector<std::string>& problems) {
  const std::string source = join_path(folder, from);
  const std::string target = join_path(folder, to);
  const bool source_there = stat_path(source).has_value();
  const bool target_there = stat_path(target).has_value();
  if (!source_there && target_there) return true;
  if (!source_there) {
    problems.push_back(fmt::format("artifact '{}' was announced, but there is no such file", from));
    return false;
  }
  if (target_there) {
    problems.push_back(fmt::format("artifact '{}' stays, since '{}' exists already", from, to));
    return false;
  }
  make_folders(Site::commit_move, parent_path(target));
  rename_path(Site::commit_move, source, target);
  remove_emptied(folder, parent_path(from));
  return true;
}

/// Paths of the run that are artifacts, relative to its folder, sorted.
std::set<std::string> artifact_paths(const Attempt& attempt, const EventSummary& events) {
  const std::string& folder = attempt.folder;
  if (!attempt.definition.shared_folder) {
    const std::vector<std::string> files = files_below(folder, kRunFolder);
    std::set<std::string> paths(files.begin(), files.end());
    for (const std::string& path : attempt.kept_edits) paths.erase(path);
    return paths;
  }
  std::set<std::string> paths;
  const auto add = [&](const std::string& path) {
    const std::optional<FileStat> status = stat_path(join_path(folder, path));
    if (status && status->is_file()) paths.insert(path);
    if (!status || !status->is_folder()) return;
    for (const std::string& name : files_below(join_path(folder, path))) {
      paths.insert(join_path(path, name));
    }
  };
  for (const DeclaredOut& out : attempt.definition.outs) add(clean_path(out.path));
  for (const std::string& path : attempt.definition.metric_files) add(clean_path(path));
  for (const ArtifactHint& hint : events.artifacts) add(hint.path);
  // Without a name it would be the folder itself, and every file of every run in it.
  if (!attempt.definition.warnings.empty()) add(attempt.definition.warnings);
  return paths;
}

/// What a file is when no event says it.
std::string default_role(const RunDefinition& definition, const std::string& path) {
  if (path == definition.log) return "log";
  if (!definition.warnings.empty() && path == definition.warnings) return "log";
  for (const std::string& metrics : definition.metric_files) {
    if (path == clean_path(metrics)) return "metrics";
  }
  for (const DeclaredOut& out : definition.outs) {
    if (is_below(path, clean_path(out.path))) return out.name;
  }
  return "artifact";
}

/// What is known of files, by their paths.
class Descriptions {
 public:
  Descriptions(const RunDefinition& definition, const std::vector<RecordChild>& children,
               const EventSummary& events)
      : definition_(definition), children_(children), folders_(children) {
    // Two hints of one path: the later one counts.
    for (const ArtifactHint& hint : events.artifacts) hints_[hint.path] = &hint;
  }

  RecordArtifact describe(const std::string& path) const {
    RecordArtifact artifact{.path = path, .role = default_role(definition_, path)};
    if (const std::vector<std::size_t> owners = folders_.find(path); !owners.empty()) {
      artifact.role = children_[owners.back()].kind;
      artifact.child = children_[owners.back()].name;
    }
    artifact.type = artifact.role;
    if (const auto found = hints_.find(path); found != hints_.end()) {
      const ArtifactHint& hint = *found->second;
      artifact.role = hint.role;
      artifact.type = hint.type;
      artifact.step = hint.step;
      artifact.op = hint.op;
      artifact.child = hint.child;
    }
    return artifact;
  }

 private:
  const RunDefinition& definition_;
  const std::vector<RecordChild>& children_;
  ChildFolders folders_;
  std::unordered_map<std::string_view, const ArtifactHint*> hints_;
};

/// Hashes and syncs all files; where storage.cache asks for it, the object store gets those of a
/// run that finished, in the same pass.
std::vector<HashedFile> hash_artifacts(const Project& project,
                                       const std::vector<std::string>& paths, RunStatus status) {
  const Durability durability = project.spec.durability;
  const std::string cache = project.spec.options.cache();
  if (cache == "off" || status != RunStatus::finished) {
    return hash_files(paths, durability, Site::commit_artifact_fsync);
  }
  ObjectStore objects = open_objects(project);
  const PutMeans means = cache == "reflink" ? PutMeans::clone : PutMeans::copy;
  const std::vector<std::optional<HashedFile>> kept = objects.put_files(paths, means);
  std::vector<HashedFile> files(paths.size());
  for_each_index(paths.size(), [&](std::size_t i) {
    // Where the file system has no reflinks there is no second copy; `cairn doctor` says so.
    files[i] = kept[i] ? *kept[i] : hash_file(paths[i], Durability::none, Site::object_copy);
  });
  if (durability == Durability::full) sync_files(files, Site::commit_artifact_fsync);
  return files;
}

/// Which folders' own names this process has made durable in the folder above. The name of a run
/// folder is new each time; those of the groups above it are synced once.
class SyncedNames {
 public:
  bool contains(const std::string& folder) {
    const std::lock_guard<std::mutex> guard(mutex_);
    return folders_.contains(folder);
  }
  /// Only after the sync succeeded: others rely on it at once.
  void add(const std::string& folder) {
    const std::lock_guard<std::mutex> guard(mutex_);
    folders_.insert(folder);
  }

 private:
  std::mutex mutex_;
  std::unordered_set<std::string> folders_;
};

}  // namespace

std::vector<RecordChild> make_children(const Project& project, const Attempt& attempt,
                                       const EventSummary& events) {
  std::unordered_set<std::string_view> owners;
  for (const ArtifactHint& hint : events.artifacts) owners.insert(hint.child);
  std::vector<RecordChild> children;
  for (const ChildEvent& event : events.children) {
    const Digest digest = child_digest(attempt.definition.digest, event.name);
    RecordChild child{.id = short_id(digest),
                      .digest = digest,
                      .kind = event.kind.empty() ? "model" : event.kind,
                      .name = event.name,
                      .params = event.params,
                      .metrics = event.metrics};
    const std::string path =
        child_path(project.layout, attempt.definition.kind, child.kind, child_fields(child))
            .value_or("");
    // A job may also have written into the folder that `cairn child` named, without a word.
    const bool has_folder = !path.empty() && stat_path(join_path(attempt.folder, path)).has_value();
    if (owners.contains(event.name) || has_folder) child.path = path;
    children.push_back(std::move(child));
  }
  return children;
}

void move_artifacts(const Project& project, const Attempt& attempt,
                    const std::vector<RecordChild>& children, EventSummary& events) {
  events.artifacts = expand_folders(attempt.folder, events.artifacts);
  std::unordered_map<std::string_view, const RecordChild*> by_name;
  for (const RecordChild& child : children) by_name.emplace(child.name, &child);
  for (ArtifactHint& hint : events.artifacts) {
    const auto named = by_name.find(hint.child);
    const RecordChild* child = named == by_name.end() ? nullptr : named->second;
    if (!hint.child.empty() && child == nullptr) {
      events.problems.push_back(fmt::format(
          "artifact '{}' names the child '{}', which no child event names", hint.path, hint.child));
    }
    const Map fields = artifact_fields(attempt.definition, hint, base_name(hint.path), child);
    const std::optional<std::string> wanted = artifact_path(project.layout, hint.role, fields);
    std::string target = wanted ? clean_path(*wanted) : hint.path;
    if (leaves_declared(attempt.definition, hint.path, target)) target = hint.path;
    if (target == hint.path) {
      if (!stat_path(join_path(attempt.folder, hint.path))) {
        events.problems.push_back(
            fmt::format("artifact '{}' was announced, but there is no such file", hint.path));
      }
      continue;
    }
    if (move_one(attempt.folder, hint.path, target, events.problems)) hint.path = target;
  }
}

std::vector<std::string> missing_outs(const Attempt& attempt) {
  std::vector<std::string> missing;
  const auto look = [&](const std::string& path) {
    const std::optional<FileStat> status = stat_path(join_path(attempt.folder, clean_path(path)));
    if (!status) missing.push_back(path);
    // A link's bytes lie elsewhere: nothing here would keep them.
    if (status && !status->is_file() && !status->is_folder()) {
      missing.push_back(path + " (there is a link or special file instead)");
    }
  };
  for (const DeclaredOut& out : attempt.definition.outs) look(out.path);
  for (const std::string& path : attempt.definition.metric_files) look(path);
  return missing;
}

CollectedFiles collect_artifacts(const Project& project, const Attempt& attempt,
                                 const std::vector<RecordChild>& children,
                                 const EventSummary& events, const RunEnd& end) {
  CollectedFiles result;
  std::set<std::string> paths = artifact_paths(attempt, events);
  for (auto path = paths.begin(); path != paths.end();) {
    const bool has_text = is_utf8(*path);
    if (!has_text) result.unnameable.push_back(printable(*path));
    path = has_text ? std::next(path) : paths.erase(path);
  }
  if (end.log_size) paths.insert(attempt.definition.log);
  std::vector<std::string> absolute;
  for (const std::string& path : paths) absolute.push_back(join_path(attempt.folder, path));
  const std::vector<HashedFile> files = hash_artifacts(project, absolute, end.status);
  const Descriptions known(attempt.definition, children, events);
  std::size_t index = 0;
  for (const std::string& path : paths) {
    RecordArtifact artifact = known.describe(path);
    if (end.status != RunStatus::finished && artifact.role != "log") artifact.role = "partial";
    artifact.size = files[index].size;
    artifact.sha256 = files[index].sha256;
    result.artifacts.push_back(std::move(artifact));
    ++index;
  }
  return result;
}

std::vector<RecordOut> digest_outs(const RunDefinition& definition,
                                   const std::vector<RecordArtifact>& artifacts) {
  std::vector<RecordOut> outs;
  for (const DeclaredOut& out : definition.outs) {
    const std::string path = clean_path(out.path);
    std::string listing;
    bool is_file = false;
    RecordOut result{.name = out.name, .path = path};
    for (const RecordArtifact& artifact : artifacts) {
      if (artifact.path == path) {
        result.digest = artifact.sha256;
        is_file = true;
      }
      if (artifact.path == path || !is_below(artifact.path, path)) continue;
      listing += sha256sum_line(artifact.sha256, relative_to(artifact.path, path));
    }
    // As hash_folder would: an empty folder has the digest of an empty listing.
    if (!is_file) result.digest = sha256(listing);
    outs.push_back(std::move(result));
  }
  return outs;
}

void sync_folders(const Project& project, const Attempt& attempt,
                  const std::vector<RecordArtifact>& artifacts) {
  std::set<std::string> folders{attempt.folder};
  for (const RecordArtifact& artifact : artifacts) {
    for (std::string path = parent_path(artifact.path); !path.empty(); path = parent_path(path)) {
      if (path != kRunFolder) folders.insert(join_path(attempt.folder, path));
    }
  }
  for (const std::string& folder : folders) fsync_path(Site::commit_folder_fsync, folder);
  static SyncedNames synced;
  std::string folder = attempt.folder;
  while (folder != project.root && is_below(folder, project.root)) {
    const bool is_run_folder = folder == attempt.folder;
    const std::string parent = parent_path(folder);
    if (is_run_folder || !synced.contains(folder)) {
      fsync_path(Site::commit_folder_fsync, parent);
      if (!is_run_folder) synced.add(folder);
    }
    folder = parent;
  }
}

}  // namespace cairn
