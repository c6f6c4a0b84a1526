// What the person has set: kept like any record, remembered, and as far as it may be known while locked beside the store.
#include <algorithm>

#include "core/vault/admit.h"
#include "core/vault/session.h"

namespace eddy {
namespace rec = eddy::records;

Address Session::settings_address() const {
  const int space = work() ? rec::SPACE_WORK : rec::SPACE_HOME;
  return {settings_id(space), space, kSettings};
}

rec::Settings Session::settings() {
  if (settings_) return *settings_;
  rec::Settings s;
  s.set_pinned("breathe.sigh");
  s.set_reset_seconds(60);
  s.set_rate_every(3);
  s.set_day_boundary_min(4 * 60);
  s.set_language("en");
  s.set_offers(!work());
  s.set_sound(!work());
  s.set_allow_text(!work());
  s.set_sleep_need_min(7 * 60);
  s.set_wind_down_min(30);
  s.set_lock_after_s(10 * 60);
  s.set_remember_locked(true);
  if (open()) {
    if (const auto kept = vault_->find(settings_address()))
      if (!s.MergeFromString(join(kept->cells))) throw Failure{Reason::store_damaged, "not its message"};
    settings_ = s;
  } else if (attached() && !memory_) {
    try {
      if (const auto hints = files_->read(path("hints"))) (void)s.MergeFromString(*hints);
    } catch (const Failure&) {  // a breath and a card are there without them
    }
  }
  return s;
}

bool Session::has_settings() { return vault().find(settings_address()).has_value(); }

void Session::change_settings(Moment now, const rec::Settings& change, bool clear_opt_outs) {
  auto& v = vault();
  const auto of = settings_address();
  {
    Vault::Write w(v, now);
    const auto kept = v.find(of);
    rec::Settings s;
    if (kept && !s.ParseFromString(join(kept->cells)))
      throw Failure{Reason::store_damaged, "not its message"};
    if (clear_opt_outs) s.clear_opt_outs();
    rec::Settings add = change;
    for (const auto& had : s.opt_outs())
      add.mutable_opt_outs()->erase(
          std::remove(add.mutable_opt_outs()->begin(), add.mutable_opt_outs()->end(), had),
          add.mutable_opt_outs()->end());
    s.MergeFrom(add);
    if (kept)
      w.change(of, s.SerializeAsString(), nullptr);
    else
      w.create(kSettings, of.space, s.SerializeAsString(), &of.id);
    if (change.has_day_boundary_min()) {
      std::string boundary;
      put<int16_t>(boundary, int16_t(change.day_boundary_min()));
      v.set_local("day_boundary", boundary);
    }
    w.commit();
  }
  settings_.reset();
  if (change.has_day_boundary_min()) {
    v.projections().set_boundary(change.day_boundary_min());
    v.rebuild();
  }
  write_hints();
}

// What must work before anybody unlocks: choices and numbers, never words, and only while the person lets it
// be remembered (`remember_locked`). Readable by whoever has the disk; core/README.md says so.
void Session::write_hints() {
  if (memory_) return;
  const auto s = settings();
  rec::Settings h;
  h.set_allow_text(s.allow_text());
  h.set_language(s.language());
  if (s.has_cards_language()) h.set_cards_language(s.cards_language());
  if (s.remember_locked()) h.MergeFrom(practising(s));
  h.set_remember_locked(s.remember_locked());
  try {
    files_->replace(path("hints"), h.SerializeAsString());
  } catch (const Failure&) {  // what was set is kept; while locked it is as it was before
  }
}

rec::Settings Session::practising(const rec::Settings& s) {
  rec::Settings out;
  out.set_language(s.language());
  if (s.has_cards_language()) out.set_cards_language(s.cards_language());
  out.set_pinned(s.pinned());
  out.set_reset_seconds(s.reset_seconds());
  out.set_rate_every(s.rate_every());
  *out.mutable_opt_outs() = s.opt_outs();
  if (s.has_country()) out.set_country(s.country());
  if (s.has_caller_country()) out.set_caller_country(s.caller_country());
  out.set_wait_for_me(s.wait_for_me());
  out.set_reduced_motion(s.reduced_motion());
  out.set_sound(s.sound());
  return out;
}

void Session::applied() {
  settings_.reset();
  write_hints();
  const auto boundary = settings().day_boundary_min();
  if (boundary == vault_->projections().boundary()) return;
  std::string bytes;
  put<int16_t>(bytes, int16_t(boundary));
  vault_->set_local("day_boundary", bytes);
  vault_->projections().set_boundary(boundary);
  vault_->rebuild();
}

}  // namespace eddy
