#include "cairn/runner/run_fields.h"

#include <algorithm>
#include <utility>

#include "cairn/base/clock.h"
#include "cairn/base/text.h"
#include "cairn/identity/run_id.h"
#include "cairn/layout/values_behind.h"

namespace cairn {

namespace {

/// The values of one field in the runs behind a run, each once, in order.
std::vector<Value> values_behind(const Point& point, const std::string& name,
                                 const std::vector<Map>& upstream) {
  std::vector<const Value*> values;
  for (const Point::Need& need : point.needs) {
    for (const std::size_t index : need.points) {
      if (const Value* value = find_field_value(upstream[index], name)) values.push_back(value);
    }
  }
  return each_once(values);
}

/// The pairs of the runs behind, and, for a run of their kind, its own behind them.
Value pairs_of_run(const Layout& layout, const FieldRule& rule, const Point& point,
                   const RunDefinition& definition, const std::vector<Map>& upstream) {
  Map pairs;
  const Value behind = value_behind(rule, values_behind(point, rule.name, upstream));
  if (behind.is_map()) pairs = behind.as_map();
  if (rule.of.empty() || rule.of == definition.kind) {
    for (const auto& [name, value] : paired_params(layout, *point.stage, definition.params)) {
      pairs.set(name, value);
    }
  }
  return pairs.empty() ? Value() : Value(pairs);
}

/// What names can be made of, by their words; of inputs those that are no datasets.
Value name_words(const RunKey& key, const RunDefinition& definition) {
  Map inputs;
  for (const auto& [name, value] : key.inputs) {
    if (name != "start" && !value.as_map().contains("dataset")) inputs.append(name, value);
  }
  Map words{{"kind", key.kind},     {"stage", key.stage},
            {"params", key.params}, {"values", definition.params},
            {"seed", key.seed},     {"inputs", std::move(inputs)}};
  if (!definition.name.empty()) words.set("name", definition.name);
  if (!definition.dataset.empty()) words.set("dataset", definition.dataset);
  if (!definition.experiment.empty()) words.set("experiment", definition.experiment);
  return words;
}

}  // namespace

Map paired_params(const Layout& layout, const StageSpec& stage, const Map& params) {
  Map paired;
  for (const auto& [name, value] : params) {
    const ParamSpec* spec = stage.find_param(name);
    const bool is_dataset = spec != nullptr && spec->type == ParamType::dataset;
    if (!is_dataset && is_pair(layout, name, value)) paired.append(name, value);
  }
  return paired;
}

Map run_fields(const Project& project, const Session& session, const Point& point,
               const RunDefinition& definition, const std::vector<Map>& upstream) {
  const Layout& layout = project.layout;
  Map fields = definition.params;
  const auto set = [&](std::string_view name, const Value& value) {
    if (!value.is_null()) fields.set(name, value);
  };
  if (has_dated_groups(layout)) set("experiment", session.name);
  if (!session.date.empty()) set("date", session.date);
  set("name", definition.name);
  if (!definition.dataset.empty()) set("dataset", definition.dataset);
  set("seed", definition.seed);
  set("stage", definition.stage);
  set("kind", definition.kind);
  if (!fields.contains("time")) set("time", local_text(now_us(), "%Y-%m-%dT%H:%M:%S"));
  for (const Value& names : values_behind(point, "full", upstream)) {
    for (const auto& [name, full] : names.as_map()) set_path(fields, "full." + name, full);
  }
  for (const FieldRule& rule : layout.fields) {
    const bool is_pairs = rule.field_class.family() == FieldFamily::pairs;
    if (is_pairs) {
      set(rule.name, pairs_of_run(layout, rule, point, definition, upstream));
    } else if (find_field_value(fields, rule.name) == nullptr) {
      std::vector<Value> values = values_behind(point, rule.name, upstream);
      // The label of a session is no value that somebody chose for a run behind.
      if (rule.name == "experiment") std::erase(values, Value(session.name));
      set(rule.name, value_behind(rule, values));
    }
  }
  // Where no folder is dated by it, an experiment can be what is run: a param like any other.
  if (!fields.contains("experiment")) set("experiment", session.name);
  return fields;
}

std::optional<Value> field_text(const Layout& layout, const Map& fields, std::string_view name) {
  const Value* value = find_field_value(fields, name);
  const FieldRule* rule = find_field(layout.fields, name);
  if (value == nullptr || (value->is_map() && value->as_map().empty())) return std::nullopt;
  return Value(rule->field_class.normalise(*value));
}

Value name_input(const Layout& layout, const NameRule& rule, const RunKey& key,
                 const RunDefinition& definition, const Map& fields) {
  const Value words = name_words(key, definition);
  return shaped_input(rule.input,
                      [&](const std::string& word) -> std::optional<Value> {
                        if (word.starts_with("fields.")) {
                          return field_text(layout, fields, word.substr(7));
                        }
                        const bool is_of_fields = word.starts_with("full.");
                        const Value* value =
                            is_of_fields ? find_field_value(fields, word) : words.find_path(word);
                        return value == nullptr ? std::nullopt : std::optional(*value);
                      })
      .value;
}

void set_identity(Map& fields, const RunDefinition& definition) {
  fields.set("id", definition.id.text);
  if (!definition.params.contains("random")) {
    fields.set("random", random_digits(definition.digest));
  }
}

}  // namespace cairn
