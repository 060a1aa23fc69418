#include "cairn/catalog/catalog_check.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

namespace {

/// The pages, and the indexes against their tables.
std::optional<std::string> damaged_pages(const Database& database) {
  Statement check = database.prepare("PRAGMA integrity_check(1)");
  const std::string verdict = check.step() ? std::string(check.text(0)) : "no answer";
  if (verdict == "ok") return std::nullopt;
  return verdict.substr(verdict.rfind('\n') + 1);  // Above it stands which database.
}

/// Tables, views and indexes with their columns. Not the text that made them, comments and all:
/// that may change between two builds of one format.
std::vector<std::string> schema_of(const Database& database) {
  Statement select = database.prepare(
      "SELECT type || ' ' || name ||"
      " coalesce((SELECT group_concat(' ' || name, '') FROM pragma_table_info(s.name)), '') ||"
      " coalesce((SELECT group_concat(' ' || name, '') FROM pragma_index_info(s.name)), '')"
      " FROM sqlite_schema s ORDER BY type, name");
  std::vector<std::string> entries;
  while (select.step()) entries.emplace_back(select.text(0));
  return entries;
}

std::optional<std::string> wrong_tables(const Database& database) {
  Catalog sound = Catalog::open_in_memory();
  sound.mark_complete();
  const std::vector<std::string> expected = schema_of(sound.database());
  const std::vector<std::string> present = schema_of(database);
  if (present == expected) return std::nullopt;
  for (const std::string& entry : expected) {
    if (std::find(present.begin(), present.end(), entry) == present.end()) {
      return fmt::format("it lacks: {}", entry);
    }
  }
  return "it has more tables than it should";
}

/// What belongs to a run that there is not: the next row of that number would meet it.
std::optional<std::string> rows_of_no_run(const Database& database) {
  for (const std::string table :
       {"columns", "params", "metrics", "tags", "names", "links", "artifacts", "children"}) {
    const std::int64_t rows = database.scalar(
        fmt::format("SELECT count(*) FROM {} WHERE run NOT IN (SELECT run FROM runs)", table));
    if (rows > 0) return fmt::format("{} rows of '{}' belong to no run", rows, table);
  }
  return std::nullopt;
}

/// Reads whatever a question could, and throws away what it says.
void read_all_rows(const Catalog& catalog) {
  std::vector<std::int64_t> rowids;
  for (const RunHead& head : catalog.heads()) rowids.push_back(head.rowid);
  catalog.load_runs(rowids, RunParts::all);
  catalog.groups();
  catalog.folders();
  catalog.journals();
  for (const auto& [path, digest] : catalog.views()) catalog.view_typed(path);
}

/// No check of SQLite looks into the index of words before version 3.44; walking it does.
void read_all_words(const std::filesystem::path& file) {
  const Database database(file, DatabaseMode::read);
  database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'texts', 'instance')");
  database.scalar("SELECT count(term) FROM temp.words");
}

}  // namespace

std::optional<std::string> catalog_damage(const std::filesystem::path& file) {
  if (!stat_path(file.string())) return std::nullopt;
  try {
    if (auto damage = damaged_pages(Database(file, DatabaseMode::read))) return damage;
    const std::optional<Catalog> catalog = Catalog::open_for_reading(file);
    if (!catalog) return std::nullopt;
    if (auto damage = wrong_tables(catalog->database())) return damage;
    if (auto damage = rows_of_no_run(catalog->database())) return damage;
    read_all_rows(*catalog);
    read_all_words(file);
    return std::nullopt;
  } catch (const Error& error) {
    using enum ErrorCode;
    if (error.code() == io || error.code() == busy || error.code() == conflict) throw;
    return error.message();
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace cairn
