#include <iostream>

#include "core/base/qr.h"
#include "core/base/random.h"
#include "core/crypto/sign.h"
#include "server/folder.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_invite(const Config& o, const Options& typed) {
  const auto store = open_store(o.store);
  const auto key = eddy::sign_public(read_file(o.path("server.key")));
  std::string random(32, '\0');
  system_random().fill(random.data(), random.size());
  // The server's key and its certificate's fingerprint travel with the invite: a device that has it trusts nobody else.
  const auto code = "eddy1-" + hex(key) + hex(pinned(o)) + Relay(*store, o.limits).make_invite(random);
  if (typed.has("plain"))
    std::cout << code << "\n";
  else
    std::cout
        << "An invite for one person. Hand it over in person or by a channel you trust; it works once.\n\n  "
        << code << "\n\n"
        << qr_text(code)
        << "\nOn their first device:  eddy pair --server THIS-BOX:PORT --invite CODE   or in the widget, "
           "under Devices.\n";
}

}  // namespace

const Verb verbs::invite{
    .about = {.name = "invite",
              .group = "The box",
              .summary = "lets one person in",
              .options = [] { return command::options({{"plain", "", "the code alone, for a script"}}); },
              .more = "It makes one new account, and works once.",
              .examples = {"eddyd invite --data /var/lib/eddyd"}},
    .run = run_invite};

}  // namespace eddy::server
