// Which factors nothing is said of: what touches alcohol, drugs, medicine, eating, self-harm or a person, in every language; and that
// what does not is offered.
#include "core/journal/quiet.h"

#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;
using Why = QuietNames::Why;

// One of each theme, as a person would call it: alcohol, drugs, medicine, eating, self-harm, danger.
const std::map<std::string, std::vector<std::string>>& named() {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"en", {"Two beers", "smoked weed", "took my meds", "skipped lunch", "Self-harm", "wanted to die"}},
      {"de",
       {"Feierabendbier", "gekifft", "Schlaftablette genommen", "Frühstück ausgelassen", "geritzt",
        "will sterben"}},
      {"es", {"unas copas", "porro", "Pastillas", "atracón", "autolesión", "quiero morir"}},
      {"fr", {"apéro", "un joint", "mes médicaments", "sauté le repas", "scarification", "envie de mourir"}},
      {"pt-BR", {"cervejinha", "maconha", "remédio", "pulei o almoço", "automutilação", "quero morrer"}},
      {"hi", {"शराब पी", "गांजा", "दवाई ली", "खाना छोड़ा", "खुद को चोट", "आत्महत्या"}},
      {"tl", {"uminom ng alak", "nag-yosi", "gamot", "hindi kumain", "naglaslas", "gustong mamatay"}},
  };
  return all;
}
const std::map<std::string, std::vector<std::string>>& harmless() {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"en",
       {"gym", "overtime", "new campaign", "walk at noon", "rain", "kids ill", "beginning", "balance",
        "coffee", "public holiday"}},
      {"de",
       {"Sport", "Überstunden", "die Kinder krank", "Schlüssel vergessen", "neue Kampagne", "Gleichgewicht",
        "Interessen", "Regen"}},
      {"es",
       {"gimnasio", "horas extra", "campaña nueva", "lluvia", "dolor cervical", "corte de luz", "paseo"}},
      {"fr",
       {"sport", "heures sup", "nouvelle campagne", "pluie", "balade", "coupure de courant", "enfants"}},
      {"pt-BR", {"academia", "hora extra", "campanha nova", "chuva", "passeio", "família", "trânsito"}},
      {"hi", {"व्यायाम", "ओवरटाइम", "बारिश", "योग", "परिवार", "नया काम"}},
      {"tl", {"gym", "overtime", "ulan", "trapik", "pamilya", "lakad", "bagong kampanya"}},
  };
  return all;
}

TEST(Quiet, NamesOfEveryThemeAreQuietInEveryLanguage) {
  World w;
  const QuietNames quiet(w.session, w.catalog);
  for (const auto& [language, names] : named())
    for (const auto& name : names) EXPECT_EQ(quiet.why(name), Why::theme) << language << ": " << name;
  for (const auto& [language, names] : harmless())
    for (const auto& name : names) EXPECT_EQ(quiet.why(name), Why::none) << language << ": " << name;
}

TEST(Quiet, EveryLanguageOfThePackHasNamesOfItsOwn) {
  World w;
  for (const auto& [language, phrases] : w.catalog.languages())
    EXPECT_TRUE(named().count(language)) << language;
  EXPECT_GT(w.catalog.quiet_names().size(), 500u);
}

TEST(Quiet, HoweverANameIsWrittenItIsFound) {
  World w;
  const QuietNames quiet(w.session, w.catalog);
  for (const char* name : {"ALCOHOL", "alcohol-free?", "Ｗｉｎｅ", "self harm", "selfharm", "self–harm",
                           "Medicación", "medicacion"})
    EXPECT_EQ(quiet.why(name), Why::theme) << name;
  EXPECT_EQ(quiet.why("winery"), Why::none) << "a word without a star stands for itself";
}

TEST(Quiet, SomebodyOnOnesListIsNobodysFactor) {
  World w;
  EXPECT_EQ(QuietNames(w.session, w.catalog).why("call with Zorica"), Why::none);
  rec::Entry e;
  e.mutable_person()->set_name("Zorica Jo");
  w.journal.keep(at(kNoon), e, false);
  const QuietNames quiet(w.session, w.catalog);
  EXPECT_EQ(quiet.why("call with zorica"), Why::person);
  EXPECT_EQ(quiet.why("ZORICA JO"), Why::person);
  EXPECT_EQ(quiet.why("jo"), Why::none) << "two letters are in too many names";
  EXPECT_EQ(quiet.why("call"), Why::none);
}

std::string make(World& w, const std::string& name) {
  api::NameFactorRequest q;
  q.set_name(name);
  return w.factors.name(at(kNoon), q).id();
}
void use(World& w, const std::string& id, int64_t when) {
  rec::Entry e;
  e.mutable_check_in()->set_mood(3);
  e.mutable_check_in()->add_factor(id);
  w.journal.keep(at(when), e, false);
}
std::vector<std::string> suggested(World& w, int64_t when) {
  api::FactorsReply reply;
  reply.ParseFromString(w.router.call("eddy.api.Journal/Factors", at(when), ""));
  std::vector<std::string> out;
  for (const auto& one : reply.suggested()) out.push_back(one.name());
  return out;
}

TEST(Quiet, WhatIsUsedMostLatelyIsSuggestedFirst) {
  World w;
  add_journal(w);
  const auto gym = make(w, "gym"), late = make(w, "late shift"), rain = make(w, "rain"),
             wine = make(w, "wine");
  make(w, "never used");
  for (int d = 0; d < 3; ++d) use(w, gym, kNoon + d * kDay);
  for (int d = 0; d < 2; ++d) use(w, late, kNoon + d * kDay);
  use(w, rain, kNoon + 9 * kDay), use(w, rain, kNoon + 10 * kDay);
  for (int d = 0; d < 9; ++d) use(w, wine, kNoon + d * kDay);
  EXPECT_EQ(suggested(w, kNoon + 11 * kDay), (std::vector<std::string>{"gym", "rain", "late shift"}));
  EXPECT_EQ(suggested(w, kNoon + 60 * kDay), (std::vector<std::string>{"rain"})) << "eight weeks are lately";
  EXPECT_EQ(suggested(w, kNoon - kDay), std::vector<std::string>()) << "what is to come is not";
  // What means a quiet one is quiet, too.
  api::MergeFactorsRequest q;
  q.set_id(wine), q.set_into(gym);
  w.factors.merge(at(kNoon), q);
  EXPECT_EQ(suggested(w, kNoon + 11 * kDay), (std::vector<std::string>{"rain", "late shift"}));
  for (int i = 0; i < 9; ++i) use(w, make(w, "thing " + std::string(1, char('a' + i))), kNoon);
  EXPECT_EQ(suggested(w, kNoon + 11 * kDay).size(), 6u);
}

}  // namespace
}  // namespace eddy::test
