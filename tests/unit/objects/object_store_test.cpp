#include "cairn/objects/object_store.h"

#include <sys/stat.h>

#include <filesystem>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempFolder;

/// The error that `work` throws; fails the test when it throws none.
template <typename Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(ErrorCode::internal, "nothing was thrown");
}

struct ObjectStoreTest : testing::Test {
  TempFolder temp;
  ObjectStore store{temp.at("objects"), Durability::full};

  /// Files below the store, relative to it.
  std::vector<std::string> files() const { return files_below(temp.at("objects")); }
};

TEST_F(ObjectStoreTest, NamesBytesByTheirSha256) {
  const Digest digest = store.put("hello\n");
  EXPECT_EQ(digest, sha256("hello\n"));
  const std::string hex = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
  EXPECT_EQ(store.path(digest), temp.at("objects/58/" + hex));
  EXPECT_EQ(read_file(store.path(digest)), "hello\n");
  EXPECT_EQ(store.get(digest), "hello\n");
  EXPECT_TRUE(store.has(digest));
}

TEST_F(ObjectStoreTest, KeepsBytesThatAreNoText) {
  const std::string bytes("\0\xff\n\0", 4);
  EXPECT_EQ(store.get(store.put(bytes)), bytes);
  EXPECT_EQ(store.get(store.put("")), "");
}

TEST_F(ObjectStoreTest, ObjectsAreReadOnly) {
  const Digest digest = store.put("hello\n");
  struct stat status {};
  ASSERT_EQ(::stat(store.path(digest).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0444U);
}

TEST_F(ObjectStoreTest, PuttingTwiceWritesOnce) {
  const Digest digest = store.put("hello\n");
  const std::optional<FileStat> before = stat_path(store.path(digest));
  store.put("hello\n");
  ObjectStore(temp.at("objects"), Durability::full).put("hello\n");  // Another process.
  EXPECT_EQ(stat_path(store.path(digest))->inode, before->inode);
  EXPECT_EQ(files().size(), 1U);
}

TEST_F(ObjectStoreTest, AnAbsentObjectIsNotFound) {
  const Digest digest = sha256("hello\n");
  EXPECT_FALSE(store.has(digest));
  const Error error = error_of([&] { store.get(digest); });
  EXPECT_EQ(error.code(), ErrorCode::not_found);
  EXPECT_EQ(error.message(), "there is no object " + digest.hex());
  EXPECT_TRUE(files().empty());
}

TEST_F(ObjectStoreTest, AFlippedBitIsFoundWhateverTheSizeAndTheMtime) {
  const Digest digest = store.put("hello\n");
  const std::string path = store.path(digest);
  const auto mtime = std::filesystem::last_write_time(path);
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  temp.write(path.substr(temp.path().size() + 1), "helln\n");
  std::filesystem::last_write_time(path, mtime);
  const Error error = error_of([&] { store.get(digest); });
  EXPECT_EQ(error.code(), ErrorCode::corrupt);
  EXPECT_NE(error.message().find(path), std::string::npos);
}

TEST_F(ObjectStoreTest, ADamagedObjectIsMovedAsideAndWrittenAnew) {
  const Digest digest = sha256("hello\n");
  const std::string relative = store.path(digest).substr(temp.path().size() + 1);
  temp.write(relative, "other");
  temp.write(relative + ".damaged", "older");
  store.put("hello\n");
  EXPECT_EQ(store.get(digest), "hello\n");
  EXPECT_EQ(read_file(store.path(digest) + ".damaged"), "older");
  EXPECT_EQ(read_file(store.path(digest) + ".damaged-2"), "other");
}

TEST_F(ObjectStoreTest, ALinkInTheWayIsRefusedAndNotFollowed) {
  std::filesystem::create_directories(temp.at("elsewhere"));
  std::filesystem::create_directories(temp.at("objects"));
  std::filesystem::create_symlink(temp.at("elsewhere"), temp.at("objects/58"));
  const Error error = error_of([&] { store.put("hello\n"); });
  EXPECT_EQ(error.code(), ErrorCode::conflict);
  EXPECT_NE(error.message().find("objects/58' is not a folder"), std::string::npos);
  EXPECT_TRUE(files_below(temp.at("elsewhere")).empty());
}

TEST_F(ObjectStoreTest, ALinkIsNoObject) {
  const Digest digest = sha256("hello\n");
  std::filesystem::create_directories(parent_path(store.path(digest)));
  std::filesystem::create_symlink(temp.write("mine", "hello\n"), store.path(digest));
  EXPECT_FALSE(store.has(digest));
  EXPECT_EQ(error_of([&] { store.get(digest); }).code(), ErrorCode::not_found);
}

TEST_F(ObjectStoreTest, ManyThreadsKeepEachTextOnce) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int text = 0; text < 20; ++text) store.put(std::to_string(text));
      });
    }
  }
  EXPECT_EQ(files().size(), 20U);
  for (int text = 0; text < 20; ++text) {
    EXPECT_EQ(store.get(sha256(std::to_string(text))), std::to_string(text));
  }
}

/// More files than are synced one by one, of which each text stands in two.
std::vector<std::string> many_files(const TempFolder& temp) {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < 2 * kManyFiles; ++i) {
    paths.push_back(
        temp.write("source/f" + std::to_string(i), "text " + std::to_string(i % kManyFiles)));
  }
  return paths;
}

TEST_F(ObjectStoreTest, ManyFilesAreKeptInTheOrderGivenEachTextOnce) {
  const std::vector<std::string> paths = many_files(temp);
  const auto kept = store.put_files(paths, PutMeans::copy);
  ASSERT_EQ(kept.size(), paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string text = "text " + std::to_string(i % kManyFiles);
    ASSERT_TRUE(kept[i]);
    EXPECT_EQ(kept[i]->path, paths[i]);
    EXPECT_EQ(kept[i]->size, text.size());
    EXPECT_EQ(store.get(kept[i]->sha256), text);
  }
  EXPECT_EQ(files().size(), kManyFiles);
  // Once more, by another process: nothing is written.
  const std::uint64_t inode = stat_path(store.path(kept[0]->sha256))->inode;
  ObjectStore(temp.at("objects"), Durability::full).put_files(paths, PutMeans::copy);
  EXPECT_EQ(files().size(), kManyFiles);
  EXPECT_EQ(stat_path(store.path(kept[0]->sha256))->inode, inode);
}

TEST_F(ObjectStoreTest, ADamagedObjectAmongManyIsMovedAside) {
  const std::vector<std::string> paths = many_files(temp);
  const Digest digest = sha256("text 7");
  temp.write(store.path(digest).substr(temp.path().size() + 1), "other");
  store.put_files(paths, PutMeans::copy);
  EXPECT_EQ(store.get(digest), "text 7");
  EXPECT_EQ(read_file(store.path(digest) + ".damaged"), "other");
}

TEST_F(ObjectStoreTest, WhereOneOfManyFilesFailsNoObjectAppears) {
  std::vector<std::string> paths = many_files(temp);
  paths.push_back(temp.at("source/none"));
  EXPECT_EQ(error_of([&] { store.put_files(paths, PutMeans::copy); }).code(), ErrorCode::not_found);
  EXPECT_TRUE(files().empty());  // Nor a temporary file.
}

}  // namespace
}  // namespace cairn
