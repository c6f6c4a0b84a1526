#include "core/vault/words.h"

#include <span>

#include "core/base/terms.h"
#include "core/base/utf8.h"

namespace eddy {
namespace {

// Between letters that do not touch each other; a sign, which is in no term.
constexpr std::string_view kApart = "\u00b7";

bool are_apart(const Term& before, const Term& term) {
  return before.alone && term.alone && term.before != Gap::none;
}

void put_term(std::string& out, const Term& term, const Term* before) {
  if (before) out += ' ';
  if (before && are_apart(*before, term)) (out += kApart) += ' ';
  out += term.text;
}

// Arabic and Hebrew write the article as one word with its noun, alone or behind a word of one letter: the house, and
// the house, in the house.
constexpr std::string_view kArabicArticles[] = {"ال", "وال", "بال", "كال", "فال", "لل"};
constexpr std::string_view kHebrewArticles[] = {"ה", "וה", "שה", "מה"};
constexpr size_t kShortestNoun = 6;  // bytes, of three letters; a shorter word has none, or is no noun

std::span<const std::string_view> articles_of(std::string_view word) {
  if (word.size() < kShortestNoun) return {};
  const auto first = take_letter(word);
  if (first >= 0x590 && first < 0x600) return kHebrewArticles;
  if (first >= 0x600 && first < 0x700) return kArabicArticles;
  return {};
}

// The word, and the noun in it where it begins as an article does.
std::vector<std::string> nouns_of(const std::string& word, std::span<const std::string_view> articles) {
  std::vector<std::string> out{word};
  for (const auto a : articles)
    if (word.starts_with(a) && word.size() >= a.size() + kShortestNoun) out.push_back(word.substr(a.size()));
  return out;
}

// `word` is a phrase without its quotes.
std::string with_and_without_article(const std::string& word) {
  const auto articles = articles_of(word);
  std::string out;
  for (const auto& noun : nouns_of(word, articles)) {
    out += (out.empty() ? "\"" : " OR \"") + noun + '"';
    for (const auto a : articles) out += " OR \"" + std::string(a) + noun + '"';
  }
  return articles.empty() ? out : "(" + out + ")";
}

}  // namespace

std::string words_to_index(std::string_view text) {
  std::string out;
  const Term* before = nullptr;
  const auto terms = terms_in(text);
  for (const auto& term : terms) {
    put_term(out, term, before);
    before = &term;
  }
  return out;
}

std::vector<std::string> phrases_to_find(std::string_view query) {
  std::vector<std::string> out;
  const Term* before = nullptr;
  const auto terms = terms_in(query);
  for (const auto& term : terms) {
    if (before && (term.before == Gap::space || are_apart(*before, term))) before = nullptr;
    if (!before) out.emplace_back();
    put_term(out.back(), term, before);
    before = &term;
  }
  for (auto& phrase : out) phrase = with_and_without_article(phrase);
  return out;
}

}  // namespace eddy
