// The whole answer to `cairn why` for one planned run: its state, what differs and where it was
// written, with which attempt it was compared, and which known attempt it equals. A plan says only
// whether a run has to run; this looks further, at other runs and earlier attempts. It writes
// nothing and does not know how the answer is printed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cairn/runner/freshness.h"
#include "cairn/runner/plan.h"
#include "cairn/runner/reason_detail.h"

namespace cairn {

/// What a run is compared with.
enum class ComparedWith {
  nothing,      ///< No run of any stage is known.
  own_attempt,  ///< Its own last attempt.
  nearest_run,  ///< It never ran: the recorded run whose values differ least.
};

struct Explanation {
  const PlannedRun* run = nullptr;
  Reasons reasons;  ///< Of a run that has never run: how it differs from the nearest one.
  ComparedWith compared_with = ComparedWith::nothing;
  std::optional<ComparedAttempt> compared;
  /// A finished attempt, of this run or another, with the very fingerprint that is wanted now.
  std::optional<ComparedAttempt> same_as;
  /// What a forced run would be without force.
  std::optional<PlanState> otherwise;
  std::size_t leaves = 0;  ///< Of the wanted fingerprint; 0 when upstream runs come first.
};

/// How many runs of a stage, the latest ones, are looked at for the nearest one.
inline constexpr std::size_t kMostCandidates = 5000;

/// Answers for the runs of one plan. What it reads of the catalog is kept for the next answer.
class Explainer {
 public:
  Explainer(const Project& project, const Catalog& catalog, const PlanRequest& request,
            const Plan& plan);

  Explanation explain(std::size_t index);
  /// How a recorded run differs from the planned run of its stage that is nearest to it: why
  /// nothing asks for it any more. Empty when no run of its stage is planned.
  Reasons why_not_asked(const RunDefinition& recorded) const;

 private:
  void explain_missing(Explanation& answer);
  void explain_forced(Explanation& answer) const;
  void explain_upstream(Explanation& answer);
  std::vector<std::size_t> first_to_run(const PlannedRun& run) const;
  /// How `run` differs from a recorded one, with the places of the new values.
  Reasons differences(const RunDefinition& known, const PlannedRun& run) const;
  void follow_inputs(const RunDefinition& known, const PlannedRun& run, Reasons& reasons) const;
  void find_fingerprint(std::size_t index, Explanation& answer);
  void find_twin(Explanation& answer, const Fingerprint& wanted);
  std::optional<Record> nearest_record(const RunDefinition& wanted);
  const std::vector<RunHead>& heads();
  const std::vector<RunRow>& candidates(const std::string& stage);

  const Project& project_;
  const Catalog& catalog_;
  const Plan& plan_;
  ReasonDetails details_;
  DepHasher hasher_;
  std::optional<std::vector<RunHead>> heads_;  ///< Of runs that have ended, latest first.
  std::map<std::string, std::vector<RunRow>> candidates_;  ///< By stage.
};

/// How the key of `wanted` differs from that of `known`, leaf by leaf, all values of params
/// included; without places.
Reasons key_differences(const RunDefinition& known, const RunDefinition& wanted);

/// Leaves of a fingerprint.
std::size_t leaf_count(const Fingerprint& fingerprint);

}  // namespace cairn
