#include "cairn/spec/filter_lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cairn/base/ascii.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::size_t kMaxFilterBytes = 64 * 1024;

// Longer signs first.
constexpr std::array<std::string_view, 13> kSigns = {"==", "!=", "<>", "<=", ">=", "<", ">",
                                                     "=",  "(",  ")",  "[",  "]",  ","};

// What text editors and chat programs make of a typed quote.
constexpr std::array<std::string_view, 5> kCurlyQuotes = {"‘", "’", "“", "”", "´"};
constexpr std::string_view kNoBreakSpace = "\u00a0";

bool starts_word(char c) { return is_letter(c) || c == '_' || (c & 0x80) != 0; }
bool goes_on(char c) {
  return starts_word(c) || is_digit(c) || std::string_view(".-/@:+").find(c) != std::string::npos;
}
bool is_quote(char c) { return c == '\'' || c == '"' || c == '`'; }

/// The place of the first byte from `at` on that is none of blanks.
std::size_t behind_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) {
      ++at;
    } else if (text.substr(at).starts_with(kNoBreakSpace)) {
      at += kNoBreakSpace.size();
    } else {
      break;
    }
  }
  return at;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<FilterToken> lex() {
    check_text();
    for (skip_space(); at_ < text_.size(); skip_space()) tokens_.push_back(next());
    begin_ = at_;
    tokens_.push_back(token(FilterToken::Kind::end));
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(std::string_view message, std::string hint = {}) const {
    fail_in_filter(text_, {begin_, 1}, message, std::move(hint));
  }

  void check_text() const {
    if (text_.size() > kMaxFilterBytes) {
      fail_in_filter(
          text_.substr(0, 80), {0, 1},
          fmt::format("the filter has {} bytes; {} are allowed", text_.size(), kMaxFilterBytes),
          "write long lists of ids as places: cairn ls ID ID …");
    }
    if (!is_utf8(text_)) fail("the filter is not valid UTF-8");
    if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
      fail_in_filter(text_, {nul, 1}, "a NUL byte");
    }
  }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool at_text(std::string_view text) const { return text_.substr(at_).starts_with(text); }

  void skip_space() { at_ = behind_space(text_, at_); }

  FilterToken token(FilterToken::Kind kind) const {
    FilterToken made;
    made.kind = kind;
    made.span = {begin_, std::max<std::size_t>(1, at_ - begin_)};
    return made;
  }

  FilterToken next() {
    begin_ = at_;
    const char c = peek();
    refuse_curly_quotes();
    if (starts_word(c)) return take_word();
    if (is_quote(c)) return take_quoted();
    const bool is_signed = c == '-' || c == '+';
    const std::size_t first = is_signed ? 1 : 0;
    if (is_digit(peek(first)) || (peek(first) == '.' && is_digit(peek(first + 1)))) {
      return take_number();
    }
    if (is_signed && (peek(1) == 'i' || peek(1) == 'I')) return take_word();  // -inf
    return take_sign();
  }

  void refuse_curly_quotes() const {
    for (const std::string_view quote : kCurlyQuotes) {
      if (at_text(quote)) fail(fmt::format("{} is no quote", quote), "type ' instead");
    }
  }

  FilterToken take_word() {
    do {
      ++at_;
    } while (at_ < text_.size() && goes_on(text_[at_]) && !at_text(kNoBreakSpace));
    std::string word(text_.substr(begin_, at_ - begin_));
    std::optional<std::string> tail;
    if (word.ends_with('.') && is_quote(peek())) {
      tail = take_quotes();
      if (at_ < text_.size() && goes_on(text_[at_])) {
        fail("a name goes on behind its closing quote", "quote all that follows the last dot");
      }
    }
    FilterToken made = token(FilterToken::Kind::word);
    made.text = std::move(word);
    made.tail = std::move(tail);
    return made;
  }

  /// The text between quotes, in which a doubled quote stands for one.
  std::string take_quotes() {
    const char quote = text_[at_];
    std::string inside;
    for (++at_;; ++at_) {
      if (at_ >= text_.size()) {
        fail("this quote is never closed", fmt::format("end the text with {}", quote));
      }
      if (text_[at_] == quote && peek(1) != quote) break;
      if (text_[at_] == quote) ++at_;
      inside += text_[at_];
    }
    ++at_;
    return inside;
  }

  FilterToken take_quoted() {
    const char quote = peek();
    std::string inside = take_quotes();
    FilterToken made = token(quote == '`' ? FilterToken::Kind::name : FilterToken::Kind::quoted);
    made.text = std::move(inside);
    made.in_double_quotes = quote == '"';
    return made;
  }

  void take_digits() {
    while (is_digit(peek())) ++at_;
  }

  FilterToken take_number() {
    if (peek() == '+' || peek() == '-') ++at_;
    take_digits();
    bool is_integer = true;
    if (peek() == '.') {
      is_integer = false;
      ++at_;
      take_digits();
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
      is_integer = false;
      at_ += sign;
      take_digits();
    }
    const Value number = read_number(text_.substr(begin_, at_ - begin_), is_integer);
    const std::size_t unit = at_;
    while (is_letter(peek())) ++at_;
    if (at_ < text_.size() && goes_on(text_[at_])) {
      while (at_ < text_.size() && goes_on(text_[at_])) ++at_;
      const std::string_view whole = text_.substr(begin_, at_ - begin_);
      fail(fmt::format("'{}' is no number", whole),
           fmt::format("put it in quotes: '{0}', or in backticks when it is a name: `{0}`", whole));
    }
    FilterToken made = token(FilterToken::Kind::number);
    made.number = number;
    made.text = text_.substr(unit, at_ - unit);
    return made;
  }

  /// Whole numbers beyond 64 bits become floats, as in the comparison they are.
  Value read_number(std::string_view digits, bool is_integer) const {
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const char* end = digits.data() + digits.size();
    if (is_integer) {
      std::int64_t whole = 0;
      if (std::from_chars(digits.data(), end, whole).ec == std::errc()) return whole;
    }
    double real = 0;
    if (std::from_chars(digits.data(), end, real).ec != std::errc()) {
      fail("this number is too large or too small for 64 bits");
    }
    return real;
  }

  FilterToken take_sign() {
    for (const std::string_view sign : kSigns) {
      if (!at_text(sign)) continue;
      at_ += sign.size();
      FilterToken made = token(FilterToken::Kind::sign);
      made.text = sign;
      return made;
    }
    const std::string shown = printable(text_.substr(at_, 1));
    if (peek() == ';') fail("a filter is one condition, without ';'");
    if (peek() == '&' || peek() == '|') {
      fail(fmt::format("unexpected '{}'", shown),
           peek() == '&' ? "write AND between conditions" : "write OR between conditions");
    }
    fail(fmt::format("unexpected '{}'", shown), "names with such characters stand in backticks");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::vector<FilterToken> tokens_;
};

}  // namespace

bool FilterToken::is_word(std::string_view keyword) const {
  if (kind != Kind::word || tail || text.size() != keyword.size()) return false;
  return std::equal(text.begin(), text.end(), keyword.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool is_empty_filter(std::string_view text) { return behind_space(text, 0) == text.size(); }

std::vector<FilterToken> lex_filter(std::string_view text) { return Lexer(text).lex(); }

}  // namespace cairn
