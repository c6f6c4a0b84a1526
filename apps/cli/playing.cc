#include "apps/cli/playing.h"

#include <algorithm>

#include "bindings/cpp/host.h"

namespace eddy::cli {
Playing::Playing(Shell& shell, api::PlayerReply begun, bool fast)
    : shell_(shell),
      reply_(std::move(begun)),
      fast_(fast),
      offset_(reply_.state().began_ms() - client::steady_ms()),
      fast_now_(reply_.state().began_ms()) {}

double Playing::now() const { return fast_ ? fast_now_ : client::steady_ms() + offset_; }
void Playing::skip_to_next() { fast_now_ = std::max(fast_now_, scene().next_change_ms()); }

api::PlayerReply Playing::ask(const char* method, const google::protobuf::MessageLite& q) {
  const auto usual = shell_.client.clock;
  const double t = now();
  shell_.client.clock = [t] { return t; };
  auto reply = shell_.client.call<api::PlayerReply>(method, q);
  shell_.client.clock = usual;
  return reply;
}

void Playing::answer(content::Act act, int value) {
  api::AnswerRequest q;
  *q.mutable_state() = reply_.state();
  q.set_act(act);
  q.set_value(value);
  reply_ = ask("Player/Answer", q);
}

void Playing::look() {
  api::AtRequest q;
  *q.mutable_state() = reply_.state();
  reply_ = ask("Player/At", q);
}

}  // namespace eddy::cli
