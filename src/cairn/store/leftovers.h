// Which files are leftovers: begun by cairn, never finished, and nobody's. The name alone does not
// tell, since a job may call its files as it likes: a record is asked first, and where no record
// can be asked, what lies in the folder of a run is the run's. In an adopted tree nothing is
// cairn's. It does not remove anything.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cairn/store/store_tree.h"

namespace cairn {

/// What a file is, by its name and by the records.
enum class TempFile {
  other,      ///< Its name is not that of an unfinished file.
  named,      ///< It is called so, and a record names it.
  unsettled,  ///< Its run has no record that can be read: it may be the run's.
  leftover,
};

class Leftovers {
 public:
  Leftovers(const Project& project, const std::vector<TreeFolder>& tree, const Vouched& vouched);

  /// Judges the file `name` in `folder`, relative to the project.
  TempFile judge(const std::string& folder, std::string_view name) const;

 private:
  const Project& project_;
  std::unordered_set<std::string> named_;
  std::set<std::string> unsettled_;  ///< Folders with a run that no record tells about.
};

/// Whether `folder` (relative to the project) is, or lies in, the folder of a run, whatever is on
/// record of it, or an adopted tree. For those who have read no records.
bool lies_in_run(const Project& project, const std::string& folder);

}  // namespace cairn
