// The commit of an attempt. The order is the promise: artifacts and their folders are durable
// before the record names them, the record is durable before success is returned, and everything
// after that (the journal, the events file's removal, catalog and views) can be lost and found
// again.

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/objects/hash_files.h"
#include "cairn/store/attempt.h"
#include "cairn/store/commit_files.h"
#include "cairn/store/commit_log.h"
#include "cairn/store/journal.h"
#include "cairn/store/store_paths.h"

namespace cairn {

namespace {

constexpr AtomicSites kRecordSites{Site::record_write, Site::record_fsync, Site::record_rename,
                                   Site::record_folder_fsync};

/// Takes the numbers of one metrics file: nested keys joined by dots. Leaves that are no numbers
/// (names, notes) are no metrics and stay in the file.
void read_metric_file(const std::string& path, std::vector<MetricSummary>& metrics) {
  const Value value = parse_job_json(read_file(path), path);
  if (!value.is_map()) {
    throw Error(ErrorCode::invalid_input, fmt::format("{}: metrics must be a JSON object", path));
  }
  for (const auto& [key, leaf] : flatten(value)) {
    const std::optional<double> number = metric_value(leaf);
    if (!number) continue;
    const bool is_known = std::any_of(
        metrics.begin(), metrics.end(),
        [&](const MetricSummary& metric) { return metric.key == key && metric.last == *number; });
    // The file is the run's last word on a metric that it also logged on the way.
    if (!is_known) add_metric(metrics, key, *number, std::nullopt);
  }
}

/// Reads all metrics files; a bad one fails the run.
void read_metric_files(const Attempt& attempt, EventSummary& events, RecordAttempt& result) {
  for (const std::string& path : attempt.definition.metric_files) {
    const std::string absolute = join_path(attempt.folder, clean_path(path));
    if (!stat_path(absolute)) continue;
    try {
      read_metric_file(absolute, events.metrics);
    } catch (const Error& error) {
      result.message = fmt::format("metrics file: {}", error.message());
      if (result.status == RunStatus::finished) result.status = RunStatus::failed;
    }
  }
}

RecordAttempt describe_attempt(const Attempt& attempt, const Outcome& outcome) {
  RecordAttempt result{.number = attempt.number,
                       .host = host_name(),
                       .pid = outcome.pid,
                       .started = attempt.started,
                       .ended = outcome.ended,
                       .status = outcome.status,
                       .exit_code = outcome.exit.exit_code,
                       .signal = outcome.exit.signal,
                       .user_seconds = outcome.exit.user_seconds,
                       .system_seconds = outcome.exit.system_seconds,
                       .max_rss_bytes = outcome.exit.max_rss_bytes,
                       .reason = outcome.reason,
                       .message = outcome.message};
  const std::vector<std::string> missing = missing_outs(attempt);
  if (result.status == RunStatus::finished && !missing.empty()) {
    result.status = RunStatus::failed;
    result.message = fmt::format("the command ended well, but its declared out is missing: {}",
                                 join(missing, ", "));
  }
  return result;
}

/// Keeps the events file when its lines say more than the record, else removes it.
void settle_events(const Attempt& attempt, const EventSummary& events, Durability durability,
                   Record& record) {
  // Those of children are not in record.metrics: events.has_history tells of them.
  const bool has_history =
      events.has_history ||
      std::any_of(record.metrics.begin(), record.metrics.end(),
                  [](const MetricSummary& metric) { return metric.count > 1; });
  if (!has_history && events.problems.empty()) return;
  const HashedFile file = [&] {
    if (durability == Durability::full)
      fsync_path(Site::commit_artifact_fsync, attempt.events_path);
    const std::string bytes = read_file(attempt.events_path);
    return HashedFile{attempt.events_path, bytes.size(), sha256(bytes)};
  }();
  record.events_size = file.size;
  record.events_sha256 = file.sha256;
}

/// A finished record names every file; one that it cannot name makes the run a failed one, and
/// stays where it is.
void fail_for_names(const std::vector<std::string>& names, Record& record) {
  RecordAttempt& attempt = record.attempts.back();
  if (attempt.status != RunStatus::finished) return;
  attempt.status = RunStatus::failed;
  attempt.message = fmt::format("the name of a file is not UTF-8: {}", join(names, ", "));
  record.status = attempt.status;
  for (RecordArtifact& artifact : record.artifacts) {
    if (artifact.role != "log") artifact.role = "partial";
  }
}

/// Hides secrets in what the job and the system told. The fingerprint, the command and the
/// provenance come without.
void redact_told(const Redactor& redactor, Record& record) {
  std::string& message = record.attempts.back().message;
  message = redactor.redact(message);
  for (Map* map : {&record.logged_params, &record.tags}) {
    *map = redactor.redact_value(std::move(*map)).as_map();
  }
  for (List* list : {&record.steps, &record.datasets}) {
    *list = redactor.redact_value(std::move(*list)).as_list();
  }
  for (RecordChild& child : record.children) {
    child.params = redactor.redact_value(std::move(child.params)).as_map();
  }
  for (std::string& problem : record.problems) problem = redactor.redact(problem);
}

Record make_record(const Project& project, const Attempt& attempt, const Outcome& outcome,
                   EventSummary& events, RecordAttempt result) {
  Record record{.definition = attempt.definition,
                .fingerprint = outcome.fingerprint,
                .status = result.status,
                .attempts = attempt.earlier,
                .command = project.redactor.redact(outcome.command),
                .folder = outcome.working_folder,
                .cairn_version = std::string(version()),
                .durability = std::string(durability_name(project.spec.durability)),
                .provenance = outcome.provenance};
  record.attempts.push_back(std::move(result));
  record.children = make_children(project, attempt, events);
  if (record.status == RunStatus::finished) {
    move_artifacts(project, attempt, record.children, events);
  }
  record.log_size = finish_log(attempt);
  CollectedFiles files =
      collect_artifacts(project, attempt, record.children, events, record.status);
  record.artifacts = std::move(files.artifacts);
  if (!files.unnameable.empty()) fail_for_names(files.unnameable, record);
  record.outs = digest_outs(attempt.definition, record.artifacts);
  record.metrics = events.metrics;
  record.logged_params = events.params;
  record.tags = events.tags;
  record.steps = events.steps;
  record.datasets = events.datasets;
  record.problems = events.problems;
  redact_told(project.redactor, record);
  settle_events(attempt, events, project.spec.durability, record);
  return record;
}

/// The last step of a commit: the events file goes, or is kept and never written again.
void close_events(const Record& record, const std::string& path) {
  if (record.events_size) {
    make_read_only(Site::commit_events_remove, path);
  } else {
    remove_file(Site::commit_events_remove, path);
  }
}

}  // namespace

bool has_open_commit(const Project& project, const Record& record, const std::string& path) {
  const std::optional<FileStat> events =
      stat_path(events_path(project.absolute(path), record.definition.id, record.attempt().number));
  return events && (!record.events_size || events->is_writable);
}

void finish_commit(const Project& project, const std::string& path, const RunId& id) {
  const std::string folder = project.absolute(path);
  const Record record = read_record(folder, id);
  if (project.spec.durability == Durability::full) {
    fsync_path(Site::record_folder_fsync, run_files_folder(folder));
  }
  close_events(record, events_path(folder, id, record.attempt().number));
}

Record commit_attempt(const Project& project, const Attempt& attempt, const Outcome& outcome) {
  const Durability durability = project.spec.durability;
  EventSummary events = read_events(attempt.events_path);
  RecordAttempt result = describe_attempt(attempt, outcome);
  read_metric_files(attempt, events, result);
  Record record = make_record(project, attempt, outcome, events, std::move(result));
  if (durability == Durability::full) sync_folders(project, attempt, record.artifacts);
  const std::string text = record_text(record);
  record.text_size = text.size();
  write_atomically(kRecordSites, record_path(attempt.folder, attempt.definition.id), text,
                   durability);
  append_journal(project, attempt.definition.id, attempt.definition.path,
                 attempt.definition.digest);
  close_events(record, attempt.events_path);
  return record;
}

}  // namespace cairn
