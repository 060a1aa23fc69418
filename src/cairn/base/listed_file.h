// Reading a small file that was listed before, with as few calls as that takes: of hundreds of
// thousands of files the calls are the whole price. It does not know why the file is read.
#pragma once

#include <optional>
#include <string>

#include "cairn/base/tree_walk.h"

namespace cairn {

/// The bytes of `file` below `root`, if they are those of the state that the listing shows; nullopt
/// where it is in another one, or cannot be read, or is larger than some 256 KB.
std::optional<std::string> read_as_listed(const std::string& root, const TreeEntry& file);

}  // namespace cairn
