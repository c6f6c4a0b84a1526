// Who asks, as far as an address tells. Any thread.
#pragma once
#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace eddy::server {

// "::ffff:10.0.0.1" is 10.0.0.1, and "[::1]" and gRPC's "%5B::1%5D" are ::1. None where it is no address: "inproc", a name.
inline boost::asio::ip::address address_of(std::string_view text, bool* known) {
  namespace ip = boost::asio::ip;
  for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>("%5B", "%5D"), {"[", "]"}})
    if (text.size() > from.size() + to.size() && text.starts_with(from) && text.ends_with(to))
      text = text.substr(from.size(), text.size() - from.size() - to.size());
  boost::system::error_code e;
  auto a = ip::make_address(std::string(text), e);
  if (!e && a.is_v6() && a.to_v6().is_v4_mapped()) a = ip::make_address_v4(ip::v4_mapped, a.to_v6());
  *known = !e;
  return a;
}

// Whom a limit counts as one: an IPv4 address; of an IPv6 address the first 64 bits, which one household or host has whole
// (RFC 6177). At most 16 bytes; of what is no address its beginning.
inline std::string network_of(std::string_view text) {
  bool known;
  const auto a = address_of(text, &known);
  if (!known) return std::string(text.substr(0, 16));
  if (a.is_v4()) return a.to_string();
  const auto bytes = a.to_v6().to_bytes();
  return std::string(bytes.begin(), bytes.begin() + 8);
}

}  // namespace eddy::server
