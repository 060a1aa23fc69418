// lambda_hat before its store: runs/targets/tgt_<12>/ with meta.json, and the runs of its samplers
// in run_<sampler>_<8>/ below it. The hyperparameters of a run stand only in _runs.jsonl of its
// target; _catalog.jsonl repeats meta.json where the older saver wrote it.
#include <map>

#include <fmt/format.h>

#include "cairn/base/parallel.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"

namespace cairn {

namespace {

/// "run_hmc_89db9e76" in its parts.
struct RunName {
  std::string sampler;
  std::string hash;
};

std::optional<RunName> read_run_name(std::string_view name) {
  constexpr std::string_view kStart = "run_";
  constexpr std::size_t kHash = 8;
  const std::size_t bar = name.find_last_of('_');
  if (!name.starts_with(kStart) || bar <= kStart.size()) return std::nullopt;
  if (!is_hex(name.substr(bar + 1), kHash)) return std::nullopt;
  return RunName{std::string(name.substr(kStart.size(), bar - kStart.size())),
                 std::string(name.substr(bar + 1))};
}

bool is_target_name(std::string_view name) {
  constexpr std::string_view kStart = "tgt_";
  return name.starts_with(kStart) && is_hex(name.substr(kStart.size()), 12);
}

std::optional<TreeBase> find_targets(const ForeignTree& tree) {
  return find_base(tree, {"runs/targets", "targets", ""},
                   [&](const std::string& base) -> std::optional<std::string> {
                     for (const std::string& name : tree.folders_in(base)) {
                       if (!is_target_name(name)) continue;
                       const std::string folder = below(base, name);
                       if (tree.has_file(below(folder, "meta.json"))) {
                         return below(folder, "meta.json");
                       }
                       for (const std::string& run : tree.folders_in(folder)) {
                         if (read_run_name(run)) return below(folder, run);
                       }
                     }
                     return std::nullopt;
                   });
}

/// Lines by the value of one of their keys; later lines replace earlier ones.
using LinesByName = std::map<std::string, Value, std::less<>>;

LinesByName lines_by(const ForeignTree& tree, const std::string& path, std::string_view key,
                     std::vector<std::string>& problems) {
  LinesByName lines;
  if (!tree.has_file(path)) return lines;
  for (Value& line : read_json_lines(tree, path, problems)) {
    const std::string name = base_name(text_of(line, key));
    if (!name.empty()) lines[name] = std::move(line);
  }
  return lines;
}

/// What meta.json says of a target, or, where that is damaged, its line of the catalog.
void read_meta(const Value& meta, ForeignRun& run) {
  constexpr std::pair<std::string_view, std::string_view> kParams[] = {{"seed", "seed"},
                                                                       {"model_cfg", "model"},
                                                                       {"data_cfg", "data"},
                                                                       {"training_cfg", "training"},
                                                                       {"teacher_cfg", "teacher"}};
  for (const auto& [key, name] : kParams) {
    if (const Value* value = meta.find(key)) run.params.set(name, *value);
  }
  if (const Value* seed = meta.find("seed")) run.seed = *seed;
  run.metrics = map_of(meta, "metrics");
  if (const Map dims = map_of(meta, "dims"); !dims.empty()) run.metrics.set("dims", dims);
  if (const Value* x64 = meta.find("jax_enable_x64")) run.tags.set("x64", *x64);
  for (const auto& [name, hash] : map_of(meta, "hashes")) run.tags.set(name, hash);
  for (const auto& [name, version] : map_of(meta, "pkg_versions")) {
    run.tags.set("package." + name, version);
  }
  if (const std::string commit = text_of(meta, "code_sha"); !commit.empty()) {
    run.tags.set("code_sha", commit);
  }
  run.host = text_of(meta, "hostname");
  run.ended = unix_time(meta.find("created_at"));
}

ForeignRun read_target(const ForeignTree& tree, const std::string& folder,
                       const LinesByName& catalog) {
  const std::string name = base_name(folder);
  ForeignRun run{.kind = "target",
                 .origin = name,
                 .folder = folder,
                 .names = {{"target", "lambda_hat.target@1", name, ""}},
                 .origin_status = "complete"};
  const std::string path = below(folder, "meta.json");
  Value meta = read_or_tell(tree, path, run.problems, read_json);
  if (!meta.is_map()) {
    const auto line = catalog.find(name);
    if (line != catalog.end()) {
      run.problems.push_back(fmt::format("{}: taken from _catalog.jsonl instead", path));
      meta = line->second;
    } else {
      run.status = RunStatus::pending;
      run.origin_status = "no meta.json";
    }
  }
  if (meta.is_map()) read_meta(meta, run);
  if (meta.is_map() && text_of(meta, "target_id") != name) {
    run.problems.push_back(fmt::format("{}: it is that of '{}'", path, text_of(meta, "target_id")));
  }
  // What every target has comes first, so that it is missed where it is gone.
  if (meta.is_map()) {
    for (const std::string_view file : {"params.npz", "data.npz"}) {
      run.artifacts.push_back({.path = below(folder, file)});
    }
  }
  add_files_in(tree, folder, run);
  for (const std::string& inner : tree.folders_in(folder)) {
    if (!read_run_name(inner)) add_files_below(tree, below(folder, inner), run);
  }
  return run;
}

ForeignRun read_sampler(const ForeignTree& tree, const std::string& folder,
                        const LinesByName& lines) {
  const std::string name = base_name(folder);
  const std::string target = base_name(parent_path(folder));
  const RunName parts = *read_run_name(name);
  ForeignRun run{.kind = "sampler",
                 .origin = name,
                 .folder = folder,
                 .names = {{"run", "lambda_hat.run@1", parts.hash, ""}},
                 .origin_status = "complete",
                 .tags = Map{{"sampler", parts.sampler}},
                 .links = {{"input", "target", target, parent_path(folder)}}};
  const auto line = lines.find(name);
  if (line != lines.end()) {
    const Value& said = line->second;
    run.params = map_of(said, "hyperparams");
    run.metrics = map_of(said, "metrics");
    run.ended = unix_time(said.find("created_at"));
    const TimeUs took = unix_time(said.find("walltime_sec"));
    if (took > 0 && run.ended > took) run.started = run.ended - took;
    if (const Value* x64 = said.find("dtype64")) run.tags.set("x64", *x64);
    if (const std::string commit = text_of(said, "code_sha"); !commit.empty()) {
      run.tags.set("code_sha", commit);
    }
  } else {
    run.problems.push_back(
        fmt::format("{}: no line in _runs.jsonl of its target tells its parameters", folder));
  }
  const std::string path = below(folder, "analysis.json");
  const bool has_analysis = tree.has_file(path);
  const Value analysis = has_analysis ? read_or_tell(tree, path, run.problems, read_json) : Value();
  if (analysis.is_map()) run.metrics = analysis.as_map();
  if (!has_analysis) {
    run.status = RunStatus::pending;
    run.origin_status = "no analysis.json";
    if (line != lines.end()) {
      run.problems.push_back(
          fmt::format("{}: it was not found, and _runs.jsonl of its target has the run", path));
    }
  } else {
    run.artifacts.push_back({.path = below(folder, "trace.nc")});
  }
  add_files_below(tree, folder, run);
  return run;
}

/// A target with the runs of its samplers.
ForeignRuns read_one_target(const ForeignTree& tree, const std::string& folder,
                            const LinesByName& catalog) {
  ForeignRuns found;
  found.runs.push_back(read_target(tree, folder, catalog));
  const std::string path = below(folder, "_runs.jsonl");
  const LinesByName lines = lines_by(tree, path, "artifact_path", found.problems);
  for (const std::string& name : tree.folders_in(folder)) {
    if (read_run_name(name)) {
      found.runs.push_back(read_sampler(tree, below(folder, name), lines));
    }
  }
  for (const auto& [name, line] : lines) {
    if (tree.has_folder(below(folder, name))) continue;
    found.problems.push_back(fmt::format("{}: it names '{}', which is gone", path, name));
  }
  return found;
}

}  // namespace

std::optional<std::string> recognise_lambda_hat(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_targets(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_lambda_hat(const ForeignTree& tree) {
  const std::string base = find_targets(tree).value_or(TreeBase{}).folder;
  ForeignRuns found;
  const LinesByName catalog =
      lines_by(tree, below(base, "_catalog.jsonl"), "target_id", found.problems);
  std::vector<std::string> folders;
  for (const std::string& name : tree.folders_in(base)) {
    if (is_target_name(name)) folders.push_back(below(base, name));
  }
  std::vector<ForeignRuns> parts(folders.size());
  for_each_index(folders.size(),
                 [&](std::size_t i) { parts[i] = read_one_target(tree, folders[i], catalog); });
  std::size_t count = 0;
  for (const ForeignRuns& part : parts) count += part.runs.size();
  found.runs.reserve(count);
  for (ForeignRuns& part : parts) append(found, std::move(part));
  return found;
}

}  // namespace cairn
