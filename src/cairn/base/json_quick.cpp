#include "cairn/base/json_quick.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/ascii.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

/// Maps of more keys are left to the reader that finds duplicates in a hash table.
constexpr std::size_t kMostKeys = 64;
/// Room is made for this many at once at most: what follows a large map may be small.
constexpr std::size_t kMostUsualKeys = 8;

/// Which bytes stand for themselves in a text and do not end it.
constexpr std::array<bool, 256> kIsPlain = [] {
  std::array<bool, 256> is_plain{};
  for (std::size_t c = 0x20; c < is_plain.size(); ++c) is_plain[c] = c != '"' && c != '\\';
  return is_plain;
}();

// Every function returns false for what it does not read; then nothing more is read at all.
class QuickReader {
 public:
  QuickReader(std::string_view text, const JsonRows& rows)
      : at_(text.data()), end_(at_ + text.size()), rows_(rows) {}

  bool read_all(Value& value) {
    skip_space();
    if (!read(value)) return false;
    skip_space();
    return at_ == end_;
  }

 private:
  void skip_space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }

  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view word) {
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) {
      return false;
    }
    at_ += word.size();
    return true;
  }

  bool read(Value& value) {
    if (at_ == end_) return false;
    switch (*at_) {
      case '{':
        return read_map(value);
      case '[':
        return read_list(value);
      case '"': {
        std::string text;
        if (!read_string(text)) return false;
        value = Value(std::move(text));
        return true;
      }
      case 't':
        value = true;
        return take_word("true");
      case 'f':
        value = false;
        return take_word("false");
      case 'n':
        value = Value();
        return take_word("null");
      default:
        return read_number(value);
    }
  }

  bool read_number(Value& value) {
    const char* begin = at_;
    if (*at_ == '-') ++at_;
    const char* digits = at_;
    while (at_ < end_ && is_digit(*at_)) ++at_;
    const std::ptrdiff_t whole = at_ - digits;
    if (whole == 0 || (whole > 1 && *digits == '0')) return false;
    const bool is_real = at_ < end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E');
    if (!is_real) {
      std::int64_t number = 0;
      if (std::from_chars(begin, at_, number).ec != std::errc()) return false;
      value = Value(number);
      return true;
    }
    if (*at_ == '.') {
      ++at_;
      if (at_ == end_ || !is_digit(*at_)) return false;
      while (at_ < end_ && is_digit(*at_)) ++at_;
    }
    if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
      ++at_;
      if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
      if (at_ == end_ || !is_digit(*at_)) return false;
      while (at_ < end_ && is_digit(*at_)) ++at_;
    }
    double number = 0;
    const auto [stop, error] = std::from_chars(begin, at_, number);
    if (error != std::errc() || stop != at_) return false;
    value = Value(number);
    return true;
  }

  bool read_string(std::string& text) {
    ++at_;
    const char* begin = at_;
    for (; at_ < end_; ++at_) {
      if (*at_ == '"') {
        text.append(begin, at_++);
        return true;
      }
      if (static_cast<unsigned char>(*at_) < 0x20) return false;
      if (*at_ != '\\') continue;
      text.append(begin, at_);
      if (++at_ == end_) return false;
      constexpr std::string_view kLetters = "\"\\/bfnrt";
      constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
      const std::size_t letter = kLetters.find(*at_);
      if (letter == std::string_view::npos) return false;
      text += kMeanings[letter];
      begin = at_ + 1;
    }
    return false;
  }

  bool read_list(Value& value) {
    if (++depth_ > kMaxJsonDepth) return false;
    ++at_;
    List list;
    skip_space();
    if (!take(']')) {
      do {
        skip_space();
        if (!read(list.emplace_back())) return false;
        skip_space();
      } while (take(','));
      if (!take(']')) return false;
    }
    value = Value(std::move(list));
    --depth_;
    return true;
  }

  bool read_map(Value& value) {
    if (++depth_ > kMaxJsonDepth) return false;
    ++at_;
    Map map;
    map.reserve(usual_keys_);
    skip_space();
    if (!take('}')) {
      do {
        skip_space();
        if (at_ == end_ || *at_ != '"') return false;
        std::string key;
        if (!read_string(key)) return false;
        if (map.contains(key) || map.size() == kMostKeys) return false;
        skip_space();
        if (!take(':')) return false;
        skip_space();
        if (!read_entry(map, std::move(key))) return false;
        skip_space();
      } while (take(','));
      if (!take('}')) return false;
    }
    usual_keys_ = std::min(map.size(), kMostUsualKeys);
    value = Value(std::move(map));
    --depth_;
    return true;
  }

  bool read_entry(Map& map, std::string key) {
    const char* begin = at_;
    Value entry;
    if (depth_ == 1 && rows_.take && key == rows_.key && take_rows()) {
      entry = List();
    } else {
      at_ = begin;
      if (!read(entry)) return false;
    }
    map.append(std::move(key), std::move(entry));
    return true;
  }

  bool take_rows() {
    if (!take('[')) return false;
    skip_space();
    if (take(']')) return true;
    std::vector<JsonCell> row;
    do {
      skip_space();
      if (!read_row(row) || !rows_.take(row)) return false;
      skip_space();
    } while (take(','));
    return take(']');
  }

  bool read_row(std::vector<JsonCell>& row) {
    row.clear();
    if (!take('{')) return false;
    do {
      skip_space();
      JsonCell cell;
      if (!read_plain(cell.key)) return false;
      for (const JsonCell& other : row) {
        if (other.key == cell.key) return false;
      }
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (!read_cell(cell)) return false;
      row.push_back(cell);
      skip_space();
    } while (take(',') && row.size() < kMostKeys);
    return take('}');
  }

  bool read_cell(JsonCell& cell) {
    if (at_ < end_ && *at_ == '"') return read_plain(cell.text);
    Value number;
    if (at_ == end_ || !read_number(number) || !number.is_int()) return false;
    cell.number = number.as_int();
    return true;
  }

  /// A text without escapes, as it lies.
  bool read_plain(std::string_view& text) {
    if (!take('"')) return false;
    const char* begin = at_;
    while (at_ < end_ && kIsPlain[static_cast<unsigned char>(*at_)]) ++at_;
    text = std::string_view(begin, static_cast<std::size_t>(at_ - begin));
    return take('"');
  }

  const char* at_;
  const char* end_;
  const JsonRows& rows_;
  std::size_t depth_ = 0;
  std::size_t usual_keys_ = 0;  ///< Of the last map: those of a list tend to be alike.
};

}  // namespace

std::optional<Value> read_json_quickly(std::string_view text, const JsonRows& rows) {
  if (!is_utf8(text)) return std::nullopt;
  Value value;
  if (!QuickReader(text, rows).read_all(value)) return std::nullopt;
  return value;
}

}  // namespace cairn
