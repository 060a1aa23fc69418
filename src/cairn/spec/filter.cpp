#include "cairn/spec/filter.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

namespace {

// How much of a long line is shown on each side of the caret.
constexpr std::size_t kShownBytes = 60;

struct OpRow {
  FilterOp op;
  FilterOp opposite;
  std::string_view text;
};
constexpr std::array kOps = {
    OpRow{FilterOp::equal, FilterOp::not_equal, "="},
    OpRow{FilterOp::not_equal, FilterOp::equal, "!="},
    OpRow{FilterOp::less, FilterOp::greater_equal, "<"},
    OpRow{FilterOp::greater_equal, FilterOp::less, ">="},
    OpRow{FilterOp::greater, FilterOp::less_equal, ">"},
    OpRow{FilterOp::less_equal, FilterOp::greater, "<="},
    OpRow{FilterOp::like, FilterOp::not_like, "LIKE"},
    OpRow{FilterOp::not_like, FilterOp::like, "NOT LIKE"},
    OpRow{FilterOp::ilike, FilterOp::not_ilike, "ILIKE"},
    OpRow{FilterOp::not_ilike, FilterOp::ilike, "NOT ILIKE"},
    OpRow{FilterOp::in, FilterOp::not_in, "IN"},
    OpRow{FilterOp::not_in, FilterOp::in, "NOT IN"},
    OpRow{FilterOp::between, FilterOp::not_between, "BETWEEN"},
    OpRow{FilterOp::not_between, FilterOp::between, "NOT BETWEEN"},
    OpRow{FilterOp::is_null, FilterOp::is_not_null, "IS NULL"},
    OpRow{FilterOp::is_not_null, FilterOp::is_null, "IS NOT NULL"},
};

const OpRow& op_row(FilterOp op) {
  return *std::find_if(kOps.begin(), kOps.end(), [op](const OpRow& row) { return row.op == op; });
}

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

FilterOp opposite(FilterOp op) { return op_row(op).opposite; }

std::string_view op_text(FilterOp op) { return op_row(op).text; }

Filter all_of(std::vector<Filter> filters) {
  if (filters.size() == 1) return std::move(filters[0]);
  Filter filter;
  FilterAll all;
  for (Filter& part : filters) {
    filter.text += (filter.text.empty() ? "(" : " AND (") + part.text + ")";
    all.parts.push_back(std::move(part.root));
  }
  filter.root = {std::move(all)};
  return filter;
}

void fail_in_filter(std::string_view text, FilterSpan span, std::string_view message,
                    std::string hint) {
  std::size_t at = std::min(span.at, text.size());
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
