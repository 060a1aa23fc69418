// Resume-NER's hyper-parameter search: MLflow's file store says what ran, folders below outputs/
// hold what it wrote, named by the first digits of the keys that stand in the tags. Trials that
// only have a folder (with trial_meta.json) become runs too. Nothing is repaired: a refit without
// its link and a trial with the study hash of another study are told.
#include <map>

#include <fmt/format.h>

#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"
#include "cairn/exchange/read_mlflow.h"

namespace cairn {

namespace {

std::string tag(const ForeignRun& run, std::string_view key) {
  const Value* value = run.tags.find(key);
  return value == nullptr ? "" : to_text(*value);
}

std::optional<TreeBase> find_project(const ForeignTree& tree) {
  return find_base(tree, {""}, [&](const std::string& base) -> std::optional<std::string> {
    const std::string hpo = below(base, "outputs/hpo");
    const std::optional<std::string> run = find_mlflow_run(tree, below(base, "mlruns"));
    if (!run || !tree.has_folder(hpo)) return std::nullopt;
    return fmt::format("{} beside {}", hpo, *run);
  });
}

/// What a run is, as its tags tell.
std::string kind_of(const ForeignRun& run) {
  const std::string stage = tag(run, "code.stage");
  const bool has_parent = run.tags.contains("mlflow.parentRunId");
  if (run.tags.contains("fold_idx")) return "fold";
  if (stage == "hpo_refit") return "refit";
  if (stage == "benchmarking") return "benchmark";
  if (stage == "final_training" || stage == "conversion") return stage;
  if (stage == "hpo_trial") return "trial";
  if (stage == "hpo_sweep") return "study";
  if (stage == "hpo") return has_parent ? "trial" : "study";
  return has_parent ? "training" : "run";
}

/// Adds a key hash as a name: the digits that folders show, and all of them.
void add_key(ForeignRun& run, std::string_view key, std::string_view field,
             const std::string& scheme) {
  const std::string hash = tag(run, key);
  if (hash.size() <= kNameDigits) return;
  run.names.push_back({std::string(field), scheme, hash.substr(0, kNameDigits), hash});
}

class ResumeNerReader {
 public:
  ResumeNerReader(const ForeignTree& tree, std::string base)
      : tree_(tree), base_(std::move(base)) {}

  ForeignRuns read() {
    found_ = read_mlflow_store(tree_, below(base_, "mlruns"));
    for (ForeignRun& run : found_.runs) classify(run);
    for (std::size_t i = 0; i < found_.runs.size(); ++i) by_id_[found_.runs[i].origin] = i;
    for (ForeignRun& run : found_.runs) link(run);
    own_folders();
    read_trial_folders();
    give_files();
    return std::move(found_);
  }

 private:
  void classify(ForeignRun& run) const {
    run.kind = kind_of(run);
    run.scheme = "resume-ner";
    // An absent version means the one before there were versions.
    const std::string version = tag(run, "code.study.key_schema_version");
    const bool is_second = version == "2.0";
    if (run.kind == "study") {
      add_key(run, "code.study_key_hash", "study", is_second ? "hpo.study@2" : "hpo.study@1");
      add_key(run, "code.study_family_hash", "family", "hpo.family@1");
    }
    if (run.kind == "trial") add_key(run, "code.trial_key_hash", "trial", "hpo.trial@1");
    add_key(run, "code.run_key_hash", "run_key", "hpo.run_key@1");
    if (const std::string model = tag(run, "code.model"); !model.empty()) {
      run.tags.set("backbone", model);
    }
  }

  const ForeignRun* find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found_.runs[found->second];
  }

  void link(ForeignRun& run) const {
    if (run.kind == "refit") {
      if (const std::string trial = tag(run, "code.refit.of_trial_run_id"); !trial.empty()) {
        run.links.push_back({"refit_of", "", trial, ""});
      } else {
        run.problems.push_back(
            fmt::format("{}: refit '{}' has no link to its trial (tag code.refit.of_trial_run_id)",
                        run.folder, run.name));
      }
    }
    const ForeignRun* parent = find(tag(run, "mlflow.parentRunId"));
    const std::string study = tag(run, "code.study_key_hash");
    if (run.kind != "trial" || parent == nullptr || study.empty()) return;
    const std::string of_parent = tag(*parent, "code.study_key_hash");
    if (study != of_parent) {
      run.problems.push_back(fmt::format("{}: trial '{}' has the study hash {}, its study has {}",
                                         run.folder, run.name, study.substr(0, kNameDigits),
                                         of_parent.substr(0, kNameDigits)));
    }
  }

  std::string model_folder(std::string_view top, const ForeignRun& run) const {
    return below(base_, fmt::format("outputs/{}/{}/{}", top, tag(run, "code.storage_env"),
                                    tag(run, "code.model")));
  }

  std::string trial_folder(const ForeignRun& run) const {
    return fmt::format("{}/study-{}/trial-{}", model_folder("hpo", run),
                       tag(run, "code.study_key_hash").substr(0, kNameDigits),
                       tag(run, "code.trial_key_hash").substr(0, kNameDigits));
  }

  /// The part of an absolute path that lies in the tree: what follows the last "outputs" of it.
  std::string output_folder(const ForeignRun& run) const {
    const std::string folder = tag(run, "code.output_dir");
    const std::size_t outputs = folder.find("/outputs/");
    return outputs == std::string::npos ? "" : below(base_, folder.substr(outputs + 1));
  }

  /// Which run each folder below outputs/ belongs to.
  void own_folders() {
    for (std::size_t i = 0; i < found_.runs.size(); ++i) {
      const ForeignRun& run = found_.runs[i];
      if (run.kind == "study") {
        own(fmt::format("{}/study-{}", model_folder("hpo", run),
                        tag(run, "code.study_key_hash").substr(0, kNameDigits)),
            i);
      } else if (run.kind == "trial") {
        own(trial_folder(run), i);
      } else if (run.kind == "refit") {
        own(trial_folder(run) + "/refit", i);
      } else if (run.kind == "fold") {
        const ForeignRun* trial = find(tag(run, "mlflow.parentRunId"));
        if (trial != nullptr) {
          own(fmt::format("{}/cv/fold{}", trial_folder(*trial), tag(run, "fold_idx")), i);
        }
      } else if (run.kind == "benchmark" || run.kind == "final_training" ||
                 run.kind == "conversion") {
        own(output_folder(run), i);
      }
    }
  }

  void own(const std::string& folder, std::size_t run) {
    if (!folder.empty() && tree_.has_folder(folder)) owners_.emplace(folder, run);
  }

  /// Folders with a trial_meta.json: it must fit to the run that owns them; without one, the folder
  /// is all that is left of a trial.
  void read_trial_folders() {
    std::vector<std::string> folders;
    tree_.for_each_below(below(base_, "outputs/hpo"), [&](const TreeEntry& entry) {
      if (base_name(entry.path) == "trial_meta.json") folders.push_back(parent_path(entry.path));
    });
    for (const std::string& folder : folders) read_trial_folder(folder);
  }

  void read_trial_folder(const std::string& folder) {
    const std::string path = below(folder, "trial_meta.json");
    const auto owner = owners_.find(folder);
    if (owner != owners_.end()) {
      ForeignRun& run = found_.runs[owner->second];
      const Value meta = read_or_tell(tree_, path, run.problems, read_json);
      const std::string trial = text_of(meta, "trial_key_hash");
      if (!trial.empty() && trial != tag(run, "code.trial_key_hash")) {
        run.problems.push_back(
            fmt::format("{}: it is of trial {}", path, trial.substr(0, kNameDigits)));
      }
      return;
    }
    ForeignRun run{.kind = "trial",
                   .scheme = "resume-ner",
                   .origin = base_name(folder),
                   .folder = folder,
                   .origin_status = "folder only"};
    const Value meta = read_or_tell(tree_, path, run.problems, read_json);
    for (const std::string_view key : {"study_key_hash", "trial_key_hash"}) {
      if (const std::string hash = text_of(meta, key); !hash.empty()) {
        run.tags.set(fmt::format("code.{}", key), hash);
      }
    }
    add_key(run, "code.trial_key_hash", "trial", "hpo.trial@1");
    if (const Value* number = meta.find("trial_number"))
      run.tags.set("code.hpo.trial_number", *number);
    if (const std::string note = text_of(meta, "note"); !note.empty()) run.tags.set("note", note);
    run.experiment = text_of(meta, "study_name");
    run.ended = read_time(meta.find("created_at"));
    if (tree_.has_file(below(folder, "metrics.json"))) {
      const Value metrics =
          read_or_tell(tree_, below(folder, "metrics.json"), run.problems, read_json);
      if (metrics.is_map()) run.metrics = metrics.as_map();
    }
    owners_.emplace(folder, found_.runs.size());
    found_.runs.push_back(std::move(run));
  }

  /// Each file below outputs/ goes to the run that owns the nearest folder above it.
  void give_files() {
    tree_.for_each_below(below(base_, "outputs"), [&](const TreeEntry& entry) {
      if (entry.kind != FileStat::Kind::file) return;
      for (std::string folder = parent_path(entry.path); !folder.empty();
           folder = parent_path(folder)) {
        const auto owner = owners_.find(folder);
        if (owner == owners_.end()) continue;
        found_.runs[owner->second].artifacts.push_back({.path = entry.path});
        return;
      }
    });
  }

  const ForeignTree& tree_;
  const std::string base_;
  ForeignRuns found_;
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, std::size_t> owners_;  ///< By folder.
};

}  // namespace

std::optional<std::string> recognise_resume_ner(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_project(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_resume_ner(const ForeignTree& tree) {
  return ResumeNerReader(tree, find_project(tree).value_or(TreeBase{}).folder).read();
}

}  // namespace cairn
