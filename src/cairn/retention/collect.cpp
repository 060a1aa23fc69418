#include "cairn/retention/collect.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/base/text.h"
#include "cairn/base/tree.h"
#include "cairn/objects/in_flight.h"
#include "cairn/record/imported.h"
#include "cairn/store/noted_folders.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/store_tree.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

using DigestSet = std::unordered_set<Digest, DigestHash>;

std::vector<ObjectFile> list_objects(const Project& project) {
  std::vector<ObjectFile> objects;
  for (const TreeFolder& folder : list_tree(project, {".cairn/objects"})) {
    for (const FolderEntry& entry : folder.entries) {
      const std::optional<Digest> digest = Digest::from_hex(entry.name);
      if (!digest || entry.kind != FileStat::Kind::file) continue;
      const std::optional<FileStat> status =
          stat_path(project.absolute(join_path(folder.path, entry.name)));
      if (status) objects.push_back({*digest, status->size, status->mtime_ns});
    }
  }
  return objects;
}

[[noreturn]] void refuse(const UnreadableRecord& record, std::size_t count) {
  throw Error(ErrorCode::corrupt,
              fmt::format("{} of the records cannot be read, and what they need is not known: {}",
                          count, record.message),
              "look at them with: cairn verify");
}

/// Every digest that stands in a text: whatever a file of another kind refers to is needed.
void mark_text(const std::string& text, DigestSet& needed) {
  constexpr std::size_t kDigits = 64;
  std::size_t run = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_digit = i < text.size() && ((text[i] >= '0' && text[i] <= '9') ||
                                              (text[i] >= 'a' && text[i] <= 'f'));
    if (is_digit) {
      ++run;
      continue;
    }
    if (run == kDigits) needed.insert(*Digest::from_hex(text.substr(i - kDigits, kDigits)));
    run = 0;
  }
}

void mark_run(const Project& project, const VouchedRun& run, DigestSet& lists, DigestSet& needed) {
  for (const VouchedFile& file : run.files) needed.insert(file.sha256);
  for (const VouchedText& text : run.texts) needed.insert(text.object);
  if (!run.untracked || !lists.insert(*run.untracked).second) return;
  try {
    for (const Digest& object : untracked_objects(project, *run.untracked)) needed.insert(object);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return;  // It names nothing any more.
    throw Error(ErrorCode::corrupt, error.message(), "look at it with: cairn verify --deep");
  }
}

/// What the runs of a package need that a killed import still has to put in their places.
void mark_imports(const Project& project, DigestSet& needed) {
  for (const std::string& file : files_below(project.hidden(kImportsFolder))) {
    if (!file.ends_with(".imported.json")) continue;
    const std::string path = join_path(project.hidden(kImportsFolder), file);
    if (const std::optional<std::string> note = read_file_if_any(path)) mark_text(*note, needed);
  }
}

/// Whether folders can be walked: what lies on a disk that is not there at the moment may need
/// anything.
void refuse_dangling(const Project& project, const std::vector<std::string>& roots) {
  if (const std::optional<std::string> dangling = find_dangling(project, roots)) {
    throw Error(ErrorCode::conflict, *dangling + ": what its runs need is not known",
                std::string(kDanglingHint));
  }
}

/// Everything that may be needed. The order matters: notes first, because a process that ends
/// meanwhile takes its note away after its record is there; results, trash and archive twice,
/// because a run may move between them meanwhile, and must be seen in one of them.
DigestSet mark(const Project& project, DigestSet noted) {
  DigestSet needed = std::move(noted);
  DigestSet lists;
  // First of all, because their runs move on to the results.
  mark_imports(project, needed);
  std::vector<std::string> roots = run_roots_of_all_layouts(project);
  refuse_dangling(project, roots);
  const std::vector<std::string> again(roots.begin(), roots.end() - 1);
  roots.insert(roots.end(), again.begin(), again.end());
  for (const std::string& root : roots) {
    const Vouched vouched = read_vouched(project, list_tree(project, {root}));
    if (!vouched.unreadable.empty()) {
      refuse(vouched.unreadable.front(), vouched.unreadable.size());
    }
    for (const VouchedRun& run : vouched.runs) mark_run(project, run, lists, needed);
  }
  // Adopted records, and whatever else is kept there about runs of other trees.
  for (const std::string& file : files_below(project.hidden("adopted"))) {
    const auto text = read_file_if_any(project.hidden("adopted/" + file));
    if (text) mark_text(*text, needed);  // Else somebody let go of the tree meanwhile.
  }
  return needed;
}

ObjectUsage usage_of(std::vector<ObjectFile> objects, const DigestSet& needed) {
  ObjectUsage usage{.count = objects.size()};
  for (const ObjectFile& object : objects) usage.bytes += object.size;
  std::erase_if(objects, [&](const ObjectFile& object) { return needed.contains(object.digest); });
  std::sort(objects.begin(), objects.end(),
            [](const ObjectFile& a, const ObjectFile& b) { return a.digest < b.digest; });
  usage.orphans = std::move(objects);
  return usage;
}

/// Where an object lies below a folder of objects.
std::string place_in(const std::string& folder, const Digest& digest) {
  const std::string hex = digest.hex();
  return fmt::format("{}/{}/{}", folder, hex.substr(0, 2), hex);
}

/// Makes an entry that no purge takes for one whose move never happened; the folder of its objects.
std::string make_entry(const Project& project, TrashEntry& entry) {
  // Who holds this lock never waits for that of the objects.
  const FileLock edits = lock_edits(project);
  make_trash_entry(project, edits, "objects", entry);
  const std::string folder = trash_contents_path(project, entry);
  make_folder(Site::object_collect, folder);
  return folder;
}

void move_object(const std::string& from, const std::string& to) {
  make_folders(Site::object_collect, parent_path(to));
  rename_path(Site::object_collect, from, to);
}

/// Makes what was moved between two folders of objects durable.
void sync_move(const Project& project, const std::string& from, const std::string& to) {
  if (project.spec.durability != Durability::full) return;
  for (const FolderEntry& shard : list_folder(to)) {
    fsync_path(Site::object_collect, join_path(to, shard.name));
    if (stat_path(join_path(from, shard.name))) {
      fsync_path(Site::object_collect, join_path(from, shard.name));
    }
  }
  fsync_path(Site::object_collect, to);
  fsync_path(Site::object_collect, parent_path(to));
}

/// Who may only read looks without the lock: what comes meanwhile can then count as an orphan.
std::optional<FileLock> lock_if_allowed(const std::string& hidden) {
  try {
    return lock_objects_alone(hidden);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;
    return std::nullopt;
  }
}

}  // namespace

std::uint64_t ObjectUsage::orphan_bytes() const {
  std::uint64_t total = 0;
  for (const ObjectFile& object : orphans) total += object.size;
  return total;
}

void require_noted_results(const Project& project) {
  const std::vector<std::string> own = project.result_folders();
  for (const std::string& folder : noted_result_folders(project)) {
    if (stat_following(project.absolute(folder))) continue;
    const bool is_own = std::ranges::find(own, folder) != own.end();
    throw Error(
        ErrorCode::conflict,
        fmt::format("'{}' is not there, where results lay: what its runs need is not known",
                    printable(folder)),
        fmt::format("bring that folder back, or, where it is gone for good, {}",
                    is_own ? fmt::format("make an empty one: mkdir -p {}", shell_quote(folder))
                           : std::string("take its line out of .cairn/roots")));
  }
}

ObjectUsage look_at_objects(const Project& project) {
  const std::vector<ObjectFile> objects = list_objects(project);
  if (objects.empty()) return {};
  const std::string hidden = project.hidden("");
  if (const std::optional<FileLock> lock = lock_if_allowed(hidden)) {
    return usage_of(objects, mark(project, read_in_flight(hidden)));
  }
  return usage_of(objects, mark(project, look_at_in_flight(hidden)));
}

Collection collect_objects(const Project& project) {
  if (list_objects(project).empty()) return {};
  const std::string hidden = project.hidden("");
  const FileLock lock = lock_objects_alone(hidden);
  const DigestSet needed = mark(project, read_in_flight(hidden));
  const ObjectUsage usage = usage_of(list_objects(project), needed);
  if (usage.orphans.empty()) return {};
  require_noted_results(project);
  const ObjectStore objects = open_objects(project);
  TrashEntry entry{.kind = TrashKind::objects,
                   .path = ".cairn/objects",
                   .moved = now_us(),
                   .reason = "no record named them"};
  const std::string folder = make_entry(project, entry);
  for (const ObjectFile& object : usage.orphans) {
    move_object(objects.path(object.digest), place_in(folder, object.digest));
  }
  sync_move(project, project.hidden("objects"), folder);
  // A process of another host, which our lock may not hold back, gets what it has noted meanwhile.
  const DigestSet noted = read_in_flight(hidden);
  Collection collection{.trash = relative_to(trash_entry_path(project, entry), project.root)};
  for (const ObjectFile& object : usage.orphans) {
    if (noted.contains(object.digest) && !objects.has(object.digest)) {
      move_object(place_in(folder, object.digest), objects.path(object.digest));
      continue;
    }
    ++collection.count;
    collection.bytes += object.size;
  }
  return collection;
}

void restore_objects(const Project& project, const TrashEntry& entry) {
  const FileLock lock = lock_objects_alone(project.hidden(""));
  const ObjectStore objects = open_objects(project);
  const std::string folder = trash_contents_path(project, entry);
  for (const std::string& file : files_below(folder)) {
    const std::optional<Digest> digest = Digest::from_hex(base_name(file));
    if (digest && !objects.has(*digest)) {
      move_object(join_path(folder, file), objects.path(*digest));
    }
  }
  sync_move(project, folder, project.hidden("objects"));
  remove_tree(Site::trash_purge, trash_entry_path(project, entry));
}

}  // namespace cairn
