// Two texts that should be equal but for the last digits of their numbers: CSV tables, JSON, logs
// of results. Numbers are compared within a tolerance, all else byte by byte. It does not know
// formats: a number is what reads as one and does not stand inside a word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// Whether two numbers are equal, or differ by at most `relative` of the greater one (by 1e-12 near
/// zero, unless `relative` is 0). NaN equals NaN, an infinity itself.
bool is_within(double before, double after, double relative);

/// |before − after| as a share of the greater one; 0 for equal ones.
double relative_difference(double before, double after);

/// How two texts differ.
struct NumberDiff {
  bool is_equal = true;     ///< But for numbers within the tolerance.
  std::size_t numbers = 0;  ///< Numbers that differ, within the tolerance or beyond it.
  double most = 0;          ///< The largest relative difference of them.
  std::string first;        ///< The first thing that is too different: "line 3: 0.51 → 0.52".
};

NumberDiff diff_numbers(std::string_view before, std::string_view after, double relative);

}  // namespace cairn
