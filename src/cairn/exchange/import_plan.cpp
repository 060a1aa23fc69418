#include "cairn/exchange/import_plan.h"

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/folder.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/layout/paths.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/journal.h"
#include "cairn/store/trash.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

constexpr AtomicSites kPlanSites{Site::import_commit, Site::import_commit, Site::import_commit,
                                 Site::import_commit};

std::string plan_path(const std::string& folder) { return join_path(folder, "plan.json"); }

Value move_value(const ImportMove& move) {
  return Map{{"from", move.from}, {"id", move.id.text},        {"digest", move.digest.hex()},
             {"to", move.to},     {"replaces", move.replaces}, {"shared", move.is_shared}};
}

Value session_value(const ImportPlan& plan) {
  if (!plan.session || !plan.group) return {};
  return Map{{"experiment", plan.session->experiment},
             {"name", plan.session->name},
             {"date", plan.session->date},
             {"folder", plan.session->folder},
             {"group", plan.group->group},
             {"fields", plan.group->fields}};
}

void read_session(const Value& value, ImportPlan& plan) {
  plan.session = Session{.experiment = text_field(value, "experiment"),
                         .name = text_field(value, "name"),
                         .date = text_field(value, "date"),
                         .folder = text_field(value, "folder"),
                         .is_new = true};
  plan.group = GroupPlace{text_field(value, "group"), plan.session->folder,
                          map_field(value, "fields"), true};
}

bool is_full(const Project& project) { return project.spec.durability == Durability::full; }

/// Moves what is here to the trash, where the plan says so and it was not done yet. The staged
/// record says what the run is, since the one that is here may be damaged.
std::optional<std::string> clear_place(const Project& project, const ImportMove& move,
                                       const RunDefinition& staged) {
  if (move.replaces.empty()) return std::nullopt;
  RunDefinition definition = staged;
  definition.path = move.replaces;
  definition.shared_folder = move.is_shared;
  const SeenFiles seen = read_doubtful(project.absolute(move.replaces), move.id);
  const FileLock edits = lock_edits(project);
  const bool has_record =
      stat_path(record_path(project.absolute(move.replaces), move.id)).has_value();
  if (has_record || is_half_moved(project, definition)) {
    return move_to_trash(project, edits, definition, "replaced by an import", seen);
  }
  return read_handover(project, definition);
}

/// Renames the run into its place; another name where somebody took it meanwhile.
std::string put_in_place(const Project& project, const std::string& source,
                         const ImportMove& move) {
  for (const std::string& path : {move.to, with_id(move.to, move.id.text)}) {
    const std::string target = project.absolute(path);
    std::vector<std::string> changed = make_folders(Site::import_move, parent_path(target));
    if (!rename_without_replacing(Site::import_move, source, target)) continue;
    changed.push_back(target);
    if (is_full(project)) {
      for (const std::string& folder : changed) {
        fsync_path(Site::import_move_fsync, parent_path(folder));
      }
    }
    return path;
  }
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' was taken while the run was on its way there", printable(move.to)),
              "move it away; the next command goes on with the import");
}

/// What people and jobs put beside the runs of a group; what is here already stays.
void put_file_in_place(const Project& project, const std::string& folder, const ImportFile& file) {
  const std::string source = join_path(folder, file.from);
  if (!stat_path(source)) return;  // Whoever was cut off has moved it.
  const std::string target = project.absolute(file.to);
  std::vector<std::string> changed = make_folders(Site::import_move, parent_path(target));
  if (!rename_without_replacing(Site::import_move, source, target) || !is_full(project)) return;
  changed.push_back(target);
  for (const std::string& made : changed) fsync_path(Site::import_move_fsync, parent_path(made));
}

/// Where a run lies that an earlier process has moved already.
std::string place_of_moved(const Project& project, const ImportMove& move) {
  const std::string other = with_id(move.to, move.id.text);
  return stat_path(record_path(project.absolute(other), move.id)) ? other : move.to;
}

std::string carry_out_move(const Project& project, const std::string& folder,
                           const ImportMove& move) {
  const std::string source = join_path(folder, move.from);
  std::string path;
  if (stat_path(source)) {
    RunDefinition definition = read_record(source, move.id).definition;
    if (const auto trashed = clear_place(project, move, definition)) {
      // Before the rename: the run never stands there without what a person said of it.
      definition.path = relative_to(source, project.root);
      restore_user_file(project, definition, *trashed);
    }
    path = put_in_place(project, source, move);
  } else {
    path = place_of_moved(project, move);
  }
  if (!move.replaces.empty()) {
    RunDefinition definition{.digest = move.digest};
    remove_file(Site::import_remove, handover_path(project, definition));
  }
  append_journal(project, move.id, path, move.digest);
  return path;
}

}  // namespace

void write_import_plan(const Project& project, const std::string& folder, const ImportPlan& plan) {
  List moves;
  for (const ImportMove& move : plan.moves) moves.push_back(move_value(move));
  List files;
  for (const ImportFile& file : plan.files) {
    files.push_back(Map{{"from", file.from}, {"to", file.to}});
  }
  const Map value{{"format", 1},
                  {"moves", std::move(moves)},
                  {"files", std::move(files)},
                  {"folders", texts_to_list(plan.folders)},
                  {"session", session_value(plan)}};
  write_atomically(kPlanSites, plan_path(folder), to_json(value, JsonStyle::pretty) + "\n",
                   project.spec.durability);
}

std::optional<ImportPlan> read_import_plan(const std::string& folder) {
  const std::string path = plan_path(folder);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  try {
    const Value value = parse_json(*text, path);
    ImportPlan plan;
    for (const Value& move : list_field(value, "moves")) {
      plan.moves.push_back({.from = text_field(move, "from"),
                            .id = {text_field(move, "id")},
                            .digest = digest_field(move, "digest"),
                            .to = text_field(move, "to"),
                            .replaces = text_field(move, "replaces"),
                            .is_shared = field(move, "shared").as_bool()});
    }
    for (const Value& file : list_or_empty(value, "files")) {
      plan.files.push_back({text_field(file, "from"), text_field(file, "to")});
    }
    plan.folders = texts_from_list(list_or_empty(value, "folders"));
    const Value& session = field(value, "session");
    if (!session.is_null()) read_session(session, plan);
    return plan;
  } catch (const Error& error) {
    throw Error(ErrorCode::corrupt, error.message()).with_context(path);
  }
}

std::vector<std::string> carry_out(const Project& project, const std::string& folder,
                                   const ImportPlan& plan) {
  for (const ImportFile& file : plan.files) put_file_in_place(project, folder, file);
  if (plan.session && plan.group) ensure_session_file(project, *plan.session, *plan.group);
  std::vector<std::string> paths;
  for (const ImportMove& move : plan.moves) {
    paths.push_back(carry_out_move(project, folder, move));
  }
  paths.insert(paths.end(), plan.folders.begin(), plan.folders.end());
  return paths;
}

void remove_import(const std::string& folder) {
  remove_file(Site::import_remove, plan_path(folder));
  remove_tree(Site::import_remove, folder);
}

}  // namespace cairn
