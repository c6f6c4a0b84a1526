// Carries what the core asks of the person's server, one round after the other, while the diary is open. The network is
// waited for on a thread of its own, so that no reset ever waits for it. When to go by itself is the core's to say.
#pragma once
#include <QJsonObject>
#include <QObject>
#include <QThread>
#include <QTimer>
#include <memory>

#include "apps/desktop/engine.h"
#include "bindings/cpp/carrier.h"

namespace eddy::desktop {

class Courier : public QObject {
  Q_OBJECT
  Q_PROPERTY(QJsonObject state READ state NOTIFY stateChanged)  // SyncState; empty while the diary is locked

 public:
  explicit Courier(Engine& engine);
  ~Courier() override;

  QJsonObject state() const { return state_; }
  // A round now, because the person asked or closed a shift. One that is under way goes on first: it may have
  // sent already what there was.
  Q_INVOKABLE void go();
  // A round if it is time for one, as the core has it; asked by its own timer, and when the diary opens.
  void byItself();
  // While it says so, nothing is asked of anybody but by `go`: the network is one that the person marked as work's.
  std::function<bool()> quiet;
  // Looks at the state again, after something was asked of Sync.
  Q_INVOKABLE void look();

 signals:
  void stateChanged();

 private:
  void step(const QJsonObject& request);
  void handle(const QJsonObject& reply);
  void show(const QJsonObject& state);

  Engine& engine_;
  QThread thread_;
  QObject* worker_;
  std::unique_ptr<client::Carrier> carrier_;
  QTimer again_;
  QJsonObject state_;
  bool open_ = false, under_way_ = false, once_more_ = false;
  int opening_ = 0;  // counts locks: what was carried for an earlier opening is not handed in
};

}  // namespace eddy::desktop
