// The right card among the first three, from what a person would type, in every language. Half of each set of
// sentences (its odd lines, counted from 1) may be looked at while tuning; the even ones are never looked at, and they
// are what is held here.
#include <map>
#include <set>

#include "core/base/tokens.h"
#include "core/cards/search.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

using Sentences = std::vector<std::pair<std::string, std::string>>;  // the card, "-" for none; what was typed
Sentences sentences(const std::string& path, bool unseen) {
  Sentences out;
  std::istringstream in(read(source() + "/tests/core/" + path));
  int n = 0;
  for (std::string line; std::getline(in, line);)
    if ((++n % 2 == 0) == unseen) {
      const auto tab = line.find('\t');
      out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    }
  return out;
}

bool is_serious(std::string_view card) { return card == "card.abuse" || card == "card.danger"; }

// Right: the card is among the first three; for what is about no card, that neither abuse nor danger is.
bool is_right(CardSearch& search, const std::string& language, const std::string& card,
              const std::string& said) {
  bool there = false, serious = false;
  for (const auto& h : search.find(said, language, 3)) {
    there = there || h.practice->id() == card;
    serious = serious || is_serious(h.practice->id());
  }
  return card == "-" ? !serious : there;
}

struct Score {
  int right = 0, of = 0;
  double percent() const { return of ? 100.0 * right / of : 0; }
};
// By "card.abuse", "card.danger", "-" and "others".
std::map<std::string, Score> scores(CardSearch& search, const std::string& language, bool unseen) {
  std::map<std::string, Score> out;
  for (const auto& [card, said] : sentences("heard/" + language + ".tsv", unseen)) {
    const bool right = is_right(search, language, card, said);
    auto& score = out[is_serious(card) || card == "-" ? card : "others"];
    score.right += right;
    ++score.of;
    if (!right && !unseen && std::getenv("EDDY_SHOW_MISSED"))
      printf("  %s: %s\t%s\n", language.c_str(), card.c_str(), said.c_str());
  }
  return out;
}

// What is reached, in percent of sentences that nobody tuned for, less one sentence, which another machine's arithmetic
// may turn. The goals are abuse and danger 98, others 90, and 95 of what is about neither.
struct Reached {
  const char* language;
  double abuse, danger, others, harmless;
};
constexpr Reached kReached[] = {
    {"en", 93, 94, 95, 91}, {"es", 95, 90, 91, 92}, {"pt-BR", 96, 96, 90, 91}, {"fr", 92, 92, 89, 90},
    {"de", 95, 98, 90, 93}, {"tl", 94, 94, 91, 88}, {"hi", 85, 94, 87, 83},
};

TEST(Cards, AreFoundByWhatIsHappeningInEveryLanguage) {
  const Catalog catalog;
  CardSearch search(catalog);
  printf("cards, of sentences never looked at (and of the others)\n");
  for (const auto& reached : kReached) {
    auto unseen = scores(search, reached.language, true), seen = scores(search, reached.language, false);
    printf("%-6s", reached.language);
    for (const char* kind : {"card.abuse", "card.danger", "others", "-"})
      printf("  %s %d/%d %.1f %% (%.1f %%)", kind, unseen[kind].right, unseen[kind].of,
             unseen[kind].percent(), seen[kind].percent());
    printf("\n");
    for (const char* kind : {"card.abuse", "card.danger", "others", "-"})
      EXPECT_GE(unseen[kind].of, 50) << kind;
    EXPECT_GE(unseen["card.abuse"].percent(), reached.abuse) << reached.language;
    EXPECT_GE(unseen["card.danger"].percent(), reached.danger) << reached.language;
    EXPECT_GE(unseen["others"].percent(), reached.others) << reached.language;
    EXPECT_GE(unseen["-"].percent(), reached.harmless) << reached.language;
  }
}

std::string plainly(std::string_view text) {
  std::string out;
  for (const auto& w : tokens_in(text)) out += (out.empty() ? "" : " ") + w;
  return out;
}
// A word by itself is nobody's sentence.
std::set<std::string> learned_by_heart(const std::vector<std::string>& heard,
                                       const std::set<std::string>& tried) {
  std::set<std::string> out;
  for (const auto& h : heard)
    if (const auto words = plainly(h); words.find(' ') != std::string::npos && tried.count(words))
      out.insert(words);
  return out;
}

TEST(Cards, NoSentenceThatIsTriedWasLearnedByHeart) {
  EXPECT_EQ(learned_by_heart({"He swears.", "swears"}, {"he swears", "swears"}).size(), 1U);
  const Catalog catalog;
  for (const auto& reached : kReached) {
    std::set<std::string> tried;
    for (const bool unseen : {false, true})
      for (const auto& [card, said] : sentences(std::string("heard/") + reached.language + ".tsv", unseen))
        tried.insert(plainly(said));
    std::vector<std::string> heard;
    for (const auto& h : catalog.heard())
      if (h.language() == reached.language) heard.insert(heard.end(), h.said().begin(), h.said().end());
    EXPECT_GT(heard.size(), 500U) << reached.language;
    EXPECT_EQ(learned_by_heart(heard, tried).size(), 0U) << reached.language;
  }
}

TEST(Cards, AreFoundInWholeSentences) {
  const Catalog catalog;
  CardSearch search(catalog);
  for (const bool unseen : {false, true}) {
    Score score;
    for (const auto& [card, said] : sentences("paraphrases.tsv", unseen)) {
      score.right += is_right(search, "en", card, said);
      ++score.of;
    }
    printf("cards: %d of %d %s\n", score.right, score.of, unseen ? "never looked at" : "looked at");
    EXPECT_GE(score.of, 100);
    EXPECT_GE(score.percent(), 90);
  }
}

// Not the phrases of the pack; as typed in a hurry, without the marks of the letters.
TEST(Cards, AreFoundInTheLanguageTheyAreIn) {
  const Catalog catalog;
  CardSearch search(catalog);
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
      {"fr", "il m’insulte", "card.abuse"},
      {"de", "die Kundin schreit", "card.calm"},
      {"de", "er redet von Selbstmord", "card.danger"},
      {"de", "ich soll den Vorgesetzten holen", "card.escalate"},
      {"de", "GELD ZURUECK ist nicht erlaubt", "card.honest"},
      {"tl", "sumisigaw ang customer", "card.calm"},
      {"tl", "gusto na raw mamatay", "card.danger"},
      {"hi", "ग्राहक चिल्ला रहा है।", "card.calm"},
      {"hi", "आत्महत्या की बात", "card.danger"},
      {"hi", "aatmhatya ki baat", "card.danger"},
      {"hi", "मैनेजर चाहिए", "card.escalate"},
      {"hi", "he is yelling", "card.calm"},  // English words go on being known
  };
  for (const auto& a : all)
    EXPECT_TRUE(is_right(search, a.language, a.want, a.said)) << a.language << ": " << a.said;
}

TEST(Cards, ATypingMistakeIsForgiven) {
  const Catalog catalog;
  CardSearch search(catalog);
  for (const char* said :
       {"he is insultting me", "sucide", "custmer is furios", "supervisr", "f***ing idiot"})
    EXPECT_FALSE(search.find(said, "en", 3).empty()) << said;
  EXPECT_EQ(search.find("sucidal caller", "en", 1)[0].practice->id(), "card.danger");
  EXPECT_TRUE(search.find("xyzzy", "en", 3).empty());
  EXPECT_TRUE(search.find("", "en", 3).empty());
}

TEST(Cards, ACardOfOnesOwnIsFoundOnceItsPackIsThere) {
  Catalog catalog;
  CardSearch search(catalog);
  const auto mine = [&](const char* language) {
    const auto hits = search.find("zeppelin hangar is flooded", language, 3);
    return !hits.empty() && hits[0].practice->id() == "my.zeppelin";
  };
  EXPECT_FALSE(mine("en"));
  content::Pack pack;
  pack.set_id("mine");
  pack.set_language("en");
  auto* card = pack.add_practice();
  card->set_id("my.zeppelin");
  card->set_kind(content::CARD);
  card->set_title("Zeppelin");
  for (const char* said : {"zeppelin hangar", "a zeppelin is flooded", "hangar full of water"})
    card->add_heard(said);
  catalog.add(pack.SerializeAsString());
  EXPECT_TRUE(mine("en"));
  EXPECT_TRUE(mine("de"));
}

TEST(Stems, OfOneWordInItsFormsAreTheSame) {
  const auto same = [](const char* language, const std::vector<std::string>& words) {
    const Stems stems(language);
    for (const auto& w : words) EXPECT_EQ(stems.of(stems.spelt(w)), stems.of(stems.spelt(words[0]))) << w;
  };
  same("en", {"insult", "insults", "insulted", "insulting"});
  same("es", {"insulta", "insultas", "insultando"});
  same("pt-BR", {"ameaçar", "ameaça", "ameaçando"});
  same("fr", {"menace", "menaces", "menacer"});
  same("de", {"drohung", "drohungen"});
  same("tl", {"sigaw", "sumisigaw", "sinisigawan", "sigawan"});
  same("tl", {"mura", "minumura", "nagmumura"});
  same("hi", {"मारना", "maarna", "marna", "मारता", "marti"});
  const Stems none("xx");
  EXPECT_EQ(none.of("words"), "words");
  const Stems english("en");
  EXPECT_NE(english.of("insult"), english.of("consult"));
}

TEST(Cards, ALanguageIsKnownHoweverItsCodeIsWritten) {
  const Catalog catalog;
  for (const auto& [asked, known] : {std::pair{"pt", "pt-BR"},
                                     {"pt_PT", "pt-BR"},
                                     {"pt_BR.UTF-8", "pt-BR"},
                                     {"DE", "de"},
                                     {"de-AT", "de"},
                                     {"fil", "tl"},
                                     {"fil-PH", "tl"},
                                     {"xx", "en"},
                                     {"", "en"},
                                     {"en-GB", "en"}})
    EXPECT_EQ(catalog.known(asked), known) << asked;
}

}  // namespace
}  // namespace eddy::test
