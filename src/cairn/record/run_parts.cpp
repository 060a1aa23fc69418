#include "cairn/record/run_parts.h"

#include <algorithm>
#include <set>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/tree.h"
#include "cairn/record/events.h"
#include "cairn/record/record.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

void add_declared(const RunDefinition& definition, std::vector<std::string>& parts) {
  for (const DeclaredOut& out : definition.outs) parts.push_back(out.path);
  parts.insert(parts.end(), definition.metric_files.begin(), definition.metric_files.end());
  for (const std::string& path : {definition.log, definition.warnings}) {
    if (!path.empty()) parts.push_back(path);
  }
}

/// What lies in another part goes with it.
void drop_nested(std::vector<std::string>& parts) {
  std::vector<std::string> kept;
  for (const std::string& part : parts) {
    const bool is_inside = std::ranges::any_of(
        parts, [&](const std::string& other) { return other != part && is_below(part, other); });
    if (!is_inside && std::ranges::find(kept, part) == kept.end()) kept.push_back(part);
  }
  parts = std::move(kept);
}

/// Removes the folders that a part left empty, up to `folder`.
void remove_empty_above(Site site, const std::string& folder, const std::string& part) {
  for (std::string path = parent_path(part); !path.empty(); path = parent_path(path)) {
    const std::string emptied = join_path(folder, path);
    if (stat_path(emptied) && !remove_empty_folder(site, emptied)) return;
  }
}

/// When a part moves: what a run made, what `.run` holds of it, and the record, by which it counts;
/// a `.run` folder that moves whole holds that too.
int turn_of(const std::string& part) {
  if (base_name(part) == kRunFolder) return 2;
  if (base_name(parent_path(part)) != kRunFolder) return 0;
  const std::optional<RunFileName> name = parse_run_file_name(base_name(part));
  return name && name->kind == RunFileName::Kind::record ? 2 : 1;
}

}  // namespace

std::vector<std::string> run_parts(const std::string& folder, const RunId& id) {
  std::vector<std::string> parts;
  std::vector<std::string> own;
  for (const FolderEntry& entry : list_folder(run_files_folder(folder))) {
    const std::optional<RunFileName> name = parse_run_file_name(entry.name);
    if (!name || !(name->id == id)) continue;
    const std::string path = join_path(kRunFolder, entry.name);
    own.push_back(path);
    if (name->kind == RunFileName::Kind::record) {
      const Record record = read_record(folder, id);
      for (const RecordArtifact& artifact : record.artifacts) parts.push_back(artifact.path);
      add_declared(record.definition, parts);
    } else if (name->kind == RunFileName::Kind::events) {
      const EventSummary events = read_events(join_path(folder, path));
      if (const Value* run = events.begin.find("run")) {
        add_declared(definition_from_value(*run), parts);
      }
    }
  }
  std::erase_if(parts, [](const std::string& part) { return is_below(part, kRunFolder); });
  drop_nested(parts);
  parts.insert(parts.end(), own.begin(), own.end());
  order_parts(parts);
  return parts;
}

void order_parts(std::vector<std::string>& parts) { std::ranges::stable_sort(parts, {}, turn_of); }

void move_parts(Site site, const std::string& from, const std::string& to,
                const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    if (stat_path(join_path(from, part))) {
      make_folders(site, parent_path(join_path(to, part)));
      move_to_new(site, join_path(from, part), join_path(to, part));
    }
    // Also where it has gone before: whoever moved it may have been cut off here.
    remove_empty_above(site, from, part);
  }
}

void sync_parts(Site site, const std::string& from, const std::string& to,
                const std::vector<std::string>& parts) {
  std::set<std::string> folders{from, to};
  for (const std::string& part : parts) {
    for (std::string path = parent_path(part); !path.empty(); path = parent_path(path)) {
      folders.insert(join_path(from, path));
      folders.insert(join_path(to, path));
    }
  }
  for (const std::string& folder : folders) {
    if (stat_path(folder)) fsync_path(site, folder);
  }
}

}  // namespace cairn
