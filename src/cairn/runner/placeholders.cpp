#include "cairn/runner/placeholders.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/runner/shell_quoting.h"

namespace cairn {

namespace {

/// Splits "need.out" at its first dot.
std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

/// A parameter, or a field of the dataset that a parameter names.
std::optional<std::string> own_value(const ProjectSpec& project, const Point& point,
                                     std::string_view name) {
  if (const Value* value = point.params.find(name)) return to_text(*value);
  const auto [head, field] = split_name(name);
  const Value* value = point.params.find(head);
  if (field.empty() || value == nullptr || !value->is_string()) return std::nullopt;
  const DatasetSpec* dataset = project.find_dataset(value->as_string());
  if (dataset == nullptr) return std::nullopt;
  const Value* found = dataset->fields.find(field);
  if (found == nullptr) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("dataset '{}' has no field '{}', which {{{}}} asks for", dataset->name,
                            field, name),
                fmt::format("add {}: to the dataset in cairn.yaml", field));
  }
  return to_text(*found);
}

std::string run_folder(const Project& project, const PlannedRun& run) {
  return project.absolute(run.definition.path);
}

std::optional<std::string> run_field(const Project& project, const PlannedRun& run,
                                     std::string_view field) {
  if (field == "id") return run.definition.id.text;
  if (field == "name") return run.definition.name;
  if (field == "stage") return run.definition.stage;
  if (field == "digest") return run.definition.digest.hex();
  if (field == "path") return run_folder(project, run);
  return std::nullopt;
}

std::optional<std::string> out_path(const Project& project, const PlannedRun& run,
                                    std::string_view name) {
  for (const DeclaredOut& out : run.definition.outs) {
    if (out.name == name) return join_path(run_folder(project, run), clean_path(out.path));
  }
  return std::nullopt;
}

const Point::Need* find_need(const Point& point, std::string_view name) {
  for (const Point::Need& need : point.needs) {
    if (need.spec->name == name) return &need;
  }
  return nullptr;
}

/// What a need, or one thing of it, stands for: one text for each of its runs.
std::vector<std::string> need_texts(const Project& project, const std::vector<PlannedRun>& runs,
                                    const Point::Need& need, std::string_view field) {
  std::vector<std::string> texts;
  for (const std::size_t index : need.points) {
    const PlannedRun& upstream = runs[index];
    std::optional<std::string> text;
    if (field.empty()) text = run_folder(project, upstream);
    if (!text) text = out_path(project, upstream, field);
    if (!text) text = run_field(project, upstream, field);
    if (!text) text = value_text(project.spec, upstream.point, field);
    texts.push_back(*std::move(text));
  }
  return texts;
}

/// The command as argv; a word that is exactly one placeholder may become several.
std::vector<std::string> render_argv(const Project& project, const std::vector<PlannedRun>& runs,
                                     const PlannedRun& run) {
  std::vector<std::string> argv;
  for (const TextTemplate& word : run.point.stage->command.words) {
    if (word.parts.size() == 1 && word.parts.front().is_placeholder) {
      for (std::string& text : command_texts(project, runs, run, word.parts.front().text)) {
        argv.push_back(std::move(text));
      }
      continue;
    }
    argv.push_back(render(word, [&](std::string_view name) {
      return join(command_texts(project, runs, run, name), " ");
    }));
  }
  return argv;
}

std::string render_shell(const Project& project, const std::vector<PlannedRun>& runs,
                         const PlannedRun& run) {
  std::string text;
  ShellQuoting quoting;
  for (const TextTemplate::Part& part : run.point.stage->command.words.front().parts) {
    if (part.is_placeholder) {
      text += quoting.quote(command_texts(project, runs, run, part.text));
    } else {
      quoting.pass(part.text);
      text += part.text;
    }
  }
  return text;
}

}  // namespace

std::string value_text(const ProjectSpec& project, const Point& point, std::string_view name) {
  if (std::optional<std::string> text = own_value(project, point, name)) return *std::move(text);
  throw Error(ErrorCode::internal, fmt::format("placeholder '{}' has no value", name));
}

std::vector<std::string> command_texts(const Project& project, const std::vector<PlannedRun>& runs,
                                       const PlannedRun& run, std::string_view name) {
  const auto [head, field] = split_name(name);
  if (std::optional<std::string> own = own_value(project.spec, run.point, name)) return {*own};
  if (const Point::Need* need = find_need(run.point, head)) {
    return need_texts(project, runs, *need, field);
  }
  if (name == "run") return {run_folder(project, run)};
  if (name == "cpus") return {std::to_string(run.point.stage->resources.cpus)};
  std::optional<std::string> text;
  if (head == "run") text = run_field(project, run, field);
  if (head == "outs") text = out_path(project, run, field);
  if (text) return {*text};
  throw Error(ErrorCode::internal, fmt::format("placeholder '{}' has no value", name));
}

RenderedCommand render_command(const Project& project, const std::vector<PlannedRun>& runs,
                               const PlannedRun& run) {
  const StageSpec& stage = *run.point.stage;
  RenderedCommand command;
  if (stage.command.is_shell) {
    command.text = render_shell(project, runs, run);
    command.argv = {"/bin/sh", "-c", command.text};
  } else {
    command.argv = render_argv(project, runs, run);
    std::vector<std::string> quoted;
    for (const std::string& word : command.argv) quoted.push_back(shell_quote(word));
    command.text = join(quoted, " ");
  }
  for (const EnvironmentSpec& variable : stage.environment) {
    std::optional<std::string> text;
    if (variable.value) {
      text = render(*variable.value, [&](std::string_view placeholder) {
        return join(command_texts(project, runs, run, placeholder), " ");
      });
    }
    command.environment.emplace_back(variable.name, std::move(text));
  }
  return command;
}

}  // namespace cairn
