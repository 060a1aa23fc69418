#include "cairn/query/plus_minus.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/query/human.h"

namespace cairn {

namespace {

constexpr std::string_view kSign = " ± ";
constexpr int kSpreadDigits = 2;
// A mean with more decimals is shown by itself: its spread is next to nothing beside it.
constexpr int kMostDecimals = 9;

// The decimal exponent of `number` after rounding to `digits` significant digits.
int exponent_of(double number, int digits) {
  const std::string text = fmt::format("{:.{}e}", number, digits - 1);
  return std::atoi(text.c_str() + text.find('e') + 1);
}

std::string both_text(double mean, double spread) {
  const bool is_plain = std::isfinite(mean) && std::isfinite(spread) && spread > 0;
  const int decimals =
      is_plain ? std::max(0, kSpreadDigits - 1 - exponent_of(spread, kSpreadDigits)) : 0;
  const bool is_large =
      is_plain && exponent_of(std::max(std::abs(mean), spread), 4) > kLargestExponent;
  if (!is_plain || is_large || decimals > kMostDecimals) {
    return fmt::format("{}{}{}", significant(mean), kSign, significant(spread, kSpreadDigits));
  }
  return fmt::format("{:.{}f}{}{:.{}f}", mean, decimals, kSign, spread, decimals);
}

// The four pieces of a cell whose boundaries stand below each other: whole part of the mean, the
// rest of it, whole part of the spread, the rest of all.
using Pieces = std::array<std::string, 4>;

void split_number(std::string_view number, std::string& whole, std::string& rest) {
  const bool word = number.find_first_of("0123456789") == std::string_view::npos;  // "-", "nan"
  const std::size_t point = word ? number.size() : number.find_first_of(".e (");
  whole = number.substr(0, point);
  if (point < number.size()) rest = number.substr(point);
}

Pieces split_cell(const std::string& cell) {
  Pieces pieces;
  const std::size_t sign = cell.find(kSign);
  split_number(std::string_view(cell).substr(0, sign), pieces[0], pieces[1]);
  if (sign != std::string::npos) {
    split_number(std::string_view(cell).substr(sign + kSign.size()), pieces[2], pieces[3]);
    pieces[2] = std::string(kSign) + pieces[2];
  }
  return pieces;
}

}  // namespace

std::string plus_minus_text(const List& cell) {
  const double mean = cell.at(0).as_double();
  std::string text =
      cell.at(1).is_null() ? significant(mean) : both_text(mean, cell.at(1).as_double());
  if (cell.size() > 2) text += fmt::format(" ({})", to_text(cell[2]));
  return text;
}

void align_plus_minus(std::vector<std::string>& cells) {
  std::vector<Pieces> rows;
  std::array<std::size_t, 4> widths{};
  for (const std::string& cell : cells) {
    rows.push_back(split_cell(cell));
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(rows.back()[i]));
    }
  }
  for (std::size_t row = 0; row < cells.size(); ++row) {
    std::string text;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      std::string piece = rows[row][i];
      const std::string pad(widths[i] - display_width(piece), ' ');
      if (i == 2 && !piece.empty()) {
        // The sign stays with its column, the number moves to the right.
        text += std::string(kSign) + pad + piece.substr(kSign.size());
      } else {
        text += i == 0 ? pad + piece : piece + pad;
      }
    }
    cells[row] = std::move(text);
  }
}

}  // namespace cairn
