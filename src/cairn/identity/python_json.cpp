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

/// Sorts a few by counting for each how many stand before it, which has no branch to guess wrong;
/// most keys differ in their first eight bytes.
void sort_few(std::span<const Map::Entry*> entries) {
  std::array<std::uint8_t, kFew> places{};
  std::array<const Map::Entry*, kFew> given;
  std::array<std::uint64_t, kFew> words;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    given[i] = entries[i];
    words[i] = first_word(entries[i]->first);
    for (std::size_t j = 0; j < i; ++j) {
      const bool is_before = words[i] == words[j] ? comes_before(given[i]->first, given[j]->first)
                                                  : words[i] < words[j];
      places[j] += static_cast<std::uint8_t>(is_before);
      places[i] += static_cast<std::uint8_t>(!is_before);
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) entries[places[i]] = given[i];
}

void sort_by_key(std::span<const Map::Entry*> entries) {
  if (entries.size() <= kFew) return sort_few(entries);
  std::ranges::sort(entries, [](const Map::Entry* a, const Map::Entry* b) {
    return comes_before(a->first, b->first);
  });
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
// before and is cut to what was written at the end.
class PythonWriter {
 public:
  PythonWriter(std::string& out, const PythonJsonOptions& options)
      : out_(out),
        options_(options),
        comma_{{',', ' '}, options.separators == PythonSeparators::spaced ? 2U : 1U},
        colon_{{':', ' '}, options.separators == PythonSeparators::compact ? 1U : 2U},
        start_(out.size()) {
    grow(kFirstRoom);
  }

  void write_all(const Value& value) {
    try {
      write(value);
    } catch (...) {
      out_.resize(start_);
      throw;
    }
    out_.resize(static_cast<std::size_t>(at_ - out_.data()));
  }

 private:
  static constexpr std::size_t kFirstRoom = 1024;

  void grow(std::size_t bytes) {
    const std::size_t used = at_ == nullptr ? start_ : static_cast<std::size_t>(at_ - out_.data());
    out_.resize(std::max(used + bytes, out_.size() * 2));
    at_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }

  CAIRN_IN_PLACE void make_room(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) [[unlikely]] {
      grow(bytes);
    }
  }

  void put(std::string_view text) {
    make_room(text.size());
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }

  template <std::size_t kSize>
  void put_word(const char (&word)[kSize]) {
    make_room(kSize);
    std::memcpy(at_, word, kSize - 1);
    at_ += kSize - 1;
  }

  void put(const Separator& separator) {
    make_room(kWord);
    std::memcpy(at_, separator.bytes.data(), kWord);
    at_ += separator.size;
  }

  void put(char c) {
    make_room(1);
    *at_++ = c;
  }

  void write(const Value& value) {
    switch (value.type()) {
      case Value::Type::null:
        put_word("null");
        break;
      case Value::Type::boolean:
        if (value.as_bool()) {
          put_word("true");
        } else {
          put_word("false");
        }
        break;
      case Value::Type::integer:
        make_room(kDoubleText);
        at_ = std::to_chars(at_, end_, value.as_int()).ptr;
        break;
      case Value::Type::real:
        write_real(value.as_double());
        break;
      case Value::Type::string:
        write_string(value.as_string());
        break;
      case Value::Type::list:
        write_list(value.as_list());
        break;
      case Value::Type::map:
        if (!write_marked(value)) write_map(value.as_map());
        break;
    }
  }

  void write_real(double number) {
    if (std::isfinite(number)) {
      make_room(kDoubleText);
      at_ = write_double(at_, number);
      return;
    }
    if (options_.nan == PythonNaN::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{} equals nothing and cannot be part of a name",
                              std::isnan(number) ? "NaN" : "an infinite number"));
    }
    put(std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
  }

  void write_list(const List& list) {
    if (list.empty()) return put_word("[]");
    open('[');
    for (const Value& item : list) {
      if (&item != &list.front()) separate();
      write(item);
    }
    close(']');
  }

  bool write_marked(const Value& value) {
    const Map& map = value.as_map();
    if (map.size() != 1 || !map.begin()->first.starts_with("__")) return false;
    if (const List* tuple = find_tuple(value)) {
      write_list(*tuple);
      return true;
    }
    PythonObject object;
    if (!read_object(value, object)) return false;
    if (options_.objects == PythonObjects::refuse) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("an object of type {} has no JSON", printable(object.type)));
    }
    write_string(object.text);
    return true;
  }

  bool is_left_out(const Map::Entry& entry) const {
    return depth_ == 0 &&
           std::ranges::find(options_.without, entry.first) != options_.without.end();
  }

  // Python sorts by code points, which is the order of the bytes of UTF-8.
  void write_map(const Map& map) {
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
    sort_by_key({sorted, count});
    if (count == 0) return put_word("{}");
    open('{');
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) separate();
      write_string(sorted[i]->first);
      put(colon_);
      write(sorted[i]->second);
    }
    close('}');
  }

  void open(char bracket) {
    put(bracket);
    ++depth_;
    if (options_.separators == PythonSeparators::pretty) new_line();
  }

  void separate() {
    put(comma_);
    if (options_.separators == PythonSeparators::pretty) new_line();
  }

  void close(char bracket) {
    --depth_;
    if (options_.separators == PythonSeparators::pretty) new_line();
    put(bracket);
  }

  void new_line() {
    make_room(1 + 2 * depth_);
    *at_++ = '\n';
    std::memset(at_, ' ', 2 * depth_);
    at_ += 2 * depth_;
  }

  // What is plain is copied while it is looked at, eight bytes at a time.
  void write_string(std::string_view string) {
    make_room(string.size() + 2 + kWord);
    char* const start = at_;
    *at_++ = '"';
    std::size_t at = 0;
    bool is_plain = true;
    for (; at + kWord <= string.size() && is_plain; at += kWord) {
      const std::uint64_t bytes = load<std::uint64_t>(string.data() + at);
      std::memcpy(at_ + at, &bytes, kWord);
      is_plain = are_plain(bytes);
    }
    if (is_plain) {
      const std::size_t few = string.size() - at;
      const std::uint64_t bytes = load_few(string.data() + at, few);
      std::memcpy(at_ + at, &bytes, kWord);
      constexpr std::uint64_t kBlanks = 0x2020202020202020U;
      is_plain = are_plain(bytes | kBlanks << (8 * few));
    }
    if (is_plain) {
      at_ += string.size();
      *at_++ = '"';
      return;
    }
    at_ = start + 1;
    write_escaped(string);
    put('"');
  }

  void write_escaped(std::string_view string) {
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
      write_character(code);
      at += size;
    }
  }

  // json.dumps writes what is between the blank and ~ as it is.
  void write_character(std::uint32_t code) {
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    const std::size_t named =
        code < 0x80 ? kNamed.find(static_cast<char>(code)) : std::string_view::npos;
    if (named != std::string_view::npos) {
      put('\\');
      put(kLetters[named]);
    } else if (code >= 0x20 && code < 0x7F) {
      put(static_cast<char>(code));
    } else if (code < 0x10000) {
      put(fmt::format("\\u{:04x}", code));
    } else {
      const std::uint32_t rest = code - 0x10000;
      put(fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU)));
    }
  }

  std::string& out_;
  const PythonJsonOptions& options_;
  Separator comma_;
  Separator colon_;
  std::size_t start_;
  char* at_ = nullptr;
  char* end_ = nullptr;
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
