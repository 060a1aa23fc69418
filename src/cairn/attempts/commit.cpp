// The commit of an attempt. The order is the promise: artifacts and their folders are durable
// before the record names them, the record is durable before success is returned, and everything
// after that (the journal, the events file's removal, catalog and views) can be lost and found
// again.

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include <fmt/format.h>

#include "cairn/attempts/attempt.h"
#include "cairn/attempts/commit_files.h"
#include "cairn/attempts/commit_log.h"
#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/version.h"
#include "cairn/record/history_file.h"
#include "cairn/record/metric_files.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/journal.h"
#include "cairn/store/late_names.h"
#include "cairn/store/live.h"

namespace cairn {

namespace {

constexpr AtomicSites kRecordSites{Site::record_write, Site::record_fsync, Site::record_rename,
                                   Site::record_folder_fsync};

/// A run with more points than this gets a columnar history instead of its events file.
constexpr std::int64_t kMostPointsInEvents = 10000;

/// The metrics of an attempt from both of their sources: what was logged, and metrics files.
struct AttemptMetrics {
  MetricSummaries logged;  ///< As they were before the files.
  MetricSummaries all;
  std::int64_t points = 0;
  bool has_rows = false;            ///< Whether a file holds points of its own, with steps.
  std::vector<std::string> doubts;  ///< What is hardly meant as it stands in the files.
};

/// Reads all metrics files; a bad one fails the run.
AttemptMetrics read_metrics(const Attempt& attempt, const EventSummary& events,
                            RecordAttempt& result) {
  AttemptMetrics metrics{.logged = events.metrics, .all = events.metrics, .points = events.points};
  MetricFilesNotes notes = add_metric_files(
      attempt.folder, attempt.definition.metric_files, metrics.all, [&](const LoggedPoint& point) {
        ++metrics.points;
        metrics.has_rows = metrics.has_rows || point.step.has_value();
      });
  metrics.doubts = std::move(notes.doubts);
  for (const std::string& problem : notes.errors) {
    result.message = fmt::format("metrics file: {}", problem);
    if (result.status == RunStatus::finished) result.status = RunStatus::failed;
  }
  return metrics;
}

/// Whether `key` is the metric that people call `name`: itself, or its end.
bool is_called(std::string_view key, std::string_view name) {
  if (!key.ends_with(name)) return false;
  return key.size() == name.size() || key[key.size() - name.size() - 1] == '.';
}

/// Says that a finished run lacks what its stage is ranked by. A rank that nobody stated is
/// val.rmse, whatever is measured.
void doubt_rank(Record& record) {
  const std::string name = record.definition.rank.by.substr(0, record.definition.rank.by.find('['));
  if (record.status != RunStatus::finished || name.empty() || name == "val.rmse") return;
  const auto has_it = [&](const Map& metrics) {
    const auto leaves = flatten(metrics);
    return std::any_of(leaves.begin(), leaves.end(),
                       [&](const auto& leaf) { return is_called(leaf.first, name); });
  };
  const bool is_there =
      std::any_of(record.metrics.begin(), record.metrics.end(),
                  [&](const MetricSummary& metric) { return is_called(metric.key, name); }) ||
      std::any_of(record.children.begin(), record.children.end(),
                  [&](const RecordChild& child) { return has_it(child.metrics); });
  if (is_there) return;
  record.problems.push_back(fmt::format("the run has no '{}', which rank: names", name));
}

/// Writes the columnar history where the points are many, or lie in more than one file. They are
/// read again instead of being kept: there may be millions.
void write_history(const Attempt& attempt, const AttemptMetrics& metrics, Durability durability,
                   Record& record) {
  if (metrics.points <= kMostPointsInEvents && !metrics.has_rows) return;
  HistoryWriter writer(history_path(attempt.folder, attempt.definition.id));
  const auto add = [&](const LoggedPoint& point) { writer.add(point); };
  for_each_point(attempt.events_path, add);
  MetricSummaries again = metrics.logged;
  add_metric_files(attempt.folder, attempt.definition.metric_files, again, add);
  const HistoryWriter::Written written = writer.finish(durability);
  record.history = KeptFile{written.size, written.sha256};
}

/// Whether the events file in the run folder is still the one that claims the run for us.
bool is_claimed(const Attempt& attempt, const FileStat& claim) {
  const std::optional<FileStat> there = stat_path(attempt.events_path);
  return there && there->inode == claim.inode && there->device == claim.device;
}

/// What was logged. Where the file holds no more than our own lines, these need not be taken apart.
EventSummary read_logged(const Attempt& attempt) {
  std::string found(attempt.own_lines.size() + 1, '\0');
  const ssize_t count = ::pread(attempt.events.get(), found.data(), found.size(), 0);
  const bool is_ours = count == static_cast<ssize_t>(attempt.own_lines.size()) &&
                       found.starts_with(attempt.own_lines);
  // Where the job has put another file in its place, ours tells nothing.
  if (is_ours && is_claimed(attempt, stat_open(attempt.events.get(), attempt.events_path))) {
    return {};
  }
  EventSummary events = read_events(attempt.events_path);
  if (events.begin.is_null()) {
    events.problems.emplace_back(
        "the job has written over the events file, and what was logged before is lost; it must "
        "open it for appending");
  }
  return events;
}

RecordAttempt describe_attempt(const Attempt& attempt, const Outcome& outcome) {
  const bool has_run = outcome.pid != 0;
  const auto time = [&](double seconds) { return has_run ? std::optional(seconds) : std::nullopt; };
  RecordAttempt result{.number = attempt.number,
                       .host = host_name(),
                       .pid = has_run ? std::optional<std::int64_t>(outcome.pid) : std::nullopt,
                       .started = attempt.started,
                       .ended = outcome.ended,
                       .status = outcome.status,
                       .exit_code = outcome.exit.exit_code,
                       .signal = outcome.exit.signal,
                       .user_seconds = time(outcome.exit.user_seconds),
                       .system_seconds = time(outcome.exit.system_seconds),
                       .max_rss_bytes = outcome.exit.max_rss_bytes,
                       .reason = outcome.reason,
                       .message = outcome.message};
  const std::vector<std::string> missing = missing_outs(attempt);
  if (result.status == RunStatus::finished && !missing.empty()) {
    result.status = RunStatus::failed;
    result.message = fmt::format(
        "the command ended well, but its declared out is missing: {} "
        "(looked in {})",
        join(missing, ", "), attempt.definition.path);
  }
  return result;
}

/// Size and digest of the events file, whose mtime may change meanwhile: it is the heartbeat.
KeptFile digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_errno("open", path);
  Sha256 hasher;
  KeptFile result;
  std::vector<char> buffer(std::size_t{1} << 20U);
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto count = static_cast<std::size_t>(file.gcount());
    hasher.update({buffer.data(), count});
    result.size += count;
  }
  if (file.bad()) throw_errno(errno == 0 ? EIO : errno, "read", path);
  result.sha256 = hasher.finish();
  return result;
}

/// Keeps the events file when its lines say more than the record and the history, else removes it.
void settle_events(const Attempt& attempt, const EventSummary& events, Durability durability,
                   Record& record) {
  // A metrics file may have added the second point; those of children are not in record.metrics.
  const bool has_points = events.has_history ||
                          std::any_of(record.metrics.begin(), record.metrics.end(),
                                      [](const MetricSummary& metric) { return metric.count > 1; });
  const bool says_more = has_points && !record.history;
  // A damaged file is kept whole, whatever was read from it: it is the evidence.
  if (!says_more && events.problems.empty()) return;
  if (durability == Durability::full) fsync_path(Site::commit_artifact_fsync, attempt.events_path);
  const KeptFile kept = digest_of(attempt.events_path);
  record.events_size = kept.size;
  record.events_sha256 = kept.sha256;
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
  for (RecordArtifact& artifact : record.artifacts) {
    artifact.role = redactor.redact(artifact.role);
    artifact.type = redactor.redact(artifact.type);
  }
  for (std::string& problem : record.problems) problem = redactor.redact(problem);
}

Record make_record(const Project& project, const Attempt& attempt, Outcome outcome,
                   EventSummary& events, const AttemptMetrics& metrics, RecordAttempt result) {
  Record record{.definition = attempt.definition,
                .fingerprint = std::move(outcome.fingerprint),
                .status = result.status,
                .attempts = attempt.earlier,
                .command = project.redactor.redact(outcome.command),
                .folder = outcome.working_folder,
                .cairn_version = std::string(version()),
                .durability = std::string(durability_name(project.spec.durability)),
                .provenance = std::move(outcome.provenance)};
  record.attempts.push_back(std::move(result));
  record.children = make_children(project, attempt, events);
  if (record.status == RunStatus::finished) {
    move_artifacts(project, attempt, record.children, events);
  }
  const std::optional<std::uint64_t> log_size = finish_log(attempt);
  record.log_size = log_size.value_or(0);
  CollectedFiles files =
      collect_artifacts(project, attempt, record.children, events, {record.status, log_size});
  record.artifacts = std::move(files.artifacts);
  if (!files.unnameable.empty()) fail_for_names(files.unnameable, record);
  record.outs = digest_outs(attempt.definition, record.artifacts);
  record.metrics = metrics.all.all();
  record.logged_params = events.params;
  record.tags = events.tags;
  for (auto& [n, step] : events.steps) record.steps.push_back(std::move(step));
  record.datasets = events.datasets;
  record.problems = events.problems;
  record.problems.insert(record.problems.end(), metrics.doubts.begin(), metrics.doubts.end());
  doubt_rank(record);
  redact_told(project.redactor, record);
  add_late_names(project.layout, attempt.folder, record);
  write_history(attempt, metrics, project.spec.durability, record);
  settle_events(attempt, events, project.spec.durability, record);
  return record;
}

/// The attempt that another cairn began in our place: "attempt 2 (host lab3)"; nullopt: none.
std::optional<std::string> find_successor(const Attempt& attempt) {
  const RunId& id = attempt.definition.id;
  const auto name_it = [](int number, const std::string& host) {
    return fmt::format("attempt {} (host {})", number, host);
  };
  if (const std::optional<Record> record = read_sound_record(attempt.folder, id)) {
    return name_it(record->attempt().number, record->attempt().host);
  }
  for (const FolderEntry& entry : list_folder(run_files_folder(attempt.folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == id) || name->kind != RunFileName::Kind::events) continue;
    if (name->attempt <= attempt.number) continue;
    const EventSummary events = read_begun(join_path(run_files_folder(attempt.folder), entry.name));
    return name_it(name->attempt, text_or(events.begin, "host", "?"));
  }
  return std::nullopt;
}

/// An attempt whose heart stood still, as of a computer that slept, may have been taken for dead:
/// the run belongs to another one then, and ours says nothing of what lies in the folder.
[[noreturn]] void refuse_lost_claim(const Attempt& attempt) {
  const std::string ours =
      fmt::format("attempt {} of run {}", attempt.number, attempt.definition.id.text);
  if (const std::optional<std::string> successor = find_successor(attempt)) {
    throw Error(ErrorCode::busy, fmt::format("{} was taken over by {}", ours, *successor),
                "its heartbeat had stopped; what it has written into the folder since is the "
                "other's: cairn verify");
  }
  throw Error(ErrorCode::conflict, fmt::format("the folder of {} was moved while it ran", ours),
              "move it back to where it was, and run this again");
}

/// The lines of a file that the command has put in the place of ours, which it had removed: a new
/// one, or a copy with more in it. nullopt where none is there, or it is one that a cairn began.
std::optional<std::string> lines_of_job(const Attempt& attempt) {
  std::optional<std::string> lines = read_file_if_any(attempt.events_path);
  if (!lines || lines->starts_with(attempt.own_lines)) return lines;
  return read_events(attempt.events_path).begin.is_null() ? lines : std::nullopt;
}

/// The command removed our file, by itself or with its folder. What was logged is in the open file
/// yet, and how it ended is to be seen.
FileStat claim_again(const Attempt& attempt, Outcome& outcome) {
  const std::optional<std::string> added = lines_of_job(attempt);
  if (!added && outcome.status == RunStatus::finished) {
    outcome.status = RunStatus::failed;
    outcome.message =
        "the command removed its run folder (with .run); let it remove what is in it, not the "
        "folder itself";
  }
  std::string lines(stat_open(attempt.events.get(), attempt.events_path).size, '\0');
  const ssize_t count = ::pread(attempt.events.get(), lines.data(), lines.size(), 0);
  if (count < 0) throw_errno("read", attempt.events_path);
  lines.resize(static_cast<std::size_t>(count));
  if (added) {
    lines = added->starts_with(attempt.own_lines) ? *added : lines + *added;
    remove_file(Site::begin_events, attempt.events_path);
  }
  make_folders(Site::begin_folder, run_files_folder(attempt.folder));
  const Fd events = open_write(Site::begin_events, attempt.events_path, OpenMode::exclusive);
  write_all(Site::begin_line, events.get(), lines, attempt.events_path);
  return stat_open(events.get(), attempt.events_path);
}

/// The events file that claims the run, before anything is changed in the folder. Throws
/// Error(busy) and Error(conflict) where it is another one.
FileStat require_claim(const Attempt& attempt, Outcome& outcome) {
  const FileStat ours = stat_open(attempt.events.get(), attempt.events_path);
  if (is_claimed(attempt, ours)) return ours;
  if (ours.links > 0 || find_successor(attempt)) refuse_lost_claim(attempt);
  return claim_again(attempt, outcome);
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

Record gather_attempt(const Project& project, const Attempt& attempt, Outcome outcome) {
  EventSummary events = read_logged(attempt);
  RecordAttempt result = describe_attempt(attempt, outcome);
  const AttemptMetrics metrics = read_metrics(attempt, events, result);
  return make_record(project, attempt, std::move(outcome), events, metrics, std::move(result));
}

Record commit_attempt(const Project& project, const Attempt& attempt, Outcome outcome) {
  const Durability durability = project.spec.durability;
  const FileStat claim = require_claim(attempt, outcome);
  Record record = gather_attempt(project, attempt, std::move(outcome));
  if (durability == Durability::full) sync_folders(project, attempt, record.artifacts);
  const std::string text = record_text(record);
  record.text_size = text.size();
  AtomicFile file(kRecordSites, record_path(attempt.folder, attempt.definition.id));
  file.write(text);
  if (durability == Durability::full) {
    fsync_fd(kRecordSites.fsync, file.descriptor(), file.temporary());
  }
  // Hashing may have taken long. A folder that is moved from here on takes the temporary file
  // along.
  if (!is_claimed(attempt, claim)) refuse_lost_claim(attempt);
  file.appear();
  if (durability == Durability::full) {
    fsync_path(kRecordSites.folder_fsync, run_files_folder(attempt.folder));
  }
  append_journal(project, attempt.definition.id, attempt.definition.path,
                 attempt.definition.digest);
  close_events(record, attempt.events_path);
  return record;
}

}  // namespace cairn
