// Everything that is known of a run before it starts: what it is, where it lies, what it declares.
// It is written into the first line of the events file and into the record, so that a run that
// never ended can still be named. It does not know what happened.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/value.h"
#include "cairn/identity/run_id.h"
#include "cairn/spec/project_spec.h"

namespace cairn {

class JsonFields;

/// A declared output: its name in cairn.yaml and its path below the run folder.
struct DeclaredOut {
  std::string name;
  std::string path;
};

/// A named upstream of a run.
struct InputLink {
  std::string name;
  Digest run;
  std::string id;
};

/// The stage's `predict:` with its params filled in: words in which {model}, {data} and {run} are
/// still open, and literal braces doubled.
struct PredictCommand {
  bool is_shell = false;
  std::vector<std::string> words;  ///< One text of a shell command.
};

struct RunDefinition {
  RunId id;
  Digest digest;
  std::string key;  ///< The canonical text whose SHA-256 is the digest.
  std::string kind;
  std::string stage;
  std::string name;
  std::string experiment;
  std::string dataset;  ///< Empty: the run names none.
  Value seed;           ///< null: none.
  Map params;           ///< All values.
  Map names;            ///< Names that schemes made: {hash6: {scheme, text, full, name}}.
  std::vector<InputLink> inputs;
  std::string path;        ///< The run folder, relative to the project.
  std::string whole_name;  ///< Of that folder, where its name was cut as too long; else empty.
  bool shared_folder = false;
  std::vector<DeclaredOut> outs;
  std::vector<std::string> metric_files;
  RankSpec rank;
  std::string log;       ///< The log's path below the run folder.
  std::string warnings;  ///< The warnings' path; empty: none is kept.
  std::optional<PredictCommand> predict;
};

/// Writes all fields; absent ones as null or empty.
void write_fields(const RunDefinition& definition, JsonFields& fields);
/// The opposite. Throws Error(corrupt) for a missing or mistyped field.
RunDefinition definition_from_value(const Value& value);

}  // namespace cairn
