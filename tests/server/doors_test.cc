// What a stranger without an account can do to a box that runs: connections in thousands, requests that unpack to more than
// they are, a second box in the same place; and a door that has died is known to be dead.
#include <arpa/inet.h>
#include <grpcpp/generic/generic_stub.h>
#include <poll.h>
#include <sys/syscall.h>

#include <chrono>
#include <future>
#include <thread>

#include "tests/places.h"
#include "tests/server/http.h"
#include "tests/server/person.h"
#include "tests/server/postgres.h"
#include "tests/server/running.h"

namespace eddy::test {
namespace {
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr rlim_t kHandles = 512;  // of the box: far fewer than who comes
constexpr int kFlood = 2000;
constexpr int kRoom = (int(kHandles) - 96) / 2;  // of each door (listener.cc)
constexpr long kMayStay = 32 << 20;              // bytes of the heap, after whatever came

// A connection from an address of this machine's own network: "127.0.0.2" is another one than "127.0.0.1".
class Connection {
 public:
  Connection(int port, const char* from = "127.0.0.1")
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own{}, to{};
    own.sin_family = to.sin_family = AF_INET;
    inet_pton(AF_INET, from, &own.sin_addr);
    to.sin_port = htons(uint16_t(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    good_ = socket_ >= 0 && bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0 &&
            connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)), good_(other.good_) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection() {
    if (socket_ >= 0) close(socket_);
  }
  bool good() const { return good_; }
  // Within that time.
  bool hung_up(std::chrono::milliseconds within) const {
    pollfd p{socket_, POLLIN, 0};
    char c;
    return poll(&p, 1, int(within.count())) > 0 && ::recv(socket_, &c, 1, MSG_DONTWAIT) <= 0;
  }
  bool send(const std::string& bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size());
  }
  std::string receive() const {
    std::string out;
    char buffer[4096];
    for (ssize_t n; (n = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;) out.append(buffer, size_t(n));
    return out;
  }

 private:
  int socket_;
  bool good_;
};

// How many of them are there still, once all have been looked at by the box.
int let_in(const std::vector<Connection>& all, int most) {
  int there = 0;
  for (const auto until = Clock::now() + 8s; Clock::now() < until; std::this_thread::sleep_for(20ms)) {
    there = 0;
    for (const auto& c : all) there += !c.hung_up(0ms);
    if (there <= most) break;
  }
  return there;
}

std::string get(int port, const std::string& path, const char* from = "127.0.0.1",
                const std::string& host = "127.0.0.1") {
  const Connection c(port, from);
  c.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  return c.receive();
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

long number_after(const std::string& text, const std::string& name) {
  const auto at = text.find(name);
  return at == std::string::npos ? -1 : std::atol(text.c_str() + at + name.size());
}

class Doors : public testing::TestWithParam<const char*> {
 public:
  Folder folder;
  std::string data = folder.path + "/s";
  std::unique_ptr<Running> box;

  void SetUp() override {
    rlimit handles{};  // of this one, who comes
    getrlimit(RLIMIT_NOFILE, &handles);
    handles.rlim_cur = handles.rlim_max;
    setrlimit(RLIMIT_NOFILE, &handles);
    ASSERT_GT(handles.rlim_cur, rlim_t(kFlood + 200))
        << "this machine lets nobody have that many connections";
    std::filesystem::create_directory(data);
    if (std::string(GetParam()) == "PostgreSQL")
      std::ofstream(data + "/eddyd.conf") << "store = " << postgres_database() << "\n";
    output_of(program_under_test + " init --data " + data);
    box = std::make_unique<Running>(data, std::vector<std::string>{"--web", "127.0.0.1:0"}, kHandles);
    ASSERT_GT(box->web_port(), 0);
  }
  bool says_hello(Clock::duration within = 20s) {
    pb::HelloReply r;
    grpc::ClientContext c;
    c.set_wait_for_ready(true);
    c.set_deadline(std::chrono::system_clock::now() + within);
    return box->stub()->Hello(&c, pb::HelloRequest(), &r).ok();
  }
  // As says_hello, at the other door: whoever has just hung up may still be counted.
  bool answers_web(Clock::duration within = 20s) {
    for (const auto until = Clock::now() + within; Clock::now() < until;)
      if (has(get(box->web_port(), "/healthz"), "200 OK")) return true;
    return false;
  }
  // After what is over is over.
  long heap() {
    const auto until = Clock::now() + 20s;
    long least = -1;
    do {
      const auto now = number_after(get(box->web_port(), "/metrics", "127.0.0.9"), "\neddyd_heap_bytes ");
      if (now >= 0 && (least < 0 || now < least)) least = now;
      if (least >= 0 && least < before_ + kMayStay) break;
      std::this_thread::sleep_for(100ms);
    } while (Clock::now() < until);
    return least;
  }
  void remember_heap() {
    before_ = 1 << 30;
    before_ = heap();
    ASSERT_GT(before_, 0);
  }
  void expect_heap_as_before() { EXPECT_LT(heap(), before_ + kMayStay); }
  // Peak of what it took from the system, in bytes.
  long peak() {
    return number_after(read("/proc/" + std::to_string(box->pid()) + "/status"), "VmHWM:") * 1024;
  }

 private:
  long before_ = 0;
};

// Many times as many as it has handles, silent, at one door or the other: others are served meanwhile, and all afterwards.
TEST_P(Doors, ThousandsOfConnectionsStopNobodyElse) {
  ASSERT_TRUE(says_hello());
  remember_heap();
  for (const int port : {box->port(), box->web_port()}) {
    std::vector<Connection> flood;
    for (int i = 0; i < kFlood; ++i) {
      flood.emplace_back(port);
      ASSERT_TRUE(flood.back().good()) << i;
    }
    EXPECT_LE(let_in(flood, kRoom / 4), kRoom / 4) << "more than there is room for one";
    EXPECT_TRUE(has(get(box->web_port(), "/healthz", "127.0.0.2"), "200 OK")) << "somebody from elsewhere";
    const Connection elsewhere(box->port(), "127.0.0.3");
    EXPECT_FALSE(elsewhere.hung_up(50ms));
    flood.clear();
    EXPECT_TRUE(says_hello()) << "afterwards";
    EXPECT_TRUE(answers_web());
  }
  expect_heap_as_before();
}

// From as many networks as there are: nobody else comes in while they are there, and everybody when they are gone.
TEST_P(Doors, AFullDoorOpensAgain) {
  for (const int port : {box->port(), box->web_port()}) {
    std::vector<Connection> flood;
    std::vector<std::string> from;
    for (int i = 0; i < 100; ++i) from.push_back("127.0.1." + std::to_string(i + 1));
    for (int i = 0; i < kFlood; ++i) flood.emplace_back(port, from[size_t(i) % from.size()].c_str());
    EXPECT_LE(let_in(flood, kRoom), kRoom);
    flood.clear();
    EXPECT_TRUE(says_hello());
    EXPECT_TRUE(answers_web());
  }
}

// Who says nothing after connecting is hung up on.
TEST_P(Doors, SilenceEnds) {
  const Connection silent(box->port());
  ASSERT_TRUE(silent.good());
  EXPECT_FALSE(silent.hung_up(1s));
  EXPECT_TRUE(silent.hung_up(20s));
}

TEST_P(Doors, ARequestThatUnpacksToMoreIsNotUnpacked) {
  ASSERT_TRUE(says_hello());
  remember_heap();
  const auto peak_before = peak();
  const std::string zeros(256 << 20, '\0');
  const auto ask_with = [&](std::vector<grpc_compression_algorithm> all) {
    std::vector<std::future<grpc::Status>> asked;
    for (const auto how : all)
      asked.push_back(std::async(std::launch::async, [&, how] {
        grpc::GenericStub stub(box->channel());
        grpc::ClientContext context;
        context.set_compression_algorithm(how);
        context.set_deadline(std::chrono::system_clock::now() + 60s);
        const grpc::Slice slice(zeros.data(), zeros.size(), grpc::Slice::STATIC_SLICE);
        const grpc::ByteBuffer request(&slice, 1);
        grpc::ByteBuffer reply;
        std::promise<grpc::Status> done;
        stub.UnaryCall(&context, "/eddy.sync.v1.Relay/Push", {}, &request, &reply,
                       [&](grpc::Status s) { done.set_value(std::move(s)); });
        return done.get_future().get();
      }));
    for (auto& a : asked) EXPECT_FALSE(a.get().ok());
  };
  ask_with({GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE});
  EXPECT_LT(peak() - peak_before, 64 << 20);
  // As they are, 512 MiB of them: at 128 MiB the door reads no more; what is on its way by then comes on top (seen: 138 to 200).
  ask_with(std::vector<grpc_compression_algorithm>(2, GRPC_COMPRESS_NONE));
  EXPECT_LT(peak() - peak_before, 256 << 20);
  EXPECT_TRUE(says_hello());
  expect_heap_as_before();
}

// What the measure above is worth: requests that are held half sent are seen in it, and gone when they are.
TEST_P(Doors, WhatIsHeldIsMeasured) {
  remember_heap();
  const auto held_before = number_after(get(box->web_port(), "/metrics", "127.0.0.9"), "\neddyd_heap_bytes ");
  {
    std::vector<Connection> half;
    const std::string body(900 << 10, 'x');
    for (int i = 0; i < 45; ++i) {
      half.emplace_back(box->web_port(), ("127.0.0." + std::to_string(2 + i % 4)).c_str());
      half.back().send(
          "POST /eddy.sync.v1.Relay/Push HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web\r\n"
          "Content-Length: 1000000\r\n\r\n" +
          body);
    }
    long now = 0;
    for (const auto until = Clock::now() + 20s; now - held_before < kMayStay && Clock::now() < until;)
      now = number_after(get(box->web_port(), "/metrics", "127.0.0.9"), "\neddyd_heap_bytes ");
    EXPECT_GT(now - held_before, kMayStay) << "a flood would not be seen";
  }
  expect_heap_as_before();
}

// Bodies that are sent but for their end, from as many places as one likes: there is room for 64 MiB of them.
TEST_P(Doors, HalfSentBodiesAreBoundTogether) {
  remember_heap();
  const auto before = peak();
  {
    std::vector<Connection> half;
    const std::string body((1 << 20) - 1000, 'x');
    for (int i = 0; i < 200; ++i) {
      half.emplace_back(box->web_port(), ("127.0.2." + std::to_string(1 + i % 20)).c_str());
      half.back().send(
          "POST /eddy.sync.v1.Relay/Push HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web\r\n"
          "Content-Length: 1048576\r\n\r\n" +
          body);
    }
    // At most 64 are held, and the others were told so.
    EXPECT_LE(let_in(half, 64), 64);
    EXPECT_TRUE(has(get(box->web_port(), "/healthz", "127.0.0.2"), "200 OK"))
        << "who sends nothing large comes in";
    EXPECT_LT(peak() - before, 128 << 20);
  }
  EXPECT_TRUE(says_hello());
  expect_heap_as_before();
}

// Of one network a quarter: whoever comes from another one has room.
TEST_P(Doors, HalfSentBodiesOfOneLeaveRoomForOthers) {
  const auto post = [](size_t size) {
    return "POST /eddy.sync.v1.Relay/Push HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web\r\n"
           "Connection: close\r\nContent-Length: " +
           std::to_string(size) + "\r\n\r\n";
  };
  std::vector<Connection> half;
  for (int i = 0; i < 30; ++i) {
    half.emplace_back(box->web_port(), "127.0.0.5");
    half.back().send(post(1 << 20) + "x");
  }
  EXPECT_EQ(let_in(half, 16), 16);
  const Connection same(box->web_port(), "127.0.0.5");
  same.send(post(5) + std::string(5, '\0'));
  EXPECT_TRUE(has(same.receive(), " 503 "));
  const Connection other(box->web_port(), "127.0.0.6");
  other.send(post(5) + std::string(5, '\0'));
  EXPECT_TRUE(has(other.receive(), " 200 "));
  half.clear();
  std::string again;
  for (const auto until = Clock::now() + 10s; !has(again, " 200 ") && Clock::now() < until;) {
    const Connection back(box->web_port(), "127.0.0.5");
    back.send(post(5) + std::string(5, '\0'));
    again = back.receive();
  }
  EXPECT_TRUE(has(again, " 200 ")) << "and it is given back";
}

// Six hundred names of a mebibyte each, for accounts that are not there.
TEST_P(Doors, LongNamesAreNotKept) {
  ASSERT_TRUE(says_hello());
  remember_heap();
  auto stub = box->stub();
  for (int i = 0; i < 600; ++i) {
    pb::PushRequest q;
    q.set_account(std::to_string(i) + std::string(1 << 20, 'n'));
    pb::PushReply r;
    grpc::ClientContext c;
    EXPECT_FALSE(stub->Push(&c, q, &r).ok());
  }
  expect_heap_as_before();
}

int ends_with(const std::string& command) { return WEXITSTATUS(std::system(command.c_str())); }

TEST_P(Doors, ASecondBoxInTheSamePlaceDoesNotStart) {
  const auto words = folder.path + "/words";
  const auto serve = [&](const std::string& more) {
    return "timeout 20 " + program_under_test + " serve --data " + more + " >" + words + " 2>&1";
  };
  EXPECT_EQ(ends_with(serve(data + " --listen 127.0.0.1:0")), 10 + int(Fault::refused));
  EXPECT_TRUE(has(read(words), "a box that runs on " + data)) << read(words);
  const auto other = folder.path + "/other";
  output_of(program_under_test + " init --data " + other);
  for (const int port : {box->port(), box->web_port()}) {
    const auto taken = "127.0.0.1:" + std::to_string(port);
    EXPECT_EQ(ends_with(serve(other + " --listen " + taken)), 10 + int(Fault::offline));
    EXPECT_TRUE(has(read(words), "cannot listen on " + taken)) << read(words);
    EXPECT_EQ(ends_with(serve(other + " --listen 127.0.0.1:0 --web " + taken)), 10 + int(Fault::offline));
  }
  EXPECT_TRUE(says_hello()) << "the first one goes on";
}

// The handle of another process that listens on `port`: as if what listens there had failed. -1 where this one may not.
int listening_handle(pid_t pid, int port) {
  const int process = int(syscall(SYS_pidfd_open, pid, 0));
  int found = -1;
  for (int handle = 0; handle < 256 && found < 0; ++handle) {
    const int copy = int(syscall(SYS_pidfd_getfd, process, handle, 0));
    sockaddr_in at{};
    socklen_t size = sizeof at, flag = sizeof(int);
    int listens = 0;
    if (copy >= 0 && getsockopt(copy, SOL_SOCKET, SO_ACCEPTCONN, &listens, &flag) == 0 && listens &&
        getsockname(copy, reinterpret_cast<sockaddr*>(&at), &size) == 0 && ntohs(at.sin_port) == port)
      found = copy;
    else if (copy >= 0)
      close(copy);
  }
  close(process);
  return found;
}

TEST_P(Doors, ADoorThatDiesEndsTheBoxWithinTenSeconds) {
  for (const bool web : {false, true}) {
    const int handle = listening_handle(box->pid(), web ? box->web_port() : box->port());
    if (handle < 0) GTEST_SKIP() << "needs to be allowed to reach into another process";
    ASSERT_TRUE(says_hello());
    ASSERT_EQ(shutdown(handle, SHUT_RDWR), 0);
    close(handle);
    const int status = box->ended_by_itself(10s);
    ASSERT_NE(status, -1) << "it goes on with a door that is dead";
    EXPECT_EQ(WEXITSTATUS(status), 10 + int(Fault::offline));
    box = std::make_unique<Running>(data, std::vector<std::string>{"--web", "127.0.0.1:0"}, kHandles);
  }
}

// What watches over it answers that with a new start.
TEST(Unit, StartsAgainWhatEndedWithAFailure) {
  const auto unit = read(source() + "/server/package/eddyd.service");
  EXPECT_TRUE(has(unit, "\nRestart=on-failure\n")) << unit;
}

// Only whoever names an address is told what was asked: not a page whose owner pointed its name here.
TEST_P(Doors, NumbersAreForNoPageOfAnotherName) {
  const int port = box->web_port();
  for (const char* host :
       {"127.0.0.1", "127.0.0.1:7480", "localhost", "localhost:7480", "[::1]", "[::1]:7480"})
    EXPECT_TRUE(has(get(port, "/metrics", "127.0.0.1", host), "200 OK")) << host;
  for (const char* host :
       {"rebound.example", "rebound.example:7480", "localhost.example", "127.0.0.1.example", ""})
    EXPECT_FALSE(has(get(port, "/metrics", "127.0.0.1", host), "eddyd_calls")) << host;
}

INSTANTIATE_TEST_SUITE_P(Stores, Doors, testing::Values("SQLite", "PostgreSQL"));

}  // namespace
}  // namespace eddy::test
