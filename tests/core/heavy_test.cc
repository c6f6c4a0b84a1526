// The words of danger, on sentences of a private diary, in every language: misses and false alarms. Half of each set
// (its odd lines, counted from 1) may be looked at while tuning; the even ones are never looked at.
//
// A line is "heavy" (the person's own danger: suicide, harming oneself, being hurt at home), "caller" (somebody else's, told
// in a note about work) or "-" (neither, in words that heavy ones have, too). A caller's danger is not the person's own:
// numbers need not wait three days for it, since the kind of the call already brings grounding and a person. So both of
// the others count as false alarms.
#include "core/journal/heavy.h"

#include <map>

#include "tests/core/support.h"

namespace eddy::test {
namespace {

struct Count {
  int heard = 0, of = 0;
  int missed() const { return of - heard; }
};
std::string in_percent(int n, int of) {
  const int tenths = of ? (1000 * n + of / 2) / of : 0;
  return std::to_string(n) + "/" + std::to_string(of) + " " + std::to_string(tenths / 10) + "." +
         std::to_string(tenths % 10) + " %";
}

std::vector<std::pair<std::string, std::string>> sentences_in(const std::string& path) {
  std::vector<std::pair<std::string, std::string>> out;  // what it is, what was written
  std::istringstream in(read(source() + "/tests/core/" + path));
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return out;
}

void show(bool heavy, bool heard, const std::string& what, const std::string& said) {
  if (heavy != heard && std::getenv("EDDY_SHOW_MISSED")) printf("  %s\t%s\n", what.c_str(), said.c_str());
}

// By "heavy", "-" and "caller": how many sound heavy.
std::map<std::string, Count> counted(const std::string& language, bool unseen) {
  std::map<std::string, Count> out;
  int n = 0;
  for (const auto& [what, said] : sentences_in("heavy/" + language + ".tsv")) {
    if ((++n % 2 == 0) != unseen) continue;
    const bool heard = sounds_heavy(said);
    out[what].heard += heard;
    ++out[what].of;
    if (!unseen) show(what == "heavy", heard, what, said);
  }
  return out;
}

// The sentences by which cards are found were written by others, for another purpose: what happens on calls. None of them is
// heavy; of a caller's danger some may sound so.
std::map<std::string, Count> counted_of_calls(const std::string& language) {
  std::map<std::string, Count> out;
  for (const auto& [card, said] : sentences_in("heard/" + language + ".tsv")) {
    auto& count = out[card == "card.danger" ? "caller" : "-"];
    count.heard += sounds_heavy(said);
    ++count.of;
  }
  return out;
}

TEST(Heavy, WordsOfDangerAreHeardAndHarmlessOnesAreNot) {
  printf("words of danger: missed; false alarms (of them a caller's danger); unseen | seen | of calls\n");
  for (const std::string language : {"en", "es", "pt-BR", "fr", "de", "hi", "tl"}) {
    printf("%-6s", language.c_str());
    for (const bool unseen : {true, false}) {
      auto count = counted(language, unseen);
      EXPECT_GE(count["heavy"].of, 35) << language;
      EXPECT_GE(count["-"].of + count["caller"].of, 55) << language;
      printf(" missed %s, false %s (%s) |", in_percent(count["heavy"].missed(), count["heavy"].of).c_str(),
             in_percent(count["-"].heard + count["caller"].heard, count["-"].of + count["caller"].of).c_str(),
             in_percent(count["caller"].heard, count["caller"].of).c_str());
    }
    auto calls = counted_of_calls(language);
    printf(" false %s, a caller's danger %s\n", in_percent(calls["-"].heard, calls["-"].of).c_str(),
           in_percent(calls["caller"].heard, calls["caller"].of).c_str());
  }
}

}  // namespace
}  // namespace eddy::test
