// Dates as phones and spreadsheets write them, without a store: in numbers, with names, of other calendars; and which
// number is the day.
#include <gtest/gtest.h>

#include <map>

#include "core/base/moment.h"
#include "core/exchange/date_text.h"
#include "core/exchange/daylio_rows.h"
#include "tests/core/daylio.h"

namespace eddy::test {
namespace {

TEST(DaylioRows, Of2018HaveMonthsInManyLanguages) {
  const std::map<std::string, std::pair<int, int>> dates = {{"18 May", {5, 18}},
                                                            {"May 18", {5, 18}},
                                                            {"18. Mai", {5, 18}},
                                                            {"18 mai", {5, 18}},
                                                            {"18 de septiembre", {9, 18}},
                                                            {"18 de mar\u00e7o", {3, 18}},
                                                            {"18 maja", {5, 18}},
                                                            {"5月18日", {5, 18}},
                                                            {"5월 18일", {5, 18}},
                                                            {"18 мая", {5, 18}},
                                                            {"18 Eyl\u00fcl", {9, 18}},
                                                            {"٣ مايو", {5, 3}},
                                                            {"18 de julho", {7, 18}},
                                                            {"18-Jun", {6, 18}},
                                                            {"18 juin", {6, 18}},
                                                            {"١٨ تشرين الأول", {10, 18}},
                                                            {"18 مهٔ", {5, 18}},
                                                            {"18 tháng 5", {5, 18}},
                                                            {"18 พฤษภาคม", {5, 18}},
                                                            {"१८ मई", {5, 18}}};
  for (const auto& [text, expected] : dates) {
    const auto d = month_and_day(text);
    ASSERT_TRUE(d) << text;
    EXPECT_EQ(std::pair(d->month, d->day), expected) << text;
  }
  for (const char* none : {"", "May", "18", "18/05", "18 x", "18 May 2018"})
    EXPECT_FALSE(month_and_day(none)) << none;
}

// --- Which number is the day -----------------------------------------------------------------------

struct Dated {
  std::string full_date, date = "x", weekday = "y";
};
DaylioFile dated(const std::vector<Dated>& rows, const DaylioOptions& options = {}) {
  auto text = kDaylioHeader;
  for (const auto& r : rows) text += r.full_date + "," + r.date + "," + r.weekday + ",08:00,good,,,\n";
  return read_daylio_file(text, options);
}
Strings days_of(const DaylioFile& file) {
  Strings out;
  for (const auto& r : file.rows) out.push_back(iso_date(floor_div(r.local_ms, kDay)));
  return out;
}

TEST(DaylioDates, AreReadInTheOrderThatTheWholeFileAllows) {
  EXPECT_EQ(days_of(dated({{"03/04/2021"}, {"28/03/2021"}})), (Strings{"2021-04-03", "2021-03-28"}));
  EXPECT_EQ(days_of(dated({{"4/3/2021"}, {"3/28/2021"}})), (Strings{"2021-04-03", "2021-03-28"}));
  EXPECT_EQ(days_of(dated({{"2021/04/03"}, {"2021. 3. 28."}, {"2021年3月8日"}})),
            (Strings{"2021-04-03", "2021-03-28", "2021-03-08"}));
  EXPECT_EQ(days_of(dated({{"03.04.21"}, {"28.03.21"}, {"13.03.2021"}, {"30.02.2021"}})),
            (Strings{"2021-04-03", "2021-03-28", "2021-03-13"}))
      << "a date that is none in any order decides nothing";
  EXPECT_EQ(days_of(dated(
                {{"٢٨‏/٩‏/٢٠٢١"}, {"28/03/2026 00:00"}, {"2021-09-28T00:00:00"}, {"28 9 2021"}})),
            (Strings{"2021-09-28", "2026-03-28", "2021-09-28", "2021-09-28"}));
}

TEST(DaylioDates, AreReadAsWhatStandsBesideThemSays) {
  EXPECT_EQ(days_of(dated({{"03/04/2021", "3 April"}})), Strings{"2021-04-03"});
  EXPECT_EQ(days_of(dated({{"03/04/2021", "March 4"}})), Strings{"2021-03-04"});
  EXPECT_EQ(days_of(dated({{"21-04-03", "April 3"}})), Strings{"2021-04-03"});
  // Sunday, Saturday, Sunday: days of April, in whatever language; as months they would be other days.
  EXPECT_EQ(days_of(dated({{"04/04/2021", "x", "niedziela"},
                           {"03/04/2021", "x", "sobota"},
                           {"11/04/2021", "x", "niedziela"}})),
            (Strings{"2021-04-04", "2021-04-03", "2021-04-11"}));
  EXPECT_TRUE(dated({{"03/04/2021"}, {"10/04/2021"}}).date_order_open) << "\"y\" is no day's name";
  // The newest first, as Daylio has them: as months these would go up and down.
  EXPECT_EQ(days_of(dated({{"02/04/2021"}, {"01/04/2021"}, {"12/03/2021"}, {"10/03/2021"}})),
            (Strings{"2021-04-02", "2021-04-01", "2021-03-12", "2021-03-10"}));
}

TEST(DaylioDates, AreNotInTheFuture) {
  int64_t today = 0;
  ASSERT_TRUE(to_day({2021, 10, 1}, today));
  EXPECT_EQ(days_of(dated({{"28.09.21"}, {"26.09.21"}}, {{}, today})), (Strings{"2021-09-28", "2021-09-26"}));
  EXPECT_EQ(days_of(dated({{"03/12/2021"}, {"01/12/2021"}}, {{}, today})),
            (Strings{"2021-03-12", "2021-01-12"}));
  EXPECT_EQ(days_of(dated({{"2031-01-01"}}, {{}, today})), Strings{"2031-01-01"}) << "a hint, no rule";
}

TEST(DaylioDates, AreAskedForWhereTheyStayOpen) {
  const std::vector<Dated> rows = {{"03/04/2021"}, {"02/03/2021"}, {"2021-01-05"}, {"41/03/2021"}};
  const auto open = dated(rows);
  EXPECT_TRUE(open.date_order_open);
  EXPECT_EQ(open.open_date, "03/04/2021");
  EXPECT_EQ(open.orders, (std::vector<DateOrder>{DateOrder::dmy, DateOrder::mdy}));
  EXPECT_EQ(days_of(open), Strings{"2021-01-05"}) << "whose year stands first needs no asking";
  ASSERT_EQ(open.left.size(), 3u);
  EXPECT_EQ(open.left[0].why, Left::date_order);
  EXPECT_EQ(open.left[2].why, Left::date);
  EXPECT_EQ(days_of(dated(rows, {DateOrder::dmy, {}})), (Strings{"2021-04-03", "2021-03-02", "2021-01-05"}));
  EXPECT_EQ(days_of(dated(rows, {DateOrder::mdy, {}})), (Strings{"2021-03-04", "2021-02-03", "2021-01-05"}));
  EXPECT_TRUE(dated(rows, {DateOrder::ymd, {}}).date_order_open) << "no answer to what was asked";
  EXPECT_TRUE(dated({{"28/09/2021"}, {"09/28/2021"}, {"03/04/2021"}}).date_order_open) << "two in one file";
}

TEST(DaylioDates, ThatAreNoneAreNotTakenForOne) {
  for (const char* text : {"", "2021", "2021-09", "28/09-2021", "28/09/2021/1", "28//09/2021", "1/2/345",
                           "2021-09-2021", "20210928", "28.09.2021 x", "28.09.2021x", "a 28.09.2021",
                           "28.09.202100:00", "--", "12345/1/1", "28/09/2021 (1)", "28/09/2021 ()"})
    EXPECT_FALSE(numeric_date(text)) << text;
}

TEST(DaylioDates, MayHaveTheNameOfTheMonth) {
  for (const char* text : {"28-Sep-21", "28 Sept 2021", "28. September 2021", "28 de septiembre de 2021",
                           "mar. 28 sept. 2021", "\"Tuesday, September 28, 2021\"", "\"Sep 28, 2021\"",
                           "28-сен.-21", "28 сент. 2021 г.", "2021-Sep-28", "2021 m. rugsėjo 28 d.",
                           "28 ก.ย. 2564", "28-Sep-2021 22:05", "28th September 2021", "28 tháng 9 năm 2021"})
    EXPECT_EQ(days_of(dated({{text}})), Strings{"2021-09-28"}) << text;
  EXPECT_EQ(days_of(dated({{"1-Oct-21"}, {"28-Sep-21"}})), (Strings{"2021-10-01", "2021-09-28"}));
  int64_t today = 0;
  ASSERT_TRUE(to_day({2021, 12, 1}, today));
  EXPECT_EQ(days_of(dated({{"21-Sep-28"}, {"21-Sep-26"}}, {{}, today})),
            (Strings{"2021-09-28", "2021-09-26"}))
      << "as days of 2028 and 2026 they would be yet to come";
  for (const char* none : {"31-Sep-21", "28-Foo-21", "Sep 2021", "28 Sep", "28-Sep-2021 22:05:99"})
    EXPECT_EQ(dated({{none}}).left.at(0).why, Left::date) << none;
}

TEST(DaylioDates, MayBeASpreadsheetsNumbers) {
  const auto at_of = [](const std::string& date, const std::string& time, const std::string& beside = "x") {
    const auto file = read_daylio_file(kDaylioHeader + date + "," + beside + ",y," + time + ",good,,,\n");
    return file.rows.empty() ? words_of(file.left.at(0).why) : shown(file.rows[0]).substr(0, 16);
  };
  EXPECT_EQ(at_of("44467", "22:05"), "2021-09-28 22:05");
  EXPECT_EQ(at_of("44467.92", ""), "2021-09-28 22:05");
  EXPECT_EQ(at_of("\"44467,92\"", ""), "2021-09-28 22:05");
  EXPECT_EQ(at_of("44467", "44467.920138888889"), "2021-09-28 22:05");
  EXPECT_EQ(at_of("44467", "0.920138888888889"), "2021-09-28 22:05");
  EXPECT_EQ(at_of("44467", "\"0,92\""), "2021-09-28 22:05");
  EXPECT_EQ(at_of("44467", "6.94444444444444E-04"), "2021-09-28 0:01 ");
  EXPECT_EQ(at_of("43005", "22:05", "September 28"), "2021-09-28 22:05") << "a Mac that counts from 1904";
  EXPECT_EQ(at_of("44467", "22:05", "September 28"), "2021-09-28 22:05");
  EXPECT_EQ(at_of("2021-09-28", "1899-12-30 22:05:00"), "2021-09-28 22:05");
  EXPECT_EQ(at_of("28/09/2021 22:05", ""), "2021-09-28 22:05");
  EXPECT_EQ(at_of("20210928", "22:05"), "2021-09-28 22:05");
  for (const char* none : {"444670", "4446", "44467.", "44467.9.2", "-44467", "99999", "2021093"})
    EXPECT_EQ(at_of(none, "22:05"), words_of(Left::date)) << none;
  for (const char* none : {"", "0", "1", "2.5", "0.", "44467", "6.9E+04"})
    EXPECT_EQ(at_of("44467", none), words_of(Left::time)) << none;
  EXPECT_EQ(at_of("28/09/2021 00:00", ""), words_of(Left::time)) << "nobody said when";
}

TEST(DaylioDates, KnowASpreadsheetsTimesByTheWholeFile) {
  const auto times = [](const Strings& texts) {
    auto text = kDaylioHeader;
    for (const auto& t : texts) text += "2021-09-28,x,y," + t + ",good,,,\n";
    Strings out;
    for (const auto& r : read_daylio_file(text).rows) out.push_back(shown(r).substr(11, 5));
    return out;
  };
  EXPECT_EQ(times({"0.25", "0.05"}), (Strings{"0:25 ", "0:05 "})) << "a Dane, late at night";
  EXPECT_EQ(times({"0.25", "0", "0.920138889"}), (Strings{"6:00 ", "0:00 ", "22:05"}));
}

TEST(DaylioDates, OfAnotherCalendarAreOursOrTold) {
  EXPECT_EQ(days_of(dated({{"2564-09-28"}, {"28/9/2564"}, {"2563-02-29"}})),
            (Strings{"2021-09-28", "2021-09-28", "2020-02-29"}));
  EXPECT_EQ(days_of(dated({{"28/9/64"}, {"27/9/64"}})), (Strings{"2021-09-28", "2021-09-27"}));
  EXPECT_EQ(days_of(dated({{"๒๘/๙/๒๕๖๔"}})), Strings{"2021-09-28"});
  for (const char* text :
       {"1400/07/06", "۱۴۰۰/۲/۳۱", "6/7/1400", "28/9/1443 هـ", "6 مهر 1400", "110/09/28", "令和3年9月28日",
        "R3.9.28", "民國110年9月28日", "5782-01-22", "1943-07-06", "0001-01-01"})
    EXPECT_EQ(dated({{text}}).left.at(0).why, Left::calendar) << text;
  const auto of_2018 = [](const std::string& year) {
    return read_daylio_file("year,date,weekday,time,mood,activities,note\n" + year +
                            ",18 May,x,08:00,good,,\n");
  };
  EXPECT_EQ(days_of(of_2018("2561")), Strings{"2018-05-18"});
  EXPECT_EQ(of_2018("1397").left.at(0).why, Left::calendar);
}

TEST(DaylioDates, MayHaveSignsOfOtherScriptsAndATimeOfAnotherZone) {
  for (const char* text :
       {"2021／09／28", "2021‑09‑28", "28.09.2021 г.", "٢٨؍٩؍٢٠٢١", "2021-09-28T00:00:00.000Z", "28. 9. 2021",
        "2021年9月28日", "2021年9月28号", "2021年9月28日(火)", "2021/09/28 (Tue)", "28 กันยายน พ.ศ. 2564",
        "2021年9月28日星期二", "2021년 9월 28일 화요일", "28.9.2021"})
    EXPECT_EQ(days_of(dated({{text}})), Strings{"2021-09-28"}) << text;
  EXPECT_EQ(dated({{"2021-09-27T22:00:00.000Z"}}).left.at(0).why, Left::date)
      << "elsewhere that is the next day";
}

}  // namespace
}  // namespace eddy::test
