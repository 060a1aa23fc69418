#include "cairn/base/file_system.h"

#include <gtest/gtest.h>

namespace cairn {
namespace {

TEST(FileSystem, IsLocalOnlyWhereItsTypeIsKnown) {
  const FileSystem unknown = file_system_of("/proc");
  EXPECT_EQ(unknown.name, "type 0x9fa0");
  EXPECT_FALSE(unknown.is_local);
  EXPECT_FALSE(unknown.is_network);
}

}  // namespace
}  // namespace cairn
