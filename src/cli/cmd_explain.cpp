#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/store/explain.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ExplainOptions {
  std::string run;
  bool json = false;
};

std::string text_of(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  return found == nullptr ? "" : printable(to_text(*found));
}

/// One leaf a line, flattened to dotted names.
void print_leaves(const Value& value, std::string_view indent) {
  for (const auto& [key, leaf] : flatten(value)) {
    print_line(fmt::format("{}{} = {}", indent, printable(key), printable(to_json(leaf))));
  }
}

void print_names(const Value& names) {
  if (!names.is_map() || names.as_map().empty()) return;
  print_line("\nNames that schemes make of it:");
  for (const auto& [key, name] : names.as_map()) {
    print_line(fmt::format("  {} = {} by {}, from {}", printable(key), text_of(name, "name"),
                           text_of(name, "scheme"), text_of(name, "full")));
    print_line(fmt::format("    of the text {}", text_of(name, "text")));
  }
}

void print_explanation(const Value& story) {
  const std::string id = text_of(story, "id");
  print_line(fmt::format("Run {}", id));
  print_line("\nThe key, what was chosen before it ran:");
  print_leaves(*story.find("key"), "  ");
  print_line("\nIts canonical text:");
  print_line("  " + text_of(story, "key_text"));
  print_line("\nSHA-256 of that text, the digest:");
  print_line("  " + text_of(story, "digest"));
  print_line(fmt::format(
      "\nThe digest as one number in base 36, least significant digit first, its first {} digits:",
      id.size()));
  print_line("  " + id);
  print_names(*story.find("names"));
  const Value* fingerprint = story.find("fingerprint");
  if (fingerprint == nullptr) {
    print_line("\nIt has not ended, so no fingerprint was recorded.");
    return;
  }
  print_line("\nThe fingerprint, what was found when it ran (not part of the id):");
  print_leaves(*fingerprint, "  ");
}

/// A child's id comes from its parent's digest and its name.
void print_child(const RunDefinition& run, const std::string& name) {
  const Digest digest = child_digest(run.digest, name);
  print_line(
      fmt::format("Child {} ({}) of run {}", short_id(digest).text, printable(name), run.id.text));
  print_line("\nIts canonical text:");
  print_line("  " + child_key_text(run, name));
  print_line("\nSHA-256 of that text, the digest:");
  print_line("  " + digest.hex());
  print_line(fmt::format("\nThe run itself: cairn explain {}", run.id.text));
}

int run_explain(const ExplainOptions& options) {
  OpenProject open = open_for_reading();
  const Resolved resolved = resolve_in_place(open, options.run);
  const std::optional<Record> record = load_record_if_any(open, resolved.run);
  const RunDefinition definition =
      record ? record->definition : load_definition(open, resolved.run);
  if (resolved.child && !options.json) {
    print_child(definition, *resolved.child);
    return 0;
  }
  const Value story = explain_identity(definition, record ? &record->fingerprint : nullptr);
  if (options.json) {
    Map answer{{"format", 1}};
    if (resolved.child) answer.set("child", *resolved.child);
    for (const auto& [key, value] : story.as_map()) answer.append(key, value);
    print_json(answer);
  } else {
    print_explanation(story);
  }
  return 0;
}

}  // namespace

void setup_explain(CommandLine& line) {
  ExplainOptions& options = line.runs(run_explain);
  line.about(
      "Says what the id of a run was made of: its key, the text that was hashed, the names that "
      "schemes made, and what was found when it ran.");
  line.argument("RUN", options.run, "an id or its beginning, a name, a path, or latest");
  bind_json(line, options.json);
  line.example("cairn explain pb8yky", "how that id came about");
  line.example("cairn explain pb8yky --json | jq -jr .key_text | sha256sum",
               "check the digest with other programs");
}

}  // namespace cairn
