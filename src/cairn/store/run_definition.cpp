#include "cairn/store/run_definition.h"

#include "cairn/store/value_fields.h"

namespace cairn {

namespace {

List outs_to_list(const std::vector<DeclaredOut>& outs) {
  List list;
  for (const DeclaredOut& out : outs) list.push_back(Map{{"name", out.name}, {"path", out.path}});
  return list;
}

List inputs_to_list(const std::vector<InputLink>& inputs) {
  List list;
  for (const InputLink& input : inputs) {
    list.push_back(Map{{"name", input.name}, {"id", input.id}, {"digest", input.run.hex()}});
  }
  return list;
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

Value to_value(const RunDefinition& definition) {
  List metric_files;
  for (const std::string& path : definition.metric_files) metric_files.emplace_back(path);
  Map map{{"id", definition.id.text},
          {"digest", definition.digest.hex()},
          {"key", definition.key},
          {"kind", definition.kind},
          {"stage", definition.stage},
          {"name", definition.name},
          {"experiment", definition.experiment},
          {"dataset", definition.dataset},
          {"seed", definition.seed},
          {"params", definition.params},
          {"names", definition.names},
          {"inputs", inputs_to_list(definition.inputs)},
          {"path", definition.path},
          {"shared_folder", definition.shared_folder},
          {"outs", outs_to_list(definition.outs)},
          {"metric_files", std::move(metric_files)},
          {"rank", rank_to_value(definition.rank)},
          {"log", definition.log},
          {"warnings", definition.warnings}};
  if (definition.predict) map.append("predict", predict_to_value(*definition.predict));
  return map;
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
