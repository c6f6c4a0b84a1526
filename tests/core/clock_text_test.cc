// Times of day as the clocks of phones and spreadsheets write them, in every language.
#include "core/exchange/clock_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "core/exchange/clock_words.h"
#include "core/exchange/daylio_rows.h"
#include "tests/core/daylio.h"
#include "tests/places.h"

namespace eddy::test {
namespace {

TEST(ClockText, ReadsWhatPhonesWrite) {
  const std::vector<std::pair<const char*, int>> times = {{"22:00", 1320},
                                                          {"9:05", 545},
                                                          {"22.00", 1320},
                                                          {"22:00:00", 1320},
                                                          {"10:00 PM", 1320},
                                                          {"10:00\u202fpm", 1320},
                                                          {"10:00 p. m.", 1320},
                                                          {"10:00 p.\u00a0m.", 1320},
                                                          {"12:00 AM", 0},
                                                          {"12:30 am", 30},
                                                          {"12:00 PM", 720},
                                                          {"12:30 p.m.", 750},
                                                          {"午前0:05", 5},
                                                          {"午後0:05", 725},
                                                          {"下午10:00", 1320},
                                                          {"上午9:05", 545},
                                                          {"凌晨2:00", 120},
                                                          {"凌晨12:30", 30},
                                                          {"早上6:00", 360},
                                                          {"中午12:30", 750},
                                                          {"中午11:30", 690},
                                                          {"下午1:00", 780},
                                                          {"晚上8:00", 1200},
                                                          {"晚上12:00", 0},
                                                          {"오후 10:00", 1320},
                                                          {"오전 12:00", 0},
                                                          {"22시 05분", 1325},
                                                          {"22時5分", 1325},
                                                          {"10:00 μ.μ.", 1320},
                                                          {"10:00 Π.Μ.", 600},
                                                          {"١٠:٠٠ م", 1320},
                                                          {"۲۲:۰۰", 1320},
                                                          {"\u200f10:00 م", 1320},
                                                          {"১০:০০ PM", 1320},
                                                          {"10:00 अपराह्न", 1320},
                                                          {"२२-०५", 1325},
                                                          {"22 h 00", 1320},
                                                          {"22h05", 1325},
                                                          {"22 h 00 min 07 s", 1320},
                                                          {"22:00 Uhr", 1320},
                                                          {"22 Uhr 05", 1325},
                                                          {"22:00 น.", 1320},
                                                          {"22:05 ч.", 1325},
                                                          {"kl. 22.05", 1325},
                                                          {"ÖS 10:05", 1325},
                                                          {"öö 10:05", 605},
                                                          {"du. 10:05", 1325},
                                                          {"10:05 CH", 1325},
                                                          {"10.05 ip.", 1325},
                                                          {"10:05 em", 1325},
                                                          {"10:05 odp.", 1325},
                                                          {"10:05 nachm.", 1325},
                                                          {"10:05 at night", 1325},
                                                          {"2:05 at night", 125},
                                                          {"3:05 in the afternoon", 905},
                                                          {"１０：０５ ＰＭ", 1325},
                                                          {"၂၂:၀၅", 1325},
                                                          {"00:00", 0},
                                                          {"24:00", 1440},
                                                          {"24:05", 1445},
                                                          {"13:05 PM", 785},
                                                          {"21:5", 1265}};
  for (const auto& [text, minutes] : times) EXPECT_EQ(minutes_of_day(text), minutes) << text;
}

// clock_texts.tsv: what two other programs write, in every language that they know.
TEST(ClockText, ReadsTheClocksOfEveryLanguage) {
  std::ifstream table(source() + "/tests/core/clock_texts.tsv");
  int texts = 0;
  for (std::string line; std::getline(table, line);) {
    if (line[0] == '#') continue;
    std::istringstream fields(line);
    std::string language, field;
    std::getline(fields, language, '\t');
    for (int hour = -1; std::getline(fields, field, '\t');) {
      if (field.size() <= 2) {
        hour = std::stoi(field);
        continue;
      }
      const auto minutes = minutes_of_day(field);
      EXPECT_TRUE(minutes && *minutes % 1440 == hour * 60 + 5) << language << ": " << field;
      ++texts;
    }
  }
  EXPECT_GT(texts, 4000);
}

TEST(ClockText, ReadsTheHalvesOfOlderPhonesAndOtherSpellings) {
  const std::vector<std::pair<const char*, int>> times = {
      {"10:05 म.पू.", 605},
      {"10:05 म.उ.", 1325},
      {"म.उ. १०:०५", 1325},
      {"10:05 म॰उ॰", 1325},
      {"१०:०५ एएम", 605},
      {"१०:०५ पीएम", 1325},
      {"१०:०५ उत्तर मध्यान्ह", 1325},
      {"रात्री १०:०५", 1325},
      {"১০:০৫ পূর্বাহ্ণ", 605},
      {"১০:০৫ অপরাহ্ণ", 1325},
      {"১০:০৫ এএম", 605},
      {"১০:০৫ পিএম", 1325},
      {"শেষ রাত ৪:০৫", 245},
      {"রাত ১০:০৫", 1325},
      {"\u09b8\u09a8\u09cd\u09a7\u09cd\u09af\u09be\u09df 6:05", 1085},
      {"10:05 ድሕር ሰዓት", 1325},
      {"10:05 საღამოს", 1325},
      {"1:05 ល្ងាច", 785},
      {"1:05 түскі", 785},
      {"10:05 אחה\"צ", 1325},
      {"10:05 مساء", 1325},
      {"10:05 بعد دوپہر", 1325},
      {"傍晚6:05", 1085},
      {"낮 1:05", 785},
      {"22:05:00.000", 1325},
      {"22:05:07,5", 1325},
      {"10:05:00.000 PM", 1325},
      {"22 h 05 min", 1325},
      {"10:05\u202fp.m.", 1325},
      {"10:05\u00a0p.\u202fm.", 1325},
      {"10.05 e.p.", 1325},
      {"22u05", 1325},
      {"22 heures 05", 1325},
      {"à 22:05", 1325},
      {"22 hod. 05 min.", 1325},
      {"godz. 22:05", 1325},
      {"22 ч 05 мин", 1325},
      {"22 óra 05 perc", 1325},
      {"22 นาฬิกา 05 นาที", 1325},
      {"10:05 o'clock PM", 1325},
      {"10\u223605 PM", 1325},
      {"22:05 hs.", 1325}};
  for (const auto& [text, minutes] : times) EXPECT_EQ(minutes_of_day(text), minutes) << text;
  for (const char* none : {"22:05.000", "22:05:00.1.2", "22:05:00:000", "22:05:00 000"})
    EXPECT_EQ(minutes_of_day(none), std::nullopt) << none;
}

TEST(ClockText, TakesNothingElseForATime) {
  for (const char* text :
       {"",         " ",        ":",        "10",       "10 PM",      "1000",       "10 00",       "25:00",
        "10:60",    "10:00:60", "22:00 AM", "24:00 PM", "10:00 good", "good 10:00", "AM 10:00 PM", "10:000",
        "100:00",   "-1:00",    "1:2:3:4",  "21.5",     "10-00",      "28.09.2021", "2021-09-28",  "28/09",
        "10:",      ":30",      "10::30",   "PM",       "½",          "10:3o",      "AM",          "a:b",
        "10:00 UT", "10;00",    "10,5",     "0x10:00",  "10:00 PMPM"})
    EXPECT_EQ(minutes_of_day(text), std::nullopt) << text;
  EXPECT_EQ(minutes_of_day(std::string(1000, '1')), std::nullopt);
}

TEST(ClockText, KnowsItsWordsInTheShapeInWhichItLooksForThem) {
  std::map<std::string, int> seen;
  for (const auto& list : kClockWords) {
    std::istringstream words(list.words);
    for (std::string word; std::getline(words, word, '|');) {
      EXPECT_EQ(seen[word]++, 0) << word << " is in two lists";
      const int hour = (list.from + 2) % 24;  // a time within the twelve hours that the word stands for
      const auto text = std::to_string(hour % 12 ? hour % 12 : 12) + ":07";
      EXPECT_EQ(minutes_of_day(text + " " + word), hour * 60 + 7) << word;
      EXPECT_EQ(minutes_of_day(word + text), hour * 60 + 7) << word;
    }
  }
  EXPECT_GT(seen.size(), 1000u);
}

TEST(ClockText, CountsTheHoursOfAFileAsItsClockDid) {
  const auto at_of = [](const Strings& times) {
    auto text = kDaylioHeader;
    for (const auto& t : times) text += "2021-09-28,x,y," + t + ",good,,,\n";
    Strings out;
    for (const auto& r : read_daylio_file(text).rows) out.push_back(shown(r).substr(0, 16));
    return out;
  };
  EXPECT_EQ(at_of({"24:00", "23:00"}), (Strings{"2021-09-29 0:00 ", "2021-09-28 23:00"}));
  EXPECT_EQ(at_of({"24:00", "24:05"}), (Strings{"2021-09-28 0:00 ", "2021-09-28 0:05 "}))
      << "a clock that counts from 1 to 24";
}

}  // namespace
}  // namespace eddy::test
