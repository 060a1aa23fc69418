#include "cairn/identity/python_json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/double_text.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/identity/python_value.h"

namespace cairn {

namespace {

// What is called for every text and number is put in place everywhere: the calls cost more than
// what they do, and the compiler, which sees many callers, would not.
#define CAIRN_IN_PLACE [[gnu::always_inline]] inline  // NOLINT(cppcoreguidelines-macro-usage)

/// Whether json.dumps writes each of the eight bytes as it is: between the blank and ~, neither a
/// quote nor a backslash.
CAIRN_IN_PLACE bool are_plain(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  const auto zeros = [](std::uint64_t word) { return (word - kOnes) & ~word; };
  const std::uint64_t below_blank = (bytes - kOnes * 0x20) & ~bytes;
  const std::uint64_t quotes = zeros(bytes ^ (kOnes * '"'));
  const std::uint64_t slashes = zeros(bytes ^ (kOnes * '\\'));
  const std::uint64_t deletes = zeros(bytes ^ (kOnes * 0x7F));
  return ((below_blank | quotes | slashes | deletes | bytes) & kHighs) == 0;
}

static_assert(std::endian::native == std::endian::little, "bytes are taken eight at a time");

constexpr std::size_t kWord = 8;

template <typename Word>
std::uint64_t load(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// The first `count` < 8 bytes, the others 0; reads no byte beyond them.
CAIRN_IN_PLACE std::uint64_t load_few(const char* at, std::size_t count) {
  if (count >= 4) {
    return load<std::uint32_t>(at) | load<std::uint32_t>(at + count - 4) << (8 * (count - 4));
  }
  if (count >= 2) {
    return load<std::uint16_t>(at) | load<std::uint16_t>(at + count - 2) << (8 * (count - 2));
  }
  return count == 1 ? load<std::uint8_t>(at) : 0;
}

/// Whether `a` stands before `b`, byte by byte: what std::string's < does through a call.
bool comes_before(std::string_view a, std::string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  std::size_t at = 0;
  for (; at + 8 <= shared; at += 8) {
    const std::uint64_t left = load<std::uint64_t>(a.data() + at);
    const std::uint64_t right = load<std::uint64_t>(b.data() + at);
    if (left != right) return __builtin_bswap64(left) < __builtin_bswap64(right);
  }
  const std::uint64_t left = load_few(a.data() + at, shared - at);
  const std::uint64_t right = load_few(b.data() + at, shared - at);
  if (left != right) return __builtin_bswap64(left) < __builtin_bswap64(right);
  return a.size() < b.size();
}

constexpr std::size_t kFew = 16;

/// The first eight bytes, so that their order as a number is their order as text.
std::uint64_t first_word(std::string_view text) {
  const std::uint64_t bytes =
      text.size() >= kWord ? load<std::uint64_t>(text.data()) : load_few(text.data(), text.size());
  return __builtin_bswap64(bytes);
}

void sort_by_key(std::span<const Map::Entry*> entries) {
  std::ranges::sort(entries, [](const Map::Entry* a, const Map::Entry* b) {
    return comes_before(a->first, b->first);
  });
}

/// Sorts a few by counting for each how many stand before it, which has no branch to guess wrong.
/// Their first eight bytes tell, unless two keys have the same ones.
void sort_few(std::span<const Map::Entry*> entries) {
  std::array<const Map::Entry*, kFew> given;
  std::array<std::uint64_t, kFew> words;
  const std::size_t count = entries.size();
  for (std::size_t i = 0; i < count; ++i) {
    given[i] = entries[i];
    words[i] = first_word(entries[i]->first);
  }
  std::size_t told = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t place = 0;
    for (std::size_t j = 0; j < count; ++j) place += words[j] < words[i] ? 1U : 0U;
    entries[place] = given[i];
    told += place;
  }
  if (told == count * (count - 1) / 2) return;
  std::copy_n(given.begin(), count, entries.begin());
  sort_by_key(entries);
}

/// Asks for the entries of a map that is written soon: many configurations lie in memory but not in
/// the cache, and the entries of several maps come at once instead of one after the other.
void prefetch(const Value& value) {
  if (!value.is_map() || value.as_map().empty()) return;
  constexpr std::size_t kCacheLine = 64;
  const Map& map = value.as_map();
  const auto* const first = reinterpret_cast<const char*>(&*map.begin());
  const std::size_t size = std::min(map.size(), kFew) * sizeof(Map::Entry);
  for (std::size_t at = 0; at < size; at += kCacheLine) __builtin_prefetch(first + at);
}

/// A separator in eight bytes, so that copying it is one store.
struct Separator {
  std::array<char, 8> bytes;
  std::size_t size;
};

// Ids of millions of configurations are made here. What is usual costs no allocation (maps that are
// small or sorted already, texts of plain ASCII), and text is written into room that was made
// before and is cut to what was written at the end. The place to write at is handed from call to
// call, so that it stays in a register: every byte that is written could change a member.
class PythonWriter {
 public:
  PythonWriter(std::string& out, const PythonJsonOptions& options)
      : out_(out),
        options_(options),
        comma_{{',', ' '}, options.separators == PythonSeparators::spaced ? 2U : 1U},
        colon_{{':', ' '}, options.separators == PythonSeparators::compact ? 1U : 2U},
        start_(out.size()) {}

  void write_all(const Value& value) {
    try {
      out_.resize(start_ + kFirstRoom);
      end_ = out_.data() + out_.size();
      const char* const end = write(out_.data() + start_, value);
      out_.resize(static_cast<std::size_t>(end - out_.data()));
    } catch (...) {
      out_.resize(start_);
      throw;
    }
  }

 private:
  static constexpr std::size_t kFirstRoom = 1024;

  char* grow(const char* at, std::size_t bytes) {
    const auto used = static_cast<std::size_t>(at - out_.data());
    out_.resize(std::max(used + bytes, out_.size() * 2));
    end_ = out_.data() + out_.size();
    return out_.data() + used;
  }

  /// Where to go on: `at`, or the same place of a larger text that has room for so many bytes.
  CAIRN_IN_PLACE char* with_room(char* at, std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at) < bytes) [[unlikely]] {
      return grow(at, bytes);
    }
    return at;
  }

  char* put(char* at, std::string_view text) {
    at = with_room(at, text.size());
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
  }

  template <std::size_t kSize>
  CAIRN_IN_PLACE char* put_word(char* at, const char (&word)[kSize]) {
    at = with_room(at, kSize);
    std::memcpy(at, word, kSize - 1);
    return at + kSize - 1;
  }

  CAIRN_IN_PLACE char* put(char* at, const Separator& separator) {
    at = with_room(at, kWord);
    std::memcpy(at, separator.bytes.data(), kWord);
    return at + separator.size;
  }

  char* put(char* at, char c) {
    at = with_room(at, 1);
    *at = c;
    return at + 1;
  }

  char* write(char* at, const Value& value) {
    switch (value.type()) {
      case Value::Type::null:
        return put_word(at, "null");
      case Value::Type::boolean:
        return value.as_bool() ? put_word(at, "true") : put_word(at, "false");
      case Value::Type::integer:
        at = with_room(at, kDoubleText);
        return std::to_chars(at, at + kDoubleText, value.as_int()).ptr;
      case Value::Type::real:
        return write_real(at, value.as_double());
      case Value::Type::string:
        return write_string(at, value.as_string());
      case Value::Type::list:
        return write_list(at, value.as_list());
      case Value::Type::map:
        break;
    }
    if (char* const behind = write_marked(at, value)) return behind;
    return write_map(at, value.as_map());
  }

  char* write_real(char* at, double number) {
    if (std::isfinite(number)) return write_double(with_room(at, kDoubleText), number);
    if (options_.nan == PythonNaN::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{} equals nothing and cannot be part of a name",
                              std::isnan(number) ? "NaN" : "an infinite number"));
    }
    return put(at, std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
  }

  char* write_list(char* at, const List& list) {
    if (list.empty()) return put_word(at, "[]");
    at = open(at, '[');
    for (const Value& item : list) {
      if (&item != &list.front()) at = separate(at);
      at = write(at, item);
    }
    return close(at, ']');
  }

  /// Writes a tuple, an object or a wide integer of Python, which stand as maps with a mark;
  /// nullptr: it is none.
  char* write_marked(char* at, const Value& value) {
    const Map& map = value.as_map();
    if (map.size() != 1 || !map.begin()->first.starts_with("__")) return nullptr;
    if (const List* tuple = find_tuple(value)) return write_list(at, *tuple);
    if (const std::string* digits = find_wide_integer(value)) return put(at, *digits);
    PythonObject object;
    if (!read_object(value, object)) return nullptr;
    if (options_.objects == PythonObjects::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("an object of type {} has no JSON", printable(object.type)));
    }
    return write_string(at, object.text);
  }

  bool is_left_out(const Map::Entry& entry) const {
    return depth_ == 0 &&
           std::ranges::find(options_.without, entry.first) != options_.without.end();
  }

  // Python sorts by code points, which is the order of the bytes of UTF-8.
  char* write_map(char* at, const Map& map) {
    std::array<const Map::Entry*, kFew> few;
    std::vector<const Map::Entry*> many;
    const Map::Entry** sorted = few.data();
    if (map.size() > kFew) {
      many.resize(map.size());
      sorted = many.data();
    }
    std::size_t count = 0;
    for (const Map::Entry& entry : map) {
      if (is_left_out(entry)) continue;
      prefetch(entry.second);
      sorted[count++] = &entry;
    }
    if (count == 0) return put_word(at, "{}");
    if (count <= kFew) {
      sort_few({sorted, count});
    } else {
      sort_by_key({sorted, count});
    }
    at = open(at, '{');
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) at = separate(at);
      at = put(write_string(at, sorted[i]->first), colon_);
      at = write(at, sorted[i]->second);
    }
    return close(at, '}');
  }

  char* open(char* at, char bracket) {
    at = put(at, bracket);
    ++depth_;
    return options_.separators == PythonSeparators::pretty ? new_line(at) : at;
  }

  char* separate(char* at) {
    at = put(at, comma_);
    return options_.separators == PythonSeparators::pretty ? new_line(at) : at;
  }

  char* close(char* at, char bracket) {
    --depth_;
    if (options_.separators == PythonSeparators::pretty) at = new_line(at);
    return put(at, bracket);
  }

  char* new_line(char* at) {
    at = with_room(at, 1 + 2 * depth_);
    *at++ = '\n';
    std::memset(at, ' ', 2 * depth_);
    return at + 2 * depth_;
  }

  // What is plain is copied while it is looked at, eight bytes at a time.
  char* write_string(char* start, std::string_view string) {
    start = with_room(start, string.size() + 2 + kWord);
    char* const text = start + 1;
    *start = '"';
    std::size_t at = 0;
    bool is_plain = true;
    for (; at + kWord <= string.size() && is_plain; at += kWord) {
      const std::uint64_t bytes = load<std::uint64_t>(string.data() + at);
      std::memcpy(text + at, &bytes, kWord);
      is_plain = are_plain(bytes);
    }
    if (is_plain) {
      const std::size_t few = string.size() - at;
      const std::uint64_t bytes = load_few(string.data() + at, few);
      std::memcpy(text + at, &bytes, kWord);
      constexpr std::uint64_t kBlanks = 0x2020202020202020U;
      is_plain = are_plain(bytes | kBlanks << (8 * few));
    }
    if (!is_plain) return put(write_escaped(text, string), '"');
    text[string.size()] = '"';
    return text + string.size() + 1;
  }

  char* write_escaped(char* to, std::string_view string) {
    if (!is_utf8(string)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("text is not valid UTF-8: \"{}\"", printable(string)));
    }
    for (std::size_t at = 0; at < string.size();) {
      const auto lead = static_cast<unsigned char>(string[at]);
      const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
      for (std::size_t i = 1; i < size; ++i) {
        code = code << 6U | (static_cast<unsigned char>(string[at + i]) & 0x3FU);
      }
      to = write_character(to, code);
      at += size;
    }
    return to;
  }

  // json.dumps writes what is between the blank and ~ as it is.
  char* write_character(char* at, std::uint32_t code) {
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    const std::size_t named =
        code < 0x80 ? kNamed.find(static_cast<char>(code)) : std::string_view::npos;
    if (named != std::string_view::npos) return put(put(at, '\\'), kLetters[named]);
    if (code >= 0x20 && code < 0x7F) return put(at, static_cast<char>(code));
    if (code < 0x10000) return put(at, fmt::format("\\u{:04x}", code));
    const std::uint32_t rest = code - 0x10000;
    return put(at,
               fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU)));
  }

  std::string& out_;
  const PythonJsonOptions& options_;
  Separator comma_;
  Separator colon_;
  std::size_t start_;
  const char* end_ = nullptr;
  std::size_t depth_ = 0;
};

}  // namespace

void append_python_json(std::string& out, const Value& value, const PythonJsonOptions& options) {
  PythonWriter(out, options).write_all(value);
}

std::string python_json(const Value& value, const PythonJsonOptions& options) {
  std::string out;
  append_python_json(out, value, options);
  return out;
}

}  // namespace cairn
