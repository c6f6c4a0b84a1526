#include "apps/cli/entries.h"
#include "apps/cli/recovery.h"
#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

constexpr const char* kWhy = "The other devices must be paired again afterwards.";

void keep_account(Shell& shell) {
  shell.open();
  shell.client.call<api::Nothing>("Sync/CancelClosing", api::Nothing());
  const int code = round_as_far(shell);
  if (sync_state(shell).ends_ms())
    throw Ended(code ? code : 1, "The server could not be told yet; that happens with the next sync.");
  shell.say("This account stays.");
  if (code) throw Ended(code, "The rest waits for the next `eddy sync`.");
}

void start_afresh(Shell& shell, const Options& o) {
  shell.must_answer(o, kWhy);
  shell.open();
  shell.confirm(o,
                "A new account with new words: everything on this device goes into it, and your other "
                "devices must be paired again. The old account ends a week later. Begin?",
                kWhy);
  round_as_far(shell);  // what the others have published comes along, where their server can be reached
  enter_account(shell, o, "Sync/StartAfresh",
                "Started afresh. On each of your other devices:  eddy pair --code CODE --instead\n"
                "with the code of  eddy pair --show  on this one.");
}

void run_afresh(Shell& shell, const Options& o) {
  if (o.has("keep") == (o.has("server") && o.has("invite")))
    throw Usage("eddy afresh --server HOST:PORT --invite INVITE; or eddy afresh --keep");
  o.has("keep") ? keep_account(shell) : start_afresh(shell, o);
}

}  // namespace

const Verb verbs::afresh{
    .about = {.name = "afresh",
              .group = "Your devices",
              .summary = "a new account with new words, here or on another server",
              .options =
                  [] {
                    return command::options({{"server", "HOST:PORT", "where the new account is"},
                                             {"invite", "INVITE", "as `eddyd invite` prints it"},
                                             option::kName,
                                             {"keep", "", "the account stays, though its end was asked for"},
                                             option::kYes,
                                             option::kNoQuiz});
                  },
              .more = "For lost words, another server, or two lists of devices. Everything here goes along; "
                      "the other devices are paired again, with --instead.",
              .examples = {"eddy afresh --server 192.168.1.5:7443 --invite INVITE", "eddy afresh --keep"}},
    .run = run_afresh};

}  // namespace eddy::cli
