// What a person wants to know beside the two values of a reason: where the new value was written,
// which lines of a script changed, which files of a folder are newer. It reads the files that the
// reasons name, and changes no verdict.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "cairn/runner/plan.h"

namespace cairn {

/// Fills in places and details of reasons. What it found of a changed script is remembered, as one
/// script makes many runs stale. One thread at a time.
class ReasonDetails {
 public:
  ReasonDetails(const Project& project, const SweepRequest& request)
      : project_(project), request_(request) {}

  /// Adds places and details to the reasons of `run`, which differs from `record`. A renamed dep
  /// becomes one reason of two.
  void fill(const PlannedRun& run, const Record& record, Reasons& reasons);
  /// Where a leaf of a fingerprint or key of `run` was written; empty when it is unknown.
  std::string place(const PlannedRun& run, const Reason& reason) const;
  /// Whether the command line gave the value of a param of `run`.
  bool is_overridden(const PlannedRun& run, std::string_view param) const;

 private:
  std::string dep_detail(const Record& record, const Reason& reason);
  /// What changed in the texts that the record keeps of a dep; empty when it keeps none of them.
  std::string changed_lines(const Record& record, const std::string& path);
  /// The same of one text: "lines 10–14 changed"; empty when it is as it was.
  std::string changed_text(const std::string& path, const Digest& source);

  const Project& project_;
  const SweepRequest& request_;
  std::map<std::pair<std::string, Digest>, std::string> lines_;  ///< By path and old text.
};

}  // namespace cairn
