#include "cairn/record/value_fields.h"

#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

namespace {

[[noreturn]] void mistyped(std::string_view name, const Value& found, std::string_view expected) {
  throw Error(ErrorCode::corrupt,
              fmt::format("field '{}' is a {}, expected a {}", name, found.type_name(), expected));
}

/// A field that is there and not null, or nullptr.
const Value* present(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

}  // namespace

const Value* field_of_type(const Value& value, std::string_view name, Value::Type type) {
  const Value* found = present(value, name);
  if (found == nullptr || found->type() == type) return found;
  constexpr std::array<std::string_view, 7> kTypes = {"null",   "bool", "int", "float",
                                                      "string", "list", "map"};
  mistyped(name, *found, kTypes[static_cast<std::size_t>(type)]);
}

const Value& field(const Value& value, std::string_view name) {
  const Value* found = value.find(name);
  if (found == nullptr) {
    throw Error(ErrorCode::corrupt, fmt::format("field '{}' is missing", name));
  }
  return *found;
}

std::string text_field(const Value& value, std::string_view name) {
  const Value& found = field(value, name);
  if (!found.is_string()) mistyped(name, found, "string");
  return found.as_string();
}

std::int64_t int_field(const Value& value, std::string_view name) {
  const Value& found = field(value, name);
  if (!found.is_int()) mistyped(name, found, "int");
  return found.as_int();
}

const Map& map_field(const Value& value, std::string_view name) {
  const Value& found = field(value, name);
  if (!found.is_map()) mistyped(name, found, "map");
  return found.as_map();
}

const List& list_field(const Value& value, std::string_view name) {
  const Value& found = field(value, name);
  if (!found.is_list()) mistyped(name, found, "list");
  return found.as_list();
}

Digest digest_field(const Value& value, std::string_view name) {
  const std::optional<Digest> digest = Digest::from_hex(text_field(value, name));
  if (!digest) throw Error(ErrorCode::corrupt, fmt::format("field '{}' is no SHA-256", name));
  return *digest;
}

TimeUs time_field(const Value& value, std::string_view name) {
  const std::optional<TimeUs> time = parse_utc(text_field(value, name));
  if (!time) throw Error(ErrorCode::corrupt, fmt::format("field '{}' is no time", name));
  return *time;
}

std::string text_or(const Value& value, std::string_view name, std::string_view otherwise) {
  const Value* found = present(value, name);
  return found == nullptr || !found->is_string() ? std::string(otherwise) : found->as_string();
}

std::optional<std::int64_t> int_if_any(const Value& value, std::string_view name) {
  const Value* found = present(value, name);
  if (found == nullptr || !found->is_int()) return std::nullopt;
  return found->as_int();
}

std::optional<double> number_if_any(const Value& value, std::string_view name) {
  const Value* found = present(value, name);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  return found->as_double();
}

Map map_or_empty(const Value& value, std::string_view name) {
  const Value* found = present(value, name);
  return found == nullptr || !found->is_map() ? Map() : found->as_map();
}

List list_or_empty(const Value& value, std::string_view name) {
  const Value* found = present(value, name);
  return found == nullptr || !found->is_list() ? List() : found->as_list();
}

void check_format(std::string_view what, std::int64_t format, std::int64_t newest) {
  if (format <= newest) return;
  throw Error(ErrorCode::conflict,
              fmt::format("{} has format {}; this cairn reads up to {}", what, format, newest),
              "use the cairn that wrote it, or a newer one");
}

}  // namespace cairn
