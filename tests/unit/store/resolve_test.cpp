#include "cairn/store/resolve.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "cairn/attempts/attempt.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/refresh.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

namespace files = std::filesystem;
using test::TempProject;

/// Two runs, the first with a child; the working folder is the project's and comes back at the end.
class ResolveTest : public testing::Test {
 protected:
  ResolveTest() : before_(files::current_path()) {
    one_ = make(1, "results/2026-11-20_wheat/all/one_abcdef");
    two_ = make(2, "results/2026-11-20_wheat/all/two_abcdef");
    files::current_path(temp_.folder.path());
  }
  ~ResolveTest() override { files::current_path(before_); }

  RunDefinition make(int seed, const std::string& path) {
    RunDefinition run = TempProject::define(seed, path, "pipeline");
    run.name = "same";
    run.outs = {{"model", "model.bin"}};
    run.names = {{"hash6", Map{{"scheme", "s@1"}, {"name", "name" + std::to_string(seed)}}}};
    const Attempt attempt = begin_attempt(temp_.project, run, {});
    temp_.folder.write(path + "/model.bin", "m");
    temp_.folder.write(path + "/charts/a.png", "a");
    temp_.folder.write(path + "/charts/b.png", "b");
    write_all(Site::events_append, attempt.events.get(), "{\"child\": {\"name\": \"fold0\"}}\n",
              "-");
    commit_attempt(temp_.project, attempt, TempProject::success());
    return run;
  }

  Resolved find(const std::string& text) {
    return resolve_run(temp_.project, open_fresh_catalog(temp_.project).catalog, text);
  }
  ErrorCode code(const std::string& text) {
    try {
      find(text);
    } catch (const Error& error) {
      message_ = error.message() + " | " + error.hint();
      return error.code();
    }
    return ErrorCode::internal;
  }

  files::path before_;
  TempProject temp_;
  RunDefinition one_;
  RunDefinition two_;
  std::string message_;
};

TEST_F(ResolveTest, ids_prefixes_names_and_latest) {
  EXPECT_EQ(find(one_.id.text).run.id, one_.id);
  EXPECT_EQ(find(one_.id.text.substr(0, 3)).run.id, one_.id);
  EXPECT_EQ(find("name2").run.id, two_.id);
  EXPECT_EQ(find("latest").run.id, two_.id);
}

TEST_F(ResolveTest, paths_of_the_folder_and_of_files_in_it) {
  EXPECT_EQ(find(one_.path).run.id, one_.id);
  EXPECT_EQ(find("./" + one_.path + "/").run.id, one_.id);
  EXPECT_EQ(find(one_.path + "/charts/a.png").run.id, one_.id);
  EXPECT_EQ(find(temp_.folder.at(two_.path)).run.id, two_.id);
  files::current_path(temp_.folder.at("results"));
  EXPECT_EQ(find("2026-11-20_wheat/all/two_abcdef").run.id, two_.id);
  EXPECT_EQ(find(one_.path).run.id, one_.id);
}

TEST_F(ResolveTest, standing_in_a_runs_folder_changes_no_id_or_name) {
  files::current_path(temp_.folder.at(one_.path));
  EXPECT_EQ(find(".").run.id, one_.id);
  EXPECT_EQ(find("model.bin").run.id, one_.id);
  EXPECT_EQ(find(two_.id.text).run.id, two_.id);
  EXPECT_EQ(find("name2").run.id, two_.id);
  EXPECT_EQ(code("nonsense"), ErrorCode::not_found);
}

TEST_F(ResolveTest, a_child_is_found_by_its_id) {
  const RunId child = short_id(child_digest(one_.digest, "fold0"));
  const Resolved found = find(child.text);
  EXPECT_EQ(found.run.id, one_.id);
  EXPECT_EQ(found.child, "fold0");
}

TEST_F(ResolveTest, a_name_of_several_runs_lists_them_all) {
  EXPECT_EQ(code("same"), ErrorCode::conflict);
  EXPECT_NE(message_.find(one_.path), std::string::npos) << message_;
  EXPECT_NE(message_.find(two_.id.text), std::string::npos) << message_;
}

TEST_F(ResolveTest, nothing_is_found_for_what_is_not_there) {
  EXPECT_EQ(code("naem1"), ErrorCode::not_found);
  EXPECT_EQ(code("/etc"), ErrorCode::not_found);
  EXPECT_EQ(code("results"), ErrorCode::not_found);
  EXPECT_EQ(code(one_.path + "/missing"), ErrorCode::not_found);
  EXPECT_EQ(code("two_abcdeg"), ErrorCode::not_found);
  EXPECT_NE(message_.find("did you mean 'two_abcdef'?"), std::string::npos) << message_;
}

TEST_F(ResolveTest, a_copy_does_not_make_its_run_ambiguous) {
  files::copy(temp_.folder.at(one_.path), temp_.folder.at("results/2026-11-20_wheat/all/zz_abcdef"),
              files::copy_options::recursive);
  EXPECT_EQ(find(one_.id.text).run.path, one_.path);
  EXPECT_EQ(find("name1").run.path, one_.path);
}

TEST_F(ResolveTest, artifacts_by_out_path_file_name_and_role) {
  const Record record = load_record(temp_.project, find(one_.id.text).run);
  EXPECT_EQ(find_artifact_path(record, "model", std::nullopt), "model.bin");
  EXPECT_EQ(find_artifact_path(record, "charts/a.png", std::nullopt), "charts/a.png");
  EXPECT_EQ(find_artifact_path(record, "b.png", std::nullopt), "charts/b.png");
  try {
    find_artifact_path(record, "artifact", std::nullopt);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::conflict);
    EXPECT_NE(error.message().find("charts/a.png\n  charts/b.png"), std::string::npos);
  }
  try {
    find_artifact_path(record, "modle.bin", std::nullopt);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_EQ(error.hint(), "did you mean 'model.bin'?");
  }
}

TEST_F(ResolveTest, an_attempt_that_ends_after_the_catalog_was_asked_is_known_by_its_record) {
  const RunDefinition run =
      TempProject::define(3, "results/2026-11-20_wheat/all/three", "pipeline");
  const Attempt attempt = begin_attempt(temp_.project, run, {});
  const RunHead head = find(run.id.text).run;
  ASSERT_TRUE(is_open_attempt(head));
  EXPECT_EQ(load_definition(temp_.project, head).key, run.key);
  commit_attempt(temp_.project, attempt, TempProject::success());
  ASSERT_FALSE(stat_path(temp_.project.absolute(head.record_path)));
  EXPECT_EQ(load_definition(temp_.project, head).key, run.key);
}

TEST_F(ResolveTest, a_run_without_a_record_says_what_it_is) {
  RunHead head = find(one_.id.text).run;
  files::remove(temp_.folder.at(one_.path + "/.run/" + one_.id.text + ".json"));
  head.status = RunStatus::lost;
  try {
    load_record(temp_.project, head);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_EQ(error.message(), "run " + one_.id.text + " has no record: it is lost");
  }
}

}  // namespace
}  // namespace cairn
