// The fingerprint of an attempt: what was found when it ran, leaf by leaf: command text, all
// parameters, digests of code and data, digests of upstream artifacts, declared environment. Same
// key and same fingerprint: cached. Same key and another fingerprint: stale. It does not know how
// the digests were found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/value.h"

namespace cairn {

/// The parts of a fingerprint; each leaf is one dotted entry ("params.lr", "deps.train.py").
struct Fingerprint {
  std::string command;
  Map params;       ///< All values, defaults too.
  Map deps;         ///< Path → SHA-256 as hex.
  Map inputs;       ///< Need → {out name or member → SHA-256 as hex}.
  Map environment;  ///< Declared variables; null when unset.

  bool operator==(const Fingerprint&) const = default;
};

/// One leaf that differs. Absent: the fingerprint does not have it.
struct LeafChange {
  std::string leaf;
  std::optional<Value> before;
  std::optional<Value> after;
};

Value to_value(const Fingerprint& fingerprint);
/// The opposite. Throws Error(corrupt) when a part is missing.
Fingerprint fingerprint_from_value(const Value& value);
/// SHA-256 of the canonical JSON of all leaves.
Digest fingerprint_digest(const Fingerprint& fingerprint);

/// The leaves that differ, in order. A parameter that `before` lacks counts as its default, so that
/// declaring a new parameter with a default makes nothing stale.
std::vector<LeafChange> changed_leaves(const Fingerprint& before, const Fingerprint& after,
                                       const Map& defaults);

/// The leaves in which two maps differ, those of `after` first; "opt.lr" lies inside "opt".
std::vector<LeafChange> changed_leaves(const Map& before, const Map& after);

}  // namespace cairn
