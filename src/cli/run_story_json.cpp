#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/or_null.h"
#include "cairn/query/json_view.h"
#include "cairn/record/record_values.h"
#include "cli/run_card.h"

namespace cairn {

namespace {

constexpr int kFormat = 1;

/// What lists do not hold: the history of attempts, and what the job told of itself.
void append_record(Map& run, const Record& record) {
  run.append("command", record.command);
  run.append("working_folder", record.folder);
  run.append("provenance",
             record.provenance ? Value(provenance_to_map(*record.provenance)) : Value());
  run.append("attempts", attempts_to_list(record.attempts));
  run.append("steps", record.steps);
  run.append("datasets", record.datasets);
  run.append("outs", outs_to_list(record.outs));
  run.append("problems", texts_to_list(record.problems));
  run.append("durability", record.durability);
  run.append("cairn", record.cairn_version);
  if (record.origin) run.append("origin", origin_to_map(*record.origin));
}

Map run_map(const RunStory& story) {
  const Value value = run_json(story.row, RunParts::all);
  Map run = value.as_map();
  List links = run.find("links")->as_list();
  for (std::size_t i = 0; i < links.size(); ++i) {
    Map link = links[i].as_map();
    link.append("made_again", story.from_earlier.at(i));
    links[i] = std::move(link);
  }
  run.set("links", std::move(links));
  run.append("folder", story.folder);
  run.append("log", text_or_null(story.log));
  if (!story.trash_entry.empty()) run.append("trash", story.trash_entry);
  List checks;
  for (const UserLink& check : story.checks) {
    Map map{{"at", utc_text(check.at)}};
    for (const auto& [key, fact] : check.facts) map.append(key, fact);
    checks.emplace_back(std::move(map));
  }
  run.append("checks", std::move(checks));
  if (story.record) append_record(run, *story.record);
  return run;
}

}  // namespace

Value story_json(const RunStory& story) {
  return Map{{"format", kFormat}, {"run", run_map(story)}};
}

Value child_story_json(const RunStory& story, const std::string& name) {
  const Map run = run_map(story);
  for (const Value& child : run.find("children")->as_list()) {
    if (*child.find("name") != Value(name)) continue;
    return Map{{"format", kFormat}, {"child", child}, {"run", run}};
  }
  throw Error(ErrorCode::not_found,
              fmt::format("run {} has no child '{}'", story.row.id.text, name));
}

Value recorded_json(const RunHead& run, const RecordAttempt& attempt) {
  return Map{{"format", kFormat},
             {"run", Map{{"id", run.id.text},
                         {"digest", run.digest.hex()},
                         {"kind", run.kind},
                         {"stage", run.stage},
                         {"name", run.name},
                         {"status", status_name(attempt.status)},
                         {"path", Value()},
                         {"attempt", attempt.number},
                         {"attempts", attempts_to_list({attempt})}}}};
}

}  // namespace cairn
