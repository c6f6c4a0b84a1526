// Keys that work wherever the focus is: an X11 grab, or the desktop's GlobalShortcuts portal where there is no X11
// to grab from. Events only.
#pragma once
#include <QAbstractNativeEventFilter>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <memory>

struct _XCBKeySymbols;
struct xcb_connection_t;

namespace eddy::desktop {

class Portal;

class HotKeys : public QObject, QAbstractNativeEventFilter {
  Q_OBJECT
 public:
  HotKeys();
  ~HotKeys() override;
  // Replaces every key. `wanted`: what -> key, e.g. "reset" -> "Ctrl+Alt+Space"; an empty key is no key.
  // Returns what could not be had, with the reason in plain words: somebody else has it, or it is no key.
  QHash<QString, QString> set(const QHash<QString, QString>& wanted);
  // Esc alone, from every program, while something is up that it closes. False: not to be had here.
  bool holdEscape(bool on);
  // How keys are had here: "x11", "portal" or "none".
  QString way() const;

 signals:
  void pressed(const QString& what);
  void escape();
  void portalAnswered(const QString& problem);  // empty: it took the keys

 private:
  bool nativeEventFilter(const QByteArray& type, void* message, qintptr* result) override;
  QString grab(const QString& what, const QString& key);
  bool grab(uint8_t code, uint16_t modifiers);
  void ungrab(uint8_t code, uint16_t modifiers);
  void release();

  struct Grab {
    uint8_t code;
    uint16_t modifiers;
    QString what;
  };
  xcb_connection_t* x_ = nullptr;
  uint32_t root_ = 0;
  _XCBKeySymbols* symbols_ = nullptr;
  QList<Grab> grabs_;
  uint8_t escape_ = 0;  // its code, while it is held
  QHash<QString, QString> wanted_;
  std::unique_ptr<Portal> portal_;
};

}  // namespace eddy::desktop
