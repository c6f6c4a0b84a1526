// Student's t distribution: how far to both sides of a mean it may lie, for degrees of freedom that are no whole numbers.
// Boost.Math has it as well, in 55 kB of a page that may have 650; the tests hold this one against that one.
#pragma once

namespace eddy::statistics {

// The probability that t is above this one; `t` >= 0, `free` > 0.
double student_above(double t, double free);
// The t that is not passed with probability `p`, 0 < p < 1; to nine digits or more for `free` from 0.5 to 100,000.
double student_quantile(double p, double free);

}  // namespace eddy::statistics
