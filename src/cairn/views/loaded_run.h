// A run as the making of views reads it: its record, what documents show of it, and when that
// changed. For render.cpp only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cairn/base/value.h"
#include "cairn/catalog/run_row.h"
#include "cairn/record/record.h"
#include "cairn/store/groups.h"

namespace cairn {

/// A run whose record was read for its views.
struct LoadedRun {
  Record record;
  std::string path;
  std::vector<GroupPlace> groups;
  Value context;
  /// Runs that it needs and views show something of have gone, or its user file cannot be read.
  bool lacks_needed = false;
  std::int64_t mtime_ns = 0;  ///< Of the record or the user file, whichever changed last.
};

/// Whether views are made of the run: it has ended, and no other program made it.
bool has_ended(const RunHead& head);

/// Whether the record names this file of a folder at or below the run's.
bool names_file(const LoadedRun& run, const std::string& folder, const std::string& file);

/// When a file changed, 0 when there is none.
std::int64_t mtime_of(const std::string& path);

}  // namespace cairn
