// A file in memory that other processes open by its path.
#include "cairn/base/memory_file.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"

namespace cairn {
namespace {

TEST(MemoryFile, holds_the_last_text_and_nothing_of_the_one_before) {
  MemoryFile file("test");
  EXPECT_EQ(read_file(file.path()), "");
  const std::string long_text(10'000, 'x');
  file.set(long_text);
  EXPECT_EQ(read_file(file.path()), long_text);
  file.set("short");
  EXPECT_EQ(read_file(file.path()), "short");
  file.set("");
  EXPECT_EQ(read_file(file.path()), "");
}

}  // namespace
}  // namespace cairn
