// The key of a run: what a person chose, known before anything runs. Its canonical text is hashed
// to the digest, and kept, so that an id can be explained and derived again. It does not know code,
// host, paths, times, experiments or labels: none of them names a run.
#pragma once

#include <string>
#include <string_view>

#include "cairn/base/digest.h"
#include "cairn/base/value.h"

namespace cairn {

/// What names a run.
struct RunKey {
  std::string kind;
  std::string stage;
  Map params;  ///< Values that differ from their declared defaults, without the seed and datasets.
  Value seed;  ///< null: the stage has none.
  Map inputs;  ///< Named inputs: {dataset: {dataset, version}}, {need: {run: digest}}, {need: {by:
               ///< …}}.
};

/// The canonical JSON of the key. Throws Error(invalid_input) for NaN and invalid UTF-8.
std::string key_text(const RunKey& key);

/// The version of `dataset` that the text of a key states among its inputs, as text; empty: none.
std::string dataset_version(std::string_view key_text, std::string_view dataset);

/// SHA-256 of key_text.
Digest key_digest(const RunKey& key);

}  // namespace cairn
