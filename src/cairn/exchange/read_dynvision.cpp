// DynVision: weights in models/[<model>/]<model>:<args>_<seed>/<data>/, tests in
// reports/<experiment>/<model>/<data>:<group>_<status>/<test>/, what is made of many tests one
// level higher, and figures. A model is named in full, or by a hash that a link and a .hash file
// explain. The links are absolute and mostly dangle: their text is read, they are never followed.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/exchange/dynvision_names.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

constexpr std::string_view kHashStart = "hash=";

class DynvisionReader {
 public:
  explicit DynvisionReader(const ForeignTree& tree) : tree_(tree) {}

  ForeignRuns read() {
    read_hashes();
    for (const std::string& name : tree_.folders_in("models")) {
      const std::string folder = below("models", name);
      if (read_model_name(name)) {
        read_model(folder);
        continue;
      }
      for (const std::string& inner : tree_.folders_in(folder)) {
        if (read_model_name(inner)) read_model(below(folder, inner));
      }
    }
    read_reports();
    read_figures();
    link_aggregates();
    return std::move(found_);
  }

 private:
  /// models/<model>:hash=36590d36 → …/<full name>
  void read_hashes() {
    tree_.for_each_below("models", [&](const TreeEntry& entry) {
      const std::string name = base_name(entry.path);
      if (entry.kind != FileStat::Kind::link || name.find(":hash=") == std::string::npos) return;
      full_names_[name] = base_name(entry.target);
    });
  }

  void read_model(const std::string& folder) {
    const ModelName name = *read_model_name(base_name(folder));
    for (const std::string& data : tree_.folders_in(folder)) {
      ForeignRun run{.kind = "model",
                     .origin = base_name(folder),
                     .folder = below(folder, data),
                     .dataset = data,
                     .seed = name.seed,
                     .params = name.params,
                     .status = RunStatus::pending,
                     .tags = Map{{"model", name.model}, {"args", name.args}}};
      for (const std::string& file : tree_.files_in(run.folder)) {
        run.artifacts.push_back({.path = below(run.folder, file)});
        take_weights(file, run);
        if (file.ends_with(".hash")) check_hash_file(below(run.folder, file), name, run);
      }
      add_hash_names(name, run);
      found_.runs.push_back(std::move(run));
    }
  }

  /// The status of the most trained weights is the model's.
  static void take_weights(const std::string& file, ForeignRun& run) {
    if (file.ends_with(".pt")) {
      run.artifacts.back().role = "weights";
      run.artifacts.back().op = file.substr(0, file.size() - 3);
    }
    if (file.starts_with("trained") && file.ends_with(".pt")) {
      run.status = RunStatus::finished;
      run.origin_status = "trained";
    } else if (file == "init.pt" && run.origin_status.empty()) {
      run.origin_status = "init";
    }
  }

  /// hash=36590d36.hash holds "<args>_<seed>".
  void check_hash_file(const std::string& path, const ModelName& name, ForeignRun& run) {
    try {
      std::string text = tree_.read(path);
      while (text.ends_with('\n')) text.pop_back();
      const std::string wanted =
          (name.args.empty() ? "" : ":" + name.args) + "_" + to_text(name.seed);
      if (text != wanted) {
        run.problems.push_back(fmt::format("{}: it says '{}', not '{}'", path, text, wanted));
        return;
      }
      const std::string stem = base_name(path);
      full_names_.try_emplace(fmt::format("{}:{}", name.model, stem.substr(0, stem.size() - 5)),
                              run.origin);
    } catch (const Error& error) {
      run.problems.push_back(error.message());
    }
  }

  void add_hash_names(const ModelName& name, ForeignRun& run) const {
    for (const auto& [hashed, full] : full_names_) {
      if (full != run.origin) continue;
      const std::string hash = hashed.substr(hashed.find(kHashStart));
      run.names.push_back({"hash", "dynvision.model@1", ":" + hash, ""});
      run.names.push_back({"identifier", "dynvision.identifier", name.model + ":" + hash, ""});
      return;
    }
  }

  /// The full name that a folder of reports means; "" for one of several models.
  std::string full_name(const std::string& identifier) const {
    const auto found = full_names_.find(identifier);
    return found == full_names_.end() ? identifier : found->second;
  }

  void read_reports() {
    for (const std::string& experiment : tree_.folders_in("reports")) {
      const std::string top = below("reports", experiment);
      for (const std::string& model : tree_.folders_in(top)) {
        for (const std::string& data : tree_.folders_in(below(top, model))) {
          const std::string folder = below(below(top, model), data);
          for (const std::string& test : tree_.folders_in(folder)) {
            read_test(experiment, model, below(folder, test));
          }
          read_aggregate("aggregate", experiment, model, folder);
        }
      }
    }
  }

  ForeignRun start(std::string kind, const std::string& experiment, const std::string& model,
                   const std::string& folder, const DataName& data) const {
    ForeignRun run{.kind = std::move(kind),
                   .origin = relative_to(folder, parent_path(parent_path(parent_path(folder)))),
                   .folder = folder,
                   .experiment = experiment,
                   .dataset = data.data,
                   .origin_status = "complete",
                   .tags = Map{{"identifier", model}, {"model_status", data.status}}};
    if (!data.group.empty()) run.tags.set("group", data.group);
    if (const std::optional<ModelName> name = read_model_name(full_name(model))) {
      run.seed = name->seed;
      run.tags.set("model", name->model);
      run.tags.set("args", name->args);
    }
    return run;
  }

  void read_test(const std::string& experiment, const std::string& model,
                 const std::string& folder) {
    const DataName data = read_data_name(base_name(parent_path(folder)));
    ForeignRun run = start("test", experiment, model, folder, data);
    const std::string test = base_name(folder);
    run.name = test;
    const std::size_t colon = test.find(':');
    if (std::optional<Map> args =
            colon == std::string::npos ? std::nullopt : read_pairs(test.substr(colon + 1))) {
      run.params = *std::move(args);
      run.tags.set("loader", test.substr(0, colon));
      run.tags.set("data_args", test.substr(colon + 1));
    } else {
      run.names.push_back({"test_hash", "dynvision.test@1", test, ""});
    }
    read_config(below(folder, "test_outputs.csv.config.yaml"), run);
    add_files_below(tree_, folder, run);
    add_model_link(full_name(model), data.data, run);
    found_.runs.push_back(std::move(run));
  }

  /// The side file tells the arguments that a hashed name hides.
  void read_config(const std::string& path, ForeignRun& run) const {
    if (!tree_.has_file(path)) return;
    const Value config = read_or_tell(tree_, path, run.problems, read_yaml);
    if (!config.is_map()) return;
    Map rest;
    for (const auto& [key, value] : config.as_map()) {
      constexpr std::string_view kData = "data.";
      if (key.starts_with('_')) continue;
      if (key == "data.data_loader") run.tags.set("loader", value);
      if (key.starts_with(kData) && !key.starts_with("data.data_") && key != "data.batch_size") {
        const std::string name = key.substr(kData.size());
        run.params.set(name, value.is_string() ? plain_value(value.as_string()) : value);
      } else {
        rest.set(key, value);
      }
    }
    run.params.set("config", std::move(rest));
  }

  void add_model_link(const std::string& full, const std::string& data, ForeignRun& run) const {
    for (const ForeignRun& model : found_.runs) {
      if (model.kind != "model" || model.origin != full || model.dataset != data) continue;
      run.links.push_back({"input", "model", full, model.folder});
      return;
    }
    run.problems.push_back(
        fmt::format("{}: the tree has no weights of '{}' on {}", run.folder, full, data));
  }

  /// What lies directly in the folder of a model and its data was made of several tests.
  void read_aggregate(const std::string& kind, const std::string& experiment,
                      const std::string& model, const std::string& folder) {
    if (tree_.files_in(folder).empty()) return;
    ForeignRun run = start(kind, experiment, model, folder, read_data_name(base_name(folder)));
    run.name = fmt::format("{}/{}", model, base_name(folder));
    if (const std::optional<ModelName> name = read_model_name(full_name(model))) {
      run.params = name->params;
    }
    add_files_in(tree_, folder, run);
    found_.runs.push_back(std::move(run));
  }

  void read_figures() {
    for (const std::string& experiment : tree_.folders_in("figures")) {
      const std::string kind = experiment == "weights" ? "weights_figure" : "figure";
      const std::string top = below("figures", experiment);
      for (const std::string& model : tree_.folders_in(top)) {
        for (const std::string& data : tree_.folders_in(below(top, model))) {
          read_aggregate(kind, experiment, model, below(below(top, model), data));
        }
      }
    }
  }

  /// An aggregate is made of the tests of its experiment whose models its pattern means.
  void link_aggregates() {
    for (ForeignRun& run : found_.runs) {
      if (run.kind != "aggregate" && run.kind != "figure") continue;
      const std::string pattern = base_name(parent_path(run.folder));
      for (const ForeignRun& test : found_.runs) {
        if (test.kind != "test" || test.experiment != run.experiment) continue;
        if (base_name(parent_path(test.folder)) != base_name(run.folder)) continue;
        const std::string model = full_name(base_name(parent_path(parent_path(test.folder))));
        if (!matches_pattern(pattern, model)) continue;
        run.links.push_back(
            {"input", fmt::format("test{}", run.links.size()), test.origin, test.folder});
      }
    }
  }

  const ForeignTree& tree_;
  ForeignRuns found_;
  std::map<std::string, std::string> full_names_;  ///< "DyRCNNx8:hash=36590d36" → full name
};

}  // namespace

namespace {

/// Whether a model without arguments, whose name could be anybody's, tells its hash as DynVision
/// does.
bool tells_hash(const ForeignTree& tree, const std::string& name, const std::string& folder) {
  if (!read_model_name(name)) return false;
  for (const std::string& data : tree.folders_in(folder)) {
    for (const std::string& file : tree.files_in(below(folder, data))) {
      if (file.starts_with(kHashStart) && file.ends_with(".hash")) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> recognise_dynvision(const ForeignTree& tree) {
  for (const std::string& name : tree.folders_in("models")) {
    const std::string folder = below("models", name);
    if (is_argued_name(name) && !tree.folders_in(folder).empty()) return folder;
    if (tells_hash(tree, name, folder)) return folder;
    for (const std::string& inner : tree.folders_in(folder)) {
      if (is_argued_name(inner)) return below(folder, inner);
    }
  }
  return std::nullopt;
}

ForeignRuns read_dynvision(const ForeignTree& tree) { return DynvisionReader(tree).read(); }

}  // namespace cairn
