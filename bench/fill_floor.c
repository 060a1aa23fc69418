/* fill_floor CATALOG ROOT OUT: the limit of `cairn reindex`. Loads all rows of CATALOG into memory; then, with the clock
 * running, reads every record that it names below ROOT, makes OUT with the same tables, inserts the same rows by one
 * prepared statement for each table, and makes the same indexes; the full-text index gets the same texts, by one
 * prepared statement too. Lists no folder, parses nothing, checks nothing, and finds no copies. Prints the seconds for
 * reading, for rows, for indexes, for the full text, and all of them. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct cell {
  int type;
  int size;
  union {
    sqlite3_int64 integer;
    double real;
    char *bytes;
  } as;
};

struct list {
  char **texts;
  size_t count;
};

struct table {
  char *name;
  int columns;
  struct cell *cells;
  size_t rows;
};

static void fail(const char *what, sqlite3 *database) {
  fprintf(stderr, "fill_floor: %s: %s\n", what, database ? sqlite3_errmsg(database) : "");
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void run(sqlite3 *database, const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sql, database);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(sql, database);
  return statement;
}

static struct list texts_of(sqlite3 *database, const char *sql) {
  struct list list = {NULL, 0};
  sqlite3_stmt *select = prepare(database, sql);
  while (sqlite3_step(select) == SQLITE_ROW) {
    list.texts = realloc(list.texts, (list.count + 1) * sizeof *list.texts);
    list.texts[list.count++] = strdup((const char *)sqlite3_column_text(select, 0));
  }
  sqlite3_finalize(select);
  return list;
}

static struct cell load_cell(sqlite3_stmt *select, int column) {
  struct cell cell = {.type = sqlite3_column_type(select, column)};
  switch (cell.type) {
    case SQLITE_INTEGER:
      cell.as.integer = sqlite3_column_int64(select, column);
      break;
    case SQLITE_FLOAT:
      cell.as.real = sqlite3_column_double(select, column);
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
      const void *bytes = cell.type == SQLITE_TEXT ? (const void *)sqlite3_column_text(select, column)
                                                   : sqlite3_column_blob(select, column);
      cell.size = sqlite3_column_bytes(select, column);
      cell.as.bytes = malloc((size_t)cell.size + 1);
      if (cell.size) memcpy(cell.as.bytes, bytes, (size_t)cell.size);
      break;
    }
    default:
      break;
  }
  return cell;
}

static struct table load_table(sqlite3 *database, char *name) {
  struct table table = {.name = name};
  // Those that SQLite computes of others are not among the columns of table_info, and not inserted.
  char *sql = sqlite3_mprintf("SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info(%Q)", name);
  struct list columns = texts_of(database, sql);
  sqlite3_free(sql);
  sql = sqlite3_mprintf("SELECT %s FROM \"%w\"", columns.texts[0], name);
  sqlite3_stmt *select = prepare(database, sql);
  sqlite3_free(sql);
  table.columns = sqlite3_column_count(select);
  size_t room = 0;
  while (sqlite3_step(select) == SQLITE_ROW) {
    if (table.rows == room) {
      room = room ? 2 * room : 1024;
      table.cells = realloc(table.cells, room * (size_t)table.columns * sizeof *table.cells);
    }
    struct cell *row = table.cells + table.rows++ * (size_t)table.columns;
    for (int i = 0; i < table.columns; ++i) row[i] = load_cell(select, i);
  }
  sqlite3_finalize(select);
  return table;
}

static void insert_rows(sqlite3 *database, const struct table *table) {
  char sql[1024];
  int used = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (?", table->name);
  for (int i = 1; i < table->columns; ++i) used += snprintf(sql + used, sizeof sql - (size_t)used, ", ?");
  snprintf(sql + used, sizeof sql - (size_t)used, ")");
  sqlite3_stmt *insert = prepare(database, sql);
  for (size_t row = 0; row < table->rows; ++row) {
    const struct cell *cells = table->cells + row * (size_t)table->columns;
    for (int i = 0; i < table->columns; ++i) {
      switch (cells[i].type) {
        case SQLITE_INTEGER:
          sqlite3_bind_int64(insert, i + 1, cells[i].as.integer);
          break;
        case SQLITE_FLOAT:
          sqlite3_bind_double(insert, i + 1, cells[i].as.real);
          break;
        case SQLITE_TEXT:
          sqlite3_bind_text(insert, i + 1, cells[i].as.bytes, cells[i].size, SQLITE_STATIC);
          break;
        case SQLITE_BLOB:
          sqlite3_bind_blob(insert, i + 1, cells[i].as.bytes, cells[i].size, SQLITE_STATIC);
          break;
        default:
          sqlite3_bind_null(insert, i + 1);
      }
    }
    if (sqlite3_step(insert) != SQLITE_DONE) fail(table->name, database);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
}

/* What the full-text index holds cannot be read from it: the view `searched` makes it again. */
static struct table load_texts(sqlite3 *database) {
  run(database, "CREATE TEMP TABLE full_text AS SELECT run, text FROM searched");
  struct table table = load_table(database, "full_text");
  table.name = "texts";
  return table;
}

static void insert_texts(sqlite3 *database, const struct table *texts) {
  sqlite3_stmt *insert = prepare(database, "INSERT INTO texts (rowid, text) VALUES (?, ?)");
  for (size_t row = 0; row < texts->rows; ++row) {
    const struct cell *cells = texts->cells + row * 2;
    sqlite3_bind_int64(insert, 1, cells[0].as.integer);
    sqlite3_bind_text(insert, 2, cells[1].as.bytes, cells[1].size, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) fail(texts->name, database);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
}

static size_t read_files(const char *root, const struct list *files) {
  static char buffer[1 << 20];
  size_t bytes = 0;
  for (size_t i = 0; i < files->count; ++i) {
    char path[8192];
    snprintf(path, sizeof path, "%s/%s", root, files->texts[i]);
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) fail(path, NULL);
    for (ssize_t count; (count = read(file, buffer, sizeof buffer)) > 0;) bytes += (size_t)count;
    close(file);
  }
  return bytes;
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: fill_floor CATALOG ROOT OUT\n");
    return 2;
  }
  sqlite3 *source;
  sqlite3 *target;
  if (sqlite3_open_v2(words[1], &source, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail(words[1], source);
  const struct list files = texts_of(source, "SELECT record_path FROM runs ORDER BY path");
  /* The tables behind a full-text index are filled by it. */
  const struct list names = texts_of(source,
      "SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND NOT EXISTS"
      " (SELECT 1 FROM sqlite_schema v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND s.name LIKE v.name || '%')");
  const struct list makes = texts_of(source,
      "SELECT sql FROM sqlite_schema AS s WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND NOT EXISTS"
      " (SELECT 1 FROM sqlite_schema v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND s.name LIKE v.name || '%')");
  const struct list full_text = texts_of(source, "SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'");
  const struct list indexes = texts_of(source, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
  struct table *tables = calloc(names.count, sizeof *tables);
  for (size_t i = 0; i < names.count; ++i) tables[i] = load_table(source, names.texts[i]);
  const struct table texts = load_texts(source);
  sqlite3_close(source);
  remove(words[3]);

  const double start = now();
  const size_t bytes = read_files(words[2], &files);
  const double read = now();
  if (sqlite3_open(words[3], &target) != SQLITE_OK) fail(words[3], target);
  run(target, "PRAGMA journal_mode = DELETE");
  run(target, "PRAGMA synchronous = OFF");
  run(target, "PRAGMA cache_size = -65536");
  run(target, "BEGIN");
  for (size_t i = 0; i < makes.count; ++i) run(target, makes.texts[i]);
  for (size_t i = 0; i < names.count; ++i) insert_rows(target, &tables[i]);
  const double rows = now();
  for (size_t i = 0; i < indexes.count; ++i) run(target, indexes.texts[i]);
  const double made = now();
  for (size_t i = 0; i < full_text.count; ++i) run(target, full_text.texts[i]);
  insert_texts(target, &texts);
  run(target, "COMMIT");
  const double end = now();
  sqlite3_close(target);
  printf("%zu files, %zu bytes: reading %.3f rows %.3f indexes %.3f full text %.3f all %.3f\n", files.count, bytes, read - start,
         rows - read, made - rows, end - made, end - start);
  return 0;
}
