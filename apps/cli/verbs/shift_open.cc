#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

void run_shift_open(Shell& shell, const Options& o) {
  shell.open();
  const bool anyway = o.has("keep-anyway");
  records::Shift s;
  if (o.has("intention") && !anyway) s.set_intention(o.text("intention"));
  const auto reply = shell.client.call<api::OpenShiftReply>("Shifts/Open", s);
  if (o.has("intention") && anyway) {  // opening takes no such word for an answer; keeping does
    api::IdRequest opened;
    opened.set_id(reply.kept().id());
    auto e = shell.client.call<records::Entry>("Journal/Get", opened);
    e.mutable_shift()->set_intention(o.text("intention"));
    shell.keep(e, true);
  }
  shell.print(reply);
  shell.say("The shift is open.");
  shell.say_care(reply.kept().care());
  for (const auto& l : reply.lesson()) shell.say("  Worth having in mind: " + l.lesson().what());
}

}  // namespace

const Verb verbs::shift_open{
    .about = {.name = "shift open",
              .group = "Keep",
              .summary = "one intention, and what you learned",
              .options =
                  [] {
                    return command::options(
                        {{"intention", "TEXT", "what this shift is for"}, option::kAnyway});
                  },
              .examples = {"eddy shift open --intention 'slow is smooth'"}},
    .run = run_shift_open};

}  // namespace eddy::cli
