#include "server/listener.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

#include "core/base/failure.h"
#include "server/address.h"

namespace eddy::server {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;
namespace {

constexpr int kOtherHandles = 96;  // the store's, files that are served, letters between threads
constexpr int kFewest = 8;

// Which socket a handle is: the kernel never has two of one number at a time. 0: none. Whoever serves it may close it at this
// moment, and that is what is to be found out.
uint64_t socket_behind(int handle) {
  struct statx s{};
  return ::statx(handle, "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO, &s) == 0 && S_ISSOCK(s.stx_mode)
             ? s.stx_ino
             : 0;
}

// The connections that are open. Who serves one closes its handle when it likes and tells nobody (gRPC does not): looked at
// again only where there seems to be no room.
class Connections {
 public:
  explicit Connections(Room room) : room_(room) {}
  // False: no room.
  bool add(int handle, const std::string& address) {
    const auto network = network_of(address);
    const bool many = room_.comes_for_many(address);
    if (full(network, many)) forget_closed();
    if (full(network, many)) return false;
    open_.push_back({handle, socket_behind(handle), network});
    ++of_[network];
    return true;
  }

 private:
  struct One {
    int handle;
    uint64_t socket;
    std::string network;
  };
  bool full(const std::string& network, bool many) const {
    const auto of = of_.find(network);
    return int(open_.size()) >= room_.all || (!many && of != of_.end() && of->second >= room_.of_one);
  }
  // Not more often than ten times a second: who hammers at a full door costs the others nothing.
  void forget_closed() {
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_ < std::chrono::milliseconds(100)) return;
    looked_ = now;
    const auto closed = std::partition(open_.begin(), open_.end(),
                                       [](const One& c) { return socket_behind(c.handle) == c.socket; });
    open_.erase(closed, open_.end());
    of_.clear();
    for (const auto& c : open_) ++of_[c.network];
  }
  const Room room_;
  std::chrono::steady_clock::time_point looked_{};
  std::vector<One> open_;
  std::map<std::string, int> of_;
};

tcp::endpoint endpoint_of(asio::io_context& io, const std::string& listen) {
  const auto colon = listen.rfind(':');
  auto host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  return *tcp::resolver(io).resolve(host, listen.substr(colon + 1), tcp::resolver::passive).begin();
}

}  // namespace

bool Room::comes_for_many(const std::string& address) const {
  bool known = false;
  const auto a = address_of(address, &known);
  return known && std::find(many.begin(), many.end(), a) != many.end();
}

Room room_for(int most) {
  rlimit handles{};
  getrlimit(RLIMIT_NOFILE, &handles);
  handles.rlim_cur = handles.rlim_max;
  setrlimit(RLIMIT_NOFILE, &handles);
  getrlimit(RLIMIT_NOFILE, &handles);
  const auto allowed = std::min<rlim_t>(handles.rlim_cur, 1 << 20);
  const int all = std::clamp((int(allowed) - kOtherHandles) / 2, kFewest, std::max(kFewest, most));
  return {all, std::max(kFewest / 2, all / 4), {}};
}

struct Listener::Inside : std::enable_shared_from_this<Inside> {
  Inside(asio::io_context& context, Room room, Take t)
      : io(context), acceptor(context), pause(context), connections(room), take(std::move(t)) {}
  asio::io_context& io;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  Connections connections;
  Take take;
  std::mutex mutex;
  std::condition_variable came;
  uint64_t taken = 0;

  void accept() {
    acceptor.async_accept(asio::make_strand(io), [self = shared_from_this()](auto e, tcp::socket socket) {
      if (e == asio::error::operation_aborted) return;
      if (e) return self->later();
      self->let_in(std::move(socket));
      self->accept();
    });
  }
  // Out of handles, most likely, whoever took them: the door is to be there when they come back.
  void later() {
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([self = shared_from_this()](auto e) {
      if (!e) self->accept();
    });
  }
  void let_in(tcp::socket socket) {
    {
      const std::lock_guard one(mutex);
      ++taken;
    }
    came.notify_all();
    boost::system::error_code gone;
    const auto address = socket.remote_endpoint(gone).address().to_string();
    if (!gone && connections.add(socket.native_handle(), address)) take(std::move(socket), address);
  }
};

Listener::Listener(asio::io_context& io, const std::string& listen, Room room, Take take)
    : inside_(std::make_shared<Inside>(io, room, std::move(take))) {
  auto& a = inside_->acceptor;
  try {
    const auto at = endpoint_of(io, listen);
    a.open(at.protocol());
    a.set_option(asio::socket_base::reuse_address(true));  // after a restart; two at once it does not allow
    if (at.address().is_v6()) a.set_option(asio::ip::v6_only(false));
    a.bind(at);
    a.listen();
  } catch (const boost::system::system_error& e) {
    throw Failure{Reason::cannot_listen, "cannot listen on " + listen + ": " + e.code().message()};
  }
  inside_->accept();
}

Listener::~Listener() {
  boost::system::error_code none;
  inside_->acceptor.close(none);
  try {
    inside_->pause.cancel();
  } catch (const boost::system::system_error&) {  // it waits for nothing then
  }
}

int Listener::port() const { return inside_->acceptor.local_endpoint().port(); }

namespace {

// Somebody who connects; gone when it goes.
class Knock {
 public:
  explicit Knock(const tcp::endpoint& to)
      : socket_(::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
        begun_(socket_ >= 0 &&
               (::connect(socket_, to.data(), socklen_t(to.size())) == 0 || errno == EINPROGRESS)) {}
  ~Knock() {
    if (socket_ >= 0) ::close(socket_);
  }
  Knock(const Knock&) = delete;
  Knock& operator=(const Knock&) = delete;
  bool begun() const { return begun_; }

 private:
  const int socket_;
  const bool begun_;
};

}  // namespace

bool Listener::answers(std::chrono::milliseconds within) {
  boost::system::error_code e;
  const auto at = inside_->acceptor.local_endpoint(e);
  if (e) return false;
  std::vector<asio::ip::address> own{at.address()};
  if (at.address().is_unspecified()) {  // a machine may have one family of them only
    own = {asio::ip::address_v4::loopback()};
    if (at.address().is_v6()) own.push_back(asio::ip::address_v6::loopback());
  }
  std::unique_lock lock(inside_->mutex);
  const auto before = inside_->taken;
  lock.unlock();
  std::vector<std::unique_ptr<Knock>> knocks;
  for (const auto& a : own) knocks.push_back(std::make_unique<Knock>(tcp::endpoint(a, at.port())));
  if (std::none_of(knocks.begin(), knocks.end(), [](const auto& k) { return k->begun(); })) return false;
  lock.lock();
  return inside_->came.wait_for(lock, within, [&] { return inside_->taken != before; });
}

}  // namespace eddy::server
