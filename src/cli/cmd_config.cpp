#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/query/table.h"
#include "cairn/store/project.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ConfigOptions {
  std::optional<std::string> key;
  bool explain = false;
  OutputOptions output;
};

/// The rules that `key` means: one option, a section, or all.
std::vector<const OptionRule*> chosen_rules(const std::optional<std::string>& key) {
  std::vector<const OptionRule*> chosen;
  for (const OptionRule& rule : option_rules()) {
    if (!key || rule.section == *key || rule.key() == *key) chosen.push_back(&rule);
  }
  if (chosen.empty()) find_option_rule(*key);  // It throws, with the nearest one.
  return chosen;
}

struct InForce {
  Value value;
  std::string place;  ///< Empty: a default.
};

/// What holds, and where it was written. Where storage.cache was not, storage.enable_cache decides
/// it; storage.cache_path is taken of system 003, and there is one place all the same.
InForce in_force(const OptionRule& rule, const Options& options) {
  if (rule.option == Option::storage_cache && options.place(rule.option).empty() &&
      options.value(Option::storage_enable_cache).is_bool()) {
    return {options.cache(), options.place(Option::storage_enable_cache)};
  }
  if (rule.option == Option::storage_cache_path) return {std::string(rule.otherwise), ""};
  return {options.value(rule.option), options.place(rule.option)};
}

/// What it takes: "true, false", "number 0-9", "full, batch, none".
std::string takes_text(const OptionRule& rule) {
  constexpr std::array<std::string_view, 7> kNames = {"true, false", "int", "number", "text", "",
                                                      "date format", "list"};
  const std::string_view name = kNames.at(static_cast<std::size_t>(rule.type));
  if (rule.takes.empty()) return std::string(name);
  return name.empty() ? std::string(rule.takes) : fmt::format("{} {}", name, rule.takes);
}

Table rules_table(const std::vector<const OptionRule*>& rules) {
  Table table;
  for (const char* title : {"option", "takes", "default", "meaning"}) {
    table.columns.push_back({title, CellKind::text, ColumnRole::fixed, {}});
  }
  for (const OptionRule* rule : rules) {
    const Value otherwise = rule->otherwise.empty() ? Value() : Value(rule->otherwise);
    table.rows.push_back({rule->key(), takes_text(*rule), otherwise, rule->meaning});
  }
  return table;
}

Table settings_table(const std::vector<const OptionRule*>& rules, const Options& options) {
  Table table;
  for (const char* title : {"option", "value", "from"}) {
    table.columns.push_back({title, CellKind::text, ColumnRole::fixed, {}});
  }
  for (const OptionRule* rule : rules) {
    const auto [value, place] = in_force(*rule, options);
    table.rows.push_back({rule->key(), value.is_null() ? Value() : Value(to_text(value)),
                          place.empty() ? "default" : place});
  }
  return table;
}

Value settings_json(const std::vector<const OptionRule*>& rules, const Options& options) {
  List list;
  for (const OptionRule* rule : rules) {
    const auto [value, place] = in_force(*rule, options);
    list.push_back(
        Map{{"option", rule->key()},
            {"value", value},
            {"from", place.empty() ? Value() : Value(place)},
            {"default", rule->otherwise.empty() ? Value() : yaml_scalar(rule->otherwise)},
            {"takes", takes_text(*rule)},
            {"meaning", rule->meaning}});
  }
  return Map{{"format", 1}, {"options", std::move(list)}};
}

int run_config(const ConfigOptions& options) {
  const std::vector<const OptionRule*> rules = chosen_rules(options.key);
  if (options.explain) {
    print_table(rules_table(rules), options.output);
    return 0;
  }
  const Project project = open_project(current_folder());
  if (options.output.json) {
    print_json(settings_json(rules, project.spec.options));
  } else {
    print_table(settings_table(rules, project.spec.options), options.output);
  }
  const bool is_for_people = output_format(options.output) == TableFormat::table;
  if (is_for_people && rules.size() == 1) {
    const OptionRule& rule = *rules.front();
    print_line(fmt::format("\n{}: {}", takes_text(rule), rule.meaning));
  }
  return 0;
}

}  // namespace

void setup_config(CommandLine& line) {
  ConfigOptions& options = line.runs(run_config);
  line.about(
      "Shows the options that are in force, and where each was written: in cairn.yaml, in the "
      "user's own $XDG_CONFIG_HOME/cairn/config.yaml (~/.config), which cairn.yaml overrules, or "
      "nowhere, so that the default holds. To change one, write it into one of these files.");
  line.argument("KEY", options.key, "an option as cleanup.trash_days, or a section as cleanup");
  line.flag("--explain", options.explain, "all that can be set, with default and meaning");
  bind_output(line, options.output);
  line.exit_status(2, "there is no such option, or a file has a wrong value");
  line.example("cairn config cleanup", "what is cleaned, and when");
  line.example("cairn config storage.durability --json", "for a program");
}

}  // namespace cairn
