#include "cairn/exchange/read_nirs4all.h"

#include <array>

#include <fmt/format.h>

#include "cairn/exchange/foreign_files.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

/// "sha256:8cc9…" without its prefix.
std::string hash_of(const Value& artifact) {
  constexpr std::string_view kPrefix = "sha256:";
  const std::string hash = text_of(artifact, "hash");
  return hash.starts_with(kPrefix) ? hash.substr(kPrefix.size()) : "";
}

void add_artifacts(const Value& manifest, const std::string& folder, ForeignRun& run) {
  for (const Value& artifact : list_of(manifest, "artifacts")) {
    const std::string path = text_of(artifact, "path");
    if (path.empty()) continue;
    const Value* step = artifact.find("step");
    run.artifacts.push_back(
        {.path = clean_path(below(folder, path)),
         .role = "model",
         .type = text_of(artifact, "format"),
         .step = step != nullptr && step->is_int() ? std::optional(step->as_int()) : std::nullopt,
         .op = text_of(artifact, "name"),
         .sha256 = hash_of(artifact)});
  }
}

/// A step as nirs4all writes it (an operator's name; {class, params}; either under a keyword, as
/// {model: {class, params}}) as cairn logs steps: its number, operator and parameters.
Value step_of(std::int64_t number, const Value& said) {
  const Value* step = &said;
  const bool is_keyword =
      said.is_map() && said.find("class") == nullptr && said.as_map().size() == 1;
  if (is_keyword) step = &said.as_map().begin()->second;
  Map logged{{"n", number}};
  if (step->is_string()) {
    logged.set("op", *step);
  } else if (const std::string name = text_of(*step, "class"); !name.empty()) {
    logged.set("op", name);
    if (const Value* params = step->find("params")) logged.set("params", *params);
  } else if (said.is_map() && !said.as_map().empty()) {
    logged.set("op", said.as_map().begin()->first);
    logged.set("params", said);
  }
  return logged;
}

/// A prediction: its numbers are metrics, its texts, its fold and what names it are params.
void add_prediction(const Value& prediction, ForeignRun& run) {
  ForeignChild child{.kind = "model", .name = text_of(prediction, "id")};
  if (!prediction.is_map()) return;
  for (const auto& [key, value] : prediction.as_map()) {
    if (key == "id") continue;
    const bool is_metric = key != "fold" && metric_value(value).has_value();
    (is_metric ? child.metrics : child.params).set(key, value);
  }
  run.children.push_back(std::move(child));
}

}  // namespace

bool is_uuid(std::string_view text) {
  constexpr std::array<std::size_t, 5> kParts = {8, 4, 4, 4, 12};
  for (const std::size_t length : kParts) {
    if (!is_hex(text.substr(0, length), length)) return false;
    text.remove_prefix(length);
    if (text.empty()) return length == kParts.back();
    if (!text.starts_with('-')) return false;
    text.remove_prefix(1);
  }
  return false;
}

void add_pipeline_hash(ForeignRun& run) {
  constexpr std::size_t kHash = 6;
  const std::size_t bar = run.name.find_last_of('_');
  const std::string hash = bar == std::string::npos ? "" : run.name.substr(bar + 1);
  if (is_hex(hash, kHash)) run.names.push_back({"hash6", "nirs4all.pipeline@1", hash, ""});
}

Value read_manifest(const ForeignTree& tree, const std::string& artifacts, ForeignRun& run) {
  const std::string path = below(run.folder, "manifest.yaml");
  Value manifest = read_or_tell(tree, path, run.problems, read_yaml);
  if (!manifest.is_map()) {
    run.status = RunStatus::pending;
    run.origin_status = kNoManifest;
    return {};
  }
  // nirs4all writes these two last, also when they are empty.
  if (manifest.find("artifacts") == nullptr || manifest.find("predictions") == nullptr) {
    run.status = RunStatus::pending;
    run.origin_status = kCutOff;
    run.problems.push_back(
        fmt::format("{}: it is cut off: its artifacts or predictions are missing", path));
  }
  run.name = text_of(manifest, "name");
  run.dataset = text_of(manifest, "dataset");
  run.started = read_time(manifest.find("created_at"));
  if (const Value* steps = manifest.find_path("pipeline.steps")) {
    run.params.set("steps", *steps);
    for (const Value& step : list_of(map_of(manifest, "pipeline"), "steps")) {
      run.steps.push_back(step_of(static_cast<std::int64_t>(run.steps.size()) + 1, step));
    }
  }
  for (const auto& [key, value] : map_of(manifest, "metadata")) run.tags.set(key, value);
  add_artifacts(manifest, artifacts, run);
  const List predictions = list_of(manifest, "predictions");
  for (const Value& prediction : predictions) add_prediction(prediction, run);
  // What a pipeline is worth is not said where several predictions say different things.
  if (run.children.size() == 1) run.metrics = run.children.front().metrics;
  add_pipeline_hash(run);
  return manifest;
}

}  // namespace cairn
