#include "cairn/record/run_definition.h"

#include "cairn/base/json.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

void write_declared_out(const DeclaredOut& out, JsonFields& fields) {
  fields.text("name", out.name);
  fields.text("path", out.path);
}

void write_input(const InputLink& input, JsonFields& fields) {
  fields.text("name", input.name);
  fields.text("id", input.id);
  fields.text("digest", input.run.hex());
}

Value rank_to_value(const RankSpec& rank) {
  return Map{{"by", rank.by},
             {"direction", rank.direction == RankSpec::Direction::max ? "max" : "min"}};
}

RankSpec rank_from_value(const Value& value) {
  const bool max = text_field(value, "direction") == "max";
  return {text_field(value, "by"), max ? RankSpec::Direction::max : RankSpec::Direction::min};
}

Value predict_to_value(const PredictCommand& predict) {
  return Map{{"shell", predict.is_shell},
             {"words", List(predict.words.begin(), predict.words.end())}};
}

PredictCommand predict_from_value(const Value& value) {
  PredictCommand predict{.is_shell = field(value, "shell").as_bool()};
  for (const Value& word : list_field(value, "words")) predict.words.push_back(word.as_string());
  return predict;
}

}  // namespace

void write_fields(const RunDefinition& definition, JsonFields& fields) {
  fields.text("id", definition.id.text);
  fields.text("digest", definition.digest.hex());
  fields.text("key", definition.key);
  fields.text("kind", definition.kind);
  fields.text("stage", definition.stage);
  fields.text("name", definition.name);
  fields.text("experiment", definition.experiment);
  fields.text("dataset", definition.dataset);
  fields.value("seed", definition.seed);
  fields.map("params", definition.params);
  fields.map("names", definition.names);
  fields.objects("inputs", definition.inputs, write_input);
  fields.text("path", definition.path);
  if (!definition.whole_name.empty()) fields.text("whole_name", definition.whole_name);
  fields.boolean("shared_folder", definition.shared_folder);
  fields.objects("outs", definition.outs, write_declared_out);
  fields.list("metric_files", {definition.metric_files.begin(), definition.metric_files.end()});
  fields.value("rank", rank_to_value(definition.rank));
  fields.text("log", definition.log);
  fields.text("warnings", definition.warnings);
  if (definition.predict) fields.value("predict", predict_to_value(*definition.predict));
}

RunDefinition definition_from_value(const Value& value) {
  RunDefinition definition{.id = {text_field(value, "id")},
                           .digest = digest_field(value, "digest"),
                           .key = text_field(value, "key"),
                           .kind = text_field(value, "kind"),
                           .stage = text_field(value, "stage"),
                           .name = text_field(value, "name"),
                           .experiment = text_field(value, "experiment"),
                           .dataset = text_field(value, "dataset"),
                           .seed = field(value, "seed"),
                           .params = map_field(value, "params"),
                           .names = map_field(value, "names"),
                           .path = text_field(value, "path"),
                           .whole_name = text_or(value, "whole_name", ""),
                           .shared_folder = field(value, "shared_folder").as_bool(),
                           .rank = rank_from_value(field(value, "rank")),
                           .log = text_field(value, "log"),
                           .warnings = text_field(value, "warnings")};
  for (const Value& input : list_field(value, "inputs")) {
    definition.inputs.push_back(
        {text_field(input, "name"), digest_field(input, "digest"), text_field(input, "id")});
  }
  for (const Value& out : list_field(value, "outs")) {
    definition.outs.push_back({text_field(out, "name"), text_field(out, "path")});
  }
  for (const Value& path : list_field(value, "metric_files")) {
    definition.metric_files.push_back(path.as_string());
  }
  if (const Value* predict = value.find("predict")) {
    definition.predict = predict_from_value(*predict);
  }
  return definition;
}

}  // namespace cairn
