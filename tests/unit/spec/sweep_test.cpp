#include "cairn/spec/sweep.h"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {
namespace {

ProjectSpec project_of(const std::string& text) {
  const YamlDocument document("cairn.yaml", text);
  return read_project_spec(document);
}

std::vector<Point> expand(const ProjectSpec& project,
                          const std::vector<std::string>& overrides = {},
                          const std::vector<std::string>& stages = {}) {
  SweepRequest request{.stages = stages};
  for (const std::string& text : overrides) request.overrides.push_back(parse_override(text));
  return expand_sweep(project, request);
}

/// "fit{"k":1}" of each point; the numbers of its needs behind it.
std::vector<std::string> described(const std::vector<Point>& points) {
  std::vector<std::string> texts;
  for (const Point& point : points) {
    std::string text = point.stage->name + to_json(point.params);
    for (const Point::Need& need : point.needs) {
      text += " " + need.spec->name + ":";
      for (const std::size_t index : need.points) text += " " + std::to_string(index);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

using Texts = std::vector<std::string>;

std::string sweep_error(const ProjectSpec& project, const Texts& overrides,
                        const Texts& stages = {}) {
  try {
    expand(project, overrides, stages);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "no error";
}

const std::string kTwoStages =
    "stages:\n  fit: {cmd: x, params: {seed: 0}, matrix: {k: [1, 2]}}\n"
    "  test: {cmd: x, params: {depth: 3}, needs: fit}\n";

TEST(Sweep, the_matrix_is_a_product_with_the_last_parameter_fastest) {
  const ProjectSpec project =
      project_of("stages: {fit: {cmd: x, matrix: {a: [1, 2], b: [x, y]}}}\n");
  EXPECT_EQ(described(expand(project)), (Texts{R"(fit{"a":1,"b":"x"})", R"(fit{"a":1,"b":"y"})",
                                               R"(fit{"a":2,"b":"x"})", R"(fit{"a":2,"b":"y"})"}));
}

TEST(Sweep, a_value_given_twice_is_one_run) {
  const ProjectSpec project =
      project_of("stages: {fit: {cmd: x, params: {f: {type: float}}, matrix: {f: [1, 1.0, 2]}}}\n");
  EXPECT_EQ(described(expand(project)), (Texts{R"(fit{"f":1.0})", R"(fit{"f":2.0})"}));
  EXPECT_EQ(expand(project, {"f=-0.0,0.0"}).size(), 1U);
}

TEST(Sweep, equal_values_of_different_types_are_different_runs) {
  const ProjectSpec project =
      project_of("stages: {fit: {cmd: x, matrix: {a: [1, 1.0, '1', true, {b: 1, c: 2}]}}}\n");
  EXPECT_EQ(expand(project).size(), 5U);
  EXPECT_EQ(expand(project, {"a={b: 1, c: 2},{c: 2, b: 1}"}).size(), 1U);
  EXPECT_EQ(expand(project, {"a=.inf,'Infinity'"}).size(), 2U);
}

TEST(Sweep, many_values_are_compared_as_few_are) {
  std::string list = "0";
  for (int i = 0; i < 1500; ++i) list += ", " + std::to_string(i % 1200);
  const ProjectSpec project = project_of("stages: {fit: {cmd: x, matrix: {k: [" + list + "]}}}\n");
  EXPECT_EQ(expand(project).size(), 1200U);
}

TEST(Sweep, a_need_is_one_run_here_for_each_run_there) {
  EXPECT_EQ(described(expand(project_of(kTwoStages))),
            (Texts{R"(fit{"seed":0,"k":1})", R"(fit{"seed":0,"k":2})", R"(test{"depth":3} fit: 0)",
                   R"(test{"depth":3} fit: 1)"}));
}

TEST(Sweep, a_grouped_need_is_one_run_for_each_value) {
  const ProjectSpec project = project_of(
      "stages:\n  fit: {cmd: x, matrix: {data: [a, b], k: [1, 2]}}\n"
      "  sum: {cmd: x, needs: {fits: {stage: fit, by: [data]}}}\n"
      "  all: {cmd: x, needs: {fits: {stage: fit, by: []}}}\n");
  EXPECT_EQ(described(expand(project, {}, {"sum"})),
            (Texts{R"(fit{"data":"a","k":1})", R"(fit{"data":"a","k":2})",
                   R"(fit{"data":"b","k":1})", R"(fit{"data":"b","k":2})",
                   R"(sum{"data":"a"} fits: 0 1)", R"(sum{"data":"b"} fits: 2 3)"}));
  EXPECT_EQ(described(expand(project, {}, {"all"})).back(), "all{} fits: 0 1 2 3");
}

TEST(Sweep, grouped_needs_join_by_the_values_that_they_share) {
  const ProjectSpec project = project_of(
      "stages:\n  fit: {cmd: x, matrix: {data: [a, b], k: [1, 2]}}\n"
      "  base: {cmd: x, matrix: {data: [b, c]}}\n"
      "  both: {cmd: x, needs: {fits: {stage: fit, by: [data]}, base: {stage: base, by: "
      "[data]}}}\n");
  EXPECT_EQ(described(expand(project)).back(), R"(both{"data":"b"} fits: 2 3 base: 4)");
  EXPECT_EQ(expand(project).size(), 7U);
}

TEST(Sweep, a_grouping_value_passes_on_to_the_next_stage) {
  const ProjectSpec project = project_of(
      "stages:\n  fit: {cmd: x, matrix: {data: [a, b], k: [1, 2]}}\n"
      "  sum: {cmd: x, needs: {fits: {stage: fit, by: [data]}}}\n"
      "  top: {cmd: x, needs: {sums: {stage: sum, by: [data]}}}\n");
  EXPECT_EQ(described(expand(project)).back(), R"(top{"data":"b"} sums: 5)");
}

TEST(Sweep, only_what_the_targets_need_is_expanded) {
  const ProjectSpec project = project_of(kTwoStages);
  EXPECT_EQ(expand(project, {}, {"fit"}).size(), 2U);
  EXPECT_EQ(expand(project, {}, {"test"}).size(), 4U);
  EXPECT_EQ(sweep_error(project, {}, {"tset"}), "there is no stage 'tset' | did you mean 'test'?");
}

TEST(Sweep, an_override_replaces_default_and_matrix) {
  const ProjectSpec project = project_of(kTwoStages);
  EXPECT_EQ(described(expand(project, {"k=7", "seed=1,2"}, {"fit"})),
            (Texts{R"(fit{"seed":1,"k":7})", R"(fit{"seed":2,"k":7})"}));
  EXPECT_EQ(described(expand(project, {"fit.k=7"}, {"fit"})), (Texts{R"(fit{"seed":0,"k":7})"}));
}

TEST(Sweep, an_override_of_nothing_is_refused) {
  const ProjectSpec project = project_of(kTwoStages);
  EXPECT_EQ(sweep_error(project, {"sede=1"}),
            "'sede=1': no stage that is run has a parameter 'sede' | did you mean 'seed'?");
  EXPECT_NE(sweep_error(project, {"test.seed=1"}), "no error");
  EXPECT_NE(sweep_error(project, {"depth=1"}, {"fit"}), "no error");
}

TEST(Sweep, a_parameter_with_a_dot_in_its_name_can_be_overridden) {
  const ProjectSpec project = project_of("stages: {fit: {cmd: x, params: {optim.lr: 0.1}}}\n");
  EXPECT_EQ(described(expand(project, {"optim.lr=0.2"})), (Texts{R"(fit{"optim.lr":0.2})"}));
  EXPECT_EQ(described(expand(project, {"fit.optim.lr=0.2"})), (Texts{R"(fit{"optim.lr":0.2})"}));
}

TEST(Sweep, an_override_is_checked_as_the_matrix_is) {
  const ProjectSpec project = project_of(
      "datasets: {wheat: a}\n"
      "stages: {fit: {cmd: x, params: {k: {type: int, min: 1}}, matrix: {dataset: all, k: 1}}}\n");
  EXPECT_EQ(sweep_error(project, {"k=0"}),
            "stage 'fit': k = 0 is below its minimum 1 (declared at cairn.yaml:2:36)");
  EXPECT_EQ(sweep_error(project, {"dataset=whaet"}),
            "stage 'fit': dataset = 'whaet' is no dataset (declared at cairn.yaml:2:76) | did you "
            "mean 'wheat'?");
}

TEST(Sweep, a_parameter_without_a_value_is_named) {
  const ProjectSpec project = project_of("stages: {fit: {cmd: x, params: {k: {type: int}}}}\n");
  EXPECT_EQ(sweep_error(project, {}),
            "cairn.yaml:1:36: stage 'fit': parameter 'k' has no value | give it a default or a "
            "matrix, or type k=VALUE");
  EXPECT_EQ(expand(project, {"k=1"}).size(), 1U);
}

TEST(Sweep, a_default_is_checked_too) {
  const ProjectSpec project =
      project_of("stages: {fit: {cmd: x, params: {k: {type: int, min: 1, default: 0}}}}\n");
  EXPECT_NE(sweep_error(project, {}).find("k = 0 is below its minimum 1"), std::string::npos);
}

TEST(Sweep, a_billion_points_are_refused_with_the_count_and_at_once) {
  const ProjectSpec project = project_of(
      "stages: {fit: {cmd: x, matrix: {a: {range: [0, 1000]}, b: {range: [0, 1000]}, "
      "c: {range: [0, 1000]}}}}\n");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(sweep_error(project, {}),
            "stage 'fit' spans 1000000000 runs; one plan may have 1000000 | narrow the matrix, or "
            "run a part of it, as in: cairn run fit seed=1");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Sweep, what_is_no_override_is_refused) {
  for (const std::string text : {"k", "=3", ""}) {
    EXPECT_THROW(parse_override(text), Error) << text;
  }
}

}  // namespace
}  // namespace cairn
