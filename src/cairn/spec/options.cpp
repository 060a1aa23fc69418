#include "cairn/spec/options.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/spec/stage_read.h"

namespace cairn {

namespace {

using enum Option;
using Type = OptionType;

constexpr std::array kRules = {
    OptionRule{storage_durability, "storage", "durability", Type::choice, "full",
               "full, batch, none",
               "what survives once a run counts as done: a power cut; "
               "SIGKILL, and a power cut but for the last moments; SIGKILL"},
    OptionRule{storage_cache, "storage", "cache", Type::choice, "off", "off, reflink, copy",
               "whether the object store gets artifacts when a run ends: never, as clones that "
               "share their bytes where the file system can, or as second copies"},
    OptionRule{storage_auto_deduplicate, "storage", "auto_deduplicate", Type::flag, "false", "",
               "merge equal artifacts at the end of cairn run, and say so"},
    OptionRule{storage_max_run_gb, "storage", "max_run_gb", Type::number, "", "0-",
               "a run that writes more is stopped"},
    OptionRule{storage_min_free_gb, "storage", "min_free_gb", Type::number, "0.1", "0-",
               "runs are stopped, and none starts, while the disk has less room than this"},
    OptionRule{storage_results_path, "storage", "results_path", Type::text, "", "",
               "the folder of results; absent: as the layout says"},
    OptionRule{storage_enable_cache, "storage", "enable_cache", Type::flag, "", "",
               "system 003's word for cache: true is copy, false is off; cache wins"},
    OptionRule{
        storage_cache_path, "storage", "cache_path", Type::choice, ".cairn/",
        ".cairn/, .cairn, .cache/, .cache",
        "where catalog and objects lie: .cairn/, also where system 003's .cache/ is written"},
    OptionRule{
        cleanup_auto_archive_days, "cleanup", "auto_archive_days", Type::number, "90", "1-36500",
        "cairn maintain archives what is older where this is written down, else it names it; "
        "null: nothing"},
    OptionRule{cleanup_warn_old_runs_days, "cleanup", "warn_old_runs_days", Type::number, "60",
               "1-36500", "cairn analyze storage warns of runs that are older; null: of none"},
    OptionRule{cleanup_max_storage_gb, "cleanup", "max_storage_gb", Type::number, "10", "0-",
               "cairn analyze storage warns when the project holds more; null: never"},
    OptionRule{cleanup_trash_days, "cleanup", "trash_days", Type::number, "30", "0-36500",
               "how long the trash keeps what was cleaned, before cairn purge takes it"},
    OptionRule{cleanup_policies, "cleanup", "policies", Type::policies, "", "",
               "what cairn maintain cleans or archives: a list in the words of cairn clean"},
    OptionRule{export_include_predictions, "export", "default_include_predictions", Type::flag,
               "true", "", "whether packages hold predictions where the command does not say"},
    OptionRule{export_include_charts, "export", "default_include_charts", Type::flag, "true", "",
               "likewise charts"},
    OptionRule{export_include_logs, "export", "default_include_logs", Type::flag, "false", "",
               "likewise logs"},
    OptionRule{export_compression_level, "export", "compression_level", Type::count, "6", "0-9",
               "of packages: 0 stores, 9 is smallest and slowest"},
    OptionRule{naming_date_format, "naming", "date_format", Type::date_format, "", "",
               "how dates stand in folder names: YYYY, MM, DD, HH, mm, SS and what parts them; "
               "absent: as the layout says"},
    OptionRule{naming_auto_run_name_prefix, "naming", "auto_run_name_prefix", Type::text, "run_",
               "", "how sessions without an experiment are called"},
    OptionRule{naming_auto_run_name_counter, "naming", "auto_run_name_counter", Type::flag, "true",
               "", "whether a number follows: run_001, run_002"},
};
static_assert(kRules.size() == static_cast<std::size_t>(naming_auto_run_name_counter) + 1);

constexpr std::array<std::string_view, 4> kSections = {"storage", "cleanup", "export", "naming"};

constexpr std::array<std::string_view, 7> kTypeTexts = {
    "true or false", "a whole number", "a number", "a text", "one of", "a date format", "a list"};

/// The two ends of "0-9" or "0-".
struct Range {
  double least = 0;
  std::optional<double> most;
};

Range range_of(const OptionRule& rule) {
  const std::vector<std::string> ends = split(rule.takes, '-');
  Range range{.least = yaml_scalar(ends.at(0)).as_double()};
  if (ends.size() > 1 && !ends[1].empty()) range.most = yaml_scalar(ends[1]).as_double();
  return range;
}

[[noreturn]] void refuse(const OptionRule& rule, const YamlNode& node, const std::string& hint) {
  const auto type = static_cast<std::size_t>(rule.type);
  const std::string list = rule.type == Type::choice ? fmt::format(" {}", rule.takes) : "";
  fail_at(node, fmt::format("{} is {}{}", rule.key(), kTypeTexts.at(type), list), hint);
}

void check_number(const OptionRule& rule, const YamlNode& node) {
  const Range range = range_of(rule);
  const double number = node.scalar.as_double();
  if (std::isfinite(number) && number >= range.least && (!range.most || number <= *range.most)) {
    return;
  }
  fail_at(node, range.most ? fmt::format("{} lies between {:g} and {:g}", rule.key(), range.least,
                                         *range.most)
                           : fmt::format("{} is at least {:g}", rule.key(), range.least));
}

void check_choice(const OptionRule& rule, const YamlNode& node) {
  std::vector<std::string> choices;
  for (const std::string& part : split(rule.takes, ',')) {
    choices.push_back(part.substr(part.find_first_not_of(' ')));
  }
  // YAML of 1.1 reads `off` as false, and people know it: ours keeps the text.
  const std::string text = read_text(node, rule.key());
  if (std::ranges::find(choices, text) == choices.end()) {
    refuse(rule, node, did_you_mean(text, choices));
  }
}

void check_value(const OptionRule& rule, const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar || node.is_null()) refuse(rule, node, {});
  const Value& value = node.scalar;
  switch (rule.type) {
    case Type::flag:
      if (!value.is_bool()) refuse(rule, node, {});
      break;
    case Type::count:
      if (!value.is_int()) refuse(rule, node, {});
      check_number(rule, node);
      break;
    case Type::number:
      if (!value.is_number()) refuse(rule, node, {});
      check_number(rule, node);
      break;
    case Type::choice:
      check_choice(rule, node);
      break;
    case Type::text:
    case Type::date_format:
      if (!value.is_string() || value.as_string().empty()) refuse(rule, node, {});
      break;
    case Type::policies:
      break;  // read_cleanup_policies checks them.
  }
}

/// "YYYY-MM-DD" → "%Y-%m-%d"; what has directives already stays as it is.
std::string date_directives(std::string text) {
  constexpr std::array<std::array<std::string_view, 2>, 6> kWords = {
      {{"YYYY", "%Y"}, {"MM", "%m"}, {"DD", "%d"}, {"HH", "%H"}, {"mm", "%M"}, {"SS", "%S"}}};
  if (text.find('%') != std::string::npos) return text;
  for (const auto& [word, directive] : kWords) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word)) {
      text.replace(at, word.size(), directive);
    }
  }
  return text;
}

/// Whether null may stand for "none": where having none means something.
bool may_be_null(const OptionRule& rule) {
  return rule.type == Type::number || rule.otherwise.empty();
}

}  // namespace

std::string OptionRule::key() const { return fmt::format("{}.{}", section, name); }

std::span<const OptionRule> option_rules() { return kRules; }

std::span<const std::string_view> option_sections() { return kSections; }

const OptionRule& find_option_rule(std::string_view key) {
  std::vector<std::string> known;
  for (const OptionRule& rule : kRules) {
    if (rule.key() == key) return rule;
    known.push_back(rule.key());
  }
  const std::string hint = did_you_mean(key, known);
  throw Error(ErrorCode::invalid_input, fmt::format("there is no option '{}'", printable(key)),
              hint.empty() ? "all of them: cairn config" : hint);
}

Options::Options() : settings_(kRules.size()) {
  for (const OptionRule& rule : kRules) {
    if (rule.otherwise.empty()) continue;
    settings_[static_cast<std::size_t>(rule.option)].value = yaml_scalar(rule.otherwise);
  }
}

void Options::read(const YamlNode& root) {
  for (const std::string_view section : kSections) {
    const YamlNode* node = root.find(section);
    if (node == nullptr || node->is_null()) continue;
    if (!node->is_map()) fail_at(*node, fmt::format("'{}' is a map of options", section));
    std::vector<std::string_view> names;
    for (const OptionRule& rule : kRules) {
      if (rule.section == section) names.push_back(rule.name);
    }
    check_keys(*node, names, fmt::format("'{}'", section));
    for (const OptionRule& rule : kRules) {
      if (rule.section != section) continue;
      if (const YamlNode* value = node->find(rule.name)) set(rule, *value);
    }
  }
}

void Options::set(const OptionRule& rule, const YamlNode& node) {
  Setting& setting = settings_[static_cast<std::size_t>(rule.option)];
  if (rule.type == Type::policies) {
    policies_ = node.is_null() ? std::vector<CleanupPolicy>{} : read_cleanup_policies(node);
  } else if (!node.is_null() || !may_be_null(rule)) {
    check_value(rule, node);
  }
  setting = {node.to_value(), node.place()};
}

const Value& Options::value(Option option) const {
  return settings_[static_cast<std::size_t>(option)].value;
}

const std::string& Options::place(Option option) const {
  return settings_[static_cast<std::size_t>(option)].place;
}

bool Options::flag(Option option) const {
  const Value& found = value(option);
  return found.is_bool() && found.as_bool();
}

std::int64_t Options::count(Option option) const { return value(option).as_int(); }

std::optional<double> Options::number(Option option) const {
  const Value& found = value(option);
  return found.is_null() ? std::nullopt : std::optional(found.as_double());
}

std::optional<std::string> Options::text(Option option) const {
  const Value& found = value(option);
  return found.is_null() ? std::nullopt : std::optional(to_text(found));
}

std::optional<std::uint64_t> Options::bytes(Option option) const {
  constexpr double kGigabyte = 1e9;
  const std::optional<double> gigabytes = number(option);
  if (!gigabytes) return std::nullopt;
  constexpr double kMost = 1e18;
  return static_cast<std::uint64_t>(std::min(*gigabytes * kGigabyte, kMost));
}

std::string Options::cache() const {
  const bool is_old_word = place(storage_cache).empty() && flag(storage_enable_cache);
  return is_old_word ? "copy" : to_text(value(storage_cache));
}

std::optional<std::string> Options::date_format() const {
  const std::optional<std::string> words = text(naming_date_format);
  return words ? std::optional(date_directives(*words)) : std::nullopt;
}

Options read_user_options(const YamlDocument& document) {
  Options options;
  if (document.root().is_null()) return options;
  if (!document.root().is_map()) {
    fail_at(document.root(), "config.yaml is a map of options", "as in: cleanup: {trash_days: 90}");
  }
  check_keys(document.root(), kSections, "config.yaml");
  options.read(document.root());
  return options;
}

}  // namespace cairn
