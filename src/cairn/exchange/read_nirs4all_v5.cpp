// nirs4all with pipelines by UUID: pipelines/<uuid>/manifest.yaml, an index for each dataset,
// artifacts by digest, outputs/<dataset>_<name>/, and the folder <dataset>/<name>/ of its older
// writer. What the deletion of a pipeline leaves behind is told.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/parallel.h"
#include "cairn/exchange/foreign_files.h"
#include "cairn/exchange/foreign_readers.h"
#include "cairn/exchange/read_nirs4all.h"

namespace cairn {

namespace {

std::optional<TreeBase> find_results_v5(const ForeignTree& tree) {
  return find_base(tree, {"results", ""},
                   [&](const std::string& base) -> std::optional<std::string> {
                     const std::string pipelines = below(base, "pipelines");
                     for (const std::string& name : tree.folders_in(pipelines)) {
                       const std::string manifest = below(below(pipelines, name), "manifest.yaml");
                       if (is_uuid(name) && tree.has_file(manifest)) return manifest;
                     }
                     return std::nullopt;
                   });
}

class Nirs4allV5Reader {
 public:
  Nirs4allV5Reader(const ForeignTree& tree, std::string base)
      : tree_(tree), base_(std::move(base)) {}

  ForeignRuns read() {
    const std::string pipelines = below(base_, "pipelines");
    std::vector<std::string> folders;
    for (const std::string& name : tree_.folders_in(pipelines)) {
      if (is_uuid(name)) folders.push_back(below(pipelines, name));
    }
    found_.runs.resize(folders.size());
    for_each_index(folders.size(),
                   [&](std::size_t i) { found_.runs[i] = read_pipeline(folders[i]); });
    read_indexes();
    for (ForeignRun& run : found_.runs) add_older_files(run);
    tell_leftovers();
    return std::move(found_);
  }

 private:
  ForeignRun read_pipeline(const std::string& folder) const {
    ForeignRun run{.kind = "pipeline",
                   .origin = base_name(folder),
                   .folder = folder,
                   .origin_status = "complete"};
    const Value manifest = read_manifest(tree_, below(base_, "artifacts"), run);
    const std::string uid = text_of(manifest, "uid");
    if (!uid.empty() && uid != run.origin) {
      run.problems.push_back(
          fmt::format("{}/manifest.yaml: it is that of pipeline '{}'", folder, uid));
    }
    add_files_below(tree_, folder, run, "metadata");
    return run;
  }

  /// Which pipeline an index means by a name.
  void read_indexes() {
    std::set<std::string> uuids;
    for (const ForeignRun& run : found_.runs) uuids.insert(run.origin);
    const std::string datasets = below(base_, "datasets");
    for (const std::string& dataset : tree_.folders_in(datasets)) {
      const std::string path = below(below(datasets, dataset), "index.yaml");
      const Value index = read_or_tell(tree_, path, found_.problems, read_yaml);
      for (const auto& [name, uuid] : map_of(index, "pipelines")) {
        const std::string text = to_text(uuid);
        indexed_[text] = {dataset, name};
        taken_.insert({dataset, name});
        if (!uuids.contains(text)) {
          found_.problems.push_back(
              fmt::format("{}: it names '{}' as {}, which is gone", path, name, text));
        }
      }
    }
    for (ForeignRun& run : found_.runs) {
      ++bearers_[{run.dataset, run.name}];
      if (indexed_.contains(run.origin) || run.status != RunStatus::finished) continue;
      const bool is_taken = taken_.contains({run.dataset, run.name});
      run.problems.push_back(fmt::format(
          "{}: no index of its dataset names it{}", run.folder,
          is_taken ? fmt::format(" (another pipeline took the name '{}')", run.name) : ""));
    }
  }

  /// Whether what bears the dataset and the name of a pipeline is its: the index knows it by that
  /// name, or, where the index is damaged, no other pipeline has it.
  bool owns_name(const ForeignRun& run) const {
    if (indexed_.contains(run.origin)) return true;
    const std::pair name{run.dataset, run.name};
    return !run.name.empty() && !taken_.contains(name) && bearers_.at(name) == 1;
  }

  /// The older writer names folders by dataset and name.
  void add_older_files(ForeignRun& run) {
    if (!owns_name(run)) return;
    const std::string older = below(base_, fmt::format("{}/{}", run.dataset, run.name));
    const std::string outputs = below(base_, fmt::format("outputs/{}_{}", run.dataset, run.name));
    add_files_below(tree_, older, run, "metadata");
    add_files_below(tree_, outputs, run);
    used_.insert(older);
    if (!tree_.has_file(below(older, "metadata.json"))) return;
    const Value metadata =
        read_or_tell(tree_, below(older, "metadata.json"), run.problems, read_json);
    if (const std::string id = text_of(metadata, "session_id"); !id.empty()) {
      run.tags.set("session_id", id);
    }
  }

  void tell_leftovers() {
    std::set<std::string> referenced;
    const bool is_unread = std::ranges::any_of(found_.runs, [](const ForeignRun& run) {
      return run.origin_status == kNoManifest || run.origin_status == kCutOff;
    });
    for (const ForeignRun& run : found_.runs) {
      for (const ForeignArtifact& artifact : run.artifacts) referenced.insert(artifact.path);
    }
    tree_.for_each_below(below(base_, "artifacts/objects"), [&](const TreeEntry& entry) {
      if (entry.kind != FileStat::Kind::file || referenced.contains(entry.path)) return;
      found_.problems.push_back(
          fmt::format("{}: {}", entry.path,
                      is_unread ? "no pipeline has it, as far as their manifests can be read"
                                : "no pipeline has it any more"));
    });
    for (const std::string& dataset : tree_.folders_in(base_)) {
      if (dataset == "pipelines" || dataset == "outputs") continue;
      const std::string folder = below(base_, dataset);
      for (const std::string& name : tree_.folders_in(folder)) {
        const std::string older = below(folder, name);
        if (used_.contains(older) || !tree_.has_file(below(older, "metadata.json"))) continue;
        found_.problems.push_back(
            fmt::format("{}: {}", older,
                        is_unread ? "no pipeline names it, as far as their manifests can be read"
                                  : "its pipeline was deleted, only this folder is left"));
      }
    }
  }

  const ForeignTree& tree_;
  const std::string base_;
  ForeignRuns found_;
  std::map<std::string, std::pair<std::string, std::string>> indexed_;  ///< uuid → dataset, name
  std::set<std::pair<std::string, std::string>> taken_;  ///< dataset, name: what indexes name.
  std::map<std::pair<std::string, std::string>, int> bearers_;  ///< How many pipelines have it.
  std::set<std::string> used_;
};

}  // namespace

std::optional<std::string> recognise_nirs4all_v5(const ForeignTree& tree) {
  const std::optional<TreeBase> base = find_results_v5(tree);
  return base ? std::optional(base->evidence) : std::nullopt;
}

ForeignRuns read_nirs4all_v5(const ForeignTree& tree) {
  return Nirs4allV5Reader(tree, find_results_v5(tree).value_or(TreeBase{}).folder).read();
}

}  // namespace cairn
