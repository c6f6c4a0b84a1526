// eddyd: a box of your own that orders and keeps what it cannot read.
#include <fcntl.h>
#include <google/protobuf/stubs/logging.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>

#include "core/base/qr.h"
#include "core/crypto/sign.h"
#include "core/wire/certificate.h"
#include "server/config.h"
#include "server/grpc_door.h"
#include "server/sql_store.h"
#include "server/web_door.h"

namespace eddy::server {
namespace {

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure{Fault::not_found, "file", path};
  return {std::istreambuf_iterator<char>(in), {}};
}

// Never over one that is there; on the disk when it returns.
void write_new(const std::string& path, const std::string& bytes) {
  const int f = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (f < 0) throw Failure{errno == EEXIST ? Fault::refused : Fault::full, "file", path};
  const bool ok = ::write(f, bytes.data(), bytes.size()) == ssize_t(bytes.size()) && ::fsync(f) == 0;
  ::close(f);
  if (!ok) throw Failure{Fault::full, "disk", path};
}

int init(const Config& o) {
  std::filesystem::create_directories(o.data);
  std::filesystem::permissions(o.data, std::filesystem::perms::owner_all);
  std::string seed(32, '\0');
  system_random().fill(seed.data(), seed.size());
  write_new(o.data + "/server.key", seed);
  const auto certificate = make_certificate(now_ms() / 1000);
  write_new(o.data + "/tls.key", certificate.key_pem);
  write_new(o.data + "/tls.pem", certificate.pem);
  (void)open_store(o.store);
  std::cout << "Made " << o.data << ". Next:\n  eddyd serve --data " << o.data << "\n  eddyd invite --data "
            << o.data << "     one for each person\n";
  return 0;
}

// What devices pin: nothing where a proxy in front shows another certificate, which the system judges.
std::string pinned(const Config& o) {
  return o.proxied ? std::string(32, '\0')
                   : wire::fingerprint(read_file(o.certificate.empty() ? o.path("tls.pem") : o.certificate));
}

int invite(const Config& o) {
  const auto store = open_store(o.store);
  const auto key = eddy::sign_public(read_file(o.path("server.key")));
  std::string random(32, '\0');
  system_random().fill(random.data(), random.size());
  // The server's key and its certificate's fingerprint travel with the invite: a device that has it trusts nobody else.
  const auto code = "eddy1-" + hex(key) + hex(pinned(o)) + Relay(*store, o.limits).make_invite(random);
  if (o.plain)
    std::cout << code << "\n";
  else
    std::cout
        << "An invite for one person. Hand it over in person or by a channel you trust; it works once.\n\n  "
        << code << "\n\n"
        << qr_text(code)
        << "\nOn their first device:  eddy pair --server THIS-BOX:PORT --invite CODE   or in the widget, "
           "under "
           "Devices.\n";
  return 0;
}

int serve(const Config& o) {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, s);
  pthread_sigmask(SIG_BLOCK, &ends,
                  nullptr);  // before any thread: they inherit it, and sigtimedwait below gets them
  const auto store = open_store(o.store);
  Relay relay(*store, o.limits);
  const Certificate certificate{read_file(o.certificate.empty() ? o.path("tls.pem") : o.certificate),
                                read_file(o.key.empty() ? o.path("tls.key") : o.key)};
  Gate gate(*store, read_file(o.path("server.key")), system_random(), o.limits,
            o.proxied ? "" : wire::fingerprint(certificate.pem));
  Service service(relay, gate, o.limits, o.proxied);
  const GrpcDoor door(service, o.listen, certificate, now_ms);
  std::cout << "eddyd listens on " << o.listen.substr(0, o.listen.rfind(':')) << ":" << door.port()
            << std::endl;
  std::optional<WebDoor> web;
  if (!o.web.empty()) {
    const auto healthy = [&store] {
      try {
        store->read(Id{}, [](Transaction& t) { (void)t.account(); });
        return true;
      } catch (const Failure&) {
        return false;
      }
    };
    web.emplace(service, o.web, o.origins, o.files, healthy, now_ms);
    std::cout << "and for browsers on " << o.web.substr(0, o.web.rfind(':')) << ":" << web->port()
              << std::endl;
  }
  // Until it is told to end; every hour, accounts whose owners asked for their end and whose day has come are deleted.
  const timespec hour{3600, 0};
  do try {
      relay.sweep(now_ms());
    } catch (const Failure& f) {
      std::cerr << "eddyd: " << f.subject << ": " << f.detail
                << std::endl;  // the database is away: in an hour
    }
  while (sigtimedwait(&ends, nullptr, &hour) < 0);
  return 0;
}

std::string size_of(uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MiB", double(bytes) / (1 << 20));
  return text;
}

int accounts(const Config& o) {
  const auto store = open_store(o.store);
  uint64_t count = 0, sum = 0;
  store->each_account([&](const Id& id, const AccountRow& row) {
    std::cout << hex(view(id)) << "  " << row.head << " bundles  " << size_of(row.used) << " of "
              << size_of(row.quota) << "  pictures " << size_of(row.blobs) << "  devices' list "
              << row.roster_version;
    if (row.closes_ms) {
      const auto when = time_t(row.closes_ms / 1000);
      std::cout << "  ends " << std::put_time(gmtime(&when), "%F %R") << " UTC";
    }
    std::cout << "\n";
    ++count, sum += row.used + row.blobs;
  });
  std::cout << count << (count == 1 ? " account, " : " accounts, ") << size_of(sum) << "\n";
  return 0;
}

int check(const Config& o) {
  const auto store = open_store(o.store);
  const auto problems = Relay(*store, o.limits).check();
  for (const auto& p : problems) std::cout << p << "\n";
  std::cout << (problems.empty() ? "Sound: every chain, every hash and every list of devices was read.\n"
                                 : "Something is damaged. Restore a backup into a new folder; the devices "
                                   "give back what it lacks.\n");
  return problems.empty() ? 0 : 10 + int(Fault::damaged);
}

// A whole folder: the store as of one moment, and the keys, without which devices would not know it again.
int backup(const Config& o) {
  if (o.rest.size() != 1) throw Failure{Fault::invalid, "backup", "needs a new folder to write to"};
  const auto& to = o.rest[0];
  if (!std::filesystem::create_directory(to)) throw Failure{Fault::refused, "folder", to};
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
  return 0;
}

int restore(const Config& o) {
  if (o.rest.size() != 1) throw Failure{Fault::invalid, "restore", "needs the folder that backup wrote"};
  const auto& from = o.rest[0];
  const auto key = read_file(from + "/server.key");
  std::filesystem::create_directories(o.data);
  std::filesystem::permissions(o.data, std::filesystem::perms::owner_all);
  if (std::filesystem::exists(o.path("server.key"))) throw Failure{Fault::refused, "folder", o.data};
  for (const char* name : {"tls.key", "tls.pem"}) write_new(o.path(name), read_file(from + "/" + name));
  if (std::filesystem::exists(from + "/eddyd.conf"))
    write_new(o.path("eddyd.conf"), read_file(from + "/eddyd.conf"));
  if (std::filesystem::exists(from + "/eddyd.db")) copy_sqlite(from + "/eddyd.db", o.path("eddyd.db"));
  write_new(o.path("server.key"), key);  // last: a folder without it is not one yet
  std::cout << "Restored into " << o.data
            << ". What is newer than the backup, the devices give back by themselves.\n";
  return 0;
}

int usage(std::ostream& out, int code) {
  out << "eddyd, a box of your own that orders and keeps what it cannot read.\n\n"
         "  eddyd init     --data DIR             makes its key, certificate and store\n"
         "  eddyd serve    --data DIR [settings]\n"
         "  eddyd invite   --data DIR [--plain]   for one new account\n"
         "  eddyd accounts --data DIR             who has how much; no names, there are none\n"
         "  eddyd backup   --data DIR NEW-FOLDER  while it runs, too\n"
         "  eddyd restore  --data NEW-DIR FOLDER\n"
         "  eddyd check    --data DIR             reads everything\n\n"
      << config_help();
  return code;
}

int run(int argc, char** argv) {
  const auto o = read_config(argc, argv, environ);
  if (o.verb == "help") return usage(std::cout, 0);
  static const std::map<std::string, int (*)(const Config&)> verbs = {
      {"init", init},     {"invite", invite},   {"serve", serve}, {"accounts", accounts},
      {"backup", backup}, {"restore", restore}, {"check", check}};
  const auto verb = verbs.find(o.verb);
  if (o.data.empty() || verb == verbs.end()) return usage(std::cerr, 2);
  return verb->second(o);
}

}  // namespace
}  // namespace eddy::server

int main(int argc, char** argv) {
  umask(0077);
  google::protobuf::SetLogHandler(nullptr);  // nothing of a request is ever written anywhere
  setenv("GRPC_VERBOSITY", "NONE", 0);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  try {
    return eddy::server::run(argc, argv);
  } catch (const eddy::Failure& f) {
    std::cerr << "eddyd: "
              << (f.fault == eddy::Fault::refused
                      ? "There is one already: " + f.detail + ". It was not touched."
                  : f.fault == eddy::Fault::not_found
                      ? "Not there: " + f.detail + ". `eddyd init --data DIR` makes it."
                  : f.fault == eddy::Fault::damaged
                      ? "The store is damaged (" + f.detail +
                            "). It was not touched; restore a backup into a new folder."
                  : f.fault == eddy::Fault::invalid && f.subject == "settings"
                      ? "The settings cannot be that: " + f.detail + ". Nothing was started."
                      : f.subject + ": " + f.detail)
              << "\n";
    return 10 + int(f.fault);
  } catch (const std::exception& e) {
    std::cerr << "eddyd: " << e.what() << "\n";
    return 1;
  }
}
