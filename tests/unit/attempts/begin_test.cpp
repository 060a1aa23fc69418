// Who may begin, and what becomes of the attempts before.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/live.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

/// A begin line of ours as another process of this host has written it, which is long gone.
std::string of_a_dead_process(std::string line) {
  const std::string pid = "\"pid\":" + std::to_string(this_process().pid);
  return line.replace(line.find(pid), pid.size(), "\"pid\":4194000");
}

TEST(Begin, begin_claims_the_run_and_says_who_and_what) {
  OneRun run;
  const Attempt attempt = run.begin();
  EXPECT_EQ(attempt.number, 1);
  EXPECT_EQ(attempt.resume_folder, "");
  const EventSummary events = read_events(attempt.events_path);
  EXPECT_EQ(events.problems, Texts{});
  EXPECT_EQ(*events.begin.find("plan"), Value("plan1"));
  EXPECT_EQ(*events.begin.find("reason"), Value("missing"));
  EXPECT_EQ(definition_from_value(*events.begin.find("run")).digest, run.definition.digest);
  EXPECT_TRUE(is_live(events.begin, attempt.events_path));
  EXPECT_FALSE(events.job.has_value());
}

TEST(Begin, who_looks_while_an_attempt_is_being_begun_waits_for_its_first_line) {
  OneRun run;
  const Attempt attempt = run.begin();
  const std::string line = read_file(attempt.events_path);
  const std::string path = attempt.events_path + ".again";
  const Fd file = open_write(Site::file_write, path, OpenMode::exclusive);
  std::jthread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    write_all(Site::file_write, file.get(), line, path);
  });
  EXPECT_FALSE(read_begun(path).begin.is_null());
}

TEST(Begin, an_attempt_that_goes_while_another_looks_at_it_is_no_error) {
  OneRun run;
  const std::string events = events_path(run.temp.folder.at(kFolder), run.definition.id, 1);
  run.write(base_name(parent_path(events)) + "/" + base_name(events), "");
  std::jthread other([&] {  // It has made the file, finds that the run is made already, and goes.
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    std::filesystem::remove(events);
  });
  EXPECT_EQ(run.begin().number, 1);
}

TEST(Begin, a_move_out_of_a_shared_folder_that_was_cut_off_goes_on_into_the_same_entry) {
  for (const bool record_is_back : {false, true}) {
    OneRun run;
    run.definition.shared_folder = true;
    run.definition.outs = {{"model", "model.bin"}};
    const Attempt first = run.begin();
    run.write("model.bin", "old");
    OneRun::say(first, R"({"metric": {"key": "loss", "value": 2, "step": 1}})"
                       "\n"
                       R"({"metric": {"key": "loss", "value": 1, "step": 2}})"
                       "\n");
    ASSERT_TRUE(run.commit(first).events_size.has_value());
    const std::string moved = move_to_trash(run.temp.project, lock_edits(run.temp.project),
                                            run.definition, "for the test");

    const auto undo = [&](const std::string& path) {
      std::filesystem::copy(moved + "/" + path, run.temp.folder.at(kFolder + "/" + path));
      if (!path.ends_with(".json")) std::filesystem::remove(moved + "/" + path);
    };
    undo("model.bin");
    const std::string events = ".run/" + base_name(first.events_path);
    undo(events);
    // After a power cut both of its names may be there.
    if (record_is_back) undo(".run/" + run.definition.id.text + ".json");
    const Attempt second = run.begin();
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(second.resume_folder, moved);
    EXPECT_EQ(read_file(moved + "/model.bin"), "old");
    EXPECT_TRUE(stat_path(moved + "/" + events));
    EXPECT_FALSE(run.exists(events));
    EXPECT_FALSE(run.exists(".run/" + run.definition.id.text + ".json"));
    ASSERT_EQ(second.earlier.size(), 1U);
    EXPECT_EQ(second.earlier[0].status, RunStatus::finished);
  }
}

TEST(Begin, a_note_of_an_earlier_move_does_not_take_the_next_attempt_along) {
  OneRun run;
  run.definition.shared_folder = true;
  run.definition.outs = {{"model", "model.bin"}};
  run.commit(run.begin());
  const std::string note = handover_path(run.temp.project, run.definition);
  const std::string first =
      move_to_trash(run.temp.project, lock_edits(run.temp.project), run.definition, "for the test");
  const std::string said = read_file(note);
  const Attempt second = run.begin();
  run.write("model.bin", "new");
  run.commit(second);
  write_all(Site::file_write, open_write(Site::file_write, note, OpenMode::exclusive).get(), said,
            note);
  const Attempt third = run.begin();
  EXPECT_EQ(third.number, 3);
  EXPECT_NE(third.resume_folder, first);
  EXPECT_EQ(read_file(third.resume_folder + "/model.bin"), "new");
}

TEST(Begin, a_run_that_lives_is_busy) {
  OneRun run;
  const Attempt attempt = run.begin();
  const Error error = error_of([&] { run.begin(); });
  EXPECT_EQ(error.code(), ErrorCode::busy);
  EXPECT_NE(error.message().find(run.definition.id.text), std::string::npos);
  EXPECT_TRUE(stat_path(attempt.events_path).has_value());
}

TEST(Begin, a_second_attempt_moves_the_first_to_the_trash_and_tells_of_it) {
  OneRun run;
  const Attempt first = run.begin();
  run.write("model.bin", "old");
  Outcome failed = TempProject::success();
  failed.status = RunStatus::failed;
  failed.message = "boom";
  run.commit(first, failed);

  const Attempt second = run.begin();
  EXPECT_EQ(second.number, 2);
  EXPECT_EQ(read_file(second.resume_folder + "/model.bin"), "old");
  EXPECT_FALSE(run.exists("model.bin"));
  const Record record = run.commit(second);
  ASSERT_EQ(record.attempts.size(), 2U);
  EXPECT_EQ(record.attempts[0].message, "boom");
  EXPECT_EQ(record.attempt().number, 2);
}

TEST(Begin, what_another_has_finished_since_the_caller_looked_is_not_moved_away) {
  OneRun run;
  run.commit(run.begin());
  const auto begin_knowing = [&](int attempt) {
    return begin_attempt(run.temp.project, run.definition,
                         {.plan = "plan2", .reason = "missing", .known_attempt = attempt});
  };
  const Error error = error_of([&] { begin_knowing(0); });
  EXPECT_EQ(error.code(), ErrorCode::busy);
  EXPECT_NE(error.message().find(run.definition.id.text), std::string::npos);
  EXPECT_TRUE(run.exists(".run/" + run.definition.id.text + ".json"));
  EXPECT_EQ(begin_knowing(1).number, 2);
}

TEST(Begin, what_another_finishes_just_before_it_dies_is_not_moved_away) {
  OneRun run;
  const Attempt first = run.begin();
  const std::string line = of_a_dead_process(read_file(first.events_path));
  const std::string record_file = record_path(run.temp.folder.at(kFolder), run.definition.id);
  run.commit(first);
  const std::string committed = record_file + ".later";
  std::filesystem::rename(record_file, committed);
  const Fd events = open_write(Site::begin_events, first.events_path, OpenMode::exclusive);
  // The folder is listed while there is no record. Before the events file is read, the record comes
  // and its process is killed.
  std::jthread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    std::filesystem::rename(committed, record_file);
    write_all(Site::begin_line, events.get(), line, first.events_path);
  });
  const Error error = error_of([&] {
    begin_attempt(run.temp.project, run.definition,
                  {.plan = "plan2", .reason = "missing", .known_attempt = 0});
  });
  EXPECT_EQ(error.code(), ErrorCode::busy);
  EXPECT_TRUE(stat_path(record_file));
}

TEST(Begin, what_another_has_failed_to_make_since_then_is_made_again) {
  OneRun run;
  Outcome failed = TempProject::success();
  failed.status = RunStatus::failed;
  run.commit(run.begin(), failed);
  const Attempt second = begin_attempt(run.temp.project, run.definition,
                                       {.plan = "plan2", .reason = "missing", .known_attempt = 0});
  EXPECT_EQ(second.number, 2);
}

TEST(Begin, an_attempt_that_died_is_lost_and_counted) {
  OneRun run;
  const Attempt first = run.begin();
  const std::string line = of_a_dead_process(read_file(first.events_path));
  std::filesystem::remove(first.events_path);
  write_all(Site::begin_line,
            open_write(Site::begin_events, first.events_path, OpenMode::exclusive).get(), line,
            "-");
  const Attempt second = run.begin();
  EXPECT_EQ(second.number, 2);
  ASSERT_EQ(second.earlier.size(), 1U);
  EXPECT_EQ(second.earlier[0].status, RunStatus::lost);
  EXPECT_EQ(second.earlier[0].reason, "missing");
  const Record record = run.commit(second);
  EXPECT_EQ(record.attempts.size(), 2U);
}

TEST(Begin, an_attempt_killed_before_its_begin_line_blocks_for_a_moment_only) {
  for (const std::string text : {"", "{\"begin\": {\"format\""}) {
    OneRun run;
    run.write(".run/" + run.definition.id.text + ".1.events.jsonl", text);
    const TimeUs start = now_us();
    const Attempt attempt = run.begin();
    EXPECT_EQ(attempt.number, 2);
    EXPECT_LT(now_us() - start, 5'000'000);
    EXPECT_EQ(run.commit(attempt).attempts.front().status, RunStatus::lost);
  }
}

TEST(Begin, a_damaged_record_is_set_aside_by_the_next_attempt) {
  OneRun run;
  run.write(".run/" + run.definition.id.text + ".json", "not JSON");
  const Attempt attempt = run.begin();
  EXPECT_EQ(attempt.number, 2);
  EXPECT_EQ(read_file(attempt.resume_folder + "/.run/" + run.definition.id.text + ".json"),
            "not JSON");
  EXPECT_EQ(run.commit(attempt).status, RunStatus::finished);
}

TEST(Begin, the_number_of_a_damaged_record_is_not_given_again) {
  for (const bool is_torn : {true, false}) {
    OneRun run;
    for (int attempt = 1; attempt <= 3; ++attempt) run.commit(run.begin());
    const std::string record = ".run/" + run.definition.id.text + ".json";
    std::string text = read_file(run.temp.folder.at(kFolder + "/" + record));
    text.resize(text.size() - 10);
    // Where nothing of it can be read, what lies in the trash tells.
    run.write(record, is_torn ? text : "nothing");
    if (is_torn) std::filesystem::remove_all(run.temp.folder.at(".cairn/trash"));
    EXPECT_EQ(run.begin().number, 4);
  }
}

TEST(Begin, a_record_that_cannot_be_read_now_is_left_alone) {
  OneRun run;
  run.commit(run.begin());
  const std::string record = record_path(run.temp.folder.at(kFolder), run.definition.id);
  std::filesystem::rename(record, record + ".whole");
  std::filesystem::create_directory(record);  // Reading it fails as on a bad disk.
  EXPECT_EQ(error_of([&] { run.begin(); }).code(), ErrorCode::io);
  std::filesystem::remove(record);
  std::filesystem::rename(record + ".whole", record);
  run.write(".run/" + run.definition.id.text + ".json", "{\"format\": 9}");
  EXPECT_EQ(error_of([&] { run.begin(); }).code(), ErrorCode::conflict);
  EXPECT_TRUE(stat_path(record));
}

TEST(Begin, an_attempt_that_was_taken_over_writes_nothing) {
  OneRun run;
  const Attempt slow = run.begin();
  // Of another host, and its heart stood still.
  std::string line = read_file(slow.events_path);
  const std::string host = "\"host\":\"";
  line.insert(line.find(host) + host.size(), "not-");
  std::ofstream(slow.events_path) << line;
  std::filesystem::last_write_time(
      slow.events_path, std::filesystem::file_time_type::clock::now() - std::chrono::minutes(10));

  const Attempt other = run.begin();
  EXPECT_EQ(other.number, 2);
  const Error early = error_of([&] { run.commit(slow); });
  EXPECT_EQ(early.code(), ErrorCode::busy);
  EXPECT_NE(early.message().find("attempt 2"), std::string::npos) << early.message();
  run.write("model.bin", "of the other");
  run.commit(other);
  const std::string record = record_path(run.temp.folder.at(kFolder), run.definition.id);
  const std::string committed = read_file(record);
  EXPECT_EQ(error_of([&] { run.commit(slow); }).code(), ErrorCode::busy);
  EXPECT_EQ(read_file(record), committed);
}

TEST(Begin, an_attempt_whose_job_removed_the_folder_is_recorded_as_failed) {
  for (const bool is_made_again : {true, false}) {
    OneRun run;
    const Attempt attempt = run.begin();
    OneRun::say(attempt, R"({"metric": {"key": "loss", "value": 2, "step": 1}})"
                         "\n"
                         R"({"metric": {"key": "loss", "value": 1, "step": 2}})"
                         "\n");
    std::filesystem::remove_all(attempt.folder);
    if (is_made_again) run.write("model.bin", "new");
    const Record record = run.commit(attempt);
    EXPECT_EQ(record.status, RunStatus::failed);
    EXPECT_NE(record.attempt().message.find("removed its run folder"), std::string::npos);
    EXPECT_EQ(record.metrics.size(), 1U);
    EXPECT_TRUE(stat_path(attempt.events_path)) << "what it logged is kept";
    EXPECT_EQ(read_record(attempt.folder, run.definition.id).status, RunStatus::failed);
    EXPECT_EQ(run.begin().number, 2);
  }
}

TEST(Begin, a_pinned_run_gets_no_new_attempt) {
  OneRun run;
  run.commit(run.begin());
  run.write(".run/" + run.definition.id.text + ".user.json", "{\"pinned\": true}");
  EXPECT_EQ(error_of([&] { run.begin(); }).code(), ErrorCode::conflict);
  EXPECT_NO_THROW(read_record(run.temp.folder.at(kFolder), run.definition.id));
}

TEST(Begin, attempts_that_stay_elsewhere_are_counted_on_from_and_left_alone) {
  OneRun run;
  const std::string user = ".run/" + run.definition.id.text + ".user.json";
  const Attempt first = run.begin();
  run.write("model.bin", "old");
  run.commit(first);
  run.write(user, "{\"format\": 1, \"notes\": \"the first\"}");
  RunDefinition elsewhere = run.definition;
  elsewhere.path = "results/2026-11-26_wheat/all/fit_abcdef";
  const BeginRequest request{
      .plan = "plan2", .reason = "stale", .known_attempt = 1, .stays_in = kFolder};

  const Attempt second = begin_attempt(run.temp.project, elsewhere, request);
  EXPECT_EQ(second.number, 2);
  EXPECT_EQ(read_file(second.resume_folder + "/model.bin"), "old");
  EXPECT_EQ(read_file(second.folder + "/" + user),
            read_file(run.temp.folder.at(kFolder + "/" + user)));
  Outcome failed = TempProject::success();
  failed.status = RunStatus::failed;
  EXPECT_EQ(run.commit(second, failed).attempts.size(), 2U);

  // A retry finds the second one here, and the first still there.
  const Attempt third = begin_attempt(run.temp.project, elsewhere, request);
  EXPECT_EQ(third.number, 3);
  const Record record = run.commit(third);
  ASSERT_EQ(record.attempts.size(), 3U);
  EXPECT_EQ(record.attempts[0].number, 1);
  EXPECT_EQ(record.attempts[1].status, RunStatus::failed);
  EXPECT_EQ(read_record(run.temp.folder.at(kFolder), run.definition.id).attempts.size(), 1U);
}

TEST(Begin, two_runs_in_one_folder_leave_each_other_alone) {
  OneRun one("flat", "run");
  OneRun two("flat", "run");
  one.definition.shared_folder = true;
  one.definition.outs = {{"a", "a.bin"}};
  two.definition = TempProject::define(2, kFolder, "run");
  two.definition.shared_folder = true;
  two.definition.outs = {{"b", "b/"}};
  const Attempt first = begin_attempt(one.temp.project, one.definition, {});
  const Attempt second = begin_attempt(one.temp.project, two.definition, {});
  one.write("a.bin", "1");
  one.write("b/x", "2");
  one.write("nobodys", "3");
  one.write("named.txt", "4");
  OneRun::say(second, "{\"artifact\": {\"path\": \"named.txt\", \"role\": \"note\"}}\n");
  EXPECT_EQ(artifacts_of(one.commit(first)), Texts{"a.bin a"});
  EXPECT_EQ(artifacts_of(one.commit(second)), (Texts{"b/x b", "named.txt note"}));
  const Attempt again = begin_attempt(one.temp.project, one.definition, {});
  EXPECT_EQ(again.number, 2);
  EXPECT_FALSE(one.exists("a.bin"));
  EXPECT_TRUE(one.exists("b/x"));
  EXPECT_NO_THROW(read_record(first.folder, two.definition.id));
}

}  // namespace
}  // namespace cairn
