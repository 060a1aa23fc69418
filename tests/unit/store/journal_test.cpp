#include "cairn/store/journal.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempFolder;

const std::string kFirstLine = "{\"id\":\"aaa\",\"path\":\"results/a\"}\n";
const std::string kSecondLine = "{\"id\":\"bbb\",\"path\":\"results/b\"}\n";

TEST(Journal, what_is_appended_is_read_once) {
  const test::TempProject temp;
  const RunDefinition run = test::TempProject::define(1, "results/a", "pipeline");
  append_journal(temp.project, run.id, run.path, run.digest);
  const std::string path = temp.project.hidden("journal/" + journal_name());
  std::int64_t offset = 0;
  const std::vector<JournalEntry> entries = read_journal(path, offset);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].id, run.id);
  EXPECT_EQ(entries[0].path, "results/a");
  EXPECT_EQ(offset, static_cast<std::int64_t>(read_file(path).size()));
  EXPECT_TRUE(read_journal(path, offset).empty());
}

TEST(Journal, a_torn_line_waits_for_its_rest) {
  const TempFolder folder;
  std::int64_t offset = 0;
  const std::string path = folder.write("j", kFirstLine + kSecondLine.substr(0, 10));
  EXPECT_EQ(read_journal(path, offset).size(), 1U);
  EXPECT_EQ(offset, static_cast<std::int64_t>(kFirstLine.size()));
  folder.write("j", kFirstLine + kSecondLine);
  const std::vector<JournalEntry> entries = read_journal(path, offset);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].path, "results/b");
}

TEST(Journal, a_damaged_line_hides_no_other) {
  const TempFolder folder;
  std::int64_t offset = 0;
  const std::string text = kFirstLine + "\xff{\n{\"id\":3}\n\n" + kSecondLine;
  EXPECT_EQ(read_journal(folder.write("j", text), offset).size(), 2U);
  EXPECT_EQ(offset, static_cast<std::int64_t>(text.size()));
}

TEST(Journal, a_missing_or_shorter_file_says_nothing) {
  const TempFolder folder;
  std::int64_t offset = 0;
  EXPECT_TRUE(read_journal(folder.at("missing"), offset).empty());
  offset = 1000;
  EXPECT_TRUE(read_journal(folder.write("j", kFirstLine), offset).empty());
  EXPECT_EQ(offset, 1000);
}

TEST(Journal, old_ones_go_once_they_were_read) {
  const test::TempProject temp;
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 31);
  for (const std::string name : {"read", "unread", "young"}) {
    const std::string path = temp.folder.write(".cairn/journal/" + name + ".jsonl", kFirstLine);
    if (name != "young") std::filesystem::last_write_time(path, old);
  }
  Catalog catalog = Catalog::open_in_memory();
  for (const std::string name : {"read.jsonl", "young.jsonl", "gone.jsonl"}) {
    catalog.set_journal_offset(name, static_cast<std::int64_t>(kFirstLine.size()));
  }
  catalog.set_journal_offset("unread.jsonl", 3);
  prune_journals(temp.project, catalog);
  EXPECT_EQ(files_below(temp.project.hidden("journal")),
            (std::vector<std::string>{"unread.jsonl", "young.jsonl"}));
  EXPECT_EQ(catalog.journals().size(), 2U);
}

TEST(Journal, the_own_one_goes_when_the_catalog_has_read_all_of_it) {
  const test::TempProject temp;
  Catalog catalog = Catalog::open_in_memory();
  append_journal(temp.project, RunId{"aaaaaa"}, "results/a", sha256("a"));
  const std::string path = temp.project.hidden("journal/" + journal_name());
  retire_journal(catalog);
  EXPECT_TRUE(stat_path(path).has_value());
  catalog.set_journal_offset(journal_name(), journal_size());
  retire_journal(catalog);
  EXPECT_FALSE(stat_path(path).has_value());
  EXPECT_EQ(catalog.journal_offset(journal_name()), 0);
  append_journal(temp.project, RunId{"bbbbbb"}, "results/b", sha256("b"));
  std::int64_t offset = 0;
  EXPECT_EQ(read_journal(path, offset).size(), 1U);
}

}  // namespace
}  // namespace cairn
