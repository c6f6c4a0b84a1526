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

QQuickWindow* begun(Stage& stage, const QString& shows) {
  auto* reset = stage.open("Reset");
  return Stage::until([&] { return texts(reset).contains(shows); }) ? reset : nullptr;
}

void leave(Stage& stage, QQuickWindow* reset) {
  press_key(reset, Qt::Key_Escape, {});
  Stage::until([&] { return !stage.desk.window("Reset") && stage.desk.playing().isEmpty(); });
}

constexpr const char* kFirst = "How tense, 0 to 10?";

TEST(Player, AsksHowTenseBeforeWhatMayBeAWait) {
  Stage stage;
  stage.ask("Settings/Set", {{"settings", QJsonObject{{"waitArm", true}, {"rateEvery", 1}}}});
  auto* reset = begun(stage, kFirst);
  ASSERT_TRUE(reset);
  EXPECT_FALSE(texts(reset).contains("In through the nose"))
      << "nothing is shown before it is known what comes";
  press_key(reset, Qt::Key_Return, {});
  ASSERT_TRUE(Stage::until([&] { return texts(reset).contains("In through the nose"); }));
  EXPECT_FALSE(texts(reset).contains("How tense")) << "nobody is asked twice";
  leave(stage, reset);

  reset = begun(stage, kFirst);
  ASSERT_TRUE(reset);
  press_key(reset, Qt::Key_7, "7");
  ASSERT_TRUE(Stage::until([&] { return texts(reset).contains("In through the nose"); })) << "never over 6";
  leave(stage, reset);
  stage.close();
}

TEST(Player, EndsAWaitByAKeyAndAsksHowItIsNow) {
  Stage stage;
  stage.ask("Settings/Set", {{"settings", QJsonObject{{"waitArm", true}, {"rateEvery", 1}}}});
  const auto waits = [](QQuickWindow* reset) { return texts(reset).contains("Just wait."); };
  QQuickWindow* reset = nullptr;
  for (int i = 0; i < 60; ++i) {  // one in three is; sixty in a row that are none: one in 36 thousand million
    reset = begun(stage, kFirst);
    ASSERT_TRUE(reset);
    press_key(reset, Qt::Key_4, "4");
    ASSERT_TRUE(Stage::until([&] { return waits(reset) || texts(reset).contains("In through the nose"); }));
    if (waits(reset)) break;
    leave(stage, reset);
  }
  ASSERT_TRUE(waits(reset));
  press_key(reset, Qt::Key_9, "9");  // it was said before chance decided, and stays
  press_key(reset, Qt::Key_Space, " ");
  ASSERT_TRUE(Stage::until([&] { return texts(reset).contains("And now?"); }));
  press_key(reset, Qt::Key_2, "2");
  QJsonObject kept;
  EXPECT_TRUE(Stage::until([&] {
    for (const auto& e : practices(stage))
      if (e.toObject()["practiceDone"].toObject()["practice"] == "wait")
        kept = e.toObject()["practiceDone"].toObject();
    return !kept.isEmpty();
  }));
  EXPECT_EQ(kept["before"].toInt(), 4);
  EXPECT_EQ(kept["after"].toInt(), 2);
  EXPECT_EQ(kept["arm"].toString(), "ARM_WAIT");
  leave(stage, reset);
  reset = begun(stage, "In through the nose");
  ASSERT_TRUE(reset) << "it is the same occasion still";
  EXPECT_FALSE(texts(reset).contains(kFirst));
  stage.close();
}

TEST(Player, SaysWhyItChoseWhereItWasAskedToChoose) {
  Stage stage;
  auto* reset = begun(stage, "In through the nose");
  ASSERT_TRUE(reset);
  EXPECT_FALSE(texts(reset).contains("Chosen for you"));
  leave(stage, reset);
  stage.ask("Settings/Set", {{"settings", QJsonObject{{"chooseForMe", true}}}});
  EXPECT_TRUE(begun(stage, "Chosen for you: little is known of it yet."));
  stage.close();
}

TEST(Settings, OfferToChooseAndToFindOutOnADeviceOfOnesOwnAlone) {
  for (const bool work : {false, true}) {
    Stage stage(7, work);
    auto* settings = stage.page("settings");
    ASSERT_TRUE(Stage::until([&] { return texts(settings).contains("Wait for me"); }));
    EXPECT_EQ(texts(settings).contains("Choose for me"), !work);
    EXPECT_EQ(texts(settings).contains("It all ends by itself after 40 waits"), !work);
    EXPECT_EQ(texts(settings).contains("on a device of your own."), work);
    stage.close();
  }
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
