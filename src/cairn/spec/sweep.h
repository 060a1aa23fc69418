// The runs that cairn.yaml and the command line ask for, as points: a stage, its values, and which
// points it needs. Counted before any is made. It does not know ids, paths or what has run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/spec/project_spec.h"

namespace cairn {

/// `fit.n_components=5,10`: values that replace those of cairn.yaml.
struct Override {
  std::string stage;  ///< Empty: every stage that has the parameter.
  std::string param;
  List values;
  std::string source;  ///< The argument as typed.
};

/// Reads one `key=value`. Throws Error(invalid_input).
Override parse_override(std::string_view text);

/// Whether the override is for this parameter of this stage.
bool override_applies(const Override& override, const StageSpec& stage, std::string_view param);

/// One run that is asked for.
struct Point {
  const StageSpec* stage = nullptr;
  Map params;  ///< All values, defaults and grouping values included; declared order.
  Map by;      ///< The grouping values of its needs; they are in `params` too.
  struct Need {
    const NeedSpec* spec = nullptr;
    /// Indexes into the same vector; one unless grouped. Several single needs of one point come
    /// from the same run of every stage that they have in common.
    std::vector<std::size_t> points;
  };
  std::vector<Need> needs;
  /// Index into `given` of the request: it is a run that is there, and only stands for itself.
  std::optional<std::size_t> given;
};

/// A run that is there already and meets a need, instead of the points of the need's stage.
struct GivenRun {
  std::string need;  ///< The name of the need.
  Map params;        ///< Of the run.
};

/// What to expand.
struct SweepRequest {
  std::vector<std::string> stages;  ///< Targets; their upstream stages come along. Empty: all.
  std::vector<Override> overrides;
  std::vector<GivenRun> given;
  std::size_t max_points = 1'000'000;
};

/// All points in an order in which each comes after its needs; the given runs come first. Throws
/// Error(invalid_input) for a stage or parameter that does not exist, a value that its declaration
/// refuses, a parameter without a value, and more than `max_points`, with the count, before
/// anything is made.
std::vector<Point> expand_sweep(const ProjectSpec& project, const SweepRequest& request);

}  // namespace cairn
