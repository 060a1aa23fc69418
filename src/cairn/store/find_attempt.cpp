#include "cairn/store/find_attempt.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/events.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/resolve.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/trash.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

/// By number. Several where the trash was away, or emptied, while one was restored.
using Attempts = std::map<int, std::vector<FoundAttempt>>;

/// What the record of the run, or the first line of its open attempt, tells of attempts; of a
/// damaged one nothing, and those that lie somewhere are still found.
std::vector<RecordAttempt> told_of(const Project& project, const RunHead& run) {
  if (!is_open_attempt(run)) {
    const auto record = unless_corrupt([&] { return load_record(project, run); });
    return record ? record->attempts : std::vector<RecordAttempt>{};
  }
  const EventSummary events = read_events(project.absolute(run.record_path));
  if (events.begin.is_null()) return {};
  return attempts_from_list(list_or_empty(events.begin, "earlier"));
}

/// The attempt that lies in a folder of the trash.
std::optional<RunHead> attempt_in(const Project& project, const RunHead& run,
                                  const std::string& folder) {
  const int number = newest_attempt(folder, run.id);
  if (number == 0) return std::nullopt;  // Somebody took out what told of it.
  RunHead attempt = run;
  attempt.rowid = 0;
  attempt.path = relative_to(folder, project.root);
  attempt.attempt = number;
  attempt.record_path = record_path(attempt.path, run.id);
  // Beside a record, an events file may stay for its points alone.
  if (!stat_path(project.absolute(attempt.record_path))) {
    attempt.record_path = events_path(attempt.path, run.id, number);
    attempt.status = RunStatus::lost;
  }
  return attempt;
}

void add_trashed(const Project& project, const RunHead& run, Attempts& attempts) {
  std::vector<std::string> unreadable;  // `cairn trash ls` and `cairn verify` tell of them.
  for (const TrashEntry& entry : list_trash(project, unreadable)) {
    for (const TrashedRun& trashed : entry.runs) {
      if (trashed.digest != run.digest) continue;
      const std::string folder =
          join_path(trash_contents_path(project, entry), relative_to(trashed.path, entry.path));
      const std::optional<RunHead> attempt = attempt_in(project, run, folder);
      if (!attempt) continue;
      const int number = static_cast<int>(attempt->attempt);
      attempts[number].push_back({.run = *attempt, .trash_entry = entry.name});
    }
  }
}

/// When the attempt began; 0 where what tells of it cannot be read.
TimeUs start_of(const Project& project, const RunHead& attempt) {
  try {
    return attempt_row(project, attempt).started.value_or(0);
  } catch (const Error&) {
    return 0;
  }
}

/// Of several with one number, keeps the one that `told` is about: an attempt of this history.
void keep_told(const Project& project, const RecordAttempt& told,
               std::vector<FoundAttempt>& found) {
  if (found.size() < 2) return;
  const auto is_it = [&](const FoundAttempt& attempt) {
    return start_of(project, attempt.run) == told.started;
  };
  const auto it = std::ranges::find_if(found, is_it);
  if (it != found.end()) found = {FoundAttempt(*it)};
}

/// All attempts of which something is known, each where it lies.
Attempts list_attempts(const Project& project, const Catalog& catalog, const RunHead& run) {
  Attempts attempts;
  attempts[static_cast<int>(run.attempt)].push_back({.run = run});
  for (const RunHead& copy : catalog.find_copies(run.digest)) {
    std::vector<FoundAttempt>& found = attempts[static_cast<int>(copy.attempt)];
    if (found.empty()) found.push_back({.run = copy});
  }
  add_trashed(project, run, attempts);
  for (RecordAttempt& told : told_of(project, run)) {
    std::vector<FoundAttempt>& found = attempts[told.number];
    keep_told(project, told, found);
    if (!found.empty()) continue;
    found.push_back({.run = run});
    found.back().run.attempt = told.number;
    found.back().only_recorded = std::move(told);
  }
  return attempts;
}

std::string where_it_is(const FoundAttempt& attempt) {
  if (attempt.only_recorded) return "only told of in the record";
  if (attempt.trash_entry.empty()) return printable(attempt.run.path);
  return "in the trash, " + attempt.trash_entry;
}

std::string where_they_are(const std::vector<FoundAttempt>& attempts) {
  std::string list;
  for (const FoundAttempt& attempt : attempts) {
    list += fmt::format("\n  {}@{}  {}", attempt.run.id.text, attempt.run.attempt,
                        where_it_is(attempt));
  }
  return list;
}

}  // namespace

std::optional<AttemptName> read_attempt_name(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const std::string_view digits = text.substr(at + 1);
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  AttemptName name{.run = std::string(text.substr(0, at))};
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), name.number);
  const bool is_whole = error == std::errc{} && end == digits.data() + digits.size();
  return is_whole && name.number >= 0 ? std::optional(std::move(name)) : std::nullopt;
}

FoundAttempt find_attempt(const Project& project, const Catalog& catalog, const RunHead& run,
                          int number) {
  // The usual one needs no look at the trash.
  if (run.attempt == number) return {.run = run};
  const Attempts attempts = list_attempts(project, catalog, run);
  const auto found = attempts.find(number);
  if (found == attempts.end()) {
    std::vector<FoundAttempt> all;
    for (const auto& [there, some] : attempts) all.insert(all.end(), some.begin(), some.end());
    throw Error(ErrorCode::not_found, fmt::format("run {} has no attempt {}, but:{}", run.id.text,
                                                  number, where_they_are(all)));
  }
  if (found->second.size() == 1) return found->second.front();
  throw Error(ErrorCode::conflict,
              fmt::format("run {} had an attempt {} more than once:{}", run.id.text, number,
                          where_they_are(found->second)),
              "bring one of them back with: cairn restore ENTRY");
}

RunRow attempt_row(const Project& project, const RunHead& attempt) {
  if (!is_open_attempt(attempt)) return to_row(load_record(project, attempt), attempt.path);
  return open_attempt_row(read_events(project.absolute(attempt.record_path)),
                          static_cast<int>(attempt.attempt), attempt.path, RunStatus::lost);
}

}  // namespace cairn
