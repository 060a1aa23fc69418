// nirs4all with its store: store.sqlite with runs, pipelines, chains and predictions, and artifacts
// by digest. A run of nirs4all spans several pipelines: both become runs here, the pipelines with a
// link to the run; chains and predictions are children of their pipeline.
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/exchange/foreign_database.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

constexpr std::string_view kStore = "store.sqlite";

std::optional<TreeBase> find_store_file(const ForeignTree& tree) {
  return find_base(tree, {"workspace", ""},
                   [&](const std::string& base) -> std::optional<std::string> {
                     const std::string path = below(base, kStore);
                     return is_sqlite_file(tree, path) ? std::optional(path) : std::nullopt;
                   });
}

/// Why the file is a store of nirs4all, or nullopt for a database of somebody else. Throws
/// Error(corrupt), Error(busy).
std::optional<std::string> store_evidence(const ForeignTree& tree, const std::string& path) {
  const ForeignDatabase database(tree, path);
  const bool fits =
      database.has_table("runs") && database.has_table("pipelines") && database.has_table("chains");
  return fits ? std::optional(path + " has runs, pipelines and chains") : std::nullopt;
}

RunStatus status_named(const std::string& status) {
  if (status == "completed") return RunStatus::finished;
  if (status == "failed") return RunStatus::failed;
  return status == "running" ? RunStatus::running : RunStatus::pending;
}

class Nirs4allSqliteReader {
 public:
  Nirs4allSqliteReader(const ForeignTree& tree, std::string base)
      : base_(std::move(base)), database_(tree, below(base_, kStore)) {
    for (const std::string_view table : {"artifacts", "predictions"}) {
      if (database_.has_table(table)) continue;
      throw Error(ErrorCode::corrupt,
                  fmt::format("{}: it has no table '{}'", below(base_, kStore), table),
                  "bring the store back as nirs4all wrote it; what it lacks nobody can read");
    }
  }

  ForeignRuns read() {
    for (Map& row : database_.rows("SELECT * FROM artifacts")) {
      const std::string id = text_of(Value(row), "artifact_id");
      artifacts_.emplace(id, std::move(row));
    }
    for (const Map& row : database_.rows("SELECT * FROM runs ORDER BY run_id")) read_run(row);
    for (const Map& row : database_.rows("SELECT * FROM pipelines ORDER BY pipeline_id")) {
      read_pipeline(row);
    }
    tell_unreferenced();
    return std::move(found_);
  }

 private:
  ForeignRun start(const Map& row, std::string_view kind, std::string_view id) const {
    const Value fields(row);
    ForeignRun run{.kind = std::string(kind),
                   .origin = text_of(fields, id),
                   .folder = base_,
                   .name = text_of(fields, "name"),
                   .origin_status = text_of(fields, "status"),
                   .started = read_time(row.find("created_at")),
                   .ended = read_time(row.find("completed_at")),
                   .message = text_of(fields, "error")};
    run.status = status_named(run.origin_status);
    return run;
  }

  void read_run(const Map& row) {
    ForeignRun run = start(row, "run", "run_id");
    const std::string place = fmt::format("{}: run {}", kStore, run.origin);
    const Value config = json_column(row, "config", place, run.problems);
    if (config.is_map()) run.params = config.as_map();
    const Value datasets = json_column(row, "datasets", place, run.problems);
    if (datasets.is_list()) run.datasets = datasets.as_list();
    if (run.datasets.size() == 1) run.dataset = text_of(run.datasets.front(), "name");
    if (const Value summary = json_column(row, "summary", place, run.problems); summary.is_map()) {
      run.tags.set("summary", summary);
    }
    names_[run.origin] = run.name;
    found_.runs.push_back(std::move(run));
  }

  void read_pipeline(const Map& row) {
    ForeignRun run = start(row, "pipeline", "pipeline_id");
    const std::string parent = text_of(Value(row), "run_id");
    const std::string place = fmt::format("{}: pipeline {}", kStore, run.origin);
    run.dataset = text_of(Value(row), "dataset_name");
    run.experiment = names_[parent];
    run.links.push_back({"parent", "", parent, ""});
    const Value config = json_column(row, "expanded_config", place, run.problems);
    if (config.is_map()) run.params = config.as_map();
    if (config.is_list()) run.params.set("steps", config);
    for (const std::string_view key : {"best_val", "best_test"}) {
      const Value* value = row.find(key);
      if (value != nullptr && value->is_number()) run.metrics.set(key, *value);
    }
    if (const std::string metric = text_of(Value(row), "metric"); !metric.empty()) {
      run.tags.set("metric", metric);
    }
    if (const std::string hash = text_of(Value(row), "dataset_hash"); !hash.empty()) {
      run.tags.set("dataset_hash", hash);
    }
    read_chains(place, run);
    read_predictions(run);
    found_.runs.push_back(std::move(run));
  }

  void read_chains(const std::string& place, ForeignRun& run) {
    for (const Map& row : database_.rows(
             "SELECT * FROM chains WHERE pipeline_id = ? ORDER BY chain_id", {run.origin})) {
      ForeignChild chain{.kind = "model", .name = text_of(Value(row), "chain_id")};
      for (const std::string_view key : {"model_class", "preprocessings", "fold_strategy"}) {
        if (const std::string text = text_of(Value(row), key); !text.empty()) {
          chain.params.set(key, text);
        }
      }
      const Value steps = json_column(row, "steps", place, run.problems);
      if (steps.is_list()) run.steps = steps.as_list();
      for (const std::string_view column : {"shared_artifacts", "fold_artifacts"}) {
        const Value artifacts = json_column(row, column, place, run.problems);
        if (!artifacts.is_map()) continue;
        for (const auto& [key, id] : artifacts.as_map()) {
          add_artifact(to_text(id), column == "fold_artifacts" ? chain.name : "", place, run);
        }
      }
      run.children.push_back(std::move(chain));
    }
  }

  void add_artifact(const std::string& id, const std::string& child, const std::string& place,
                    ForeignRun& run) {
    const auto found = artifacts_.find(id);
    if (found == artifacts_.end()) {
      run.problems.push_back(fmt::format("{}: there is no artifact {}", place, id));
      return;
    }
    referenced_.insert(id);
    const Value row(found->second);
    run.artifacts.push_back({.path = below(base_, "artifacts/" + text_of(row, "artifact_path")),
                             .role = text_of(row, "artifact_type"),
                             .type = text_of(row, "format"),
                             .op = text_of(row, "operator_class"),
                             .child = child,
                             .sha256 = text_of(row, "content_hash")});
  }

  void read_predictions(ForeignRun& run) {
    for (const Map& row :
         database_.rows("SELECT * FROM predictions WHERE pipeline_id = ? ORDER BY prediction_id",
                        {run.origin})) {
      ForeignChild child{.kind = "prediction", .name = text_of(Value(row), "prediction_id")};
      for (const std::string_view key : {"fold_id", "partition", "model_name", "metric"}) {
        if (const std::string text = text_of(Value(row), key); !text.empty()) {
          child.params.set(key, text);
        }
      }
      for (const std::string_view key : {"val_score", "test_score", "train_score"}) {
        const Value* value = row.find(key);
        if (value != nullptr && value->is_number()) child.metrics.set(key, *value);
      }
      run.children.push_back(std::move(child));
    }
  }

  void tell_unreferenced() {
    for (const auto& [id, row] : artifacts_) {
      if (referenced_.contains(id)) continue;
      found_.problems.push_back(fmt::format("{}: no chain refers to artifact {} ({})", kStore, id,
                                            text_of(Value(row), "artifact_path")));
    }
  }

  const std::string base_;
  const ForeignDatabase database_;
  ForeignRuns found_;
  std::map<std::string, Map> artifacts_;
  std::map<std::string, std::string> names_;  ///< Of runs, by id.
  std::set<std::string> referenced_;
};

}  // namespace

std::optional<std::string> recognise_nirs4all_sqlite(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_store_file(tree);
  if (!base) return std::nullopt;
  try {
    return store_evidence(tree, below(base->folder, kStore));
  } catch (const Error&) {
    return std::nullopt;
  }
}

ForeignRuns read_nirs4all_sqlite(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_store_file(tree);
  if (!base || !store_evidence(tree, below(base->folder, kStore))) return {};
  return Nirs4allSqliteReader(tree, base->folder).read();
}

void check_nirs4all_store(const ForeignTree& tree) {
  if (const std::optional<TreeBase> base = find_store_file(tree)) {
    store_evidence(tree, below(base->folder, kStore));
  }
}

}  // namespace cairn
