#include "cairn/identity/fingerprint.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/identity/canonical.h"

namespace cairn {

namespace {

const Map& part(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  if (found == nullptr || !found->is_map()) {
    throw Error(ErrorCode::corrupt, fmt::format("the fingerprint has no '{}'", name));
  }
  return found->as_map();
}

/// Compares two maps entry by entry under a prefix; nested maps leaf by leaf.
void compare(const std::string& prefix, const Map& before, const Map& after,
             std::vector<LeafChange>& changes) {
  for (const auto& [name, value] : after) {
    const std::string leaf = prefix.empty() ? name : fmt::format("{}.{}", prefix, name);
    const Value* old = before.find(name);
    if (old == nullptr) {
      changes.push_back({leaf, std::nullopt, value});
    } else if (old->is_map() && value.is_map()) {
      compare(leaf, old->as_map(), value.as_map(), changes);
    } else if (!(*old == value)) {
      changes.push_back({leaf, *old, value});
    }
  }
  for (const auto& [name, value] : before) {
    if (after.contains(name)) continue;
    changes.push_back(
        {prefix.empty() ? name : fmt::format("{}.{}", prefix, name), value, std::nullopt});
  }
}

}  // namespace

Value to_value(const Fingerprint& fingerprint) {
  return Map{{"command", fingerprint.command},
             {"params", fingerprint.params},
             {"deps", fingerprint.deps},
             {"inputs", fingerprint.inputs},
             {"env", fingerprint.environment}};
}

Fingerprint fingerprint_from_value(const Value& value) {
  const Value* command = value.find("command");
  if (command == nullptr || !command->is_string()) {
    throw Error(ErrorCode::corrupt, "the fingerprint has no 'command'");
  }
  return {command->as_string(), part(value, "params"), part(value, "deps"), part(value, "inputs"),
          part(value, "env")};
}

Digest fingerprint_digest(const Fingerprint& fingerprint) {
  return sha256(canonical_json(to_value(fingerprint)));
}

std::vector<LeafChange> changed_leaves(const Fingerprint& before, const Fingerprint& after,
                                       const Map& defaults) {
  std::vector<LeafChange> changes;
  if (before.command != after.command) {
    changes.push_back({"command", Value(before.command), Value(after.command)});
  }
  Map old_params = before.params;
  for (const auto& [name, value] : after.params) {
    const Value* by_default = defaults.find(name);
    if (!old_params.contains(name) && by_default != nullptr) old_params.set(name, *by_default);
  }
  compare("params", old_params, after.params, changes);
  compare("deps", before.deps, after.deps, changes);
  compare("inputs", before.inputs, after.inputs, changes);
  compare("env", before.environment, after.environment, changes);
  return changes;
}

std::vector<LeafChange> changed_leaves(const Map& before, const Map& after) {
  std::vector<LeafChange> changes;
  compare("", before, after, changes);
  return changes;
}

}  // namespace cairn
