#include "cairn/record/child_folders.h"

#include <algorithm>

namespace cairn {

ChildFolders::ChildFolders(const std::vector<RecordChild>& children) {
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (!children[i].path.empty()) places_.emplace(children[i].path, i);
  }
}

std::vector<std::size_t> ChildFolders::find(std::string_view path) const {
  std::vector<std::size_t> found;
  if (places_.empty()) return found;
  for (std::size_t end = path.size(); end != std::string_view::npos && end > 0;
       end = path.rfind('/', end - 1)) {
    const auto [first, last] = places_.equal_range(path.substr(0, end));
    for (auto place = first; place != last; ++place) found.push_back(place->second);
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace cairn
