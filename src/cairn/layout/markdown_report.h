// Pages in Markdown that explain a run, or a ranking of runs, to a person: REPORT.md of system 002,
// best_models_report.md. They show what a context holds, in its order, and know no layout.
#pragma once

#include <span>

#include "cairn/layout/document_functions.h"

namespace cairn {

/// A run: what it is, its params by section, its metrics as a table, the status of its components,
/// and its pictures.
Found call_experiment_report(std::span<const Found> arguments, Arena& arena);

/// The ranked runs as a table, with the best one in words.
Found call_ranking_report(std::span<const Found> arguments, Arena& arena);

}  // namespace cairn
