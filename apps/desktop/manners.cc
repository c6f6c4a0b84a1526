#include "apps/desktop/manners.h"

#include <QDBusConnection>
#include <QJsonArray>
#include <algorithm>

namespace eddy::desktop {
namespace {
constexpr int kPauseMs = 5'000;  // this long without a key is a natural break
constexpr int kIdleMs = 30'000;  // with a microphone held all shift: this long without one is no call
constexpr double kLongCallMs = 20 * 60e3;  // a microphone held longer may be a softphone that never lets go
constexpr double kWaitMs = 15 * 60e3;      // an offer that found no moment by then is gone
}  // namespace

Manners::Manners(Engine& engine, Desk& desk) : engine_(engine), desk_(desk) {
  due_.setSingleShot(true);
  due_.setTimerType(Qt::VeryCoarseTimer);
  connect(&due_, &QTimer::timeout, this, &Manners::maybe);
  connect(&engine_, &Engine::settingsChanged, this, &Manners::settle);
  connect(&engine_, &Engine::statusChanged, this, &Manners::settle);
  connect(&engine_, &Engine::changed, this, &Manners::settle);
  connect(&sound_, &Sound::changed, this, &Manners::maybe);
  connect(&desk_.x11(), &X11::still, this, &Manners::still);
  QDBusConnection::sessionBus().connect({}, {}, "org.freedesktop.ScreenSaver", "ActiveChanged", this,
                                        SLOT(sessionLocked(bool)));
}

void Manners::sessionLocked(bool locked) {
  if (locked && engine_.isOpen()) desk_.hideAndLock();
}

void Manners::settle() {
  const auto settings = engine_.settings();
  const int lock = engine_.isOpen() ? settings["lockAfterS"].toInt() * 1000 : 0;
  if (lock != lock_after_ms_) {
    desk_.x11().watchStillness(lock_after_ms_, false);
    desk_.x11().watchStillness(lock_after_ms_ = lock, true);
  }
  const bool offers = settings["offers"].toBool() && engine_.isOpen();
  sound_.listen(offers);
  if (!offers) {
    due_.stop();
    waits_ = {};
    desk_.x11().watchStillness(kPauseMs, false);
    desk_.x11().watchStillness(kIdleMs, false);
    return;
  }
  engine_.ask("Reminders/Next", {}, [this](bool ok, const QJsonObject& reply) {
    if (!ok) return;
    for (const auto& d : reply["due"].toArray()) {
      const auto due = d.toObject();
      if (!due["offer"].toBool()) continue;
      const double in_ms = std::max(0.0, due["atMs"].toDouble() - engine_.now());
      // What waits for its moment already goes on waiting, and expires when it would have.
      if (due["what"] == waits_["what"] && in_ms == 0 && !due_.isActive()) return;
      waits_ = due;
      until_ms_ = engine_.now() + in_ms + kWaitMs;
      due_.start(int(std::min(in_ms, 86'400e3)));
      return;
    }
    waits_ = {};
    due_.stop();
  });
}

// Live over 20 minutes: either a long call or a softphone that holds the microphone. The person said which, once;
// until then a held microphone is a call.
bool Manners::callLive() const {
  if (!sound_.live()) return false;
  const bool holds = desk_.value("calls/softphoneHolds", false).toBool();
  if (!holds || engine_.now() - sound_.liveSince() < kLongCallMs) return true;
  return still_since_ms_ == 0 || engine_.now() - still_since_ms_ < kIdleMs;
}

void Manners::still(int ms) {
  if (ms == lock_after_ms_) {
    if (engine_.isOpen()) desk_.hideAndLock();
    return;
  }
  still_since_ms_ = engine_.now() - ms;
  maybe();
}

void Manners::maybe() {
  if (waits_.isEmpty() || due_.isActive()) return;
  const double now = engine_.now();
  if (now > until_ms_) {
    // It found no moment: it expires quietly, and counts as made.
    engine_.ask("Journal/Keep",
                {{"entry", QJsonObject{{"offer", QJsonObject{{"practice", waits_["practice"]}}}}}});
    waits_ = {};
    return;
  }
  // The next pause in typing asks again; nothing is polled meanwhile.
  desk_.x11().watchStillness(kPauseMs, true);
  desk_.x11().watchStillness(kIdleMs, true);
  const bool asked = desk_.value("calls/asked", false).toBool();
  if (sound_.live() && !asked && now - sound_.liveSince() > kLongCallMs && still_since_ms_ > 0) {
    desk_.setValue("calls/asked", true);
    desk_.open("Offer", {{"what", "SOFTPHONE"}});
    return;
  }
  const bool paused =
      still_since_ms_ > 0 && now - still_since_ms_ >= kPauseMs && now - still_since_ms_ < 10 * 60e3;
  const bool busy = callLive();
  still_since_ms_ = 0;  // known only at the moment it is told
  if (!paused || busy || desk_.x11().activeIsFullScreen()) return;
  desk_.x11().watchStillness(kPauseMs, false);
  desk_.x11().watchStillness(kIdleMs, false);
  // The window keeps the offer when it is answered or goes by itself, and that change asks what is due next.
  desk_.open("Offer", {{"what", waits_["what"].toString()}, {"practice", waits_["practice"].toString()}});
  waits_ = {};
}

}  // namespace eddy::desktop
