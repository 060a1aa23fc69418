#include "cairn/runner/freshness.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/objects/hash_files.h"
#include "cairn/runner/placeholders.h"

namespace cairn {

namespace {

std::string file_state(const std::string& path) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status) return "gone";
  return fmt::format("{} {} {};", status->size, status->mtime_ns, status->inode);
}

/// Everything that would change if the bytes did, without reading them.
std::string tree_state(const std::string& path) {
  const std::optional<FileStat> status = stat_following(path);
  if (!status || !status->is_folder()) return file_state(path);
  std::string state;
  for (const std::string& name : files_below(path)) {
    state += name + ' ' + file_state(join_path(path, name));
  }
  return state;
}

std::string dep_path(const Project& project, const PlannedRun& run, const TextTemplate& dep) {
  return render(dep,
                [&](std::string_view name) { return value_text(project.spec, run.point, name); });
}

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
  for (const auto& [name, value] : stage.environment) {
    if (value) look(*value);
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

bool out_is_in_place(const std::string& folder, const Record& record, const RecordOut& out) {
  for (const RecordArtifact& artifact : record.artifacts) {
    if (!is_below(artifact.path, out.path)) continue;
    const std::optional<FileStat> status = stat_path(join_path(folder, artifact.path));
    if (!status || status->size != artifact.size) return false;
  }
  return true;
}

}  // namespace

Digest DepHasher::hash(const std::string& path) {
  const std::lock_guard<std::mutex> guard(mutex_);
  std::string state = tree_state(path);
  const auto known = known_.find(path);
  if (known != known_.end() && known->second.state == state) return known->second.digest;
  const Digest digest = hash_path(path);
  known_[path] = {std::move(state), digest};
  return digest;
}

RunOutputs outputs_of(const Record& record) {
  RunOutputs outputs;
  for (const RecordOut& out : record.outs) outputs.emplace_back(out.name, out.digest);
  for (const RecordArtifact& artifact : record.artifacts) {
    const bool is_metrics = artifact.role == "metrics";
    const bool counts = record.outs.empty() && artifact.role != "log";
    if (is_metrics || counts) outputs.emplace_back(artifact.path, artifact.sha256);
  }
  return outputs;
}

void check_deps(const Project& project, const PlannedRun& run) {
  for (const TextTemplate& dep : run.point.stage->deps) {
    const std::string path = dep_path(project, run, dep);
    if (stat_following(absolute_path(path, project.root))) continue;
    throw Error(ErrorCode::not_found,
                fmt::format("{}: stage '{}' depends on '{}', and there is no such file or folder",
                            dep.place, run.definition.stage, path),
                "deps are relative to the folder of cairn.yaml");
  }
}

Fingerprint make_fingerprint(const Project& project, const PlannedRun& run,
                             const std::vector<std::optional<RunOutputs>>& outputs,
                             DepHasher& hasher) {
  check_deps(project, run);
  Fingerprint fingerprint{.command = project.redactor.redact(run.point.stage->command.source()),
                          .params = run.definition.params};
  for (const TextTemplate& dep : run.point.stage->deps) {
    const std::string path = dep_path(project, run, dep);
    fingerprint.deps.set(path, hasher.hash(absolute_path(path, project.root)).hex());
  }
  std::size_t member = 0;
  for (const Point::Need& need : run.point.needs) {
    fingerprint.inputs.set(need.spec->name, input_leaves(run, need, outputs, member));
  }
  for (const auto& [name, text] : run.point.stage->environment) {
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

std::string why_stale(const Project& project, const PlannedRun& run, const Record& record,
                      const Fingerprint& fingerprint) {
  const std::vector<LeafChange> changes =
      changed_leaves(record.fingerprint, fingerprint, run.defaults);
  if (!changes.empty()) {
    std::string reason = describe(changes.front());
    if (changes.size() > 1) reason += fmt::format(" (and {} more)", changes.size() - 1);
    return reason;
  }
  const std::string folder = project.absolute(run.definition.path);
  for (const RecordArtifact& artifact : record.artifacts) {
    const bool counts =
        artifact.role == "metrics" || (record.outs.empty() && artifact.role != "log");
    if (!counts) continue;
    const std::optional<FileStat> status = stat_path(join_path(folder, artifact.path));
    if (!status) return fmt::format("'{}' is gone", artifact.path);
    if (status->size != artifact.size) return fmt::format("'{}' was changed", artifact.path);
  }
  for (const DeclaredOut& out : run.definition.outs) {
    if (!stat_path(join_path(folder, clean_path(out.path)))) {
      return fmt::format("out '{}' is gone", out.path);
    }
  }
  for (const RecordOut& out : record.outs) {
    if (!out_is_in_place(folder, record, out)) return fmt::format("out '{}' was changed", out.path);
  }
  return "";
}

}  // namespace cairn
