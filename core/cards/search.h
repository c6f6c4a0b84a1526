// Finds the card for what is happening, from the words a person would use for it: BM25 (Robertson and
// Zaragoza 2009) over each card's `heard` lines, title and sentences, on word stems, with synonyms and one
// typing mistake allowed.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/content/catalog.h"

namespace eddy {

struct CardHit {
  const content::Practice* practice;
  double score;
};

// Cards only (what can be used during or around a call), best first; none: nothing fits. Works locked.
std::vector<CardHit> search_cards(const Catalog& catalog, std::string_view query, std::string_view language,
                                  int limit);

}  // namespace eddy
