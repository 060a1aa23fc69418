#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/store/attempt.h"
#include "cairn/store/journal.h"
#include "cairn/store/live.h"
#include "cairn/store/record_values.h"
#include "cairn/store/store_paths.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "cairn/store/value_fields.h"

namespace cairn {

namespace {

/// What earlier attempts of a run tell: their history, and whether one still lives.
struct Earlier {
  std::vector<RecordAttempt> attempts;
  int last_number = 0;
  std::optional<Digest> finished;  ///< The run whose record says that the last of them finished.
};

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

/// Reads one events file of an earlier attempt. Throws Error(busy) when it is alive.
void add_open_attempt(const std::string& folder, const RunFileName& file, const RunId& id,
                      Earlier& earlier) {
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

Earlier look_at_earlier(const Project& project, const RunDefinition& definition,
                        const std::string& folder) {
  const RunId& id = definition.id;
  Earlier earlier;
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
    earlier.attempts = std::move(record->attempts);
    // The next record tells of another fingerprint; this one is then known by its digest.
    earlier.attempts.back().fingerprint = fingerprint_digest(record->fingerprint);
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

/// Another cairn may commit an attempt, or give one up, while it is looked at: its events file goes
/// then, and what took its place is looked at. Or it is killed right after its record came, and
/// looks like one that died without: a process that was found dead brings no record afterwards, so
/// one that is the same before and after the look is what it left.
Earlier read_earlier(const Project& project, const RunDefinition& definition,
                     const std::string& folder) {
  constexpr int kLooks = 5;
  const std::string record = record_path(folder, definition.id);
  for (int look = 1; look <= kLooks; ++look) {
    const std::optional<FileStat> before = stat_path(record);
    try {
      Earlier earlier = look_at_earlier(project, definition, folder);
      if (is_same_file(before, stat_path(record))) return earlier;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found || look == kLooks) throw;
    }
  }
  throw Error(ErrorCode::busy,
              fmt::format("run {} is being made by other cairns", definition.id.text),
              "wait for them, then run this again");
}

std::string begin_line(const Attempt& attempt, const BeginRequest& request) {
  std::string line = "{\"begin\":{";
  JsonFields fields(line, ",");
  fields.integer("format", 1);
  fields.text("time", utc_text(attempt.started));
  fields.integer("attempt", attempt.number);
  fields.text("plan", request.plan);
  fields.text("reason", request.reason);
  for (const auto& [name, value] : process_to_map()) fields.value(name, value);
  line += ",\"run\":{";
  JsonFields run(line, ",");
  write_fields(attempt.definition, run);
  line += '}';
  fields.objects("earlier", attempt.earlier, write_attempt);
  line += "}}\n";
  return line;
}

Fd claim(const Attempt& attempt) {
  try {
    return open_write(Site::begin_events, attempt.events_path, OpenMode::exclusive);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;
    throw Error(ErrorCode::busy,
                fmt::format("run {} was begun by another cairn", attempt.definition.id.text),
                "wait for it, then run this again");
  }
}

/// Takes over where a cairn was killed between moving the last attempt and beginning the next one.
void take_over(const Project& project, const RunDefinition& definition, Attempt& attempt) {
  const std::optional<std::string> trashed = read_handover(project, definition);
  if (!trashed) return;
  finish_move(project, definition, *trashed);
  Earlier earlier = read_earlier(project, definition, *trashed);
  attempt.earlier = std::move(earlier.attempts);
  attempt.number = std::max(attempt.number, earlier.last_number + 1);
  attempt.resume_folder = *trashed;
}

[[noreturn]] void refuse_made_meanwhile(const RunId& id) {
  throw Error(ErrorCode::busy, fmt::format("run {} was made by another cairn meanwhile", id.text),
              "run this again: it is cached then");
}

/// What lies there is no earlier attempt of this run, and running again would not change that.
[[noreturn]] void refuse_other_run(const RunDefinition& definition) {
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' holds the record of another run that bears the id {}",
                          definition.path, definition.id.text),
              "'cairn verify' tells more; move that folder away, then run this again");
}

/// Moves what earlier attempts left to the trash.
void clear_remains(const Project& project, const FileLock& edits, const RunDefinition& definition,
                   const BeginRequest& request, Attempt& attempt) {
  if (is_half_moved(project, definition)) return take_over(project, definition, attempt);
  Earlier earlier = read_earlier(project, definition, attempt.folder);
  const bool is_later = request.known_attempt && earlier.last_number > *request.known_attempt;
  if (earlier.finished && *earlier.finished != definition.digest) refuse_other_run(definition);
  if (is_later && earlier.finished) refuse_made_meanwhile(definition.id);
  if (earlier.last_number == 0) {
    take_over(project, definition, attempt);
  } else {
    attempt.earlier = std::move(earlier.attempts);
    attempt.number = earlier.last_number + 1;
  }
  attempt.resume_folder = move_to_trash(project, edits, definition,
                                        fmt::format("replaced by attempt {}", attempt.number));
}

/// Clears the way for a new attempt and puts the user file and kept edits back. Under a lock: a
/// second coordinator must not move what the first has just begun, and a note that is written
/// meanwhile must not make a user file before the old one is back.
void make_way(const Project& project, const RunDefinition& definition, const BeginRequest& request,
              Attempt& attempt) {
  const FileLock lock = lock_edits(project);
  if (has_remains(project, definition)) {
    clear_remains(project, lock, definition, request, attempt);
  } else {
    take_over(project, definition, attempt);
  }
  if (attempt.resume_folder.empty()) return;
  make_folders(Site::begin_folder, run_files_folder(attempt.folder));
  restore_user_file(project, definition, attempt.resume_folder);
  attempt.kept_edits = restore_kept_edits(project, definition, attempt.resume_folder);
}

/// Counts on from the attempts that stay where they are; what a person said of the run comes along.
void count_on(const Project& project, const RunDefinition& definition, const std::string& stays_in,
              Attempt& attempt) {
  const FileLock lock = lock_edits(project);
  Earlier earlier = read_earlier(project, definition, project.absolute(stays_in));
  // Here may lie some that are later: of a retry, or of a cairn that was killed.
  if (!attempt.earlier.empty()) {
    const int first_here = attempt.earlier.front().number;
    std::erase_if(earlier.attempts,
                  [&](const RecordAttempt& one) { return one.number >= first_here; });
  }
  attempt.earlier.insert(attempt.earlier.begin(), earlier.attempts.begin(), earlier.attempts.end());
  attempt.number = std::max(attempt.number, earlier.last_number + 1);
  if (attempt.resume_folder.empty()) attempt.resume_folder = project.absolute(stays_in);
  make_folders(Site::begin_folder, run_files_folder(attempt.folder));
  restore_user_file(project, definition, project.absolute(stays_in));
}

/// Makes the folder and claims it with the events file and its first line.
void claim_folder(Attempt& attempt, const BeginRequest& request) {
  const RunDefinition& definition = attempt.definition;
  make_folders(Site::begin_folder, attempt.folder);
  make_folder(Site::begin_folder, run_files_folder(attempt.folder));
  attempt.events_path = events_path(attempt.folder, definition.id, attempt.number);
  attempt.log_path = join_path(attempt.folder, definition.log);
  attempt.events = claim(attempt);
  // Somebody may have begun and committed since we looked; then the events file was away again.
  if (stat_path(record_path(attempt.folder, definition.id))) {
    remove_file(Site::begin_events, attempt.events_path);
    refuse_made_meanwhile(definition.id);
  }
  attempt.own_lines = begin_line(attempt, request);
  write_all(Site::begin_line, attempt.events.get(), attempt.own_lines, attempt.events_path);
}

void make_log_folder(const Attempt& attempt) {
  const std::string log_folder = parent_path(attempt.log_path);
  if (log_folder != run_files_folder(attempt.folder)) make_folders(Site::begin_folder, log_folder);
}

}  // namespace

Attempt begin_attempt(const Project& project, const RunDefinition& definition,
                      const BeginRequest& request) {
  Attempt attempt{
      .definition = definition, .started = now_us(), .folder = project.absolute(definition.path)};
  const bool has_handover = stat_path(handover_path(project, definition)).has_value();
  if (has_handover || has_remains(project, definition)) {
    make_way(project, definition, request, attempt);
  }
  if (!request.stays_in.empty()) count_on(project, definition, request.stays_in, attempt);
  claim_folder(attempt, request);
  if (!attempt.resume_folder.empty()) {
    remove_file(Site::trash_folder, handover_path(project, definition));
  }
  make_log_folder(attempt);
  if (attempt.number > 1) {
    append_begun(project, definition.id, definition.path, definition.digest);
  }
  return attempt;
}

Attempt begin_beside(const Project& project, const RunDefinition& definition,
                     const BeginRequest& request) {
  Attempt attempt{
      .definition = definition, .started = now_us(), .folder = project.absolute(definition.path)};
  claim_folder(attempt, request);
  make_log_folder(attempt);
  return attempt;
}

}  // namespace cairn
