// Documents and rollups: views that are made from records, user.json and group.json alone. What a
// person typed into a key that shows notes, tags, a description or objectives is first taken over
// into user.json or group.json; a view with any other edit is kept as NAME.edited before it is made
// anew. A file that the job itself wrote at a view's path is an artifact and wins. Views are never
// synced. It does not know what the views say: the layout does.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/layout/document.h"
#include "cairn/store/project.h"

namespace cairn {

/// What a rendering did.
struct RenderReport {
  std::size_t written = 0;  ///< Files whose bytes changed.
  std::size_t unchanged = 0;
  std::vector<std::string> taken;  ///< "results/…/RUN.yaml: notes, tags", typed and taken over.
  std::vector<std::string> kept;   ///< Hand edits that were kept as NAME.edited, or did not count.
  std::vector<std::string> problems;
};

/// Which views are made.
enum class RenderScope {
  all,
  typed,   ///< Those that show something that a person may type: after a note, or a tag.
  edited,  ///< Those that a person has edited.
  links,   ///< Links alone.
};

/// Makes the views of the runs in these folders (relative to the project) and the rollups of all
/// groups above them, of the groups elsewhere that reuse them, and of the groups whose folders are
/// among them. An empty set: of every run and group.
RenderReport render_views(const Project& project, Catalog& catalog,
                          const std::set<std::string>& folders,
                          RenderScope scope = RenderScope::all);

/// A view as the records would have it.
struct ViewText {
  enum class Kind { document, rollup, link } kind;
  std::string path;  ///< Relative to the project.
  std::string text;  ///< Of a link what it says.
  /// Runs of which it would show something have gone, or are not in the catalog; or what was typed
  /// into a user file or group file, which cannot be read.
  bool is_partial = false;
  bool is_of_content = false;          ///< A link that may as well lead to another run's folder.
  std::int64_t sources_mtime_ns = 0;   ///< Of the newest file that it shows something of.
  const DocumentRule* rule = nullptr;  ///< Null for links.
};

/// Calls `visit` for every view of every run and group of `catalog`, or for those that are asked
/// for; nothing is written or taken over. Returns what could not be read or made.
std::vector<std::string> visit_views(const Project& project, Catalog& catalog,
                                     const std::function<void(const ViewText&)>& visit,
                                     RenderScope scope = RenderScope::all);

/// Takes over what was typed into the documents of the runs in these folders, and makes none: for
/// runs that stay as they are.
RenderReport take_typed_views(const Project& project, Catalog& catalog,
                              const std::set<std::string>& folders);

/// Makes those views of the runs in these folders anew that a person has edited, so that what was
/// typed is taken over and all else lies beside them as NAME.edited: for runs that are about to be
/// done again.
RenderReport keep_edited_views(const Project& project, Catalog& catalog,
                               const std::set<std::string>& folders);

}  // namespace cairn
