// eddyd as it runs: the program itself, on loopback.
#pragma once
#include <fcntl.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "eddy/sync/v1/relay.grpc.pb.h"

namespace eddy::test {

namespace pb = eddy::sync::v1;
inline std::string program_under_test;  // PATH/TO/eddyd

inline std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  for (int c; (c = fgetc(pipe)) != EOF;) out += char(c);
  pclose(pipe);
  return out;
}

// A running eddyd on a port of its own choosing.
class Running {
 public:
  // `handles`: how many it may have open; 0: as many as here.
  explicit Running(const std::string& data, std::vector<std::string> more = {}, rlim_t handles = 0)
      : data_(data), more_(std::move(more)), handles_(handles) {
    start();
  }
  ~Running() { end(SIGTERM); }
  void start() {
    int out[2];
    ASSERT_EQ(pipe2(out, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out[1], 1);
      const rlimit few{handles_, handles_};
      if (handles_) setrlimit(RLIMIT_NOFILE, &few);
      std::vector<std::string> words = {"eddyd", "serve", "--data", data_, "--listen", listen_};
      words.insert(words.end(), more_.begin(), more_.end());
      std::vector<char*> argv;
      for (auto& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      execv(program_under_test.c_str(), argv.data());
      _exit(127);
    }
    close(out[1]);
    const auto port = [&] {
      std::string line;
      for (char c; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
      const auto colon = line.rfind(':');
      EXPECT_NE(colon, std::string::npos) << line;
      return line.substr(colon + 1);
    };
    address_ = "127.0.0.1:" + port();
    if (!more_.empty()) web_port_ = std::atoi(port().c_str());
    close(out[0]);
  }
  int web_port() const { return web_port_; }
  int port() const { return std::atoi(address_.c_str() + address_.rfind(':') + 1); }
  pid_t pid() const { return pid_; }
  void start_again() {  // where it was
    listen_ = address_;
    start();
  }
  // Its status, where it ends by itself within that time; -1 where it goes on.
  int ended_by_itself(std::chrono::seconds within) {
    int status = 0;
    for (const auto until = std::chrono::steady_clock::now() + within;
         waitpid(pid_, &status, WNOHANG) != pid_; usleep(20'000))
      if (std::chrono::steady_clock::now() > until) return -1;
    pid_ = -1;
    return status;
  }
  int end(int signal) {
    if (pid_ <= 0) return 0;
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return status;
  }
  std::unique_ptr<pb::Relay::Stub> stub(const std::string& trusts = "") {
    return pb::Relay::NewStub(channel(trusts));
  }
  std::shared_ptr<grpc::Channel> channel(const std::string& trusts = "") {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = trusts.empty() ? read(data_ + "/tls.pem") : trusts;
    grpc::ChannelArguments a;
    a.SetSslTargetNameOverride("eddyd");
    return grpc::CreateCustomChannel(address_, grpc::SslCredentials(tls), a);
  }

 private:
  std::string data_, address_, listen_ = "127.0.0.1:0";
  std::vector<std::string> more_;
  int web_port_ = 0;
  rlim_t handles_;
  pid_t pid_ = -1;
};

}  // namespace eddy::test
