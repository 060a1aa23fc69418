#include "cairn/runner/job.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/memory_file.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/runner/dep_hash.h"
#include "cairn/runner/disk_limits.h"

namespace cairn {

namespace {

/// Seconds between the polite and the hard end of a job that ran out of time.
constexpr double kGraceSeconds = 5;

/// What we have open beside all jobs, and at most for each: events, log, its process, its
/// parameters, the question to its Python, a folder and a file that are being hashed.
constexpr std::uint64_t kOwnFiles = 24;
constexpr std::uint64_t kFilesOfJob = 8;

/// The run's parameters as a JSON file that lives as long as the job. One for each thread: a
/// thread runs one job at a time.
const MemoryFile& params_file(const Map& params) {
  thread_local MemoryFile file("cairn-params");
  try {
    file.set(to_json(params, JsonStyle::pretty) + "\n");
  } catch (const Error& error) {
    throw Error(error).with_context("CAIRN_PARAMS");
  }
  return file;
}

/// Where the command finds what it can go on from: only an attempt that did not finish leaves
/// that. One that did is made again since code or inputs have changed, or on purpose; whoever went
/// on from its last checkpoint would make the old result once more.
std::string resumable_folder(const Attempt& attempt) {
  const bool is_unfinished =
      !attempt.earlier.empty() && attempt.earlier.back().status != RunStatus::finished;
  return is_unfinished ? attempt.resume_folder : "";
}

/// The run's variables, and the declared ones.
std::vector<std::string> job_variables(const Attempt& attempt, const MemoryFile& params,
                                       const RenderedCommand& command) {
  std::vector<std::string> variables = {"CAIRN_RUN_DIR=" + attempt.folder,
                                        "CAIRN_RUN_ID=" + attempt.definition.id.text,
                                        "CAIRN_EVENTS=" + attempt.events_path,
                                        "CAIRN_PARAMS=" + params.path(),
                                        fmt::format("CAIRN_ATTEMPT={}", attempt.number),
                                        "CAIRN_RESUME_DIR=" + resumable_folder(attempt)};
  for (std::string& text : stage_variables({.variables = &command.environment})) {
    variables.push_back(std::move(text));
  }
  return variables;
}

/// Waits for the command; asks it and all that it started to end when its time is over, or when it
/// goes beyond a limit of the disk. Sets the message of the run then.
void wait_within_limits(ChildProcess& child, const std::optional<double>& seconds,
                        DiskLimits& limits, Outcome& outcome) {
  const TimeUs started = steady_us();
  const auto left = [&] {
    return seconds ? *seconds - seconds_of(steady_us() - started) : limits.interval();
  };
  while (!child.ends_within(std::min(left(), limits.interval()))) {
    if (left() <= 0) {
      outcome.message = fmt::format("it ran out of time ({})", human_duration(*seconds));
    } else if (const std::optional<std::string> why = limits.exceeded()) {
      outcome.message = fmt::format("it was stopped: {}", *why);
    } else {
      continue;
    }
    return child.signal_group(SIGTERM);
  }
}

/// What a shell adds to the number of a signal to make a status of it.
constexpr int kSignalled = 128;

/// Whether a status of a shell that tells of this signal is taken for it. Programs use other
/// numbers above 128 themselves: git 129, which would be SIGHUP.
bool ends_programs(int signal_number) {
  constexpr std::array kFatal = {SIGINT,  SIGQUIT, SIGILL,  SIGABRT, SIGBUS, SIGFPE,
                                 SIGKILL, SIGSEGV, SIGTERM, SIGXCPU, SIGXFSZ};
  return std::find(kFatal.begin(), kFatal.end(), signal_number) != kFatal.end();
}

/// A shell outlives the command that a signal ended, and tells of it by its status. Returns whether
/// it does.
bool take_shell_status(ExitStatus& exit) {
  if (!exit.exit_code || !ends_programs(*exit.exit_code - kSignalled)) return false;
  exit.signal = *exit.exit_code - kSignalled;
  exit.exit_code.reset();
  return true;
}

/// What the exit says of the run.
void judge(const StageSpec& stage, bool was_killed, Outcome& outcome) {
  const ExitStatus& exit = outcome.exit;
  const bool is_told = stage.command.is_shell && take_shell_status(outcome.exit);
  if (!outcome.message.empty()) {
    outcome.status = RunStatus::failed;
  } else if (was_killed && exit.exit_code != 0) {
    outcome.status = RunStatus::killed;
    outcome.message = "it was interrupted";
  } else if (exit.signal) {
    outcome.status = RunStatus::killed;
    outcome.message = fmt::format(
        "signal {} ({}) ended it{}", *exit.signal, ::strsignal(*exit.signal),
        is_told ? fmt::format(", says its shell (status {})", kSignalled + *exit.signal) : "");
  } else if (exit.exit_code != 0) {
    outcome.status = RunStatus::failed;
    outcome.message = fmt::format("the command exited with {}", *exit.exit_code);
  }
}

/// A command that can be ended with all others, as long as this lives.
class Listed {
 public:
  Listed(RunningJobs& running, const ChildProcess& child) : running_(running), child_(child) {
    running_.add(child_);
  }
  Listed(const Listed&) = delete;
  Listed& operator=(const Listed&) = delete;
  ~Listed() { running_.remove(child_); }

 private:
  RunningJobs& running_;
  const ChildProcess& child_;
};

void execute(const Project& project, Attempt& attempt, const JobRequest& request,
             RunningJobs& running, Outcome& outcome) {
  const MemoryFile& params = params_file(attempt.definition.params);
  const Fd log = open_write(Site::commit_log, attempt.log_path, OpenMode::append);
  if (const std::string& head = request.run->announcement; !head.empty()) {
    write_all(Site::commit_log, log.get(), head + "\n", attempt.log_path);
  }
  const SpawnRequest spawn{.argv = request.command.argv,
                           .environment = job_variables(attempt, params, request.command),
                           .inherit = Inherit::environment,
                           .folder = project.root,
                           .output_fd = log.get()};
  DiskLimits limits(project, attempt.definition);
  ChildProcess child = ChildProcess::spawn(spawn);
  outcome.pid = child.pid();
  {
    const Listed listed(running, child);
    wait_within_limits(child, request.run->point.stage->resources.time_seconds, limits, outcome);
    // A shell dies of the signal at once, and the command that it waited for still has its grace.
    const bool was_asked = running.is_killed() || !outcome.message.empty();
    if (was_asked) child.group_ends_within(kGraceSeconds);
  }
  // Whatever the command left behind in its group must not write into a run that is being hashed.
  outcome.exit = child.finish();
  judge(*request.run->point.stage, running.is_killed(), outcome);
  if (outcome.status != RunStatus::finished) return;
  // A job may be quicker than the looks. How much room is left says nothing of one that has ended.
  if (const std::optional<std::string> why = limits.grown_too_large()) {
    outcome.status = RunStatus::failed;
    outcome.message = *why;
  }
}

/// A failure to start the command that is taken for how the attempt ended.
enum class StartFailure {
  any,      ///< Every one: it has to be recorded.
  missing,  ///< That there is no such program; a full disk says nothing of the run.
};

/// Runs the command of an attempt that has begun, and says how it ended.
Outcome run_command(const Project& project, Attempt& attempt, const JobRequest& request,
                    RunningJobs& running, StartFailure taken) {
  Outcome outcome{.reason = request.reason,
                  .command = request.command.text,
                  .working_folder = project.root,
                  .fingerprint = request.fingerprint};
  try {
    execute(project, attempt, request, running, outcome);
  } catch (const Error& error) {
    if (taken == StartFailure::missing && error.code() != ErrorCode::not_found) throw;
    // The command could not even be started: that is how this attempt ended.
    outcome.status = RunStatus::failed;
    outcome.message = error.message();
  }
  // Whoever takes one from the other gets the time that passed, whatever became of the clock.
  outcome.ended = attempt.started + (steady_us() - attempt.began);
  if (outcome.status == RunStatus::finished && request.changed_input) {
    if (const std::string input = request.changed_input(); !input.empty()) {
      outcome.status = RunStatus::failed;
      outcome.message = fmt::format("its input {} was made again while it ran", input);
    }
  }
  if (outcome.status == RunStatus::finished && request.changed_deps) {
    for (const std::string& dep : request.changed_deps()) {
      outcome.fingerprint.deps.set(dep, kChangedDep);
    }
  }
  if (request.provenance) outcome.provenance = request.provenance->get();
  return outcome;
}

}  // namespace

void RunningJobs::add(const ChildProcess& child) {
  const std::lock_guard<std::mutex> guard(mutex_);
  groups_.insert(child.pid());
  if (killed_by_ != 0) child.signal_group(killed_by_);
}

void RunningJobs::remove(const ChildProcess& child) {
  const std::lock_guard<std::mutex> guard(mutex_);
  groups_.erase(child.pid());
}

void RunningJobs::signal_all(int signal_number) {
  const std::lock_guard<std::mutex> guard(mutex_);
  killed_by_ = signal_number;
  for (const pid_t group : groups_) ::kill(-group, signal_number);
}

bool RunningJobs::is_killed() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return killed_by_ != 0;
}

Record run_job(const Project& project, const JobRequest& request, RunningJobs& running) {
  const PlannedRun& run = *request.run;
  Attempt attempt = begin_attempt(project, run.definition,
                                  {.plan = request.plan,
                                   .reason = request.reason,
                                   .known_attempt = last_known_end(run),
                                   .stays_in = run.next_place ? run.known->path : ""});
  // The heart beats until the record is there.
  request.begun(attempt.events.get());
  struct Ended {
    const JobRequest& request;
    int fd;
    ~Ended() { request.ended(fd); }
  } ended{request, attempt.events.get()};
  return commit_attempt(project, attempt,
                        run_command(project, attempt, request, running, StartFailure::any));
}

Record run_job_beside(const Project& project, const JobRequest& request, RunningJobs& running) {
  Attempt attempt = begin_beside(project, request.run->definition,
                                 {.plan = request.plan, .reason = request.reason});
  return gather_attempt(project, attempt,
                        run_command(project, attempt, request, running, StartFailure::missing));
}

void allow_jobs(std::size_t count) {
  const std::uint64_t needed = kOwnFiles + count * kFilesOfJob;
  const std::uint64_t allowed = allow_open_files(needed);
  if (allowed >= needed) return;
  const std::uint64_t most = allowed > kOwnFiles ? (allowed - kOwnFiles) / kFilesOfJob : 0;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{} jobs at a time need {} open files, and the system allows {}", count,
                          needed, allowed),
              fmt::format("{}or raise the limit with: ulimit -n {}",
                          most > 0 ? fmt::format("-j {}, ", most) : "", needed));
}

std::vector<std::string> log_tail(const std::string& path, std::size_t lines,
                                  const Redactor& redactor) {
  constexpr std::size_t kMost = 64 << 10;
  constexpr std::size_t kWidest = 400;
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return {};
  const std::size_t size = stat_open(fd.get(), path).size;
  std::string text(std::min(size, kMost), '\0');
  const std::size_t skipped = size - text.size();
  const ssize_t count = ::pread(fd.get(), text.data(), text.size(), static_cast<off_t>(skipped));
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (text.ends_with('\n')) text.pop_back();
  if (text.empty()) return {};
  std::vector<std::string> tail = split(redactor.redact(text), '\n');
  // What was skipped was not seen by whoever drew over it either.
  const bool is_cut = skipped > 0 && tail[0].find('\r') == std::string::npos;
  if (is_cut) tail[0].insert(0, "… ");
  if (tail.size() > lines)
    tail.erase(tail.begin(), tail.end() - static_cast<std::ptrdiff_t>(lines));
  for (std::string& line : tail) line = fit_width(shown_line(line), kWidest);
  return tail;
}

}  // namespace cairn
