#include "cairn/layout/ranking.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cairn {
namespace {

Value child(const std::string& name, const Value& rmse) {
  return Map{{"name", name}, {"id", "id_" + name}, {"metrics", Map{{"val", Map{{"rmse", rmse}}}}}};
}

Value run(const std::string& name, const Value& rmse, const std::string& status = "finished") {
  return Map{{"name", name},
             {"id", "id_" + name},
             {"status", status},
             {"metrics", Map{{"val", Map{{"rmse", rmse}}}}}};
}

std::string ranks(const std::vector<Value>& runs) {
  std::vector<const Value*> pointers;
  for (const Value& r : runs) pointers.push_back(&r);
  std::string out;
  for (const RankedRun& row : rank_runs(pointers)) {
    out += std::to_string(row.rank) + ":" + row.run->find("name")->as_string() + " ";
  }
  return out;
}

std::string best_name(const List& children, const Value& rank = {}) {
  Value owner = Map{{"children", children}};
  if (!rank.is_null()) owner.as_map().set("rank", rank);
  const Value* best = best_child(owner);
  return best == nullptr ? "none" : best->find("name")->as_string();
}

TEST(Ranking, equal_scores_share_a_rank_in_order_of_name) {
  EXPECT_EQ(ranks({run("d", 3.0), run("c", 2.0), run("b", 2.0), run("a", 1)}), "1:a 2:b 2:c 4:d ");
}

TEST(Ranking, only_finished_runs_with_a_finite_score_are_ranked) {
  EXPECT_EQ(ranks({run("nan", NAN), run("inf", INFINITY), run("text", "1"), run("none", nullptr),
                   run("failed", 0.1, "failed"), run("ok", 5.0)}),
            "1:ok ");
  EXPECT_EQ(ranks({Map{{"status", "finished"}}, Map{}}), "");
}

TEST(Ranking, the_direction_and_metric_come_from_the_record) {
  Value a = run("a", 1.0);
  Value b = run("b", 2.0);
  for (Value* r : {&a, &b}) r->as_map().set("rank", Map{{"by", "val.rmse"}, {"direction", "max"}});
  EXPECT_EQ(ranks({a, b}), "1:b 2:a ");
}

TEST(Ranking, runs_ranked_by_different_metrics_are_ranked_apart) {
  Value accurate = Map{{"name", "z"},
                       {"id", "z"},
                       {"status", "finished"},
                       {"metrics", Map{{"val.accuracy", 0.9}}},
                       {"rank", Map{{"by", "val.accuracy"}, {"direction", "max"}}}};
  EXPECT_EQ(ranks({accurate, run("b", 2.0), run("a", 3.0)}), "1:b 2:a 1:z ");
}

TEST(Ranking, the_best_child_has_the_best_score_then_is_an_aggregate_then_comes_first) {
  EXPECT_EQ(best_name({child("fold_0", 2.0), child("fold_1", 1.0), child("avg", 3.0)}), "fold_1");
  EXPECT_EQ(best_name({child("fold_0", 1.0), child("avg", 1.0), child("w_avg", 1.0)}), "w_avg");
  EXPECT_EQ(best_name({child("fold_0", 1.0), child("avg", 1.0)}), "avg");
  EXPECT_EQ(best_name({child("fold_1", 1.0), child("fold_0", 1.0)}), "fold_1");
  EXPECT_EQ(best_name({child("fold_0", NAN), child("fold_1", 9.0)}), "fold_1");
  EXPECT_EQ(best_name({child("fold_0", NAN)}), "none");
  EXPECT_EQ(best_name({}), "none");
  EXPECT_EQ(best_name({child("fold_0", 1.0), child("fold_1", 2.0)},
                      Map{{"by", "val.rmse"}, {"direction", "max"}}),
            "fold_1");
}

}  // namespace
}  // namespace cairn
