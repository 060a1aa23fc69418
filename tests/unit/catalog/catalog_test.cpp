#include "cairn/catalog/catalog.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/catalog/folder_marks.h"
#include "unit/catalog/rows.h"

namespace cairn {
namespace {

std::vector<std::string> paths(const std::vector<RunHead>& heads) {
  std::vector<std::string> found;
  for (const RunHead& head : heads) found.push_back(head.path);
  return found;
}

TEST(Catalog, GivesBackEveryPartOfARun) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow row = make_full_run("a");
  EXPECT_EQ(catalog.put_run(row), PutResult::added);
  RunRow found = load_one(catalog, catalog.heads().at(0).rowid);
  EXPECT_NE(found.rowid, 0);
  found.rowid = 0;
  EXPECT_EQ(found, row);
  // Equality of values does not tell 1 from true by accident.
  EXPECT_TRUE(found.params[0].second.is_int());
  EXPECT_TRUE(found.params[1].second.is_real());
  EXPECT_TRUE(found.params[2].second.is_string());
  EXPECT_TRUE(found.params[3].second.is_bool());
  EXPECT_TRUE(found.params[8].second.is_string());
}

// Runs are found by the tables of values and shown from the packed columns.
TEST(Catalog, TheTablesOfValuesSayWhatThePackedColumnsSay) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow row = make_full_run("a");
  catalog.put_run(row);
  const auto selected = [&](const char* sql) {
    Statement select = catalog.database().prepare(sql);
    std::string text;
    while (select.step()) text += std::string(select.text(0)) + " ";
    return text;
  };
  std::string params;
  std::string metrics;
  std::string names;
  for (const auto& [key, value] : row.params) {
    params += fmt::format("{}:{} ", key, static_cast<int>(value.type()));
  }
  for (const MetricRow& found : row.metrics) {
    metrics += fmt::format("{}:{}:{} ", found.key, found.value, found.points);
  }
  for (const NameRow& name : row.names) names += fmt::format("{}:{} ", name.scheme, name.name);
  EXPECT_EQ(selected("SELECT k.text || ':' || p.type FROM params p JOIN keys k ON k.id = p.key"
                     " ORDER BY k.text"),
            params);
  EXPECT_EQ(selected("SELECT k.text || ':' || m.value || ':' || m.points FROM metrics m"
                     " JOIN keys k ON k.id = m.key ORDER BY k.text"),
            metrics);
  EXPECT_EQ(selected("SELECT k.text FROM tags t JOIN keys k ON k.id = t.key ORDER BY k.text"),
            "reviewed team ");
  EXPECT_EQ(selected("SELECT scheme || ':' || name FROM names ORDER BY scheme, name"), names);
}

TEST(Catalog, RefusesPackedColumnsThatAreCutOrTooLongOrGone) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  const Database& database = catalog.database();
  const auto message = [&](const char* change) {
    const Transaction undone(database);
    database.execute(change);
    try {
      load_one(catalog, 1);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::corrupt);
      return error.message();
    }
    return std::string("nothing");
  };
  const std::int64_t size = database.scalar("SELECT length(packed) FROM columns");
  for (std::int64_t i = 0; i < size; ++i) {
    EXPECT_NE(message(fmt::format("UPDATE columns SET packed = substr(packed, 1, {})", i).c_str()),
              "nothing")
        << i;
  }
  EXPECT_EQ(message("UPDATE columns SET packed = CAST(packed || x'00' AS BLOB)"),
            "catalog '', run 1: there is more than the columns of a run");
  EXPECT_EQ(message("DELETE FROM columns"), "catalog '': run 1 has no row in columns");
  EXPECT_EQ(message("UPDATE keys SET id = id + 100"),
            "catalog '', run 1: catalog '': key 2 has no text");
  EXPECT_EQ(message("SELECT 1 WHERE FALSE"), "nothing");
}

TEST(Catalog, LoadsOnlyTheAskedParts) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  const std::int64_t rowid = catalog.heads().at(0).rowid;
  const auto load = [&](RunParts parts) {
    return catalog.load_runs(std::span(&rowid, 1), parts)[0];
  };
  EXPECT_TRUE(load(RunParts::head).params.empty());
  EXPECT_EQ(load(RunParts::columns).params.size(), 12u);
  EXPECT_EQ(load(RunParts::columns).names.size(), 2u);
  EXPECT_TRUE(load(RunParts::columns).artifacts.empty());
  EXPECT_EQ(load(RunParts::all).artifacts.size(), 2u);
}

TEST(Catalog, LoadsRunsInTheAskedOrderAndLeavesOutUnknownOnes) {
  Catalog catalog = Catalog::open_in_memory();
  for (const char* key : {"a", "b", "c"}) catalog.put_run(make_run(key));
  const std::vector<std::int64_t> rowids = {3, 99, 1};
  const std::vector<RunRow> runs = catalog.load_runs(rowids, RunParts::head);
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].path, "results/c");
  EXPECT_EQ(runs[1].path, "results/a");
}

TEST(Catalog, KeepsNanAndInfinityOfMetrics) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_run("a");
  const double inf = std::numeric_limits<double>::infinity();
  row.metrics = {metric("inf", inf), metric("nan", std::nan("")), metric("ninf", -inf)};
  catalog.put_run(row);
  const RunRow found = load_one(catalog, 1);
  EXPECT_EQ(found.metrics[0].value, inf);
  EXPECT_TRUE(std::isnan(found.metrics[1].value));
  EXPECT_EQ(found.metrics[2].value, -inf);
  EXPECT_EQ(catalog.put_run(row), PutResult::unchanged);
}

TEST(Catalog, ReplacesTheRunWithTheSamePathAndIdAndKeepsItsRowid) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  catalog.put_run(make_full_run("b"));
  RunRow again = make_full_run("a");
  again.attempt = 2;
  again.metrics = {metric("val.rmse", 0.1)};
  again.children.clear();
  EXPECT_EQ(catalog.put_run(again), PutResult::replaced);
  EXPECT_EQ(catalog.heads().size(), 2u);
  again.rowid = 1;
  EXPECT_EQ(load_one(catalog, 1), again);
  const Database& database = catalog.database();
  for (const char* table : {"child_params", "child_metrics", "children"}) {
    EXPECT_EQ(database.scalar("SELECT count(*) FROM " + std::string(table)), 1) << table;
  }
}

TEST(Catalog, SharesAFolderBetweenRuns) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow one = make_run("a");
  RunRow two = make_run("b");
  one.path = two.path = "results/shared";
  catalog.put_run(one);
  catalog.put_run(two);
  EXPECT_EQ(catalog.find_by_path("results/shared").size(), 2u);
  EXPECT_TRUE(catalog.remove_run_at("results/shared", one.id));
  EXPECT_FALSE(catalog.remove_run_at("results/shared", one.id));
  EXPECT_EQ(catalog.find_by_path("results/shared").at(0).id, two.id);
}

TEST(Catalog, TakesTheNewestAttemptAsTheRunAndTheOthersAsCopies) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow first = make_run("a");
  first.path = "results/m";
  RunRow equal = first;
  equal.path = "results/z";
  RunRow newer = first;
  newer.path = "results/zz";
  newer.attempt = 2;
  catalog.put_run(equal);
  catalog.put_run(first);
  EXPECT_EQ(catalog.find_by_digest(first.digest)->path, "results/m");
  EXPECT_EQ(catalog.find_by_digest(first.digest)->copy, 0);
  catalog.put_run(newer);
  EXPECT_EQ(catalog.find_by_digest(first.digest)->path, "results/zz");
  EXPECT_EQ(paths(catalog.find_copies(first.digest)),
            (std::vector<std::string>{"results/zz", "results/m", "results/z"}));
  EXPECT_EQ(catalog.find_by_id_prefix(first.id.text).size(), 1u);
  EXPECT_EQ(catalog.remove_below("results/zz"), 1u);
  EXPECT_EQ(catalog.find_by_digest(first.digest)->path, "results/m");
  catalog.remove_run_at("results/m", first.id);
  EXPECT_EQ(catalog.find_by_id_prefix(first.id.text).at(0).path, "results/z");
}

TEST(Catalog, TakesTheLaterStartOfEqualAttempts) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow early = make_run("a");
  RunRow late = early;
  late.path = "results/z";
  late.started = *early.started + 1;
  catalog.put_run(early);
  catalog.put_run(late);
  EXPECT_EQ(catalog.find_by_digest(early.digest)->path, "results/z");
}

TEST(Catalog, FindsRunsByAnyPrefixOfTheirIdAndByMoreDigitsThanAreShown) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow row = make_run("a");
  for (const char* key : {"a", "b", "c", "d", "e", "f"}) catalog.put_run(make_run(key));
  for (std::size_t length = 1; length <= 50; ++length) {
    const std::string prefix = short_id(row.digest, length).text;
    const std::vector<RunHead> found = catalog.find_by_id_prefix(prefix);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const RunHead& head) {
      return head.digest == row.digest;
    })) << prefix;
    if (length >= 6) {
      EXPECT_EQ(found.size(), 1u) << prefix;
    }
  }
  std::string other = short_id(row.digest, 8).text;
  other.back() = other.back() == 'x' ? 'y' : 'x';
  EXPECT_TRUE(catalog.find_by_id_prefix(other).empty());
  EXPECT_TRUE(catalog.find_by_id_prefix("%").empty());
}

TEST(Catalog, FindsRunsByNamesAliasesAndTheirOwnName) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow one = make_full_run("a");
  RunRow two = make_run("b");
  two.names = {{"hash6", "c20f9b"}};
  two.name = "golden";
  catalog.put_run(one);
  catalog.put_run(two);
  EXPECT_EQ(catalog.find_by_name("c20f9b").size(), 2u);
  EXPECT_EQ(catalog.find_by_name("golden").size(), 2u);
  EXPECT_EQ(catalog.find_by_name("run a").size(), 1u);
  EXPECT_TRUE(catalog.find_by_name("c20f9").empty());
}

TEST(Catalog, FindsAndRemovesWhatLiesBelowAFolderAndNothingBeside) {
  Catalog catalog = Catalog::open_in_memory();
  for (const char* key : {"x", "x/a", "x/a/b", "x-1", "x0", "x.y", "w"}) {
    catalog.put_run(make_run(key));
  }
  EXPECT_EQ(paths(catalog.find_below("results/x")),
            (std::vector<std::string>{"results/x", "results/x/a", "results/x/a/b"}));
  EXPECT_EQ(catalog.find_below("").size(), 7u);
  EXPECT_EQ(catalog.remove_below("results/x"), 3u);
  EXPECT_EQ(catalog.heads().size(), 4u);
}

TEST(Catalog, ListsWhatHasNotEnded) {
  Catalog catalog = Catalog::open_in_memory();
  const RunStatus all[] = {RunStatus::pending, RunStatus::running, RunStatus::finished,
                           RunStatus::failed,  RunStatus::killed,  RunStatus::preempted,
                           RunStatus::lost};
  for (const RunStatus status : all) {
    RunRow row = make_run(std::string(status_name(status)));
    row.status = status;
    catalog.put_run(row);
  }
  EXPECT_EQ(paths(catalog.unended()),
            (std::vector<std::string>{"results/pending", "results/running"}));
}

TEST(Catalog, FindsChildrenByIdAndRunsByTheirLinks) {
  Catalog catalog = Catalog::open_in_memory();
  const RunRow row = make_full_run("a");
  catalog.put_run(row);
  const std::vector<ChildHead> found =
      catalog.find_children_by_id_prefix(row.children[0].id.text.substr(0, 4));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "fold_0");
  EXPECT_EQ(found[0].run.path, row.path);
  EXPECT_EQ(paths(catalog.find_linked_to(sha256("upstream"))), std::vector<std::string>{row.path});
  EXPECT_TRUE(catalog.find_linked_to(sha256("other")).empty());
}

TEST(Catalog, RefusesTwoValuesUnderOneKeyAndLeavesNothingBehind) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_run("a");
  row.metrics = {metric("rmse", 1), metric("rmse", 2)};
  try {
    catalog.put_run(row);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("metric 'rmse' twice"), std::string::npos) << error.message();
  }
  EXPECT_TRUE(catalog.heads().empty());
}

TEST(Catalog, RollsBackWhatWasNotCommittedAndKeysWithIt) {
  Catalog catalog = Catalog::open_in_memory();
  {
    Transaction transaction = catalog.begin();
    catalog.put_run(make_full_run("a"));
  }
  EXPECT_TRUE(catalog.heads().empty());
  EXPECT_EQ(catalog.database().scalar("SELECT count(*) FROM keys"), 0);
  const RunRow row = make_full_run("b");
  catalog.put_run(row);
  EXPECT_EQ(load_one(catalog, 1).metrics, row.metrics);
}

TEST(Catalog, HoldsTenThousandMetricKeys) {
  Catalog catalog = Catalog::open_in_memory();
  RunRow row = make_run("a");
  for (int i = 0; i < 10'000; ++i) row.metrics.push_back(metric("m" + std::to_string(i), i));
  catalog.put_run(row);
  EXPECT_EQ(catalog.metric_keys().size(), 10'000u);
  catalog.mark_complete();  // Keys are found by another way then.
  EXPECT_EQ(catalog.metric_keys().size(), 10'000u);
  EXPECT_EQ(load_one(catalog, 1).metrics.size(), 10'000u);
  EXPECT_TRUE(catalog.param_keys().empty());
}

TEST(Catalog, KeepsOddNamesAsTheyAre) {
  Catalog catalog = Catalog::open_in_memory();
  for (const std::string& odd :
       {std::string("'; DROP TABLE runs; --"), std::string("Robert\0x", 8), std::string("\x1b[31m"),
        std::string("☃\u202e%_"), std::string("\n\t"), std::string(5000, 'x')}) {
    RunRow row = make_run("a");
    row.name = odd;
    row.path = "results/" + odd;
    row.params = {{odd, odd}};
    row.metrics = {metric(odd, 1)};
    catalog.put_run(row);
    const std::vector<RunHead> found = catalog.find_by_path(row.path);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(load_one(catalog, found[0].rowid).params, row.params);
    EXPECT_EQ(catalog.find_by_name(odd).size(), 1u);
    catalog.remove_below(row.path);
  }
}

TEST(Catalog, RemembersFoldersViewsJournalsAndGroups) {
  Catalog catalog = Catalog::open_in_memory();
  EXPECT_EQ(catalog.folder_mtime("results"), std::nullopt);
  catalog.set_folder_mtime("results", 5);
  catalog.set_folder_mtime("results/a", 6);
  catalog.set_folder_mtime("results-2", 7);
  catalog.set_folder_mtime("results", 8);
  EXPECT_EQ(catalog.folder_mtime("results"), 8);
  catalog.forget_folders("results");
  EXPECT_EQ(catalog.folders(),
            (std::vector<std::pair<std::string, std::int64_t>>{{"results-2", 7}}));

  EXPECT_FALSE(catalog.knows_views());
  catalog.set_view_digest("v", sha256("1"));
  catalog.set_view_digest("v", sha256("2"));
  EXPECT_TRUE(catalog.knows_views());
  EXPECT_EQ(catalog.view_digest("v"), sha256("2"));
  EXPECT_EQ(catalog.views().size(), 1u);
  catalog.forget_view("v");
  EXPECT_EQ(catalog.view_digest("v"), std::nullopt);
  EXPECT_FALSE(catalog.knows_views());
  catalog.mark_views_known();
  EXPECT_TRUE(catalog.knows_views());
  Catalog other = Catalog::open_in_memory();
  other.take_views(catalog);
  EXPECT_TRUE(other.knows_views());

  EXPECT_EQ(catalog.journal_offset("j"), 0);
  catalog.set_journal_offset("j", 42);
  EXPECT_EQ(catalog.journal_offset("j"), 42);
  EXPECT_EQ(catalog.journals().size(), 1u);
  catalog.forget_journal("j");
  EXPECT_TRUE(catalog.journals().empty());

  GroupRow group;
  group.path = "results/2026-11-20_wheat";
  group.kind = "session";
  group.name = "wheat";
  group.created = 12;
  group.fields = Map{{"experiment", "wheat"}};
  group.typed = Map{{"tags", List{"protein"}}};
  catalog.put_group(group);
  group.typed.set("notes", "ok");
  catalog.put_group(group);
  ASSERT_EQ(catalog.groups().size(), 1u);
  EXPECT_EQ(Value(catalog.find_group(group.path)->typed), Value(group.typed));
  catalog.remove_group(group.path);
  EXPECT_FALSE(catalog.find_group(group.path));
}

TEST(Catalog, DumpsEqualContentAsEqualTextWhateverTheOrder) {
  std::vector<RunRow> rows;
  for (const char* key : {"a", "b", "c", "d"}) rows.push_back(make_full_run(key));
  rows.push_back(rows[0]);
  rows.back().path = "results/copy";
  GroupRow group;
  group.path = "results";
  Catalog forward = Catalog::open_in_memory();
  forward.put_group(group);
  for (const RunRow& row : rows) forward.put_run(row);
  Catalog backward = Catalog::open_in_memory();
  backward.put_run(make_run("gone"));
  std::reverse(rows.begin(), rows.end());
  for (RunRow& row : rows) {
    std::reverse(row.metrics.begin(), row.metrics.end());
    std::reverse(row.params.begin(), row.params.end());
    backward.put_run(row);
  }
  backward.put_group(group);
  backward.remove_below("results/gone");
  EXPECT_EQ(forward.canonical_dump(), backward.canonical_dump());
  backward.remove_below("results/a");
  EXPECT_NE(forward.canonical_dump(), backward.canonical_dump());
}

// Puts, replacements, copies, removals and rollbacks in any order leave what a new catalog of the
// remaining rows would hold. That is what "disposable" means.
TEST(Catalog, EqualsACatalogOfWhatIsLeftAfterAnyHistory) {
  const std::uint64_t first_seed = std::random_device{}();
  for (std::uint64_t seed = first_seed; seed < first_seed + 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    Catalog catalog = Catalog::open_in_memory();
    std::map<std::string, RunRow> left;  // By path: here each folder has one run.
    for (int step = 0; step < 60; ++step) {
      RunRow row = make_full_run(std::to_string(pick(4)));
      row.path = "results/g" + std::to_string(pick(2)) + "/r" + std::to_string(pick(6));
      row.attempt = pick(3);
      row.started = pick(2) ? std::optional<TimeUs>(pick(2)) : std::nullopt;
      if (pick(2)) row.children.clear();
      const int action = pick(10);
      if (action < 7) {
        if (left.contains(row.path)) catalog.remove_run_at(row.path, left[row.path].id);
        catalog.put_run(row);
        left[row.path] = row;
      } else if (action == 7) {
        Transaction undone = catalog.begin();
        row.params.emplace_back("z" + std::to_string(step), step);
        catalog.put_run(row);
      } else {
        const std::string folder = action == 8 ? row.path : "results/g0";
        catalog.remove_below(folder);
        std::erase_if(left, [&](const auto& entry) {
          return entry.first == folder || entry.first.starts_with(folder + "/");
        });
      }
    }
    Catalog rebuilt = Catalog::open_in_memory();
    for (const auto& [path, row] : left) rebuilt.put_run(row);
    ASSERT_EQ(catalog.canonical_dump(), rebuilt.canonical_dump());
  }
}

TEST(Catalog, ForgetsEverythingWhenCleared) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  catalog.set_folder_mtime("results", 1);
  catalog.mark_complete();
  catalog.start_filling();
  EXPECT_FALSE(catalog.is_complete());
  EXPECT_EQ(catalog.canonical_dump(), "");
  EXPECT_TRUE(catalog.folders().empty());
  const RunRow row = make_full_run("b");
  catalog.put_run(row);
  EXPECT_EQ(load_one(catalog, 1).params, row.params);
}

// Metrics that are spread over the whole of their index.
RunRow make_spread_run(int number) {
  RunRow row = make_full_run(std::to_string(number));
  for (int n = 0; n < 10; ++n) {
    const Digest draw = sha256(std::to_string(number) + " " + std::to_string(n));
    row.metrics.push_back(metric("m" + std::to_string(n), draw.bytes[0] * 256.0 + draw.bytes[1]));
  }
  return row;
}

TEST(Catalog, OneThatWasFilledAtOnceHasRoomForMoreInItsIndexes) {
  constexpr int kFilled = 3000;
  constexpr int kMore = 100;
  Catalog catalog = Catalog::open_scratch();
  {
    Transaction transaction = catalog.begin();
    catalog.start_filling();
    for (int i = 0; i < kFilled; ++i) catalog.add_run(make_spread_run(i));
    catalog.mark_complete();
    transaction.commit();
  }
  const Database& database = catalog.database();
  // What made the room has gone.
  for (const char* table : {"runs", "params", "metrics", "tags", "names", "links", "children"}) {
    const std::string last = std::string("SELECT max(run) FROM ") + table;
    EXPECT_EQ(database.scalar(last), kFilled) << table;
  }
  EXPECT_EQ(database.scalar("SELECT count(DISTINCT child) FROM child_metrics"), kFilled);
  const std::string pages =
      "SELECT count(*) FROM dbstat WHERE name IN ('metrics_value', 'runs_digest', 'runs_id')";
  const std::int64_t before = database.scalar(pages);
  for (int i = 0; i < kMore; ++i) catalog.put_run(make_spread_run(kFilled + i));
  // Without room all of them would be split.
  EXPECT_LT(database.scalar(pages), before + before / 10);
}

TEST(Catalog, FilledAtOnceEqualsOneThatWasFilledRunByRun) {
  Catalog one_by_one = Catalog::open_in_memory();
  Catalog at_once = Catalog::open_scratch();
  {
    Transaction transaction = at_once.begin();
    at_once.start_filling();
    for (const char* folder : {"z", "a"}) {
      for (int i = 0; i < 30; ++i) {
        RunRow row = make_full_run(std::to_string(i));
        // Every third run has a copy in the other folder; more metrics than one statement takes.
        row.path = "results/" + std::string(folder) + "/r" + std::to_string(i);
        if (*folder == 'z' && i % 3 != 0) continue;
        for (int n = 0; n < 23; ++n) row.metrics.push_back(metric("m" + std::to_string(n), i - n));
        at_once.add_run(row);
        one_by_one.put_run(row);
      }
    }
    at_once.mark_complete();
    transaction.commit();
  }
  EXPECT_EQ(at_once.canonical_dump(), one_by_one.canonical_dump());
  EXPECT_EQ(at_once.find_copies(sha256("3")).size(), 2U);

  const TempFolder folder;
  Catalog old = Catalog::open_for_writing(folder.file());
  old.put_run(make_full_run("old"));
  old.mark_complete();
  old.become(at_once);
  EXPECT_EQ(old.canonical_dump(), one_by_one.canonical_dump());
  old.put_run(make_full_run("new"));
  one_by_one.put_run(make_full_run("new"));
  EXPECT_EQ(Catalog::open_for_reading(folder.file())->canonical_dump(),
            one_by_one.canonical_dump());
}

TEST(Catalog, ListsTheFoldersThatHoldRuns) {
  Catalog catalog = Catalog::open_in_memory();
  for (const char* path : {"r/a", "r/a-b/x/deep", "r/a/inside", "r/a0", "r/b/x", "r/b/y", "s/c"}) {
    RunRow row = make_run(path);
    row.path = path;
    catalog.put_run(row);
  }
  using Names = std::vector<std::string>;
  EXPECT_EQ(catalog.folders_of_runs_in("r").runs, (Names{"a", "a0"}));
  EXPECT_EQ(catalog.folders_of_runs_in("r").holders, (Names{"a", "a-b", "b"}));
  EXPECT_EQ(catalog.folders_of_runs_in("r/b").runs, (Names{"x", "y"}));
  EXPECT_EQ(catalog.folders_of_runs_in("r/b").holders, Names{});
  EXPECT_EQ(catalog.folders_of_runs_in(".").holders, (Names{"r", "s"}));
  EXPECT_EQ(catalog.folders_of_runs_in("r/a0").runs, Names{});
  EXPECT_EQ(catalog.find_by_folder_name("x").at(0).path, "r/b/x");
  EXPECT_TRUE(catalog.find_by_folder_name("b").empty());
}

TEST(Catalog, AMovedRunKeepsItsRowAndIsFoundAtItsNewPlace) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.put_run(make_full_run("a"));
  catalog.mark_complete();
  const RunHead before = catalog.heads().at(0);
  catalog.move_run(before, "results/new/place", "results/new/place/.run/x.json");
  RunRow moved = make_full_run("a");
  moved.path = "results/new/place";
  moved.record_path = "results/new/place/.run/x.json";
  moved.home = before.path;
  EXPECT_EQ(catalog.put_run(moved), PutResult::unchanged);
  EXPECT_EQ(catalog.find_by_folder_name("place").at(0).rowid, before.rowid);
  EXPECT_TRUE(catalog.find_by_path(before.path).empty());
  // The full-text index knows paths, too.
  const auto hits = [&](const std::string& word) {
    return catalog.database().scalar("SELECT count(*) FROM texts WHERE texts MATCH '" + word + "'");
  };
  EXPECT_EQ(hits("place"), 1);
  catalog.remove_below("results");
  EXPECT_EQ(hits("place"), 0);
}

TEST(Catalog, FullTextFollowsEveryChangeOfATransaction) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.mark_complete();
  const auto hits = [&](const std::string& word) {
    return catalog.database().scalar("SELECT count(*) FROM texts WHERE texts MATCH '" + word + "'");
  };
  RunRow kept = make_run("kept");
  kept.notes = "first";
  {
    Transaction transaction = catalog.begin();
    catalog.put_run(kept);
    catalog.put_run(make_run("gone"));
    kept.notes = "second";
    catalog.put_run(kept);
    catalog.remove_below("results/gone");
    transaction.commit();
  }
  EXPECT_EQ(hits("kept"), 1);
  EXPECT_EQ(hits("first"), 0);
  EXPECT_EQ(hits("second"), 1);
  EXPECT_EQ(hits("gone"), 0);
  {
    Transaction rolled_back = catalog.begin();
    catalog.put_run(make_run("never"));
  }
  catalog.put_run(make_run("alone"));
  EXPECT_EQ(hits("never"), 0);
  EXPECT_EQ(hits("alone"), 1);
}

TEST(Catalog, MarksOfFoldersAreKeptAndGoWithTheirFolder) {
  Catalog catalog = Catalog::open_in_memory();
  EXPECT_EQ(folder_marks(catalog, "results/a"), FolderMarks{});
  const FolderMarks marks = {1, name_mark("fit-1"), ~std::uint64_t{0}};
  set_folder_marks(catalog, "results/a", marks);
  set_folder_marks(catalog, "results/b", {7});
  EXPECT_EQ(folder_marks(catalog, "results/a"), marks);
  catalog.forget_folders("results/a");
  EXPECT_EQ(folder_marks(catalog, "results/a"), FolderMarks{});
  set_folder_marks(catalog, "results/b", {});
  EXPECT_EQ(folder_marks(catalog, "results/b"), FolderMarks{});
  // FNV-1a's published values.
  EXPECT_EQ(name_mark(""), 0xcbf29ce484222325U);
  EXPECT_EQ(name_mark("foobar"), 0x85944171f73967e8U);
}

TEST(Catalog, UsesAnIndexForEveryLookUp) {
  Catalog catalog = Catalog::open_in_memory();
  catalog.mark_complete();
  const char* queries[] = {
      "SELECT run FROM runs WHERE digest = x'00'",
      "SELECT run FROM runs WHERE id >= 'a' AND id < 'b'",
      "SELECT run FROM runs WHERE path = 'a' AND id = 'b'",
      "SELECT run FROM names WHERE name = 'a'",
      "SELECT run FROM runs WHERE copy = 0 ORDER BY began DESC, id",
      "SELECT run FROM runs WHERE copy = 0 AND dataset = 'a' ORDER BY began DESC, id",
      "SELECT run FROM runs WHERE status < 2",
      "SELECT run FROM runs WHERE folder = 'a'",
      "SELECT count(*) FROM runs r WHERE r.copy = 0",
      "SELECT path FROM runs WHERE path >= 'a' AND path < 'b' ORDER BY path",
      "SELECT path FROM runs WHERE user_mtime < 0 ORDER BY path",
      "SELECT run FROM metrics WHERE key = 1 AND value > 2 ORDER BY value",
      "SELECT run FROM params WHERE key = 1 AND value = 'x'"};
  for (const char* query : queries) {
    Statement plan = catalog.database().prepare(std::string("EXPLAIN QUERY PLAN ") + query);
    while (plan.step()) {
      const std::string detail(plan.text(3));
      EXPECT_NE(detail.find("INDEX"), std::string::npos) << query << ": " << detail;
      EXPECT_EQ(detail.find("TEMP B-TREE"), std::string::npos) << query << ": " << detail;
    }
  }
}

TEST(Catalog, TellsArchivedRunsByTheirPath) {
  const std::vector<std::pair<std::string, bool>> cases = {
      {"results/archive/2026-08_wheat/2026-08-01_wheat/a", true},
      {"archive/2026-08/a", true},
      {"archive/2026-08_/a", true},
      {"out/x/archive/2026-08_wheat/a/b", true},
      {"results/archive/2026-08_wheat", false},
      {"results/archive/2026-08", false},
      {"results/archive/2026-8_wheat/a", false},
      {"results/archive/2026-08-01_wheat/a", false},
      {"results/archive/wheat/a", false},
      {"results/archived/2026-08_wheat/a", false},
      {"results/my-archive/2026-08_wheat/a", false},
      {"results/archive/archive/2026-08_wheat/a", true},
      {"", false},
      {"archive/", false},
  };
  for (const auto& [path, expected] : cases) {
    EXPECT_EQ(is_archived(path), expected) << path;
    EXPECT_EQ(unarchived(path) != path, expected) << path;
    if (path.empty()) continue;
    Catalog catalog = Catalog::open_in_memory();
    RunRow row = make_run("a");
    row.path = path;
    catalog.put_run(row);
    EXPECT_EQ(catalog.database().scalar("SELECT archived FROM runs"), expected ? 1 : 0) << path;
  }
}

}  // namespace
}  // namespace cairn
