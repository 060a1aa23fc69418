// What a person types is kept whole: by every change, beside every other process, over every
// attempt.
#include "cairn/store/user_edits.h"

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/refresh.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

class UserEditsTest : public testing::Test {
 protected:
  UserEditsTest() {
    run_.commit(run_.begin());
    head_ = {.id = run_.definition.id, .digest = run_.definition.digest, .path = kFolder};
  }

  UserEdits read() const { return read_user_edits(run_.temp.folder.at(kFolder), head_.id); }
  std::string file() const { return user_path(run_.temp.folder.at(kFolder), head_.id); }
  void write(const std::string& text) const {
    run_.write(".run/" + head_.id.text + ".user.json", text);
  }
  EditResult edit(const std::function<void(UserEdits&)>& change) const {
    return edit_user(run_.temp.project, head_, change);
  }
  RunRow row() const {
    const FreshCatalog fresh = open_fresh_catalog(run_.temp.project);
    const RunHead head = *fresh.catalog.find_by_digest(head_.digest);
    return fresh.catalog.load_runs(std::span(&head.rowid, 1), RunParts::all).at(0);
  }

  OneRun run_;
  RunHead head_;
};

TEST_F(UserEditsTest, a_change_is_written_as_the_page_says_and_read_back_equal) {
  edit([](UserEdits& user) {
    user.notes = "two outliers";
    user.tags = {{"paper", "fig 3"}, {"n", 3}, {"good", true}};
    user.aliases = {"best-one"};
    user.pinned = true;
    user.links = {{"verified", "pb8yky", 1'000'000, {{"result", "equal"}}}};
  });
  EXPECT_EQ(read_file(file()), R"({
  "format": 1,
  "notes": "two outliers",
  "tags": {
    "paper": "fig 3",
    "n": 3,
    "good": true
  },
  "aliases": [
    "best-one"
  ],
  "pinned": true,
  "links": [
    {
      "type": "verified",
      "run": "pb8yky",
      "at": "1970-01-01T00:00:01.000000Z",
      "result": "equal"
    }
  ]
}
)");
  EXPECT_EQ(read().links.at(0).facts, (Map{{"result", "equal"}}));
  EXPECT_EQ(edit([](UserEdits& user) { user.pinned = true; }), EditResult::unchanged);
}

TEST_F(UserEditsTest, the_catalog_follows_a_change) {
  EXPECT_EQ(row().user_mtime, 0);
  edit([](UserEdits& user) {
    user.description = "the one";
    user.tags = {{"paper", "yes"}};
    user.aliases = {"champion", "champion"};
    user.pinned = true;
  });
  const RunRow found = row();
  EXPECT_EQ(found.description, "the one");
  EXPECT_EQ(found.pinned, 1);
  ASSERT_EQ(found.tags.size(), 1U);
  EXPECT_EQ(found.tags[0].second, Value("yes"));
  ASSERT_EQ(found.names.size(), 1U);
  EXPECT_EQ(found.names[0], (NameRow{kAliasScheme, "champion"}));
  EXPECT_NE(found.user_mtime, 0);
  EXPECT_EQ(reindex(run_.temp.project).catalog.canonical_dump(),
            open_fresh_catalog(run_.temp.project).catalog.canonical_dump());
}

TEST_F(UserEditsTest, keys_of_others_stay_and_an_empty_file_goes) {
  write(R"({"format": 1, "mood": {"x": [1]}, "notes": "old"})");
  edit([](UserEdits& user) { user.notes = ""; });
  EXPECT_EQ(read().others, (Map{{"mood", Map{{"x", List{1}}}}}));
  edit([](UserEdits& user) { user.others = {}; });
  EXPECT_FALSE(stat_path(file()).has_value());
}

TEST_F(UserEditsTest, a_file_that_cannot_be_understood_is_named_and_never_written_over) {
  const struct {
    const char* text;
    ErrorCode code;
    const char* message;
  } kCases[] = {
      {"{", ErrorCode::corrupt, ".user.json:1:"},
      {"[1]", ErrorCode::corrupt, "it is no JSON object"},
      {R"({"tags": "yes"})", ErrorCode::corrupt, "field 'tags' is a string, expected a map"},
      {R"({"pinned": "yes"})", ErrorCode::corrupt, "field 'pinned' is a string, expected a bool"},
      {R"({"notes": ["a"]})", ErrorCode::corrupt, "field 'notes' is a list, expected a string"},
      {R"({"aliases": "a"})", ErrorCode::corrupt, "field 'aliases' is a string, expected a list"},
      {R"({"links": [{"run": "x"}]})", ErrorCode::corrupt, "field 'type' is missing"},
      {R"({"format": 2, "notes": "x"})", ErrorCode::conflict, "this cairn reads up to 1"},
  };
  for (const auto& each : kCases) {
    write(each.text);
    const Error error = error_of([&] { edit([](UserEdits& user) { user.notes = "new"; }); });
    EXPECT_EQ(error.code(), each.code) << each.text;
    EXPECT_NE(error.message().find(each.message), std::string::npos) << error.message();
    EXPECT_NE(error.message().find(head_.id.text), std::string::npos) << error.message();
    EXPECT_EQ(read_file(file()), each.text);
    const FreshCatalog fresh = reindex(run_.temp.project);
    EXPECT_TRUE(fresh.catalog.find_by_digest(head_.digest).has_value()) << each.text;
    ASSERT_EQ(fresh.report.problems.size(), 1U) << each.text;
    EXPECT_EQ(open_fresh_catalog(run_.temp.project).report.problems, fresh.report.problems);
  }
}

TEST_F(UserEditsTest, a_run_that_has_gone_gets_no_file) {
  head_.path = "results/elsewhere";
  EXPECT_EQ(error_of([&] { edit([](UserEdits& user) { user.notes = "x"; }); }).code(),
            ErrorCode::not_found);
  EXPECT_FALSE(stat_path(run_.temp.folder.at("results/elsewhere")).has_value());
}

TEST_F(UserEditsTest, a_null_takes_away_what_the_job_tagged) {
  EXPECT_EQ(merged_tags({{"a", 1}, {"b", 2}}, {{"b", nullptr}, {"c", 3}}),
            (Map{{"a", 1}, {"c", 3}}));
}

TEST_F(UserEditsTest, what_was_typed_stays_over_new_attempts) {
  edit([](UserEdits& user) { user.notes = "typed"; });
  run_.commit(run_.begin());
  EXPECT_EQ(read().notes, "typed");
  EXPECT_EQ(row().notes, "typed");
  EXPECT_EQ(row().attempt, 2);
}

TEST_F(UserEditsTest, no_process_undoes_what_another_wrote) {
  constexpr int kProcesses = 8;
  constexpr int kEach = 10;
  for (int process = 0; process < kProcesses; ++process) {
    if (::fork() != 0) continue;
    for (int i = 0; i < kEach; ++i) {
      edit([&](UserEdits& user) {
        user.tags.set("t" + std::to_string(process) + "_" + std::to_string(i), i);
      });
    }
    ::_exit(0);
  }
  for (int process = 0; process < kProcesses; ++process) {
    int status = 1;
    ASSERT_GT(::wait(&status), 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(read().tags.size(), static_cast<std::size_t>(kProcesses * kEach));
}

TEST(VerifiedResult, IsThatOfTheLastCheckOfThisAttempt) {
  const auto link = [](TimeUs at, const char* result, int attempt) {
    return UserLink{"verified", "", at, Map{{"result", result}, {"attempt", attempt}}};
  };
  EXPECT_EQ(verified_result({}, 1), "");
  EXPECT_EQ(verified_result({link(2, "equal", 1), link(1, "differs", 1)}, 1), "equal");
  EXPECT_EQ(verified_result({link(2, "equal", 1)}, 2), "");
  EXPECT_EQ(verified_result({UserLink{"derived_from", "pb8yky", 9, {}}}, 1), "");
  // Written by hand, without an attempt: taken as it stands.
  EXPECT_EQ(verified_result({UserLink{"verified", "", 0, Map{{"result", "equal"}}}}, 3), "equal");
}

}  // namespace
}  // namespace cairn
