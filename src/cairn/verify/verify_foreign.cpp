#include "cairn/verify/verify_foreign.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/leftovers.h"
#include "cairn/store/live.h"

namespace cairn {

namespace {

constexpr std::string_view kDamaged = ".damaged";

/// How much is known of what belongs into the folder of a run.
enum class Ownership {
  known,    ///< All its runs have readable records.
  unknown,  ///< A run has not ended, a record is damaged or gone, or several runs share the folder.
};

Finding leftover(const std::string& path) {
  return {.kind = Finding::Kind::leftover,
          .path = path,
          .message = "a file that was never finished",
          .hint = "cairn doctor --fix"};
}

/// An events file of an attempt that ended, which the record beside it does not name.
Finding unnamed_events(const std::string& path, int attempt, int on_record) {
  if (attempt == on_record) {
    return {.kind = Finding::Kind::leftover,
            .path = path,
            .message = "the events file of a commit that was cut off",
            .hint = "cairn run settles it"};
  }
  // A new attempt takes those before it along to the trash: two folders were laid over each other.
  return {
      .kind = Finding::Kind::foreign,
      .path = path,
      .message = fmt::format("the record beside it is of attempt {}, not {}", on_record, attempt),
      .hint = "move it elsewhere, if it shall be kept"};
}

class ForeignFiles {
 public:
  ForeignFiles(const Project& project, const std::vector<TreeFolder>& tree, const Vouched& vouched,
               const KnownPaths& known)
      : project_(project), known_(known), leftovers_(project, tree, vouched) {
    for (const VouchedRun& run : vouched.runs) {
      const auto [entry, is_new] = owners_.try_emplace(run.folder, Ownership::known);
      if (run.shared_folder) entry->second = Ownership::unknown;
      attempts_[run.folder][run.id.text] = run.attempt;
    }
    for (const UnreadableRecord& record : vouched.unreadable) {
      owners_[parent_path(parent_path(record.path))] = Ownership::unknown;
    }
    for (const TreeFolder& folder : tree) note_without_record(folder);
  }

  std::vector<Finding> find(const std::vector<TreeFolder>& tree) {
    for (const TreeFolder& folder : tree) {
      if (is_below(folder.path, ".cairn")) continue;
      if (base_name(folder.path) == kRunFolder) {
        look_at_run_files(folder);
      } else {
        look_at_files(folder);
      }
    }
    return std::move(findings_);
  }

 private:
  /// Attempts that have no record, be it not yet or no more.
  void note_without_record(const TreeFolder& folder) {
    if (base_name(folder.path) != kRunFolder) return;
    const std::string run_folder = parent_path(folder.path);
    for (const FolderEntry& entry : folder.entries) {
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      if (!name) continue;
      const int on_record = attempt_on_record(run_folder, name->id);
      const bool is_open = name->kind == RunFileName::Kind::events && name->attempt > on_record;
      const bool is_left =
          name->kind == RunFileName::Kind::history || name->kind == RunFileName::Kind::log;
      if (is_open || (is_left && on_record == 0)) owners_[run_folder] = Ownership::unknown;
    }
  }

  int attempt_on_record(const std::string& folder, const RunId& id) const {
    const auto runs = attempts_.find(folder);
    if (runs == attempts_.end()) return 0;
    const auto run = runs->second.find(id.text);
    return run == runs->second.end() ? 0 : run->second;
  }

  /// What is known of the innermost run folder around `path`; nullopt where there is none.
  std::optional<Ownership> ownership_of(std::string path) const {
    for (; !path.empty(); path = parent_path(path)) {
      const auto owner = owners_.find(path);
      if (owner != owners_.end()) return owner->second;
    }
    return std::nullopt;
  }

  void look_at_files(const TreeFolder& folder) {
    const std::optional<Ownership> owner = ownership_of(folder.path);
    for (const FolderEntry& entry : folder.entries) {
      if (entry.kind == FileStat::Kind::folder) continue;
      const std::string path = join_path(folder.path, entry.name);
      const TempFile file = leftovers_.judge(folder.path, entry.name);
      if (file == TempFile::leftover) {
        findings_.push_back(leftover(path));
      } else if (owner == Ownership::known && entry.kind != FileStat::Kind::link &&
                 !known_.contains(path) &&
                 !known_.contains(join_path(folder.path, without_edited(entry.name)))) {
        findings_.push_back({.kind = Finding::Kind::foreign,
                             .path = path,
                             .message = "no record knows it: it came after the run had ended",
                             .hint = "move it elsewhere, if it shall be kept"});
      }
    }
  }

  void look_at_run_files(const TreeFolder& folder) {
    const std::string run_folder = parent_path(folder.path);
    const auto owner = owners_.find(run_folder);
    for (const FolderEntry& entry : folder.entries) {
      const std::string path = join_path(folder.path, entry.name);
      if (entry.name.starts_with(kTempPrefix)) {
        findings_.push_back(leftover(path));
        continue;
      }
      const std::optional<RunFileName> name = parse_run_file_name(entry.name);
      const bool is_own = name && is_expected(run_folder, *name, path);
      if (entry.name == "group.json" || is_own) continue;
      if (name && owner != owners_.end() && owner->second == Ownership::unknown) continue;
      if (name && name->kind == RunFileName::Kind::events) {
        if (is_live_attempt(project_.absolute(path))) continue;  // Its commit is under way.
        findings_.push_back(
            unnamed_events(path, name->attempt, attempt_on_record(run_folder, name->id)));
        continue;
      }
      findings_.push_back({.kind = Finding::Kind::foreign,
                           .path = path,
                           .message = "no record knows it",
                           .hint = "move it elsewhere, if it shall be kept"});
    }
  }

  /// Whether a file of `.run` belongs to a run of the folder.
  bool is_expected(const std::string& run_folder, const RunFileName& name,
                   const std::string& path) const {
    using enum RunFileName::Kind;
    if (name.kind == record || known_.contains(path)) return true;
    return (name.kind == user || name.kind == imported) &&
           attempt_on_record(run_folder, name.id) > 0;
  }

  const Project& project_;
  const KnownPaths& known_;
  Leftovers leftovers_;
  std::map<std::string, Ownership> owners_;
  std::map<std::string, std::map<std::string, int>> attempts_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> find_foreign(const Project& project, const std::vector<TreeFolder>& tree,
                                  const Vouched& vouched, const KnownPaths& known) {
  return ForeignFiles(project, tree, vouched, known).find(tree);
}

std::vector<Finding> find_foreign_objects(const std::vector<TreeFolder>& tree,
                                          std::vector<Digest>& objects) {
  std::vector<Finding> findings;
  for (const TreeFolder& folder : tree) {
    const std::string shard = base_name(folder.path);
    for (const FolderEntry& entry : folder.entries) {
      const std::string path = join_path(folder.path, entry.name);
      const std::optional<Digest> digest = Digest::from_hex(entry.name);
      const bool is_shard = entry.kind == FileStat::Kind::folder && entry.name.size() == 2;
      if (digest && entry.name.starts_with(shard) && shard.size() == 2) {
        objects.push_back(*digest);
      } else if (entry.name.starts_with(kTempPrefix)) {
        findings.push_back(leftover(path));
      } else if (entry.name.find(kDamaged) != std::string::npos) {
        findings.push_back({.kind = Finding::Kind::leftover,
                            .path = path,
                            .message = "a damaged object that was replaced by the right one",
                            .hint = "cairn doctor --fix"});
      } else if (!is_shard) {
        findings.push_back({.kind = Finding::Kind::foreign,
                            .path = path,
                            .message = "it is no object",
                            .hint = "move it elsewhere, if it shall be kept"});
      }
    }
  }
  return findings;
}

}  // namespace cairn
