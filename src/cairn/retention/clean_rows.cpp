#include "cairn/retention/clean_rows.h"

#include <algorithm>
#include <unordered_map>

#include "cairn/catalog/archive_name.h"
#include "cairn/record/value_fields.h"
#include "cairn/store/groups.h"
#include "cairn/store/trash_entry.h"

namespace cairn {

namespace {

std::unordered_map<std::int64_t, std::vector<LinkRow>> load_links(const Catalog& catalog) {
  std::unordered_map<std::int64_t, std::vector<LinkRow>> links;
  Statement statement = catalog.database().prepare(
      "SELECT run, type, name, digest FROM links WHERE digest IS NOT NULL");
  while (statement.step()) {
    LinkRow link{.type = std::string(statement.text(1)), .name = std::string(statement.text(2))};
    const auto bytes = statement.blob(3);
    Digest digest;
    if (bytes.size() != digest.bytes.size()) continue;
    std::ranges::copy(bytes, digest.bytes.begin());
    link.digest = digest;
    links[statement.integer(0)].push_back(std::move(link));
  }
  return links;
}

std::string dated_group_of(const Layout& layout, const RunRow& run) {
  for (const GroupPlace& group : groups_above(layout, run.kind, run.path)) {
    if (group.dated) return group.path;
  }
  return {};
}

TimeUs newest_time(const RunRow& run) {
  return std::max({run.created, run.started.value_or(0), run.ended.value_or(0)});
}

CleanRow make_row(const Project& project, const RunRow& run) {
  const bool is_adopted = project.adopted_at(run.path) != nullptr;
  return {.id = run.id,
          .digest = run.digest,
          .path = run.path,
          .group = is_adopted ? "" : dated_group_of(project.layout, run),
          .status = run.status,
          .when = newest_time(run),
          .pinned = run.pinned != 0,
          .is_copy = run.copy != 0,
          .is_archived = !is_adopted && is_archived(run.path),
          .is_adopted = is_adopted};
}

CleanGroup make_group(const GroupRow& group) {
  CleanGroup made{.path = group.path, .created = group.created};
  for (const Value& run : group.reused) {
    if (const auto digest = Digest::from_hex(text_or(run, "digest", ""))) {
      made.reused.push_back(*digest);
    }
  }
  return made;
}

}  // namespace

CleanTable load_clean_table(const Project& project, const Catalog& catalog) {
  CleanTable table;
  std::vector<std::int64_t> rowids;
  for (const RunHead& run : catalog.heads()) rowids.push_back(run.rowid);
  std::ranges::sort(rowids);
  table.runs = catalog.load_runs(rowids, RunParts::head);
  auto links = load_links(catalog);
  for (const RunRow& run : table.runs) {
    CleanRow row = make_row(project, run);
    row.links = std::move(links[run.rowid]);
    table.newest = std::max(table.newest, row.when);
    table.rows.push_back(std::move(row));
  }
  for (const GroupRow& group : catalog.groups()) {
    table.newest = std::max(table.newest, group.created);
    const Group* kind = find_group(project.layout, group.kind);
    if (kind != nullptr && kind->dated) table.groups.push_back(make_group(group));
  }
  std::vector<std::string> problems;  // The verbs of the trash name them.
  for (const TrashEntry& entry : list_trash(project, problems)) {
    table.newest = std::max(table.newest, entry.moved);
  }
  return table;
}

}  // namespace cairn
