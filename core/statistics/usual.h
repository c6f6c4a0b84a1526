// What is usual for a person: the middle half of their earlier days. It says where they have been, and never where they ought to
// be. Pure.
#pragma once
#include <optional>

#include "core/statistics/series.h"

namespace eddy::statistics {

struct Usual {
  double low = 0, high = 0;  // the quartiles, in units of the scale; half of the days lie between them
  // The range that 28 days give holds between a third and two thirds of the days to come for nine people in ten, that of 14 for
  // not eight (tests/statistics/usual_test.cc). They are four whole weeks, too, so that no day of the week is left out.
  static constexpr int kFewest = 28;
};
// None of fewer days. None where more than half of the days lie at `never` or below it, either: what is no good is not called usual,
// however long it has been so. Quartiles as Hyndman and Fan 1996 advise (their eighth): about as often too
// low as too high, whatever the days are distributed like.
std::optional<Usual> usual(const Series& earlier, std::optional<double> never = std::nullopt);

}  // namespace eddy::statistics
