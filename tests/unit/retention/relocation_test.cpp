#include "cairn/retention/relocation.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/user_edits.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempProject;

bool is_written_down(const TempProject& temp) {
  return !list_folder(temp.project.hidden("staging")).empty();
}

void refuse_to_relocate(const TempProject& temp, const RelocationPlan& plan) {
  try {
    relocate(temp.project, lock_edits(temp.project), plan);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::conflict);
  }
}

TEST(Relocation, to_a_place_that_somebody_took_meanwhile_leaves_nothing_to_be_done) {
  for (const std::vector<std::string>& parts : {std::vector<std::string>{}, {"model.bin"}}) {
    const TempProject temp;
    temp.folder.write("results/a/model.bin", "ours");
    temp.folder.write("results/b/model.bin", "somebody's");
    refuse_to_relocate(temp, {.moves = {{.from = "results/a", .to = "results/b", .parts = parts}}});
    EXPECT_FALSE(is_written_down(temp));
    EXPECT_EQ(read_file(temp.folder.at("results/a/model.bin")), "ours");
    EXPECT_EQ(read_file(temp.folder.at("results/b/model.bin")), "somebody's");
  }
}

TEST(Relocation, that_has_begun_is_finished_by_the_next_command) {
  const TempProject temp;
  temp.folder.write("results/a/model.bin", "first");
  temp.folder.write("results/c/model.bin", "ours");
  temp.folder.write("results/d/model.bin", "somebody's");
  refuse_to_relocate(temp, {.moves = {{.from = "results/a", .to = "results/b"},
                                      {.from = "results/c", .to = "results/d"}}});
  EXPECT_TRUE(is_written_down(temp));
  std::filesystem::rename(temp.folder.at("results/d"), temp.folder.at("elsewhere"));
  finish_relocations(temp.project);
  EXPECT_FALSE(is_written_down(temp));
  EXPECT_EQ(read_file(temp.folder.at("results/b/model.bin")), "first");
  EXPECT_EQ(read_file(temp.folder.at("results/d/model.bin")), "ours");
}

}  // namespace
}  // namespace cairn
