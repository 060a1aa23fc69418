#include "cairn/retention/deduplicate.h"

#include <fcntl.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/retention/merge_file.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempProject;

/// Files with these bytes as one set, each an artifact of the run that has a record in the
/// project's own folder.
DuplicateSet set_of(const TempProject& temp, const std::vector<std::string>& paths,
                    const std::string& bytes) {
  DuplicateSet set{.sha256 = sha256(bytes), .size = bytes.size()};
  temp.folder.write(".run/abcdef.json", "{}");
  for (const std::string& path : paths) {
    temp.folder.write(path, bytes);
    set.files.push_back({.path = path, .artifact_size = path.size(), .run = {"abcdef"}});
  }
  return set;
}

std::uint64_t inode(const TempProject& temp, const std::string& path) {
  return stat_path(temp.folder.at(path))->inode;
}

MergeReport merge(const TempProject& temp, DuplicateSet set, LinkKind link) {
  return merge_duplicates(temp.project, {{std::move(set)}}, {.link = link});
}

TEST(Deduplicate, GivesEqualFilesOneInode) {
  const TempProject temp;
  const MergeReport report =
      merge(temp, set_of(temp, {"a", "x/b", "x/c"}, "equal"), LinkKind::hardlink);
  EXPECT_EQ(report.merged, 2U);
  EXPECT_EQ(report.bytes, 10U);
  EXPECT_EQ(inode(temp, "a"), inode(temp, "x/b"));
  EXPECT_EQ(inode(temp, "a"), inode(temp, "x/c"));
  EXPECT_EQ(read_file(temp.folder.at("x/c")), "equal");
  EXPECT_EQ(list_folder(temp.folder.at("x")).size(), 2U) << "no temporary name stays";
  EXPECT_EQ(read_dedup_journal(temp.project).entries.size(), 2U);
}

TEST(Deduplicate, LeavesFilesThatDifferByOneByte) {
  const TempProject temp;
  DuplicateSet set = set_of(temp, {"a", "b", "c"}, "equal");
  temp.folder.write("b", "equaL");
  const MergeReport report = merge(temp, std::move(set), LinkKind::hardlink);
  EXPECT_EQ(report.merged, 1U);
  ASSERT_EQ(report.left.size(), 1U);
  EXPECT_TRUE(report.left[0].starts_with("b: ")) << report.left[0];
  EXPECT_EQ(read_file(temp.folder.at("b")), "equaL");
}

TEST(Deduplicate, LeavesFilesOfARunThatWasBegunAnew) {
  for (const LinkKind link : {LinkKind::hardlink, LinkKind::symlink}) {
    const TempProject temp;
    DuplicateSet set = set_of(temp, {"a", "b"}, "equal");
    std::filesystem::remove(temp.folder.at(".run/abcdef.json"));
    const MergeReport report = merge(temp, std::move(set), link);
    EXPECT_EQ(report.merged, 0U);
    EXPECT_NE(inode(temp, "a"), inode(temp, "b"));
    EXPECT_TRUE(stat_path(temp.folder.at("a"))->is_file());
  }
}

TEST(Deduplicate, LeavesFilesOfAnotherMode) {
  const TempProject temp;
  DuplicateSet set = set_of(temp, {"a", "b"}, "equal");
  std::filesystem::permissions(temp.folder.at("b"), std::filesystem::perms::owner_read);
  EXPECT_EQ(merge(temp, std::move(set), LinkKind::hardlink).merged, 0U);
  EXPECT_NE(inode(temp, "a"), inode(temp, "b"));
}

TEST(Deduplicate, LeavesAFileThatIsOpenForWriting) {
  const TempProject temp;
  DuplicateSet set = set_of(temp, {"a", "b"}, "equal");
  const Fd writer = open_write(Site::file_write, temp.folder.at("b"), OpenMode::append);
  const MergeReport report = merge(temp, std::move(set), LinkKind::hardlink);
  if (ReadLease(open_regular_file(temp.folder.at("a")).fd.get()).answer() ==
      ReadLease::Answer::unsupported) {
    GTEST_SKIP() << "no leases on this file system";
  }
  EXPECT_EQ(report.merged, 0U);
}

TEST(Deduplicate, AChangeBetweenLookAndReplacementIsNoticed) {
  const TempProject temp;
  set_of(temp, {"a", "b"}, "equal");
  const HeldFile kept(temp.folder.at("a"));
  {
    const HeldFile other(temp.folder.at("b"));
    ASSERT_FALSE(objection(kept, other));
    // Another file takes the name, as an editor that saves by rename would.
    temp.folder.write("new", "newer");
    std::filesystem::rename(temp.folder.at("new"), temp.folder.at("b"));
    EXPECT_EQ(replace_by_name(kept, other).what, MergeAnswer::What::left);
  }
  EXPECT_EQ(read_file(temp.folder.at("b")), "newer");
  EXPECT_EQ(list_folder(temp.folder.path()).size(), 4U) << ".run, cairn.yaml, a and b";
}

TEST(Deduplicate, LinksGoToTheObject) {
  const TempProject temp;
  const MergeReport report = merge(temp, set_of(temp, {"a", "x/b"}, "equal"), LinkKind::symlink);
  EXPECT_EQ(report.merged, 2U);
  const std::string hex = sha256("equal").hex();
  EXPECT_EQ(read_link(temp.folder.at("x/b")), "../.cairn/objects/" + hex.substr(0, 2) + "/" + hex);
  EXPECT_EQ(read_file(temp.folder.at("x/b")), "equal");
  std::filesystem::remove(temp.folder.at("a"));
  EXPECT_EQ(read_file(temp.folder.at("x/b")), "equal");
}

TEST(Deduplicate, AForgedObjectDoesNotHelp) {
  const TempProject temp;
  const std::string hex = sha256("equal").hex();
  temp.folder.write(".cairn/objects/" + hex.substr(0, 2) + "/" + hex, "forged");
  merge(temp, set_of(temp, {"a", "b"}, "equal"), LinkKind::symlink);
  EXPECT_EQ(read_file(temp.folder.at("a")), "equal");
  EXPECT_EQ(read_file(temp.folder.at("b")), "equal");
}

TEST(DedupJournal, LeavesATornLineOut) {
  const TempProject temp;
  append_dedup_journal(temp.project, {{.path = "a",
                                       .run = "abcdef",
                                       .artifact = "a",
                                       .link = LinkKind::hardlink,
                                       .mtime_ns = 5,
                                       .mode = 0640}});
  const std::string path = temp.project.hidden("deduplicated.jsonl");
  temp.folder.write(".cairn/deduplicated.jsonl", read_file(path) + "{\"path\": \"b");
  const std::vector<DedupEntry> entries = read_dedup_journal(temp.project).entries;
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].mode, 0640U);
  EXPECT_EQ(entries[0].mtime_ns, 5);
}

}  // namespace
}  // namespace cairn
