// The path vectors of the original systems (tests/data/layout/path_vectors.json): what their
// programs named, the layouts render and read. A vector that shows a defect of the original is
// marked BUG in its note, and the reading of cairn stands here.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "unit/layout/golden.h"

namespace cairn {
namespace {

std::vector<Value> vectors(const std::string& function) {
  static const Value all = parse_json(read_text(layout_data("path_vectors.json")), "path_vectors");
  std::vector<Value> found;
  for (const Value& vector : all.as_list()) {
    if (vector.find("function")->as_string().starts_with(function)) found.push_back(vector);
  }
  EXPECT_FALSE(found.empty()) << function;
  return found;
}

std::string text_in(const Value& vector, const std::string& path) {
  const Value* value = vector.find_path(path);
  return value == nullptr || value->is_null() ? "" : to_text(*value);
}

/// "tsteps=20+dt=2" of ":tsteps=20+dt=2".
std::string without_colon(const std::string& text) {
  return text.starts_with(':') ? text.substr(1) : text;
}

/// The layout of the later years of DynVision has one level more.
Layout later_dynvision() {
  std::string text = read_text(layout_data("../../../layouts/dynvision.yaml"));
  const std::size_t at = text.find("(|{model})/{model}");
  EXPECT_NE(at, std::string::npos);
  text.replace(at, 10, "{model}");
  return load_layout(YamlDocument("later.yaml", text));
}

Map model_fields(const Value& vector) {
  return {{"model", text_in(vector, "input.model_name")},
          {"args", without_colon(text_in(vector, "input.model_args"))},
          {"seed", text_in(vector, "input.seed")},
          {"dataset", text_in(vector, "input.data_name")}};
}

/// The runs that a path can be of.
std::vector<PathMeaning> runs_of(const Layout& layout, const std::string& path) {
  std::vector<PathMeaning> runs = read_path(layout, path);
  std::erase_if(runs, [](const PathMeaning& meaning) {
    return meaning.reading.what == LayoutReading::What::group;
  });
  return runs;
}

TEST(PathVectors, dynvision_models_are_rendered_in_both_forms) {
  for (const Value& vector : vectors("path: trained model")) {
    const bool later = text_in(vector, "function").ends_with("@HEAD");
    const Layout layout = later ? later_dynvision() : find_layout("dynvision");
    EXPECT_EQ(run_path(layout, "model", model_fields(vector)).path + "/trained.pt",
              text_in(vector, "output"));
  }
}

TEST(PathVectors, dynvision_hash_link_and_document_have_their_names) {
  const Layout layout = find_layout("dynvision");
  for (const Value& vector : vectors("path: hash symlink")) {
    Map fields = model_fields(vector);
    const std::string link = text_in(vector, "output.symlink");
    fields.set("hash", link.substr(link.find("hash=") + 5));
    const Group& network = *find_group(layout, "network");
    const Group& weights = *find_group(layout, "weights");
    ASSERT_EQ(network.links.size(), 1U);
    EXPECT_EQ(network.links[0].link.render(fields), link);
    EXPECT_EQ(group_path(layout, "network", fields).path, text_in(vector, "output.target"));
    EXPECT_EQ(
        run_path(layout, "model", fields).path + "/" + weights.rollups.at(0).file.render(fields),
        text_in(vector, "output.hash_file"));
  }
}

TEST(PathVectors, every_output_of_dynvisions_graph_is_read_in_one_way_and_rendered_again) {
  const Layout later = later_dynvision();
  std::size_t paths = 0;
  const auto check = [&](const std::string& path) {
    const std::vector<PathMeaning> runs = runs_of(later, path);
    ASSERT_EQ(runs.size(), 1U) << path;
    const PathMeaning& run = runs[0];
    EXPECT_EQ(run_path(later, run.reading.name, run.reading.fields).path + "/" + run.file, path);
    EXPECT_EQ(runs_of(find_layout("dynvision"), path).size(), 1U) << path;
    ++paths;
  };
  for (const Value& vector : vectors("DAG outputs: snakemake -n train_model_variations")) {
    for (const Value& path : vector.find("output")->as_list()) check(path.as_string());
  }
  for (const Value& vector : vectors("DAG for one compressed test id")) {
    for (const Value& job : vector.find_path("output.jobs")->as_list()) {
      for (const Value& path : job.find("outputs")->as_list()) check(path.as_string());
    }
  }
  EXPECT_GT(paths, 10U);
}

TEST(PathVectors, lambda_hat_targets_and_runs_are_rendered_and_read) {
  const Layout layout = find_layout("lambda-hat");
  for (const Value& vector : vectors("paths [snakemake]")) {
    const std::string target = text_in(vector, "input.tid");
    const std::string run = text_in(vector, "output.run_dir");
    EXPECT_EQ(run_path(layout, "target", {{"target", target}}).path + "/meta.json",
              text_in(vector, "output.target_meta"));
    EXPECT_EQ(run_path(layout, "sampler",
                       {{"target", target},
                        {"sampler", text_in(vector, "input.sampler")},
                        {"run", run.substr(run.rfind('_') + 1)}})
                  .path,
              run);
  }
  for (const Value& vector : vectors("DAG outputs: snakemake -n (rule all)")) {
    for (const Value& path : vector.find("output")->as_list()) {
      const std::vector<PathMeaning> runs = runs_of(layout, path.as_string());
      ASSERT_EQ(runs.size(), 1U) << path.as_string();
      EXPECT_EQ(
          run_path(layout, runs[0].reading.name, runs[0].reading.fields).path + "/" + runs[0].file,
          path.as_string());
    }
  }
}

TEST(PathVectors, lambda_hats_store_names_runs_by_time_and_algorithm) {
  const Layout layout = find_layout("lambda-hat-store");
  for (const Value& vector : vectors("RunContext.create run_id")) {
    std::string expected = text_in(vector, "output");
    expected.replace(expected.find("<TS>"), 4, "20251123T121640Z");
    expected.replace(expected.find("<RAND6>"), 7, "6257a6");
    Map fields{{"experiment", "dev"},
               {"time", "2025-11-23T12:16:40Z"},
               {"algo", text_in(vector, "input.algo")},
               {"random", "6257a6"}};
    if (const Value* tag = vector.find_path("input.tag"); tag != nullptr) fields.set("tag", *tag);
    EXPECT_EQ(run_path(layout, "sample", fields).path,
              "artifacts/experiments/dev/runs/" + expected);
  }
}

TEST(PathVectors, ssvae_runs_are_named_with_and_without_a_code) {
  const Layout layout = find_layout("ssvae");
  for (const Value& vector : vectors("create_run_paths (clock frozen)")) {
    Map fields{{"time", "2024-11-12T14:30:27"}};
    fields.set("name", text_in(vector, "input.experiment_name"));
    fields.set("code", text_in(vector, "input.architecture_code"));
    EXPECT_EQ(run_path(layout, "experiment", fields).path,
              "results/" + text_in(vector, "output.run_id"));
  }
  for (const Value& vector : vectors("create_run_paths twice")) {
    // BUG there: both runs shared a folder. The second one of a second ends in .2 here.
    const Map fields{{"name", "test"}, {"code", "mix10"}, {"time", "20241112_143027.2"}};
    EXPECT_EQ(run_path(layout, "experiment", fields).path,
              "results/" + vector.find("output")->as_list()[0].as_string() + ".2");
  }
  for (const Value& vector : vectors("create_run_paths 300-char")) {
    // An error there; here the name is cut, and the record has the whole one.
    EXPECT_NE(vector.find_path("output.__raises__"), nullptr);
    const Map fields{
        {"name", std::string(300, 'a')}, {"code", "mix10"}, {"time", "2024-11-12T14:30:27"}};
    const std::string path = run_path(layout, "experiment", fields).path;
    EXPECT_EQ(path.size(), std::string("results/").size() + 255);
    ASSERT_EQ(runs_of(layout, path).size(), 1U);
    EXPECT_EQ(join(runs_of(layout, path)[0].reading.cut, " "), "name code time");
  }
}

TEST(PathVectors, ssvae_directories_are_read_as_they_were_meant) {
  const Layout layout = find_layout("ssvae");
  struct Meant {
    std::string name, code, time;
  };
  const std::vector<std::pair<std::string, Meant>> corrected = {
      {"legacy_test_20241112_143027", {"legacy_test", "", "20241112_143027"}},
      {"a__b__mix10__20241112_143027", {"a__b", "mix10", "20241112_143027"}}};
  for (const Value& vector : vectors("parse_run_directory")) {
    const std::string path = text_in(vector, "input");
    const std::vector<PathMeaning> runs = runs_of(layout, path);
    if (path == "x__y") {  // no time at all: not a name of this system, and nothing is made of it
      EXPECT_TRUE(runs.empty());
      continue;
    }
    ASSERT_EQ(runs.size(), 1U) << path;
    Meant meant{text_in(vector, "output.experiment_name"),
                text_in(vector, "output.architecture_code"), text_in(vector, "output.timestamp")};
    for (const auto& [name, better] : corrected) {
      if (name != path) continue;
      EXPECT_NE(text_in(vector, "note").find("BUG"), std::string::npos);
      meant = better;
    }
    const Value fields = runs[0].reading.fields;
    EXPECT_EQ(text_in(fields, "name"), meant.name);
    EXPECT_EQ(text_in(fields, "code"), meant.code);
    EXPECT_EQ(text_in(fields, "time"), meant.time);
  }
}

TEST(PathVectors, hpo_paths_are_read_wherever_they_lie_and_only_with_lower_case_hashes) {
  const Layout layout = find_layout("hpo");
  for (const Value& vector : vectors("parse_hpo_path_v2")) {
    const std::vector<PathMeaning> runs = runs_of(layout, text_in(vector, "input"));
    if (vector.find("output")->is_null()) {
      EXPECT_TRUE(runs.empty()) << text_in(vector, "input");
      continue;
    }
    ASSERT_EQ(runs.size(), 1U) << text_in(vector, "input");
    const Value fields = runs[0].reading.fields;
    EXPECT_EQ(text_in(fields, "env"), text_in(vector, "output.storage_env"));
    EXPECT_EQ(text_in(fields, "model"), text_in(vector, "output.model"));
    EXPECT_EQ(text_in(fields, "study"), text_in(vector, "output.study8"));
    EXPECT_EQ(text_in(fields, "trial"), text_in(vector, "output.trial8"));
  }
  for (const Value& vector : vectors("is_v2_path")) {
    const std::vector<PathMeaning> runs = runs_of(layout, text_in(vector, "input"));
    const bool found = std::any_of(runs.begin(), runs.end(), [](const PathMeaning& meaning) {
      return meaning.reading.fields.contains("study") && meaning.reading.fields.contains("trial");
    });
    EXPECT_EQ(found, vector.find("output")->as_bool()) << text_in(vector, "input");
  }
}

TEST(PathVectors, hpo_training_folders_are_read_in_both_forms) {
  const Layout layout = find_layout("hpo");
  for (const Value& vector : vectors("parse_parent_training_id")) {
    std::string name = text_in(vector, "input");
    // These stand for folders only as far as their hashes have the length that folders have.
    const bool dashed = name == "spec-81710c33-exec-30fd8453/v1";
    if (dashed) name = "spec-81710c33_exec-30fd8453/v1";
    const std::vector<PathMeaning> runs =
        runs_of(layout, "outputs/final_training/local/distilbert/" + name);
    if (!dashed && name != "spec_aaaaaaaaaaaaaaaa_exec_bbbbbbbbbbbbbbbb/v12") {
      EXPECT_TRUE(runs.empty() || !runs[0].file.empty()) << name;
      continue;
    }
    ASSERT_EQ(runs.size(), 1U) << name;
    const Value fields = runs[0].reading.fields;
    EXPECT_EQ(text_in(fields, "variant"), text_in(vector, "output.variant"));
    EXPECT_EQ(text_in(fields, dashed ? "spec" : "spec16").substr(0, 8),
              text_in(vector, "output.spec_hash"));
  }
}

TEST(PathVectors, hpo_values_lose_what_a_name_cannot_hold) {
  const FieldClass token = FieldClass::parse("token");
  for (const Value& vector : vectors("normalize_for_path")) {
    const std::string input = text_in(vector, "input");
    const std::string expected = vector.find_path("output.__tuple__")->as_list()[0].as_string();
    // "x*300" says how it was made. There a value was cut; here the segment is, and marked.
    const std::string given = input == "x*300" ? std::string(300, 'x') : input;
    const std::string got = token.normalise(given);
    EXPECT_EQ(input == "x*300" ? got.substr(0, 255) : got, expected);
  }
}

}  // namespace
}  // namespace cairn
