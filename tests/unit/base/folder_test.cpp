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

TEST(Folder, TellsWhatLiesBelowAsAStatOfThePathDoes) {
  const test::TempFolder place;
  place.write("home/inner/file", "abc");
  ASSERT_EQ(::symlink("file", place.at("home/inner/link").c_str()), 0);
  const Folder home = Folder::open(place.at("home"));
  const std::optional<FileStat> file = home.stat("inner/file");
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->size, 3U);
  EXPECT_EQ(file->mtime_ns, stat_path(place.at("home/inner/file"))->mtime_ns);
  EXPECT_TRUE(home.stat("inner")->is_folder());
  EXPECT_TRUE(home.stat("inner/link")->is_link());
  EXPECT_FALSE(home.stat("inner/other").has_value());
  EXPECT_FALSE(home.stat("inner/file/other").has_value());
  EXPECT_THROW(home.stat(std::string(5000, 'a')), Error);
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
