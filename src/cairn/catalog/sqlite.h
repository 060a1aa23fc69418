// A thin owner of SQLite connections, statements and transactions. Every failure is an
// Error: damage is corrupt, a lock that stays is busy, a disk that refuses is io. A statement is
// handed back, reset, when it goes out of scope, so no cursor keeps a lock by accident. This file
// knows no table; it is the only door to SQLite, whose own header only sqlite.cpp and
// journal_buffer.cpp include.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cairn/catalog/rowid_set.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cairn {

/// How a database file is opened.
enum class DatabaseMode {
  read,          ///< Nothing is created and nothing is written.
  write,         ///< The file must exist.
  write_create,  ///< The file is made when it is missing.
  memory,        ///< A database of this process only; the path is not used.
  scratch,       ///< The same in a temporary file that goes with it.
  frozen,        ///< Another program's file as it lies: no lock, no journal, nothing beside it.
};

/// The type of a column's value in the row at hand.
enum class ColumnType { null, integer, real, text, blob };

struct DatabaseState;

/// One prepared statement, borrowed from its database until it goes out of scope.
class Statement {
 public:
  Statement(std::shared_ptr<DatabaseState> database, sqlite3_stmt* handle);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters are counted from 1. Texts and blobs are not copied: they must live until the next
  // bind, reset or end of the statement. NaN is bound as NULL, as SQLite has no such number.
  Statement& bind(int index, std::int64_t number);
  Statement& bind(int index, int number) { return bind(index, std::int64_t{number}); }
  Statement& bind(int index, double number);
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind_blob(int index, std::span<const std::uint8_t> bytes);
  Statement& bind_null(int index);
  /// For the functions collect(?, rowid), an aggregate that adds each rowid to the set, and
  /// holds(?, rowid), 1 where the set has it. The set must live as long as a blob.
  Statement& bind_set(int index, RowidSet& set);

  /// Moves to the next row; false after the last one.
  bool step();
  /// Runs to the end and makes the statement ready to be bound again.
  void run();
  /// Makes the statement ready to be bound again; bound values stay.
  void reset();

  // Columns are counted from 0 and are valid until the next step.
  ColumnType type(int column) const;
  bool is_null(int column) const { return type(column) == ColumnType::null; }
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  ///< Throws Error(corrupt) for what is not UTF-8.
  std::span<const std::uint8_t> blob(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<double> optional_real(int column) const;
  int column_count() const;
  std::string_view column_name(int column) const;

 private:
  void check(int result) const;

  std::shared_ptr<DatabaseState> database_;  // Shared: a statement may outlive its Database.
  sqlite3_stmt* handle_;
};

/// One connection. Waits up to five seconds for another writer before it throws Error(busy).
class Database {
 public:
  /// Opens `path`. Throws Error(io) when the file cannot be opened; damage shows at the first use.
  Database(const std::filesystem::path& path, DatabaseMode mode);

  /// Runs a script of statements that return no rows.
  void execute(const std::string& script) const;
  /// A statement for `sql`, taken from those kept from earlier uses when there is one.
  Statement prepare(std::string_view sql) const;
  /// A statement for what a person typed. Throws Error(invalid_input), with a caret where SQLite
  /// knows the place, for what is no query, changes something, or is more than one statement.
  Statement prepare_query(std::string_view sql) const;
  /// From now on statements can only read the views of this connection, and through them the
  /// tables: no table by its name, no other file, no PRAGMA, no change.
  void allow_only_views() const;
  /// The one number that `sql` selects.
  std::int64_t scalar(std::string_view sql) const;

  /// Makes this database equal to `source` in one transaction. Throws Error(busy).
  void copy_from(const Database& source) const;

  std::int64_t last_insert_rowid() const;
  /// Rows that the last insert, update or delete changed.
  std::int64_t changes() const;
  bool in_transaction() const;
  /// Counts rollbacks: what a caller remembers from before one may not be in the file.
  std::uint64_t rollbacks() const;
  /// Changes when another connection has committed to the file.
  std::int64_t data_version() const;
  /// The file, for messages; empty for a database in memory.
  const std::string& path() const;

 private:
  friend class Transaction;
  friend class Snapshot;
  std::shared_ptr<DatabaseState> state_;
};

/// One write transaction: it takes the write lock at once and rolls back unless commit() was
/// called.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// Makes everything since the start visible to others, at once or not at all.
  void commit();

 private:
  std::shared_ptr<DatabaseState> state_;
};

/// Reads made while it lives see one state of the file, whatever others commit. Inside a
/// transaction or another snapshot it adds nothing.
class Snapshot {
 public:
  explicit Snapshot(const Database& database);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot();

 private:
  std::shared_ptr<DatabaseState> state_;  // Null when an outer one holds already.
};

}  // namespace cairn
