#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {
namespace {

void run_backup(Shell& shell, const Options& o) {
  shell.open();
  OutFile file(o.rest[0], shell.home);
  api::BackUpRequest q;
  size_t bytes = 0;
  {
    Progress progress(shell, "Backing up");
    for (;;) {
      const auto reply = shell.client.call<api::BackUpReply>("Exchange/BackUp", q);
      file.write(reply.bytes());
      bytes += reply.bytes().size();
      progress.at(reply.progress());
      if (reply.done()) break;
      q.set_cursor(reply.cursor());
    }
  }
  file.done();
  shell.print(api::Nothing());
  shell.say("Backed up to " + o.rest[0] + ", " + std::to_string((bytes + 1023) / 1024) +
            " kB, encrypted. Your passphrase opens it.");
}

}  // namespace

const Verb verbs::backup{.about = {.name = "backup",
                                   .group = "Your diary",
                                   .summary = "an encrypted copy",
                                   .arguments = "FILE",
                                   .least = 1,
                                   .most = 1,
                                   .examples = {"eddy backup d.eddy"}},
                         .run = run_backup};

}  // namespace eddy::cli
