#include "cli/adopted_places.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/select_runs.h"

namespace cairn {

namespace {

void refuse_place(const OpenProject& open, const std::string& place) {
  const RunsQuery query{.filter = make_filter(open, {.places = {place}})};
  const AdoptedRoot* tree = nullptr;
  for (const RunRow& run : query_runs(open.catalog(), query, RunParts::head)) {
    tree = open.project.adopted_at(run.path);
    if (tree == nullptr) return;
  }
  if (tree == nullptr) return;
  throw Error(ErrorCode::conflict,
              fmt::format("'{}' is adopted: it lies in '{}', of which nothing is moved or packed",
                          printable(place), printable(tree->root)),
              fmt::format("copy it into a project: cairn migrate --from {} --to LAYOUT {} DEST; or "
                          "let go of the tree: cairn adopt --forget {}",
                          tree->reader, shell_quote(tree->root), shell_quote(tree->root)));
}

}  // namespace

void refuse_adopted(const OpenProject& open, const std::vector<std::string>& places) {
  if (open.project.adopted.empty()) return;
  for (const std::string& place : places) refuse_place(open, place);
}

}  // namespace cairn
