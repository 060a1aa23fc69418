#include "cairn/base/text_error.h"

#include <algorithm>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

// How much of a long line is shown on each side of the caret.
constexpr std::size_t kShownBytes = 60;

/// `line` cut around the byte `at`, which is counted from the new begin afterwards.
std::string cut_around(std::string_view line, std::size_t& at) {
  const auto is_inside = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
  };
  std::size_t begin = at > kShownBytes ? at - kShownBytes : 0;
  std::size_t end = std::min(line.size(), at + kShownBytes);
  while (is_inside(begin)) ++begin;
  while (is_inside(end)) ++end;
  std::string cut(line.substr(begin, end - begin));
  at -= begin;
  if (begin > 0) {
    cut.insert(0, "…");
    at += std::string_view("…").size();
  }
  if (end < line.size()) cut += "…";
  return cut;
}

}  // namespace

void fail_in_text(std::string_view text, std::size_t place, std::string_view message,
                  std::string hint) {
  std::size_t at = std::min(place, text.size());
  const std::size_t before = text.substr(0, at).rfind('\n');
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string_view line = text.substr(begin, text.find('\n', at) - begin);
  at -= begin;
  std::string shown = cut_around(line, at);
  // Tabs and other control characters would tear the caret from its character.
  std::replace_if(
      shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  const std::size_t column = display_width(std::string_view(shown).substr(0, at)) + 1;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}\n  {}\n  {:>{}}", message, shown, "^", column), std::move(hint));
}

}  // namespace cairn
