// `cairn why`: which value makes a run missing, stale or cached.
#include <algorithm>
#include <exception>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/runner/why.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/plan_options.h"
#include "cli/report.h"
#include "cli/run_summary.h"
#include "cli/terminal.h"
#include "cli/why_text.h"

namespace cairn {

namespace {

struct WhyOptions {
  PlanOptions plan;
  OutputOptions output;
  bool list = false;
};

/// A word of the command line, and the recorded run that it names or why it names none.
struct Target {
  std::string word;
  std::optional<RunHead> recorded;
  std::exception_ptr failure;
};

/// Looks for all words before the plan is made: looking may bring a newer catalog.
std::vector<Target> find_targets(OpenProject& open, const std::vector<std::string>& words) {
  std::vector<Target> targets;
  for (const std::string& word : words) {
    targets.push_back({word, std::nullopt, nullptr});
    try {
      targets.back().recorded = resolve_in_place(open, word).run;
    } catch (const Error&) {
      // A run that is planned and has never run may still be meant.
      targets.back().failure = std::current_exception();
    }
  }
  return targets;
}

bool is_called(const RunDefinition& run, const std::string& text) {
  if (run.id.text == text || run.name == text || run.path == clean_path(text)) return true;
  return std::any_of(run.names.begin(), run.names.end(), [&](const Map::Entry& name) {
    const Value* shown = name.second.find("name");
    return shown != nullptr && *shown == Value(text);
  });
}

/// The planned runs that a target means: those that are called so, else the recorded one. None: the
/// recorded run is not asked for. Throws what the look-up said when nothing is meant.
std::vector<std::size_t> find_planned(const Plan& plan, const Target& target) {
  std::vector<std::size_t> called;
  std::vector<std::size_t> recorded;
  for (std::size_t i = 0; i < plan.runs.size(); ++i) {
    const RunDefinition& run = plan.runs[i].definition;
    if (is_called(run, target.word)) called.push_back(i);
    if (target.recorded && run.digest == target.recorded->digest) recorded.push_back(i);
  }
  if (!called.empty()) return called;
  if (!target.recorded) std::rethrow_exception(target.failure);
  return recorded;
}

/// Stages and runs; a run may be named by its path.
std::vector<std::string> asked_words(const PlanOptions& options) {
  std::vector<std::string> words = plan_targets(options);
  for (const std::string& path : plan_paths(options)) words.push_back(path);
  return words;
}

int explain_runs(OpenProject& open, const WhyOptions& options, const PlanRequest& request) {
  const TableFormat format = output_format(options.output);
  if (format != TableFormat::table && format != TableFormat::json) {
    throw Error(ErrorCode::invalid_input, "the story of one run is no table",
                "write --json, or leave out the run for a table of all: cairn why --list --csv");
  }
  const std::vector<Target> targets = find_targets(open, asked_words(options.plan));
  const Plan plan = make_plan(open.project, open.catalog(), request);
  report_warnings(plan.denied);
  Explainer explainer(open.project, open.catalog(), request, plan);
  List answers;
  std::vector<std::string> texts;
  for (const Target& target : targets) {
    const std::vector<std::size_t> planned = find_planned(plan, target);
    for (const std::size_t index : planned) {
      const Explanation answer = explainer.explain(index);
      texts.push_back(explanation_text(answer, now_us()));
      answers.push_back(explanation_json(answer));
    }
    if (planned.empty()) {
      const RunDefinition recorded = load_definition(open.project, *target.recorded);
      const Reasons reasons = explainer.why_not_asked(recorded);
      texts.push_back(not_asked_text(open.project, recorded, reasons));
      answers.push_back(not_asked_json(recorded, reasons));
    }
  }
  if (format == TableFormat::json) {
    print_json(Map{{"format", 1}, {"runs", std::move(answers)}});
  } else {
    print(join(texts, "\n"));
  }
  return 0;
}

int explain_plan(const OpenProject& open, const WhyOptions& options, const PlanRequest& request) {
  Plan plan = make_plan(open.project, open.catalog(), request);
  report_warnings(plan.denied);
  const std::vector<std::string>& stages = request.sweep.stages;
  if (!stages.empty()) {
    // What the stages need was planned with them, and is not what was asked about.
    std::erase_if(plan.runs, [&](const PlannedRun& run) {
      return std::find(stages.begin(), stages.end(), run.definition.stage) == stages.end();
    });
  }
  const TableFormat format = output_format(options.output);
  if (format == TableFormat::json) {
    print_json(why_json(plan));
  } else if (options.list || format != TableFormat::table) {
    print_table(why_table(plan), options.output);
  } else {
    print(plan_summary(plan, PlanDetail::summary));
  }
  return 0;
}

int run_why(const WhyOptions& options) {
  OpenProject open = open_for_reading();
  PlanRequest request = plan_request(options.plan);
  const std::vector<std::string> targets = asked_words(options.plan);
  std::size_t stages = 0;
  for (const std::string& target : targets) {
    stages += open.project.spec.find_stage(target) != nullptr;
  }
  if (stages != targets.size() && stages != 0) {
    throw Error(ErrorCode::invalid_input, "stages and runs are asked about one after the other",
                "name only stages, or only runs");
  }
  if (stages == 0 && !targets.empty()) return explain_runs(open, options, request);
  request.sweep.stages = targets;
  return explain_plan(open, options, request);
}

}  // namespace

void setup_why(CommandLine& line) {
  WhyOptions& options = line.runs(run_why);
  line.about(
      "Says why runs would run, or why not: for a run each value that differs, where it was "
      "written, and the attempt that it was compared with; for a stage or the whole plan the "
      "counts "
      "and the reasons. Nothing is run and nothing is written.\n\n"
      "A run that has never run is compared with the nearest recorded one, among the last 5,000 of "
      "its stage.");
  line.argument("TARGET", options.plan.words,
                "runs (id, name, path) or stages; default: everything that cairn.yaml asks for. "
                "And values as for `cairn run`: lr=0.2");
  bind_plan(line, options.plan);
  line.flag("--list", options.list, "every run of the plan, not only the counts");
  bind_output(line, options.output);
  line.example("cairn why", "what would run, and the top reasons");
  line.example("cairn why pb8yky", "one run, value by value");
  line.example("cairn why fit lr=0.2 --list", "every run of a stage, with other values");
}

}  // namespace cairn
