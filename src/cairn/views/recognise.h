// The views that lie in a project whose catalog was made anew: which bytes cairn rendered no file
// tells. It is decided once for all of them, and before the first command writes anything, as what
// it writes is newer than what people typed. From then on views are compared by their digests
// alone. It does not know what becomes of an edit.
#pragma once

#include "cairn/catalog/catalog.h"
#include "cairn/store/project.h"
#include "cairn/store/refresh.h"

namespace cairn {

/// Where the catalog knows no view of its runs, takes those that lie there for rendered ones: each
/// as it is, and one that is newer than all that it shows, which may have been edited, as it would
/// be made now. Does nothing where it knows any, or this has been done.
void recognise_views(const Project& project, Catalog& catalog);

/// As open_fresh_catalog, for whoever is going to write: the views have been recognised.
FreshCatalog open_catalog_to_change(const Project& project,
                                    RefreshDepth depth = RefreshDepth::journals);

}  // namespace cairn
