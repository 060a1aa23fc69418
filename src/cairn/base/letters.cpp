#include "cairn/base/letters.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
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
    const Character character = character_at(text, at);
    out.push_back({character.code ? static_cast<utf8proc_int32_t>(*character.code) : -1,
                   text.substr(at, character.bytes)});
    at += character.bytes;
  }
  return out;
}

void append_code(std::string& out, utf8proc_int32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(code, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

// What counts as a letter of a case and is none by its category: ª, small letters above the line,
// the numbers and letters in circles (Unicode's Other_Lowercase and Other_Uppercase), first and
// last.
constexpr auto kCasedSigns = std::to_array<std::pair<utf8proc_int32_t, utf8proc_int32_t>>(
    {{0xAA, 0xAA},       {0xBA, 0xBA},       {0x2B0, 0x2B8},     {0x2C0, 0x2C1},
     {0x2E0, 0x2E4},     {0x345, 0x345},     {0x37A, 0x37A},     {0x1D2C, 0x1D6A},
     {0x1D78, 0x1D78},   {0x1D9B, 0x1DBF},   {0x2071, 0x2071},   {0x207F, 0x207F},
     {0x2090, 0x209C},   {0x2160, 0x217F},   {0x24B6, 0x24E9},   {0x2C7C, 0x2C7D},
     {0xA69C, 0xA69D},   {0xA770, 0xA770},   {0xA7F8, 0xA7F9},   {0xAB5C, 0xAB5F},
     {0x10780, 0x10780}, {0x10783, 0x10785}, {0x10787, 0x107B0}, {0x107B2, 0x107BA},
     {0x1F130, 0x1F149}, {0x1F150, 0x1F169}, {0x1F170, 0x1F189}});

bool is_cased_sign(utf8proc_int32_t code) {
  return std::ranges::any_of(
      kCasedSigns, [&](const auto& range) { return range.first <= code && code <= range.second; });
}

bool is_cased(utf8proc_int32_t code) {
  const utf8proc_category_t category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT || is_cased_sign(code);
}

/// Letters whose large form is more than one letter (Unicode's SpecialCasing).
struct TitleOf {
  utf8proc_int32_t code;
  std::array<utf8proc_int32_t, 3> large;  // 0: none
};

// clang-format off
constexpr std::array kTitles = {
    TitleOf{0xDF, {0x53, 0x73}},
    TitleOf{0x149, {0x2BC, 0x4E}},
    TitleOf{0x1F0, {0x4A, 0x30C}},
    TitleOf{0x390, {0x399, 0x308, 0x301}},
    TitleOf{0x3B0, {0x3A5, 0x308, 0x301}},
    TitleOf{0x587, {0x535, 0x582}},
    TitleOf{0x1E96, {0x48, 0x331}},
    TitleOf{0x1E97, {0x54, 0x308}},
    TitleOf{0x1E98, {0x57, 0x30A}},
    TitleOf{0x1E99, {0x59, 0x30A}},
    TitleOf{0x1E9A, {0x41, 0x2BE}},
    TitleOf{0x1F50, {0x3A5, 0x313}},
    TitleOf{0x1F52, {0x3A5, 0x313, 0x300}},
    TitleOf{0x1F54, {0x3A5, 0x313, 0x301}},
    TitleOf{0x1F56, {0x3A5, 0x313, 0x342}},
    TitleOf{0x1FB2, {0x1FBA, 0x345}},
    TitleOf{0x1FB4, {0x386, 0x345}},
    TitleOf{0x1FB6, {0x391, 0x342}},
    TitleOf{0x1FB7, {0x391, 0x342, 0x345}},
    TitleOf{0x1FC2, {0x1FCA, 0x345}},
    TitleOf{0x1FC4, {0x389, 0x345}},
    TitleOf{0x1FC6, {0x397, 0x342}},
    TitleOf{0x1FC7, {0x397, 0x342, 0x345}},
    TitleOf{0x1FD2, {0x399, 0x308, 0x300}},
    TitleOf{0x1FD3, {0x399, 0x308, 0x301}},
    TitleOf{0x1FD6, {0x399, 0x342}},
    TitleOf{0x1FD7, {0x399, 0x308, 0x342}},
    TitleOf{0x1FE2, {0x3A5, 0x308, 0x300}},
    TitleOf{0x1FE3, {0x3A5, 0x308, 0x301}},
    TitleOf{0x1FE4, {0x3A1, 0x313}},
    TitleOf{0x1FE6, {0x3A5, 0x342}},
    TitleOf{0x1FE7, {0x3A5, 0x308, 0x342}},
    TitleOf{0x1FF2, {0x1FFA, 0x345}},
    TitleOf{0x1FF4, {0x38F, 0x345}},
    TitleOf{0x1FF6, {0x3A9, 0x342}},
    TitleOf{0x1FF7, {0x3A9, 0x342, 0x345}},
    TitleOf{0xFB00, {0x46, 0x66}},
    TitleOf{0xFB01, {0x46, 0x69}},
    TitleOf{0xFB02, {0x46, 0x6C}},
    TitleOf{0xFB03, {0x46, 0x66, 0x69}},
    TitleOf{0xFB04, {0x46, 0x66, 0x6C}},
    TitleOf{0xFB05, {0x53, 0x74}},
    TitleOf{0xFB06, {0x53, 0x74}},
    TitleOf{0xFB13, {0x544, 0x576}},
    TitleOf{0xFB14, {0x544, 0x565}},
    TitleOf{0xFB15, {0x544, 0x56B}},
    TitleOf{0xFB16, {0x54E, 0x576}},
    TitleOf{0xFB17, {0x544, 0x56D}},
};
// clang-format on

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

void append_title(std::string& out, utf8proc_int32_t code) {
  const auto special = std::ranges::find(kTitles, code, &TitleOf::code);
  if (special == kTitles.end()) return append_code(out, utf8proc_totitle(code));
  for (const utf8proc_int32_t part : special->large) {
    if (part != 0) append_code(out, part);
  }
}

bool is_blank_code(utf8proc_int32_t code) {
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
      append_title(out, letters[at].code);
    }
    inside = letters[at].code >= 0 && is_cased(letters[at].code);
  }
  return out;
}

std::string_view strip_text(std::string_view text) {
  const std::vector<Letter> letters = letters_of(text);
  std::size_t first = 0, last = letters.size();
  while (first < last && is_blank_code(letters[first].code)) ++first;
  while (last > first && is_blank_code(letters[last - 1].code)) --last;
  if (first == last) return {};
  const char* begin = letters[first].bytes.data();
  const char* end = letters[last - 1].bytes.data() + letters[last - 1].bytes.size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_blank(char32_t code) { return is_blank_code(static_cast<utf8proc_int32_t>(code)); }

bool is_word_character(char32_t code) {
  if (code == '_') return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

std::optional<int> decimal_digit(char32_t code) {
  const auto is_digit_code = [](char32_t one) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(one)) == UTF8PROC_CATEGORY_ND;
  };
  if (!is_digit_code(code)) return std::nullopt;
  // The digits of an alphabet stand together from 0 to 9.
  int before = 0;
  while (is_digit_code(code - static_cast<char32_t>(before) - 1)) ++before;
  return before % 10;
}

Character character_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t code = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                     static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  if (size <= 0) return {};
  return {static_cast<char32_t>(code), static_cast<std::size_t>(size)};
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
