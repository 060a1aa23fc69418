// The words of a filter: names, numbers with units, quoted texts, signs. Any bytes are cut into
// tokens or refused with their place. It does not know what a sequence of words means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/spec/filter.h"

namespace cairn {

struct FilterToken {
  enum class Kind {
    end,
    word,    ///< A name or a keyword; `tail` holds a quoted rest, as in params."a b".
    name,    ///< A name in backticks.
    quoted,  ///< A text in single or double quotes.
    number,  ///< `number`, and the letters behind it as `text`.
    sign,    ///< ( ) [ ] , = == != <> < <= > >= ~
  };
  Kind kind = Kind::end;
  std::string text;
  std::optional<std::string> tail;
  Value number;
  bool in_double_quotes = false;
  FilterSpan span;

  /// Whether it is this keyword, in capitals or not.
  bool is_word(std::string_view keyword) const;
  bool is_sign(std::string_view sign) const { return kind == Kind::sign && text == sign; }
};

/// The tokens of `text`, and one of kind `end` behind them. Throws Error(invalid_input).
std::vector<FilterToken> lex_filter(std::string_view text);

}  // namespace cairn
