#include "cairn/store/trash.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/trash_entry.h"
#include "cairn/store/user_edits.h"
#include "support/temp_project.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using test::OneRun;
using test::TempProject;
using test::Texts;

std::string run_file(const RunDefinition& run, const std::string& ending) {
  return run.path + "/.run/" + run.id.text + ending;
}

TEST(Trash, a_run_that_never_began_has_no_remains) {
  const TempProject temp;
  EXPECT_FALSE(has_remains(temp.project, TempProject::define(1, "results/a", "pipeline")));
}

TEST(Trash, the_whole_folder_moves_and_user_json_stays) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/s/d/a", "pipeline");
  temp.folder.write("results/s/d/a/models/m.bin", "old");
  temp.folder.write(run_file(run, ".json"), "{}");
  temp.folder.write(run_file(run, ".user.json"), "{\"notes\": \"mine\"}");
  ASSERT_TRUE(has_remains(temp.project, run));

  const std::string target = move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
  EXPECT_TRUE(is_below(target, temp.project.hidden("trash")));
  EXPECT_EQ(read_file(target + "/models/m.bin"), "old");
  EXPECT_EQ(read_file(target + "/.run/" + run.id.text + ".user.json"), "{\"notes\": \"mine\"}");
  EXPECT_EQ(read_handover(temp.project, run), target);
  restore_user_file(temp.project, run, target);
  EXPECT_EQ(files_below(temp.folder.at(run.path)),
            std::vector<std::string>{".run/" + run.id.text + ".user.json"});
  EXPECT_FALSE(has_remains(temp.project, run));

  const auto entry = read_trash_entry(temp.project, base_name(parent_path(target)));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->kind, TrashKind::attempt);
  EXPECT_EQ(entry->path, run.path);
  EXPECT_EQ(entry->reason, "replaced");
  ASSERT_EQ(entry->runs.size(), 1U);
  EXPECT_EQ(entry->runs[0].digest, run.digest);
  EXPECT_EQ(*entry->expires - entry->moved, 30LL * 86400 * 1'000'000);
}

TEST(TrashEntry, of_the_first_format_is_read) {
  const TempProject temp;
  const std::string digest(64, 'a');
  temp.folder.write(".cairn/trash/old/entry.json",
                    R"({"format": 1, "id": "jrdy1f", "digest": ")" + digest +
                        R"(", "path": "results/a", "moved": "2026-11-20T13:02:11.123456Z"})");
  temp.folder.write(".cairn/trash/old/run/file", "x");
  std::vector<std::string> problems;
  const std::vector<TrashEntry> entries = list_trash(temp.project, problems);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].runs[0].id.text, "jrdy1f");
  EXPECT_EQ(trash_expiry(temp.project, entries[0]) - entries[0].moved, 30LL * 86400 * 1'000'000);
  EXPECT_TRUE(problems.empty());
}

TEST(TrashEntry, that_is_damaged_or_leads_outside_is_named_and_never_used) {
  const TempProject temp;
  const auto put = [&](const std::string& name, const std::string& path) {
    temp.folder.write(".cairn/trash/" + name + "/entry.json",
                      R"({"format": 2, "kind": "run", "path": ")" + path +
                          R"(", "moved": "2026-11-20T13:02:11Z", "expires": null, "runs": []})");
    temp.folder.write(".cairn/trash/" + name + "/run/file", "x");
  };
  put("a", "/etc");
  put("b", "../outside");
  put("c", "results/../../outside");
  put("d", "");
  temp.folder.write(".cairn/trash/e/entry.json", "{torn");
  temp.folder.write(".cairn/trash/f/entry.json", R"({"format": 3})");
  std::vector<std::string> problems;
  EXPECT_TRUE(list_trash(temp.project, problems).empty());
  EXPECT_EQ(problems.size(), 6U);
}

TEST(TrashEntry, without_contents_or_about_to_be_purged_is_none) {
  const TempProject temp;
  TrashEntry entry{.kind = TrashKind::group, .path = "results/g", .reason = "clean"};
  make_trash_entry(temp.project, lock_edits(temp.project), "g", entry);
  std::vector<std::string> problems;
  EXPECT_TRUE(list_trash(temp.project, problems).empty());
  temp.folder.write(".cairn/trash/" + entry.name + "/group/file", "x");
  EXPECT_EQ(list_trash(temp.project, problems).size(), 1U);
  rename_path(Site::trash_purge, trash_entry_path(temp.project, entry),
              temp.project.hidden("trash/.purge-" + entry.name));
  EXPECT_TRUE(list_trash(temp.project, problems).empty());
  EXPECT_TRUE(problems.empty());
}

TEST(Trash, without_user_json_nothing_stays) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m.bin", "old");
  move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
  EXPECT_FALSE(stat_path(temp.folder.at("results/a")).has_value());
}

TEST(Trash, moving_twice_in_one_second_keeps_both) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m", "1");
  const std::string first = move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
  temp.folder.write("results/a/m", "2");
  const std::string second = move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
  EXPECT_EQ(read_file(first + "/m"), "1");
  EXPECT_EQ(read_file(second + "/m"), "2");
}

TEST(Trash, in_a_shared_folder_only_this_runs_files_move) {
  const TempProject temp;
  RunDefinition run = TempProject::define(1, "results/shared", "pipeline");
  const RunDefinition other = TempProject::define(2, "results/shared", "pipeline");
  run.shared_folder = true;
  run.outs = {{"model", "a.bin"}, {"tables", "./tables/"}, {"never", "made.bin"}};
  run.metric_files = {"a.json"};
  for (const std::string name : {"a.bin", "tables/x.csv", "a.json", "b.bin"}) {
    temp.folder.write("results/shared/" + name, "old");
  }
  for (const RunDefinition& each : {run, other}) {
    temp.folder.write(run_file(each, ".json"), "{}");
    temp.folder.write(run_file(each, ".1.events.jsonl"), "");
    temp.folder.write(run_file(each, ".user.json"), "{}");
  }
  const std::string target = move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
  EXPECT_EQ(files_below(target),
            (std::vector<std::string>{".run/" + run.id.text + ".1.events.jsonl",
                                      ".run/" + run.id.text + ".json", "a.bin", "a.json",
                                      "tables/x.csv"}));
  EXPECT_FALSE(has_remains(temp.project, run));
  EXPECT_TRUE(stat_path(temp.folder.at(run_file(run, ".user.json"))).has_value());
  EXPECT_TRUE(stat_path(temp.folder.at(run_file(other, ".json"))).has_value());
  EXPECT_TRUE(stat_path(temp.folder.at("results/shared/b.bin")).has_value());
}

/// What the entry of a run's replaced folder says of its changed files: "path digest".
std::vector<std::string> told_changes(const Project& project) {
  std::vector<std::string> problems;
  std::vector<std::string> told;
  const std::vector<TrashEntry> entries = list_trash(project, problems);
  for (const ChangedFile& file : entries.at(0).changed) {
    told.push_back(file.path + " " + file.sha256->hex());
  }
  return told;
}

TEST(Trash, what_was_read_before_the_lock_is_not_read_again_unless_it_changed) {
  for (const bool changes_again : {false, true}) {
    const OneRun run;
    const Attempt attempt = run.begin();
    run.write("m.bin", "old");
    run.commit(attempt);
    run.write("m.bin", "changed");  // Of another size: both may come within one tick of the clock.
    SeenFiles seen = read_doubtful(attempt.folder, run.definition.id);
    ASSERT_EQ(seen.at("m.bin").sha256, sha256("changed"));
    seen.at("m.bin").sha256 = sha256("told");  // So that the test sees where it came from.
    if (changes_again) run.write("m.bin", "changed again");
    const Project& project = run.temp.project;
    move_to_trash(project, lock_edits(project), run.definition, "replaced", seen);
    const Digest expected = sha256(changes_again ? "changed again" : "told");
    EXPECT_EQ(told_changes(project), Texts{"m.bin " + expected.hex()});
  }
}

TEST(Trash, a_pinned_run_is_refused_and_untouched) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m.bin", "old");
  temp.folder.write(run_file(run, ".user.json"), "{\"pinned\": true}");
  try {
    move_to_trash(temp.project, lock_edits(temp.project), run, "replaced");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::conflict);
    EXPECT_NE(error.hint().find(run.id.text), std::string::npos);
  }
  EXPECT_EQ(read_file(temp.folder.at("results/a/m.bin")), "old");
  EXPECT_FALSE(stat_path(temp.project.hidden("trash")).has_value());
}

}  // namespace
}  // namespace cairn
