#include "cairn/attempts/commit_log.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

struct Log {
  explicit Log(const std::string& text) {
    attempt.folder = folder.path();
    attempt.definition.log = "logs/console.log";
    attempt.definition.warnings = "logs/warnings.log";
    attempt.log_path = folder.write("logs/console.log", text);
    attempt.events_path = folder.at(".run/a.1.events.jsonl");
  }
  std::string text() const { return read_file(attempt.log_path); }
  std::string warnings() const {
    return read_file_if_any(folder.at("logs/warnings.log")).value_or("none");
  }

  test::TempFolder folder;
  Attempt attempt;
};

TEST(CommitLog, ansi_codes_are_removed_and_nothing_else) {
  Log log("\x1b[1;31mred\x1b[0m\tplain \xc3\xa9\r\nlast without newline");
  const std::optional<std::uint64_t> size = finish_log(log.attempt);
  EXPECT_EQ(size, log.text().size());
  EXPECT_EQ(log.text(), "red\tplain \xc3\xa9\r\nlast without newline");
  EXPECT_EQ(list_folder(log.folder.at("logs")).size(), 1U);
}

TEST(CommitLog, a_log_without_codes_is_left_as_it_is) {
  const std::string bytes = std::string("a\0b\xff\n", 5);
  Log log(bytes);
  const auto before = stat_path(log.attempt.log_path);
  finish_log(log.attempt);
  EXPECT_EQ(log.text(), bytes);
  EXPECT_EQ(stat_path(log.attempt.log_path)->inode, before->inode);
}

TEST(CommitLog, an_empty_log_goes_with_its_folder_unless_that_holds_more) {
  Log log("");
  EXPECT_EQ(finish_log(log.attempt), std::nullopt);
  EXPECT_FALSE(stat_path(log.folder.at("logs")).has_value());
  EXPECT_TRUE(stat_path(log.folder.path()).has_value());

  Log kept("");
  kept.folder.write("logs/own.txt", "x");
  EXPECT_EQ(finish_log(kept.attempt), std::nullopt);
  EXPECT_TRUE(stat_path(kept.folder.at("logs/own.txt")).has_value());
  EXPECT_FALSE(stat_path(kept.attempt.log_path).has_value());
}

TEST(CommitLog, lines_of_level_warning_and_above_are_copied_out) {
  Log log("INFO start\n\x1b[33mWARNING\x1b[0m: low\nfit.py:3: UserWarning: bad\nERROR here\nend");
  finish_log(log.attempt);
  EXPECT_EQ(log.warnings(), "WARNING: low\nfit.py:3: UserWarning: bad\nERROR here\n");
}

TEST(CommitLog, no_warnings_make_no_file) {
  Log log("INFO all well\n");
  finish_log(log.attempt);
  EXPECT_EQ(log.warnings(), "none");
  Log unnamed("ERROR\n");
  unnamed.attempt.definition.warnings = "";
  finish_log(unnamed.attempt);
  EXPECT_EQ(unnamed.warnings(), "none");
}

TEST(CommitLog, a_warnings_file_that_the_job_wrote_wins) {
  Log log("ERROR here\n");
  log.folder.write("logs/warnings.log", "mine");
  EXPECT_EQ(finish_log(log.attempt), log.text().size());
  EXPECT_EQ(log.warnings(), "mine");
}

TEST(CommitLog, finishing_twice_is_finishing_once) {
  Log log("\x1b[31mERROR\x1b[0m\n");
  EXPECT_EQ(finish_log(log.attempt), finish_log(log.attempt));
  EXPECT_EQ(log.text(), "ERROR\n");
  EXPECT_EQ(log.warnings(), "ERROR\n");
}

TEST(CommitLog, a_line_without_end_is_cleaned_in_pieces) {
  const std::string begin((1U << 20) - 3, 'x');  // The first piece ends inside the escape.
  Log log(begin + "\x1b[31mERROR here" + begin + "\n");
  finish_log(log.attempt);
  EXPECT_TRUE(log.text() == begin + "ERROR here" + begin + "\n");
}

TEST(CommitLog, what_cannot_be_read_stays_as_it_is) {
  Log log("\x1b[31mERROR\x1b[0m\n");
  log.attempt.log_path = log.folder.at("logs");  // Reading a folder fails.
  EXPECT_THROW(finish_log(log.attempt), Error);
  EXPECT_EQ(list_folder(log.folder.at("logs")).size(), 1U);
  EXPECT_EQ(log.warnings(), "none");
}

TEST(CommitLog, a_level_is_a_word_of_its_own) {
  for (const std::string line : {"WARNING: x", "[WARN] x", "2026 ERROR x", "CRITICAL", "x FATAL",
                                 "a.py:1: FutureWarning: x", "DeprecationWarning:"}) {
    EXPECT_TRUE(is_warning_line(line)) << line;
  }
  for (const std::string line :
       {"INFO x", "error x", "MY_ERROR_COUNT=3", "TERRORS", "FORWARD", "Warnings are off", ""}) {
    EXPECT_FALSE(is_warning_line(line)) << line;
  }
}

}  // namespace
}  // namespace cairn
