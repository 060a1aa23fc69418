#include "cairn/retention/duplicates.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cairn/base/denied.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/parallel.h"
#include "cairn/base/parallel_progress.h"
#include "cairn/base/text.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/opened_file.h"
#include "cairn/retention/dedup_journal.h"
#include "cairn/store/denied_folder.h"
#include "cairn/store/link_above.h"
#include "cairn/store/store_tree.h"

namespace cairn {

namespace {

// Every artifact, in the order in which they lie, so that those of a folder come together. No index
// knows digests, and SQLite takes longer to sort by them than we to gather equal ones.
constexpr std::string_view kArtifacts =
    "SELECT sha256, size, run, path FROM artifacts WHERE sha256 IS NOT NULL AND size > 0";
constexpr std::string_view kRun =
    "SELECT path, id, coalesce(ended, 0), attempt FROM runs WHERE run = ?";

Digest digest_at(const Statement& row, int column) {
  Digest digest;
  const std::span<const std::uint8_t> bytes = row.blob(column);
  if (bytes.size() != digest.bytes.size()) {
    throw Error(ErrorCode::corrupt, "the catalog has a digest that is none",
                "build it anew with: cairn reindex");
  }
  std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
  return digest;
}

/// Files that share their bytes with others, as far as the journal of deduplication knows.
std::map<std::string, LinkKind> merged_files(const Project& project) {
  std::map<std::string, LinkKind> merged;
  for (const DedupEntry& entry : read_dedup_journal(project).entries) {
    const std::optional<FileStat> status = stat_path(project.absolute(entry.path));
    if (!status) continue;
    const bool is_merged = entry.link == LinkKind::reflink ? status->mtime_ns == entry.mtime_ns
                                                           : status->is_link() || status->links > 1;
    if (is_merged) merged[entry.path] = entry.link;
  }
  return merged;
}

/// Drops the sets that would save nothing, and sorts the others: what saves most comes first.
void sort_sets(Duplicates& duplicates) {
  std::vector<std::pair<std::uint64_t, DuplicateSet*>> order;
  for (DuplicateSet& set : duplicates.sets) {
    if (const std::uint64_t savings = set.savings(); savings > 0) order.emplace_back(savings, &set);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.second->files.front().path < b.second->files.front().path;
  });
  std::vector<DuplicateSet> sorted;
  sorted.reserve(order.size());
  for (const auto& [savings, set] : order) sorted.push_back(std::move(*set));
  duplicates.sets = std::move(sorted);
}

/// An artifact of the catalog.
struct Listed {
  Digest digest;
  std::uint64_t size = 0;
  std::int64_t run = 0;
  std::size_t path_begin = 0;  ///< In the paths of the list.
  std::uint32_t path_size = 0;
  std::uint32_t folder = 0;  ///< The same number: the same folder.
};

/// All artifacts of the catalog: flat, since there may be very many and most are no duplicates.
class ArtifactList {
 public:
  explicit ArtifactList(const Database& database) {
    Statement row = database.prepare(kArtifacts);
    while (row.step()) add(row);
  }

  std::string_view path(const Listed& artifact) const {
    return std::string_view(paths_).substr(artifact.path_begin, artifact.path_size);
  }
  std::size_t folders() const { return listed_.empty() ? 0 : listed_.back().folder + 1; }

  /// Calls `take` with each two or more of one digest, in the order of the catalog.
  template <typename Take>
  void for_each_equal(const Take& take) const {
    const std::vector<std::size_t> next = link_equal();
    std::vector<bool> is_taken(listed_.size());
    std::vector<const Listed*> equal;
    for (std::size_t first = 0; first < listed_.size(); ++first) {
      if (next[first] == kNone || is_taken[first]) continue;
      equal.clear();
      for (std::size_t i = first; i != kNone; i = next[i]) {
        equal.push_back(&listed_[i]);
        is_taken[i] = true;
      }
      take(equal);
    }
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  /// Of each artifact the next one that has its digest. By a hash table of one array: nothing is
  /// allocated for an artifact that is like no other.
  std::vector<std::size_t> link_equal() const {
    std::vector<std::size_t> next(listed_.size(), kNone);
    std::vector<std::size_t> last_of(std::bit_ceil(2 * listed_.size() + 1), kNone);
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      const Digest& digest = listed_[i].digest;
      std::size_t slot = DigestHash()(digest) & (last_of.size() - 1);
      while (last_of[slot] != kNone && listed_[last_of[slot]].digest != digest) {
        slot = (slot + 1) & (last_of.size() - 1);
      }
      if (last_of[slot] != kNone) next[last_of[slot]] = i;
      last_of[slot] = i;
    }
    return next;
  }

  void add(const Statement& row) {
    const std::string_view path = row.text(3);
    Listed artifact{.digest = digest_at(row, 0),
                    .size = static_cast<std::uint64_t>(row.integer(1)),
                    .run = row.integer(2),
                    .path_begin = paths_.size(),
                    .path_size = static_cast<std::uint32_t>(path.size())};
    if (!listed_.empty()) {
      const Listed& last = listed_.back();
      const bool is_same =
          last.run == artifact.run && folder_of(this->path(last)) == folder_of(path);
      artifact.folder = last.folder + (is_same ? 0 : 1);
    }
    paths_ += path;
    listed_.push_back(artifact);
  }

  static std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == path.npos ? std::string_view() : path.substr(0, slash);
  }

  std::vector<Listed> listed_;
  std::string paths_;
};

/// The runs that hold duplicates, each looked up once.
class RunNames {
 public:
  struct Names {
    std::string path;
    RunId id;
    int attempt = 1;
    TimeUs ended = 0;
  };

  RunNames(const Project& project, const Database& database)
      : project_(project), database_(database) {}

  /// Absent for a run that is not there any more, and for an adopted one: its files are not ours.
  const std::optional<Names>& of(std::int64_t run) {
    const auto [entry, is_new] = known_.try_emplace(run);
    if (!is_new) return entry->second;
    Statement row = database_.prepare(kRun);
    row.bind(1, run);
    if (row.step() && project_.adopted_at(row.text(0)) == nullptr) {
      entry->second = Names{.path = std::string(row.text(0)),
                            .id = {std::string(row.text(1))},
                            .attempt = static_cast<int>(row.integer(3)),
                            .ended = row.integer(2)};
    }
    return entry->second;
  }

 private:
  const Project& project_;
  const Database& database_;
  std::unordered_map<std::int64_t, std::optional<Names>> known_;
};

/// A file that a record names, as it lies on the disk.
struct Candidate {
  DuplicateFile file;
  std::uint64_t size = 0;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
};

/// Takes away what lies behind a link, or where this user may not look, and collects both.
class LeftOut {
 public:
  explicit LeftOut(const Project& project) : project_(project), links_(project) {}

  /// Whether what lies in the folder of `path` is left out.
  bool leave_out(const std::string& path) {
    const auto [known, is_new] = known_.try_emplace(parent_path(path));
    if (is_new) known->second = leave_folder_out(path);
    return known->second;
  }
  void add_denied(const std::string& path) {
    found_.insert(left_out_text(denied_folder(project_, path)));
  }
  std::vector<std::string> found() const { return {found_.begin(), found_.end()}; }

 private:
  bool leave_folder_out(const std::string& path) {
    const auto denied = denied_by([&] {
      if (const std::optional<std::string>& link = links_.of(path)) {
        found_.insert(
            fmt::format("'{}' is a link: what lies behind it is left out", printable(*link)));
      } else {
        stat_path(project_.absolute(join_path(parent_path(path), ".")));
      }
    });
    if (denied) add_denied(path);
    return denied || links_.of(path);
  }

  const Project& project_;
  std::unordered_map<std::string, bool> known_;  ///< By folder.
  LinksAbove links_;
  std::set<std::string> found_;
};

std::vector<Candidate> list_candidates(const Project& project, LeftOut& left_out) {
  std::vector<DeniedFolder> denied;
  const Vouched vouched = read_vouched(project, list_tree(project, result_roots(project), denied));
  for (const DeniedFolder& folder : denied) left_out.add_denied(folder.path);
  std::vector<Candidate> candidates;
  for (const VouchedRun& run : vouched.runs) {
    for (const VouchedFile& file : run.files) {
      if (!file.is_artifact || file.size == 0) continue;
      std::string path = join_path(run.folder, file.path);
      if (left_out.leave_out(path)) continue;
      candidates.push_back(
          {.file = {std::move(path), file.path.size(), run.id, run.attempt, run.ended}});
    }
  }
  for_each_index(candidates.size(), [&](std::size_t i) {
    Candidate& candidate = candidates[i];
    const std::optional<FileStat> status = stat_path(project.absolute(candidate.file.path));
    if (!status || !status->is_file()) return;
    candidate.size = status->size;
    candidate.device = status->device;
    candidate.inode = status->inode;
  });
  std::erase_if(candidates, [](const Candidate& candidate) { return candidate.size == 0; });
  return candidates;
}

/// Files of one size, to be parted into sets of equal bytes.
class SizeBucket {
 public:
  SizeBucket(const Project& project, std::vector<const Candidate*> files)
      : project_(project), files_(std::move(files)) {}

  std::vector<DuplicateSet> part() {
    std::vector<DuplicateSet> sets;
    for (std::vector<const Candidate*>& same : by_head()) {
      while (same.size() > 1) take_equal(same, sets);
    }
    return sets;
  }
  /// Files that this user may not read.
  const std::vector<std::string>& denied() const { return denied_; }

 private:
  static constexpr std::size_t kHead = 4096;

  /// Parts the files by their first bytes: most that differ at all differ there.
  std::vector<std::vector<const Candidate*>> by_head() {
    std::map<std::string, std::vector<const Candidate*>> heads;
    for (const Candidate* candidate : files_) {
      try {
        const OpenedFile file = open_regular_file(project_.absolute(candidate->file.path));
        std::string head(std::min<std::uint64_t>(kHead, candidate->size), '\0');
        const ssize_t count = ::pread(file.fd.get(), head.data(), head.size(), 0);
        if (count < 0) throw_errno("read", candidate->file.path);
        if (file.status.size == candidate->size) heads[head].push_back(candidate);
      } catch (const DeniedError&) {
        denied_.push_back(candidate->file.path);
      } catch (const Error& error) {
        if (error.code() == ErrorCode::io) throw;  // A file that went meanwhile is no duplicate.
      }
    }
    std::vector<std::vector<const Candidate*>> parts;
    for (auto& [head, same] : heads) parts.push_back(std::move(same));
    return parts;
  }

  /// Takes the first file and all that are equal to it out of `same`.
  void take_equal(std::vector<const Candidate*>& same, std::vector<DuplicateSet>& sets) const {
    const Candidate* first = same.front();
    std::vector<const Candidate*> others;
    DuplicateSet set{.size = first->size};
    set.files.push_back(first->file);
    try {
      const FileComparison comparison(project_.absolute(first->file.path), first->size);
      for (std::size_t i = 1; i < same.size(); ++i) {
        const bool is_same_inode =
            same[i]->inode == first->inode && same[i]->device == first->device;
        if (!is_same_inode && !comparison.equals(project_.absolute(same[i]->file.path))) {
          others.push_back(same[i]);
          continue;
        }
        set.files.push_back(same[i]->file);
        set.files.back().is_merged = is_same_inode;
      }
    } catch (const Error& error) {
      if (error.code() == ErrorCode::io) throw;
      others.assign(same.begin() + 1, same.end());
    }
    same = std::move(others);
    if (set.files.size() > 1) sets.push_back(std::move(set));
  }

  const Project& project_;
  std::vector<const Candidate*> files_;
  std::vector<std::string> denied_;
};

}  // namespace

std::uint64_t DuplicateSet::savings() const {
  const auto merged = static_cast<std::uint64_t>(std::count_if(
      files.begin(), files.end(), [](const DuplicateFile& f) { return f.is_merged; }));
  const std::uint64_t apart = files.size() - merged;
  // When all are merged with each other, none of them is the one that is kept.
  return apart == 0 ? 0 : (apart - 1) * size;
}

std::uint64_t Duplicates::savings() const {
  std::uint64_t bytes = 0;
  for (const DuplicateSet& set : sets) bytes += set.savings();
  return bytes;
}

std::size_t Duplicates::surplus() const {
  std::size_t count = 0;
  for (const DuplicateSet& set : sets) count += set.savings() / set.size;
  return count;
}

void put_newest_first(Duplicates& duplicates) {
  for (DuplicateSet& set : duplicates.sets) {
    std::ranges::stable_sort(set.files, std::greater<>(), &DuplicateFile::ended);
  }
}

Duplicates duplicates_on_record(const Project& project, const Catalog& catalog) {
  const std::map<std::string, LinkKind> merged = merged_files(project);
  const ArtifactList artifacts(catalog.database());
  RunNames runs(project, catalog.database());
  LeftOut left_out(project);
  std::vector<std::optional<bool>> is_left_out(artifacts.folders());
  Duplicates duplicates;
  artifacts.for_each_equal([&](const std::vector<const Listed*>& equal) {
    DuplicateSet set{equal.front()->digest, equal.front()->size, {}};
    set.files.reserve(equal.size());
    for (const Listed* listed : equal) {
      const std::optional<RunNames::Names>& run = runs.of(listed->run);
      if (!run) continue;
      std::string path = join_path(run->path, artifacts.path(*listed));
      std::optional<bool>& is_out = is_left_out[listed->folder];
      if (!is_out) is_out = left_out.leave_out(path);
      if (*is_out) continue;
      const bool is_merged = !merged.empty() && merged.contains(path);
      set.files.push_back({.path = std::move(path),
                           .artifact_size = listed->path_size,
                           .run = run->id,
                           .attempt = run->attempt,
                           .ended = run->ended,
                           .is_merged = is_merged});
    }
    if (set.files.size() < 2) return;
    std::sort(set.files.begin(), set.files.end(),
              [](const DuplicateFile& a, const DuplicateFile& b) { return a.path < b.path; });
    duplicates.sets.push_back(std::move(set));
  });
  duplicates.left_out = left_out.found();
  sort_sets(duplicates);
  return duplicates;
}

Duplicates scan_duplicates(const Project& project,
                           const std::function<void(std::size_t, std::size_t)>& progress) {
  LeftOut left_out(project);
  const std::vector<Candidate> candidates = list_candidates(project, left_out);
  std::unordered_map<std::uint64_t, std::vector<const Candidate*>> by_size;
  for (const Candidate& candidate : candidates) by_size[candidate.size].push_back(&candidate);
  std::vector<SizeBucket> buckets;
  for (auto& [size, files] : by_size) {
    if (files.size() > 1) buckets.emplace_back(project, std::move(files));
  }
  std::vector<std::vector<DuplicateSet>> found(buckets.size());
  for_each_index_telling(
      buckets.size(), [&](std::size_t i) { found[i] = buckets[i].part(); },
      [&](std::size_t done) { progress(done, buckets.size()); });
  for (const SizeBucket& bucket : buckets) {
    for (const std::string& path : bucket.denied()) left_out.add_denied(path);
  }
  Duplicates duplicates{.sets = {}, .left_out = left_out.found()};
  for (std::vector<DuplicateSet>& sets : found) {
    std::move(sets.begin(), sets.end(), std::back_inserter(duplicates.sets));
  }
  sort_sets(duplicates);
  return duplicates;
}

}  // namespace cairn
