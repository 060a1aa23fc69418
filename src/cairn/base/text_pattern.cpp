#include "cairn/base/text_pattern.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <regex>

#include "cairn/base/letters.h"

namespace cairn {

namespace {

// What is no UTF-8 becomes a code that no text holds.
constexpr wchar_t kNoCharacter = 0x110000;

/// [:alpha:] and the like, which Python does not have, of ASCII.
struct AsciiClass {
  std::wstring_view name;
  int (*holds)(int);
};

constexpr std::array kAsciiClasses = {
    AsciiClass{L"alpha", &std::isalpha}, AsciiClass{L"alnum", &std::isalnum},
    AsciiClass{L"lower", &std::islower}, AsciiClass{L"upper", &std::isupper},
    AsciiClass{L"punct", &std::ispunct}, AsciiClass{L"xdigit", &std::isxdigit},
    AsciiClass{L"blank", &std::isblank}, AsciiClass{L"cntrl", &std::iscntrl},
    AsciiClass{L"graph", &std::isgraph}, AsciiClass{L"print", &std::isprint},
};

}  // namespace

// Named, as a member of a class in the header has it.
struct PythonClasses : std::regex_traits<wchar_t> {
  // A bit for each class; those of kAsciiClasses begin at kAscii.
  using char_class_type = unsigned;
  static constexpr char_class_type kDigit = 1, kWord = 2, kSpace = 4, kAscii = 8;

  template <typename Iterator>
  static char_class_type lookup_classname(Iterator first, Iterator last, bool /*icase*/ = false) {
    std::wstring name(first, last);
    for (wchar_t& c : name) c = c >= L'A' && c <= L'Z' ? c - L'A' + L'a' : c;  // \S is not \s
    if (name == L"d" || name == L"digit") return kDigit;
    if (name == L"w") return kWord;
    if (name == L"s" || name == L"space") return kSpace;
    for (unsigned i = 0; i < kAsciiClasses.size(); ++i) {
      if (kAsciiClasses[i].name == name) return kAscii << i;
    }
    return 0;
  }

  static bool is_ascii(wchar_t c, char_class_type classes) {
    for (unsigned i = 0; i < kAsciiClasses.size(); ++i) {
      if ((classes & kAscii << i) != 0 && kAsciiClasses[i].holds(c) != 0) return true;
    }
    return false;
  }

  static bool isctype(wchar_t c, char_class_type classes) {
    if (c >= kNoCharacter) return false;
    const auto code = static_cast<char32_t>(c);
    return ((classes & kDigit) != 0 && decimal_digit(code)) ||
           ((classes & kWord) != 0 && is_word_character(code)) ||
           ((classes & kSpace) != 0 && is_blank(code)) || (code < 0x80 && is_ascii(c, classes));
  }
};

namespace {

/// A text by characters, and where each begins.
struct WideText {
  std::wstring characters;
  std::vector<std::size_t> begins;
};

WideText widened(std::string_view text) {
  WideText out;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    out.characters += character.code ? static_cast<wchar_t>(*character.code) : kNoCharacter;
    out.begins.push_back(at);
    at += character.bytes;
  }
  out.begins.push_back(text.size());
  return out;
}

}  // namespace

struct TextPattern::State {
  std::basic_regex<wchar_t, PythonClasses> regex;
};

TextPattern::TextPattern(std::string_view pattern)
    : state_(std::make_unique<const State>(
          State{std::basic_regex<wchar_t, PythonClasses>(widened(pattern).characters)})) {}

TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

std::optional<TextPattern::Groups> TextPattern::match(std::string_view text) const {
  const WideText wide = widened(text);
  std::match_results<std::wstring::const_iterator> found;
  if (!std::regex_match(wide.characters.begin(), wide.characters.end(), found, state_->regex)) {
    return std::nullopt;
  }
  Groups out;
  for (const auto& group : found) {
    if (!group.matched) {
      out.emplace_back(std::nullopt);
      continue;
    }
    const auto first = static_cast<std::size_t>(group.first - wide.characters.begin());
    const auto last = static_cast<std::size_t>(group.second - wide.characters.begin());
    const std::size_t begin = wide.begins[first];
    out.emplace_back(std::string(text.substr(begin, wide.begins[last] - begin)));
  }
  return out;
}

}  // namespace cairn
