// Reads the text of one path segment into its spellings: "[…]" and "(a|b)" are multiplied out, so
// that all that follows (rendering, matching, the ambiguity check) works on plain sequences of
// literals and fields. Internal to the module. It does not know which fields exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A literal, or the name of a field.
struct TextPart {
  std::string text;
  bool is_field = false;

  bool operator==(const TextPart&) const = default;
};

/// One way to write a segment; empty: the level is left out.
using TextSpelling = std::vector<TextPart>;

/// Throws Error(invalid_input): what is wrong with a template.
[[noreturn]] void fail_template(std::string message, std::string hint = {});

/// All spellings of a segment, the preferred one first: an optional part is rather there, and an
/// earlier alternative goes before a later one. Throws Error(invalid_input) for brackets that do
/// not match, a character that cannot stand in a path, and more than 64 spellings.
std::vector<TextSpelling> read_spellings(std::string_view segment);

}  // namespace cairn
