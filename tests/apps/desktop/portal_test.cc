// The GlobalShortcuts portal by its contract, against a stand-in on a message bus of our own. Not tried on a real
// Wayland desktop.
#include "apps/desktop/portal.h"

#include <gtest/gtest.h>

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusVirtualObject>

#include "tests/apps/desktop/stage.h"

namespace eddy::test {
namespace {

// Answers as the specification says: first the request's path, then a Response signal on that very path.
class StandIn : public QDBusVirtualObject {
 public:
  explicit StandIn(uint code) : code_(code) {
    EXPECT_TRUE(bus_.registerVirtualObject("/org/freedesktop/portal/desktop", this));
    EXPECT_TRUE(bus_.registerService("org.freedesktop.portal.Desktop"));
  }
  ~StandIn() override {
    bus_.unregisterService("org.freedesktop.portal.Desktop");
    bus_.unregisterObject("/org/freedesktop/portal/desktop");
  }
  QString introspect(const QString&) const override { return {}; }
  bool handleMessage(const QDBusMessage& message, const QDBusConnection&) override {
    if (message.interface() != "org.freedesktop.portal.GlobalShortcuts") return false;
    calls << message.member();
    const auto options = qdbus_cast<QVariantMap>(message.arguments().last());
    auto sender = message.service().mid(1);
    sender.replace('.', '_');
    const auto path =
        "/org/freedesktop/portal/desktop/request/" + sender + "/" + options["handle_token"].toString();
    EXPECT_TRUE(bus_.send(message.createReply(QVariant::fromValue(QDBusObjectPath(path)))));
    QVariantMap results;
    if (message.member() == "CreateSession") {
      EXPECT_EQ(message.signature(), "a{sv}");
      session = "/org/freedesktop/portal/desktop/session/" + sender + "/" +
                options["session_handle_token"].toString();
      results["session_handle"] = session;
    } else {
      EXPECT_EQ(message.signature(), "oa(sa{sv})sa{sv}");
      EXPECT_EQ(qvariant_cast<QDBusObjectPath>(message.arguments()[0]).path(), session);
      const auto list = qvariant_cast<QDBusArgument>(message.arguments()[1]);
      list.beginArray();
      while (!list.atEnd()) {
        QString id;
        QVariantMap about;
        list.beginStructure();
        list >> id >> about;
        list.endStructure();
        triggers[id] = about["preferred_trigger"].toString();
        EXPECT_FALSE(about["description"].toString().isEmpty());
      }
      list.endArray();
    }
    auto response = QDBusMessage::createTargetedSignal(message.service(), path,
                                                       "org.freedesktop.portal.Request", "Response");
    response << code_ << results;
    EXPECT_TRUE(bus_.send(response));
    return true;
  }
  void press(const QString& of, const QString& id) {
    auto signal = QDBusMessage::createSignal("/org/freedesktop/portal/desktop",
                                             "org.freedesktop.portal.GlobalShortcuts", "Activated");
    signal << QVariant::fromValue(QDBusObjectPath(of)) << id << qulonglong(1) << QVariantMap();
    EXPECT_TRUE(bus_.send(signal));
  }
  QStringList calls;
  QString session;
  QMap<QString, QString> triggers;

 private:
  uint code_;
  QDBusConnection bus_ = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "stand-in");
};

TEST(Portal, BindsKeysAndHearsThem) {
  StandIn desktop(0);
  desktop::Portal portal;
  QStringList pressed, problems;
  QObject::connect(&portal, &desktop::Portal::pressed, [&](const QString& what) { pressed << what; });
  QObject::connect(&portal, &desktop::Portal::answered, [&](const QString& problem) { problems << problem; });
  portal.bind({{"reset", "Ctrl+Alt+Space"}, {"cards", "Meta+Shift+F5"}, {"note", ""}});
  ASSERT_TRUE(Stage::until([&] { return !problems.isEmpty(); }));
  EXPECT_EQ(problems, QStringList{""});
  EXPECT_EQ(desktop.calls, (QStringList{"CreateSession", "BindShortcuts"}));
  EXPECT_EQ(desktop.triggers,
            (QMap<QString, QString>{{"reset", "CTRL+ALT+space"}, {"cards", "LOGO+SHIFT+F5"}}));
  desktop.press("/somebody/else", "cards");
  desktop.press(desktop.session, "reset");
  ASSERT_TRUE(Stage::until([&] { return !pressed.isEmpty(); }));
  EXPECT_EQ(pressed, QStringList{"reset"});
}

TEST(Portal, ARefusalAndAMissingPortalAreTold) {
  QStringList problems;
  {
    StandIn desktop(1);
    desktop::Portal portal;
    QObject::connect(&portal, &desktop::Portal::answered,
                     [&](const QString& problem) { problems << problem; });
    portal.bind({{"reset", "Ctrl+Alt+Space"}});
    ASSERT_TRUE(Stage::until([&] { return !problems.isEmpty(); }));
    EXPECT_TRUE(problems[0].contains("did not let")) << qPrintable(problems[0]);
  }
  problems.clear();
  desktop::Portal portal;
  QObject::connect(&portal, &desktop::Portal::answered, [&](const QString& problem) { problems << problem; });
  portal.bind({{"reset", "Ctrl+Alt+Space"}});
  ASSERT_TRUE(Stage::until([&] { return !problems.isEmpty(); }));
  EXPECT_TRUE(problems[0].contains("eddy show reset")) << qPrintable(problems[0]);
}

}  // namespace
}  // namespace eddy::test
