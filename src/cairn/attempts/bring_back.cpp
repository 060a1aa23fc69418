#include "cairn/attempts/bring_back.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/attempts/earlier_attempts.h"
#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/journal.h"
#include "cairn/store/link_above.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"
#include "cairn/verify/verify_files.h"
#include "cairn/views/run_documents.h"

namespace cairn {

namespace {

constexpr AtomicSites kSaidSites{Site::trash_restore, Site::trash_restore, Site::trash_restore,
                                 Site::trash_restore};

[[noreturn]] void refuse_gone(const TrashEntry& entry) {
  throw Error(ErrorCode::not_found, fmt::format("'{}' is in the trash no more", entry.name),
              "list what is there: cairn trash ls");
}

/// What is said of the run where it lies, or, between two attempts, in the trash.
std::optional<std::string> text_of_person(const Project& project, const RunDefinition& definition) {
  const std::string home = project.absolute(definition.path);
  std::optional<std::string> text = read_file_if_any(user_path(home, definition.id));
  if (text) return text;
  const std::optional<std::string> trashed = read_handover(project, definition);
  return trashed ? read_file_if_any(user_path(*trashed, definition.id)) : std::nullopt;
}

/// It is said of the run, whichever attempt lies there: it comes along before anything moves, so
/// that nobody finds the run without it.
void take_along_what_is_said(const Project& project, const RunDefinition& definition,
                             const std::string& contents) {
  const std::string target = user_path(contents, definition.id);
  const std::optional<std::string> text = text_of_person(project, definition);
  if (!text || read_file_if_any(target) == text) return;
  // In a folder that runs share it stays where it is.
  if (definition.shared_folder &&
      stat_path(user_path(project.absolute(definition.path), definition.id))) {
    return remove_file(Site::trash_restore, target);
  }
  make_folders(Site::trash_restore, parent_path(target));
  write_atomically(kSaidSites, target, *text, project.spec.durability);
}

/// Views that a person edited, and that were kept for it, come along as they do with a new attempt.
void take_along_kept_edits(const Project& project, const RunDefinition& definition,
                           const TrashEntry& entry) {
  if (!stat_path(project.absolute(definition.path))) return;
  RunDefinition there = definition;
  there.path = relative_to(trash_contents_path(project, entry), project.root);
  restore_kept_edits(project, there, project.absolute(definition.path));
}

/// Removes a folder that a killed begin made, once all that it holds is in `contents`, too.
void remove_begun_folder(const Project& project, const std::string& path,
                         const std::string& contents) {
  const std::string home = project.absolute(path);
  if (!stat_path(home)) return;
  for (const std::string& file : files_below(home)) {
    if (read_file_if_any(join_path(home, file)) == read_file_if_any(join_path(contents, file))) {
      continue;
    }
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is in the way", printable(join_path(path, file))));
  }
  remove_tree(Site::trash_restore, home);
}

/// The files of the run in a shared folder that are to come; throws where one has its place taken.
std::vector<std::string> coming_parts(const Project& project, const RunDefinition& definition,
                                      const std::string& contents) {
  std::vector<std::string> parts = run_parts(contents, definition.id);
  refuse_links_above(project, relative_to(contents, project.root), parts);
  refuse_links_above(project, definition.path, parts);
  const std::string home = project.absolute(definition.path);
  for (const std::string& part : parts) {
    if (!stat_path(join_path(contents, part)) || !stat_path(join_path(home, part))) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' is in the way", printable(join_path(definition.path, part))));
  }
  return parts;
}

void put_back(const Project& project, const FileLock& edits, const RunDefinition& definition,
              const TrashEntry& entry) {
  const std::string contents = trash_contents_path(project, entry);
  if (!definition.shared_folder) {
    remove_begun_folder(project, definition.path, contents);
    return put_folder_back(project, edits, contents, definition.path);
  }
  const std::vector<std::string> parts = coming_parts(project, definition, contents);
  note_coming_back(project, definition, entry.name);
  put_parts_back(project, edits, contents, definition.path, parts);
}

/// The run is in its place: neither note nor entry is needed any more. A purge that comes in
/// between takes an entry without contents for one whose move never happened.
void settle(const Project& project, const RunDefinition& definition, const TrashEntry& entry) {
  remove_file(Site::trash_folder, handover_path(project, definition));
  remove_tree(Site::trash_purge, trash_entry_path(project, entry));
}

}  // namespace

void require_whole(const Project& project, const TrashEntry& entry, const Record& record) {
  FileVerifier verifier(project, VerifyDepth::deep);
  const std::string contents = relative_to(trash_contents_path(project, entry), project.root);
  for (const RecordArtifact& artifact : record.artifacts) {
    const auto problem =
        verifier.check(join_path(contents, artifact.path),
                       {.path = artifact.path, .size = artifact.size, .sha256 = artifact.sha256});
    if (!problem) continue;
    throw Error(ErrorCode::corrupt,
                fmt::format("'{}': {}", printable(artifact.path), problem->message));
  }
}

Record bring_back(const Project& project, const RunDefinition& definition, const TrashEntry& entry,
                  std::optional<int> known_attempt) {
  const std::string contents = trash_contents_path(project, entry);
  const std::string home = project.absolute(definition.path);
  const FileLock lock = lock_edits(project);
  if (finish_bringing_back(project, lock, definition)) refuse_made_meanwhile(definition.id);
  refuse_link_above(project, definition.path);
  if (is_half_moved(project, definition)) {
    finish_move(project, definition, *read_handover(project, definition));
  }
  const bool has_attempt = has_remains(project, definition);
  if (has_attempt) refuse_news(definition, read_earlier(project, definition, home), known_attempt);
  if (!stat_path(record_path(contents, definition.id))) refuse_gone(entry);
  Record record = read_record(contents, definition.id);
  record.definition.path = definition.path;  // Its folder may have been moved since.
  take_along_what_is_said(project, definition, contents);
  take_along_kept_edits(project, definition, entry);
  if (!definition.shared_folder && was_replaced(entry)) {
    remove_old_documents(project, record, definition.path, contents);
  }
  if (has_attempt) {
    move_to_trash(
        project, lock, definition,
        fmt::format("{}{}, which came back", kReplacedByAttempt, record.attempt().number));
  }
  // Before it as well: in a folder that runs share nothing else tells of a run that came.
  append_begun(project, definition.id, definition.path, definition.digest);
  note_came_back(project, definition.digest);
  put_back(project, lock, definition, entry);
  append_journal(project, definition.id, definition.path, definition.digest);
  settle(project, definition, entry);
  return record;
}

bool finish_bringing_back(const Project& project, const FileLock& edits,
                          const RunDefinition& definition) {
  const std::optional<std::string> coming = read_coming_back(project, definition);
  if (!coming) return false;
  const std::optional<TrashEntry> entry = read_trash_entry(project, *coming);
  if (!entry) {
    remove_file(Site::trash_folder, handover_path(project, definition));
    return true;
  }
  const std::string contents = trash_contents_path(project, *entry);
  append_begun(project, definition.id, definition.path, definition.digest);
  put_parts_back(project, edits, contents, definition.path,
                 coming_parts(project, definition, contents));
  append_journal(project, definition.id, definition.path, definition.digest);
  settle(project, definition, *entry);
  return true;
}

bool finish_bringing_back(const Project& project, const RunDefinition& definition) {
  if (!read_coming_back(project, definition)) return false;
  return finish_bringing_back(project, lock_edits(project), definition);
}

void put_folder_back(const Project& project, const FileLock& /*edits*/, const std::string& contents,
                     const std::string& path) {
  const std::string home = project.absolute(path);
  const std::vector<std::string> made = make_folders(Site::trash_restore, parent_path(home));
  move_to_new(Site::trash_restore, contents, home);
  if (project.spec.durability != Durability::full) return;
  fsync_path(Site::trash_restore, parent_path(home));
  for (const std::string& folder : made) fsync_path(Site::trash_restore, parent_path(folder));
  fsync_path(Site::trash_restore, parent_path(contents));
}

void put_parts_back(const Project& project, const FileLock& /*edits*/, const std::string& contents,
                    const std::string& path, const std::vector<std::string>& parts) {
  const std::string home = project.absolute(path);
  make_folders(Site::trash_restore, home);
  move_parts(Site::trash_restore, contents, home, parts);
  if (project.spec.durability == Durability::full) {
    sync_parts(Site::trash_restore, contents, home, parts);
  }
}

}  // namespace cairn
