#include "cairn/verify/verify_repair.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/record.h"
#include "cairn/record/store_paths.h"
#include "cairn/store/journal.h"
#include "cairn/store/link_above.h"
#include "cairn/store/live.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/refresh.h"
#include "cairn/store/user_edits.h"
#include "cairn/verify/verify_files.h"

namespace cairn {

namespace {

/// Where damaged files are kept, relative to the project.
constexpr std::string_view kDamagedFolder = ".cairn/damaged";

constexpr AtomicSites kRepairSites{Site::repair_write, Site::repair_fsync, Site::repair_rename,
                                   Site::repair_folder_fsync};

class Repair {
 public:
  explicit Repair(const Project& project)
      : project_(project), stamp_(local_text(now_us(), "%Y%m%d-%H%M%S")) {}

  void run(std::vector<Finding>& findings) {
    for (Finding& finding : findings) {
      if (const std::optional<RunId> id = id_of_record(finding)) try_to_bring_back(finding, *id);
    }
    std::unordered_set<Digest, DigestHash> wanted;
    for (const Finding& finding : findings) {
      if (finding.expected) wanted.insert(finding.expected->sha256);
    }
    if (wanted.empty()) return;
    find_places(wanted);
    for (Finding& finding : findings) {
      if (finding.expected) try_to_mend(finding);
    }
    const auto is_left = [this](const Finding& one) {
      return one.expected && !one.repaired && !refused_.contains(&one);
    };
    if (!std::ranges::any_of(findings, is_left)) return;
    find_strays(findings, wanted);
    for (Finding& finding : findings) {
      if (is_left(finding) && strays_.contains(finding.expected->sha256)) try_to_mend(finding);
    }
    remove_settled();
  }

 private:
  const Vouched& vouched() {
    if (!vouched_) {
      std::vector<DeniedFolder> denied;  // Whatever lies there, it is no place to take bytes from.
      vouched_ = read_vouched(project_, list_tree(project_, run_roots(project_), denied));
    }
    return *vouched_;
  }

  /// The run whose record, in the results, the finding names.
  static std::optional<RunId> id_of_record(const Finding& finding) {
    const std::optional<RunFileName> name = parse_run_file_name(base_name(finding.path));
    const bool is_record =
        finding.kind == Finding::Kind::record && name && name->kind == RunFileName::Kind::record &&
        base_name(parent_path(finding.path)) == kRunFolder && !is_below(finding.path, kCairnFolder);
    return is_record ? std::optional(name->id) : std::nullopt;
  }

  void try_to_bring_back(Finding& finding, const RunId& id) {
    try {
      bring_back(finding, id);
    } catch (const Error& error) {
      finding.message += fmt::format("; it could not be repaired: {}", error.message());
      finding.hint = error.hint();
    }
  }

  /// Puts the record of an equal copy of the run in its place.
  void bring_back(Finding& finding, const RunId& id) {
    const std::string folder = parent_path(parent_path(finding.path));
    const FileLock lock = lock_edits(project_);
    // It may have come meanwhile, or be on its way.
    const std::string absolute = project_.absolute(folder);
    if (read_sound_record(absolute, id) || has_live_attempt(absolute, id)) return;
    for (const VouchedRun& run : vouched().runs) {
      if (run.id != id || run.folder == folder || !is_copy_of(run, folder)) continue;
      const std::string source = record_path(run.folder, id);
      const std::optional<Digest> digest = digest_of(source);
      if (!digest || !replace(finding.path, source, *digest, FileUse::replaceable)) continue;
      append_journal(project_, id, folder, run.digest);
      finding.repaired = true;
      finding.message += fmt::format("; restored from {}", source);
      finding.hint.clear();
      return;
    }
  }

  /// Whether what is known of the run in `folder` is this one, as the catalog read its record.
  /// Where it has not, its files are what the record names, and the journal knows of the run.
  bool is_copy_of(const VouchedRun& run, const std::string& folder) {
    for (const FolderEntry& file : list_folder(run_files_folder(project_.absolute(folder)))) {
      const std::optional<RunFileName> name = parse_run_file_name(file.name);
      if (name && name->id == run.id && name->attempt > run.attempt) return false;
    }
    if (const std::optional<RunHead> head = known_in(folder, run.id)) {
      const auto record = stat_path(project_.absolute(record_path(run.folder, run.id)));
      return head->digest == run.digest && head->attempt == run.attempt && record &&
             head->record_size == static_cast<std::int64_t>(record->size);
    }
    if (!journaled_runs(project_).contains(run.digest) || run.files.empty()) return false;
    FileVerifier verifier(project_, VerifyDepth::deep);
    return std::ranges::none_of(run.files, [&](const VouchedFile& file) {
      return verifier.check(join_path(folder, file.path), file).has_value();
    });
  }

  /// The row of the run by its record, in the catalog as it lies there.
  std::optional<RunHead> known_in(const std::string& folder, const RunId& id) const {
    try {
      const std::optional<Catalog> catalog = open_catalog_as_it_is(project_);
      if (!catalog || !catalog->is_complete()) return std::nullopt;
      for (RunHead& head : catalog->find_by_path(folder)) {
        if (head.id == id && head.record_size > 0) return std::move(head);
      }
    } catch (const Error&) {
      // A damaged catalog tells nothing.
    }
    return std::nullopt;
  }

  /// Where the wanted bytes are on record.
  void find_places(const std::unordered_set<Digest, DigestHash>& wanted) {
    for (const VouchedRun& run : vouched().runs) {
      for (const VouchedFile& file : run.files) {
        if (!wanted.contains(file.sha256)) continue;
        places_[file.sha256].push_back(join_path(run.folder, file.path));
      }
    }
    for (const Digest& digest : wanted) places_[digest].push_back(object_path_of(digest));
  }

  /// Wanted bytes that lie where other ones should: in the files that were found wrong, and in what
  /// a repair that was cut off kept of such.
  void find_strays(const std::vector<Finding>& findings,
                   const std::unordered_set<Digest, DigestHash>& wanted) {
    std::vector<std::string> paths;
    for (const std::string& kept : files_below(project_.absolute(kDamagedFolder))) {
      paths.push_back(join_path(kDamagedFolder, kept));
    }
    for (const Finding& finding : findings) {
      if (!finding.repaired) paths.push_back(finding.path);
    }
    for (const std::string& path : paths) {
      const std::optional<Digest> digest = digest_of(path);
      if (digest && wanted.contains(*digest)) strays_[*digest].push_back(path);
    }
  }

  /// Of a regular file that can be read.
  std::optional<Digest> digest_of(const std::string& path) const {
    const std::string absolute = project_.absolute(path);
    try {
      const std::optional<FileStat> status = stat_path(absolute);
      if (!status || !status->is_file()) return std::nullopt;
      // Nothing is synced: the site has no meaning here.
      return hash_file(absolute, Durability::none, Site::file_write).sha256;
    } catch (const Error&) {
      return std::nullopt;  // It is no help to anybody, and was told of.
    }
  }

  /// What was kept of a file whose bytes have found their place again is not needed any more.
  void remove_settled() {
    for (const auto& [kept, digest] : kept_) {
      if (!restored_.contains(digest)) continue;
      remove_file(Site::repair_keep, project_.absolute(kept));
      for (std::string folder = parent_path(kept); is_below(folder, kDamagedFolder);
           folder = parent_path(folder)) {
        remove_empty_folder(Site::repair_keep, project_.absolute(folder));
      }
    }
  }

  std::string object_path_of(const Digest& digest) const {
    return relative_to(open_objects(project_).path(digest), project_.root);
  }

  /// What stands in the way of one file is told, and stands in the way of no other.
  void try_to_mend(Finding& finding) {
    try {
      mend(finding);
    } catch (const Error& error) {
      refused_.insert(&finding);
      finding.message += fmt::format("; it could not be repaired: {}", error.message());
      finding.hint = error.hint();
    }
  }

  void mend(Finding& finding) {
    const Digest& digest = finding.expected->sha256;
    // Under it runs get new attempts: what the record named is looked at once more.
    const FileLock lock = lock_edits(project_);
    refuse_when_replaced(finding);
    const bool is_object = finding.path == object_path_of(digest);
    // A link whose object is damaged is mended with the object; the link itself is right.
    const std::string target = read_object_link(project_.absolute(finding.path)) == digest
                                   ? object_path_of(digest)
                                   : finding.path;
    const FileUse use =
        is_object || target != finding.path ? FileUse::immutable : FileUse::replaceable;
    std::vector<std::string> sources = places_[digest];
    const std::vector<std::string>& strays = strays_[digest];
    sources.insert(sources.end(), strays.begin(), strays.end());
    for (const std::string& source : sources) {
      const std::optional<FileStat> status = stat_path(project_.absolute(source));
      if (source == target || !status || !status->is_file()) continue;
      if (!replace(target, source, digest, use)) continue;
      restored_.insert(digest);
      if (is_below(source, kDamagedFolder)) kept_.emplace(source, digest);
      finding.repaired = true;
      finding.message += fmt::format("; restored from {}", source);
      finding.hint.clear();
      return;
    }
  }

  /// The run may have got another attempt since it was looked at.
  void refuse_when_replaced(const Finding& finding) const {
    if (finding.folder.empty() || !finding.expected->is_artifact) return;
    const Record record = read_record(project_.absolute(finding.folder), RunId{finding.run});
    const VouchedFile& expected = *finding.expected;
    const bool is_named = std::ranges::any_of(record.artifacts, [&](const RecordArtifact& file) {
      return file.path == expected.path && file.sha256 == expected.sha256;
    });
    if (is_named) return;
    throw Error(ErrorCode::conflict, "its run has another record now",
                fmt::format("look again: cairn verify {}", finding.run));
  }

  /// Puts the bytes of `source` in the place of `target`, when they are those of `digest`.
  bool replace(const std::string& target, const std::string& source, const Digest& digest,
               FileUse use) {
    refuse_link_above(project_, target);
    const std::string absolute = project_.absolute(target);
    const std::optional<FileStat> there = stat_path(absolute);
    if (there && there->is_folder()) {
      throw Error(ErrorCode::conflict, "a folder is in its place",
                  fmt::format("move '{}' away, then run this again", target));
    }
    make_folders(Site::repair_write, parent_path(absolute));
    AtomicFile file(kRepairSites, absolute, use);
    if (!copy_checked(project_.absolute(source), digest, file)) return false;
    keep_damaged(target);
    file.commit(project_.spec.durability);
    return true;
  }

  void keep_damaged(const std::string& target) {
    const std::string absolute = project_.absolute(target);
    const std::optional<FileStat> status = stat_path(absolute);
    if (!status || !status->is_file()) return;
    const std::string wanted_name = fmt::format("{}/{}/{}", kDamagedFolder, stamp_, target);
    std::string kept = wanted_name;
    for (int number = 2; stat_path(project_.absolute(kept)); ++number) {
      kept = fmt::format("{}.{}", wanted_name, number);
    }
    make_folders(Site::repair_keep, parent_path(project_.absolute(kept)));
    // A second name leaves the first in place until the right bytes take it over.
    if (!link_file(Site::repair_keep, absolute, project_.absolute(kept))) {
      rename_path(Site::repair_keep, absolute, project_.absolute(kept));
    }
    sync_kept(kept);
    // Another file may be waiting for these bytes.
    const auto is_here = [&](const auto& stray) {
      return std::ranges::find(stray.second, target) != stray.second.end();
    };
    if (const auto stray = std::ranges::find_if(strays_, is_here); stray != strays_.end()) {
      stray->second.push_back(kept);
      kept_.emplace(kept, stray->first);
    }
  }

  /// They may be the only ones: the kept name must last before the other one is taken over.
  void sync_kept(const std::string& kept) const {
    if (project_.spec.durability != Durability::full) return;
    for (std::string folder = parent_path(kept); !folder.empty(); folder = parent_path(folder)) {
      fsync_path(Site::repair_folder_fsync, project_.absolute(folder));
    }
  }

  const Project& project_;
  std::string stamp_;
  std::optional<Vouched> vouched_;  ///< Read when it is asked for.
  using Places = std::unordered_map<Digest, std::vector<std::string>, DigestHash>;
  Places places_;                       ///< Where records say that they lie.
  Places strays_;                       ///< Where they lie, and no record says so.
  std::map<std::string, Digest> kept_;  ///< Strays that gave way to the right bytes.
  std::set<const Finding*> refused_;    ///< Those of which was said why they cannot be mended.
  std::unordered_set<Digest, DigestHash> restored_;
};

}  // namespace

void repair_findings(const Project& project, std::vector<Finding>& findings) {
  Repair(project).run(findings);
}

VerifyReport verify_and_repair(const Project& project, const VerifyRequest& request) {
  VerifyReport report = verify_store(project, request);
  repair_findings(project, report.findings);
  const auto came_back = [](const Finding& finding) {
    return finding.repaired && finding.kind == Finding::Kind::record;
  };
  if (std::ranges::none_of(report.findings, came_back)) return report;
  std::vector<Finding> findings = std::move(report.findings);
  std::erase_if(findings, [](const Finding& finding) { return !finding.repaired; });
  report = verify_store(project, request);
  repair_findings(project, report.findings);
  report.findings.insert(report.findings.end(), findings.begin(), findings.end());
  std::ranges::stable_sort(report.findings, {}, &Finding::path);
  return report;
}

}  // namespace cairn
