// What the pages may ask of the desktop, and what shows which window. QML lives only while a window is shown:
// hidden, Eddy is a tray icon, a few grabbed keys and a core, and no typed word stays behind in a script heap.
#pragma once
#include <QJsonObject>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QRect>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTimer>
#include <memory>

#include "apps/desktop/courier.h"
#include "apps/desktop/engine.h"
#include "apps/desktop/files.h"
#include "apps/desktop/hotkeys.h"
#include "apps/desktop/x11.h"

namespace eddy::desktop {

class Desk : public QObject {
  Q_OBJECT
  Q_PROPERTY(QJsonObject look READ look NOTIFY lookChanged)
  Q_PROPERTY(QJsonObject keys READ keys NOTIFY keysChanged)
  Q_PROPERTY(QJsonObject keyProblems READ keyProblems NOTIFY keysChanged)
  Q_PROPERTY(QString keyWay READ keyWay CONSTANT)
  Q_PROPERTY(bool autostart READ autostart WRITE setAutostart NOTIFY autostartChanged)

 public:
  explicit Desk(Engine& engine);
  ~Desk() override;

  // reset, cards, abuse, danger, note, log, breath, beside, hide, or a page of the main window. False: no such thing.
  Q_INVOKABLE bool show(const QString& what);
  Q_INVOKABLE void open(const QString& window, const QVariantMap& properties = {});
  // Gone at once, and the window that was active before has the focus again.
  Q_INVOKABLE void leave(QQuickWindow* window);
  Q_INVOKABLE void hideAndLock();
  Q_INVOKABLE void quit();

  // Choices of this computer (not of the diary): theme, text size, keys, orb.
  Q_INVOKABLE QVariant value(const QString& key, const QVariant& usual = {}) const;
  Q_INVOKABLE void setValue(const QString& key, const QVariant& value);

  // The keyboard without the focus: until disarmed, every key comes to `window` and to `key`. False: not possible here.
  Q_INVOKABLE bool arm(QQuickWindow* window);
  Q_INVOKABLE void disarm();

  // Esc, wherever the focus is, comes as `escape` as long as it is held. False: this desktop gives no such key.
  Q_INVOKABLE bool holdEscape(bool on) { return hotkeys_.holdEscape(on); }

  Q_INVOKABLE void copy(const QString& text);  // and clears it after `copy_lasts_ms`, if it is still there
  int copy_lasts_ms = 60'000;
  Q_INVOKABLE QRect area() const;  // where windows may be, on the screen in use
  // A practice being played, kept over a crash or a restart; empty forgets it.
  Q_INVOKABLE void savePlaying(const QString& json);
  Q_INVOKABLE QString playing() const;
  // Scratchpads: kept for the call, in memory only, gone with the lock.
  Q_INVOKABLE QVariantMap pad(const QString& id) const { return pads_.value(id); }
  Q_INVOKABLE void setPad(const QString& id, const QVariantMap& pad) { pads_[id] = pad; }
  Q_INVOKABLE QString readPicture(const QUrl& file) const;    // base64; empty: cannot be read
  Q_INVOKABLE void pickPicture(const QJSValue& picked);       // picked(url), if one was
  Q_INVOKABLE QString keyText(int key, int modifiers) const;  // "Ctrl+Alt+C"
  Q_INVOKABLE QString readText(const QString& resource) const;
  // A printable sheet of cards; returns where it was written, or empty.
  Q_INVOKABLE QString pocketCards(const QVariantList& cards);
  Q_INVOKABLE QString qrCode(const QString& text) const;  // as a data: address, one pixel a module
  Q_INVOKABLE QString hostName() const;
  // Networks that the person marked as work's: nothing is sent in them by itself. `network`: where this computer is; empty
  // where that cannot be told.
  Q_INVOKABLE QString network() const;
  Q_INVOKABLE bool isWorkNetwork(const QString& network) const;
  Q_INVOKABLE void markWorkNetwork(const QString& network, bool work);
  // The desktop's keychain, for the diary's key.
  Q_INVOKABLE void keychainStore(const QString& keyHex, const QJSValue& done);
  Q_INVOKABLE void keychainRead(const QJSValue& done);
  Q_INVOKABLE void keychainForget();

  QJsonObject look() const;
  QJsonObject keys() const;
  QJsonObject keyProblems() const { return problems_; }
  QString keyWay() const { return hotkeys_.way(); }
  bool autostart() const;
  void setAutostart(bool on);
  Q_INVOKABLE bool tray() const { return QSystemTrayIcon::isSystemTrayAvailable(); }
  bool open() const { return engine_.isOpen(); }
  X11& x11() { return x11_; }
  Courier& courier() { return courier_; }
  QString orbPlace() const { return value("orb/place").toString(); }
  // For tests and benchmarks: the window shown by that name, if any.
  QQuickWindow* window(const QString& name) const { return windows_.value(name); }

 signals:
  void lookChanged();
  void keysChanged();
  void autostartChanged();
  void key(int key, const QString& text);
  void escape();
  void orbChanged();

 private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void bindKeys();
  void gone(const QString& name);
  void sweep();
  void rememberFocus();

  Engine& engine_;
  Courier courier_;
  Files files_;
  X11 x11_;
  HotKeys hotkeys_;
  QSettings file_;
  std::unique_ptr<QQmlEngine> qml_;
  QHash<QString, QPointer<QQuickWindow>> windows_;
  QList<QQuickWindow*> leaving_;  // hidden, with answers still to come
  QHash<QString, QVariantMap> pads_;
  QPointer<QQuickWindow> grabber_;
  QJsonObject problems_;
  QTimer unload_, clipboard_;
  QString copied_;
  uint32_t before_ = 0;  // the window that was active before ours
};

}  // namespace eddy::desktop
