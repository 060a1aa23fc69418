#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cairn/base/counted.h"
#include "cairn/query/table.h"

namespace cairn {

namespace {

bool is_constant(const Table& table, std::size_t column) {
  for (const std::vector<Value>& row : table.rows) {
    if (!(row[column] == table.rows[0][column])) return false;
  }
  return true;
}

std::size_t total_width(const std::vector<std::size_t>& shown,
                        const std::vector<std::size_t>& widths) {
  std::size_t total = 0;
  for (const std::size_t column : shown) total += widths[column] + kColumnGap.size();
  return total > kColumnGap.size() ? total - kColumnGap.size() : 0;
}

// Takes columns of `role` away from the right until the rest fits; returns how many went.
std::size_t drop(const Table& table, ColumnRole role, const std::vector<std::size_t>& widths,
                 std::size_t width, std::vector<std::size_t>& shown) {
  std::size_t dropped = 0;
  for (std::size_t i = shown.size(); i-- > 0 && total_width(shown, widths) > width;) {
    if (table.columns[shown[i]].role != role) continue;
    shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(i));
    ++dropped;
  }
  return dropped;
}

}  // namespace

ColumnChoice choose_columns(const Table& table, const std::vector<std::size_t>& widths,
                            const TableStyle& style) {
  ColumnChoice choice;
  std::size_t constant = 0;
  // With one row everything is constant, and everything is what one wants to see.
  const bool hide = style.constants == ConstantColumns::hide && table.rows.size() > 1;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnRole role = table.columns[i].role;
    const bool may_go =
        role != ColumnRole::fixed && role != ColumnRole::whole && role != ColumnRole::key;
    if (hide && may_go && is_constant(table, i)) {
      ++constant;
    } else {
      choice.shown.push_back(i);
    }
  }
  if (constant > 0) {
    choice.notes.push_back(fmt::format("+{}, --all to show", counted(constant, "constant column")));
  }
  if (!style.width) return choice;

  constexpr std::array kOrder = {std::pair{ColumnRole::param, std::string_view("param")},
                                 std::pair{ColumnRole::field, std::string_view("field")},
                                 std::pair{ColumnRole::metric, std::string_view("metric")}};
  std::vector<std::string> cut;
  std::size_t all = 0;
  for (const auto& [role, name] : kOrder) {
    const std::size_t dropped = drop(table, role, widths, *style.width, choice.shown);
    if (dropped > 0) cut.push_back(counted(dropped, fmt::format("{} column", name)));
    all += dropped;
  }
  if (!cut.empty()) {
    choice.notes.push_back(fmt::format("+{} that {} not fit, {} or a wider terminal to show",
                                       fmt::join(cut, ", "), all == 1 ? "does" : "do",
                                       table.chosen_by));
  }
  return choice;
}

}  // namespace cairn
