#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_bright_spot(Shell& shell, const Options& o) {
  open_or_seal(shell, o);
  records::Entry e;
  e.mutable_bright_spot()->set_what(words_or_ask(shell, o, "What went right?", "eddy bright-spot -"));
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Bright spot");
}

}  // namespace

const Verb verbs::bright_spot{.about = {.name = "bright-spot",
                                        .group = "Keep",
                                        .summary = "keep what went right",
                                        .arguments = "[WORDS...]",
                                        .most = -1,
                                        .options =
                                            [] {
                                              return command::options({option::kText, option::kSpace,
                                                                       option::kAnyway, option::kLocked});
                                            },
                                        .more = "Asks, at a terminal, where no words are given.",
                                        .examples = {"eddy bright-spot -"}},
                              .run = run_bright_spot};

}  // namespace eddy::cli
