// How far what a run makes may be from what is recorded when it is run again as a check: equal
// bytes unless `tolerance:` of its stage says otherwise, for all of it, for single outs, for all
// metrics or single ones. It does not know how things are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/base/yaml.h"

namespace cairn {

struct StageSpec;

/// What is still taken for equal.
struct Tolerance {
  double relative = 0;  ///< Numbers may differ by this share; 0: not at all.
  bool is_any = false;  ///< Anything will do, as long as it is there.

  bool is_exact() const { return relative == 0 && !is_any; }
  bool operator==(const Tolerance&) const = default;
};

class ToleranceSpec {
 public:
  /// Of an out's name, or of a file where the stage declares no outs.
  Tolerance of_out(std::string_view name) const;
  /// Of a metric's key.
  Tolerance of_metric(std::string_view key) const;
  /// Whether metrics are compared by their values, so that the bytes of their files do not count.
  bool speaks_of_metrics() const;

 private:
  friend ToleranceSpec read_tolerance(const YamlNode& node, const StageSpec& stage);
  std::optional<Tolerance> find(std::string_view name) const;

  std::optional<Tolerance> everything_;
  std::vector<std::pair<std::string, Tolerance>> named_;  ///< Outs, "metrics", "metrics.<key>".
};

/// Reads `tolerance: 1e-6`, or a map of outs, `metrics` and `metrics.<key>` to numbers or `any`.
/// Throws Error(invalid_input) with the place.
ToleranceSpec read_tolerance(const YamlNode& node, const StageSpec& stage);

}  // namespace cairn
