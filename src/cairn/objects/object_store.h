// Bytes by their SHA-256, each text once: `objects/ab/<64 hex>`, the first two digits as the
// folder. An object appears whole or not at all, never changes (mode 0444), and what is returned
// was compared with its name. Safe for many threads and for several processes. It does not know who
// refers to an object, so it never removes one.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "cairn/base/atomic_file.h"
#include "cairn/base/digest.h"

namespace cairn {

class ObjectStore {
 public:
  /// The store in `folder` (absolute), which is made with the first object. `durability` is what
  /// `put` promises.
  ObjectStore(std::string folder, Durability durability);

  /// Keeps `bytes` and returns their name; nothing is written when they are there already. An
  /// object that holds other bytes than its name says is moved aside, to `<name>.damaged`, and
  /// written anew. Throws Error(io), Error(conflict) when a link or file stands where a folder of
  /// the store belongs.
  Digest put(std::string_view bytes);

  /// The bytes of an object. Throws Error(not_found), Error(corrupt) when they are not those of its
  /// name.
  std::string get(const Digest& digest) const;

  /// Whether a file lies where the object belongs. Says nothing of its bytes.
  bool has(const Digest& digest) const;

  /// Where the object belongs.
  std::string path(const Digest& digest) const;

 private:
  void write(const Digest& digest, std::string_view bytes);
  void make_shard(const std::string& shard);

  std::string folder_;
  Durability durability_;
  std::mutex mutex_;
  std::unordered_set<Digest, DigestHash> kept_;  ///< Put by this process: durable as promised.
  std::set<std::string> shards_;                 ///< Folders whose own names are durable likewise.
};

}  // namespace cairn
