// What comes back from the trash, and what becomes of that which lay there.
#include "cairn/attempts/bring_back.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

/// A run of two attempts: the first lies in the trash.
struct TwoAttempts : OneRun {
  TwoAttempts() { definition.outs = {{"model", "model.bin"}}; }

  void make_both() {
    make("first");
    make("second");
    entry = entries().back();
  }
  void make(const std::string& text) const {
    const Attempt attempt = begin();
    write("model.bin", text);
    commit(attempt);
  }
  std::vector<TrashEntry> entries() const {
    std::vector<std::string> problems;
    return list_trash(temp.project, problems);
  }
  Record bring(const TrashEntry& what) const {
    return bring_back(temp.project, definition, what, std::nullopt);
  }
  std::string model() const { return read_file(temp.folder.at(kFolder + "/model.bin")); }
  int number_there() const {
    return read_record(temp.folder.at(kFolder), definition.id).attempt().number;
  }

  TrashEntry entry;
};

TEST(BringBack, the_attempts_change_places_and_what_is_said_stays) {
  for (const bool is_shared : {false, true}) {
    TwoAttempts run;
    run.definition.shared_folder = is_shared;
    run.make_both();
    run.write(".run/" + run.definition.id.text + ".user.json", "{\"notes\": \"mine\"}");
    EXPECT_EQ(run.bring(run.entry).attempt().number, 1);
    EXPECT_EQ(run.model(), "first");
    EXPECT_EQ(run.number_there(), 1);
    EXPECT_EQ(read_user_edits(run.temp.folder.at(kFolder), run.definition.id).notes, "mine");
    ASSERT_EQ(run.entries().size(), 1U);
    const TrashEntry other = run.entries().front();
    EXPECT_EQ(other.kind, TrashKind::attempt);
    EXPECT_EQ(read_file(trash_contents_path(run.temp.project, other) + "/model.bin"), "second");
    EXPECT_FALSE(stat_path(handover_path(run.temp.project, run.definition)));
    run.bring(other);
    EXPECT_EQ(run.model(), "second");
  }
}

TEST(BringBack, the_next_attempt_gets_a_number_of_its_own_and_tells_of_all) {
  TwoAttempts run;
  run.make_both();
  run.bring(run.entry);
  const Attempt third = run.begin();
  EXPECT_EQ(third.number, 3);
  ASSERT_EQ(third.earlier.size(), 2U);
  EXPECT_EQ(third.earlier[0].number, 1);
  EXPECT_EQ(third.earlier[1].number, 2);
}

TEST(BringBack, of_a_run_that_was_killed_between_two_attempts_what_is_said_comes_along) {
  TwoAttempts run;
  run.make_both();
  run.write(".run/" + run.definition.id.text + ".user.json", "{\"notes\": \"mine\"}");
  move_to_trash(run.temp.project, lock_edits(run.temp.project), run.definition, "for the test");
  run.bring(run.entry);
  EXPECT_EQ(run.model(), "first");
  EXPECT_EQ(read_user_edits(run.temp.folder.at(kFolder), run.definition.id).notes, "mine");
}

TEST(BringBack, what_lives_or_was_made_meanwhile_is_left_alone) {
  TwoAttempts run;
  run.make_both();
  const auto bring = [&](int known) {
    return error_of([&] { bring_back(run.temp.project, run.definition, run.entry, known); });
  };
  EXPECT_EQ(bring(1).code(), ErrorCode::busy);
  const Attempt third = run.begin();
  EXPECT_EQ(bring(2).code(), ErrorCode::busy);
  EXPECT_TRUE(stat_path(third.events_path));
}

TEST(BringBack, one_that_was_cut_off_in_a_shared_folder_is_ended) {
  for (const bool begins : {false, true}) {
    TwoAttempts run;
    run.definition.shared_folder = true;
    run.make_both();
    const std::string contents = trash_contents_path(run.temp.project, run.entry);
    {
      const FileLock lock = lock_edits(run.temp.project);
      move_to_trash(run.temp.project, lock, run.definition, "for the test");
      note_came_back(run.temp.project, run.definition.digest);
      note_coming_back(run.temp.project, run.definition, run.entry.name);
      put_parts_back(run.temp.project, lock, contents, kFolder, {"model.bin"});
    }
    EXPECT_TRUE(hands_over(run.temp.project, run.definition.digest, run.entry.name));
    EXPECT_FALSE(run.exists(".run/" + run.definition.id.text + ".json"));
    if (begins) {
      const Attempt third = run.begin();
      EXPECT_EQ(third.number, 3);
      EXPECT_EQ(read_file(third.resume_folder + "/model.bin"), "first");
      continue;
    }
    EXPECT_TRUE(finish_bringing_back(run.temp.project, run.definition));
    EXPECT_FALSE(finish_bringing_back(run.temp.project, run.definition));
    EXPECT_EQ(run.model(), "first");
    EXPECT_EQ(run.number_there(), 1);
    EXPECT_EQ(run.entries().size(), 1U);
  }
}

TEST(BringBack, bytes_that_are_not_as_recorded_are_found) {
  TwoAttempts run;
  run.make_both();
  const std::string contents = trash_contents_path(run.temp.project, run.entry);
  const Record record = read_record(contents, run.definition.id);
  require_whole(run.temp.project, run.entry, record);
  run.temp.folder.write(relative_to(contents, run.temp.project.root) + "/model.bin", "FIRST");
  const Error error = error_of([&] { require_whole(run.temp.project, run.entry, record); });
  EXPECT_EQ(error.code(), ErrorCode::corrupt);
  EXPECT_NE(error.message().find("model.bin"), std::string::npos);
}

}  // namespace
}  // namespace cairn
