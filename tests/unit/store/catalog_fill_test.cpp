#include "cairn/store/catalog_fill.h"

#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/store/adopted.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

constexpr int kRuns = 3000;  // More than may wait.

Record numbered_record(int number) {
  const std::string path = "r" + std::to_string(number);
  const std::string key = adopted_key_text("run", "test", path, path);
  const Digest digest = sha256(key);
  Record record{.definition = {.id = short_id(digest, 10),
                               .digest = digest,
                               .key = key,
                               .kind = "run",
                               .name = path,
                               .params = Map{{"n", number}},
                               .path = path},
                .origin = Origin{.scheme = "test", .id = path}};
  record.attempts.push_back({.status = RunStatus::finished});
  return record;
}

const AdoptedRoot kRoot{.tree = "tree01", .root = "old", .reader = "test"};

void add_all(CatalogFill& fill) {
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&fill, thread] {
      for (int i = thread; i < kRuns; i += 3) fill.add(numbered_record(i));
    });
  }
}

std::int64_t write_all_runs(const Project& project) {
  std::vector<std::string> lines;
  for (int i = 0; i < kRuns; ++i) lines.push_back(adopted_line(numbered_record(i)));
  std::sort(lines.begin(), lines.end());
  return write_adopted_tree(project, {.id = "tree01", .root = "old", .reader = "test"}, lines);
}

TEST(CatalogFill, TakesTheCatalogsPlaceWithWhatTheFilesGive) {
  const test::TempProject made("flat");
  {
    CatalogFill fill(made.project, kRoot);
    add_all(fill);
    fill.end_of_rows();
    const SyncReport report = fill.finish(write_all_runs(made.project));
    EXPECT_EQ(report.added, static_cast<std::size_t>(kRuns));
  }
  const Project project = open_project(made.project.root);
  // Nothing is left to be taken in.
  const FreshCatalog fresh = open_fresh_catalog(project);
  EXPECT_EQ(fresh.report.added, 0U);
  const std::string dump = fresh.catalog.canonical_dump();
  EXPECT_EQ(fresh.catalog.heads().size(), static_cast<std::size_t>(kRuns));
  EXPECT_EQ(reindex(project).catalog.canonical_dump(), dump);
}

TEST(CatalogFill, ChangesNothingUntilItIsFinished) {
  const test::TempProject made("flat");
  const std::string file = made.project.hidden("catalog.db");
  for (const bool is_ended : {false, true}) {
    CatalogFill fill(made.project, kRoot);
    fill.add(numbered_record(1));
    if (is_ended) fill.end_of_rows();
  }
  EXPECT_FALSE(stat_path(file));
}

TEST(CatalogFill, LooksAgainWhereAnotherTreeCameMeanwhile) {
  const test::TempProject made("flat");
  {
    CatalogFill fill(made.project, kRoot);
    fill.end_of_rows();
    const std::int64_t mtime =
        write_adopted_tree(made.project, {.id = "tree01", .root = "old", .reader = "test"}, {});
    write_adopted_tree(made.project, {.id = "tree02", .root = "other", .reader = "test"},
                       {adopted_line(numbered_record(7))});
    fill.finish(mtime);
  }
  const FreshCatalog fresh = open_fresh_catalog(open_project(made.project.root));
  EXPECT_EQ(fresh.report.added, 1U);
  EXPECT_EQ(fresh.catalog.heads().size(), 1U);
}

}  // namespace
}  // namespace cairn
