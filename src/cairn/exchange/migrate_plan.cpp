#include "cairn/exchange/migrate_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/exchange/complete_runs.h"
#include "cairn/identity/scheme.h"
#include "cairn/objects/hash_files.h"
#include "cairn/store/store_paths.h"
#include "cairn/store/value_fields.h"

namespace cairn {

namespace {

/// What a path may show under another name than a tag has.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> kFieldsOfTags = {
    {{"model_status", "status"}}};

/// The kind that is in the key of the run: it may have got another one by an earlier migration.
std::string kind_in_key(const Record& record) {
  try {
    const std::string kind = text_or(parse_json(record.definition.key, "key"), "kind", "");
    return kind.empty() ? record.definition.kind : kind;
  } catch (const Error&) {
    return record.definition.kind;
  }
}

/// A time as paths show it.
TimeUs time_of(const Record& record) {
  const RecordAttempt& attempt = record.attempts.front();
  return attempt.started != 0 ? attempt.started : attempt.ended;
}

class Planner {
 public:
  Planner(const MigrationSource& source, const Project& project, const Catalog& catalog)
      : source_(source), project_(project), catalog_(catalog) {
    for (const Record& record : source.records) by_digest_[record.definition.digest] = &record;
    for (const RunHead& head : catalog.heads()) taken_.insert(head.path);
  }

  MigrationPlan plan() {
    for (const Record& record : source_.records) plan_.runs.push_back(plan_one(record));
    std::sort(plan_.runs.begin(), plan_.runs.end(), [](const MigratedRun& a, const MigratedRun& b) {
      return std::tie(a.old_path, a.record.definition.id.text) <
             std::tie(b.old_path, b.record.definition.id.text);
    });
    return std::move(plan_);
  }

 private:
  MigratedRun plan_one(const Record& old) {
    MigratedRun run{.old_path = old.definition.path, .record = old};
    run.record.definition.kind = kind_of(old);
    if (const std::optional<RunHead> present = catalog_.find_by_digest(old.definition.digest)) {
      run.state = MigratedRun::State::present;
      run.record.definition.path = present->path;
      return run;
    }
    try {
      place(old, run);
    } catch (const Error& error) {
      run.state = MigratedRun::State::refused;
      run.reason = error.message();
      return run;
    }
    name_files(old, run);
    complete(old, run);
    if (!old.origin || old.origin->tree.empty()) add_kept_files(old, run);
    for (const MigratedFile& file : run.files) plan_.bytes += file.size;
    plan_.files += run.files.size();
    return run;
  }

  /// The kind under which the destination's layout knows such runs.
  std::string kind_of(const Record& record) const {
    const std::string kind = kind_in_key(record);
    const Kind* known = find_kind(project_.layout, kind);
    if (known != nullptr && !known->child) return kind;
    return project_.layout.default_kind == "*" ? kind : project_.layout.default_kind;
  }

  /// The names that the layout wants and the run does not bear yet, made of what it was.
  void make_names(const Record& old, const Kind& kind, Record& record) const {
    for (const NameRule& rule : kind.names) {
      const Value* present = old.definition.names.find(rule.field);
      if (present != nullptr && text_or(*present, "scheme", "") == rule.scheme) continue;
      const Value* steps = old.definition.params.find("steps");
      const bool has_steps = steps != nullptr && rule.scheme.starts_with("nirs4all.pipeline");
      const Value input = has_steps ? *steps
                                    : Value(Map{{"stage", kind_in_key(old)},
                                                {"params", old.definition.params},
                                                {"seed", old.definition.seed},
                                                {"origin", old.origin ? old.origin->id : ""}});
      const SchemeName made = make_name(rule.scheme, input);
      record.definition.names.set(rule.field, Map{{"scheme", made.scheme},
                                                  {"text", made.canonical_text},
                                                  {"full", made.full},
                                                  {"name", made.display}});
    }
  }

  /// All that a path can show, weakest first: what the runs say from which it was made, tags,
  /// parameters, names, and what every run has.
  Map fields_of(const Record& old, const Record& record, int depth = 0) const {
    Map fields;
    for (const InputLink& input : old.definition.inputs) {
      const auto upstream = by_digest_.find(input.run);
      if (upstream == by_digest_.end() || depth > 3) continue;
      for (const auto& [key, value] : fields_of(*upstream->second, *upstream->second, depth + 1)) {
        fields.set(key, value);
      }
    }
    for (const auto& [key, value] : old.tags) {
      if (value.is_string() || value.is_number()) fields.set(key, value);
      for (const auto& [tag, field] : kFieldsOfTags) {
        if (key == tag) fields.set(field, value);
      }
    }
    for (const auto& [key, value] : record.definition.params) fields.set(key, value);
    for (const auto& [field, made] : record.definition.names) {
      fields.set(field, text_or(made, "name", ""));
    }
    const RunDefinition& definition = record.definition;
    const std::string experiment =
        definition.experiment.empty() ? project_.spec.experiment.name : definition.experiment;
    fields.set("experiment", experiment.empty() ? "migrated" : experiment);
    fields.set("name", plain_name(record));
    if (!definition.dataset.empty()) fields.set("dataset", definition.dataset);
    if (!definition.seed.is_null()) fields.set("seed", definition.seed);
    fields.set("stage", definition.kind);
    fields.set("kind", definition.kind);
    fields.set("id", definition.id.text);
    constexpr std::size_t kRandom = 6;
    if (!fields.contains("random"))
      fields.set("random", definition.digest.hex().substr(0, kRandom));
    if (!fields.contains("algo")) fields.set("algo", definition.kind);
    if (const TimeUs time = time_of(old); time != 0) {
      fields.set("date", local_text(time, "%Y-%m-%d"));
      fields.set("time", local_text(time, "%Y%m%dT%H%M%SZ"));
    }
    return fields;
  }

  /// The name without the hash that the path shows beside it.
  static std::string plain_name(const Record& record) {
    std::string name = record.definition.name;
    for (const auto& [field, made] : record.definition.names) {
      const std::string ending = "_" + text_or(made, "name", "");
      if (field != "origin" && name.size() > ending.size() && name.ends_with(ending)) {
        name.resize(name.size() - ending.size());
      }
    }
    // An unsuitable character in a name must not cost the run its place.
    for (char& c : name) {
      if (c == '/' || static_cast<unsigned char>(c) < ' ') c = '_';
    }
    return name;
  }

  void place(const Record& old, MigratedRun& run) {
    RunDefinition& definition = run.record.definition;
    const Kind* kind = find_kind(project_.layout, definition.kind);
    if (kind == nullptr || kind->child) {
      throw Error(ErrorCode::invalid_input, fmt::format("layout '{}' has no place for a {}",
                                                        project_.layout.name, definition.kind));
    }
    make_names(old, *kind, run.record);
    fields_ = fields_of(old, run.record);
    const RunPlace place = run_path(project_.layout, definition.kind, fields_);
    definition.path = place.path;
    definition.shared_folder = kind->shared;
    run.groups = place.groups;
    if (kind->shared) return;
    const bool is_taken = taken_.contains(definition.path) ||
                          stat_path(project_.absolute(definition.path)).has_value();
    if (is_taken) {
      const std::string wanted = definition.path;
      definition.path = with_id(wanted, definition.id.text);
      plan_.conflicts.push_back(fmt::format("{}: '{}' is taken, it goes to '{}'",
                                            old.definition.path, wanted, definition.path));
    }
    taken_.insert(definition.path);
  }

  /// Each artifact gets the place that the layout has for its role, or keeps its own below the run;
  /// one that lay elsewhere goes into a folder named by its role.
  void name_files(const Record& old, MigratedRun& run) {
    std::set<std::string> used;
    const std::string folder = join_path(source_.root, old.definition.path);
    const bool is_shared = run.record.definition.shared_folder;
    for (std::size_t i = 0; i < old.artifacts.size(); ++i) {
      const RecordArtifact& artifact = old.artifacts[i];
      std::string to = clean_path(new_name(artifact));
      const auto is_free = [&](const std::string& path) {
        const std::string whole = join_path(run.record.definition.path, path);
        return !used.contains(path) && !(is_shared && shared_files_.contains(whole)) &&
               !is_below(path, kRunFolder);
      };
      for (int count = 2; !is_free(to); ++count) {
        const std::string name = clean_path(new_name(artifact));
        to = join_path(parent_path(name), fmt::format("{}_{}", count, base_name(name)));
      }
      used.insert(to);
      if (is_shared) shared_files_.insert(join_path(run.record.definition.path, to));
      run.files.push_back({.from = clean_path(join_path(folder, artifact.path)),
                           .to = to,
                           .size = artifact.size,
                           .sha256 = artifact.sha256});
      run.record.artifacts[i].path = to;
      if (old.definition.log == artifact.path) run.record.definition.log = to;
    }
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
    const std::string log = plain_log_path(folder, id);
    if (!stat_path(log)) return;
    const HashedFile hashed = hash_file(log, Durability::none, Site::file_write);
    add(log, hashed.size, hashed.sha256);
  }

  std::string new_name(const RecordArtifact& artifact) const {
    const std::string file = base_name(artifact.path);
    const std::size_t dot = file.find_last_of('.');
    Map fields = fields_;
    fields.set("file", file);
    fields.set("stem", file.substr(0, dot));
    fields.set("ext", dot == std::string::npos ? "" : file.substr(dot + 1));
    if (!artifact.op.empty()) fields.set("status", artifact.op);
    try {
      if (const auto path = artifact_path(project_.layout, artifact.role, fields)) return *path;
    } catch (const Error&) {
      // A template that the values do not fit leaves the file where it is.
    }
    const bool is_inside = !artifact.path.starts_with("../");
    if (artifact.role == "weights" && !artifact.op.empty() && dot != std::string::npos) {
      return artifact.op + file.substr(dot);
    }
    if (is_inside) return artifact.path;
    // What another store named by its digest gets the name by which its program knew it.
    std::string stem = artifact.op.empty() ? file.substr(0, dot) : artifact.op;
    std::replace(stem.begin(), stem.end(), '/', '_');
    const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
    return join_path(artifact.role, stem + ending);
  }

  /// What else the record says from now on.
  void complete(const Record& old, MigratedRun& run) const {
    Record& record = run.record;
    if (record.origin) record.origin->tree.clear();
    record.cairn_version = version();
    record.durability = durability_name(project_.spec.durability);
    record.definition.experiment = text_or(Value(fields_), "experiment", "");
    if (record.definition.log.empty() || record.definition.log == old.definition.log) {
      const bool is_artifact =
          std::any_of(record.artifacts.begin(), record.artifacts.end(),
                      [&](const auto& one) { return one.path == record.definition.log; });
      if (!is_artifact) {
        record.definition.log = fmt::format("{}/{}.log", kRunFolder, record.definition.id.text);
      }
    }
    record.definition.names.set(
        "old_path",
        Map{{"scheme", "path"}, {"text", ""}, {"full", ""}, {"name", old_path_of(old)}});
  }

  /// Where the run lay at first, whatever it has been through since.
  static std::string old_path_of(const Record& old) {
    const Value* known = old.definition.names.find("old_path");
    return known == nullptr ? old.definition.path : text_or(*known, "name", "");
  }

  const MigrationSource& source_;
  const Project& project_;
  const Catalog& catalog_;
  MigrationPlan plan_;
  std::unordered_map<Digest, const Record*, DigestHash> by_digest_;
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
  return Planner(source, project, catalog).plan();
}

}  // namespace cairn
