#include "cairn/layout/context_shape.h"

#include <array>

namespace cairn {

namespace {

struct Member {
  std::string_view shape;
  std::string_view name;
  std::string_view result;
};

constexpr std::array kMembers = {
    Member{kRunContext, "run", "run"},
    Member{kRunContext, "project", "project"},
    Member{kChildContext, "run", "run"},
    Member{kChildContext, "child", "child"},
    Member{kChildContext, "project", "project"},
    Member{kGroupContext, "group", "group"},
    Member{kGroupContext, "runs", "run"},
    Member{kGroupContext, "project", "project"},
    Member{"project", "name", kLeafShape},
    Member{"run", "id", kLeafShape},
    Member{"run", "digest", kLeafShape},
    Member{"run", "kind", kLeafShape},
    Member{"run", "stage", kLeafShape},
    Member{"run", "name", kLeafShape},
    Member{"run", "experiment", kLeafShape},
    Member{"run", "dataset", kLeafShape},
    Member{"run", "seed", kLeafShape},
    Member{"run", "params", kOpenShape},
    Member{"run", "names", kOpenShape},
    Member{"run", "folder", kLeafShape},
    Member{"run", "path", kLeafShape},
    Member{"run", "status", kLeafShape},
    Member{"run", "created", kLeafShape},
    Member{"run", "started", kLeafShape},
    Member{"run", "ended", kLeafShape},
    Member{"run", "duration", kLeafShape},
    Member{"run", "attempt", kLeafShape},
    Member{"run", "metrics", kOpenShape},
    Member{"run", "steps", "step"},
    Member{"run", "datasets", kOpenShape},
    Member{"run", "tags", kOpenShape},
    Member{"run", "notes", kLeafShape},
    Member{"run", "description", kLeafShape},
    Member{"run", "artifacts", "artifact"},
    Member{"run", "children", "child"},
    Member{"run", "size", kLeafShape},
    Member{"run", "rank", "rank"},
    Member{"run", "group", kOpenShape},
    Member{"run", "host", kLeafShape},
    Member{"run", "commit", kLeafShape},
    Member{"run", "python", kLeafShape},
    Member{"run", "inputs", "input"},
    Member{"run", "names_full", kOpenShape},
    Member{"run", "holder", "run"},
    Member{"input", "name", kLeafShape},
    Member{"input", "run", kLeafShape},
    Member{"input", "kind", kLeafShape},
    Member{"input", "group", kOpenShape},
    Member{"input", "names", kOpenShape},
    Member{"rank", "by", kLeafShape},
    Member{"rank", "direction", kLeafShape},
    Member{"step", "n", kLeafShape},
    Member{"step", "op", kLeafShape},
    Member{"step", "params", kOpenShape},
    Member{"step", "started", kLeafShape},
    Member{"step", "ended", kLeafShape},
    Member{"step", "seconds", kLeafShape},
    Member{"artifact", "path", kLeafShape},
    Member{"artifact", "name", kLeafShape},
    Member{"artifact", "role", kLeafShape},
    Member{"artifact", "type", kLeafShape},
    Member{"artifact", "step", kLeafShape},
    Member{"artifact", "operator", kLeafShape},
    Member{"artifact", "child", kLeafShape},
    Member{"artifact", "size", kLeafShape},
    Member{"artifact", "sha256", kLeafShape},
    Member{"artifact", "cached", kLeafShape},
    Member{"child", "id", kLeafShape},
    Member{"child", "kind", kLeafShape},
    Member{"child", "name", kLeafShape},
    Member{"child", "params", kOpenShape},
    Member{"child", "metrics", kOpenShape},
    Member{"child", "artifacts", "artifact"},
    Member{"child", "size", kLeafShape},
    Member{"group", "kind", kLeafShape},
    Member{"group", "name", kLeafShape},
    Member{"group", "path", kLeafShape},
    Member{"group", "fields", kOpenShape},
    Member{"group", "created", kLeafShape},
    Member{"group", "description", kLeafShape},
    Member{"group", "notes", kLeafShape},
    Member{"group", "tags", kOpenShape},
    Member{"group", "objectives", kOpenShape},
    Member{"ranking", "rank", kLeafShape},
    Member{"ranking", "by", kLeafShape},
    Member{"ranking", "direction", kLeafShape},
    Member{"ranking", "score", kLeafShape},
    Member{"ranking", "run", "run"},
    Member{"ranking", "best", "child"},
};

}  // namespace

std::optional<std::string_view> member_shape(std::string_view shape, std::string_view member) {
  if (shape == kOpenShape) return kOpenShape;
  for (const Member& row : kMembers) {
    if (row.shape == shape && row.name == member) return row.result;
  }
  return std::nullopt;
}

std::vector<std::string> shape_members(std::string_view shape) {
  std::vector<std::string> names;
  for (const Member& row : kMembers) {
    if (row.shape == shape) names.emplace_back(row.name);
  }
  return names;
}

}  // namespace cairn
