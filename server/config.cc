#include "server/config.h"

#include <boost/program_options.hpp>
#include <fstream>
#include <sstream>

#include "server/address.h"

namespace eddy::server {
namespace po = boost::program_options;
namespace {

template <class T>
void add(po::options_description& d, const char* name, T& v, const char* value, const char* summary) {
  d.add_options()(name, po::value<T>(&v)->default_value(v)->value_name(value), summary);
}

// What an account may have, and how often somebody may ask.
void add_limits(po::options_description& d, Limits& l) {
  add(d, "account-bytes", l.account_bytes, "BYTES",
      "of entries an account's own devices may have; its work computers a quarter as much beside");
  add(d, "blob-bytes", l.blob_bytes, "BYTES", "of pictures, in the same way");
  add(d, "chains", l.chains, "N", "that one device may begin");
  add(d, "blobs-per-minute", l.blobs_per_minute, "N", "parts of pictures of one account from one address");
  add(d, "closing-days", l.closing_days, "DAYS", "between asking for an account's end and its end");
  add(d, "push-bundles", l.bundles_per_push, "N", "bundles in one push");
  add(d, "request-bytes", l.request_bytes, "BYTES", "of one request or answer");
  add(d, "pushes-per-minute", l.pushes_per_minute, "N", "of one account from one address");
  add(d, "rosters-per-minute", l.rosters_per_minute, "N", "lists of devices of one account from one address");
  add(d, "auths-per-minute", l.auths_per_minute, "N", "of one device");
  add(d, "calls-per-minute", l.calls_per_minute, "N",
      "of any kind from one address (of IPv6: its first 64 bits)");
  add(d, "mailboxes-per-day", l.mailboxes_per_day, "N", "pairings an account may begin");
  add(d, "letter-bytes", l.letter_bytes, "BYTES", "of one letter of a pairing");
  add(d, "mailbox-ms", l.mailbox_ms, "MS", "how long a pairing may take");
}

}  // namespace

po::options_description settings(Config& c) {
  po::options_description d;
  add(d, "listen", c.listen, "ADDRESS:PORT", "for gRPC over TLS");
  add(d, "web", c.web, "ADDRESS:PORT",
      "for gRPC-Web, /healthz and /metrics, in the clear: loopback, or behind a proxy");
  add(d, "store", c.store, "URL", "a postgres:// URL; else a file in DIR");
  add(d, "certificate", c.certificate, "FILE", "your own domain's certificate, PEM");
  add(d, "key", c.key, "FILE", "its key, PEM");
  add(d, "proxied", c.proxied, "0|1",
      "1 where something in front ends TLS with a certificate the system trusts");
  d.add_options()(
      "proxy", po::value(&c.proxies)->composing()->value_name("ADDRESS"),
      "of what is in front, where it is on another machine: it is believed about whom it asks for");
  add(d, "connections", c.connections, "N", "at a time at each door; from one address a quarter of it");
  d.add_options()("origin", po::value(&c.origins)->composing()->value_name("ORIGIN"),
                  "that may ask over the web");
  add(d, "files", c.files, "FOLDER", "to serve over the web: the phone app");
  add_limits(d, c.limits);
  return d;
}

namespace {

// The environment's names are the settings' in capitals, with "_" for "-"; as a file would have them.
std::string from_environment(char** environment) {
  std::string out;
  for (char** e = environment; e && *e; ++e) {
    const std::string line = *e;
    const auto equals = line.find('=');
    if (line.rfind("EDDYD_", 0) != 0 || equals == std::string::npos) continue;
    for (const char x : line.substr(6, equals - 6))
      out += x == '_' ? '-' : char(std::tolower(static_cast<unsigned char>(x)));
    out += line.substr(equals) + '\n';
  }
  return out;
}

// What the command line gave, as the library has it.
po::parsed_options typed(const command::Options& line, const po::options_description& known) {
  po::parsed_options out(&known);
  for (const auto& [name, value] : line.named()) {
    if (!known.find_nothrow(name, false)) continue;
    po::option o;
    o.string_key = name;
    o.value.push_back(value);
    out.options.push_back(o);
  }
  return out;
}

void check_limits(const Config& c) {
  const auto& l = c.limits;
  const auto within = [](const char* name, int64_t value, int64_t low, int64_t high) {
    if (value < low || value > high)
      throw Failure{Reason::settings_malformed,
                    std::string(name) + " is " + std::to_string(low) + " to " + std::to_string(high)};
  };
  constexpr int64_t kAny = 1'000'000'000;
  within("connections", c.connections, 8, 100'000);
  within("push-bundles", int64_t(l.bundles_per_push), 1, 10'000);
  within("request-bytes", int64_t(l.request_bytes), 300 << 10, 8 << 20);
  within("pushes-per-minute", int64_t(l.pushes_per_minute), 1, kAny);
  within("blobs-per-minute", int64_t(l.blobs_per_minute), 1, kAny);
  within("closing-days", int64_t(l.closing_days), 0, 36'500);
  within("auths-per-minute", int64_t(l.auths_per_minute), 1, kAny);
  within("calls-per-minute", int64_t(l.calls_per_minute), 1, kAny);
  within("rosters-per-minute", int64_t(l.rosters_per_minute), 1, kAny);
  within("mailboxes-per-day", int64_t(l.mailboxes_per_day), 1, kAny);
  within("letter-bytes", int64_t(l.letter_bytes), 512, 8 << 20);
  within("mailbox-ms", int64_t(l.mailbox_ms), 10'000, 86'400'000);
}

// HOST:PORT, with a port that there is: a library takes the rest of a larger number.
void check_address(const char* name, const std::string& address) {
  const auto colon = address.rfind(':');
  const auto port = colon == address.npos ? "" : address.substr(colon + 1);
  const bool number = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
  if (colon == 0 || !number || std::stoi(port) > 65'535)
    throw Failure{Reason::settings_malformed,
                  std::string(name) + " is ADDRESS:PORT, with a port from 0 to 65535"};
}

}  // namespace

Config read_config(const command::Options& line, char** environment) {
  Config c;
  const auto known = settings(c);
  c.data = line.text("data");
  try {
    po::variables_map v;
    po::store(typed(line, known), v);
    std::stringstream environs(from_environment(environment));
    po::store(po::parse_config_file(environs, known), v);
    std::ifstream file(c.path("eddyd.conf"));
    if (file) po::store(po::parse_config_file(file, known), v);
    po::notify(v);
  } catch (const po::error& e) {
    throw Failure{Reason::settings_malformed, e.what()};
  }
  if (c.certificate.empty() != c.key.empty())
    throw Failure{Reason::settings_malformed, "certificate and key go together"};
  check_limits(c);
  for (const auto& proxy : c.proxies) {
    bool is_one = false;
    (void)address_of(proxy, &is_one);
    if (!is_one) throw Failure{Reason::settings_malformed, "proxy is an address, as 192.0.2.1"};
  }
  check_address("listen", c.listen);
  if (!c.web.empty()) check_address("web", c.web);
  if (c.store.empty()) c.store = c.path("eddyd.db");
  return c;
}

}  // namespace eddy::server
