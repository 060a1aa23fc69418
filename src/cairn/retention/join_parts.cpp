#include "cairn/retention/join_parts.h"

#include <algorithm>

#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/objects/hash_files.h"
#include "cairn/record/run_parts.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/groups.h"

namespace cairn {

namespace {

class JoinPlanner {
 public:
  JoinPlanner(const Project& project, const Catalog& catalog, const std::string& from,
              const std::string& to)
      : project_(project), catalog_(catalog), from_(from), to_(to) {}

  JoinPlan plan() {
    add_folder("");
    order_parts(joining_.parts);
    return std::move(joining_);
  }

 private:
  void add_folder(const std::string& below) {
    for (const FolderEntry& entry : list_folder(here(below))) {
      add(below.empty() ? entry.name : join_path(below, entry.name), entry.kind);
      if (joining_.taken) return;
    }
  }

  void add(const std::string& part, FileStat::Kind kind) {
    const std::optional<FileStat> taken = stat_path(there(part));
    if (!taken) {
      joining_.parts.push_back(part);
    } else if (is_run_in_both(part)) {
      joining_.taken = parent_path(part);
    } else if (kind == FileStat::Kind::folder && taken->is_folder()) {
      add_folder(part);
    } else if (!is_equal(part, kind, *taken)) {
      const bool is_older = is_view(part) || is_group_in_both(part);
      joining_.leaves_older |= is_older;
      if (!is_older) joining_.taken = part;
    }
  }

  /// Whether a run lies on both sides, and be it another one.
  bool is_run_in_both(const std::string& part) const {
    const auto holds_run = [&](const std::string& folder) {
      return std::ranges::any_of(list_folder(folder), [](const FolderEntry& entry) {
        return parse_run_file_name(entry.name).has_value();
      });
    };
    return base_name(part) == kRunFolder && holds_run(here(part)) && holds_run(there(part));
  }

  bool is_view(const std::string& part) const {
    return catalog_.view_digest(join_path(to_, part)).has_value();
  }

  /// Whether one group says of itself what it is on both sides; in place it may have said more.
  bool is_group_in_both(const std::string& part) const {
    if (!("/" + part).ends_with(group_file_path(""))) return false;
    const std::string below = parent_path(parent_path(part));
    return read_group_file(project_, join_path(from_, below))->created ==
           read_group_file(project_, join_path(to_, below))->created;
  }

  bool is_equal(const std::string& part, FileStat::Kind kind, const FileStat& taken) const {
    if (kind != taken.kind) return false;
    if (kind == FileStat::Kind::link) return read_link(here(part)) == read_link(there(part));
    if (kind != FileStat::Kind::file || stat_path(here(part))->size != taken.size) return false;
    // Nothing is synced: the site has no meaning here.
    const auto digest = [](const std::string& path) {
      return hash_file(path, Durability::none, Site::file_write).sha256;
    };
    return digest(here(part)) == digest(there(part));
  }

  std::string here(const std::string& part) const {
    return project_.absolute(join_path(from_, part));
  }
  std::string there(const std::string& part) const {
    return project_.absolute(join_path(to_, part));
  }

  const Project& project_;
  const Catalog& catalog_;
  const std::string& from_;
  const std::string& to_;
  JoinPlan joining_;
};

}  // namespace

JoinPlan plan_joining(const Project& project, const Catalog& catalog, const std::string& from,
                      const std::string& to) {
  return JoinPlanner(project, catalog, from, to).plan();
}

}  // namespace cairn
