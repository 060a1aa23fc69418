#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/record/explain.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ExplainOptions {
  std::string run;
  std::optional<std::string> other;
  OutputOptions output;
};

std::string shown_text(const Value& value, std::string_view key) {
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
    // Of a name that another program made only the scheme is known.
    const std::string full = shown_text(name, "full");
    const std::string text = shown_text(name, "text");
    print_line(fmt::format("  {} = {} by {}{}", printable(key), shown_text(name, "name"),
                           shown_text(name, "scheme"), full.empty() ? "" : ", from " + full));
    if (!text.empty()) print_line(fmt::format("    of the text {}", text));
  }
}

void print_explanation(const Value& story, std::string_view why_no_fingerprint) {
  const std::string id = shown_text(story, "id");
  print_line(fmt::format("Run {}", id));
  print_line("\nThe key, what was chosen before it ran:");
  print_leaves(*story.find("key"), "  ");
  print_line("\nIts canonical text:");
  print_line("  " + shown_text(story, "key_text"));
  print_line("\nSHA-256 of that text, the digest:");
  print_line("  " + shown_text(story, "digest"));
  print_line(fmt::format(
      "\nThe digest as one number in base 36, least significant digit first, its first {} digits:",
      id.size()));
  print_line("  " + id);
  print_names(*story.find("names"));
  const Value* fingerprint = story.find("fingerprint");
  if (fingerprint == nullptr) {
    print_line(fmt::format("\n{}, so no fingerprint was recorded.", why_no_fingerprint));
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

/// A leaf as a cell: commands as a person types them.
Value leaf_cell(const std::string& leaf, const std::optional<Value>& value) {
  if (!value) return {};
  if (leaf == "command") return command_shown(value->as_string());
  return value->is_null() ? Value("null") : *value;
}

/// A run that has ended, as it is headed.
struct EndedRun {
  std::string label;
  Record record;
};

EndedRun load_ended(OpenProject& open, const std::string& word) {
  ReadRun run = resolve_to_read(open, word);
  return {std::move(run.label), load_record(open.project, run.resolved.run)};
}

/// Every leaf in which two runs differ, in all output modes.
int explain_difference(OpenProject& open, const ExplainOptions& options) {
  const EndedRun a = load_ended(open, options.run);
  const EndedRun b = load_ended(open, *options.other);
  const std::vector<LeafChange> changes =
      changed_leaves(identity_leaves(a.record), identity_leaves(b.record));
  const std::string& a_id = a.label;
  const std::string& b_id = b.label;
  const TableFormat format = output_format(options.output);
  if (format == TableFormat::json) {
    List differences;
    for (const LeafChange& change : changes) {
      Map row{{"leaf", change.leaf}};
      if (change.before) row.append("a", *change.before);
      if (change.after) row.append("b", *change.after);
      differences.emplace_back(std::move(row));
    }
    print_json(Map{{"format", 1},
                   {"a", a_id},
                   {"b", b_id},
                   {"equal", changes.empty()},
                   {"differences", std::move(differences)}});
    return 0;
  }
  if (changes.empty() && format == TableFormat::table) {
    print_line(fmt::format("{} and {} are equal in every leaf of key, fingerprint and provenance.",
                           a_id, b_id));
    return 0;
  }
  Table table;
  // One run in two folders has one id: its columns are told apart by the side.
  table.columns = {{"leaf", CellKind::text, ColumnRole::fixed, {}},
                   {a_id == b_id ? "a" : a_id, CellKind::value, ColumnRole::fixed, {}},
                   {a_id == b_id ? "b" : b_id, CellKind::value, ColumnRole::fixed, {}}};
  for (const LeafChange& change : changes) {
    table.rows.push_back({Value(change.leaf), leaf_cell(change.leaf, change.before),
                          leaf_cell(change.leaf, change.after)});
  }
  print_table(table, options.output);
  return 0;
}

int run_explain(const ExplainOptions& options) {
  OpenProject open = open_to_answer();
  if (options.other) return explain_difference(open, options);
  const TableFormat format = output_format(options.output);
  if (format != TableFormat::table && format != TableFormat::json) {
    throw Error(ErrorCode::invalid_input, "the story of one id is no table",
                "write --json, or name two runs: cairn explain A B --csv");
  }
  const bool json = format == TableFormat::json;
  const Resolved resolved = resolve_to_read(open, options.run).resolved;
  const std::optional<Record> record = load_record_if_any(open, resolved.run);
  const RunDefinition definition =
      record ? record->definition : load_definition(open.project, resolved.run);
  if (resolved.child && !json) {
    print_child(definition, *resolved.child);
    return 0;
  }
  const bool is_foreign = record && record->origin;
  const Value story =
      explain_identity(definition, record && !is_foreign ? &record->fingerprint : nullptr);
  if (json) {
    Map answer{{"format", 1}};
    if (resolved.child) answer.set("child", *resolved.child);
    for (const auto& [key, value] : story.as_map()) answer.append(key, value);
    print_json(answer);
  } else {
    print_explanation(story, is_foreign ? "Another program made it" : "It has not ended");
  }
  return 0;
}

}  // namespace

void setup_explain(CommandLine& line) {
  ExplainOptions& options = line.runs(run_explain);
  line.about(
      "Says what the id of a run was made of: its key, the text that was hashed, the names that "
      "schemes made, and what was found when it ran. Of two runs it says every leaf in which they "
      "differ.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, a path, latest or best; ID@1: its first "
                "attempt");
  line.argument("OTHER", options.other, "another run: say how the two differ");
  bind_output(line, options.output);
  line.example("cairn explain pb8yky", "how that id came about");
  line.example("cairn explain pb8yky --json | jq -jr .key_text | sha256sum",
               "check the digest with other programs");
  line.example("cairn explain pb8yky k2x9a1", "how two runs differ, leaf by leaf");
}

}  // namespace cairn
