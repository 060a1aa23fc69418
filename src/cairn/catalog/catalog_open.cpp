#include <array>

#include <fmt/format.h>

#include "cairn/base/embedded.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/io.h"
#include "cairn/base/process.h"
#include "cairn/catalog/catalog_impl.h"

namespace cairn {

namespace {

constexpr std::int64_t kApplicationId = 0x63616972;  // "cair", shown by file(1).
constexpr std::int64_t kSchemaVersion = 12;
constexpr std::string_view kSchemaFile = "src/cairn/catalog/schema.sql";
constexpr std::string_view kIndexFile = "src/cairn/catalog/indexes.sql";
constexpr std::string_view kValueIndexFile = "src/cairn/catalog/value_indexes.sql";
constexpr std::string_view kTextsFile = "src/cairn/catalog/texts.sql";
constexpr std::string_view kMakeRoomFile = "src/cairn/catalog/room_make.sql";
constexpr std::string_view kClearRoomFile = "src/cairn/catalog/room_clear.sql";
/// With fewer runs the indexes are a few pages, which may well be split.
constexpr std::int64_t kWorthRoom = 1000;

// What the header of a database file says about it.
enum class Header { empty, older, current };

Header read_header(const Database& database) {
  // One state for all three: another process may be making the catalog right now.
  const Snapshot snapshot(database);
  const std::int64_t application = database.scalar("PRAGMA application_id");
  const std::int64_t version = database.scalar("PRAGMA user_version");
  const std::int64_t entries = database.scalar("SELECT count(*) FROM sqlite_schema");
  if (application == 0 && version == 0 && entries == 0) return Header::empty;
  if (application != kApplicationId) {
    throw Error(ErrorCode::corrupt,
                fmt::format("'{}' is a database, but no catalog of cairn", database.path()));
  }
  if (version > kSchemaVersion) {
    throw Error(
        ErrorCode::conflict,
        fmt::format("catalog '{}' was made by a newer cairn (format {}, this one knows {})",
                    database.path(), version, kSchemaVersion),
        "use that cairn, or remove the file: it is an index and is rebuilt from the records");
  }
  return version < kSchemaVersion ? Header::older : Header::current;
}

std::string script(std::string_view path) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path == path) return std::string(file.bytes);
  }
  throw Error(ErrorCode::internal, fmt::format("'{}' is not part of this build", path));
}

void drop_everything(const Database& database) {
  // Views before tables, so that none is left dangling; indexes go with their tables.
  for (const char* type : {"view", "table"}) {
    std::vector<std::string> names;
    Statement found = database.prepare(
        "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    found.bind(1, type);
    while (found.step()) names.emplace_back(found.text(0));
    found.reset();
    for (const std::string& name : names) {
      database.execute(fmt::format("DROP {} IF EXISTS \"{}\"", type, name));
    }
  }
}

// What was rendered is known from here only: without it each view would count as edited by hand
// once documents change with the cairn that makes them.
bool can_keep_views(const Database& database) {
  return database.scalar(
             "SELECT count(*) FROM pragma_table_info('views')"
             " WHERE name IN ('path', 'digest', 'typed')") == 3;
}

/// The tables alone: an incomplete catalog is filled before anybody asks it, which is quicker
/// without indexes. mark_complete makes these.
void make_tables(const Database& database) {
  const bool keeps_views = can_keep_views(database);
  if (keeps_views) {
    database.execute("CREATE TEMP TABLE kept AS SELECT path, digest, typed FROM main.views");
  }
  drop_everything(database);
  database.execute(script(kSchemaFile));
  if (keeps_views) {
    database.execute(
        "INSERT INTO views (path, digest, typed) SELECT path, digest, typed FROM temp.kept;"
        "DROP TABLE temp.kept");
  }
  database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                               kApplicationId, kSchemaVersion));
}

/// Whether nothing was put in since make_tables: filling can begin at once.
bool is_new(const Database& database) {
  return database.scalar(
             "SELECT NOT EXISTS (SELECT 1 FROM runs) AND NOT EXISTS (SELECT 1 FROM keys)"
             " AND NOT EXISTS (SELECT 1 FROM groups) AND NOT EXISTS (SELECT 1 FROM folders)"
             " AND NOT EXISTS (SELECT 1 FROM views) AND NOT EXISTS (SELECT 1 FROM journals)"
             " AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'runs_path')") == 1;
}

// The file is never synced, so a power cut may leave any mix of old and new pages. quick_check
// would not compare indexes with their tables, and look-ups rely on indexes.
void check_after_reboot(const Database& database) {
  Statement check = database.prepare("PRAGMA integrity_check(1)");
  const std::string verdict = check.step() ? std::string(check.text(0)) : "no answer";
  if (verdict == "ok") return;
  throw Error(ErrorCode::corrupt,
              fmt::format("catalog '{}' is damaged after a restart of the machine: {}",
                          database.path(), verdict));
}

void set_reader_options(const Database& database) {
  // The system keeps the file's pages; to read one again from there costs less than memory that was
  // never used, so that a small cache that fills up is quicker than a large one that grows.
  database.execute(
      "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -1024;"
      "PRAGMA temp_store = MEMORY; PRAGMA query_only = ON");
}

void set_writer_options(const Database& database) {
  // A transaction that outgrows the cache would lock readers out until it ends: 64 MB hold one of
  // thousands of runs. Sorting for an index may go to temporary files, as it has no such bound.
  database.execute(
      "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -65536;"
      "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA threads = 2");
}

std::filesystem::path journal_of(const std::filesystem::path& file) {
  return file.string() + "-journal";
}

}  // namespace

std::optional<Catalog> Catalog::open_for_reading(const std::filesystem::path& file) {
  if (!stat_path(file.string())) return std::nullopt;
  try {
    Catalog catalog(std::make_unique<Impl>(Database(file, DatabaseMode::read)));
    set_reader_options(catalog.database());
    if (read_header(catalog.database()) != Header::current) return std::nullopt;
    if (!catalog.is_complete()) return std::nullopt;
    return catalog;
  } catch (const Error& error) {
    // A killed writer's journal that nobody may roll back here: the folder is read-only.
    const bool has_journal = stat_path(journal_of(file).string()).has_value();
    if (has_journal && error.code() == ErrorCode::io) return std::nullopt;
    throw;
  }
}

Catalog Catalog::open_for_writing(const std::filesystem::path& file) {
  Catalog catalog(std::make_unique<Impl>(Database(file, DatabaseMode::write_create)));
  Impl& impl = *catalog.impl_;
  // The header comes first: a foreign or newer file is left as it is, options included.
  Header header = read_header(impl.database);
  set_writer_options(impl.database);
  if (header == Header::current && impl.meta("boot_id") == boot_id()) return catalog;
  if (header == Header::current) check_after_reboot(impl.database);
  impl.change([&] {
    // Another process may have been here first.
    header = read_header(impl.database);
    if (header != Header::current) make_tables(impl.database);
    impl.set_meta("boot_id", boot_id());
    return true;
  });
  return catalog;
}

Catalog Catalog::open_in_memory() {
  Catalog catalog(std::make_unique<Impl>(Database({}, DatabaseMode::memory)));
  set_writer_options(catalog.impl_->database);
  make_tables(catalog.impl_->database);
  return catalog;
}

Catalog::Catalog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

bool Catalog::is_complete() const { return impl_->meta("complete") == "1"; }

Catalog Catalog::open_scratch() {
  Catalog catalog(std::make_unique<Impl>(Database({}, DatabaseMode::scratch)));
  set_writer_options(catalog.impl_->database);
  make_tables(catalog.impl_->database);
  return catalog;
}

void Catalog::start_filling() {
  impl_->change([&] {
    if (!is_new(impl_->database)) make_tables(impl_->database);
    impl_->set_meta("boot_id", boot_id());
    return true;
  });
  impl_->forget_keys();
}

void Catalog::mark_complete() {
  impl_->change([&] {
    if (is_complete()) return true;
    const Database& database = impl_->database;
    const bool leaves_room = database.scalar("SELECT count(*) FROM runs") >= kWorthRoom;
    if (leaves_room) database.execute(script(kMakeRoomFile));
    database.execute(script(kIndexFile));
    database.execute(script(kValueIndexFile));
    if (leaves_room) database.execute(script(kClearRoomFile));
    database.execute(script(kTextsFile));
    settle_all_copies(impl_->database);
    impl_->set_meta("complete", "1");
    return true;
  });
}

void Catalog::take_views(const Catalog& other) {
  impl_->change([&] {
    Statement insert = impl_->database.prepare(
        "INSERT OR REPLACE INTO views (path, digest, typed) VALUES (?, ?, ?)");
    Statement select = other.impl_->database.prepare("SELECT path, digest, typed FROM views");
    while (select.step()) {
      const Digest digest = read_digest(select, 1);  // Bound bytes are not copied.
      insert.bind(1, select.text(0)).bind_blob(2, digest.bytes);
      insert.bind(3, select.text(2)).run();
      insert.reset();
    }
    if (other.impl_->meta("views_known") == "1") mark_views_known();
    return true;
  });
}

void Catalog::become(const Catalog& filled) {
  impl_->database.copy_from(filled.database());
  impl_->forget_keys();
}

Transaction Catalog::begin() {
  Transaction transaction(impl_->database);
  impl_->refresh_keys();
  return transaction;
}

const Database& Catalog::database() const { return impl_->database; }

std::filesystem::path move_aside(const std::filesystem::path& file) {
  for (int n = 1;; ++n) {
    const std::filesystem::path target = fmt::format("{}.corrupt-{}", file.string(), n);
    if (stat_path(target.string()) || stat_path(journal_of(target).string())) continue;
    // The journal first: left behind, it would be rolled into the new catalog.
    if (stat_path(journal_of(file).string())) {
      rename_path(Site::catalog_aside, journal_of(file).string(), journal_of(target).string());
    }
    rename_path(Site::catalog_aside, file.string(), target.string());
    return target;
  }
}

}  // namespace cairn
