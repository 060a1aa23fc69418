#include "cairn/views/recognise.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/layout/document.h"
#include "cairn/views/loaded_run.h"
#include "cairn/views/render.h"
#include "cairn/views/typed_views.h"

namespace cairn {

namespace {

/// A project without runs has no views, and is not written to for their sake.
bool lacks_views(const Catalog& catalog) {
  return !catalog.knows_views() &&
         catalog.database().prepare("SELECT 1 FROM runs UNION ALL SELECT 1 FROM groups").step();
}

/// What the typed keys of a view say; nothing where it cannot be read.
Map typed_in(const Project& project, const ViewText& view, const std::string& text) {
  const std::vector<TypedKey> keys = typed_keys(project.layout, *view.rule);
  const TextFormat format = view.rule->format;
  if (keys.empty() || !is_readable(format)) return {};
  if (!why_unreadable(text, format, view.path).empty()) return {};
  return shown_fields(keys, parse_view(text, format, view.path));
}

void recognise(const Project& project, Catalog& catalog, const ViewText& view) {
  const std::string path = project.absolute(view.path);
  const std::optional<std::string> present = read_file_if_any(path);
  if (!present) return;
  const std::string& rendered = mtime_of(path) > view.sources_mtime_ns ? view.text : *present;
  catalog.set_view_digest(view.path, sha256(rendered), typed_in(project, view, rendered));
}

}  // namespace

void recognise_views(const Project& project, Catalog& catalog) {
  if (!lacks_views(catalog)) return;
  Transaction transaction = catalog.begin();
  // Another process may have been faster, and has written since.
  if (!lacks_views(catalog)) return;
  visit_views(
      project, catalog, [&](const ViewText& view) { recognise(project, catalog, view); },
      RenderScope::edited);
  catalog.mark_views_known();
  transaction.commit();
}

FreshCatalog open_catalog_to_change(const Project& project, RefreshDepth depth) {
  std::optional<FreshCatalog> fresh(open_fresh_catalog(project, depth));
  if (fresh->report.in_memory || !lacks_views(fresh->catalog)) return *std::move(fresh);
  SyncReport report = std::move(fresh->report);
  fresh.reset();  // One connection at a time: the old one could hold a lock.
  try {
    Catalog catalog = open_catalog_for_writing(project);
    recognise_views(project, catalog);
    return {std::move(catalog), std::move(report)};
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;
  }
  // Where the catalog cannot be written, nothing else of the project will be.
  return {open_fresh_catalog(project).catalog, std::move(report)};
}

}  // namespace cairn
