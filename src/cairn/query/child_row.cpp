#include "cairn/query/child_row.h"

#include <fmt/format.h>

#include "cairn/base/fs.h"

namespace cairn {

RunRow child_as_row(const RunRow& run, const ChildRow& child) {
  RunRow row = run;
  row.id = child.id;
  row.digest = child.digest;
  row.kind = child.kind;
  row.name = fmt::format("{}/{}", run.name.empty() ? run.id.text : run.name, child.name);
  row.path = child.path.empty() ? run.path : join_path(run.path, child.path);
  row.size = child.size;
  row.params = child.params;
  row.metrics = child.metrics;
  return row;
}

}  // namespace cairn
