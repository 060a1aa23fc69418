// Packing runs into one zip that stands for itself: their records and files, links to objects
// resolved into bytes, the texts of their provenance, pages for people without cairn, and the
// checksums of it all. Invariant: a package that export makes is one that import takes; the same
// content gives the same bytes. What is left out of a run is named. It does not know how the runs
// were chosen.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/run_row.h"
#include "cairn/exchange/package.h"
#include "cairn/exchange/zip_writer.h"
#include "cairn/layout/paths.h"
#include "cairn/store/project.h"

namespace cairn {

/// How much of the runs is packed.
enum class ExportVariant {
  standard,  ///< All files but logs; the texts of provenance but those of git.
  minimal,   ///< No charts, predictions, logs, events; of provenance the packages only.
  complete,  ///< Everything.
};

/// "export", "minimal", "complete": the end of the package's name.
std::string_view variant_name(ExportVariant variant);

/// A run that was made from an earlier attempt of another one.
struct MadeFromEarlier {
  RunId run;
  RunId input;
  std::string stage;  ///< Of the input.
};

/// What is packed of each run.
struct ExportOptions {
  ExportVariant variant = ExportVariant::standard;
  std::string model = "all";  ///< Of children: all, best, or the id or name of one.
  bool charts = true;
  bool predictions = true;
  bool logs = false;
  std::vector<GroupPlace> groups;  ///< Groups all of whose runs are packed, outer ones first.
  std::set<std::string> folders;   ///< Of all runs of the project: their files are their own.
  std::vector<MadeFromEarlier> made_from_earlier;  ///< Of the runs; the package marks them.
  std::string from;         ///< The group or project that the runs are of, as EXPORT.yaml names it.
  std::string exported_by;  ///< The name of a person.
};

/// A package that could be written.
struct ExportPlan {
  PackageManifest manifest;
  std::vector<ZipMember> members;
  std::uint64_t size = 0;          ///< Of all members.
  std::size_t left_out = 0;        ///< Files that records name and the package lacks.
  std::string model_id;            ///< Of the one child that was chosen; "all" otherwise.
  std::vector<std::string> notes;  ///< What could not come along, and why.
};

/// What a package of these runs holds. Reads the records and the small files, not the artifacts.
/// Throws Error(not_found) for a model or a file that is missing, Error(conflict) for a run that
/// has not ended and for names that no import would take, Error(corrupt).
ExportPlan plan_export(const Project& project, const std::vector<RunHead>& runs,
                       const ExportOptions& options);

/// The name that system 003 gives the zip: `<folder>_<model>_export.zip` of one run,
/// `<group>_complete.zip` of more.
std::string default_package_name(const ExportPlan& plan, const ExportOptions& options);

}  // namespace cairn
