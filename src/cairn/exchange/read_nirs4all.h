// What the manifests of nirs4all's versions have in common. Only its readers use it.
#pragma once

#include <string>
#include <string_view>

#include "cairn/exchange/foreign_run.h"
#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// Whether `text` is a UUID with its dashes.
bool is_uuid(std::string_view text);

/// What runs have for their status when their manifest says less than nirs4all wrote.
inline constexpr std::string_view kNoManifest = "no manifest.yaml";
inline constexpr std::string_view kCutOff = "manifest.yaml is cut off";

/// Takes over what the manifest.yaml in the folder of `run` says: name, dataset, steps, artifacts
/// (their files lie in `artifacts`), predictions as children, metadata as tags. One that cannot be
/// read, or is cut off, leaves the run pending, and is told. Returns the manifest, or null.
Value read_manifest(const ForeignTree& tree, const std::string& artifacts, ForeignRun& run);

/// Splits "Q1_c20f9b" into the name a person gave and the hash of the pipeline, which becomes one
/// of the run's names; a name without a hash stays as it is.
void add_pipeline_hash(ForeignRun& run);

}  // namespace cairn
