// SSVAE's results: one folder a run, <slug>__<architecture code>__<YYYYMMDD_HHMMSS> (older ones
// without a code: <slug>_<time>), with config.yaml, summary.json at the end, and histories of its
// losses. Times are local to the machine that ran it.
#include <fmt/format.h>

#include "cairn/base/parallel.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"
#include "cairn/record/events.h"

namespace cairn {

namespace {

/// A folder name in its parts. The slug may hold "__" itself, the code never does.
struct FolderName {
  std::string slug;
  std::string code;  ///< Empty: a name of before there were codes.
  std::string time;
};

std::optional<FolderName> read_folder_name(std::string_view name) {
  constexpr std::size_t kTime = std::string_view("20251112_143128").size();
  if (name.size() < kTime + 2) return std::nullopt;
  const std::string_view time = name.substr(name.size() - kTime);
  if (local_time(time, "%Y%m%d_%H%M%S") == 0 || time[8] != '_') return std::nullopt;
  std::string_view head = name.substr(0, name.size() - kTime);
  if (!head.ends_with("__")) {
    if (!head.ends_with('_')) return std::nullopt;
    head.remove_suffix(1);
    return FolderName{std::string(head), "", std::string(time)};
  }
  head.remove_suffix(2);
  const std::size_t bars = head.rfind("__");
  if (bars == std::string_view::npos || bars == 0) return std::nullopt;
  return FolderName{std::string(head.substr(0, bars)), std::string(head.substr(bars + 2)),
                    std::string(time)};
}

std::optional<TreeBase> find_results(const ForeignTree& tree) {
  return find_base(tree, {"results", "use_cases/experiments/results", ""},
                   [&](const std::string& base) -> std::optional<std::string> {
                     for (const std::string& name : tree.folders_in(base)) {
                       const std::string config = below(below(base, name), "config.yaml");
                       if (read_folder_name(name) && tree.has_file(config)) return config;
                     }
                     return std::nullopt;
                   });
}

void read_config(const Value& config, ForeignRun& run) {
  run.params = map_of(config, "model");
  if (const Value* seed = config.find_path("model.random_seed")) run.seed = *seed;
  if (const Map data = map_of(config, "data"); !data.empty()) {
    run.params.set("data", data);
    run.dataset = text_of(Value(data), "dataset");
  }
  const Map experiment = map_of(config, "experiment");
  if (const std::string name = text_of(Value(experiment), "name"); !name.empty()) run.name = name;
  if (const std::string text = text_of(Value(experiment), "description"); !text.empty()) {
    run.tags.set("description", text);
  }
  for (const Value& tag : list_of(Value(experiment), "tags")) run.tags.set(to_text(tag), true);
}

/// Says where the folder's name and what stands in one of its files differ: two runs of one second
/// shared a folder, or somebody renamed it.
void compare_id(const Value& said, const std::string& file, ForeignRun& run) {
  const std::string id = text_of(said, "run_id");
  if (!id.empty() && id != run.origin) {
    run.problems.push_back(fmt::format("{}/{}: it is that of run '{}'", run.folder, file, id));
  }
}

void read_summary(const Value& summary, ForeignRun& run) {
  for (const auto& [section, values] : summary.as_map()) {
    if (section == "metadata") {
      compare_id(values, "summary.json", run);
    } else {
      run.metrics.set(section, values);
    }
  }
}

/// {"loss": [200.0, …], …}: one value an epoch.
void read_history(const Value& history, ForeignRun& run) {
  if (!history.is_map()) return;
  for (const auto& [key, values] : history.as_map()) {
    if (!values.is_list()) continue;
    std::int64_t step = 0;
    for (const Value& value : values.as_list()) {
      if (const std::optional<double> number = metric_value(value)) {
        run.points.push_back({fmt::format("history.{}", key), *number, step});
      }
      ++step;
    }
  }
}

/// A file that is gone, since what is written behind it is there.
void tell_missing(const std::string& path, std::string_view later, ForeignRun& run) {
  run.problems.push_back(fmt::format("{}: it was not found, and {} is there", path, later));
}

ForeignRun read_ssvae_run(const ForeignTree& tree, const std::string& folder) {
  const std::string origin = base_name(folder);
  const FolderName name = *read_folder_name(origin);
  ForeignRun run{.kind = "run",
                 .origin = origin,
                 .folder = folder,
                 .name = name.slug,
                 .status = RunStatus::pending,
                 .started = local_time(name.time, "%Y%m%d_%H%M%S")};
  if (!name.code.empty())
    run.names.push_back({"architecture", "ssvae.architecture@1", name.code, ""});
  const std::string config_path = below(folder, "config.yaml");
  const std::string summary_path = below(folder, "summary.json");
  const std::string history_path = below(folder, "artifacts/diagnostics/history.json");
  const bool has_config = tree.has_file(config_path);
  run.origin_status = has_config ? "pending" : "empty";
  const bool has_summary = tree.has_file(summary_path);
  if (has_config) {
    const Value config = read_or_tell(tree, config_path, run.problems, read_yaml);
    read_config(config, run);
    compare_id(config, "config.yaml", run);
    // What makes the code writes it behind all others.
    if (config.is_map() && !name.code.empty() && config.find("run_id") == nullptr) {
      run.problems.push_back(fmt::format("{}: it is cut off: its run_id is missing", config_path));
    }
  } else if (has_summary) {
    tell_missing(config_path, "summary.json", run);
  }
  if (!has_summary && tree.has_file(below(folder, "REPORT.md"))) {
    tell_missing(summary_path, "REPORT.md", run);
  }
  if (has_summary) {
    run.status = RunStatus::finished;
    run.origin_status = "complete";
    const Value summary = read_or_tell(tree, summary_path, run.problems, read_json);
    if (summary.is_map()) read_summary(summary, run);
  }
  if (tree.has_file(history_path)) {
    read_history(read_or_tell(tree, history_path, run.problems, read_json), run);
  }
  if (tree.has_file(below(folder, "logs/experiment.log"))) {
    run.log = below(folder, "logs/experiment.log");
  }
  add_files_below(tree, folder, run);
  return run;
}

}  // namespace

std::optional<std::string> recognise_ssvae(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_results(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_ssvae(const ForeignTree& tree) {
  const std::string base = find_results(tree).value_or(TreeBase{}).folder;
  std::vector<std::string> folders;
  for (const std::string& name : tree.folders_in(base)) {
    if (read_folder_name(name)) folders.push_back(below(base, name));
  }
  ForeignRuns found;
  found.runs.resize(folders.size());
  for_each_index(folders.size(),
                 [&](std::size_t i) { found.runs[i] = read_ssvae_run(tree, folders[i]); });
  return found;
}

}  // namespace cairn
