#include "cairn/base/tree_walk.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

std::vector<std::string> paths_of(const TreeListing& listing) {
  std::vector<std::string> paths;
  for (const TreeEntry& entry : listing.entries) paths.push_back(entry.path);
  return paths;
}

TEST(TreeWalk, GoesIntoFoldersWhereTheyStand) {
  const test::TempFolder folder;
  for (const char* path : {"b/x.txt", "b/y/z.txt", "b.txt", "a", "b-c"}) folder.write(path, path);
  std::filesystem::create_symlink("/nowhere", folder.at("link"));
  std::filesystem::create_directory_symlink(folder.path(), folder.at("loop"));
  const TreeListing listing = list_tree(folder.path());
  EXPECT_EQ(paths_of(listing), (std::vector<std::string>{"a", "b", "b/x.txt", "b/y", "b/y/z.txt",
                                                         "b-c", "b.txt", "link", "loop"}));
  EXPECT_EQ(listing.find("link")->target, "/nowhere");
  EXPECT_EQ(listing.find("loop")->kind, FileStat::Kind::link);
  EXPECT_EQ(listing.find("b")->end, 5U);
  EXPECT_EQ(listing.find("b/y/z.txt")->size, 9U);
  EXPECT_EQ(listing.find("b/z"), nullptr);
  EXPECT_EQ(listing.find(""), nullptr);
}

TEST(TreeWalk, FindsEachOfManyEntries) {
  const test::TempFolder folder;
  for (int i = 0; i < 300; ++i) {
    folder.write("g" + std::to_string(i % 17) + "/r." + std::to_string(i) + "/f", "x");
  }
  const TreeListing listing = list_tree(folder.path());
  EXPECT_EQ(listing.entries.size(), 17U + 300U + 300U);
  for (const TreeEntry& entry : listing.entries) EXPECT_EQ(listing.find(entry.path), &entry);
}

TEST(TreeWalk, RefusesWhatIsNoFolder) {
  const test::TempFolder folder;
  folder.write("file", "x");
  EXPECT_THROW(list_tree(folder.at("file")), Error);
  EXPECT_THROW(list_tree(folder.at("none")), Error);
}

}  // namespace
}  // namespace cairn
