#include "cairn/runner/taken_runs.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/value_fields.h"
#include "cairn/runner/freshness.h"
#include "cairn/store/resolve.h"

namespace cairn {

namespace {

/// Whether an override can only mean a need: no stage has a parameter of that name.
bool names_need(const ProjectSpec& spec, const Override& override) {
  bool is_need = false;
  for (const StageSpec& stage : spec.stages) {
    for (const ParamSpec& param : stage.params) {
      if (param.name == override.param) return false;
    }
    for (const NeedSpec& need : stage.needs) is_need = is_need || need.name == override.param;
  }
  return is_need;
}

/// Refuses a run that is no such thing as any need of this name takes.
void check_given(const Project& project, const std::string& name, const RunDefinition& run) {
  std::vector<std::string> takes;
  for (const StageSpec& stage : project.spec.stages) {
    for (const NeedSpec& need : stage.needs) {
      if (need.name != name) continue;
      const std::string& own = project.spec.find_stage(need.stage)->kind;
      const std::string& kind = own.empty() ? project.layout.default_kind : own;
      // Other programs have no stages, and what is not in cairn.yaml any more may have been
      // renamed.
      const bool fits_stage =
          run.stage == need.stage || project.spec.find_stage(run.stage) == nullptr;
      if (fits_stage && run.kind == kind) return;
      takes.push_back(fmt::format("a {} of the stage '{}'", kind, need.stage));
    }
  }
  const std::string what = run.stage.empty()
                               ? fmt::format("a {} that another program made", run.kind)
                               : fmt::format("a {} of the stage '{}'", run.kind, run.stage);
  throw Error(ErrorCode::invalid_input,
              fmt::format("run {} is {}, and {}= takes {}", run.id.text, printable(what), name,
                          printable(join(takes, " or "))),
              "list the runs of a stage with: cairn ls --stage S, those of a kind with --kind K");
}

/// "target=a,b" → a, b, as they were typed: an id may look like a number.
std::vector<std::string> typed_values(const Override& override) {
  std::vector<std::string> values;
  std::string_view text = override.source;
  text.remove_prefix(std::min(text.find('=') + 1, text.size()));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    values.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return values;
}

const RecordArtifact* find_artifact(const Record& record, const std::string& path) {
  const auto found =
      std::find_if(record.artifacts.begin(), record.artifacts.end(),
                   [&](const RecordArtifact& artifact) { return artifact.path == path; });
  return found == record.artifacts.end() ? nullptr : &*found;
}

bool has_out(const Record& record, const DeclaredOut& out) {
  if (!out.path.ends_with('/')) return find_artifact(record, out.path) != nullptr;
  return std::any_of(
      record.artifacts.begin(), record.artifacts.end(),
      [&](const RecordArtifact& artifact) { return artifact.path.starts_with(out.path); });
}

/// Whether a name says enough to tell a run among many: 48 bits of a hash. Of shorter ones two can
/// be equal by chance among ten thousand runs.
bool is_telling(const std::string& name) {
  constexpr std::size_t kDigits = 12;
  const std::size_t other = name.find_last_not_of("0123456789abcdef");
  return name.size() - (other == std::string::npos ? 0 : other + 1) >= kDigits;
}

/// Whether all parameters of the planned run are those of the other, where the name is too short.
bool has_params(const Record& record, const RunDefinition& wanted) {
  return std::all_of(wanted.params.begin(), wanted.params.end(), [&](const auto& param) {
    const Value* value = record.definition.params.find(param.first);
    return value != nullptr && *value == param.second;
  });
}

/// Whether an adopted run may stand for a planned one.
bool can_stand_for(const Project& project, const RunHead& head, const PlannedRun& run) {
  if (head.kind != run.definition.kind || project.adopted_at(head.path) == nullptr) return false;
  if (head.status != RunStatus::finished) return false;
  const Record record = load_record(project, head);
  const auto bears = [&](const Value& made) {
    return std::any_of(record.definition.names.begin(), record.definition.names.end(),
                       [&](const auto& name) {
                         return text_or(name.second, "scheme", "") == text_or(made, "scheme", "") &&
                                text_or(name.second, "name", "") == text_or(made, "name", "");
                       });
  };
  for (const auto& [field, made] : run.definition.names) {
    if (!bears(made)) return false;
    if (!is_telling(text_or(made, "name", "")) && !has_params(record, run.definition)) return false;
  }
  return std::all_of(run.definition.outs.begin(), run.definition.outs.end(),
                     [&](const DeclaredOut& out) { return has_out(record, out); });
}

}  // namespace

std::vector<RunHead> take_given(const Project& project, const Catalog& catalog,
                                SweepRequest& sweep) {
  std::vector<RunHead> heads;
  std::vector<Override> rest;
  for (Override& override : sweep.overrides) {
    if (!names_need(project.spec, override)) {
      rest.push_back(std::move(override));
      continue;
    }
    for (const std::string& text : typed_values(override)) {
      const Resolved resolved = resolve_run(project, catalog, text);
      const Record record = load_record(project, resolved.run);
      check_given(project, override.param, record.definition);
      sweep.given.push_back({.need = override.param, .params = record.definition.params});
      heads.push_back(resolved.run);
    }
  }
  sweep.overrides = std::move(rest);
  return heads;
}

void take_as_it_lies(const Project& project, const RunHead& head, PlannedRun& run) {
  const std::vector<DeclaredOut> outs = std::move(run.definition.outs);
  run.definition = load_record(project, head).definition;
  // Where it lies now, not where it was made.
  run.definition.path = head.path;
  run.definition.outs = run.definition.outs.empty() ? outs : run.definition.outs;
  // Other programs have no stages; in this plan it stands in one's place.
  if (run.definition.stage.empty()) run.definition.stage = run.point.stage->name;
  run.known = head;
  run.is_taken = true;
}

bool take_adopted(const Project& project, const Catalog& catalog, PlannedRun& run) {
  if (project.adopted.empty() || run.definition.names.empty()) return false;
  const std::string name = text_or(run.definition.names.begin()->second, "name", "");
  std::vector<RunHead> found = catalog.find_by_name(name);
  std::erase_if(found, [&](const RunHead& head) { return !can_stand_for(project, head, run); });
  if (found.empty()) return false;
  if (found.size() > 1) {
    throw Error(
        ErrorCode::conflict,
        fmt::format("{} adopted runs are the {} '{}': {} and {}", found.size(), run.definition.kind,
                    printable(name), found[0].id.text, found[1].id.text),
        "say which one by its id, where it is an input, or forget a tree: cairn adopt "
        "--forget DIR");
  }
  take_as_it_lies(project, found.front(), run);
  return true;
}

RunOutputs outputs_of_taken(const PlannedRun& run, const Record& record) {
  if (!record.outs.empty()) return outputs_of(record);
  RunOutputs outputs;
  for (const DeclaredOut& out : run.definition.outs) {
    if (const RecordArtifact* artifact = find_artifact(record, out.path)) {
      outputs.emplace_back(out.name, artifact->sha256);
    }
  }
  return outputs.empty() ? outputs_of(record) : outputs;
}

}  // namespace cairn
