// What a sentence has in it, for the search: its words as stems, each two that stand together, and the runs of
// letters within a word, which are what a mistyped word, a compound and its parts have in common.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/cards/stems.h"

namespace eddy {

struct Trait {
  std::string name;
  float weight;
};

class Words {
 public:
  explicit Words(std::string_view language) : french_(language.substr(0, 2) == "fr"), stems_(language) {}
  enum class Runs { with, without };
  std::vector<Trait> in(std::string_view text, Runs runs = Runs::with) const;

 private:
  std::string plain(std::string_view text) const;
  bool french_;
  Stems stems_;
};

}  // namespace eddy
