#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/record/events.h"
#include "cli/command.h"
#include "cli/job.h"

namespace cairn {

namespace {

/// A metric's value.
Value number_value(const std::string& text) {
  if (std::optional<Value> number = printed_number(text)) return *std::move(number);
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' is not a number, which a metric needs", text),
              "cairn log metric loss 0.25 --step 3");
}

/// Adds a text that was given.
void set_if(Map& map, std::string_view key, const std::string& text) {
  if (!text.empty()) map.set(key, text);
}

void set_if(Map& map, std::string_view key, const std::optional<std::int64_t>& number) {
  if (number) map.set(key, *number);
}

int append_body(std::string_view type, Map body) {
  append_event(current_job(), Map{{std::string(type), std::move(body)}});
  return 0;
}

struct MetricOptions {
  std::string key;
  std::string value;
  std::optional<std::int64_t> step;
  std::string child;
};

int run_metric(const MetricOptions& options) {
  Map body{{"key", options.key}, {"value", number_value(options.value)}};
  set_if(body, "step", options.step);
  set_if(body, "child", options.child);
  body.set("time", utc_text(now_us()));
  return append_body("metric", std::move(body));
}

void setup_metric(CommandLine& line) {
  MetricOptions& options = line.runs(run_metric);
  line.about("Notes one value of a metric.");
  line.argument("KEY", options.key, "its name, as in val.rmse");
  line.argument("VALUE", options.value, "a number; nan, inf and -inf are numbers too");
  line.option("--step", "N", options.step, "the step (epoch, round) that it belongs to");
  line.option("--child", "NAME", options.child, "note it for this child run");
  line.example("cairn log metric val.rmse 0.42 --step 3", "one point of a curve");
}

struct EntryOptions {
  std::string key;
  std::string value;
};

int run_param(const EntryOptions& options) {
  return append_body("param", Map{{"key", options.key}, {"value", typed_value(options.value)}});
}

int run_tag_line(const EntryOptions& options) {
  return append_body("tag", Map{{"key", options.key}, {"value", options.value}});
}

void setup_param(CommandLine& line) {
  EntryOptions& options = line.runs(run_param);
  line.about(
      "Notes a parameter that was found while the job ran. It is not part of what names the run.");
  line.argument("KEY", options.key, "its name");
  line.argument("VALUE", options.value, "typed as in YAML: 3, 0.1, true, text, [1, 2]");
  line.example("cairn log param n_features 1205", "a whole number");
}

void setup_tag_line(CommandLine& line) {
  EntryOptions& options = line.runs(run_tag_line);
  line.about("Notes a tag of the run.");
  line.argument("KEY", options.key, "its name");
  line.argument("VALUE", options.value, "its text");
  line.example("cairn log tag device A100", "a label to look for later");
}

struct ArtifactOptions {
  std::string path;
  std::string role;
  std::optional<std::int64_t> step;
  std::string op;
  std::string child;
  std::string type;
};

/// The path below the run folder: one that is absolute, or found from the working folder, is made
/// so. What will only be written later is taken to be meant from the run folder.
std::string below_run_folder(const Job& job, const std::string& path) {
  const std::string here = absolute_path(path, current_folder());
  const std::string folder = clean_path(job.folder);
  if (here != folder && is_below(here, folder)) return relative_to(here, folder);
  const bool lies_here_only = stat_path(here) && !stat_path(join_path(folder, path));
  if (!lies_here_only || path.starts_with('/')) return path;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("'{}' lies outside of the run folder, and would not be kept", printable(here)),
      fmt::format("write it to {{run}}, or first: mv {} \"$CAIRN_RUN_DIR\"/", shell_quote(path)));
}

int run_artifact(const ArtifactOptions& options) {
  const Job job = current_job();
  Map body{{"path", below_run_folder(job, options.path)}};
  set_if(body, "role", options.role);
  set_if(body, "type", options.type);
  set_if(body, "step", options.step);
  set_if(body, "operator", options.op);
  set_if(body, "child", options.child);
  append_event(job, Map{{"artifact", std::move(body)}});
  return 0;
}

void setup_artifact(CommandLine& line) {
  ArtifactOptions& options = line.runs(run_artifact);
  line.about(
      "Says what a file of the run is. At the end it is put where the layout wants its role.");
  line.argument("PATH", options.path, "a file or folder, from the run folder or from here");
  line.option("--role", "ROLE", options.role, "model, predictions, chart, … (default: artifact)");
  line.option("--type", "TYPE", options.type, "what kind of file it is (default: the role)");
  line.option("--step", "N", options.step, "the pipeline step that made it");
  line.option("--operator", "OP", options.op, "the operator of that step");
  line.option("--child", "NAME", options.child, "the child run that it belongs to");
  line.example("cairn log artifact fold0.joblib --role model --child fold0", "the model of a fold");
}

struct StepOptions {
  std::string n;
  std::string op;
  std::string params;
  std::string started;
  std::string ended;
};

int run_step(const StepOptions& options) {
  const Value n = yaml_scalar(options.n);
  if (!n.is_int()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is not a whole number, which a step needs", options.n),
                "cairn log step 1 StandardScaler");
  }
  Map body{{"n", n}, {"op", options.op}};
  if (!options.params.empty()) body.set("params", json_map(options.params, "--params"));
  for (const auto& [key, text] :
       {std::pair{"started", &options.started}, std::pair{"ended", &options.ended}}) {
    if (text->empty()) continue;
    const std::optional<TimeUs> time = *text == "now" ? now_us() : parse_utc(*text);
    if (!time) {
      throw Error(ErrorCode::invalid_input, fmt::format("'{}' is not a time for --{}", *text, key),
                  "write 2026-11-20T13:02:11Z, or now");
    }
    body.set(key, utc_text(*time));
  }
  return append_body("step", std::move(body));
}

void setup_step(CommandLine& line) {
  StepOptions& options = line.runs(run_step);
  line.about("Notes a step of the pipeline. A second line with the same number adds to the first.");
  line.argument("N", options.n, "its number");
  line.argument("OP", options.op, "its operator, as in StandardScaler");
  line.option("--params", "JSON", options.params, "the operator's parameters, a JSON object");
  line.option("--started", "TIME", options.started, "when it began: ISO 8601, or now");
  line.option("--ended", "TIME", options.ended, "when it ended");
  line.example("cairn log step 1 snv --started now", "before the step");
  line.example("cairn log step 1 snv --ended now", "after it: the layout may make a timing table");
}

struct DatasetOptions {
  std::string name;
  std::vector<std::string> facts;
};

int run_dataset(const DatasetOptions& options) {
  Map body{{"name", options.name}};
  for (const std::string& fact : options.facts) {
    const std::size_t equals = fact.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorCode::invalid_input, fmt::format("'{}' is not key=value", fact),
                  "cairn log dataset wheat samples=120 target_stats.mean=3.1");
    }
    set_path(body, fact.substr(0, equals), typed_value(std::string_view(fact).substr(equals + 1)));
  }
  return append_body("dataset", std::move(body));
}

void setup_dataset(CommandLine& line) {
  DatasetOptions& options = line.runs(run_dataset);
  line.about("Notes facts of a dataset. A dotted key makes a map.");
  line.argument("NAME", options.name, "the dataset");
  line.argument("KEY=VALUE", options.facts, "facts, typed as in YAML");
  line.example("cairn log dataset wheat samples=120 features=700 target_stats.mean=3.1",
               "three facts at once");
}

struct ChildLineOptions {
  std::string name;
  std::string kind = "model";
  std::string params;
  std::string metrics;
};

int run_child_line(const ChildLineOptions& options) {
  Map body{{"kind", options.kind}, {"name", options.name}};
  if (!options.params.empty()) body.set("params", json_map(options.params, "--params"));
  if (!options.metrics.empty()) body.set("metrics", json_map(options.metrics, "--metrics"));
  return append_body("child", std::move(body));
}

void setup_child_line(CommandLine& line) {
  ChildLineOptions& options = line.runs(run_child_line);
  line.about("Notes a child run (a fold, a model) of this run. A second line adds to the first.");
  line.argument("NAME", options.name, "its name, unique in this run");
  line.option("--kind", "KIND", options.kind, "what it is (default: model)");
  line.option("--params", "JSON", options.params, "its parameters, a JSON object");
  line.option("--metrics", "JSON", options.metrics, "its metrics, a JSON object, nested or not");
  line.example("cairn log child fold0 --metrics '{\"val\": {\"rmse\": 0.42}}'", "a fold's score");
}

}  // namespace

std::span<const Command> log_commands() {
  constexpr CommandGroup kGroup = CommandGroup::run;
  static const std::array table = {
      Command{"metric", "one value of a metric", kGroup, setup_metric},
      Command{"param", "a parameter that was found", kGroup, setup_param},
      Command{"tag", "a label", kGroup, setup_tag_line},
      Command{"artifact", "what a file is", kGroup, setup_artifact},
      Command{"step", "a step of the pipeline", kGroup, setup_step},
      Command{"dataset", "facts of a dataset", kGroup, setup_dataset},
      Command{"child", "a child run: a fold, a model", kGroup, setup_child_line},
  };
  return table;
}

}  // namespace cairn
