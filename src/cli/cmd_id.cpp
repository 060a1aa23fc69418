#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/identity/key.h"
#include "cairn/identity/scheme.h"
#include "cairn/runner/definition.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct IdOptions {
  std::optional<std::string> run;  ///< Or a stage.
  std::vector<std::string> values;
  std::optional<std::string> json;
  std::string scheme;
  bool digest = false;
  bool text = false;
};

Value read_json_input(const std::string& file) {
  const bool is_input = file == "-";
  return parse_json(is_input ? read_input() : read_file(file), is_input ? "standard input" : file);
}

Map map_of(const Value& key, std::string_view name) {
  const Value* found = key.find(name);
  if (found == nullptr || found->is_null()) return {};
  if (found->is_map()) return found->as_map();
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' of a key is an object, found {}", name, found->type_name()));
}

std::string text_of(const Value& key, std::string_view name) {
  const Value* found = key.find(name);
  if (found != nullptr && found->is_string()) return found->as_string();
  throw Error(ErrorCode::invalid_input, fmt::format("a key needs a text '{}'", name),
              R"({"kind": "pipeline", "stage": "fit", "params": {}, "seed": 1, "inputs": {}})");
}

RunKey read_key(const Value& value) {
  constexpr std::array<std::string_view, 5> kFields = {"kind", "stage", "params", "seed", "inputs"};
  if (!value.is_map()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("a key is a JSON object, found {}", value.type_name()));
  }
  for (const auto& [name, field] : value.as_map()) {
    if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) continue;
    const std::optional<std::string> near = nearest(name, kFields);
    throw Error(ErrorCode::invalid_input, fmt::format("a key has no '{}'", name),
                near ? fmt::format("did you mean '{}'?", *near)
                     : "it holds kind, stage, params, seed and inputs");
  }
  const Value* seed = value.find("seed");
  return {.kind = text_of(value, "kind"),
          .stage = text_of(value, "stage"),
          .params = map_of(value, "params"),
          .seed = seed == nullptr ? Value() : *seed,
          .inputs = map_of(value, "inputs")};
}

void print_key_id(const RunKey& key, const IdOptions& options) {
  const Digest digest = key_digest(key);
  if (options.text) {
    print_line(key_text(key));
  } else {
    print_line(options.digest ? digest.hex() : short_id(digest).text);
  }
}

void print_scheme_name(const IdOptions& options) {
  const SchemeName name = make_name(options.scheme, read_json_input(*options.json));
  if (options.text) {
    print_line(name.canonical_text);
  } else {
    print_line(options.digest ? name.full : name.display);
  }
}

void print_identity(const Digest& digest, const std::string& id, const std::string& text,
                    const IdOptions& options) {
  if (options.text) {
    print_line(text);
  } else {
    print_line(options.digest ? digest.hex() : id);
  }
}

/// The ids that the runs of a stage have or would have, one a line; nothing is made.
void print_planned_ids(const OpenProject& open, const IdOptions& options) {
  const Project& project = open.project;
  SweepRequest request{.stages = {*options.run}};
  for (const std::string& value : options.values) {
    request.overrides.push_back(parse_override(value));
  }
  const Session session = choose_session(project, open.catalog().groups(),
                                         project.spec.experiment.name, SessionChoice::join_newest);
  for (const PlannedRun& run :
       define_runs(project, open.catalog(), session, expand_sweep(project.spec, request))) {
    const RunDefinition& definition = run.definition;
    if (definition.stage != *options.run) continue;
    print_identity(definition.digest, definition.id.text, definition.key, options);
  }
}

void print_run_id(OpenProject& open, const IdOptions& options) {
  const Resolved resolved = resolve_in_place(open, *options.run);
  const RunDefinition definition = load_definition(open, resolved.run);
  if (!resolved.child) {
    print_identity(resolved.run.digest, resolved.run.id.text, definition.key, options);
    return;
  }
  const Digest digest = child_digest(definition.digest, *resolved.child);
  print_identity(digest, short_id(digest).text, child_key_text(definition, *resolved.child),
                 options);
}

void print_run_or_stage(const IdOptions& options) {
  OpenProject open = open_for_reading();
  if (open.project.spec.find_stage(*options.run) != nullptr) {
    print_planned_ids(open, options);
  } else if (options.values.empty()) {
    print_run_id(open, options);
  } else {
    std::vector<std::string> stages;
    for (const StageSpec& stage : open.project.spec.stages) stages.push_back(stage.name);
    throw Error(ErrorCode::invalid_input,
                fmt::format("there is no stage '{}', so '{}' cannot be set", *options.run,
                            options.values.front()),
                did_you_mean(*options.run, stages));
  }
}

int run_id(const IdOptions& options) {
  if (options.run && options.json) {
    throw Error(ErrorCode::invalid_input, "RUN|STAGE and --json exclude each other");
  }
  if (!options.scheme.empty() && !options.json) {
    throw Error(ErrorCode::invalid_input, "--scheme needs its input: --json FILE",
                fmt::format("… | cairn id --scheme {} --json -", options.scheme));
  }
  if (!options.scheme.empty()) {
    print_scheme_name(options);
  } else if (options.json) {
    print_key_id(read_key(read_json_input(*options.json)), options);
  } else if (options.run) {
    print_run_or_stage(options);
  } else {
    throw Error(ErrorCode::invalid_input, "RUN|STAGE or --json is missing", "cairn id latest");
  }
  return 0;
}

}  // namespace

void setup_id(CommandLine& line) {
  IdOptions& options = line.runs(run_id);
  line.about(
      "Prints the id of a run, of a key, or the name that a scheme gives. A key is a JSON object "
      "{kind, stage, params, seed, inputs}: what was chosen before a run.");
  line.argument(
      "RUN|STAGE", options.run,
      "an id or its beginning, a name, a path, or latest; a stage means all its runs, run "
      "or not");
  line.argument("KEY=VALUE", options.values, "values for the stage, as in cairn run");
  line.option("--json", "FILE", options.json, "take the key from FILE; - is standard input");
  line.option("--scheme", "NAME@V", options.scheme,
              "print the name that this scheme gives to the JSON");
  line.flag("--digest", options.digest,
            "print all digits: SHA-256 as hex, or the scheme's full name");
  line.flag("--text", options.text, "print the canonical text that is hashed");
  line.example("cairn id fit n_components=5 seed=1", "the id of a run, before it has run");
  line.example("cairn id latest --digest", "the digest of the newest run");
  line.example(
      "echo '{\"kind\":\"run\",\"stage\":\"fit\",\"params\":{\"lr\":0.1}}' | cairn id --json -",
      "the id of a key");
  line.example("cairn id --scheme nirs4all.pipeline@1 --json steps.json",
               "the name another system gives");
}

}  // namespace cairn
