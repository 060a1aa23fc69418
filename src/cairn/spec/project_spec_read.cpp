// cairn.yaml → ProjectSpec. The stages have a file of their own, stage_read.cpp.

#include <array>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/spec/project_spec.h"
#include "cairn/spec/stage_graph.h"
#include "cairn/spec/stage_read.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 9> kProjectKeys = {"project",  "layout", "experiment",
                                                          "datasets", "stages", "storage",
                                                          "cleanup",  "export", "naming"};
constexpr std::array<std::string_view, 3> kExperimentKeys = {"name", "description", "tags"};

ExperimentSpec read_experiment(const YamlNode& node) {
  ExperimentSpec experiment;
  if (!node.is_map()) {
    experiment.name = read_text(node, "an experiment's name");
    return experiment;
  }
  check_keys(node, kExperimentKeys, "'experiment'");
  if (const YamlNode* name = node.find("name")) {
    experiment.name = read_text(*name, "an experiment's name");
  }
  if (const YamlNode* description = node.find("description")) {
    experiment.description = read_text(*description, "a description");
  }
  if (const YamlNode* tags = node.find("tags")) experiment.tags = read_text_list(*tags, "tags");
  return experiment;
}

std::vector<DatasetSpec> read_datasets(const YamlNode& node) {
  if (!node.is_map()) {
    fail_at(node, "datasets must be a map of name to {path: …}",
            "as in: wheat: {path: data/wheat}");
  }
  std::vector<DatasetSpec> datasets;
  for (const YamlNode::Entry& entry : node.entries) {
    DatasetSpec dataset{.name = entry.key, .place = entry.value.place()};
    if (entry.value.is_map()) {
      dataset.fields = entry.value.to_value().as_map();
      for (const YamlNode::Entry& field : entry.value.entries) {
        dataset.field_places.set(field.key, field.value.place());
      }
    } else {
      dataset.field_places.set("path", dataset.place);
      dataset.fields.set("path", read_text(entry.value, "the path of a dataset"));
    }
    datasets.push_back(std::move(dataset));
  }
  return datasets;
}

constexpr const char* kStagesHint =
    "where runs are only adopted, imported or migrated, this is enough: stages: {}";

}  // namespace

ProjectSpec read_project_spec(const YamlDocument& document, Options options) {
  const YamlNode& root = document.root();
  if (!root.is_map()) {
    fail_at(root, "cairn.yaml must be a map with 'stages'", kStagesHint);
  }
  check_keys(root, kProjectKeys, "cairn.yaml");
  ProjectSpec project{.options = std::move(options)};
  if (const YamlNode* name = root.find("project")) project.project = read_text(*name, "a name");
  if (const YamlNode* layout = root.find("layout")) {
    project.layout = read_text(*layout, "a layout's name");
  }
  if (const YamlNode* node = root.find("experiment")) project.experiment = read_experiment(*node);
  if (const YamlNode* node = root.find("datasets")) project.datasets = read_datasets(*node);
  project.options.read(root);
  project.durability = parse_durability(*project.options.text(Option::storage_durability));
  const YamlNode* stages = root.find("stages");
  // None at all is fine, where they are stated: a project may hold only what others made.
  if (stages == nullptr || !stages->is_map()) {
    fail_at(stages == nullptr ? root : *stages, "cairn.yaml needs 'stages', a map of name to stage",
            kStagesHint);
  }
  for (const YamlNode::Entry& entry : stages->entries) {
    project.stages.push_back(read_stage(entry, project));
  }
  sort_stages(project.stages);
  check_placeholders(project);
  return project;
}

}  // namespace cairn
