#include <algorithm>

#include <fmt/format.h>

#include "cairn/attempts/attempt.h"
#include "cairn/attempts/bring_back.h"
#include "cairn/attempts/earlier_attempts.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/journal.h"
#include "cairn/store/live.h"
#include "cairn/store/trash.h"
#include "cairn/store/trash_entry.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

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
  EarlierAttempts earlier = read_earlier(project, definition, *trashed);
  add_later_from_trash(project, definition, earlier);
  attempt.earlier = std::move(earlier.attempts);
  attempt.number = std::max(attempt.number, earlier.last_number + 1);
  attempt.resume_folder = *trashed;
}

/// What refuse_news takes for known: where earlier attempts stay in the archive, those that lie
/// here are older than the last one.
std::optional<int> known_here(const BeginRequest& request, const EarlierAttempts& earlier) {
  if (!request.known_attempt || request.stays_in.empty()) return request.known_attempt;
  return std::min(*request.known_attempt, earlier.last_number);
}

/// Moves what earlier attempts left to the trash.
void clear_remains(const Project& project, const FileLock& edits, const RunDefinition& definition,
                   const BeginRequest& request, const SeenFiles& seen, Attempt& attempt) {
  if (is_half_moved(project, definition)) return take_over(project, definition, attempt);
  EarlierAttempts earlier = read_earlier(project, definition, attempt.folder);
  refuse_news(definition, earlier, known_here(request, earlier));
  if (earlier.last_number == 0) {
    take_over(project, definition, attempt);
  } else {
    // Listing the trash for each of many runs would take its time.
    if (stat_path(came_back_path(project, definition.digest))) {
      add_later_from_trash(project, definition, earlier);
    }
    attempt.earlier = std::move(earlier.attempts);
    attempt.number = earlier.last_number + 1;
  }
  attempt.resume_folder = move_to_trash(
      project, edits, definition, fmt::format("{}{}", kReplacedByAttempt, attempt.number), seen);
}

/// Clears the way for a new attempt and puts the user file and kept edits back. Under a lock: a
/// second coordinator must not move what the first has just begun, and a note that is written
/// meanwhile must not make a user file before the old one is back.
void make_way(const Project& project, const RunDefinition& definition, const BeginRequest& request,
              Attempt& attempt) {
  const SeenFiles seen = read_doubtful(attempt.folder, definition.id);
  const FileLock lock = lock_edits(project);
  BeginRequest asked = request;
  // What is whole only now is news to the caller, and no other cairn's.
  if (finish_bringing_back(project, lock, definition)) asked.known_attempt.reset();
  if (has_remains(project, definition)) {
    clear_remains(project, lock, definition, asked, seen, attempt);
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
  EarlierAttempts earlier = read_earlier(project, definition, project.absolute(stays_in));
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
    remove_file(Site::trash_folder, came_back_path(project, definition.digest));
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
