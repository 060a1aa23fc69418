#include "cairn/exchange/choose_child.h"

#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/ranking.h"
#include "cairn/views/run_context.h"

namespace cairn {

const RecordChild* choose_child(const Record& record, const std::string& wanted) {
  const std::string& id = record.definition.id.text;
  std::string name = wanted;
  if (wanted == "best") {
    if (record.children.empty()) return nullptr;
    const Value context = run_context(record, {}, record.definition.path, {});
    const Value* best = best_child(context);
    if (best == nullptr) {
      throw Error(ErrorCode::not_found,
                  fmt::format("run {} has no best model: none has the metric {}", id,
                              record.definition.rank.by),
                  "name one: --model ID");
    }
    name = best->find("id")->as_string();
  }
  std::vector<std::string> names;
  for (const RecordChild& child : record.children) {
    if (child.name == name || child.id.text == name) return &child;
    names.push_back(child.name);
  }
  throw Error(ErrorCode::not_found, fmt::format("run {} has no model '{}'", id, printable(name)),
              names.empty() ? "it has none at all" : "it has: " + printable(join(names, ", ")));
}

}  // namespace cairn
