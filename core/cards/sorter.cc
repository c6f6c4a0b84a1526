#include "core/cards/sorter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace eddy {
namespace {

// Found by trying, with the sentences of tests/core/heard that may be looked at.
constexpr int kRounds = 8;
constexpr double kPace = 4;  // how far the first examples move what is known; the last, a quarter of it
constexpr double kFade = 3;
constexpr double kRarer = 1.8;      // how much more a rare trait says
constexpr double kUnknown = 0.22;   // what nobody knows, against the rarest that is known: all is less sure
constexpr double kStrange = 0.165;  // less known than that, against what is unknown: words of nobody
constexpr float kMostStep = 8;
constexpr float kSettled = 0.03F;  // so little is left to learn from an example that it is passed over

}  // namespace

void Sorter::add(const std::vector<Trait>& traits, size_t about, float weight) {
  Example example{{}, about, weight};
  for (const auto& t : traits)
    example.parts.push_back(
        {numbers_.try_emplace(t.name, uint32_t(numbers_.size())).first->second, t.weight});
  // Each once.
  auto& parts = example.parts;
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.trait < b.trait; });
  parts.erase(std::unique(parts.begin(), parts.end(),
                          [](const Part& a, const Part& b) { return a.trait == b.trait; }),
              parts.end());
  examples_.push_back(std::move(example));
}

// Rare traits count more, and a long sentence as much as a short one.
void Sorter::scale(std::vector<Part>& parts, double unknown) const {
  double squares = unknown;
  for (auto& p : parts) {
    p.value *= rarity_[p.trait];
    squares += double(p.value) * double(p.value);
  }
  if (squares > 0)
    for (auto& p : parts) p.value = float(double(p.value) / std::sqrt(squares));
}

std::vector<float> Sorter::likely(const std::vector<Part>& parts) const {
  std::vector<float> out(things_);
  for (const auto& p : parts) {
    const auto* row = &weights_[size_t(p.trait) * things_];
    for (size_t i = 0; i < things_; ++i) out[i] += p.value * row[i];
  }
  const float most = *std::max_element(out.begin(), out.end());
  float sum = 0;
  for (auto& o : out) sum += o = std::exp(o - most);
  for (auto& o : out) o /= sum;
  return out;
}

void Sorter::step(const Example& example, float far) {
  auto error = likely(example.parts);
  for (auto& e : error) e = -e;
  error[example.about] += 1;
  if (error[example.about] < kSettled) return;
  for (const auto& p : example.parts) {
    auto* row = &weights_[size_t(p.trait) * things_];
    for (size_t i = 0; i < things_; ++i) row[i] += far * p.value * error[i];
  }
}

void Sorter::weigh() {
  std::vector<double> in(numbers_.size());  // how many examples have it
  for (const auto& e : examples_)
    for (const auto& p : e.parts) ++in[p.trait];
  rarity_.clear();
  const auto rarity = [&](double n) { return std::pow(std::log(double(examples_.size()) / n + 1), kRarer); };
  for (const auto n : in) rarity_.push_back(float(rarity(n)));
  rarest_ = rarity(1);
  for (auto& e : examples_) scale(e.parts, 0);
}

void Sorter::learn(size_t things) {
  things_ = things;
  weigh();
  weights_.assign(numbers_.size() * things, 0);
  // What there are few examples of is made up for, by half.
  std::vector<float> much(things);
  for (const auto& e : examples_) much[e.about] += e.weight;
  const float mean = std::accumulate(much.begin(), much.end(), 0.0F) / float(things);
  // Through the examples in an order that mixes the things, and is always the same.
  const size_t all = examples_.size();
  size_t stride = all * 5 / 8 + 1;
  while (std::gcd(stride, all) != 1) ++stride;
  for (int round = 0; round < kRounds; ++round) {
    const auto pace = float(kPace / (1 + kFade * round / kRounds));
    for (size_t i = 0, at = 0; i < all; ++i, at = (at + stride) % all) {
      const auto& e = examples_[at];
      step(e, std::min(kMostStep, pace * e.weight * std::sqrt(mean / much[e.about])));
    }
  }
  examples_ = {};
}

std::vector<float> Sorter::sort(const std::vector<Trait>& traits) const {
  std::vector<Part> parts;
  double unknown = 0;
  for (const auto& t : traits) {
    const auto found = numbers_.find(t.name);
    if (found == numbers_.end()) {
      unknown += kUnknown * double(t.weight) * double(t.weight) * rarest_ * rarest_;
    } else if (std::none_of(parts.begin(), parts.end(),
                            [&](const Part& p) { return p.trait == found->second; })) {
      parts.push_back({found->second, t.weight});
    }
  }
  double known = 0;
  for (const auto& p : parts) known += std::pow(double(p.value) * double(rarity_[p.trait]), 2);
  if (known <= kStrange * unknown) return {};
  scale(parts, unknown);
  return likely(parts);
}

}  // namespace eddy
