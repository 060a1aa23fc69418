#include "cairn/store/groups.h"

#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempProject;

GroupFile session_file(const std::string& name, TimeUs created = 5) {
  return {.kind = "session",
          .name = name,
          .experiment = "wheat",
          .created = created,
          .fields = {{"experiment", name}, {"date", "2026-11-20"}},
          .description = "PLS",
          .tags = {"a"},
          .notes = "mine",
          .objectives = {"rmse"},
          .reused = {{{"abc123"}, sha256("x")}}};
}

/// Puts a session on disk and gives its row.
GroupRow session_row(const TempProject& temp, const std::string& folder, const GroupFile& file) {
  write_group_file(temp.project, folder, file);
  return to_row(folder, *read_group_file(temp.project, folder));
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

TEST(GroupFile, what_is_written_is_read) {
  const TempProject temp;
  const GroupFile file = session_file("wheat");
  write_group_file(temp.project, "results/2026-11-20_wheat", file);
  const std::optional<GroupFile> again = read_group_file(temp.project, "results/2026-11-20_wheat");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->kind, "session");
  EXPECT_EQ(again->name, "wheat");
  EXPECT_EQ(again->experiment, "wheat");
  EXPECT_EQ(again->created, 5);
  EXPECT_EQ(again->fields, file.fields);
  EXPECT_EQ(again->description, "PLS");
  EXPECT_EQ(again->tags, file.tags);
  EXPECT_EQ(again->notes, "mine");
  EXPECT_EQ(again->objectives, file.objectives);
  EXPECT_EQ(again->reused, file.reused);
  EXPECT_EQ(read_group_file(temp.project, "results/other"), std::nullopt);
}

TEST(GroupFile, damage_and_newer_formats_are_refused_by_name) {
  const TempProject temp;
  const auto read = [&] { read_group_file(temp.project, "results/s"); };
  for (const std::string text : {"", "[]", "{\"format\": 1}", "not JSON"}) {
    temp.folder.write("results/s/.run/group.json", text);
    EXPECT_EQ(code_of(read), ErrorCode::corrupt) << text;
  }
  write_group_file(temp.project, "results/s", session_file("wheat"));
  std::string text = read_file(temp.folder.at("results/s/.run/group.json"));
  text.replace(text.find("\"format\": 1"), 11, "\"format\": 2");
  temp.folder.write("results/s/.run/group.json", text);
  EXPECT_EQ(code_of(read), ErrorCode::conflict);
  EXPECT_EQ(code_of([&] {
              add_reused(temp.project, "results/s", {{{"zzz"}, sha256("z")}});
            }),
            ErrorCode::conflict);
  EXPECT_EQ(read_file(temp.folder.at("results/s/.run/group.json")), text);
}

TEST(Sessions, a_first_session_is_named_after_the_experiment_and_today) {
  const TempProject temp;
  const Session session = choose_session(temp.project, {}, "wheat", SessionChoice::join_newest);
  EXPECT_TRUE(session.is_new);
  EXPECT_EQ(session.name, "wheat");
  EXPECT_EQ(session.folder, "results/" + session.date + "_wheat");
  EXPECT_FALSE(stat_path(temp.folder.at("results")).has_value());
}

TEST(Sessions, a_later_run_joins_the_newest_session_of_its_experiment) {
  const TempProject temp;
  GroupFile newer = session_file("wheat.2", 9);
  newer.fields.set("date", "2026-11-21");
  const std::vector<GroupRow> groups = {
      session_row(temp, "results/2026-11-20_wheat", session_file("wheat", 5)),
      session_row(temp, "results/2026-11-21_wheat.2", newer)};
  const Session session = choose_session(temp.project, groups, "wheat", SessionChoice::join_newest);
  EXPECT_FALSE(session.is_new);
  EXPECT_EQ(session.name, "wheat.2");
  EXPECT_EQ(session.date, "2026-11-21");
  EXPECT_EQ(session.folder, "results/2026-11-21_wheat.2");
  EXPECT_EQ(session.experiment, "wheat");
  EXPECT_TRUE(choose_session(temp.project, groups, "oats", SessionChoice::join_newest).is_new);
}

TEST(Sessions, a_new_session_on_one_date_gets_the_next_number) {
  const TempProject temp;
  const Session first = choose_session(temp.project, {}, "wheat", SessionChoice::open_new);
  std::vector<GroupRow> groups = {session_row(temp, first.folder, session_file("wheat"))};
  const Session second = choose_session(temp.project, groups, "wheat", SessionChoice::open_new);
  EXPECT_EQ(second.name, "wheat.2");
  EXPECT_EQ(second.experiment, "wheat");
  EXPECT_EQ(second.folder, "results/" + second.date + "_wheat.2");
  groups.push_back(session_row(temp, second.folder, session_file("wheat.2")));
  EXPECT_EQ(choose_session(temp.project, groups, "wheat", SessionChoice::open_new).name, "wheat.3");
}

TEST(Sessions, one_that_another_cairn_opened_after_the_groups_were_read_is_joined) {
  const TempProject temp;
  const auto choose = [&](SessionChoice choice) {
    return choose_session(temp.project, {}, "wheat", choice);
  };
  const std::string folder = choose(SessionChoice::join_newest).folder;
  GroupFile file = session_file("wheat");
  write_group_file(temp.project, folder, file);
  const Session joined = choose(SessionChoice::join_newest);
  EXPECT_FALSE(joined.is_new);
  EXPECT_EQ(joined.folder, folder);
  EXPECT_EQ(joined.name, "wheat");
  EXPECT_EQ(joined.date, "2026-11-20");
  EXPECT_EQ(choose(SessionChoice::open_new).folder, folder + ".2");

  write_group_file(temp.project, folder + ".2", session_file("wheat.2"));
  EXPECT_EQ(choose(SessionChoice::join_newest).folder, folder + ".2");
  EXPECT_EQ(choose(SessionChoice::open_new).folder, folder + ".3");
}

TEST(Sessions, a_folder_of_another_experiment_is_left_alone) {
  const TempProject temp;
  const auto choose = [&] {
    return choose_session(temp.project, {}, "wheat", SessionChoice::join_newest);
  };
  const std::string folder = choose().folder;
  GroupFile file = session_file("wheat");
  file.experiment = "oats";
  write_group_file(temp.project, folder, file);
  EXPECT_EQ(choose().folder, folder + ".2");
  EXPECT_TRUE(choose().is_new);
  temp.folder.write(folder + "/.run/group.json", "damaged");
  EXPECT_EQ(choose().folder, folder + ".2");
}

TEST(Sessions, without_a_name_run_001_is_made_once_and_joined) {
  const TempProject temp;
  const Session first = choose_session(temp.project, {}, "", SessionChoice::join_newest);
  EXPECT_EQ(first.name, "run_001");
  GroupFile file = session_file("run_001");
  file.experiment = "run_001";
  const std::vector<GroupRow> groups = {session_row(temp, first.folder, file)};
  EXPECT_FALSE(choose_session(temp.project, groups, "", SessionChoice::join_newest).is_new);
  EXPECT_EQ(choose_session(temp.project, groups, "", SessionChoice::open_new).name, "run_002");
}

TEST(Sessions, a_layout_without_dated_groups_has_no_session_folder) {
  const TempProject temp("flat");
  const Session session = choose_session(temp.project, {}, "wheat", SessionChoice::join_newest);
  EXPECT_EQ(session.folder, "");
  EXPECT_EQ(session.name, "wheat");
}

TEST(Sessions, the_file_is_made_once_with_what_cairn_yaml_says) {
  const TempProject temp("nirs4all", "experiment: {name: wheat, description: PLS, tags: [a]}\n");
  const Session session = choose_session(temp.project, {}, "wheat", SessionChoice::join_newest);
  const GroupPlace place = group_path(temp.project.layout, "session",
                                      {{"experiment", session.name}, {"date", session.date}});
  ensure_session_file(temp.project, session, place);
  const std::optional<GroupFile> file = read_group_file(temp.project, session.folder);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->description, "PLS");
  EXPECT_EQ(file->tags, std::vector<std::string>{"a"});
  const std::string before = read_file(temp.folder.at(session.folder + "/.run/group.json"));
  ensure_session_file(temp.project, session, place);
  EXPECT_EQ(read_file(temp.folder.at(session.folder + "/.run/group.json")), before);
  EXPECT_FALSE(choose_session(temp.project, {to_row(session.folder, *file)}, "wheat",
                              SessionChoice::join_newest)
                   .is_new);
}

TEST(Sessions, the_file_that_another_cairn_is_making_is_kept) {
  const TempProject temp;
  const Session session = choose_session(temp.project, {}, "wheat", SessionChoice::join_newest);
  const GroupPlace place = group_path(temp.project.layout, "session",
                                      {{"experiment", session.name}, {"date", session.date}});
  std::optional<FileLock> lock = lock_edits(temp.project);
  const std::jthread late([&] { ensure_session_file(temp.project, session, place); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(read_group_file(temp.project, session.folder), std::nullopt);
  write_group_file(temp.project, session.folder, session_file("wheat"));
  lock.reset();
  ensure_session_file(temp.project, session, place);
  EXPECT_EQ(read_group_file(temp.project, session.folder)->notes, "mine");
}

TEST(Sessions, a_reused_run_is_listed_once) {
  const TempProject temp;
  write_group_file(temp.project, "results/s", session_file("wheat"));
  const ReusedRun known{{"abc123"}, sha256("x")};
  const ReusedRun other{{"def456"}, sha256("y")};
  EXPECT_FALSE(add_reused(temp.project, "results/s", {known}));
  EXPECT_TRUE(add_reused(temp.project, "results/s", {known, other, other}));
  EXPECT_EQ(read_group_file(temp.project, "results/s")->reused,
            (std::vector<ReusedRun>{known, other}));
  EXPECT_EQ(read_group_file(temp.project, "results/s")->notes, "mine");
  EXPECT_FALSE(add_reused(temp.project, "results/none", {other}));
}

TEST(GroupsAbove, a_run_belongs_to_the_folders_in_which_it_lies) {
  const TempProject temp;
  const std::vector<GroupPlace> places = groups_above(
      temp.project.layout, "pipeline", "results/2026-11-20_wheat.2/regression/PLS_abcdef");
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].group, "session");
  EXPECT_EQ(places[0].path, "results/2026-11-20_wheat.2");
  EXPECT_EQ(*places[0].fields.find("experiment"), Value("wheat.2"));
  EXPECT_EQ(places[1].path, "results/2026-11-20_wheat.2/regression");
  EXPECT_EQ(*places[1].fields.find("dataset"), Value("regression"));
  EXPECT_TRUE(groups_above(TempProject("flat").project.layout, "run", "results/fit-abc").empty());
}

}  // namespace
}  // namespace cairn
