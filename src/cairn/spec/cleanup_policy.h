// A rule of `cleanup.policies` in cairn.yaml: which runs go when `cairn maintain` looks, in the
// words of `cairn clean`. It does not know runs: the texts are checked for their form only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/yaml.h"

namespace cairn {

/// What happens to the runs that a policy chooses.
enum class CleanupAction { clean, archive };

/// Whether single runs are chosen, or dated groups (sessions) as a whole.
enum class CleanupUnit { run, group };

/// Which runs go; all parts together must hold.
struct CleanupPolicy {
  std::string name;  ///< For what is printed; "policy 2" where it has none.
  CleanupAction action = CleanupAction::clean;
  std::optional<CleanupUnit> unit;  ///< Absent: as the layout has dated groups or not.
  std::string older_than;           ///< "30d"; empty: any age.
  std::optional<std::int64_t> keep_best;
  std::string by;                ///< Metric of keep_best.
  std::vector<std::string> per;  ///< keep_best counts for each value of these.
  std::vector<std::string> status;
  std::string dataset;
  std::string where;
  std::string place;  ///< "cairn.yaml:12:5"
};

/// Reads the list. Throws Error(invalid_input) at the place that is wrong.
std::vector<CleanupPolicy> read_cleanup_policies(const YamlNode& node);

/// Reads an age as "30d", "12h", "90m" or "45s" in microseconds. Throws Error(invalid_input) for
/// anything else: a number without its unit, nothing, less than nothing, more than fits.
std::int64_t parse_age(std::string_view text);

}  // namespace cairn
