// The steps by which one file comes to share the bytes of another: prepared (opened, leased,
// compared), then replaced. Only deduplicate.cpp uses it.
#pragma once

#include <memory>
#include <string>

#include "cairn/base/lease.h"
#include "cairn/objects/opened_file.h"

namespace cairn {

/// A file that is held open, with a lease where there are any.
struct HeldFile {
  explicit HeldFile(const std::string& absolute)
      : path(absolute), file(open_regular_file(absolute)), lease(file.fd.get()) {}

  std::string path;  ///< Absolute.
  OpenedFile file;
  ReadLease lease;
};

/// Why a file was not merged; empty text: it was.
struct MergeAnswer {
  enum class What { merged, already, left, too_many_names } what;
  std::string why;
};

/// What stands against letting `other` share the inode of `kept`; nullopt when nothing does, and
/// the bytes of both were compared.
std::optional<MergeAnswer> objection(const HeldFile& kept, const HeldFile& other);

/// Shares the blocks of two files; the kernel compares them. The answer `what` is left with an
/// empty text where the file system cannot.
MergeAnswer share_file(const HeldFile& kept, const HeldFile& other);

/// Puts a further name of `kept` in the place of `other`. For callers that hold lock_edits, as the
/// next.
MergeAnswer replace_by_name(const HeldFile& kept, const HeldFile& other);

/// Puts a symbolic link with this text in the place of `other`.
MergeAnswer replace_by_symlink(const std::string& text, const HeldFile& other);

}  // namespace cairn
