// The core for QML: one worker thread owns it, calls go in as JavaScript objects and come back the same way
// (Protocol Buffers' JSON mapping: fields left at zero are absent, int64 is a string, bytes are base64).
#pragma once
#include <QHash>
#include <QJSEngine>
#include <QJSValue>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <functional>
#include <memory>
#include <optional>

#include "bindings/cpp/client.h"
#include "bindings/cpp/host.h"

namespace eddy::desktop {

class Engine : public QObject {
  Q_OBJECT
  Q_PROPERTY(bool exists READ exists NOTIFY statusChanged)
  Q_PROPERTY(bool open READ isOpen NOTIFY statusChanged)
  Q_PROPERTY(bool work READ isWork NOTIFY statusChanged)
  Q_PROPERTY(bool allowText READ allowText NOTIFY statusChanged)
  Q_PROPERTY(int waiting READ waiting NOTIFY statusChanged)
  Q_PROPERTY(QString home READ home CONSTANT)
  Q_PROPERTY(bool busy READ busy)
  // Why the diary in `home` cannot be used at all, as `failed` gives it; empty where it can.
  Q_PROPERTY(QJsonObject trouble READ trouble NOTIFY statusChanged)
  Q_PROPERTY(QJsonObject settings READ settings NOTIFY settingsChanged)

 public:
  // `clock` and `steady` give ms since 1970 UTC, and since some moment. The clock is asked on the worker, too.
  explicit Engine(QString home, std::function<double()> clock,
                  std::function<double()> steady = client::steady_ms);
  ~Engine() override;

  // `done(reply)` or `failed(an eddy.api.Error)` is called later, on this thread; never both, never twice.
  Q_INVOKABLE void call(const QString& method, const QJSValue& request = {}, const QJSValue& done = {},
                        const QJSValue& failed = {});
  // The same at a time of the caller's own: whoever plays a practice keeps its clock.
  Q_INVOKABLE void callAt(double at_ms, const QString& method, const QJSValue& request = {},
                          const QJSValue& done = {}, const QJSValue& failed = {});
  Q_INVOKABLE double now() const { return clock_(); }
  // Nobody sets it; only how far it goes on means anything.
  Q_INVOKABLE double steady() const { return steady_(); }
  // The wall of this computer, in ms as if it were UTC, and the instant at which it shows that: of an hour that comes
  // twice the first one, of one that is left out the instant of the change. QML's own Date does neither.
  Q_INVOKABLE double localOf(double atMs) const { return atMs + 60'000.0 * client::offset_min(atMs); }
  Q_INVOKABLE double instantOf(double localMs) const { return client::instant_of(localMs); }
  // For C++: `call`, with JSON in hand.
  using Then = std::function<void(bool ok, QJsonObject reply)>;
  void ask(const QString& method, const QJsonObject& request, Then then = {},
           std::optional<double> at_ms = {});
  bool busy() const { return !waiting_for_.isEmpty(); }
  // The script engine whose functions `call` answers; a call made by an earlier one is answered to nobody.
  // Without one, whatever still waits for an answer gets none: its functions go with their engine.
  void setScripts(QJSEngine* scripts) {
    scripts_ = scripts;
    if (!scripts) waiting_for_.clear();
  }
  // Names the folder; a seed other than 0 makes a core for tests, in memory only.
  void attach(uint64_t seed = 0);
  void refresh();

  bool exists() const { return exists_; }
  bool isOpen() const { return open_; }
  bool isWork() const { return work_; }
  bool allowText() const { return allow_text_; }  // what is typed may be kept here
  int waiting() const { return waiting_; }
  QString home() const { return home_; }
  QJsonObject trouble() const { return trouble_; }
  QJsonObject settings() const { return settings_; }

 signals:
  void statusChanged();
  void settingsChanged();
  void changed();  // something kept has changed
  void idle();     // every call has been answered
  void attached(bool ok, QJsonObject problem);

 private:
  Then answer(const QString& method, const QJSValue& done, const QJSValue& failed);
  void tellZone();
  void showStatus(const QJsonObject& status);

  QString home_;
  std::function<double()> clock_, steady_;
  std::optional<api::Zone> zone_;  // as the core has taken it
  QPointer<QJSEngine> scripts_;
  QThread thread_;
  QObject* worker_;
  std::unique_ptr<client::Client> client_;  // touched by the worker only
  QHash<quint64, Then> waiting_for_;
  quint64 tickets_ = 0;
  uint32_t revision_ = 0;
  bool exists_ = false, open_ = false, work_ = false, allow_text_ = false;
  int waiting_ = 0;
  QJsonObject settings_, trouble_;
};

}  // namespace eddy::desktop
