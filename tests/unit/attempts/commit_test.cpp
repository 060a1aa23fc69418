// Commit on a real project: what is moved, kept, refused and recorded.
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cairn/attempts/attempt.h"
#include "cairn/attempts/commit_files.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/journal.h"
#include "cairn/views/run_context.h"
#include "support/cpu_seconds.h"
#include "unit/store/one_run.h"

namespace cairn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

TEST(Commit, commit_records_every_file_with_size_and_digest) {
  OneRun run;
  run.definition.outs = {{"model", "model.bin"}, {"tables", "tables/"}, {"empty", "empty"}};
  run.definition.metric_files = {"scores.json"};
  const Attempt attempt = run.begin();
  run.write("model.bin", "abc");
  run.write("tables/a/x.csv", "1");
  run.write("tables/a.csv", "2");
  run.write("notes.txt", "hello");
  run.write("scores.json", R"({"val": {"rmse": 0.5, "note": "x"}, "ok": true, "worst": NaN})");
  run.write("logs/console.log", "WARNING: low\n");
  std::filesystem::create_directories(run.temp.folder.at(kFolder + "/empty"));
  const Record record = run.commit(attempt);

  EXPECT_EQ(record.status, RunStatus::finished);
  EXPECT_EQ(artifacts_of(record),
            (Texts{"logs/console.log log", "logs/warnings.log log", "model.bin model",
                   "notes.txt artifact", "scores.json metrics", "tables/a.csv tables",
                   "tables/a/x.csv tables"}));
  for (const RecordArtifact& artifact : record.artifacts) {
    const std::string bytes = read_file(attempt.folder + "/" + artifact.path);
    EXPECT_EQ(artifact.sha256, sha256(bytes)) << artifact.path;
    EXPECT_EQ(artifact.size, bytes.size()) << artifact.path;
  }
  ASSERT_EQ(record.outs.size(), 3U);
  EXPECT_EQ(record.outs[0].digest, sha256("abc"));
  EXPECT_EQ(record.outs[1].digest, hash_folder(attempt.folder + "/tables"));
  EXPECT_EQ(record.outs[2].digest, hash_folder(attempt.folder + "/empty"));
  ASSERT_EQ(record.metrics.size(), 3U);
  EXPECT_EQ(record.metrics[0].key, "val.rmse");
  EXPECT_EQ(record.log_size, 13U);
}

TEST(Commit, what_is_returned_is_on_disk_and_in_the_journal) {
  OneRun run;
  const Attempt attempt = run.begin();
  const Record record = run.commit(attempt);
  EXPECT_EQ(record_text(read_record(attempt.folder, run.definition.id)), record_text(record));
  EXPECT_FALSE(stat_path(attempt.events_path).has_value());
  std::int64_t offset = 0;
  const std::string journal = run.temp.project.hidden("journal/" + journal_name());
  ASSERT_EQ(read_journal(journal, offset).size(), 1U);
}

TEST(Commit, a_job_that_wrote_over_its_events_file_is_heard_all_the_same) {
  OneRun run;
  const Attempt attempt = run.begin();
  const std::size_t size = attempt.own_lines.size();
  std::string line = R"({"tag": {"key": "mood", "value": "good"}})";
  line += std::string(size - line.size() - 1, ' ') + "\n";  // As many bytes as there were.
  run.temp.folder.write(relative_to(attempt.events_path, run.temp.project.root), line);
  const Record record = run.commit(attempt);
  ASSERT_NE(record.tags.find("mood"), nullptr);
}

TEST(Commit, a_run_may_have_thousands_of_files_and_children) {
  OneRun run;
  const Attempt attempt = run.begin();
  const auto tell = [&](std::size_t count) {
    EventSummary events;
    Record record{.definition = run.definition, .attempts = {{}}};
    for (std::size_t i = 0; i < count; ++i) {
      events.children.push_back({.kind = "model", .name = fmt::format("c{}", i)});
      events.artifacts.push_back({.path = fmt::format("f{}", i), .child = fmt::format("c{}", i)});
    }
    return cpu_seconds([&] {
      record.children = make_children(run.temp.project, attempt, events);
      for (const RecordChild& child : record.children) {
        record.artifacts.push_back({.path = child.path + "/model.bin"});
      }
      const Value context = run_context(record, {}, kFolder, {});
      for (const Value& child : context.find("children")->as_list()) {
        EXPECT_EQ(child.find("artifacts")->as_list().size(), 1U);
      }
    });
  };
  constexpr std::size_t kCount = 2000;
  EXPECT_LT(tell(4 * kCount), 9 * tell(kCount));  // 16 times where each file looks at each child.
}

TEST(Commit, full_and_batch_durability_record_the_same) {
  for (const Durability durability : {Durability::full, Durability::batch}) {
    OneRun run;
    run.temp.project.spec.durability = durability;
    const Attempt attempt = run.begin();
    run.write("deep/er/a.bin", "abc");
    const Record record = run.commit(attempt);
    EXPECT_EQ(artifacts_of(record), Texts{"deep/er/a.bin artifact"});
    EXPECT_EQ(record.durability, durability_name(durability));
    EXPECT_NO_THROW(read_record(attempt.folder, run.definition.id));
  }
}

TEST(Commit, a_missing_out_fails_the_run_and_what_is_there_is_partial) {
  OneRun run;
  run.definition.outs = {{"model", "model.bin"}, {"table", "t.csv"}};
  run.definition.metric_files = {"scores.json"};
  const Attempt attempt = run.begin();
  run.write("t.csv", "1");
  run.write("logs/console.log", "x\n");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::failed);
  EXPECT_EQ(record.attempt().status, RunStatus::failed);
  EXPECT_EQ(record.attempt().message,
            "the command ended well, but its declared out is missing: model.bin, scores.json "
            "(looked in " +
                attempt.definition.path + ")");
  EXPECT_EQ(artifacts_of(record), (Texts{"logs/console.log log", "t.csv partial"}));
}

TEST(Commit, a_link_is_no_out) {
  OneRun run;
  run.definition.outs = {{"model", "model.bin"}};
  const Attempt attempt = run.begin();
  const std::string elsewhere = run.temp.folder.write("elsewhere.bin", "abc");
  std::filesystem::create_symlink(elsewhere, attempt.folder + "/model.bin");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::failed);
  EXPECT_NE(record.attempt().message.find("model.bin (there is a link"), std::string::npos);
}

TEST(Commit, a_command_that_failed_keeps_its_own_message_and_moves_nothing) {
  OneRun run;
  run.definition.outs = {{"model", "model.bin"}};
  const Attempt attempt = run.begin();
  run.write("c.png", "1");
  OneRun::say(attempt, "{\"artifact\": {\"path\": \"c.png\", \"role\": \"chart\"}}\n");
  Outcome outcome = TempProject::success();
  outcome.status = RunStatus::killed;
  outcome.exit = {.signal = 9};
  outcome.message = "killed by signal 9";
  const Record record = run.commit(attempt, outcome);
  EXPECT_EQ(record.status, RunStatus::killed);
  EXPECT_EQ(record.attempt().message, "killed by signal 9");
  EXPECT_EQ(record.attempt().signal, 9);
  EXPECT_EQ(record.attempt().exit_code, std::nullopt);
  EXPECT_EQ(artifacts_of(record), Texts{"c.png partial"});
}

TEST(Commit, files_that_events_name_move_to_where_the_layout_wants_them) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("work/fold0.joblib", "model");
  run.write("work/fold0.csv", "pred");
  run.write("plots/a.png", "1");
  run.write("plots/b.png", "2");
  run.write("stays.txt", "x");
  OneRun::say(attempt, R"({"child": {"name": "fold0", "metrics": {"val": {"rmse": 0.4}}}}
{"child": {"name": "avg"}}
{"artifact": {"path": "work/fold0.joblib", "role": "model", "child": "fold0", "step": 2, "operator": "PLS"}}
{"artifact": {"path": "work/fold0.csv", "role": "predictions", "child": "fold0"}}
{"artifact": {"path": "plots", "role": "chart"}}
{"artifact": {"path": "stays.txt", "role": "unknown role"}}
)");
  const Record record = run.commit(attempt);
  ASSERT_EQ(record.children.size(), 2U);
  const RecordChild& fold = record.children[0];
  EXPECT_EQ(fold.digest, child_digest(run.definition.digest, "fold0"));
  EXPECT_EQ(fold.path, "models/" + fold.id.text);
  EXPECT_EQ(record.children[1].path, "");
  EXPECT_EQ(artifacts_of(record), (Texts{"charts/a.png chart", "charts/b.png chart",
                                         "models/" + fold.id.text + "/fold0.joblib model",
                                         "predictions/fold0_" + fold.id.text + ".csv predictions",
                                         "stays.txt unknown role"}));
  EXPECT_EQ(record.artifacts[2].child, "fold0");
  EXPECT_EQ(record.artifacts[2].step, 2);
  EXPECT_EQ(record.artifacts[2].op, "PLS");
  EXPECT_EQ(record.problems, Texts{});
  EXPECT_FALSE(run.exists("work"));
  EXPECT_FALSE(run.exists("plots"));
}

TEST(Commit, a_declared_out_stays_where_it_is_even_when_an_event_names_it) {
  OneRun run;
  run.definition.outs = {{"plot", "plot.png"}, {"charts", "charts"}};
  const Attempt attempt = run.begin();
  run.write("plot.png", "1");
  run.write("charts/deep/a.png", "2");
  OneRun::say(attempt, R"({"artifact": {"path": "plot.png", "role": "chart"}}
{"artifact": {"path": "charts/deep/a.png", "role": "chart"}}
)");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::finished);
  // Inside of a declared folder the layout may still have its way.
  EXPECT_EQ(artifacts_of(record), (Texts{"charts/a.png chart", "plot.png chart"}));
  EXPECT_EQ(record.outs[0].digest, sha256("1"));
  EXPECT_EQ(record.outs[1].digest, hash_folder(attempt.folder + "/charts"));
}

TEST(Commit, what_cannot_be_moved_stays_and_is_said) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("a.png", "1");
  run.write("charts/a.png", "2");
  OneRun::say(attempt, R"({"artifact": {"path": "a.png", "role": "chart"}}
{"artifact": {"path": "missing.png", "role": "chart"}}
{"artifact": {"path": "charts/a.png", "role": "chart", "child": "nobody"}}
)");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::finished);
  EXPECT_EQ(artifacts_of(record), (Texts{"a.png chart", "charts/a.png chart"}));
  EXPECT_EQ(
      record.problems,
      (Texts{"artifact 'a.png' stays, since 'charts/a.png' exists already",
             "artifact 'missing.png' was announced, but there is no such file",
             "artifact 'charts/a.png' names the child 'nobody', which no child event names"}));
  EXPECT_EQ(read_file(run.temp.folder.at(kFolder + "/a.png")), "1");
}

TEST(Commit, a_child_whose_name_fits_no_folder_name_does_not_lose_the_run) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("m.csv", "1");
  OneRun::say(attempt, R"({"child": {"name": "a/../b \n"}}
{"artifact": {"path": "m.csv", "role": "predictions", "child": "a/../b \n"}}
)");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::finished);
  ASSERT_EQ(record.artifacts.size(), 1U);
  EXPECT_TRUE(run.exists(record.artifacts[0].path)) << record.artifacts[0].path;
}

TEST(Commit, the_events_file_is_kept_only_when_it_says_more_than_the_record) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, R"({"metric": {"key": "loss", "value": 2, "step": 0}}
{"metric": {"key": "loss", "value": 1, "step": 1}}
)");
  const Record record = run.commit(attempt);
  const std::string bytes = read_file(attempt.events_path);
  EXPECT_EQ(record.events_size, bytes.size());
  EXPECT_EQ(record.events_sha256, sha256(bytes));
}

TEST(Commit, the_curve_of_a_child_keeps_the_events_file) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, R"({"metric": {"key": "loss", "value": 2, "step": 0, "child": "fold0"}}
{"metric": {"key": "loss", "value": 1, "step": 1, "child": "fold0"}}
)");
  const Record record = run.commit(attempt);
  EXPECT_EQ(to_json(record.children.at(0).metrics), R"({"loss":1})");
  EXPECT_TRUE(record.events_sha256.has_value());
  EXPECT_TRUE(stat_path(attempt.events_path).has_value());
}

TEST(Commit, the_metrics_file_has_the_last_word_and_what_was_logged_is_kept) {
  OneRun run;
  run.definition.metric_files = {"scores.json"};
  const Attempt attempt = run.begin();
  run.write("scores.json", R"({"rmse": 0.5, "r2": 0.9})");
  OneRun::say(attempt, R"({"metric": {"key": "rmse", "value": 0.7}}
{"metric": {"key": "r2", "value": 0.9}}
)");
  const Record record = run.commit(attempt);
  ASSERT_EQ(record.metrics.size(), 2U);
  EXPECT_EQ(record.metrics[0].last, 0.5);
  EXPECT_EQ(record.metrics[0].max, 0.7);
  EXPECT_EQ(record.metrics[1].count, 1);
  EXPECT_TRUE(stat_path(attempt.events_path).has_value());
}

TEST(Commit, a_file_in_the_folder_of_a_child_is_the_childs_without_a_word) {
  OneRun run;
  const Attempt attempt = run.begin();
  const std::string folder =
      "models/" + short_id(child_digest(run.definition.digest, "fold0")).text;
  run.write(folder + "/weights.bin", "1");
  OneRun::say(attempt, "{\"child\": {\"name\": \"fold0\"}}\n");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.children.at(0).path, folder);
  EXPECT_EQ(artifacts_of(record), Texts{folder + "/weights.bin model"});
  EXPECT_EQ(record.artifacts[0].child, "fold0");
}

TEST(Commit, torn_events_are_kept_with_the_problem_in_the_record) {
  OneRun run;
  const Attempt attempt = run.begin();
  OneRun::say(attempt, "{\"tag\": {\"key\": \"a\", \"value\": 1}}\n\xff\xfe torn");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::finished);
  EXPECT_EQ(to_json(record.tags), R"({"a":1})");
  EXPECT_EQ(record.problems.size(), 1U);
  EXPECT_TRUE(stat_path(attempt.events_path).has_value());
  EXPECT_TRUE(record.events_sha256.has_value());
}

TEST(Commit, a_bad_metrics_file_fails_the_run_and_is_named) {
  for (const std::string text : {"{", "[1]", "{\"a\": \xff}"}) {
    OneRun run;
    run.definition.metric_files = {"scores.json"};
    const Attempt attempt = run.begin();
    run.write("scores.json", text);
    const Record record = run.commit(attempt);
    EXPECT_EQ(record.status, RunStatus::failed) << text;
    EXPECT_NE(record.attempt().message.find("scores.json"), std::string::npos);
  }
}

TEST(Commit, a_file_whose_name_is_not_utf8_fails_the_run_and_stays) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("bad\xff.csv", "1");
  run.write("good \xc3\xa9\n.csv", "2");
  const Record record = run.commit(attempt);
  EXPECT_EQ(record.status, RunStatus::failed);
  EXPECT_EQ(record.attempt().message, "the name of a file is not UTF-8: bad\\xff.csv");
  EXPECT_EQ(artifacts_of(record), Texts{"good \xc3\xa9\n.csv partial"});
  EXPECT_TRUE(run.exists("bad\xff.csv"));
  EXPECT_NO_THROW(read_record(attempt.folder, run.definition.id));
}

TEST(Commit, a_file_that_the_job_wrote_at_a_documents_path_is_an_artifact) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("PIPELINE.yaml", "mine");
  EXPECT_EQ(artifacts_of(run.commit(attempt)), Texts{"PIPELINE.yaml artifact"});
}

TEST(Commit, links_and_fifos_beside_the_files_are_no_artifacts) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("a.bin", "1");
  std::filesystem::create_symlink("a.bin", attempt.folder + "/latest");
  ASSERT_EQ(::mkfifo((attempt.folder + "/fifo").c_str(), 0600), 0);
  EXPECT_EQ(artifacts_of(run.commit(attempt)), Texts{"a.bin artifact"});
}

TEST(Commit, a_commit_that_failed_can_be_repeated) {
  OneRun run;
  const Attempt attempt = run.begin();
  run.write("a.png", "1");
  run.write("logs/console.log", "\x1b[31mERROR\x1b[0m\n");
  OneRun::say(attempt, "{\"artifact\": {\"path\": \"a.png\", \"role\": \"chart\"}}\n");
  // A folder in the record's place makes the last step fail.
  const std::string record = record_path(attempt.folder, run.definition.id);
  std::filesystem::create_directories(record + "/full");
  EXPECT_EQ(error_of([&] { run.commit(attempt); }).code(), ErrorCode::io);
  EXPECT_TRUE(stat_path(attempt.events_path).has_value());
  std::filesystem::remove_all(record);
  EXPECT_EQ(artifacts_of(run.commit(attempt)),
            (Texts{"charts/a.png chart", "logs/console.log log", "logs/warnings.log log"}));
}

TEST(Commit, a_path_with_spaces_quotes_and_other_letters_is_a_path) {
  OneRun run;
  run.definition.path = "results/größe 'x' \"$(y)\"/-a b";
  const Attempt attempt = run.begin();
  run.temp.folder.write(run.definition.path + "/-x $(z).bin", "1");
  EXPECT_EQ(artifacts_of(run.commit(attempt)), Texts{"-x $(z).bin artifact"});
}

}  // namespace
}  // namespace cairn
