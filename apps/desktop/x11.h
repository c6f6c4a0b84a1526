// The few things Qt does not say about an X11 desktop: which window is active, how to give it back, whether it
// fills the screen, and how long nobody has touched anything (XSync alarms, never polled).
#pragma once
#include <QAbstractNativeEventFilter>
#include <QHash>
#include <QObject>

struct xcb_connection_t;

namespace eddy::desktop {

xcb_connection_t* xConnection();  // null where this is no X11 session

class X11 : public QObject, QAbstractNativeEventFilter {
  Q_OBJECT
 public:
  X11();
  ~X11() override;
  bool connected() const { return x_ != nullptr; }
  uint32_t activeWindow() const;   // 0: none, or unknown
  void activate(uint32_t window);  // asks the window manager; without one, sets the input focus
  bool activeIsFullScreen() const;
  // `still(ms)` comes each time nobody has touched keyboard or pointer for that long. 0 forgets.
  void watchStillness(int ms, bool on);

 signals:
  void still(int ms);

 private:
  bool nativeEventFilter(const QByteArray& type, void* message, qintptr* result) override;
  uint32_t atom(const char* name) const;
  QList<uint32_t> property(uint32_t window, const char* name) const;
  void setAlarm(uint32_t alarm, int ms, bool fresh);

  xcb_connection_t* x_ = nullptr;
  uint32_t root_ = 0, idle_counter_ = 0;
  int sync_event_ = -1;
  QHash<int, uint32_t> alarms_;  // ms -> alarm
};

}  // namespace eddy::desktop
