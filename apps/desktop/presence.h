// Being there: tray icon and menu, the orb, and the user-only socket through which a second start, or
// `eddy show reset`, reaches the running Eddy.
#pragma once
#include <QLocalServer>
#include <QMenu>
#include <QSystemTrayIcon>
#include <memory>

#include "apps/desktop/desk.h"
#include "apps/desktop/orb.h"

namespace eddy::desktop {

class Presence : public QObject {
  Q_OBJECT
 public:
  explicit Presence(Desk& desk);
  // False: the socket cannot be had; Eddy works, but `eddy show` does not reach it.
  bool listen(const QString& path);

 private:
  void showOrb();
  void hear();
  Desk& desk_;
  QMenu menu_;
  QSystemTrayIcon icon_;
  QLocalServer door_;
  std::unique_ptr<Orb> orb_;
};

}  // namespace eddy::desktop
