#include "cairn/query/compare.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cairn/query/human.h"

namespace cairn {

namespace {

constexpr int kDeltaDigits = 3;

bool is_nan(const Value& value) { return value.is_real() && std::isnan(value.as_double()); }

bool same(const Value& a, const Value& b) { return a == b || (is_nan(a) && is_nan(b)); }

std::optional<double> finite(const Value& value) {
  if (!value.is_number() || !std::isfinite(value.as_double())) return std::nullopt;
  return value.as_double();
}

}  // namespace

CompareRow& CompareSection::row(std::string_view key, std::size_t runs, CellKind kind) {
  const auto [place, is_new] = places.try_emplace(std::string(key), rows.size());
  if (is_new) {
    rows.push_back({.key = std::string(key), .kind = kind, .values = std::vector<Value>(runs)});
  }
  return rows[place->second];
}

bool all_agree(const CompareRow& row) {
  return std::all_of(row.values.begin(), row.values.end(),
                     [&](const Value& value) { return same(value, row.values.front()); });
}

void keep_differences(Comparison& comparison) {
  for (CompareSection& section : comparison.sections) {
    const auto equal = std::stable_partition(section.rows.begin(), section.rows.end(),
                                             [](const CompareRow& row) { return !all_agree(row); });
    section.equal += section.rows.end() - equal;
    section.rows.erase(equal, section.rows.end());
    section.places.clear();
  }
}

std::string delta_text(const Value& first, const Value& value) {
  const std::optional<double> from = finite(first);
  const std::optional<double> to = finite(value);
  if (!from || !to || *from == *to) return "";
  const double delta = *to - *from;
  if (!std::isfinite(delta)) return "";
  const std::string_view sign = delta > 0 ? "+" : "-";
  const std::string text = fmt::format("{}{}", sign, significant(std::abs(delta), kDeltaDigits));
  if (*from == 0) return text;
  const double percent = std::abs(delta / *from) * 100;
  return fmt::format("{}, {}{} %", text, (delta / *from > 0) ? "+" : "-",
                     significant(percent, percent < 1000 ? 2 : kDeltaDigits));
}

std::vector<std::size_t> best_places(const CompareRow& row) {
  if (!row.best || all_agree(row)) return {};
  std::vector<std::size_t> places;
  std::optional<double> best;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const Value& value = row.values[i];
    if (!value.is_number() || is_nan(value)) continue;
    const double number = value.as_double();
    const bool is_better =
        !best || (*row.best == MetricGoal::min ? number < *best : number > *best);
    if (is_better) places.clear();
    if (is_better) best = number;
    if (number == *best) places.push_back(i);
  }
  return places;
}

}  // namespace cairn
