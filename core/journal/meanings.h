// What words mean, as far as it matters for whether somebody is in danger: in every language the same few meanings, so that what
// is learned from sentences of one is known of all.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eddy/content/pack.pb.h"

namespace eddy {

class Meanings {
 public:
  // `names`: those that are looked for, by number; others are passed over. `all` has to stay where it is.
  Meanings(const std::vector<content::Meaning>& all, const std::vector<std::string>& names);

  struct Known {
    uint8_t language, meaning;
  };
  using Word = std::vector<Known>;
  Word of(std::string_view word) const;

  // What sentences have in them: meanings, and which stands within a dozen words before which. Together as long as 1, however
  // many there are. Of the language that knows most of the words.
  struct Trait {
    uint16_t at;  // below traits()
    float value;
  };
  std::vector<Trait> in(const std::vector<Word>& words) const;
  size_t traits() const { return names_ + names_ * names_ + 1; }

 private:
  using Words = std::unordered_multimap<std::string_view, Known>;
  size_t names_;
  Words whole_, beginnings_;
  size_t longest_ = 0;  // beginning, in bytes
};

}  // namespace eddy
