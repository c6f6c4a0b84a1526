#include "core/journal/heavy.h"

#include <algorithm>

#include "core/journal/heavy_phrases.h"

namespace eddy {
namespace {

#include "heavy_learned.inc"  // kMeanings and kLearned: made by learn/learn.cc when this is built

constexpr size_t kTogether =
    3;  // sentences that are looked at together, too: "Counted them again. Thirty. Enough."

}  // namespace

bool Heavy::sounds_by_meaning(const std::vector<Sentence>& said) {
  if (edition_ != catalog_.edition()) {
    meanings_.emplace(catalog_.meanings(),
                      std::vector<std::string>(std::begin(kMeanings), std::end(kMeanings)));
    edition_ = catalog_.edition();
  }
  std::vector<std::vector<Meanings::Word>> known;
  for (const auto& sentence : said) {
    auto& words = known.emplace_back();
    for (const auto& word : sentence) words.push_back(meanings_->of(word));
  }
  for (size_t from = 0; from < known.size(); ++from) {
    std::vector<Meanings::Word> words;
    for (size_t to = from; to < std::min(known.size(), from + kTogether); ++to) {
      words.insert(words.end(), known[to].begin(), known[to].end());
      double log_odds = 0;  // in no unit: its sign is what is asked
      for (const auto& t : meanings_->in(words)) log_odds += double(t.value) * double(kLearned[t.at]);
      if (log_odds > 0) return true;  // more likely than not
    }
  }
  return false;
}

bool Heavy::sounds_as_it_stands(std::string_view text) {
  const auto said = sentences_in(text);
  return has_heavy_phrase(said) || sounds_by_meaning(said);
}

bool Heavy::sounds(std::string_view text) {
  if (sounds_as_it_stands(text)) return true;
  if (text.find('\n') == text.npos) return false;
  // A line may break within a sentence.
  std::string flowing(text);
  std::replace(flowing.begin(), flowing.end(), '\n', ' ');
  return sounds_as_it_stands(flowing);
}

}  // namespace eddy
