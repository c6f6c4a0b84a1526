// Is a box in the same house, or network of one's own? Then no proxy of this machine's settings stands in between: it would not
// find it. Any thread.
#pragma once
#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>

namespace eddy {

namespace nearby {
inline bool in(const boost::asio::ip::address_v4& a, uint32_t network, int bits) {
  return (a.to_uint() ^ network) >> (32 - bits) == 0;
}
// Private, this link's and this machine's (RFC 1918, 3927, 1122), and what carriers and Tailscale share out (RFC 6598).
inline bool is_own(const boost::asio::ip::address_v4& a) {
  return in(a, 0x0a000000, 8) || in(a, 0xac100000, 12) || in(a, 0xc0a80000, 16) || in(a, 0xa9fe0000, 16) ||
         in(a, 0x7f000000, 8) || in(a, 0x64400000, 10);
}
// The same of IPv6: ::1, fc00::/7, fe80::/10.
inline bool is_own(const boost::asio::ip::address_v6& a) {
  if (a.is_v4_mapped()) return is_own(boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, a));
  return a.is_loopback() || a.is_link_local() || (a.to_bytes()[0] & 0xfe) == 0xfc;
}
}  // namespace nearby

// `server`: HOST:PORT. Names that no public DNS has (RFC 6762, 8375 and what routers use) are nearby, too.
inline bool is_nearby(std::string_view server) {
  auto host = std::string(server.substr(0, server.rfind(':')));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  boost::system::error_code e;
  const auto a = boost::asio::ip::make_address(host, e);
  if (!e) return a.is_v4() ? nearby::is_own(a.to_v4()) : nearby::is_own(a.to_v6());
  if (!host.empty() && host.back() == '.') host.pop_back();
  if (host.find('.') == std::string::npos) return true;
  for (const auto ending : {".local", ".lan", ".home", ".internal", ".home.arpa", ".localhost"})
    if (host.ends_with(ending)) return true;
  return false;
}

}  // namespace eddy
