// What a person wrote in cairn.yaml, checked and typed: the experiment, the datasets and the
// stages. It does not know ids, paths of runs, or what has run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/yaml.h"
#include "cairn/spec/options.h"
#include "cairn/spec/param.h"
#include "cairn/spec/require.h"
#include "cairn/spec/text_template.h"
#include "cairn/spec/tolerance.h"

namespace cairn {

/// The command of a stage: argv as a list, or one text for the shell.
struct CommandSpec {
  bool is_shell = false;
  std::vector<TextTemplate> words;  ///< One word for a shell command.

  /// The command as written: enters the fingerprint.
  std::string source() const;
};

/// The text of CommandSpec::source() as a person would type it.
std::string command_shown(std::string_view source);

/// How a dep is compared with what it was.
enum class DepCheck {
  content,  ///< By the SHA-256 of its bytes.
  stat,     ///< By sizes and modification times of its files; nothing is read.
  version,  ///< By a text that is given; the disk is only asked whether it is there.
};

/// What a dep is to its command; tells code from data where only one of them may make runs stale.
enum class DepRole { code, data };

/// By the end of its name: "fit.py" is code, what no programming language ends so is data.
DepRole guess_dep_role(std::string_view path);

/// A file or folder that the command reads.
struct DepSpec {
  TextTemplate path;
  DepCheck check = DepCheck::content;
  DepRole role = DepRole::data;
  std::optional<TextTemplate> version;  ///< Present for DepCheck::version.
};

/// An environment variable of the command; absent value: that of cairn's own is passed on.
struct EnvironmentSpec {
  std::string name;
  std::optional<TextTemplate> value;
  std::string place;
};

/// A declared output, relative to the run folder.
struct OutSpec {
  std::string name;
  TextTemplate path;
};

/// An edge to an upstream stage.
struct NeedSpec {
  std::string name;
  std::string stage;
  /// Absent: one run here for each run there. Present: one run for each combination of these
  /// parameters, over all upstream runs that share it; empty: one run over all of them.
  std::optional<std::vector<std::string>> by;
  std::string place;
};

/// One axis of a matrix: a parameter and the values that it takes.
struct MatrixAxis {
  std::string param;
  List values;
  std::string place;
  std::vector<std::string> value_places;  ///< One for each value; empty: all of them at `place`.
};

/// How runs and their children are ranked when a document or rollup needs an order.
struct RankSpec {
  std::string by;  ///< Metric key.
  enum class Direction { min, max } direction = Direction::min;
};

/// What a job needs while it runs.
struct ResourceSpec {
  unsigned cpus = 1;   ///< Slots it takes of `-j`.
  std::string memory;  ///< As written ("2G"); only executors of clusters look at it.
  std::optional<double> time_seconds;  ///< Timeout.
};

/// A node of cairn.yaml.
struct StageSpec {
  std::string name;
  std::string kind;  ///< Empty: the layout's default kind.
  TextTemplate run_name;
  std::vector<ParamSpec> params;
  std::vector<MatrixAxis> matrix;
  std::vector<DepSpec> deps;
  std::vector<OutSpec> outs;
  std::vector<TextTemplate> metrics;
  std::vector<NeedSpec> needs;
  std::vector<EnvironmentSpec> environment;
  CommandSpec command;
  std::optional<CommandSpec> predict;  ///< What makes predictions with a model of its runs.
  ResourceSpec resources;
  std::optional<RankSpec> rank;
  unsigned retries = 0;
  /// Each start is a run of its own: its time, its process and a counter enter the key.
  bool unique = false;
  std::vector<RequireSpec> require;  ///< What the params of each run must fulfil.
  ToleranceSpec tolerance;           ///< How far a run that is checked may be from its record.
  std::string place;

  const ParamSpec* find_param(std::string_view param_name) const;
};

/// An entry of `datasets:`; its fields are visible as {dataset.path}, {dataset.version}, …
struct DatasetSpec {
  std::string name;
  Map fields;
  std::string place;
  Map field_places;  ///< Field → "file:line:column".
};

/// The label of a group of runs, with what a person says about it.
struct ExperimentSpec {
  std::string name;  ///< Empty when cairn.yaml names none.
  std::string description;
  std::vector<std::string> tags;
};

/// The whole of cairn.yaml.
struct ProjectSpec {
  std::string project;
  std::string layout = "nirs4all";  ///< A preset's name, or the path of a layout file.
  ExperimentSpec experiment;
  std::vector<DatasetSpec> datasets;
  std::vector<StageSpec> stages;  ///< In topological order of `needs`, file order otherwise.
  Options options;
  Durability durability = Durability::full;  ///< As the options say.

  const StageSpec* find_stage(std::string_view name) const;
  const DatasetSpec* find_dataset(std::string_view name) const;
};

/// Reads and checks cairn.yaml; its options go over `options`. Throws Error(invalid_input) with
/// file:line:column.
ProjectSpec read_project_spec(const YamlDocument& document, Options options = {});

}  // namespace cairn
