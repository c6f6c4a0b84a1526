// The right card among the first three, from what a person would type. The odd lines of paraphrases.tsv were
// looked at while tuning, the even ones were not.
#include "core/cards/search.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

TEST(Cards, AreFoundByWhatIsHappening) {
  const Catalog catalog;
  std::istringstream in(read(std::string(EDDY_SOURCE) + "/tests/core/paraphrases.tsv"));
  int lines[2] = {}, found[2] = {};
  std::string missed;
  int n = 0;
  for (std::string line; std::getline(in, line); ++n) {
    const auto tab = line.find('\t');
    const auto want = line.substr(0, tab), said = line.substr(tab + 1);
    const auto hits = search_cards(catalog, said, "en", 3);
    bool there = false;
    for (const auto& h : hits) there = there || h.practice->id() == want;
    ++lines[n % 2];
    found[n % 2] += there;
    if (!there && n % 2 == 0)
      missed += "  " + line + "  ->  " + (hits.empty() ? "nothing" : hits[0].practice->id()) + "\n";
  }
  printf("cards: %d of %d looked at, %d of %d never looked at\n", found[0], lines[0], found[1], lines[1]);
  if (std::getenv("EDDY_SHOW_MISSED")) printf("%s", missed.c_str());
  EXPECT_GE(n, 200);
  EXPECT_GE(found[0], lines[0] * 9 / 10) << missed;
  EXPECT_GE(found[1], lines[1] * 9 / 10);
}

TEST(Cards, ATypingMistakeIsForgiven) {
  const Catalog catalog;
  for (const char* said : {"he is insultting me", "sucide", "custmer is furios", "supervisr"})
    EXPECT_FALSE(search_cards(catalog, said, "en", 3).empty()) << said;
  EXPECT_EQ(search_cards(catalog, "sucidal caller", "en", 1)[0].practice->id(), "card.danger");
  EXPECT_TRUE(search_cards(catalog, "xyzzy", "en", 3).empty());
  EXPECT_TRUE(search_cards(catalog, "", "en", 3).empty());
}

}  // namespace
}  // namespace eddy::test
