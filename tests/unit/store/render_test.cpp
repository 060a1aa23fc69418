// Views are made from records alone, and never at the cost of what somebody else wrote.
#include "cairn/store/render.h"

#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/fs.h"
#include "cairn/store/groups.h"
#include "cairn/store/refresh.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

const std::string kSession = "results/2026-11-20_wheat";
const std::string kView = kFolder + "/PIPELINE.yaml";

class RenderTest : public testing::Test {
 protected:
  RenderTest() {
    write_group_file(run_.temp.project, kSession,
                     {.kind = "session",
                      .name = "wheat",
                      .experiment = "wheat",
                      .created = 5,
                      .fields = {{"experiment", "wheat"}, {"date", "2026-11-20"}}});
  }

  void commit(const std::string& own_file = "") {
    const Attempt attempt = run_.begin();
    run_.write("model.bin", "abc");
    if (!own_file.empty()) run_.write(own_file, "mine");
    OneRun::say(attempt, R"({"metric": {"key": "val.rmse", "value": 0.5}}
{"step": {"n": 1, "op": "Scale", "started": 1.0, "ended": 2.5}}
{"dataset": {"name": "all", "samples": 10}}
)");
    run_.commit(attempt);
  }
  RenderReport render() {
    FreshCatalog fresh = open_fresh_catalog(run_.temp.project);
    // As `cairn render` does: one that was opened for reading cannot keep the views' digests.
    Catalog catalog = open_catalog_for_writing(run_.temp.project);
    return render_views(run_.temp.project, catalog, {});
  }
  std::string text(const std::string& path) { return read_file(run_.temp.folder.at(path)); }
  /// Every file below results/ that is no record, with its bytes.
  std::map<std::string, std::string> views() {
    std::map<std::string, std::string> found;
    for (const std::string& path : files_below(run_.temp.folder.at("results"))) {
      if (path.find(".run/") == std::string::npos) found[path] = text("results/" + path);
    }
    return found;
  }

  OneRun run_;
};

TEST_F(RenderTest, views_are_made_once_and_then_left_alone) {
  commit();
  const RenderReport first = render();
  EXPECT_EQ(first.problems, Texts{});
  EXPECT_GE(first.written, 5U);
  for (const std::string& path :
       Texts{kView, kFolder + "/SCORES.yaml", kFolder + "/logs/timing.yaml", kSession + "/RUN.yaml",
             kSession + "/all/DATASET.yaml"}) {
    EXPECT_TRUE(stat_path(run_.temp.folder.at(path)).has_value()) << path;
  }
  const RenderReport second = render();
  EXPECT_EQ(second.written, 0U);
  EXPECT_EQ(second.unchanged, first.written);
}

TEST_F(RenderTest, views_come_back_byte_for_byte_from_the_records_alone) {
  commit();
  render();
  const std::map<std::string, std::string> before = views();
  for (const auto& [path, bytes] : before) {
    if (path.ends_with(".yaml")) std::filesystem::remove(run_.temp.folder.at("results/" + path));
  }
  std::filesystem::remove_all(run_.temp.project.hidden(""));
  EXPECT_EQ(render().problems, Texts{});
  EXPECT_EQ(views(), before);
}

TEST_F(RenderTest, a_hand_edit_is_kept_beside_the_view) {
  commit();
  render();
  const std::string made = text(kView);
  run_.temp.folder.write(kView, "edited");
  EXPECT_EQ(render().kept.size(), 1U);
  EXPECT_EQ(text(kView), made);
  EXPECT_EQ(text(kView + ".edited"), "edited");
  run_.temp.folder.write(kView, "edited again");
  render();
  EXPECT_EQ(text(kView + ".edited"), "edited");
  EXPECT_EQ(text(kView + ".edited.2"), "edited again");
}

TEST_F(RenderTest, a_hand_edit_is_kept_even_when_the_catalog_is_gone) {
  commit();
  render();
  std::filesystem::remove_all(run_.temp.project.hidden(""));
  run_.temp.folder.write(kView, "edited");
  EXPECT_EQ(render().kept.size(), 1U);
  EXPECT_EQ(text(kView + ".edited"), "edited");
}

TEST_F(RenderTest, a_file_that_the_job_wrote_at_a_views_path_wins) {
  commit("PIPELINE.yaml");
  const RenderReport report = render();
  EXPECT_EQ(text(kView), "mine");
  EXPECT_EQ(report.kept, Texts{});
  EXPECT_NO_THROW(text(kFolder + "/SCORES.yaml"));
}

TEST_F(RenderTest, a_run_that_failed_has_no_views_but_its_session_has) {
  Outcome outcome = TempProject::success();
  outcome.status = RunStatus::failed;
  run_.commit(run_.begin(), outcome);
  EXPECT_EQ(render().problems, Texts{});
  EXPECT_FALSE(stat_path(run_.temp.folder.at(kView)).has_value());
  EXPECT_TRUE(stat_path(run_.temp.folder.at(kSession + "/RUN.yaml")).has_value());
}

TEST_F(RenderTest, a_damaged_record_is_a_problem_and_spoils_no_other_view) {
  commit();
  FreshCatalog fresh = open_fresh_catalog(run_.temp.project);
  run_.write(".run/" + run_.definition.id.text + ".json", "not JSON");
  Catalog catalog = open_catalog_for_writing(run_.temp.project);
  const RenderReport report = render_views(run_.temp.project, catalog, {});
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_NE(report.problems[0].find(run_.definition.id.text), std::string::npos);
}

}  // namespace
}  // namespace cairn
