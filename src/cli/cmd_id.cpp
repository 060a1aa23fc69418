#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/identity/key.h"
#include "cairn/identity/scheme.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct IdOptions {
  std::optional<std::string> run;
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

void print_run_id(const IdOptions& options) {
  OpenProject open = open_for_reading();
  const Resolved resolved = resolve_in_place(open, *options.run);
  Digest digest = resolved.run.digest;
  std::string id = resolved.run.id.text;
  if (resolved.child) {
    digest = child_digest(digest, *resolved.child);
    id = short_id(digest).text;
  }
  if (options.text) {
    print_line(load_definition(open, resolved.run).key);
  } else {
    print_line(options.digest ? digest.hex() : id);
  }
}

int run_id(const IdOptions& options) {
  if (options.run && options.json) {
    throw Error(ErrorCode::invalid_input, "RUN and --json exclude each other");
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
    print_run_id(options);
  } else {
    throw Error(ErrorCode::invalid_input, "RUN or --json is missing", "cairn id latest");
  }
  return 0;
}

}  // namespace

void setup_id(CommandLine& line) {
  IdOptions& options = line.runs(run_id);
  line.about(
      "Prints the id of a run, of a key, or the name that a scheme gives. A key is a JSON object "
      "{kind, stage, params, seed, inputs}: what was chosen before a run.");
  line.argument("RUN", options.run, "an id or its beginning, a name, a path, or latest");
  line.option("--json", "FILE", options.json, "take the key from FILE; - is standard input");
  line.option("--scheme", "NAME@V", options.scheme,
              "print the name that this scheme gives to the JSON");
  line.flag("--digest", options.digest,
            "print all digits: SHA-256 as hex, or the scheme's full name");
  line.flag("--text", options.text, "print the canonical text that is hashed");
  line.example("cairn id latest --digest", "the digest of the newest run");
  line.example(
      "echo '{\"kind\":\"run\",\"stage\":\"fit\",\"params\":{\"lr\":0.1}}' | cairn id --json -",
      "the id of a key");
  line.example("cairn id --scheme nirs4all.pipeline@1 --json steps.json",
               "the name another system gives");
}

}  // namespace cairn
