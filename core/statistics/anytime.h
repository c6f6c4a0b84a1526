// Tests that may be looked at every day. Each value says how much more likely the weeks so far are under "there is a difference"
// than under "there is none", on the scale of logarithms; whoever lives with no difference ever sees it pass log(1 / error) with
// at most that probability, however often they look (Ville 1939). Nothing is remembered of looks: the course is a function of
// the weeks in their order.
//
// The difference is taken in units of the weeks' own spread and drawn from a normal distribution; mean and spread are integrated
// out by their right Haar measure, which is what makes it a test for every spread at once (Perez-Ortiz, Lardy, de Heide and
// Gruenwald 2024, E-statistics, group invariance and anytime-valid testing). The closed form is that of Goenen, Johnson, Lu and
// Westfall 2005.
#pragma once
#include <vector>

namespace eddy::statistics {

struct Course {
  double most = 0;  // the largest logarithm so far: what was ever said stays said
  double now = 0;   // after the last week
  double difference = 0;
  double low = 0,
         high =
             0;  // all differences that are not spoken against at this error: wider than a level's interval
  bool bounded = false;  // false: nothing can be said yet, and low and high are 0
  bool says(double error) const;
};

// The next step of a course, for whoever keeps sums of their own: the difference so far, the sum of squares that it leaves, what
// it is worth (its variance is a value's divided by that), and how many values more than unknowns there are.
void add(Course& course, double difference, double square, double size, double free, double error);

// A week's mean, or its difference of two sides, and how much it is worth: its variance is some number divided by that.
struct Week {
  double value = 0, worth = 1;
};
struct Sample {
  double n = 0, worth = 0, mean = 0, square = 0;  // of deviations from the mean
  void add(const Week& week);
};
// Whether the mean of these is another than 0: a week's difference of two sides.
Course of_one(const std::vector<Week>& weeks, double error);
// Whether the weeks since an anchor have another mean than those before it, week by week: first all before.
class OfTwo {
 public:
  explicit OfTwo(double error) : error_(error) {}
  void before(const Week& week) { before_.add(week); }
  void since(const Week& week);
  const Course& course() const { return course_; }

 private:
  double error_;
  Sample before_, since_;
  Course course_;
};

}  // namespace eddy::statistics
