#include <algorithm>
#include <string>
#include <vector>

#include "core/api/services.h"
#include "core/base/error.h"
#include "core/crypto/recovery_phrase.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/settings.pb.h"

namespace eddy {
namespace {

api::Status status_of(Session& s) {
  api::Status status;
  status.set_home(s.home());
  status.set_open(s.open());
  try {
    status.set_exists(true);  // where nobody can tell, nobody is asked to make one
    status.set_exists(s.exists());
    if (status.exists()) status.set_device_key(s.slots().has_device());
    status.set_work(s.work());
    status.set_allow_text(s.allow_text());
  } catch (const Failure& f) {
    *status.mutable_trouble() = error_of(f);
  }
  try {
    status.set_waiting(s.waiting());
  } catch (const Failure&) {  // opening it says so
  }
  status.set_read_only(s.open() && s.vault().read_only());
  return status;
}

// The same on every screen.
std::vector<std::string> told_at_opening(Session& s, int aside) {
  std::vector<std::string> out;
  if (s.vault().read_only())
    out.push_back(
        "This diary can be read here, but not written: its disk, or whose its files are, does not allow it. "
        "Looking, searching, exporting and a backup work as always; nothing new can be kept until it is "
        "allowed." +
        (s.waiting() ? " What was given while it was locked waits, sealed, and is no part of it yet."
                     : std::string()));
  if (s.vault().shortened())
    out.push_back(
        "The newest entries are missing from the disk: its file diary.db-wal was cut short or removed by "
        "something outside Eddy. What is older is whole.");
  if (s.inbox_was_anothers())
    out.push_back(
        "Somebody who can write in this diary's folder has put a key of their own into it. What is in your "
        "diary they cannot read. What was given here while it was locked they may have read, and it could "
        "not "
        "join your diary" +
        (aside ? ": " + std::to_string(aside) + " of it." : std::string(".")) +
        " The key is yours again; look who can get at this computer.");
  else if (s.keys_were_changed())
    out.push_back(
        "Somebody, or a fault of the disk, has changed the file that holds the ways into this diary. It was "
        "put right as far as the diary itself knows. Nothing in the diary was changed; if your recovery "
        "words "
        "or this device's own lock do not open it any more, make them anew.");
  if (s.keys_were_older())
    out.push_back(
        "The file that holds the ways into this diary was an older one than the diary knows: somebody, or a "
        "copy that was put back, had replaced it. The newest was put back in its place, and nothing is "
        "lost. If it was not you, look who can get at this computer.");
  if (aside)
    out.push_back(
        std::to_string(aside) +
        " given while locked could not be read. They are set aside in the file inbox.damaged; nothing was "
        "deleted.");
  return out;
}

void check_quiet(Moment now, const records::Settings& s) {
  constexpr int64_t longest = Session::kLongestQuiet / kHour;
  for (const auto until : {s.quiet_until_ms(), s.care_quiet_until_ms()})
    if (until > now.ms && !Session::quiet(now, until)) throw out_of_range("hours of quiet", 0, longest);
}

// Without a quiet that is over, or that a wrong clock has made too long.
records::Settings as_they_hold(Moment now, records::Settings s) {
  if (!Session::quiet(now, s.quiet_until_ms())) s.clear_quiet_until_ms();
  if (!Session::quiet(now, s.care_quiet_until_ms())) s.clear_care_quiet_until_ms();
  return s;
}

api::InitReply init(Services& services, Moment now, const api::InitRequest& q) {
  auto& s = services.session;
  api::InitReply reply;
  s.check_new_passphrase(q.passphrase());
  if (!q.recovery_phrase()) {
    s.init(q.passphrase(), q.work(), nullptr);
    return reply;
  }
  const auto root = Secret::make(s.random());
  s.init(q.passphrase(), q.work(), &root);
  // The account that these words are begins with them, whether it is ever synced or not.
  services.sync.found(now, root);
  for (auto& w : to_phrase(root)) reply.add_recovery_phrase(w);
  return reply;
}

api::UnlockReply unlock(Services& services, const api::UnlockRequest& q) {
  auto& s = services.session;
  if (!q.key().empty())
    s.unlock_key(q.key());
  else if (!q.device_key().empty())
    s.unlock_device(q.device_key());
  else if (!q.recovery_phrase().empty())
    s.unlock_phrase(q.recovery_phrase());
  else
    s.unlock_passphrase(q.passphrase());
  api::UnlockReply reply;
  services.sync.attend();
  int aside = 0;
  try {
    const auto [taken, damaged] = s.drain_inbox();
    reply.set_from_inbox(taken);
    aside = damaged;
  } catch (const Failure&) {
    reply.add_told("What was given while locked could not join your diary yet. It is kept where it is: " +
                   s.path("inbox") + ".");
  }
  for (auto& sentence : told_at_opening(s, aside)) reply.add_told(std::move(sentence));
  s.renew_if_due(q.passphrase());
  services.sync.attend();
  return reply;
}

void check_settings(const records::Settings& s, const Catalog& catalog) {
  const auto range = [](bool has, int64_t v, int64_t low, int64_t high, const char* field) {
    if (has && (v < low || v > high)) throw out_of_range(field, low, high);
  };
  range(s.has_reset_seconds(), s.reset_seconds(), 15, 300, "reset_seconds");
  range(s.has_rate_every(), s.rate_every(), 0, 100, "rate_every");
  range(s.has_day_boundary_min(), s.day_boundary_min(), 0, 24 * 60 - 1, "day_boundary_min");
  range(s.has_sleep_need_min(), s.sleep_need_min(), 60, 14 * 60, "sleep_need_min");
  range(s.has_wind_down_min(), s.wind_down_min(), 0, 240, "wind_down_min");
  range(s.has_lock_after_s(), s.lock_after_s(), 0, 24 * 3600, "lock_after_s");
  for (const auto* c : {&s.country(), &s.caller_country()})
    if (!c->empty() &&
        (c->size() != 2 || !std::all_of(c->begin(), c->end(), [](char x) { return x >= 'A' && x <= 'Z'; })))
      throw Failure{Reason::country_malformed, "two capital letters, like DE"};
  for (const auto* l : {&s.language(), &s.cards_language()})
    if (!l->empty() && catalog.known(*l) != *l) throw Failure{Reason::language_unknown, "not one Eddy has"};
  for (const auto& o : s.opt_outs()) {
    content::OptOut parsed;
    if (!content::OptOut_Parse(o, &parsed) || parsed == content::OPT_OUT_UNSPECIFIED)
      throw malformed("opt_outs", "not one Eddy knows");
  }
}

records::Settings set(Services& services, Moment now, const api::SetRequest& q) {
  auto& s = services.session;
  auto change = q.settings();
  if (q.quiet_until_tomorrow()) change.set_quiet_until_ms(services.reminders.tomorrow(now));
  if (q.care_not_now()) change.set_care_quiet_until_ms(now.ms + kDay);
  check_settings(change, services.catalog);
  check_quiet(now, change);
  const bool clears = std::find(q.clear().begin(), q.clear().end(), "opt_outs") != q.clear().end();
  if (clears || change.ByteSizeLong() > 0) s.change_settings(now, change, clears);
  return as_they_hold(now, s.settings());
}

}  // namespace

void add_core(Services& services) {
  auto& s = services.session;
  auto& r = services.router;
  r.add("Core/Attach", [&services, &s](Moment, const api::AttachRequest& q) {
    if (q.home() != s.home() && s.attached()) services.lock();
    s.attach(q.home());
    return status_of(s);
  });
  r.add("Core/Init", [&services](Moment now, const api::InitRequest& q) { return init(services, now, q); });
  r.add("Core/CheckPassphrase", [](Moment, const api::PassphraseRequest& q) {
    Session::check_new_passphrase(q.passphrase());
    return api::Nothing();
  });
  r.add("Core/Unlock", [&services](Moment, const api::UnlockRequest& q) { return unlock(services, q); });
  r.add("Core/Lock", [&services, &s](Moment, const api::Nothing&) {
    services.lock();
    return status_of(s);
  });
  r.add("Core/GetStatus", [&s](Moment, const api::Nothing&) { return status_of(s); });
  r.add("Core/SetZone", [&s](Moment, const api::Zone& q) {
    Zone zone;
    zone.offset_min = q.offset_min();
    if (q.change_size() > 2000) throw out_of_range("change", 0, 2000);
    checked({0, q.offset_min()}, "offset_min");
    for (const auto& c : q.change()) {
      if (!(c.from_ms() >= double(kEarliest) && c.from_ms() <= double(kLatest)))
        throw malformed("from_ms", "not an instant");
      checked({0, c.offset_min()}, "offset_min");
      zone.changes.emplace_back(int64_t(c.from_ms()), c.offset_min());
    }
    std::sort(zone.changes.begin(), zone.changes.end());
    s.zone = std::move(zone);
    return api::Nothing();
  });
  r.add("Core/ChangePassphrase", [&s](Moment, const api::ChangePassphraseRequest& q) {
    s.check_new_passphrase(q.fresh());
    s.change_passphrase(q.recovery_phrase().empty() ? s.prove_passphrase(q.passphrase())
                                                    : s.prove_phrase(q.recovery_phrase()),
                        q.fresh());
    return api::Nothing();
  });
  r.add("Core/MakeRecoveryPhrase", [&services, &s](Moment now, const api::PassphraseRequest& q) {
    const auto key = s.prove_passphrase(q.passphrase());
    const auto root = Secret::make(s.random());
    if (!s.work()) services.sync.found(now, root);
    s.set_phrase(key, root);
    api::RecoveryPhraseReply reply;
    for (auto& w : to_phrase(root)) reply.add_recovery_phrase(w);
    return reply;
  });
  r.add("Core/SetDeviceKey", [&s](Moment, const api::DeviceKeyRequest& q) {
    const auto key = s.prove_passphrase(q.passphrase());
    q.device_key().empty() ? s.forget_device_key(key) : s.set_device_key(key, q.device_key());
    return status_of(s);
  });
  r.add("Core/RevealKey", [&s](Moment, const api::PassphraseRequest& q) {
    api::RevealKeyReply reply;
    reply.set_key_hex(hex(s.prove_passphrase(q.passphrase()).bytes()));
    reply.set_database(s.path("diary.db"));
    return reply;
  });
  r.add("Core/Check", [&s](Moment, const api::Nothing&) {
    api::CheckReply reply;
    for (auto& problem : s.vault().check()) reply.add_problem(problem);
    reply.set_sound(reply.problem_size() == 0);
    if (reply.sound()) reply.set_records(s.vault().db().integer("SELECT count(*) FROM record"));
    return reply;
  });
  r.add("Core/Rebuild", [&s](Moment, const api::Nothing&) {
    s.vault().rebuild();
    return api::Nothing();
  });
  r.add("Core/OpenInMemory", [&s](Moment, const api::OpenInMemoryRequest& q) {
    s.open_in_memory(q.seed());
    return api::Nothing();
  });
  r.add("Settings/Get", [&s](Moment now, const api::Nothing&) { return as_they_hold(now, s.settings()); });
  r.add("Settings/Set", [&services](Moment now, const api::SetRequest& q) { return set(services, now, q); });
}

}  // namespace eddy
