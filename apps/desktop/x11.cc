#include "apps/desktop/x11.h"

#include <xcb/sync.h>
#include <xcb/xcb.h>

#include <QGuiApplication>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace eddy::desktop {
namespace {
template <class T>
std::unique_ptr<T, void (*)(void*)> owned(T* reply) {
  return {reply, std::free};
}
}  // namespace

xcb_connection_t* xConnection() {
  // Other platforms may answer to the interface, and have no connection.
  if (QGuiApplication::platformName() != "xcb") return nullptr;
  auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
  return x11 ? x11->connection() : nullptr;
}

X11::X11() : x_(xConnection()) {
  if (!x_) return;
  root_ = xcb_setup_roots_iterator(xcb_get_setup(x_)).data->root;
  const auto* sync = xcb_get_extension_data(x_, &xcb_sync_id);
  if (!sync || !sync->present) return;
  (void)owned(xcb_sync_initialize_reply(x_, xcb_sync_initialize(x_, 3, 1), nullptr));
  const auto counters =
      owned(xcb_sync_list_system_counters_reply(x_, xcb_sync_list_system_counters(x_), nullptr));
  if (!counters) return;
  for (auto i = xcb_sync_list_system_counters_counters_iterator(counters.get()); i.rem;
       xcb_sync_systemcounter_next(&i)) {
    // The name follows 14 bytes on the wire; libxcb's own accessor skips the padded C struct, 16, and cuts it.
    const QByteArray name(reinterpret_cast<const char*>(i.data) + 14, i.data->name_len);
    if (name == "IDLETIME") idle_counter_ = i.data->counter;
  }
  sync_event_ = sync->first_event + XCB_SYNC_ALARM_NOTIFY;
  qGuiApp->installNativeEventFilter(this);
}

X11::~X11() {
  if (sync_event_ >= 0) qGuiApp->removeNativeEventFilter(this);
}

uint32_t X11::atom(const char* name) const {
  const auto reply = owned(
      xcb_intern_atom_reply(x_, xcb_intern_atom(x_, false, uint16_t(std::strlen(name)), name), nullptr));
  return reply ? reply->atom : 0;
}

QList<uint32_t> X11::property(uint32_t window, const char* name) const {
  const auto reply = owned(xcb_get_property_reply(
      x_, xcb_get_property(x_, false, window, atom(name), XCB_GET_PROPERTY_TYPE_ANY, 0, 64), nullptr));
  QList<uint32_t> out;
  if (!reply || reply->format != 32) return out;
  const auto* values = static_cast<const uint32_t*>(xcb_get_property_value(reply.get()));
  for (int i = 0; i < xcb_get_property_value_length(reply.get()) / 4; ++i) out.append(values[i]);
  return out;
}

uint32_t X11::activeWindow() const {
  if (!x_) return 0;
  return property(root_, "_NET_ACTIVE_WINDOW").value(0);
}

bool X11::activeIsFullScreen() const {
  const auto window = activeWindow();
  return window && property(window, "_NET_WM_STATE").contains(atom("_NET_WM_STATE_FULLSCREEN"));
}

void X11::activate(uint32_t window) {
  if (!x_ || !window) return;
  if (property(root_, "_NET_SUPPORTED").isEmpty()) {
    xcb_set_input_focus(x_, XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
  } else {
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = window;
    event.type = atom("_NET_ACTIVE_WINDOW");
    event.data.data32[0] = 2;  // as a pager does: it is the person who asked
    xcb_send_event(x_, false, root_,
                   XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                   reinterpret_cast<const char*>(&event));
  }
  xcb_flush(x_);
}

void X11::setAlarm(uint32_t alarm, int ms, bool fresh) {
  xcb_sync_create_alarm_value_list_t v{};
  v.counter = idle_counter_;
  v.valueType = XCB_SYNC_VALUETYPE_ABSOLUTE;
  v.value = {0, uint32_t(ms)};
  v.testType = XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION;
  v.delta = {0, 0};
  v.events = 1;
  const uint32_t mask = XCB_SYNC_CA_COUNTER | XCB_SYNC_CA_VALUE_TYPE | XCB_SYNC_CA_VALUE |
                        XCB_SYNC_CA_TEST_TYPE | XCB_SYNC_CA_DELTA | XCB_SYNC_CA_EVENTS;
  if (fresh)
    xcb_sync_create_alarm_aux(x_, alarm, mask, &v);
  else
    xcb_sync_change_alarm_aux(x_, alarm, mask, reinterpret_cast<xcb_sync_change_alarm_value_list_t*>(&v));
  xcb_flush(x_);
}

void X11::watchStillness(int ms, bool on) {
  if (!idle_counter_ || ms <= 0 || alarms_.contains(ms) == on) return;
  if (on) {
    alarms_[ms] = xcb_generate_id(x_);
    setAlarm(alarms_[ms], ms, true);
  } else {
    xcb_sync_destroy_alarm(x_, alarms_.take(ms));
    xcb_flush(x_);
  }
}

bool X11::nativeEventFilter(const QByteArray& type, void* message, qintptr*) {
  if (type != "xcb_generic_event_t") return false;
  if ((static_cast<xcb_generic_event_t*>(message)->response_type & 0x7f) != sync_event_) return false;
  const auto* event = static_cast<xcb_sync_alarm_notify_event_t*>(message);
  for (auto i = alarms_.begin(); i != alarms_.end(); ++i)
    if (i.value() == event->alarm && event->state != XCB_SYNC_ALARMSTATE_DESTROYED) {
      const int ms = i.key();
      setAlarm(event->alarm, ms, false);  // for the next time
      emit still(ms);
      break;
    }
  return true;
}

}  // namespace eddy::desktop
