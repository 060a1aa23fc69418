// Bytes by their SHA-256, each text once: `objects/ab/<64 hex>`, the first two digits as the
// folder. An object appears whole or not at all, never changes (mode 0444), and what is returned
// was compared with its name. What is put is noted as in flight first (in_flight.h). Safe for many
// threads and for several processes. It does not know who refers to an object, so it never removes
// one.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/in_flight.h"

namespace cairn {

/// How a file comes into the object store.
enum class PutMeans {
  clone,  ///< It shares its blocks with the file, where the file system can.
  copy,
};

class ObjectStore {
 public:
  /// The store in `folder` (absolute), which is made with the first object; notes and locks lie
  /// beside it. `durability` is what `put` promises.
  ObjectStore(std::string folder, Durability durability);

  /// Keeps `bytes` and returns their name; nothing is written when they are there already. An
  /// object that holds other bytes than its name says is moved aside, to `<name>.damaged`, and
  /// written anew. Throws Error(io), Error(conflict) when a link or file stands where a folder of
  /// the store belongs.
  Digest put(std::string_view bytes);

  /// Keeps the bytes of a file, hashed while they are copied, and returns what they were; nullopt
  /// where `means` is clone and the file system cannot. Throws as put, and Error(conflict) for a
  /// file that changes meanwhile or is no regular file.
  std::optional<HashedFile> put_file(const std::string& path, PutMeans means);

  /// The same for many files, in the order given, on all cores. Where they are many they share two
  /// syncs of the file system: all are written, then synced, and only then do they appear.
  std::vector<std::optional<HashedFile>> put_files(const std::vector<std::string>& paths,
                                                   PutMeans means);

  /// The bytes of an object. Throws Error(not_found), Error(corrupt) when they are not those of its
  /// name.
  std::string get(const Digest& digest) const;

  /// Whether a file lies where the object belongs. Says nothing of its bytes.
  bool has(const Digest& digest) const;

  /// Where the object belongs.
  std::string path(const Digest& digest) const;

 private:
  /// A file that was read and hashed.
  struct Staged {
    HashedFile file;
    std::unique_ptr<AtomicFile> object;  ///< Absent where the object need not be written.
  };
  /// Whether somebody has to write the object of a digest.
  using IsNeeded = std::function<bool(const Digest&)>;

  void write(const Digest& digest, std::string_view bytes);
  /// Writes a temporary object; nullopt where `means` is clone and the file system cannot.
  std::optional<Staged> stage(const std::string& path, PutMeans means, const IsNeeded& is_needed);
  /// Lets staged objects appear under one lock.
  void appear_together(const std::vector<std::optional<HashedFile>>& files,
                       std::vector<std::unique_ptr<AtomicFile>>& objects);
  /// Whether the object lies there with its bytes; a damaged one is moved aside.
  template <typename IsEqual>
  bool is_present(const Digest& digest, const IsEqual& is_equal) const;
  /// Lets an object that lies there already count; false where it is missing or damaged.
  template <typename IsEqual>
  bool take_present(const Digest& digest, const IsEqual& is_equal);
  /// Makes the folder of objects `shard`, once. Under the mutex.
  void make_shard(const std::string& shard);

  std::string folder_;
  Durability durability_;
  InFlight in_flight_;
  std::mutex mutex_;
  std::unordered_set<Digest, DigestHash> kept_;  ///< Put by this process: durable as promised.
  std::set<std::string> shards_;                 ///< Folders whose own names are durable likewise.
  std::set<std::string> made_shards_;            ///< Folders that this process has found or made.
};

}  // namespace cairn
