#include "cairn/store/run_history.h"

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/record/store_paths.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using test::OneRun;
using test::Texts;

RunHead head_of(const OneRun& run, const std::string& record_path) {
  return {.id = run.definition.id,
          .digest = run.definition.digest,
          .path = test::kFolder,
          .record_path = record_path};
}

/// "key@step=value" of all points, series by series; a child's begin with "child/".
Texts points_of(const OneRun& run, const std::string& record_path,
                const std::optional<StepRange>& range = std::nullopt) {
  RunHistory history(run.temp.project, head_of(run, record_path));
  Texts texts;
  for (std::size_t i = 0; i < history.series().size(); ++i) {
    history.read(i, range, [&](const LoggedPoint& point) {
      std::string text = point.child.empty() ? "" : std::string(point.child) + "/";
      text += std::string(point.key) + "@" + (point.step ? std::to_string(*point.step) : "-") +
              "=" + double_text(point.value);
      texts.push_back(text);
    });
  }
  return texts;
}

std::string record_of(const OneRun& run) { return record_path(test::kFolder, run.definition.id); }

constexpr std::string_view kLines = R"({"metric": {"key": "loss", "value": 0.5, "step": 1}}
{"metric": {"key": "rmse", "value": 3}}
{"metric": {"key": "loss", "value": NaN, "step": 2}}
{"metric": {"key": "loss", "value": 0.25, "child": "fold0", "step": 7}}
)";

TEST(RunHistory, of_a_running_job_is_what_is_there_by_now) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, std::string(kLines) + "{\"metric\": {\"key\": \"loss\", \"val");
  EXPECT_EQ(points_of(run, events_path(test::kFolder, run.definition.id, 1)),
            (Texts{"loss@1=0.5", "loss@2=nan", "rmse@-=3.0", "fold0/loss@7=0.25"}));
}

TEST(RunHistory, of_an_attempt_that_ends_after_the_catalog_was_asked_is_in_its_record) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, R"({"metric": {"key": "rmse", "value": 3}})"
                       "\n");
  run.commit(attempt);
  EXPECT_EQ(points_of(run, events_path(test::kFolder, run.definition.id, 1)),
            (Texts{"rmse@-=3.0"}));
}

TEST(RunHistory, of_a_few_points_is_read_from_the_events_that_were_kept) {
  OneRun run;
  run.definition.metric_files = {"scores.json"};
  const Attempt attempt = run.begin();
  OneRun::say(attempt, std::string(kLines));
  run.write("scores.json", R"({"loss": 0.125, "r2": 0.5})");
  const Record record = run.commit(attempt);
  ASSERT_TRUE(record.events_size);
  EXPECT_FALSE(record.history);
  EXPECT_EQ(points_of(run, record_of(run)), (Texts{"loss@1=0.5", "loss@2=nan", "loss@-=0.125",
                                                   "rmse@-=3.0", "fold0/loss@7=0.25", "r2@-=0.5"}));
  EXPECT_EQ(points_of(run, record_of(run), StepRange{2, 7}),
            (Texts{"loss@2=nan", "fold0/loss@7=0.25"}));
}

TEST(RunHistory, of_single_values_is_the_record) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, "{\"metric\": {\"key\": \"rmse\", \"value\": 3, \"step\": 4}}\n");
  EXPECT_FALSE(run.commit(attempt).events_size);
  EXPECT_EQ(points_of(run, record_of(run)), Texts{"rmse@4=3.0"});
}

TEST(RunHistory, of_many_points_lies_in_a_file_and_their_lines_are_gone) {
  OneRun run;
  const Attempt attempt = run.begin();
  std::string lines;
  for (int i = 0; i <= 10000; ++i) {
    lines +=
        "{\"metric\": {\"key\": \"loss\", \"value\": 0.5, \"step\": " + std::to_string(i) + "}}\n";
  }
  OneRun::say(attempt, lines + "{\"metric\": {\"key\": \"a\", \"value\": 1, \"child\": \"f\"}}\n");
  const Record record = run.commit(attempt);
  EXPECT_FALSE(record.events_size);
  EXPECT_FALSE(stat_path(attempt.events_path));
  ASSERT_TRUE(record.history);
  const std::string path = history_path(run.temp.folder.at(test::kFolder), run.definition.id);
  EXPECT_EQ(read_file(path).size(), record.history->size);
  EXPECT_EQ(sha256(read_file(path)), record.history->sha256);
  const Texts points = points_of(run, record_of(run));
  ASSERT_EQ(points.size(), 10002U);
  EXPECT_EQ(points[10000], "loss@10000=0.5");
  EXPECT_EQ(points[10001], "f/a@-=1.0");
  // One byte more is found before a point is believed.
  run.write(".run/" + run.definition.id.text + ".history", read_file(path) + "x");
  EXPECT_EQ(test::error_of([&] { points_of(run, record_of(run)); }).code(), ErrorCode::corrupt);
}

TEST(RunHistory, with_a_damaged_line_keeps_the_events_as_evidence) {
  OneRun run;
  const Attempt attempt = run.begin();
  std::string lines = "{\"metric\": oops}\n";
  for (int i = 0; i <= 10000; ++i) lines += "{\"metric\": {\"key\": \"loss\", \"value\": 1}}\n";
  OneRun::say(attempt, lines);
  const Record record = run.commit(attempt);
  EXPECT_TRUE(record.history);
  EXPECT_TRUE(record.events_size);
  EXPECT_EQ(points_of(run, record_of(run)).size(), 10001U);
}

TEST(RunHistory, of_rows_with_steps_lies_in_a_file_whatever_their_number) {
  OneRun run;
  run.definition.metric_files = {"log.csv"};
  const Attempt attempt = run.begin();
  OneRun::say(attempt, "{\"metric\": {\"key\": \"loss\", \"value\": 0.5, \"step\": 1}}\n");
  run.write("log.csv", "epoch,acc,loss\n1,0.5,0.4\n2,0.75,0.3\n");
  const Record record = run.commit(attempt);
  EXPECT_TRUE(record.history);
  EXPECT_FALSE(record.events_size);
  EXPECT_EQ(record.metrics[0].last, 0.3);
  EXPECT_EQ(points_of(run, record_of(run)),
            (Texts{"loss@1=0.5", "loss@-=0.3", "acc@1=0.5", "acc@2=0.75"}));
}

TEST(RunHistory, changed_events_are_not_believed) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, std::string(kLines));
  run.commit(attempt);
  std::filesystem::permissions(attempt.events_path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  std::ofstream(attempt.events_path, std::ios::app) << "\n";
  const Error error = test::error_of([&] { points_of(run, record_of(run)); });
  EXPECT_EQ(error.code(), ErrorCode::corrupt);
  EXPECT_NE(error.message().find("does not match the SHA-256 in its record"), std::string::npos);
}

}  // namespace
}  // namespace cairn
