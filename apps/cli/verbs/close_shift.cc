#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

// What was typed is not lost where there was nothing to close.
api::Kept close(Shell& shell, const api::CloseShiftRequest& q) {
  try {
    return shell.client.call<api::Kept>("Shifts/Close", q);
  } catch (const client::Error& e) {
    std::string lines;
    for (const auto* line : {&q.heavy(), &q.good(), &q.leave()})
      if (!line->empty()) lines += (lines.empty() ? "" : "\n") + *line;
    if (e.error.reason() != api::Error::NO_SHIFT_OPEN || lines.empty()) throw;
    records::Entry entry;
    entry.mutable_note()->set_practice("care.close");
    entry.mutable_note()->set_text(lines);
    shell.say_care(shell.keep(entry, q.anyway()).care());
    throw Ended(0, "No shift is open, and none is known for now. Your lines are kept as a note.");
  }
}

void run_close_shift(Shell& shell, const Options& o) {
  shell.open();
  const bool ask = may_ask(shell, o) && may_write(shell);
  api::CloseShiftRequest q;
  q.set_heavy(ask ? shell.ask("What was heavy?", "--heavy") : o.text("heavy"));
  q.set_good(ask ? shell.ask("What was good, even a little?", "--good") : o.text("good"));
  q.set_leave(ask ? shell.ask("What do you leave here?", "--leave") : o.text("leave"));
  q.set_anyway(o.has("keep-anyway"));
  shell.print(close(shell, q));
  shell.say("The door is shut. The evening is yours.");
  if (o.bare() && !ask) shell.say("Without lines; --heavy, --good and --leave keep them.");
}

}  // namespace

const Verb verbs::close_shift{
    .about = {.name = "close-shift",
              .group = "Keep",
              .summary = "three lines, and the door shuts",
              .options =
                  [] {
                    return command::options({{"heavy", "TEXT", "what was heavy"},
                                             {"good", "TEXT", "what was good, even a little"},
                                             {"leave", "TEXT", "what you leave here"},
                                             option::kAnyway});
                  },
              .more = "Asks, at a terminal, where nothing is given.",
              .examples = {"eddy close-shift --good 'the woman with the parcel laughed'"}},
    .run = run_close_shift};

}  // namespace eddy::cli
