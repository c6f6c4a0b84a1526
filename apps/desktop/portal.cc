#include "apps/desktop/portal.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QKeySequence>

namespace eddy::desktop {
namespace {

const char* const kService = "org.freedesktop.portal.Desktop";
const char* const kPath = "/org/freedesktop/portal/desktop";
const char* const kInterface = "org.freedesktop.portal.GlobalShortcuts";

struct Shortcut {
  QString id;
  QVariantMap options;
};
QDBusArgument& operator<<(QDBusArgument& a, const Shortcut& s) {
  a.beginStructure();
  a << s.id << s.options;
  a.endStructure();
  return a;
}
const QDBusArgument& operator>>(const QDBusArgument& a, Shortcut& s) {
  a.beginStructure();
  a >> s.id >> s.options;
  a.endStructure();
  return a;
}

// The portal writes "CTRL+ALT+space": modifiers in capitals, then an xkb keysym name.
QString trigger_of(const QString& key) {
  auto parts = QKeySequence::fromString(key).toString(QKeySequence::PortableText).split('+');
  const auto last = parts.takeLast();
  QString out;
  for (const auto& p : parts) out += (p == "Meta" ? "LOGO" : p.toUpper()) + "+";
  return out + (last.size() == 1 ? last.toLower() : last == "Space" ? "space" : last);
}

}  // namespace

void Portal::request(const QString& method, const QVariantList& arguments, const char* slot) {
  auto bus = QDBusConnection::sessionBus();
  // The answer comes to a path that is known before asking, so that it cannot be missed.
  const auto token = QString("eddy%1").arg(count_);
  auto sender = bus.baseService().mid(1);
  sender.replace('.', '_');
  bus.connect(kService, QString("%1/request/%2/%3").arg(kPath, sender, token),
              "org.freedesktop.portal.Request", "Response", this, slot);
  auto message = QDBusMessage::createMethodCall(kService, kPath, kInterface, method);
  message.setArguments(arguments);
  auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
    watcher->deleteLater();
    if (watcher->isError())
      emit answered(
          tr("This desktop has no way for Eddy to wait for keys. Bind “eddy show reset” to a key in its "
             "own settings instead."));
  });
}

void Portal::bind(const QHash<QString, QString>& wanted) {
  wanted_ = wanted;
  auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) {
    emit answered(tr("There is no message bus in this session, so no keys can be had."));
    return;
  }
  if (!session_.isEmpty())
    bus.asyncCall(
        QDBusMessage::createMethodCall(kService, session_, "org.freedesktop.portal.Session", "Close"));
  ++count_;
  bus.connect(kService, kPath, kInterface, "Activated", this, SLOT(activated(QDBusMessage)));
  const auto token = QString("eddy%1").arg(count_);
  request("CreateSession", {QVariantMap{{"handle_token", token}, {"session_handle_token", token}}},
          SLOT(sessionMade(uint, QVariantMap)));
}

void Portal::sessionMade(uint code, const QVariantMap& results) {
  session_ = results.value("session_handle").toString();
  if (code != 0 || session_.isEmpty()) {
    emit answered(tr("The desktop did not let Eddy wait for keys."));
    return;
  }
  static const QHash<QString, QString> says = {
      {"reset", tr("A reset")},        {"cards", tr("Cards for a call")},
      {"abuse", tr("The abuse card")}, {"danger", tr("A caller in danger")},
      {"note", tr("A note")},          {"log", tr("Log a hard call")},
      {"breath", tr("One breath")},    {"beside", tr("A pacer beside the work")},
      {"hide", tr("Hide and lock")}};
  qDBusRegisterMetaType<Shortcut>();
  qDBusRegisterMetaType<QList<Shortcut>>();
  QList<Shortcut> all;
  for (auto i = wanted_.begin(); i != wanted_.end(); ++i)
    if (!i.value().isEmpty())
      all.append(
          {i.key(),
           {{"description", says.value(i.key(), i.key())}, {"preferred_trigger", trigger_of(i.value())}}});
  ++count_;
  request("BindShortcuts",
          {QVariant::fromValue(QDBusObjectPath(session_)), QVariant::fromValue(all), QString(),
           QVariantMap{{"handle_token", QString("eddy%1").arg(count_)}}},
          SLOT(bound(uint, QVariantMap)));
}

void Portal::bound(uint code, const QVariantMap&) {
  emit answered(code == 0 ? QString() : tr("The desktop did not give Eddy these keys."));
}

void Portal::activated(const QDBusMessage& message) {
  const auto arguments = message.arguments();  // session, shortcut, time, options
  if (arguments.size() >= 2 && qvariant_cast<QDBusObjectPath>(arguments[0]).path() == session_)
    emit pressed(arguments[1].toString());
}

}  // namespace eddy::desktop
