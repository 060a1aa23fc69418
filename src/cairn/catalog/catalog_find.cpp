#include <algorithm>

#include <fmt/format.h>

#include "cairn/catalog/catalog_impl.h"

namespace cairn {

namespace {

std::string select_heads(std::string_view rest) {
  return fmt::format("SELECT {} FROM runs r {}", kHeadColumns, rest);
}

// Ids are stored with as many digits as are shown; a person may type more of the digest's digits.
bool id_begins(const RunId& id, const Digest& digest, std::string_view prefix) {
  if (id.text.size() >= prefix.size()) return id.text.starts_with(prefix);
  return prefix.starts_with(id.text) && short_id(digest, prefix.size()).text == prefix;
}

// The range of stored ids that can match: they hold at least kShortIdLength digits.
struct IdRange {
  explicit IdRange(std::string_view prefix)
      : low(prefix.substr(0, kShortIdLength)), high(low + '{') {}  // '{' follows 'z'.
  std::string low;
  std::string high;
};

std::vector<std::string> keys_in(const Catalog& catalog, std::string_view table) {
  // One look-up for each key instead of a scan over all values, once the index of values is there.
  const std::string_view used = catalog.is_complete()
                                    ? "EXISTS (SELECT 1 FROM {} t WHERE t.key = k.id)"
                                    : "k.id IN (SELECT key FROM {})";
  Statement select = catalog.database().prepare(fmt::format(
      "SELECT text FROM keys k WHERE {} ORDER BY text", fmt::format(fmt::runtime(used), table)));
  std::vector<std::string> keys;
  while (select.step()) keys.emplace_back(select.text(0));
  return keys;
}

}  // namespace

std::vector<RunHead> Catalog::heads() const {
  Statement select = impl_->database.prepare(select_heads(""));
  return collect_heads(select);
}

std::vector<RunHead> Catalog::unended() const {
  // Without the plus signs SQLite would go through all runs by the index of paths.
  Statement select =
      impl_->database.prepare(select_heads("WHERE r.status < 2 ORDER BY +r.path, +r.id"));
  return collect_heads(select);
}

std::optional<RunHead> Catalog::find_by_digest(const Digest& digest) const {
  std::vector<RunHead> all = find_copies(digest);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<RunHead> Catalog::find_copies(const Digest& digest) const {
  Statement select =
      impl_->database.prepare(select_heads(fmt::format("WHERE r.digest = ?{}", kCopyOrder)));
  select.bind_blob(1, digest.bytes);
  return collect_heads(select);
}

std::vector<RunHead> Catalog::find_by_id_prefix(std::string_view prefix) const {
  const IdRange range(prefix);
  Statement select = impl_->database.prepare(
      select_heads("WHERE r.id >= ? AND r.id < ? AND r.copy = 0 ORDER BY r.id, r.path"));
  select.bind(1, range.low).bind(2, range.high);
  std::vector<RunHead> found = collect_heads(select);
  std::erase_if(found,
                [&](const RunHead& head) { return !id_begins(head.id, head.digest, prefix); });
  return found;
}

std::vector<RunHead> Catalog::find_by_id(const RunId& id) const {
  Statement select = impl_->database.prepare(select_heads("WHERE r.id = ? ORDER BY r.path"));
  select.bind(1, id.text);
  return collect_heads(select);
}

Catalog::RunFolders Catalog::folders_of_runs_in(std::string_view path) const {
  const bool is_top = path.empty() || path == ".";
  const PathRange range = below_range(path);
  const std::string prefix = is_top ? "" : range.low;
  std::string low = prefix;
  const std::string high = is_top ? "\xf4\x8f\xbf\xbf" : range.high;  // U+10FFFF sorts last.
  RunFolders folders;
  for (bool more = true; more;) {
    Statement select =
        impl_->database.prepare("SELECT path FROM runs WHERE path >= ? AND path < ? ORDER BY path");
    select.bind(1, low).bind(2, high);
    while ((more = select.step())) {
      const std::string_view rest = select.text(0).substr(prefix.size());
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) {
        folders.runs.emplace_back(rest);
        continue;
      }
      // Whatever else lies below that folder is passed over at once.
      folders.holders.emplace_back(rest.substr(0, slash));
      low = fmt::format("{}{}0", prefix, folders.holders.back());
      break;
    }
  }
  for (std::vector<std::string>* names : {&folders.runs, &folders.holders}) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
  }
  return folders;
}

std::vector<std::string> Catalog::paths_with_unread_user_file() const {
  Statement select =
      impl_->database.prepare("SELECT path FROM runs WHERE user_mtime < 0 ORDER BY path");
  std::vector<std::string> paths;
  while (select.step()) paths.emplace_back(select.text(0));
  return paths;
}

std::vector<RunHead> Catalog::find_by_path(std::string_view path) const {
  Statement select = impl_->database.prepare(select_heads("WHERE r.path = ? ORDER BY r.id"));
  select.bind(1, path);
  return collect_heads(select);
}

std::vector<RunHead> Catalog::find_below(std::string_view path) const {
  if (path.empty() || path == ".") {
    Statement all = impl_->database.prepare(select_heads("ORDER BY r.path, r.id"));
    return collect_heads(all);
  }
  const PathRange range = below_range(path);
  Statement select = impl_->database.prepare(
      select_heads("WHERE r.path = ?1 OR (r.path >= ?2 AND r.path < ?3) ORDER BY r.path, r.id"));
  select.bind(1, path).bind(2, range.low).bind(3, range.high);
  return collect_heads(select);
}

std::vector<RunHead> Catalog::find_by_name(std::string_view name) const {
  Statement select = impl_->database.prepare(
      select_heads("WHERE r.copy = 0 AND r.run IN (SELECT run FROM runs WHERE name = ?1"
                   " UNION SELECT run FROM names WHERE name = ?1) ORDER BY r.path, r.id"));
  select.bind(1, name);
  return collect_heads(select);
}

std::vector<RunHead> Catalog::find_by_alias(std::string_view alias) const {
  Statement select = impl_->database.prepare(select_heads(
      "WHERE r.copy = 0 AND r.run IN (SELECT run FROM names WHERE name = ? AND scheme = ?)"
      " ORDER BY r.path, r.id"));
  select.bind(1, alias).bind(2, kAliasScheme);
  return collect_heads(select);
}

std::vector<std::pair<std::string, RunHead>> Catalog::aliases() const {
  Statement select = impl_->database.prepare(
      fmt::format("SELECT {}, n.name FROM names n JOIN runs r ON r.run = n.run"
                  " WHERE n.scheme = ? AND r.copy = 0 ORDER BY n.name, r.path",
                  kHeadColumns));
  select.bind(1, kAliasScheme);
  std::vector<std::pair<std::string, RunHead>> found;
  while (select.step()) found.emplace_back(select.text(kHeadColumnCount), read_head(select));
  return found;
}

std::vector<RunHead> Catalog::find_by_folder_name(std::string_view name) const {
  Statement select =
      impl_->database.prepare(select_heads("WHERE r.folder = ? AND r.copy = 0 ORDER BY r.path"));
  select.bind(1, name);
  return collect_heads(select);
}

std::optional<RunHead> Catalog::find_latest() const {
  Statement select = impl_->database.prepare(
      select_heads("WHERE r.copy = 0 ORDER BY r.began DESC, r.path LIMIT 1"));
  if (!select.step()) return std::nullopt;
  return read_head(select);
}

std::vector<ChildHead> Catalog::find_children_by_id_prefix(std::string_view prefix) const {
  const IdRange range(prefix);
  Statement select = impl_->database.prepare(
      fmt::format("SELECT {}, c.id, c.name, c.digest FROM children c JOIN runs r ON r.run = c.run"
                  " WHERE c.id >= ? AND c.id < ? AND r.copy = 0 ORDER BY c.id, r.path",
                  kHeadColumns));
  select.bind(1, range.low).bind(2, range.high);
  std::vector<ChildHead> found;
  while (select.step()) {
    ChildHead child{read_head(select), RunId{std::string(select.text(kHeadColumnCount))},
                    std::string(select.text(kHeadColumnCount + 1))};
    if (id_begins(child.id, read_digest(select, kHeadColumnCount + 2), prefix))
      found.push_back(std::move(child));
  }
  return found;
}

std::vector<RunHead> Catalog::find_linked_to(const Digest& digest) const {
  Statement select = impl_->database.prepare(
      select_heads("WHERE r.copy = 0 AND r.run IN (SELECT run FROM links WHERE digest = ?)"
                   " ORDER BY r.path, r.id"));
  select.bind_blob(1, digest.bytes);
  return collect_heads(select);
}

std::vector<std::string> Catalog::metric_keys() const { return keys_in(*this, "metrics"); }
std::vector<std::string> Catalog::param_keys() const { return keys_in(*this, "params"); }
std::vector<std::string> Catalog::tag_keys() const { return keys_in(*this, "tags"); }

std::optional<std::int64_t> Catalog::key_number(std::string_view key) const {
  Statement select = impl_->database.prepare("SELECT id FROM keys WHERE text = ?");
  if (!select.bind(1, key).step()) return std::nullopt;
  return select.integer(0);
}

}  // namespace cairn
