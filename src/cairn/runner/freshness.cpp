#include "cairn/runner/freshness.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/runner/placeholders.h"
#include "cairn/store/changed_files.h"

namespace cairn {

namespace {

/// The outs of a need that a stage names ({fits.model}); empty when it also takes the whole folder.
std::set<std::string, std::less<>> named_outs(const StageSpec& stage, const std::string& need) {
  std::set<std::string, std::less<>> outs;
  bool whole = false;
  const auto look = [&](const TextTemplate& text) {
    for (const std::string& name : text.placeholders()) {
      if (name == need || name == need + ".path") whole = true;
      if (name.starts_with(need + ".")) outs.insert(name.substr(need.size() + 1));
    }
  };
  for (const TextTemplate& word : stage.command.words) look(word);
  for (const EnvironmentSpec& variable : stage.environment) {
    if (variable.value) look(*variable.value);
  }
  return whole ? std::set<std::string, std::less<>>{} : outs;
}

/// One leaf for each output that the run takes from a need: "<upstream digest>/<out>". `member` is
/// the place of the need's first run in the definition's inputs, and moves past its last.
Map input_leaves(const PlannedRun& run, const Point::Need& need,
                 const std::vector<std::optional<RunOutputs>>& outputs, std::size_t& member) {
  constexpr std::size_t kShownDigest = 12;
  const std::set<std::string, std::less<>> wanted = named_outs(*run.point.stage, need.spec->name);
  Map leaves;
  for (const std::size_t index : need.points) {
    const std::string upstream = run.definition.inputs.at(member++).run.hex();
    const RunOutputs& given = *outputs[index];
    const bool names_one = std::any_of(given.begin(), given.end(), [&](const auto& output) {
      return wanted.contains(output.first);
    });
    for (const auto& [name, digest] : given) {
      if (names_one && !wanted.contains(name)) continue;
      leaves.set(fmt::format("{}/{}", upstream.substr(0, kShownDigest), name), digest.hex());
    }
  }
  return leaves;
}

/// What a person takes for the size of a file in a sentence.
Value size_value(std::uint64_t bytes) { return fmt::format("{} bytes", bytes); }

class FileCheck {
 public:
  FileCheck(const PlannedRun& run, const Record& record, std::string folder)
      : folder_(std::move(folder)),
        run_(run),
        record_(record),
        recorded_(record_mtime(folder_, run.definition.id)) {}

  /// One reason for each out and metrics file that is not as the record says.
  Reasons check() {
    for (const std::size_t index : doubtful_artifacts(folder_, record_)) {
      const RecordArtifact& artifact = record_.artifacts[index];
      const std::string* name = out_name(artifact);
      if (name != nullptr && !complained_.contains(*name)) check_artifact(artifact, *name);
    }
    for (const DeclaredOut& out : run_.definition.outs) {
      if (complained_.contains(out.name)) continue;
      if (stat_path(join_path(folder_, clean_path(out.path)))) continue;
      complain(out.name, std::nullopt, std::nullopt, fmt::format("out '{}' is gone", out.path));
    }
    return std::move(reasons_);
  }

 private:
  std::string path_of(const RecordArtifact& artifact) const {
    return join_path(folder_, artifact.path);
  }

  /// The out that an artifact belongs to, itself for a metrics file; nullptr: nothing needs it.
  const std::string* out_name(const RecordArtifact& artifact) const {
    for (const RecordOut& out : record_.outs) {
      if (is_below(artifact.path, out.path)) return &out.name;
    }
    const bool counts =
        artifact.role == "metrics" || (record_.outs.empty() && artifact.role != "log");
    return counts ? &artifact.path : nullptr;
  }

  void check_artifact(const RecordArtifact& artifact, const std::string& name) {
    const std::optional<FileStat> status = stat_path(path_of(artifact));
    if (!status) {
      complain(name, Value(artifact.sha256.hex()), std::nullopt,
               fmt::format("'{}' is gone", artifact.path));
    } else if (status->is_link() && read_object_link(path_of(artifact)) == artifact.sha256) {
      // Deduplicated: the object is what its name says, and never changes. It may not have come
      // along with the folder, and then a job that needs the file would not find it.
      if (stat_following(path_of(artifact))) return;
      complain(
          name, Value(artifact.sha256.hex()), std::nullopt,
          fmt::format("'{}' is gone: the object that it is a link to is not there", artifact.path));
    } else if (status->size != artifact.size) {
      const Value before = size_value(artifact.size);
      const Value after = size_value(status->size);
      complain(name, before, after,
               fmt::format("'{}' was changed after the run: {} → {}", artifact.path,
                           before.as_string(), after.as_string()));
    } else if (status->is_file() && status->mtime_ns > recorded_) {
      const Digest digest = hash_path(path_of(artifact));
      if (digest == artifact.sha256) return;
      complain(
          name, Value(artifact.sha256.hex()), Value(digest.hex()),
          fmt::format("'{}' was changed after the run: same size, other bytes", artifact.path));
    }
  }

  void complain(const std::string& name, std::optional<Value> before, std::optional<Value> after,
                std::string detail) {
    complained_.insert(name);
    reasons_.push_back({.kind = ReasonKind::outs,
                        .leaf = "outs." + name,
                        .before = std::move(before),
                        .after = std::move(after),
                        .detail = std::move(detail),
                        .place = ""});
  }

  const std::string folder_;
  const PlannedRun& run_;
  const Record& record_;
  const std::int64_t recorded_;
  std::set<std::string> complained_;
  Reasons reasons_;
};

/// The id of an input whose digest begins so, by what was planned or what was recorded.
std::string id_of_member(const PlannedRun& run, const Record& record, const std::string& digits) {
  for (const RunDefinition* definition : {&run.definition, &record.definition}) {
    for (const InputLink& input : definition->inputs) {
      if (input.run.hex().starts_with(digits)) return input.id;
    }
  }
  return digits;
}

/// "fits.5e856f501489/model" in words. Of a member that is new or gone only its first out is told.
class InputReasons {
 public:
  InputReasons(const PlannedRun& run, const Record& record, const Fingerprint& wanted)
      : run_(run), record_(record), wanted_(wanted) {}

  std::optional<Reason> reason(const LeafChange& change) {
    const std::string rest = change.leaf.substr(change.leaf.find('.') + 1);
    const std::size_t dot = rest.find('.');
    const std::string need = rest.substr(0, dot);
    const std::string output = dot == std::string::npos ? "" : rest.substr(dot + 1);
    const std::string member = output.substr(0, output.find('/'));
    const std::string out = output.substr(std::min(output.size(), member.size() + 1));
    const bool was = holds(record_.fingerprint.inputs, need, member);
    const bool is = holds(wanted_.inputs, need, member);
    if (was != is && !told_.insert(need + "/" + member).second) return std::nullopt;
    const std::string id = id_of_member(run_, record_, member);
    std::string detail = fmt::format("{} of {} ({}) changed", out, id, need);
    if (!was) detail = fmt::format("{} is a new member of {}", id, need);
    if (output.empty()) {
      detail = fmt::format("the need '{}' is {}", need, change.before ? "gone" : "new");
    } else if (!is)
      detail = fmt::format("{} is no member of {} any more", id, need);
    if (was && is && !change.before) detail = fmt::format("{} of {} ({}) is new", out, id, need);
    if (was && is && !change.after) detail = fmt::format("{} of {} ({}) is gone", out, id, need);
    if (change.before && change.after) {
      detail += fmt::format(" ({})", change_text(change.before, change.after));
    }
    return Reason{ReasonKind::inputs, change.leaf, change.before, change.after, detail, ""};
  }

 private:
  static bool holds(const Map& inputs, const std::string& need, const std::string& member) {
    const Value* leaves = inputs.find(need);
    if (leaves == nullptr || !leaves->is_map()) return false;
    return std::any_of(
        leaves->as_map().begin(), leaves->as_map().end(),
        [&](const Map::Entry& leaf) { return leaf.first.starts_with(member + "/"); });
  }

  const PlannedRun& run_;
  const Record& record_;
  const Fingerprint& wanted_;
  std::set<std::string> told_;
};

/// Which part of the fingerprint a leaf lies in; deps are code or data as the stage says.
ReasonKind kind_of(const Project& project, const PlannedRun& run, const std::string& leaf) {
  if (leaf == "command") return ReasonKind::command;
  if (leaf.starts_with("params.")) return ReasonKind::params;
  if (leaf.starts_with("inputs.")) return ReasonKind::inputs;
  if (leaf.starts_with("env.")) return ReasonKind::env;
  const std::string path = leaf.substr(leaf.find('.') + 1);
  DepRole role = guess_dep_role(path);
  for (const DepSpec& dep : run.point.stage->deps) {
    if (dep_path(project, run, dep) == path) role = dep.role;
  }
  return role == DepRole::code ? ReasonKind::code : ReasonKind::data;
}

/// The fingerprint's leaf of a dep, as it lies there now.
std::string leaf_of_dep(const Project& project, const PlannedRun& run, const DepSpec& dep,
                        DepHasher& hasher) {
  std::string version;
  if (dep.version) {
    version = render(*dep.version, [&](std::string_view name) {
      return value_text(project.spec, run.point, name);
    });
  }
  const std::string absolute = absolute_path(dep_path(project, run, dep), project.root);
  return dep_leaf(hasher, absolute, dep.check, version);
}

/// Whether the dep is written as a dataset is, {dataset.path}: the command reads it where it lies.
bool is_of_dataset(const DepSpec& dep) {
  const std::vector<std::string> names = dep.path.placeholders();
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.ends_with(".path"); });
}

/// A dep of a dataset as it was recorded and as it is, under different paths.
struct DatasetDep {
  const DepSpec& dep;
  const Map::Entry& before;
  const Map::Entry& after;
};

/// Those that have another path now. Records know only paths, and not which dep each was: what
/// stands at the same place of the list is the same.
std::vector<DatasetDep> repathed_datasets(const PlannedRun& run, const Map& before,
                                          const Map& after) {
  const std::vector<DepSpec>& deps = run.point.stage->deps;
  std::vector<DatasetDep> repathed;
  if (before.size() != deps.size() || after.size() != deps.size()) return repathed;
  auto old = before.begin();
  auto now = after.begin();
  for (std::size_t i = 0; i < deps.size(); ++i, ++old, ++now) {
    if (old->first != now->first && is_of_dataset(deps[i])) {
      repathed.push_back({deps[i], *old, *now});
    }
  }
  return repathed;
}

/// The leaves of datasets that lie elsewhere now and are what they were, by their old and new
/// paths.
std::set<std::string> moved_deps(const PlannedRun& run, const Map& before, const Map& after) {
  std::set<std::string> moved;
  for (const DatasetDep& one : repathed_datasets(run, before, after)) {
    const bool is_elsewhere =
        !after.contains(one.before.first) && !before.contains(one.after.first);
    if (!is_elsewhere || !(one.before.second == one.after.second)) continue;
    moved.insert("deps." + one.before.first);
    moved.insert("deps." + one.after.first);
  }
  return moved;
}

/// Datasets that were exchanged and stay where they are: all leaves are the same, and each name of
/// cairn.yaml gives the other's bytes.
Reasons exchanged_deps(const PlannedRun& run, const Map& before, const Map& after) {
  Reasons reasons;
  for (const DatasetDep& one : repathed_datasets(run, before, after)) {
    const bool are_both_known =
        after.contains(one.before.first) && before.contains(one.after.first);
    if (!are_both_known || one.before.second == one.after.second) continue;
    reasons.push_back(
        {ReasonKind::data, "deps." + one.after.first, one.before.second, one.after.second,
         fmt::format("stands where {} stood", printable(one.before.first)), one.dep.path.place});
  }
  return reasons;
}

}  // namespace

std::string dep_path(const Project& project, const PlannedRun& run, const DepSpec& dep) {
  return render(dep.path,
                [&](std::string_view name) { return value_text(project.spec, run.point, name); });
}

/// What to do about a dependency that is not there. Of a data set the line that names its folder
/// says more than cairn knows: no stage makes it.
std::string missing_dep_hint(const Project& project, const std::string& path) {
  for (const DatasetSpec& dataset : project.spec.datasets) {
    const Value* place = dataset.fields.find("path");
    if (place == nullptr || *place != Value(path)) continue;
    return fmt::format("the data set '{}' has to be there before its runs; see {}",
                       printable(dataset.name), dataset.place);
  }
  return "deps are relative to the folder of cairn.yaml";
}

void check_deps(const Project& project, const PlannedRun& run) {
  for (const DepSpec& dep : run.point.stage->deps) {
    const std::string path = dep_path(project, run, dep);
    if (stat_following(absolute_path(path, project.root))) continue;
    throw Error(ErrorCode::not_found,
                fmt::format("{}: stage '{}' depends on '{}', and there is no such file or folder",
                            dep.path.place, run.definition.stage, path),
                missing_dep_hint(project, path));
  }
}

std::vector<std::string> changed_deps(const Project& project, const PlannedRun& run,
                                      const Fingerprint& fingerprint, DepHasher& hasher) {
  std::vector<std::string> changed;
  for (const DepSpec& dep : run.point.stage->deps) {
    const std::string path = dep_path(project, run, dep);
    const Value* before = fingerprint.deps.find(path);
    try {
      if (before != nullptr && *before == Value(leaf_of_dep(project, run, dep, hasher))) continue;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::io) throw;
    }
    changed.push_back(path);
  }
  return changed;
}

Fingerprint make_fingerprint(const Project& project, const PlannedRun& run,
                             const std::vector<std::optional<RunOutputs>>& outputs,
                             DepHasher& hasher) {
  check_deps(project, run);
  Fingerprint fingerprint{.command = project.redactor.redact(run.point.stage->command.source()),
                          .params = run.definition.params};
  for (const DepSpec& dep : run.point.stage->deps) {
    fingerprint.deps.set(dep_path(project, run, dep), leaf_of_dep(project, run, dep, hasher));
  }
  std::size_t member = 0;
  for (const Point::Need& need : run.point.needs) {
    fingerprint.inputs.set(need.spec->name, input_leaves(run, need, outputs, member));
  }
  for (const auto& [name, text, place] : run.point.stage->environment) {
    const char* value = std::getenv(name.c_str());
    if (name_secrecy(name) != NameSecrecy::none) {
      fingerprint.environment.set(name, kRedacted);
    } else if (text) {
      fingerprint.environment.set(name, project.redactor.redact(text->source));
    } else {
      fingerprint.environment.set(
          name, value == nullptr ? Value() : Value(project.redactor.redact(value)));
    }
  }
  return fingerprint;
}

Reasons stale_reasons(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint, const Triggers& triggers) {
  return stale_reasons(project, run, record, fingerprint, triggers,
                       project.absolute(run.definition.path));
}

Reasons stale_reasons(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint, const Triggers& triggers,
                      const std::string& folder) {
  Reasons reasons;
  InputReasons inputs(run, record, fingerprint);
  const std::set<std::string> moved = moved_deps(run, record.fingerprint.deps, fingerprint.deps);
  for (LeafChange& change : changed_leaves(record.fingerprint, fingerprint, run.defaults)) {
    if (moved.contains(change.leaf)) continue;
    const ReasonKind kind = kind_of(project, run, change.leaf);
    if (!triggers.contains(kind)) continue;
    if (kind == ReasonKind::inputs) {
      if (std::optional<Reason> reason = inputs.reason(change)) reasons.push_back(*reason);
    } else {
      reasons.push_back({kind, std::move(change.leaf), std::move(change.before),
                         std::move(change.after), "", ""});
    }
  }
  if (triggers.contains(ReasonKind::data)) {
    for (Reason& reason : exchanged_deps(run, record.fingerprint.deps, fingerprint.deps)) {
      reasons.push_back(std::move(reason));
    }
  }
  for (Reason& reason : FileCheck(run, record, folder).check()) {
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace cairn
