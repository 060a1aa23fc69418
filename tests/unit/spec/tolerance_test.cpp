#include "cairn/spec/tolerance.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/spec/project_spec.h"

namespace cairn {
namespace {

ToleranceSpec tolerance_of(const std::string& yaml) {
  const YamlDocument document(
      "c.yaml",
      "stages: {fit: {cmd: x, outs: {model: m.bin, table: t.csv}, tolerance: " + yaml + "}}");
  return read_project_spec(document).stages.front().tolerance;
}

std::string tolerance_error(const std::string& yaml) {
  try {
    tolerance_of(yaml);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + " | " + error.hint();
  }
  return "no error";
}

TEST(Tolerance, WithoutOneEverythingMustBeEqual) {
  const ToleranceSpec none;
  EXPECT_TRUE(none.of_out("model").is_exact());
  EXPECT_TRUE(none.of_metric("rmse").is_exact());
  EXPECT_FALSE(none.speaks_of_metrics());
}

TEST(Tolerance, ANumberIsForEverything) {
  const ToleranceSpec all = tolerance_of("1e-6");
  EXPECT_EQ(all.of_out("model"), (Tolerance{.relative = 1e-6}));
  EXPECT_EQ(all.of_metric("rmse"), (Tolerance{.relative = 1e-6}));
  EXPECT_TRUE(all.speaks_of_metrics());
}

TEST(Tolerance, TheNearerNameWins) {
  const ToleranceSpec spec = tolerance_of("{model: any, metrics: 1e-3, metrics.seconds: any}");
  EXPECT_TRUE(spec.of_out("model").is_any);
  EXPECT_TRUE(spec.of_out("table").is_exact());
  EXPECT_EQ(spec.of_metric("rmse"), (Tolerance{.relative = 1e-3}));
  EXPECT_TRUE(spec.of_metric("seconds").is_any);
  EXPECT_TRUE(tolerance_of("{metrics.seconds: any}").of_metric("rmse").is_exact());
  EXPECT_FALSE(tolerance_of("{table: 1e-3}").speaks_of_metrics());
}

TEST(Tolerance, MistakesAreNamedWithTheirPlaces) {
  EXPECT_EQ(
      tolerance_error("{modle: any}"),
      "c.yaml:1:79: stage 'fit' has no out 'modle' that could have a tolerance | did you mean "
      "'model'?");
  const std::string hint = " | as in tolerance: {metrics: 1e-6, model: any}";
  EXPECT_EQ(tolerance_error("some"),
            "c.yaml:1:71: a tolerance is a share from 0 to below 1, or any" + hint);
  for (const char* bad : {"-1", "1", "2.5", ".nan", "[1]", "{model: 1e9}", "true"}) {
    EXPECT_NE(tolerance_error(bad).find("a tolerance is a share"), std::string::npos) << bad;
  }
}

}  // namespace
}  // namespace cairn
