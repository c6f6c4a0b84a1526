#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_note(Shell& shell, const Options& o) {
  open_or_seal(shell, o);
  records::Entry e;
  auto& n = *e.mutable_note();
  n.set_text(words_or_ask(shell, o, "What should be kept?", "eddy note --for card.vent -"));
  if (o.has("for")) n.set_practice(o.text("for"));
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Note");
}

}  // namespace

const Verb verbs::note{
    .about = {.name = "note",
              .group = "Keep",
              .summary = "keep what you wrote down during a call",
              .arguments = "[WORDS...]",
              .most = -1,
              .options =
                  [] {
                    return command::options({{"for", "CARD", "the card it belongs to: card.vent, card.cpr"},
                                             option::kText,
                                             option::kSpace,
                                             option::kAnyway,
                                             option::kLocked});
                  },
              .more = "Asks, at a terminal, where no words are given.",
              .examples = {"eddy note --for card.vent -"}},
    .run = run_note};

}  // namespace eddy::cli
