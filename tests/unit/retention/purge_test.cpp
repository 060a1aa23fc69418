#include "cairn/retention/purge.h"

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/store/user_edits.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempProject;

TEST(Purge, of_an_entry_that_is_being_restored_is_no_failure_of_the_restore) {
  const TempProject temp;
  TrashEntry entry{.kind = TrashKind::run, .path = "results/a", .reason = "clean"};
  make_trash_entry(temp.project, lock_edits(temp.project), "a", entry);
  // The run is in its place again, and the entry has no contents.
  EXPECT_EQ(finish_purges(temp.project), 1U);
  drop_trash_entry(temp.project, entry);
  EXPECT_TRUE(list_folder(temp.project.hidden("trash")).empty());
}

}  // namespace
}  // namespace cairn
