#include "core/api/parts.h"
#include "core/crypto/words.h"

namespace eddy {

void add_sync(Parts& p) {
  auto& r = p.router;
  auto& s = p.sync;
  r.add("Sync/GetState", [&s](Moment, const api::Nothing&) { return s.state(); });
  r.add("Sync/Join", [&p, &s](Moment now, const api::JoinRequest& q) {
    api::WordsReply reply;
    s.may_join(q);
    if (!s.founded() && !p.session.work()) {
      const auto root = Secret::make(p.session.random());
      s.found(now, root);
      p.session.set_words(root);
      for (auto& w : to_words(root)) reply.add_words(w);
    }
    s.join(q);
    return reply;
  });
  r.add("Sync/Step", [&s](Moment now, const api::StepRequest& q) { return s.step(now, q); });
  r.add("Sync/ShowCode", [&s](Moment now, const api::Nothing&) { return s.show_code(now); });
  r.add("Sync/TakeCode", [&p, &s](Moment now, const api::TakeCodeRequest& q) {
    p.session.prove_passphrase(q.passphrase());
    s.take_code(now, q);
    return api::Nothing();
  });
  r.add("Sync/Confirm", [&p, &s](Moment, const api::ConfirmRequest& q) {
    p.session.prove_passphrase(q.passphrase());
    s.confirm(q);
    return api::Nothing();
  });
  r.add("Sync/EndPairing", [&s](Moment, const api::Nothing&) {
    s.end_pairing();
    return api::Nothing();
  });
  r.add("Sync/Revoke", [&s](Moment, const api::RevokeRequest& q) {
    s.revoke(id_in(q.id()));
    return api::Nothing();
  });
  r.add("Sync/Restore", [&s](Moment, const api::RestoreByWordsRequest& q) {
    s.restore(q);
    return api::Nothing();
  });
  r.add("Sync/StartAfresh", [&p, &s](Moment now, const api::JoinRequest& q) {
    const auto root = Secret::make(p.session.random());
    s.start_afresh(now, root, q);
    p.session.set_words(root);
    api::WordsReply reply;
    for (auto& w : to_words(root)) reply.add_words(w);
    return reply;
  });
  r.add("Sync/Keep", [&s](Moment, const api::Nothing&) {
    s.keep();
    return api::Nothing();
  });
  r.add("Sync/Understood", [&s](Moment, const api::Nothing&) {
    s.understood();
    return api::Nothing();
  });
}

}  // namespace eddy
