#include "cairn/attempts/earlier_attempts.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/live.h"
#include "cairn/store/trash.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

RecordAttempt lost_attempt(const Value& begin, int number) {
  const TimeUs started = parse_utc(text_or(begin, "time", "")).value_or(0);
  return {.number = number,
          .host = text_or(begin, "host", ""),
          .started = started,
          .ended = started,
          .status = RunStatus::lost,
          .reason = text_or(begin, "reason", ""),
          .message = "the process was gone before it committed"};
}

/// The next record tells of another fingerprint; that of this one is then known by its digest.
std::vector<RecordAttempt> attempts_of(Record record) {
  std::vector<RecordAttempt> attempts = std::move(record.attempts);
  attempts.back().fingerprint = fingerprint_digest(record.fingerprint);
  return attempts;
}

/// Reads one events file of an earlier attempt. Throws Error(busy) when it is alive.
void add_open_attempt(const std::string& folder, const RunFileName& file, const RunId& id,
                      EarlierAttempts& earlier) {
  const std::string path = events_path(folder, id, file.attempt);
  const EventSummary events = read_begun(path);
  const bool lives = is_live(events.begin, path);
  if (lives && events.begin.is_null()) {
    throw Error(ErrorCode::busy,
                fmt::format("run {} is running already: its job writes into the events file, over "
                            "the line that tells where",
                            id.text),
                "wait for it, then run this again; CAIRN_EVENTS must be opened for appending");
  }
  if (lives) {
    throw Error(ErrorCode::busy,
                fmt::format("run {} is running already (host {}, process {})", id.text,
                            text_or(events.begin, "host", "?"),
                            int_if_any(events.begin, "pid").value_or(0)),
                "wait for it, or stop that process, then run this again");
  }
  kill_orphan(events.begin, events.job, path);
  if (earlier.attempts.empty() && !events.begin.is_null()) {
    earlier.attempts = attempts_from_list(list_or_empty(events.begin, "earlier"));
  }
  earlier.attempts.push_back(lost_attempt(events.begin, file.attempt));
}

EarlierAttempts look_at_earlier(const Project& project, const RunDefinition& definition,
                                const std::string& folder) {
  const RunId& id = definition.id;
  EarlierAttempts earlier;
  std::vector<RunFileName> open;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> file = parse_run_file_name(entry.name);
    if (!file || !(file->id == id)) continue;
    if (file->kind == RunFileName::Kind::events) open.push_back(*file);
    if (file->kind != RunFileName::Kind::record) continue;
    std::optional<Record> record = unless_corrupt([&] { return read_record(folder, id); });
    if (!record) {
      // It is moved to the trash with the rest, and its history cannot be trusted. Its number is
      // not given again: with it the next attempt would be taken for this one.
      const std::string text = read_file(record_path(folder, id));
      earlier.last_number =
          std::max(last_number_named(text), last_trashed_attempt(project, definition) + 1);
      continue;
    }
    if (record->status == RunStatus::finished) earlier.finished = record->definition.digest;
    earlier.attempts = attempts_of(*std::move(record));
  }
  if (!earlier.attempts.empty()) earlier.last_number = earlier.attempts.back().number;
  for (const RunFileName& file : open) {
    if (file.attempt > earlier.last_number) {
      add_open_attempt(folder, file, id, earlier);
      earlier.finished.reset();
    }
    earlier.last_number = std::max(earlier.last_number, file.attempt);
  }
  return earlier;
}

bool is_same_file(const std::optional<FileStat>& before, const std::optional<FileStat>& now) {
  if (!before || !now) return !before && !now;
  return before->inode == now->inode && before->mtime_ns == now->mtime_ns &&
         before->size == now->size;
}

/// The attempts of which a folder in the trash tells, oldest first; nothing lives there.
std::vector<RecordAttempt> history_in(const std::string& folder, const RunId& id) {
  std::vector<RecordAttempt> attempts;
  if (std::optional<Record> record = read_sound_record(folder, id)) {
    attempts = attempts_of(*std::move(record));
  }
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> file = parse_run_file_name(entry.name);
    if (!file || !(file->id == id) || file->kind != RunFileName::Kind::events) continue;
    if (!attempts.empty() && file->attempt <= attempts.back().number) continue;
    const Value begin = read_events(events_path(folder, id, file->attempt)).begin;
    if (attempts.empty()) attempts = attempts_from_list(list_or_empty(begin, "earlier"));
    attempts.push_back(lost_attempt(begin, file->attempt));
  }
  return attempts;
}

/// Whether `later` begins with all of `attempts` and goes on.
bool goes_on(const std::vector<RecordAttempt>& attempts, const std::vector<RecordAttempt>& later) {
  return later.size() > attempts.size() &&
         std::equal(attempts.begin(), attempts.end(), later.begin(),
                    [](const RecordAttempt& a, const RecordAttempt& b) {
                      return a.number == b.number && a.started == b.started;
                    });
}

}  // namespace

/// Another cairn may commit an attempt, or give one up, while it is looked at: its events file goes
/// then, and what took its place is looked at. Or it is killed right after its record came, and
/// looks like one that died without: a process that was found dead brings no record afterwards, so
/// one that is the same before and after the look is what it left.
EarlierAttempts read_earlier(const Project& project, const RunDefinition& definition,
                             const std::string& folder) {
  constexpr int kLooks = 5;
  const std::string record = record_path(folder, definition.id);
  for (int look = 1; look <= kLooks; ++look) {
    const std::optional<FileStat> before = stat_path(record);
    try {
      EarlierAttempts earlier = look_at_earlier(project, definition, folder);
      if (is_same_file(before, stat_path(record))) return earlier;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found || look == kLooks) throw;
    }
  }
  throw Error(ErrorCode::busy,
              fmt::format("run {} is being made by other cairns", definition.id.text),
              "wait for them, then run this again");
}

void add_later_from_trash(const Project& project, const RunDefinition& definition,
                          EarlierAttempts& earlier) {
  if (earlier.attempts.empty()) return;
  const std::vector<RecordAttempt> known = earlier.attempts;
  // Each of them is an entry that bears the run's id: of a trash of many only these are read.
  const std::string label = "-" + definition.id.text;
  for (const FolderEntry& folder : list_folder(project.hidden("trash"))) {
    if (folder.name.front() == '.' || folder.name.find(label) == std::string::npos) continue;
    try {
      const std::optional<TrashEntry> entry = read_trash_entry(project, folder.name);
      if (!entry || entry->kind == TrashKind::group || entry->runs.empty()) continue;
      if (entry->runs.front().digest != definition.digest) continue;
      std::vector<RecordAttempt> later =
          history_in(trash_contents_path(project, *entry), definition.id);
      const bool is_longer = later.size() > earlier.attempts.size();
      if (is_longer && goes_on(known, later)) earlier.attempts = std::move(later);
    } catch (const Error&) {
      // What nobody can read there tells of nothing, and must not keep the run from being made.
    }
  }
  earlier.last_number = std::max(earlier.last_number, earlier.attempts.back().number);
}

void refuse_news(const RunDefinition& definition, const EarlierAttempts& earlier,
                 std::optional<int> known_attempt) {
  // What lies there is no earlier attempt of this run, and running again would not change that.
  if (earlier.finished && *earlier.finished != definition.digest) {
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' holds the record of another run that bears the id {}",
                            definition.path, definition.id.text),
                "'cairn verify' tells more; move that folder away, then run this again");
  }
  // An earlier number: it came back from the trash.
  if (known_attempt && earlier.finished && earlier.last_number != *known_attempt) {
    refuse_made_meanwhile(definition.id);
  }
}

void refuse_made_meanwhile(const RunId& id) {
  throw Error(ErrorCode::busy, fmt::format("run {} was made by another cairn meanwhile", id.text),
              "run this again: it is cached then");
}

}  // namespace cairn
