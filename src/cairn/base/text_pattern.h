// Regular expressions over the characters of a text, not over its bytes: "." is a letter of any
// alphabet. Their classes are Python's, since other systems' patterns were written for it: \d is a
// decimal digit, \w a letter, a number or "_", \s a blank, of all alphabets. The rest is
// ECMAScript. It does not know what a text means.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

class TextPattern {
 public:
  /// Throws std::regex_error for what is no regular expression.
  explicit TextPattern(std::string_view pattern);
  TextPattern(TextPattern&&) noexcept;
  TextPattern& operator=(TextPattern&&) noexcept;
  ~TextPattern();

  /// The whole text and the groups, where all of `text` matches; a group that took no part is
  /// absent. Bytes that are not UTF-8 are a character each.
  using Groups = std::vector<std::optional<std::string>>;
  std::optional<Groups> match(std::string_view text) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace cairn
