// What was seen of the files of an adopted tree: size, time and digest of each, in
// `.cairn/adopted/<tree>.files`. It makes a second look cheap: a file whose size and time are as
// they were is not read again. It is disposable; without it every file is read. It does not know
// what the files mean.
#pragma once

#include <string>

#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// The index of a tree as a text: a line for each file and link, in the order of the walk.
std::string file_index_text(const ForeignTree& tree);

/// Whether the listing of `tree` is the one that `text` was made of. Digests of files that are as
/// they were are remembered by the tree, whatever the answer.
bool compare_with_index(const ForeignTree& tree, const std::string& text);

}  // namespace cairn
