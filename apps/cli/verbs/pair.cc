// One's devices, joined through a box of one's own: once to the server, then one device lets the next one in.
#include <sodium.h>

#include <algorithm>

#include "apps/cli/entries.h"
#include "apps/cli/recovery.h"
#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"
#include "apps/cli/verbs/pair_show.h"

namespace eddy::cli {

void need_paired(const api::SyncState& s, const std::string& sentence) {
  if (s.pairing() == api::SyncState::PAIRED) return;
  need_success(s);
  throw Ended(10 + int(api::Error::REFUSED), sentence);
}

namespace {

void join(Shell& shell, const Options& o) {
  shell.open();
  enter_account(shell, o, "Sync/Join",
                "This diary is joined to " + o.text("server") +
                    ".\n\nAnother device:  eddy pair --show   on this one.");
}

constexpr const char* kUnseen = "Whose devices are joined is shown and asked about first.";

void show_digits(Shell& shell, const std::string& digits) {
  shell.say("Type these six digits on your other device:\n\n  " +
            bold(digits.substr(0, 3) + " " + digits.substr(3)) + "\n\nWaiting for it ...");
}

// The digits say that nobody is in between. Whose devices those are, the person looks at before anything of
// theirs goes there.
void ask_devices(Shell& shell, const Options& o, const api::SyncState& s) {
  shell.say("It lets this diary in. These devices are to be joined:\n");
  list_devices(shell, s.would_join(), [](const api::SyncState::Device& d) {
    return std::string(d.this_device() ? "this one" : "");
  });
  const auto as_work = [](const auto& d) { return d.this_device() && d.work(); };
  shell.say(
      std::any_of(s.would_join().begin(), s.would_join().end(), as_work)
          ? "\nThis one joins as a work computer: what it holds of home goes to your own devices, sealed, "
            "and cannot be read here any more."
          : "\nYour own devices among them will read everything that this diary holds.");
  try {
    shell.confirm(o, "Are they yours? Join?", kUnseen);
  } catch (...) {
    shell.client.call<api::Nothing>("Sync/CancelPairing", api::Nothing());
    shell.say(
        "Not joined, and nothing of this diary has gone anywhere. Those devices list it:  eddy revoke '" +
        o.text("name", host_name()) + "'   there takes it out.");
    throw;
  }
  shell.client.call<api::Nothing>("Sync/Accept", api::Nothing());
}

void enter_code(Shell& shell, const Options& o) {
  shell.must_answer(o, o.has("instead") ? "This diary leaves the account it is in." : kUnseen);
  api::EnterCodeRequest q;
  shell.open(q.mutable_passphrase());
  q.set_code(o.text("code"));
  q.set_name(o.text("name", host_name()));
  q.set_instead(o.has("instead"));
  if (q.instead())
    shell.confirm(o, "Everything here goes along into the other account. Leave the one this diary is in?",
                  "This diary leaves the account it is in.");
  shell.client.call<api::Nothing>("Sync/EnterCode", q);
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  bool shown = false;
  const auto show = [&](const api::SyncState& now) {
    if (now.pairing() != api::SyncState::SHOW_DIGITS || shown) return;
    shown = true;
    show_digits(shell, now.digits());
  };
  auto s = carry_on(shell, show);
  if (s.pairing() == api::SyncState::ASK_DEVICES) {
    ask_devices(shell, o, s);
    s = carry_on(shell, show);
  }
  need_paired(s, "Not paired: the digits were not confirmed, or the time ran out. Nothing was changed here.");
  shell.say(
      shell.attach().work()
          ? "Paired, as a work computer: it has the work space only. What was here of home is on its way to "
            "your own devices, sealed, what lay in the trash as trash; this one cannot read it any more, nor "
            "what you keep for home from now on. Your own devices have their own settings.\nEarlier copies "
            "of this disk may still hold what was kept on it before."
          : "Paired.");
  tell_round(shell, s);
}

void run_pair(Shell& shell, const Options& o) {
  const int ways = o.has("show") + o.has("code") + o.has("server");
  if (ways != 1 || o.has("server") != o.has("invite"))
    throw Usage(
        "eddy pair --server HOST:PORT --invite INVITE, once; then --show on one device and --code CODE on "
        "the other");
  if (o.has("code")) return enter_code(shell, o);
  if (o.has("show")) return pair_show(shell, o);
  join(shell, o);
}

}  // namespace

const Verb verbs::pair{
    .about = {.name = "pair",
              .group = "Your devices",
              .summary = "join your devices, through a box of your own",
              .options =
                  [] {
                    return command::options(
                        {{"server", "HOST:PORT", "your box: once, on a device of your own"},
                         {"invite", "INVITE", "as `eddyd invite` prints it"},
                         {"show", "", "then let another device in: show a code here ..."},
                         {"code", "CODE", "... and give it there"},
                         {"digits-file", "FILE",
                          "with --show: the six digits, read from here when they are asked for"},
                         {"work", "", "with --show: the new device is a work computer"},
                         {"own", "", "with --show: the new device is your own"},
                         {"instead", "", "with --code: leave the account this diary is in"},
                         option::kName,
                         option::kYes,
                         option::kNoQuiz});
                  },
              .more = "Whatever leaves a device is sealed; the box cannot read it.\nWithout a terminal, "
                      "--show needs --digits-file, and --work or --own. The file may be a pipe, or be "
                      "written when the new device has shown its digits: it is waited for.",
              .examples = {"eddy pair --server 192.168.1.5:7443 --invite INVITE", "eddy pair --show",
                           "eddy pair --code 'SERVER CODE'"}},
    .run = run_pair};

}  // namespace eddy::cli
