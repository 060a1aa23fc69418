// What the manifests of nirs4all's versions have in common. Only its readers use it.
#pragma once

#include <string>
#include <string_view>

#include "cairn/exchange/foreign_run.h"

namespace cairn {

/// Whether `text` is a UUID with its dashes.
bool is_uuid(std::string_view text);

/// Takes over what a manifest.yaml says: name, dataset, steps, artifacts (their files lie in
/// `artifacts`), predictions as children, metadata as tags.
void read_manifest(const Value& manifest, const std::string& artifacts, ForeignRun& run);

/// Splits "Q1_c20f9b" into the name a person gave and the hash of the pipeline, which becomes one
/// of the run's names; a name without a hash stays as it is.
void add_pipeline_hash(ForeignRun& run);

}  // namespace cairn
