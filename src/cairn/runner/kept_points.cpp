#include "cairn/runner/kept_points.h"

#include <map>

namespace cairn {

namespace {

void keep(const std::vector<PlannedRun>& runs, std::size_t index, std::set<std::size_t>& kept) {
  if (!kept.insert(index).second) return;
  for (const Point::Need& need : runs[index].point.needs) {
    for (const std::size_t upstream : need.points) keep(runs, upstream, kept);
  }
}

}  // namespace

std::vector<Point> points_with_needs(const std::vector<PlannedRun>& runs,
                                     const std::set<std::size_t>& chosen) {
  std::set<std::size_t> kept;
  for (const std::size_t index : chosen) keep(runs, index, kept);
  std::vector<Point> points;
  std::map<std::size_t, std::size_t> number;
  std::map<Digest, std::size_t> known;
  for (const std::size_t index : kept) {
    const auto [at, is_new] = known.emplace(runs[index].definition.digest, points.size());
    number[index] = at->second;
    if (!is_new) continue;
    Point point = runs[index].point;
    for (Point::Need& need : point.needs) {
      for (std::size_t& upstream : need.points) upstream = number[upstream];
    }
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace cairn
