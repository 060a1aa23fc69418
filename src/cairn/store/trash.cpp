#include "cairn/store/trash.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/link_above.h"
#include "cairn/store/results_place.h"
#include "cairn/store/trash_entry.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr AtomicSites kTrashUserSites{Site::trash_user, Site::trash_user, Site::trash_user,
                                      Site::trash_user};

/// The files of `.run` that belong to this run, relative to the run folder, the record first.
std::vector<std::string> own_run_files(const std::string& folder, const RunId& id) {
  std::vector<std::string> paths;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == id) || name->kind == RunFileName::Kind::user) continue;
    const bool is_record = name->kind == RunFileName::Kind::record;
    paths.insert(is_record ? paths.begin() : paths.end(), join_path(kRunFolder, entry.name));
  }
  return paths;
}

void refuse_when_pinned(const std::string& folder, const RunId& id) {
  if (!read_user_edits(folder, id).pinned) return;
  throw Error(ErrorCode::conflict,
              fmt::format("run {} is pinned, so it gets no new attempt", id.text),
              fmt::format("let it go with: cairn unpin {}", id.text));
}

void sync_all(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) fsync_path(Site::trash_folder, folder);
}

/// A new folder in the trash with a note of what came from where; its absolute path.
std::string make_entry(const Project& project, const FileLock& edits,
                       const RunDefinition& definition, const std::string& reason,
                       const SeenFiles& seen) {
  require_one_disk(project, definition.path, "trash");
  TrashEntry entry{.kind = TrashKind::attempt, .path = definition.path, .reason = reason};
  entry.runs.push_back({definition.id, definition.digest, definition.path, definition.name});
  entry.changed = changed_files(project.absolute(definition.path), definition.id, seen);
  make_trash_entry(project, edits, definition.id.text, entry);
  return trash_entry_path(project, entry);
}

/// Moves one file or folder of a shared folder, parents made as needed. What is there already stays
/// as it is: after a power cut a later attempt may have written here, and left no other trace.
void move_part(const std::string& folder, const std::string& part, const std::string& target) {
  const std::string from = join_path(folder, part);
  const std::string to = join_path(target, part);
  if (!stat_path(from) || stat_path(to)) return;
  make_folders(Site::trash_folder, parent_path(to));
  rename_path(Site::trash_move, from, to);
}

/// Whether the file is there under both names: a power cut may keep the old one, too.
bool is_in_both(const std::string& from, const std::string& to) {
  const std::optional<std::string> bytes = read_file_if_any(to);
  return bytes && read_file(from) == *bytes;
}

/// What an attempt promised to leave in a folder that runs share.
std::vector<std::string> promised_parts(const RunDefinition& definition) {
  std::vector<std::string> parts;
  for (const DeclaredOut& out : definition.outs) parts.push_back(out.path);
  parts.insert(parts.end(), definition.metric_files.begin(), definition.metric_files.end());
  for (const std::string& path : {definition.log, definition.warnings}) {
    if (!path.empty()) parts.push_back(path);
  }
  return parts;
}

/// Throws Error(conflict) where what is to be moved lies behind a link.
void refuse_links(const Project& project, const RunDefinition& definition) {
  refuse_link_above(project, definition.path);
  if (!definition.shared_folder) return;
  std::vector<std::string> parts = promised_parts(definition);
  parts.push_back(record_path("", definition.id).substr(1));
  refuse_links_above(project, definition.path, parts);
}

void move_shared(const Project& project, const RunDefinition& definition,
                 const std::string& target) {
  refuse_links(project, definition);
  const std::string folder = project.absolute(definition.path);
  make_folders(Site::trash_folder, run_files_folder(target));
  const bool is_durable = project.spec.durability == Durability::full;
  // The place in the trash is safe before the record goes there, and the record is before what it
  // names follows.
  if (is_durable) sync_all({target, parent_path(target)});
  for (const std::string& path : own_run_files(folder, definition.id)) {
    move_part(folder, path, target);
    const std::string left = join_path(folder, path);
    if (stat_path(left) && is_in_both(left, join_path(target, path))) {
      remove_file(Site::trash_move, left);
    }
  }
  if (is_durable && stat_path(run_files_folder(folder))) {
    sync_all({run_files_folder(target), run_files_folder(folder)});
  }
  for (const std::string& part : promised_parts(definition)) move_part(folder, part, target);
}

/// A folder moves at once, and so the note of it may be lost with the move; the files of a shared
/// folder move one by one, and after a power cut the note says where the others went.
void note_handover(const Project& project, const RunDefinition& definition,
                   const std::string& entry) {
  const int attempt = newest_attempt(project.absolute(definition.path), definition.id);
  const Durability durability =
      definition.shared_folder ? project.spec.durability : Durability::none;
  write_atomically(kTrashFolderSites, handover_path(project, definition),
                   fmt::format("{} {}", base_name(entry), attempt), durability);
}

/// What a handover note says.
struct HandoverNote {
  std::string entry;   ///< The name of the entry in the trash.
  int attempt = -1;    ///< The last attempt that it holds; -1 where the note does not tell.
  std::string coming;  ///< The entry that is moved back into the run's folder; empty: none.
};

std::optional<HandoverNote> read_note(const std::string& path) {
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  const std::vector<std::string> words = split(*text, ' ');
  HandoverNote note{.entry = words.front()};
  if (words.size() > 1) {
    std::from_chars(words[1].data(), words[1].data() + words[1].size(), note.attempt);
  }
  if (words.size() > 2) note.coming = words[2];
  return note;
}

/// Where the contents of the noted entry lie, when they do.
std::optional<std::string> noted_folder(const Project& project, const HandoverNote& note) {
  std::string folder = project.hidden("trash/" + note.entry) + "/run";
  return stat_path(folder) ? std::optional(std::move(folder)) : std::nullopt;
}

bool is_kept_edit(const std::string& path) {
  const std::string name = base_name(path);
  return without_edited(name) != name;
}

/// Whether an entry of a run folder is a person's: a kept edit, or a folder of nothing else.
bool holds_kept_edits_only(const std::string& folder, const FolderEntry& entry) {
  if (entry.kind == FileStat::Kind::file) return is_kept_edit(entry.name);
  if (entry.kind != FileStat::Kind::folder) return false;
  const std::vector<std::string> files = files_below(join_path(folder, entry.name));
  return !files.empty() && std::ranges::all_of(files, is_kept_edit);
}

/// What the run itself made, as far as its record tells.
std::set<std::string> made_by_run(const std::string& folder, const RunId& id) {
  std::set<std::string> paths;
  // An attempt that was killed has none.
  if (const std::optional<Record> record = read_sound_record(folder, id)) {
    for (const RecordArtifact& artifact : record->artifacts) paths.insert(artifact.path);
  }
  return paths;
}

/// Makes a move into the trash durable: what was replaced must be in one of the two places.
void sync_move(const Project& project, const std::string& entry, const std::string& folder) {
  if (project.spec.durability != Durability::full) return;
  std::set<std::string> folders = {entry, parent_path(entry), project.hidden(""), project.root,
                                   parent_path(folder)};
  if (stat_path(folder)) {
    // Of a shared folder only parts were moved: the names on both sides changed further down.
    folders.insert({folder, run_files_folder(folder), entry + "/run"});
    for (const std::string& file : files_below(entry + "/run")) {
      folders.insert(parent_path(entry + "/run/" + file));
    }
  }
  for (const std::string& path : folders) fsync_path(Site::trash_folder, path);
}

}  // namespace

int newest_attempt(const std::string& folder, const RunId& id) {
  int newest = 0;
  for (const std::string& path : own_run_files(folder, id)) {
    newest = std::max(newest, parse_run_file_name(base_name(path))->attempt);
  }
  const std::optional<std::string> text = read_file_if_any(record_path(folder, id));
  if (!text) return newest;
  const auto record = unless_corrupt([&] { return parse_record(*text, record_path(folder, id)); });
  return std::max(newest, record ? record->attempt().number : last_number_named(*text));
}

bool has_remains(const Project& project, const RunDefinition& definition) {
  const std::string folder = project.absolute(definition.path);
  if (!stat_path(folder)) return false;
  if (!own_run_files(folder, definition.id).empty()) return true;
  if (definition.shared_folder) return false;
  const std::vector<FolderEntry> entries = list_folder(folder);
  return std::any_of(entries.begin(), entries.end(), [&](const FolderEntry& entry) {
    return entry.name != kRunFolder && !holds_kept_edits_only(folder, entry);
  });
}

int last_trashed_attempt(const Project& project, const RunDefinition& definition) {
  int last = 0;
  std::vector<std::string> unreadable;
  for (const TrashEntry& entry : list_trash(project, unreadable)) {
    for (const TrashedRun& run : entry.runs) {
      if (run.digest != definition.digest) continue;
      const std::string contents = trash_contents_path(project, entry);
      // Each was an attempt of its own, whatever is left of it.
      last = std::max(
          last + 1, newest_attempt(join_path(contents, relative_to(run.path, entry.path)), run.id));
    }
  }
  return last;
}

std::string handover_path(const Project& project, const RunDefinition& definition) {
  return project.hidden("staging/" + definition.digest.hex());
}

std::optional<std::string> read_handover(const Project& project, const RunDefinition& definition) {
  const std::optional<HandoverNote> note = read_note(handover_path(project, definition));
  return note ? noted_folder(project, *note) : std::nullopt;
}

bool hands_over(const Project& project, const Digest& digest, std::string_view entry) {
  const std::optional<HandoverNote> note = read_note(project.hidden("staging/" + digest.hex()));
  return note && (note->entry == entry || note->coming == entry);
}

void note_coming_back(const Project& project, const RunDefinition& definition,
                      const std::string& coming) {
  const std::string path = handover_path(project, definition);
  const HandoverNote left = read_note(path).value_or(HandoverNote{.entry = coming});
  ensure_hidden_folder(project, "staging");
  write_atomically(kTrashFolderSites, path,
                   fmt::format("{} {} {}", left.entry, left.attempt, coming),
                   project.spec.durability);
}

std::string came_back_path(const Project& project, const Digest& digest) {
  return project.hidden(fmt::format("staging/{}.back", digest.hex()));
}

void note_came_back(const Project& project, const Digest& digest) {
  ensure_hidden_folder(project, "staging");
  write_atomically(kTrashFolderSites, came_back_path(project, digest), "", Durability::none);
}

std::optional<std::string> read_coming_back(const Project& project,
                                            const RunDefinition& definition) {
  const std::optional<HandoverNote> note = read_note(handover_path(project, definition));
  return note && !note->coming.empty() ? std::optional(note->coming) : std::nullopt;
}

bool is_half_moved(const Project& project, const RunDefinition& definition) {
  if (!definition.shared_folder) return false;
  const std::optional<HandoverNote> note = read_note(handover_path(project, definition));
  const std::optional<std::string> trashed = note ? noted_folder(project, *note) : std::nullopt;
  if (!trashed) return false;
  const std::string folder = project.absolute(definition.path);
  if (newest_attempt(folder, definition.id) > note->attempt) return false;
  return std::ranges::all_of(own_run_files(folder, definition.id), [&](const std::string& path) {
    const std::string there = join_path(*trashed, path);
    return !stat_path(there) || is_in_both(join_path(folder, path), there);
  });
}

std::vector<Handover> list_handovers(const Project& project) {
  std::vector<Handover> handovers;
  const std::string folder = project.hidden("staging");
  for (const FolderEntry& file : list_folder(folder)) {
    const std::optional<Digest> digest = Digest::from_hex(file.name);
    if (!digest) continue;
    const std::optional<HandoverNote> note = read_note(join_path(folder, file.name));
    if (!note) continue;
    const std::optional<TrashEntry> trashed = read_trash_entry(project, note->entry);
    if (trashed) handovers.push_back({*digest, trashed->path});
  }
  return handovers;
}

void finish_move(const Project& project, const RunDefinition& definition,
                 const std::string& trashed) {
  if (!definition.shared_folder) return;
  move_shared(project, definition, trashed);
  sync_move(project, parent_path(trashed), project.absolute(definition.path));
}

void restore_user_file(const Project& project, const RunDefinition& definition,
                       const std::string& trashed) {
  const std::string target = user_path(project.absolute(definition.path), definition.id);
  const std::optional<std::string> user = read_file_if_any(user_path(trashed, definition.id));
  if (!user || stat_path(target)) return;
  make_folders(Site::trash_user, parent_path(target));
  write_atomically(kTrashUserSites, target, *user, project.spec.durability);
}

std::vector<std::string> restore_kept_edits(const Project& project, const RunDefinition& definition,
                                            const std::string& trashed) {
  std::vector<std::string> kept;
  if (definition.shared_folder) return kept;
  for (const std::string& path : files_below(trashed, kRunFolder)) {
    if (is_kept_edit(path)) kept.push_back(path);
  }
  if (kept.empty()) return kept;
  const std::set<std::string> made = made_by_run(trashed, definition.id);
  std::erase_if(kept, [&](const std::string& path) {
    return made.contains(path) || std::ranges::any_of(definition.outs, [&](const DeclaredOut& out) {
             return is_below(path, clean_path(out.path));
           });
  });
  for (const std::string& path : kept) {
    const std::string target = join_path(project.absolute(definition.path), path);
    const std::optional<std::string> text = read_file_if_any(join_path(trashed, path));
    if (!text || stat_path(target)) continue;
    make_folders(Site::trash_user, parent_path(target));
    write_atomically(kTrashUserSites, target, *text, project.spec.durability);
  }
  return kept;
}

std::string move_to_trash(const Project& project, const FileLock& edits,
                          const RunDefinition& definition, const std::string& reason,
                          const SeenFiles& seen) {
  const std::string folder = project.absolute(definition.path);
  refuse_when_pinned(folder, definition.id);
  refuse_links(project, definition);
  if (is_half_moved(project, definition)) {
    const std::string begun = *read_handover(project, definition);
    finish_move(project, definition, begun);
    return begun;
  }
  ensure_hidden_folder(project, "staging");  // Its name is synced with that of the trash.
  const std::string entry = make_entry(project, edits, definition, reason, seen);
  const std::string target = entry + "/run";
  note_handover(project, definition, entry);
  if (definition.shared_folder) {
    make_folder(Site::trash_folder, target);
    move_shared(project, definition, target);
  } else {
    rename_path(Site::trash_move, folder, target);
  }
  sync_move(project, entry, folder);
  return target;
}

}  // namespace cairn
