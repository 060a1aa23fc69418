#include "cairn/views/run_context.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "cairn/base/fs.h"
#include "cairn/base/or_null.h"
#include "cairn/base/time_units.h"
#include "cairn/record/child_folders.h"
#include "cairn/record/record_values.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

/// A time that a job logged: ISO text, or seconds since 1970.
std::optional<double> step_seconds(const Value* time) {
  if (time == nullptr) return std::nullopt;
  if (time->is_number()) return time->as_double();
  if (!time->is_string()) return std::nullopt;
  const std::optional<TimeUs> parsed = parse_utc(time->as_string());
  if (!parsed) return std::nullopt;
  return seconds_of(*parsed);
}

Value step_context(const Value& step) {
  Map map = step.as_map();
  const std::optional<double> started = step_seconds(map.find("started"));
  const std::optional<double> ended = step_seconds(map.find("ended"));
  // Rounded to microseconds: the difference of two large numbers has no more digits.
  if (started && ended) {
    map.set("seconds", seconds_of(std::llround((*ended - *started) * 1e6)));
  }
  return map;
}

Value artifact_context(const RecordArtifact& artifact) {
  return Map{{"path", artifact.path},
             {"name", base_name(artifact.path)},
             {"role", artifact.role},
             {"type", artifact.type},
             {"step", or_null(artifact.step)},
             {"operator", text_or_null(artifact.op)},
             {"child", text_or_null(artifact.child)},
             {"size", static_cast<std::int64_t>(artifact.size)},
             {"sha256", artifact.sha256.hex()},
             {"cached", Value()}};
}

List artifacts_of(const Record& record) {
  List list;
  for (const RecordArtifact& artifact : record.artifacts)
    list.push_back(artifact_context(artifact));
  return list;
}

Value child_context(const RecordChild& child, const std::vector<const RecordArtifact*>& files) {
  std::int64_t size = 0;
  List artifacts;
  for (const RecordArtifact* artifact : files) {
    size += static_cast<std::int64_t>(artifact->size);
    artifacts.push_back(artifact_context(*artifact));
  }
  return Map{{"id", child.id.text},
             {"kind", child.kind},
             {"name", child.name},
             {"params", child.params},
             {"metrics", child.metrics},
             {"artifacts", std::move(artifacts)},
             {"size", size}};
}

/// Each child with the files of its own folder; what lies elsewhere (its predictions, its charts)
/// is among the run's artifacts.
List children_of(const Record& record) {
  std::vector<std::vector<const RecordArtifact*>> files(record.children.size());
  const ChildFolders folders(record.children);
  for (const RecordArtifact& artifact : record.artifacts) {
    for (const std::size_t child : folders.find(artifact.path)) files[child].push_back(&artifact);
  }
  List children;
  for (std::size_t i = 0; i < files.size(); ++i) {
    children.push_back(child_context(record.children[i], files[i]));
  }
  return children;
}

/// Between two times of which another program may have left out one.
Value duration_of(const RecordAttempt& attempt) {
  const bool is_timed = attempt.started != 0 && attempt.ended != 0;
  return is_timed ? Value(seconds_of(attempt.ended - attempt.started)) : Value();
}

/// Metrics under dotted keys as nested maps: val.rmse → {val: {rmse: …}}.
Map nested_metrics(const std::vector<MetricSummary>& metrics) {
  Map nested;
  for (const MetricSummary& metric : metrics) set_path(nested, metric.key, metric.last_value());
  return nested;
}

/// Names as folders carry them ("name"), or whole ("full").
Map name_texts(const Map& names, std::string_view form) {
  Map texts;
  for (const auto& [name, made] : names) texts.set(name, text_or(made, form, ""));
  return texts;
}

List input_list(const RunDefinition& definition) {
  List inputs;
  for (const InputLink& input : definition.inputs) {
    inputs.push_back(Map{{"name", input.name}, {"run", input.id}});
  }
  return inputs;
}

Map group_fields(const std::vector<GroupPlace>& groups) {
  Map fields;
  for (const GroupPlace& group : groups) fields.set(group.group, group.fields);
  return fields;
}

bool asks_for(const Expression& expression, std::string_view word) {
  return std::ranges::find(expression.words, word) != expression.words.end() ||
         std::ranges::any_of(expression.items,
                             [&](const Expression& item) { return asks_for(item, word); });
}

bool shows_word(const Layout& layout, std::string_view word) {
  return std::ranges::any_of(layout.contents, [&](const Contents& contents) {
    return asks_for(contents.expression, word);
  });
}

}  // namespace

Value run_context(const Record& record, const UserEdits& user, const std::string& path,
                  const std::vector<GroupPlace>& groups) {
  const RunDefinition& definition = record.definition;
  const RecordAttempt& attempt = record.attempt();
  Map tags = merged_tags(record.tags, user.tags);
  List steps;
  for (const Value& step : record.steps) steps.push_back(step_context(step));
  return Map{{"id", definition.id.text},
             {"digest", definition.digest.hex()},
             {"kind", definition.kind},
             {"stage", definition.stage},
             {"name", definition.name},
             {"experiment", text_or_null(definition.experiment)},
             {"dataset", text_or_null(definition.dataset)},
             {"seed", definition.seed},
             {"params", definition.params},
             {"names", name_texts(definition.names, "name")},
             {"folder", base_name(path)},
             {"path", path},
             {"status", status_name(record.status)},
             {"created", utc_or_null(record.attempts.front().started)},
             {"started", utc_or_null(attempt.started)},
             {"ended", utc_or_null(attempt.ended)},
             {"duration", duration_of(attempt)},
             {"attempt", attempt.number},
             {"metrics", nested_metrics(record.metrics)},
             {"steps", std::move(steps)},
             {"datasets", record.datasets},
             {"tags", tags.empty() ? Value() : Value(std::move(tags))},
             {"notes", text_or_null(user.notes)},
             {"description", text_or_null(user.description)},
             {"artifacts", artifacts_of(record)},
             {"children", children_of(record)},
             {"size", static_cast<std::int64_t>(record.size())},
             {"rank", Map{{"by", definition.rank.by},
                          {"direction",
                           definition.rank.direction == RankSpec::Direction::max ? "max" : "min"}}},
             {"group", group_fields(groups)},
             {"host", text_or_null(attempt.host)},
             {"commit", record.provenance && record.provenance->git
                            ? text_or_null(record.provenance->git->commit)
                            : Value()},
             {"python", record.provenance && record.provenance->python
                            ? text_or_null(record.provenance->python->version)
                            : Value()},
             {"inputs", input_list(definition)},
             {"names_full", name_texts(definition.names, "full")}};
}

bool shows_inputs(const Layout& layout) { return shows_word(layout, "inputs"); }

NeededRuns find_needed(const RunDefinition& definition, const Layout& layout,
                       const Catalog& catalog,
                       const std::function<Value(const RunHead&)>& names_of) {
  const bool shows_names = shows_inputs(layout) && shows_word(layout, "names");
  const Kind* kind = find_kind(layout, definition.kind);
  const Kind* holder = kind == nullptr ? nullptr : find_kind(layout, kind->in);
  const bool has_holder = holder != nullptr && holder->name == kind->in;
  NeededRuns needed;
  if (!shows_inputs(layout) && !has_holder) return needed;
  List inputs;
  for (const InputLink& input : definition.inputs) {
    Map context{{"name", input.name}, {"run", input.id}};
    std::optional<RunHead> head = catalog.find_by_digest(input.run);
    needed.lacks_any = needed.lacks_any || !head;
    if (head) {
      context.set("kind", head->kind);
      context.set("group", group_fields(groups_above(layout, head->kind, head->path)));
      if (shows_names) context.set("names", names_of(*head));
    }
    inputs.push_back(std::move(context));
    const bool is_holder = head && has_holder && head->kind == holder->name;
    if (is_holder && !needed.holder) needed.holder = std::move(head);
  }
  needed.inputs = std::move(inputs);
  return needed;
}

Value short_context(const Value& run) {
  constexpr std::array<std::string_view, 4> kLong = {"artifacts", "children", "steps", "datasets"};
  Map context;
  for (const auto& [key, value] : run.as_map()) {
    if (std::ranges::find(kLong, key) == kLong.end()) context.append(key, value);
  }
  return context;
}

Value group_context(const GroupPlace& place, const std::optional<GroupFile>& file) {
  Map context{{"kind", place.group},
              {"name", file ? file->name : base_name(place.path)},
              {"path", place.path},
              {"fields", file ? file->fields : place.fields}};
  if (!file) return context;
  context.set("created", utc_text(file->created));
  if (!file->description.empty()) context.set("description", file->description);
  if (!file->notes.empty()) context.set("notes", file->notes);
  if (!file->tags.empty()) context.set("tags", texts_to_list(file->tags));
  if (!file->objectives.empty()) context.set("objectives", texts_to_list(file->objectives));
  return context;
}

Value project_context(const Project& project) { return Map{{"name", project.spec.project}}; }

}  // namespace cairn
