#include "cairn/exchange/file_index.h"

#include <gtest/gtest.h>

#include "support/temp_project.h"

namespace cairn {
namespace {

class FileIndex : public testing::Test {
 protected:
  void put(const std::string& path, const std::string& text) { folder_.write(path, text); }

  test::TempFolder folder_;
};

TEST_F(FileIndex, KnowsAnUnchangedTreeAndItsDigests) {
  put("a/b.txt", "b");
  put("a.txt", "a");
  put("odd\nname\\", "odd");
  const ForeignTree first(folder_.path());
  for (const TreeEntry& entry : first.listing().entries) {
    if (entry.kind == FileStat::Kind::file) first.digest(entry);
  }
  const std::string text = file_index_text(first);
  const ForeignTree second(folder_.path());
  EXPECT_TRUE(compare_with_index(second, text));
  EXPECT_EQ(second.known_digest(*second.find("a/b.txt")), sha256("b"));
  EXPECT_EQ(second.known_digest(*second.find("odd\nname\\")), sha256("odd"));
}

TEST_F(FileIndex, KeepsTheDigestsOfFilesThatDidNotChange) {
  put("a.txt", "a");
  put("b.txt", "b");
  put("c/d.txt", "d");
  const ForeignTree first(folder_.path());
  for (const TreeEntry& entry : first.listing().entries) {
    if (entry.kind == FileStat::Kind::file) first.digest(entry);
  }
  const std::string text = file_index_text(first);
  put("b.txt", "other");
  put("bb.txt", "new");
  remove_file(Site::file_write, folder_.path() + "/a.txt");
  const ForeignTree second(folder_.path());
  EXPECT_FALSE(compare_with_index(second, text));
  EXPECT_FALSE(second.known_digest(*second.find("b.txt")).has_value());
  EXPECT_FALSE(second.known_digest(*second.find("bb.txt")).has_value());
  EXPECT_EQ(second.known_digest(*second.find("c/d.txt")), sha256("d"));
}

TEST_F(FileIndex, IsNotEqualWhereOnlyAFileWent) {
  put("a.txt", "a");
  put("z.txt", "z");
  const std::string text = file_index_text(ForeignTree(folder_.path()));
  remove_file(Site::file_write, folder_.path() + "/z.txt");
  EXPECT_FALSE(compare_with_index(ForeignTree(folder_.path()), text));
}

TEST_F(FileIndex, ReadsNothingFromADamagedOne) {
  put("a.txt", "a");
  const ForeignTree tree(folder_.path());
  const std::string text = file_index_text(tree);
  EXPECT_FALSE(compare_with_index(tree, ""));
  EXPECT_FALSE(compare_with_index(tree, "cairn files 9\n"));
  EXPECT_FALSE(compare_with_index(tree, text.substr(0, text.size() - 5)));
}

}  // namespace
}  // namespace cairn
