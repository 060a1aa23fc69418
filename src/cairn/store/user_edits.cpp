#include "cairn/store/user_edits.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/adopted.h"
#include "cairn/store/journal.h"

namespace cairn {

namespace {

constexpr AtomicSites kUserSites{Site::user_write, Site::user_fsync, Site::user_rename,
                                 Site::user_folder_fsync};
constexpr int kUserFormat = 1;

std::string user_text(const Value& file, std::string_view key) {
  const Value* found = field_of_type(file, key, Value::Type::string);
  return found == nullptr ? "" : found->as_string();
}

UserLink link_from_value(const Value& value) {
  UserLink link{.type = text_field(value, "type"),
                .run = user_text(value, "run"),
                .at = value.find("at") == nullptr ? 0 : time_field(value, "at")};
  for (const auto& [key, fact] : value.as_map()) {
    if (key != "type" && key != "run" && key != "at") link.facts.append(key, fact);
  }
  return link;
}

Value link_to_value(const UserLink& link) {
  Map map{{"type", link.type}};
  if (!link.run.empty()) map.append("run", link.run);
  if (link.at != 0) map.append("at", utc_text(link.at));
  for (const auto& [key, fact] : link.facts) map.append(key, fact);
  return map;
}

constexpr std::array<std::string_view, 7> kUserKeys = {"format",  "description", "notes", "tags",
                                                       "aliases", "pinned",      "links"};

UserEdits edits_from_value(const Value& file) {
  if (!file.is_map()) throw Error(ErrorCode::corrupt, "it is no JSON object");
  UserEdits edits{.description = user_text(file, "description"), .notes = user_text(file, "notes")};
  if (const Value* tags = field_of_type(file, "tags", Value::Type::map))
    edits.tags = tags->as_map();
  if (const Value* aliases = field_of_type(file, "aliases", Value::Type::list)) {
    edits.aliases = texts_from_list(aliases->as_list());
  }
  const Value* pinned = field_of_type(file, "pinned", Value::Type::boolean);
  edits.pinned = pinned != nullptr && pinned->as_bool();
  if (const Value* links = field_of_type(file, "links", Value::Type::list)) {
    for (const Value& link : links->as_list()) edits.links.push_back(link_from_value(link));
  }
  for (const auto& [key, value] : file.as_map()) {
    if (std::find(kUserKeys.begin(), kUserKeys.end(), key) == kUserKeys.end()) {
      edits.others.append(key, value);
    }
  }
  return edits;
}

Value edits_to_value(const UserEdits& edits) {
  Map map{{"format", kUserFormat}};
  if (!edits.description.empty()) map.append("description", edits.description);
  if (!edits.notes.empty()) map.append("notes", edits.notes);
  if (!edits.tags.empty()) map.append("tags", edits.tags);
  if (!edits.aliases.empty()) map.append("aliases", texts_to_list(edits.aliases));
  if (edits.pinned) map.append("pinned", true);
  if (!edits.links.empty()) {
    List links;
    for (const UserLink& link : edits.links) links.push_back(link_to_value(link));
    map.append("links", std::move(links));
  }
  for (const auto& [key, value] : edits.others) map.append(key, value);
  return map;
}

/// Whether the run has a record or an attempt in its folder, or among those of its adopted tree.
bool is_there(const Project& project, const RunHead& run) {
  const RunId& id = run.id;
  if (project.adopted_at(run.path) != nullptr) {
    return stat_path(project.absolute(run.record_path)).has_value();
  }
  const std::string folder = project.absolute(run.path);
  if (stat_path(record_path(folder, id))) return true;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> file = parse_run_file_name(entry.name);
    if (file && file->id == id && file->kind == RunFileName::Kind::events) return true;
  }
  return false;
}

/// What a person typed is as dear as a record, and no coordinator will sync it later.
Durability edit_durability(const Project& project) {
  return project.spec.durability == Durability::none ? Durability::none : Durability::full;
}

void write_user_file(const Project& project, const std::string& path, const UserEdits& edits) {
  const Durability durability = edit_durability(project);
  if (edits != UserEdits{}) {
    // That of an adopted tree may not be there yet.
    if (!stat_path(parent_path(path))) make_folders(Site::project_folder, parent_path(path));
    write_atomically(kUserSites, path, to_json(edits_to_value(edits), JsonStyle::pretty) + "\n",
                     durability);
    return;
  }
  remove_file(Site::user_remove, path);
  if (durability == Durability::full) fsync_path(Site::user_folder_fsync, parent_path(path));
}

UserEdits read_edits_at(const std::string& path) {
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return {};
  constexpr const char* kHint = "correct the file by hand: what is in it is yours";
  try {
    const Value file = parse_json(*text, path);
    check_format(path + ": it", int_if_any(file, "format").value_or(kUserFormat), kUserFormat);
    try {
      return edits_from_value(file);
    } catch (const Error& error) {
      throw Error(ErrorCode::corrupt, error.message()).with_context(path);
    }
  } catch (const Error& error) {
    if (error.code() == ErrorCode::conflict) throw;
    throw Error(ErrorCode::corrupt, error.message(), kHint);
  }
}

}  // namespace

UserEdits read_user_edits(const std::string& folder, const RunId& id) {
  return read_edits_at(user_path(folder, id));
}

UserEdits read_user_edits(const Project& project, const std::string& path, const RunId& id) {
  return read_edits_at(user_file_of(project, path, id));
}

std::string user_file_of(const Project& project, const std::string& path, const RunId& id) {
  const AdoptedRoot* root = project.adopted_at(path);
  if (root != nullptr) return project.absolute(adopted_user_path(root->tree, id));
  return user_path(project.absolute(path), id);
}

std::string verified_result(const std::vector<UserLink>& links, std::int64_t attempt) {
  const UserLink* last = nullptr;
  for (const UserLink& link : links) {
    if (link.type != kVerifiedLink) continue;
    const Value* of = link.facts.find("attempt");
    // A check of an attempt that was replaced says nothing of this one.
    if (of != nullptr && *of != Value(attempt)) continue;
    if (last == nullptr || link.at >= last->at) last = &link;
  }
  const Value* result = last == nullptr ? nullptr : last->facts.find("result");
  return result != nullptr && result->is_string() ? result->as_string() : "";
}

Map merged_tags(const Map& logged, const Map& typed) {
  Map tags = logged;
  for (const auto& [key, value] : typed) {
    if (value.is_null()) {
      tags.erase(key);
    } else {
      tags.set(key, value);
    }
  }
  return tags;
}

EditResult edit_user_locked(const Project& project, const RunHead& run,
                            const std::function<void(UserEdits&)>& change) {
  if (!is_there(project, run)) {
    throw Error(ErrorCode::not_found,
                fmt::format("run {} is not in '{}' any more", run.id.text, run.path),
                "list the runs with: cairn ls");
  }
  const std::string path = user_file_of(project, run.path, run.id);
  const UserEdits before = read_edits_at(path);
  UserEdits after = before;
  change(after);
  if (after == before) return EditResult::unchanged;
  write_user_file(project, path, after);
  append_journal(project, run.id, run.path, run.digest);
  return EditResult::changed;
}

EditResult edit_user(const Project& project, const RunHead& run,
                     const std::function<void(UserEdits&)>& change) {
  const FileLock lock = lock_edits(project);
  return edit_user_locked(project, run, change);
}

FileLock lock_edits(const Project& project) {
  return FileLock::acquire(join_path(ensure_hidden_folder(project, "locks"), "attempts"));
}

}  // namespace cairn
