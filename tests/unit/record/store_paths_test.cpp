#include "cairn/record/store_paths.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"

namespace cairn {
namespace {

using NameKind = RunFileName::Kind;

void expect_parsed(const std::string& path, NameKind kind, int attempt) {
  const std::optional<RunFileName> name = parse_run_file_name(base_name(path));
  ASSERT_TRUE(name.has_value()) << path;
  EXPECT_EQ(name->kind, kind) << path;
  EXPECT_EQ(name->id.text, "pb8yky") << path;
  EXPECT_EQ(name->attempt, attempt) << path;
}

TEST(StorePaths, what_is_made_can_be_parsed) {
  const RunId id{"pb8yky"};
  expect_parsed(record_path("f", id), NameKind::record, 0);
  expect_parsed(user_path("f", id), NameKind::user, 0);
  expect_parsed(plain_log_path("f", id), NameKind::log, 0);
  expect_parsed("f/.run/pb8yky.history", NameKind::history, 0);
  for (const int attempt : {1, 2, 10, 2147483647}) {
    expect_parsed(events_path("f", id, attempt), NameKind::events, attempt);
  }
}

TEST(StorePaths, the_groups_file_is_no_record) {
  EXPECT_FALSE(parse_run_file_name(base_name(group_file_path("f"))).has_value());
}

TEST(StorePaths, other_names_are_nobodys) {
  for (const std::string name :
       {"", ".json", "PB8YKY.json", "pb8yky", "pb8yky.txt", "pb8yky.json.bak",
        ".cairn-tmp-pb8yky.json", "pb8yky.events.jsonl", "pb8yky.0.events.jsonl",
        "pb8yky.-1.events.jsonl", "pb8yky.02.events.jsonl", "pb8yky.x.events.jsonl",
        "pb8yky.1.2.events.jsonl", "pb8yky.99999999999.events.jsonl", "pb8yky.2.json",
        "pb 8.json"}) {
    EXPECT_FALSE(parse_run_file_name(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace cairn
