#include "cairn/layout/comparison_table.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/layout/ranking.h"

namespace cairn {

namespace {

constexpr std::size_t kLongestFoldNumber = 9;
constexpr std::array<std::string_view, 3> kPartitions = {"val", "test", "train"};

/// One column: its title and the cells below; numbers are set flush right.
struct Column {
  std::string title;
  std::vector<std::string> cells;
  enum class Side { left, right } side = Side::right;
};

std::size_t partition_order(const std::string& key) {
  const std::string partition = key.substr(0, key.find('.'));
  return static_cast<std::size_t>(std::ranges::find(kPartitions, partition) - kPartitions.begin());
}

/// The metrics that any child has: val, test, train, then others, each in order of appearance.
std::vector<std::string> metric_keys(const List& children) {
  std::vector<std::string> keys;
  for (const Value& child : children) {
    const Value* metrics = child.find("metrics");
    if (metrics == nullptr) continue;
    for (const auto& [key, value] : flatten(*metrics)) {
      const bool known = std::ranges::find(keys, key) != keys.end();
      if (!known && !value.is_list()) keys.push_back(key);
    }
  }
  std::ranges::stable_sort(keys, {}, partition_order);
  return keys;
}

std::string cell_text(const Value* value) {
  if (value == nullptr || value->is_null()) return "-";
  return value->is_real() ? fmt::format("{:.6g}", value->as_double()) : printable(to_text(*value));
}

std::string pad(const std::string& text, std::size_t width, Column::Side side) {
  const std::string space(width - std::min(width, display_width(text)), ' ');
  return side == Column::Side::left ? text + space : space + text;
}

std::string set_table(const std::vector<Column>& columns, std::size_t rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) {
    std::size_t width = display_width(column.title);
    for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
    widths.push_back(width);
  }
  std::string rule = "+";
  for (const std::size_t width : widths) rule += std::string(width + 2, '-') + "+";
  std::string out = rule + "\n|";
  for (std::size_t c = 0; c < columns.size(); ++c) {
    out += " " + pad(columns[c].title, widths[c], columns[c].side) + " |";
  }
  out += "\n" + rule + "\n";
  for (std::size_t r = 0; r < rows; ++r) {
    out += "|";
    for (std::size_t c = 0; c < columns.size(); ++c) {
      out += " " + pad(columns[c].cells[r], widths[c], columns[c].side) + " |";
    }
    out += "\n";
  }
  return out + rule + "\n";
}

}  // namespace

Value fold_label(std::string_view child_name) {
  std::string_view digits = child_name;
  if (digits.starts_with("fold")) digits.remove_prefix(4);
  if (digits.starts_with("_")) digits.remove_prefix(1);
  const bool is_number = !digits.empty() && digits.size() <= kLongestFoldNumber &&
                         digits.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? Value(std::stoi(std::string(digits))) : Value(child_name);
}

std::string comparison_table(const Value& run) {
  const Value* children = run.find("children");
  if (children == nullptr || !children->is_list() || children->as_list().empty()) return {};
  const List& rows = children->as_list();
  const Value* best = best_child(run);
  std::vector<Column> columns = {{"fold", {}, Column::Side::left}, {"id", {}, Column::Side::left}};
  for (const Value& child : rows) {
    const Value* name = child.find("name");
    const std::string label =
        name == nullptr ? "-" : printable(to_text(fold_label(to_text(*name))));
    columns[0].cells.push_back(label + (&child == best ? " *" : ""));
    columns[1].cells.push_back(cell_text(child.find("id")));
  }
  for (const std::string& key : metric_keys(rows)) {
    Column column{printable(key), {}, Column::Side::right};
    for (const Value& child : rows) {
      const Value* metrics = child.find("metrics");
      column.cells.push_back(cell_text(metrics == nullptr ? nullptr : metrics->find_path(key)));
    }
    columns.push_back(std::move(column));
  }
  std::string table = set_table(columns, rows.size());
  if (best != nullptr) {
    const RankRule rule = rank_rule(run);
    table += fmt::format("* best: {} {}\n",
                         rule.direction == RankDirection::min ? "lowest" : "highest", rule.by);
  }
  return table;
}

}  // namespace cairn
