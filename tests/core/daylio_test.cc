// Reading Daylio's CSV, without a store: what every phone and spreadsheet makes of it, row by row. daylio/
// holds files of invented rows, each with one trait that real ones have.
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <random>
#include <sstream>

#include "core/base/moment.h"
#include "core/exchange/clock_text.h"
#include "core/exchange/clock_words.h"
#include "core/exchange/csv.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/month_words.h"
#include "core/exchange/plain.h"
#include "core/exchange/scripts.h"
#include "core/exchange/sniff.h"
#include "tests/places.h"

namespace eddy::test {
namespace {
using namespace std::string_literals;
using Strings = std::vector<std::string>;

const std::string kHeader = "full_date,date,weekday,time,mood,activities,note_title,note\n";

std::string fixture(const std::string& name) {
  std::ifstream f(source() + "/tests/core/daylio/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(f), {}};
}

DaylioFile read_file(std::string_view bytes, const DaylioOptions& options = {}) {
  const auto file = read_daylio(read_letters(bytes).text, options);
  EXPECT_TRUE(file.has_value());
  return file.value_or(DaylioFile{});
}

std::string shown(const DaylioRow& r) {
  const auto day = floor_div(r.local_ms, kDay), minutes = (r.local_ms - day * kDay) / kMinute;
  std::ostringstream out;
  out << iso_date(day) << ' ' << minutes / 60 << ':' << minutes % 60 / 10 << minutes % 10 << ' ' << r.mood
      << " [";
  for (const auto& a : r.activities) out << (&a == &r.activities[0] ? "" : "; ") << a;
  out << "] " << r.words;
  return out.str();
}

// --- The files -----------------------------------------------------------------------------------

struct Fixture {
  const char* file;
  size_t rows;   // in the file, without its header and without rows of nothing
  Strings kept;  // as shown() shows them; "..." says that the row is like the usual one of its place
  std::vector<std::pair<int, Left>> left;
};

// The three rows that many of the files share.
const Strings kUsual = {
    "2021-09-28 22:00 good [clean; movies / tv; bad sleep] ",
    "2021-09-27 23:00 meh [eat out; nature / walk] A \"title\"\nline one\nline two, with comma",
    "2021-09-26 9:05 rad [] said \"\"hello\"\" \U0001F600"};
const Strings kCafe = {
    "2021-09-28 22:00 good [clean; movies / tv; bad sleep] caf\u00e9 \u00e0 Z\u00fcrich",
    "2021-09-27 23:00 meh [eat out; nature / walk] A \"title\"\ncaf\u00e9 \u00e0 Z\u00fcrich",
    "2021-09-26 9:05 rad [] caf\u00e9 \u00e0 Z\u00fcrich"};
const Strings kTen = {"2021-09-28 22:00 good [] t"};

const std::vector<Fixture>& fixtures() {
  static const std::vector<Fixture> all = {
      {"act_hi.csv", 1, {"2021-09-28 22:00 good [परिवार के साथ समय बिताया; काम] हिन्दी नोट"}, {}},
      {"act_ja.csv", 1, {"2021-09-28 22:00 good [友達と一緒に映画を見てから夕食を食べに行った] メモ"}, {}},
      {"act_th.csv", 1, {"2021-09-28 22:00 good [ออกกำลังกายตอนเช้าที่สวนสาธารณะ] โน้ต"}, {}},
      {"blank_lines.csv", 3, kUsual, {}},
      {"dup_header_mid.csv",
       7,
       {kUsual[0], kUsual[1], kUsual[2], kUsual[0], kUsual[1], kUsual[2]},
       {{5, Left::header_again}}},
      {"excel_de.csv", 3, kUsual, {}},
      {"excel_uk_seconds.csv", 3, kUsual, {}},
      {"gen_2018.csv",
       2,
       {"2018-05-18 23:54 good [clean; cook; music] Went out", "2018-05-17 22:21 meh [cook; stressed] "},
       {}},
      {"gen_2020.csv", 2, {"2020-12-20 3:26 meh [] ", "2020-12-18 21:13 good [] a note"}, {}},
      {"header_only.csv", 0, {}, {}},
      {"latin1.csv", 3, kCafe, {}},
      {"mac_cr.csv", 3, kUsual, {}},
      {"mood_quote.csv",
       3,
       {"2021-09-28 22:00 can't even [] a", "2021-09-28 22:00 \x1b[31mred\a [] b",
        "2021-09-27 22:00 ok=fine [] c"},
       {}},
      {"quote_all.csv", 3, kUsual, {}},
      {"remap.csv", 1, {"2021-05-12 18:52 OK [work] "}, {}},
      {"sep_line.csv", 3, kUsual, {}},
      {"sheets_seconds_ampm.csv", 3, kUsual, {}},
      {"time_12am.csv", 1, {"2021-09-28 0:00 good [] t"}, {}},
      {"time_ar.csv", 1, kTen, {}},
      {"time_bn.csv", 1, kTen, {}},
      {"time_de.csv", 1, kTen, {}},
      {"time_el.csv", 1, kTen, {}},
      {"time_en_narrow.csv", 1, kTen, {}},
      {"time_es.csv", 1, kTen, {}},
      {"time_fa.csv", 1, kTen, {}},
      {"time_hi.csv", 1, kTen, {}},
      {"time_ja.csv", 1, kTen, {}},
      {"time_ko.csv", 1, kTen, {}},
      {"time_midnight24.csv", 1, {"2021-09-29 0:00 good [] t"}, {}},
      {"time_th.csv", 1, kTen, {}},
      {"time_zero.csv", 1, {"2021-09-28 0:05 good [] t"}, {}},
      {"trailing_commas.csv", 3, kUsual, {}},
      {"zwj_nbsp.csv",
       1,
       {"2021-09-26 9:05 rad [\U0001F468\u200d\U0001F469\u200d\U0001F467\u200d\U0001F466 family; שלום; "
        "cafe\u0301; "
        "spaced\u00a0] \U0001F469\U0001F3FD\u200d\U0001F4BB\nمرحبا \u202e rtl"},
       {}},
  };
  return all;
}

TEST(DaylioRows, OfEveryFileAreKeptOrListed) {
  for (const auto& f : fixtures()) {
    SCOPED_TRACE(f.file);
    const auto bytes = fixture(f.file);
    ASSERT_FALSE(bytes.empty());
    EXPECT_EQ(kind_of(bytes), FileKind::daylio_csv);
    const auto file = read_file(bytes);
    Strings kept;
    for (const auto& r : file.rows) kept.push_back(shown(r));
    EXPECT_EQ(kept, f.kept);
    std::vector<std::pair<int, Left>> left;
    for (const auto& l : file.left) left.emplace_back(l.line, l.why);
    EXPECT_EQ(left, f.left);
    EXPECT_EQ(file.rows.size() + file.left.size(), f.rows);
    EXPECT_FALSE(file.date_order_open);
  }
}

TEST(DaylioRows, AreTriedInEveryFileThereIs) {
  std::map<std::string, int> listed;
  for (const auto& f : fixtures()) ++listed[f.file];
  for (std::filesystem::directory_iterator f(source() + "/tests/core/daylio"), end; f != end; ++f)
    EXPECT_EQ(listed[f->path().filename().string()], 1) << f->path();
}

TEST(DaylioRows, KnowTheirLineAsAnEditorCounts) {
  const auto lines = [](const std::string& name) {
    std::vector<int> out;
    for (const auto& r : read_file(fixture(name)).rows) out.push_back(r.line);
    return out;
  };
  EXPECT_EQ(lines("blank_lines.csv"), (std::vector<int>{2, 5, 6}));
  EXPECT_EQ(lines("sep_line.csv"), (std::vector<int>{3, 4, 5}));
  EXPECT_EQ(lines("mac_cr.csv"), (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(read_file(fixture("blank_lines.csv")).blank, 1);
}

TEST(DaylioRows, ThatCannotBeReadAreListedWithTheReason) {
  const auto file = read_file(kHeader +
                              "2021-02-30,a,b,08:00,good,,,\n"      // 2
                              "2021-02-28,a,b,25:00,good,,,\n"      // 3
                              "2021-02-28,a,b,08:00,,,,\n"          // 4
                              "2021-02-28,a,b,08:00,good,,\n"       // 5
                              "2021-02-28,a,b,08:00,good,,,,x,y\n"  // 6
                              "2021-02-28,a,b,08:00,good,,,\0\n"s   // 7
                              "2021-02-28,a,b,08:00,good,,,\"two\nlines\"\n"
                              "2021-02-28,a,b,08:00,good,,,\"never closed\n"  // 10
                              "2021-02-27,a,b,08:00,good,,,\"a\nb\"\n");
  std::vector<std::pair<int, Left>> left;
  for (const auto& l : file.left) left.emplace_back(l.line, l.why);
  EXPECT_EQ(left, (std::vector<std::pair<int, Left>>{{2, Left::date},
                                                     {3, Left::time},
                                                     {4, Left::mood},
                                                     {5, Left::fields},
                                                     {6, Left::fields},
                                                     {7, Left::nul},
                                                     {10, Left::open_quote}}));
  ASSERT_EQ(file.rows.size(), 2u);
  EXPECT_EQ(file.rows[0].words, "two\nlines");
  EXPECT_EQ(file.rows[1].words, "a\nb");
  for (int why = 0; why <= int(Left::removed_before); ++why) EXPECT_STRNE(words_of(Left(why)), "");
}

TEST(DaylioRows, ThatFollowAnOpenQuoteAreNotLostWithIt) {
  for (const char* note : {"b", "\"b\"", "\"He said \"\"no\"\"\"", "\"b\nb\""}) {
    const auto file =
        read_file(kHeader + "2021-02-28,a,b,08:00,good,,,\"never closed\n2021-02-27,a,b,08:00,good,,," +
                  note + "\n2021-02-26,a,b,08:00,meh,,,c\n");
    EXPECT_EQ(file.rows.size(), 2u) << note;
    ASSERT_EQ(file.left.size(), 1u) << note;
    EXPECT_EQ(file.left[0].line, 2);
    EXPECT_EQ(file.left[0].why, Left::open_quote);
  }
}

TEST(DaylioRows,
     MayStandInOneFieldEach) {  // a spreadsheet that looks for semicolons opened the file and saved it
  std::string wrapped, whole = fixture("quote_all.csv");
  std::istringstream lines(whole);
  for (std::string line; std::getline(lines, line);) {
    wrapped += '"';
    for (const char c : line) wrapped += c == '"' ? "\"\"" : std::string(1, c);
    wrapped += "\"\r\n";
  }
  Strings kept;
  for (const auto& r : read_file(wrapped).rows) kept.push_back(shown(r));
  EXPECT_EQ(kept, kUsual);
  EXPECT_EQ(kind_of(wrapped), FileKind::daylio_csv);
}

TEST(DaylioRows, HaveTheirColumnsByName) {
  const auto file = read_file(
      "note,mood,time,full_date,activities,place,note_title\n"
      "the note,good,8:00 am,2021-09-28,a | b,at home,Title\n");
  ASSERT_EQ(file.rows.size(), 1u);
  EXPECT_EQ(shown(file.rows[0]), "2021-09-28 8:00 good [a; b] Title\nthe note\nplace: at home");
}

TEST(DaylioRows, MayHaveScalesThatTheHeaderDoesNotName) {
  const std::string row = "2026-03-01,March 1,Sunday,7:30 am,awful,walk,";
  const auto words = [](const std::string& file) {
    const auto rows = read_file(file).rows;
    return rows.size() == 1 ? rows[0].words : "rows: " + std::to_string(rows.size());
  };
  EXPECT_EQ(words(kHeader + row + "Sleep: 8/10 points | Hours: 8:00,,late\n"),
            "late\nSleep: 8/10 points\nHours: 8:00");
  EXPECT_EQ(words(kHeader + row + "Sleep: 8/10 points,,\n"), "Sleep: 8/10 points");
  EXPECT_EQ(words(kHeader + row + "Title,late,\n"), "Title\nlate") << "a comma too many";
  const std::string with = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n";
  EXPECT_EQ(words(with + row + "Sleep: 8/10 points,Title,late\n"), "Title\nlate\nSleep: 8/10 points");
  EXPECT_EQ(words(with + row + "Title,late\n"), "Title\nlate") << "from before there were scales";
}

TEST(DaylioRows, AreNoOtherCsvs) {
  for (const char* file : {"", "\n\n", "date,mood\n2021-09-28,good\n", "a;b;c\n1;2;3\n", "full_date\n",
                           "PK\3\4", "\"full_date,date", "time,mood,activities,note\n08:00,good,,\n"})
    EXPECT_FALSE(read_daylio(read_letters(file).text)) << file;
}

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
  auto text = kHeader;
  for (const auto& r : rows) text += r.full_date + "," + r.date + "," + r.weekday + ",08:00,good,,,\n";
  return read_file(text, options);
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
  for (const char* text :
       {"", "2021", "2021-09", "28/09-2021", "28/09/2021/1", "28//09/2021", "1/2/345", "2021-09-2021",
        "20210928", "28.09.2021 x", "28.09.2021x", "a 28.09.2021", "28.09.202100:00", "--", "12345/1/1"})
    EXPECT_FALSE(numeric_date(text)) << text;
}

// --- Times of day ------------------------------------------------------------------------------------

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
    auto text = kHeader;
    for (const auto& t : times) text += "2021-09-28,x,y," + t + ",good,,,\n";
    Strings out;
    for (const auto& r : read_file(text).rows) out.push_back(shown(r).substr(0, 16));
    return out;
  };
  EXPECT_EQ(at_of({"24:00", "23:00"}), (Strings{"2021-09-29 0:00 ", "2021-09-28 23:00"}));
  EXPECT_EQ(at_of({"24:00", "24:05"}), (Strings{"2021-09-28 0:00 ", "2021-09-28 0:05 "}))
      << "a clock that counts from 1 to 24";
}

// --- Letters and lines ---------------------------------------------------------------------------------

std::string utf16(std::string_view text, bool big) {
  std::string out;
  const auto unit = [&](char32_t u) {
    const char high = char(u >> 8), low = char(u);
    out += big ? high : low;
    out += big ? low : high;
  };
  while (!text.empty()) {
    const auto c = take_letter(text);
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xd800 + ((c - 0x10000) >> 10));
      unit(0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  return out;
}

TEST(Letters, AreFoundByTheBytes) {
  const auto is = [](const std::string& bytes, Encoding encoding, const std::string& text) {
    const auto l = read_letters(bytes);
    EXPECT_EQ(l.encoding, encoding) << text;
    EXPECT_EQ(l.text, text);
  };
  const auto text = "full_date caf\u00e9 \U0001F600"s;
  is(text, Encoding::utf8, text);
  is("\xef\xbb\xbf" + text, Encoding::utf8, text);
  is("\xff\xfe" + utf16(text, false), Encoding::utf16_le, text);
  is("\xfe\xff" + utf16(text, true), Encoding::utf16_be, text);
  is(utf16(text, false), Encoding::utf16_le, text);
  is(utf16(text, true), Encoding::utf16_be, text);
  is("caf\xe9 \x80 \x93na\xefve\x94", Encoding::windows_1252, "caf\u00e9 \u20ac \u201cna\u00efve\u201d");
  is("\u00e9\u00e8\u00ea and one stray \xe9", Encoding::utf8, "\u00e9\u00e8\u00ea and one stray \u00e9");
  is("nul\0byte"s, Encoding::utf8, "nul\0byte"s);
  is("", Encoding::utf8, "");
  is("\xff\xfe", Encoding::utf16_le, "");
  is("\xff\xfe\x41\x00\x00\xd8"s, Encoding::utf16_le, "A\ufffd");
  is("\xff\xfe\x41"s, Encoding::utf16_le, "\ufffd");
}

TEST(CsvRows, AreSeparatedAsTheFirstLineIs) {
  const auto fields = [](std::string_view text) {
    const auto rows = read_csv(text);
    return rows.empty() ? Strings{} : rows.back().fields;
  };
  EXPECT_EQ(fields("a,b;c,d\n"), (Strings{"a", "b;c", "d"}));
  EXPECT_EQ(fields("a;b,c;d\n"), (Strings{"a", "b,c", "d"}));
  EXPECT_EQ(fields("a\tb,c\td\n"), (Strings{"a", "b,c", "d"}));
  EXPECT_EQ(fields("\"a,b,c,d\";e\n"), (Strings{"a,b,c,d", "e"}));
  EXPECT_EQ(fields("sep=;\r\na,b;c\r\n"), (Strings{"a,b", "c"}));
  EXPECT_EQ(fields("\"SEP=\t\"\ra,b\tc\r"), (Strings{"a,b", "c"}));
  EXPECT_EQ(fields("sep=,"), Strings{});
  EXPECT_EQ(fields("a,b,,"), (Strings{"a", "b", "", ""}));
  EXPECT_EQ(fields("a,\"b\rc\"\rd,\"e\nf\"\r"), (Strings{"d", "e\nf"}));
  EXPECT_EQ(fields("a,b\nc,d\re\n"), (Strings{"c", "d\re"}))
      << "a CR within lines that end in LF is a letter";
  EXPECT_EQ(read_csv(std::string(1000, ',')).at(0).fields.size(), CsvReader::kMostFields);
  EXPECT_TRUE(read_csv(std::string(1000, ',')).at(0).cut);
}

TEST(PlainWords, KeepTheWordsAndLoseTheTags) {
  EXPECT_EQ(plain_words("<p>one</p><div>two<br/>three</div>"), "one\ntwo\nthree");
  EXPECT_EQ(plain_words("a < b > c <b>d</b> <x>e</x> <"), "a < b > c d <x>e</x> <");
  EXPECT_EQ(plain_words("&lt;b&gt; &amp;amp; &nbsp;&quot;&#39; &x;"), "<b> &amp;  \"' &x;");
  EXPECT_EQ(plain_words("<font color=\"red\">\r\nred</font>"), "red");
}

// --- Whatever is written is read back ----------------------------------------------------------------------

struct Spelling {
  const char* name;
  bool latin;  // Windows-1252 has it
  std::function<std::string(int, int)> write;
};
std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }
Spelling halves(const char* am, const char* pm, bool before, const char* between, bool latin = false,
                bool zero = false) {
  return {am, latin, [=](int h, int m) {
            const auto half = std::string(h < 12 ? am : pm);
            const auto time = std::to_string(zero || h % 12 ? h % 12 : 12) + ":" + two(m);
            return before ? half + between + time : time + between + half;
          }};
}
const std::vector<Spelling>& spellings() {
  static const std::vector<Spelling> all = {
      {"24", true, [](int h, int m) { return two(h) + ":" + two(m); }},
      {"H", true, [](int h, int m) { return std::to_string(h) + "." + two(m); }},
      {"seconds", true, [](int h, int m) { return two(h) + ":" + two(m) + ":59"; }},
      {"fr-CA", true, [](int h, int m) { return two(h) + " h " + two(m); }},
      {"de", true, [](int h, int m) { return two(h) + ":" + two(m) + " Uhr"; }},
      {"th", false, [](int h, int m) { return two(h) + ":" + two(m) + " น."; }},
      {"ja", false, [](int h, int m) { return std::to_string(h) + "時" + two(m) + "分"; }},
      {"ko", false, [](int h, int m) { return std::to_string(h) + "시 " + two(m) + "분"; }},
      halves("AM", "PM", false, " ", true),
      halves("am", "pm", false, "", true),
      halves("a. m.", "p. m.", false, "\u00a0", true),
      halves("AM", "PM", false, "\u202f"),
      halves("π.μ.", "μ.μ.", false, " "),
      halves("ص", "م", false, " "),
      halves("ق.ظ.", "ب.ظ.", false, " "),
      halves("पूर्वाह्न", "अपराह्न", false, " "),
      halves("오전", "오후", true, " "),
      halves("上午", "下午", true, ""),
      halves("午前", "午後", true, "", false, true),
      halves("de.", "du.", true, " ", true),
      halves("SA", "CH", false, " ", true),
      halves("ÖÖ", "ÖS", true, " ", true),
  };
  return all;
}

std::string in_digits(const std::string& text, char32_t zero) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9')
      put_letter(out, zero + char32_t(c - '0'));
    else
      out += c;
  return out;
}

// A phone or a spreadsheet, as it may be.
struct Writer {
  std::string separator, line_end;
  int encoding;  // 0 UTF-8, 1 with a mark, 2 and 3 UTF-16 LE and BE with a mark, 4 and 5 without, 6 Windows-1252
  char32_t zero;
  Spelling spelling;
  int generation;  // 0: 2018; 1: 2020; 2: today; 3: with scales
  int order;       // -1: as Daylio writes dates; otherwise a spreadsheet's DateOrder
  bool quote_all, said, trailing;

  std::string quoted(const std::string& s) const {
    if (!quote_all && s.find_first_of(separator + "\"\r\n") == std::string::npos) return s;
    std::string out = "\"";
    for (const char c : s) out += c == '"' ? "\"\""s : std::string(1, c);
    return out + "\"";
  }
  std::string line(const Strings& fields) const {
    std::string out;
    for (const auto& f : fields) out += (out.empty() ? "" : separator) + (f.empty() ? "\"\"" : quoted(f));
    return out + (trailing ? separator + separator : "") + line_end;
  }
  std::string date(const DaylioRow& r) const {
    const auto d = to_date(r.local_ms / kDay);
    const auto y = std::to_string(d.year), m = std::to_string(d.month), t = std::to_string(d.day);
    if (order < 0) return iso_date(r.local_ms / kDay);
    if (DateOrder(order) == DateOrder::ymd) return y + "/" + m + "/" + t;
    return DateOrder(order) == DateOrder::dmy ? t + "." + m + "." + y + " 00:00" : m + "/" + t + "/" + y;
  }
  Strings fields(const DaylioRow& r) const {
    static const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
    const auto d = to_date(r.local_ms / kDay);
    const int minutes = int(r.local_ms % kDay / kMinute);
    std::string activities;
    for (const auto& a : r.activities) activities += (activities.empty() ? "" : " | ") + a;
    Strings out = {in_digits(generation == 0 ? std::to_string(d.year) : date(r), zero),
                   std::to_string(d.day) + " " + months[d.month - 1],
                   std::to_string(weekday(r.local_ms / kDay)),
                   in_digits(spelling.write(minutes / 60, minutes % 60), zero),
                   r.mood,
                   activities};
    if (generation == 3) out.push_back("");
    if (generation >= 2) out.push_back("");
    out.push_back(r.words);
    return out;
  }
  std::string encoded(const std::string& text) const {
    if (encoding == 1) return "\xef\xbb\xbf" + text;
    if (encoding == 2) return "\xff\xfe" + utf16(text, false);
    if (encoding == 3) return "\xfe\xff" + utf16(text, true);
    if (encoding == 4 || encoding == 5) return utf16(text, encoding == 5);
    if (encoding == 0) return text;
    std::string out;
    for (std::string_view rest = text; !rest.empty();) out += char(take_letter(rest));
    return out;
  }
  std::string file(const std::vector<DaylioRow>& rows) const {
    static const Strings headers[] = {
        {"year", "date", "weekday", "time", "mood", "activities", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"}};
    std::string out;
    if (said) out += "sep=" + separator + line_end;
    for (const auto& name : headers[generation])
      out += (out.empty() || out.back() == line_end.back() ? "" : separator) + quoted(name);
    out += (trailing ? separator + separator : "") + line_end;
    for (const auto& r : rows) out += line(fields(r));
    return encoded(out);
  }
};

std::vector<DaylioRow> some_rows(std::mt19937& random, bool latin) {
  const auto below = [&](int n) { return int(random() % unsigned(n)); };
  const Strings moods = latin ? Strings{"good", "s\u00fcper"} : Strings{"rad", "хорошо", "\U0001F600"};
  const Strings tags =
      latin ? Strings{"work", "caf\u00e9", "movies / tv"} : Strings{"仕事", "परिवार के साथ", "a, b; c"};
  const Strings words =
      latin ? Strings{"", "a \"quoted\" word; and, more", "two\nlines", "na\u00efve"}
            : Strings{"", "\"", "שלום, \u202e rtl", "two\nlines\tand a tab", "\U0001F469\u200d\U0001F4BB"};
  std::vector<DaylioRow> rows;
  int64_t day = 19'000 + below(2000);
  for (int i = 0; i < 40; ++i, day -= 1 + below(3)) {  // enough days for one over the 12th
    DaylioRow r;
    r.local_ms = day * kDay + below(24 * 60) * kMinute;
    r.mood = moods[size_t(below(int(moods.size())))];
    for (size_t t = 0; t < tags.size(); ++t)
      if (below(2)) r.activities.push_back(tags[t]);
    r.words = words[size_t(below(int(words.size())))];
    rows.push_back(r);
  }
  return rows;
}

TEST(DaylioRows, OfEveryWriterAreReadBack) {
  const Strings separators = {",", ";", "\t"}, line_ends = {"\n", "\r\n", "\r"};
  const char32_t zeros[] = {'0', 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0xff10, 0x1e950};
  unsigned seed = 1;
  for (const auto& separator : separators)
    for (const auto& line_end : line_ends)
      for (int encoding = 0; encoding < 7; ++encoding)
        for (const auto& spelling : spellings()) {
          std::mt19937 random(++seed);
          const bool latin = encoding == 6;
          if (latin && !spelling.latin) continue;
          const char32_t zero = latin ? '0' : zeros[random() % std::size(zeros)];
          const Writer writer{separator,
                              line_end,
                              encoding,
                              zero,
                              spelling,
                              int(random() % 4),
                              int(random() % 4) - 1,
                              random() % 2 == 0,
                              random() % 2 == 0,
                              random() % 2 == 0};
          const auto rows = some_rows(random, latin);
          const auto bytes = writer.file(rows);
          const auto file = read_file(bytes);
          SCOPED_TRACE("seed " + std::to_string(seed) + ", time " + spelling.name + ", encoding " +
                       std::to_string(encoding));
          ASSERT_EQ(kind_of(bytes), FileKind::daylio_csv);
          for (const auto& l : file.left) ADD_FAILURE() << l.line << ": " << words_of(l.why);
          ASSERT_EQ(file.rows.size(), rows.size());
          for (size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(shown(file.rows[i]), shown(rows[i]));
        }
}

TEST(DaylioRows, OfAnyBytesAreAccountedFor) {
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    std::mt19937 random(seed);
    std::string text = fixture("excel_de.csv");
    for (int i = 0; i < 6; ++i) {
      const auto at = text.find('\n') + 1 + random() % (text.size() - text.find('\n') - 1);
      static const Strings bits = {"\"",   "\n",  "\r",     ";",       ";;",
                                   "\xff", "\0"s, "\"\n\"", "28.9.21", "full_date"};
      text.insert(at, bits[random() % bits.size()]);
    }
    const auto letters = read_letters(text).text;
    const auto file = read_daylio(letters);
    ASSERT_TRUE(file) << "seed " << seed;
    ASSERT_EQ(file->rows.size() + file->left.size() + size_t(file->blank) + 1, read_csv(letters).size())
        << "seed " << seed;
  }
}

// --- Work grows with size, not faster ----------------------------------------------------------------------

double cpu_seconds(const std::function<void()>& work, int times) {
  double best = 1e9;
  for (int i = 0; i < times; ++i) {
    const auto from = std::clock();
    work();
    best = std::min(best, double(std::clock() - from) / CLOCKS_PER_SEC);
  }
  return best;
}

// Eight times the size is eight times the work, 64 times where it is quadratic. What is done in a moment may
// be anything.
bool is_linear(const std::function<void(size_t)>& work, double moment_s = 0.5) {
  constexpr size_t large = 2 << 20;
  if (cpu_seconds([&] { work(large); }, 1) < moment_s) return true;
  return cpu_seconds([&] { work(large); }, 3) < 24 * cpu_seconds([&] { work(large / 8); }, 3);
}

std::string again(const std::string& bit, size_t size) {
  std::string out;
  while (out.size() < size) out += bit;
  return out;
}

TEST(Linear, IsReadingAnyFile) {
  const auto noted = [](const std::string& note) {
    return kHeader + "2021-09-28,x,y,22:00,good,,," + note + "\n";
  };
  const auto active = [](const std::string& tags) {
    return kHeader + "2021-09-28,x,y,22:00,good," + tags + ",,\n";
  };
  const auto numbered = [](size_t n) {
    std::string out;
    for (int i = 0; out.size() < n; ++i) out += "|" + std::to_string(i);
    return out;
  };
  using Hostile = std::function<std::string(size_t)>;
  const std::vector<std::pair<const char*, Hostile>> files = {
      {"tags that never end", [&](size_t n) { return noted(again("<", n)); }},
      {"tags in tags", [&](size_t n) { return noted(again("<b", n)); }},
      {"tags that end far away", [&](size_t n) { return noted(again("<", n) + ">"); }},
      {"entities", [&](size_t n) { return noted(again("&", n)); }},
      {"quotes", [&](size_t n) { return noted(again("\"", n)); }},
      {"quotes and lines", [&](size_t n) { return kHeader + again("\"\n", n); }},
      {"one giant row", [&](size_t n) { return kHeader + "\"a\n" + again("b\",\"a\n", n); }},
      {"quotes that open in every line", [&](size_t n) { return kHeader + again("x,\"\"\"\n", n); }},
      {"quotes alone", [&](size_t n) { return again("\"", n); }},
      {"bars", [&](size_t n) { return active(again("|", n)); }},
      {"activities", [&](size_t n) { return active(numbered(n)); }},
      {"CR in a row", [&](size_t n) { return noted(again("\r", n)); }},
      {"CR alone", [&](size_t n) { return again("\r", n); }},
      {"commas in a row", [&](size_t n) { return kHeader + again(",", n); }},
      {"commas alone", [&](size_t n) { return again(",", n); }},
      {"NUL", [&](size_t n) { return again("\0"s, n); }},
      {"stray bytes", [&](size_t n) { return noted(again("\xe9", n)); }},
      {"a ZIP's end", [&](size_t n) { return "PK\3\4" + again("PK\5\6", n); }},
      {"a date",
       [&](size_t n) { return kHeader + again("1", n) + "," + again("1 ", n) + ",y,8:00,good,,,\n"; }},
      {"signs for a date", [&](size_t n) { return kHeader + again(".", n) + ",x,y,8:00,good,,,\n"; }},
      {"a time", [&](size_t n) { return kHeader + "2021-09-28,x,y," + again("1:", n) + ",good,,,\n"; }},
  };
  for (const auto& [name, file] : files)
    EXPECT_TRUE(is_linear([&, &make = file](size_t n) {
      const auto bytes = make(n);
      (void)kind_of(bytes);
      (void)read_daylio(read_letters(bytes).text);
    })) << name;
}

TEST(Linear, WouldSeeThatSomethingIsNot) {
  volatile uint64_t sum = 0;
  const auto square = [&](size_t n) {
    for (size_t i = 0; i < n; i += 128)
      for (size_t j = 0; j < n; j += 128) sum = sum + j;
  };
  EXPECT_FALSE(is_linear(square, 0));
}

// --- What else it may be -------------------------------------------------------------------------------------

std::string zip_of(const Strings& names) {
  const auto number = [](size_t n, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += char(n >> (8 * i));
    return out;
  };
  std::string files, directory;
  for (const auto& name : names) {
    directory += "PK\1\2" + std::string(24, '\0') + number(name.size(), 2) + std::string(12, '\0') +
                 number(files.size(), 4) + name;
    files += "PK\3\4" + std::string(22, '\0') + number(name.size(), 2) + number(0, 2) + name + "data";
  }
  return files + directory + "PK\5\6" + number(0, 4) + number(names.size(), 2) + number(names.size(), 2) +
         number(directory.size(), 4) + number(files.size(), 4) + number(0, 2);
}

TEST(Sniff, KnowsWhatAFileIs) {
  const std::string noise = [] {
    std::mt19937 random(7);
    std::string s;
    while (s.size() < 5000) s += char(random());
    return s;
  }();
  const std::vector<std::pair<std::string, FileKind>> files = {
      {"", FileKind::empty},
      {" \r\n\t\n", FileKind::empty},
      {"\xef\xbb\xbf", FileKind::empty},
      {zip_of({"assets/photos/1/2.jpg", "backup.daylio"}), FileKind::daylio_backup},
      {"eyJ2ZXJzaW9uIjoxNSwiY3VzdG9tTW9vZHMi\nOltdfQ==\n", FileKind::daylio_backup},
      {"{\"version\":15,\"customMoods\":[],\"dayEntries\":[]}", FileKind::daylio_backup},
      {zip_of({"Habits.csv", "Checkmarks.csv", "001 Walk/Checkmarks.csv"}), FileKind::loop_habits},
      {"SQLite format 3\0...CREATE TABLE Habits(...)...CREATE TABLE Repetitions(...)"s,
       FileKind::loop_habits},
      {"Position,Name,Type,Question\n1,Walk,,\n", FileKind::loop_habits},
      {"Date,Walk,Read,\n2021-09-28,2,0,\n", FileKind::loop_habits},
      {"HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\nWalk,,,2021-09-28,1,\n",
       FileKind::habitbull_csv},
      {zip_of({"[Content_Types].xml", "xl/workbook.xml"}), FileKind::spreadsheet},
      {zip_of({"word/document.xml"}), FileKind::other_zip},
      {zip_of({}), FileKind::other_zip},
      {"PK\3\4", FileKind::other_zip},
      {"%PDF-1.7\n...", FileKind::pdf},
      {"SQLite format 3\0 and more"s, FileKind::database},
      {noise, FileKind::unknown},
      {std::string(300, '\0'), FileKind::unknown},
      {"EDDYBACK\1\0\0\0"s, FileKind::eddy_backup},
      {"[\n{\"entry\":{\"settings\":{}}}\n]\n", FileKind::eddy_export},
      {"[{\"date\":\"2021-9-28\",\"type\":\"Mood\",\"scores\":[3]}]", FileKind::other_json},
      {"{ \"items\": [] }", FileKind::other_json},
      {utf16("{\"a\":1}", false), FileKind::other_json},
      {"<!DOCTYPE html>\n<html>", FileKind::html},
      {"\n<HTML lang=en>", FileKind::html},
      {"<svg xmlns='...'/>", FileKind::image},
      {"\xff\xd8\xff\xe0", FileKind::image},
      {"\x89PNG\r\n", FileKind::image},
      {"RIFF....WEBPVP8 ", FileKind::image},
      {"....ftypheic", FileKind::image},
      {"date,mood\n2021-09-28,good\n", FileKind::other_csv},
      {"date;mood\r\n2021-09-28;good\r\n", FileKind::other_csv},
      {"Dear diary, it rained.\nThen it stopped.\n", FileKind::unknown},
      {"[x] bread\n[ ] milk\n", FileKind::unknown},
      {kHeader, FileKind::daylio_csv},
      {"sep=;\n\n" + fixture("excel_de.csv"), FileKind::daylio_csv},
      {utf16(kHeader, true), FileKind::daylio_csv}};
  for (const auto& [bytes, kind] : files) EXPECT_EQ(kind_of(bytes), kind) << bytes.substr(0, 60);
  for (const char* frozen : {"export-1.json", "export-2.json", "export-3.json"}) {
    std::ifstream f(source() + "/tests/frozen/" + frozen, std::ios::binary);
    EXPECT_EQ(kind_of(std::string(std::istreambuf_iterator<char>(f), {})), FileKind::eddy_export) << frozen;
  }
}

TEST(Sniff, LooksAtTheNamesOfAZipThatIsCutShortOrLies) {
  const auto whole = zip_of({"backup.daylio", "assets/1.jpg"});
  EXPECT_EQ(kind_of(whole + "tail"), FileKind::daylio_backup);
  for (size_t n = 0; n <= whole.size(); ++n) (void)kind_of(whole.substr(0, n));
  EXPECT_EQ(kind_of(whole.substr(0, 60)), FileKind::daylio_backup);
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    std::mt19937 random(seed);
    auto lies = whole;
    for (int i = 0; i < 4; ++i) lies[random() % lies.size()] = char(random());
    (void)kind_of(lies);  // the sanitizers watch
  }
}

}  // namespace
}  // namespace eddy::test
