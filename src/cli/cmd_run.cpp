// `cairn run`: plan, show or run it, say what came of it.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/process.h"
#include "cairn/base/text.h"
#include "cairn/runner/coordinator.h"
#include "cairn/runner/select_paths.h"
#include "cairn/store/journal.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/plan_options.h"
#include "cli/report.h"
#include "cli/run_summary.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

struct RunOptions {
  PlanOptions plan;
  std::optional<std::int64_t> jobs;
  bool dry_run = false;
  bool list = false;
  bool force = false;
  std::vector<std::string> force_stages;
  bool keep_going = false;
  bool new_session = false;
  std::string experiment;
  bool yes = false;
  bool quiet = false;
  bool verbose = false;
};

constexpr int kExitFailedJobs = 1;
constexpr int kExitInterrupted = 130;

PlanRequest request_of(const RunOptions& options) {
  PlanRequest request = plan_request(options.plan);
  request.sweep.stages = plan_targets(options.plan);
  request.experiment = options.experiment;
  request.force_all = options.force;
  if (options.new_session) request.session = SessionChoice::open_new;
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

/// Runs that would be done again in a group of another experiment: they are somebody's results.
std::vector<const PlannedRun*> reruns_elsewhere(const Plan& plan) {
  std::vector<const PlannedRun*> runs;
  for (const PlannedRun& run : plan.runs) {
    const bool reruns = run.known && run.state != PlanState::cached;
    const bool elsewhere =
        !plan.session.folder.empty() && !is_below(run.definition.path, plan.session.folder);
    if (reruns && elsewhere) runs.push_back(&run);
  }
  return runs;
}

/// Asks before results of another session are redone in place.
void confirm_reruns(const Plan& plan, const RunOptions& options) {
  const std::vector<const PlannedRun*> runs = reruns_elsewhere(plan);
  if (runs.empty() || options.yes) return;
  const std::string folder = parent_path(runs.front()->definition.path);
  const std::string what =
      fmt::format("{} run(s) of another session would be done again where they are (in {})",
                  runs.size(), folder);
  if (::isatty(STDIN_FILENO) != 1) {
    throw Error(ErrorCode::conflict, what,
                "say --yes to allow it; their old results go to the trash");
  }
  print_error(what + "; their old results go to the trash. Go on? [y/N] ");
  char answer = 0;
  if (::read(STDIN_FILENO, &answer, 1) != 1 || (answer != 'y' && answer != 'Y')) {
    throw Error(ErrorCode::conflict, "nothing was run");
  }
}

int exit_status(const RunReport& report) {
  if (report.interrupted_by != 0) return kExitInterrupted;
  if (report.refused) return error_info(*report.refused).exit_status;
  const bool all_well = report.counts.failed + report.counts.killed + report.counts.blocked == 0;
  return all_well ? 0 : kExitFailedJobs;
}

int run_verb(const RunOptions& options) {
  OpenProject open = open_for_reading();
  PlanRequest request = request_of(options);
  if (const std::vector<std::string> paths = plan_paths(options.plan); !paths.empty()) {
    request.points = select_points(open.project, open.catalog(), request, paths);
  }
  Plan plan = make_plan(open.project, open.catalog(), request);
  if (options.dry_run) {
    print(plan_summary(plan, options.list ? PlanDetail::every_run : PlanDetail::summary));
    return 0;
  }
  confirm_reruns(plan, options);
  const ScheduleOptions schedule{
      .slots = slot_count(options),
      .on_failure = options.keep_going ? OnFailure::keep_going : OnFailure::stop_starting,
      .plan_id = fmt::format("{}-{}", local_text(now_us(), "%Y%m%d-%H%M%S"), ::getpid())};
  Progress progress(progress_options(options));
  if (!options.quiet && plan.work() > 0) progress.say(plan_headline(plan));
  RunReport report = run_plan(open.project, plan, schedule, progress);
  if (plan.work() == 0 && open.catalog().views_are_stale(journal_name())) {
    Catalog catalog = open_catalog_for_writing(open.project);
    const RenderReport views = settle_views(open.project, catalog, {});
    report.kept.insert(report.kept.end(), views.kept.begin(), views.kept.end());
  }
  report_warnings(report.problems);
  report_warnings(report.kept);
  if (!options.quiet) print(run_summary(open.project, plan, report));
  return exit_status(report);
}

}  // namespace

void setup_run(CommandLine& line) {
  RunOptions& options = line.runs(run_verb);
  line.about(
      "Runs what cairn.yaml asks for and what is not there yet: finds the runs of all stages and "
      "matrices, tells which are cached, missing or stale, and runs the rest, several at a "
      "time.\n\n"
      "Ctrl-C once lets the running jobs end; twice ends them. What was cut off is run again by "
      "the "
      "next `cairn run`.");
  line.argument(
      "TARGET", options.plan.words,
      "stages to run with what they need (default: all), and values that replace those of "
      "cairn.yaml: n_components=5, n_components=5,10, seed=range(0,5), fit.seed=1; or paths, "
      "also with *: what makes them, whether a matrix lists it or not");
  bind_plan(line, options.plan);
  line.option("-j,--jobs", "N", options.jobs, "how many jobs at a time (default: the processors)");
  line.flag("-n,--dry-run", options.dry_run, "only say what would run, and why");
  line.flag("--list", options.list, "with -n: every run, not only the counts");
  line.flag("--force", options.force, "run everything that is selected again");
  line.option("-R,--forcerun", "STAGE", options.force_stages, "run this stage again");
  line.flag("-k,--keep-going", options.keep_going, "go on with what does not depend on a failure");
  line.option("-e,--experiment", "NAME", options.experiment, "put new runs under this experiment");
  line.flag("--new-session", options.new_session, "open a new dated folder for new runs");
  line.flag("-y,--yes", options.yes, "do not ask before runs of another session are done again");
  line.flag("-q,--quiet", options.quiet, "say failures only");
  line.flag("-v,--verbose", options.verbose, "say the end of every run");
  line.exit_status(0, "everything that was asked for is there");
  line.exit_status(kExitFailedJobs, "some job failed, or was not started because of it");
  line.exit_status(kExitInterrupted, "it was interrupted");
  line.example("cairn run", "everything that is missing or stale");
  line.example("cairn run -n", "what that would be");
  line.example("cairn run fit seed=1 n_components=5,10", "a part of the matrix");
  line.example("cairn run models/DyRCNNx8:tsteps=20+dt=2_42/imagenette/trained.pt",
               "what makes this file");
  line.example("cairn run 'runs/targets/*/run_hmc_*/analysis.json'", "what makes such files");
}

}  // namespace cairn
