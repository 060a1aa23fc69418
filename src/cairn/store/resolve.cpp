#include "cairn/store/resolve.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/layout/read_path.h"
#include "cairn/record/events.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/adopted.h"
#include "cairn/store/find_attempt.h"
#include "cairn/store/journal.h"
#include "cairn/store/layout_links.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

/// Names and ids that a misspelt text may have meant.
std::vector<std::string> known_texts(const Catalog& catalog) {
  std::set<std::string> texts;
  for (const RunHead& run : catalog.heads()) {
    texts.insert(run.id.text);
    texts.insert(run.name);
    texts.insert(base_name(run.path));
  }
  return {texts.begin(), texts.end()};
}

/// Whether the folder of the run still lies there, and only its record does not: another run that
/// took the place, or shares it, is not this one.
bool has_lost_record(const Project& project, const JournalEntry& run) {
  const std::string folder = project.absolute(run.path);
  const std::optional<FileStat> status = stat_path(folder);
  if (!status || !status->is_folder()) return false;
  bool has_others = false;
  for (const FolderEntry& file : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(file.name);
    if (name && name->id == run.id) return true;
    has_others = has_others || name.has_value();
  }
  return !has_others && !list_folder(folder).empty();
}

/// Says so where `text` is a run that was here: in the trash, or a folder that somebody removed.
void refuse_removed_run(const Project& project, std::string_view text) {
  const std::optional<std::string> path = project.known_path(absolute_path(text, current_folder()));
  constexpr std::size_t kLeast = 3;  // Fewer digits begin the id of something too easily.
  const bool may_be_id = text.size() >= kLeast && is_id_text(text);
  const std::string_view id = may_be_id ? text : std::string_view();
  std::vector<std::string> unreadable;  // `cairn trash ls` tells of them.
  std::vector<TrashEntry> entries = list_trash(project, unreadable);
  std::ranges::reverse(entries);  // The newest tells how it is now.
  for (const TrashEntry& entry : entries) {
    for (const TrashedRun& run : entry.runs) {
      const bool is_it = (!id.empty() && run.id.text.starts_with(id)) || run.path == path;
      if (!is_it) continue;
      throw Error(ErrorCode::not_found,
                  fmt::format("run {} is no more; {} is in the trash", run.id.text,
                              entry.kind == TrashKind::attempt ? "an earlier attempt" : "it"),
                  fmt::format("bring it back with: cairn restore {}; make it anew with: cairn run",
                              run.id.text));
    }
  }
  const std::optional<JournalEntry> gone = find_journaled(project, id, path.value_or(""));
  if (!gone) return;
  if (has_lost_record(project, *gone)) {
    const std::string record = record_path(gone->path, gone->id);
    throw Error(ErrorCode::not_found,
                fmt::format("run {} is known no more: its folder is there, and its record '{}' is "
                            "gone",
                            gone->id.text, printable(record)),
                "cairn verify --repair looks for a copy of the record; cairn run makes the run "
                "again");
  }
  throw Error(ErrorCode::not_found,
              fmt::format("run {} is gone: its folder '{}' was removed or moved away",
                          gone->id.text, printable(gone->path)),
              "make it again with: cairn run; or put the folder back, and it is found");
}

[[noreturn]] void fail_unknown(const Catalog& catalog, std::string_view text) {
  // Asked where nobody ranks: a run that another one is to be made from.
  const std::string hint = text == "best" ? "name it by its id: cairn best --id --limit 1"
                                          : did_you_mean(text, known_texts(catalog));
  throw Error(ErrorCode::not_found, fmt::format("there is no run '{}'", printable(text)),
              hint.empty() ? "list them with: cairn ls" : hint);
}

[[noreturn]] void fail_ambiguous(std::string_view text, const std::vector<RunHead>& runs) {
  constexpr std::size_t kShown = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(kShown, runs.size()); ++i) {
    list += fmt::format("\n  {}  {}", runs[i].id.text, printable(runs[i].path));
  }
  if (runs.size() > kShown) list += fmt::format("\n  … and {} more", runs.size() - kShown);
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is the name of {} runs:{}", printable(text), runs.size(), list),
              std::ranges::all_of(runs, [&](const RunHead& run) { return run.id.text == text; })
                  ? "two runs have one id: type the path of one instead"
                  : "type an id or a path instead");
}

/// Copies of one run are one run.
std::vector<RunHead> without_copies(std::vector<RunHead> runs) {
  std::erase_if(runs, [](const RunHead& run) { return run.copy != 0; });
  return runs;
}

std::optional<RunHead> only_one(std::string_view text, const std::vector<RunHead>& runs) {
  if (runs.size() > 1) fail_ambiguous(text, runs);
  if (runs.empty()) return std::nullopt;
  return runs.front();
}

/// Of several runs in one folder, those whose artifact `file` is.
std::vector<RunHead> makers_of(const Project& project, const std::vector<RunHead>& runs,
                               const std::string& file) {
  std::vector<RunHead> makers;
  for (const RunHead& run : runs) {
    if (run.status == RunStatus::running || run.status == RunStatus::pending) continue;
    const Record record = load_record(project, run);
    const bool is_its =
        std::any_of(record.artifacts.begin(), record.artifacts.end(),
                    [&](const RecordArtifact& artifact) { return is_below(artifact.path, file); });
    if (is_its) makers.push_back(run);
  }
  return makers;
}

/// Whether the file is the run's record, or lies where the layout makes a document of it.
bool tells_of_run(const Project& project, const RunHead& run, const std::string& file) {
  if (file == record_path("", run.id).substr(1)) return true;
  const Kind* kind = find_kind(project.layout, run.kind);
  return kind != nullptr && std::ranges::any_of(kind->documents, [&](const DocumentRule& rule) {
           return !rule.file.match(file).empty();
         });
}

/// The run folder that holds `path`, when it lies below the project.
std::optional<RunHead> run_at_path(const Project& project, const Catalog& catalog,
                                   std::string_view text, const std::string& base) {
  const std::string typed = absolute_path(text, base);
  const std::optional<std::string> known = project.known_path(typed);
  if (!known) return std::nullopt;
  // A link of the layout stands for the folder that bears its name; adopted trees are read as they
  // lie.
  std::string relative = known->starts_with('/') ? *known : path_on_disk(project, catalog, *known);
  if (!known->starts_with('/') && !stat_path(project.absolute(relative))) {
    const std::optional<std::string> other = made_spelling(project.layout, relative);
    if (other && stat_path(project.absolute(*other))) relative = *other;
  }
  const std::string absolute = project.absolute(relative);
  // Only what lies there belongs to the run above it: in a run's folder every text is "below" it.
  if (!stat_path(absolute)) return only_one(text, catalog.find_by_path(relative));
  const std::string whole = relative;
  while (!relative.empty()) {
    std::vector<RunHead> runs = catalog.find_by_path(relative);
    if (runs.size() > 1 && relative != whole) {
      const auto makers = makers_of(project, runs, relative_to(whole, relative));
      if (!makers.empty()) runs = makers;
    }
    if (!runs.empty()) return only_one(text, runs);
    relative = parent_path(relative);
  }
  return std::nullopt;
}

/// The one run that bears the path of a folder above `text` as a name, which is where it lay before
/// it was brought here, and has a file called as the last part of `text`. Files may lie elsewhere
/// in the run's new folder, so their folders are not compared.
std::optional<RunHead> run_by_old_path(const Project& project, const Catalog& catalog,
                                       const std::string& text) {
  for (std::string folder = parent_path(text); !folder.empty(); folder = parent_path(folder)) {
    std::vector<RunHead> bearers = without_copies(catalog.find_by_name(folder));
    std::erase_if(bearers, [&](const RunHead& run) {
      if (run.status == RunStatus::running || run.status == RunStatus::pending) return true;
      const Record record = load_record(project, run);
      return std::none_of(record.artifacts.begin(), record.artifacts.end(),
                          [&](const RecordArtifact& artifact) {
                            return base_name(artifact.path) == base_name(text);
                          });
    });
    if (!bearers.empty()) return only_one(text, bearers);
  }
  return std::nullopt;
}

std::optional<RunHead> run_by_alias(const Catalog& catalog, std::string_view alias) {
  return only_one(alias, catalog.find_by_alias(alias));
}

[[noreturn]] void fail_unknown_alias(const Catalog& catalog, std::string_view text) {
  std::vector<std::string> known;
  for (const auto& [alias, run] : catalog.aliases()) known.push_back("@" + alias);
  const std::string hint = did_you_mean(text, known);
  throw Error(ErrorCode::not_found,
              fmt::format("there is no alias '{}'", printable(text.substr(1))),
              hint.empty() ? "list them with: cairn alias" : hint);
}

std::string nearest_artifact(const Record& record, std::string_view name,
                             const std::optional<std::string>& child) {
  std::vector<std::string> known;
  for (const RecordArtifact& artifact : record.artifacts) {
    if (child && artifact.child != *child) continue;
    known.push_back(artifact.path);
    known.push_back(base_name(artifact.path));
    known.push_back(artifact.role);
  }
  const std::string hint = did_you_mean(name, known);
  return hint.empty() ? fmt::format("list them with: cairn show {}", record.definition.id.text)
                      : hint;
}

/// How a typed name can match an artifact, strongest first.
using Matcher = bool (*)(const RecordArtifact& artifact, std::string_view name);
constexpr Matcher kMatchers[] = {
    [](const RecordArtifact& artifact, std::string_view name) { return artifact.path == name; },
    [](const RecordArtifact& artifact, std::string_view name) {
      return base_name(artifact.path) == name;
    },
    [](const RecordArtifact& artifact, std::string_view name) { return artifact.role == name; },
};

/// Whether something of the run, whosever it is, is called so.
bool is_in_run(const Record& record, std::string_view name) {
  const auto is_out = [&](const RecordOut& out) { return out.name == name || out.path == name; };
  const auto is_artifact = [&](const RecordArtifact& artifact) {
    return std::any_of(std::begin(kMatchers), std::end(kMatchers),
                       [&](Matcher matches) { return matches(artifact, name); });
  };
  return std::any_of(record.outs.begin(), record.outs.end(), is_out) ||
         std::any_of(record.artifacts.begin(), record.artifacts.end(), is_artifact);
}

/// Says so where `text` is a folder above runs.
void refuse_group(const Project& project, const Catalog& catalog, std::string_view text) {
  for (const std::string& base : {current_folder(), project.root}) {
    const std::optional<std::string> known = project.known_path(absolute_path(text, base));
    if (!known || known->empty()) continue;
    const std::string folder =
        known->starts_with('/') ? *known : path_on_disk(project, catalog, *known);
    const std::size_t runs = without_copies(catalog.find_below(folder)).size();
    if (runs == 0) continue;
    throw Error(
        ErrorCode::not_found,
        fmt::format("'{}' is no run but a folder with {}", printable(text), counted(runs, "run")),
        fmt::format("list them with: cairn ls {}", printable(text)));
  }
}

/// nullopt where nothing is called so.
std::optional<Resolved> find_run(const Project& project, const Catalog& catalog,
                                 std::string_view text, const FindBest& best) {
  if (text == "best" && best) return {{best(), std::nullopt}};
  if (text == "latest") {
    if (const std::optional<RunHead> run = catalog.find_latest()) return {{*run, std::nullopt}};
    return std::nullopt;
  }
  if (text.starts_with('@')) {
    if (const auto run = run_by_alias(catalog, text.substr(1))) return {{*run, std::nullopt}};
    return std::nullopt;
  }
  for (const std::string& base : {current_folder(), project.root}) {
    if (const auto run = run_at_path(project, catalog, text, base)) return {{*run, std::nullopt}};
  }
  if (const auto run = run_by_alias(catalog, text)) return {{*run, std::nullopt}};
  if (const auto run = only_one(text, without_copies(catalog.find_by_name(text)))) {
    return {{*run, std::nullopt}};
  }
  if (const auto run = only_one(text, catalog.find_by_folder_name(text))) {
    return {{*run, std::nullopt}};
  }
  if (const auto run = run_by_old_path(project, catalog, std::string(text))) {
    return {{*run, std::nullopt}};
  }
  if (!is_id_text(text)) return std::nullopt;
  if (const auto run = only_one(text, catalog.find_by_id_prefix(text))) {
    return {{*run, std::nullopt}};
  }
  const std::vector<ChildHead> children = catalog.find_children_by_id_prefix(text);
  if (children.size() > 1) {
    std::vector<RunHead> parents;
    for (const ChildHead& child : children) parents.push_back(child.run);
    fail_ambiguous(text, parents);
  }
  if (children.empty()) return std::nullopt;
  return {{children.front().run, children.front().name}};
}

}  // namespace

void refuse_empty_name(std::string_view text) {
  if (!text.empty()) return;
  throw Error(ErrorCode::invalid_input, "'' is no run or group", "name it by id, name or path");
}

std::optional<FileOfRun> find_file_of_run(const Project& project, const Catalog& catalog,
                                          std::string_view text) {
  const std::optional<std::string> known =
      project.known_path(absolute_path(text, current_folder()));
  if (!known) return std::nullopt;
  const std::string path =
      known->starts_with('/') ? *known : path_on_disk(project, catalog, *known);
  for (std::string folder = parent_path(path); !folder.empty(); folder = parent_path(folder)) {
    const std::vector<RunHead> runs = catalog.find_by_path(folder);
    if (runs.empty()) continue;
    const std::string file = relative_to(path, folder);
    if (const auto maker = only_one(text, makers_of(project, runs, file))) return {{*maker, false}};
    for (const RunHead& run : runs) {
      if (tells_of_run(project, run, file)) return {{run, true}};
    }
    return runs.size() == 1 ? std::optional(FileOfRun{runs.front(), false}) : std::nullopt;
  }
  return std::nullopt;
}

ResolvedAttempt resolve_attempt(const Project& project, const Catalog& catalog,
                                std::string_view text, const FindBest& best) {
  refuse_empty_name(text);
  if (auto run = find_run(project, catalog, text, best)) return {*std::move(run), std::nullopt};
  // A run may be called so, and is then meant; hence this comes second.
  if (const std::optional<AttemptName> name = read_attempt_name(text)) {
    return {resolve_run(project, catalog, name->run, best), name->number};
  }
  if (text.starts_with('@')) fail_unknown_alias(catalog, text);
  if (text != "latest") {
    refuse_group(project, catalog, text);
    refuse_removed_run(project, text);
  }
  fail_unknown(catalog, text);
}

void refuse_attempt(std::string_view text, const RunHead& run) {
  throw Error(ErrorCode::invalid_input,
              fmt::format("'{}' is an attempt, and a run is meant here", printable(text)),
              fmt::format("the run with all its attempts is {}; show, compare, explain, cat, logs "
                          "and path read attempts",
                          run.id.text));
}

Resolved resolve_run(const Project& project, const Catalog& catalog, std::string_view text,
                     const FindBest& best) {
  ResolvedAttempt found = resolve_attempt(project, catalog, text, best);
  if (found.number) refuse_attempt(text, found.resolved.run);
  return std::move(found.resolved);
}

Record load_record(const Project& project, const RunHead& run) {
  if (const AdoptedRoot* root = project.adopted_at(run.path)) {
    return read_adopted_record(project, *root, run.id);
  }
  try {
    return read_record(project.absolute(run.path), run.id);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    throw Error(ErrorCode::not_found,
                fmt::format("run {} has no record: it is {}", run.id.text, status_name(run.status)),
                "see: cairn ls");
  }
}

bool is_open_attempt(const RunHead& run) { return run.record_path.ends_with(".events.jsonl"); }

RunDefinition load_definition(const Project& project, const RunHead& run) {
  if (is_open_attempt(run)) {
    try {
      const EventSummary events = read_events(project.absolute(run.record_path));
      return definition_from_value(field(events.begin, "run"));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::not_found) throw;
      // It was committed since the catalog was asked: the record is there before the events go.
    }
  }
  return load_record(project, run).definition;
}

std::string find_artifact_path(const Record& record, std::string_view name,
                               const std::optional<std::string>& child) {
  for (const RecordOut& out : record.outs) {
    if (!child && (out.name == name || out.path == name)) return out.path;
  }
  for (const Matcher matches : kMatchers) {
    std::vector<std::string> found;
    for (const RecordArtifact& artifact : record.artifacts) {
      const bool in_child = !child || artifact.child == *child;
      if (in_child && matches(artifact, name)) found.push_back(artifact.path);
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      throw Error(ErrorCode::conflict,
                  fmt::format("'{}' names {} files of run {}:\n  {}", printable(name), found.size(),
                              record.definition.id.text, join(found, "\n  ")),
                  "type one of these paths");
    }
  }
  const std::string& id = record.definition.id.text;
  const std::string owner = child ? fmt::format("child '{}' of run {}", printable(*child), id)
                                  : fmt::format("run {}", id);
  const bool has_run = child && is_in_run(record, name);
  throw Error(ErrorCode::not_found, fmt::format("{} has no artifact '{}'", owner, printable(name)),
              has_run ? fmt::format("its run has it: name {} instead of the child", id)
                      : nearest_artifact(record, name, child));
}

}  // namespace cairn
