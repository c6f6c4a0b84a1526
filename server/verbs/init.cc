#include <iostream>

#include "core/base/random.h"
#include "server/folder.h"
#include "server/grpc_door.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_init(const Config& o, const Options&) {
  make_folder(o.data);
  std::string seed(32, '\0');
  system_random().fill(seed.data(), seed.size());
  write_new(o.data + "/server.key", seed);
  const auto certificate = make_certificate(now_ms() / 1000);
  write_new(o.data + "/tls.key", certificate.key_pem);
  write_new(o.data + "/tls.pem", certificate.pem);
  (void)open_store(o.store);
  std::cout << "Made " << o.data << ". Next:\n  eddyd serve --data " << o.data << "\n  eddyd invite --data "
            << o.data << "     one for each person\n";
}

}  // namespace

const Verb verbs::init{.about = {.name = "init",
                                 .group = "The box",
                                 .summary = "makes its key, certificate and store",
                                 .examples = {"eddyd init --data /var/lib/eddyd"}},
                       .run = run_init};

}  // namespace eddy::server
