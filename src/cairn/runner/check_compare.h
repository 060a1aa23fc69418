// What a run made when it was run again beside, against what its record says: files by digest or
// number by number, metrics by their last values, each within what the stage tolerates. It does not
// run anything.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cairn/record/record.h"
#include "cairn/spec/tolerance.h"

namespace cairn {

/// One file or metric that is not the same.
struct CheckDifference {
  enum class Kind { file, metric } kind = Kind::file;
  std::string name;  ///< A path below the run folder, or a metric; "fold0: rmse" of a child.
  std::string text;  ///< What differs, for a person.
  bool is_tolerated = false;
};

/// All that was compared.
struct CheckComparison {
  std::size_t files = 0;
  std::size_t metrics = 0;
  std::vector<CheckDifference> differences;  ///< Files in order of their paths, then metrics.

  /// Whether some difference is not tolerated.
  bool differs() const;
};

/// One side: a record and the folder, absolute, that holds its files.
struct CheckSide {
  const Record& record;
  std::string folder;
};

/// Compares the outs of both sides: declared outs and metrics files; where none are declared, all
/// artifacts but logs. Throws Error(io).
CheckComparison compare_outs(const CheckSide& recorded, const CheckSide& again,
                             const ToleranceSpec& tolerance);

}  // namespace cairn
