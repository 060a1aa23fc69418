// Promoting: copying one chosen file of some runs to a place with a stable name, for a paper or a
// page, checked against the record while it is copied. Invariant: a target is whole or absent, and
// holds the bytes that the run's record tells of; no run folder and no adopted tree is written
// into. It does not know which runs were chosen, or why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

/// What lies at the target before.
enum class PromoteState {
  fresh,     ///< Nothing.
  same,      ///< The very bytes: nothing is to be done.
  replaces,  ///< Something else.
};

/// "new", "unchanged", "replaces".
std::string_view promote_state_name(PromoteState state);

/// One file that is promoted.
struct Promotion {
  std::string source;  ///< From the project's folder, or absolute in an adopted tree.
  std::uint64_t size = 0;
  Digest sha256;
  std::string target;  ///< Absolute.
  PromoteState state = PromoteState::fresh;
};

/// The artifact of `record` that `name` means: its path below the run folder, or else the only one
/// with that file name; nullptr where there is none. Throws Error(conflict) for several.
const RecordArtifact* find_promoted(const Record& record, std::string_view name);

/// Throws Error(conflict) for a file (absolute) that would lie in the folder of a run, whichever
/// and whatever link leads there, or in an adopted tree.
void refuse_in_runs(const Project& project, const std::string& file);

/// The promotion of an artifact of the run in the folder `path` to `target`; looks at the target.
/// Throws Error(conflict) for a target that is no file, or where nothing is put.
Promotion plan_promotion(const Project& project, const std::string& path,
                         const RecordArtifact& artifact, const std::string& target);

/// Copies what is not there yet; returns how many files were written. Throws Error(corrupt) where a
/// file is not what was recorded; those before it are there then.
std::size_t promote(const Project& project, const std::vector<Promotion>& promotions);

/// One picture of a gallery.
struct GalleryItem {
  std::string file;                                         ///< Relative to the page.
  std::string title;                                        ///< "hmc"
  std::string run;                                          ///< The run's id.
  std::vector<std::pair<std::string, std::string>> values;  ///< llc_mean → 2.417
};

/// The pictures as a piece of HTML that can be put into any page, or as Markdown where the page's
/// name ends in .md.
std::string gallery_text(const std::vector<GalleryItem>& items, std::string_view page);

/// Writes the piece. Throws Error(io).
void write_gallery(const Project& project, const std::string& page, const std::string& text);

}  // namespace cairn
