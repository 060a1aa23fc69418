#include "cairn/identity/key.h"

#include "cairn/base/json.h"
#include "cairn/identity/canonical.h"

namespace cairn {

std::string key_text(const RunKey& key) {
  Map text{
      {"inputs", key.inputs}, {"kind", key.kind}, {"params", key.params}, {"stage", key.stage}};
  if (!key.seed.is_null()) text.set("seed", key.seed);
  return canonical_json(text);
}

std::string dataset_version(std::string_view key_text, std::string_view dataset) {
  // Most keys state none, and a catalog is filled with the keys of all runs.
  const bool may_have = !dataset.empty() && key_text.find("\"version\":") != std::string_view::npos;
  if (!may_have) return {};
  const Value key = parse_json(key_text, "the key of the run");
  const Value* inputs = key.find("inputs");
  if (inputs == nullptr || !inputs->is_map()) return {};
  for (const auto& [name, input] : inputs->as_map()) {
    const Value* named = input.find("dataset");
    const Value* version = input.find("version");
    const bool is_it = named != nullptr && version != nullptr && *named == Value(dataset);
    if (is_it && !version->is_null()) return to_text(*version);
  }
  return {};
}

Digest key_digest(const RunKey& key) { return sha256(key_text(key)); }

}  // namespace cairn
