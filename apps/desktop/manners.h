// When Eddy may speak by itself, and when it locks: offers only at natural breaks, never while a call is live, a
// window fills the screen or keys are being typed; an offer waits, and expires quietly. One timer, for what is due
// next; everything else is told by events.
#pragma once
#include <QTimer>

#include "apps/desktop/desk.h"
#include "apps/desktop/sound.h"

namespace eddy::desktop {

class Manners : public QObject {
  Q_OBJECT
 public:
  Manners(Engine& engine, Desk& desk);

 private slots:
  void sessionLocked(bool locked);

 private:
  void settle();  // after any change: what is due next, and when to lock
  void maybe();   // is this the moment?
  bool callLive() const;
  void still(int ms);

  Engine& engine_;
  Desk& desk_;
  Sound sound_;
  QTimer due_;
  QJsonObject waits_;    // what waits to be offered, as Reminders/Next says it; empty: nothing
  double until_ms_ = 0;  // when it expires
  int lock_after_ms_ = 0;
  double still_since_ms_ = 0;
};

}  // namespace eddy::desktop
