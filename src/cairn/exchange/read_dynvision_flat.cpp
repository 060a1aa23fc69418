// DynVision before its hierarchy: everything in long names.
// models/<model>/<full>_<data>_<status>.pt,
// reports/<loader>/<full>_<data>_<status>_<loader>:<args>_<group>/, and what is made of many tests
// in <experiment>/<experiment>_<full>_<data>_<status>_<group>/.
#include <map>

#include <fmt/format.h>

#include "cairn/exchange/dynvision_names.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('_', start), text.size());
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

/// "<full>_<data>_<status>" in its parts; no part holds a '_'.
struct WeightsName {
  std::string full;
  ModelName model;
  std::string data;
  std::string status;
};

std::optional<WeightsName> read_weights_name(std::string_view text) {
  const std::vector<std::string> parts = split(text);
  if (parts.size() != 4) return std::nullopt;
  const std::string full = parts[0] + "_" + parts[1];
  std::optional<ModelName> model = read_model_name(full);
  if (!model) return std::nullopt;
  return WeightsName{full, *std::move(model), parts[2], parts[3]};
}

/// "trained.pt" → "trained"; empty for what are no weights.
std::string without_ending(const std::string& name) {
  return name.ends_with(".pt") ? name.substr(0, name.size() - 3) : "";
}

class DynvisionFlatReader {
 public:
  explicit DynvisionFlatReader(const ForeignTree& tree) : tree_(tree) {}

  ForeignRuns read() {
    for (const std::string& model : tree_.folders_in("models")) read_models(below("models", model));
    for (const std::string& top : tree_.folders_in("reports")) read_reports(top);
    for (const std::string& top : tree_.folders_in("figures")) {
      for (const std::string& name : tree_.folders_in(below("figures", top))) {
        read_aggregate("figure", top, below(below("figures", top), name));
      }
    }
    link_aggregates();
    return std::move(found_);
  }

 private:
  void read_models(const std::string& folder) {
    std::map<std::string, ForeignRun> runs;
    for (const std::string& file : tree_.files_in(folder)) {
      const std::optional<WeightsName> name = read_weights_name(without_ending(file));
      if (!name) continue;
      const std::string origin = name->full + "_" + name->data;
      ForeignRun& run = runs[origin];
      if (run.origin.empty()) {
        run = {.kind = "model",
               .origin = origin,
               .folder = folder,
               .name = name->full,
               .dataset = name->data,
               .seed = name->model.seed,
               .params = name->model.params,
               .status = RunStatus::pending,
               .origin_status = "init",
               .tags = Map{{"model", name->model.model}, {"args", name->model.args}}};
      }
      if (name->status.starts_with("trained")) {
        run.status = RunStatus::finished;
        run.origin_status = "trained";
      }
      run.artifacts.push_back({.path = below(folder, file), .role = "weights", .op = name->status});
    }
    for (auto& [origin, run] : runs) found_.runs.push_back(std::move(run));
  }

  void read_reports(const std::string& top) {
    const std::string folder = below("reports", top);
    for (const std::string& name : tree_.folders_in(folder)) {
      if (!read_test(below(folder, name))) read_aggregate("aggregate", top, below(folder, name));
    }
  }

  bool read_test(const std::string& folder) {
    const std::vector<std::string> parts = split(base_name(folder));
    if (parts.size() != 6) return false;
    const std::optional<WeightsName> weights =
        read_weights_name(fmt::format("{}_{}_{}_{}", parts[0], parts[1], parts[2], parts[3]));
    if (!weights) return false;
    const std::size_t colon = parts[4].find(':');
    std::optional<Map> args = Map{};
    if (colon != std::string::npos) args = read_pairs(parts[4].substr(colon + 1));
    if (!args) return false;
    ForeignRun run{
        .kind = "test",
        .origin = base_name(folder),
        .folder = folder,
        .name = parts[4],
        .dataset = weights->data,
        .seed = weights->model.seed,
        .params = *std::move(args),
        .origin_status = "complete",
        .tags = Map{{"model", weights->model.model},
                    {"args", weights->model.args},
                    {"data_args", colon == std::string::npos ? "" : parts[4].substr(colon + 1)},
                    {"model_status", weights->status},
                    {"loader", parts[4].substr(0, colon)},
                    {"group", parts[5]}},
        .links = {{"input", "model", weights->full + "_" + weights->data, ""}}};
    add_files_below(tree_, folder, run);
    set_test_status(tree_, run);
    models_[run.origin] = weights->full;
    found_.runs.push_back(std::move(run));
    return true;
  }

  void read_aggregate(const std::string& kind, const std::string& experiment,
                      const std::string& folder) {
    const std::vector<std::string> parts = split(base_name(folder));
    const bool fits = parts.size() == 6 && parts[0] == experiment;
    const std::string full = fits ? parts[1] + "_" + parts[2] : "";
    const std::optional<ModelName> model = read_model_name(full);
    if (!model) {
      found_.problems.push_back(fmt::format("{}: its name is none of DynVision", folder));
      return;
    }
    ForeignRun run{.kind = kind,
                   .origin = base_name(folder),
                   .folder = folder,
                   .experiment = experiment,
                   .dataset = parts[3],
                   .seed = model->seed,
                   .params = model->params,
                   .origin_status = "complete",
                   .tags = Map{{"model", model->model},
                               {"args", model->args},
                               {"model_status", parts[4]},
                               {"group", parts[5]}}};
    add_files_below(tree_, folder, run);
    patterns_[run.origin + run.kind] = full;
    found_.runs.push_back(std::move(run));
  }

  void link_aggregates() {
    for (ForeignRun& run : found_.runs) {
      const auto pattern = patterns_.find(run.origin + run.kind);
      if (pattern == patterns_.end()) continue;
      for (const ForeignRun& test : found_.runs) {
        if (test.kind != "test" || test.dataset != run.dataset) continue;
        if (!matches_pattern(pattern->second, models_[test.origin])) continue;
        run.links.push_back(
            {"input", fmt::format("test{}", run.links.size()), test.origin, test.folder});
      }
    }
  }

  const ForeignTree& tree_;
  ForeignRuns found_;
  std::map<std::string, std::string> models_;    ///< Of tests: the full name of their model.
  std::map<std::string, std::string> patterns_;  ///< Of aggregates.
};

}  // namespace

std::optional<std::string> recognise_dynvision_flat(const ForeignTree& tree) {
  for (const std::string& model : tree.folders_in("models")) {
    const std::string folder = below("models", model);
    for (const std::string& file : tree.files_in(folder)) {
      const std::optional<WeightsName> name = read_weights_name(without_ending(file));
      if (name && !name->model.args.empty()) return below(folder, file);
    }
  }
  return std::nullopt;
}

ForeignRuns read_dynvision_flat(const ForeignTree& tree) {
  return DynvisionFlatReader(tree).read();
}

}  // namespace cairn
