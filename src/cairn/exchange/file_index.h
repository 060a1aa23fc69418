// What was seen of an adopted tree: size, times and digest of each file, and the time of each
// folder, in `.cairn/adopted/<tree>.files`. It makes a second look cheap: a folder whose time is as
// it was holds the same names and is not listed, and a file whose size and times are as they were
// is not read again. A time that was too young when it was seen tells nothing and is not written
// down. It is disposable; without it every file is read. It does not know what the files mean.
#pragma once

#include <string>

#include "cairn/exchange/foreign_tree.h"

namespace cairn {

/// The index of a tree as a text: a line for each folder, file and link, in the order of the walk.
/// Files that were not read, and whose times of change are too young, are read for it.
std::string file_index_text(const ForeignTree& tree);

/// Whether the folder `root` is as `text` tells, as far as that can be said by looking at what
/// stands there, on all cores. False means that it has to be listed, not that anything changed.
bool is_as_indexed(const std::string& root, const std::string& text);

/// Where the tree lay when it was indexed.
enum class IndexedPlace {
  here,
  elsewhere,  ///< Files that were copied have other times of change.
};

/// Whether the files, links and folders of `tree` are those that `text` was made of. Files that
/// only their time of change tells apart are read. Without a digest of before, another time of
/// change of a file is a change, and so is that it can be read by now; not of a tree that lay
/// elsewhere. Digests of files that are as they were are remembered by the tree, whatever the
/// answer.
bool compare_with_index(const ForeignTree& tree, const std::string& text,
                        IndexedPlace place = IndexedPlace::here);

}  // namespace cairn
