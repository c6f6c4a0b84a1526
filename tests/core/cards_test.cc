// The right card among the first three, from what a person would type. The odd lines of paraphrases.tsv were
// looked at while tuning, the even ones were not.
#include "core/cards/search.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

TEST(Cards, AreFoundByWhatIsHappening) {
  const Catalog catalog;
  std::istringstream in(read(source() + "/tests/core/paraphrases.tsv"));
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

// Not the phrases of the pack; as typed in a hurry, without the marks of the letters.
TEST(Cards, AreFoundInTheLanguageTheyAreIn) {
  const Catalog catalog;
  const struct {
    const char *language, *said, *want;
  } all[] = {
      {"es", "la clienta me esta gritando", "card.calm"},
      {"es", "dice que se quiere morir", "card.danger"},
      {"es", "me ha llamado idiota", "card.abuse"},
      {"es", "¿puede hablar con su supervisor?", "card.escalate"},
      {"es", "fue un error nuestro", "card.own"},
      {"pt-BR", "o cliente esta gritando", "card.calm"},
      {"pt-BR", "ela falou em suicidio", "card.danger"},
      {"pt-BR", "so reclama, reclama", "card.vent"},
      {"fr", "la dame pleure au telephone", "card.empathy"},
      {"fr", "il veut mon superviseur", "card.escalate"},
      {"fr", "menace de se suicider", "card.danger"},
      {"de", "die Kundin schreit", "card.calm"},
      {"de", "er redet von Selbstmord", "card.danger"},
      {"de", "ich soll den Vorgesetzten holen", "card.escalate"},
      {"de", "GELD ZURUECK ist nicht erlaubt", "card.honest"},
      {"tl", "sumisigaw ang customer", "card.calm"},
      {"tl", "gusto na raw mamatay", "card.danger"},
      {"hi", "ग्राहक चिल्ला रहा है।", "card.calm"},
      {"hi", "आत्महत्या की बात", "card.danger"},
      {"hi", "मैनेजर चाहिए", "card.escalate"},
      {"hi", "he is yelling", "card.calm"},  // English words go on being known
  };
  for (const auto& a : all) {
    bool there = false;
    for (const auto& h : search_cards(catalog, a.said, a.language, 3))
      there = there || h.practice->id() == a.want;
    EXPECT_TRUE(there) << a.language << ": " << a.said;
  }
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
