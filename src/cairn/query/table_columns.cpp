#include <algorithm>
#include <array>
#include <utility>

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

// Makes a table narrower, and counts what went.
class Narrowing {
 public:
  Narrowing(const Table& table, const std::vector<std::size_t>& widths, std::size_t width,
            std::vector<std::size_t>& shown)
      : table_(table), widths_(widths), width_(width), shown_(shown) {}

  // Takes columns away from the right, those for which `may_go(place in shown)`, until the rest
  // fits.
  template <typename MayGo>
  void drop(const MayGo& may_go) {
    for (std::size_t i = shown_.size(); i-- > 0 && total_width(shown_, widths_) > width_;) {
      if (!may_go(i)) continue;
      dropped_.push_back(shown_[i]);
      shown_.erase(shown_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  void drop(ColumnRole wanted) {
    drop([&](std::size_t i) { return role(i) == wanted; });
  }
  void drop_repeating() {
    drop([&](std::size_t i) { return goes_first(role(i)) && repeats_another(i); });
  }
  void drop_further_metrics() {
    drop([&](std::size_t i) {
      return role(i) == ColumnRole::metric &&
             std::any_of(shown_.begin(), shown_.begin() + static_cast<std::ptrdiff_t>(i),
                         [&](std::size_t column) {
                           return table_.columns[column].role == ColumnRole::metric;
                         });
    });
  }

  // Gives back what fits now: one wide column may have gone after many narrow ones. What went last
  // tells the most.
  void take_back() {
    std::size_t used = total_width(shown_, widths_);
    std::vector<std::size_t> gone;
    for (auto column = dropped_.rbegin(); column != dropped_.rend(); ++column) {
      const std::size_t more = widths_[*column] + (shown_.empty() ? 0 : kColumnGap.size());
      if (used + more > width_) {
        gone.push_back(*column);
      } else {
        used += more;
        shown_.insert(std::lower_bound(shown_.begin(), shown_.end(), *column), *column);
      }
    }
    dropped_ = std::move(gone);
  }

  // "3 param columns, 1 metric column", and how many they are.
  std::pair<std::string, std::size_t> cut() const {
    constexpr std::array kNames = {std::pair{ColumnRole::spare, std::string_view("further")},
                                   std::pair{ColumnRole::param, std::string_view("param")},
                                   std::pair{ColumnRole::field, std::string_view("field")},
                                   std::pair{ColumnRole::metric, std::string_view("metric")}};
    std::vector<std::string> parts;
    std::size_t all = 0;
    for (const auto& [role, name] : kNames) {
      const auto count = std::count_if(
          dropped_.begin(), dropped_.end(),
          [&, wanted = role](std::size_t column) { return table_.columns[column].role == wanted; });
      if (count == 0) continue;
      parts.push_back(counted(static_cast<std::size_t>(count), fmt::format("{} column", name)));
      all += static_cast<std::size_t>(count);
    }
    return {fmt::format("{}", fmt::join(parts, ", ")), all};
  }

 private:
  ColumnRole role(std::size_t i) const { return table_.columns[shown_[i]].role; }
  static bool goes_first(ColumnRole role) {
    return role == ColumnRole::field || role == ColumnRole::param || role == ColumnRole::metric;
  }
  // Whether it has in each row what a column before it has.
  bool repeats_another(std::size_t i) const {
    if (table_.rows.size() < 2) return false;  // Of one row it would be chance.
    const auto equals = [&](std::size_t column) {
      return std::all_of(
          table_.rows.begin(), table_.rows.end(),
          [&](const std::vector<Value>& row) { return row[column] == row[shown_[i]]; });
    };
    return std::any_of(shown_.begin(), shown_.begin() + static_cast<std::ptrdiff_t>(i), equals);
  }

  const Table& table_;
  const std::vector<std::size_t>& widths_;
  std::size_t width_;
  std::vector<std::size_t>& shown_;
  std::vector<std::size_t> dropped_;  // In the order in which they went.
};

}  // namespace

ColumnChoice choose_columns(const Table& table, const std::vector<std::size_t>& widths,
                            const TableStyle& style) {
  ColumnChoice choice;
  std::size_t constant = 0;
  // With one row everything is constant, and everything is what one wants to see.
  const bool hide = style.constants == ConstantColumns::hide && table.rows.size() > 1;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnRole role = table.columns[i].role;
    const bool may_go = role != ColumnRole::fixed && role != ColumnRole::whole &&
                        role != ColumnRole::key && role != ColumnRole::spare;
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

  Narrowing narrowing(table, widths, *style.width, choice.shown);
  narrowing.drop(ColumnRole::spare);
  narrowing.drop_repeating();
  narrowing.drop_further_metrics();
  narrowing.drop(ColumnRole::field);
  narrowing.drop(ColumnRole::param);
  narrowing.drop(ColumnRole::metric);
  narrowing.take_back();
  if (const auto [cut, count] = narrowing.cut(); count > 0) {
    choice.notes.push_back(fmt::format("+{} that {} not fit, {} or a wider terminal to show", cut,
                                       count == 1 ? "does" : "do", table.chosen_by));
  }
  return choice;
}

}  // namespace cairn
