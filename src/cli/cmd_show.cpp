#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/query/earlier_upstream.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/run_card.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct ShowOptions {
  std::string run;
  OutputOptions output;
};

/// One run is one document: with --jsonl on one line.
void print_document(const Value& value, const OutputOptions& options) {
  options.jsonl ? print_json_lines({value}) : print_json(value);
}

RunStory load_story(const OpenProject& open, const RunHead& run) {
  RunStory story{.row = load_row(open, run),
                 .record = load_record_if_any(open, run),
                 .folder = open.project.absolute(run.path)};
  for (const LinkRow& link : story.row.links) {
    story.from_earlier.push_back(is_from_earlier(open.catalog(), link));
  }
  try {
    for (UserLink& link : read_user_edits(open.project, run.path, run.id).links) {
      if (link.type == kVerifiedLink) story.checks.push_back(std::move(link));
    }
  } catch (const Error&) {
    // The refresh has warned of a user file that cannot be read.
  }
  const std::string name =
      story.record ? story.record->definition.log : load_definition(open.project, run).log;
  // Of a run that another program made, no log may be known.
  if (!name.empty() && stat_path(join_path(story.folder, name))) {
    story.log = join_path(story.folder, name);
  }
  return story;
}

int run_show(const ShowOptions& options) {
  const bool is_card = output_format(options.output) == TableFormat::table;
  OpenProject open = open_to_answer();
  const ReadRun read = resolve_to_tell(open, options.run);
  const Resolved& resolved = read.resolved;
  if (read.only_recorded) {
    if (is_card) {
      print(recorded_card(resolved.run, *read.only_recorded));
    } else {
      print_document(recorded_json(resolved.run, *read.only_recorded), options.output);
    }
    return 0;
  }
  RunStory story = load_story(open, resolved.run);
  story.trash_entry = read.trash_entry;
  if (!is_card) {
    print_document(resolved.child ? child_story_json(story, *resolved.child) : story_json(story),
                   options.output);
    return 0;
  }
  const TableStyle style = output_style({});
  print(resolved.child ? child_card(story, *resolved.child, style) : run_card(story, style));
  return 0;
}

}  // namespace

void setup_show(CommandLine& line) {
  ShowOptions& options = line.runs(run_show);
  line.about("Shows all that is known of one run, or of a child of it.");
  line.argument("RUN", options.run,
                "an id or its beginning, a name, a path, latest or best; ID@1: its first "
                "attempt");
  bind_json(line, options.output.json);
  line.flag("--jsonl", options.output.jsonl, "the same document on one line");
  line.example("cairn show latest", "the newest run");
  line.example("cairn show pb8yky@1", "the attempt that it began with, from the trash");
  line.example("cairn show pb8yky --json | jq .run.metrics", "its metrics, for a program");
}

}  // namespace cairn
