#include "cairn/exchange/complete_runs.h"

#include <atomic>

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

ForeignRun run_in(const std::string& folder) {
  return {
      .kind = "run", .origin = folder, .folder = folder, .artifacts = {{.path = folder + "/a"}}};
}

TEST(CompleteRuns, TellsOfEachRecordAndThenThatAllAreMade) {
  const test::TempFolder folder;
  ForeignRuns found;
  for (int i = 0; i < 300; ++i) {
    const std::string name = "r" + std::to_string(i);
    folder.write(name + "/a", name);
    found.runs.push_back(run_in(name));
  }
  const ForeignTree tree(folder.path());
  std::atomic<int> made{0};
  int made_at_the_end = 0;
  const CompletedRuns runs =
      complete_runs(tree, find_foreign_reader(tree, "ssvae"), std::move(found), {},
                    {.made =
                         [&](const Record& record) {
                           EXPECT_EQ(record.artifacts.at(0).sha256, sha256(record.definition.path));
                           ++made;
                         },
                     .all_made = [&] { made_at_the_end = made; }});
  EXPECT_EQ(made_at_the_end, 300);
  EXPECT_EQ(runs.records.size(), 300U);
  EXPECT_EQ(runs.lines.size(), 300U);
  EXPECT_EQ(runs.left_out, 0U);
  for (std::size_t i = 1; i < runs.records.size(); ++i) {
    EXPECT_LT(runs.records[i - 1].definition.id.text, runs.records[i].definition.id.text);
  }
}

TEST(CompleteRuns, CountsWhatCannotBeWrittenDown) {
  const test::TempFolder folder;
  folder.write("good/a", "1");
  folder.write("bad/a", "2");
  ForeignRuns found;
  found.runs = {run_in("good"), run_in("bad")};
  found.runs[1].tags = Map{{"said", "no \xff UTF-8"}};
  const ForeignTree tree(folder.path());
  const CompletedRuns runs =
      complete_runs(tree, find_foreign_reader(tree, "ssvae"), std::move(found), {});
  EXPECT_EQ(runs.left_out, 1U);
  ASSERT_EQ(runs.records.size(), 1U);
  EXPECT_EQ(runs.records[0].definition.path, "good");
  ASSERT_EQ(runs.problems.size(), 1U);
}

}  // namespace
}  // namespace cairn
