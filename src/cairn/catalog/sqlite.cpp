#include "cairn/catalog/sqlite.h"

#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/base/text_error.h"
#include "cairn/catalog/journal_buffer.h"
#include "cairn/catalog/text_hash.h"

namespace cairn {

namespace {

constexpr int kBusyMilliseconds = 5000;
// Texts made for one query (a filter, an IN list) would fill the memory of a long-lived process.
constexpr std::size_t kKeptStatements = 200;

struct ResultRow {
  int result;
  ErrorCode code;
  std::string_view hint;
};

constexpr std::array kResults = {
    ResultRow{SQLITE_CORRUPT, ErrorCode::corrupt, ""},
    ResultRow{SQLITE_NOTADB, ErrorCode::corrupt, ""},
    ResultRow{SQLITE_BUSY, ErrorCode::busy, "another cairn is writing: run it again"},
    ResultRow{SQLITE_LOCKED, ErrorCode::busy, "another cairn is writing: run it again"},
    ResultRow{SQLITE_FULL, ErrorCode::io, "free some disk, then run it again"},
    ResultRow{SQLITE_IOERR, ErrorCode::io, ""},
    ResultRow{SQLITE_READONLY, ErrorCode::io, "the catalog or its folder cannot be written"},
    ResultRow{SQLITE_CANTOPEN, ErrorCode::io, ""},
    ResultRow{SQLITE_PERM, ErrorCode::io, ""},
    ResultRow{SQLITE_TOOBIG, ErrorCode::invalid_input, ""},
};

// What a query over views may do. SQLite asks for each thing that a statement would do while it is
// prepared; `view` is the view that needs it, null for what the person typed.
int authorize_query(void* /*unused*/, int action, const char* first, const char* second,
                    const char* schema, const char* view) {
  const auto is = [](const char* text, std::string_view wanted) {
    return text != nullptr && text == wanted;
  };
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return is(second, "load_extension") ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_READ: {
      const bool is_schema =
          first != nullptr && std::string_view(first).find("sqlite_") != std::string_view::npos;
      // No column at all is asked of a table below a view where only its rows count.
      const bool is_open = view != nullptr || is(schema, "temp") || is(second, "") ||
                           is(first, "json_each") || is(first, "json_tree");
      return is_open && !is_schema ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

// What a set is bound as, so that SQL can pass nothing else for one.
constexpr const char* kSetType = "cairn rowids";

void collect_step(sqlite3_context* /*unused*/, int /*count*/, sqlite3_value** values) {
  auto* set = static_cast<RowidSet*>(sqlite3_value_pointer(values[0], kSetType));
  if (set != nullptr) set->add(sqlite3_value_int64(values[1]));
}

void collect_end(sqlite3_context* context) { sqlite3_result_null(context); }

void holds(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const auto* set = static_cast<RowidSet*>(sqlite3_value_pointer(values[0], kSetType));
  const bool is_in = set != nullptr && set->contains(sqlite3_value_int64(values[1]));
  sqlite3_result_int(context, is_in ? 1 : 0);
}

/// The path as SQLite takes it with a parameter: all but letters and digits escaped.
std::string frozen_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '/' || c == '.' || c == '-' || c == '_';
    uri += is_plain ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return uri + "?immutable=1";
}

}  // namespace

struct DatabaseState {
  sqlite3* handle = nullptr;
  std::string path;
  std::uint64_t rollbacks = 0;
  // Idle statements by their text. One text may have several: a query can nest in itself. While a
  // text's only one is in use its place stays: it comes back in a moment.
  std::unordered_map<std::string, std::vector<sqlite3_stmt*>, TextHash, std::equal_to<>> idle;
  std::size_t idle_count = 0;

  DatabaseState() = default;
  DatabaseState(const DatabaseState&) = delete;
  DatabaseState& operator=(const DatabaseState&) = delete;
  ~DatabaseState() {
    for (auto& [text, statements] : idle) {
      for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
    }
    sqlite3_close_v2(handle);
  }

  [[noreturn]] void fail(int result) const {
    const char* reason = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
    const std::string message =
        fmt::format("catalog '{}': {}", path.empty() ? "(in memory)" : path, reason);
    for (const ResultRow& row : kResults) {
      if (row.result == (result & 0xff)) throw Error(row.code, message, std::string(row.hint));
    }
    throw Error(ErrorCode::internal, message);
  }

  void check(int result) const {
    if (result != SQLITE_OK) fail(result);
  }

  /// What `ask` returns. A writer that was killed leaves a journal, which only a connection that
  /// may write can roll back: one that only reads has that done, and asks again.
  template <typename Ask>
  int read(const Ask& ask) const {
    const int result = ask();
    return has_rolled_back(result) ? ask() : result;
  }

  /// Whether `result` tells of such a journal, and it was rolled back.
  bool has_rolled_back(int result) const {
    if (result != SQLITE_READONLY_ROLLBACK) return false;
    sqlite3* writer = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int done = sqlite3_open_v2(path.c_str(), &writer, flags, nullptr);
    if (done == SQLITE_OK) {
      sqlite3_busy_timeout(writer, kBusyMilliseconds);
      done = sqlite3_exec(writer, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    }
    sqlite3_close(writer);
    return done == SQLITE_OK;
  }

  void take_back(sqlite3_stmt* statement) {
    sqlite3_reset(statement);  // Repeats the error of the last step, which was thrown already.
    if (idle_count >= kKeptStatements) {
      sqlite3_finalize(statement);
      return;
    }
    sqlite3_clear_bindings(statement);
    const std::string_view text = sqlite3_sql(statement);
    auto place = idle.find(text);
    if (place == idle.end()) place = idle.try_emplace(std::string(text)).first;
    place->second.push_back(statement);
    ++idle_count;
  }
};

Statement::Statement(std::shared_ptr<DatabaseState> database, sqlite3_stmt* handle)
    : database_(std::move(database)), handle_(handle) {}

Statement::Statement(Statement&& other) noexcept
    : database_(std::move(other.database_)), handle_(std::exchange(other.handle_, nullptr)) {}

Statement::~Statement() {
  if (handle_) database_->take_back(handle_);
}

void Statement::check(int result) const { database_->check(result); }

Statement& Statement::bind(int index, std::int64_t number) {
  check(sqlite3_bind_int64(handle_, index, number));
  return *this;
}

Statement& Statement::bind(int index, double number) {
  check(sqlite3_bind_double(handle_, index, number));
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL, and an empty view may hold one.
  const char* data = text.data() ? text.data() : "";
  check(sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int index, std::span<const std::uint8_t> bytes) {
  check(sqlite3_bind_blob64(handle_, index, bytes.data(), bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_set(int index, RowidSet& set) {
  check(sqlite3_bind_pointer(handle_, index, &set, kSetType, nullptr));
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_bind_null(handle_, index));
  return *this;
}

bool Statement::step() {
  // One that failed begins anew; no row was read by then, since the lock comes before the first.
  const int result = database_->read([this] { return sqlite3_step(handle_); });
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) database_->fail(result);
  return false;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() { check(sqlite3_reset(handle_)); }

ColumnType Statement::type(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER:
      return ColumnType::integer;
    case SQLITE_FLOAT:
      return ColumnType::real;
    case SQLITE_TEXT:
      return ColumnType::text;
    case SQLITE_BLOB:
      return ColumnType::blob;
    default:
      return ColumnType::null;
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!data) return {};
  const std::string_view text(data,
                              static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
  // Nothing else was ever written there, and whoever prints it as JSON could not.
  if (!is_utf8(text)) throw Error(ErrorCode::corrupt, "a text of the catalog is not valid UTF-8");
  return text;
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)) : 0};
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<double> Statement::optional_real(int column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

int Statement::column_count() const { return sqlite3_column_count(handle_); }

std::string_view Statement::column_name(int column) const {
  const char* name = sqlite3_column_name(handle_, column);
  return name == nullptr ? std::string_view() : name;
}

namespace {

// Of the memory that SQLite uses it keeps no account: one that all threads share, behind a lock. A
// program that uses SQLite itself may have begun before; then it stays as that program wants it.
void begin_sqlite() {
  static const int begun = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(begun);
}

}  // namespace

Database::Database(const std::filesystem::path& path, DatabaseMode mode)
    : state_(std::make_shared<DatabaseState>()) {
  begin_sqlite();
  constexpr std::array kFlags = {SQLITE_OPEN_READONLY,
                                 SQLITE_OPEN_READWRITE,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI};
  // To SQLite an empty name is a temporary file that is removed when it is closed.
  if (mode != DatabaseMode::memory && mode != DatabaseMode::scratch) state_->path = path.string();
  const std::string uri = mode == DatabaseMode::frozen ? frozen_uri(state_->path) : "";
  const char* file = mode == DatabaseMode::memory ? ":memory:"
                     : uri.empty()                ? state_->path.c_str()
                                                  : uri.c_str();
  // One thread at a time uses a connection (the default of all cairn classes), so SQLite's own
  // mutexes would only cost. EXRESCODE lets a caller tell a journal that must be rolled back.
  const int flags = kFlags[static_cast<std::size_t>(mode)] | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  const bool is_written = mode == DatabaseMode::write || mode == DatabaseMode::write_create;
  const char* layer = is_written ? buffered_journals() : nullptr;
  state_->check(sqlite3_open_v2(file, &state_->handle, flags, layer));
  sqlite3_busy_timeout(state_->handle, kBusyMilliseconds);
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  constexpr int kFunction = SQLITE_UTF8 | SQLITE_DIRECTONLY;
  state_->check(sqlite3_create_function_v2(state_->handle, "collect", 2, kFunction, nullptr,
                                           nullptr, collect_step, collect_end, nullptr));
  state_->check(sqlite3_create_function_v2(state_->handle, "holds", 2, kFunction, nullptr, holds,
                                           nullptr, nullptr, nullptr));
}

void Database::execute(const std::string& script) const {
  state_->check(state_->read(
      [&] { return sqlite3_exec(state_->handle, script.c_str(), nullptr, nullptr, nullptr); }));
}

Statement Database::prepare(std::string_view sql) const {
  const auto found = state_->idle.find(sql);
  if (found != state_->idle.end() && !found->second.empty()) {
    sqlite3_stmt* statement = found->second.back();
    found->second.pop_back();
    if (found->second.empty() && state_->idle.size() > kKeptStatements) state_->idle.erase(found);
    --state_->idle_count;
    return Statement(state_, statement);
  }
  const std::string key(sql);
  sqlite3_stmt* statement = nullptr;
  state_->check(state_->read([&] {
    return sqlite3_prepare_v3(state_->handle, key.c_str(), static_cast<int>(key.size()) + 1,
                              SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  }));
  return Statement(state_, statement);
}

Statement Database::prepare_query(std::string_view sql) const {
  const std::string text(sql);
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int result = state_->read([&] {
    return sqlite3_prepare_v3(state_->handle, text.c_str(), static_cast<int>(text.size()) + 1, 0,
                              &statement, &rest);
  });
  if (result != SQLITE_OK) {
    const int at = sqlite3_error_offset(state_->handle);
    std::string message = sqlite3_errmsg(state_->handle);
    if (message == "not authorized") message = "this is no query";
    const std::string hint =
        result == SQLITE_AUTH || message.find("no such table") != std::string::npos
            ? "queries read the views that `cairn sql` lists, and change nothing"
            : "";
    if (at >= 0) fail_in_text(text, static_cast<std::size_t>(at), message, hint);
    throw Error(ErrorCode::invalid_input, message, hint);
  }
  Statement query(state_, statement);
  if (statement == nullptr) throw Error(ErrorCode::invalid_input, "the query is empty");
  // Behind it there may be comments, but no other statement.
  sqlite3_stmt* another = nullptr;
  const bool is_alone =
      sqlite3_prepare_v3(state_->handle, rest, -1, 0, &another, nullptr) == SQLITE_OK &&
      another == nullptr;
  sqlite3_finalize(another);
  if (!is_alone) {
    const std::size_t behind = static_cast<std::size_t>(rest - text.c_str());
    fail_in_text(text, text.find_first_not_of(" \t\r\n;", behind), "more than one statement",
                 "ask one question at a time");
  }
  if (sqlite3_stmt_readonly(statement) == 0) {
    throw Error(ErrorCode::invalid_input, "the query would change something");
  }
  return query;
}

void Database::allow_only_views() const {
  sqlite3_set_authorizer(state_->handle, authorize_query, nullptr);
}

std::int64_t Database::scalar(std::string_view sql) const {
  Statement statement = prepare(sql);
  if (!statement.step()) throw Error(ErrorCode::internal, fmt::format("no row from: {}", sql));
  return statement.integer(0);
}

void Database::copy_from(const Database& source) const {
  sqlite3_backup* backup =
      sqlite3_backup_init(state_->handle, "main", source.state_->handle, "main");
  if (!backup) state_->fail(sqlite3_extended_errcode(state_->handle));
  const int copied = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (copied != SQLITE_DONE) state_->fail(copied);
  state_->check(finished);
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(state_->handle);
}

std::int64_t Database::changes() const { return sqlite3_changes64(state_->handle); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(state_->handle) == 0; }

std::uint64_t Database::rollbacks() const { return state_->rollbacks; }

std::int64_t Database::data_version() const { return scalar("PRAGMA data_version"); }

const std::string& Database::path() const { return state_->path; }

Transaction::Transaction(const Database& database) : state_(database.state_) {
  state_->check(sqlite3_exec(state_->handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
}

Transaction::Transaction(Transaction&& other) noexcept : state_(std::move(other.state_)) {}

Transaction::~Transaction() {
  if (!state_) return;
  // A failed statement may have rolled back by itself; then this one has nothing to do.
  sqlite3_exec(state_->handle, "ROLLBACK", nullptr, nullptr, nullptr);
  ++state_->rollbacks;
}

void Transaction::commit() {
  if (!state_) throw Error(ErrorCode::internal, "a transaction was committed twice");
  // After a refused COMMIT (a reader that stays) the transaction is still open: the destructor
  // rolls it back.
  state_->check(sqlite3_exec(state_->handle, "COMMIT", nullptr, nullptr, nullptr));
  state_.reset();
}

Snapshot::Snapshot(const Database& database) {
  if (database.in_transaction()) return;
  state_ = database.state_;
  state_->check(sqlite3_exec(state_->handle, "BEGIN", nullptr, nullptr, nullptr));
}

Snapshot::~Snapshot() {
  // Nothing was written, so ending it cannot fail in a way that matters.
  if (state_) sqlite3_exec(state_->handle, "COMMIT", nullptr, nullptr, nullptr);
}

}  // namespace cairn
