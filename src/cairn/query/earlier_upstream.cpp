#include "cairn/query/earlier_upstream.h"

#include <algorithm>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/base/text.h"
#include "cairn/query/filter_candidates.h"
#include "cairn/query/key_sql.h"

namespace cairn {

namespace {

bool is_kept_back(KeyOwner owner, KeyFamily family, std::string_view key) {
  return owner == KeyOwner::parent && runs_with(family, key) == RelatedRuns::as_read;
}

bool node_asks_upstream(const FilterNode& node) {
  const auto any_of_parts = [](const std::vector<FilterNode>& parts) {
    return std::any_of(parts.begin(), parts.end(), node_asks_upstream);
  };
  if (const auto* all = std::get_if<FilterAll>(&node.node)) return any_of_parts(all->parts);
  if (const auto* any = std::get_if<FilterAny>(&node.node)) return any_of_parts(any->parts);
  if (const auto* negated = std::get_if<FilterNot>(&node.node)) return any_of_parts(negated->part);
  const auto* term = std::get_if<FilterTerm>(&node.node);
  if (term == nullptr) return false;
  const bool is_field = term->key.family == FilterFamily::field;
  return is_kept_back(term->key.scope, is_field ? KeyFamily::field : KeyFamily::param,
                      term->key.name);
}

}  // namespace

bool is_of_upstream_attempt(const KeyRef& key) {
  return is_kept_back(key.owner, key.family, key.key);
}

bool asks_upstream_attempt(const Filter& filter) { return node_asks_upstream(filter.root); }

std::optional<std::string> earlier_upstream_note(const Catalog& catalog, const RunsFilter& filter) {
  SqlText sql;
  sql.add("SELECT r.run, p.stage FROM runs r JOIN links l ON l.run = r.run");
  sql.add(" CROSS JOIN runs p ON p.digest = l.digest AND p.copy = 0");
  sql.add(where_clause(catalog, narrowed(catalog, filter)));
  sql.add(fmt::format(" AND NOT {} ORDER BY r.run", kIsAsRead));
  std::vector<std::string> stages;
  std::int64_t runs = 0;
  std::int64_t last = 0;
  Statement select = sql.prepare(catalog.database());
  while (select.step()) {
    if (runs == 0 || select.integer(0) != last) ++runs;
    last = select.integer(0);
    const std::string stage(select.text(1));
    if (std::find(stages.begin(), stages.end(), stage) == stages.end()) stages.push_back(stage);
  }
  if (runs == 0) return std::nullopt;
  std::sort(stages.begin(), stages.end());
  return fmt::format("{} made from an earlier attempt of {}: {} parent. values are not shown",
                     runs == 1 ? "1 run was" : counted(runs, "run") + " were", join(stages, ", "),
                     runs == 1 ? "its" : "their");
}

bool is_from_earlier(const Catalog& catalog, const LinkRow& link) {
  if (!link.digest || !link.read) return false;
  Statement select = catalog.database().prepare(
      fmt::format("SELECT 1 FROM (SELECT ? AS read) l CROSS JOIN runs p ON p.digest = ?"
                  " AND p.copy = 0 WHERE NOT {}",
                  kIsAsRead));
  select.bind(1, *link.read).bind_blob(2, link.digest->bytes);
  return select.step();
}

}  // namespace cairn
