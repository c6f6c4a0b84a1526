#include "tests/apps/desktop/stage.h"

#include <QElapsedTimer>
#include <QQuickItem>
#include <QThread>

namespace eddy::test {
namespace {
int complaints = 0;
}
int warnings() { return complaints; }

void listen() {
  static bool once = [] {
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
      // The offscreen platform cannot take focus and says so; and Qt says when it looks for another script's font.
      if (text.contains("requestActivate") || text.contains("propagateSizeHints") ||
          text.contains("raise()") || text.contains("OpenType support missing"))
        return;
      if (type >= QtWarningMsg) ++complaints;
      fprintf(stderr, "complaint: %s\n", qPrintable(text));
    });
    return true;
  }();
  (void)once;
}

Stage::Stage(uint64_t seed, bool work, bool init)
    : engine(
          home.path(), [this] { return now.load() + set_by.load(); }, [this] { return now.load(); }),
      desk((listen(), engine)) {
  engine.attach(seed);
  if (init) ask("Core/Init", {{"passphrase", "a calm river"}, {"work", work}});
  engine.refresh();
  ask("Core/GetStatus");
}

bool Stage::until(const std::function<bool()>& done) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > 60'000) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  return true;
}

QJsonObject Stage::ask(const QString& method, const QJsonObject& request) {
  bool answered = false;
  QJsonObject out;
  engine.ask(method, request, [&](bool ok, const QJsonObject& reply) {
    out = reply;
    if (!ok) out["error"] = reply["kind"];
    answered = true;
  });
  until([&] { return answered; });
  return out;
}

QQuickWindow* Stage::open(const QString& window, const QVariantMap& properties) {
  desk.open(window, properties);
  // Two answered calls later, what the page asked for at its birth has come.
  for (int i = 0; i < 4; ++i) ask("Core/GetStatus");
  return desk.window(window);
}

void Stage::close() {
  desk.savePlaying({});  // no picture is of a practice gone on with
  for (const char* name : {"Main", "Reset", "Popup", "Search", "Beside", "Log", "Pad", "Offer"})
    if (auto* w = desk.window(name)) {
      w->hide();
      until([&] { return desk.window(name) == nullptr; });
    }
}

void Stage::look(const Look& look) {
  desk.setValue("look/theme", look.theme);
  desk.setValue("look/scale", look.scale);
  desk.setValue("look/rightToLeft", look.mirrored);
}

QImage Stage::picture(QQuickWindow* window) {
  // A window that fits its content has its last size, and its last words, when two looks agree.
  QImage was, is;
  until([&] {
    ask("Core/GetStatus");
    was = is;
    is = window->grabWindow().convertToFormat(QImage::Format_RGB32);
    return was == is;
  });
  return is;
}

void Stage::fill() {
  const double day = 86'400'000;
  ask("Settings/Set",
      {{"settings", QJsonObject{{"country", "DE"}, {"callerCountry", "GB"}, {"reducedMotion", true}}}});
  QJsonArray slots_;
  for (int weekday = 1; weekday <= 5; ++weekday)
    slots_.append(QJsonObject{{"weekday", weekday}, {"startMin", 540}, {"lengthMin", 510}});
  ask("Journal/Keep",
      {{"entry",
        QJsonObject{{"shiftPattern", QJsonObject{{"slots", slots_},
                                                 {"atMs", QString::number(qint64(kTuesday - 40 * day))},
                                                 {"offsetMin", 0}}}}}});
  // What the rest of March holds: nights, two shifts on a day, one more than usual, one that is not worked.
  const auto shift = [&](int date, int from_hour, int to_hour, bool off = false) {
    const auto at = [&](int hour) {
      return QString::number(qint64(kTuesday + (date - 3) * day + (hour - 11) * 3.6e6));
    };
    ask("Journal/Keep",
        {{"entry",
          QJsonObject{
              {"shift", QJsonObject{{"atMs", at(from_hour)}, {"endMs", at(to_hour)}, {"off", off}}}}}});
  };
  shift(12, 9, 17, true), shift(12, 22, 30), shift(14, 22, 30), shift(20, 9, 17, true);
  shift(18, 19, 22), shift(25, 6, 10), shift(25, 18, 22);
  for (int d = 30; d >= 1; --d) {
    const auto at = [&](double hour) {
      return QString::number(qint64(kTuesday - d * day + (hour - 11) * 3.6e6));
    };
    ask("Journal/CheckIn", {{"atMs", at(12)},
                            {"offsetMin", 0},
                            {"mood", 2 + (d * 7) % 4},
                            {"energy", 1 + (d * 3) % 5},
                            {"tension", (d * 3) % 9}});
    if (d % 3 == 0)
      ask("Journal/Keep",
          {{"entry", QJsonObject{{"hardCall", QJsonObject{{"atMs", at(14)},
                                                          {"offsetMin", 0},
                                                          {"howHard", 4 + d % 6},
                                                          {"kind", d % 2 ? "CALL_ANGRY" : "CALL_COMPLEX"},
                                                          {"handled", "HANDLED_ALONE"}}}}}});
    ask("Journal/Sleep",
        {{"atMs", at(7)},
         {"offsetMin", 0},
         {"bedMs", QString::number(qint64(kTuesday - d * day - (11.5 + (d % 4) * 0.5) * 3.6e6))},
         {"quality", 2 + d % 4}});
  }
  ask("Journal/BrightSpot", {{"what", "She laughed at the end, and thanked me twice."}});
  ask("Journal/Keep",
      {{"entry",
        QJsonObject{
            {"lesson", QJsonObject{{"what", "If they shout, then I will breathe out before I answer."}}}}}});
  ask("Board/Add", {{"item", QJsonObject{{"need", "NEED_REASSURE"},
                                         {"kind", "BOARD_PRAISE"},
                                         {"text", "You were the calmest voice I heard all week."},
                                         {"from", "a colleague, in March"}}}});
  ask("Journal/Keep", {{"entry", QJsonObject{{"person", QJsonObject{{"name", "The lead on the late shift"},
                                                                    {"role", "ROLE_LEAD"},
                                                                    {"reach", "desk 4, channel #floor"}}}}},
                       {"anyway", true}});
  ask("Journal/Keep",
      {{"entry",
        QJsonObject{
            {"ownCard",
             QJsonObject{
                 {"practice", "card.danger"},
                 {"words", "Stay on the line. Press the red button under the desk; a lead joins."}}}}}});
  engine.refresh();
  ask("Core/GetStatus");
}

QQuickItem* find(QQuickItem* root, const QString& text) {
  if (root->isVisible() && root->property("text").toString() == text) return root;
  for (auto* child : root->childItems())
    if (auto* found = find(child, text)) return found;
  return nullptr;
}

bool press(QQuickWindow* window, const QString& text) {
  QQuickItem* key = nullptr;
  Stage::until([&] { return (key = find(window->contentItem(), text)) && key->isEnabled(); });
  return key && QMetaObject::invokeMethod(key, "pressed");
}

bool fill_in(QQuickWindow* window, const QString& label, const QString& text) {
  const std::function<QQuickItem*(QQuickItem*)> look = [&](QQuickItem* item) -> QQuickItem* {
    if (!item->isVisible()) return nullptr;
    if (item->property("label").toString() == label && item->property("text").isValid()) return item;
    for (auto* child : item->childItems())
      if (auto* found = look(child)) return found;
    return nullptr;
  };
  QQuickItem* field = nullptr;
  Stage::until([&] { return (field = look(window->contentItem())) != nullptr; });
  return field && field->setProperty("text", text);
}

namespace {
void read(QQuickItem* item, QStringList& out) {
  if (!item->isVisible()) return;
  const auto text = item->property("text");
  if (item->metaObject()->className() != QByteArray("Key") && text.typeId() == QMetaType::QString &&
      !text.toString().isEmpty())
    out << text.toString();
  for (auto* child : item->childItems()) read(child, out);
}
}  // namespace

QString cut_off(QQuickWindow* window) {
  QString out;
  const std::function<void(QQuickItem*)> look = [&](QQuickItem* item) {
    if (!item->isVisible()) return;
    if (const auto text = item->property("text").toString();
        item->inherits("QQuickText") && !text.isEmpty()) {
      const auto box = item->mapRectToScene(
          QRectF(0, 0, std::min(item->width(), item->property("contentWidth").toDouble()), 1));
      if (box.left() < -1 || box.right() > window->width() + 1) out += text + "\n";
    }
    for (auto* child : item->childItems()) look(child);
  };
  look(window->contentItem());
  return out;
}

QString texts(QQuickWindow* window) {
  QStringList out;
  read(window->contentItem(), out);
  return out.join("\n");
}

}  // namespace eddy::test
