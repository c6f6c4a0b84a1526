#include "apps/desktop/hotkeys.h"

#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <QGuiApplication>
#include <cstdlib>
#include <utility>

#include "apps/desktop/portal.h"
#include "apps/desktop/x11.h"

namespace eddy::desktop {
namespace {

// Caps Lock and Num Lock must not make a key another key.
constexpr uint16_t kLocks[] = {0, XCB_MOD_MASK_LOCK, XCB_MOD_MASK_2, XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2};
constexpr uint16_t kMeant = XCB_MOD_MASK_SHIFT | XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1 | XCB_MOD_MASK_4;

// X11's keysym for Qt's key; 0 for what nobody binds.
xcb_keysym_t keysym_of(int key) {
  if (key >= Qt::Key_A && key <= Qt::Key_Z) return xcb_keysym_t(key + 0x20);
  if (key >= Qt::Key_Space && key <= Qt::Key_AsciiTilde) return xcb_keysym_t(key);
  if (key >= Qt::Key_F1 && key <= Qt::Key_F24) return 0xffbe + xcb_keysym_t(key - Qt::Key_F1);
  static const QHash<int, xcb_keysym_t> others = {
      {Qt::Key_Escape, 0xff1b}, {Qt::Key_Tab, 0xff09},       {Qt::Key_Return, 0xff0d},
      {Qt::Key_Insert, 0xff63}, {Qt::Key_Delete, 0xffff},    {Qt::Key_Home, 0xff50},
      {Qt::Key_End, 0xff57},    {Qt::Key_PageUp, 0xff55},    {Qt::Key_PageDown, 0xff56},
      {Qt::Key_Left, 0xff51},   {Qt::Key_Up, 0xff52},        {Qt::Key_Right, 0xff53},
      {Qt::Key_Down, 0xff54},   {Qt::Key_Backspace, 0xff08}, {Qt::Key_Pause, 0xff13},
      {Qt::Key_Menu, 0xff67},   {Qt::Key_ScrollLock, 0xff14}};
  return others.value(key, 0);
}

}  // namespace

HotKeys::HotKeys() {
  if (x_ = xConnection(); x_) {
    root_ = xcb_setup_roots_iterator(xcb_get_setup(x_)).data->root;
    symbols_ = xcb_key_symbols_alloc(x_);
    qGuiApp->installNativeEventFilter(this);
  }
  // A grab through XWayland sees only keys pressed in X11 windows, so a Wayland session is asked by the portal.
  if (qEnvironmentVariable("XDG_SESSION_TYPE") == "wayland" || QGuiApplication::platformName() == "wayland") {
    portal_ = std::make_unique<Portal>();
    connect(portal_.get(), &Portal::pressed, this, &HotKeys::pressed);
    connect(portal_.get(), &Portal::answered, this, &HotKeys::portalAnswered);
  }
}

HotKeys::~HotKeys() {
  release();
  holdEscape(false);
  if (!x_) return;
  qGuiApp->removeNativeEventFilter(this);
  xcb_key_symbols_free(symbols_);
}

QString HotKeys::way() const { return portal_ ? "portal" : x_ ? "x11" : "none"; }

QHash<QString, QString> HotKeys::set(const QHash<QString, QString>& wanted) {
  release();
  wanted_ = wanted;
  QHash<QString, QString> problems;
  if (portal_) {
    portal_->bind(wanted);
    return problems;
  }
  if (!x_) return problems;
  for (auto i = wanted.begin(); i != wanted.end(); ++i)
    if (const auto problem = grab(i.key(), i.value()); !problem.isEmpty()) problems[i.key()] = problem;
  xcb_flush(x_);
  return problems;
}

QString HotKeys::grab(const QString& what, const QString& text) {
  if (text.isEmpty()) return {};
  const auto keys = QKeySequence::fromString(text);
  if (keys.count() != 1 || !keysym_of(keys[0].key()))
    return tr("“%1” is not a key Eddy can wait for.").arg(text);
  const auto held = keys[0].keyboardModifiers();
  const uint16_t modifiers = (held & Qt::ShiftModifier ? XCB_MOD_MASK_SHIFT : 0) |
                             (held & Qt::ControlModifier ? XCB_MOD_MASK_CONTROL : 0) |
                             (held & Qt::AltModifier ? XCB_MOD_MASK_1 : 0) |
                             (held & Qt::MetaModifier ? XCB_MOD_MASK_4 : 0);
  const bool function = keys[0].key() >= Qt::Key_F1 && keys[0].key() <= Qt::Key_F35;
  if (!(modifiers & ~XCB_MOD_MASK_SHIFT) && !function)
    return tr("“%1” alone would be taken from every program. Add Ctrl, Alt or Meta.").arg(text);
  const std::unique_ptr<xcb_keycode_t, void (*)(void*)> codes(
      xcb_key_symbols_get_keycode(symbols_, keysym_of(keys[0].key())), std::free);
  if (!codes || *codes == XCB_NO_SYMBOL) return tr("This keyboard has no “%1”.").arg(text);
  for (const auto& g : grabs_)
    if (g.code == *codes && g.modifiers == modifiers) return tr("“%1” is used twice here.").arg(text);
  if (!grab(*codes, modifiers))
    return tr("Another program has “%1” already. It keeps it; choose another here.").arg(text);
  grabs_.append({*codes, modifiers, what});
  return {};
}

bool HotKeys::grab(uint8_t code, uint16_t modifiers) {
  for (const auto lock : kLocks) {
    const auto cookie = xcb_grab_key_checked(x_, true, root_, modifiers | lock, code, XCB_GRAB_MODE_ASYNC,
                                             XCB_GRAB_MODE_ASYNC);
    if (auto* error = xcb_request_check(x_, cookie)) {
      std::free(error);
      ungrab(code, modifiers);  // those that were had
      return false;
    }
  }
  return true;
}

void HotKeys::ungrab(uint8_t code, uint16_t modifiers) {
  for (const auto lock : kLocks) xcb_ungrab_key(x_, code, root_, modifiers | lock);
  xcb_flush(x_);
}

bool HotKeys::holdEscape(bool on) {
  if (!x_ || portal_) return false;
  if (escape_) ungrab(std::exchange(escape_, 0), 0);
  if (!on) return true;
  const std::unique_ptr<xcb_keycode_t, void (*)(void*)> codes(
      xcb_key_symbols_get_keycode(symbols_, keysym_of(Qt::Key_Escape)), std::free);
  if (!codes || *codes == XCB_NO_SYMBOL || !grab(*codes, 0)) return false;
  escape_ = *codes;
  return true;
}

void HotKeys::release() {
  for (const auto& g : grabs_) ungrab(g.code, g.modifiers);
  grabs_.clear();
}

bool HotKeys::nativeEventFilter(const QByteArray& type, void* message, qintptr*) {
  if (type != "xcb_generic_event_t") return false;
  const auto* event = static_cast<xcb_generic_event_t*>(message);
  if ((event->response_type & 0x7f) == XCB_MAPPING_NOTIFY) {
    xcb_refresh_keyboard_mapping(symbols_, reinterpret_cast<xcb_mapping_notify_event_t*>(message));
    QMetaObject::invokeMethod(this, [this] { set(wanted_); }, Qt::QueuedConnection);
    return false;
  }
  if ((event->response_type & 0x7f) != XCB_KEY_PRESS) return false;
  const auto* key = static_cast<xcb_key_press_event_t*>(message);
  if (escape_ && key->detail == escape_ && !(key->state & kMeant)) {
    emit escape();
    return true;
  }
  for (const auto& g : grabs_)
    if (g.code == key->detail && g.modifiers == (key->state & kMeant)) {
      emit pressed(g.what);
      return true;
    }
  return false;
}

}  // namespace eddy::desktop
