#include "cairn/catalog/run_row.h"

#include <cmath>

#include "cairn/catalog/archive_name.h"

namespace cairn {

namespace {

bool same(double left, double right) {
  return left == right || (std::isnan(left) && std::isnan(right));
}

}  // namespace

std::optional<std::string> home_from(std::string_view path, std::string_view own_place) {
  if (own_place.empty() || unarchived(path) == own_place) return std::nullopt;
  return std::string(own_place);
}

bool MetricRow::operator==(const MetricRow& other) const {
  if (key != other.key || step != other.step || points != other.points) return false;
  if (!same(value, other.value)) return false;
  if (points < 2) return true;
  return same(first, other.first) && same(least, other.least) && same(most, other.most);
}

}  // namespace cairn
