// Everything kept, as files to read: JSON, tables, a page.
#include "bindings/cpp/client.h"
#include "core/board/picture.h"
#include "core/exchange/csv.h"
#include "core/exchange/letters.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

struct Exports {
  std::map<std::string, std::string> files;
  int entries = 0, calls = 0, sealed = 0;
  Exports(World& w, api::ExportFormat format) {
    api::ExportRequest q;
    q.set_format(format);
    for (;;) {
      const auto reply = w.exchange.export_all(at(kNoon + kDay), q);
      for (const auto& part : reply.part()) files[part.file()] += part.bytes();
      entries += reply.entries();
      sealed = reply.sealed();
      ++calls;
      EXPECT_LE(reply.progress(), 1);
      if (reply.next().empty()) break;
      q.set_after(reply.next());
    }
  }
};

bool stands_in(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
size_t times_in(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// A week with a hard day, somebody else's hand in one note, and words from right to left.
void fill_week(World& w) {
  w.check_in(4, at(kNoon, 60), "=HYPERLINK(\"http://example.org\")");
  w.check_in(2, at(kNoon + kHour, 60), "<script>alert(1)</script> & \"quotes\"\nsecond line");
  w.check_in(3, at(kNoon + kDay, 60), "יום טוב");
  w.hard_call(8, rec::CALL_ANGRY, at(kNoon + 2 * kHour, 60));
  w.journal.trash(at(kNoon), w.check_in(1, at(kNoon, 60), "in the trash"));
  rec::Entry person;
  person.mutable_person()->set_name("-Ada");
  person.mutable_person()->set_role(rec::ROLE_MENTOR);
  w.journal.keep(at(kNoon), person, true);
}

TEST(ExportCsv, IsATableANounThatASpreadsheetReads) {
  World w;
  fill_week(w);
  const Exports out(w, api::EXPORT_FORMAT_CSV);
  EXPECT_EQ(out.entries, 6);
  ASSERT_TRUE(out.files.count("check-in.csv") && out.files.count("hard-call.csv") &&
              out.files.count("person.csv"));
  EXPECT_TRUE(stands_in(out.files.at("about.txt"), "not encrypted") ||
              stands_in(out.files.at("about.txt"), "None of these files is encrypted"));
  const auto& file = out.files.at("check-in.csv");
  EXPECT_EQ(file.substr(0, 3), "\xef\xbb\xbf");
  EXPECT_EQ(times_in(file, "\n") - 1, times_in(file, "\r\n")) << "but for the one within a note";
  const auto rows = read_csv(read_letters(file).text);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0].fields,
            (std::vector<std::string>{"id", "date", "time", "utc offset", "space", "in the trash", "mood",
                                      "energy", "tension", "feelings", "note", "outside", "factors"}));
  for (const auto& row : rows) EXPECT_EQ(row.fields.size(), rows[0].fields.size());
  std::set<std::string> notes, trash;
  for (size_t i = 1; i < rows.size(); ++i) {
    notes.insert(rows[i].fields[10]);
    if (rows[i].fields[5] == "yes") trash.insert(rows[i].fields[10]);
    if (rows[i].fields[10][0] == '\'') {
      EXPECT_EQ(rows[i].fields[1] + ' ' + rows[i].fields[2] + rows[i].fields[3], "2026-03-02 13:00+01:00");
      EXPECT_EQ(rows[i].fields[6], "4");
    }
  }
  EXPECT_EQ(trash, (std::set<std::string>{"in the trash"}));
  EXPECT_TRUE(notes.count("'=HYPERLINK(\"http://example.org\")")) << "no formula of anybody's";
  EXPECT_TRUE(notes.count("<script>alert(1)</script> & \"quotes\"\nsecond line"));
  EXPECT_TRUE(stands_in(out.files.at("hard-call.csv"), ",8,angry,"));
  EXPECT_TRUE(stands_in(out.files.at("person.csv"), ",'-Ada,mentor,"));
}

TEST(ExportCsv, HasEachHeaderOnceHoweverManyPortions) {
  World w;
  for (int i = 0; i < 1100; ++i) w.check_in(3, at(kNoon + i * kMinute));
  const Exports out(w, api::EXPORT_FORMAT_CSV);
  EXPECT_EQ(out.calls, 3);
  EXPECT_EQ(read_csv(out.files.at("check-in.csv")).size(), 1101u);
  EXPECT_EQ(times_in(out.files.at("check-in.csv"), "feelings"), 1u);
}

TEST(ExportHtml, IsOnePageWithoutAnythingThatRunsOrCalls) {
  World w;
  fill_week(w);
  const Exports out(w, api::EXPORT_FORMAT_HTML);
  ASSERT_EQ(out.files.size(), 1u);
  const auto& page = out.files.at("eddy.html");
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  EXPECT_TRUE(stands_in(page, "default-src 'none'"));
  EXPECT_FALSE(stands_in(page, "<script"));
  EXPECT_TRUE(stands_in(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;\nsecond line"));
  for (const char* way_out : {" src=\"http", " href=", "url(", "@import", " onload"})
    EXPECT_FALSE(stands_in(page, way_out)) << way_out;
  EXPECT_TRUE(stands_in(page, "<td dir=\"auto\">יום טוב</td>"));
  EXPECT_FALSE(stands_in(page, "in the trash</td>"));
}

TEST(ExportHtml, HasADayAHeadingAndANounATable) {
  World w;
  fill_week(w);
  const auto page = Exports(w, api::EXPORT_FORMAT_HTML).files.at("eddy.html");
  EXPECT_EQ(times_in(page, "<h2>"), 3u) << "two days, and what is one's own";
  const auto monday = page.find("<h2>Monday, 2 March 2026</h2>"),
             tuesday = page.find("<h2>Tuesday, 3 March 2026</h2>");
  ASSERT_NE(monday, std::string::npos);
  ASSERT_NE(tuesday, std::string::npos);
  EXPECT_LT(monday, tuesday);
  EXPECT_TRUE(stands_in(page, "<caption>Check-ins</caption>"));
  EXPECT_TRUE(stands_in(page, "<caption>Your people</caption>"));
  EXPECT_TRUE(stands_in(page, "<th scope=\"col\">how hard</th>"));
  EXPECT_FALSE(stands_in(page, "<th scope=\"col\">energy</th>")) << "no column in which nothing stands";
  EXPECT_TRUE(stands_in(page, "<th scope=\"row\">13:00</th>")) << "as the wall showed it";
  EXPECT_EQ(times_in(page, "<table>"), times_in(page, "</table>"));
  EXPECT_EQ(times_in(page, "<section>"), times_in(page, "</section>"));
}

TEST(ExportHtml, SaysTimesAndWeekdaysAsPeopleDo) {
  World w;
  rec::Entry week;
  auto& slot = *week.mutable_shift_pattern()->add_slots();
  slot.set_weekday(1), slot.set_start_min(9 * 60 + 30), slot.set_length_min(480);
  w.journal.keep(at(kNoon), week, true);
  rec::Entry night;
  night.mutable_sleep()->set_bed_ms(kNoon - 4 * kHour);
  w.journal.keep(at(kNoon, 60), night, true);
  const auto page = Exports(w, api::EXPORT_FORMAT_HTML).files.at("eddy.html");
  EXPECT_TRUE(stands_in(page, "weekday Monday, start 09:30, length minutes 480")) << page;
  EXPECT_TRUE(stands_in(page, "2026-03-02 09:00</td>")) << page;
}

TEST(Export, NamesFactorsInTablesAndOnThePage) {
  World w;
  api::ImportRequest q;
  q.set_file(
      "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,a,b,08:00,good,gym | long "
      "walk,,\n");
  ASSERT_EQ(w.imports.import(at(kNoon), q).imported(), 1);
  EXPECT_TRUE(stands_in(Exports(w, api::EXPORT_FORMAT_CSV).files.at("check-in.csv"), ",gym | long walk\r\n"));
  const auto page = Exports(w, api::EXPORT_FORMAT_HTML).files.at("eddy.html");
  EXPECT_TRUE(stands_in(page, "gym | long walk</td>"));
  EXPECT_TRUE(stands_in(page, "<caption>Your factors</caption>"));
}

TEST(ExportHtml, NoDayIsTornBetweenPortions) {
  World w;
  for (int day = 0; day < 3; ++day)
    for (int i = 0; i < 300; ++i) w.check_in(3, at(kNoon + day * kDay + i * kMinute));
  const Exports out(w, api::EXPORT_FORMAT_HTML);
  EXPECT_GT(out.calls, 1);
  EXPECT_EQ(out.entries, 900);
  EXPECT_EQ(times_in(out.files.at("eddy.html"), "<h2>"), 4u);
  EXPECT_EQ(times_in(out.files.at("eddy.html"), "<caption>Check-ins</caption>"), 3u);
}

TEST(ExportHtml, APictureOfTheBoardIsInThePage) {
  World w;
  api::BoardAddRequest q;
  q.mutable_item()->set_need(rec::NEED_LAUGH);
  q.set_picture(jpeg("x"));
  w.board.add(at(kNoon), q);
  EXPECT_TRUE(stands_in(Exports(w, api::EXPORT_FORMAT_HTML).files.at("eddy.html"),
                        "<img alt=\"\" src=\"data:image/jpeg;base64,"));
}

TEST(Export, SaysWhatIsSealedStillAndNotInIt) {
  Folder home;
  World w(home.path);
  w.init();
  fill_week(w);
  for (const auto format : {api::EXPORT_FORMAT_JSON, api::EXPORT_FORMAT_CSV, api::EXPORT_FORMAT_HTML}) {
    const Exports out(w, format);
    EXPECT_EQ(out.sealed, 0);
    for (const auto& [name, text] : out.files) EXPECT_FALSE(stands_in(text, "sealed")) << name;
  }
  {
    World other(home.path);  // another program, which is locked
    rec::Entry entry;
    entry.mutable_check_in()->set_mood(2);
    bool sealed = false;
    other.session.keep(at(kNoon), entry, &sealed);
    ASSERT_TRUE(sealed);
  }
  for (const auto format : {api::EXPORT_FORMAT_JSON, api::EXPORT_FORMAT_CSV, api::EXPORT_FORMAT_HTML}) {
    const Exports out(w, format);
    EXPECT_EQ(out.sealed, 1);
    bool said = false;
    for (const auto& [name, text] : out.files) said = said || stands_in(text, "sealed");
    EXPECT_TRUE(said) << int(format);
  }
  const auto json = Exports(w, api::EXPORT_FORMAT_JSON).files.at("eddy.json");
  World to;
  api::ImportRequest q;
  q.set_file(json);
  EXPECT_EQ(to.imports.import(at(kNoon), q).left_size(), 0) << "and that is no row";
}

TEST(Export, OfADiaryWithoutEntriesIsWholeInEveryFormat) {
  World w;
  EXPECT_EQ(Exports(w, api::EXPORT_FORMAT_JSON).files.at("eddy.json"), "[\n]\n");
  EXPECT_EQ(Exports(w, api::EXPORT_FORMAT_CSV).files.size(), 1u);
  EXPECT_TRUE(Exports(w, api::EXPORT_FORMAT_HTML).files.at("eddy.html").ends_with("</html>\n"));
}

}  // namespace
}  // namespace eddy::test
