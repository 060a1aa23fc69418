// Reading and writing JSON text as Values. Reading refuses duplicate keys, nesting deeper than 100
// and invalid UTF-8; an integer beyond 64 bits is refused or kept by its digits, never rounded. The
// writer is deterministic: the same value gives the same bytes. It does not know what the values
// mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "cairn/base/value.h"

namespace cairn {

/// What becomes of an integer that 64 bits do not hold. A double in its place would make others
/// equal to it.
enum class WideIntegers {
  refused,  ///< Error(invalid_input) at its place.
  as_text,  ///< Its digits as a string: for what other programs wrote.
  marked,   ///< {"__int__": its digits}, which python_value.h knows: for rules of other systems.
};

/// Reads one JSON text. `source` names it in errors ("results/a/.run/x.json").
/// Throws Error(invalid_input) with "source:line:column".
Value parse_json(std::string_view text, std::string_view source,
                 WideIntegers wide = WideIntegers::refused);

/// Whether a writer breaks lines.
enum class JsonStyle {
  compact,  ///< One line, no spaces: {"a":1}
  spaced,   ///< One line, ", " and ": " as Python's json.dumps writes.
  pretty,   ///< Two spaces of indent, a final newline is not added.
};

/// `text` with the bare tokens NaN, Infinity and -Infinity, which Python writes and JSON does not
/// have, as `written` writes them.
std::string replace_nan_tokens(std::string_view text, std::string (*written)(std::string_view));

/// Writes `value` as JSON. Doubles as double_text; NaN and infinities as the strings "NaN",
/// "Infinity", "-Infinity", since JSON has no such numbers. Key order is kept.
std::string to_json(const Value& value, JsonStyle style = JsonStyle::compact);
/// The same behind `out`.
void append_json(std::string& out, const Value& value, JsonStyle style = JsonStyle::compact);

/// Appends `text` as a JSON string literal with quotes; non-ASCII stays UTF-8. Throws
/// Error(invalid_input) when it is not valid UTF-8 (so does to_json): bytes that JSON cannot hold
/// are never replaced in silence.
void append_json_string(std::string& out, std::string_view text);

/// Writes the fields of an object one by one behind a text, for what is written too often to become
/// a Map first. Who uses it writes the braces; a separator stands between two fields.
class JsonFields {
 public:
  JsonFields(std::string& out, std::string_view separator) : out_(out), separator_(separator) {}

  void text(std::string_view key, std::string_view value);
  void integer(std::string_view key, std::int64_t value);
  void boolean(std::string_view key, bool value);
  void value(std::string_view key, const Value& value);
  void list(std::string_view key, const List& value);
  void map(std::string_view key, const Map& value);
  /// A list of objects, one for each item, whose fields `write(item, fields)` writes.
  template <typename Items, typename Write>
  void objects(std::string_view key, const Items& items, const Write& write) {
    start(key);
    out_ += '[';
    bool is_first = true;
    for (const auto& item : items) {
      out_ += std::exchange(is_first, false) ? "{" : ",{";
      JsonFields fields(out_, ",");
      write(item, fields);
      out_ += '}';
    }
    out_ += ']';
  }

 private:
  void start(std::string_view key);

  std::string& out_;
  std::string_view separator_;
  bool is_first_ = true;
};

}  // namespace cairn
