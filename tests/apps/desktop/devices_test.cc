// Two widgets and a real eddyd: joined, paired and in step by what a person presses. `EDDY_PICTURES=DIR` keeps every state.
#include <gtest/gtest.h>

#include <QDateTime>
#include <QDir>
#include <QProcess>

#include "apps/desktop/network.h"
#include "tests/apps/desktop/stage.h"

namespace eddy::test {
namespace {

struct Server {
  QTemporaryDir folder;
  QProcess process;
  QString address;
  static QString program() { return QCoreApplication::applicationDirPath() + "/eddyd"; }
  QString data() const { return folder.path() + "/s"; }
  Server() {
    QProcess::execute(program(), {"init", "--data", data()});
    process.start(program(), {"serve", "--data", data(), "--listen", "127.0.0.1:0"});
    if (process.waitForReadyRead(20'000))
      address = "127.0.0.1:" + QString::fromUtf8(process.readLine()).trimmed().section(':', -1);
  }
  ~Server() {
    process.terminate();
    process.waitForFinished(20'000);
  }
  QString invite() const {
    QProcess p;
    p.start(program(), {"invite", "--data", data(), "--plain"});
    p.waitForFinished(20'000);
    return QString::fromUtf8(p.readAllStandardOutput()).trimmed();
  }
};

struct Person {
  Server server;
  Stage phone{11}, office{12, true};
  QTimer clock;  // the courier comes again by the core's clock
  Person() {
    const auto tick = [this] { phone.now = office.now = double(QDateTime::currentMSecsSinceEpoch()); };
    QObject::connect(&clock, &QTimer::timeout, tick);
    tick();
    clock.start(20);
  }
  static void picture(Stage& s, QQuickWindow* w, const QString& name) {
    const auto folder = qEnvironmentVariable("EDDY_PICTURES");
    const auto see = [&](const Look& look) {
      s.look(look);
      const auto image = s.picture(w);
      EXPECT_EQ(cut_off(w).toStdString(), "") << look.name << " " << qPrintable(name);
      if (!folder.isEmpty()) image.save(folder + "/devices-" + name + "-" + look.name + ".png");
    };
    if (!folder.isEmpty()) QDir().mkpath(folder);
    for (const auto& look : kLooks) see(look);
    see(kPlain);
  }
  static QJsonObject state(Stage& s) { return s.desk.courier().state(); }
  static bool until_pairing(Stage& s, const QString& stage) {
    return Stage::until([&] { return state(s)["pairing"].toString() == stage; });
  }
};

TEST(Network, IsToldByItsGatewaysHardware) {
  const QString routes =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
      "wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
      "eth0\t00000000\tFE01000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
      "eth0\t0000000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
  const QString neighbours =
      "IP address       HW type     Flags       HW address            Mask     Device\n"
      "192.168.0.1      0x1         0x2         aa:aa:aa:aa:aa:aa     *        wlan0\n"
      "10.0.1.254       0x1         0x2         52:54:00:12:34:5B     *        eth0\n";
  EXPECT_EQ(desktop::network_of(routes, neighbours), "52:54:00:12:34:5b");
  EXPECT_EQ(
      desktop::network_of(routes, QString(neighbours).replace("52:54:00:12:34:5B", "00:00:00:00:00:00")), "");
  EXPECT_EQ(desktop::network_of("", neighbours), "");
  EXPECT_EQ(desktop::network_of("nonsense\n\n1 2 3", "nonsense"), "");
}

// Marked as work's, a network is one in which nothing goes by itself; what a person asks for does.
TEST(Network, MarkedAsWorksIsSilent) {
  Person p;
  auto* w = p.phone.page("devices");
  fill_in(w, "The server's address", p.server.address);
  fill_in(w, "Your invite, as eddyd printed it", p.server.invite());
  ASSERT_TRUE(press(w, "Join"));
  ASSERT_TRUE(Stage::until([&] { return find(w->contentItem(), "I have written them down") != nullptr; }));
  ASSERT_TRUE(press(w, "I have written them down"));
  ASSERT_TRUE(Stage::until([&] { return Person::state(p.phone)["syncedMs"].toDouble() > 0; }));
  int asked = 0;
  p.phone.desk.courier().quiet = [&] { return ++asked > 0; };
  const auto again = [&] {  // an hour later it opens once more, and a round is overdue
    p.clock.stop();
    const auto was = Person::state(p.phone)["syncedMs"].toDouble();
    p.phone.ask("Core/GetStatus");
    p.phone.now += 3.6e6;
    p.phone.desk.courier().byItself();
    for (int i = 0; i < 5; ++i) p.phone.ask("Core/GetStatus");
    return Person::state(p.phone)["syncedMs"].toDouble() > was;
  };
  EXPECT_FALSE(again());
  EXPECT_EQ(asked, 1);
  p.phone.desk.courier().go();
  EXPECT_TRUE(Stage::until([&] { return Person::state(p.phone)["syncedMs"].toDouble() == p.phone.now; }));
  p.phone.desk.courier().quiet = [] { return false; };
  const auto was = Person::state(p.phone)["syncedMs"].toDouble();
  p.phone.now += 3.6e6;
  p.phone.desk.courier().byItself();
  EXPECT_TRUE(Stage::until([&] { return Person::state(p.phone)["syncedMs"].toDouble() > was; }));
  p.phone.close();
  // Where one is marked and it cannot be told which this is, it is taken for one of them.
  p.phone.desk.markWorkNetwork("52:54:00:12:34:5b", true);
  EXPECT_TRUE(p.phone.desk.isWorkNetwork("52:54:00:12:34:5b"));
  p.phone.desk.markWorkNetwork("52:54:00:12:34:5b", false);
  EXPECT_FALSE(p.phone.desk.isWorkNetwork("52:54:00:12:34:5b"));
}

TEST(Devices, JoinedPairedAndInStepByWhatAPersonPresses) {
  Person p;
  ASSERT_FALSE(p.server.address.isEmpty());
  const int before = warnings();
  auto* mine = p.phone.page("devices");
  ASSERT_TRUE(mine);
  Person::picture(p.phone, mine, "first");
  // A wrong invite says so, and changes nothing.
  ASSERT_TRUE(fill_in(mine, "The server's address", p.server.address));
  ASSERT_TRUE(fill_in(mine, "Your invite, as eddyd printed it", "eddy1-wrong"));
  ASSERT_TRUE(press(mine, "Join"));
  EXPECT_TRUE(Stage::until([&] { return texts(mine).contains("not an invite"); }));
  EXPECT_FALSE(Person::state(p.phone)["joined"].toBool());
  Person::picture(p.phone, mine, "wrong");
  ASSERT_TRUE(fill_in(mine, "Your invite, as eddyd printed it", p.server.invite()));
  ASSERT_TRUE(press(mine, "Join"));
  ASSERT_TRUE(Stage::until([&] { return find(mine->contentItem(), "I have written them down") != nullptr; }))
      << texts(mine).toStdString();
  Person::picture(p.phone, mine, "words");
  ASSERT_TRUE(press(mine, "I have written them down"));
  ASSERT_TRUE(Stage::until([&] { return Person::state(p.phone)["syncedMs"].toDouble() > 0; }))
      << texts(mine).toStdString();
  Person::picture(p.phone, mine, "joined");

  ASSERT_TRUE(press(mine, "Add a device"));
  ASSERT_TRUE(Person::until_pairing(p.phone, "WAIT_FOR_NEWCOMER"));
  QString code;
  ASSERT_TRUE(Stage::until([&] {
    const auto all = texts(mine).split('\n');
    for (const auto& w : all)
      if (w.startsWith(p.server.address)) code = w;
    return !code.isEmpty();
  }));
  Person::picture(p.phone, mine, "code");
  auto* theirs = p.office.page("devices");
  Person::picture(p.office, theirs, "newcomer");
  EXPECT_FALSE(find(theirs->contentItem(), "Join"));  // a work computer founds nothing
  ASSERT_TRUE(fill_in(theirs, "The code, as that device shows it", code));
  ASSERT_TRUE(fill_in(theirs, "The passphrase of this diary", "a calm river"));
  ASSERT_TRUE(press(theirs, "Pair this computer"));
  ASSERT_TRUE(Person::until_pairing(p.office, "SHOW_DIGITS")) << texts(theirs).toStdString();
  Person::picture(p.office, theirs, "digits");
  ASSERT_TRUE(Person::until_pairing(p.phone, "ASK_DIGITS"));
  ASSERT_TRUE(fill_in(mine, "The six digits that the new device shows",
                      Person::state(p.office)["digits"].toString()));
  ASSERT_TRUE(fill_in(mine, "The passphrase of this diary", "a calm river"));
  Person::picture(p.phone, mine, "ask");
  ASSERT_TRUE(press(mine, "Let it in"));
  ASSERT_TRUE(Person::until_pairing(p.office, "ASK_DEVICES")) << texts(mine).toStdString();
  Person::picture(p.office, theirs, "join");
  ASSERT_TRUE(press(theirs, "They are mine: join them"));
  ASSERT_TRUE(Person::until_pairing(p.office, "PAIRED")) << texts(mine).toStdString();
  ASSERT_TRUE(Stage::until([&] { return Person::state(p.office)["joined"].toBool(); }));

  // Closing the shift at work is what sends; nobody presses anything else.
  p.office.ask(
      "Journal/Keep",
      {{"entry",
        QJsonObject{{"hardCall",
                     QJsonObject{{"howHard", 9}, {"kind", "CALL_ANGRY"}, {"handled", "HANDLED_ALONE"}}}}}});
  p.office.ask("Shifts/Open");
  auto* today = p.office.page("today");
  ASSERT_TRUE(Stage::until([&] { return find(today->contentItem(), "Close the shift") != nullptr; }));
  ASSERT_TRUE(press(today, "Close the shift"));
  ASSERT_TRUE(press(today, "Shut the door"));
  // (What was sent last is soon another number; that nothing waits any more stays.)
  ASSERT_TRUE(Stage::until([&] { return p.office.ask("Sync/GetState")["waiting"].toInt() == 0; }));
  mine = p.phone.page("devices");
  ASSERT_TRUE(press(mine, "Sync now"));
  EXPECT_TRUE(Stage::until([&] {
    return p.phone.ask("Journal/List", {{"table", QJsonArray{2}}})["entry"].toArray().size() == 1;
  }));
  EXPECT_TRUE(Stage::until([&] { return Person::state(p.phone)["device"].toArray().size() == 2; }));
  Person::picture(p.phone, mine, "two");
  EXPECT_TRUE(Stage::until([&] { return texts(mine).contains("work computer"); }));
  // Both are called as this machine is: their ids tell them apart.
  const auto devices = Person::state(p.phone)["device"].toArray();
  ASSERT_EQ(devices[0]["name"].toString(), devices[1]["name"].toString());
  for (const QJsonValue device : devices) {
    const auto id = QByteArray::fromBase64(device["id"].toString().toLatin1()).left(4).toHex();
    EXPECT_TRUE(texts(mine).contains(device["name"].toString() + " " + id)) << texts(mine).toStdString();
  }

  // The box has another address: told on the page, it is found there by its key.
  ASSERT_TRUE(press(mine, "The box has moved …"));
  Person::picture(p.phone, mine, "moving");
  const auto moved = "localhost:" + p.server.address.section(':', 1);
  const auto synced = Person::state(p.phone)["syncedMs"].toDouble();
  ASSERT_TRUE(fill_in(mine, "Its address now", moved));
  ASSERT_TRUE(press(mine, "Look for it there"));
  EXPECT_TRUE(Stage::until([&] {
    const auto now = Person::state(p.phone);
    return now["server"].toString() == moved && now["syncedMs"].toDouble() > synced;
  })) << texts(mine).toStdString();

  // Taken out, and told so.
  ASSERT_TRUE(press(mine, "Take out"));
  Person::picture(p.phone, mine, "taking");
  ASSERT_TRUE(press(mine, "Take it out"));
  ASSERT_TRUE(Stage::until([&] { return Person::state(p.phone)["device"].toArray().size() == 1; }));
  theirs = p.office.page("devices");
  ASSERT_TRUE(press(theirs, "Sync now"));
  EXPECT_TRUE(Stage::until([&] { return texts(theirs).contains("taken out of your devices"); }));
  Person::picture(p.office, theirs, "out");

  // Nobody answers: said, and nothing lost.
  p.server.process.kill();
  p.server.process.waitForFinished(20'000);
  ASSERT_TRUE(press(mine, "Sync now"));
  EXPECT_TRUE(Stage::until([&] { return texts(mine).contains("Nobody answers there"); }))
      << texts(mine).toStdString();
  Person::picture(p.phone, mine, "offline");
  ASSERT_TRUE(press(mine, "Start afresh …"));
  Person::picture(p.phone, mine, "afresh");
  EXPECT_EQ(warnings(), before);
  p.phone.close();
  p.office.close();
}

}  // namespace
}  // namespace eddy::test
