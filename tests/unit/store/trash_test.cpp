#include "cairn/store/trash.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/store/store_paths.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempProject;

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

  const std::string target = move_to_trash(temp.project, run, "replaced");
  EXPECT_TRUE(is_below(target, temp.project.hidden("trash")));
  EXPECT_EQ(read_file(target + "/models/m.bin"), "old");
  EXPECT_EQ(read_file(target + "/.run/" + run.id.text + ".user.json"), "{\"notes\": \"mine\"}");
  EXPECT_EQ(read_handover(temp.project, run), target);
  restore_user_file(temp.project, run, target);
  EXPECT_EQ(files_below(temp.folder.at(run.path)),
            std::vector<std::string>{".run/" + run.id.text + ".user.json"});
  EXPECT_FALSE(has_remains(temp.project, run));

  const Value note = parse_json(read_file(parent_path(target) + "/entry.json"), "-");
  EXPECT_EQ(*note.find("path"), Value(run.path));
  EXPECT_EQ(*note.find("digest"), Value(run.digest.hex()));
  EXPECT_EQ(*note.find("reason"), Value("replaced"));
}

TEST(Trash, without_user_json_nothing_stays) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m.bin", "old");
  move_to_trash(temp.project, run, "replaced");
  EXPECT_FALSE(stat_path(temp.folder.at("results/a")).has_value());
}

TEST(Trash, moving_twice_in_one_second_keeps_both) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m", "1");
  const std::string first = move_to_trash(temp.project, run, "replaced");
  temp.folder.write("results/a/m", "2");
  const std::string second = move_to_trash(temp.project, run, "replaced");
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
  const std::string target = move_to_trash(temp.project, run, "replaced");
  EXPECT_EQ(files_below(target),
            (std::vector<std::string>{".run/" + run.id.text + ".1.events.jsonl",
                                      ".run/" + run.id.text + ".json", "a.bin", "a.json",
                                      "tables/x.csv"}));
  EXPECT_FALSE(has_remains(temp.project, run));
  EXPECT_TRUE(stat_path(temp.folder.at(run_file(run, ".user.json"))).has_value());
  EXPECT_TRUE(stat_path(temp.folder.at(run_file(other, ".json"))).has_value());
  EXPECT_TRUE(stat_path(temp.folder.at("results/shared/b.bin")).has_value());
}

TEST(Trash, a_pinned_run_is_refused_and_untouched) {
  const TempProject temp;
  const RunDefinition run = TempProject::define(1, "results/a", "pipeline");
  temp.folder.write("results/a/m.bin", "old");
  temp.folder.write(run_file(run, ".user.json"), "{\"pinned\": true}");
  try {
    move_to_trash(temp.project, run, "replaced");
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
