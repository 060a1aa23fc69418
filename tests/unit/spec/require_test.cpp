#include "cairn/spec/require.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/spec/sweep.h"

namespace cairn {
namespace {

/// How many points a stage with the rule `require` makes, or why there are none.
std::string points_or_error(const std::string& require,
                            const std::vector<std::string>& overrides = {}) {
  const std::string text =
      "datasets: {corn: c, wheat: w}\n"
      "stages:\n"
      "  fit:\n"
      "    cmd: run\n"
      "    params: {batch: 32, amp: {type: bool, default: false}}\n"
      "    matrix: {lr: [0.1, 0.2], model: [PLS, SVM], dataset: all}\n"
      "    require: " +
      require + "\n";
  try {
    const YamlDocument document("cairn.yaml", text);
    const ProjectSpec project = read_project_spec(document);
    SweepRequest request;
    for (const std::string& override : overrides) {
      request.overrides.push_back(parse_override(override));
    }
    return std::to_string(expand_sweep(project, request).size());
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + (error.hint().empty() ? "" : "\n| " + error.hint());
  }
}

TEST(Require, rules_that_all_points_pass_change_nothing) {
  EXPECT_EQ(points_or_error("lr < 1"), "8");
  EXPECT_EQ(points_or_error("[\"params.lr < 1 AND batch = 32\", \"model IN ('PLS', 'SVM')\"]"),
            "8");
  EXPECT_EQ(points_or_error("batch <= 64 OR amp = true", {"batch=64"}), "8");
  EXPECT_EQ(points_or_error("dataset LIKE '%n' OR dataset = 'wheat'"), "8");
  EXPECT_EQ(points_or_error("[]"), "8");
}

TEST(Require, the_first_rule_that_a_point_breaks_is_named_with_its_place_and_the_values) {
  EXPECT_EQ(points_or_error("batch <= 64 OR amp = true", {"batch=128"}),
            "cairn.yaml:7:14: stage 'fit' requires batch <= 64 OR amp = true, but a run has "
            "batch = 128, amp = false\n| give other values, or change the rule");
  EXPECT_EQ(
      points_or_error("[lr > 0, \"NOT (lr > 0.15 AND model = 'PLS')\"]"),
      "cairn.yaml:7:23: stage 'fit' requires NOT (lr > 0.15 AND model = 'PLS'), but a run has "
      "lr = 0.2, model = PLS\n| give other values, or change the rule");
}

TEST(Require, a_value_that_is_null_passes_no_comparison) {
  EXPECT_EQ(points_or_error("batch != 1", {"batch=null"}),
            "cairn.yaml:7:14: stage 'fit' requires batch != 1, but a run has batch = null\n"
            "| give other values, or change the rule");
  EXPECT_EQ(points_or_error("batch IS NULL OR batch > 1", {"batch=null"}), "8");
}

TEST(Require, what_is_no_rule_about_params_is_refused_when_the_file_is_read) {
  EXPECT_EQ(
      points_or_error("lrr < 1"),
      "cairn.yaml:7:14: stage 'fit' has no param 'lrr'\n  lrr < 1\n  ^\n| did you mean 'lr'?");
  EXPECT_EQ(points_or_error("lr <"),
            "cairn.yaml:7:14: expected a value, found the end\n  lr <\n      ^");
  EXPECT_EQ(points_or_error("metrics.rmse < 1"),
            "cairn.yaml:7:14: a rule looks at params only\n  metrics.rmse < 1\n  ^");
  EXPECT_EQ(points_or_error("child.lr < 1"),
            "cairn.yaml:7:14: a rule looks at params only\n  child.lr < 1\n  ^");
  EXPECT_EQ(points_or_error("lr < 1 AND has(model)"),
            "cairn.yaml:7:14: a rule looks at params only, not at artifacts, groups or tags\n"
            "  lr < 1 AND has(model)\n  ^");
  EXPECT_EQ(points_or_error("{lr: 1}"),
            "cairn.yaml:7:14: require must be a filter or a list of filters");
  EXPECT_EQ(points_or_error("[3]"),
            "cairn.yaml:7:15: a rule must be a text\n| as in require: \"lr < 1\"");
}

}  // namespace
}  // namespace cairn
