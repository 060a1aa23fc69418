#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "cairn/base/digest.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/identity/key.h"
#include "cairn/identity/python_value.h"
#include "cairn/identity/scheme.h"
#include "cairn/runner/definition.h"
#include "cairn/store/late_names.h"
#include "cli/command.h"
#include "cli/json_input.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct IdOptions {
  std::optional<std::string> run;  ///< Or a stage.
  std::vector<std::string> values;
  std::optional<std::string> json;
  std::string scheme;
  std::string scheme_file;
  std::optional<std::string> dir;
  bool digest = false;
  bool text = false;
  bool legend = false;
  bool schemes = false;
};

Map map_part(const Value& key, std::string_view name) {
  const Value* found = key.find(name);
  if (found == nullptr || found->is_null()) return {};
  if (found->is_map()) return found->as_map();
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' of a key is an object, found {}", name, found->type_name()));
}

std::string key_part(const Value& key, std::string_view name) {
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
  return {.kind = key_part(value, "kind"),
          .stage = key_part(value, "stage"),
          .params = map_part(value, "params"),
          .seed = seed == nullptr ? Value() : *seed,
          .inputs = map_part(value, "inputs")};
}

void print_key_id(const RunKey& key, const IdOptions& options) {
  const Digest digest = key_digest(key);
  if (options.text) {
    print_line(key_text(key));
  } else {
    print_line(options.digest ? digest.hex() : short_id(digest).text);
  }
}

/// The schemes of the layout of the project around here; none outside of a project.
std::vector<Scheme> schemes_of_layout() {
  try {
    return open_project(current_folder()).layout.schemes;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return {};
  }
}

std::vector<Scheme> own_schemes(const IdOptions& options) {
  if (!options.scheme_file.empty()) {
    OwnRules own;
    read_rules(own, read_file(options.scheme_file), options.scheme_file);
    return own.schemes;
  }
  // A scheme that cairn carries needs no project, and no time to read one.
  const bool is_known = !options.scheme.empty() && find_known_scheme(options.scheme) != nullptr;
  return is_known ? std::vector<Scheme>() : schemes_of_layout();
}

void print_scheme_name(const IdOptions& options) {
  const std::vector<Scheme> own = own_schemes(options);
  const Scheme& scheme = find_scheme(own, options.scheme);
  const JsonInput input = read_python_input(*options.json);
  const SchemeName name =
      at_place_in(input, [&] { return make_name(scheme, decode_python(input.value)); });
  if (options.text) {
    print_line(name.canonical_text);
  } else {
    print_line(options.digest ? name.full : name.display);
  }
}

/// The name of a folder on the disk: file by file, so that it may be larger than memory.
void print_folder_name(const IdOptions& options) {
  const std::vector<Scheme> own = own_schemes(options);
  const Scheme& scheme = find_scheme(own, options.scheme);
  const auto stat = stat_following(*options.dir);
  if (!stat || !stat->is_folder()) {
    throw Error(ErrorCode::not_found, fmt::format("there is no folder '{}'", *options.dir));
  }
  const SchemeName name = name_folder(scheme, *options.dir, files_below(*options.dir));
  print_line(options.digest ? name.full : name.display);
}

void print_legend(const IdOptions& options) {
  const std::vector<Scheme> own = own_schemes(options);
  const Scheme& scheme = find_scheme(own, options.scheme);
  if (!scheme.code) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("scheme '{}' makes no codes of tokens", scheme.ref()),
                "a legend is of a scheme with a grammar, as ssvae.architecture@2");
  }
  print(code_legend(*scheme.code, fmt::format("{}: {}", scheme.ref(), scheme.about)));
}

void print_schemes(const IdOptions& options) {
  Table table{.columns = {{.title = "scheme"}, {.title = "names"}}};
  std::vector<Scheme> schemes = own_schemes(options);
  std::ranges::copy(known_schemes(), std::back_inserter(schemes));
  for (const Scheme& scheme : schemes) table.rows.push_back({scheme.ref(), scheme.about});
  print_table(table, {});
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
  const RunDefinition definition = load_definition(open.project, resolved.run);
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
  if (options.schemes) {
    print_schemes(options);
    return 0;
  }
  if (options.legend) {
    if (options.scheme.empty()) throw Error(ErrorCode::invalid_input, "--legend needs --scheme");
    print_legend(options);
    return 0;
  }
  if (options.run && options.json) {
    throw Error(ErrorCode::invalid_input, "RUN|STAGE and --json exclude each other");
  }
  if (options.dir && (options.run || options.json || options.scheme.empty())) {
    throw Error(ErrorCode::invalid_input, "--dir goes with --scheme alone",
                "cairn id --scheme lambda_hat.object@1:framed --dir DIR");
  }
  if (options.dir) {
    print_folder_name(options);
    return 0;
  }
  if (!options.scheme.empty() && !options.json) {
    throw Error(ErrorCode::invalid_input, "--scheme needs its input: --json JSON",
                fmt::format("… | cairn id --scheme {} --json -", options.scheme));
  }
  if (!options.scheme.empty()) {
    print_scheme_name(options);
  } else if (options.json) {
    print_key_id(read_key(read_json_input(*options.json).value), options);
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
      "an id or its beginning, a name, a path, latest or best; a stage means all its runs, run "
      "or not");
  line.argument("KEY=VALUE", options.values, "values for the stage, as in cairn run");
  line.option("--json", "JSON", options.json,
              "take the key as JSON: the text itself, a file, or - for standard input");
  line.option("--scheme", "NAME@V", options.scheme,
              "print the name that this scheme gives to the JSON");
  line.option("--scheme-file", "FILE", options.scheme_file,
              "look for the scheme in FILE first (default: in the project's layout)");
  line.option("--dir", "DIR", options.dir, "take the files of DIR for a scheme that names folders");
  line.flag("--digest", options.digest,
            "print all digits: SHA-256 as hex, or the scheme's full name");
  line.flag("--text", options.text, "print the canonical text that is hashed");
  line.flag("--legend", options.legend,
            "print what the tokens of the scheme's codes mean, as Markdown");
  line.flag("--schemes", options.schemes, "list the schemes");
  line.example("cairn id fit n_components=5 seed=1", "the id of a run, before it has run");
  line.example("cairn id latest --digest", "the digest of the newest run");
  line.example(
      "echo '{\"kind\":\"run\",\"stage\":\"fit\",\"params\":{\"lr\":0.1}}' | cairn id --json -",
      "the id of a key");
  line.example("cairn id --scheme nirs4all.pipeline@1 --json steps.json",
               "the name another system gives");
}

}  // namespace cairn
