// The finished attempts of planned runs that lie in the trash. The trash is listed when the first
// run asks, and records are read only of runs that ask. Safe for many threads. It does not know
// what makes an attempt fit, and moves nothing.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cairn/runner/plan.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

/// An attempt as it lies there.
struct TrashedAttempt {
  TrashEntry entry;
  std::string folder;  ///< Of the run, absolute.
  Record record;
};

/// How an attempt came into the trash.
enum class WentBy {
  replacement,  ///< Another one took its place, where the run lies now.
  cleaning,     ///< A person wanted it to go, or the run later; or it lay elsewhere.
};

/// Whether an attempt would be cached if it lay in its place; what it throws stops the search.
using FitsRun = std::function<bool(const TrashedAttempt&)>;

class TrashedAttempts {
 public:
  explicit TrashedAttempts(const Project& project) : project_(project) {}

  /// Whether any attempt of the run lies there.
  bool has(const PlannedRun& run);
  /// The one of those that went there so, finished and fit, which came there last.
  std::optional<TrashedAttempt> find(const PlannedRun& run, WentBy how, const FitsRun& fits);

 private:
  /// An entry, and the place of the run in it.
  struct Place {
    std::size_t entry = 0;
    std::string path;  ///< Of the run's folder as it was.
  };

  const std::vector<Place>* places_of(const Digest& digest);

  const Project& project_;
  std::mutex mutex_;
  bool is_listed_ = false;
  std::vector<TrashEntry> entries_;
  std::unordered_map<Digest, std::vector<Place>, DigestHash> places_;  ///< The oldest first.
};

/// What a plan tells of it.
InTrash in_trash(const TrashedAttempt& found);

}  // namespace cairn
