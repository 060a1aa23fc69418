// Reading a JSON text one list of which is so long that its elements are better taken one by one:
// as values they would cost most of what it takes to read the text. It does not know what they
// mean.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "cairn/base/value.h"

namespace cairn {

/// An entry of a row: a text, or an integer.
struct JsonCell {
  std::string_view key;
  std::string_view text;
  std::optional<std::int64_t> number;  ///< Present: this, and no text.
};

/// A list of the top map whose elements are rows: maps of plain texts and integers.
struct JsonRows {
  std::string_view key;
  /// Takes the next row; returns false for one that it leaves to whoever reads values.
  std::function<bool(std::span<const JsonCell>)> take;
};

/// As parse_json, but for the list at `rows.key`. Where each of its elements is a row and was
/// taken, the value has an empty list in its place. Else it has the list as ever, and what was
/// taken before does not count.
Value parse_json_rows(std::string_view text, std::string_view source, const JsonRows& rows);

}  // namespace cairn
