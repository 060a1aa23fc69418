// Student's t distribution: how likely a mean is to lie as far off as it does. Relative errors stay
// below 1e-12, also of very small probabilities and for millions of degrees of freedom. It does not
// know samples.
#pragma once

namespace cairn {

/// The probability that |T| is at least |t|, two-sided; 0 for an infinite t. `degrees` > 0 need not
/// be whole.
double student_p(double t, double degrees);

/// The t > 0 for which |T| < t has probability `confidence` (0.5 ≤ confidence < 1): 12.706… for
/// 0.95 and one degree of freedom.
double student_quantile(double confidence, double degrees);

}  // namespace cairn
