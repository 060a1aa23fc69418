#include "cairn/retention/deduplicate.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/lease.h"
#include "cairn/base/parallel.h"
#include "cairn/objects/object_link.h"
#include "cairn/record/store_paths.h"
#include "cairn/retention/merge_file.h"
#include "cairn/store/link_above.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/results_place.h"
#include "cairn/store/user_edits.h"

namespace cairn {

namespace {

using What = MergeAnswer::What;

/// Files that are held open at once; all of them are compared, journaled, and replaced together.
constexpr std::size_t kHeldAtOnce = 200;
/// Syncing more folders than this one by one costs more than syncing all at once.
constexpr std::size_t kManyFolders = 200;

/// Opens a file; absent for one that went, or is a link.
std::unique_ptr<HeldFile> hold(const std::string& absolute) {
  try {
    return std::make_unique<HeldFile>(absolute);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::io) throw;
    return nullptr;
  }
}

/// A file on its way, and what came of it.
struct Step {
  const DuplicateFile* file = nullptr;
  std::unique_ptr<HeldFile> held;  ///< Absent once it is done with.
  MergeAnswer answer{What::left, "it is not there any more, or is a link"};
  std::uint64_t size = 0;
  std::string folder;

  void hold_it(const Project& project) {
    // Once more: it was chosen a while ago.
    if (const std::optional<std::string> link = link_above(project, file->path)) {
      answer.why = fmt::format("it lies behind the link '{}'", *link);
      return;
    }
    if (denied_by([&] { held = hold(project.absolute(file->path)); })) {
      answer.why = "this user may not read it";
      return;
    }
    if (!held && read_object_link(project.absolute(file->path))) answer = {What::already, {}};
    if (!held) return;
    size = held->file.status.size;
    folder = parent_path(held->path);
  }
  void finish(MergeAnswer with) {
    answer = std::move(with);
    held.reset();
  }
};

/// Tries to merge one file with what lies at `source`; where one of the two was removed meanwhile,
/// maybe with its folder, the file is left.
template <typename Try>
void unless_gone(Step& step, const std::string& source, Try attempt) {
  try {
    attempt();
  } catch (const DeniedError&) {
    step.finish({What::left, "this user may not change what lies in its folder"});
  } catch (const Error&) {
    if (stat_path(step.held->path) && stat_path(source)) throw;
    step.finish({What::left, "it was removed meanwhile, or what it is equal to"});
  }
}

/// A part of a set: the file that is kept, and those that come to share its bytes.
struct Work {
  const DuplicateSet* set = nullptr;
  std::vector<Step> steps;       ///< The first is kept.
  std::optional<Digest> object;  ///< What links lead to.
};

class Merger {
 public:
  Merger(const Project& project, const MergeRequest& request)
      : project_(project), request_(request), objects_(open_objects(project)) {}

  MergeReport run(const Duplicates& duplicates) {
    const LeaseSignals signals;
    std::size_t done = 0;
    std::vector<Work> batch;
    std::size_t held = 0;
    for (const DuplicateSet& set : duplicates.sets) {
      for (Work& work : works_of(set)) {
        if (held + work.steps.size() > kHeldAtOnce) merge_batch(std::exchange(batch, {}));
        held = batch.empty() ? work.steps.size() : held + work.steps.size();
        batch.push_back(std::move(work));
      }
      request_.progress(++done, duplicates.sets.size());
    }
    merge_batch(std::move(batch));
    sync_folders();
    return std::move(report_);
  }

 private:
  std::vector<Work> works_of(const DuplicateSet& set) const {
    std::vector<const DuplicateFile*> files;
    for (const DuplicateFile& file : set.files) files.push_back(&file);
    std::vector<Work> works;
    for (std::size_t next = 1; next < files.size();) {
      Work work{.set = &set};
      work.steps.push_back({.file = files.front()});
      while (next < files.size() && work.steps.size() < kHeldAtOnce) {
        work.steps.push_back({.file = files[next++]});
      }
      works.push_back(std::move(work));
    }
    return works;
  }

  void merge_batch(std::vector<Work> batch) {
    std::size_t first = 0;
    // The first pairs tell what the file system can, where nobody said what to do.
    while (first < batch.size() && !link_) prepare(batch[first++]);
    for_each_index(batch.size() - first, [&](std::size_t i) { prepare(batch[first + i]); });
    std::vector<DedupEntry> entries;
    for (const Work& work : batch) add_entries(work, entries);
    // Before anything is replaced: else nobody could give the times back.
    append_dedup_journal(project_, entries);
    // Under it runs get new attempts: none takes the place of one of these folders meanwhile.
    const FileLock lock = lock_edits(project_);
    leave_begun(batch);
    for_each_index(batch.size(), [&](std::size_t i) { replace(batch[i]); });
    for (const Work& work : batch) take(work);
  }

  /// What lies in the place of a file may be a new attempt's by now, which has no record yet.
  void leave_begun(std::vector<Work>& batch) const {
    for (Work& work : batch) {
      for (Step& step : work.steps) {
        if (!step.held) continue;
        std::string folder = step.held->path;
        const std::string_view artifact = step.file->artifact();
        if (!folder.ends_with(fmt::format("/{}", artifact))) continue;
        folder.resize(folder.size() - artifact.size() - 1);
        if (stat_path(record_path(folder, step.file->run))) continue;
        step.finish({What::left, "its run was begun anew meanwhile"});
      }
    }
  }

  /// Opens and compares; shares blocks at once, since that replaces nothing.
  void prepare(Work& work) {
    if (link_ == LinkKind::symlink) return prepare_links(work);
    std::size_t kept = 0;
    for (; kept < work.steps.size() && !work.steps[kept].held; ++kept) {
      work.steps[kept].hold_it(project_);
      if (work.steps[kept].held) break;
    }
    if (kept == work.steps.size()) return;
    std::swap(work.steps[0], work.steps[kept]);
    const HeldFile& keeper = *work.steps[0].held;
    for (std::size_t i = 1; i < work.steps.size(); ++i) {
      Step& step = work.steps[i];
      if (i > kept) step.hold_it(project_);
      if (!step.held || share(keeper, step)) continue;
      if (std::optional<MergeAnswer> answer = objection(keeper, *step.held)) {
        step.finish(*std::move(answer));
      }
    }
  }

  /// Tries to share blocks; returns whether the file is done with. Where the file system cannot,
  /// hard links take over, unless reflinks were asked for.
  bool share(const HeldFile& keeper, Step& step) {
    if (link_ == LinkKind::hardlink) return false;
    MergeAnswer answer = share_file(keeper, *step.held);
    const bool cannot = answer.what == What::left && answer.why.empty();
    if (cannot && !link_) link_ = LinkKind::hardlink;
    if (cannot && link_ == LinkKind::hardlink) return false;
    if (cannot) answer.why = "the file system cannot share its blocks";
    if (answer.what == What::merged && !link_) link_ = LinkKind::reflink;
    if (answer.what != What::merged) {
      step.finish(std::move(answer));
    } else {
      step.answer = std::move(answer);  // Held on to, for its line in the journal.
    }
    return true;
  }

  /// Every file of the set, the first too, becomes a link to the object.
  void prepare_links(Work& work) {
    work.object = work.set->sha256;
    std::size_t usable = 0;
    for (Step& step : work.steps) {
      step.hold_it(project_);
      if (!step.held) continue;
      if (step.held->lease.answer() == ReadLease::Answer::refused) {
        step.finish({What::left, "somebody has it open for writing"});
        continue;
      }
      const std::string path = step.held->path;
      unless_gone(step, path, [&] { usable += prepare_link(work, step, usable == 0) ? 1 : 0; });
    }
    if (usable > 1) return;
    for (Step& step : work.steps) {
      if (step.held) step.finish({What::left, "nothing equal to it is left"});
    }
  }

  /// Whether the file can become a link to the object, which the first of a set is made into.
  bool prepare_link(Work& work, Step& step, bool is_first) {
    // By its digest, as the object itself: the object's bytes are those of its name.
    const Digest digest = hash_file(step.held->path, Durability::none, Site::dedup_link).sha256;
    if (!work.object) work.object = digest;
    if (digest != *work.object) {
      step.finish({What::left, "it does not hold the same bytes any more"});
      return false;
    }
    // Also when one is there: nobody has looked at its bytes yet.
    if (is_first) put_object(*step.held);
    return true;
  }

  void put_object(const HeldFile& held) {
    if (!objects_.put_file(held.path, PutMeans::clone)) {
      objects_.put_file(held.path, PutMeans::copy);
    }
  }

  void add_entries(const Work& work, std::vector<DedupEntry>& entries) const {
    for (std::size_t i = link_ == LinkKind::symlink ? 0 : 1; i < work.steps.size(); ++i) {
      const Step& step = work.steps[i];
      if (!step.held || step.answer.what == What::already) continue;
      entries.push_back({.path = step.file->path,
                         .run = step.file->run.text,
                         .attempt = step.file->attempt,
                         .artifact = std::string(step.file->artifact()),
                         .link = *link_,
                         .mtime_ns = step.held->file.status.mtime_ns,
                         .mode = step.held->file.status.mode});
    }
  }

  void replace(Work& work) {
    if (link_ == LinkKind::symlink) return replace_links(work);
    std::unique_ptr<HeldFile> keeper = std::move(work.steps[0].held);
    if (!keeper) return leave_all(work);
    for (std::size_t i = 1; i < work.steps.size(); ++i) {
      Step& step = work.steps[i];
      if (!step.held) continue;
      if (link_ == LinkKind::reflink) {
        step.held.reset();
        continue;
      }
      const std::string source = keeper->path;
      unless_gone(step, source, [&] {
        MergeAnswer answer = replace_by_name(*keeper, *step.held);
        if (answer.what != What::too_many_names) return step.finish(std::move(answer));
        // A file that can have no more names is kept as it is; this one takes over.
        step.answer = {What::already, {}};
        keeper = std::move(step.held);
      });
    }
  }

  /// The file that was to be kept is another one now.
  static void leave_all(Work& work) {
    for (Step& step : work.steps) {
      if (step.held) step.finish({What::left, "the file to keep changed meanwhile"});
    }
  }

  void replace_links(Work& work) const {
    for (Step& step : work.steps) {
      if (!step.held) continue;
      unless_gone(step, step.held->path, [&] {
        step.finish(
            replace_by_symlink(object_link_text(step.file->path, *work.object), *step.held));
      });
    }
  }

  void take(const Work& work) {
    bool has_object = false;
    for (std::size_t i = link_ == LinkKind::symlink ? 0 : 1; i < work.steps.size(); ++i) {
      const Step& step = work.steps[i];
      if (step.answer.what == What::already) ++report_.already;
      if (step.answer.what == What::left) {
        report_.left.push_back(fmt::format("{}: {}", step.file->path, step.answer.why));
      }
      if (step.answer.what != What::merged) continue;
      ++report_.merged;
      // Of links to an object all go but the object, which takes what one of them took.
      if (link_ != LinkKind::symlink || std::exchange(has_object, true)) report_.bytes += step.size;
      report_.link = link_;
      folders_.insert(step.folder);
    }
  }

  void sync_folders() {
    const bool is_replaced = link_ != LinkKind::reflink;
    if (project_.spec.durability != Durability::full || folders_.empty() || !is_replaced) return;
    if (folders_.size() > kManyFolders) {
      sync_file_system(Site::dedup_folder_fsync, project_.root);
      return;
    }
    for (const std::string& folder : folders_) {
      if (stat_path(folder)) fsync_path(Site::dedup_folder_fsync, folder);
    }
  }

  const Project& project_;
  const MergeRequest& request_;
  ObjectStore objects_;
  std::optional<LinkKind> link_ = request_.link;  ///< Known once the first pair was tried.
  MergeReport report_;
  std::set<std::string> folders_;
};

}  // namespace

MergeReport merge_duplicates(const Project& project, const Duplicates& duplicates,
                             const MergeRequest& request) {
  if (request.link == LinkKind::symlink) require_reachable_objects(project);
  return Merger(project, request).run(duplicates);
}

}  // namespace cairn
