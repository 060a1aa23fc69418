#include "cli/find_trashed.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/query/human.h"
#include "cairn/store/archive_paths.h"
#include "cairn/store/find_attempt.h"
#include "cairn/store/trash.h"
#include "cli/report.h"

namespace cairn {

namespace {

using Matches = std::vector<FoundTrash>;

bool is_path(const Project& project, const std::string& word, const std::string& path) {
  return absolute_path(word, current_folder()) == project.absolute(path) ||
         absolute_path(word, project.root) == project.absolute(path);
}

Matches by_entry(const std::vector<TrashEntry>& entries, const std::string& word) {
  Matches matches;
  for (const TrashEntry& entry : entries) {
    if (entry.name == word) return {{entry, std::nullopt}};
    if (entry.name.starts_with(word)) matches.push_back({entry, std::nullopt});
  }
  return matches;
}

/// Views of a group whose runs are elsewhere bear its path as well; they are meant where nothing
/// else is.
void prefer_runs(Matches& matches) {
  const auto is_rest = [](const FoundTrash& match) { return match.entry.runs.empty(); };
  if (!std::ranges::all_of(matches, is_rest)) std::erase_if(matches, is_rest);
}

Matches by_place(const Project& project, const std::vector<TrashEntry>& entries,
                 const std::string& word) {
  Matches matches;
  for (const TrashEntry& entry : entries) {
    const bool is_named = entry.kind == TrashKind::group && base_name(entry.path) == word;
    if (is_named || is_path(project, word, entry.path)) {
      matches.push_back({entry, std::nullopt});
      continue;
    }
    for (const TrashedRun& run : entry.runs) {
      if (is_path(project, word, run.path)) matches.push_back({entry, run.id});
    }
  }
  prefer_runs(matches);
  return matches;
}

/// By the name of the run's folder; of a folder that runs share all of it is meant.
Matches by_folder(const std::vector<TrashEntry>& entries, const std::string& word) {
  Matches matches;
  for (const TrashEntry& entry : entries) {
    if (entry.kind == TrashKind::objects) continue;
    if (entry.kind != TrashKind::group) {
      if (base_name(entry.path) == word) matches.push_back({entry, std::nullopt});
      continue;
    }
    for (const TrashedRun& run : entry.runs) {
      if (base_name(run.path) == word) matches.push_back({entry, run.id});
    }
  }
  return matches;
}

template <typename Test>
Matches by_run(const std::vector<TrashEntry>& entries, const Test& is_meant) {
  Matches matches;
  for (const TrashEntry& entry : entries) {
    for (const TrashedRun& run : entry.runs) {
      if (is_meant(run)) matches.push_back({entry, run.id});
    }
  }
  return matches;
}

/// `RUN@N`: where that attempt of a run lies.
Matches by_attempt(const Project& project, const std::vector<TrashEntry>& entries,
                   const std::string& word) {
  const std::optional<AttemptName> attempt = read_attempt_name(word);
  if (!attempt) return {};
  Matches matches = by_run(entries, [&](const TrashedRun& run) {
    return run.id.text.starts_with(attempt->run) || run.name == attempt->run ||
           base_name(run.path) == attempt->run || is_path(project, attempt->run, run.path);
  });
  std::erase_if(matches, [&](const FoundTrash& match) {
    const auto run = std::ranges::find(match.entry.runs, *match.only, &TrashedRun::id);
    const std::string folder = join_path(trash_contents_path(project, match.entry),
                                         relative_to(run->path, match.entry.path));
    return newest_attempt(folder, run->id) != attempt->number;
  });
  return matches;
}

/// Whether `match`, which came later, is what a run means rather than `before`: the newest that was
/// cleaned; where none was, the newest attempt.
bool is_newer(const FoundTrash& match, const FoundTrash& before) {
  return match.entry.kind != TrashKind::attempt || before.entry.kind == TrashKind::attempt;
}

/// nullptr where several runs are meant. Entries stand in the order in which they came.
const FoundTrash* newest_of_one_run(const Matches& matches) {
  const FoundTrash* newest = nullptr;
  for (const FoundTrash& match : matches) {
    const TrashedRun* run = run_of(match);
    if (run == nullptr || run->digest != run_of(matches.front())->digest) return nullptr;
    if (newest == nullptr || is_newer(match, *newest)) newest = &match;
  }
  return newest;
}

[[noreturn]] void refuse_many(const std::string& word, const Matches& matches) {
  std::string list;
  for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
    list += fmt::format("\n  {}  {}  {}", match->entry.name, trash_what(match->entry),
                        printable(match->entry.reason));
  }
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is in the trash {} times, the newest first:{}", printable(word),
                          matches.size(), list),
              "type the name of the entry");
}

/// The folders that hold what lies in the trash: around each run, up to the results.
std::set<std::string> folders_around(const Project& project,
                                     const std::vector<TrashEntry>& entries) {
  const std::vector<std::string> results = project.result_folders();
  const auto is_too_far = [&](const std::string& folder) {
    return folder.empty() || is_archive_level(project.layout, folder) ||
           std::ranges::any_of(results,
                               [&](const std::string& all) { return is_below(all, folder); });
  };
  std::set<std::string> folders;
  for (const TrashEntry& entry : entries) {
    for (const TrashedRun& run : entry.runs) {
      std::string folder = parent_path(run.path);
      while (!is_too_far(folder) && folders.insert(folder).second) folder = parent_path(folder);
    }
  }
  return folders;
}

/// The one of the folders that `word` means; nullopt: none.
std::optional<std::string> folder_meant(const Project& project,
                                        const std::set<std::string>& folders,
                                        const std::string& word) {
  std::vector<std::string> named;
  for (const std::string& folder : folders) {
    if (is_path(project, word, folder)) return folder;
    if (base_name(folder) == word) named.push_back(folder);
  }
  if (named.empty()) return std::nullopt;
  if (named.size() == 1) return named.front();
  std::string list;
  for (const std::string& folder : named) list += "\n  " + printable(folder);
  throw Error(ErrorCode::conflict,
              fmt::format("runs of {} folders '{}' are in the trash:{}", named.size(),
                          printable(word), list),
              "type the path");
}

[[noreturn]] void refuse_unknown(const Project& project, const std::vector<TrashEntry>& entries,
                                 const std::string& word) {
  std::vector<std::string> known;
  for (const TrashEntry& entry : entries) {
    known.push_back(entry.name);
    known.push_back(base_name(entry.path));
    for (const TrashedRun& run : entry.runs) known.push_back(run.id.text);
  }
  for (const std::string& folder : folders_around(project, entries)) {
    known.push_back(base_name(folder));
  }
  const std::string hint = did_you_mean(word, known);
  throw Error(ErrorCode::not_found, fmt::format("'{}' is not in the trash", printable(word)),
              hint.empty() ? "list what is there: cairn trash ls" : hint);
}

}  // namespace

const TrashedRun* run_of(const FoundTrash& found) {
  for (const TrashedRun& run : found.entry.runs) {
    if (found.only == run.id || found.entry.runs.size() == 1) return &run;
  }
  return nullptr;
}

std::vector<TrashEntry> open_trash(const Project& project) {
  std::vector<std::string> problems;
  std::vector<TrashEntry> entries = list_trash(project, problems);
  report_warnings(problems);
  return entries;
}

FoundTrash find_trashed(const Project& project, const std::vector<TrashEntry>& entries,
                        const std::string& word, SeveralAttempts several) {
  if (word.empty()) refuse_unknown(project, entries, word);
  const Matches readings[] = {
      by_run(entries, [&](const TrashedRun& run) { return run.id.text == word; }),
      by_entry(entries, word),
      by_place(project, entries, word),
      by_run(entries, [&](const TrashedRun& run) { return run.name == word; }),
      by_folder(entries, word),
      by_run(entries, [&](const TrashedRun& run) { return run.id.text.starts_with(word); }),
  };
  for (const Matches& matches : readings) {
    if (matches.size() == 1) return matches.front();
    if (matches.empty()) continue;
    // The beginning of a name that several entries share says nothing of which.
    const bool names_entry = matches.front().entry.name.starts_with(word);
    const bool may_choose = several == SeveralAttempts::newest && !names_entry;
    if (const FoundTrash* newest = may_choose ? newest_of_one_run(matches) : nullptr) {
      return *newest;
    }
    refuse_many(word, matches);
  }
  const Matches attempts = by_attempt(project, entries, word);
  if (attempts.size() == 1) return attempts.front();
  // Counting went on from one that was restored: the newest of one number is not known to be meant.
  if (!attempts.empty()) refuse_many(word, attempts);
  refuse_unknown(project, entries, word);
}

std::vector<FoundTrash> find_trashed_below(const Project& project,
                                           const std::vector<TrashEntry>& entries,
                                           const std::string& word) {
  const std::optional<std::string> folder =
      folder_meant(project, folders_around(project, entries), word);
  if (!folder) return {};
  std::map<std::string, FoundTrash> newest;  // By digest.
  for (const TrashEntry& entry : entries) {
    for (const TrashedRun& run : entry.runs) {
      if (run.path == *folder || !is_below(run.path, *folder)) continue;
      const FoundTrash match{entry, run.id};
      const auto [known, is_new] = newest.try_emplace(run.digest.hex(), match);
      if (!is_new && is_newer(match, known->second)) known->second = match;
    }
  }
  std::map<std::pair<std::string, std::string>, FoundTrash> by_path;
  for (const auto& [digest, match] : newest) {
    by_path.emplace(std::pair(run_of(match)->path, digest), match);
  }
  std::vector<FoundTrash> found;
  for (auto& [path, match] : by_path) found.push_back(std::move(match));
  return found;
}

std::string trash_what(const TrashEntry& entry) {
  const std::size_t runs = entry.runs.size();
  if (entry.kind == TrashKind::group) {
    return "group of " + counted(runs, "run");
  }
  if (entry.kind == TrashKind::objects) return "objects";
  const std::string id = runs == 0 ? "?" : entry.runs.front().id.text;
  const std::string more = runs > 1 ? fmt::format(" and {} in it", runs - 1) : "";
  return (entry.kind == TrashKind::attempt ? "attempt of " : "run ") + id + more;
}

}  // namespace cairn
