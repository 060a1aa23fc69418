// DynVision: weights in models/[<model>/]<model>:<args>_<seed>/<data>/, tests in
// reports/<experiment>/<model>/<data>:<group>_<status>/<test>/, what is made of many tests one
// level higher, and figures. A model is named in full, or by the hash of that name, which a .hash
// file and a link repeat. The links are absolute, mostly dangle, and may have been bent: their text
// is read, they are never followed, and the hash has the first word.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/exchange/dynvision_names.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

constexpr std::string_view kHashStart = "hash=";

class DynvisionReader {
 public:
  explicit DynvisionReader(const ForeignTree& tree) : tree_(tree) {}

  ForeignRuns read() {
    const std::vector<std::string> folders = model_folders();
    for (const std::string& folder : folders) {
      const std::string full = base_name(folder);
      owners_[hashed_name(*read_model_name(full))].insert(full);
    }
    for (const std::string& folder : folders) read_model(folder);
    read_links();
    for (ForeignRun& run : found_.runs) add_hash_names(run);
    read_reports();
    read_figures();
    link_aggregates();
    return std::move(found_);
  }

 private:
  std::vector<std::string> model_folders() const {
    std::vector<std::string> folders;
    for (const std::string& name : tree_.folders_in("models")) {
      const std::string folder = below("models", name);
      if (read_model_name(name)) {
        folders.push_back(folder);
        continue;
      }
      for (const std::string& inner : tree_.folders_in(folder)) {
        if (read_model_name(inner)) folders.push_back(below(folder, inner));
      }
    }
    return folders;
  }

  /// "DyRCNNx8:hash=36590d36", as DynVision itself computes it.
  static std::string hashed_name(const ModelName& name) {
    const Value input = Map{{"args", List{name.args, to_text(name.seed)}}};
    return name.model + make_name("dynvision.model@1", input).full;
  }

  /// models/<model>:hash=36590d36 → …/<full name>. A link is believed where neither the hash of a
  /// folder nor a .hash file says whose name it is, and the hash of what it says does not speak
  /// against it.
  void read_links() {
    tree_.for_each_below("models", [&](const TreeEntry& entry) {
      const std::string name = base_name(entry.path);
      if (entry.kind != FileStat::Kind::link || name.find(":hash=") == std::string::npos) return;
      const std::string said = base_name(entry.target);
      if (const auto owners = owners_.find(name); owners != owners_.end()) {
        if (owners->second.size() == 1) full_names_[name] = *owners->second.begin();
      } else if (!full_names_.contains(name)) {
        const std::optional<ModelName> model = read_model_name(said);
        if (model && hashed_name(*model) == name) full_names_[name] = said;
      }
      tell_wrong_link(entry.path, name, said);
    });
  }

  void tell_wrong_link(const std::string& path, const std::string& name, const std::string& said) {
    const auto owners = owners_.find(name);
    if (owners != owners_.end() && owners->second.size() > 1) {
      const std::vector<std::string> all(owners->second.begin(), owners->second.end());
      found_.problems.push_back(
          fmt::format("{}: the hash is that of several models: '{}'", path, join(all, "', '")));
      return;
    }
    const auto full = full_names_.find(name);
    if (full == full_names_.end()) {
      found_.problems.push_back(
          fmt::format("{}: the link says '{}', which has another hash", path, said));
    } else if (full->second != said) {
      found_.problems.push_back(fmt::format("{}: the link says '{}', and the hash is that of '{}'",
                                            path, said, full->second));
    }
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
      const std::string hashed = fmt::format("{}:{}", name.model, stem.substr(0, stem.size() - 5));
      if (hashed == hashed_name(name) || !owners_.contains(hashed)) {
        const auto [known, is_new] = full_names_.try_emplace(hashed, run.origin);
        if (known->second == run.origin) return;
      }
      run.problems.push_back(
          fmt::format("{}: the hash of this model is '{}'", path, hashed_name(name)));
    } catch (const Error& error) {
      run.problems.push_back(error.message());
    }
  }

  void add_hash_names(ForeignRun& run) const {
    for (const auto& [hashed, full] : full_names_) {
      if (full != run.origin) continue;
      const std::string hash = hashed.substr(hashed.find(kHashStart));
      run.names.push_back({"hash", "dynvision.model@1", ":" + hash, ""});
      run.names.push_back({"identifier", "dynvision.identifier", hashed, ""});
      return;
    }
  }

  /// The full name that a folder of reports means; as it is where nothing tells, or where several
  /// models have that hash.
  std::string full_name(const std::string& identifier) const {
    const auto owners = owners_.find(identifier);
    if (owners != owners_.end()) {
      return owners->second.size() == 1 ? *owners->second.begin() : identifier;
    }
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
    set_test_status(tree_, run);
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
  /// "DyRCNNx8:hash=36590d36" → the full names of the folders that have this hash.
  std::map<std::string, std::set<std::string>> owners_;
  /// The same for the hashed names that .hash files and links show.
  std::map<std::string, std::string> full_names_;
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
