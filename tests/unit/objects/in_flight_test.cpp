#include "cairn/objects/in_flight.h"

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/objects/object_store.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

TEST(InFlight, WhatIsPutIsNotedUntilItsStoreGoes) {
  const test::TempFolder folder;
  {
    ObjectStore objects(folder.at(".cairn/objects"), Durability::none);
    const Digest digest = objects.put("text");
    EXPECT_TRUE(read_in_flight(folder.at(".cairn")).contains(digest));
    EXPECT_TRUE(read_in_flight(folder.at(".cairn")).contains(digest)) << "it still lives";
  }
  EXPECT_TRUE(read_in_flight(folder.at(".cairn")).empty());
}

TEST(InFlight, ADeadProcessCountsOnce) {
  const test::TempFolder folder;
  const std::string note =
      folder.write(".cairn/inflight/" + host_name() + "-1-1-0", sha256("a").hex() + "\ntorn");
  EXPECT_TRUE(read_in_flight(folder.at(".cairn")).contains(sha256("a")));
  EXPECT_FALSE(stat_path(note));
  EXPECT_TRUE(read_in_flight(folder.at(".cairn")).empty());
}

TEST(InFlight, ANameThatBeginsAsThisHostsIsAnotherHost) {
  const test::TempFolder folder;
  for (const std::string name : {"-02-1-1-0", "-2-1-1-0", "-1-0", "-a-1-0", "--1-0", ""}) {
    const std::string note =
        folder.write(".cairn/inflight/" + host_name() + name, sha256("a").hex() + "\n");
    read_in_flight(folder.at(".cairn"));
    EXPECT_TRUE(stat_path(note)) << name;
  }
}

TEST(InFlight, AnotherHostCountsForAWeek) {
  const test::TempFolder folder;
  const std::string note =
      folder.write(".cairn/inflight/elsewhere-1-1-0", sha256("a").hex() + "\n");
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(read_in_flight(folder.at(".cairn")).contains(sha256("a")));
  }
  std::filesystem::last_write_time(
      note, std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 8));
  read_in_flight(folder.at(".cairn"));
  EXPECT_FALSE(stat_path(note));
}

TEST(ObjectStore, KeepsAFileAsACopy) {
  const test::TempFolder folder;
  const std::string file = folder.write("file", "some bytes");
  ObjectStore objects(folder.at(".cairn/objects"), Durability::none);
  const auto kept = objects.put_file(file, PutMeans::copy);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->sha256, sha256("some bytes"));
  EXPECT_EQ(kept->size, 10U);
  EXPECT_EQ(objects.get(kept->sha256), "some bytes");
  EXPECT_EQ(stat_path(objects.path(kept->sha256))->mode, 0444U);
  EXPECT_EQ(list_folder(folder.at(".cairn/objects")).size(), 1U) << "no temporary file stays";
}

TEST(ObjectStore, KeepsACloneWhereTheFileSystemCan) {
  const test::TempFolder folder;
  const std::string file = folder.write("file", std::string(8192, 'x'));
  ObjectStore objects(folder.at(".cairn/objects"), Durability::none);
  const auto kept = objects.put_file(file, PutMeans::clone);
  if (!kept) {
    EXPECT_TRUE(files_below(folder.at(".cairn/objects")).empty());
    GTEST_SKIP() << "no reflinks on this file system";
  }
  EXPECT_EQ(objects.get(sha256(std::string(8192, 'x'))), std::string(8192, 'x'));
}

TEST(ObjectStore, PutsADamagedObjectAside) {
  const test::TempFolder folder;
  const std::string file = folder.write("file", "some bytes");
  ObjectStore objects(folder.at(".cairn/objects"), Durability::none);
  const std::string place = objects.path(sha256("some bytes"));
  folder.write(place.substr(folder.path().size() + 1), "other byte");
  ASSERT_TRUE(objects.put_file(file, PutMeans::copy));
  EXPECT_EQ(objects.get(sha256("some bytes")), "some bytes");
  EXPECT_EQ(read_file(place + ".damaged"), "other byte");
}

}  // namespace
}  // namespace cairn
