// The file store of MLflow, as other readers use it too. It does not know who logged into it.
#pragma once

#include <string>

#include "cairn/exchange/foreign_run.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// Whether `base` is a folder of experiments ("mlruns"); the evidence.
std::optional<std::string> find_mlflow_run(const ForeignTree& tree, const std::string& base);

/// All runs of all experiments below `base` but those that were deleted there: they are counted.
ForeignRuns read_mlflow_store(const ForeignTree& tree, const std::string& base);

}  // namespace cairn
