// What the system tells of a file as a FileStat. For fs.cpp and folder.cpp only.
#pragma once

#include <sys/stat.h>

#include "cairn/base/fs.h"

namespace cairn {

FileStat file_stat(const struct stat& status);

/// Whether a stat that failed so says that nothing is there.
bool means_absent(int error_number);

}  // namespace cairn
