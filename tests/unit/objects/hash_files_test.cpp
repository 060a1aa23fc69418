#include "cairn/objects/hash_files.h"

#include <sys/stat.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempFolder;

HashedFile hash(const std::string& path) {
  return hash_file(path, Durability::none, Site::file_write);
}

template <typename Work>
ErrorCode code_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

/// What a command prints, run in `folder`.
std::string printed(const std::string& folder, const std::string& command) {
  FILE* pipe = ::popen(("cd '" + folder + "' && " + command).c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = ::fread(buffer.data(), 1, buffer.size(), pipe)) {
    text.append(buffer.data(), count);
  }
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return text;
}

TEST(HashFiles, size_and_digest_of_a_file) {
  const TempFolder folder;
  const HashedFile abc = hash(folder.write("abc", "abc"));
  EXPECT_EQ(abc.size, 3U);
  EXPECT_EQ(abc.sha256.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const HashedFile empty = hash(folder.write("empty", ""));
  EXPECT_EQ(empty.size, 0U);
  EXPECT_EQ(empty.sha256, sha256(""));
}

TEST(HashFiles, several_blocks_give_the_digest_of_the_whole) {
  const TempFolder folder;
  const std::string bytes(1'000'003, 'x');
  EXPECT_EQ(hash(folder.write("big", bytes)).sha256, sha256(bytes));
}

TEST(HashFiles, many_files_come_back_in_the_order_given) {
  const TempFolder folder;
  std::vector<std::string> paths;
  for (int i = 0; i < 20; ++i) {
    // More than the bytes below which no thread is started.
    paths.push_back(
        folder.write("f" + std::to_string(i), std::string(400'000, static_cast<char>('a' + i))));
  }
  const std::vector<HashedFile> files = hash_files(paths, Durability::none, Site::file_write);
  ASSERT_EQ(files.size(), paths.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(files[i].path, paths[i]);
    EXPECT_EQ(files[i].sha256, sha256(std::string(400'000, static_cast<char>('a' + i))));
  }
  EXPECT_TRUE(hash_files({}, Durability::full, Site::file_write).empty());
}

TEST(HashFiles, syncing_changes_nothing_that_is_seen) {
  const TempFolder folder;
  const std::vector<std::string> paths = {folder.write("a", "1"), folder.write("b", "2"),
                                          folder.write("c", "3")};
  const std::vector<HashedFile> files =
      hash_files(paths, Durability::full, Site::commit_artifact_fsync);
  EXPECT_EQ(files.at(2).sha256, sha256("3"));
}

TEST(HashFiles, one_missing_file_among_many_is_the_error) {
  const TempFolder folder;
  std::vector<std::string> paths;
  for (int i = 0; i < 8; ++i) paths.push_back(folder.write("f" + std::to_string(i), "x"));
  paths[5] = folder.at("missing");
  EXPECT_EQ(code_of([&] { hash_files(paths, Durability::full, Site::file_write); }),
            ErrorCode::not_found);
}

TEST(HashFiles, what_is_no_regular_file_is_refused_without_waiting) {
  const TempFolder folder;
  const std::string fifo = folder.at("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(code_of([&] { hash(fifo); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { hash_path(fifo); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { hash(folder.path()); }), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { hash(folder.at("missing")); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { hash(folder.at("fifo/below")); }), ErrorCode::not_found);
}

TEST(HashFiles, a_link_is_followed_for_a_dependency_and_refused_for_an_artifact) {
  const TempFolder folder;
  folder.write("real", "abc");
  std::filesystem::create_symlink("real", folder.at("link"));
  EXPECT_EQ(code_of([&] { hash(folder.at("link")); }), ErrorCode::conflict);
  EXPECT_EQ(hash_path(folder.at("link")), sha256("abc"));
  std::filesystem::create_symlink("nowhere", folder.at("broken"));
  EXPECT_EQ(code_of([&] { hash_path(folder.at("broken")); }), ErrorCode::not_found);
}

TEST(HashFiles, a_file_that_changes_meanwhile_is_reported) {
  const TempFolder folder;
  const std::string path = folder.write("growing", std::string(8'000'000, 'x'));
  std::atomic<bool> stop = false;
  std::jthread writer([&] {
    std::ofstream file(path, std::ios::app);
    while (!stop) file << "more" << std::flush;
  });
  // A writer may pause for longer than one pass; ten are not missed.
  ErrorCode code = ErrorCode::internal;
  for (int i = 0; i < 10 && code == ErrorCode::internal; ++i) code = code_of([&] { hash(path); });
  stop = true;
  EXPECT_EQ(code, ErrorCode::conflict);
}

/// Hashes `path` while another thread appends to it once, `delay` after the start.
template <typename Hash>
ErrorCode code_with_one_change(const std::string& path, std::chrono::microseconds delay,
                               Hash hash_it) {
  std::jthread writer([&] {
    std::this_thread::sleep_for(delay);
    std::ofstream(path, std::ios::app) << "more" << std::flush;
  });
  return code_of([&] { hash_it(path); });
}

TEST(HashFiles, one_change_of_a_dependency_is_read_past_and_of_an_artifact_reported) {
  const TempFolder folder;
  const std::string path = folder.write("saved", std::string(16'000'000, 'x'));
  int reported = 0;
  for (int i = 0; i < 400 && reported < 3; ++i) {
    const std::chrono::microseconds delay(i % 20 * 500);
    if (code_with_one_change(path, delay, hash) == ErrorCode::conflict) ++reported;
    EXPECT_NE(code_with_one_change(path, delay, hash_path), ErrorCode::conflict);
  }
  EXPECT_EQ(reported, 3) << "no change fell into a pass: the other half of this test saw nothing";
}

TEST(HashFiles, a_folders_digest_is_that_of_what_sha256sum_prints) {
  const TempFolder folder;
  // 'a' sorts before "a.txt", but "a/x" after it.
  for (const std::string name :
       {"a/x", "a.txt", "a-b/y", "b/c/d", "ä", "B", "with space", ".hidden"}) {
    folder.write("data/" + name, name);
  }
  std::filesystem::create_directories(folder.at("data/empty"));
  const std::string text = printed(folder.at("data"),
                                   "find . -type f -printf '%P\\0' | LC_ALL=C sort -z | "
                                   "xargs -0 sha256sum");
  EXPECT_EQ(hash_folder(folder.at("data")), sha256(text));
  EXPECT_EQ(hash_path(folder.at("data")), sha256(text));
  EXPECT_EQ(hash_folder(folder.at("data/empty")), sha256(""));
}

TEST(HashFiles, what_links_of_a_dep_lead_to_counts_as_if_it_lay_there) {
  const TempFolder folder;
  folder.write("plain/x", "1");
  folder.write("plain/sub/y", "2");
  folder.write("store/x", "1");
  folder.write("store/sub/y", "2");
  std::filesystem::create_directories(folder.at("linked"));
  std::filesystem::create_symlink("../store/x", folder.at("linked/x"));
  std::filesystem::create_directory_symlink("../store/sub", folder.at("linked/sub"));
  const Digest first = hash_path(folder.at("linked"));
  EXPECT_EQ(first, hash_path(folder.at("plain")));
  folder.write("store/x", "3");
  const Digest changed = hash_path(folder.at("linked"));
  EXPECT_NE(changed, first);
  std::filesystem::remove(folder.at("store/x"));
  const Digest dangling = hash_path(folder.at("linked"));
  EXPECT_NE(dangling, changed);
  std::filesystem::remove(folder.at("linked/x"));
  EXPECT_NE(hash_path(folder.at("linked")), dangling);
  // A folder that leads back to itself ends.
  std::filesystem::create_directory_symlink("../linked", folder.at("linked/again"));
  EXPECT_NE(hash_path(folder.at("linked")), Digest());
}

TEST(HashFiles, a_folders_digest_sees_names_as_well_as_bytes) {
  const TempFolder folder;
  folder.write("a/x", "1");
  folder.write("b/y", "1");
  EXPECT_NE(hash_folder(folder.at("a")), hash_folder(folder.at("b")));
}

}  // namespace
}  // namespace cairn
