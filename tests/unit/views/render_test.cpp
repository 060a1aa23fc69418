// Views are made from records alone, and never at the cost of what somebody else wrote.
#include "cairn/views/render.h"

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

const std::string kView = kFolder + "/PIPELINE.yaml";

class RenderTest : public testing::Test {
 protected:
  RenderTest() { make_session(run_.temp); }

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

/// Replaces a piece of a view, as a person would; the file gets a new time.
class TypedViewTest : public RenderTest {
 protected:
  TypedViewTest() {
    commit();
    render();
  }

  void type(const std::string& path, const std::string& before, const std::string& after) {
    std::string bytes = text(path);
    const std::size_t at = bytes.find(before);
    ASSERT_NE(at, std::string::npos) << bytes;
    bytes.replace(at, before.size(), after);
    run_.temp.folder.write(path, bytes);
  }
  void forget_catalog() { std::filesystem::remove_all(run_.temp.project.hidden("")); }
  GroupFile group(const std::string& folder = kSession) {
    return *read_group_file(run_.temp.project, folder);
  }
  UserEdits user() { return read_user_edits(run_.temp.folder.at(kFolder), run_.definition.id); }

  const std::string rollup_ = kSession + "/RUN.yaml";
};

TEST_F(TypedViewTest, what_was_typed_into_a_rollup_is_taken_over_and_shown) {
  type(rollup_, "notes: \"\"", "notes: two outliers");
  type(rollup_, "tags: []", "tags: [paper, 3]");
  const RenderReport report = render();
  EXPECT_EQ(report.taken, Texts{rollup_ + ": notes, tags"});
  EXPECT_EQ(report.kept, Texts{});
  EXPECT_EQ(group().notes, "two outliers");
  EXPECT_EQ(group().tags, (Texts{"paper", "3"}));
  EXPECT_NE(text(rollup_).find("notes: two outliers"), std::string::npos);
  EXPECT_EQ(render().written, 0U);
}

TEST_F(TypedViewTest, also_without_a_catalog) {
  forget_catalog();
  type(rollup_, "notes: \"\"", "notes: |\n  line one\n  line two");
  EXPECT_EQ(render().taken, Texts{rollup_ + ": notes"});
  EXPECT_EQ(group().notes, "line one\nline two\n");
}

TEST_F(TypedViewTest, what_was_typed_into_a_document_goes_to_the_user_file) {
  run_.temp.folder.write(kView, text(kView) + "notes: keep it\ntags: {paper: yes, m: 3}\n");
  EXPECT_EQ(render().taken, Texts{kView + ": notes, tags"});
  EXPECT_EQ(user().notes, "keep it");
  EXPECT_EQ(user().tags, (Map{{"paper", "yes"}, {"m", 3}}));
  type(kView, "notes: keep it\n", "notes: keep this\n");
  type(kView, "  m: 3\n", "  n: 4\n");
  EXPECT_EQ(render().taken, Texts{kView + ": notes, tags"});
  EXPECT_EQ(user().notes, "keep this");
  EXPECT_EQ(user().tags, (Map{{"paper", "yes"}, {"n", 4}}));
}

TEST_F(TypedViewTest, what_a_view_lacks_stays) {
  run_.temp.folder.write(kView, text(kView) + "notes: keep it\ntags: {paper: yes, m: 3}\n");
  render();
  const std::string whole = text(kView);
  type(kView, "  m: 3\n", "");
  type(kView, "notes: keep it\n", "");
  const RenderReport report = render();
  EXPECT_EQ(report.taken, Texts{});
  ASSERT_EQ(report.kept.size(), 1U);
  EXPECT_NE(report.kept[0].find("what it lacks of notes, tags stays"), std::string::npos)
      << report.kept[0];
  EXPECT_EQ(user().notes, "keep it");
  EXPECT_EQ(text(kView), whole);
}

TEST_F(TypedViewTest, an_older_view_that_comes_back_takes_nothing_away) {
  const std::string before = text(rollup_);
  edit_group(run_.temp.project, {.group = "session", .path = kSession},
             [](GroupFile& file) { file.notes = "typed since"; });
  render();
  run_.temp.folder.write(rollup_, before);
  const RenderReport report = render();
  EXPECT_EQ(report.taken, Texts{});
  EXPECT_EQ(group().notes, "typed since");
  EXPECT_NE(text(rollup_).find("typed since"), std::string::npos);
}

TEST_F(TypedViewTest, a_group_without_a_file_gets_one) {
  const std::string view = kSession + "/all/DATASET.yaml";
  run_.temp.folder.write(view, text(view) + "notes: from the old lamp\n");
  EXPECT_EQ(render().taken, Texts{view + ": notes"});
  EXPECT_EQ(group(kSession + "/all").notes, "from the old lamp");
  EXPECT_EQ(group(kSession + "/all").kind, "dataset");
}

TEST_F(TypedViewTest, other_edits_are_kept_beside_what_is_taken_over) {
  for (const std::string edit : {"mine: 1\n", "# mine\n"}) {
    run_.temp.folder.write(rollup_, text(rollup_) + edit);
    type(rollup_, "tags: ", "tags: [x] # was ");
    const RenderReport report = render();
    EXPECT_EQ(report.taken.size(), 1U);
    ASSERT_EQ(report.kept.size(), 1U) << edit;
    EXPECT_EQ(group().tags, Texts{"x"});
    edit_group(run_.temp.project, {.group = "session", .path = kSession},
               [](GroupFile& file) { file.tags.clear(); });
    render();
  }
  EXPECT_NE(text(rollup_ + ".edited").find("mine: 1"), std::string::npos);
  EXPECT_NE(text(rollup_ + ".edited.2").find("# mine"), std::string::npos);
}

TEST_F(TypedViewTest, another_form_of_the_same_is_no_edit) {
  type(rollup_, "notes: \"\"", "notes:   ''  ");
  const RenderReport report = render();
  EXPECT_EQ(report.kept, Texts{});
  EXPECT_EQ(report.taken, Texts{});
}

TEST_F(TypedViewTest, a_view_that_cannot_be_read_is_kept_and_the_place_is_said) {
  type(rollup_, "notes: \"\"", "notes: \"two");
  const RenderReport report = render();
  ASSERT_EQ(report.kept.size(), 1U);
  EXPECT_NE(report.kept[0].find("RUN.yaml.edited; "), std::string::npos) << report.kept[0];
  EXPECT_NE(report.kept[0].find("RUN.yaml:"), std::string::npos) << report.kept[0];
  EXPECT_NE(text(rollup_ + ".edited").find("\"two"), std::string::npos);
  EXPECT_EQ(group().notes, "");
}

TEST_F(TypedViewTest, a_value_that_a_field_cannot_have_is_kept_and_said) {
  type(rollup_, "notes: \"\"", "notes: {a: 1}");
  const RenderReport report = render();
  ASSERT_EQ(report.kept.size(), 1U);
  EXPECT_NE(report.kept[0].find("'notes' is a map, and a text is needed"), std::string::npos)
      << report.kept[0];
  EXPECT_EQ(group().notes, "");
}

TEST_F(TypedViewTest, changes_on_both_sides_meet_and_only_a_clash_is_kept_aside) {
  type(rollup_, "notes: \"\"", "notes: in the view");
  edit_group(run_.temp.project, {.group = "session", .path = kSession},
             [](GroupFile& file) { file.description = "in the file"; });
  EXPECT_EQ(render().taken, Texts{rollup_ + ": notes"});
  EXPECT_EQ(group().notes, "in the view");
  EXPECT_EQ(group().description, "in the file");
  type(rollup_, "notes: in the view", "notes: again in the view");
  edit_group(run_.temp.project, {.group = "session", .path = kSession},
             [](GroupFile& file) { file.notes = "again in the file"; });
  const RenderReport report = render();
  EXPECT_EQ(report.taken, Texts{});
  EXPECT_EQ(report.kept.size(), 1U);
  EXPECT_EQ(group().notes, "again in the file");
  EXPECT_NE(text(rollup_ + ".edited").find("again in the view"), std::string::npos);
}

TEST_F(TypedViewTest, an_old_view_in_a_copy_never_undoes_what_is_newer) {
  edit_group(run_.temp.project, {.group = "session", .path = kSession},
             [](GroupFile& file) { file.notes = "typed into the file"; });
  forget_catalog();
  const RenderReport report = render();
  EXPECT_EQ(report.taken, Texts{});
  EXPECT_EQ(report.kept, Texts{});
  EXPECT_EQ(group().notes, "typed into the file");
}

TEST_F(TypedViewTest, what_was_typed_is_taken_before_a_run_is_moved_away) {
  run_.temp.folder.write(kView, text(kView) + "notes: keep it\n");
  {
    Catalog catalog = open_catalog_for_writing(run_.temp.project);
    EXPECT_EQ(take_typed_views(run_.temp.project, catalog, {kFolder}).taken.size(), 1U);
  }
  commit();
  render();
  EXPECT_EQ(user().notes, "keep it");
  EXPECT_NE(text(kView).find("notes: keep it"), std::string::npos);
}

}  // namespace
}  // namespace cairn
