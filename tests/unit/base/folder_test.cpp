#include "cairn/base/folder.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/tree.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

TEST(Folder, ReachesNothingThroughALink) {
  const test::TempFolder place;
  place.write("outside/file", "x");
  place.write("home/inner/file", "x");
  ASSERT_EQ(::symlink(place.at("outside").c_str(), place.at("home/link").c_str()), 0);
  const Folder home = Folder::open(place.at("home"));
  EXPECT_EQ(home.below("inner").path(), place.at("home/inner"));
  EXPECT_THROW(home.below("link"), Error);
  EXPECT_THROW(home.below("../outside"), Error);
  EXPECT_THROW(home.create(Site::file_write, "link/new"), Error);
  EXPECT_THROW(home.make(Site::file_write, "link/new"), Error);
  EXPECT_EQ(list_folder(place.at("outside")).size(), 1U);
}

TEST(Folder, MakesOnlyWhatIsNew) {
  const test::TempFolder place;
  const Folder home = Folder::open(place.path());
  EXPECT_TRUE(home.make_private(Site::file_write, "a"));
  EXPECT_FALSE(home.make_private(Site::file_write, "a"));
  home.make(Site::file_write, "a/b");
  EXPECT_THROW(home.make(Site::file_write, "a/b"), Error);
  home.create(Site::file_write, "a/b/file");
  EXPECT_THROW(home.create(Site::file_write, "a/b/file"), Error);
}

TEST(Folder, RenamesOverNothing) {
  const test::TempFolder place;
  place.write("a/x", "1");
  place.write("b/y", "2");
  EXPECT_FALSE(rename_without_replacing(Site::file_write, place.at("a"), place.at("b")));
  EXPECT_TRUE(rename_without_replacing(Site::file_write, place.at("a"), place.at("c")));
  EXPECT_EQ(read_file(place.at("c/x")), "1");
}

TEST(Folder, RemovesATreeAndNotWhatItsLinksLeadTo) {
  const test::TempFolder place;
  place.write("keep/file", "x");
  place.write("tree/a/b/file", "x");
  ASSERT_EQ(::symlink(place.at("keep").c_str(), place.at("tree/a/link").c_str()), 0);
  remove_tree(Site::file_write, place.at("tree"));
  EXPECT_FALSE(stat_path(place.at("tree")));
  EXPECT_EQ(read_file(place.at("keep/file")), "x");
  remove_tree(Site::file_write, place.at("tree"));  // gone already
}

}  // namespace
}  // namespace cairn
