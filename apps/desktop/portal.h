// org.freedesktop.portal.GlobalShortcuts: asks the desktop for keys where no program may grab them (Wayland).
// The desktop may show the person a dialog and give other keys than the preferred ones.
#pragma once
#include <QDBusMessage>
#include <QHash>
#include <QObject>
#include <QVariantMap>

namespace eddy::desktop {

class Portal : public QObject {
  Q_OBJECT
 public:
  Portal() = default;
  // what -> preferred key, as in HotKeys::set. A bind replaces the one before.
  void bind(const QHash<QString, QString>& wanted);

 signals:
  void pressed(const QString& what);
  void answered(const QString& problem);

 private slots:
  void sessionMade(uint code, const QVariantMap& results);
  void bound(uint code, const QVariantMap& results);
  void activated(const QDBusMessage& message);

 private:
  void request(const QString& method, const QVariantList& arguments, const char* slot);
  QHash<QString, QString> wanted_;
  QString session_;
  int count_ = 0;
};

}  // namespace eddy::desktop
