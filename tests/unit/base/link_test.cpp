#include "cairn/base/link.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"

namespace cairn {
namespace {

TEST(Link, the_text_of_a_link_leads_from_its_folder) {
  EXPECT_EQ(link_text("models/a:hash=1", "models/a:x=1_2"), "a:x=1_2");
  EXPECT_EQ(link_text("e/dev/tb/run", "e/dev/runs/run/tb"), "../runs/run/tb");
  EXPECT_EQ(link_text("x", "a/b"), "a/b");
}

TEST(Link, a_destination_is_found_by_the_text_alone_and_never_leaves_the_folder) {
  EXPECT_EQ(link_destination("e/dev/tb/run", "../runs/run/tb"), "e/dev/runs/run/tb");
  EXPECT_EQ(link_destination("models/a", "../../etc"), std::nullopt);
  EXPECT_EQ(link_destination("models/a", "/etc"), std::nullopt);
  for (const auto& [link, target] : {std::pair("a/b/c", "a/d"), {"a", "b/c"}, {"a/b", "a/b/c"}}) {
    EXPECT_EQ(link_destination(link, link_text(link, target)), target);
  }
}

TEST(Link, a_link_is_replaced_and_nothing_else_is) {
  const std::string folder = testing::TempDir() + "link_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder + "/real");
  write_link(Site::view_link, folder + "/l", "nowhere");
  EXPECT_EQ(read_link(folder + "/l"), "nowhere");
  write_link(Site::view_link, folder + "/l", "real");
  EXPECT_EQ(read_link(folder + "/l"), "real");
  EXPECT_EQ(read_link(folder + "/real"), std::nullopt);
  EXPECT_THROW(write_link(Site::view_link, folder + "/real", "l"), Error);
  EXPECT_EQ(list_folder(folder).size(), 2U);
}

}  // namespace
}  // namespace cairn
