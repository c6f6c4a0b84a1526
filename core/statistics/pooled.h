// What each of several practices brings, learned from all of them together: ratings in practices, practices in families. Pure.
//
//   fell = mean + family + practice + slope (start - mean start) + noise
//
// Families and practices are drawn from normal distributions, so that one rated a few times is drawn towards its family, and
// the best of a list is no better than it should be (Gelman and Hill 2007, chapter 12). How far families and practices differ
// is not known: it is summed over a small fixed grid, each point weighed by how well it explains the ratings, and so an
// interval carries that, too; mean, slope and noise are integrated in closed form (Box and Tiao 1973, chapter 2). Nothing is
// drawn by chance: the same ratings give the same numbers.
//
// Neighbouring ratings of a person are alike, and some practices are rated more evenly than others: both are estimated, drawn
// to what is believed of them, and taken as known.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace eddy::statistics {

struct Rating {
  int practice = 0;            // from 0
  double start = 0;            // tension before, 0 to 10
  std::optional<double> fell;  // how far it fell, -10 to 10; none: asked, and not answered
  int64_t week = 0;            // that it is of: its number, or its first day
};

struct Relief {
  int rated = 0, unanswered = 0;
  double mean = 0;  // at the mean start of everything rated
  double low = 0,
         high = 0;  // low is of answered and unanswered together, should those have gone one point worse
  double unanswered_share() const {
    return rated ? double(unanswered) / (rated + unanswered) : unanswered > 0;
  }
};

class Pooled {
 public:
  // `families`: of each practice, from 0; practices that nobody rated are known by their family. Ratings in order of time.
  Pooled(const std::vector<int>& families, const std::vector<Rating>& ratings);
  // Of each practice, with an interval that covers it with this probability.
  std::vector<Relief> all(double cover = 0.9) const;
  // What all of them may bring, as one draw from what is known. `uniform`: gives numbers from 0 to below 1.
  std::vector<double> draw(const std::function<double()>& uniform) const;

 private:
  using Numbers = std::vector<double>;
  // What is known where families and practices differ by so much: a point of the grid.
  struct Known {
    double weight = 0, noise = 0;  // standard deviation of a rating
    Numbers mean;                  // of the unknowns: mean, slope, families, practices
    Numbers factor;                // of their precision in units of the noise (Cholesky), by rows
  };
  struct Sums;
  struct Likeness;
  Sums sums(const std::vector<Rating>& ratings, const Likeness& likeness) const;
  Known known(const Sums& sums, double by_practice, double by_family) const;
  Likeness likeness(const std::vector<Rating>& ratings, const Known& rough) const;
  size_t family_at(int practice) const { return 2 + size_t(families_[size_t(practice)]); }
  size_t practice_at(int practice) const { return size_ - families_.size() + size_t(practice); }
  double variance(const Known& known, int practice) const;  // of what a practice brings

  std::vector<int> families_, rated_, unanswered_;
  size_t size_ = 0;  // how many unknowns
  double start_ = 0, free_ = 0;
  std::vector<Known> grid_;  // weights add up to 1
};

}  // namespace eddy::statistics
