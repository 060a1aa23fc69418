// The inside of Catalog, shared by its source files only: the connection, the interned keys, and
// how values are bound and read. It does not know what a caller asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/catalog/text_hash.h"

namespace cairn {

struct Catalog::Impl {
  explicit Impl(Database opened) : database(std::move(opened)) {}

  Database database;

  /// The number of `key`, given now when it has none. Inside a write transaction only.
  std::int64_t intern(std::string_view key);
  /// The text of a key number.
  const std::string& key_text(std::int64_t number);
  /// Forgets interned keys that a rollback or another process may have made wrong.
  void refresh_keys();
  /// Forgets all of them.
  void forget_keys();
  /// A value of the meta table.
  std::optional<std::string> meta(std::string_view key) const;
  void set_meta(std::string_view key, std::string_view value);

  /// Runs `change` inside the transaction at hand, or in one of its own.
  template <typename Change>
  auto change(const Change& body) {
    if (database.in_transaction()) return body();
    Transaction transaction(database);
    refresh_keys();
    auto result = body();
    transaction.commit();
    return result;
  }

 private:
  std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>> numbers_;
  std::unordered_map<std::int64_t, std::string> texts_;
  std::uint64_t seen_rollbacks_ = 0;
  std::int64_t seen_version_ = -1;
};

/// Binds the type and the value of `value`; `scratch` must live as long as the binding.
void bind_value(Statement& statement, int type_index, int value_index, const Value& value,
                std::string& scratch);
/// Reads 32 bytes. Throws Error(corrupt) for any other length.
Digest read_digest(const Statement& statement, int column);
std::optional<Digest> read_optional_digest(const Statement& statement, int column);
Statement& bind_digest(Statement& statement, int index, const std::optional<Digest>& digest);

/// Reads a status. Throws Error(corrupt) for an unknown number.
RunStatus read_status(const Statement& statement, int column);

/// The columns of a RunHead, of the table alias `r`, and how one is read.
inline constexpr std::string_view kHeadColumns =
    "r.run, r.id, r.digest, r.fingerprint, r.kind, r.stage, r.name, r.status, r.path, "
    "r.record_path, r.attempt, r.copy, r.record_size, r.user_mtime, "
    "r.record_mtime";
/// How many columns they are.
inline constexpr int kHeadColumnCount = 15;
RunHead read_head(const Statement& statement);
/// All heads that a statement over kHeadColumns finds.
std::vector<RunHead> collect_heads(Statement& statement);

/// What each part is sorted by where it is read back.
inline const std::string& order_of(const std::pair<std::string, Value>& entry) {
  return entry.first;
}
inline const std::string& order_of(const MetricRow& metric) { return metric.key; }
inline auto order_of(const NameRow& name) { return std::tie(name.scheme, name.name); }

/// Puts the parts that are read back sorted into that order, so that equal rows compare equal.
void sort_parts(RunRow& row);
/// Of the rows of one digest the run comes first: one of the project's own before an adopted one,
/// then the newest attempt, then the one in the folder that its record names: a backup is no run as
/// long as the original lies there.
inline constexpr std::string_view kCopyOrder =
    " ORDER BY record_path GLOB '.cairn/adopted/*', attempt DESC, started DESC,"
    " home IS NOT NULL, path, id";
/// Marks the first in that order among the rows with `digest` as the run, the others as copies.
void settle_copies(const Database& database, const Digest& digest);

/// The same for every digest that several rows have.
void settle_all_copies(const Database& database);

/// The bounds of the range of all texts that begin with `prefix` and then a slash: [low, high).
struct PathRange {
  std::string low;
  std::string high;
};
PathRange below_range(std::string_view path);

}  // namespace cairn
