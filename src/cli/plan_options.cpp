#include "cli/plan_options.h"

#include "cairn/runner/select_paths.h"

namespace cairn {

namespace {

bool is_override(const std::string& word) {
  return word.find('=') != std::string::npos && !is_path_word(word);
}

}  // namespace

void bind_plan(CommandLine& line, PlanOptions& options) {
  line.option("-S,--set", "KEY=VALUE", options.sets, "the same as KEY=VALUE");
  line.option("--triggers", "LEAVES", options.triggers,
              "what may make a run stale, with commas: params, code, data, inputs, command, env "
              "(default: all of these), and environment: host, Python, packages");
}

PlanRequest plan_request(const PlanOptions& options) {
  PlanRequest request;
  for (const std::string& word : options.words) {
    if (is_override(word)) request.sweep.overrides.push_back(parse_override(word));
  }
  for (const std::string& set : options.sets) {
    request.sweep.overrides.push_back(parse_override(set));
  }
  if (options.triggers) request.triggers = parse_triggers(*options.triggers);
  return request;
}

std::vector<std::string> plan_targets(const PlanOptions& options) {
  std::vector<std::string> targets;
  for (const std::string& word : options.words) {
    if (!is_override(word) && !is_path_word(word)) targets.push_back(word);
  }
  return targets;
}

std::vector<std::string> plan_paths(const PlanOptions& options) {
  std::vector<std::string> paths;
  for (const std::string& word : options.words) {
    if (is_path_word(word)) paths.push_back(word);
  }
  return paths;
}

}  // namespace cairn
