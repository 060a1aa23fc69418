#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/catalog/archive_name.h"
#include "cairn/catalog/catalog_impl.h"
#include "cairn/catalog/packed_columns.h"
#include "cairn/catalog/run_columns.h"

namespace cairn {

namespace {

Statement& bind_number(Statement& statement, int index, const std::optional<std::int64_t>& number) {
  return number ? statement.bind(index, *number) : statement.bind_null(index);
}

Statement& bind_text(Statement& statement, int index, const std::optional<std::string>& text) {
  return text ? statement.bind(index, *text) : statement.bind_null(index);
}

// How many rows one statement inserts at most. It finds its place in the table once for all of
// them, which takes half the time of a statement for each row.
constexpr std::size_t kRowsAtOnce = 10;

// The INSERT statements of a table for one row, two rows, … kRowsAtOnce rows. With OR FAIL, since
// whatever is refused rolls the transaction back: a statement of several rows that could abort by
// itself needs a savepoint, at which the full-text index writes out all that it holds.
class InsertTexts {
 public:
  InsertTexts(std::string_view table, std::string_view row) {
    std::string text = fmt::format("INSERT OR FAIL INTO {} VALUES {}", table, row);
    for (std::string& of_so_many : texts_) {
      of_so_many = text;
      text += fmt::format(", {}", row);
    }
  }

  const std::string& of_rows(std::size_t count) const { return texts_.at(count - 1); }

 private:
  std::array<std::string, kRowsAtOnce> texts_;
};

// Where the parts of a run and of a child go.
struct PartTables {
  InsertTexts params;
  InsertTexts metrics;
};

const PartTables& run_tables() {
  static const PartTables tables = {
      {"params (run, key, type, value)", "(?, ?, ?, ?)"},
      {"metrics (run, key, value, step, points, first, least, most)", "(?, ?, ?, ?, ?, ?, ?, ?)"}};
  return tables;
}

const PartTables& child_tables() {
  static const PartTables tables = {
      {"child_params (child, key, type, value)", "(?, ?, ?, ?)"},
      {"child_metrics (child, key, value, step, points, first, least, most)",
       "(?, ?, ?, ?, ?, ?, ?, ?)"}};
  return tables;
}

const InsertTexts& insert_tags() {
  static const InsertTexts texts("tags (run, key, type, value)", "(?, ?, ?, ?)");
  return texts;
}

const InsertTexts& insert_names() {
  static const InsertTexts texts("names (run, scheme, name)", "(?, ?, ?)");
  return texts;
}

const InsertTexts& insert_artifacts() {
  static const InsertTexts texts(
      "artifacts (run, position, path, role, type, child, step, operator, size, sha256)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return texts;
}

// Inserts the parts of one run. Its keys are interned through `impl`.
class PartWriter {
 public:
  PartWriter(Catalog::Impl& impl, std::int64_t run) : impl_(impl), run_(run) {}

  void write(const RunRow& row) {
    values(run_tables().params, run_, row.params);
    values(insert_tags(), run_, row.tags);
    metrics(run_tables().metrics, run_, row.metrics);
    names(row.names);
    columns(row);
    links(row.links);
    artifacts(row.artifacts);
    for (std::size_t i = 0; i < row.children.size(); ++i) child(row.children[i], i);
  }

 private:
  // Calls `bind(statement, index of the first parameter, entry, slot)` for each entry, sorted by
  // the number of its key, as the table is; and inserts them, some rows at once.
  template <typename Entry, typename KeyOf, typename Bind>
  void insert_all(const InsertTexts& texts, const std::vector<Entry>& entries, const KeyOf& key_of,
                  const Bind& bind) {
    std::vector<std::pair<std::int64_t, const Entry*>> sorted;
    sorted.reserve(entries.size());
    for (const Entry& entry : entries) sorted.emplace_back(impl_.intern(key_of(entry)), &entry);
    std::sort(sorted.begin(), sorted.end());
    insert_rows(texts, sorted.size(),
                [&](Statement& insert, int index, std::size_t i, std::size_t slot) {
                  return bind(insert, index, sorted[i].first, *sorted[i].second, slot);
                });
  }

  // Calls `bind(statement, index of the first parameter, i, slot)` for each i below `count`, and
  // inserts some rows at once.
  template <typename Bind>
  void insert_rows(const InsertTexts& texts, std::size_t count, const Bind& bind) {
    for (std::size_t done = 0; done < count;) {
      const std::size_t rows = std::min(kRowsAtOnce, count - done);
      Statement insert = impl_.database.prepare(texts.of_rows(rows));
      int index = 1;
      for (std::size_t slot = 0; slot < rows; ++slot) index = bind(insert, index, done++, slot);
      insert.run();
    }
  }

  void values(const InsertTexts& texts, std::int64_t owner,
              const std::vector<std::pair<std::string, Value>>& entries) {
    std::array<std::string, kRowsAtOnce> scratch;
    insert_all(
        texts, entries, [](const auto& entry) -> const std::string& { return entry.first; },
        [&](Statement& insert, int index, std::int64_t key, const auto& entry, std::size_t slot) {
          insert.bind(index, owner).bind(index + 1, key);
          bind_value(insert, index + 2, index + 3, entry.second, scratch[slot]);
          return index + 4;
        });
  }

  void metrics(const InsertTexts& texts, std::int64_t owner,
               const std::vector<MetricRow>& entries) {
    insert_all(
        texts, entries, [](const MetricRow& metric) -> const std::string& { return metric.key; },
        [&](Statement& insert, int index, std::int64_t key, const MetricRow& metric, std::size_t) {
          insert.bind(index, owner).bind(index + 1, key).bind(index + 2, metric.value);
          bind_number(insert, index + 3, metric.step).bind(index + 4, metric.points);
          if (metric.points > 1) {
            insert.bind(index + 5, metric.first).bind(index + 6, metric.least);
            insert.bind(index + 7, metric.most);
          } else {
            insert.bind_null(index + 5).bind_null(index + 6).bind_null(index + 7);
          }
          return index + 8;
        });
  }

  void names(const std::vector<NameRow>& entries) {
    insert_rows(insert_names(), entries.size(),
                [&](Statement& insert, int index, std::size_t i, std::size_t) {
                  insert.bind(index, run_).bind(index + 1, entries[i].scheme);
                  insert.bind(index + 2, entries[i].name);
                  return index + 3;
                });
  }

  void columns(const RunRow& row) {
    const std::string packed = pack_columns(impl_, row);
    impl_.database.prepare("INSERT INTO columns (run, packed) VALUES (?, ?)")
        .bind(1, run_)
        .bind_blob(2, {reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()})
        .run();
  }

  void links(const std::vector<LinkRow>& entries) {
    if (entries.empty()) return;
    Statement insert = impl_.database.prepare(
        "INSERT INTO links (run, position, type, name, digest, version, read)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const LinkRow& link = entries[i];
      insert.bind(1, run_).bind(2, static_cast<std::int64_t>(i)).bind(3, link.type);
      bind_digest(insert.bind(4, link.name), 5, link.digest).bind(6, link.version);
      bind_text(insert, 7, link.read).run();
    }
  }

  void artifacts(const std::vector<ArtifactRow>& entries) {
    insert_rows(insert_artifacts(), entries.size(),
                [&](Statement& insert, int index, std::size_t i, std::size_t) {
                  const ArtifactRow& artifact = entries[i];
                  insert.bind(index, run_).bind(index + 1, static_cast<std::int64_t>(i));
                  insert.bind(index + 2, artifact.path).bind(index + 3, artifact.role);
                  insert.bind(index + 4, artifact.type).bind(index + 5, artifact.child);
                  bind_number(insert, index + 6, artifact.step).bind(index + 7, artifact.op);
                  bind_digest(insert.bind(index + 8, artifact.size), index + 9, artifact.sha256);
                  return index + 10;
                });
  }

  void child(const ChildRow& row, std::size_t position) {
    impl_.database
        .prepare(
            "INSERT INTO children (run, position, id, digest, kind, name, path, size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(1, run_)
        .bind(2, static_cast<std::int64_t>(position))
        .bind(3, row.id.text)
        .bind_blob(4, row.digest.bytes)
        .bind(5, row.kind)
        .bind(6, row.name)
        .bind(7, row.path)
        .bind(8, row.size)
        .run();
    const std::int64_t number = impl_.database.last_insert_rowid();
    values(child_tables().params, number, row.params);
    metrics(child_tables().metrics, number, row.metrics);
  }

  Catalog::Impl& impl_;
  std::int64_t run_;
};

/// Puts a run into the full-text index, or takes it out while its tables still say what was put in.
/// Until the catalog is complete there is none: it is made over all rows at once. The text is read
/// first, because INSERT … SELECT needs a savepoint, as above.
void index_text(const Catalog& catalog, std::int64_t run, std::string_view sql) {
  if (!catalog.is_complete()) return;
  Statement select = catalog.database().prepare("SELECT text FROM searched WHERE run = ?");
  if (!select.bind(1, run).step()) return;
  catalog.database().prepare(sql).bind(1, run).bind(2, select.text(0)).run();
}
constexpr std::string_view kAddText = "INSERT INTO texts (rowid, text) VALUES (?, ?)";
constexpr std::string_view kDropText =
    "INSERT INTO texts (texts, rowid, text) VALUES ('delete', ?, ?)";

void delete_run(const Catalog& catalog, std::int64_t run) {
  const Database& database = catalog.database();
  index_text(catalog, run, kDropText);
  constexpr std::string_view kDeletes[] = {
      "DELETE FROM child_params WHERE child IN (SELECT child FROM children WHERE run = ?)",
      "DELETE FROM child_metrics WHERE child IN (SELECT child FROM children WHERE run = ?)",
      "DELETE FROM children WHERE run = ?",
      "DELETE FROM params WHERE run = ?",
      "DELETE FROM metrics WHERE run = ?",
      "DELETE FROM tags WHERE run = ?",
      "DELETE FROM names WHERE run = ?",
      "DELETE FROM columns WHERE run = ?",
      "DELETE FROM links WHERE run = ?",
      "DELETE FROM artifacts WHERE run = ?",
      "DELETE FROM runs WHERE run = ?"};
  for (const std::string_view sql : kDeletes) database.prepare(sql).bind(1, run).run();
}

template <typename Part>
void sort_part(std::vector<Part>& part) {
  std::sort(part.begin(), part.end(),
            [](const Part& left, const Part& right) { return order_of(left) < order_of(right); });
}

// Whether the stored row says the same as `row`, but for what the catalog itself keeps.
bool is_stored(const Catalog& catalog, std::int64_t run, const RunRow& row) {
  const std::vector<RunRow> stored = catalog.load_runs(std::span(&run, 1), RunParts::all);
  if (stored.empty()) return false;
  RunRow wanted = row;
  sort_parts(wanted);
  wanted.rowid = stored[0].rowid;
  wanted.copy = stored[0].copy;
  return wanted == stored[0];
}

// A run cannot hold two values under one key; say which run and key, before SQLite refuses.
template <typename Entries, typename KeyOf>
void refuse_duplicates(const RunRow& row, std::string_view what, const Entries& entries,
                       const KeyOf& key_of) {
  std::vector<std::string_view> keys;
  keys.reserve(entries.size());
  for (const auto& entry : entries) keys.push_back(key_of(entry));
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return;
  throw Error(ErrorCode::internal, fmt::format("run {} ('{}') has the {} '{}' twice", row.id.text,
                                               row.path, what, *twice));
}

void check_row(const RunRow& row) {
  const auto first = [](const auto& entry) -> std::string_view { return entry.first; };
  const auto key = [](const MetricRow& metric) -> std::string_view { return metric.key; };
  refuse_duplicates(row, "param", row.params, first);
  refuse_duplicates(row, "tag", row.tags, first);
  refuse_duplicates(row, "metric", row.metrics, key);
  for (const ChildRow& child : row.children) {
    refuse_duplicates(row, "param of a child", child.params, first);
    refuse_duplicates(row, "metric of a child", child.metrics, key);
  }
}

// The folder that the record of a run names.
std::string own_place(const Database& database, const RunHead& run) {
  Statement select = database.prepare("SELECT coalesce(home, '') FROM runs WHERE run = ?");
  const bool is_elsewhere = select.bind(1, run.rowid).step() && !select.text(0).empty();
  return is_elsewhere ? std::string(select.text(0)) : unarchived(run.path);
}

}  // namespace

void sort_parts(RunRow& row) {
  sort_part(row.params);
  sort_part(row.tags);
  sort_part(row.metrics);
  sort_part(row.names);
  for (ChildRow& child : row.children) {
    sort_part(child.params);
    sort_part(child.metrics);
  }
}

void settle_copies(const Database& database, const Digest& digest) {
  std::vector<std::int64_t> wrong;
  {
    Statement select =
        database.prepare(fmt::format("SELECT run, copy FROM runs WHERE digest = ?{}", kCopyOrder));
    select.bind_blob(1, digest.bytes);
    for (bool first = true; select.step(); first = false) {
      if ((select.integer(1) == 0) != first) wrong.push_back(select.integer(0));
    }
  }
  for (const std::int64_t run : wrong) {
    database.prepare("UPDATE runs SET copy = 1 - copy WHERE run = ?").bind(1, run).run();
  }
}

void settle_all_copies(const Database& database) {
  std::vector<Digest> shared;
  {
    Statement select =
        database.prepare("SELECT digest FROM runs GROUP BY digest HAVING count(*) > 1");
    while (select.step()) shared.push_back(read_digest(select, 0));
  }
  for (const Digest& digest : shared) settle_copies(database, digest);
}

void Catalog::add_run(const RunRow& row) {
  check_row(row);
  impl_->change([&] {
    PartWriter(*impl_, insert_run(*impl_, row, std::nullopt)).write(row);
    return true;
  });
}

void Catalog::move_run(const RunHead& run, std::string_view path, std::string_view record_path) {
  impl_->change([&] {
    index_text(*this, run.rowid, kDropText);
    const std::optional<std::string> home = home_from(path, own_place(impl_->database, run));
    Statement update = impl_->database.prepare(
        "UPDATE runs SET path = ?, record_path = ?, folder = ?, home = ? WHERE run = ?");
    update.bind(1, path).bind(2, record_path).bind(3, folder_column(path)).bind(5, run.rowid);
    bind_text(update, 4, home).run();
    index_text(*this, run.rowid, kAddText);
    // Of equal attempts the path decides which one is the run.
    settle_copies(impl_->database, run.digest);
    return true;
  });
}

PutResult Catalog::put_run(const RunRow& row) {
  check_row(row);
  return impl_->change([&] {
    const Database& database = impl_->database;
    std::optional<std::int64_t> run;
    std::optional<Digest> old_digest;
    {
      Statement select = database.prepare("SELECT run, digest FROM runs WHERE path = ? AND id = ?");
      if (select.bind(1, row.path).bind(2, row.id.text).step()) {
        run = select.integer(0);
        old_digest = read_digest(select, 1);
      }
    }
    if (run && is_stored(*this, *run, row)) return PutResult::unchanged;
    if (run) delete_run(*this, *run);
    const std::int64_t number = insert_run(*impl_, row, run);
    PartWriter(*impl_, number).write(row);
    index_text(*this, number, kAddText);
    settle_copies(database, row.digest);
    if (old_digest && *old_digest != row.digest) settle_copies(database, *old_digest);
    return run ? PutResult::replaced : PutResult::added;
  });
}

bool Catalog::remove_run_at(std::string_view path, const RunId& id) {
  return impl_->change([&] {
    Statement select =
        impl_->database.prepare("SELECT run, digest FROM runs WHERE path = ? AND id = ?");
    if (!select.bind(1, path).bind(2, id.text).step()) return false;
    const std::int64_t run = select.integer(0);
    const Digest digest = read_digest(select, 1);
    select.reset();
    delete_run(*this, run);
    settle_copies(impl_->database, digest);
    return true;
  });
}

std::size_t Catalog::remove_below(std::string_view path) {
  return impl_->change([&] {
    const std::vector<RunHead> doomed = find_below(path);
    for (const RunHead& head : doomed) delete_run(*this, head.rowid);
    for (const RunHead& head : doomed) settle_copies(impl_->database, head.digest);
    return doomed.size();
  });
}

}  // namespace cairn
