// The note beside the record of a run that came from a package, `.run/<id>.imported.json`: from
// where and when it came, and what of it did not. It is what tells an imported run from one that
// was made here: nothing that it recorded is run without being asked. It does not know packages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/identity/run_id.h"

namespace cairn {

/// Below the hidden folder: where the runs of a package wait until all of it is there.
constexpr std::string_view kImportsFolder = "imports";

struct Imported {
  std::string package;      ///< The file's name.
  std::string exported_by;  ///< As the package says; empty: it does not.
  TimeUs at = 0;            ///< When it was imported.
  std::vector<std::string>
      left_out;                 ///< Files that the record names and that did not come, sorted.
  std::vector<Digest> objects;  ///< Texts of its provenance that came along, sorted.

  bool lacks(std::string_view path) const;
  bool brought(const Digest& object) const;
};

/// The note's bytes.
std::string imported_text(const Imported& imported);
/// The note of a run in `folder`; nullopt when it was made here. Throws Error(corrupt).
std::optional<Imported> read_imported(const std::string& folder, const RunId& id);

}  // namespace cairn
