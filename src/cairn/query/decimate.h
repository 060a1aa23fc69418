// Fewer points of a curve that show the same: the points are cut into stretches of equal number,
// and of each the least and the most are kept, in their order, so that a spike stays whatever the
// number. A stretch that holds nothing but NaN keeps its first. Memory does not grow with the
// points. It does not know what the points are of.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

namespace cairn {

/// Keeps at most about `wanted` of `count` points. `Point` has a member `value` and can be copied.
template <typename Point, typename Emit>
class MinMaxDecimator {
 public:
  MinMaxDecimator(std::int64_t count, std::int64_t wanted, Emit emit)
      : count_(count), stretches_(wanted < 2 ? 1 : wanted / 2), emit_(std::move(emit)) {}

  void add(const Point& point) {
    if (count_ <= 2 * stretches_) {
      emit_(point);
      return;
    }
    // 128 bits are not needed: fewer than 2^31 stretches of fewer than 2^32 points.
    const std::int64_t stretch = seen_ * stretches_ / count_;
    if (stretch != stretch_) finish();
    stretch_ = stretch;
    // NaN gives way to any number, and takes the place of none.
    if (!least_ || std::isnan(least_->point.value) || point.value < least_->point.value) {
      least_ = Kept{point, seen_};
    }
    if (!most_ || std::isnan(most_->point.value) || point.value > most_->point.value) {
      most_ = Kept{point, seen_};
    }
    ++seen_;
  }
  /// Emits what the last stretch kept.
  void finish() {
    if (!least_) return;
    const bool is_least_first = least_->place <= most_->place;
    emit_(is_least_first ? least_->point : most_->point);
    if (least_->place != most_->place) emit_(is_least_first ? most_->point : least_->point);
    least_.reset();
    most_.reset();
  }

 private:
  struct Kept {
    Point point;
    std::int64_t place = 0;
  };

  std::int64_t count_;
  std::int64_t stretches_;
  Emit emit_;
  std::int64_t seen_ = 0;
  std::int64_t stretch_ = 0;
  std::optional<Kept> least_;
  std::optional<Kept> most_;
};

}  // namespace cairn
