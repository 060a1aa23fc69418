#include "cairn/record/events.h"

#include <cmath>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "support/cpu_seconds.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

EventSummary read(const std::string& text) {
  const test::TempFolder folder;
  return read_events(folder.write("a.events.jsonl", text));
}

using Texts = std::vector<std::string>;

List steps_of(const EventSummary& events) {
  List steps;
  for (const auto& [n, step] : events.steps) steps.push_back(step);
  return steps;
}

TEST(Events, each_type_is_folded) {
  const EventSummary events = read(
      R"({"begin": {"host": "a"}}
{"job": {"pid": 5}}
{"metric": {"key": "val.rmse", "value": 0.5, "step": 3}}
{"param": {"key": "depth", "value": [1, 2]}}
{"tag": {"key": "who", "value": "me"}}
{"step": {"n": 1, "op": "Scale", "params": {"with_mean": true}}}
{"dataset": {"name": "wheat", "samples": 10}}
{"artifact": {"path": "./m//a.bin", "role": "model", "step": 2, "operator": "PLS", "child": "fold0"}}
{"child": {"name": "fold0", "kind": "fold", "params": {"k": 1}, "metrics": {"val": {"rmse": 0.4}}}}
)");
  EXPECT_EQ(events.problems, Texts{});
  EXPECT_EQ(to_json(events.begin), R"({"host":"a"})");
  EXPECT_EQ(to_json(*events.job), R"({"pid":5})");
  ASSERT_EQ(events.metrics.all().size(), 1U);
  EXPECT_EQ(events.metrics.all()[0].key, "val.rmse");
  EXPECT_EQ(events.metrics.all()[0].last, 0.5);
  EXPECT_EQ(events.metrics.all()[0].last_step, 3);
  EXPECT_EQ(to_json(events.params), R"({"depth":[1,2]})");
  EXPECT_EQ(to_json(events.tags), R"({"who":"me"})");
  EXPECT_EQ(to_json(steps_of(events)), R"([{"n":1,"op":"Scale","params":{"with_mean":true}}])");
  EXPECT_EQ(to_json(events.datasets), R"([{"name":"wheat","samples":10}])");
  ASSERT_EQ(events.artifacts.size(), 1U);
  EXPECT_EQ(events.artifacts[0].path, "m/a.bin");
  EXPECT_EQ(events.artifacts[0].type, "model");
  EXPECT_EQ(events.artifacts[0].step, 2);
  EXPECT_EQ(events.artifacts[0].op, "PLS");
  EXPECT_EQ(events.artifacts[0].child, "fold0");
  ASSERT_EQ(events.children.size(), 1U);
  EXPECT_EQ(events.children[0].kind, "fold");
  EXPECT_EQ(to_json(events.children[0].metrics), R"({"val":{"rmse":0.4}})");
  EXPECT_FALSE(events.has_history);
}

TEST(Events, a_metric_keeps_first_last_least_most_and_count) {
  const EventSummary events = read(
      R"({"metric": {"key": "loss", "value": 3, "step": 0}}
{"metric": {"key": "loss", "value": 1, "step": 1}}
{"metric": {"key": "loss", "value": 2, "step": 2}}
)");
  const MetricSummary& loss = events.metrics.all().at(0);
  EXPECT_EQ(loss.first, 3);
  EXPECT_EQ(loss.last, 2);
  EXPECT_EQ(loss.min, 1);
  EXPECT_EQ(loss.max, 3);
  EXPECT_EQ(loss.count, 3);
  EXPECT_EQ(loss.last_step, 2);
  EXPECT_TRUE(events.has_history);
}

TEST(Events, nan_is_neither_least_nor_most_once_there_is_a_number) {
  const EventSummary events = read(
      R"({"metric": {"key": "loss", "value": NaN}}
{"metric": {"key": "loss", "value": 2}}
{"metric": {"key": "loss", "value": -Infinity}}
{"metric": {"key": "loss", "value": NaN}}
)");
  const MetricSummary& loss = events.metrics.all().at(0);
  EXPECT_TRUE(std::isnan(loss.first));
  EXPECT_TRUE(std::isnan(loss.last));
  EXPECT_EQ(loss.min, -INFINITY);
  EXPECT_EQ(loss.max, 2);
}

TEST(Events, nan_tokens_in_texts_stay_texts) {
  const EventSummary events = read(
      R"({"tag": {"key": "a", "value": "NaN, \"Infinity\" and -Infinity"}}
{"param": {"key": "b", "value": [NaN, "\\", -Infinity]}}
)");
  EXPECT_EQ(events.problems, Texts{});
  EXPECT_EQ(events.tags.find("a")->as_string(), "NaN, \"Infinity\" and -Infinity");
  EXPECT_EQ(to_json(events.params), R"({"b":["NaN","\\","-Infinity"]})");
}

TEST(Events, a_bool_is_a_metric_and_a_text_is_none) {
  const EventSummary events = read(
      R"({"metric": {"key": "ok", "value": true}}
{"metric": {"key": "name", "value": "good"}}
)");
  ASSERT_EQ(events.metrics.all().size(), 1U);
  EXPECT_EQ(events.metrics.all()[0].last, 1);
  EXPECT_EQ(events.problems, Texts{"line 2: metric 'name' needs a number 'value'"});
}

TEST(Events, a_step_is_a_whole_number_however_it_is_written) {
  const EventSummary events = read(
      R"({"metric": {"key": "a", "value": 1, "step": 5.0}}
{"metric": {"key": "b", "value": 1, "step": null}}
{"metric": {"key": "c", "value": 1, "step": 5.5}}
{"metric": {"key": "d", "value": 1, "step": "5"}}
)");
  ASSERT_EQ(events.metrics.all().size(), 2U);
  EXPECT_EQ(events.metrics.all()[0].last_step, 5);
  EXPECT_EQ(events.metrics.all()[1].last_step, std::nullopt);
  EXPECT_EQ(events.problems, (Texts{"line 3: 'metric' needs a whole number as 'step'",
                                    "line 4: 'metric' needs a whole number as 'step'"}));
}

TEST(Events, a_torn_last_line_is_cut_and_said) {
  const EventSummary events =
      read("{\"tag\": {\"key\": \"a\", \"value\": 1}}\n{\"tag\": {\"key\": \"b\", \"val");
  EXPECT_EQ(to_json(events.tags), R"({"a":1})");
  EXPECT_EQ(events.problems, Texts{"line 2: the last line is torn and was cut"});
}

TEST(Events, a_whole_last_line_counts_without_its_newline) {
  const EventSummary events = read("{\"tag\": {\"key\": \"a\", \"value\": 1}}");
  EXPECT_EQ(to_json(events.tags), R"({"a":1})");
  EXPECT_EQ(events.problems, Texts{});
}

TEST(Events, damage_in_the_middle_is_named_and_the_rest_is_read) {
  const EventSummary events = read(
      "{\"tag\": {\"key\": \"a\", \"value\": 1}}\r\n"
      "garbage \xff\xfe\n"
      "\n"
      "{\"mertic\": {}}\n"
      "{\"tag\": {\"key\": \"b\", \"value\": 2}}\n");
  EXPECT_EQ(to_json(events.tags), R"({"a":1,"b":2})");
  ASSERT_EQ(events.problems.size(), 2U);
  EXPECT_TRUE(events.problems[0].starts_with("line 2: ")) << events.problems[0];
  EXPECT_EQ(events.problems[1], "line 4: unknown event 'mertic' (did you mean 'metric'?)");
  // Problems go into the record, and what is no text cannot.
  for (const std::string& problem : events.problems) EXPECT_NO_THROW(to_json(problem));
}

TEST(Events, what_is_no_event_is_named) {
  const std::pair<std::string, std::string> cases[] = {
      {"[]", "an event is an object with one key that names its type"},
      {R"({"tag": {"key": "a"}, "param": {"key": "b"}})",
       "an event is an object with one key that names its type"},
      {R"({"metric": 3})", "'metric' must hold an object"},
      {R"({"metric": {"value": 3}})", "'metric' needs a text 'key'"},
      {R"({"metric": {"key": "", "value": 3}})", "'metric' needs a text 'key'"},
      {R"({"step": {"op": "a"}})", "'step' needs a whole 'n'"},
      {R"({"child": {"kind": "fold"}})", "'child' needs a text 'name'"},
      {R"({"artifact": {"path": "/etc/passwd"}})",
       "artifact path '/etc/passwd' does not lie in the run folder"},
      {R"({"artifact": {"path": "a/../../b"}})",
       "artifact path '../b' does not lie in the run folder"},
      {R"({"artifact": {"path": "."}})", "artifact path '.' is no file that a job writes"},
      {R"({"artifact": {"path": "a/../.run/x.json"}})",
       "artifact path '.run/x.json' is no file that a job writes"}};
  for (const auto& [line, what] : cases) {
    EventSummary events;
    fold_event(line, 7, events);
    EXPECT_EQ(events.problems, Texts{"line 7: " + what}) << line;
  }
}

TEST(Events, a_file_name_may_begin_with_dots) {
  EventSummary events;
  fold_event(R"({"artifact": {"path": "..a"}})", 1, events);
  fold_event(R"({"artifact": {"path": ".runs/a"}})", 1, events);
  EXPECT_EQ(events.artifacts.size(), 2U);
}

TEST(Events, a_job_may_not_write_cairns_own_lines) {
  EXPECT_NO_THROW(check_event(parse_json(R"({"tag": {"key": "a"}})", "-")));
  EXPECT_THROW(check_event(parse_json(R"({"begin": {}})", "-")), Error);
  EXPECT_THROW(check_event(parse_json(R"({"tag": {}})", "-")), Error);
}

TEST(Events, later_lines_add_to_earlier_ones) {
  const EventSummary events = read(
      R"({"step": {"n": 2, "op": "PLS"}}
{"step": {"n": 1, "op": "Scale", "params": {"a": 1}}}
{"step": {"n": 1, "op": "Scale", "params": {"b": 2}, "ended": 5}}
{"dataset": {"name": "wheat", "facts": {"samples": 10}}}
{"dataset": {"name": "wheat", "facts": {"features": 3}}}
{"child": {"name": "fold0", "kind": "fold", "metrics": {"val": {"rmse": 1}}}}
{"child": {"name": "fold0", "metrics": {"val": {"r2": 0.9}}}}
{"metric": {"key": "test.rmse", "value": 2, "child": "fold0"}}
{"artifact": {"path": "m.bin", "role": "model"}}
{"artifact": {"path": "m.bin", "role": "chart"}}
)");
  EXPECT_EQ(events.problems, Texts{});
  EXPECT_EQ(to_json(steps_of(events)),
            R"([{"n":1,"op":"Scale","params":{"a":1,"b":2},"ended":5},{"n":2,"op":"PLS"}])");
  EXPECT_EQ(to_json(events.datasets), R"([{"name":"wheat","facts":{"samples":10,"features":3}}])");
  ASSERT_EQ(events.children.size(), 1U);
  EXPECT_EQ(events.children[0].kind, "fold");
  EXPECT_EQ(to_json(events.children[0].metrics),
            R"({"val":{"rmse":1,"r2":0.9},"test":{"rmse":2}})");
  ASSERT_EQ(events.artifacts.size(), 1U);
  EXPECT_EQ(events.artifacts[0].role, "chart");
  EXPECT_FALSE(events.has_history);
}

/// Lines of each kind that tells of one of many things.
std::string lines_of_many(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += fmt::format(
        R"({{"step": {{"n": {0}, "op": "x"}}}}
{{"dataset": {{"name": "d{1}"}}}}
{{"artifact": {{"path": "f{1}", "role": "model", "child": "c{1}"}}}}
{{"child": {{"name": "c{1}", "kind": "model"}}}}
)",
        count - i, i);
  }
  return lines;
}

TEST(Events, a_job_may_tell_of_thousands_of_things) {
  constexpr int kCount = 4000;
  const auto fold = [](int count) {
    const std::string lines = lines_of_many(count);
    return test::cpu_seconds([&] { EXPECT_EQ(read(lines).artifacts.size(), count); });
  };
  EXPECT_LT(fold(4 * kCount), 9 * fold(kCount));  // 16 times where each looks at all before it.
}

TEST(Events, a_childs_curve_is_history) {
  EXPECT_TRUE(read(R"({"metric": {"key": "loss", "value": 2, "child": "fold0"}}
{"metric": {"key": "loss", "value": 1, "child": "fold0"}}
)")
                  .has_history);
  EXPECT_TRUE(
      read("{\"metric\": {\"key\": \"loss\", \"value\": 2, \"step\": 1, \"child\": \"f\"}}\n")
          .has_history);
}

TEST(Events, a_line_of_a_mebibyte_is_a_line) {
  const std::string big(1 << 20, 'x');
  const EventSummary events = read("{\"tag\": {\"key\": \"a\", \"value\": \"" + big +
                                   "\"}}\n{\"tag\": {\"key\": \"b\", \"value\": 2}}\n");
  EXPECT_EQ(events.tags.find("a")->as_string().size(), big.size());
  EXPECT_EQ(*events.tags.find("b"), Value(2));
}

TEST(Events, what_cannot_be_read_is_an_error_and_not_an_empty_log) {
  const test::TempFolder folder;
  EXPECT_THROW(read_events(folder.at("missing")), Error);
  EXPECT_THROW(read_events(folder.path()), Error);
}

TEST(Events, an_empty_file_has_no_begin_line) {
  const EventSummary events = read("");
  EXPECT_TRUE(events.begin.is_null());
  EXPECT_EQ(events.problems, Texts{});
}

}  // namespace
}  // namespace cairn
