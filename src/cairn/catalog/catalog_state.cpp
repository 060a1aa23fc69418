#include <fmt/format.h>

#include "cairn/base/json.h"
#include "cairn/catalog/catalog_impl.h"

namespace cairn {

namespace {

constexpr std::string_view kSelectGroup =
    "SELECT path, kind, name, created, fields, typed, reused FROM groups ";

GroupRow read_group(const Statement& row) {
  GroupRow group;
  group.path = row.text(0);
  group.kind = row.text(1);
  group.name = row.text(2);
  group.created = row.integer(3);
  group.fields = parse_json(row.text(4), "catalog").as_map();
  group.typed = parse_json(row.text(5), "catalog").as_map();
  group.reused = parse_json(row.text(6), "catalog").as_list();
  return group;
}

std::vector<std::pair<std::string, std::int64_t>> numbers(const Database& database,
                                                          std::string_view sql) {
  Statement select = database.prepare(sql);
  std::vector<std::pair<std::string, std::int64_t>> rows;
  while (select.step()) rows.emplace_back(select.text(0), select.integer(1));
  return rows;
}

}  // namespace

std::optional<std::int64_t> Catalog::folder_mtime(std::string_view path) const {
  Statement select = impl_->database.prepare("SELECT mtime FROM folders WHERE path = ?");
  if (!select.bind(1, path).step()) return std::nullopt;
  return select.integer(0);
}

std::vector<std::pair<std::string, std::int64_t>> Catalog::folders() const {
  return numbers(impl_->database, "SELECT path, mtime FROM folders ORDER BY path");
}

void Catalog::set_folder_mtime(std::string_view path, std::int64_t mtime_ns) {
  impl_->database
      .prepare(
          "INSERT INTO folders (path, mtime) VALUES (?, ?) ON CONFLICT (path) DO UPDATE"
          " SET mtime = excluded.mtime WHERE mtime <> excluded.mtime")
      .bind(1, path)
      .bind(2, mtime_ns)
      .run();
}

void Catalog::forget_folders(std::string_view path) {
  const PathRange range = below_range(path);
  for (const char* table : {"folders", "folder_marks"}) {
    const std::string sql =
        fmt::format("DELETE FROM {} WHERE path = ?1 OR (path >= ?2 AND path < ?3)", table);
    impl_->database.prepare(sql).bind(1, path).bind(2, range.low).bind(3, range.high).run();
  }
}

std::optional<Digest> Catalog::view_digest(std::string_view path) const {
  Statement select = impl_->database.prepare("SELECT digest FROM views WHERE path = ?");
  if (!select.bind(1, path).step()) return std::nullopt;
  return read_digest(select, 0);
}

std::vector<std::pair<std::string, Digest>> Catalog::views() const {
  Statement select = impl_->database.prepare("SELECT path, digest FROM views ORDER BY path");
  std::vector<std::pair<std::string, Digest>> rows;
  while (select.step()) rows.emplace_back(select.text(0), read_digest(select, 1));
  return rows;
}

void Catalog::set_view_digest(std::string_view path, const Digest& digest, const Map& typed) {
  const std::string text = typed.empty() ? "" : to_json(typed);
  impl_->database
      .prepare(
          "INSERT INTO views (path, digest, typed) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE"
          " SET digest = excluded.digest, typed = excluded.typed"
          " WHERE (digest, typed) <> (excluded.digest, excluded.typed)")
      .bind(1, path)
      .bind_blob(2, digest.bytes)
      .bind(3, text)
      .run();
}

std::optional<Map> Catalog::view_typed(std::string_view path) const {
  Statement select = impl_->database.prepare("SELECT typed FROM views WHERE path = ?");
  if (!select.bind(1, path).step()) return std::nullopt;
  const std::string_view text = select.text(0);
  return text.empty() ? Map() : parse_json(text, "catalog").as_map();
}

void Catalog::forget_view(std::string_view path) {
  impl_->database.prepare("DELETE FROM views WHERE path = ?").bind(1, path).run();
}

bool Catalog::knows_views() const {
  return impl_->meta("views_known") == "1" ||
         impl_->database.prepare("SELECT 1 FROM views LIMIT 1").step();
}

void Catalog::mark_views_known() { impl_->set_meta("views_known", "1"); }

std::int64_t Catalog::journal_offset(std::string_view file) const {
  Statement select = impl_->database.prepare("SELECT offset FROM journals WHERE file = ?");
  return select.bind(1, file).step() ? select.integer(0) : 0;
}

std::vector<std::pair<std::string, std::int64_t>> Catalog::journals() const {
  return numbers(impl_->database, "SELECT file, offset FROM journals ORDER BY file");
}

void Catalog::set_journal_offset(std::string_view file, std::int64_t offset) {
  impl_->database
      .prepare(
          "INSERT INTO journals (file, offset) VALUES (?, ?) ON CONFLICT (file) DO UPDATE"
          " SET offset = excluded.offset WHERE offset <> excluded.offset")
      .bind(1, file)
      .bind(2, offset)
      .run();
}

void Catalog::forget_journal(std::string_view file) {
  impl_->database.prepare("DELETE FROM journals WHERE file = ?").bind(1, file).run();
}

std::optional<GroupRow> Catalog::find_group(std::string_view path) const {
  Statement select = impl_->database.prepare(fmt::format("{} WHERE path = ?", kSelectGroup));
  if (!select.bind(1, path).step()) return std::nullopt;
  return read_group(select);
}

std::vector<GroupRow> Catalog::groups() const {
  Statement select = impl_->database.prepare(fmt::format("{} ORDER BY path", kSelectGroup));
  std::vector<GroupRow> rows;
  while (select.step()) rows.push_back(read_group(select));
  return rows;
}

void Catalog::put_group(const GroupRow& group) {
  const std::string fields = to_json(group.fields);
  const std::string typed = to_json(group.typed);
  const std::string reused = to_json(group.reused);
  impl_->database
      .prepare(
          "INSERT INTO groups (path, kind, name, created, fields, typed, reused)"
          " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
          " kind = excluded.kind, name = excluded.name, created = excluded.created,"
          " fields = excluded.fields, typed = excluded.typed, reused = excluded.reused"
          " WHERE (kind, name, created, fields, typed, reused) <> (excluded.kind,"
          " excluded.name, excluded.created, excluded.fields, excluded.typed,"
          " excluded.reused)")
      .bind(1, group.path)
      .bind(2, group.kind)
      .bind(3, group.name)
      .bind(4, group.created)
      .bind(5, fields)
      .bind(6, typed)
      .bind(7, reused)
      .run();
}

void Catalog::remove_group(std::string_view path) {
  impl_->database.prepare("DELETE FROM groups WHERE path = ?").bind(1, path).run();
}

bool Catalog::views_are_stale(std::string_view who) const {
  const std::string followed_by = impl_->meta("views_followed_by").value_or("");
  return impl_->meta("views_stale") == "1" || (!followed_by.empty() && followed_by != who);
}

void Catalog::mark_views_stale() {
  if (impl_->meta("views_stale") != "1") impl_->set_meta("views_stale", "1");
}

void Catalog::mark_views_followed(std::string_view who) {
  impl_->set_meta("views_followed_by", who);
}

void Catalog::mark_views_settled(std::string_view who) {
  if (impl_->meta("views_followed_by") == who) impl_->set_meta("views_followed_by", "");
}

void Catalog::mark_views_fresh() {
  if (impl_->meta("views_stale") == "1") impl_->set_meta("views_stale", "0");
  if (!impl_->meta("views_followed_by").value_or("").empty()) {
    impl_->set_meta("views_followed_by", "");
  }
}

}  // namespace cairn
