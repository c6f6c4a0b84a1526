#include "apps/desktop/sound.h"

#include <pulse/pulseaudio.h>

#include <QDateTime>

namespace eddy::desktop {

// libpulse calls on its own thread; what it tells is carried over to ours.
struct SoundCalls {
  static void state(pa_context* c, void* data) {
    auto* self = static_cast<Sound*>(data);
    const auto state = pa_context_get_state(c);
    if (state == PA_CONTEXT_READY) {
      pa_context_set_subscribe_callback(c, event, self);
      pa_operation_unref(pa_context_subscribe(c, PA_SUBSCRIPTION_MASK_SOURCE_OUTPUT, nullptr, nullptr));
      self->ask();
    }
    if (state == PA_CONTEXT_READY || state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED)
      QMetaObject::invokeMethod(self, [self, state] {
        self->known_ = state == PA_CONTEXT_READY;
        if (!self->known_) self->held_.clear(), self->since_ms_ = 0;
        emit self->changed();
      });
  }
  static void event(pa_context*, pa_subscription_event_type_t, uint32_t, void* data) {
    static_cast<Sound*>(data)->ask();
  }
  static void found(pa_context*, const pa_source_output_info* info, int end, void* data) {
    auto* self = static_cast<Sound*>(data);
    if (!end) {
      // A meter that shows the level of what is played records too, but from no microphone.
      const char* role = pa_proplist_gets(info->proplist, PA_PROP_MEDIA_ROLE);
      const bool meter = info->resample_method && QByteArray(info->resample_method) == "peaks";
      if (!info->corked && !meter && !(role && QByteArray(role) == "event")) self->seen_.insert(info->index);
      return;
    }
    QMetaObject::invokeMethod(self, [self, now = self->seen_] {
      const bool before = self->live();
      self->held_ = now;
      if (before == self->live()) return;
      self->since_ms_ = self->live() ? double(QDateTime::currentMSecsSinceEpoch()) : 0;
      emit self->changed();
    });
  }
};

Sound::~Sound() { listen(false); }

void Sound::listen(bool on) {
  if (on == (loop_ != nullptr)) return;
  if (!on) {
    pa_threaded_mainloop_stop(loop_);
    pa_context_set_state_callback(context_, nullptr, nullptr);  // what is being left tells nobody
    pa_context_set_subscribe_callback(context_, nullptr, nullptr);
    pa_context_disconnect(context_);
    pa_context_unref(context_);
    pa_threaded_mainloop_free(loop_);
    loop_ = nullptr, context_ = nullptr;
    held_.clear(), known_ = false, since_ms_ = 0;
    return;
  }
  loop_ = pa_threaded_mainloop_new();
  context_ = pa_context_new(pa_threaded_mainloop_get_api(loop_), "Eddy");
  pa_context_set_state_callback(context_, SoundCalls::state, this);
  pa_context_connect(context_, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr);
  pa_threaded_mainloop_start(loop_);
}

void Sound::ask() {
  seen_.clear();
  if (auto* o = pa_context_get_source_output_info_list(context_, SoundCalls::found, this))
    pa_operation_unref(o);
}

}  // namespace eddy::desktop
