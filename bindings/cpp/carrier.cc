#include "bindings/cpp/carrier.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

extern char** environ;

namespace eddy::client {
namespace {

constexpr int kUnavailable = 14;

// A socket rather than a pipe: writing to one whose other end is gone is an error, not a signal.
bool write_all(int f, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const auto n = ::send(f, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += size_t(n);
  }
  return true;
}

bool read_all(int f, char* into, size_t size) {
  for (size_t done = 0; done < size;) {
    const auto n = ::read(f, into + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += size_t(n);
  }
  return true;
}

std::string program() {
  std::error_code none;
  const auto beside = std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / "eddy-carry";
  return std::filesystem::exists(beside, none) ? beside.string() : "eddy-carry";
}

}  // namespace

Carrier::~Carrier() { end(); }

void Carrier::end() {
  if (in_ >= 0) close(in_);
  in_ = out_ = -1;
  if (pid_ > 0) {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  pid_ = -1;
}

void Carrier::stop() {
  stopped_ = true;
  if (const int pid = pid_; pid > 0)
    kill(pid, SIGKILL);  // whoever waits for its answer hears that it is gone
}

bool Carrier::start() {
  if (stopped_) return false;
  if (pid_ > 0) return true;
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
  posix_spawn_file_actions_adddup2(&actions, pair[1], 1);
  const auto path = program();
  std::string name = "eddy-carry";
  char* argv[] = {name.data(), nullptr};
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, path.c_str(), &actions, nullptr, argv, environ);
  pid_ = pid;
  posix_spawn_file_actions_destroy(&actions);
  close(pair[1]);
  in_ = out_ = pair[0];
  if (failed) pid_ = -1, end();
  return !failed;
}

api::StepRequest::Response Carrier::carry(const api::StepReply::Call& call) {
  api::StepRequest::Response answer;
  answer.set_status(kUnavailable);
  if (!start()) return answer;
  const auto body = call.SerializeAsString();
  const auto size = uint32_t(body.size());
  uint32_t back = 0;
  std::string reply;
  bool fine = write_all(in_, std::string(reinterpret_cast<const char*>(&size), 4) + body) &&
              read_all(out_, reinterpret_cast<char*>(&back), 4) && back <= (8u << 20);
  if (fine) {
    reply.resize(back);
    fine = read_all(out_, reply.data(), back) && answer.ParseFromString(reply);
  }
  if (!fine) {
    end();
    answer.Clear();
    answer.set_status(kUnavailable);
  }
  return answer;
}

api::StepReply sync_round(Client& client, Carrier& carrier, bool now,
                          const std::function<bool(const api::SyncState&)>& on_state) {
  api::StepRequest q;
  q.set_now(now);
  for (;;) {
    const auto reply = client.call<api::StepReply>("Sync/Step", q);
    if ((on_state && !on_state(reply.state())) || !reply.has_call()) return reply;
    q.Clear();
    *q.mutable_response() = carrier.carry(reply.call());
  }
}

}  // namespace eddy::client
