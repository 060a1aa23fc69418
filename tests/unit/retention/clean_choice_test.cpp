#include "cairn/retention/clean_choice.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cairn/base/time_units.h"

namespace cairn {
namespace {

constexpr TimeUs kNow = 1000 * kDay;

Digest digest_of(const std::string& id) { return sha256(id); }

CleanRow row(const std::string& id, int age_days, std::optional<double> score = std::nullopt) {
  return {.id = {id},
          .digest = digest_of(id),
          .path = "results/" + id,
          .when = kNow - age_days * kDay,
          .score = score};
}

LinkRow link(const std::string& type, const std::string& to) {
  return {.type = type, .digest = digest_of(to)};
}

/// "a:goes b:young …" in the order of the rows.
std::string told(const std::vector<CleanRow>& rows, const CleanRules& rules,
                 const std::vector<CleanGroup>& groups = {}) {
  constexpr std::array kNames = {"goes",    "filtered", "copy",   "archived", "adopted",
                                 "running", "pinned",   "kept",   "no",       "best",
                                 "newest",  "young",    "linked", "reused",   "holds"};
  const CleanChoice choice = choose_to_clean(rows, groups, rules, kNow);
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!text.empty()) text += " ";
    text += rows[i].id.text + ":" + kNames.at(static_cast<std::size_t>(choice.verdicts[i].reason));
  }
  return text;
}

CleanRules older(int days) { return {.older_than = days * kDay}; }
CleanRules best(std::int64_t count) { return {.keep_best = count}; }

TEST(CleanChoice, of_nothing_is_nothing) {
  const CleanChoice choice = choose_to_clean({}, {}, older(30), kNow);
  EXPECT_TRUE(choice.verdicts.empty());
  EXPECT_TRUE(choice.groups.empty());
}

TEST(CleanChoice, by_age_takes_what_is_older_and_not_what_is_as_old) {
  EXPECT_EQ(told({row("a", 31), row("b", 30), row("c", 1)}, older(30)), "a:goes b:young c:young");
}

TEST(CleanChoice, keeps_the_newest_ties_by_id) {
  CleanRules rules = older(10);
  rules.keep_newest = 2;
  EXPECT_EQ(told({row("c", 50), row("a", 50), row("b", 50)}, rules), "c:goes a:newest b:newest");
}

TEST(CleanChoice, keeps_the_best_ties_by_id_whatever_the_order_of_rows) {
  EXPECT_EQ(told({row("c", 1, 0.5), row("b", 1, 0.5), row("a", 1, 0.7)}, best(1)),
            "c:goes b:best a:goes");
  EXPECT_EQ(told({row("b", 1, 0.5), row("a", 1, 0.7), row("c", 1, 0.5)}, best(1)),
            "b:best a:goes c:goes");
  CleanRules highest = best(1);
  highest.goal = MetricGoal::max;
  EXPECT_EQ(told({row("a", 1, 0.5), row("b", 1, 0.7)}, highest), "a:goes b:best");
}

TEST(CleanChoice, never_ranks_what_has_no_finite_score) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(told({row("a", 1, nan), row("b", 1, -inf), row("c", 1, inf), row("d", 1),
                  row("e", 1, 0.1), row("f", 1, 0.2)},
                 best(1)),
            "a:no b:no c:no d:no e:best f:goes");
}

TEST(CleanChoice, ranks_each_per_by_itself) {
  std::vector<CleanRow> rows{row("a", 1, 1), row("b", 1, 2), row("c", 1, 3), row("d", 1, 4)};
  rows[0].per = rows[1].per = "corn";
  EXPECT_EQ(told(rows, best(1)), "a:best b:goes c:best d:goes");
}

TEST(CleanChoice, age_and_rank_must_both_hold) {
  CleanRules rules = best(1);
  rules.older_than = 30 * kDay;
  EXPECT_EQ(told({row("a", 40, 1), row("b", 40, 2), row("c", 2, 3)}, rules),
            "a:best b:goes c:young");
}

TEST(CleanChoice, pinned_running_and_copies_stay) {
  std::vector<CleanRow> rows{row("a", 90), row("b", 90), row("c", 90), row("d", 90), row("e", 90)};
  rows[0].pinned = true;
  rows[1].status = RunStatus::running;
  rows[2].is_copy = true;
  rows[3].is_kept = true;
  EXPECT_EQ(told(rows, older(30)), "a:pinned b:running c:copy d:kept e:goes");
}

TEST(CleanChoice, what_does_not_match_stays_and_is_not_ranked) {
  std::vector<CleanRow> rows{row("a", 90, 1), row("b", 90, 2), row("c", 90, 3)};
  rows[0].matches = false;
  EXPECT_EQ(told(rows, best(1)), "a:filtered b:best c:goes");
}

TEST(CleanChoice, an_input_of_a_kept_run_is_kept_over_any_distance) {
  std::vector<CleanRow> rows{row("a", 90), row("b", 60), row("c", 1), row("d", 90)};
  rows[2].links = {link("input", "b")};
  rows[1].links = {link("input", "a")};
  EXPECT_EQ(told(rows, older(30)), "a:linked b:linked c:young d:goes");
  CleanRules rules = older(30);
  rules.lineage = LineageRule::ignore;
  EXPECT_EQ(told(rows, rules), "a:goes b:goes c:young d:goes");
}

TEST(CleanChoice, says_by_which_link_the_trial_of_a_kept_refit_stays) {
  std::vector<CleanRow> rows{row("trial", 90), row("refit", 1)};
  rows[1].links = {link("refit_of", "trial"), {.type = "input", .name = "corn"}};
  const CleanChoice choice = choose_to_clean(rows, {}, older(30), kNow);
  EXPECT_EQ(choice.verdicts[0].reason, CleanReason::linked);
  EXPECT_EQ(choice.verdicts[0].other, "refit");
  EXPECT_EQ(choice.verdicts[0].link, "refit_of");
}

TEST(CleanChoice, links_in_a_circle_and_to_nowhere_do_no_harm) {
  std::vector<CleanRow> rows{row("a", 90), row("b", 90)};
  rows[0].links = {link("parent", "b"), link("input", "gone")};
  rows[1].links = {link("parent", "a"), link("parent", "b")};
  EXPECT_EQ(told(rows, older(30)), "a:goes b:goes");
}

TEST(CleanChoice, a_folder_that_holds_a_kept_run_stays) {
  std::vector<CleanRow> rows{row("a", 90), row("b", 1), row("c", 90)};
  rows[1].path = "results/a/deep/b";
  rows[2].path = "results/ab";
  EXPECT_EQ(told(rows, older(30)), "a:holds b:young c:goes");
}

std::vector<CleanRow> in_sessions() {
  std::vector<CleanRow> rows{row("a", 90, 1), row("b", 2, 9), row("c", 90, 5), row("d", 80, 4)};
  rows[0].group = rows[1].group = "results/one";
  rows[2].group = rows[3].group = "results/two";
  return rows;
}

CleanRules of_groups(CleanRules rules) {
  rules.unit = CleanupUnit::group;
  return rules;
}

TEST(CleanChoice, a_session_is_as_old_as_its_newest_run_and_as_good_as_its_best) {
  EXPECT_EQ(told(in_sessions(), of_groups(older(30))), "a:young b:young c:goes d:goes");
  EXPECT_EQ(told(in_sessions(), of_groups(best(1))), "a:best b:best c:goes d:goes");
}

TEST(CleanChoice, a_session_that_is_best_in_one_dataset_stays) {
  std::vector<CleanRow> rows = in_sessions();
  rows[1].per = rows[2].per = "wheat";
  EXPECT_EQ(told(rows, of_groups(best(1))), "a:best b:best c:best d:best");
}

TEST(CleanChoice, a_run_that_a_kept_session_reuses_stays_and_those_of_going_ones_do_not) {
  const std::vector<CleanGroup> groups{{"results/one", kNow, {digest_of("c")}},
                                       {"results/two", kNow, {digest_of("a")}}};
  EXPECT_EQ(told(in_sessions(), of_groups(older(30)), groups), "a:young b:young c:reused d:goes");
  CleanRules all = of_groups(older(1));
  EXPECT_EQ(told(in_sessions(), all, groups), "a:goes b:goes c:goes d:goes");
}

TEST(CleanChoice, a_session_without_runs_goes_by_its_age_where_that_is_asked) {
  const std::vector<CleanGroup> groups{{"results/old", kNow - 40 * kDay, {}},
                                       {"results/new", kNow, {}},
                                       {"results/two", kNow - 90 * kDay, {}}};
  CleanRules rules = of_groups(older(30));
  EXPECT_TRUE(choose_to_clean(in_sessions(), groups, rules, kNow).groups.empty());
  rules.takes_empty_groups = true;
  EXPECT_EQ(choose_to_clean(in_sessions(), groups, rules, kNow).groups,
            (std::vector<std::string>{"results/old"}));
}

TEST(CleanChoice, a_clock_far_ahead_or_behind_overflows_nothing) {
  const std::vector<CleanRow> rows{row("a", 0), row("b", 900)};
  EXPECT_EQ(choose_to_clean(rows, {}, older(36500), kNow + 36'500 * kDay).verdicts[0].reason,
            CleanReason::young);
  EXPECT_EQ(choose_to_clean(rows, {}, older(1), 0).verdicts[1].reason, CleanReason::young);
}

TEST(CleanChoice, counts_the_newest_among_what_is_asked_for) {
  std::vector<CleanRow> rows{row("a", 40), row("b", 50), row("c", 60),
                             row("d", 70), row("e", 80), row("f", 90)};
  rows[0].matches = false;
  rows[1].is_archived = true;
  rows[2].is_copy = true;
  CleanRules rules = older(30);
  rules.keep_newest = 2;
  EXPECT_EQ(told(rows, rules), "a:filtered b:archived c:copy d:newest e:newest f:goes");
  rules = {.older_than = 30 * kDay, .keeps_newest_of_all = true};
  EXPECT_EQ(told(rows, rules), "a:filtered b:archived c:copy d:goes e:goes f:goes");
  rows[0].is_archived = true;
  EXPECT_EQ(told(rows, rules), "a:filtered b:archived c:copy d:newest e:goes f:goes");
}

TEST(CleanChoice, counts_a_session_of_which_a_run_is_asked_for) {
  std::vector<CleanRow> rows{row("a", 40), row("b", 50), row("c", 60), row("d", 70)};
  rows[0].group = "results/new";
  rows[1].group = rows[2].group = "results/middle";
  rows[3].group = "results/old";
  rows[0].matches = rows[1].matches = false;
  CleanRules rules{.keep_newest = 1, .unit = CleanupUnit::group};
  EXPECT_EQ(told(rows, rules), "a:filtered b:filtered c:newest d:goes");
}

TEST(CleanChoice, an_older_copy_takes_no_rank) {
  std::vector<CleanRow> rows{row("a", 1, 0.1), row("b", 1, 0.2), row("c", 1, 0.3)};
  rows[0].is_copy = true;
  EXPECT_EQ(told(rows, best(1)), "a:copy b:best c:goes");
}

TEST(CleanChoice, leaves_the_archive_alone_and_does_not_rank_it) {
  std::vector<CleanRow> rows{row("a", 90, 0.1), row("b", 90, 0.3), row("c", 1, 0.2)};
  rows[0].is_archived = true;
  EXPECT_EQ(told(rows, best(1)), "a:archived b:goes c:best");
  EXPECT_EQ(told(rows, older(30)), "a:archived b:goes c:young");
}

TEST(CleanChoice, adopted_runs_neither_go_nor_count_among_the_best_or_newest) {
  std::vector<CleanRow> rows{row("a", 1, 0.1), row("b", 80, 0.3), row("c", 90, 0.2)};
  rows[0].is_adopted = true;
  EXPECT_EQ(told(rows, best(1)), "a:adopted b:goes c:best");
  CleanRules rules = older(30);
  rules.keep_newest = 1;
  EXPECT_EQ(told(rows, rules), "a:adopted b:newest c:goes");
  rows[0].matches = false;
  EXPECT_EQ(told(rows, rules), "a:filtered b:newest c:goes");
}

TEST(CleanChoice, what_can_still_be_reached_is_kept_by_nobody_but_its_folder) {
  std::vector<CleanRow> rows{row("input", 90), row("user", 1), row("reused", 90), row("outer", 90),
                             row("inner", 1)};
  rows[1].links = {link("input", "input")};
  rows[4].path = "results/outer/inner";
  CleanRules rules = older(30);
  const std::vector<CleanGroup> groups{
      {.path = "results/session", .created = kNow, .reused = {digest_of("reused")}}};
  EXPECT_EQ(told(rows, rules, groups),
            "input:linked user:young reused:reused outer:holds inner:young");
  rules.lineage = LineageRule::reachable;
  EXPECT_EQ(told(rows, rules, groups), "input:goes user:young reused:goes outer:holds inner:young");
  rows[1].status = RunStatus::running;
  EXPECT_EQ(told(rows, rules, groups),
            "input:linked user:young reused:goes outer:holds inner:young");
}

}  // namespace
}  // namespace cairn
