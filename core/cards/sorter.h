// Learns from examples which of several things a sentence is about, and says how likely each is: multinomial
// logistic regression over weighted traits. The same examples give the same answers, wherever.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/cards/words.h"

namespace eddy {

class Sorter {
 public:
  // `about`: 0 to below `things` of learn(). `weight`: how much it counts.
  void add(const std::vector<Trait>& traits, size_t about, float weight);
  void learn(size_t things);
  // How likely each thing is, together 1; none where nothing of this was ever seen.
  std::vector<float> sort(const std::vector<Trait>& traits) const;

 private:
  struct Part {
    uint32_t trait;
    float value;
  };
  struct Example {
    std::vector<Part> parts;
    size_t about;
    float weight;
  };
  void weigh();
  void scale(std::vector<Part>& parts, double unknown) const;
  std::vector<float> likely(const std::vector<Part>& parts) const;
  void step(const Example& example, float far);

  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<Example> examples_;
  std::vector<float> rarity_;  // by trait
  double rarest_ = 0;
  std::vector<float> weights_;  // by trait, then thing
  size_t things_ = 0;
};

}  // namespace eddy
