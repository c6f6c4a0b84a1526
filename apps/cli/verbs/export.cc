#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {
namespace {

void run_export(Shell& shell, const Options& o) {
  shell.open();
  OutFile file(o.rest[0], shell.home);
  file.write("[");
  api::ExportRequest q;
  int64_t written = 0;
  {
    Progress progress(shell, "Exporting");
    for (;;) {
      const auto reply = shell.client.call<api::ExportReply>("Exchange/Export", q);
      for (const auto& r : reply.record()) file.write((written++ ? ",\n" : "\n") + client::to_json(r));
      progress.at(reply.progress());
      if (reply.next().empty()) break;
      q.set_after(reply.next());
    }
  }
  file.write("\n]\n");
  file.done();
  shell.print(api::Nothing());
  shell.say("Exported " + std::to_string(written) + " entries to " + o.rest[0] +
            ". This file is not encrypted: everybody who has it can read it.");
}

}  // namespace

const Verb verbs::export_all{.about = {.name = "export",
                                       .group = "Your diary",
                                       .summary = "everything, readable, not encrypted",
                                       .arguments = "FILE",
                                       .least = 1,
                                       .most = 1,
                                       .examples = {"eddy export all.json"}},
                             .run = run_export};

}  // namespace eddy::cli
