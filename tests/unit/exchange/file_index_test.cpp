#include "cairn/exchange/file_index.h"

#include <chrono>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
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
  EXPECT_FALSE(compare_with_index(tree, text.substr(0, text.size() - 9)));
}

/// As an overlay of several file systems numbers them (xino=on), and mergerfs.
TEST_F(FileIndex, HoldsInodesOfTheHighestBit) {
  put("a/b.txt", "b");
  ForeignTree tree(folder_.path());
  tree.digest(*tree.find("a/b.txt"));
  auto& listing = const_cast<TreeListing&>(tree.listing());  // NOLINT: no disk here has them
  listing.root.inode = 0x8000'0000'0000'0000;
  listing.entries.front().inode = 0xFFFF'FFFF'FFFF'FFFF;
  const std::string text = file_index_text(tree);
  EXPECT_NE(text.find("\n- 9223372036854775808 0 "), std::string::npos) << text;
  EXPECT_NE(text.find("\n- 18446744073709551615 0 "), std::string::npos) << text;
  EXPECT_TRUE(compare_with_index(ForeignTree(folder_.path()), text));
}

namespace fs = std::filesystem;

/// The same size, and the time of before.
void rewrite(const std::string& path, std::string_view text) {
  const auto time = fs::last_write_time(path);
  std::ofstream(path, std::ios::in | std::ios::binary) << text;  // In place.
  fs::last_write_time(path, time);
}

/// Files of readers that read them by themselves have none, as those of no run.
std::string index_with_digests(const std::string& root) {
  const ForeignTree tree(root);
  for (const TreeEntry& entry : tree.listing().entries) {
    if (entry.kind == FileStat::Kind::file && !entry.path.ends_with(".db")) tree.digest(entry);
  }
  return file_index_text(tree);
}

TEST_F(FileIndex, TellsNothingByTimesThatAreYoung) {
  put("a/b.txt", "b");
  const std::string text = index_with_digests(folder_.path());
  EXPECT_FALSE(is_as_indexed(folder_.path(), text));
  EXPECT_TRUE(compare_with_index(ForeignTree(folder_.path()), text));
  // Both within the tick of the listing, as far as the clock can tell.
  rewrite(folder_.at("a/b.txt"), "c");
  EXPECT_FALSE(compare_with_index(ForeignTree(folder_.path()), text));
  rewrite(folder_.at("a/b.txt"), "b");
  put("a/c.txt", "c");
  EXPECT_FALSE(is_as_indexed(folder_.path(), text));
  EXPECT_FALSE(compare_with_index(ForeignTree(folder_.path()), text));
}

TEST_F(FileIndex, ReadsWhatNobodyReadWhereItsTimeIsYoung) {
  put("store.db", "b");
  const std::string text = index_with_digests(folder_.path());
  EXPECT_TRUE(compare_with_index(ForeignTree(folder_.path()), text));
  rewrite(folder_.at("store.db"), "c");
  EXPECT_FALSE(compare_with_index(ForeignTree(folder_.path()), text));
}

TEST_F(FileIndex, NoticesThatAFileCanBeReadByNow) {
  put("a.txt", "a");
  const std::string mtime = std::to_string(ForeignTree(folder_.path()).find("a.txt")->mtime_ns);
  // What could not be read has no time that tells anything: it may be another user who looks now.
  const std::string text = "cairn files 2\n- 0 0 0/\n- 1 " + mtime + " 0 a.txt\nend\n";
  EXPECT_FALSE(is_as_indexed(folder_.path(), text));
  EXPECT_FALSE(compare_with_index(ForeignTree(folder_.path()), text));
}

TEST_F(FileIndex, TellsNothingByTheTimeOfAFileThatCouldNotBeRead) {
  put("gone.txt", "g");
  const ForeignTree tree(folder_.path());
  std::filesystem::remove(folder_.at("gone.txt"));
  EXPECT_THROW(tree.read("gone.txt"), Error);
  EXPECT_TRUE(tree.could_not_be_read(*tree.find("gone.txt")));
  // Whoever met the failure has gone on without the bytes.
  put("gone.txt", "g");
  EXPECT_EQ(tree.digest(*tree.find("gone.txt")), sha256("g"));
  EXPECT_TRUE(tree.could_not_be_read(*tree.find("gone.txt")));
  EXPECT_NE(file_index_text(tree).find("- 1 "), std::string::npos);
}

/// As one that was made on the server and is read by a client: nothing tells of the type that its
/// folders' times change with what is in them.
TEST_F(FileIndex, BelievesNoTimesOfAFileSystemThatIsNotKnown) {
  const FileStat folder = stat_path("/proc").value();
  ASSERT_NE(folder.ctime_ns, 0);
  const std::string text = "cairn files 2\n- " + std::to_string(folder.inode) + " 0 " +
                           std::to_string(folder.ctime_ns) + "/\nend\n";
  EXPECT_FALSE(is_as_indexed("/proc", text));
}

TEST_F(FileIndex, ReadsOneOfTheFirstFormat) {
  put("a/b.txt", "b");
  const auto mtime_ns = ForeignTree(folder_.path()).find("a/b.txt")->mtime_ns;
  const std::string text =
      "cairn files 1\n" + sha256("b").hex() + " 1 " + std::to_string(mtime_ns) + " a/b.txt\n";
  EXPECT_FALSE(is_as_indexed(folder_.path(), text));
  const ForeignTree tree(folder_.path());
  EXPECT_TRUE(compare_with_index(tree, text));
  EXPECT_EQ(tree.known_digest(*tree.find("a/b.txt")), sha256("b"));
}

/// What happens to a tree, and what is said of it then.
struct Change {
  const char* name;
  std::function<void(const std::string& root)> make;
  bool is_as_indexed = false;
  bool is_equal = false;
};

const std::vector<Change> kChanges = {
    {"nothing", [](const std::string&) {}, true, true},
    {"read", [](const std::string& root) { read_file(root + "/a/c/d.txt"); }, true, true},
    {"file added", [](const std::string& root) { std::ofstream(root + "/a/c/new") << "n"; }},
    {"file removed", [](const std::string& root) { fs::remove(root + "/a/c/d.txt"); }},
    {"file renamed",
     [](const std::string& root) { fs::rename(root + "/a/c/d.txt", root + "/a/c/e.txt"); }},
    {"file replaced by another",
     [](const std::string& root) {
       fs::last_write_time(root + "/a.txt", fs::last_write_time(root + "/a/c/d.txt"));
       fs::rename(root + "/a.txt", root + "/a/c/d.txt");
     }},
    {"file written in place, its time set back",
     [](const std::string& root) { rewrite(root + "/a/c/d.txt", "D"); }},
    {"file of no digest written in place, its time set back",
     [](const std::string& root) { rewrite(root + "/a/store.db", "S"); }},
    {"file of no digest read", [](const std::string& root) { read_file(root + "/a/store.db"); },
     true, true},
    {"file touched",
     [](const std::string& root) {
       fs::permissions(root + "/a/c/d.txt", fs::perms::owner_exec, fs::perm_options::add);
     },
     false, true},
    {"file became a folder",
     [](const std::string& root) {
       fs::remove(root + "/a/c/d.txt");
       fs::create_directory(root + "/a/c/d.txt");
     }},
    {"folder replaced by a link to it",
     [](const std::string& root) {
       fs::rename(root + "/a/c", root + "/a/moved");
       fs::create_directory_symlink("moved", root + "/a/c");
     }},
    {"folder replaced by its like",
     [](const std::string& root) {
       fs::rename(root + "/a/c", root + "/old");
       fs::create_directory(root + "/a/c");
       fs::rename(root + "/old/d.txt", root + "/a/c/d.txt");
       fs::remove(root + "/old");
     },
     false, true},
    {"empty folder added",
     [](const std::string& root) { fs::create_directory(root + "/a/c/empty"); }},
    {"empty folder removed", [](const std::string& root) { fs::remove(root + "/a/none"); }},
    {"empty folder renamed",
     [](const std::string& root) { fs::rename(root + "/a/none", root + "/a/nothing"); }},
    {"folder removed", [](const std::string& root) { fs::remove_all(root + "/a/c"); }},
    {"link led elsewhere",
     [](const std::string& root) {
       fs::remove(root + "/link");
       fs::create_symlink("b.txt", root + "/link");
     }},
    {"root went", [](const std::string& root) { fs::rename(root, root + "-away"); }},
};

// One test for all: the times have to grow old once.
TEST_F(FileIndex, KnowsWhatChangedOnceTheTimesAreOld) {
  const auto root_of = [&](const Change& change) { return folder_.at(change.name); };
  for (const Change& change : kChanges) {
    const std::string below = std::string(change.name) + "/";
    put(below + "a/b.txt", "b");
    put(below + "a/c/d.txt", "d");
    put(below + "a/store.db", "s");
    put(below + "a.txt", "a");
    fs::create_directory(folder_.at(below + "a/none"));
    fs::create_symlink("a.txt", folder_.at(below + "link"));
  }
  put("kept/b.txt", "b");
  put("kept/d.txt", "d");
  put("moved/store.db", "s");
  std::this_thread::sleep_for(std::chrono::milliseconds(3200));
  const std::string kept = index_with_digests(folder_.at("kept"));
  const std::string moved = index_with_digests(folder_.at("moved"));
  for (const Change& change : kChanges) {
    SCOPED_TRACE(change.name);
    const std::string root = root_of(change);
    const std::string text = index_with_digests(root);
    EXPECT_TRUE(is_as_indexed(root, text));
    EXPECT_FALSE(is_as_indexed(root, text.substr(0, text.find("end\n"))));
    EXPECT_FALSE(is_as_indexed(root, text.substr(0, text.size() / 2) + "\nend\n"));
    change.make(root);
    EXPECT_EQ(is_as_indexed(root, text), change.is_as_indexed);
    if (!stat_path(root)) continue;
    const ForeignTree tree(root);
    EXPECT_EQ(compare_with_index(tree, text), change.is_equal);
    if (const TreeEntry* other = tree.find("a/b.txt")) {
      EXPECT_EQ(tree.known_digest(*other), sha256("b"));
    }
  }
  put("kept/b.txt", "other");
  put("kept/bb.txt", "new");
  const ForeignTree tree(folder_.at("kept"));
  EXPECT_FALSE(compare_with_index(tree, kept));
  EXPECT_FALSE(tree.known_digest(*tree.find("b.txt")).has_value());
  EXPECT_FALSE(tree.known_digest(*tree.find("bb.txt")).has_value());
  EXPECT_EQ(tree.known_digest(*tree.find("d.txt")), sha256("d"));
  // Copied to another disk.
  fs::copy(folder_.at("moved"), folder_.at("copied"));
  fs::last_write_time(folder_.at("copied/store.db"),
                      fs::last_write_time(folder_.at("moved/store.db")));
  const ForeignTree copied(folder_.at("copied"));
  EXPECT_FALSE(compare_with_index(copied, moved));
  EXPECT_TRUE(compare_with_index(copied, moved, IndexedPlace::elsewhere));
}

}  // namespace
}  // namespace cairn
