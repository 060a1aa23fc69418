#include "cli/open.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/exchange/import.h"
#include "cairn/identity/canonical.h"
#include "cairn/query/leaderboard.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/follow_moves.h"
#include "cairn/retention/relocation.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/user_edits.h"
#include "cairn/views/recognise.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace cairn {

namespace {

/// Finishes what a killed import had decided on. Where that fails, the question is still answered.
void settle_imports(const Project& project) {
  try {
    const FinishedImports finished = finish_imports(project);
    if (finished.came.empty()) return;
    print_error(fmt::format("cairn: note: an import that was cut off is finished: {}\n",
                            counted(finished.came.size(), "run")));
    report_warnings(finished.problems);
  } catch (const Error& error) {
    report_warnings({error.with_context("an import that was cut off is not finished").message()});
  }
}

/// Whether cairn.yaml could not be read: every layout that was read has kinds.
bool is_as_recorded(const OpenProject& open) { return open.project.layout.kinds.empty(); }

void report_catalog(const SyncReport& report) {
  if (report.in_memory) report_warnings({*report.in_memory});
  if (report.left_behind) print_error(fmt::format("cairn: note: {}\n", *report.left_behind));
  report_warnings(report.problems, "'cairn reindex' lists them all");
}

/// What is left of the project at `root` while its cairn.yaml cannot be read.
OpenProject open_as_recorded(const std::string& root, const Error& error) {
  OpenProject open;
  open.project.root = root;
  open.project.adopted = list_adopted_roots(root);
  std::optional<Catalog> catalog = open_catalog_as_it_is(open.project);
  if (!catalog || !catalog->is_complete()) throw error;
  open.fresh = std::make_unique<FreshCatalog>(FreshCatalog{*std::move(catalog), {}});
  const std::string& message = error.message();
  report_warnings({fmt::format("{}; this is what the last command recorded",
                               message.substr(0, message.find('\n')))});
  return open;
}

}  // namespace

void settle_relocations(const Project& project) {
  try {
    const std::vector<TrashedRun> touched = finish_relocations(project);
    if (touched.empty()) return;
    print_error("cairn: note: a move into the archive or back that was cut off is finished\n");
    report_views(follow_moves(project, touched));
  } catch (const Error& error) {
    report_warnings(
        {error.with_context("a move into the archive or back is not finished").message()});
  }
}

namespace {

using OpenCatalog = FreshCatalog(const Project& project, RefreshDepth depth);

OpenProject open_catalog_of(Project project, RefreshDepth depth, OpenCatalog& open_catalog) {
  OpenProject open{.project = std::move(project)};
  settle_imports(open.project);
  settle_relocations(open.project);
  open.fresh = std::make_unique<FreshCatalog>(open_catalog(open.project, depth));
  report_catalog(open.fresh->report);
  return open;
}

}  // namespace

OpenProject open_for_reading(RefreshDepth depth) {
  return open_catalog_of(open_project(current_folder()), depth, open_fresh_catalog);
}

OpenProject open_to_change() {
  return open_catalog_of(open_project(current_folder()), RefreshDepth::journals,
                         open_catalog_to_change);
}

OpenProject open_to_look() {
  OpenProject open{.project = open_project(current_folder())};
  open.fresh = std::make_unique<FreshCatalog>(read_fresh_catalog(open.project));
  report_catalog(open.fresh->report);
  return open;
}

OpenProject open_to_answer() {
  const std::string root = find_project_root(current_folder());
  std::optional<Project> project;
  try {
    project = open_project(root);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_input && error.code() != ErrorCode::not_found) throw;
    return open_as_recorded(root, error);
  }
  return open_catalog_of(*std::move(project), RefreshDepth::journals, open_fresh_catalog);
}

void refresh_fully(OpenProject& open) {
  if (is_as_recorded(open)) return;
  open.fresh.reset();  // One connection at a time: the old one could hold a lock.
  open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project, RefreshDepth::full));
  report_catalog(open.fresh->report);
}

bool is_in_place(const OpenProject& open, const RunHead& run) {
  std::optional<FileStat> status;
  // Where this user may not look, what is known stands.
  if (denied_by([&] { status = stat_path(open.project.absolute(run.record_path)); })) return true;
  const bool same_size = run.record_size == 0 || !status ||
                         status->size == static_cast<std::uint64_t>(run.record_size);
  return status && same_size;
}

RunHead head_of(const RunRow& row) {
  return {.rowid = row.rowid,
          .id = row.id,
          .digest = row.digest,
          .kind = row.kind,
          .stage = row.stage,
          .name = row.name,
          .status = row.status,
          .path = row.path,
          .record_path = row.record_path,
          .record_size = row.record_size,
          .attempt = row.attempt,
          .user_mtime = row.user_mtime};
}

bool refresh_edited(OpenProject& open, const std::vector<RunHead>& runs) {
  if (is_as_recorded(open)) return false;
  std::vector<RunHead> edited;
  for (const RunHead& run : runs) {
    std::optional<FileStat> status;
    const std::string file = user_file_of(open.project, run.path, run.id);
    if (denied_by([&] { status = stat_path(file); })) continue;
    if ((status ? status->mtime_ns : 0) != run.user_mtime) edited.push_back(run);
  }
  if (edited.empty()) return false;
  try {
    open.fresh.reset();  // One connection at a time: the old one could hold a lock.
    refresh_runs(open.project, edited);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;  // A project that cannot be written.
  }
  open.fresh = std::make_unique<FreshCatalog>(open_fresh_catalog(open.project));
  return true;
}

FindBest best_in(const Catalog& catalog) {
  return [&catalog] {
    constexpr std::string_view kHint = "name one by its id: cairn best --by METRIC --id --limit 1";
    Leaderboard board;
    try {
      board = make_leaderboard(catalog, {.limit = 1});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
      throw Error(ErrorCode::not_found, "'best' means no run: " + error.message(),
                  std::string(kHint));
    }
    const std::vector<LeaderboardEntry>& entries = board.groups.front().entries;
    if (!entries.empty()) return head_of(entries.front().run);
    throw Error(ErrorCode::not_found,
                fmt::format("'best' means no run: there are {}", join(left_out(board), ", ")),
                std::string(kHint));
  };
}

namespace {

ResolvedAttempt resolve_word(const OpenProject& open, std::string_view text) {
  return resolve_attempt(open.project, open.catalog(), text, best_in(open.catalog()));
}

/// What `resolve` finds, as it lies on the disk now.
ResolvedAttempt resolve_fresh(OpenProject& open, std::string_view text) {
  try {
    ResolvedAttempt found = resolve_word(open, text);
    if (is_in_place(open, found.resolved.run)) {
      if (!refresh_edited(open, {found.resolved.run})) return found;
      // An alias may have been given or taken away.
      return resolve_word(open, text);
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
  }
  // The catalog may be behind: somebody moved, removed or brought a folder.
  refresh_fully(open);
  return resolve_word(open, text);
}

}  // namespace

Resolved resolve_in_place(OpenProject& open, std::string_view text) {
  ResolvedAttempt found = resolve_fresh(open, text);
  if (found.number) refuse_attempt(text, found.resolved.run);
  return std::move(found.resolved);
}

ReadRun resolve_to_tell(OpenProject& open, std::string_view text) {
  ResolvedAttempt found = resolve_fresh(open, text);
  ReadRun read{.resolved = std::move(found.resolved)};
  read.label = read.resolved.run.id.text;
  if (!found.number) return read;
  read.label += fmt::format("@{}", *found.number);
  FoundAttempt attempt =
      find_attempt(open.project, open.catalog(), read.resolved.run, *found.number);
  read.resolved.run = std::move(attempt.run);
  read.trash_entry = std::move(attempt.trash_entry);
  read.only_recorded = std::move(attempt.only_recorded);
  return read;
}

ReadRun resolve_to_read(OpenProject& open, std::string_view text) {
  ReadRun read = resolve_to_tell(open, text);
  if (!read.only_recorded) return read;
  throw Error(ErrorCode::not_found,
              fmt::format("the files of attempt {} of run {} are gone: they have left the trash",
                          read.only_recorded->number, read.resolved.run.id.text),
              fmt::format("what its run's record tells of it: cairn show {}", read.label));
}

RunRow load_row(const OpenProject& open, const RunHead& run) {
  if (run.rowid == 0) {
    RunRow row = attempt_row(open.project, run);
    // Tags and notes are of the run: those in the trash are how they were.
    const std::optional<RunHead> now = open.catalog().find_by_digest(run.digest);
    if (now) {
      add_user_edits(row, read_user_edits(open.project, now->path, now->id), now->user_mtime);
    }
    return row;
  }
  const std::array rowids{run.rowid};
  std::vector<RunRow> rows = open.catalog().load_runs(rowids, RunParts::all);
  if (rows.empty()) {
    throw Error(ErrorCode::not_found, fmt::format("run {} is gone", run.id.text));
  }
  return std::move(rows.front());
}

std::optional<Record> load_record_if_any(const OpenProject& open, const RunHead& run) {
  if (is_open_attempt(run)) return std::nullopt;
  return load_record(open.project, run);
}

std::string child_key_text(const RunDefinition& run, const std::string& name) {
  return canonical_json(Map{{"name", name}, {"parent", run.digest.hex()}});
}

}  // namespace cairn
