#include "cairn/query/compare.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/json.h"
#include "cairn/query/compare_print.h"
#include "cairn/query/latex.h"

namespace cairn {
namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

CompareRow row_of(std::vector<Value> values, std::optional<MetricGoal> best = {}) {
  return {.key = "k", .kind = CellKind::number, .values = std::move(values), .best = best};
}

TEST(Compare, types_differ_and_nan_equals_nan) {
  EXPECT_TRUE(all_agree(row_of({1, 1})));
  EXPECT_FALSE(all_agree(row_of({1, 1.0})));
  EXPECT_FALSE(all_agree(row_of({1, "1"})));
  EXPECT_FALSE(all_agree(row_of({Value(), 0})));
  EXPECT_TRUE(all_agree(row_of({kNan, kNan})));
  EXPECT_FALSE(all_agree(row_of({kNan, INFINITY})));
}

TEST(Compare, a_delta_has_a_sign_and_a_share_of_the_first) {
  const struct {
    Value first;
    Value value;
    std::string text;
  } cases[] = {{0.4, 0.3, "-0.100, -25 %"},
               {0.4, 0.5, "+0.100, +25 %"},
               {-0.4, -0.3, "+0.100, -25 %"},
               {0, 2, "+2.00"},
               {0.001, 5, "+5.00, +499900 %"},
               {2, 2.0, ""},
               {Value(), 1, ""},
               {1, "x", ""},
               {kNan, 1, ""},
               {1, INFINITY, ""},
               {-1.7e308, 1.7e308, ""}};
  for (const auto& test : cases) EXPECT_EQ(delta_text(test.first, test.value), test.text);
}

TEST(Compare, the_best_is_marked_where_an_end_is_good_and_values_differ) {
  using Places = std::vector<std::size_t>;
  EXPECT_EQ(best_places(row_of({3, 1, 1}, MetricGoal::min)), (Places{1, 2}));
  EXPECT_EQ(best_places(row_of({3, 1, 1}, MetricGoal::max)), Places{0});
  EXPECT_EQ(best_places(row_of({3, 1})), Places{});
  EXPECT_EQ(best_places(row_of({1, 1}, MetricGoal::min)), Places{});
  EXPECT_EQ(best_places(row_of({kNan, 2, Value()}, MetricGoal::min)), Places{1});
  EXPECT_EQ(best_places(row_of({INFINITY, 2}, MetricGoal::max)), Places{0});
}

Comparison two_runs() {
  Comparison comparison{.runs = {{"aaaaaa", "<one>", "p"}, {"bbbbbb", "two", "q"}}};
  CompareSection params{.title = "params"};
  params.row("lr|x", 2).values = {0.1, 0.2};
  params.row("same", 2).values = {1, 1};
  CompareSection metrics{.title = "metrics"};
  CompareRow& rmse = metrics.row("rmse", 2, CellKind::number);
  rmse.values = {0.5, 0.25};
  rmse.best = MetricGoal::min;
  comparison.sections = {params, metrics};
  return comparison;
}

TEST(Compare, differences_are_kept_and_the_rest_is_counted) {
  Comparison comparison = two_runs();
  keep_differences(comparison);
  ASSERT_EQ(comparison.sections[0].rows.size(), 1U);
  EXPECT_EQ(comparison.sections[0].equal, 1);
  EXPECT_EQ(comparison_tables(comparison, TableFormat::table, {}, RunsAre::columns),
            "params  aaaaaa <one>  bbbbbb two\n"
            "lr|x    0.1           0.2\n"
            "\n"
            "metrics  aaaaaa <one>  bbbbbb two\n"
            "rmse     0.5000        0.2500  (-0.250, -50 %) *\n"
            "\n"
            "* the best; in brackets: against the first run\n"
            "equal in all: 1 params; --all to show\n");
}

TEST(Compare, equal_runs_have_no_differences) {
  Comparison comparison = two_runs();
  comparison.sections.pop_back();
  comparison.sections[0].rows.erase(comparison.sections[0].rows.begin());
  keep_differences(comparison);
  EXPECT_EQ(comparison_tables(comparison, TableFormat::table, {}, RunsAre::columns),
            "no differences\n\nequal in all: 1 params; --all to show\n");
}

TEST(Compare, each_form_escapes_what_it_must) {
  const Comparison comparison = two_runs();
  const std::string markdown = comparison_tables(comparison, TableFormat::md, {}, RunsAre::columns);
  EXPECT_NE(markdown.find("| lr\\|x | 0.1 | 0.2 |"), std::string::npos) << markdown;
  EXPECT_NE(markdown.find("&lt;one>"), std::string::npos);
  EXPECT_EQ(comparison_csv(comparison),
            "section,key,aaaaaa,bbbbbb\nparams,lr|x,0.1,0.2\nparams,same,1,1\n"
            "metrics,rmse,0.5,0.25\n");
  EXPECT_EQ(latex_text("50% & \\_{x}^~ <a>|\"$#"),
            "50\\% \\& \\textbackslash{}\\_\\{x\\}\\textasciicircum{}\\textasciitilde{} "
            "\\textless{}a\\textgreater{}\\textbar{}\\char34{}\\$\\#");
  const std::string latex = comparison_latex(comparison, RunsAre::rows);
  EXPECT_EQ(latex,
            "% \\usepackage{booktabs}\n\\begin{tabular}{lrrr}\n\\toprule\n"
            " & lr\\textbar{}x & same & rmse \\\\\n\\midrule\n"
            "aaaaaa \\textless{}one\\textgreater{} & 0.1 & 1 & 0.5000 \\\\\n"
            "bbbbbb two & 0.2 & 1 & \\textbf{0.2500} \\\\\n"
            "\\bottomrule\n\\end{tabular}\n");
}

TEST(Compare, json_holds_raw_values) {
  EXPECT_EQ(to_json(*comparison_json(two_runs()).find("sections")->as_list()[1].find("rows")),
            R"([{"key":"rmse","values":[0.5,0.25],"best":"min"}])");
}

}  // namespace
}  // namespace cairn
