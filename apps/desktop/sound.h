// Is somebody on a call? Listens to the sound server (PulseAudio, or PipeWire in its clothes) for programs that
// hold a microphone. Events only; connected only while offers are switched on.
#pragma once
#include <QObject>
#include <QSet>

struct pa_threaded_mainloop;
struct pa_context;

namespace eddy::desktop {

class Sound : public QObject {
  Q_OBJECT
 public:
  Sound() = default;
  ~Sound() override;
  void listen(bool on);
  bool known() const { return known_; }  // false: no sound server answers
  bool live() const { return !held_.isEmpty(); }
  double liveSince() const { return since_ms_; }  // ms since 1970 UTC; 0 while not live

 signals:
  void changed();

 private:
  void ask();
  pa_threaded_mainloop* loop_ = nullptr;
  pa_context* context_ = nullptr;
  QSet<uint32_t> held_, seen_;
  bool known_ = false;
  double since_ms_ = 0;
  friend struct SoundCalls;
};

}  // namespace eddy::desktop
