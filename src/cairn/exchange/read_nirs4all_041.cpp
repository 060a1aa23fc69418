// nirs4all 0.4.1: runs/<date>_<dataset>/<number>_<name>_<hash>/manifest.yaml, with the artifacts of
// all pipelines of a run in its _binaries. Exports and library are copies: they belong to no run.
#include <fmt/format.h>

#include "cairn/base/parallel.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"
#include "cairn/exchange/read_nirs4all.h"

namespace cairn {

namespace {

bool is_date_folder(std::string_view name) {
  constexpr std::size_t kDate = std::string_view("2025-11-20").size();
  return name.size() > kDate + 1 && name[kDate] == '_' &&
         local_time(name.substr(0, kDate), "%Y-%m-%d") != 0;
}

/// "0001_pls_ab12cd"
bool is_pipeline_folder(std::string_view name) {
  constexpr std::size_t kNumber = 4;
  return name.size() > kNumber && name[kNumber] == '_' &&
         name.substr(0, kNumber).find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<TreeBase> find_workspace(const ForeignTree& tree) {
  return find_base(
      tree, {"workspace", ""}, [&](const std::string& base) -> std::optional<std::string> {
        const std::string runs = below(base, "runs");
        for (const std::string& run : tree.folders_in(runs)) {
          if (!is_date_folder(run)) continue;
          for (const std::string& name : tree.folders_in(below(runs, run))) {
            const std::string manifest = below(below(below(runs, run), name), "manifest.yaml");
            if (is_pipeline_folder(name) && tree.has_file(manifest)) return manifest;
          }
        }
        return std::nullopt;
      });
}

ForeignRun read_pipeline(const ForeignTree& tree, const std::string& folder) {
  ForeignRun run{.kind = "pipeline",
                 .origin = base_name(folder),
                 .folder = folder,
                 .experiment = base_name(parent_path(folder)),
                 .origin_status = "complete"};
  const Value manifest = read_manifest(tree, below(parent_path(folder), "_binaries"), run);
  if (const std::string uid = text_of(manifest, "uid"); !uid.empty()) {
    run.names.push_back({"uid", "nirs4all.uid", uid, ""});
  }
  // The hash stands in the folder's name, not in the pipeline's.
  const std::string name = run.name;
  run.name = run.origin;
  add_pipeline_hash(run);
  run.name = name.empty() ? run.origin : name;
  const std::string metrics = below(folder, "metrics.json");
  if (tree.has_file(metrics)) {
    const Value said = read_or_tell(tree, metrics, run.problems, read_json);
    if (said.is_map()) run.metrics = said.as_map();
  }
  add_files_below(tree, folder, run);
  return run;
}

}  // namespace

std::optional<std::string> recognise_nirs4all_041(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_workspace(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_nirs4all_041(const ForeignTree& tree) {
  const std::string runs = below(find_workspace(tree).value_or(TreeBase{}).folder, "runs");
  std::vector<std::string> folders;
  for (const std::string& run : tree.folders_in(runs)) {
    if (!is_date_folder(run)) continue;
    for (const std::string& name : tree.folders_in(below(runs, run))) {
      if (is_pipeline_folder(name)) folders.push_back(below(below(runs, run), name));
    }
  }
  ForeignRuns found;
  found.runs.resize(folders.size());
  for_each_index(folders.size(),
                 [&](std::size_t i) { found.runs[i] = read_pipeline(tree, folders[i]); });
  return found;
}

}  // namespace cairn
