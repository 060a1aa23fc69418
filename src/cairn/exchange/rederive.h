// Names by a newer version of their scheme: a study and its trials that were named before are named
// again from the configuration of the study, and keep their old names beside. Nothing is guessed: a
// configuration counts only where it gives the old name of a study, and hyperparameters only where
// they give the old name of a trial; what does not is told. It does not know paths.
#pragma once

#include <string>
#include <vector>

#include "cairn/layout/layout.h"
#include "cairn/record/record.h"

namespace cairn {

/// A study as it was configured: {data_config, hpo_config, train_config, benchmark_config, …}.
struct StudyConfig {
  std::string file;  ///< For people.
  Value value;
};

/// Reads YAML by the rules of 1.1, as its program does, or JSON. Throws Error(not_found),
/// Error(invalid_input) naming what is wrong.
StudyConfig read_study_config(const std::string& path);

/// What became of the names.
struct Rederivation {
  std::size_t studies = 0;
  std::size_t trials = 0;
  std::vector<std::string> failures;  ///< "trial '…': why it keeps its old name".
};

/// Gives studies and trials of `records` the names that `layout` makes now; old ones become names
/// of their own ("old_study").
Rederivation rederive_names(std::vector<Record>& records, const Layout& layout,
                            const std::vector<StudyConfig>& configs);

}  // namespace cairn
