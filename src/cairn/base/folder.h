// A folder that is held by a descriptor, and what lies below it, reached without following a link:
// whoever swaps a folder for a link meanwhile changes nothing. For places where names come from
// outside. Names are relative and canonical (safe_rel_path.h); nothing climbs out. It does not know
// what the files mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/fs.h"
#include "cairn/base/io.h"

namespace cairn {

class Folder {
 public:
  /// Opens a folder by its path, links on the way followed: a path of our own. Throws Error(io).
  static Folder open(const std::string& path);

  /// Opens the folder `relative`. Throws Error(conflict) where a link or a file stands in its way,
  /// Error(not_found), Error(io).
  Folder below(std::string_view relative) const;
  /// Makes the folder `name` directly in here, for nobody but us (mode 0700); returns whether it is
  /// new. Throws Error(io).
  bool make_private(Site site, const std::string& name) const;
  /// Makes the folder `relative`, whose parent is there. Throws Error(io), also when it is there.
  void make(Site site, const std::string& relative) const;
  /// Makes the file `relative`, which must not be there, for writing (mode 0644). Throws Error(io).
  Fd create(Site site, const std::string& relative) const;

  /// What lies at `relative`, or nullopt; links on the way to it are followed, since nothing is
  /// opened. Cheaper than stat_path where there is much to look at. Throws Error(io).
  std::optional<FileStat> stat(const std::string& relative) const;

  int fd() const { return fd_.get(); }
  /// The path for messages and for calls of io.h on things of our own.
  const std::string& path() const { return path_; }

 private:
  Folder(Fd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  Fd fd_;
  std::string path_;
};

/// Renames `from` to `to`, where nothing may be: returns false when something is. Throws Error(io).
bool rename_without_replacing(Site site, const std::string& from, const std::string& to);

}  // namespace cairn
