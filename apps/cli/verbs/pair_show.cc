#include "apps/cli/verbs/pair_show.h"

#include <sodium.h>

#include <filesystem>

#include "apps/cli/files.h"
#include "apps/cli/round.h"
#include "core/base/qr.h"

namespace eddy::cli {
namespace {

// What would be asked on the way, before anything has begun.
void look_at_options(const Shell& shell, const Options& o) {
  if (o.has("work") && o.has("own"))
    throw Usage("The new device is a work computer or your own: say --work or --own, not both.");
  if (shell.tty_in) return;
  if (!o.has("digits-file"))
    throw Usage(
        "Pairing asks for the six digits that the new device will show. Without a terminal, say "
        "--digits-file FILE. Nothing was changed.");
  if (!o.has("work") && !o.has("own"))
    throw Usage(
        "Pairing asks whether the new device is a work computer. Without a terminal, say --work or --own. "
        "Nothing was changed.");
}

// From the file, once it is there and something stands in it; "" until then. A pipe is waited for in here.
std::string digits_in(const std::string& path) {
  if (!std::filesystem::exists(path)) return "";
  return secret_in(path);
}

bool is_work(Shell& shell, const Options& o, const api::SyncState& now) {
  if (now.newcomer_is_work()) return true;
  if (o.has("work") || o.has("own")) return o.has("work");
  return shell.choose("Is it a work computer, or your own?", "work", "own", "--work or --own") == "work";
}

// True where it was answered; false where the digits are waited for.
bool confirm(Shell& shell, const Options& o, const api::SyncState& now) {
  const auto digits = o.has("digits-file")
                          ? digits_in(o.text("digits-file"))
                          : shell.ask("The six digits that the new device shows:", "--digits-file FILE");
  if (digits.empty() && o.has("digits-file")) return false;
  api::ConfirmRequest q;
  q.set_digits(digits);
  q.set_passphrase(shell.passphrase("Passphrase of this diary"));
  q.set_work(is_work(shell, o, now));
  shell.client.call<api::Nothing>("Sync/Confirm", q);
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  return true;
}

void show_code(Shell& shell, const std::string& code) {
  if (shell.draws())
    if (const auto qr = qr_text(code); int(qr.find('\n')) < shell.columns() * 3) shell.copy(qr);
  shell.say("On the new device, within ten minutes:\n");
  shell.copy("  eddy pair --code '" + code + "'");
  shell.say("\nShow this only to yourself. Waiting for the new device ...");
}

}  // namespace

void pair_show(Shell& shell, const Options& o) {
  look_at_options(shell, o);
  shell.open();
  const auto code = shell.client.call<api::PairingCode>("Sync/ShowCode", api::Nothing());
  shell.print(code);
  show_code(shell, code.code());
  bool answered = false;
  const auto s = carry_on(shell, [&](const api::SyncState& now) {
    if (now.pairing() == api::SyncState::ASK_DIGITS && !answered) answered = confirm(shell, o, now);
  });
  need_paired(s, "Not paired: the time ran out, or the new device gave up. Nothing was changed.");
  shell.say(
      "Paired. The new device asks there whether these devices are its person's, before anything of it comes "
      "here.");
  tell_round(shell, s);
}

}  // namespace eddy::cli
