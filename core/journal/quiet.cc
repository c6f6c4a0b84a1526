#include "core/journal/quiet.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/journal/heavy_phrases.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr size_t kShortestOfAName = 3;  // letters: "Jo from HR" is not in every name that has a "jo" in it

std::vector<std::string> people_of(Vault& vault) {
  std::vector<int64_t> rows;
  {
    auto s = vault.db().prepare(
        "SELECT rid FROM event INDEXED BY event_by_kind WHERE kind = 11 AND kind NOT IN (1, 2, 4)");
    while (s.step()) rows.push_back(s.integer(0));
  }
  std::vector<std::string> out;
  for (const auto rid : rows) {
    rec::Person person;
    if (person.ParseFromString(join(vault.at(rid).cells))) out.push_back(person.name());
  }
  return out;
}

}  // namespace

QuietNames::QuietNames(Session& session, const Catalog& catalog) {
  for (const auto& name : catalog.quiet_names()) themes_.push_back(read(name));
  for (const auto& name : people_of(session.vault())) {
    auto whole = read(name);
    for (const auto& word : whole)
      if (letters_in(word.text) >= kShortestOfAName) people_.push_back({word});
    if (!whole.empty()) people_.push_back(std::move(whole));
  }
}

QuietNames::Why QuietNames::why(std::string_view name) const {
  const auto terms = terms_in(name);
  const auto any_in = [&](const std::vector<Phrase>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Phrase& p) { return stands_in(p, terms); });
  };
  // (What words mean is learned from sentences; a name of two words is none.)
  if (themes_.empty() || has_heavy_phrase(sentences_in(name)) || any_in(themes_)) return Why::theme;
  return any_in(people_) ? Why::person : Why::none;
}

QuietNames::Why QuietNames::why(const api::OwnFactor& factor) const {
  auto out = why(factor.name());
  for (const auto& m : factor.merged())
    if (out == Why::none) out = why(m.name());
  return out;
}

QuietNames::Phrase QuietNames::read(std::string_view phrase) {
  Phrase out;
  while (!phrase.empty()) {
    const auto word = phrase.substr(0, phrase.find(' '));
    phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
    const size_t first = out.size();
    for (auto& term : terms_in(word)) out.push_back({std::move(term.text), false, false});
    if (out.size() == first) continue;
    out[first].goes_on_before = word.front() == '*';
    out.back().goes_on_after = word.back() == '*';
  }
  return out;
}

bool QuietNames::stands_in(const Phrase& phrase, const std::vector<Term>& name) {
  const auto is = [](const Word& word, const Term& term) {
    const auto at =
        word.goes_on_before && !word.goes_on_after ? term.text.rfind(word.text) : term.text.find(word.text);
    if (at == std::string::npos || (at > 0 && !word.goes_on_before)) return false;
    return word.goes_on_after || at + word.text.size() == term.text.size();
  };
  return !phrase.empty() && std::search(name.begin(), name.end(), phrase.begin(), phrase.end(),
                                        [&](const Term& t, const Word& w) { return is(w, t); }) != name.end();
}

}  // namespace eddy
