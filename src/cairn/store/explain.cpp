#include "cairn/store/explain.h"

#include "cairn/base/json.h"

namespace cairn {

Value explain_identity(const RunDefinition& definition, const Fingerprint* fingerprint) {
  Map result{{"id", definition.id.text},
             {"digest", definition.digest.hex()},
             {"key_text", definition.key},
             {"key", parse_json(definition.key, "the key of the run")},
             {"names", definition.names}};
  if (fingerprint != nullptr) {
    result.set("fingerprint", to_value(*fingerprint));
    result.set("fingerprint_digest", fingerprint_digest(*fingerprint).hex());
  }
  return result;
}

}  // namespace cairn
