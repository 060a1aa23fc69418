// What of one run goes into a package: its record, its user file, the files that the options ask
// for, its views and the texts of its provenance. A link in place of an artifact is followed only
// to the object that the record names. It does not know packages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/exchange/export.h"
#include "cairn/record/record.h"
#include "cairn/store/user_edits.h"

namespace cairn {

/// A file of a run.
struct ExportFile {
  std::string path;  ///< Below the run folder.
  std::uint64_t size = 0;
  Digest sha256;
  std::string source;  ///< Absolute path; empty: `bytes`.
  std::string bytes;
};

/// A text of its provenance.
struct ExportText {
  std::string name;  ///< As `cairn cat` takes it.
  std::string path;  ///< Below the folder of provenance in the package.
  Digest object;
  std::string bytes;
};

struct ExportRun {
  RunHead head;
  Record record;
  UserEdits user;
  std::string model_id;  ///< The id of the child that was chosen; "all" without a choice.
  std::vector<ExportFile> files;
  std::vector<std::string> views;     ///< Paths of those files that are views.
  std::vector<std::string> left_out;  ///< Files that the record names and `files` lacks.
  std::vector<ExportText> texts;
  std::vector<std::string> notes;
};

/// Throws as plan_export does.
ExportRun collect_run(const Project& project, const RunHead& head, const ExportOptions& options);

}  // namespace cairn
