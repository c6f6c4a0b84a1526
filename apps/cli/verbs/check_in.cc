#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"
#include "apps/cli/verbs/factors.h"

namespace eddy::cli {
namespace {

void run_check_in(Shell& shell, const Options& o) {
  records::Entry e;
  auto& c = *e.mutable_check_in();
  const bool ask = may_ask(shell, o);
  if (o.bare() && !ask)
    throw Usage(
        "A check-in needs something to keep. Without a terminal, say --mood, --energy, --tension, --word, "
        "--factor or --note.");
  if (o.has("factor") && o.has("locked"))
    throw Usage("--factor needs the open diary, where your factors are; without --locked Eddy asks for it.");
  open_or_seal(shell, o);
  if (const auto v = number_or_ask(shell, o, "mood", "Mood, 1 to 5?")) c.set_mood(*v);
  if (const auto v = number_or_ask(shell, o, "energy", "Energy, 1 to 5?")) c.set_energy(*v);
  if (const auto v = number_or_ask(shell, o, "tension", "Tension, 0 to 10?")) c.set_tension(*v);
  for (const auto& w : o.all("word")) c.add_feelings(w);
  if (ask)
    if (const auto w = shell.ask("A word for it?", "--word"); !w.empty()) c.add_feelings(w);
  for (const auto& names : o.all("factor"))
    for (const auto& id : factors_called(shell, names, o.has("keep-anyway"))) c.add_factor(id);
  if (o.has("note")) c.set_note(o.text("note"));
  if (o.has("outside")) c.set_outside(true);
  put_time(shell, o, &c);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Check-in");
}

}  // namespace

const Verb verbs::check_in{
    .about = {.name = "check-in",
              .group = "Keep",
              .summary = "mood, energy, tension, a word",
              .options =
                  [] {
                    return command::options({{"mood", "1-5", "how the mood is; 1 is lowest"},
                                             {"energy", "1-5", "how much energy there is"},
                                             {"tension", "0-10", "how tense you are"},
                                             {"word", "WORD", "a word for it", true},
                                             {"factor", "NAMES", "what belongs to it: overtime,gym", true},
                                             option::kNote,
                                             {"outside", "", "life outside work weighs in"},
                                             option::kAt,
                                             option::kSpace,
                                             option::kAnyway,
                                             option::kLocked});
                  },
              .more = "Asks, at a terminal, where nothing is given.",
              .examples = {"eddy check-in --mood 3 --energy 2 --tension 4 --word drained",
                           "eddy check-in --mood 3 --factor overtime,gym"}},
    .run = run_check_in};

}  // namespace eddy::cli
