#include "cairn/layout/paths.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/layout/document.h"

namespace cairn {
namespace {

Map pipeline_fields() {
  return {{"date", "2024-10-14"},    {"experiment", "wheat_quality"},
          {"dataset", "regression"}, {"name", "Q1"},
          {"hash6", "c20f9b"},       {"id", "pb8yky"}};
}

std::string shown(const std::vector<LayoutReading>& readings) {
  std::string out;
  for (const LayoutReading& reading : readings) {
    out += reading.name + to_json(reading.fields) + (reading.id ? "~" + *reading.id : "") + " ";
  }
  return out;
}

TEST(Paths, a_run_lies_in_its_groups) {
  const RunPlace place = run_path(find_layout("nirs4all"), "pipeline", pipeline_fields());
  EXPECT_EQ(place.path, "results/2024-10-14_wheat_quality/regression/Q1_c20f9b");
  ASSERT_EQ(place.groups.size(), 2U);
  EXPECT_EQ(place.groups[0].group, "session");
  EXPECT_EQ(place.groups[0].path, "results/2024-10-14_wheat_quality");
  EXPECT_TRUE(place.groups[0].dated);
  EXPECT_EQ(to_json(place.groups[0].fields),
            R"({"date":"2024-10-14","experiment":"wheat_quality"})");
  EXPECT_EQ(place.groups[1].path, "results/2024-10-14_wheat_quality/regression");
  EXPECT_EQ(to_json(place.groups[1].fields),
            R"({"date":"2024-10-14","experiment":"wheat_quality","dataset":"regression"})");
}

TEST(Paths, an_absent_dataset_takes_its_default) {
  Map fields = pipeline_fields();
  fields.erase("dataset");
  const RunPlace place = run_path(find_layout("nirs4all"), "pipeline", fields);
  EXPECT_EQ(place.path, "results/2024-10-14_wheat_quality/all/Q1_c20f9b");
  EXPECT_EQ(place.groups[1].fields.find("dataset")->as_string(), "all");
}

TEST(Paths, a_missing_field_names_layout_kind_and_field) {
  Map fields = pipeline_fields();
  fields.erase("hash6");
  try {
    run_path(find_layout("nirs4all"), "pipeline", fields);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    EXPECT_EQ(error.message().substr(0, 68),
              "layout 'nirs4all', kind 'pipeline': no value for the field 'hash6' o");
  }
  try {
    run_path(find_layout("nirs4all"), "pipelin", fields);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message() + " | " + error.hint(),
              "the layout 'nirs4all' has no kind 'pipelin' | did you mean 'pipeline'?");
  }
}

TEST(Paths, required_fields_are_those_without_default) {
  EXPECT_EQ(required_fields(find_layout("nirs4all"), "pipeline"),
            (std::vector<std::string>{"date", "experiment", "name", "hash6"}));
  EXPECT_EQ(required_fields(find_layout("flat"), "anything"),
            (std::vector<std::string>{"stage", "id"}));
}

TEST(Paths, children_and_artifacts_lie_below_the_run) {
  const Layout layout = find_layout("nirs4all");
  EXPECT_EQ(child_path(layout, "pipeline", "model", {{"id", "5grd70"}}), "models/5grd70");
  EXPECT_EQ(child_path(layout, "summary", "model", {{"id", "5grd70"}}), std::nullopt);
  EXPECT_EQ(child_path(layout, "pipeline", "other", {{"id", "5grd70"}}), std::nullopt);

  Map fields = pipeline_fields();
  fields.set("file", "pls_model.pkl");
  EXPECT_EQ(artifact_path(layout, "model", fields),
            std::nullopt);  // no child: it stays where it is
  EXPECT_EQ(artifact_path(layout, "chart", fields), "charts/pls_model.pkl");
  EXPECT_EQ(artifact_path(layout, "unknown", fields), std::nullopt);
  fields.set("child", Map{{"id", "5grd70"}, {"name", "w_avg"}});
  EXPECT_EQ(artifact_path(layout, "model", fields), "models/5grd70/pls_model.pkl");
  EXPECT_EQ(artifact_path(layout, "predictions", fields), "predictions/w_avg_5grd70.csv");
  EXPECT_EQ(artifact_path(layout, "best_predictions", fields), "predictions/best_5grd70.csv");
  EXPECT_EQ(artifact_path(layout, "model_chart", fields), "charts/pls_model_5grd70.pkl");
  fields.set("file", "my chart.v2.png");
  EXPECT_EQ(artifact_path(layout, "model_chart", fields), "charts/my chart.v2_5grd70.png");
  fields.set("file", "README");
  EXPECT_EQ(artifact_path(layout, "model_chart", fields),
            std::nullopt);  // nothing to put for {ext}
}

TEST(Paths, artifacts_never_leave_the_run_and_never_reach_its_record) {
  const Layout layout = find_layout("nirs4all");
  EXPECT_EQ(artifact_path(layout, "chart", {{"file", "../../x"}}), "charts/_._.._x");
  EXPECT_EQ(artifact_path(layout, "chart", {{"file", ".run"}}), "charts/_run");
}

TEST(Paths, parse_tells_runs_groups_and_children_apart) {
  const Layout layout = find_layout("nirs4all");
  EXPECT_EQ(shown(parse_path(layout, "results/2024-10-14_wheat_quality")),
            R"(session{"date":"2024-10-14","experiment":"wheat_quality"} )");
  EXPECT_EQ(shown(parse_path(layout, "results/2024-10-14.2_wheat/reg")),
            R"(dataset{"date":"2024-10-14.2","experiment":"wheat","dataset":"reg"} )");
  EXPECT_EQ(
      shown(parse_path(layout, "results/2024-10-14_w/r/Q1_c20f9b/models/5grd70")),
      R"(model{"date":"2024-10-14","experiment":"w","dataset":"r","name":"Q1","hash6":"c20f9b","child.id":"5grd70"} )");
  EXPECT_EQ(shown(parse_path(layout, "results/elsewhere")), "");
  EXPECT_EQ(shown(parse_path(layout, "other/2024-10-14_w")), "");
  EXPECT_EQ(shown(parse_path(layout, "")), "");
}

TEST(Paths, parse_returns_every_reading_and_guesses_none) {
  const Layout layout = find_layout("nirs4all");
  EXPECT_EQ(
      shown(parse_path(layout, "results/2024-10-14_w/r/Q1_c20f9b")),
      R"(pipeline{"date":"2024-10-14","experiment":"w","dataset":"r","name":"Q1","hash6":"c20f9b"} )"
      R"(summary{"date":"2024-10-14","experiment":"w","dataset":"r","name":"Q1_c20f9b"} )");
}

TEST(Paths, a_folder_with_an_id_is_read_with_it) {
  const Layout layout = find_layout("nirs4all");
  const std::string path = run_path(layout, "pipeline", pipeline_fields()).path;
  EXPECT_EQ(with_id(path, "pb8yky"), path + "~pb8yky");
  const auto readings = parse_path(layout, with_id(path, "pb8yky"));
  ASSERT_FALSE(readings.empty());
  EXPECT_EQ(readings[0].name, "pipeline");
  EXPECT_EQ(readings[0].id, "pb8yky");
  EXPECT_EQ(readings[0].fields.find("hash6")->as_string(), "c20f9b");
  const auto model = parse_path(layout, with_id(path, "pb8yky") + "/models/5grd70");
  ASSERT_EQ(model.size(), 1U);
  EXPECT_EQ(model[0].id, "pb8yky");
  const std::string longest = std::string(255, 'n');
  EXPECT_LE(with_id("results/" + longest, "pb8yky").size(), 8U + 255U);
}

constexpr const char* kLab = R"(layout: lab
root: out/put
default_kind: fit
fields: {operator: {class: name, default: nobody}, day: "date %Y%m%d", hash6: hex 6}
groups:
  person:  {path: "{operator}", rollups: {PERSON.json: tally}}
  day:     {in: person, path: "{day}", rollups: {index.jsonl: index}}
  sample:  {in: day, path: "{dataset}/points", rollups: {TABLE.csv: index, best.txt: best}}
kinds:
  fit:
    in: sample
    path: "{name}"
    shared: true
    documents: {"about/{id}.yaml": about}
    log: "{id}.log"
  note: {in: sample, shared: true}
  part: {in: fit, path: "parts/{name}_{id}"}
artifacts: {weights: "w/{child.name}/{file}"}
contents:
  tally: {person: group.fields.operator, n: count(runs)}
  index: {from: rankings(runs), take: {rank: rank, run: run.name, id: run.id, score: score}}
  best: coalesce(best_run(runs).name, group.name)
  about: {id: run.id, lr: run.params.lr, who: {value: someone}, format: 1}
)";

TEST(Paths, a_layout_of_ones_own_has_other_levels_and_two_runs_in_one_folder) {
  const Layout layout = load_layout(YamlDocument("lab.yaml", kLab));
  const Map fields = {
      {"day", "2026-11-20T10:00:00Z"}, {"dataset", "d 1"}, {"name", "n"}, {"id", "pb8yky"}};
  const RunPlace place = run_path(layout, "fit", fields);
  EXPECT_EQ(place.path, "out/put/nobody/20261120/d_1/points/n");
  ASSERT_EQ(place.groups.size(), 3U);
  EXPECT_EQ(place.groups[2].path, "out/put/nobody/20261120/d_1/points");
  EXPECT_FALSE(place.groups[0].dated);
  EXPECT_FALSE(place.groups[1].dated);  // Only the field `date` opens sessions; `day` is a param.
  EXPECT_EQ(run_path(layout, "note", fields).path, place.groups[2].path);
  const Kind* fit = find_kind(layout, "fit");
  EXPECT_TRUE(fit->shared);
  EXPECT_EQ(fit->documents[0].file.render(fields), "about/pb8yky.yaml");
  EXPECT_EQ(fit->log->render(fields), "pb8yky.log");
  EXPECT_EQ(child_path(layout, "fit", "part", {{"name", "p"}, {"id", "abcdef"}}), "parts/p_abcdef");
  EXPECT_EQ(shown(parse_path(layout, place.path)),
            R"(fit{"operator":"nobody","day":"20261120","dataset":"d_1","name":"n"} )");
}

TEST(Paths, a_layout_of_ones_own_writes_its_documents) {
  const Layout layout = load_layout(YamlDocument("lab.yaml", kLab));
  const auto run = [](const std::string& id, double rmse) {
    return Value(Map{{"id", id},
                     {"name", "n"},
                     {"status", "finished"},
                     {"params", Map{{"lr", 0.1}}},
                     {"metrics", Map{{"val", Map{{"rmse", rmse}}}}}});
  };
  const Value group = Map{{"group", Map{{"name", "d 1"}, {"fields", Map{{"operator", "ann"}}}}},
                          {"runs", List{run("aaaaaa", 2.0), run("bbbbbb", 1.0)}}};
  EXPECT_EQ(render_document(layout, layout.groups[0].rollups[0], group),
            "{\n  \"person\": \"ann\",\n  \"n\": 2\n}\n");
  EXPECT_EQ(render_document(layout, layout.groups[1].rollups[0], group),
            "{\"rank\": 1, \"run\": \"n\", \"id\": \"bbbbbb\", \"score\": 1.0}\n"
            "{\"rank\": 2, \"run\": \"n\", \"id\": \"aaaaaa\", \"score\": 2.0}\n");
  EXPECT_EQ(render_document(layout, layout.groups[2].rollups[0], group),
            "rank,run,id,score\n1,n,bbbbbb,1.0\n2,n,aaaaaa,2.0\n");
  EXPECT_EQ(render_document(layout, layout.groups[2].rollups[1], group), "n\n");
  EXPECT_EQ(render_document(layout, find_kind(layout, "fit")->documents[0],
                            Map{{"run", run("aaaaaa", 2.0)}}),
            "id: aaaaaa\nlr: 0.1\nwho: someone\nformat: 1\n");
}

TEST(Paths, a_run_can_lie_in_the_folder_of_another_run) {
  const Layout layout = load_layout(YamlDocument("t.yaml", R"(layout: targets
root: runs
default_kind: target
fields: {tgt: chars a-z0-9_, sampler: name}
groups:
  all: {path: targets}
kinds:
  target: {in: all, path: "{tgt}"}
  sampler: {in: target, child: false, path: "run_{sampler}_{id}"}
)"));
  const Map fields = {{"tgt", "tgt_899d6808f6ed"}, {"sampler", "hmc"}, {"id", "pb8yky"}};
  const RunPlace place = run_path(layout, "sampler", fields);
  EXPECT_EQ(place.path, "runs/targets/tgt_899d6808f6ed/run_hmc_pb8yky");
  ASSERT_EQ(place.groups.size(), 1U);
  EXPECT_EQ(place.groups[0].path, "runs/targets");
  EXPECT_EQ(shown(parse_path(layout, place.path)),
            R"(sampler{"tgt":"tgt_899d6808f6ed","sampler":"hmc","id":"pb8yky"} )");
  EXPECT_EQ(child_path(layout, "target", "sampler", fields), std::nullopt);
}

TEST(Paths, a_kind_may_lie_at_the_root_of_the_project) {
  const Layout layout = load_layout(
      YamlDocument("t.yaml", "layout: t\nroot: .\nkinds: {k: {path: \"{name}/{id}\"}}\n"));
  const RunPlace place = run_path(layout, "k", {{"name", "a"}, {"id", "pb8yky"}});
  EXPECT_EQ(place.path, "a/pb8yky");
  EXPECT_EQ(shown(parse_path(layout, place.path)), R"(k{"name":"a","id":"pb8yky"} )");
}

}  // namespace
}  // namespace cairn
