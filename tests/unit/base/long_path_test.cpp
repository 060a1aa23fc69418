#include "cairn/base/long_path.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <climits>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/base/tree.h"
#include "cairn/base/tree_walk.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

/// A folder in a folder … below `top`, until the path is longer than the system takes.
std::string dig(const test::TempFolder& top, std::size_t levels) {
  std::string path = top.at("deep");
  ::mkdir(path.c_str(), 0755);
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY));
  const std::string name(9, 'd');
  for (std::size_t level = 0; level < levels; ++level) {
    ::mkdirat(folder.get(), name.c_str(), 0755);
    folder = Fd(::openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY));
    path += "/" + name;
  }
  const Fd file(::openat(folder.get(), "file", O_WRONLY | O_CREAT, 0644));
  EXPECT_EQ(::write(file.get(), "text", 4), 4);
  return path;
}

TEST(LongPath, files_are_found_however_deep_they_lie) {
  const test::TempFolder top;
  const std::string folder = dig(top, 850);
  ASSERT_GT(folder.size(), 2 * static_cast<std::size_t>(PATH_MAX));
  EXPECT_EQ(read_file(folder + "/file"), "text");
  EXPECT_EQ(stat_path(folder + "/file")->size, 4U);
  EXPECT_EQ(list_folder(folder).size(), 1U);
  EXPECT_FALSE(stat_path(folder + "/none"));
  EXPECT_FALSE(stat_path(folder + "/none/" + folder));
  EXPECT_FALSE(open_long(folder + "/" + std::string(PATH_MAX, 'x'), O_RDONLY));
  EXPECT_EQ(errno, ENAMETOOLONG);
  const TreeListing listing = list_tree(top.at("deep"));
  EXPECT_TRUE(listing.problems.empty());
  EXPECT_EQ(listing.entries.size(), 851U);
  EXPECT_EQ(tree_usage({top.at("deep")}).files, 1U);
  remove_tree(Site::trash_purge, top.at("deep"));
  EXPECT_FALSE(stat_path(top.at("deep")));
}

}  // namespace
}  // namespace cairn
