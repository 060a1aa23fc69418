#include "cairn/exchange/adopt.h"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/text.h"
#include "cairn/base/time_units.h"
#include "cairn/base/version.h"
#include "cairn/exchange/file_index.h"
#include "cairn/record/store_paths.h"

namespace cairn {

namespace {

constexpr AtomicSites kIndexSites{Site::adopted_write, Site::adopted_fsync, Site::adopted_rename,
                                  Site::adopted_folder_fsync};

std::string index_path(const Project& project, std::string_view tree) {
  return project.absolute(fmt::format("{}/{}.files", kAdoptedFolder, tree));
}

/// The root as it is written down: relative where it lies in the project.
std::string root_text(const Project& project, const std::string& folder) {
  if (!is_below(folder, project.root)) return folder;
  const std::string relative = relative_to(folder, project.root);
  return relative.empty() ? "." : relative;
}

/// Refuses folders that cannot be adopted, whatever is in them.
void check_place(const Project& project, const std::string& folder, const std::string& root) {
  if (is_below(project.root, folder)) {
    throw Error(ErrorCode::conflict, fmt::format("the project itself lies in '{}'", folder),
                "name the folder of the other program's results");
  }
  if (is_below(folder, project.hidden(""))) {
    throw Error(ErrorCode::conflict, fmt::format("'{}' is cairn's own", root));
  }
  for (const AdoptedRoot& other : project.adopted) {
    if (other.root == root) continue;
    if (!is_below(root, other.root) && !is_below(other.root, root)) continue;
    throw Error(ErrorCode::conflict,
                fmt::format("'{}' and the adopted folder '{}' lie in each other", root, other.root),
                fmt::format("forget that one first: cairn adopt --forget {}", other.root));
  }
}

/// Runs of cairn are indexed already, or come from another project.
void check_foreign(const ForeignTree& tree) {
  for (const TreeEntry& entry : tree.listing().entries) {
    const std::string_view name =
        std::string_view(entry.path).substr(entry.path.find_last_of('/') + 1);
    const bool is_own = entry.kind == FileStat::Kind::folder && name == kRunFolder;
    const bool is_project = name == kProjectFile;
    if (!is_own && !is_project) continue;
    throw Error(ErrorCode::conflict, fmt::format("'{}' is cairn's own", entry.path),
                is_project ? "a project is opened where it lies: cd there, then cairn ls"
                           : "runs of cairn are not foreign: cairn ls, or cairn import");
  }
}

std::string tree_id(const std::string& root) {
  return short_id(sha256(fmt::format("adopted tree {}", root))).text;
}

const AdoptedRoot* find_root(const Project& project, const std::string& root) {
  for (const AdoptedRoot& known : project.adopted) {
    if (known.root == root) return &known;
  }
  return nullptr;
}

/// A tree whose folder is gone and whose files were those of `tree`: it was moved here.
const AdoptedRoot* find_moved(const Project& project, const ForeignTree& tree) {
  for (const AdoptedRoot& known : project.adopted) {
    if (stat_path(project.absolute(known.root))) continue;
    const std::optional<std::string> index = read_file_if_any(index_path(project, known.tree));
    if (index && compare_with_index(tree, *index, IndexedPlace::elsewhere)) return &known;
  }
  return nullptr;
}

/// Takes over the head of the tree, and returns its index.
std::optional<std::string> read_known(const Project& project, const AdoptedRoot& known,
                                      Adoption& adoption) {
  adoption.tree = read_adopted_tree(project, known.tree);
  return read_file_if_any(index_path(project, known.tree));
}

/// Whether the tree was read by what is asked for, told without a look at its files.
bool is_own_reader(const AdoptedTree& tree, const std::string& asked) {
  return tree.cairn_version == version() && (asked.empty() || asked == tree.reader);
}

KnownIds known_ids(const Catalog& catalog, const AdoptedRoot* root) {
  KnownIds known;
  const std::string file = root == nullptr ? "" : adopted_tree_path(root->tree);
  for (const RunHead& run : catalog.heads()) {
    if (root != nullptr && run.record_path == file) {
      known.of_runs.emplace(run.digest, run.id);
    } else {
      known.taken.insert(run.id.text);
    }
  }
  return known;
}

/// What the walk itself met: folders that cannot be read, links that lead nowhere or out.
void add_walk_problems(const ForeignTree& tree, std::vector<std::string>& problems) {
  for (const std::string& problem : tree.listing().problems) problems.push_back(problem);
  for (const TreeEntry& entry : tree.listing().entries) {
    if (entry.kind == FileStat::Kind::other) {
      problems.push_back(fmt::format("{}: it is neither file nor folder", entry.path));
    }
    if (entry.kind != FileStat::Kind::link) continue;
    const std::string base = join_path(tree.root(), parent_path(entry.path));
    const std::string target = absolute_path(entry.target, base);
    const bool leads_out = !is_below(target, tree.root());
    const bool is_dangling = !leads_out && target != tree.root() &&
                             tree.find(relative_to(target, tree.root())) == nullptr;
    if (leads_out || is_dangling) {
      problems.push_back(fmt::format("{}: a link to '{}', which {}; it was not followed",
                                     entry.path, entry.target,
                                     leads_out ? "lies outside" : "is not there"));
    }
  }
}

void count_runs(const std::vector<Record>& records, Adoption& adoption) {
  const auto count = [](Map& counts, std::string_view key) {
    Value& value = counts[key];
    value = value.is_null() ? Value(1) : Value(value.as_int() + 1);
  };
  for (const Record& record : records) {
    count(adoption.kinds, record.definition.kind);
    count(adoption.statuses, status_name(record.status));
  }
}

void count_files(const ForeignTree& tree, Adoption& adoption) {
  for (const TreeEntry& entry : tree.listing().entries) {
    if (entry.kind != FileStat::Kind::file) continue;
    ++adoption.tree.files;
    adoption.tree.bytes += entry.size;
  }
}

/// Counts the files of runs, and those of which the bytes were read.
void count_own_files(const ForeignTree& tree, const std::vector<Record>& records,
                     Adoption& adoption) {
  const std::vector<TreeEntry>& entries = tree.listing().entries;
  std::vector<std::atomic<bool>> own(entries.size());
  for_each_index(records.size(), [&](std::size_t i) {
    const Record& record = records[i];
    for (const RecordArtifact& artifact : record.artifacts) {
      const TreeEntry* entry =
          tree.find(clean_path(join_path(record.definition.path, artifact.path)));
      if (entry != nullptr) own[static_cast<std::size_t>(entry - entries.data())] = true;
    }
  });
  adoption.own_files = static_cast<std::uint64_t>(std::count(own.begin(), own.end(), true));
  for (const TreeEntry& entry : entries) {
    if (entry.kind == FileStat::Kind::file && tree.known_digest(entry)) ++adoption.read_files;
  }
}

/// Adding rows one by one to a catalog with all its indexes takes some three times as long as
/// filling a new one, and that takes in all other runs again.
bool is_quicker_to_fill(std::size_t runs, const KnownIds& known) {
  return runs * 2 > known.taken.size();
}

/// Lets a new catalog be filled while the records are being made, where that is worth it.
RecordWatcher start_filling(const Project& project, std::size_t runs, const KnownIds& known,
                            Adoption& adoption) {
  if (!is_quicker_to_fill(runs, known)) return {};
  adoption.fill =
      std::make_unique<CatalogFill>(project, AdoptedRoot{.tree = adoption.tree.id,
                                                         .root = adoption.tree.root,
                                                         .reader = adoption.tree.reader});
  CatalogFill& fill = *adoption.fill;
  return {.made = [&fill](const Record& record) { fill.add(record); },
          .all_made = [&fill] { fill.end_of_rows(); }};
}

/// What is in the tree, as the reader that was asked for tells, else the one of before, and where
/// that finds nothing of its own any more the one that recognises it.
ForeignReading read_tree(const ForeignTree& tree, const std::string& asked,
                         const std::string& before) {
  if (!asked.empty() && asked != kAnyReader) return read_as(tree, asked);
  if (asked.empty() && !before.empty()) {
    try {
      return read_as(tree, before);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_input) throw;
    }
  }
  Recognised recognised = recognise(tree);
  return {recognised.reader, std::move(recognised.evidence), recognised.reader->read(tree)};
}

/// Whether a tree whose files are as they were would be read by another reader now.
bool asks_for_other(const ForeignTree& tree, const std::string& asked, const std::string& before) {
  if (asked.empty()) return false;
  return before !=
         (asked == kAnyReader ? *recognise(tree).reader : find_foreign_reader(tree, asked)).name;
}

/// What killed calls left behind; a file of a day is nobody's any more.
void remove_old_temporaries(const Project& project) {
  const std::string folder = project.absolute(kAdoptedFolder);
  for (const FolderEntry& entry : list_folder(folder)) {
    if (!entry.name.starts_with(kTempPrefix)) continue;
    try {
      const std::string path = join_path(folder, entry.name);
      const std::optional<FileStat> status = stat_path(path);
      if (!status || status->mtime_ns / 1000 > now_us() - kDay) continue;
      remove_file(Site::adopted_remove, path);
    } catch (const Error&) {
      // Garbage that cannot be removed does no harm.
    }
  }
}

/// Of a tree that is as it was: times that were too young when it was looked at tell something now,
/// and those that changed without anything else need not be met again.
void write_newer_index(const Project& project, const Adoption& adoption) {
  if (adoption.index.empty()) return;
  try {
    write_atomically(kIndexSites, index_path(project, adoption.tree.id), adoption.index,
                     Durability::none);
  } catch (const Error&) {
    // The one of before serves as it did.
  }
}

}  // namespace

Adoption read_foreign(const Project& project, const Catalog& catalog, const AdoptRequest& request) {
  const std::string root = root_text(project, request.folder);
  check_place(project, request.folder, root);
  const AdoptedRoot* known = find_root(project, root);
  Adoption adoption;
  std::optional<std::string> index;
  if (known != nullptr) {
    index = read_known(project, *known, adoption);
    const bool is_same_reader = is_own_reader(adoption.tree, request.reader);
    if (index && is_same_reader && is_as_indexed(request.folder, *index)) {
      adoption.is_new = adoption.is_changed = false;
      return adoption;
    }
  }
  const ForeignTree tree(request.folder);
  if (known == nullptr) {
    known = find_moved(project, tree);
    if (known != nullptr) {
      adoption.moved_from = known->root;
      index = read_known(project, *known, adoption);
    }
  }
  adoption.is_new = known == nullptr;
  const bool same_files = index && compare_with_index(tree, *index);
  if (same_files && adoption.tree.cairn_version == version() && adoption.moved_from.empty() &&
      !asks_for_other(tree, request.reader, adoption.tree.reader)) {
    adoption.is_changed = false;
    adoption.index = file_index_text(tree);
    if (adoption.index == *index) adoption.index.clear();
    return adoption;
  }
  check_foreign(tree);
  ForeignReading reading = read_tree(tree, request.reader, adoption.tree.reader);
  const TimeUs now = now_us();
  adoption.tree = {.id = known == nullptr ? tree_id(root) : known->tree,
                   .root = root,
                   .reader = std::string(reading.reader->name),
                   .evidence = reading.evidence,
                   .adopted = known == nullptr ? now : adoption.tree.adopted,
                   .looked = now,
                   .cairn_version = std::string(version())};
  const KnownIds ids = known_ids(catalog, known);
  const bool is_for_writing = request.purpose == AdoptRequest::Purpose::write;
  RecordWatcher watcher = is_for_writing
                              ? start_filling(project, reading.found.runs.size(), ids, adoption)
                              : RecordWatcher{};
  watcher.progress = request.progress;
  CompletedRuns runs = complete_runs(tree, *reading.reader, std::move(reading.found), ids, watcher);
  // It holds their rows.
  if (runs.left_out > 0) adoption.fill.reset();
  adoption.lines = std::move(runs.lines);
  adoption.tree.problems = std::move(runs.problems);
  adoption.tree.runs = runs.records.size();
  count_runs(runs.records, adoption);
  add_walk_problems(tree, adoption.tree.problems);
  for (std::string& problem : adoption.tree.problems) problem = printable(problem);
  count_files(tree, adoption);
  count_own_files(tree, runs.records, adoption);
  adoption.index = file_index_text(tree);
  return adoption;
}

SyncReport write_adoption(const Project& project, Adoption& adoption) {
  if (!adoption.is_changed) {
    write_newer_index(project, adoption);
    return {};
  }
  remove_old_temporaries(project);
  // The index last: with an old one more is read the next time, with a newer one than the records
  // nothing would be.
  const std::int64_t mtime_ns = write_adopted_tree(project, adoption.tree, adoption.lines);
  write_atomically(kIndexSites, index_path(project, adoption.tree.id), adoption.index,
                   Durability::none);
  try {
    if (adoption.fill) return adoption.fill->finish(mtime_ns);
  } catch (const Error& error) {
    // The tree is adopted. Its rows come as those of any other change do.
    if (error.code() != ErrorCode::io && error.code() != ErrorCode::busy) throw;
  }
  return open_fresh_catalog(open_project(project.root)).report;
}

void forget_adopted(const Project& project, std::string_view tree) {
  const std::string path = project.absolute(adopted_tree_path(tree));
  if (!stat_path(path)) {
    throw Error(ErrorCode::not_found, fmt::format("no tree '{}' is adopted", tree));
  }
  remove_file(Site::adopted_remove, index_path(project, tree));
  remove_file(Site::adopted_remove, path);
  fsync_path(Site::adopted_folder_fsync, parent_path(path));
}

}  // namespace cairn
