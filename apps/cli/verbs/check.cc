#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void run_check(Shell& shell, const Options& o) {
  shell.open();
  if (o.has("rebuild")) shell.client.call<api::Nothing>("Core/Rebuild", api::Nothing());
  const auto reply = shell.client.call<api::CheckReply>("Core/Check", api::Nothing());
  shell.print(reply);
  if (reply.sound())
    return shell.say("Sound: " + std::to_string(reply.records()) + " entries, every page read.");
  for (const auto& p : reply.problem()) shell.say("  " + p);
  throw Ended(10 + int(api::Error::DAMAGED),
              "Something is damaged. Copy the folder " + shell.home +
                  " somewhere safe before anything else, and restore your last backup.");
}

}  // namespace

const Verb verbs::check{
    .about = {.name = "check",
              .group = "Your diary",
              .summary = "is the store sound?",
              .options =
                  [] {
                    return command::options(
                        {{"rebuild", "", "first build what is looked up again from the entries"}});
                  },
              .examples = {"eddy check"}},
    .run = run_check};

}  // namespace eddy::cli
