#include "cairn/views/edited_views.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/text.h"

namespace cairn {

bool EditedViews::is_edited(const std::string& path, const std::string& present) {
  const Digest digest = sha256(present);
  if (const std::optional<Digest> known = catalog_.view_digest(path)) return digest != *known;
  return !present.empty() && !was_rendered(digest);
}

bool EditedViews::is_newer(const std::string& path, std::int64_t sources_mtime_ns) const {
  const std::optional<FileStat> status = stat_path(project_.absolute(path));
  return status && status->mtime_ns > sources_mtime_ns;
}

ViewPower EditedViews::power_of(const std::string& path, const DocumentRule& rule,
                                const std::string& present, std::int64_t sources_mtime_ns) const {
  const bool is_newest = catalog_.view_digest(path) ? is_last_rendering(path, rule, present)
                                                    : is_newer(path, sources_mtime_ns);
  return is_newest ? ViewPower::replaces : ViewPower::adds;
}

bool EditedViews::is_taken_over(const std::string& path, const DocumentRule& rule,
                                const std::string& present, const std::string& text,
                                const Renderings& others) const {
  if (unreadable.contains(path) || clashing.contains(path)) return false;
  if (!why_unreadable(present, rule.format, path).empty()) return false;
  if (is_readable(rule.format) && has_comments(present, rule.format)) return false;
  if (is_last_rendering(path, rule, present)) return true;
  const std::vector<TypedKey> keys = typed_keys(project_.layout, rule);
  const auto is_it = [&](const std::string& rendered) {
    return differs_in_typed_only(present, rendered, rule.format, keys);
  };
  return is_it(text) || std::ranges::any_of(others(present), is_it);
}

std::string EditedViews::keep(const std::string& path, const DocumentRule& rule,
                              const std::string& present) const {
  const std::string absolute = project_.absolute(path);
  const std::string kept = edited_path(absolute);
  rename_path(Site::view_keep, absolute, kept);
  return fmt::format("{} (your edit is kept as {}{})", path, base_name(kept),
                     why_unread(path, rule, present));
}

/// A moved folder took its views along, whose digests the catalog has under their old paths. Only
/// where nothing is known of the new one: elsewhere equal bytes may be what a person went back to.
bool EditedViews::was_rendered(const Digest& digest) {
  if (!rendered_) {
    rendered_.emplace();
    for (const auto& [path, known] : catalog_.views()) rendered_->insert(known);
  }
  return rendered_->contains(digest);
}

/// Whether the view is what was rendered there last, but for typed keys and comments.
bool EditedViews::is_last_rendering(const std::string& path, const DocumentRule& rule,
                                    const std::string& present) const {
  const std::optional<Digest> known = catalog_.view_digest(path);
  if (!known || !is_readable(rule.format)) return false;
  const std::vector<TypedKey> keys = typed_keys(project_.layout, rule);
  const Map rendered = catalog_.view_typed(path).value_or(Map());
  const auto is_it = [&](const std::string& text) {
    const std::optional<std::string> before = with_fields(text, rule.format, keys, rendered);
    return before && sha256(*before) == *known;
  };
  if (is_it(present)) return true;
  // A key that was taken out has lost its place; in documents of runs that is the end.
  const std::optional<std::string> bare = with_fields(present, rule.format, keys, {});
  return bare && is_it(*bare);
}

/// Why an edited view could not be read back; empty when it could.
std::string EditedViews::why_unread(const std::string& path, const DocumentRule& rule,
                                    const std::string& present) const {
  const auto known = unreadable.find(path);
  if (known != unreadable.end()) return "; it was not taken over: " + known->second;
  if (const auto keys = clashing.find(path); keys != clashing.end()) {
    return fmt::format("; not taken over: {}", join(keys->second, ", "));
  }
  const std::string why = why_unreadable(present, rule.format, path);
  return why.empty() ? "" : "; it cannot be read: " + why;
}

}  // namespace cairn
