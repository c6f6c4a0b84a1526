// Finds the card for what is happening, from the words a person would use for it. What people say when a card is the
// right one (`heard`, in the packs) is learned once a language, with English beside it, and kept; a call then only
// weighs what was typed. Works locked.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/cards/sorter.h"
#include "core/cards/words.h"
#include "core/content/catalog.h"

namespace eddy {

struct CardHit {
  const content::Practice* practice;
  double score;  // 0 to 1: how likely it is the right one
};

class CardSearch {
 public:
  explicit CardSearch(const Catalog& catalog) : catalog_(catalog) {}
  // Cards only (what can be used during or around a call), best first; none: nothing fits. The cards for abuse and
  // danger (those with a key of their own) are among the first three only where they are likely. `limit`: 1 to 100,
  // 0 for 9. What is given lives until something is added to the catalogue.
  std::vector<CardHit> find(std::string_view query, std::string_view language, int limit);

 private:
  struct Learned {
    explicit Learned(std::string_view language) : words(language) {}
    int edition = 0;
    std::vector<const content::Practice*> cards;
    Words words;
    Sorter sorter;  // things: the cards, then none of them
  };
  const Learned& learned_in(const std::string& language);

  const Catalog& catalog_;
  std::map<std::string, std::unique_ptr<Learned>, std::less<>> learned_;
};

}  // namespace eddy
