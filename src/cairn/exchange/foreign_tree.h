// A foreign tree while it is read: its listing, and its files, each read and hashed at most once
// and from many threads. Only what the listing shows is ever opened, so no path that a foreign file
// names leads out of the tree or through a link. Nothing is written. It does not know what any file
// means.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/digest.h"
#include "cairn/base/tree_walk.h"
#include "cairn/base/value.h"

namespace cairn {

class ForeignTree {
 public:
  /// Lists the folder `root` (absolute). Throws Error(not_found), Error(io).
  explicit ForeignTree(std::string root);

  const std::string& root() const { return root_; }
  const TreeListing& listing() const { return listing_; }

  /// The entry at `path`, or nullptr.
  const TreeEntry* find(std::string_view path) const;
  bool has_file(std::string_view path) const;
  bool has_folder(std::string_view path) const;
  /// The names of the folders directly in `folder` ("" for the root), sorted.
  std::vector<std::string> folders_in(std::string_view folder) const;
  /// The names of the files directly in `folder`, sorted.
  std::vector<std::string> files_in(std::string_view folder) const;
  /// All entries below `folder` in the order of the walk.
  void for_each_below(std::string_view folder,
                      const std::function<void(const TreeEntry&)>& visit) const;

  /// The bytes of a file of the listing. Throws Error(not_found) for any other path, Error(io).
  std::string read(std::string_view path) const;
  /// The digest of a file; it is read unless it was before. Throws as read does, and
  /// Error(conflict) where it changes while it is read.
  Digest digest(const TreeEntry& file) const;
  /// The digest that an earlier look at the unchanged file gave.
  void remember(const TreeEntry& file, const Digest& digest) const;
  /// The digest if the file was read or remembered.
  std::optional<Digest> known_digest(const TreeEntry& file) const;
  /// Whether a reading of the file failed. It stays so: who met the failure went on without the
  /// bytes, even if they can be read by now. Such a file has no known digest.
  bool could_not_be_read(const TreeEntry& file) const;

 private:
  struct Slot {
    enum class State { unknown, not_read, being_written, known };
    std::atomic<State> state{State::unknown};
    Digest digest;
  };
  Slot& slot_of(const TreeEntry& file) const;
  /// What `read` returns; where it throws that is noted.
  template <typename Read>
  auto noting_failure(const TreeEntry& file, const Read& read) const;
  std::pair<std::size_t, std::size_t> range_of(std::string_view folder) const;
  void make_places() const;

  std::string root_;
  TreeListing listing_;
  // Where each path stands in the listing, by its hash: readers look up some twenty paths for each
  // run. Made at the first look-up, since a tree that did not change is asked for none.
  mutable std::once_flag places_made_;
  mutable std::vector<std::uint32_t> places_;
  std::unique_ptr<Slot[]> slots_;  // NOLINT(cppcoreguidelines-avoid-c-arrays): atomics do not move
};

// Reading a file of a foreign tree as what it is; each throws as read does, and
// Error(invalid_input) with the place of what is malformed.

/// JSON as Python writes it: NaN, Infinity and -Infinity are read as texts of that spelling.
Value read_json(const ForeignTree& tree, const std::string& path);
Value read_yaml(const ForeignTree& tree, const std::string& path);
/// JSON lines; a line that is none is named in `problems`, and the others are read. So is a file
/// that cannot be read: unlike the two above this throws nothing.
std::vector<Value> read_json_lines(const ForeignTree& tree, const std::string& path,
                                   std::vector<std::string>& problems);

}  // namespace cairn
