// Typed reading of fields from a Value that cairn itself wrote: a missing or mistyped field means a
// damaged file. It does not know which file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/clock.h"
#include "cairn/base/digest.h"
#include "cairn/base/value.h"

namespace cairn {

/// Digits of a digest in a file.
inline constexpr std::size_t kDigestDigits = 64;

// Each throws Error(corrupt) "field 'x' is missing" or "… is a list, expected a string".
const Value& field(const Value& value, std::string_view name);
std::string text_field(const Value& value, std::string_view name);
std::int64_t int_field(const Value& value, std::string_view name);
const Map& map_field(const Value& value, std::string_view name);
const List& list_field(const Value& value, std::string_view name);
Digest digest_field(const Value& value, std::string_view name);
TimeUs time_field(const Value& value, std::string_view name);

/// The field when it is there and not null, else nullptr. For files that people write: throws
/// Error(corrupt) for a value of another type, which would else be lost with the next change.
const Value* field_of_type(const Value& value, std::string_view name, Value::Type type);

/// Throws Error(conflict) when `what` ("the record") has a higher format number than this cairn
/// knows: what a newer cairn wrote is not read, so that it is never written over with less.
void check_format(std::string_view what, std::int64_t format, std::int64_t newest);

// Absent fields have a value of their own.
std::string text_or(const Value& value, std::string_view name, std::string_view otherwise);
std::optional<std::int64_t> int_if_any(const Value& value, std::string_view name);
std::optional<double> number_if_any(const Value& value, std::string_view name);
Map map_or_empty(const Value& value, std::string_view name);
List list_or_empty(const Value& value, std::string_view name);

}  // namespace cairn
