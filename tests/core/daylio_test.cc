// Reading Daylio's CSV, without a store: its files, row by row. daylio/ holds files of invented rows, each with
// one trait that real ones have.
#include "tests/core/daylio.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <sstream>

#include "core/exchange/csv.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/plain.h"
#include "core/exchange/sniff.h"
#include "tests/places.h"

namespace eddy::test {
namespace {

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
      {"serial_days.csv",
       3,
       {"2021-09-28 22:05 good [clean; bad sleep] ", "2021-09-27 6:00 meh [] a note",
        "2021-09-26 0:00 rad [] "},
       {}},
      {"serial_1904.csv", 2, {"2021-09-28 22:05 good [] ", "2021-09-27 21:00 meh [] "}, {}},
      {"month_names.csv", 2, {"2021-09-28 22:05 good [] ", "2021-09-05 21:00 meh [] "}, {}},
      {"years_th.csv", 2, {"2021-09-28 22:05 good [] ", "2020-02-29 9:05 meh [] "}, {}},
      {"years_fa.csv", 2, {"2021-09-27 10:05 meh [] "}, {{2, Left::calendar}}},
      {"time_mr.csv", 2, {"2021-09-28 22:05 good [] t", "2021-09-28 10:05 good [] t"}, {}},
      {"time_bn_words.csv", 2, {"2021-09-28 22:05 good [] t", "2021-09-28 4:05 good [] t"}, {}},
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
    const auto file = read_daylio_file(bytes);
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
    for (const auto& r : read_daylio_file(fixture(name)).rows) out.push_back(r.line);
    return out;
  };
  EXPECT_EQ(lines("blank_lines.csv"), (std::vector<int>{2, 5, 6}));
  EXPECT_EQ(lines("sep_line.csv"), (std::vector<int>{3, 4, 5}));
  EXPECT_EQ(lines("mac_cr.csv"), (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(read_daylio_file(fixture("blank_lines.csv")).blank, 1);
}

TEST(DaylioRows, ThatCannotBeReadAreListedWithTheReason) {
  const auto file = read_daylio_file(kDaylioHeader +
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
  for (int why = 0; why <= int(Left::too_long); ++why) EXPECT_STRNE(words_of(Left(why)), "");
}

TEST(DaylioRows, ThatFollowAnOpenQuoteAreNotLostWithIt) {
  for (const char* note : {"b", "\"b\"", "\"He said \"\"no\"\"\"", "\"b\nb\""}) {
    const auto file = read_daylio_file(
        kDaylioHeader + "2021-02-28,a,b,08:00,good,,,\"never closed\n2021-02-27,a,b,08:00,good,,," + note +
        "\n2021-02-26,a,b,08:00,meh,,,c\n");
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
  for (const auto& r : read_daylio_file(wrapped).rows) kept.push_back(shown(r));
  EXPECT_EQ(kept, kUsual);
  EXPECT_EQ(kind_of(wrapped), FileKind::daylio_csv);
}

TEST(DaylioRows, HaveTheirColumnsByName) {
  const auto file = read_daylio_file(
      "note,mood,time,full_date,activities,place,note_title\n"
      "the note,good,8:00 am,2021-09-28,a | b,at home,Title\n");
  ASSERT_EQ(file.rows.size(), 1u);
  EXPECT_EQ(shown(file.rows[0]), "2021-09-28 8:00 good [a; b] Title\nthe note\nplace: at home");
}

TEST(DaylioRows, MayHaveScalesThatTheHeaderDoesNotName) {
  const std::string row = "2026-03-01,March 1,Sunday,7:30 am,awful,walk,";
  const auto words = [](const std::string& file) {
    const auto rows = read_daylio_file(file).rows;
    return rows.size() == 1 ? rows[0].words : "rows: " + std::to_string(rows.size());
  };
  EXPECT_EQ(words(kDaylioHeader + row + "Sleep: 8/10 points | Hours: 8:00,,late\n"),
            "late\nSleep: 8/10 points\nHours: 8:00");
  EXPECT_EQ(words(kDaylioHeader + row + "Sleep: 8/10 points,,\n"), "Sleep: 8/10 points");
  EXPECT_EQ(words(kDaylioHeader + row + "Title,late,\n"), "Title\nlate") << "a comma too many";
  const std::string with = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n";
  EXPECT_EQ(words(with + row + "Sleep: 8/10 points,Title,late\n"), "Title\nlate\nSleep: 8/10 points");
  EXPECT_EQ(words(with + row + "Title,late\n"), "Title\nlate") << "from before there were scales";
}

TEST(DaylioRows, AreNoOtherCsvs) {
  for (const char* file : {"", "\n\n", "date,mood\n2021-09-28,good\n", "a;b;c\n1;2;3\n", "full_date\n",
                           "PK\3\4", "\"full_date,date", "time,mood,activities,note\n08:00,good,,\n"})
    EXPECT_FALSE(read_daylio(read_letters(file).text)) << file;
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

}  // namespace
}  // namespace eddy::test
