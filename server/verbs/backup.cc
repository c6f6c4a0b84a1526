#include <filesystem>
#include <iostream>

#include "server/folder.h"
#include "server/sql_store.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

// A whole folder: the store as of one moment, and the keys, without which devices would not know it again.
void run_backup(const Config& o, const Options& typed) {
  const auto& to = typed.rest[0];
  if (!std::filesystem::create_directory(to)) throw at_path(Reason::file_there, to, "is there already");
  std::filesystem::permissions(to, std::filesystem::perms::owner_all);
  for (const char* name : {"server.key", "tls.key", "tls.pem"})
    write_new(to + "/" + name, read_file(o.path(name)));
  if (std::filesystem::exists(o.path("eddyd.conf")))
    write_new(to + "/eddyd.conf", read_file(o.path("eddyd.conf")));
  if (o.store == o.path("eddyd.db")) {
    copy_sqlite(o.store, to + "/eddyd.db");
    std::cout << "Backed up to " << to
              << ". It may be copied anywhere: nobody can read it, but it holds the server's keys.\n";
  } else {
    std::cout << "The keys are in " << to << ". The entries are in PostgreSQL: back those up with pg_dump.\n";
  }
}

}  // namespace

const Verb verbs::backup{
    .about = {.name = "backup",
              .group = "The box",
              .summary = "a copy of everything, while it runs, too",
              .arguments = "NEW-FOLDER",
              .least = 1,
              .most = 1,
              .more = "The folder holds the server's keys: keep it as you keep its data.",
              .examples = {"eddyd backup --data /var/lib/eddyd /mnt/backup/eddyd"}},
    .run = run_backup};

}  // namespace eddy::server
