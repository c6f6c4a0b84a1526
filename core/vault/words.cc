#include "core/vault/words.h"

#include "core/base/terms.h"

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
    if (!before) out.emplace_back("\"");
    put_term(out.back(), term, before);
    before = &term;
  }
  for (auto& phrase : out) phrase += '"';
  return out;
}

}  // namespace eddy
