#include "cairn/base/tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

class Tree : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "cairn-tree-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
    put("canary/file", "sings");
  }
  void TearDown() override {
    EXPECT_EQ(read_file((root_ / "canary/file").string()), "sings");
    fs::remove_all(root_);
  }
  void put(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  std::string at(const std::string& path) const { return (root_ / path).string(); }

  fs::path root_;
};

TEST_F(Tree, is_removed_with_all_below_but_links_are_not_followed) {
  put("run/deep/er/file", "x");
  put("run/.hidden", "x");
  fs::create_directory_symlink(root_ / "canary", root_ / "run/link");
  fs::create_symlink(root_ / "canary/file", root_ / "run/deep/link");
  fs::create_symlink("nowhere", root_ / "run/dangling");
  ASSERT_EQ(::mkfifo(at("run/pipe").c_str(), 0600), 0);
  remove_tree(Site::trash_purge, at("run"));
  EXPECT_FALSE(stat_path(at("run")));
  remove_tree(Site::trash_purge, at("run"));
}

TEST_F(Tree, that_is_a_link_goes_as_a_link) {
  fs::create_directory_symlink(root_ / "canary", root_ / "run");
  remove_tree(Site::trash_purge, at("run"));
  EXPECT_FALSE(stat_path(at("run")));
}

TEST_F(Tree, without_permission_to_write_goes_all_the_same) {
  put("run/sealed/file", "x");
  fs::permissions(root_ / "run/sealed", fs::perms::owner_read | fs::perms::owner_exec);
  remove_tree(Site::trash_purge, at("run"));
  EXPECT_FALSE(stat_path(at("run")));
}

TEST_F(Tree, whose_folders_are_swapped_for_links_meanwhile_takes_nothing_outside) {
  fs::create_directories(root_ / "race/run/sub");
  std::atomic<bool> stop{false};
  std::thread swapper([&] {
    // A folder below is a link to the canary half of the time.
    const std::string folder = at("race/run/sub");
    const std::string link = at("race/link");
    while (!stop) {
      std::error_code ignored;
      fs::create_directory_symlink(root_ / "canary", link, ignored);
      ::renameat2(AT_FDCWD, link.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE);
      ::renameat2(AT_FDCWD, link.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE);
      fs::remove_all(link, ignored);
    }
  });
  for (int round = 0; round < 2000; ++round) {
    std::error_code ignored;
    fs::create_directories(root_ / "race/run/sub", ignored);
    std::ofstream(root_ / "race/run/other") << "x";
    try {
      remove_tree(Site::trash_purge, at("race/run"));
    } catch (const Error&) {
      // What changes under our hands may stop us, but not lead us astray.
    }
  }
  stop = true;
  swapper.join();
}

TEST_F(Tree, moves_only_to_where_nothing_is) {
  put("from/file", "x");
  fs::create_directories(root_ / "taken");
  EXPECT_THROW(move_to_new(Site::trash_move, at("from"), at("taken")), Error);
  EXPECT_THROW(move_to_new(Site::trash_move, at("from/file"), at("canary/file")), Error);
  move_to_new(Site::trash_move, at("from"), at("to"));
  EXPECT_EQ(read_file(at("to/file")), "x");
}

TEST_F(Tree, frees_shared_inodes_once_and_not_while_they_have_names_elsewhere) {
  put("run/a", std::string(100'000, 'x'));
  fs::create_hard_link(root_ / "run/a", root_ / "run/b");
  const std::uint64_t alone = tree_usage({at("run")}).freed;
  EXPECT_EQ(tree_usage({at("run")}).files, 2U);
  EXPECT_EQ(tree_usage({at("run")}).bytes, 200'000U);
  EXPECT_GE(alone, 100'000U);
  EXPECT_LT(alone, 200'000U);
  fs::create_hard_link(root_ / "run/a", root_ / "kept");
  EXPECT_LT(tree_usage({at("run")}).freed, 100'000U);
  EXPECT_EQ(tree_usage({at("run"), at("kept")}).freed, alone);
  EXPECT_EQ(tree_usage({at("nothing")}).freed, 0U);
}

}  // namespace
}  // namespace cairn
