#include "cairn/views/view_rules.h"

#include <algorithm>

#include "cairn/layout/document.h"

namespace cairn {

namespace {

/// The kinds whose runs get the name of which `field` is a whole or a part.
std::set<const Kind*> kinds_that_name(const Layout& layout, const FieldRule& field) {
  std::set<const Kind*> kinds;
  for (const Kind& kind : layout.kinds) {
    const bool makes_it = std::ranges::any_of(kind.names, [&](const NameRule& rule) {
      return rule.is_late && shows_name(field, rule.field);
    });
    if (makes_it) kinds.insert(&kind);
  }
  return kinds;
}

}  // namespace

std::optional<std::set<const Kind*>> kinds_shown(const Layout& layout, const Group& group) {
  if (group.rollups.empty() || !group.links.empty()) return std::nullopt;
  std::set<const Kind*> shown;
  for (const DocumentRule& rule : group.rollups) {
    std::set<const Kind*> kinds;
    for (const FieldRule& field : rule.file.fields()) {
      if (rule.file.always_shows(field.name)) kinds.merge(kinds_that_name(layout, field));
    }
    if (kinds.empty()) return std::nullopt;
    shown.merge(kinds);
  }
  return shown;
}

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
