// Which documents, rollups and links of a layout a rendering is asked for, so that no record is
// read for nothing. It does not know runs or the disk.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/views/render.h"

namespace cairn {

/// The kinds of runs that a group shows anything of, so that no record is read for nothing;
/// nullopt: of all. A rollup that is made once for each value of a name shows the runs that can
/// bear it.
std::optional<std::set<const Kind*>> kinds_shown(const Layout& layout, const Group& group);

/// The rules of a layout as one rendering sees them.
struct ViewRules {
  const Layout& layout;
  RenderScope scope;

  /// Whether this view is asked for, any of these, any of these links.
  bool ask(const DocumentRule& rule) const;
  bool ask_any(const std::vector<DocumentRule>& rules) const;
  bool ask_links(const std::vector<LinkRule>& rules) const;

  /// Whether the layout has any view that is asked for.
  bool has_views() const;
  /// Whether runs of a kind, or their children, have views of their own.
  bool has_documents(const std::string& kind_name) const;
  /// Whether runs of a kind have documents that a person may type into.
  bool has_typed_documents(const std::string& kind_name) const;
};

}  // namespace cairn
