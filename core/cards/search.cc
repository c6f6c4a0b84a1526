#include "core/cards/search.h"

#include <algorithm>
#include <string>

#include "core/base/failure.h"

namespace eddy {
namespace pb = eddy::content;
namespace {

constexpr float kOtherLanguage = 0.5F;  // English, where the person's cards are in another language
constexpr float kOneWord = 0.5F;        // a word by itself, beside a whole sentence
constexpr double kFits = 0.001;         // less likely than that: it does not fit
constexpr double kSerious = 0.15;       // less likely than that: not among the first three

bool is_card(const pb::Practice& p) {
  const bool for_calls = std::find(p.where().begin(), p.where().end(), int(pb::CALL)) != p.where().end();
  return for_calls || p.kind() == pb::CARD || p.kind() == pb::SCRATCHPAD || p.kind() == pb::LIST;
}

template <class Take>
void each_said(const pb::Heard& heard, const Take& take) {
  for (const auto& s : heard.said()) take(s, 1.0F);
  for (const auto& all : heard.words()) {
    for (size_t at = 0, end = 0; at < all.size(); at = end + 1) {
      end = std::min(all.find(' ', at), all.size());
      if (end > at) take(all.substr(at, end - at), kOneWord);
    }
  }
}

}  // namespace

const CardSearch::Learned& CardSearch::learned_in(const std::string& language) {
  auto& kept = learned_[language];
  if (kept && kept->edition == catalog_.edition()) return *kept;
  kept = std::make_unique<Learned>(language);
  auto& cards = kept->cards;
  for (const auto& p : catalog_.practices())
    if (is_card(p)) cards.push_back(&p);
  kept->edition = catalog_.edition();
  // Of another language, whole words: its runs of letters mean something else here, and take time to learn.
  const auto learn = [&](std::string_view text, size_t about, float weight, bool own) {
    kept->sorter.add(kept->words.in(text, own ? Words::Runs::with : Words::Runs::without), about,
                     own ? weight : weight * kOtherLanguage);
  };
  for (const auto& h : catalog_.heard()) {
    if (h.language() != language && h.language() != "en") continue;
    const bool own = h.language() == language;
    const auto about = size_t(
        std::find_if(cards.begin(), cards.end(), [&](const auto* p) { return p->id() == h.practice(); }) -
        cards.begin());
    if (about == cards.size() && !h.practice().empty()) continue;
    each_said(h, [&](const std::string& said, float weight) { learn(said, about, weight, own); });
  }
  for (size_t i = 0; i < cards.size(); ++i) {
    for (const auto& s : cards[i]->heard()) learn(s, i, 1, language == "en");
    learn(catalog_.say(language, cards[i]->title()), i, 1, true);
  }
  kept->sorter.learn(cards.size() + 1);
  return *kept;
}

std::vector<CardHit> CardSearch::find(std::string_view query, std::string_view language, int limit) {
  if (limit == 0) limit = 9;
  if (limit < 1 || limit > 100) throw out_of_range("limit", 1, 100);
  if (query.size() > 1000) throw too_long("query", 1000);
  const auto& learned = learned_in(catalog_.known(language));
  const auto likely = learned.sorter.sort(learned.words.in(query));
  std::vector<CardHit> hits;
  for (size_t i = 0; i < learned.cards.size() && !likely.empty(); ++i)
    if (likely[i] >= (learned.cards[i]->own_key() ? kSerious : kFits))
      hits.push_back({learned.cards[i], likely[i]});
  std::stable_sort(hits.begin(), hits.end(),
                   [](const CardHit& x, const CardHit& y) { return x.score > y.score; });
  if (hits.size() > size_t(limit)) hits.resize(size_t(limit));
  return hits;
}

}  // namespace eddy
