#include <sodium.h>

#include "apps/cli/entries.h"
#include "apps/cli/recovery.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

bool is_work(Shell& shell, const Options& o, bool ask) {
  if (o.has("work") && o.has("own"))
    throw Usage("It is a work computer or your own: say --work or --own, not both.");
  if (!ask || o.has("work") || o.has("own")) return o.has("work");
  shell.say(
      "On a computer of your employer, they may see screen, keys and files. Ask whether Eddy may be "
      "installed.\nWords are safer on your own phone or computer; at work Eddy keeps numbers and choices "
      "only.");
  return shell.choose("Is this a work computer, or your own?", "work", "own", "--work or --own", "own") ==
         "work";
}

bool wants_words(Shell& shell, const Options& o, bool ask, bool work) {
  if (o.has("words") || o.has("no-words") || work || !ask) return o.has("words") && !o.has("no-words");
  return shell.yes(
      "Make 24 recovery words to keep on paper? Without them a forgotten passphrase can not be mended.",
      "--words or --no-words");
}

void run_init(Shell& shell, const Options& o) {
  shell.need_empty();
  // Who hands the passphrase over in a file or the environment is a script: it is not asked anything.
  const bool ask = shell.tty_in && !shell.json && !shell.has_passphrase();
  api::InitRequest q;
  q.set_work(is_work(shell, o, ask));
  q.set_passphrase(shell.new_passphrase("Choose a passphrase (four or five plain words are good)"));
  q.set_recovery_phrase(wants_words(shell, o, ask, q.work()));
  auto reply = shell.client.call<api::InitReply>("Core/Init", q);
  shell.print(reply);
  shell.say("Your diary is in " + shell.home +
            ", encrypted. Nobody else can read it, and nobody can reset the passphrase.");
  bool answered = true;
  if (reply.recovery_phrase_size())
    answered = show_recovery_phrase(shell, o, reply.recovery_phrase());
  else if (!q.work() && !ask)
    shell.say(
        "`eddy key --words` makes 24 recovery words: without them a forgotten passphrase can not be mended.");
  shell.say(dim("\nEddy is not a medical device and does not replace a doctor or a therapist."));
  shell.say(
      "\nAfter a hard call:   eddy reset\nDuring a call:       eddy cards 'he is swearing at me'\nThe five "
      "seconds:    eddy check-in");
  for (auto& w : *reply.mutable_recovery_phrase()) sodium_memzero(w.data(), w.size());
  need_answered(answered);
}

}  // namespace

const Verb verbs::init{
    .about = {.name = "init",
              .group = "Your diary",
              .summary = "make an encrypted diary",
              .options =
                  [] {
                    return command::options({{"work", "", "on a work computer: numbers and choices only"},
                                             {"own", "", "on a computer of your own"},
                                             {"words", "", "also make 24 recovery words, for paper"},
                                             {"no-words", "", "make none"},
                                             option::kNoQuiz});
                  },
              .more = "Asks, at a terminal, for what is not said here. Whoever gives the passphrase with "
                      "--passphrase-file or EDDY_PASSPHRASE is not asked; then it is a computer of your own, "
                      "without recovery words.",
              .examples = {"eddy init", "eddy init --own --words --no-quiz --passphrase-file secret"}},
    .run = run_init};

}  // namespace eddy::cli
