// `cairn run`: plan, show or run it, say what came of it.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/base/yaml.h"
#include "cairn/retention/deduplicate.h"
#include "cairn/runner/coordinator.h"
#include "cairn/runner/select_paths.h"
#include "cairn/runner/select_run.h"
#include "cairn/store/journal.h"
#include "cairn/store/results_place.h"
#include "cli/command.h"
#include "cli/confirm_reruns.h"
#include "cli/missing_stage.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/plan_options.h"
#include "cli/report.h"
#include "cli/run_check.h"
#include "cli/run_summary.h"
#include "cli/terminal.h"
#include "cli/wait_for_others.h"
#include "cli/why_text.h"

namespace cairn {

namespace {

struct RunOptions {
  PlanOptions plan;
  std::string dataset;
  std::optional<std::int64_t> jobs;
  bool check = false;
  bool dry_run = false;
  bool list = false;
  bool json = false;
  bool force = false;
  std::vector<std::string> force_stages;
  bool keep_going = false;
  bool new_session = false;
  bool needed = false;
  std::string experiment;
  bool wait = false;
  TimeUs started = now_us();
  bool yes = false;
  bool quiet = false;
  bool verbose = false;
};

constexpr int kExitFailedJobs = 1;

PlanRequest request_of(const RunOptions& options) {
  PlanRequest request = plan_request(options.plan);
  request.sweep.stages = plan_targets(options.plan);
  if (!options.dataset.empty()) {
    request.sweep.overrides.push_back(parse_override("dataset=" + options.dataset));
  }
  request.started = options.started;
  request.experiment = options.experiment;
  request.force_all = options.force;
  if (options.new_session) request.session = SessionChoice::open_new;
  if (options.needed) request.unique_runs = UniqueRuns::needed;
  request.force_stages = {options.force_stages.begin(), options.force_stages.end()};
  return request;
}

unsigned slot_count(const RunOptions& options) {
  if (!options.jobs) return processor_count();
  if (*options.jobs < 1 || *options.jobs > 10'000) {
    throw Error(ErrorCode::invalid_input, fmt::format("-j {} is no number of jobs", *options.jobs),
                "write a whole number from 1 to 10000");
  }
  return static_cast<unsigned>(*options.jobs);
}

ProgressOptions progress_options(const RunOptions& options) {
  ProgressOptions progress{.is_terminal = ::isatty(STDERR_FILENO) == 1,
                           .is_quiet = options.quiet,
                           .is_verbose = options.verbose};
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
    progress.width = size.ws_col;
  return progress;
}

int exit_status(const RunReport& report) {
  if (report.interrupted_by != 0) return kExitInterrupted;
  if (report.refused) return error_info(*report.refused).exit_status;
  if (report.counts.failed + report.counts.killed > 0) return kExitFailedJobs;
  if (report.counts.elsewhere > 0) return error_info(ErrorCode::busy).exit_status;
  return report.counts.blocked + report.counts.skipped == 0 ? 0 : kExitFailedJobs;
}

/// Says which option has no meaning for a check, since a run is checked as it was recorded.
void refuse_beside_check(const RunOptions& options) {
  const std::array<std::pair<bool, std::string_view>, 12> refused = {
      {{!options.plan.sets.empty(), "-S"},
       {!options.dataset.empty(), "--dataset"},
       {options.plan.triggers.has_value(), "--triggers"},
       {options.list, "--list"},
       {options.json, "--json"},
       {options.force, "--force"},
       {!options.force_stages.empty(), "-R"},
       {!options.experiment.empty(), "-e"},
       {options.new_session, "--new-session"},
       {options.needed, "--needed"},
       {options.keep_going, "-k"},
       {options.wait, "--wait"}}};
  for (const auto& [is_given, name] : refused) {
    if (!is_given) continue;
    throw Error(ErrorCode::invalid_input, fmt::format("{} has no meaning with --check", name),
                "cairn run --check RUN…");
  }
}

int check_verb(const RunOptions& options) {
  refuse_beside_check(options);
  return check_runs_verb({.words = options.plan.words,
                          .jobs = slot_count(options),
                          .dry_run = options.dry_run,
                          .quiet = options.quiet,
                          .progress = progress_options(options)});
}

/// storage.auto_deduplicate: what the runs have in common with others is shared now.
void deduplicate_if_asked(const Project& project, const RunReport& report,
                          const RunOptions& options) {
  if (report.counts.done == 0 || !project.spec.options.flag(Option::storage_auto_deduplicate)) {
    return;
  }
  const FreshCatalog fresh = open_fresh_catalog(project);
  const Duplicates duplicates = duplicates_on_record(project, fresh.catalog);
  report_warnings(duplicates.left_out);
  const MergeReport merged = merge_duplicates(project, duplicates, {});
  report_warnings(merged.left);
  if (merged.merged == 0 || options.quiet) return;
  print_line(fmt::format(
      "deduplicated: {} {} with equal ones ({}), {} saved; "
      "storage.auto_deduplicate in cairn.yaml asks for it",
      merged.merged, merged.merged == 1 ? "file shares its bytes" : "files share their bytes",
      link_kind_name(*merged.link), human_bytes(merged.bytes)));
}

/// A document of a run (PIPELINE.yaml, summary.yaml, …) as a definition: its stage and params.
std::optional<Value> read_definition(const std::string& word) {
  const bool is_document =
      word.ends_with(".yaml") || word.ends_with(".yml") || word.ends_with(".json");
  const std::optional<std::string> text = is_document ? read_file_if_any(word) : std::nullopt;
  if (!text) return std::nullopt;
  Value value = word.ends_with(".json") ? parse_json(*text, word)
                                        : YamlDocument(word, *text).root().to_value();
  const Value* stage = value.find("stage");
  if (stage == nullptr || !stage->is_string()) return std::nullopt;
  return value;
}

std::vector<Point> points_of_definition(const OpenProject& open, const PlanRequest& request,
                                        const Value& definition) {
  Map params;
  const auto add = [&](std::string_view name) {
    const Value* value = definition.find(name);
    if (value != nullptr && !value->is_null()) params.set(name, *value);
  };
  if (const Value* given = definition.find("params"); given != nullptr && given->is_map()) {
    params = given->as_map();
  }
  add("dataset");
  add("seed");
  return select_stage_points(open.project, open.catalog(), request,
                             definition.find("stage")->as_string(), params);
}

/// Says what to do with a zip: a run in it has no place here yet.
void refuse_package(const std::string& word) {
  if (!word.ends_with(".zip")) return;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("'{}' is a package: its runs can be run once they are imported", printable(word)),
      fmt::format("cairn import {}, which says their ids; then: cairn rerun ID",
                  shell_quote(word)));
}

/// Whether a run made the file, or keeps it: it is asked for like any other path, whatever it
/// looks like.
bool is_made(const OpenProject& open, const std::string& word) {
  const auto file = find_file_of_run(open.project, open.catalog(), word);
  return file && !file->tells_of_run;
}

/// The targets that are no stages: paths, and documents that define a run.
void select_targets(const OpenProject& open, const RunOptions& options, PlanRequest& request) {
  std::vector<std::string> paths = plan_paths(options.plan);
  std::vector<std::string>& stages = request.sweep.stages;
  std::vector<std::string> words = paths;
  words.insert(words.end(), stages.begin(), stages.end());
  for (const std::string& word : words) {
    const std::optional<FileStat> status = stat_typed(word);
    const bool is_stage = open.project.spec.find_stage(word) != nullptr;
    if (is_stage || !status || !status->is_file()) continue;
    if (is_made(open, word)) {
      // Who stands in the run folder names it without a path.
      if (std::erase(stages, word) > 0) paths.push_back(word);
      continue;
    }
    refuse_package(word);
    const std::optional<Value> definition = read_definition(word);
    if (!definition && !is_path_word(word)) {
      throw Error(
          ErrorCode::invalid_input,
          fmt::format("'{}' is neither a stage nor a document that defines a run", printable(word)),
          "such a document is YAML or JSON with the keys stage, params, dataset, seed, as "
          "PIPELINE.yaml");
    }
    if (!definition) continue;
    if (words.size() > 1) {
      throw Error(ErrorCode::invalid_input, "a document that defines a run stands alone",
                  fmt::format("cairn run {}", word));
    }
    stages.clear();
    request.points = points_of_definition(open, request, *definition);
    return;
  }
  if (!paths.empty()) request.points = select_points(open.project, open.catalog(), request, paths);
}

/// The command that asks for the same runs, without what would do finished ones again.
std::string command_again(std::string command, const RunOptions& options) {
  const auto add = [&](const std::string& word) { command += " " + shell_quote(word); };
  for (const std::string& word : options.plan.words) add(word);
  for (const std::string& set : options.plan.sets) add(set);
  if (!options.dataset.empty()) add("dataset=" + options.dataset);
  if (options.plan.triggers) add("--triggers=" + *options.plan.triggers);
  if (!options.experiment.empty()) add("--experiment=" + options.experiment);
  if (options.needed) add("--needed");
  return command;
}

/// What one look at the plan came to.
struct Round {
  int status = 0;
  std::vector<OtherRun> others;  ///< Runs that other cairns make.
  bool is_to_wait = false;       ///< For one of them, and then the rest is looked at again.
};

Round round_of(const Project& project, const Plan& plan, const RunReport& report,
               const RunOptions& options) {
  Round round{.status = exit_status(report), .others = other_runs(project, plan, report)};
  const bool is_busy = round.status == error_info(ErrorCode::busy).exit_status;
  round.is_to_wait = options.wait && is_busy && !round.others.empty();
  return round;
}

void say_round(const Project& project, const Plan& plan, const RunReport& report,
               const Round& round, const std::string& again) {
  if (!round.is_to_wait) return print(run_summary(project, plan, report, again));
  print_error(fmt::format(
      "waiting for {} that another cairn makes: {}{}\n", counted(round.others.size(), "run"),
      printable(round.others.front().label), round.others.size() > 1 ? ", …" : ""));
}

/// `command` is what was typed, without options and words.
Round run_request(OpenProject& open, const PlanRequest& request, const RunOptions& options,
                  const std::string& command) {
  if (options.json && !options.dry_run) {
    throw Error(ErrorCode::invalid_input, "--json tells of a plan, and has no meaning without -n",
                "what came of runs: cairn ls --json");
  }
  Plan plan = make_plan(open.project, open.catalog(), request);
  if (options.dry_run) {
    report_warnings(plan.denied);
    if (options.json) {
      print_json(why_json(plan));
    } else {
      print(plan_summary(plan, options.list ? PlanDetail::every_run : PlanDetail::summary));
    }
    return {};
  }
  if (!plan.denied.empty()) {
    throw Error(ErrorCode::io, plan.denied.front(),
                "what it holds may be needed; to see all that cannot be looked at: cairn run -n");
  }
  if (plan.work() > 0)
    require_one_disk(open.project, open.project.results(), "trash");  // A second attempt needs it.
  confirm_reruns(plan, options.yes ? MayRerun::yes : MayRerun::ask);
  const ScheduleOptions schedule{
      .slots = slot_count(options),
      .on_failure = options.keep_going ? OnFailure::keep_going : OnFailure::stop_starting,
      .plan_id = fmt::format("{}-{}", local_text(now_us(), "%Y%m%d-%H%M%S"), ::getpid())};
  Progress progress(progress_options(options));
  if (!options.quiet && plan.work() > 0) {
    progress.say(plan_headline(plan));
    const std::string hint = cleaned_hint(plan);
    if (!hint.empty()) progress.say(hint.substr(0, hint.size() - 1));
  }
  RunReport report = run_plan(open.project, plan, schedule, progress);
  if (plan.work() == 0 && open.catalog().views_are_stale(journal_name())) {
    Catalog catalog = open_catalog_for_writing(open.project);
    const RenderReport views = settle_views(open.project, catalog, {});
    report.taken.insert(report.taken.end(), views.taken.begin(), views.taken.end());
    report.kept.insert(report.kept.end(), views.kept.begin(), views.kept.end());
  }
  report_warnings(report.problems, "'cairn show ID' lists those of a run");
  if (!options.quiet) report_notes("taken over from", report.taken);
  report_warnings(report.kept);
  const Round round = round_of(open.project, plan, report, options);
  if (!options.quiet) {
    say_round(open.project, plan, report, round, command_again(command, options));
  }
  deduplicate_if_asked(open.project, report, options);
  return round;
}

void refuse_wait_with_force(const RunOptions& options) {
  if (!options.wait || (!options.force && options.force_stages.empty())) return;
  throw Error(ErrorCode::invalid_input,
              "--wait goes on with what is left, which what is forced would always be",
              "leave out --wait, or --force and -R");
}

/// Makes the plan anew each time that another cairn is done with a run of it, where that is wanted.
int run_verb(const RunOptions& options) {
  if (options.check) return check_verb(options);
  refuse_wait_with_force(options);
  RunOptions how = options;
  how.started = now_us();
  while (true) {
    OpenProject open = options.dry_run ? open_for_reading() : open_to_change();
    PlanRequest request = request_of(how);
    select_targets(open, how, request);
    const Round round = run_request(open, request, how, "cairn run");
    if (!round.is_to_wait) return round.status;
    wait_for_one(round.others);
    how.new_session = false;  // The one that was opened is the newest.
  }
}

struct RerunOptions {
  std::string run;
  RunOptions how;
};

/// The run of a record once more, or with other values.
int rerun_verb(const RerunOptions& options) {
  OpenProject open = options.how.dry_run ? open_for_reading() : open_to_change();
  const Resolved resolved = resolve_in_place(open, options.run);
  const RunDefinition definition = load_definition(open.project, resolved.run);
  if (definition.stage.empty()) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("run {} cannot be run again: {}", definition.id.text,
                            no_command_text(open.project, definition)),
                fmt::format("what is known of it: cairn show {}", definition.id.text));
  }
  if (open.project.spec.find_stage(definition.stage) == nullptr) {
    refuse_missing_stage(open, resolved.run);
  }
  PlanRequest request = request_of(options.how);
  request.sweep.stages.clear();
  select_run(open.project, open.catalog(), definition, request);
  // With other values it is another run, which may be there already.
  if (request.sweep.overrides.empty()) request.force_stages.insert(definition.stage);
  return run_request(open, request, options.how, "cairn rerun " + definition.id.text).status;
}

void bind_how(CommandLine& line, RunOptions& options) {
  line.option("-j,--jobs", "N", options.jobs, "how many jobs at a time (default: the processors)");
  line.flag("-n,--dry-run", options.dry_run, "only say what would run, and why");
  line.flag("--list", options.list, "with -n: every run, not only the counts");
  line.flag("--json", options.json, "with -n: the plan as one JSON document, as cairn why has it");
  line.flag("-k,--keep-going", options.keep_going, "go on with what does not depend on a failure");
  line.option("-e,--experiment", "NAME", options.experiment, "put new runs under this experiment");
  line.flag("--new-session", options.new_session, "open a new dated folder for new runs");
  line.flag("-y,--yes", options.yes, "do not ask before runs of another session are done again");
  line.flag("-q,--quiet", options.quiet, "say failures only");
  line.flag("-v,--verbose", options.verbose, "say the end of every run");
}

void bind_exit_statuses(CommandLine& line) {
  line.exit_status(0, "everything that was asked for is there");
  line.exit_status(kExitFailedJobs,
                   "some job failed, or was not started because of it; with --check: something "
                   "differs");
  line.exit_status(5, "all that could be run is there, and another cairn still makes the rest");
  line.exit_status(kExitInterrupted, "it was interrupted");
}

}  // namespace

void setup_rerun(CommandLine& line) {
  RerunOptions& options = line.runs(rerun_verb);
  line.about(
      "Runs a run again: its stage with the values of its record, as a new attempt. With key=value "
      "it is the run that has these values instead, and is run only where it is missing or stale.");
  line.argument("RUN", options.run, "an id or its beginning, a name, a path, latest or best");
  line.argument("KEY=VALUE", options.how.plan.words, "values in place of those of the record");
  bind_plan(line, options.how.plan);
  bind_how(line, options.how);
  bind_exit_statuses(line);
  line.example("cairn rerun pb8yky", "once more");
  line.example("cairn rerun pb8yky n_components=12", "the same with another value");
}

void setup_run(CommandLine& line) {
  RunOptions& options = line.runs(run_verb);
  line.about(
      "Runs what cairn.yaml asks for and what is not there yet: finds the runs of all stages and "
      "matrices, tells which are cached, missing or stale, and runs the rest, several at a "
      "time. What a new attempt has replaced, and is as it is wanted now, comes back from the "
      "trash "
      "instead. After a failure no other starts, but for -k; what failed the last time is tried "
      "after what never ran.\n\n"
      "Ctrl-C once lets the running jobs end; twice ends them. What was cut off is run again by "
      "the "
      "next `cairn run`.");
  line.argument(
      "TARGET", options.plan.words,
      "stages to run with what they need (default: all), and values that replace those of "
      "cairn.yaml: n_components=5, n_components=5,10, seed=range(0,5), fit.seed=1; or paths, "
      "also with *: what makes them, whether a matrix lists it or not; or a document "
      "that defines a run, as PIPELINE.yaml");
  bind_plan(line, options.plan);
  line.flag("--wait", options.wait,
            "wait for what another cairn makes, and go on with what is left, unless a job fails");
  line.option("--dataset", "NAME", options.dataset, "the same as dataset=NAME");
  bind_how(line, options);
  line.flag("--force", options.force, "run everything that is selected again");
  line.option("-R,--forcerun", "STAGE", options.force_stages, "run this stage again");
  line.flag("--needed", options.needed,
            "of stages whose starts are runs of their own (unique: true): take the newest run that "
            "there is, and start one only where there is none");
  line.flag("--check", options.check,
            "TARGETs are recorded runs or groups: run them again beside, compare what they make, "
            "and leave them as they are");
  bind_exit_statuses(line);
  line.example("cairn run", "everything that is missing or stale");
  line.example("cairn run -n", "what that would be");
  line.example("cairn run --check pb8yky", "does it still come out the same?");
  line.example("cairn run fit seed=1 n_components=5,10", "a part of the matrix");
  line.example("cairn run models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt",
               "what makes this file");
  line.example("cairn run results/…/PLS2_d27e47/PIPELINE.yaml --dataset wheat",
               "the pipeline of a document on other data");
  line.example("cairn run 'runs/targets/*/run_hmc_*/analysis.json'", "what makes such files");
}

}  // namespace cairn
