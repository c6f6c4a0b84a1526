#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

constexpr const char* kFresh = "--new-passphrase-file FILE";

void run_passphrase(Shell& shell, const Options& o) {
  if (!shell.tty_in && !o.has("new-passphrase-file"))
    throw Usage(std::string("A new passphrase cannot be asked for without a terminal; say ") + kFresh +
                ". Nothing was changed.");
  shell.attach();
  api::ChangePassphraseRequest q;
  if (o.has("words-file"))
    q.set_recovery_phrase(read_file(o.text("words-file"), 10'000));
  else
    q.set_passphrase(shell.passphrase("Passphrase now"));
  q.set_fresh(o.has("new-passphrase-file") ? secret_in(o.text("new-passphrase-file"))
                                           : shell.typed_twice("New passphrase", kFresh));
  shell.print(shell.client.call<api::Nothing>("Core/ChangePassphrase", q));
  shell.say("The passphrase is changed. Backups made before still open with the old one.");
}

}  // namespace

const Verb verbs::passphrase{
    .about = {.name = "passphrase",
              .group = "Your diary",
              .summary = "change it",
              .options =
                  [] {
                    return command::options(
                        {{"words-file", "FILE", "your 24 words, in place of a forgotten passphrase"},
                         {"new-passphrase-file", "FILE", "the new one, so that it is not asked"}});
                  },
              .examples = {"eddy passphrase", "eddy passphrase --words-file words"}},
    .run = run_passphrase};

}  // namespace eddy::cli
