// How many pushes a box takes, on this machine's loopback and shared with this driver: 2,000 accounts, each push one small
// bundle of its own, signed beforehand; then what an idle box weighs.   eddy_server_load PATH/TO/eddyd
// [--smoke] [--postgres]
#include <fcntl.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "core/base/random.h"
#include "eddy/sync/v1/relay.grpc.pb.h"
#include "server/relay.h"
#include "server/sql_store.h"
#include "tests/server/person.h"
#include "tests/server/postgres.h"

namespace {
using namespace eddy;
using namespace eddy::test;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

long pss_kb(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/smaps_rollup");
  for (std::string line; std::getline(in, line);)
    if (line.rfind("Pss:", 0) == 0) return std::atol(line.c_str() + 4);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  bool smoke = false, postgres = false;
  for (int i = 2; i < argc; ++i) {
    smoke = smoke || std::string(argv[i]) == "--smoke";
    postgres = postgres || std::string(argv[i]) == "--postgres";
  }
  if (argc < 2) return 2;
  const std::string program = argv[1];
  const int accounts = smoke ? 20 : 2000, each = smoke ? 2 : 5, clients = 32;
  char name[] = "/var/tmp/eddy-load-XXXXXX";  // a disk, not memory
  const std::string folder = mkdtemp(name), data = folder + "/s";
  const auto store = postgres ? postgres_database() : data + "/eddyd.db";
  setenv("EDDYD_PUSHES_PER_MINUTE", "1000000000", 1);
  if (postgres) setenv("EDDYD_STORE", store.c_str(), 1);
  if (system((program + " init --data " + data + " > /dev/null").c_str()) != 0) return 1;

  // Accounts and their bundles are made before the clock runs.
  std::vector<std::vector<std::string>> bundles(static_cast<size_t>(accounts));
  std::vector<std::string> ids(static_cast<size_t>(accounts));
  {
    const auto s = server::open_store(store);
    server::Relay relay(*s, server::Limits());
    std::atomic<int> next{0};
    const auto make = [&] {
      for (int a; (a = next++) < accounts;) {
        Person p('a');
        std::string seed(32, '\0');
        SeededRandom(uint64_t(a) + 1).fill(seed.data(), seed.size());
        p.account_seed = seed;
        p.list.set_account_key(sign_public(seed));
        p.list.set_account(std::string(view(wire::account_of(p.list.account_key()))));
        relay.put_roster(p.first(relay.make_invite(seed)));
        ids[size_t(a)] = p.account();
        for (int n = 0; n < each; ++n)
          bundles[size_t(a)].push_back(p.write('f', 1, std::string(1024, char('a' + n))));
      }
    };
    std::thread other(make);
    make();
    other.join();
  }

  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return 1;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(out[1], 1);
    execl(program.c_str(), "eddyd", "serve", "--data", data.c_str(), "--listen", "127.0.0.1:0",
          "--calls-per-minute", "1000000000", nullptr);
    _exit(127);
  }
  close(out[1]);
  std::string line;
  for (char c; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
  const auto address = "127.0.0.1" + line.substr(line.rfind(':'));
  const long idle_kb = pss_kb(pid);

  std::atomic<int> refused{0};
  std::vector<std::vector<double>> times(clients);
  const auto from = Clock::now();
  std::vector<std::thread> threads;
  for (int c = 0; c < clients; ++c)
    threads.emplace_back([&, c] {
      grpc::SslCredentialsOptions tls;
      tls.pem_root_certs = read(data + "/tls.pem");
      grpc::ChannelArguments arguments;
      arguments.SetSslTargetNameOverride("eddyd");
      arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
      arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection each
      const auto stub =
          pb::Relay::NewStub(grpc::CreateCustomChannel(address, grpc::SslCredentials(tls), arguments));
      // Every client has accounts of its own, so that none overtakes itself.
      for (int i = 0; i < each * ((accounts + clients - 1) / clients); ++i) {
        const auto a = size_t(i / each * clients + c), n = size_t(i % each);
        if (a >= ids.size()) continue;
        pb::PushRequest q;
        q.set_account(ids[a]);
        q.add_bundle(bundles[a][n]);
        pb::PushReply r;
        grpc::ClientContext context;
        const auto began = Clock::now();
        const auto status = stub->Push(&context, q, &r);
        times[size_t(c)].push_back(ms_since(began));
        if (!status.ok() || r.verdict(0) != pb::ACCEPTED) ++refused;
      }
    });
  for (auto& t : threads) t.join();
  const double seconds = ms_since(from) / 1000;
  std::vector<double> all;
  for (const auto& t : times) all.insert(all.end(), t.begin(), t.end());
  std::sort(all.begin(), all.end());
  const long busy_kb = pss_kb(pid);
  kill(pid, SIGTERM);
  waitpid(pid, nullptr, 0);
  std::filesystem::remove_all(folder);
  std::cout << "{\"store\":\"" << (postgres ? "PostgreSQL" : "SQLite") << "\",\"accounts\":" << accounts
            << ",\"pushes\":" << all.size() << ",\"not_taken\":" << refused
            << ",\"per_s\":" << double(all.size()) / seconds << ",\"p50_ms\":" << all[all.size() / 2]
            << ",\"p99_ms\":" << all[all.size() * 99 / 100] << ",\"idle_pss_mb\":" << double(idle_kb) / 1024
            << ",\"after_pss_mb\":" << double(busy_kb) / 1024 << "}\n";
  return refused != 0;
}
