// lambda_hat with its store: runs by time in experiments/<experiment>/runs, each with a manifest
// that manifest.jsonl of the experiment repeats, and targets as objects by the hash of their bytes.
// Links in the tree are absolute and lead nowhere once it was moved; they are not needed.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/parallel.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

/// "20251123T121640Z-hmc-tgt_ec90-6257a6" in its parts.
struct TimedName {
  std::string time;
  std::string algo;
  std::string tag;  ///< Empty: there is none.
};

std::optional<TimedName> read_timed_name(std::string_view name) {
  constexpr std::size_t kTime = std::string_view("20251123T121640Z").size();
  constexpr std::size_t kRandom = 6;
  if (name.size() < kTime + kRandom + 3 || name[kTime] != '-' || name[kTime - 1] != 'Z') {
    return std::nullopt;
  }
  const std::size_t last = name.find_last_of('-');
  if (last <= kTime || !is_hex(name.substr(last + 1), kRandom)) return std::nullopt;
  const std::string_view middle = name.substr(kTime + 1, last - kTime - 1);
  const std::size_t dash = middle.find('-');
  return TimedName{std::string(name.substr(0, kTime)), std::string(middle.substr(0, dash)),
                   dash == std::string_view::npos ? "" : std::string(middle.substr(dash + 1))};
}

/// "20251123T121640Z" as a time.
TimeUs time_in_name(const std::string& name) {
  if (name.size() < 15) return 0;
  return parse_utc(fmt::format("{}-{}-{}T{}:{}:{}Z", name.substr(0, 4), name.substr(4, 2),
                               name.substr(6, 2), name.substr(9, 2), name.substr(11, 2),
                               name.substr(13, 2)))
      .value_or(0);
}

std::optional<TreeBase> find_lambda_hat_store(const ForeignTree& tree) {
  return find_base(tree, {"artifacts", "artefacts", ""},
                   [&](const std::string& base) -> std::optional<std::string> {
                     const std::string experiments = below(base, "experiments");
                     for (const std::string& experiment : tree.folders_in(experiments)) {
                       const std::string runs = below(below(experiments, experiment), "runs");
                       for (const std::string& name : tree.folders_in(runs)) {
                         if (read_timed_name(name)) return below(runs, name);
                       }
                     }
                     return std::nullopt;
                   });
}

/// An object of the store.
struct StoredObject {
  std::string folder;
  std::string urn;
  Value meta;
};

class LambdaHatStoreReader {
 public:
  LambdaHatStoreReader(const ForeignTree& tree, std::string base)
      : tree_(tree), base_(std::move(base)) {}

  ForeignRuns read() {
    read_objects();
    std::vector<std::pair<std::string, const Value*>> work;
    const std::string experiments = below(base_, "experiments");
    for (const std::string& experiment : tree_.folders_in(experiments)) {
      read_lines(below(experiments, experiment));
      const std::string runs = below(below(experiments, experiment), "runs");
      for (const std::string& name : tree_.folders_in(runs)) {
        if (read_timed_name(name)) folders_.push_back(below(runs, name));
      }
    }
    found_.runs.resize(folders_.size());
    for_each_index(folders_.size(),
                   [&](std::size_t i) { found_.runs[i] = read_run_folder(folders_[i]); });
    for (ForeignRun& run : found_.runs) link_target(run);
    tell_unreferenced();
    return std::move(found_);
  }

 private:
  void read_objects() {
    const std::string objects = below(base_, "store/objects/sha256");
    for (const std::string& first : tree_.folders_in(objects)) {
      for (const std::string& second : tree_.folders_in(below(objects, first))) {
        const std::string folder = below(below(objects, first), second);
        for (const std::string& hex : tree_.folders_in(folder)) read_object(below(folder, hex));
      }
    }
  }

  void read_object(const std::string& folder) {
    StoredObject object{.folder = folder};
    const std::string path = below(folder, "meta.json");
    object.meta = read_or_tell(tree_, path, found_.problems, read_json);
    const std::string type = text_of(object.meta, "type");
    object.urn =
        fmt::format("urn:lh:{}:sha256:{}", type.empty() ? "unknown" : type, base_name(folder));
    objects_.emplace(base_name(folder), std::move(object));
  }

  /// manifest.jsonl of an experiment, for runs whose own manifest is damaged.
  void read_lines(const std::string& experiment) {
    const std::string path = below(experiment, "manifest.jsonl");
    if (!tree_.has_file(path)) return;
    for (Value& line : read_json_lines(tree_, path, found_.problems)) {
      const std::string id = text_of(line, "run_id");
      if (id.empty()) continue;
      if (!tree_.has_folder(below(below(experiment, "runs"), id))) {
        found_.problems.push_back(fmt::format("{}: it names '{}', which is gone", path, id));
      }
      lines_[below(below(experiment, "runs"), id)] = std::move(line);
    }
  }

  ForeignRun read_run_folder(const std::string& folder) const {
    const TimedName name = *read_timed_name(base_name(folder));
    const bool is_build = name.algo == "build_target";
    ForeignRun run{.kind = is_build ? "target" : "sampler",
                   .origin = base_name(folder),
                   .folder = folder,
                   .experiment = base_name(parent_path(parent_path(folder))),
                   .origin_status = "complete",
                   .started = time_in_name(name.time)};
    const std::string path = below(folder, "manifest.json");
    Value manifest;
    if (tree_.has_file(path)) manifest = read_or_tell(tree_, path, run.problems, read_json);
    const auto line = lines_.find(folder);
    if (!manifest.is_map() && line != lines_.end()) {
      run.problems.push_back(
          fmt::format("{}: taken from manifest.jsonl of its experiment instead", path));
      manifest = line->second;
    }
    if (manifest.is_map()) {
      read_manifest(manifest, run);
    } else {
      run.status = RunStatus::pending;
      run.origin_status = "no manifest";
      if (!is_build) {
        run.tags.set("sampler", name.algo);
        run.params.set("name", name.algo);
      }
      run.tags.set("tag", name.tag);
      run.problems.push_back(fmt::format("{}: it has no manifest.json", folder));
    }
    read_analysis(folder, run);
    add_files(folder, run);
    return run;
  }

  void read_manifest(const Value& manifest, ForeignRun& run) const {
    run.params = map_of(manifest, "hyperparams");
    run.metrics = map_of(manifest, "metrics");
    run.host = text_of(manifest, "host");
    if (const TimeUs took = unix_time(manifest.find("walltime_sec")); took > 0) {
      run.ended = run.started + took;
    }
    for (const std::string_view key : {"sampler", "sampler_flavour", "algo", "phase"}) {
      if (const std::string text = text_of(manifest, key); !text.empty()) run.tags.set(key, text);
    }
    for (const std::string_view key : {"L0", "beta", "n_data", "warmup", "timings", "work"}) {
      if (const Value* value = manifest.find(key)) run.metrics.set(key, *value);
    }
    const std::string target = text_of(manifest, "target_id");
    if (run.kind == "target") {
      if (!target.empty()) run.names.push_back({"target", "lambda_hat.target@1", target, ""});
      for (const Value& output : list_of(manifest, "outputs")) {
        add_output(text_of(output, "urn"), text_of(output, "role"), run);
      }
    } else if (!target.empty()) {
      run.tags.set("target", target);
    }
  }

  /// The object that a build made: its files, and what its meta.json says of the target.
  void add_output(const std::string& urn, const std::string& role, ForeignRun& run) const {
    const auto found = objects_.find(urn.substr(urn.find_last_of(':') + 1));
    const bool is_first = !run.tags.contains("output");
    if (is_first) run.names.push_back({"urn", "lambda_hat.urn@1", urn, ""});
    run.tags.set(is_first ? "output" : "output." + role, urn);
    if (found == objects_.end()) {
      run.problems.push_back(fmt::format("{}: its output {} is not in the store", run.folder, urn));
      return;
    }
    add_files_below(tree_, below(found->second.folder, "payload"), run, role);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kParams = {
        {{"seed", "seed"},
         {"model_cfg", "model"},
         {"data_cfg", "data"},
         {"training_cfg", "training"},
         {"teacher_cfg", "teacher"}}};
    for (const auto& [key, name] : kParams) {
      if (const Value* value = found->second.meta.find(key)) run.params.set(name, *value);
    }
    if (const Value* seed = found->second.meta.find("seed")) run.seed = *seed;
  }

  /// analysis.json may be newer than the manifest, and say other things of the same names.
  void read_analysis(const std::string& folder, ForeignRun& run) const {
    const std::string path = below(folder, "analysis.json");
    if (!tree_.has_file(path)) return;
    const Value analysis = read_or_tell(tree_, path, run.problems, read_json);
    if (analysis.is_map()) run.metrics.set("analysis", analysis);
  }

  void add_files(const std::string& folder, ForeignRun& run) const {
    const std::string scratch = below(folder, "scratch");
    add_files_below(tree_, folder, run, "", {scratch});
    add_files_below(tree_, scratch, run, "scratch");
  }

  /// The build of the target in the same experiment, else the only one; without a manifest the
  /// run's own tag is the beginning of the target's name.
  void link_target(ForeignRun& run) const {
    if (run.kind == "target") return;
    const Value* named = run.tags.find("target");
    const Value* tag = run.tags.find("tag");
    const std::string wanted = named != nullptr ? to_text(*named)
                               : tag != nullptr ? to_text(*tag)
                                                : "";
    if (wanted.empty()) return;
    std::vector<const ForeignRun*> here;
    std::vector<const ForeignRun*> elsewhere;
    for (const ForeignRun& other : found_.runs) {
      const bool is_it = other.kind == "target" && !other.names.empty() &&
                         (named != nullptr ? other.names.front().name == wanted
                                           : other.names.front().name.starts_with(wanted));
      if (is_it) (other.experiment == run.experiment ? here : elsewhere).push_back(&other);
    }
    const std::vector<const ForeignRun*>& candidates = here.empty() ? elsewhere : here;
    if (candidates.size() == 1) {
      const ForeignRun& target = *candidates.front();
      run.links.push_back({"input", "target", target.origin, target.folder});
      run.tags.set("target", target.names.front().name);
    } else {
      run.links.push_back({"input", "target", wanted, ""});
    }
  }

  void tell_unreferenced() {
    std::set<std::string> referenced;
    for (const ForeignRun& run : found_.runs) {
      for (const auto& [key, value] : run.tags) {
        const std::string text = to_text(value);
        if (key.starts_with("output")) referenced.insert(text.substr(text.find_last_of(':') + 1));
      }
    }
    for (const auto& [hex, object] : objects_) {
      if (referenced.contains(hex)) continue;
      found_.problems.push_back(
          fmt::format("{}: no manifest refers to {}", object.folder, object.urn));
    }
  }

  const ForeignTree& tree_;
  const std::string base_;
  ForeignRuns found_;
  std::vector<std::string> folders_;
  std::map<std::string, StoredObject> objects_;  ///< By their hash.
  std::map<std::string, Value> lines_;           ///< Of manifest.jsonl, by run folder.
};

}  // namespace

std::optional<std::string> recognise_lambda_hat_store(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_lambda_hat_store(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_lambda_hat_store(const ForeignTree& tree) {
  return LambdaHatStoreReader(tree, find_lambda_hat_store(tree).value_or(TreeBase{}).folder).read();
}

}  // namespace cairn
