#include "cairn/store/project.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

TEST(Project, the_root_is_absolute_when_the_start_is_not) {
  const test::TempProject temp;
  const std::string before = current_folder();
  std::filesystem::current_path(parent_path(temp.project.root));
  const std::string start = base_name(temp.project.root);
  EXPECT_EQ(find_project_root(start), temp.project.root);
  EXPECT_EQ(find_project_root(start + "/."), temp.project.root);
  std::filesystem::current_path(before);
}

}  // namespace
}  // namespace cairn
