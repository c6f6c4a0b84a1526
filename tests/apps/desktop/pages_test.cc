// Every page and window: it opens without a complaint, it looks as it did when somebody last looked at it, and its
// colours can be read. `EDDY_PICTURES=DIR` writes every picture there, to be looked at.
#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QKeyEvent>
#include <QPainter>
#include <QQmlComponent>
#include <QQuickItem>
#include <QRegularExpression>
#include <QScreen>
#include <cmath>

#include "apps/desktop/orb.h"
#include "eddy/api/error.pb.h"
#include "tests/apps/desktop/stage.h"
#include "tests/places.h"

namespace eddy::test {
namespace {

struct Shot {
  QString name, window;
  QVariantMap properties;
};

const QList<Shot>& shots() {
  static const QList<Shot> all = {{"today", "Main", {{"page", "today"}}},
                                  {"resets", "Main", {{"page", "practices"}}},
                                  {"cards", "Main", {{"page", "cards-page"}}},
                                  {"after", "Main", {{"page", "after"}}},
                                  {"board", "Main", {{"page", "board"}}},
                                  {"people", "Main", {{"page", "people"}}},
                                  {"trends", "Main", {{"page", "trends"}}},
                                  {"devices", "Main", {{"page", "devices"}}},
                                  {"settings", "Main", {{"page", "settings"}}},
                                  {"about", "Main", {{"page", "about"}}},
                                  {"month", "Main", {{"page", "month"}}},
                                  {"copies", "Main", {{"page", "copies"}}},
                                  {"reset", "Reset", {}},
                                  {"stretch", "Reset", {{"practice", "body.stand"}}},
                                  {"guided", "Reset", {{"practice", "mind.not-me"}}},
                                  {"popup", "Popup", {}},
                                  {"abuse", "Popup", {{"wanted", "card.abuse"}}},
                                  {"danger", "Popup", {{"wanted", "card.danger"}}},
                                  {"beside", "Beside", {}},
                                  {"log", "Log", {}},
                                  {"pad", "Pad", {}},
                                  {"cpr", "Pad", {{"practice", "card.cpr"}}},
                                  {"handover", "Pad", {{"practice", "card.escalate"}}},
                                  {"search", "Search", {}},
                                  {"offer", "Offer", {{"what", "PAUSE"}}}};
  return all;
}

// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(const QColor& c) {
  const auto part = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}
double contrast(const QColor& a, const QColor& b) {
  const auto x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// How much two pictures differ once small shifts of a glyph are forgiven: the part of 8 x 8 blocks whose mean is
// more than 24 of 255 apart in any channel.
double difference(const QImage& a, const QImage& b) {
  if (a.size() != b.size()) return 1;
  const auto small = [](const QImage& i) {
    return i.scaled(i.width() / 8, i.height() / 8, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  };
  const auto x = small(a), y = small(b);
  int apart = 0;
  for (int r = 0; r < x.height(); ++r)
    for (int c = 0; c < x.width(); ++c) {
      const QColor p = x.pixelColor(c, r), q = y.pixelColor(c, r);
      if (std::max({std::abs(p.red() - q.red()), std::abs(p.green() - q.green()),
                    std::abs(p.blue() - q.blue())}) > 24)
        ++apart;
    }
  return double(apart) / (x.width() * x.height());
}

void save(const QImage& image, const QString& name) {
  const auto folder = qEnvironmentVariable("EDDY_PICTURES");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  image.save(folder + "/" + name + ".png");
}

TEST(Pages, EveryPageLooksAsItDid) {
  Stage stage;
  stage.fill();
  const int before = warnings();
  // Each release of Qt sets text in its own way: what is compared was drawn by this one.
  const QString references = QString::fromStdString(source()) + "/tests/apps/desktop/references/qt" +
                             QString("%1.%2/").arg(QT_VERSION_MAJOR).arg(QT_VERSION_MINOR);
  if (qEnvironmentVariableIsSet("EDDY_WRITE_REFERENCES")) QDir().mkpath(references);
  ASSERT_TRUE(QDir(references).exists())
      << qPrintable(references)
      << " is not there: look at EDDY_PICTURES=DIR, then write it with EDDY_WRITE_REFERENCES=1";
  for (const char* theme : {"light", "dark"}) {
    stage.desk.setValue("look/theme", theme);
    for (const auto& shot : shots()) {
      auto* window = stage.open(shot.window, shot.properties);
      ASSERT_TRUE(window) << qPrintable(shot.name);
      const auto image = stage.picture(window);
      const auto name = shot.name + "-" + theme;
      save(image, name);
      // References are kept small: a quarter of the size, which is what is compared anyway.
      const auto small = image.scaled(image.width() / 2, image.height() / 2, Qt::IgnoreAspectRatio,
                                      Qt::SmoothTransformation);
      const auto path = references + name + ".png";
      if (qEnvironmentVariableIsSet("EDDY_WRITE_REFERENCES"))
        small.convertToFormat(QImage::Format_Indexed8).save(path);
      const QImage known = QImage(path).convertToFormat(QImage::Format_RGB32);
      EXPECT_LT(difference(small, known), 0.01)
          << qPrintable(name) << " does not look as it did; look at it, then write it anew with "
          << "EDDY_WRITE_REFERENCES=1";
      stage.close();
    }
  }
  EXPECT_EQ(warnings(), before);
}

TEST(Pages, ADifferentPictureIsSeen) {
  QImage a(320, 320, QImage::Format_RGB32), b;
  a.fill(Qt::white);
  b = a;
  EXPECT_EQ(difference(a, b), 0);
  QPainter(&b).fillRect(20, 20, 60, 40, Qt::darkCyan);
  EXPECT_GT(difference(a, b), 0.01);
  EXPECT_EQ(difference(a, QImage(10, 10, QImage::Format_RGB32)), 1);
}

// 200 % text, right to left and high contrast: nothing complains, and no words leave their window sideways.
TEST(Pages, HoldLargeTextRightToLeftAndHighContrast) {
  Stage stage;
  stage.fill();
  const int before = warnings();
  for (const auto& way : kLooks) {
    stage.look(way);
    for (const auto& shot : shots()) {
      auto* window = stage.open(shot.window, shot.properties);
      ASSERT_TRUE(window);
      save(stage.picture(window), shot.name + "-" + way.name);
      EXPECT_EQ(cut_off(window).toStdString(), "") << way.name << " " << qPrintable(shot.name);
      stage.close();
    }
  }
  EXPECT_EQ(warnings(), before);
}

void every(QQuickItem* item, const std::function<void(QQuickItem*)>& with) {
  if (!item->isVisible()) return;
  with(item);
  for (auto* child : item->childItems()) every(child, with);
}

// What can be pressed or written in can be reached by Tab alone, and tells a screen reader its name.
TEST(Pages, EverythingIsReachedByKeyboardAndHasAName) {
  Stage stage;
  stage.fill();
  QAccessible::setActive(true);
  int reached_in_all = 0;
  for (const auto& shot : shots()) {
    if (shot.window != "Main" && shot.window != "Pad" && shot.window != "Log" && shot.window != "Search")
      continue;
    auto* window = stage.open(shot.window, shot.properties);
    ASSERT_TRUE(window);
    (void)stage.picture(window);
    QSet<QQuickItem*> wanted, reached;
    every(window->contentItem(), [&](QQuickItem* item) {
      if (item->activeFocusOnTab() && item->isEnabled()) wanted << item;
    });
    EXPECT_GT(wanted.size(), 0) << qPrintable(shot.name);
    window->requestActivate();
    ASSERT_TRUE(Stage::until([&] { return window->activeFocusItem() != nullptr; }));
    for (qsizetype i = 0; i < 2 * wanted.size() + 10; ++i) {
      if (auto* item = window->activeFocusItem()) reached << item;
      QKeyEvent press(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier),
          release(QEvent::KeyRelease, Qt::Key_Tab, Qt::NoModifier);
      QCoreApplication::sendEvent(window, &press);
      QCoreApplication::sendEvent(window, &release);
    }
    for (auto* item : wanted) {
      const auto* interface = QAccessible::queryAccessibleInterface(item);
      ASSERT_TRUE(interface) << qPrintable(shot.name);
      EXPECT_TRUE(reached.contains(item))
          << qPrintable(shot.name) << ": " << qPrintable(interface->text(QAccessible::Name));
      EXPECT_TRUE(!interface->text(QAccessible::Name).isEmpty() || interface->state().passwordEdit)
          << qPrintable(shot.name);
      EXPECT_NE(interface->role(), QAccessible::NoRole);
      ++reached_in_all;
    }
    stage.close();
  }
  EXPECT_GT(reached_in_all, 100);
}

// Each day of the month tells a screen reader what is known of it.
TEST(Pages, ADayIsToldWithItsShifts) {
  Stage stage;
  stage.fill();
  QAccessible::setActive(true);
  auto* window = stage.page("month");
  ASSERT_TRUE(window);
  (void)stage.picture(window);
  QStringList told;
  every(window->contentItem(), [&](QQuickItem* item) {
    if (const auto* interface = QAccessible::queryAccessibleInterface(item))
      told << interface->text(QAccessible::Name);
  });
  for (const char* day : {"Tuesday 3 March, 09:00 to 17:30, usual week", "Saturday 7 March, no shift known",
                          "Thursday 12 March, 22:00 to 06:00, entered",
                          "Wednesday 18 March, 09:00 to 17:30, usual week; 19:00 to 22:00, entered",
                          "Saturday 14 March, 22:00 to 06:00, entered", "Friday 20 March, off, entered",
                          "Wednesday 25 March, 06:00 to 10:00, entered; 18:00 to 22:00, entered"})
    EXPECT_TRUE(told.contains(day)) << day << " is not among:\n" << qPrintable(told.join("\n"));
  EXPECT_FALSE(told.contains("Saturday 28 February, no shift known"));  // another month's
  stage.close();
}

// Whatever is longer than the window is read to its end by keys alone, and from its end back.
TEST(Pages, AreReadToTheEndByKeys) {
  Stage stage;
  stage.fill();
  int long_ones = 0;
  for (const auto& shot : shots()) {
    if (shot.window != "Main") continue;
    auto* window = stage.open(shot.window, shot.properties);
    ASSERT_TRUE(window);
    (void)stage.picture(window);
    window->requestActivate();
    ASSERT_TRUE(Stage::until([&] { return window->activeFocusItem() != nullptr; }));
    auto* scrolled = window->findChild<QQuickItem*>("scrolled");
    ASSERT_TRUE(scrolled) << qPrintable(shot.name);
    const auto at = [&] { return scrolled->property("contentY").toDouble(); };
    const auto key = [&](int key) {
      QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
      QCoreApplication::sendEvent(window, &press);
    };
    const double end = std::max(0.0, scrolled->property("contentHeight").toDouble() - scrolled->height());
    scrolled->forceActiveFocus();  // and nothing that has use for them
    key(Qt::Key_PageUp), key(Qt::Key_Home);
    EXPECT_EQ(at(), 0) << qPrintable(shot.name);
    for (int i = 0; i < 100 && at() < end; ++i) key(Qt::Key_PageDown);
    EXPECT_NEAR(at(), end, 1) << qPrintable(shot.name);
    key(Qt::Key_Home);
    EXPECT_EQ(at(), 0) << qPrintable(shot.name);
    key(Qt::Key_Down);
    EXPECT_EQ(at() > 0, end > 0) << qPrintable(shot.name);
    long_ones += end > 0;
    stage.close();
  }
  EXPECT_GT(long_ones, 4);
}

// A clock that was a year ahead: what it wrote is shown, and can be dated today; the usual week that holds is the one to
// change, with both shifts of its Monday, and the one of next year does not take its place one day.
TEST(Pages, WhatAClockThatWasAheadHasWrittenIsCorrected) {
  Stage stage;
  const auto week = [&](const QJsonArray& starts) {
    QJsonArray slots_;
    for (const auto start : starts)
      slots_.append(QJsonObject{{"weekday", 1}, {"startMin", start}, {"lengthMin", 240}});
    stage.ask("Journal/Keep", {{"entry", QJsonObject{{"shiftPattern", QJsonObject{{"slots", slots_}}}}}});
  };
  const auto all = [&](int table) {
    return stage.ask("Journal/List", {{"table", QJsonArray{table}}})["entry"].toArray();
  };
  const auto newest = [&](int table, const char* kind) {
    return all(table).first().toObject()[kind].toObject();
  };
  stage.now = kTuesday - 86'400'000.0;
  week({360, 1080});
  stage.now = kTuesday + 365 * 86'400'000.0;
  week({60});
  stage.ask("Journal/CheckIn", {{"mood", 2}});
  stage.now = kTuesday;
  auto* window = stage.page("settings");
  ASSERT_TRUE(window);
  EXPECT_TRUE(Stage::until([&] { return texts(window).contains("3 March 2027"); }))
      << texts(window).toStdString();
  ASSERT_TRUE(press(window, "Keep this week"));
  ASSERT_TRUE(Stage::until([&] { return all(12).size() == 2; }));
  const auto slots_ = newest(12, "shiftPattern")["slots"].toArray();
  ASSERT_EQ(slots_.size(), 2);
  EXPECT_EQ(slots_[0].toObject()["startMin"].toInt(), 360);
  EXPECT_EQ(slots_[1].toObject()["startMin"].toInt(), 1080);
  ASSERT_TRUE(press(window, "It was today"));
  EXPECT_TRUE(
      Stage::until([&] { return newest(1, "checkIn")["atMs"] == QString::number(qint64(kTuesday)); }));
  EXPECT_EQ(newest(1, "checkIn")["mood"].toInt(), 2);
  EXPECT_TRUE(Stage::until([&] { return !texts(window).contains("From days to come"); }));
  stage.close();
}

// Reduced motion holds still; and the same look sees motion where there is some.
TEST(Pages, ReducedMotionIsStill) {
  for (const bool still : {true, false}) {
    Stage stage;
    stage.ask("Settings/Set", {{"settings", QJsonObject{{"reducedMotion", still}}}});
    stage.engine.refresh();
    stage.ask("Core/GetStatus");
    auto* window = stage.open("Reset");
    ASSERT_TRUE(window);
    ASSERT_TRUE(Stage::until([&] { return texts(window).contains("In through the nose"); }));
    const auto first = window->grabWindow();
    int looks = 0;
    // Half the breath in: thirty looks, or until one differs.
    const bool moved =
        Stage::until([&] { return window->grabWindow() != first || (still && ++looks > 30); }) && looks <= 30;
    EXPECT_EQ(moved, !still);
    stage.close();
  }
}

TEST(Pages, EveryColourCanBeRead) {
  Stage stage(7, false, false);
  auto* window = stage.open("Log");
  ASSERT_TRUE(window);
  QQmlComponent reader(qmlEngine(window));
  reader.setData("import QtQuick\nimport Eddy\nQtObject { property QtObject look: Look }", QUrl());
  const std::unique_ptr<QObject> holder(reader.create());
  auto* look = holder ? holder->property("look").value<QObject*>() : nullptr;
  ASSERT_TRUE(look) << qPrintable(reader.errorString());
  for (const char* theme : {"light", "dark", "contrast"}) {
    stage.desk.setValue("look/theme", theme);
    const auto colour = [&](const char* name) { return look->property(name).value<QColor>(); };
    for (const char* behind : {"paper", "card", "wash"})
      for (const char* front : {"text", "quiet", "accent", "warn"})
        EXPECT_GE(contrast(colour(front), colour(behind)), 4.5) << theme << ": " << front << " on " << behind;
    EXPECT_GE(contrast(colour("accentText"), colour("accent")), 4.5) << theme;
    for (const char* behind : {"paper", "card"})
      EXPECT_GE(contrast(colour("edge"), colour(behind)), 3.0) << theme;
  }
  EXPECT_LT(contrast(Qt::gray, Qt::white), 4.5);  // the formula can fail
}

// Whatever reason an error has: what happened, and what became of the words.
TEST(Pages, EveryErrorHasItsOwnWords) {
  Stage stage(7, false, false);
  auto* window = stage.open("Log");
  ASSERT_TRUE(window);
  QQmlComponent reader(qmlEngine(window));
  reader.setData("import QtQuick\nimport Eddy\nQtObject { function said(e) { return Say.error(e) } }",
                 QUrl());
  const std::unique_ptr<QObject> holder(reader.create());
  ASSERT_TRUE(holder) << qPrintable(reader.errorString());
  const auto said = [&](QVariantMap e) {
    QVariant out;
    QMetaObject::invokeMethod(holder.get(), "said", Q_RETURN_ARG(QVariant, out), Q_ARG(QVariant, e));
    return out.toString();
  };
  const QRegularExpression fate(
      "nothing|is safe|untouched|not touched|left as they are|kept as it came|stays|is whole|comes "
      "with|this was not kept",
      QRegularExpression::CaseInsensitiveOption);
  const auto unknown = said({});
  int known = 0;
  for (int i = 1; i <= 9999; ++i) {
    if (!api::Error::Reason_IsValid(i) || i % 100 > 80) continue;  // those are eddyd's own
    const auto name = QString::fromStdString(api::Error::Reason_Name(api::Error::Reason(i)));
    const auto words = said({{"reason", name},
                             {"field", "how_hard"},
                             {"low", 3},
                             {"high", 5000},
                             {"path", "/x"},
                             {"waitMs", 90000},
                             {"optOut", "NO_HOLDS"},
                             {"found", QStringList{"PHONE_NUMBER"}}});
    EXPECT_TRUE(words.endsWith('.')) << qPrintable(name + ": " + words);
    EXPECT_TRUE(fate.match(words).hasMatch()) << qPrintable(name + ": " + words);
    EXPECT_FALSE(words.contains('%') || words.contains("undefined")) << qPrintable(name + ": " + words);
    if (i != api::Error::BUG_INSIDE) EXPECT_NE(words, unknown) << qPrintable(name);
    ++known;
  }
  EXPECT_GT(known, 100);
  EXPECT_TRUE(said({{"reason", "OPTED_OUT"}, {"optOut", "NO_HOLDS"}}).contains("No breath holds"));
  EXPECT_TRUE(said({{"reason", "OUT_OF_RANGE"}, {"field", "how_hard"}, {"high", 10}})
                  .contains("how hard” goes from 0 to 10"));
}

TEST(Pages, PocketCardsArePrintedWhole) {
  QTemporaryDir documents;
  qputenv("HOME", documents.path().toUtf8());
  Stage stage;
  QVariantList cards;
  const auto list = stage.ask("Content/List", {{"kind", QJsonArray{"CARD"}}})["practice"].toArray();
  for (const auto& p : list) {
    const auto card = stage.ask("Content/Get", {{"id", p.toObject()["id"]}})["practice"].toObject();
    QStringList lines;
    for (const auto& g : card["group"].toArray())
      for (const auto& l : g.toObject()["line"].toArray()) lines << l.toString();
    cards << QVariantMap{{"title", card["title"].toString()}, {"lines", lines}};
  }
  EXPECT_GT(cards.size(), 8);
  const auto path = stage.desk.pocketCards(cards);
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << qPrintable(path);
  const auto pdf = file.readAll();
  EXPECT_TRUE(pdf.startsWith("%PDF-"));
  EXPECT_GE(pdf.count("/Type /Page\n"), (cards.size() + 7) / 8);
  // A folder that takes nothing is told by an empty answer.
  qputenv("HOME", "/proc");
  EXPECT_TRUE(stage.desk.pocketCards(cards).isEmpty());
}

TEST(Pages, WhatWasCopiedLeavesTheClipboardUnlessItIsSomebodyElses) {
  Stage stage;
  EXPECT_EQ(stage.desk.copy_lasts_ms, 60'000);
  stage.desk.copy_lasts_ms = 20;
  auto* board = QGuiApplication::clipboard();
  stage.desk.copy("a hand-over note");
  EXPECT_EQ(board->text(), "a hand-over note");
  EXPECT_TRUE(Stage::until([&] { return board->text().isEmpty(); }));
  stage.desk.copy("a hand-over note");
  board->setText("something from the CRM");
  int looks = 0;
  Stage::until([&] { return ++looks > 5; });  // each look waits as long as the note may last
  EXPECT_EQ(board->text(), "something from the CRM");
}

TEST(Pages, ThePictureOnTheBoardIsShown) {
  Stage stage;
  QImage image(64, 48, QImage::Format_RGB32);
  image.fill(QColor(0xd0, 0x40, 0x20));
  QByteArray png;
  QBuffer buffer(&png);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  EXPECT_EQ(stage
                .ask("Board/Add", {{"item", QJsonObject{{"need", "NEED_LAUGH"}, {"kind", "BOARD_PICTURE"}}},
                                   {"picture", QString::fromLatin1(png.toBase64())}})
                .value("error")
                .toString(),
            "");
  auto* window = stage.page("board");
  auto* key = find(window->contentItem(), "Make me laugh");
  ASSERT_TRUE(key);
  QMetaObject::invokeMethod(key, "pressed");
  const auto shown = [&] {
    const auto now = window->grabWindow();
    for (int y = 0; y < now.height(); y += 8)
      for (int x = 0; x < now.width(); x += 8)
        if (now.pixelColor(x, y) == QColor(0xd0, 0x40, 0x20)) return true;
    return false;
  };
  EXPECT_TRUE(Stage::until(shown));
  stage.close();
}

TEST(Orb, ComesBackWhenItsScreenIsGone) {
  desktop::Orb orb;
  const auto area = QGuiApplication::primaryScreen()->availableGeometry();
  orb.place("a screen that was unplugged,20,20");
  EXPECT_TRUE(area.contains(QRect(orb.position(), orb.size())));
  orb.place(QGuiApplication::primaryScreen()->name() + ",100000,-100000");
  EXPECT_TRUE(area.contains(QRect(orb.position(), orb.size())));
  orb.place(QGuiApplication::primaryScreen()->name() + ",50,70");
  const auto where = orb.where();
  orb.place("");
  EXPECT_NE(orb.where(), where);
  orb.place(where);
  EXPECT_EQ(orb.where(), where);
}

}  // namespace
}  // namespace eddy::test

int main(int argc, char** argv) {
  QTemporaryDir config;
  qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  qputenv("TZ", "UTC");
  qputenv("LC_ALL", "C.UTF-8");
  QApplication app(argc, argv);
  QApplication::setQuitOnLastWindowClosed(false);
  QFont font("Inter");
  QApplication::setFont(font);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
