#include "cairn/views/view_rules.h"

#include <algorithm>

#include "cairn/layout/document.h"

namespace cairn {

bool ViewRules::ask(const DocumentRule& rule) const {
  if (scope == RenderScope::links) return false;
  return scope != RenderScope::typed || shows_typed(layout, rule);
}

bool ViewRules::ask_any(const std::vector<DocumentRule>& rules) const {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const DocumentRule& rule) { return ask(rule); });
}

bool ViewRules::ask_links(const std::vector<LinkRule>& rules) const {
  return (scope == RenderScope::all || scope == RenderScope::links) && !rules.empty();
}

bool ViewRules::has_views() const {
  return std::any_of(
             layout.kinds.begin(), layout.kinds.end(),
             [&](const Kind& kind) { return ask_any(kind.documents) || ask_links(kind.links); }) ||
         std::any_of(layout.groups.begin(), layout.groups.end(), [&](const Group& group) {
           return ask_any(group.rollups) || ask_links(group.links);
         });
}

bool ViewRules::has_documents(const std::string& kind_name) const {
  const Kind* kind = find_kind(layout, kind_name);
  if (kind != nullptr && (ask_any(kind->documents) || ask_links(kind->links))) return true;
  return std::any_of(layout.kinds.begin(), layout.kinds.end(),
                     [&](const Kind& other) { return other.child && ask_any(other.documents); });
}

bool ViewRules::has_typed_documents(const std::string& kind_name) const {
  const Kind* kind = find_kind(layout, kind_name);
  return kind != nullptr &&
         std::any_of(kind->documents.begin(), kind->documents.end(),
                     [&](const DocumentRule& rule) { return !typed_keys(layout, rule).empty(); });
}

}  // namespace cairn
