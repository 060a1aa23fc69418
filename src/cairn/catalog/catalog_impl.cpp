#include "cairn/catalog/catalog_impl.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/json.h"

namespace cairn {

// Stored in type columns: do not renumber Value::Type.
static_assert(static_cast<int>(Value::Type::null) == 0);
static_assert(static_cast<int>(Value::Type::boolean) == 1);
static_assert(static_cast<int>(Value::Type::integer) == 2);
static_assert(static_cast<int>(Value::Type::real) == 3);
static_assert(static_cast<int>(Value::Type::string) == 4);
static_assert(static_cast<int>(Value::Type::list) == 5);
static_assert(static_cast<int>(Value::Type::map) == 6);

std::int64_t Catalog::Impl::intern(std::string_view key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return found->second;
  std::int64_t number = 0;
  Statement select = database.prepare("SELECT id FROM keys WHERE text = ?");
  if (select.bind(1, key).step()) {
    number = select.integer(0);
  } else {
    database.prepare("INSERT INTO keys (text) VALUES (?)").bind(1, key).run();
    number = database.last_insert_rowid();
  }
  numbers_.emplace(key, number);
  return number;
}

const std::string& Catalog::Impl::key_text(std::int64_t number) {
  const auto found = texts_.find(number);
  if (found != texts_.end()) return found->second;
  Statement select = database.prepare("SELECT text FROM keys WHERE id = ?");
  if (!select.bind(1, number).step()) {
    throw Error(ErrorCode::corrupt,
                fmt::format("catalog '{}': key {} has no text", database.path(), number));
  }
  return texts_.emplace(number, select.text(0)).first->second;
}

void Catalog::Impl::forget_keys() {
  numbers_.clear();
  texts_.clear();
}

void Catalog::Impl::refresh_keys() {
  const std::int64_t version = database.data_version();
  if (database.rollbacks() == seen_rollbacks_ && version == seen_version_) return;
  seen_rollbacks_ = database.rollbacks();
  seen_version_ = version;
  forget_keys();
}

std::optional<std::string> Catalog::Impl::meta(std::string_view key) const {
  Statement select = database.prepare("SELECT value FROM meta WHERE key = ?");
  if (!select.bind(1, key).step()) return std::nullopt;
  return std::string(select.text(0));
}

void Catalog::Impl::set_meta(std::string_view key, std::string_view value) {
  database
      .prepare(
          "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
          " SET value = excluded.value WHERE value <> excluded.value")
      .bind(1, key)
      .bind(2, value)
      .run();
}

void bind_value(Statement& statement, int type_index, int value_index, const Value& value,
                std::string& scratch) {
  statement.bind(type_index, static_cast<int>(value.type()));
  switch (value.type()) {
    case Value::Type::null:
      statement.bind_null(value_index);
      return;
    case Value::Type::boolean:
      statement.bind(value_index, value.as_bool() ? 1 : 0);
      return;
    case Value::Type::integer:
      statement.bind(value_index, value.as_int());
      return;
    case Value::Type::real:
      statement.bind(value_index, value.as_double());
      return;
    case Value::Type::string:
      statement.bind(value_index, value.as_string());
      return;
    case Value::Type::list:
    case Value::Type::map:
      scratch = to_json(value);
      statement.bind(value_index, scratch);
      return;
  }
}

Value read_value(const Statement& statement, int type_column, int value_column) {
  switch (static_cast<Value::Type>(statement.integer(type_column))) {
    case Value::Type::null:
      return {};
    case Value::Type::boolean:
      return statement.integer(value_column) != 0;
    case Value::Type::integer:
      return statement.integer(value_column);
    case Value::Type::real:
      return statement.optional_real(value_column)
          .value_or(std::numeric_limits<double>::quiet_NaN());
    case Value::Type::string:
      return statement.text(value_column);
    case Value::Type::list:
    case Value::Type::map:
      return parse_json(statement.text(value_column), "catalog");
  }
  throw Error(ErrorCode::corrupt,
              fmt::format("catalog: unknown type {} of a value", statement.integer(type_column)));
}

Digest read_digest(const Statement& statement, int column) {
  const auto bytes = statement.blob(column);
  Digest digest;
  if (bytes.size() != digest.bytes.size()) {
    throw Error(ErrorCode::corrupt,
                fmt::format("catalog: a digest of {} bytes instead of 32", bytes.size()));
  }
  std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
  return digest;
}

std::optional<Digest> read_optional_digest(const Statement& statement, int column) {
  if (statement.is_null(column)) return std::nullopt;
  return read_digest(statement, column);
}

Statement& bind_digest(Statement& statement, int index, const std::optional<Digest>& digest) {
  return digest ? statement.bind_blob(index, digest->bytes) : statement.bind_null(index);
}

RunStatus read_status(const Statement& statement, int column) {
  const std::int64_t number = statement.integer(column);
  if (number < 0 || number > static_cast<int>(RunStatus::lost)) {
    throw Error(ErrorCode::corrupt, fmt::format("catalog: unknown status {} of a run", number));
  }
  return static_cast<RunStatus>(number);
}

RunHead read_head(const Statement& statement) {
  RunHead head;
  head.rowid = statement.integer(0);
  head.id.text = statement.text(1);
  head.digest = read_digest(statement, 2);
  head.fingerprint = read_optional_digest(statement, 3);
  head.kind = statement.text(4);
  head.stage = statement.text(5);
  head.name = statement.text(6);
  head.status = read_status(statement, 7);
  head.path = statement.text(8);
  head.record_path = statement.text(9);
  head.attempt = statement.integer(10);
  head.copy = statement.integer(11);
  head.record_size = statement.integer(12);
  head.user_mtime = statement.integer(13);
  head.record_mtime = statement.integer(14);
  return head;
}

std::vector<RunHead> collect_heads(Statement& statement) {
  std::vector<RunHead> heads;
  while (statement.step()) heads.push_back(read_head(statement));
  return heads;
}

PathRange below_range(std::string_view path) {
  // '0' is the character after '/'.
  return {fmt::format("{}/", path), fmt::format("{}0", path)};
}

}  // namespace cairn
