#include "core/insights/choose.h"

#include <algorithm>

namespace eddy {
namespace {

constexpr int kLittle = 5;  // ratings

std::vector<int> places(Rated& rated, const std::vector<std::string>& practices) {
  std::vector<int> out;
  for (const auto& p : practices) out.push_back(rated.place_of(p));
  return out;
}

}  // namespace

Chooser::Chooser(Rated rated, const std::vector<std::string>& fitting)
    : rated_(std::move(rated)),
      fitting_(places(rated_, fitting)),
      pooled_(rated_.families, rated_.ratings),
      known_(pooled_.all()) {}

Chooser::Choice Chooser::draw(Random& random) const {
  const auto brings = pooled_.draw([&] { return double(random.u64() >> 11) / double(1ull << 53); });
  const auto best = *std::max_element(fitting_.begin(), fitting_.end(),
                                      [&](int a, int b) { return brings[size_t(a)] < brings[size_t(b)]; });
  const auto& known = known_[size_t(best)];
  const bool most = std::all_of(fitting_.begin(), fitting_.end(),
                                [&](int p) { return known_[size_t(p)].mean <= known.mean; });
  if (known.rated < kLittle) return {rated_.practices[size_t(best)], api::LITTLE_KNOWN};
  // After which tension was no lower is praised for nothing, also where it is all that fits.
  if (known.mean <= 0) return {rated_.practices[size_t(best)], api::WHY_UNSPECIFIED};
  return {rated_.practices[size_t(best)], most ? api::MOST_RELIEF : api::ABOUT_AS_GOOD};
}

}  // namespace eddy
