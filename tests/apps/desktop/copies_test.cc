// Files in and out of the widget: seen before anything is kept, taken in, taken back; written whole or not at all.
// `EDDY_PICTURES=DIR` keeps what is shown.
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>

#include "tests/apps/desktop/stage.h"

namespace eddy::test {
namespace {

struct CopiesPage {
  Stage stage;
  QQuickWindow* window = stage.page("copies");
  CopiesPage() {
    Stage::until([&] { return says("Choose a file"); });
  }
  ~CopiesPage() { stage.close(); }

  QString place(const QString& name) const { return stage.home.filePath(name); }
  bool says(const QString& words) { return window && texts(window).contains(words); }
  bool comes_to_say(const QString& words) {
    return Stage::until([&] { return says(words); });
  }
  // As a person chooses it in the dialog.
  void choose(const QByteArray& bytes) {
    QFile file(place("given"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    tell("take", place("given"));
  }
  void tell(const char* function, const QVariant& a, const QVariant& b = {}) {
    auto* page = window->property("current").value<QQuickItem*>();
    ASSERT_TRUE(page);
    if (b.isValid())
      QMetaObject::invokeMethod(page, function, Q_ARG(QVariant, a), Q_ARG(QVariant, b));
    else
      QMetaObject::invokeMethod(page, function, Q_ARG(QVariant, a));
  }
  void picture(const QString& name) {
    const auto folder = qEnvironmentVariable("EDDY_PICTURES");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    stage.picture(window).save(folder + "/copies-" + name + ".png");
  }
  int entries() { return int(stage.ask("Journal/List", {{"limit", 100}}).value("entry").toArray().size()); }
};

const char* const kMoods =
    "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-01,,,08:00,splendid,walk,,a fine "
    "day\n2026-02-27,,,09:00,bad,,,\n2026-02-30,,,09:00,bad,,,\n";

TEST(Copies, AFileIsSeenBeforeItIsTakenInAndCanBeTakenBack) {
  CopiesPage page;
  page.choose(kMoods);
  ASSERT_TRUE(page.comes_to_say("“splendid” is"));
  page.picture("moods");
  EXPECT_EQ(page.entries(), 0);
  auto* five = find(page.window->contentItem(), "5");
  ASSERT_TRUE(five);
  QMetaObject::invokeMethod(five, "pressed");
  ASSERT_TRUE(press(page.window, "That is what they mean"));
  ASSERT_TRUE(page.comes_to_say("2 new, 0 there already, 1 left out, of 3 rows."));
  EXPECT_TRUE(page.says("An export of Daylio’s, from 27 February 2026 to 1 March 2026"));
  EXPECT_TRUE(page.says("Line 4: the date is not a real one"));
  page.picture("seen");
  EXPECT_EQ(page.entries(), 0) << "and nothing was kept yet";
  ASSERT_TRUE(press(page.window, "Take it in"));
  ASSERT_TRUE(page.comes_to_say("2 taken in."));
  page.picture("report");
  EXPECT_EQ(page.entries(), 2);
  ASSERT_TRUE(press(page.window, "Take that back"));
  ASSERT_TRUE(page.comes_to_say("2 put into the trash"));
  EXPECT_EQ(page.entries(), 0);
}

TEST(Copies, AFileOfAnotherKindIsToldWhatItIs) {
  CopiesPage page;
  page.choose("%PDF-1.7\n");
  ASSERT_TRUE(Stage::until([&] { return page.says("PDF") || page.says("document") || page.says("picture"); }))
      << qPrintable(texts(page.window));
  page.tell("take", page.place("none"));
  EXPECT_TRUE(page.comes_to_say("That file cannot be read."));
}

TEST(Copies, WhatGoesOutIsWholeAndComesInAgain) {
  CopiesPage page;
  page.choose(kMoods);
  ASSERT_TRUE(page.comes_to_say("“splendid” is"));
  QMetaObject::invokeMethod(find(page.window->contentItem(), "5"), "pressed");
  ASSERT_TRUE(press(page.window, "That is what they mean"));
  ASSERT_TRUE(press(page.window, "Take it in"));
  ASSERT_TRUE(page.comes_to_say("2 taken in."));
  page.tell("write", "EXPORT_FORMAT_HTML", page.place("diary.html"));
  ASSERT_TRUE(page.comes_to_say("entries written"));
  QFile html(page.place("diary.html"));
  ASSERT_TRUE(html.open(QIODevice::ReadOnly));
  const auto whole = html.readAll();
  EXPECT_TRUE(whole.startsWith("<!doctype html>") && whole.endsWith("</html>\n"));
  EXPECT_TRUE(whole.contains("a fine day"));
  ASSERT_TRUE(QDir(page.stage.home.path()).mkdir("tables"));
  page.tell("write", "EXPORT_FORMAT_CSV", page.place("tables"));
  EXPECT_TRUE(Stage::until([&] {
    return QFile::exists(page.place("tables/check-in.csv")) && QFile::exists(page.place("tables/about.txt"));
  }));
  page.tell("write", "EXPORT_FORMAT_JSON", page.place("eddy.json"));
  EXPECT_TRUE(Stage::until([&] { return QFile::exists(page.place("eddy.json")); }));
  page.tell("take", page.place("eddy.json"));
  EXPECT_TRUE(page.comes_to_say("An export of Eddy’s own"));
  EXPECT_TRUE(page.says("0 new"));
  page.tell("write", "EXPORT_FORMAT_HTML", page.place("no/such/folder/diary.html"));
  EXPECT_TRUE(page.comes_to_say("It could not be written there"));
}

}  // namespace
}  // namespace eddy::test
