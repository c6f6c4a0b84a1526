// Where a door listens. It takes connections in as long as there is room for them, in all and from one network; who comes
// beyond that is hung up on at once, and everybody else is served. It goes on after every error.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace eddy::server {

// How many connections there may be at a time.
struct Room {
  int all = 1000;
  int of_one = 250;                                 // network (address.h)
  std::vector<boost::asio::ip::address> many = {};  // of proxies, who come for many: all of it
  bool comes_for_many(const std::string& address) const;
};
// What the process' handles allow, for each of two doors: the limit is raised as far as it may be, and a part is left for the
// store, files and what is asked meanwhile. `most`: what a setting asks for.
Room room_for(int most);

class Listener {
 public:
  // `address`: the other end's, without its port. Called on a thread of `io`; whoever takes the socket closes it.
  using Take = std::function<void(boost::asio::ip::tcp::socket, const std::string& address)>;
  // `listen`: ADDRESS:PORT, also [::]:PORT (both families) and a name. OFFLINE where nobody can listen there: another program
  // does, or it is no address of this machine.
  Listener(boost::asio::io_context& io, const std::string& listen, Room room, Take take);
  ~Listener();
  int port() const;
  // Whether somebody who connects now is taken in or hung up on within that time: what a door that has died does not do.
  // Waits; not for a thread of `io`.
  bool answers(std::chrono::milliseconds within);

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

}  // namespace eddy::server
