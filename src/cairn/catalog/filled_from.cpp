#include "cairn/catalog/filled_from.h"

namespace cairn {

std::string filled_from(const Catalog& catalog) {
  Statement select = catalog.database().prepare("SELECT value FROM meta WHERE key = 'filled_from'");
  return select.step() ? std::string(select.text(0)) : "";
}

void set_filled_from(Catalog& catalog, std::string_view walk) {
  catalog.database()
      .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('filled_from', ?)")
      .bind(1, walk)
      .run();
}

}  // namespace cairn
