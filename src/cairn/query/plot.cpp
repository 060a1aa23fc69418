#include "cairn/query/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/query/human.h"

namespace cairn {

namespace {

// "▁" and the seven that are higher.
constexpr std::size_t kLowestBar = 0x2581;
constexpr double kBarSteps = 7;

constexpr std::size_t kDotsAcross = 2;  // Of one braille character.
constexpr std::size_t kDotsDown = 4;
constexpr std::size_t kFirstBraille = 0x2800;
/// Room for the y labels: "-1.234e-05" and a blank.
constexpr std::size_t kLabelWidth = 11;

/// The bit of a dot in a braille character, by row and column.
constexpr std::array<std::array<unsigned char, kDotsAcross>, kDotsDown> kDotBits = {
    {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};

/// A character between U+0800 and U+FFFF as UTF-8.
std::string utf8_of(std::size_t code) {
  return {static_cast<char>(0xE0 | (code >> 12U)), static_cast<char>(0x80 | ((code >> 6U) & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

/// A raster of dots, four rows and two columns to a character.
class Dots {
 public:
  Dots(std::size_t width, std::size_t height) : width_(width), cells_(width * height, 0) {}

  void set(std::size_t x, std::size_t y) {
    cells_[y / kDotsDown * width_ + x / kDotsAcross] |= kDotBits[y % kDotsDown][x % kDotsAcross];
  }
  std::string line(std::size_t row) const {
    std::string text;
    std::size_t end = width_;
    while (end > 0 && cells_[row * width_ + end - 1] == 0) --end;
    for (std::size_t i = 0; i < end; ++i) {
      const unsigned char dots = cells_[row * width_ + i];
      text += dots == 0 ? " " : utf8_of(kFirstBraille + dots);
    }
    return text;
  }

 private:
  std::size_t width_;
  std::vector<unsigned char> cells_;
};

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(width > used ? width - used : 0, ' ') + text;
}

}  // namespace

CurvePlot::CurvePlot(PlotFrame frame) : frame_(std::move(frame)) {
  frame_.width = std::max(frame_.width, kLabelWidth + 10);
  columns_.resize((frame_.width - kLabelWidth) * kDotsAcross);
}

std::size_t CurvePlot::column_of(double x) const {
  const double span = frame_.x_last - frame_.x_first;
  if (!(span > 0)) return 0;
  const double part = std::clamp((x - frame_.x_first) / span, 0.0, 1.0);
  return static_cast<std::size_t>(std::llround(part * static_cast<double>(columns_.size() - 1)));
}

void CurvePlot::add(double x, double y) {
  if (!std::isfinite(y)) {
    ++not_finite_;
    return;
  }
  std::optional<Column>& column = columns_[column_of(x)];
  if (!column) column = Column{y, y, y, y};
  column->last = y;
  column->least = std::min(column->least, y);
  column->most = std::max(column->most, y);
}

std::vector<std::string> CurvePlot::lines() const {
  double least = HUGE_VAL;
  double most = -HUGE_VAL;
  for (const std::optional<Column>& column : columns_) {
    if (!column) continue;
    least = std::min(least, column->least);
    most = std::max(most, column->most);
  }
  if (least > most) return {};
  const std::size_t rows = frame_.height * kDotsDown;
  // Halves, so that the span of the largest doubles does not overflow.
  const double span = most / 2 - least / 2;
  const auto row_of = [&](double y) {
    const double part = span > 0 ? (most / 2 - y / 2) / span : 0.5;
    return static_cast<std::size_t>(std::llround(part * static_cast<double>(rows - 1)));
  };
  Dots dots(frame_.width - kLabelWidth, frame_.height);
  std::optional<std::size_t> before;
  for (std::size_t x = 0; x < columns_.size(); ++x) {
    if (!columns_[x]) continue;
    for (std::size_t y = row_of(columns_[x]->most); y <= row_of(columns_[x]->least); ++y) {
      dots.set(x, y);
    }
    // A straight line from the last point of the column before.
    for (std::size_t i = before ? *before + 1 : x; i < x; ++i) {
      const double part = static_cast<double>(i - *before) / static_cast<double>(x - *before);
      const double from = columns_[*before]->last;
      dots.set(i, row_of(from + part * (columns_[x]->first - from)));
    }
    before = x;
  }
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < frame_.height; ++row) {
    const bool is_top = row == 0;
    const bool is_bottom = row + 1 == frame_.height && span > 0;
    const std::string label = is_top ? significant(most) : is_bottom ? significant(least) : "";
    const std::string curve = dots.line(row);
    lines.push_back(curve.empty() && label.empty()
                        ? ""
                        : padded(label, kLabelWidth - 1) + (curve.empty() ? "" : " " + curve));
  }
  const std::size_t taken = kLabelWidth + display_width(frame_.first_label);
  const std::size_t room =
      std::max(frame_.width, taken + display_width(frame_.last_label) + 1) - taken;
  lines.push_back(std::string(kLabelWidth, ' ') + frame_.first_label +
                  padded(frame_.last_label, room));
  return lines;
}

std::string spark(std::span<const double> values, double least, double most) {
  std::string text;
  for (const double value : values) {
    if (std::isnan(value)) {
      text += ' ';
      continue;
    }
    const double part = most > least ? (value - least) / (most - least) : 0.5;
    const double height = std::clamp(part, 0.0, 1.0) * kBarSteps;
    text += utf8_of(kLowestBar + static_cast<std::size_t>(std::lround(height)));
  }
  return text;
}

std::string bars(std::span<const double> values) {
  double most = 0;
  for (const double value : values) most = std::max(most, value);
  std::string text;
  for (const double value : values) {
    const double part = most > 0 ? std::max(0.0, value) / most : 0;
    text += utf8_of(kLowestBar + static_cast<std::size_t>(std::ceil(part * kBarSteps)));
  }
  return text;
}

}  // namespace cairn
