// Verbs of one person's devices: pair, sync, devices, revoke, and coming back by words.
#include <sodium.h>
#include <unistd.h>

#include <iostream>
#include <thread>

#include "apps/cli/verbs.h"
#include "bindings/cpp/carrier.h"
#include "core/base/qr.h"

namespace eddy::cli {
namespace {

std::string host_name() {
  char name[65] = {};
  return gethostname(name, 64) == 0 && *name ? name : "this computer";
}

std::string ago(double ms) {
  const auto minutes = int64_t(ms / 60'000);
  const auto plural = [](int64_t n, const char* one) {
    return std::to_string(n) + " " + one + (n == 1 ? "" : "s") + " ago";
  };
  if (minutes < 2) return "just now";
  if (minutes < 120) return plural(minutes, "minute");
  return minutes < 48 * 60 ? plural(minutes / 60, "hour") : plural(minutes / (24 * 60), "day");
}

void tell_notices(Shell& shell, const api::SyncState& s) {
  for (const auto& n : s.notice()) shell.say(n.text());
  if (s.withheld())
    shell.say(
        "The server keeps something back that another of your devices has published. If that lasts longer "
        "than a day, "
        "do not trust it.");
}

// What stopped an exchange, as an exit code.
int tell_failed(Shell& shell, const api::SyncState& s) {
  if (!s.has_failed()) return 0;
  auto e = s.failed();
  if (e.kind() == api::Error::OFFLINE) {
    if (!shell.json)
      std::cerr << "eddy: Nobody answers at " << s.server()
                << ". Nothing is lost: what is new waits on this device.\n";
    return 10 + int(e.kind());
  }
  e.set_detail("the server said no");
  return tell(shell, e);
}

// Goes on until the exchange ends; while a pairing waits for somebody, once a second.
api::SyncState carry_on(Shell& shell, const std::function<void(const api::SyncState&)>& told) {
  client::Carrier carrier;
  for (;;) {
    const auto reply = client::sync_round(shell.client, carrier, true);
    const auto& s = reply.state();
    told(s);
    const bool waits =
        s.pairing() == api::SyncState::WAIT_FOR_NEWCOMER || s.pairing() == api::SyncState::ASK_DIGITS ||
        s.pairing() == api::SyncState::SHOW_DIGITS || s.pairing() == api::SyncState::WAIT_FOR_ANSWER;
    if (!waits) return s;
    const auto ms = reply.again_ms() - shell.now_ms();
    std::this_thread::sleep_for(std::chrono::milliseconds(int64_t(std::min(std::max(ms, 100.0), 2000.0))));
  }
}

// What an exchange came to.
int tell_round(Shell& shell, const api::SyncState& s) {
  shell.print(s);
  tell_notices(shell, s);
  if (s.notice_size()) shell.client.call<api::Nothing>("Sync/Acknowledge", api::Nothing());
  if (const int code = tell_failed(shell, s)) return code;
  if (s.revoked()) return 10 + int(api::Error::REFUSED);
  const auto entries = [](int n) { return std::to_string(n) + (n == 1 ? " entry" : " entries"); };
  shell.say(!s.sent() && !s.received()
                ? "Nothing new. Your devices agree."
                : "In step. " + (s.received() ? entries(s.received()) + " came" : "Nothing came") +
                      (s.sent() ? "; what was only here is on the server, sealed." : "; nothing went."));
  if (s.waiting())
    shell.say(std::to_string(s.waiting()) + (s.waiting() == 1 ? " change is" : " changes are") +
              " only here.");
  return 0;
}

int sync_once(Shell& shell) {
  client::Carrier carrier;
  const bool bar = shell.tty_out && !shell.json;
  bool drew = false;
  const auto reply = client::sync_round(shell.client, carrier, true, [&](const api::SyncState& s) {
    if (bar && (s.sent() || s.received())) {
      drew = true;
      std::cout << "\r  " << s.sent() << " sent, " << s.received() << " received" << std::flush;
    }
    return true;
  });
  if (drew) std::cout << "\r\033[K" << std::flush;
  return tell_round(shell, reply.state());
}

int join(Shell& shell, const Options& o) {
  api::JoinRequest q;
  q.set_server(o.text("server"));
  q.set_invite(o.text("invite"));
  q.set_name(o.text("name", host_name()));
  const auto words = shell.client.call<api::RecoveryPhraseReply>("Sync/Join", q);
  if (words.recovery_phrase_size()) show_recovery_phrase(shell, words.recovery_phrase());
  shell.say("This diary is joined to " + o.text("server") + ".");
  const int code = sync_once(shell);
  if (code == 0) shell.say("\nAnother device:  eddy pair --show   on this one.");
  return code;
}

int show(Shell& shell) {
  const auto code = shell.client.call<api::PairingCode>("Sync/ShowCode", api::Nothing());
  shell.print(code);
  if (shell.tty_out) shell.say(qr_text(code.code()));
  shell.say("On the new device, within ten minutes:\n\n  eddy pair --code '" + code.code() +
            "'\n\nShow this only to yourself. Waiting for the new device ...");
  bool asked = false;
  const auto s = carry_on(shell, [&](const api::SyncState& now) {
    if (now.pairing() != api::SyncState::ASK_DIGITS || asked) return;
    asked = true;
    api::ConfirmRequest q;
    q.set_digits(shell.ask("The six digits that the new device shows:"));
    q.set_passphrase(shell.passphrase("Passphrase of this diary"));
    const auto whose =
        now.newcomer_is_work() ? "work" : shell.choose("Is it a work computer, or your own?", "work", "own");
    q.set_work(whose == "work");
    shell.client.call<api::Nothing>("Sync/Confirm", q);
    sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  });
  if (s.pairing() != api::SyncState::PAIRED) {
    if (const int failed = tell_failed(shell, s)) return failed;
    shell.say("Not paired: the time ran out, or the new device gave up. Nothing was changed.");
    return 10 + int(api::Error::REFUSED);
  }
  shell.say("Paired.");
  return tell_round(shell, s);
}

int enter_code(Shell& shell, const Options& o) {
  api::EnterCodeRequest q;
  shell.open(q.mutable_passphrase());
  q.set_code(o.text("code"));
  q.set_name(o.text("name", host_name()));
  q.set_instead(o.has("instead"));
  if (q.instead() &&
      !shell.yes("Everything here goes along into the other account. Leave the one this diary is in?"))
    return 1;
  shell.client.call<api::Nothing>("Sync/EnterCode", q);
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  bool shown = false;
  const auto s = carry_on(shell, [&](const api::SyncState& now) {
    if (now.pairing() != api::SyncState::SHOW_DIGITS || shown) return;
    shown = true;
    shell.say("Type these six digits on your other device:\n\n  " +
              shell.bold(now.digits().substr(0, 3) + " " + now.digits().substr(3)) +
              "\n\nWaiting for it ...");
  });
  if (s.pairing() != api::SyncState::PAIRED) {
    if (const int failed = tell_failed(shell, s)) return failed;
    shell.say("Not paired: the digits were not confirmed, or the time ran out. Nothing was changed here.");
    return 10 + int(api::Error::REFUSED);
  }
  const bool work = shell.attach().work();
  shell.say(work ? "Paired, as a work computer: it has the work space only. What you keep for home from here "
                   "goes to your own "
                   "devices, sealed; this one cannot read it back.\nEarlier copies of this disk may still "
                   "hold what was "
                   "kept on it before."
                 : "Paired.");
  return tell_round(shell, s);
}

}  // namespace

int pair(Shell& shell, const Words& words) {
  const Options o(words, {"server", "invite", "code", "name"}, {"show", "instead"});
  const int ways = o.has("show") + o.has("code") + o.has("server");
  if (ways != 1 || o.has("server") != o.has("invite"))
    throw Usage(
        "eddy pair --server HOST:PORT --invite INVITE, once; then --show on one device and --code CODE on "
        "the other");
  if (o.has("code")) return enter_code(shell, o);
  shell.open();
  return o.has("show") ? show(shell) : join(shell, o);
}

int afresh(Shell& shell, const Words& words) {
  const Options o(words, {"server", "invite", "name"}, {"keep"});
  if (o.has("keep") == (o.has("server") && o.has("invite")))
    throw Usage("eddy afresh --server HOST:PORT --invite INVITE; or eddy afresh --keep");
  shell.open();
  if (o.has("keep")) {
    shell.client.call<api::Nothing>("Sync/CancelClosing", api::Nothing());
    const int code = sync_once(shell);
    const auto s = shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
    shell.say(s.ends_ms() ? "The server could not be told yet; that happens with the next sync."
                          : "This account stays.");
    return code ? code : s.ends_ms() ? 1 : 0;
  }
  if (!shell.yes("A new account with new words: everything on this device goes into it, and your other "
                 "devices must be "
                 "paired again. The old account ends a week later. Begin?"))
    return 1;
  sync_once(shell);  // what the others have published comes along
  api::JoinRequest q;
  q.set_server(o.text("server"));
  q.set_invite(o.text("invite"));
  q.set_name(o.text("name", host_name()));
  const auto fresh = shell.client.call<api::RecoveryPhraseReply>("Sync/StartAfresh", q);
  show_recovery_phrase(shell, fresh.recovery_phrase());
  const int code = sync_once(shell);
  if (code == 0)
    shell.say(
        "\nStarted afresh. On each of your other devices:  eddy pair --code CODE --instead\nwith the code of "
        " eddy pair "
        "--show  on this one.");
  return code;
}

int sync(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  shell.open();
  const auto s = shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
  if (!s.joined()) {
    shell.print(s);
    shell.say(
        "This diary is on this device only. `eddy pair` joins it to your others; `eddy help pair` tells "
        "how.");
    return 0;
  }
  return sync_once(shell);
}

int devices(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  shell.open();
  const auto s = shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
  shell.print(s);
  if (!s.joined()) {
    shell.say("Only this one. `eddy help pair` tells how to join another.");
    return 0;
  }
  for (const auto& d : s.device()) {
    auto name = d.this_device() && d.name().empty() ? "this device"
                : d.name().empty()                  ? "one of your devices"
                                                    : d.name();
    if (name.size() < 24) name.resize(24, ' ');
    shell.say("  " + name + (d.work() ? " work   " : " own    ") +
              (d.this_device() ? "here"
               : d.heard_ms()  ? "last heard from " + ago(shell.now_ms() - d.heard_ms())
                               : "not heard from yet"));
  }
  shell.say("\n  " + s.server() + ", last in step " +
            (s.synced_ms() ? ago(shell.now_ms() - s.synced_ms()) : "never") +
            (s.waiting() ? "; " + std::to_string(s.waiting()) + " only here" : ""));
  if (s.ends_ms())
    shell.say("  This account ends " +
              local_time(shell, s.ends_ms(), shell.offset_min(s.ends_ms()), "%d %b, %H:%M") +
              ". It stays with:  eddy afresh --keep");
  tell_notices(shell, s);
  return 0;
}

int revoke(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  if (o.rest.size() != 1) throw Usage("eddy revoke NAME     `eddy devices` lists them");
  shell.open();
  const auto s = shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
  const api::SyncState::Device* found = nullptr;
  for (const auto& d : s.device())
    if (d.name() == o.rest[0] && !d.this_device()) {
      if (found) throw Usage("two devices are called " + o.rest[0]);
      found = &d;
    }
  if (!found)
    throw Usage("none of your other devices is called " + o.rest[0] + "; `eddy devices` lists them");
  if (!shell.yes("Take " + found->name() +
                 " out? It gets new entries no more. What it already holds cannot be called back."))
    return 1;
  api::RevokeRequest q;
  q.set_id(found->id());
  shell.client.call<api::Nothing>("Sync/Revoke", q);
  const int code = sync_once(shell);
  const auto after = shell.client.call<api::SyncState>("Sync/GetState", api::Nothing());
  for (const auto& d : after.device())
    if (d.id() == q.id()) {
      shell.say("It is not out yet; that happens with the next sync that reaches the server.");
      return code ? code : 1;
    }
  shell.say("Out. Your other devices have new keys.");
  return code;
}

int restore_by_phrase(Shell& shell, const Options& o) {
  if (o.text("server").find(':') == std::string::npos)
    throw Usage("eddy --home NEW restore --words --server HOST:PORT");
  shell.need_empty();
  api::RestoreByPhraseRequest q;
  q.set_recovery_phrase(o.has("words-file") ? read_file(o.text("words-file"))
                                            : shell.ask("Your 24 words, in their order:"));
  q.set_server(o.text("server"));
  q.set_name(o.text("name", host_name()));
  api::InitRequest init;
  init.set_passphrase(shell.passphrase("Choose a passphrase for this device", true));
  shell.client.call<api::InitReply>("Core/Init", init);
  shell.client.call<api::Nothing>("Sync/Restore", q);
  const auto s = carry_on(shell, [](const api::SyncState&) {});
  return tell_round(shell, s);
}

}  // namespace eddy::cli
