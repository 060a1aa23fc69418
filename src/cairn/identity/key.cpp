#include "cairn/identity/key.h"

#include "cairn/identity/canonical.h"

namespace cairn {

std::string key_text(const RunKey& key) {
  Map text{
      {"inputs", key.inputs}, {"kind", key.kind}, {"params", key.params}, {"stage", key.stage}};
  if (!key.seed.is_null()) text.set("seed", key.seed);
  return canonical_json(text);
}

Digest key_digest(const RunKey& key) { return sha256(key_text(key)); }

}  // namespace cairn
