// Which children have a file in their folders, without a look at each child for each file: there
// may be thousands of both. It does not look at the disk.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cairn/record/record.h"

namespace cairn {

class ChildFolders {
 public:
  /// Children without a folder have no files. The list lives as long as this.
  explicit ChildFolders(const std::vector<RecordChild>& children);

  /// Places in the list, in order, of the children in whose folders `path` lies.
  std::vector<std::size_t> find(std::string_view path) const;

 private:
  std::unordered_multimap<std::string_view, std::size_t> places_;
};

}  // namespace cairn
