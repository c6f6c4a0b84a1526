// Student's t of our own against Boost.Math's, which a page has no room for.
#include "core/statistics/student.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/students_t.hpp>

namespace eddy::statistics {
namespace {

TEST(Student, IsBoostsToElevenDigits) {
  for (double free = 0.5; free < 110'000; free *= 1.1)
    for (const double p : {0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.999, 0.9999}) {
      const boost::math::students_t_distribution<double> boost(free);
      const double expected = quantile(boost, p);
      EXPECT_NEAR(student_quantile(p, free) / expected, 1, 1e-11) << p << " of " << free;
      EXPECT_NEAR(student_above(expected, free) / (1 - p), 1, 1e-10) << p << " of " << free;
    }
}

TEST(Student, HasTwoEqualSidesAndNothingInTheMiddle) {
  EXPECT_EQ(student_quantile(0.5, 3), 0);
  EXPECT_DOUBLE_EQ(student_quantile(0.05, 7), -student_quantile(0.95, 7));
  EXPECT_DOUBLE_EQ(student_above(0, 7), 0.5);
  EXPECT_GT(student_quantile(0.5 + 1e-9, 7), 0);
  EXPECT_NEAR(student_quantile(1 - 1e-12, 1e5), 7.0350, 1e-3) << "nothing runs away far out";
}

}  // namespace
}  // namespace eddy::statistics
