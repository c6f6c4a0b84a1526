#include "tests/server/postgres.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace eddy::test {
namespace {

const char* const kPrograms = "/usr/lib/postgresql/15/bin/";

// It refuses to run as root: then it runs as its own user, in a folder of that user's.
struct Server {
  std::string folder;
  pid_t pid = -1;
  int made = 0;

  int as_its_user(const std::vector<std::string>& words, bool wait) {
    const auto child = fork();
    if (child == 0) {
      if (getuid() == 0) {
        const auto* user = getpwnam("postgres");
        if (!user || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
      }
      if (chdir("/") != 0 || !freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
        _exit(126);
      std::vector<char*> argv;
      for (const auto& w : words) argv.push_back(const_cast<char*>(w.c_str()));
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    if (!wait) {
      pid = child;
      return 0;
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }

  Server() {
    char name[] = "/tmp/eddy-postgres-XXXXXX";
    folder = mkdtemp(name);
    if (getuid() == 0) {
      const auto* user = getpwnam("postgres");
      if (user && chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) return;
    }
    const std::string programs = kPrograms;
    if (as_its_user({programs + "initdb", "-D", folder + "/data", "-U", "eddy", "--auth=trust", "--no-sync",
                     "-E", "UTF8"},
                    true) != 0)
      return;
    as_its_user({programs + "postgres", "-D", folder + "/data", "-k", folder, "-c", "listen_addresses="},
                false);
    for (int tries = 0; tries < 300 && PQping(url("postgres").c_str()) != PQPING_OK; ++tries) usleep(100'000);
  }
  ~Server() {
    if (pid > 0) {
      kill(pid, SIGINT);  // its "fast" ending
      waitpid(pid, nullptr, 0);
    }
    std::filesystem::remove_all(folder);
  }
  std::string url(const std::string& database) const {
    return "host=" + folder + " user=eddy dbname=" + database + " connect_timeout=5";
  }
};

}  // namespace

bool postgres_running() { return access((std::string(kPrograms) + "postgres").c_str(), X_OK) == 0; }

std::string postgres_database() {
  if (!postgres_running()) return "";
  static Server server;
  const auto name = "eddy" + std::to_string(++server.made);
  auto* db = PQconnectdb(server.url("postgres").c_str());
  auto* made = PQexec(db, ("CREATE DATABASE " + name).c_str());
  EXPECT_EQ(PQresultStatus(made), PGRES_COMMAND_OK) << PQerrorMessage(db);
  PQclear(made);
  PQfinish(db);
  return server.url(name);
}

}  // namespace eddy::test
