// eddy-desktop: the widget. See apps/desktop/README.md.
#include <malloc.h>

#include <QApplication>
#include <QFont>
#include <QIcon>
#include <QPixmapCache>
#include <chrono>
#include <cstdio>
#include <thread>

#include "apps/desktop/manners.h"
#include "apps/desktop/presence.h"
#include "bindings/cpp/host.h"

using namespace eddy;

int main(int argc, char** argv) {
  client::harden_process();
  mallopt(M_ARENA_MAX, 1);   // two threads that seldom meet need one heap
  mallopt(M_PERTURB, 0x5a);  // what was typed is overwritten when it is freed, in Qt's strings too
  bool hidden = false;
  QString home = QString::fromStdString(client::default_home());
  for (int i = 1; i < argc; ++i) {
    const QByteArray word = argv[i];
    if (word == "--hidden") {
      hidden = true;
    } else if (word == "--home" && i + 1 < argc) {
      home = QString::fromLocal8Bit(argv[++i]);
    } else {
      std::printf(
          "Eddy's widget.\n\n  eddy-desktop [--hidden] [--home DIR]\n\n"
          "  --hidden     only the tray icon and the keys (as at the start of a session)\n"
          "  --home DIR   where the diary is (default $XDG_DATA_HOME/eddy)\n\n"
          "A second start shows the first one. From a script or a window manager: eddy show reset\n");
      return word == "--help" ? 0 : 2;
    }
  }
  // A second one would be hidden and locked by itself alone, and leave the diary open in the first.
  const auto other = [&] { return !client::door_say(hidden ? "here" : "show").empty(); };
  if (other()) return 0;
  // Another one begins, or ends, just now.
  for (const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(15); !client::door_hold();) {
    if (other()) return 0;
    if (std::chrono::steady_clock::now() > late) {
      std::fputs("eddy-desktop: Eddy runs already, and does not answer. Nothing was changed; end it first.\n",
                 stderr);
      return 1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }

  // A small, quiet widget needs no graphics card: the software renderer takes half the memory.
  if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
  // The orb and the beside pacer must stay above other windows, which Wayland leaves to nobody: XWayland does.
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && !qEnvironmentVariableIsEmpty("DISPLAY"))
    qputenv("QT_QPA_PLATFORM", "xcb");
  QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  QApplication app(argc, argv);
  QPixmapCache::setCacheLimit(0);  // its timer would wake a hidden widget, for one small icon
  QApplication::setApplicationName("eddy");
  QApplication::setDesktopFileName("eddy");
  QApplication::setQuitOnLastWindowClosed(false);
  QFont font;
  font.setFamilies({"Inter", "Noto Sans", "DejaVu Sans"});
  QApplication::setFont(font);

  desktop::Engine engine(home, client::now_ms);
  desktop::Desk desk(engine);
  desktop::Presence presence(desk);
  desktop::Manners manners(engine, desk);
  presence.listen(QString::fromStdString(client::door_path()));
  QObject::connect(&engine, &desktop::Engine::attached, &desk, [&](bool ok, const QJsonObject&) {
    if (!hidden || !ok) desk.show("main");
    // What was being played when Eddy went away goes on where it was.
    if (!desk.playing().isEmpty()) desk.open("Reset", {{"resume", true}});
  });
  engine.attach();
  return QApplication::exec();
}
