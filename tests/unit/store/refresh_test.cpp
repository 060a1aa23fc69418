// The catalog follows the disk, whatever was done to it by hand.
#include "cairn/store/refresh.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"
#include "cairn/store/journal.h"
#include "cairn/store/scan.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

namespace files = std::filesystem;
using test::kSession;
using test::make_session;
using test::TempProject;
using test::Texts;

std::string path_of(int seed) { return kSession + "/all/fit" + std::to_string(seed) + "_abcdef"; }

RunDefinition commit_run(const TempProject& temp, int seed) {
  const RunDefinition run = TempProject::define(seed, path_of(seed), "pipeline");
  const Attempt attempt = begin_attempt(temp.project, run, {});
  temp.folder.write(run.path + "/model.bin", std::to_string(seed));
  commit_attempt(temp.project, attempt, TempProject::success());
  return run;
}

/// "path status" of every run, sorted, as a refresh of that depth sees them.
Texts seen(const TempProject& temp, RefreshDepth depth = RefreshDepth::journals) {
  Texts texts;
  const FreshCatalog fresh = open_fresh_catalog(temp.project, depth);
  for (const RunHead& run : fresh.catalog.heads()) {
    texts.push_back(run.path + " " + std::string(status_name(run.status)));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

Texts finished(std::initializer_list<int> seeds) {
  Texts texts;
  for (const int seed : seeds) texts.push_back(path_of(seed) + " finished");
  return texts;
}

TEST(Scan, folders_and_what_lies_in_them) {
  const TempProject temp;
  make_session(temp);
  const RunDefinition run = commit_run(temp, 1);
  temp.folder.write(run.path + "/models/deep/file", "x");
  Texts walked;
  walk_folders(temp.project, "results", [&](const ScannedFolder& folder) {
    walked.push_back(folder.path);
    EXPECT_EQ(folder.files.has_group, folder.path == kSession);
    EXPECT_EQ(folder.files.records.size(), folder.path == run.path ? 1U : 0U) << folder.path;
  });
  EXPECT_EQ(walked, (Texts{"results", kSession, kSession + "/all", run.path}));
  EXPECT_EQ(scan_folder(temp.project, "nowhere"), std::nullopt);
}

TEST(Scan, arrivals_are_the_folders_without_a_mark_and_a_marked_one_that_went_is_noticed) {
  const TempProject temp;
  temp.folder.write("results/a/x.txt", "");
  temp.folder.write("results/b/x.txt", "");
  temp.folder.write("results/file", "");
  FolderMarks marks = {name_mark("a")};
  const std::optional<ScannedFolder> folder = scan_arrivals(temp.project, "results", marks);
  ASSERT_TRUE(folder.has_value());
  EXPECT_EQ(folder->subfolders, Texts{"b"});
  marks.push_back(name_mark("c"));
  std::sort(marks.begin(), marks.end());
  EXPECT_FALSE(scan_arrivals(temp.project, "results", marks).has_value());
  EXPECT_FALSE(scan_arrivals(temp.project, "nowhere", {}).has_value());
}

TEST(Refresh, an_untouched_project_stays_untouched) {
  const TempProject temp;
  EXPECT_EQ(seen(temp), Texts{});
  EXPECT_FALSE(stat_path(temp.project.hidden("")).has_value());
}

TEST(Refresh, committed_runs_are_seen_and_looking_again_writes_nothing) {
  const TempProject temp;
  make_session(temp);
  commit_run(temp, 1);
  EXPECT_EQ(seen(temp), finished({1}));
  commit_run(temp, 2);
  EXPECT_EQ(seen(temp), finished({1, 2}));
  const auto before = stat_path(temp.project.hidden("catalog.db"));
  const FreshCatalog again = open_fresh_catalog(temp.project);
  EXPECT_EQ(again.report.added + again.report.removed, 0U);
  EXPECT_EQ(stat_path(temp.project.hidden("catalog.db"))->mtime_ns, before->mtime_ns);
}

TEST(Refresh, a_folder_that_was_removed_or_moved_is_noticed) {
  for (const RefreshDepth depth : {RefreshDepth::journals, RefreshDepth::full}) {
    const TempProject temp;
    make_session(temp);
    for (const int seed : {1, 2, 3}) commit_run(temp, seed);
    ASSERT_EQ(seen(temp), finished({1, 2, 3}));
    files::remove_all(temp.folder.at(path_of(1)));
    EXPECT_EQ(seen(temp, depth), finished({2, 3}));
    const std::string moved = kSession + "/other/renamed_abcdef";
    files::create_directories(temp.folder.at(kSession + "/other"));
    files::rename(temp.folder.at(path_of(2)), temp.folder.at(moved));
    Texts expected = finished({3});
    expected.push_back(moved + " finished");
    EXPECT_EQ(seen(temp, depth), expected);
  }
}

TEST(Refresh, a_whole_session_that_goes_or_comes_back_is_noticed) {
  const TempProject temp;
  make_session(temp);
  commit_run(temp, 1);
  ASSERT_EQ(seen(temp), finished({1}));
  files::rename(temp.folder.at(kSession), temp.folder.at("aside"));
  EXPECT_EQ(seen(temp), Texts{});
  EXPECT_TRUE(open_fresh_catalog(temp.project).catalog.groups().empty());
  files::rename(temp.folder.at("aside"), temp.folder.at(kSession));
  EXPECT_EQ(seen(temp), finished({1}));
  EXPECT_EQ(open_fresh_catalog(temp.project).catalog.groups().size(), 1U);
}

TEST(Refresh, all_results_that_go_are_noticed) {
  const TempProject temp;
  commit_run(temp, 1);
  ASSERT_EQ(seen(temp), finished({1}));
  files::remove_all(temp.folder.at("results"));
  EXPECT_EQ(seen(temp), Texts{});
  commit_run(temp, 2);
  EXPECT_EQ(seen(temp), finished({2}));
}

/// What a refresh of a disturbed project knows, and what a new catalog of the same files does.
void expect_as_reindexed(const TempProject& temp) {
  const std::string refreshed = open_fresh_catalog(temp.project).catalog.canonical_dump();
  EXPECT_EQ(refreshed, reindex(temp.project).catalog.canonical_dump());
}

TEST(Refresh, equals_a_reindex_after_every_change_to_the_files) {
  const TempProject temp;
  make_session(temp);
  for (int seed = 1; seed <= 80; ++seed) commit_run(temp, seed);
  expect_as_reindexed(temp);
  const std::string other = kSession + "/other";
  files::create_directories(temp.folder.at(other));
  files::rename(temp.folder.at(path_of(1)), temp.folder.at(other + "/fit1_moved"));
  files::rename(temp.folder.at(path_of(2)), temp.folder.at(kSession + "/all/renamed"));
  files::remove_all(temp.folder.at(path_of(3)));
  files::copy(temp.folder.at(path_of(4)), temp.folder.at(other + "/copy"),
              files::copy_options::recursive);
  expect_as_reindexed(temp);
  // A whole group, with a run in it that was moved before, and one more in the same moment.
  files::rename(temp.folder.at(other), temp.folder.at(kSession + "/third"));
  files::rename(temp.folder.at(path_of(5)), temp.folder.at(kSession + "/third/five"));
  commit_run(temp, 81);
  expect_as_reindexed(temp);
  EXPECT_EQ(open_fresh_catalog(temp.project).catalog.heads().size(), 81U);
}

TEST(Refresh, a_moved_run_keeps_its_row_and_another_record_of_its_id_is_read) {
  const TempProject temp;
  const RunDefinition run = commit_run(temp, 1);
  const std::int64_t rowid = open_fresh_catalog(temp.project).catalog.heads().at(0).rowid;
  const std::string place = kSession + "/all/elsewhere";
  files::rename(temp.folder.at(run.path), temp.folder.at(place));
  const FreshCatalog moved = open_fresh_catalog(temp.project);
  ASSERT_EQ(moved.catalog.heads().size(), 1U);
  EXPECT_EQ(moved.catalog.heads().at(0).rowid, rowid);
  EXPECT_EQ(moved.catalog.heads().at(0).path, place);
  EXPECT_TRUE(moved.catalog.views_are_stale("me"));
  // The same bytes at another time may be other bytes: they are read.
  files::rename(temp.folder.at(place), temp.folder.at(run.path));
  files::last_write_time(record_path(temp.folder.at(run.path), run.id),
                         files::file_time_type::clock::now() + std::chrono::hours(1));
  expect_as_reindexed(temp);
}

TEST(Refresh, readers_use_the_old_catalog_until_the_new_one_is_whole) {
  const TempProject temp;
  commit_run(temp, 1);
  ASSERT_EQ(seen(temp), finished({1}));
  const FreshCatalog reader = open_fresh_catalog(temp.project);
  commit_run(temp, 2);
  EXPECT_TRUE(reindex(temp.project).report.rebuilt);
  EXPECT_EQ(reader.catalog.heads().size(), 2U);
  EXPECT_EQ(files::file_size(temp.project.hidden("catalog.db")) > 0, true);
}

/// The status of a run as the catalog has it.
std::string status_in(const Catalog& catalog, const RunDefinition& run) {
  const std::vector<RunHead> heads = catalog.find_by_id(run.id);
  return heads.empty() ? "none" : std::string(status_name(heads.front().status));
}

TEST(Refresh, a_run_that_is_made_again_is_running_without_a_look_at_its_folder) {
  const TempProject temp;
  make_session(temp);
  const RunDefinition run = commit_run(temp, 1);
  const RunDefinition other = commit_run(temp, 2);
  ASSERT_EQ(seen(temp), finished({1, 2}));
  Catalog catalog = open_catalog_for_writing(temp.project);
  const Attempt again = begin_attempt(temp.project, run, {});
  // refresh() looks at no folder that has not changed.
  refresh(temp.project, catalog);
  EXPECT_EQ(status_in(catalog, run), "running");
  commit_attempt(temp.project, again, TempProject::success());
  refresh(temp.project, catalog);
  EXPECT_EQ(status_in(catalog, run), "finished");
  // Whoever runs both takes in what it has committed, and has then read its own journal.
  const Attempt third = begin_attempt(temp.project, run, {});
  const Attempt second = begin_attempt(temp.project, other, {});
  const auto record =
      std::make_shared<const Record>(commit_attempt(temp.project, second, TempProject::success()));
  add_committed(temp.project, catalog, {record}, journal_size());
  EXPECT_EQ(status_in(catalog, run), "running");
  EXPECT_EQ(status_in(catalog, other), "finished");
  commit_attempt(temp.project, third, TempProject::success());
}

TEST(Refresh, a_copy_of_a_run_is_a_copy_and_not_a_second_run) {
  const TempProject temp;
  const RunDefinition run = commit_run(temp, 1);
  ASSERT_EQ(seen(temp).size(), 1U);
  files::copy(temp.folder.at(run.path), temp.folder.at(kSession + "/all/zz_copy_abcdef"),
              files::copy_options::recursive);
  const FreshCatalog fresh = open_fresh_catalog(temp.project);
  EXPECT_EQ(fresh.catalog.heads().size(), 2U);
  EXPECT_EQ(fresh.catalog.find_by_digest(run.digest)->path, run.path);
}

TEST(Refresh, a_bad_record_is_named_skipped_and_counted_each_time) {
  const TempProject temp;
  commit_run(temp, 1);
  const RunDefinition bad = commit_run(temp, 2);
  ASSERT_EQ(seen(temp), finished({1, 2}));
  const std::string record = bad.path + "/.run/" + bad.id.text + ".json";
  temp.folder.write(record, "not JSON");
  for (int i = 0; i < 2; ++i) {
    const FreshCatalog fresh = open_fresh_catalog(temp.project, RefreshDepth::full);
    ASSERT_EQ(fresh.report.problems.size(), 1U);
    EXPECT_NE(fresh.report.problems[0].find(record), std::string::npos) << fresh.report.problems[0];
    EXPECT_EQ(fresh.catalog.heads().size(), 1U);
  }
  const FreshCatalog quick = open_fresh_catalog(temp.project);
  EXPECT_EQ(quick.report.problems.size(), 1U);
  const FreshCatalog rebuilt = reindex(temp.project);
  EXPECT_EQ(rebuilt.report.problems.size(), 1U);
  EXPECT_EQ(rebuilt.catalog.heads().size(), 1U);
}

TEST(Refresh, a_record_under_another_id_is_not_taken) {
  const TempProject temp;
  const RunDefinition run = commit_run(temp, 1);
  const std::string folder = temp.folder.at(run.path + "/.run/");
  files::rename(folder + run.id.text + ".json", folder + "zzzzzz.json");
  const FreshCatalog fresh = open_fresh_catalog(temp.project);
  EXPECT_TRUE(fresh.catalog.heads().empty());
  ASSERT_EQ(fresh.report.problems.size(), 1U);
  EXPECT_NE(fresh.report.problems[0].find("zzzzzz.json"), std::string::npos);
}

TEST(Refresh, an_open_attempt_is_running_while_it_lives_and_lost_after) {
  const TempProject temp;
  make_session(temp);
  const RunDefinition run = TempProject::define(1, path_of(1), "pipeline");
  const Attempt attempt = begin_attempt(temp.project, run, {});
  EXPECT_EQ(seen(temp), Texts{run.path + " running"});
  std::string line = read_file(attempt.events_path);
  const std::string pid = "\"pid\":" + std::to_string(this_process().pid);
  temp.folder.write(relative_to(attempt.events_path, temp.folder.path()),
                    line.replace(line.find(pid), pid.size(), "\"pid\":4194000"));
  EXPECT_EQ(seen(temp), Texts{run.path + " lost"});
  commit_attempt(temp.project, attempt, TempProject::success());
  EXPECT_EQ(seen(temp), finished({1}));
}

TEST(Refresh, a_missing_or_damaged_catalog_is_built_again_from_the_files) {
  const TempProject temp;
  make_session(temp);
  commit_run(temp, 1);
  commit_run(temp, 2);
  const std::string dump = open_fresh_catalog(temp.project).catalog.canonical_dump();
  files::remove(temp.project.hidden("catalog.db"));
  {
    const FreshCatalog fresh = open_fresh_catalog(temp.project);
    EXPECT_TRUE(fresh.report.rebuilt);
    EXPECT_EQ(fresh.catalog.canonical_dump(), dump);
  }
  temp.folder.write(".cairn/catalog.db", std::string(5000, 'x'));
  {
    const FreshCatalog fresh = open_fresh_catalog(temp.project);
    EXPECT_EQ(fresh.report.problems.size(), 1U);
    EXPECT_EQ(fresh.catalog.canonical_dump(), dump);
  }
  EXPECT_EQ(reindex(temp.project).catalog.canonical_dump(), dump);
  files::remove_all(temp.project.hidden(""));
  EXPECT_EQ(open_fresh_catalog(temp.project).catalog.canonical_dump(), dump);
}

TEST(Refresh, a_failed_run_tells_why) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, path_of(1), "pipeline");
  Outcome outcome = TempProject::success();
  outcome.status = RunStatus::failed;
  outcome.message = "exit code 3";
  commit_attempt(temp.project, begin_attempt(temp.project, run, {}), outcome);
  const FreshCatalog fresh = open_fresh_catalog(temp.project);
  const std::int64_t rowid = fresh.catalog.heads().at(0).rowid;
  EXPECT_EQ(fresh.catalog.load_runs({&rowid, 1}, RunParts::all).at(0).message, "exit code 3");
}

TEST(Refresh, a_bad_group_file_is_named_and_the_runs_below_are_seen) {
  const TempProject temp;
  commit_run(temp, 1);
  temp.folder.write(kSession + "/.run/group.json", "{");
  const FreshCatalog fresh = open_fresh_catalog(temp.project);
  EXPECT_EQ(fresh.catalog.heads().size(), 1U);
  ASSERT_EQ(fresh.report.problems.size(), 1U);
  EXPECT_NE(fresh.report.problems[0].find("group.json"), std::string::npos);
}

TEST(Refresh, what_dead_processes_left_half_written_goes_after_a_day) {
  const TempProject temp;
  make_session(temp);
  const RunDefinition run = commit_run(temp, 1);
  const auto old = files::file_time_type::clock::now() - std::chrono::hours(25);
  const Texts places = {kSession + "/", kSession + "/.run/", run.path + "/.run/"};
  for (const std::string& place : places) {
    temp.folder.write(place + ".cairn-tmp-1-1", "new");
    files::last_write_time(temp.folder.write(place + ".cairn-tmp-1-0", "old"), old);
  }
  open_fresh_catalog(temp.project, RefreshDepth::full);
  for (const std::string& place : places) {
    EXPECT_FALSE(stat_path(temp.folder.at(place + ".cairn-tmp-1-0")).has_value()) << place;
    EXPECT_TRUE(stat_path(temp.folder.at(place + ".cairn-tmp-1-1")).has_value()) << place;
  }
}

}  // namespace
}  // namespace cairn
