#include "cli/missing_stage.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/record/imported.h"

namespace cairn {

namespace {

/// "n=2, seed=1"
std::string recorded_values(const Map& values) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : values) {
    texts.push_back(fmt::format("{}={}", name, to_text(value)));
  }
  return join(texts, ", ");
}

/// What the record says of the stage, a line each.
std::string stage_on_record(const Record& record) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& said) {
    if (!said.empty()) text += fmt::format("\n      {:<8}  {}", name, printable(said));
  };
  const RunDefinition& definition = record.definition;
  std::vector<std::string> outs;
  for (const DeclaredOut& out : definition.outs) {
    outs.push_back(fmt::format("{}: {}", out.name, out.path));
  }
  std::vector<std::string> needs;
  for (const InputLink& input : definition.inputs) {
    needs.push_back(fmt::format("{}: run {}", input.name, input.id));
  }
  std::vector<std::string> deps;
  for (const auto& [path, digest] : record.fingerprint.deps) deps.push_back(path);
  add("command", record.command);
  add("values", recorded_values(definition.params));
  add("needs", join(needs, ", "));
  add("deps", join(deps, ", "));
  if (record.provenance && !record.provenance->sources.empty()) {
    add("texts", fmt::format("cairn cat {} source:{}", definition.id.text,
                             record.provenance->sources.front().first));
  }
  add("outs", join(outs, ", "));
  add("metrics", join(definition.metric_files, ", "));
  return text;
}

}  // namespace

void refuse_missing_stage(const OpenProject& open, const RunHead& run) {
  const std::string folder = open.project.absolute(run.path);
  const std::optional<Imported> imported = read_imported(folder, run.id);
  const std::string from =
      imported ? fmt::format("; it came with the package {}", printable(imported->package)) : "";
  const std::string what =
      fmt::format("run {} cannot be run again: it is of the stage '{}', and cairn.yaml has none{}",
                  run.id.text, printable(run.stage), from);
  const std::optional<Record> record = load_record_if_any(open, run);
  if (!record) {
    throw Error(ErrorCode::not_found, what, "write that stage into cairn.yaml");
  }
  throw Error(ErrorCode::not_found, what,
              fmt::format("write that stage into cairn.yaml; {} has what it was:{}",
                          printable(run.record_path), stage_on_record(*record)));
}

}  // namespace cairn
