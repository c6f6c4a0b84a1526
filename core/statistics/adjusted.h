// A test that may be looked at every day, as in anytime.h, of one thing among others: whether what is asked about goes with the
// value once up to two things beside it are taken out, by a linear model. These, too, are integrated out by their right Haar
// measure, so it is a test whatever they bring (Lindon, Ham, Tingley and Bojinov 2022, Anytime-valid linear models and
// regression adjusted causal inference in randomized experiments).
#pragma once
#include <array>
#include <vector>

#include "core/statistics/anytime.h"
#include "core/statistics/pooled.h"

namespace eddy::statistics {

struct Observed {
  double asked = 0;                // what it had of what is asked about
  std::array<double, 2> beside{};  // and of the others
  double value = 0;
  double worth = 1;  // its variance is some number divided by that
};
Course of_adjusted(const std::vector<Observed>& observed, double error);

// The share of questions that were asked and not answered, of what is asked about (1) and of what it is held against (0).
struct Unanswered {
  double asked = 0, others = 0;
  static constexpr double kMost = 0.3;  // with more nothing is named
  static constexpr double kWorse =
      1;  // points that unanswered ones may be worse than the answered ones of their kind
};
// What may be named: who is asked is chance, so what was not answered is all that can mislead. It must hold, too, if the
// unanswered ones of the better side had gone worse than the answered ones, and those of the other side had not.
struct Named {
  int way = 0;  // 1: more, -1: less; 0: nothing, and the rest is 0
  double by = 0, low = 0, high = 0;
};
// `one`: looked at once, at an end that was set beforehand: Student's own test, which needs less.
enum class Looks { any, one };
Named named(std::vector<Observed> observed, const Unanswered& unanswered, double error,
            Looks looks = Looks::any);

// Of each week in which a practice and another one were rated, how much further tension fell with it than with the others, and
// how much further there was to fall: weeks are the unit, since neighbouring ratings are alike. In order of time.
std::vector<Observed> weeks_against_others(const std::vector<Rating>& ratings, int practice);

}  // namespace eddy::statistics
