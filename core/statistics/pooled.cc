#include "core/statistics/pooled.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

// What is believed before anything was rated: a drop in tension varies by 1.5 from time to time, as if five ratings had said so;
// practices differ by nearly as much, families by less (half-normal); neighbouring ratings are alike by 0.3, as if sixty had
// said so; one practice varies as the others do, as if thirty had said so.
constexpr double kNoise = 1.5, kNoiseRatings = 5;
constexpr double kPracticesDiffer = 0.8, kFamiliesDiffer = 0.6;
constexpr double kAlike = 0.3, kAlikeRatings = 60, kMostAlike = 0.7;
constexpr double kEvenRatings = 30;
// How alike and how even is estimated, and taken as known: by so much wider are intervals for it.
constexpr double kWider = 1.025;
constexpr double kWorse = 1;  // points of relief that an unanswered rating may be behind the answered ones
// Precisions of the mean and of the slope, in units of the noise: next to nothing.
constexpr double kMean = 0.01, kSlope = 1;
// By how much practices and families may differ, in units of the noise; each stands for as much as lies around it.
constexpr std::array kByPractice = {0.03, 0.1, 0.18, 0.27, 0.4, 0.6, 0.9, 1.35, 2.0};
constexpr std::array kByFamily = {0.03, 0.15, 0.4, 0.9};

template <size_t n>
double share(const std::array<double, n>& points, size_t i, double usual) {
  const double from = i ? (points[i - 1] + points[i]) / 2 : 0;
  const double to = i + 1 < n ? (points[i] + points[i + 1]) / 2 : 2 * points[i];
  return (to - from) * std::exp(-0.5 * points[i] * points[i] / usual / usual);
}

// L with L L' = m, in its lower triangle (Golub and Van Loan 2013, algorithm 4.2.1); gives the logarithm of L's determinant.
double factorise(std::vector<double>& m, size_t n) {
  double log = 0;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j <= i; ++j) {
      double sum = m[i * n + j];
      for (size_t k = 0; k < j; ++k) sum -= m[i * n + k] * m[j * n + k];
      m[i * n + j] = i == j ? std::sqrt(sum) : sum / m[j * n + j];
      if (i == j) log += std::log(m[i * n + j]);
    }
  return log;
}

// x with L x = x, and with L' x = x.
void forward(const std::vector<double>& l, std::vector<double>& x) {
  const size_t n = x.size();
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
}
void backward(const std::vector<double>& l, std::vector<double>& x) {
  const size_t n = x.size();
  for (size_t i = n; i-- > 0;) {
    x[i] /= l[i * n + i];
    for (size_t k = 0; k < i; ++k) x[k] -= l[i * n + k] * x[i];
  }
}

// Student's t, looked up: the sum over the grid asks for it tens of thousands of times.
class Student {
 public:
  explicit Student(double free) {
    for (size_t i = 0; i < below_.size(); ++i) below_[i] = 1 - student_above(double(i) / kSteps, free);
  }
  double below(double t) const {
    const double at = std::min(std::abs(t) * kSteps, double(below_.size()) - 1.001);
    const auto i = size_t(at);
    const double p = below_[i] + (at - double(i)) * (below_[i + 1] - below_[i]);
    return t < 0 ? 1 - p : p;
  }

 private:
  static constexpr int kSteps = 32;
  std::array<double, 10 * kSteps> below_{};
};

// Two at a time (Box and Muller 1958).
void fill_normal(std::vector<double>& x, const std::function<double()>& uniform) {
  for (size_t i = 0; i < x.size(); i += 2) {
    const double far = std::sqrt(-2 * std::log(1 - uniform())), turn = 6.283185307179586 * uniform();
    x[i] = far * std::cos(turn);
    if (i + 1 < x.size()) x[i + 1] = far * std::sin(turn);
  }
}

}  // namespace

// Sums over ratings, each less what it has of the one before it, and in units of its own noise.
struct Pooled::Sums {
  Numbers cross, fell;  // of the unknowns' parts with each other, and with what fell
  double square = 0, n = 0;
};

struct Pooled::Likeness {
  double alike = kAlike;
  Numbers noise;  // of each practice, in units of all of them
};

Pooled::Sums Pooled::sums(const std::vector<Rating>& ratings, const Likeness& likeness) const {
  struct Part {
    size_t at;
    double value;
  };
  Sums s{Numbers(size_ * size_), Numbers(size_), 0, double(ratings.size())};
  std::vector<Part> parts;
  const double fresh = std::sqrt(1 - likeness.alike * likeness.alike);
  for (size_t i = 0; i < ratings.size(); ++i) {
    parts.clear();
    double fell = 0;
    const auto add = [&](const Rating& r, double times) {
      times /= likeness.noise[size_t(r.practice)];
      fell += times * *r.fell;
      for (const auto& p :
           {Part{0, 1}, {1, r.start - start_}, {family_at(r.practice), 1}, {practice_at(r.practice), 1}})
        parts.push_back({p.at, times * p.value});
    };
    add(ratings[i], i ? 1 / fresh : 1);
    if (i) add(ratings[i - 1], -likeness.alike / fresh);
    s.square += fell * fell;
    for (const auto& a : parts) {
      s.fell[a.at] += a.value * fell;
      for (const auto& b : parts) s.cross[a.at * size_ + b.at] += a.value * b.value;
    }
  }
  return s;
}

Pooled::Known Pooled::known(const Sums& s, double by_practice, double by_family) const {
  Known k;
  k.factor = s.cross, k.mean = s.fell;
  double prior = 0;  // the logarithm of the square root of its determinant
  for (size_t i = 0; i < size_; ++i) {
    const double by = i < size_ - families_.size() ? by_family : by_practice;
    const double precision = i == 0 ? kMean : i == 1 ? kSlope : 1 / by / by;
    k.factor[i * size_ + i] += precision;
    prior += 0.5 * std::log(precision);
  }
  const double log = factorise(k.factor, size_);
  forward(k.factor, k.mean);
  double left = s.square;
  for (const double m : k.mean) left -= m * m;
  backward(k.factor, k.mean);
  const double square = kNoiseRatings * kNoise * kNoise + std::max(0.0, left);
  k.noise = std::sqrt(square / free_);
  k.weight = prior - log - free_ / 2 * std::log(square);
  return k;
}

Pooled::Likeness Pooled::likeness(const std::vector<Rating>& ratings, const Known& rough) const {
  const size_t n = families_.size();
  Numbers square(n);
  double all = kNoiseRatings * kNoise * kNoise, free = kNoiseRatings;
  double before = 0, product = 0, both = 0;
  for (size_t i = 0; i < ratings.size(); ++i) {
    const auto& r = ratings[i];
    const double off = *r.fell - rough.mean[0] - rough.mean[1] * (r.start - start_) -
                       rough.mean[family_at(r.practice)] - rough.mean[practice_at(r.practice)];
    square[size_t(r.practice)] += off * off;
    if (i) product += off * before, both += (off * off + before * before) / 2;
    before = off;
  }
  for (size_t p = 0; p < n; ++p) all += square[p], free += std::max(0, rated_[p] - 1);
  Likeness out;
  const double pairs = std::max(0.0, double(ratings.size()) - 1);
  if (both > 0) out.alike = (kAlike * kAlikeRatings + product / both * pairs) / (kAlikeRatings + pairs);
  out.alike = std::clamp(out.alike, 0.0, kMostAlike);
  for (size_t p = 0; p < n; ++p)
    out.noise.push_back(
        std::sqrt((kEvenRatings + square[p] / (all / free)) / (kEvenRatings + std::max(0, rated_[p] - 1))));
  return out;
}

Pooled::Pooled(const std::vector<int>& families, const std::vector<Rating>& asked)
    : families_(families), rated_(families.size()), unanswered_(families.size()) {
  std::vector<Rating> ratings;
  for (const auto& r : asked)
    if (r.fell)
      ratings.push_back(r), ++rated_[size_t(r.practice)];
    else
      ++unanswered_[size_t(r.practice)];
  free_ = kNoiseRatings + double(ratings.size());
  const int last = families.empty() ? -1 : *std::max_element(families.begin(), families.end());
  size_ = 2 + size_t(last + 1) + families.size();
  for (const auto& r : ratings) start_ += r.start / double(ratings.size());
  const auto rough =
      known(sums(ratings, {kAlike, Numbers(families.size(), 1)}), kPracticesDiffer, kFamiliesDiffer);
  const auto s = sums(ratings, likeness(ratings, rough));
  for (size_t p = 0; p < kByPractice.size(); ++p)
    for (size_t f = 0; f < kByFamily.size(); ++f) {
      grid_.push_back(known(s, kByPractice[p], kByFamily[f]));
      grid_.back().weight +=
          std::log(share(kByPractice, p, kPracticesDiffer) * share(kByFamily, f, kFamiliesDiffer));
    }
  double most = grid_[0].weight, sum = 0;
  for (const auto& k : grid_) most = std::max(most, k.weight);
  for (auto& k : grid_) sum += k.weight = std::exp(k.weight - most);
  for (auto& k : grid_) k.weight /= sum;
}

double Pooled::variance(const Known& known, int practice) const {
  Numbers x(size_);
  x[0] = x[family_at(practice)] = x[practice_at(practice)] = 1;
  forward(known.factor, x);
  double sum = 0;
  for (const double v : x) sum += v * v;
  return sum * known.noise * known.noise;
}

std::vector<Relief> Pooled::all(double cover) const {
  const Student student(free_);
  std::vector<Relief> out;
  struct One {
    double weight, mean, spread;
  };
  std::vector<One> ones(grid_.size());
  for (int p = 0; p < int(families_.size()); ++p) {
    Relief r;
    r.rated = rated_[size_t(p)], r.unanswered = unanswered_[size_t(p)];
    for (size_t i = 0; i < grid_.size(); ++i) {
      const auto& k = grid_[i];
      ones[i] = {k.weight, k.mean[0] + k.mean[family_at(p)] + k.mean[practice_at(p)],
                 kWider * std::sqrt(variance(k, p))};
      r.mean += k.weight * ones[i].mean;
    }
    const auto quantile = [&](double asked) {  // by halving
      double low = r.mean - 20, high = r.mean + 20;
      while (high - low > 1e-3) {
        const double middle = (low + high) / 2;
        double below = 0;
        for (const auto& o : ones) below += o.weight * student.below((middle - o.mean) / o.spread);
        (below < asked ? low : high) = middle;
      }
      return (low + high) / 2;
    };
    r.low = quantile((1 - cover) / 2) - kWorse * r.unanswered_share(), r.high = quantile((1 + cover) / 2);
    out.push_back(r);
  }
  return out;
}

std::vector<double> Pooled::draw(const std::function<double()>& uniform) const {
  double left = uniform();
  size_t at = 0;
  while (at + 1 < grid_.size() && left >= grid_[at].weight) left -= grid_[at++].weight;
  const auto& k = grid_[at];
  // The noise's square is `free` times its mean over a chi-square, which is nearly a normal's cube (Wilson and Hilferty 1931).
  Numbers x(size_ + 1);
  fill_normal(x, uniform);
  const double part = 2 / (9 * free_), root = std::max(0.1, 1 - part + std::sqrt(part) * x.back());
  const double noise = k.noise / std::sqrt(root * root * root);
  x.pop_back();
  backward(k.factor, x);
  std::vector<double> out;
  const auto of = [&](size_t i) { return k.mean[i] + noise * x[i]; };
  for (int p = 0; p < int(families_.size()); ++p)
    out.push_back(of(0) + of(family_at(p)) + of(practice_at(p)));
  return out;
}

}  // namespace eddy::statistics
