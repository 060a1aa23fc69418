#include "cairn/base/letters.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include <utf8proc.h>

namespace cairn {

namespace {

struct Letter {
  utf8proc_int32_t code;  // -1: a byte that is not UTF-8
  std::string_view bytes;
};

std::vector<Letter> letters_of(std::string_view text) {
  std::vector<Letter> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t code = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    const std::size_t width = size > 0 ? static_cast<std::size_t>(size) : 1;
    out.push_back({size > 0 ? code : -1, text.substr(at, width)});
    at += width;
  }
  return out;
}

void append_code(std::string& out, utf8proc_int32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(code, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

bool is_cased(utf8proc_int32_t code) {
  const utf8proc_category_t category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT;
}

/// Marks, modifiers and the signs inside of words, past which one looks for a letter (Unicode's
/// Case_Ignorable).
bool is_ignorable(utf8proc_int32_t code) {
  constexpr std::array<utf8proc_int32_t, 17> kSigns = {
      '\'',   '.',    ':',    0xB7,   0x387,  0x55F,  0x5F4,  0x2018, 0x2019,
      0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      return std::ranges::find(kSigns, code) != kSigns.end();
  }
}

// Σ is ς where letters stand before it and none behind it in its word.
bool is_final(const std::vector<Letter>& letters, std::size_t at) {
  const auto is_sign = [](const Letter& letter) {
    return letter.code >= 0 && is_ignorable(letter.code);
  };
  const auto here = letters.begin() + static_cast<std::ptrdiff_t>(at);
  const auto before = std::find_if_not(std::make_reverse_iterator(here), letters.rend(), is_sign);
  const auto behind = std::find_if_not(here + 1, letters.end(), is_sign);
  return before != letters.rend() && is_cased(before->code) &&
         (behind == letters.end() || !is_cased(behind->code));
}

void append_lower(std::string& out, const std::vector<Letter>& letters, std::size_t at) {
  constexpr utf8proc_int32_t kSigma = 0x3A3, kFinalSigma = 0x3C2, kDottedI = 0x130;
  const Letter& letter = letters[at];
  if (letter.code < 0) {
    out += letter.bytes;
  } else if (letter.code == kDottedI) {
    out += "i\xCC\x87";
  } else if (letter.code == kSigma && is_final(letters, at)) {
    append_code(out, kFinalSigma);
  } else {
    append_code(out, utf8proc_tolower(letter.code));
  }
}

bool is_blank(utf8proc_int32_t code) {
  constexpr std::array<utf8proc_int32_t, 10> kOthers = {0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                                        0x2029, 0x202F, 0x205F, 0x3000, 0x0B};
  return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F) ||
         (code >= 0x2000 && code <= 0x200A) || std::ranges::find(kOthers, code) != kOthers.end();
}

}  // namespace

std::string lower_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const std::vector<Letter> letters = letters_of(text);
  for (std::size_t at = 0; at < letters.size(); ++at) append_lower(out, letters, at);
  return out;
}

std::string title_text(std::string_view text) {
  std::string out;
  const std::vector<Letter> letters = letters_of(text);
  bool inside = false;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (inside || letters[at].code < 0) {
      append_lower(out, letters, at);
    } else {
      append_code(out, utf8proc_totitle(letters[at].code));
    }
    inside = letters[at].code >= 0 && is_cased(letters[at].code);
  }
  return out;
}

std::string_view strip_text(std::string_view text) {
  const std::vector<Letter> letters = letters_of(text);
  std::size_t first = 0, last = letters.size();
  while (first < last && is_blank(letters[first].code)) ++first;
  while (last > first && is_blank(letters[last - 1].code)) --last;
  if (first == last) return {};
  const char* begin = letters[first].bytes.data();
  const char* end = letters[last - 1].bytes.data() + letters[last - 1].bytes.size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_printable(char32_t code) {
  if (code == 0x20) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return true;
  }
}

std::size_t count_characters(std::string_view text) { return letters_of(text).size(); }

std::string_view first_characters(std::string_view text, std::size_t count) {
  const std::vector<Letter> letters = letters_of(text);
  if (count >= letters.size()) return text;
  return text.substr(0, static_cast<std::size_t>(letters[count].bytes.data() - text.data()));
}

}  // namespace cairn
