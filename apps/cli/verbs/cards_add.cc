#include "apps/cli/entries.h"
#include "apps/cli/practice.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_cards_add(Shell& shell, const Options& o) {
  if (o.text("text").empty())
    throw Usage("A card needs words:  eddy cards add --for card.danger --text 'Our procedure: ...'");
  if (o.text("for").empty())
    throw Usage("Say with --for under which card they stand: `eddy cards` lists them.");
  shell.open();
  get_practice(shell, o.text("for"), "");  // one that is not there could show nowhere
  records::Entry e;
  auto& c = *e.mutable_own_card();
  c.set_practice(o.text("for"));
  if (o.has("title")) c.set_title(o.text("title"));
  c.set_text(o.text("text"));
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Your card");
}

}  // namespace

const Verb verbs::cards_add{
    .about = {.name = "cards add",
              .group = "In the moment",
              .summary = "write a card of your own",
              .options =
                  [] {
                    return command::options({{"text", "WORDS", "what stands on it"},
                                             {"for", "ID", "the card it stands under"},
                                             {"title", "TITLE", "what it is called"},
                                             option::kSpace,
                                             option::kAnyway});
                  },
              .examples = {"eddy cards add --for card.danger --text 'Our procedure: raise the red card.'"}},
    .run = run_cards_add};

}  // namespace eddy::cli
