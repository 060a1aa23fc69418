#include "cairn/store/store_tree.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/json.h"
#include "cairn/base/link.h"
#include "cairn/base/parallel.h"
#include "cairn/base/real_path.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/noted_folders.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/run_rows.h"
#include "cairn/store/scan.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

/// A record on the disk.
struct RecordPlace {
  std::string folder;
  RunId id;
};

std::vector<RecordPlace> find_records(const std::vector<TreeFolder>& tree) {
  std::vector<RecordPlace> places;
  for (const TreeFolder& folder : tree) {
    if (base_name(folder.path) != kRunFolder) continue;
    for (const FolderEntry& entry : folder.entries) {
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      if (name && name->kind == RunFileName::Kind::record) {
        places.push_back({parent_path(folder.path), name->id});
      }
    }
  }
  std::sort(places.begin(), places.end(), [](const RecordPlace& a, const RecordPlace& b) {
    return std::tie(a.folder, a.id) < std::tie(b.folder, b.id);
  });
  return places;
}

void add_texts(const Provenance& provenance, VouchedRun& run) {
  for (const std::string_view name : {"git.diff", "git.untracked", "packages", "environment"}) {
    if (const auto object = kept_text(provenance, name))
      run.texts.push_back({std::string(name), *object});
  }
  for (const auto& [path, object] : provenance.sources) {
    run.texts.push_back({"source:" + path, object});
  }
  run.untracked = kept_text(provenance, "git.untracked");
}

/// The folder that an entry of the trash had, where its run shared it with others.
std::string spare_folder_of(const Project& project, const std::string& folder) {
  const std::string path = project.absolute(join_path(parent_path(folder), "entry.json"));
  const std::optional<std::string> text = read_file_if_any(path);
  return text ? text_or(parse_json(*text, path), "path", "") : "";
}

/// What an import left behind is not missing; where somebody brought it later, it is known.
void drop_left_out(const Project& project, VouchedRun& run) {
  run.imported = read_imported(project.absolute(run.folder), run.id);
  if (!run.imported) return;
  std::erase_if(run.files, [&](const VouchedFile& file) {
    return run.imported->lacks(file.path) &&
           !stat_path(project.absolute(join_path(run.folder, file.path)));
  });
}

VouchedRun vouched_run(const Project& project, const RecordPlace& place, VouchedRows rows) {
  const Record record = read_record(project.absolute(place.folder), place.id);
  const RunDefinition& definition = record.definition;
  if (!(definition.id == place.id)) {
    throw Error(ErrorCode::corrupt, fmt::format("it is the record of {}", definition.id.text));
  }
  if (!is_an_end(record.status) && !record.origin) {
    throw Error(ErrorCode::corrupt,
                fmt::format("it says '{}', which is no end of a run", status_name(record.status)));
  }
  if (sha256(definition.key) != definition.digest) {
    throw Error(ErrorCode::corrupt, "its key is not that of its digest");
  }
  VouchedRun run{.folder = place.folder,
                 .id = definition.id,
                 .digest = definition.digest,
                 .status = record.status,
                 .attempt = record.attempt().number,
                 .ended = record.attempt().ended,
                 .in_trash = is_below(place.folder, kTrashFolder),
                 .shared_folder = definition.shared_folder,
                 .inputs = definition.inputs};
  if (run.in_trash && run.shared_folder) run.spare_folder = spare_folder_of(project, place.folder);
  for (const RecordArtifact& artifact : record.artifacts) {
    run.files.push_back({artifact.path, artifact.size, artifact.sha256});
  }
  if (record.events_size && record.events_sha256) {
    run.files.push_back({events_path("", run.id, run.attempt).substr(1), *record.events_size,
                         *record.events_sha256, false});
  }
  if (record.history) {
    run.files.push_back(
        {history_path("", run.id).substr(1), record.history->size, record.history->sha256, false});
  }
  drop_left_out(project, run);
  if (record.provenance) add_texts(*record.provenance, run);
  if (rows == VouchedRows::with && !run.in_trash) {
    run.row = to_row(record, place.folder);
    run.row->artifacts.clear();
  }
  return run;
}

}  // namespace

std::vector<TreeFolder> list_tree(const Project& project, const std::vector<std::string>& starts) {
  std::vector<DeniedFolder> denied;
  std::vector<TreeFolder> tree = list_tree(project, starts, denied);
  if (!denied.empty()) {
    throw DeniedError(denied.front().message, letting_in(project, denied.front().path));
  }
  return tree;
}

std::vector<TreeFolder> list_tree(const Project& project, const std::vector<std::string>& starts,
                                  std::vector<DeniedFolder>& denied) {
  std::vector<TreeFolder> tree;
  std::vector<std::string> level;
  for (const std::string& start : starts) {
    const std::optional<FileStat> status = stat_following(project.absolute(start));
    if (status && status->is_folder()) level.push_back(start);
  }
  while (!level.empty()) {
    std::vector<TreeFolder> listed(level.size());
    std::vector<std::optional<std::string>> refused(level.size());
    for_each_index(level.size(), [&](std::size_t i) {
      listed[i].path = level[i];
      refused[i] = denied_by([&] { listed[i].entries = list_folder(project.absolute(level[i])); });
      if (refused[i]) listed[i].path.clear();
    });
    for (std::size_t i = 0; i < level.size(); ++i) {
      if (refused[i]) denied.push_back({level[i], *refused[i]});
    }
    std::erase_if(listed, [](const TreeFolder& folder) { return folder.path.empty(); });
    level.clear();
    for (const TreeFolder& folder : listed) {
      for (const FolderEntry& entry : folder.entries) {
        // A project whose results are its own folder: what is hidden there is no result. What is
        // hidden in the trash is being removed.
        const bool is_hidden_top =
            (folder.path == "." || folder.path == kTrashFolder) && entry.name.starts_with('.');
        if (entry.kind != FileStat::Kind::folder || is_hidden_top) continue;
        level.push_back(folder.path == "." ? entry.name : join_path(folder.path, entry.name));
      }
    }
    std::move(listed.begin(), listed.end(), std::back_inserter(tree));
  }
  std::sort(tree.begin(), tree.end(),
            [](const TreeFolder& a, const TreeFolder& b) { return a.path < b.path; });
  // One start may lie below another.
  const auto is_same = [](const TreeFolder& a, const TreeFolder& b) { return a.path == b.path; };
  tree.erase(std::unique(tree.begin(), tree.end(), is_same), tree.end());
  return tree;
}

std::vector<std::string> result_roots(const Project& project) {
  const std::string& results = project.results();
  std::vector<std::string> roots{results};
  for (std::string& folder : project.result_folders()) {
    if (folder == results) continue;
    const bool is_inside = results == "." || is_below(folder, results);
    if (!is_inside || read_link(project.absolute(folder))) roots.push_back(std::move(folder));
  }
  return roots;
}

std::vector<std::string> run_roots(const Project& project) {
  std::vector<std::string> roots = result_roots(project);
  roots.emplace_back(kTrashFolder);
  return roots;
}

std::vector<std::string> run_roots_of_all_layouts(const Project& project) {
  std::vector<std::string> roots = result_roots(project);
  const auto real = [&](const std::string& folder) { return real_path(project.absolute(folder)); };
  for (std::string& folder : noted_result_folders(project)) {
    // Where results were put on another disk, two names may lead to the same folder. In the
    // project's own folder hidden ones are passed over.
    const bool is_inside = std::ranges::any_of(roots, [&](const std::string& root) {
      return root != "." && is_below(real(folder), real(root));
    });
    if (!is_inside) roots.push_back(std::move(folder));
  }
  roots.emplace_back(kTrashFolder);
  return roots;
}

Vouched read_vouched(const Project& project, const std::vector<TreeFolder>& tree,
                     VouchedRows rows) {
  const std::vector<RecordPlace> places = find_records(tree);
  std::vector<std::optional<VouchedRun>> runs(places.size());
  std::vector<std::optional<UnreadableRecord>> failures(places.size());
  for_each_index(places.size(), [&](std::size_t i) {
    const std::string path = record_path(places[i].folder, places[i].id);
    try {
      runs[i] = vouched_run(project, places[i], rows);
    } catch (const Error& error) {
      // One that was moved away meanwhile is on record somewhere else, or no more.
      if (error.code() != ErrorCode::not_found) failures[i] = {path, error.message()};
    }
  });
  Vouched vouched;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (runs[i]) vouched.runs.push_back(*std::move(runs[i]));
    if (failures[i]) vouched.unreadable.push_back(*std::move(failures[i]));
  }
  return vouched;
}

std::vector<std::string> runs_out_of_reach(const Project& project, const Vouched& vouched) {
  std::unordered_set<std::string> reached;
  for (const std::string& start : project.result_folders()) {
    walk_folders(project, start, [&](const ScannedFolder& folder) {
      if (!folder.files.records.empty()) reached.insert(folder.path);
    });
  }
  std::vector<std::string> folders;
  for (const VouchedRun& run : vouched.runs) {
    if (!run.in_trash && !reached.contains(run.folder)) folders.push_back(run.folder);
  }
  return folders;
}

std::vector<Digest> untracked_objects(const Project& project, const Digest& list) {
  std::vector<Digest> objects;
  for (const std::string& line : split(open_objects(project).get(list), '\n')) {
    if (line.empty()) continue;
    const Value file = parse_json(line, "the list of untracked files");
    const std::optional<Digest> object = Digest::from_hex(text_or(file, "object", ""));
    if (object) objects.push_back(*object);
  }
  return objects;
}

}  // namespace cairn
