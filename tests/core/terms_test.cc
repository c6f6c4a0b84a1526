// What holds for the terms of any text: in every form it has, of every character there is, and of bytes that are none.
#include "core/base/terms.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/vault/words.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

// Stores know by its number that an index is of an earlier rule: where this has to be written anew, RULE in
// core/base/folding.py is raised.
TEST(Terms, OfAnotherRuleHaveAnotherNumber) {
  const std::string note =
      "Straße, Łódź İSTANBUL don’t 20°C x² ١२ Ὀδυσσεύς ёй مُحَمَّد مدرسة परिवार फ़ोन हाँ "
      "LINEデ電話。고객 ลูกค้า 👍🏽";
  const std::string rule(rule_of_terms());
  EXPECT_EQ(rule.substr(0, rule.find(' ')) + ": " + words_to_index(note),
            "1: strasse lodz istanbul don t 20 c x2 12 οδυσσευσ е\u0438\u0306 محمد مدرسه परिवार फोन हंा "
            "line て\u3099 電 話 · \u1100\u1169 \u1100\u1162\u11a8 · ลู ก ค้ า · 👍");
}

// The terms as a text again.
std::string text_of_terms(const std::vector<Term>& terms) {
  std::string out;
  for (const auto& t : terms)
    out += (t.before == Gap::space ? " " : t.before == Gap::sign ? "-" : "") + t.text;
  return out;
}

struct Drawn {
  std::string text, composed, decomposed;
};
std::vector<Drawn> texts_drawn(int seed) {
  std::istringstream in(
      output_of(EDDY_PYTHON " " + source() + "/tests/core/normal_forms.py " + std::to_string(seed)));
  std::vector<Drawn> out;
  for (std::string a, b, c; in >> a >> b >> c;)
    out.push_back({unhex(a).value(), unhex(b).value(), unhex(c).value()});
  return out;
}

TEST(Terms, OfTheSameTextInAnyFormAreTheSameAndOnceFoldedStaySo) {
  const auto all = texts_drawn(20260302);
  ASSERT_GT(all.size(), 7000u) << "every assigned character is in one of them";
  size_t changed = 0;
  for (const auto& d : all) {
    const auto plain = text_of_terms(terms_in(d.text));
    ASSERT_EQ(text_of_terms(terms_in(d.composed)), plain) << hex(d.text);
    ASSERT_EQ(text_of_terms(terms_in(d.decomposed)), plain) << hex(d.text);
    ASSERT_EQ(text_of_terms(terms_in(plain)), plain) << hex(d.text);
    changed += plain != d.text;
  }
  EXPECT_GT(changed, all.size() / 2) << "they are no texts that were plain before";
}

TEST(Terms, OfANoteEachFindIt) {
  World w;
  size_t asked = 0;
  const auto all = texts_drawn(7);
  for (size_t i = 0; i < all.size(); i += 20) {
    const auto note = w.check_in(3, at(kNoon + int64_t(i)), all[i].composed);
    std::istringstream words(all[i].decomposed);
    for (std::string word; words >> word; ++asked) {
      if (terms_in(word).empty()) continue;
      const auto found = w.journal.search(word, 1000);
      ASSERT_TRUE(
          std::any_of(found.begin(), found.end(), [&](const auto& e) { return e.id() == view(note); }))
          << hex(word) << " in " << hex(all[i].text);
    }
  }
  EXPECT_GT(asked, 500u);
}

TEST(Terms, OfBytesThatAreNoTextDoNoHarm) {
  SeededRandom random(11);
  World w;
  w.check_in(3, at(kNoon), "plain");
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = "plain ";
    for (uint32_t i = random.below(40); i > 0; --i) {
      static constexpr std::string_view pieces[] = {
          "\xe0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xf0\x9f", {"\0", 1}, "\""};
      bytes +=
          random.below(4) ? std::string(1, char(random.below(256))) : std::string(pieces[random.below(7)]);
    }
    const auto terms = terms_in(bytes);
    ASSERT_FALSE(terms.empty());
    EXPECT_EQ(terms[0].text.substr(0, 5), "plain");
    EXPECT_EQ(text_of_terms(terms_in(text_of_terms(terms))), text_of_terms(terms)) << hex(bytes);
    EXPECT_NO_THROW(w.journal.search(bytes, 0)) << hex(bytes);
  }
  EXPECT_EQ(w.journal.search("\xffplain\xc3", 0).size(), 1u);
  EXPECT_EQ(w.journal.search("*:^(", 0).size(), 0u) << "signs alone are no words";
  std::string many;
  for (int i = 0; i < 499; ++i) many += "p ";
  EXPECT_EQ(w.journal.search(many, 0).size(), 0u) << "as many words as a query holds";
}

}  // namespace
}  // namespace eddy::test
