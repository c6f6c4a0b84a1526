#include "core/api/services.h"
#include "core/crypto/recovery_phrase.h"

namespace eddy {

void add_sync(Services& services) {
  auto& r = services.router;
  auto& s = services.sync;
  r.add("Sync/GetState", [&s](Moment, const api::Nothing&) { return s.state(); });
  r.add("Sync/Join", [&services, &s](Moment now, const api::JoinRequest& q) {
    api::RecoveryPhraseReply reply;
    s.may_join(q);
    if (!s.founded() && !services.session.work()) {
      const auto root = Secret::make(services.session.random());
      s.found(now, root);
      services.session.set_phrase(root);
      for (auto& w : to_phrase(root)) reply.add_recovery_phrase(w);
    }
    s.join(q);
    return reply;
  });
  r.add("Sync/Step", [&s](Moment now, const api::StepRequest& q) { return s.step(now, q); });
  r.add("Sync/ShowCode", [&s](Moment now, const api::Nothing&) { return s.show_code(now); });
  r.add("Sync/EnterCode", [&services, &s](Moment now, const api::EnterCodeRequest& q) {
    services.session.prove_passphrase(q.passphrase());
    s.enter_code(now, q);
    return api::Nothing();
  });
  r.add("Sync/Confirm", [&services, &s](Moment, const api::ConfirmRequest& q) {
    services.session.prove_passphrase(q.passphrase());
    s.confirm(q);
    return api::Nothing();
  });
  r.add("Sync/Accept", [&s](Moment now, const api::Nothing&) {
    s.accept(now);
    return api::Nothing();
  });
  r.add("Sync/CancelPairing", [&s](Moment, const api::Nothing&) {
    s.cancel_pairing();
    return api::Nothing();
  });
  r.add("Sync/Revoke", [&s](Moment, const api::RevokeRequest& q) {
    s.revoke(id_in(q.id()));
    return api::Nothing();
  });
  r.add("Sync/Restore", [&s](Moment, const api::RestoreByPhraseRequest& q) {
    s.restore(q);
    return api::Nothing();
  });
  r.add("Sync/StartAfresh", [&services, &s](Moment now, const api::JoinRequest& q) {
    const auto root = Secret::make(services.session.random());
    s.start_afresh(now, root, q);
    services.session.set_phrase(root);
    api::RecoveryPhraseReply reply;
    for (auto& w : to_phrase(root)) reply.add_recovery_phrase(w);
    return reply;
  });
  r.add("Sync/SetServer", [&s](Moment, const api::SetServerRequest& q) {
    s.set_server(q.server());
    return api::Nothing();
  });
  r.add("Sync/CancelClosing", [&s](Moment, const api::Nothing&) {
    s.cancel_closing();
    return api::Nothing();
  });
  r.add("Sync/Acknowledge", [&s](Moment, const api::Nothing&) {
    s.acknowledge();
    return api::Nothing();
  });
}

}  // namespace eddy
