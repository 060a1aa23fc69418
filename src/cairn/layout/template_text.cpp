#include "cairn/layout/template_text.h"

#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

constexpr std::size_t kMostSpellings = 64;

bool is_literal_byte(unsigned char c) { return c >= 0x20 && c != 0x7f && c != '~' && c != '\\'; }

using Spellings = std::vector<TextSpelling>;

class SegmentReader {
 public:
  explicit SegmentReader(std::string_view text) : text_(text) {}

  Spellings read() {
    Spellings all = sequence();
    if (at_ < text_.size()) fail_open(text_[at_]);
    return all;
  }

 private:
  [[noreturn]] static void fail_open(char c) {
    if (c == '|') fail_template("a '|' stands outside of '(…)' and '[…]'", "write '({a}|{b})'");
    fail_template(fmt::format("a '{}' has no '{}'", c, c == ')' ? '(' : '['),
                  "'( ) [ ] |' group the parts of a template and cannot stand in a path");
  }

  bool is_doubled(char c) const {
    return text_[at_] == c && at_ + 1 < text_.size() && text_[at_ + 1] == c;
  }

  /// Merges a literal into the one before it, so that two literals never meet.
  static void add(TextSpelling& spelling, const TextPart& part) {
    if (!part.is_field && !spelling.empty() && !spelling.back().is_field) {
      spelling.back().text += part.text;
    } else {
      spelling.push_back(part);
    }
  }

  /// Everything of `first` with everything of `then` behind it; the first choice counts most.
  static Spellings multiply(const Spellings& first, const Spellings& then) {
    if (first.size() * then.size() > kMostSpellings) {
      fail_template(fmt::format("a segment has more than {} spellings", kMostSpellings));
    }
    Spellings all;
    for (const TextSpelling& head : first) {
      for (const TextSpelling& tail : then) {
        TextSpelling whole = head;
        for (const TextPart& part : tail) add(whole, part);
        all.push_back(std::move(whole));
      }
    }
    return all;
  }

  Spellings sequence() {
    Spellings all{{}};
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '|' || c == ')' || c == ']') break;
      all = multiply(all, c == '(' || c == '[' ? group(c) : Spellings{{part()}});
    }
    return all;
  }

  Spellings group(char open) {
    const char close = open == '(' ? ')' : ']';
    Spellings all;
    do {
      ++at_;
      for (TextSpelling& spelling : sequence()) all.push_back(std::move(spelling));
    } while (at_ < text_.size() && text_[at_] == '|');
    if (at_ == text_.size() || text_[at_] != close) {
      fail_template(fmt::format("a '{}' has no '{}'", open, close),
                    "a group ends in its own level: '[study-{study}]/' is a level that may be left "
                    "out; '( ) [ ] |' cannot stand in a path");
    }
    ++at_;
    if (open == '[') all.emplace_back();
    return all;
  }

  TextPart part() {
    if (is_doubled('{') || is_doubled('}')) {
      at_ += 2;
      return {std::string(text_.substr(at_ - 1, 1))};
    }
    if (text_[at_] == '{') {
      const std::size_t end = text_.find('}', at_);
      if (end == std::string_view::npos)
        fail_template("a '{' has no '}'", "write '{{' for a plain brace");
      TextPart field{std::string(text_.substr(at_ + 1, end - at_ - 1)), true};
      at_ = end + 1;
      return field;
    }
    if (text_[at_] == '}') fail_template("a '}' has no '{'", "write '}}' for a plain brace");
    const std::string_view character = text_.substr(at_++, 1);
    if (!is_literal_byte(static_cast<unsigned char>(character[0]))) {
      fail_template(fmt::format("the character '{}' cannot stand in a path", printable(character)));
    }
    return {std::string(character)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void fail_template(std::string message, std::string hint) {
  throw Error(ErrorCode::invalid_input, std::move(message), std::move(hint));
}

std::vector<TextSpelling> read_spellings(std::string_view segment) {
  return SegmentReader(segment).read();
}

}  // namespace cairn
