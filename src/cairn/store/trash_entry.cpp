#include "cairn/store/trash_entry.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/parallel.h"
#include "cairn/base/time_units.h"
#include "cairn/record/record_values.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 4> kKindNames = {"attempt", "run", "group", "objects"};

std::string note_path(const Project& project, const std::string& name) {
  return project.hidden("trash/" + name + "/entry.json");
}

List changed_to_list(const std::vector<ChangedFile>& changed) {
  List list;
  for (const ChangedFile& file : changed) {
    Map map{{"path", file.path}};
    if (file.sha256) map.append("size", file.size);
    map.append("sha256", file.sha256 ? Value(file.sha256->hex()) : Value());
    list.push_back(std::move(map));
  }
  return list;
}

Value entry_to_value(const TrashEntry& entry) {
  List runs;
  for (const TrashedRun& run : entry.runs) {
    runs.push_back(Map{
        {"id", run.id.text}, {"digest", run.digest.hex()}, {"path", run.path}, {"name", run.name}});
  }
  Map note{{"format", kTrashFormat},
           {"kind", trash_kind_name(entry.kind)},
           {"path", entry.path},
           {"moved", utc_text(entry.moved)},
           {"expires", entry.expires ? Value(utc_text(*entry.expires)) : Value()},
           {"reason", entry.reason},
           {"runs", std::move(runs)}};
  if (!entry.parts.empty()) note.append("parts", texts_to_list(entry.parts));
  if (!entry.changed.empty()) note.append("changed", changed_to_list(entry.changed));
  return note;
}

TrashKind kind_from(const std::string& name) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<TrashKind>(i);
  }
  throw Error(ErrorCode::corrupt, fmt::format("there is no kind '{}'", name));
}

/// A path of the note is used: it must lie in the project.
std::string checked_path(std::string path) {
  const bool is_inside = !path.empty() && path.front() != '/' && clean_path(path) == path &&
                         path != ".." && !path.starts_with("../");
  if (!is_inside) throw Error(ErrorCode::corrupt, fmt::format("'{}' is no path here", path));
  return path;
}

ChangedFile changed_from_value(const Value& value) {
  ChangedFile file{.path = checked_path(text_field(value, "path"))};
  if (field(value, "sha256").is_null()) return file;
  file.size = static_cast<std::uint64_t>(int_field(value, "size"));
  file.sha256 = digest_field(value, "sha256");
  return file;
}

TrashEntry from_first_format(const Value& value) {
  TrashEntry entry{.path = checked_path(text_field(value, "path")),
                   .moved = time_field(value, "moved"),
                   .reason = text_or(value, "reason", "")};
  entry.runs.push_back({{text_field(value, "id")}, digest_field(value, "digest"), entry.path, ""});
  return entry;
}

TrashEntry from_value(const Value& value) {
  if (int_field(value, "format") == 1) return from_first_format(value);
  TrashEntry entry{.kind = kind_from(text_field(value, "kind")),
                   .path = checked_path(text_field(value, "path")),
                   .moved = time_field(value, "moved"),
                   .reason = text_or(value, "reason", "")};
  if (!field(value, "expires").is_null()) entry.expires = time_field(value, "expires");
  for (const Value& run : list_field(value, "runs")) {
    entry.runs.push_back({{text_field(run, "id")},
                          digest_field(run, "digest"),
                          checked_path(text_field(run, "path")),
                          text_or(run, "name", "")});
  }
  for (const std::string& part : texts_from_list(list_or_empty(value, "parts"))) {
    entry.parts.push_back(checked_path(part));
  }
  for (const Value& file : list_or_empty(value, "changed")) {
    entry.changed.push_back(changed_from_value(file));
  }
  return entry;
}

}  // namespace

std::string_view trash_kind_name(TrashKind kind) {
  return kKindNames.at(static_cast<std::size_t>(kind));
}

bool was_replaced(const TrashEntry& entry) {
  return entry.kind == TrashKind::attempt && entry.reason.starts_with(kReplacedByAttempt);
}

std::string trash_entry_path(const Project& project, const TrashEntry& entry) {
  return project.hidden("trash/" + entry.name);
}

std::string trash_contents_path(const Project& project, const TrashEntry& entry) {
  constexpr std::array<std::string_view, 4> kContents = {"/run", "/run", "/group", "/objects"};
  return trash_entry_path(project, entry) +
         std::string(kContents.at(static_cast<std::size_t>(entry.kind)));
}

void make_trash_entry(const Project& project, const FileLock& /*edits*/, const std::string& label,
                      TrashEntry& entry) {
  const std::string trash = ensure_hidden_folder(project, "trash");
  entry.moved = now_us();
  const auto days = project.spec.options.number(Option::cleanup_trash_days);
  if (days) entry.expires = entry.moved + static_cast<TimeUs>(*days * static_cast<double>(kDay));
  const std::string stamp = local_text(entry.moved, "%Y%m%d-%H%M%S");
  for (int counter = 0;; ++counter) {
    entry.name =
        fmt::format("{}-{}{}", stamp, label, counter == 0 ? "" : fmt::format(".{}", counter));
    const std::string folder = join_path(trash, entry.name);
    if (!make_folder(Site::trash_folder, folder)) continue;
    write_trash_note(project, entry);
    if (project.spec.durability == Durability::full) {
      for (const std::string& above : {trash, project.hidden(""), project.root}) {
        fsync_path(Site::trash_folder, above);
      }
    }
    return;
  }
}

void write_trash_note(const Project& project, const TrashEntry& entry) {
  write_atomically(kTrashFolderSites, note_path(project, entry.name),
                   to_json(entry_to_value(entry), JsonStyle::pretty) + "\n",
                   project.spec.durability);
}

std::optional<TrashEntry> read_trash_entry(const Project& project, const std::string& name) {
  const std::string path = note_path(project, name);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  try {
    const Value value = parse_json(*text, path);
    if (int_field(value, "format") > kTrashFormat) {
      throw Error(ErrorCode::conflict, fmt::format("{}: a newer cairn wrote it", path),
                  "use the cairn that wrote it, or a newer one");
    }
    TrashEntry entry = from_value(value);
    entry.name = name;
    return entry;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) throw;
    throw Error(ErrorCode::corrupt, error.message()).with_context(path);
  }
}

std::vector<TrashEntry> list_trash(const Project& project, std::vector<std::string>& problems) {
  std::vector<FolderEntry> folders = list_folder(project.hidden("trash"));
  std::erase_if(folders, [](const FolderEntry& folder) {
    return folder.kind != FileStat::Kind::folder || folder.name.front() == '.';
  });
  std::vector<std::optional<TrashEntry>> read(folders.size());
  std::vector<std::string> failed(folders.size());
  for_each_index(folders.size(), [&](std::size_t i) {
    try {
      read[i] = read_trash_entry(project, folders[i].name);
      if (read[i] && !stat_path(trash_contents_path(project, *read[i]))) read[i].reset();
    } catch (const Error& error) {
      failed[i] = error.message();
    }
  });
  std::vector<TrashEntry> entries;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (read[i]) entries.push_back(*std::move(read[i]));
    if (!failed[i].empty()) problems.push_back(std::move(failed[i]));
  }
  std::ranges::stable_sort(entries, {}, &TrashEntry::moved);
  return entries;
}

std::optional<TimeUs> trash_age(const Project& project) {
  const auto days = project.spec.options.number(Option::cleanup_trash_days);
  if (!days) return std::nullopt;
  return static_cast<TimeUs>(*days * static_cast<double>(kDay));
}

TimeUs trash_expiry(const Project& project, const TrashEntry& entry) {
  if (entry.expires) return *entry.expires;
  const std::optional<TimeUs> age = trash_age(project);
  return age ? entry.moved + *age : INT64_MAX;
}

}  // namespace cairn
