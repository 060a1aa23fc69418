// Curves and bars in characters, for a terminal or a text file: a plot of braille dots in which
// every point counts (each column spans the least and the most of its points, so that a spike is
// seen whatever their number), and bars of eight heights. It does not know what is drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// The size of a plot in characters, labels included, and the range of x.
struct PlotFrame {
  std::size_t width = 80;
  std::size_t height = 8;  ///< Of the curve; the line of x labels is one more.
  double x_first = 0;
  double x_last = 0;
  std::string first_label;  ///< Under the left and the right end.
  std::string last_label;
};

/// A curve that takes points one by one, in memory of its width.
class CurvePlot {
 public:
  explicit CurvePlot(PlotFrame frame);

  /// Adds a point; one that is NaN or infinite is counted and not drawn.
  void add(double x, double y);
  std::int64_t not_finite() const { return not_finite_; }
  /// The lines of the plot, the most and the least y at their left; empty when nothing is drawn.
  std::vector<std::string> lines() const;

 private:
  /// What one column of dots stands for.
  struct Column {
    double first = 0;
    double last = 0;
    double least = 0;
    double most = 0;
  };
  std::size_t column_of(double x) const;

  PlotFrame frame_;
  std::vector<std::optional<Column>> columns_;
  std::int64_t not_finite_ = 0;
};

/// One character for each value, from "▁" for `least` to "█" for `most`, a blank for NaN.
std::string spark(std::span<const double> values, double least, double most);

/// One character for each value, from "▁" for 0 to "█" for the largest; values below 0 count as 0.
std::string bars(std::span<const double> values);

}  // namespace cairn
