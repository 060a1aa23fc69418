#include "cairn/store/verify_repair.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/clock.h"
#include "cairn/base/error.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/link_above.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

namespace {

constexpr AtomicSites kRepairSites{Site::repair_write, Site::repair_fsync, Site::repair_rename,
                                   Site::repair_folder_fsync};

class Repair {
 public:
  explicit Repair(const Project& project)
      : project_(project), stamp_(local_text(now_us(), "%Y%m%d-%H%M%S")) {}

  void run(std::vector<Finding>& findings) {
    std::unordered_set<Digest, DigestHash> wanted;
    for (const Finding& finding : findings) {
      if (finding.expected) wanted.insert(finding.expected->sha256);
    }
    if (wanted.empty()) return;
    find_places(wanted);
    for (Finding& finding : findings) {
      if (finding.expected) try_to_mend(finding);
    }
  }

 private:
  /// Where the wanted bytes are on record.
  void find_places(const std::unordered_set<Digest, DigestHash>& wanted) {
    const Vouched vouched = read_vouched(project_, list_tree(project_, run_roots(project_)));
    for (const VouchedRun& run : vouched.runs) {
      for (const VouchedFile& file : run.files) {
        if (!wanted.contains(file.sha256)) continue;
        places_[file.sha256].push_back(join_path(run.folder, file.path));
      }
    }
    for (const Digest& digest : wanted) places_[digest].push_back(object_path_of(digest));
  }

  std::string object_path_of(const Digest& digest) const {
    return relative_to(open_objects(project_).path(digest), project_.root);
  }

  /// What stands in the way of one file is told, and stands in the way of no other.
  void try_to_mend(Finding& finding) {
    try {
      mend(finding);
    } catch (const Error& error) {
      finding.message += fmt::format("; it could not be repaired: {}", error.message());
      finding.hint = error.hint();
    }
  }

  void mend(Finding& finding) {
    const Digest& digest = finding.expected->sha256;
    const bool is_object = finding.path == object_path_of(digest);
    // A link whose object is damaged is mended with the object; the link itself is right.
    const std::string target = read_object_link(project_.absolute(finding.path)) == digest
                                   ? object_path_of(digest)
                                   : finding.path;
    for (const std::string& place : places_[digest]) {
      const std::optional<FileStat> status = stat_path(project_.absolute(place));
      if (place == target || !status || !status->is_file()) continue;
      const FileUse use =
          is_object || target != finding.path ? FileUse::immutable : FileUse::replaceable;
      if (!replace(target, place, digest, use)) continue;
      finding.repaired = true;
      finding.message += fmt::format("; restored from {}", place);
      finding.hint.clear();
      return;
    }
  }

  /// Puts the bytes of `source` in the place of `target`, when they are those of `digest`.
  bool replace(const std::string& target, const std::string& source, const Digest& digest,
               FileUse use) {
    if (link_above(project_, target)) return false;
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
    std::string kept = project_.hidden(fmt::format("damaged/{}/{}", stamp_, target));
    for (int number = 2; stat_path(kept); ++number) {
      kept = project_.hidden(fmt::format("damaged/{}/{}.{}", stamp_, target, number));
    }
    make_folders(Site::repair_keep, parent_path(kept));
    // A second name leaves the first in place until the right bytes take it over.
    if (!link_file(Site::repair_keep, absolute, kept)) {
      rename_path(Site::repair_keep, absolute, kept);
    }
  }

  const Project& project_;
  std::string stamp_;
  std::unordered_map<Digest, std::vector<std::string>, DigestHash> places_;
};

}  // namespace

void repair_findings(const Project& project, std::vector<Finding>& findings) {
  Repair(project).run(findings);
}

}  // namespace cairn
