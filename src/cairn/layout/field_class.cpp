#include "cairn/layout/field_class.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/layout/date_format.h"
#include "cairn/layout/regex_automaton.h"

namespace cairn {

namespace {

/// One row for each family: its word in a layout file, and whether a text may follow it.
struct Family {
  std::string_view word;
  FieldFamily family;
  enum class Argument { none, length, text, word } argument;
};

constexpr std::array kFamilies = {
    Family{"name", FieldFamily::name, Family::Argument::none},
    Family{"any", FieldFamily::any, Family::Argument::none},
    Family{"file", FieldFamily::file, Family::Argument::none},
    Family{"hex", FieldFamily::hex, Family::Argument::length},
    Family{"id", FieldFamily::id, Family::Argument::length},
    Family{"int", FieldFamily::integer, Family::Argument::none},
    Family{"date", FieldFamily::date, Family::Argument::text},
    Family{"chars", FieldFamily::chars, Family::Argument::text},
    Family{"match", FieldFamily::match, Family::Argument::text},
    Family{"slug", FieldFamily::slug, Family::Argument::word},
    Family{"token", FieldFamily::token, Family::Argument::none},
    Family{"pairs", FieldFamily::pairs, Family::Argument::text},
};

constexpr std::size_t kLongestFixed =
    200;  // a class never needs more states than a segment has bytes

[[noreturn]] void fail_class(std::string_view text, std::string_view why, std::string hint = {}) {
  throw Error(ErrorCode::invalid_input, fmt::format("field class '{}': {}", text, why),
              std::move(hint));
}

const Family& find_family(std::string_view word, std::string_view text) {
  std::vector<std::string> words;
  for (const Family& family : kFamilies) {
    if (family.word == word) return family;
    words.emplace_back(family.word);
  }
  std::string hint = did_you_mean(word, words);
  if (hint.empty()) hint = "the classes are " + join(words, ", ");
  fail_class(text, fmt::format("unknown class '{}'", word), hint);
}

struct LengthRange {
  std::size_t min = 1;
  std::optional<std::size_t> max;
};

std::size_t read_length(std::string_view digits, std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 1 ||
      number > kLongestFixed) {
    fail_class(text,
               fmt::format("expected a length from 1 to {}, found '{}'", kLongestFixed, digits),
               "write for instance 'hex 6' or 'hex 6-64'");
  }
  return number;
}

LengthRange read_range(std::string_view argument, LengthRange otherwise, std::string_view text) {
  if (argument.empty()) return otherwise;
  const std::size_t dash = argument.find('-');
  const std::size_t min = read_length(argument.substr(0, dash), text);
  if (dash == std::string_view::npos) return {min, min};
  const std::size_t max = read_length(argument.substr(dash + 1), text);
  if (max < min) fail_class(text, "the longest length is below the shortest");
  return {min, max};
}

ByteSet read_chars(std::string_view list, std::string_view text) {
  ByteSet set;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto first = static_cast<unsigned char>(list[i]);
    auto last = first;
    if (i + 2 < list.size() && list[i + 1] == '-') {
      last = static_cast<unsigned char>(list[i + 2]);
      i += 2;
    }
    if (last < first) fail_class(text, "a range runs backwards");
    set |= byte_range(first, last);
  }
  if (set.none())
    fail_class(text, "no characters are listed", "write for instance 'chars a-z0-9.'");
  const ByteSet forbidden = byte_range(0, 0x20) | byte_range(0x7f, 0xff) | bytes_of("/~\\");
  if ((set & forbidden).any()) {
    fail_class(text, "only visible ASCII characters without '/', '~' and '\\' can be listed");
  }
  return set;
}

const ByteSet& name_bytes() {
  static const ByteSet set = byte_range('0', '9') | byte_range('a', 'z') | byte_range('A', 'Z') |
                             byte_range(0x80, 0xff) | bytes_of("_.+=,-");
  return set;
}

const ByteSet& file_bytes() {
  static const ByteSet set = byte_range(0x20, 0xff) & ~(bytes_of("/") | byte_range(0x7f, 0x7f));
  return set;
}

ByteAutomaton integer_automaton() {
  ByteAutomaton automaton;
  const std::int16_t start = automaton.add_state(false);
  const std::int16_t zero = automaton.add_state(true);
  const std::int16_t minus = automaton.add_state(false);
  const std::int16_t digits = automaton.add_state(true);
  automaton.connect(start, bytes_of("0"), zero);
  automaton.connect(start, bytes_of("-"), minus);
  automaton.connect(start, byte_range('1', '9'), digits);
  automaton.connect(minus, byte_range('1', '9'), digits);
  automaton.connect(digits, byte_range('0', '9'), digits);
  return automaton;
}

const ByteSet& slug_bytes() {
  static const ByteSet set =
      byte_range('0', '9') | byte_range('a', 'z') | byte_range('A', 'Z') | bytes_of("_-");
  return set;
}

/// What stands between `+` and `=` in pairs where the class lists nothing.
const ByteSet& pair_bytes() {
  static const ByteSet set = (name_bytes() & ~bytes_of("+=")) | bytes_of("*;");
  return set;
}

ByteSet pair_bytes_of(std::string_view argument, std::string_view text) {
  if (argument.empty()) return pair_bytes();
  const ByteSet set = read_chars(argument, text);
  if ((set & bytes_of("+=")).any()) fail_class(text, "'+' and '=' join the pairs");
  return set;
}

/// No '_' at an end: texts may be joined by '_' and told apart again.
ByteAutomaton slug_automaton() {
  ByteAutomaton automaton;
  const std::int16_t start = automaton.add_state(false);
  const std::int16_t word = automaton.add_state(true);
  const std::int16_t joint = automaton.add_state(false);
  const ByteSet plain = slug_bytes() & ~bytes_of("_");
  for (const std::int16_t from : {start, word, joint}) automaton.connect(from, plain, word);
  automaton.connect(word, bytes_of("_"), joint);
  automaton.connect(joint, bytes_of("_"), joint);
  return automaton;
}

ByteAutomaton pairs_automaton(const ByteSet& bytes) {
  ByteAutomaton automaton;
  const std::int16_t start = automaton.add_state(false);
  const std::int16_t key = automaton.add_state(false);
  const std::int16_t equals = automaton.add_state(false);
  const std::int16_t value = automaton.add_state(true);
  automaton.connect(start, bytes & ~bytes_of(".-*"), key);
  automaton.connect(key, bytes, key);
  automaton.connect(key, bytes_of("="), equals);
  automaton.connect(equals, bytes, value);
  automaton.connect(value, bytes, value);
  automaton.connect(value, bytes_of("+"), start);
  return automaton;
}

struct Alphabet {
  ByteSet first;
  ByteSet rest;
};

Alphabet cleaning_alphabet(FieldFamily family) {
  if (family == FieldFamily::file) return {file_bytes() & ~bytes_of("."), file_bytes()};
  if (family == FieldFamily::token) {
    const ByteSet rest = file_bytes() & ~bytes_of("~\\-: *?\"<>|");
    return {rest & ~bytes_of("."), rest};
  }
  const ByteSet rest = family == FieldFamily::name ? name_bytes() : file_bytes() & ~bytes_of("~");
  return {rest & ~bytes_of(".-"), rest};
}

ByteAutomaton make_automaton(FieldFamily family, std::string_view argument, std::string_view text) {
  const auto of_length = [&](const ByteSet& bytes, LengthRange otherwise) {
    const LengthRange range = read_range(argument, otherwise, text);
    return repeated(bytes, bytes, range.min, range.max);
  };
  const ByteSet digits = byte_range('0', '9');
  switch (family) {
    case FieldFamily::hex:
      return of_length(digits | byte_range('a', 'f'), {1, std::nullopt});
    case FieldFamily::id:
      return of_length(digits | byte_range('a', 'z'), {6, 50});
    case FieldFamily::integer:
      return integer_automaton();
    case FieldFamily::date:
      return date_automaton(argument);
    case FieldFamily::chars: {
      const ByteSet set = read_chars(argument, text);
      const ByteSet first = set & ~bytes_of(".-");
      if (first.none()) fail_class(text, "a text cannot start with '.' or '-'");
      return repeated(first, set, 1, std::nullopt);
    }
    case FieldFamily::match:
      return regex_automaton(argument);
    case FieldFamily::slug:
      return slug_automaton();
    case FieldFamily::pairs:
      return pairs_automaton(pair_bytes_of(argument, text));
    case FieldFamily::name:
    case FieldFamily::any:
    case FieldFamily::token:
    case FieldFamily::file:
      break;
  }
  const Alphabet alphabet = cleaning_alphabet(family);
  return repeated(alphabet.first, alphabet.rest, 1, std::nullopt);
}

/// The length of the UTF-8 sequence at the start of `text`, or 0 when it is not valid.
std::size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

/// Whether a non-ASCII character is invisible or turns the text around it: C1 controls, zero-width
/// and bidi marks, line and paragraph separators, the byte order mark. In a name they would
/// deceive.
bool is_invisible(std::string_view character) {
  if (character.size() == 2) return character[0] == '\xc2' && character[1] < '\xa0';
  if (character.size() != 3) return false;
  if (character == "\xef\xbb\xbf") return true;
  if (character[0] != '\xe2') return false;
  const auto second = static_cast<unsigned char>(character[1]);
  const auto third = static_cast<unsigned char>(character[2]);
  if (second == 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xa8 && third <= 0xae);
  return second == 0x81 && third >= 0xa0 && third <= 0xaf;
}

/// Each character that the class lacks becomes one '_', so that different lengths stay different.
std::string clean(std::string_view text, FieldFamily family) {
  const Alphabet alphabet = cleaning_alphabet(family);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text.substr(i));
    const std::string_view character = text.substr(i, length == 0 ? 1 : length);
    const ByteSet& allowed = out.empty() ? alphabet.first : alphabet.rest;
    const bool keep = length > 0 && allowed.test(static_cast<unsigned char>(character[0])) &&
                      (length == 1 || !is_invisible(character));
    out += keep ? character : "_";
    i += character.size();
  }
  return out.empty() ? "_" : out;
}

bool is_cleaning(FieldFamily family) {
  return family == FieldFamily::name || family == FieldFamily::any ||
         family == FieldFamily::token || family == FieldFamily::file;
}

/// Runs of what a slug lacks become one '_', and none stays at an end.
std::string slug_of(std::string_view text, std::string_view otherwise) {
  std::string out;
  bool replaced = false;
  for (const char c : text) {
    const bool keep = slug_bytes().test(static_cast<unsigned char>(c));
    if (keep || !replaced) out += keep ? c : '_';
    replaced = !keep;
  }
  const std::size_t first = out.find_first_not_of('_');
  if (first == std::string::npos) return std::string(otherwise.empty() ? "unnamed" : otherwise);
  return out.substr(first, out.find_last_not_of('_') - first + 1);
}

/// One key or value of pairs: what may not stand there becomes '_'.
std::string pair_word(std::string_view text, std::string_view not_first) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text.substr(i));
    const std::string_view character = text.substr(i, length == 0 ? 1 : length);
    const bool keep = length > 0 && pair_bytes().test(static_cast<unsigned char>(character[0])) &&
                      (length == 1 || !is_invisible(character)) &&
                      !(out.empty() && not_first.find(character[0]) != std::string_view::npos);
    out += keep ? character : "_";
    i += character.size();
  }
  return out.empty() ? "_" : out;
}

/// The pairs of a map; `strict` texts are taken as they are, and checked by the caller.
std::string pairs_of(const Map& map, bool strict) {
  std::string out;
  for (const auto& [key, value] : map) {
    const std::string text = to_text(value);
    if (!out.empty()) out += '+';
    out += strict ? key : pair_word(key, ".-*");
    out += '=';
    out += strict ? text : pair_word(text, "");
  }
  return out;
}

}  // namespace

FieldClass FieldClass::parse(std::string_view text) {
  const std::size_t space = text.find(' ');
  const Family& family = find_family(text.substr(0, space), text);
  FieldClass result;
  result.family_ = family.family;
  result.text_ = text;
  if (space != std::string_view::npos) result.argument_ = text.substr(space + 1);
  if (family.argument == Family::Argument::none && !result.argument_.empty()) {
    fail_class(text, fmt::format("'{}' takes nothing behind it", family.word));
  }
  if (family.family == FieldFamily::match && result.argument_.empty()) {
    fail_class(text, "a pattern follows", "write for instance 'match [a-z0-9]+'");
  }
  if (family.family == FieldFamily::slug && !result.argument_.empty() &&
      !slug_automaton().accepts(result.argument_)) {
    fail_class(text, fmt::format("'{}' is no slug itself", result.argument_));
  }
  if (family.family == FieldFamily::date && result.argument_.empty()) {
    result.argument_ = "%Y-%m-%d";
  }
  result.automaton_ =
      std::make_shared<const ByteAutomaton>(make_automaton(family.family, result.argument_, text));
  return result;
}

FieldClass FieldClass::without(std::string_view word) const {
  if (!accepts(word)) {
    fail_class(text_, fmt::format("'{}' is not in it", printable(word)));
  }
  FieldClass result = *this;
  result.has_exceptions_ = true;
  result.automaton_ = std::make_shared<const ByteAutomaton>(cairn::without(*automaton_, word));
  return result;
}

std::string FieldClass::text_of(const Value& value) const {
  if (!value.is_map()) return to_text(value);
  if (value.as_map().empty()) return {};
  const bool is_pairs = family_ == FieldFamily::pairs;
  return is_pairs ? pairs_of(value.as_map(), !argument_.empty()) : to_text(value);
}

std::string FieldClass::normalise(const Value& value) const {
  std::string text = text_of(value);
  bring_in(text);
  return text;
}

void FieldClass::bring_in(std::string& text) const {
  if (accepts(text)) return;
  std::optional<std::string> there;
  if (family_ == FieldFamily::slug) there = slug_of(text, argument_);
  if (is_cleaning(family_)) there = clean(text, family_);
  if (family_ == FieldFamily::date) there = format_date(text, argument_);
  // What was cleaned may be a word that is left out.
  if (!there || (has_exceptions_ && !accepts(*there))) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("'{}' is not of the class '{}'", printable(text), text_));
  }
  text = *std::move(there);
}

bool FieldClass::accepts(std::string_view text) const {
  return automaton_->accepts(text) && confirms(text);
}

bool FieldClass::confirms(std::string_view text) const {
  if (family_ == FieldFamily::date) return is_date_in(text, argument_);
  // What a class lists is ASCII.
  const bool is_open_pairs = family_ == FieldFamily::pairs && argument_.empty();
  if (!is_open_pairs && !is_cleaning(family_)) return true;
  const bool ascii = std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; });
  if (ascii) return true;
  if (is_open_pairs) {
    return std::ranges::all_of(split(text, '+'), [](const std::string& pair) {
      const std::size_t equals = pair.find('=');
      return pair_word(pair.substr(0, equals), ".-*") == pair.substr(0, equals) &&
             pair_word(pair.substr(equals + 1), "") == pair.substr(equals + 1);
    });
  }
  return clean(text, family_) == text;
}

}  // namespace cairn
