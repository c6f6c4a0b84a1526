// What plays in the widget: each by its own clock, and by the core's rules.
#include <gtest/gtest.h>

#include <QKeyEvent>

#include "tests/apps/desktop/stage.h"

namespace eddy::test {
namespace {

void press_key(QQuickWindow* window, int key, const QString& text) {
  QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text);
  QCoreApplication::sendEvent(window, &press);
}

QJsonArray practices(Stage& stage) {
  return stage.ask("Journal/List", {{"table", QJsonArray{4}}})["entry"].toArray();
}

TEST(Player, KeepsItsOwnClockWhenTheWallIsSetAndAnotherBegins) {
  Stage stage;
  auto* reset = stage.open("Reset");
  ASSERT_TRUE(Stage::until([&] { return texts(reset).contains("In through the nose"); }));
  stage.set_by = -3'600'000;  // an hour back
  auto* beside = stage.open("Beside");
  ASSERT_TRUE(Stage::until([&] { return texts(beside).contains("In through the nose"); }));
  stage.now = stage.now + 46'000;
  press_key(reset, Qt::Key_8, "8");
  EXPECT_TRUE(Stage::until([&] {
    return texts(reset).contains("And now?") || texts(reset).contains("That call is over");
  })) << "45 s of it have gone by, whatever the wall says";
  press_key(reset, Qt::Key_4, "4");
  ASSERT_TRUE(Stage::until([&] { return !practices(stage).isEmpty(); }));
  const auto done = practices(stage)[0].toObject()["practiceDone"].toObject();
  EXPECT_EQ(done["playedS"].toInt(), 45);
  EXPECT_EQ(done["atMs"].toString().toDouble(), kTuesday) << "it began when the wall showed that";
  stage.close();
}

TEST(Today, ShowsTheShiftThatTheCoreSaysIsOpen) {
  Stage stage;
  stage.ask("Shifts/Open", {{"intention", "slowly"}});
  auto* today = stage.page("today");
  EXPECT_TRUE(Stage::until([&] { return texts(today).contains("slowly"); }));
  stage.ask("Shifts/Close");
  EXPECT_TRUE(Stage::until([&] { return !texts(today).contains("slowly"); }));
  stage.close();
}

TEST(Card, SaysWhomToBringIn) {
  Stage stage;
  for (const auto& [name, role] : {std::pair("Lea Lead", "ROLE_LEAD"), {"Mia Friend", "ROLE_FRIEND"}})
    stage.ask("Journal/Keep",
              {{"entry", QJsonObject{{"person", QJsonObject{{"name", name}, {"role", role}}}}}});
  auto* card = stage.open("Popup", {{"wanted", "card.danger"}});
  ASSERT_TRUE(Stage::until([&] { return texts(card).contains("Lea Lead"); }));
  EXPECT_FALSE(texts(card).contains("Mia Friend"));
  stage.close();
}

}  // namespace
}  // namespace eddy::test
