// A regular file that was opened for reading with its state at that moment, so that a change
// meanwhile is noticed. Special files are refused. It does not know why the file is read.
#pragma once

#include <string>

#include "cairn/base/fs.h"
#include "cairn/base/io.h"

namespace cairn {

struct OpenedFile {
  Fd fd;
  FileStat status;
};

enum class Links { refuse, follow };

/// Opens a regular file. Throws Error(not_found), Error(io), and Error(conflict) for what is none.
OpenedFile open_regular_file(const std::string& path, Links links = Links::refuse);

/// Whether the file is still as it was: size, times, inode.
bool is_unchanged(const OpenedFile& file, const std::string& path);

/// Throws the Error(conflict) of a file that changed while it was being read.
[[noreturn]] void throw_changed(const std::string& path);

/// Throws it where the file is not as it was.
void require_unchanged(const OpenedFile& file, const std::string& path);

}  // namespace cairn
