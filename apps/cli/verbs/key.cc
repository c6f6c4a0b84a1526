#include <sodium.h>

#include "apps/cli/entries.h"
#include "apps/cli/recovery.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void make_words(Shell& shell, const Options& o) {
  api::PassphraseRequest q;
  shell.open(q.mutable_passphrase());
  auto reply = shell.client.call<api::RecoveryPhraseReply>("Core/MakeRecoveryPhrase", q);
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  shell.print(reply);
  const bool answered = show_recovery_phrase(shell, o, reply.recovery_phrase());
  for (auto& w : *reply.mutable_recovery_phrase()) sodium_memzero(w.data(), w.size());
  need_answered(answered);
}

void reveal(Shell& shell) {
  shell.attach();
  api::PassphraseRequest q;
  q.set_passphrase(shell.passphrase("Passphrase"));
  const auto reply = shell.client.call<api::RevealKeyReply>("Core/RevealKey", q);
  shell.print(reply);
  if (shell.json) return;
  shell.tell(
      "Whoever has this key and the file reads everything, for ever: it is not the passphrase and can not be "
      "changed.\n");
  shell.copy(reply.key_hex());
  shell.tell("\nWith any SQLCipher 4 tool:  sqlcipher " + reply.database() + "\n  PRAGMA key = \"x'" +
             (shell.tty_out ? "THE KEY ABOVE" : "...") + "'\";\n  SELECT * FROM check_in;");
}

void run_key(Shell& shell, const Options& o) {
  if (o.has("words")) return make_words(shell, o);
  if (!o.has("reveal"))
    throw Usage("eddy key --reveal prints the raw key; eddy key --words makes 24 recovery words");
  reveal(shell);
}

}  // namespace

const Verb verbs::key{
    .about = {.name = "key",
              .group = "Your diary",
              .summary = "the raw key, or recovery words",
              .options =
                  [] {
                    return command::options({{"reveal", "", "print the raw key"},
                                             {"words", "", "make 24 recovery words, for paper"},
                                             option::kNoQuiz});
                  },
              .examples = {"eddy key --reveal", "eddy key --words"}},
    .run = run_key};

}  // namespace eddy::cli
