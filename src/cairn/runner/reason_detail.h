// What a person wants to know beside the two values of a reason: where the new value was written,
// which lines of a script changed, which files of a folder are new, gone or newer. It reads the
// files that the reasons name, and changes no verdict.
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
  /// A text of a dep as it is now.
  struct TextNow {
    Digest object;             ///< The name that it would be kept by.
    bool is_redacted = false;  ///< Equal texts of equal names may have other bytes.
  };
  using TextsNow = std::map<std::string, TextNow>;  ///< By path.
  using KeptTexts = std::map<std::string, Digest>;  ///< What a record keeps of a dep, by path.
  using Changes =
      std::map<std::string, std::string>;  ///< By file of the dep: "line 3 added", "new".

  /// Names of files, and when each was last written, in nanoseconds since 1970.
  using FileTimes = std::vector<std::pair<std::string, std::int64_t>>;

  std::string dep_detail(const Record& record, const Reason& reason);
  /// What happened to the texts of the dep at `path`.
  Changes changed_texts(const KeptTexts& kept, const std::string& path);
  /// Which other files of a folder were written after the attempt began: "; newer than attempt 1:
  /// x.csv". Of them no text is kept, so their times are all there is to tell.
  std::string newer_files(const KeptTexts& kept, const std::string& path, const Changes& changes,
                          const RecordAttempt& attempt);
  /// The texts that would be kept of a dep now. Looked for once.
  const TextsNow& texts_now(const std::string& path);
  /// The last path up to which all code of a folder was kept; empty: all of it was. What lies
  /// behind may have been there, and was too much (kMostSourceFolderBytes).
  std::string end_of_kept(const KeptTexts& kept);
  /// Of a text that is kept; 0 where it is not there. Looked for once.
  std::uint64_t size_of(const Digest& object);
  /// The files of a dep that is a folder. Looked for once, as thousands of runs may have it.
  const FileTimes& file_times(const std::string& path);
  /// What happened to one text: "lines 10–14 changed", "gone"; empty when it is as it was.
  std::string changed_text(const std::string& path, const Digest& source);

  const Project& project_;
  const SweepRequest& request_;
  std::map<std::pair<std::string, Digest>, std::string> lines_;  ///< By path and old text.
  std::map<std::string, TextsNow> texts_;                        ///< By path of the dep.
  std::map<std::string, FileTimes> files_;                       ///< By path of the dep.
  std::map<Digest, std::uint64_t> sizes_;                        ///< Of kept texts.
};

}  // namespace cairn
