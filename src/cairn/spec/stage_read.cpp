#include "cairn/spec/stage_read.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/spec/matrix_values.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 17> kStageKeys = {
    "kind", "name",      "params", "matrix",  "deps",    "cmd",       "outs",    "metrics", "needs",
    "env",  "resources", "rank",   "retries", "require", "tolerance", "predict", "unique"};
constexpr std::array<std::string_view, 2> kNeedKeys = {"stage", "by"};
constexpr std::array<std::string_view, 4> kDepKeys = {"path", "check", "version", "role"};
constexpr std::array<std::pair<std::string_view, DepCheck>, 3> kDepChecks = {
    {{"content", DepCheck::content}, {"stat", DepCheck::stat}, {"version", DepCheck::version}}};
constexpr std::array<std::pair<std::string_view, DepRole>, 2> kDepRoles = {
    {{"code", DepRole::code}, {"data", DepRole::data}}};
constexpr std::array<std::string_view, 3> kResourceKeys = {"cpus", "mem", "time"};
constexpr std::array<std::string_view, 2> kRankKeys = {"by", "direction"};

std::vector<TextTemplate> read_templates(const YamlNode& node, std::string_view what) {
  std::vector<TextTemplate> texts;
  if (node.is_map()) fail_at(node, fmt::format("{} must be a text or a list of texts", what));
  if (!node.is_list()) return {parse_text_template(node)};
  for (const YamlNode& item : node.items) texts.push_back(parse_text_template(item));
  return texts;
}

/// The member of a small table that a text names; fails at the node with all names.
template <typename Table>
auto read_choice(const YamlNode& node, const Table& table, std::string_view what) {
  const std::string text = read_text(node, what);
  std::vector<std::string> names;
  for (const auto& [name, member] : table) {
    if (name == text) return member;
    names.emplace_back(name);
  }
  fail_at(node, fmt::format("'{}' is no {}", text, what), "write one of: " + join(names, ", "));
}

/// The version of the dataset whose path the dep is: "{dataset.path}" → "{dataset.version}".
std::optional<TextTemplate> dataset_version(const TextTemplate& path) {
  constexpr std::string_view kPath = ".path";
  const std::vector<std::string> names = path.placeholders();
  if (names.size() != 1 || !names.front().ends_with(kPath)) return std::nullopt;
  const std::string head = names.front().substr(0, names.front().size() - kPath.size());
  return parse_text_template("{" + head + ".version}", path.place);
}

/// A dep as a text, or as a map {path, check, version, role}.
DepSpec read_dep(const YamlNode& node) {
  if (!node.is_map()) {
    TextTemplate path = parse_text_template(node);
    const DepRole role = guess_dep_role(path.source);
    return {.path = std::move(path), .role = role, .version = {}};
  }
  check_keys(node, kDepKeys, "a dep");
  const YamlNode* path = node.find("path");
  if (path == nullptr) fail_at(node, "a dep needs 'path'", "as in {path: data/, check: stat}");
  DepSpec dep{.path = parse_text_template(*path), .version = {}};
  dep.role = guess_dep_role(dep.path.source);
  if (const YamlNode* role = node.find("role"))
    dep.role = read_choice(*role, kDepRoles, "role of a dep");
  if (const YamlNode* check = node.find("check")) {
    dep.check = read_choice(*check, kDepChecks, "check of a dep");
  }
  const YamlNode* version = node.find("version");
  if (version != nullptr && dep.check != DepCheck::version) {
    fail_at(*version, "a dep's version is only looked at with check: version");
  }
  if (version != nullptr) dep.version = parse_text_template(*version);
  if (dep.check == DepCheck::version && !dep.version) dep.version = dataset_version(dep.path);
  if (dep.check == DepCheck::version && !dep.version) {
    fail_at(node, "check: version needs 'version'",
            "as in {path: data/, check: version, version: 2}");
  }
  return dep;
}

std::vector<DepSpec> read_deps(const YamlNode& node) {
  if (!node.is_list()) return {read_dep(node)};
  std::vector<DepSpec> deps;
  for (const YamlNode& item : node.items) deps.push_back(read_dep(item));
  return deps;
}

CommandSpec read_command(const YamlNode& node, std::string_view what) {
  CommandSpec command{.is_shell = !node.is_list(), .words = read_templates(node, what)};
  if (command.words.empty() || command.words.front().empty()) {
    fail_at(node, fmt::format("{} is empty", what));
  }
  return command;
}

/// Outs as a map {name: path}, or a list of paths that are their own names.
std::vector<OutSpec> read_outs(const YamlNode& node) {
  std::vector<OutSpec> outs;
  if (node.is_map()) {
    for (const YamlNode::Entry& entry : node.entries) {
      outs.push_back({entry.key, parse_text_template(entry.value)});
    }
    return outs;
  }
  for (TextTemplate& path : read_templates(node, "outs")) {
    outs.push_back({path.source, std::move(path)});
  }
  return outs;
}

NeedSpec read_need(const std::string& name, const YamlNode& node) {
  NeedSpec need{.name = name, .place = node.place()};
  if (!node.is_map()) {
    need.stage = read_text(node, "the stage that is needed");
    return need;
  }
  check_keys(node, kNeedKeys, fmt::format("the need '{}'", name));
  const YamlNode* stage = node.find("stage");
  need.stage = stage == nullptr ? name : read_text(*stage, "the stage that is needed");
  if (const YamlNode* by = node.find("by")) {
    if (!by->is_list()) fail_at(*by, "by must be a list of parameters, as in [dataset]");
    need.by = read_text_list(*by, "by");
  }
  return need;
}

/// Needs as one stage, a list of stages, or a map {name: stage | {stage, by}}.
std::vector<NeedSpec> read_needs(const YamlNode& node) {
  std::vector<NeedSpec> needs;
  if (node.is_map()) {
    for (const YamlNode::Entry& entry : node.entries) {
      needs.push_back(read_need(entry.key, entry.value));
    }
    return needs;
  }
  for (const std::string& stage : read_text_list(node, "needs")) {
    const auto same = [&](const NeedSpec& need) { return need.name == stage; };
    if (std::any_of(needs.begin(), needs.end(), same)) {
      fail_at(node, fmt::format("'{}' is needed twice", stage),
              "give each need a name of its own, as in needs: {a: " + stage + "}");
    }
    needs.push_back({.name = stage, .stage = stage, .by = {}, .place = node.place()});
  }
  return needs;
}

/// Env as a list of names that are passed on, or a map {NAME: value | null}.
void read_environment(const YamlNode& node, StageSpec& stage) {
  if (!node.is_map()) {
    const std::vector<std::string> names = read_text_list(node, "env");
    for (std::size_t i = 0; i < names.size(); ++i) {
      const YamlNode& item = node.is_list() ? node.items[i] : node;
      stage.environment.push_back({names[i], std::nullopt, item.place()});
    }
    return;
  }
  for (const YamlNode::Entry& entry : node.entries) {
    EnvironmentSpec variable{entry.key, std::nullopt, entry.value.place()};
    if (!entry.value.is_null()) variable.value = parse_text_template(entry.value);
    stage.environment.push_back(std::move(variable));
  }
}

ResourceSpec read_resources(const YamlNode& node) {
  check_keys(node, kResourceKeys, "'resources'");
  ResourceSpec resources;
  if (const YamlNode* cpus = node.find("cpus")) {
    constexpr std::int64_t kMostCpus = 100'000;
    if (!cpus->scalar.is_int() || cpus->scalar.as_int() < 1 || cpus->scalar.as_int() > kMostCpus) {
      fail_at(*cpus, fmt::format("cpus must be a whole number from 1 to {}", kMostCpus));
    }
    resources.cpus = static_cast<unsigned>(cpus->scalar.as_int());
  }
  if (const YamlNode* memory = node.find("mem")) resources.memory = read_text(*memory, "mem");
  if (const YamlNode* time = node.find("time")) {
    try {
      resources.time_seconds = parse_duration(read_text(*time, "time"));
    } catch (const Error& error) {
      fail_at(*time, error.message(), error.hint());
    }
  }
  return resources;
}

RankSpec read_rank(const YamlNode& node) {
  RankSpec rank;
  if (!node.is_map()) {
    rank.by = read_text(node, "the metric that ranks");
    return rank;
  }
  check_keys(node, kRankKeys, "'rank'");
  const YamlNode* by = node.find("by");
  if (by == nullptr) fail_at(node, "rank needs 'by', the metric that ranks");
  rank.by = read_text(*by, "the metric that ranks");
  if (const YamlNode* direction = node.find("direction")) {
    const std::string text = read_text(*direction, "a direction");
    if (text != "min" && text != "max") fail_at(*direction, "direction is min or max");
    rank.direction = text == "max" ? RankSpec::Direction::max : RankSpec::Direction::min;
  }
  return rank;
}

void read_params(const YamlNode& node, StageSpec& stage) {
  if (!node.is_map()) fail_at(node, "params must be a map of name to value or declaration");
  for (const YamlNode::Entry& entry : node.entries) {
    stage.params.push_back(read_param(entry.key, entry.value));
  }
}

void read_matrix(const YamlNode& node, const ProjectSpec& project, StageSpec& stage) {
  if (!node.is_map()) fail_at(node, "matrix must be a map of parameter to values");
  for (const YamlNode::Entry& entry : node.entries) {
    MatrixAxis axis{
        entry.key, read_axis_values(entry.key, entry.value, project), entry.value.place(), {}};
    for (const YamlNode& item : entry.value.items) axis.value_places.push_back(item.place());
    stage.matrix.push_back(std::move(axis));
  }
}

/// Every axis is a parameter: one that `params:` does not declare takes any value.
void declare_axes(const ProjectSpec& project, StageSpec& stage) {
  for (const MatrixAxis& axis : stage.matrix) {
    if (stage.find_param(axis.param) == nullptr) {
      stage.params.push_back({.name = axis.param, .place = axis.place});
    }
  }
  for (ParamSpec& param : stage.params) {
    const bool names_dataset = param.name == "dataset" && !project.datasets.empty();
    if (names_dataset && param.type == ParamType::any) param.type = ParamType::dataset;
  }
}

void check_unique(const YamlNode& node, StageSpec& stage) {
  if (!node.scalar.is_bool()) fail_at(node, "unique is true or false");
  stage.unique = node.scalar.as_bool();
}

void check_retries(const YamlNode& node, StageSpec& stage) {
  if (!node.scalar.is_int() || node.scalar.as_int() < 0 || node.scalar.as_int() > 100) {
    fail_at(node, "retries must be a whole number from 0 to 100");
  }
  stage.retries = static_cast<unsigned>(node.scalar.as_int());
}

/// Refuses names that no command line could ask for: they would be taken for a path, a value or an
/// option.
void check_stage_name(const YamlNode::Entry& entry) {
  YamlNode key = entry.value;
  key.mark = entry.key_mark;
  if (entry.key.empty()) fail_at(key, "a stage needs a name");
  const std::size_t taken = entry.key.find_first_of("/=");
  if (taken == std::string::npos && entry.key.front() != '-') return;
  std::string better = entry.key;
  std::ranges::replace_if(
      better, [](char c) { return c == '/' || c == '='; }, '_');
  better.erase(0, better.find_first_not_of('-'));
  const std::string_view meant = entry.key.front() == '-'  ? "an option"
                                 : entry.key[taken] == '/' ? "a path"
                                                           : "a value";
  fail_at(key,
          fmt::format("'{0}' cannot be the name of a stage: 'cairn run {0}' would mean {1}",
                      entry.key, meant),
          better.empty() ? std::string() : fmt::format("call it '{}'", better));
}

}  // namespace

std::string read_text(const YamlNode& node, std::string_view what) {
  if (node.kind != YamlNode::Kind::scalar || node.scalar.is_null()) {
    fail_at(node, fmt::format("{} must be a text", what));
  }
  return to_text(node.scalar);
}

std::vector<std::string> read_text_list(const YamlNode& node, std::string_view what) {
  if (node.is_map()) fail_at(node, fmt::format("{} must be a list of texts", what));
  if (!node.is_list()) return {read_text(node, what)};
  std::vector<std::string> texts;
  for (const YamlNode& item : node.items) texts.push_back(read_text(item, what));
  return texts;
}

StageSpec read_stage(const YamlNode::Entry& entry, const ProjectSpec& project) {
  check_stage_name(entry);
  const YamlNode& node = entry.value;
  StageSpec stage{.name = entry.key, .place = node.place()};
  if (!node.is_map()) fail_at(node, fmt::format("stage '{}' must be a map with 'cmd'", entry.key));
  check_keys(node, kStageKeys, fmt::format("stage '{}'", entry.key));
  const YamlNode* command = node.find("cmd");
  if (command == nullptr) fail_at(node, fmt::format("stage '{}' has no 'cmd'", entry.key));
  stage.command = read_command(*command, "cmd");
  if (const YamlNode* predict = node.find("predict")) {
    stage.predict = read_command(*predict, "predict");
  }
  const YamlNode* name = node.find("name");
  stage.run_name = name == nullptr ? TextTemplate{entry.key, {{false, entry.key}}, node.place()}
                                   : parse_text_template(*name);
  if (const YamlNode* kind = node.find("kind")) stage.kind = read_text(*kind, "kind");
  if (const YamlNode* params = node.find("params")) read_params(*params, stage);
  if (const YamlNode* matrix = node.find("matrix")) read_matrix(*matrix, project, stage);
  if (const YamlNode* deps = node.find("deps")) stage.deps = read_deps(*deps);
  if (const YamlNode* outs = node.find("outs")) stage.outs = read_outs(*outs);
  if (const YamlNode* metrics = node.find("metrics")) {
    stage.metrics = read_templates(*metrics, "metrics");
  }
  if (const YamlNode* needs = node.find("needs")) stage.needs = read_needs(*needs);
  if (const YamlNode* env = node.find("env")) read_environment(*env, stage);
  if (const YamlNode* resources = node.find("resources"))
    stage.resources = read_resources(*resources);
  if (const YamlNode* rank = node.find("rank")) stage.rank = read_rank(*rank);
  if (const YamlNode* retries = node.find("retries")) check_retries(*retries, stage);
  if (const YamlNode* unique = node.find("unique")) check_unique(*unique, stage);
  declare_axes(project, stage);
  if (const YamlNode* require = node.find("require")) stage.require = read_require(*require, stage);
  if (const YamlNode* tolerance = node.find("tolerance")) {
    stage.tolerance = read_tolerance(*tolerance, stage);
  }
  return stage;
}

}  // namespace cairn
