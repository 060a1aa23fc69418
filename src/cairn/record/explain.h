// The story of an id: the canonical text that was hashed, and how the id follows from it. It does
// not know files.
#pragma once

#include <string>

#include "cairn/base/value.h"
#include "cairn/record/record.h"

namespace cairn {

/// Everything about the identity of a run as values: id, digest, key (parsed), key text, names with
/// their scheme and text, fingerprint.
Value explain_identity(const RunDefinition& definition, const Fingerprint* fingerprint);

/// All leaves of a run that may be compared: stage, kind, all params, inputs as the key has them,
/// then what was found: command, deps, outputs of its needs, env, and its provenance without the
/// texts of sources, which the digests of deps stand for.
Map identity_leaves(const Record& record);

}  // namespace cairn
