// eddy-carry beside a box that answers more than anybody asked for.
#include <sys/wait.h>

#include <fstream>

#include "eddy/api/sync.pb.h"
#include "tests/places.h"
#include "tests/server/running.h"

namespace eddy::test {
namespace {

constexpr size_t kZeros = 256 << 20;

// A box that says hello with so many zeros, packed or not.
struct Zeros : pb::Relay::Service {
  grpc::Status Hello(grpc::ServerContext* context, const pb::HelloRequest*, pb::HelloReply* reply) override {
    if (packed) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    reply->set_greeting(std::string(size, '\0'));
    return grpc::Status::OK;
  }
  size_t size = 0;
  bool packed = false;
};

// How much memory a process has had at its most, in bytes.
int64_t peak_of(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::atoll(line.c_str() + 6) * 1024;
  return -1;
}

class Carrying {
 public:
  Carrying() {
    EXPECT_EQ(pipe2(to_, O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(from_, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(to_[0], 0), dup2(from_[1], 1);
      const auto path = program_under_test.substr(0, program_under_test.rfind('/')) + "/eddy-carry";
      execl(path.c_str(), "eddy-carry", nullptr);
      _exit(127);
    }
    close(to_[0]), close(from_[1]);
  }
  ~Carrying() {
    close(to_[1]);
    waitpid(pid_, nullptr, 0);
    close(from_[0]);
  }
  api::StepRequest::Response carry(const std::string& server) {
    api::StepReply::Call call;
    call.set_server(server);
    call.set_any_certificate(true);
    call.set_method("/eddy.sync.v1.Relay/Hello");
    const auto body = call.SerializeAsString();
    const auto size = uint32_t(body.size());
    EXPECT_EQ(::write(to_[1], &size, 4), 4);
    EXPECT_EQ(::write(to_[1], body.data(), body.size()), ssize_t(body.size()));
    uint32_t back = 0;
    api::StepRequest::Response out;
    if (::read(from_[0], &back, 4) != 4) return ADD_FAILURE() << "it ended", out;
    std::string reply(back, '\0');
    for (size_t had = 0; had < back;) {
      const auto n = ::read(from_[0], reply.data() + had, back - had);
      if (n <= 0) return ADD_FAILURE() << "it ended", out;
      had += size_t(n);
    }
    EXPECT_TRUE(out.ParseFromString(reply));
    return out;
  }
  int64_t peak() const { return peak_of(pid_); }

 private:
  int to_[2], from_[2];
  pid_t pid_;
};

TEST(Carry, AnAnswerThatUnpacksToMoreIsNotUnpacked) {
  const Folder folder;
  ASSERT_EQ(system((program_under_test + " init --data " + folder / "s" + " >/dev/null").c_str()), 0);
  Zeros zeros;
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({read(folder / "s/tls.key"), read(folder / "s/tls.pem")});
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls), &port);
  builder.RegisterService(&zeros);
  const auto server = builder.BuildAndStart();
  ASSERT_TRUE(server);
  const auto address = "127.0.0.1:" + std::to_string(port);

  Carrying carrying;
  zeros.size = 3 << 20;
  const auto honest = carrying.carry(address);
  EXPECT_EQ(honest.status(), 0);
  EXPECT_GT(honest.reply().size(), zeros.size);
  const auto before = carrying.peak();
  ASSERT_GT(before, 0);

  zeros.size = kZeros;
  EXPECT_NE(carrying.carry(address).status(), 0) << "as much as it likes";
  EXPECT_LT(carrying.peak() - before, 64 << 20);
  zeros.packed = true;
  for (int i = 0; i < 4; ++i) {
    const auto packed = carrying.carry(address);  // stays packed, and is no message then
    EXPECT_TRUE(packed.status() != 0 || packed.reply().size() < kZeros / 100) << packed.status();
  }
  EXPECT_LT(carrying.peak() - before, 64 << 20);
  zeros.size = 100, zeros.packed = false;
  EXPECT_EQ(carrying.carry(address).status(), 0) << "and it goes on";

  // What the measure is worth: a process that has it all in memory is seen to.
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const auto child = fork();
  if (child == 0) {
    const std::string unpacked(kZeros, '\0');
    (void)!::write(ready[1], unpacked.data(), 1);
    pause();
  }
  char c;
  EXPECT_EQ(::read(ready[0], &c, 1), 1);
  EXPECT_GT(peak_of(child), int64_t(kZeros));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

}  // namespace
}  // namespace eddy::test
