// "0.4213 ± 0.0120": a mean with what scatters around it, rounded to the digits that the spread
// leaves meaningful. For the source files of this module only.
#pragma once

#include <string>
#include <vector>

#include "cairn/base/value.h"

namespace cairn {

/// The text of [mean, spread] or [mean, spread, n]: the spread with two significant digits and the
/// mean with as many decimals; " (n)" behind it. A null spread: the mean alone with four.
std::string plus_minus_text(const List& cell);

/// Pads `cells` so that points stand below points and ± below ±; blanks at the end make all one
/// width.
void align_plus_minus(std::vector<std::string>& cells);

}  // namespace cairn
