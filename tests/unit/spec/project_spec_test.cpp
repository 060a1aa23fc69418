#include "cairn/spec/project_spec.h"

#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

ProjectSpec parsed_project(const std::string& text) {
  const YamlDocument document("cairn.yaml", text);
  return read_project_spec(document);
}

Error project_error(const std::string& text) {
  try {
    parsed_project(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_input) << error.message();
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

std::string stage(const std::string& body) { return "stages:\n  fit:\n    cmd: run\n" + body; }

struct BadSpec {
  std::string name;
  std::string text;
  std::string message;  ///< The whole of it.
  std::string hint;     ///< A part of it.
};
// The name is what googletest looks for.  NOLINTNEXTLINE(readability-identifier-naming)
void PrintTo(const BadSpec& bad, std::ostream* out) { *out << bad.name; }

class BadCairnYaml : public testing::TestWithParam<BadSpec> {};

TEST_P(BadCairnYaml, says_what_where_and_what_to_type) {
  const Error error = project_error(GetParam().text);
  EXPECT_EQ(error.message(), GetParam().message);
  EXPECT_NE(error.hint().find(GetParam().hint), std::string::npos) << error.hint();
}

INSTANTIATE_TEST_SUITE_P(
    Each, BadCairnYaml,
    testing::Values(
        BadSpec{"unknown_key", "stagse: {}\n", "cairn.yaml:1:1: unknown key 'stagse' in cairn.yaml",
                "did you mean 'stages'?"},
        BadSpec{"unknown_stage_key", stage("    matirx: {a: [1]}\n"),
                "cairn.yaml:4:5: unknown key 'matirx' in stage 'fit'", "did you mean 'matrix'?"},
        BadSpec{"no_command", "stages:\n  fit:\n    deps: [a]\n",
                "cairn.yaml:3:5: stage 'fit' has no 'cmd'", ""},
        BadSpec{"empty_command", "stages: {fit: {cmd: []}}\n", "cairn.yaml:1:21: cmd is empty", ""},
        BadSpec{"empty_shell", "stages: {fit: {cmd: ''}}\n", "cairn.yaml:1:21: cmd is empty", ""},
        BadSpec{"dep_without_a_path", stage("    deps: [{check: stat}]\n"),
                "cairn.yaml:4:12: a dep needs 'path'", "{path: data/, check: stat}"},
        BadSpec{"unknown_check", stage("    deps: {path: a, check: md5}\n"),
                "cairn.yaml:4:28: 'md5' is no check of a dep", "content, stat, version"},
        BadSpec{"unknown_role", stage("    deps: {path: a, role: model}\n"),
                "cairn.yaml:4:27: 'model' is no role of a dep", "code, data"},
        BadSpec{"version_that_nobody_reads", stage("    deps: {path: a, version: 2}\n"),
                "cairn.yaml:4:30: a dep's version is only looked at with check: version", ""},
        BadSpec{"check_version_without_one", stage("    deps: {path: a, check: version}\n"),
                "cairn.yaml:4:11: check: version needs 'version'", "version: 2"},
        BadSpec{"stage_is_a_text", "stages: {fit: train}\n",
                "cairn.yaml:1:15: stage 'fit' must be a map with 'cmd'", ""},
        BadSpec{"stage_called_as_a_path", "stages:\n  x/y: {cmd: z}\n",
                "cairn.yaml:2:3: 'x/y' cannot be the name of a stage: 'cairn run x/y' would mean a "
                "path",
                "call it 'x_y'"},
        BadSpec{
            "stage_called_as_a_value", "stages: {k=v: {cmd: z}}\n",
            "cairn.yaml:1:10: 'k=v' cannot be the name of a stage: 'cairn run k=v' would mean a "
            "value",
            "call it 'k_v'"},
        BadSpec{"stage_called_as_an_option", "stages: {-x: {cmd: z}}\n",
                "cairn.yaml:1:10: '-x' cannot be the name of a stage: 'cairn run -x' would mean an "
                "option",
                "call it 'x'"},
        BadSpec{"stage_without_a_name", "stages: {'': {cmd: z}}\n",
                "cairn.yaml:1:10: a stage needs a name", ""},
        BadSpec{"unknown_placeholder", "stages: {fit: {cmd: 'run {sede}', params: {seed: 1}}}\n",
                "cairn.yaml:1:21: stage 'fit': {sede} names nothing", "did you mean {seed}?"},
        BadSpec{"need_called_as_the_folder",
                "stages: {a: {cmd: x}, b: {needs: {run: a}, cmd: 'f {run}/o'}}\n",
                "cairn.yaml:1:49: stage 'b': {run} names the run's folder and a need",
                "give one of them another name"},
        BadSpec{"parameter_called_as_a_need",
                "stages: {a: {cmd: x}, b: {needs: a, params: {a: 1}, cmd: 'f {a}'}}\n",
                "cairn.yaml:1:58: stage 'b': {a} names a parameter and a need", ""},
        BadSpec{"out_called_as_a_field",
                "stages: {a: {cmd: x, outs: {id: o}}, b: {needs: a, cmd: 'f {a.id}'}}\n",
                "cairn.yaml:1:57: stage 'b': {a.id} names an out of a need and a field of a need's "
                "run",
                ""},
        BadSpec{"placeholder_that_outs_cannot_name", stage("    outs: {a: '{run}/x'}\n"),
                "cairn.yaml:4:15: stage 'fit': {run} names nothing", ""},
        BadSpec{
            "cycle",
            "stages:\n  a: {cmd: x, needs: b}\n  b: {cmd: x, needs: c}\n  c: {cmd: x, needs: b}\n",
            "cairn.yaml:4:22: the stages need each other in a circle: b -> c -> b",
            "take one of these"},
        BadSpec{"needs_itself", "stages: {a: {cmd: x, needs: a}}\n",
                "cairn.yaml:1:29: the stages need each other in a circle: a -> a", ""},
        BadSpec{"unknown_need", "stages: {fit: {cmd: x}, test: {cmd: x, needs: fot}}\n",
                "cairn.yaml:1:47: stage 'test' needs 'fot', which is no stage",
                "did you mean 'fit'?"},
        BadSpec{"needed_twice", "stages: {fit: {cmd: x}, test: {cmd: x, needs: [fit, fit]}}\n",
                "cairn.yaml:1:47: 'fit' is needed twice", "needs: {a: fit}"},
        BadSpec{
            "grouped_by_what_upstream_lacks",
            "stages:\n  fit: {cmd: x, params: {depth: 1}}\n"
            "  all: {cmd: x, needs: {fits: {stage: fit, by: [dept]}}}\n",
            "cairn.yaml:3:31: the need 'fits' groups by 'dept', which stage 'fit' does not have",
            "did you mean 'depth'?"},
        BadSpec{"grouped_by_a_field_of_a_dataset",
                "datasets: {a: x}\nstages:\n  fit: {cmd: x, matrix: {dataset: all}}\n"
                "  all: {cmd: x, needs: {fits: {stage: fit, by: [dataset.path]}}}\n",
                "cairn.yaml:4:31: the need 'fits' groups by 'dataset.path', which stage 'fit' does "
                "not have",
                ""},
        BadSpec{"unknown_need_key",
                "stages: {fit: {cmd: x}, test: {cmd: x, needs: {fit: {bye: [a]}}}}\n",
                "cairn.yaml:1:54: unknown key 'bye' in the need 'fit'", "did you mean 'by'?"},
        BadSpec{"zero_cpus", stage("    resources: {cpus: 0}\n"),
                "cairn.yaml:4:23: cpus must be a whole number from 1 to 100000", ""},
        BadSpec{"cpus_beyond_32_bits", stage("    resources: {cpus: 4294967297}\n"),
                "cairn.yaml:4:23: cpus must be a whole number from 1 to 100000", ""},
        BadSpec{"bad_direction", stage("    rank: {by: rmse, direction: up}\n"),
                "cairn.yaml:4:33: direction is min or max", ""},
        BadSpec{"bad_retries", stage("    retries: -1\n"),
                "cairn.yaml:4:14: retries must be a whole number from 0 to 100", ""},
        BadSpec{"no_stages", "project: wheat\n",
                "cairn.yaml:1:1: cairn.yaml needs 'stages', a map of name to stage",
                "this is enough: stages: {}"},
        BadSpec{"list_at_the_top", "- a\n",
                "cairn.yaml:1:1: cairn.yaml must be a map with 'stages'",
                "this is enough: stages: {}"},
        BadSpec{"unknown_durability", "storage: {durability: ful}\nstages: {fit: {cmd: x}}\n",
                "cairn.yaml:1:23: storage.durability is one of full, batch, none", "full"}),
    [](const auto& tested) { return tested.param.name; });

TEST(CairnYaml, a_duplicate_key_is_refused_at_its_place) {
  const Error error = project_error("stages:\n  fit: {cmd: a}\n  fit: {cmd: b}\n");
  EXPECT_TRUE(error.message().starts_with("cairn.yaml:3:3: ")) << error.message();
  EXPECT_NE(error.message().find("'fit'"), std::string::npos);
}

TEST(CairnYaml, stages_come_in_the_order_of_their_needs) {
  const ProjectSpec spec = parsed_project(
      "stages:\n  last: {cmd: x, needs: [mid, first]}\n  mid: {cmd: x, needs: first}\n"
      "  first: {cmd: x}\n  other: {cmd: x}\n");
  std::vector<std::string> names;
  for (const StageSpec& stage : spec.stages) names.push_back(stage.name);
  EXPECT_EQ(names, (std::vector<std::string>{"first", "mid", "last", "other"}));
}

TEST(CairnYaml, an_experiment_is_a_name_or_a_map) {
  EXPECT_EQ(parsed_project("experiment: wheat\nstages: {fit: {cmd: x}}\n").experiment.name,
            "wheat");
  const ExperimentSpec experiment =
      parsed_project(
          "experiment: {name: wheat, description: PLS, tags: [a, 2]}\nstages: {fit: {cmd: x}}\n")
          .experiment;
  EXPECT_EQ(experiment.description, "PLS");
  EXPECT_EQ(experiment.tags, (std::vector<std::string>{"a", "2"}));
}

TEST(CairnYaml, a_dataset_is_a_path_or_a_map_of_fields) {
  const ProjectSpec spec = parsed_project(
      "datasets: {a: data/a, b: {path: data/b, version: 2}}\nstages: {fit: {cmd: x}}\n");
  EXPECT_EQ(*spec.find_dataset("a")->fields.find("path"), Value("data/a"));
  EXPECT_EQ(*spec.find_dataset("b")->fields.find("version"), Value(2));
  EXPECT_EQ(spec.find_dataset("c"), nullptr);
}

TEST(CairnYaml, a_command_is_a_shell_text_or_argv_and_its_source_tells_them_apart) {
  const ProjectSpec spec =
      parsed_project("stages:\n  shell: {cmd: a b}\n  one: {cmd: [a b]}\n  two: {cmd: [a, b]}\n");
  EXPECT_TRUE(spec.find_stage("shell")->command.is_shell);
  EXPECT_FALSE(spec.find_stage("one")->command.is_shell);
  EXPECT_EQ(spec.find_stage("two")->command.words.size(), 2U);
  EXPECT_NE(spec.find_stage("one")->command.source(), spec.find_stage("two")->command.source());
  EXPECT_NE(spec.find_stage("one")->command.source(), spec.find_stage("shell")->command.source());
}

TEST(CairnYaml, outs_are_named_by_their_key_or_by_their_path) {
  const ProjectSpec spec =
      parsed_project("stages: {a: {cmd: x, outs: {model: m.bin}}, b: {cmd: x, outs: [m.bin]}}\n");
  EXPECT_EQ(spec.find_stage("a")->outs.front().name, "model");
  EXPECT_EQ(spec.find_stage("b")->outs.front().name, "m.bin");
}

TEST(CairnYaml, the_command_may_name_needs_datasets_outs_and_the_run) {
  const ProjectSpec spec = parsed_project(
      "datasets: {wheat: {path: d, version: 2}}\n"
      "stages:\n"
      "  fit: {cmd: 'f {dataset.path} {run} {outs.model} {cpus}', matrix: {dataset: all, k: [1]}, "
      "outs: {model: m}}\n"
      "  test: {cmd: 't {fit} {fit.model} {fit.k} {fit.id} {fit.dataset.version}', needs: fit}\n"
      "  all: {cmd: 'a {fits} {fits.model} {dataset}', needs: {fits: {stage: fit, by: "
      "[dataset]}}}\n");
  EXPECT_EQ(spec.find_stage("test")->command.words.front().placeholders().size(), 5U);
}

TEST(CairnYaml, a_grouped_need_shows_no_value_of_its_many_runs) {
  const Error error = project_error(
      "stages:\n  fit: {cmd: x, matrix: {k: [1, 2]}}\n"
      "  all: {cmd: 'a {fits.k}', needs: {fits: {stage: fit, by: []}}}\n");
  EXPECT_EQ(error.message(), "cairn.yaml:3:14: stage 'all': {fits.k} names nothing");
}

TEST(CairnYaml, an_axis_without_declaration_is_a_parameter) {
  const ProjectSpec spec =
      parsed_project("datasets: {a: x}\nstages: {fit: {cmd: x, matrix: {k: [1], dataset: all}}}\n");
  ASSERT_NE(spec.find_stage("fit")->find_param("k"), nullptr);
  EXPECT_EQ(spec.find_stage("fit")->find_param("dataset")->type, ParamType::dataset);
}

TEST(CairnYaml, env_passes_on_or_sets) {
  const ProjectSpec spec = parsed_project(
      "stages: {a: {cmd: x, env: [HOME]}, b: {cmd: x, env: {HOME: null, LEVEL: 3}}}\n");
  EXPECT_FALSE(spec.find_stage("a")->environment.front().value.has_value());
  EXPECT_FALSE(spec.find_stage("b")->environment.front().value.has_value());
  EXPECT_EQ(spec.find_stage("b")->environment.back().value->source, "3");
}

TEST(CairnYaml, deps_say_how_they_are_checked_and_what_they_are) {
  const ProjectSpec spec = parsed_project(
      "datasets: {a: {path: d, version: 7}}\n"
      "stages:\n  fit:\n    cmd: x\n    params: {dataset: a}\n"
      "    deps: [fit.py, data/x, {path: '{dataset.path}', check: version}, "
      "{path: conf, role: code, check: stat}]\n");
  const std::vector<DepSpec>& deps = spec.find_stage("fit")->deps;
  ASSERT_EQ(deps.size(), 4U);
  EXPECT_EQ(deps[0].role, DepRole::code);
  EXPECT_EQ(deps[0].check, DepCheck::content);
  EXPECT_EQ(deps[1].role, DepRole::data);
  EXPECT_EQ(deps[2].check, DepCheck::version);
  EXPECT_EQ(deps[2].version->source, "{dataset.version}");
  EXPECT_EQ(deps[3].role, DepRole::code);
  EXPECT_EQ(deps[3].check, DepCheck::stat);
}

TEST(CairnYaml, commands_are_shown_as_they_are_typed) {
  const ProjectSpec spec =
      parsed_project("stages:\n  a: {cmd: run it}\n  b: {cmd: [run, 'a b', c]}\n");
  EXPECT_EQ(command_shown(spec.find_stage("a")->command.source()), "run it");
  EXPECT_EQ(command_shown(spec.find_stage("b")->command.source()), "run 'a b' c");
}

TEST(CairnYaml, resources_and_ranks_are_read) {
  const ProjectSpec spec = parsed_project(
      stage("    resources: {cpus: 2, mem: 2G, time: 10m}\n    rank: {by: acc, direction: max}\n"));
  const StageSpec& fit = *spec.find_stage("fit");
  EXPECT_EQ(fit.resources.cpus, 2U);
  EXPECT_EQ(fit.resources.memory, "2G");
  EXPECT_EQ(fit.resources.time_seconds, 600);
  EXPECT_EQ(fit.rank->by, "acc");
  EXPECT_EQ(fit.rank->direction, RankSpec::Direction::max);
}

}  // namespace
}  // namespace cairn
