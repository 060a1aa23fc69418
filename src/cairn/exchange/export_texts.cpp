#include "cairn/exchange/export_texts.h"

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/base/yaml.h"

namespace cairn {

namespace {

/// A text in Markdown that means nothing but itself.
std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\\`*_[]<>#|&~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// Without the fraction of a second, which nobody wants to read.
std::string second_text(TimeUs time) {
  return utc_text(time - time % 1'000'000).substr(0, 19) + "Z";
}

Map run_map(const ExportedRun& run) {
  const RunDefinition& definition = run.record->definition;
  return Map{{"id", definition.id.text},
             {"name", definition.name},
             {"status", status_name(run.record->status)},
             {"folder", run.place->folder.empty() ? "." : run.place->folder},
             {"original_path", run.place->path}};
}

std::string group_lines(const ExportedGroup& group) {
  std::string text =
      fmt::format("\n### {}\n\nA {} in the folder `{}`.\n", markdown(base_name(group.place->path)),
                  markdown(group.place->group), printable(group.place->folder));
  if (group.said != nullptr) {
    for (const std::string* said : {&group.said->description, &group.said->notes}) {
      if (!said->empty()) text += "\n" + markdown(*said) + "\n";
    }
  }
  std::string list;
  for (const std::vector<std::string>* names : {&group.place->views, &group.place->files}) {
    for (const std::string& name : *names) list += fmt::format("- `{}`\n", printable(name));
  }
  return list.empty() ? text : text + "\n" + list;
}

std::string metric_lines(const Record& record) {
  std::string text;
  for (const MetricSummary& metric : record.metrics) {
    text += fmt::format("- {}: {}\n", markdown(metric.key), double_text(metric.last));
  }
  return text;
}

}  // namespace

std::string run_title(const ExportedRun& run) {
  const RunDefinition& definition = run.record->definition;
  std::string title = base_name(run.place->path);
  if (title.empty()) title = definition.name;
  return definition.dataset.empty() ? title : fmt::format("{} ({})", title, definition.dataset);
}

std::string export_yaml(const ExportedPackage& package) {
  const bool is_one = package.runs.size() == 1;
  const ExportedRun& first = package.runs.front();
  const Value none;
  List runs;
  for (const ExportedRun& run : package.runs) runs.push_back(run_map(run));
  Map map{
      {"exported_from", package.from},
      {"original_path", is_one ? Value(first.place->path) : none},
      {"exported_by", package.exported_by},
      {"export_date", second_text(package.date)},
      {"cairn_version", version()},
      {"project", package.project},
      {"dataset", is_one ? Value(first.record->definition.dataset) : none},
      {"pipeline", is_one ? Value(base_name(first.place->path)) : none},
      {"model_id", package.model_id},
      {"variant", package.variant},
      {"runs", std::move(runs)},
  };
  List groups;
  for (const ExportedGroup& group : package.groups) {
    groups.push_back(Map{{"group", group.place->group},
                         {"folder", group.place->folder},
                         {"original_path", group.place->path}});
  }
  if (!groups.empty()) map.append("groups", std::move(groups));
  return to_yaml(map);
}

std::string export_readme(const ExportedPackage& package) {
  std::string text = fmt::format(
      "# {}\n\n{} of the project {}, packed by cairn {}.\n"
      "Open `{}` in a browser to look at them; nothing needs to be installed for that.\n\n",
      markdown(package.from),
      package.runs.size() == 1 ? "One run" : fmt::format("{} runs", package.runs.size()),
      markdown(package.project), version(), kPageFile);
  text +=
      "| file | what it is |\n|---|---|\n"
      "| `index.html` | the runs with their scores, pictures and files |\n"
      "| `EXPORT.yaml` | where this comes from |\n"
      "| `SHA256SUMS` | checksums: `sha256sum -c SHA256SUMS` |\n"
      "| `PACKAGE.json` | every file with size and SHA-256, for programs |\n"
      "| `provenance/` | the environment and sources, where they came along |\n\n"
      "With cairn, in the folder of a project of yours:\n\n"
      "    cairn import FILE.zip\n\n"
      "Importing runs nothing. Files like `.joblib`, `.pkl` and `.pt` run code when a program "
      "loads "
      "them: load them only when you trust who made them.\n";
  if (!package.groups.empty()) text += "\n## Groups\n";
  for (const ExportedGroup& group : package.groups) text += group_lines(group);
  text += "\n## Runs\n";
  for (const ExportedRun& run : package.runs) {
    const Record& record = *run.record;
    text += fmt::format("\n### {}\n\nRun {}, {}, in the folder `{}`.\n\n", markdown(run_title(run)),
                        record.definition.id.text, status_name(record.status),
                        run.place->folder.empty() ? "." : printable(run.place->folder));
    text += metric_lines(record);
    if (!run.place->left_out.empty()) {
      text += fmt::format("\n{} file(s) of this run were left out.\n", run.place->left_out.size());
    }
  }
  return text;
}

std::string checksums_text(const std::vector<PackageFile>& files) {
  std::string text;
  for (const PackageFile& file : files) {
    text += sha256sum_line(file.sha256, file.path);
  }
  return text;
}

}  // namespace cairn
