// The options of a project: the sections storage, cleanup, export and naming of cairn.yaml, and of
// the user's own config.yaml, which speaks first. One table has them all, with type, default and
// meaning: it reads the files, answers `cairn config` and makes the page of the docs. Each value
// knows where it was written. It does not know what an option does.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/yaml.h"
#include "cairn/spec/cleanup_policy.h"

namespace cairn {

/// Every option, in the order of the table.
enum class Option {
  storage_durability,
  storage_cache,
  storage_auto_deduplicate,
  storage_max_run_gb,
  storage_min_free_gb,
  storage_results_path,
  storage_enable_cache,
  storage_cache_path,
  cleanup_auto_archive_days,
  cleanup_warn_old_runs_days,
  cleanup_max_storage_gb,
  cleanup_trash_days,
  cleanup_policies,
  export_include_predictions,
  export_include_charts,
  export_include_logs,
  export_compression_level,
  naming_date_format,
  naming_auto_run_name_prefix,
  naming_auto_run_name_counter,
};

/// What an option takes.
enum class OptionType { flag, count, number, text, choice, date_format, policies };

/// One row of the table.
struct OptionRule {
  Option option;
  std::string_view section;  ///< "cleanup"
  std::string_view name;     ///< "max_storage_gb"
  OptionType type;
  std::string_view otherwise;  ///< Its default as YAML; empty: none.
  std::string_view takes;      ///< "off, reflink, copy" or "0-9": choices, or least and most.
  std::string_view meaning;

  std::string key() const;  ///< "cleanup.max_storage_gb"
  bool operator==(const OptionRule& other) const { return option == other.option; }
};

/// The whole table.
std::span<const OptionRule> option_rules();

/// The rule of "cleanup.max_storage_gb". Throws Error(invalid_input) with the nearest one.
const OptionRule& find_option_rule(std::string_view key);

/// The options in force, each with where it was written.
class Options {
 public:
  /// All defaults.
  Options();

  /// Takes what a file says over what was known. Reads only the sections of options. Throws
  /// Error(invalid_input) "file:line:column" for unknown keys and wrong values.
  void read(const YamlNode& root);

  // What is in force, by type; absent where there is neither a value nor a default.
  bool flag(Option option) const;
  std::int64_t count(Option option) const;
  std::optional<double> number(Option option) const;
  std::optional<std::string> text(Option option) const;
  /// A number of gigabytes (10^9) as bytes.
  std::optional<std::uint64_t> bytes(Option option) const;
  const std::vector<CleanupPolicy>& policies() const { return policies_; }
  /// storage.cache, or what storage.enable_cache says where that was not written: "off", "reflink",
  /// "copy".
  std::string cache() const;
  /// naming.date_format in the directives of layouts: "%Y-%m-%d".
  std::optional<std::string> date_format() const;

  /// The value as it was written, null where there is none.
  const Value& value(Option option) const;
  /// "cairn.yaml:12:5"; empty for a default.
  const std::string& place(Option option) const;

 private:
  struct Setting {
    Value value;
    std::string place;
  };
  void set(const OptionRule& rule, const YamlNode& node);

  std::vector<Setting> settings_;  ///< One for each row of the table.
  std::vector<CleanupPolicy> policies_;
};

/// The names of the sections, which cairn.yaml may hold beside its own keys.
std::span<const std::string_view> option_sections();

/// Reads the user's config.yaml: options and nothing else. Throws Error(invalid_input).
Options read_user_options(const YamlDocument& document);

}  // namespace cairn
