// eddyd: a box of your own that orders and keeps what it cannot read.
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/base/qr.h"
#include "core/crypto/sign.h"
#include "core/wire/certificate.h"
#include "server/gate.h"
#include "server/grpc_door.h"
#include "server/sql_store.h"

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

struct Options {
  std::string verb, data, listen = "127.0.0.1:7443";
  bool plain = false;
};

int init(const Options& o) {
  std::filesystem::create_directories(o.data);
  std::filesystem::permissions(o.data, std::filesystem::perms::owner_all);
  std::string seed(32, '\0');
  system_random().fill(seed.data(), seed.size());
  write_new(o.data + "/server.key", seed);
  const auto certificate = make_certificate(now_ms() / 1000);
  write_new(o.data + "/tls.key", certificate.key_pem);
  write_new(o.data + "/tls.pem", certificate.pem);
  (void)open_store(o.data + "/eddyd.db");
  std::cout << "Made " << o.data << ". Next:\n  eddyd serve --data " << o.data << "\n  eddyd invite --data "
            << o.data << "     one for each person\n";
  return 0;
}

int invite(const Options& o) {
  const auto store = open_store(o.data + "/eddyd.db");
  const auto key = eddy::sign_public(read_file(o.data + "/server.key"));
  std::string random(32, '\0');
  system_random().fill(random.data(), random.size());
  // The server's key and its certificate's fingerprint travel with the invite: a device that has it trusts nobody else.
  const auto code = "eddy1-" + hex(key) + hex(wire::fingerprint(read_file(o.data + "/tls.pem"))) +
                    Relay(*store, Limits()).make_invite(random);
  if (o.plain)
    std::cout << code << "\n";
  else
    std::cout
        << "An invite for one person. Hand it over in person or by a channel you trust; it works once.\n\n  "
        << code << "\n\n"
        << qr_text(code);
  return 0;
}

int serve(const Options& o) {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, s);
  pthread_sigmask(SIG_BLOCK, &ends,
                  nullptr);  // before any thread: they inherit it, and sigwait below gets them
  const auto store = open_store(o.data + "/eddyd.db");
  Relay relay(*store, Limits());
  const Certificate certificate{read_file(o.data + "/tls.pem"), read_file(o.data + "/tls.key")};
  Gate gate(*store, read_file(o.data + "/server.key"), system_random(), Limits(),
            wire::fingerprint(certificate.pem));
  GrpcDoor door(relay, gate, o.listen, certificate, now_ms);
  std::cout << "eddyd listens on " << o.listen.substr(0, o.listen.rfind(':')) << ":" << door.port()
            << std::endl;
  int got = 0;
  sigwait(&ends, &got);
  return 0;
}

int usage(std::ostream& out, int code) {
  out << "eddyd, a box of your own that orders and keeps what it cannot read.\n\n"
         "  eddyd init   --data DIR                         makes its key, certificate and store\n"
         "  eddyd serve  --data DIR [--listen ADDRESS:PORT] (default 127.0.0.1:7443)\n"
         "  eddyd invite --data DIR [--plain]               for one new account\n";
  return code;
}

int run(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--help") return usage(std::cout, 0);
    if (word == "--plain")
      o.plain = true;
    else if (word == "--data" && i + 1 < argc)
      o.data = argv[++i];
    else if (word == "--listen" && i + 1 < argc)
      o.listen = argv[++i];
    else if (o.verb.empty() && word[0] != '-')
      o.verb = word;
    else
      return usage(std::cerr, 2);
  }
  if (o.data.empty()) return usage(std::cerr, 2);
  if (o.verb == "init") return init(o);
  if (o.verb == "invite") return invite(o);
  if (o.verb == "serve") return serve(o);
  return usage(std::cerr, 2);
}

}  // namespace
}  // namespace eddy::server

int main(int argc, char** argv) {
  umask(0077);
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
                      : f.subject + ": " + f.detail)
              << "\n";
    return 10 + int(f.fault);
  } catch (const std::exception& e) {
    std::cerr << "eddyd: " << e.what() << "\n";
    return 1;
  }
}
