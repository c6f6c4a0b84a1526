// Phrases that may mean that the person who wrote them is in danger: suicide, harming oneself, being hurt at home. In every
// language of the packs and all at once, since people mix them; here and not in the packs, since they must be at hand before
// any pack is.
#pragma once
#include "core/journal/sentences.h"

namespace eddy {

// What is told of a caller ("she said she wants to die"), of a film or of a training is not the person's own.
bool has_heavy_phrase(const std::vector<Sentence>& said);

// The phrases of a language, with commas between them. A phrase is a row of words in small letters without marks:
//   word*  whatever begins so    a|b  either    word?  or not there    +  up to four words    !a|b  the next word is neither
//   & row  and, anywhere in the sentence, that row of words
struct HeavyWords {
  const char* own;     // heavy, unless `before` stands at most three words before it in the sentence
  const char* open;    // heavy, unless `about` stands anywhere in the sentence
  const char* before;  // "she said", "the customer told me": whose words the next ones are
  const char* about;   // a caller, a film, a training
};
extern const HeavyWords kHeavyWords[7];

}  // namespace eddy
