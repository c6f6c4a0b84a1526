#include <filesystem>
#include <iostream>

#include "server/folder.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void run_restore(const Config& o, const Options& typed) {
  const auto& from = typed.rest[0];
  const auto key = read_file(from + "/server.key");
  make_folder(o.data);
  if (std::filesystem::exists(o.path("server.key")))
    throw at_path(Reason::file_there, o.data, "is there already");
  for (const char* name : {"tls.key", "tls.pem"}) write_new(o.path(name), read_file(from + "/" + name));
  if (std::filesystem::exists(from + "/eddyd.conf"))
    write_new(o.path("eddyd.conf"), read_file(from + "/eddyd.conf"));
  if (std::filesystem::exists(from + "/eddyd.db")) copy_sqlite(from + "/eddyd.db", o.path("eddyd.db"));
  write_new(o.path("server.key"), key);  // last: a folder without it is not one yet
  std::cout << "Restored into " << o.data
            << ". What is newer than the backup, the devices give back by themselves.\n";
}

}  // namespace

const Verb verbs::restore{
    .about = {.name = "restore",
              .group = "The box",
              .summary = "from a backup into a new folder",
              .arguments = "FOLDER",
              .least = 1,
              .most = 1,
              .more = "What is newer than the backup, the devices give back by themselves.",
              .examples = {"eddyd restore --data /var/lib/eddyd /mnt/backup/eddyd"}},
    .run = run_restore};

}  // namespace eddy::server
