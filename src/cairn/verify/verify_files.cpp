#include "cairn/verify/verify_files.h"

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/link.h"
#include "cairn/objects/copy_file.h"
#include "cairn/objects/hash_files.h"
#include "cairn/objects/object_link.h"
#include "cairn/store/provenance_capture.h"

namespace cairn {

Digest FileVerifier::digest_of(const std::string& absolute, const FileStat& status) {
  const Inode inode{status.device, status.inode, status.mtime_ns, status.ctime_ns};
  if (status.links > 1) {
    const std::lock_guard lock(mutex_);
    if (const auto known = inodes_.find(inode); known != inodes_.end()) return known->second;
  }
  // Nothing is synced: the site has no meaning here.
  const Digest digest = hash_file(absolute, Durability::none, Site::file_write).sha256;
  if (status.links > 1) {
    const std::lock_guard lock(mutex_);
    inodes_.emplace(inode, digest);
  }
  return digest;
}

std::optional<FileProblem> FileVerifier::check_bytes(const std::string& path,
                                                     const Digest& expected) {
  const std::string absolute = project_.absolute(path);
  try {
    const std::optional<FileStat> status = stat_path(absolute);
    if (!status) return FileProblem{Finding::Kind::missing, "it is not there"};
    if (digest_of(absolute, *status) == expected) return std::nullopt;
    return FileProblem{Finding::Kind::bytes, "it holds other bytes than were recorded"};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) {
      return FileProblem{Finding::Kind::missing, "it is not there"};
    }
    return FileProblem{Finding::Kind::unreadable, error.message()};
  }
}

std::optional<FileProblem> FileVerifier::check_object(const Digest& digest) {
  const std::string place = open_objects(project_).path(digest);
  const std::string path = relative_to(place, project_.root);
  const std::optional<FileStat> status = stat_path(place);
  if (!status) return FileProblem{Finding::Kind::missing, "there is no such object"};
  if (!status->is_file()) return FileProblem{Finding::Kind::object, "it is no regular file"};
  if (depth_ == VerifyDepth::quick) return std::nullopt;
  std::optional<FileProblem> problem = check_bytes(path, digest);
  if (problem && problem->kind == Finding::Kind::bytes) {
    return FileProblem{Finding::Kind::object, "it holds other bytes than its name says"};
  }
  return problem;
}

std::vector<bool> FileVerifier::prove(const std::vector<std::string>& paths,
                                      const VouchedFile& expected) const {
  if (depth_ == VerifyDepth::quick || paths.size() < 2) return std::vector<bool>(paths.size());
  std::vector<std::string> absolute;
  for (const std::string& path : paths) absolute.push_back(project_.absolute(path));
  return prove_equal(absolute, expected.size, expected.sha256);
}

std::optional<FileProblem> FileVerifier::check(const std::string& path,
                                               const VouchedFile& expected) {
  const std::string absolute = project_.absolute(path);
  const std::optional<FileStat> status = stat_path(absolute);
  if (!status) return FileProblem{Finding::Kind::missing, "a record names it, and it is not there"};
  if (status->is_link()) {
    const std::optional<Digest> object = read_object_link(absolute);
    if (object != expected.sha256) {
      return FileProblem{Finding::Kind::link,
                         fmt::format("it is a link to '{}', and not to the object it should be",
                                     read_link(absolute).value_or(""))};
    }
    if (std::optional<FileProblem> problem = check_object(*object)) {
      problem->message = "the object that it links to: " + problem->message;
      return problem;
    }
    return std::nullopt;
  }
  if (!status->is_file()) {
    return FileProblem{Finding::Kind::link, "it is no regular file"};
  }
  if (status->size != expected.size) {
    return FileProblem{Finding::Kind::size, fmt::format("it has {} bytes, recorded are {}",
                                                        status->size, expected.size)};
  }
  if (depth_ == VerifyDepth::quick) return std::nullopt;
  return check_bytes(path, expected.sha256);
}

}  // namespace cairn
