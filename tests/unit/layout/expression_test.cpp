#include "cairn/layout/expression.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/layout/context_shape.h"
#include "cairn/layout/document_functions.h"

namespace cairn {
namespace {

/// The result of the expression in YAML as compact JSON, or "absent".
std::string value_of(const std::string& yaml, const Value& context) {
  const YamlDocument document("e.yaml", yaml);
  const auto value = evaluate(parse_expression(document.root()), context);
  return value ? to_json(*value) : "absent";
}

std::string expression_error(const std::string& yaml, std::string_view context = kRunContext) {
  const YamlDocument document("e.yaml", yaml);
  try {
    check_expression(parse_expression(document.root()), context);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input);
    return error.message() + " | " + error.hint();
  }
  return "no error";
}

const Value& context() {
  static const Value value = parse_json(
      R"({"run": {"id": "pb8yky", "name": "n", "notes": null, "params": {"lr": 0.1, "a.b": 2}, "metrics": {"val": {"rmse": 1.5}},
          "steps": [{"n": 1, "op": "A", "seconds": 0.5}, {"n": 2, "op": "B", "params": {}}],
          "artifacts": [{"path": "m/x.pkl", "size": 10}, {"path": "y.csv", "size": 5}, {"path": "z"}],
          "children": []},
          "runs": [{"kind": "pipeline", "dataset": "b", "datasets": [{"name": "b"}]}, {"kind": "summary", "dataset": "a"},
                   {"kind": "pipeline", "dataset": "b"}, {"kind": "pipeline"}]})",
      "context");
  return value;
}

TEST(Expression, paths_go_through_maps_and_lists) {
  EXPECT_EQ(value_of("run.id", context()), "\"pb8yky\"");
  EXPECT_EQ(value_of("run.metrics.val.rmse", context()), "1.5");
  EXPECT_EQ(value_of("run.params.a.b", context()), "2");
  EXPECT_EQ(value_of("run.steps.op", context()), R"(["A","B"])");
  EXPECT_EQ(value_of("runs.datasets.name", context()), R"(["b"])");
  EXPECT_EQ(value_of("run.metrics.test.rmse", context()), "absent");
  EXPECT_EQ(value_of("run.notes", context()), "absent");  // null is absent
  EXPECT_EQ(value_of("run.id.deeper", context()), "absent");
}

TEST(Expression, maps_drop_absent_keys_and_vanish_when_all_are_absent) {
  EXPECT_EQ(value_of("{a: run.id, b: run.seed}", context()), R"({"a":"pb8yky"})");
  EXPECT_EQ(value_of("{a: run.id, b: {c: run.seed}}", context()), R"({"a":"pb8yky"})");
  EXPECT_EQ(value_of("{b: run.seed}", context()), "absent");
  EXPECT_EQ(value_of("[run.id, run.seed]", context()), R"(["pb8yky"])");
}

TEST(Expression, literals_stand_as_written) {
  EXPECT_EQ(value_of("{format: 1, kind: {value: run.id}, none: {value: null}}", context()),
            R"({"format":1,"kind":"run.id","none":null})");
  EXPECT_EQ(value_of("{get: run.seed, else: null}", context()), "null");
  EXPECT_EQ(value_of("{get: run.seed, else: [1, a]}", context()), R"([1,"a"])");
  EXPECT_EQ(value_of("{get: run.id, else: 0}", context()), "\"pb8yky\"");
  EXPECT_EQ(value_of("{map: {from: run.id, get: run.name}}", context()),
            R"({"from":"pb8yky","get":"n"})");
}

TEST(Expression, lists_are_projected_item_by_item) {
  EXPECT_EQ(
      value_of("{from: run.steps, take: {step: n, seconds: seconds, run: run.id}}", context()),
      R"([{"step":1,"seconds":0.5,"run":"pb8yky"},{"step":2,"run":"pb8yky"}])");
  EXPECT_EQ(value_of("{from: run.children, take: id}", context()), "[]");
  EXPECT_EQ(value_of("{from: run.datasets, take: name}", context()), "absent");
  EXPECT_EQ(value_of("{from: run.datasets, take: name, else: []}", context()), "[]");
}

TEST(Expression, functions_do_what_the_table_says) {
  EXPECT_EQ(value_of("total_size(run.artifacts)", context()), "15");
  EXPECT_EQ(value_of("human_size(total_size(run.artifacts))", context()), "\"15 B\"");
  EXPECT_EQ(value_of("count(run.steps)", context()), "2");
  EXPECT_EQ(value_of("sum(run.steps.seconds)", context()), "0.5");
  EXPECT_EQ(value_of("sorted(unique(runs.dataset))", context()), R"(["a","b"])");
  EXPECT_EQ(value_of("unique(of_kind(runs, 'pipeline').dataset)", context()), R"(["b"])");
  EXPECT_EQ(value_of("count(of_kind(runs, 'pipeline', 'summary'))", context()), "4");
  EXPECT_EQ(value_of("first(run.steps).op", context()), "\"A\"");
  EXPECT_EQ(value_of("file_name(first(run.artifacts).path)", context()), "\"x.pkl\"");
  EXPECT_EQ(value_of("coalesce(run.seed, run.children, run.name)", context()), "\"n\"");
  EXPECT_EQ(value_of("human_duration(run.seed)", context()), "absent");
  EXPECT_EQ(value_of("best_child(run).id", context()), "absent");
  EXPECT_EQ(value_of("comparison_table(run)", context()), "absent");
  EXPECT_EQ(value_of("{from: n, take: fold_label(x)}", Map{{"n", List{Map{{"x", "fold_7"}}}}}),
            "[7]");
  EXPECT_EQ(value_of("fold_label(x)", Map{{"x", "fold_99999999999"}}), "\"fold_99999999999\"");
}

TEST(Expression, dataset_facts_come_from_the_newest_run_that_states_them) {
  const Value value = parse_json(
      R"({"runs": [
        {"dataset": "d", "path": "b", "ended": "2", "datasets": [{"name": "d", "samples": 2}, {"name": "other", "samples": 9}]},
        {"dataset": "d", "path": "a", "ended": "1", "datasets": [{"name": "d", "samples": 1, "features": 7}]}]})",
      "c");
  EXPECT_EQ(value_of("dataset_facts(runs)", value), R"({"name":"d","samples":2,"features":7})");
}

TEST(Expression, functions_survive_values_of_a_wrong_type) {
  const Value odd = Map{{"x", List{1, "a", nullptr, List{}, Map{}}}, {"s", "text"}, {"m", Map{}}};
  for (const DocumentFunction& function : document_functions()) {
    for (const char* argument : {"x", "s", "m", "absent"}) {
      std::string call = std::string(function.name) + "(" + argument;
      for (std::size_t i = 1; i < function.min_arguments; ++i) call += ", 'k'";
      EXPECT_NO_THROW(value_of(call + ")", odd)) << call;
    }
  }
}

TEST(Expression, unknown_words_are_refused_with_the_nearest) {
  EXPECT_EQ(expression_error("run.foldr"),
            "e.yaml:1:1: 'run.foldr': run has no 'foldr' | did you mean 'folder'?");
  EXPECT_EQ(expression_error("rnu.id"),
            "e.yaml:1:1: 'rnu.id': a document of a run has no 'rnu' | did you mean 'run'?");
  EXPECT_EQ(expression_error("group.name"),
            "e.yaml:1:1: 'group.name': a document of a run has no 'group' | there is run, project");
  EXPECT_EQ(expression_error("runs.name", kGroupContext), "no error");
  EXPECT_EQ(expression_error("a: totl_size(run.artifacts)"),
            "e.yaml:1:4: unknown function 'totl_size' | did you mean 'total_size'?");
  EXPECT_NE(expression_error("{from: run.steps, take: {a: opp}}").find("did you mean 'op'?"),
            std::string::npos);
  EXPECT_EQ(expression_error("{from: run.steps, take: {a: op, r: run.id}}"), "no error");
  EXPECT_NE(expression_error("best_child(run).ids").find("did you mean 'id'?"), std::string::npos);
  EXPECT_EQ(expression_error("best_child(run).metrics.whatever.it.is"), "no error");
  EXPECT_NE(expression_error("run.id.x").find("a plain value has no 'x'"), std::string::npos);
}

TEST(Expression, bad_syntax_says_where) {
  for (const char* text :
       {"run.", ".run", "f(", "count(run.steps", "count(run.steps))", "run id", "a b", "'open"}) {
    EXPECT_NE(expression_error("x: \"" + std::string(text) + "\"").find("e.yaml:1:4: "),
              std::string::npos)
        << text;
    EXPECT_NE(expression_error("x: \"" + std::string(text) + "\""), "no error") << text;
  }
  EXPECT_NE(expression_error("count()").find("word is missing") == std::string::npos
                ? expression_error("count()").find("takes 1 argument")
                : 0U,
            std::string::npos);
  EXPECT_NE(expression_error("count(run.steps, run.id)").find("takes 1 argument(s), found 2"),
            std::string::npos);
  EXPECT_NE(expression_error("{from: run.steps}").find("'from' needs 'take'"), std::string::npos);
  EXPECT_NE(expression_error("{from: run.steps, take: op, or: 1}").find("or"), std::string::npos);
  std::string deep = "run.id";
  for (int i = 0; i < 40; ++i) deep = "first(" + deep + ")";
  EXPECT_NE(expression_error(deep).find("too many calls"), std::string::npos);
}

}  // namespace
}  // namespace cairn
