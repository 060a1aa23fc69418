#include "cairn/record/explain.h"

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

Map identity_leaves(const Record& record) {
  const RunDefinition& run = record.definition;
  const Value key = parse_json(run.key, "the key of the run");
  const Value* inputs = key.find("inputs");
  Map leaves{{"stage", run.stage},
             {"kind", run.kind},
             {"params", run.params},
             {"inputs", inputs == nullptr ? Value(Map()) : *inputs},
             {"command", record.fingerprint.command},
             {"deps", record.fingerprint.deps},
             {"outputs", record.fingerprint.inputs},
             {"env", record.fingerprint.environment}};
  if (record.provenance) {
    Map provenance = provenance_to_map(*record.provenance);
    provenance.erase("sources");
    leaves.append("provenance", std::move(provenance));
  }
  return leaves;
}

}  // namespace cairn
