#include "apps/desktop/presence.h"

#include <QGuiApplication>
#include <QLocalSocket>
#include <QScreen>

namespace eddy::desktop {

Presence::Presence(Desk& desk) : desk_(desk) {
  const auto add = [&](const QString& text, const QString& what) {
    menu_.addAction(text, this, [this, what] { desk_.show(what); });
  };
  add(tr("A reset"), "reset");
  add(tr("Cards for a call"), "cards");
  add(tr("Log a hard call"), "log");
  add(tr("A note"), "note");
  menu_.addSeparator();
  add(tr("Open Eddy"), "main");
  add(tr("Hide and lock"), "hide");
  menu_.addAction(tr("Quit"), this, [this] { desk_.quit(); });
  icon_.setIcon(QIcon(eddyPicture(64, QColor(0x1f, 0x6f, 0x6b))));
  icon_.setToolTip(tr("Eddy"));
  icon_.setContextMenu(&menu_);
  connect(&icon_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) desk_.show("main");
    if (reason == QSystemTrayIcon::MiddleClick) desk_.show("reset");
  });
  icon_.show();
  connect(&desk_, &Desk::orbChanged, this, &Presence::showOrb);
  connect(qGuiApp, &QGuiApplication::screenRemoved, this, &Presence::showOrb);
  connect(qGuiApp, &QGuiApplication::screenAdded, this, &Presence::showOrb);
  connect(&door_, &QLocalServer::newConnection, this, &Presence::hear);
  showOrb();
}

void Presence::showOrb() {
  if (!desk_.value("orb/shown", false).toBool()) {
    orb_.reset();
    return;
  }
  if (!orb_) {
    orb_ = std::make_unique<Orb>();
    connect(orb_.get(), &Orb::clicked, this, [this] { desk_.show("reset"); });
    connect(orb_.get(), &Orb::menuWanted, this, [this](const QPoint& at) { menu_.popup(at); });
    connect(orb_.get(), &Orb::moved, this, [this] { desk_.setValue("orb/place", orb_->where()); });
    orb_->show();
  }
  orb_->place(desk_.orbPlace());
}

bool Presence::listen(const QString& path) {
  if (path.isEmpty()) return false;
  QLocalServer::removeServer(path);  // nobody answered there, or we would not be here
  door_.setSocketOptions(QLocalServer::UserAccessOption);
  return door_.listen(path);
}

void Presence::hear() {
  while (auto* caller = door_.nextPendingConnection()) {
    connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
    connect(caller, &QLocalSocket::readyRead, this, [this, caller] {
      if (!caller->canReadLine()) {
        if (caller->bytesAvailable() > 200) caller->abort();
        return;
      }
      const auto words = QString::fromUtf8(caller->readLine(200)).trimmed().split(' ');
      QByteArray answer = "unknown";
      if (words.value(0) == "show" && desk_.show(words.value(1))) answer = "ok";
      if (words.value(0) == "state") answer = desk_.open() ? "open" : "locked";
      if (words.value(0) == "quit") {
        answer = "ok";
        QMetaObject::invokeMethod(&desk_, &Desk::quit, Qt::QueuedConnection);
      }
      caller->write(answer + "\n");
      caller->flush();
      caller->disconnectFromServer();
    });
  }
}

}  // namespace eddy::desktop
