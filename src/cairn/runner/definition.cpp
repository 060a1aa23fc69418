#include "cairn/runner/definition.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/identity/key.h"
#include "cairn/identity/scheme.h"
#include "cairn/layout/paths.h"
#include "cairn/record/store_paths.h"
#include "cairn/runner/check_outs.h"
#include "cairn/runner/placeholders.h"
#include "cairn/runner/predict_command.h"
#include "cairn/runner/run_fields.h"
#include "cairn/runner/secret_params.h"
#include "cairn/runner/start_moment.h"
#include "cairn/runner/taken_outs.h"
#include "cairn/runner/taken_runs.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/trash.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

class Definer {
 public:
  Definer(const Project& project, const Catalog& catalog, const Session& session,
          const DefineOptions& options)
      : project_(project),
        catalog_(catalog),
        session_(session),
        options_(options),
        secrets_(project),
        taken_outs_(project, catalog) {
    for (const StageSpec& stage : project.spec.stages) {
      for (const NeedSpec& need : stage.needs) needed_stages_.insert(need.stage);
    }
    for (RunHead& head : catalog.heads()) {
      if (head.copy != 0) continue;
      by_path_.emplace(head.path, head.digest);
      by_folded_path_.emplace(lower_letters(head.path), head.digest);
      // An archived run wants its place back one day.
      const std::string home = home_path(project.layout, head.path);
      if (home != head.path) by_folded_path_.emplace(lower_letters(home), head.digest);
      by_id_.emplace(head.id.text, head.digest);
      known_.emplace(head.digest, std::move(head));
    }
    for (Handover& handover : list_handovers(project)) {
      handovers_.emplace(handover.digest, std::move(handover.path));
    }
  }

  std::vector<PlannedRun> define(std::vector<Point> points) {
    for (Point& point : points) runs_.push_back(define_one(std::move(point)));
    check_outs(runs_);
    return std::move(runs_);
  }

 private:
  PlannedRun define_one(Point point) {
    if (point.given) return given_run(std::move(point));
    secrets_.check(point);
    PlannedRun run{.point = std::move(point)};
    RunDefinition& definition = run.definition;
    const StageSpec& stage = *run.point.stage;
    definition.stage = stage.name;
    definition.kind = stage.kind.empty() ? project_.layout.default_kind : stage.kind;
    definition.params = run.point.params;
    definition.dataset = dataset_of(run.point);
    if (const Value* seed = run.point.params.find("seed")) definition.seed = *seed;
    definition.name = render(stage.run_name, [&](std::string_view name) {
      return join(command_texts(project_, runs_, run, name), " ");
    });
    definition.experiment = session_.experiment;
    fields_.push_back(run_fields(project_, session_, run.point, definition, fields_));
    identify(run);
    declare_files(run);
    if (!run.known && take_adopted(project_, catalog_, run)) return run;
    place(run);
    // Only what other runs can still ask for is kept: a plan may have a million runs.
    if (!needed_stages_.contains(stage.name)) fields_.back() = Map();
    return run;
  }

  /// A run that was given as an input, with the outs that its stage declares.
  PlannedRun given_run(Point point) {
    PlannedRun run{.point = std::move(point)};
    declare_files(run);
    const std::vector<DeclaredOut> outs = run.definition.outs;
    take_as_it_lies(project_, options_.given[*run.point.given], run);
    if (run.definition.outs.empty()) run.definition.outs = outs;
    fields_.push_back(run_fields(project_, session_, run.point, run.definition, fields_));
    set_identity(fields_.back(), run.definition);
    show_names(run.definition);
    return run;
  }

  /// Paths show the names of a run that was given as they would those of a planned one.
  void show_names(const RunDefinition& definition) {
    const Kind* kind = find_kind(project_.layout, definition.kind);
    if (kind == nullptr) return;
    for (const NameRule& rule : kind->names) {
      for (const auto& [field, name] : definition.names) {
        const Value* scheme = name.find("scheme");
        if (scheme == nullptr || *scheme != Value(rule.scheme)) continue;
        if (const Value* shown = name.find("name")) fields_.back().set(rule.field, *shown);
        if (const Value* full = name.find("full"))
          set_path(fields_.back(), "full." + rule.field, *full);
      }
    }
  }

  std::string dataset_of(const Point& point) const {
    if (const Value* dataset = point.params.find("dataset")) return to_text(*dataset);
    for (const ParamSpec& param : point.stage->params) {
      const Value* value = point.params.find(param.name);
      if (param.type == ParamType::dataset && value != nullptr) return to_text(*value);
    }
    for (const Point::Need& need : point.needs) {
      if (!need.spec->by) return runs_[need.points.front()].definition.dataset;
    }
    return "";
  }

  void identify(PlannedRun& run) {
    RunDefinition& definition = run.definition;
    const RunKey key = key_of(run);
    definition.key = key_text(key);
    definition.digest = sha256(definition.key);
    if (const auto known = known_.find(definition.digest); known != known_.end()) {
      run.known = known->second;
      definition.id = known->second.id;
    } else {
      definition.id = free_id(definition.digest);
    }
    by_id_.emplace(definition.id.text, definition.digest);
    const Kind* kind = find_kind(project_.layout, definition.kind);
    if (kind == nullptr || kind->child) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("stage '{}': layout '{}' has no kind of runs '{}'", definition.stage,
                              project_.layout.name, definition.kind),
                  "the kinds are in the layout file; set kind: in the stage");
    }
    for (const NameRule& rule : kind->names) {
      if (rule.is_late) continue;
      const SchemeName made = made_name(rule, key, definition);
      definition.names.set(rule.field, Map{{"scheme", made.scheme},
                                           {"text", made.canonical_text},
                                           {"full", made.full},
                                           {"name", made.display}});
      fields_.back().set(rule.field, made.display);
      set_path(fields_.back(), "full." + rule.field, made.full);
    }
    set_identity(fields_.back(), definition);
  }

  SchemeName made_name(const NameRule& rule, const RunKey& key,
                       const RunDefinition& definition) const {
    try {
      return make_name(find_scheme(project_.layout.schemes, rule.scheme),
                       name_input(project_.layout, rule, key, definition, fields_.back()));
    } catch (const Error& error) {
      throw error.with_context(fmt::format("stage '{}', name '{}' of the layout '{}'",
                                           definition.stage, rule.field, project_.layout.name));
    }
  }

  RunKey key_of(PlannedRun& run) {
    const Point& point = run.point;
    RunKey key{
        .kind = run.definition.kind, .stage = run.definition.stage, .seed = run.definition.seed};
    for (const ParamSpec& param : point.stage->params) {
      const Value* value = point.params.find(param.name);
      if (value == nullptr || point.by.contains(param.name) || param.name == "seed") continue;
      if (param.default_value) run.defaults.set(param.name, *param.default_value);
      if (param.type == ParamType::dataset) {
        key.inputs.set(param.name, dataset_input(value->as_string()));
      } else if (!param.default_value || !(*param.default_value == *value)) {
        key.params.set(param.name, *value);
      }
    }
    for (const Point::Need& need : point.needs) {
      if (need.spec->by) {
        Map by;
        for (const std::string& name : *need.spec->by) by.set(name, *point.by.find(name));
        key.inputs.set(need.spec->name, Map{{"stage", need.spec->stage}, {"by", std::move(by)}});
        continue;
      }
      const RunDefinition& upstream = runs_[need.points.front()].definition;
      key.inputs.set(need.spec->name, Map{{"run", upstream.digest.hex()}});
    }
    for (const Point::Need& need : point.needs) {
      for (const std::size_t index : need.points) {
        const RunDefinition& upstream = runs_[index].definition;
        run.definition.inputs.push_back({need.spec->name, upstream.digest, upstream.id.text});
      }
    }
    if (point.stage->unique) key.inputs.set("start", start_of(key));
    return key;
  }

  /// What makes each start a run of its own; of the newest known one where that will do. Two cairns
  /// can start in one microsecond.
  Value start_of(const RunKey& key) {
    if (options_.unique_runs == UniqueRuns::needed) {
      if (std::optional<Value> known = newest_start(project_, known_, key)) return *known;
    }
    return Map{{"time", utc_text(options_.started)},
               {"process", fmt::format("{}:{}", host_name(), ::getpid())},
               {"number", ++unique_count_}};
  }

  Value dataset_input(const std::string& name) const {
    Map input{{"dataset", name}};
    const DatasetSpec* dataset = project_.spec.find_dataset(name);
    const Value* version = dataset == nullptr ? nullptr : dataset->fields.find("version");
    if (version != nullptr) input.set("version", *version);
    return input;
  }

  /// The shortest id that no other known run has.
  RunId free_id(const Digest& digest) const {
    for (std::size_t length = kShortIdLength;; ++length) {
      RunId id = short_id(digest, length);
      const auto taken = by_id_.find(id.text);
      if (taken == by_id_.end() || taken->second == digest) return id;
    }
  }

  void declare_files(PlannedRun& run) const {
    const auto fill = [&](const TextTemplate& text) {
      return render(
          text, [&](std::string_view name) { return value_text(project_.spec, run.point, name); });
    };
    const StageSpec& stage = *run.point.stage;
    for (const OutSpec& out : stage.outs) {
      run.definition.outs.push_back({out.name, inside(fill(out.path), out.path, stage)});
    }
    for (const TextTemplate& metric : stage.metrics) {
      run.definition.metric_files.push_back(inside(fill(metric), metric, stage));
    }
    if (stage.rank) {
      run.definition.rank = *stage.rank;
    } else {
      run.definition.rank = {"val.rmse", RankSpec::Direction::min};
    }
    if (stage.predict) {
      run.definition.predict = fill_predict(
          *stage.predict, project_.redactor,
          [&](std::string_view name) { return value_text(project_.spec, run.point, name); });
    }
  }

  /// An out must stay below the run folder, outside cairn's own.
  static std::string inside(const std::string& path, const TextTemplate& text,
                            const StageSpec& stage) {
    const std::string clean = clean_path(path);
    const bool escapes = clean.starts_with("/") || clean == ".." || clean.starts_with("../");
    if (clean == "." || escapes || is_below(clean, kRunFolder)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: stage '{}': out '{}' does not lie in the run folder", text.place,
                              stage.name, path),
                  "outs are relative to the run folder, as in models/model.pkl");
    }
    return path.ends_with("/") ? clean + "/" : clean;
  }

  void place(PlannedRun& run) {
    RunDefinition& definition = run.definition;
    const Kind& kind = *find_kind(project_.layout, definition.kind);
    Map& fields = fields_.back();
    definition.shared_folder = kind.shared || kind.holds;
    const auto handover = handovers_.find(definition.digest);
    const bool is_new = !run.known && handover == handovers_.end();
    if (is_new) {
      place_anew(run, kind, fields);
    } else {
      if (run.known && leaves_its_place(run, kind)) place_outside(run, kind);
      definition.path = run.known ? run.known->path : handover->second;
      definition.whole_name.clear();  // Its record has it: see keep_whole_name.
      run.groups = groups_above(project_.layout, definition.kind, definition.path);
      keep_path(definition);
    }
    name_log(kind, fields, definition);
    if (kind.announce) {
      run.announcement = render(*kind.announce, [&](std::string_view name) {
        const std::optional<Value> text = field_text(project_.layout, fields, name);
        return text ? to_text(*text) : std::string();
      });
    }
  }

  /// Whether a run that has begun would be made again elsewhere: what is archived stays as it is,
  /// and so does what another run has made where an unfinished one was to lie.
  bool leaves_its_place(const PlannedRun& run, const Kind& kind) {
    if (archive_place(project_.layout, run.known->path)) return true;
    const bool is_unmade = run.known->status != RunStatus::finished;
    return kind.shared && is_unmade && taken_outs_.has_any_of(run.definition, run.known->path);
  }

  /// Where such a run lies then.
  void place_outside(PlannedRun& run, const Kind& kind) {
    Map fields = fields_.back();
    place_anew(run, kind, fields);
    run.next_place = RunPlace{run.definition.path, run.groups, run.definition.whole_name};
  }

  /// The place of a new run.
  void place_anew(PlannedRun& run, const Kind& kind, Map& fields) {
    RunPlace place = new_place(run, kind, fields);
    run.definition.path = std::move(place.path);
    run.definition.whole_name = std::move(place.whole_name);
    run.groups = std::move(place.groups);
    if (!kind.shared && is_counted(project_.layout, kind, fields)) run.start_fields = fields;
    if (!kind.shared) claim_path(run, fields);
    if (kind.shared && taken_outs_.has_any_of(run.definition, run.definition.path)) {
      run.definition.path = with_id(run.definition.path, run.definition.id.text);
    }
    keep_path(run.definition);
  }

  RunPlace new_place(const PlannedRun& run, const Kind& kind, const Map& fields) const {
    try {
      return run_path(project_.layout, kind.name, fields);
    } catch (const Error& error) {
      throw error.with_context(fmt::format("stage '{}'", run.definition.stage));
    }
  }

  /// From now on the place is taken.
  void keep_path(const RunDefinition& definition) {
    check_foreign(definition);
    by_path_.emplace(definition.path, definition.digest);
    by_folded_path_.emplace(lower_letters(definition.path), definition.digest);
    path_owner_.emplace(definition.path, runs_.size());
  }

  /// Nothing is ever written into what another program made.
  void check_foreign(const RunDefinition& definition) const {
    for (const AdoptedRoot& root : project_.adopted) {
      const bool is_inside = find_adopted_root({root}, definition.path) != nullptr;
      if (!is_inside && !is_below(root.root, definition.path)) continue;
      throw Error(
          ErrorCode::conflict,
          fmt::format("run {} would get the folder '{}', and '{}' is adopted from {}: nothing is "
                      "written there",
                      definition.id.text, printable(definition.path), printable(root.root),
                      root.reader),
          fmt::format("give the layout another root:, or bring the old runs in with: cairn migrate "
                      "--from {} --to {} {} DEST",
                      root.reader, project_.layout.name, printable(root.root)));
    }
  }

  static void name_log(const Kind& kind, const Map& fields, RunDefinition& definition) {
    definition.log = kind.log ? kind.log->render(fields)
                              : fmt::format("{}/{}.log", kRunFolder, definition.id.text);
    if (kind.warnings) definition.warnings = kind.warnings->render(fields);
  }

  /// Two runs that a short name makes equal get different folders; anything else is refused.
  void claim_path(PlannedRun& run, Map& fields) {
    RunDefinition& definition = run.definition;
    if (!run.start_fields.empty()) return claim_number(run, fields);
    const auto taken = by_path_.find(definition.path);
    if (taken == by_path_.end()) return claim_spelling(definition);
    if (taken->second == definition.digest) return;
    const auto owner = path_owner_.find(definition.path);
    const bool in_plan = owner != path_owner_.end();
    if (!in_plan || differ_only_by_hash(runs_[owner->second].definition, definition)) {
      definition.path = with_id(definition.path, definition.id.text);
      return;
    }
    refuse_shared_path(runs_[owner->second].definition, definition);
  }

  /// Names that differ in the case of their letters only are one folder on some file systems.
  void claim_spelling(RunDefinition& definition) const {
    const auto taken = by_folded_path_.find(lower_letters(definition.path));
    if (taken == by_folded_path_.end() || taken->second == definition.digest) return;
    definition.path = with_id(definition.path, definition.id.text);
  }

  /// Runs that only a number tells apart: the first that no run has in any spelling, nor one in the
  /// trash, so that it can come back.
  void claim_number(PlannedRun& run, Map& fields) {
    const Kind& kind = *find_kind(project_.layout, run.definition.kind);
    for (int number = 1;; ++number) {
      const Map numbered = with_number(kind, run.start_fields, number);
      const RunPlace place = run_path(project_.layout, run.definition.kind, numbered);
      const bool is_taken = by_folded_path_.contains(lower_letters(place.path));
      if (is_taken || is_trashed(place.path)) continue;
      fields = numbered;
      run.start_number = number;
      run.definition.path = place.path;
      run.definition.whole_name = place.whole_name;
      run.groups = place.groups;
      return;
    }
  }

  bool is_trashed(const std::string& path) {
    if (!trashed_) {
      trashed_.emplace();
      std::vector<std::string> unread;
      for (const TrashEntry& entry : list_trash(project_, unread)) {
        for (const TrashedRun& run : entry.runs) trashed_->insert(run.path);
      }
    }
    return trashed_->contains(path);
  }

  static bool differ_only_by_hash(const RunDefinition& a, const RunDefinition& b) {
    for (const auto& [name, made] : a.names) {
      const Value* other = b.names.find(name);
      if (other != nullptr && !(*other->find("text") == *made.find("text"))) return true;
    }
    return false;
  }

  [[noreturn]] static void refuse_shared_path(const RunDefinition& a, const RunDefinition& b) {
    std::string differences;
    for (const auto& [name, value] : b.params) {
      const Value* other = a.params.find(name);
      if (other != nullptr && *other == value) continue;
      differences += fmt::format("\n  {}: {} and {}", name,
                                 other == nullptr ? "none" : printable(to_text(*other)),
                                 printable(to_text(value)));
    }
    if (a.stage != b.stage) differences += fmt::format("\n  stage: {} and {}", a.stage, b.stage);
    throw Error(
        ErrorCode::conflict,
        fmt::format("two runs claim the folder '{}'; they differ in:{}", a.path, differences),
        "put one of these into the stage's name:, as in name: \"fit-{seed}\", or give the kind "
        "shared: true in the layout");
  }

  const Project& project_;
  const Catalog& catalog_;
  const Session& session_;
  const DefineOptions& options_;
  SecretParams secrets_;
  TakenOuts taken_outs_;
  std::set<std::string> needed_stages_;
  std::vector<PlannedRun> runs_;
  std::unordered_map<Digest, RunHead, DigestHash> known_;
  std::unordered_map<Digest, std::string, DigestHash> handovers_;
  std::unordered_map<std::string, Digest> by_path_;
  std::unordered_map<std::string, Digest> by_folded_path_;
  std::optional<std::set<std::string>> trashed_;  ///< Where runs in the trash lay; read when asked.
  std::int64_t unique_count_ = 0;                 ///< Of runs of stages that are `unique`.
  std::vector<Map> fields_;  ///< What paths can show of each run, beside runs_.
  std::unordered_map<std::string, Digest> by_id_;
  std::unordered_map<std::string, std::size_t> path_owner_;
};

}  // namespace

std::vector<PlannedRun> define_runs(const Project& project, const Catalog& catalog,
                                    const Session& session, std::vector<Point> points,
                                    const DefineOptions& options) {
  return Definer(project, catalog, session, options).define(std::move(points));
}

}  // namespace cairn
