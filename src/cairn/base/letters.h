// Letters in all alphabets: lower case, words with a capital, blanks at the ends. The rules are
// those of Python's str, since other systems' names were made by it. It does not know why a text is
// changed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// str.lower(): every letter small; a final Σ becomes ς, İ becomes i with a dot.
std::string lower_text(std::string_view text);

/// str.title(): the first letter of each word large, all others small.
std::string title_text(std::string_view text);

/// str.strip(): without the blanks of Unicode at both ends.
std::string_view strip_text(std::string_view text);

/// str.isprintable() of one character: neither a control or format character, nor a blank other
/// than U+0020, nor unassigned.
bool is_printable(char32_t code);

/// str.isspace() of one character.
bool is_blank(char32_t code);

/// A letter or number of any alphabet, or "_": \w of Python's regular expressions.
bool is_word_character(char32_t code);

/// The digit that a decimal digit of any alphabet is, 0 to 9.
std::optional<int> decimal_digit(char32_t code);

/// One character of a text.
struct Character {
  std::optional<char32_t> code;  ///< None: a byte that is not UTF-8.
  std::size_t bytes = 1;
};

/// The character that begins at `at`, which is inside of `text`.
Character character_at(std::string_view text, std::size_t at);

/// Characters in valid UTF-8.
std::size_t count_characters(std::string_view text);

/// The first `count` characters of valid UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count);

}  // namespace cairn
