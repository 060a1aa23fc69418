#include "cairn/query/metric_name.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

Catalog catalog_with(const std::vector<std::string>& metrics,
                     const std::vector<std::string>& params,
                     const std::vector<std::string>& tags = {}) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_run("a");
  for (const std::string& key : metrics) row.metrics.push_back(metric(key, 1));
  for (const std::string& key : params) row.params.emplace_back(key, 1);
  for (const std::string& key : tags) row.tags.emplace_back(key, "x");
  catalog.put_run(row);
  return catalog;
}

std::string key_error(const Catalog& catalog, std::string_view name) {
  try {
    resolve_key(catalog, name);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + " | " + error.hint();
  }
  ADD_FAILURE() << name << " was understood";
  return {};
}

TEST(MetricName, TakesTheExactKeyThenValidationThenTheOnlyOneThatEndsSo) {
  const Catalog catalog = catalog_with({"rmse", "val.rmse", "val.r2", "test.r2", "test.mae"}, {});
  EXPECT_EQ(resolve_metric(catalog, "rmse"), "rmse");
  EXPECT_EQ(resolve_metric(catalog, "r2"), "val.r2");
  EXPECT_EQ(resolve_metric(catalog, "mae"), "test.mae");
  EXPECT_EQ(resolve_metric(catalog, "test.r2"), "test.r2");
  EXPECT_EQ(resolve_metric(catalog, "metrics.rmse"), "rmse");
}

TEST(MetricName, ListsTheCandidatesOfAnAmbiguousName) {
  const Catalog catalog = catalog_with({"train.mae", "test.mae"}, {});
  try {
    resolve_metric(catalog, "mae");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "'mae' may mean test.mae or train.mae");
    EXPECT_EQ(error.hint(), "type one of: test.mae, train.mae");
  }
}

TEST(MetricName, NamesTheNearestKeyOrListsThem) {
  const Catalog catalog = catalog_with({"val.rmse", "val.mae"}, {});
  try {
    resolve_metric(catalog, "val.rsme");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.hint().find("val.rmse"), std::string::npos);
  }
  try {
    resolve_metric(catalog, "accuracy_of_everything");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "there are: val.mae, val.rmse");
  }
  try {
    resolve_metric(Catalog::open_in_memory(), "rmse");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "no run has a metric yet");
  }
}

TEST(MetricName, ShortensALongListOfKeys) {
  std::vector<std::string> keys;
  for (int i = 0; i < 500; ++i) keys.push_back("group.metric" + std::to_string(i));
  try {
    resolve_metric(catalog_with(keys, {}), "zzzzzzzzzzzzzz");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.hint().find("(500 in all)"), std::string::npos) << error.hint();
  }
}

TEST(KeyName, FindsFieldsMetricsParamsAndTags) {
  const Catalog catalog =
      catalog_with({"val.rmse", "loss"}, {"lr", "model.depth", "status"}, {"team"});
  EXPECT_EQ(resolve_key(catalog, "created"), (KeyRef{KeyFamily::field, "created"}));
  EXPECT_EQ(resolve_key(catalog, "rmse"), (KeyRef{KeyFamily::metric, "val.rmse"}));
  EXPECT_EQ(resolve_key(catalog, "lr"), (KeyRef{KeyFamily::param, "lr"}));
  EXPECT_EQ(resolve_key(catalog, "depth"), (KeyRef{KeyFamily::param, "model.depth"}));
  EXPECT_EQ(resolve_key(catalog, "team"), (KeyRef{KeyFamily::tag, "team"}));
  EXPECT_EQ(resolve_key(catalog, "tags.team"), (KeyRef{KeyFamily::tag, "team"}));
  EXPECT_EQ(resolve_key(catalog, "status"), (KeyRef{KeyFamily::field, "status"}));
  EXPECT_EQ(resolve_key(catalog, "params.status"), (KeyRef{KeyFamily::param, "status"}));
}

TEST(KeyName, RefusesANameThatIsAMetricAndAParam) {
  const Catalog catalog = catalog_with({"x", "val.depth"}, {"x", "model.depth"});
  EXPECT_EQ(key_error(catalog, "x"),
            "'x' may mean metrics.x or params.x | type one of: metrics.x, params.x");
  EXPECT_EQ(resolve_key(catalog, "params.x"), (KeyRef{KeyFamily::param, "x"}));
  EXPECT_EQ(resolve_key(catalog, "metrics.x"), (KeyRef{KeyFamily::metric, "x"}));
}

TEST(KeyName, NamesTheNearestOfAllFamilies) {
  const Catalog catalog = catalog_with({"val.rmse"}, {"n_components"});
  EXPECT_NE(key_error(catalog, "n_componets").find("n_components"), std::string::npos);
  EXPECT_NE(key_error(catalog, "creatde").find("created"), std::string::npos);
  EXPECT_NE(key_error(catalog, "").find("no run has"), std::string::npos);
}

}  // namespace
}  // namespace cairn
