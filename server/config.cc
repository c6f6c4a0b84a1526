#include "server/config.h"

#include <boost/program_options.hpp>
#include <fstream>
#include <sstream>

namespace eddy::server {
namespace po = boost::program_options;
namespace {

template <class T>
po::typed_value<T>* into(T& v) {
  return po::value<T>(&v)->default_value(v);
}

po::options_description settings(Config& c) {
  po::options_description d(
      "Settings (also as NAME=VALUE in DATA/eddyd.conf, and as EDDYD_NAME in the environment)", 110, 60);
  auto& l = c.limits;
  d.add_options()("listen", into(c.listen), "address:port for gRPC over TLS")(
      "web", into(c.web),
      "address:port for gRPC-Web, /healthz and /metrics, in the clear: loopback, or behind a proxy")(
      "store", into(c.store), "a postgres:// URL; empty: a file in DATA")(
      "certificate", into(c.certificate), "PEM file of your own domain's certificate")("key", into(c.key),
                                                                                       "PEM file of its key")(
      "proxied", into(c.proxied), "1 where something in front ends TLS with a certificate the system trusts")(
      "origin", po::value(&c.origins)->composing(), "an origin that may ask over the web; more than once")(
      "files", into(c.files), "a folder to serve over the web: the phone app")(
      "account-bytes", into(l.account_bytes), "bytes of entries an account may have")(
      "blob-bytes", into(l.blob_bytes), "bytes of pictures an account may have")(
      "blobs-per-minute", into(l.blobs_per_minute), "parts of pictures of one account from one address")(
      "closing-days", into(l.closing_days), "between asking for an account's end and its end")(
      "push-bundles", into(l.bundles_per_push), "bundles in one push")("request-bytes", into(l.request_bytes),
                                                                       "bytes of one request or answer")(
      "pushes-per-minute", into(l.pushes_per_minute), "of one account from one address")(
      "auths-per-minute", into(l.auths_per_minute), "from one address")(
      "auth-failures", into(l.auth_failures), "from one address; then nothing for a quarter of an hour")(
      "mailboxes-per-day", into(l.mailboxes_per_day), "pairings an account may begin")(
      "letter-bytes", into(l.letter_bytes), "bytes of one letter of a pairing")(
      "mailbox-ms", into(l.mailbox_ms), "how long a pairing may take");
  return d;
}

}  // namespace

Config read_config(int argc, char** argv, char** environment) {
  Config c;
  auto known = settings(c);
  po::options_description all;
  all.add(known);
  all.add_options()("data", po::value(&c.data))("plain", po::bool_switch(&c.plain))("help", "")(
      "verb", po::value(&c.verb))("rest", po::value(&c.rest));
  po::positional_options_description words;
  words.add("verb", 1).add("rest", -1);
  try {
    po::variables_map v;
    po::store(po::command_line_parser(argc, argv).options(all).positional(words).run(), v);
    if (v.count("help")) c.verb = "help";
    // The environment's names are the settings' in capitals, with "_" for "-".
    std::stringstream from_environment;
    for (char** e = environment; e && *e; ++e) {
      std::string line = *e;
      if (line.rfind("EDDYD_", 0) != 0) continue;
      const auto equals = line.find('=');
      std::string name = line.substr(6, equals - 6);
      for (auto& x : name) x = x == '_' ? '-' : char(std::tolower(static_cast<unsigned char>(x)));
      from_environment << name << line.substr(equals) << '\n';
    }
    po::store(po::parse_config_file(from_environment, known), v);
    if (v.count("data")) {
      std::ifstream file(v["data"].as<std::string>() + "/eddyd.conf");
      if (file) po::store(po::parse_config_file(file, known), v);
    }
    const auto verb = c.verb;
    po::notify(v);
    if (!verb.empty()) c.verb = verb;
  } catch (const po::error& e) {
    throw Failure{Fault::invalid, "settings", e.what()};
  }
  if (c.certificate.empty() != c.key.empty())
    throw Failure{Fault::invalid, "settings", "certificate and key go together"};
  auto& l = c.limits;
  if (l.bundles_per_push < 1 || l.bundles_per_push > 10'000 || l.request_bytes < (300 << 10) ||
      l.request_bytes > (8 << 20) || l.pushes_per_minute < 1 || l.blobs_per_minute < 1 ||
      l.closing_days < 0 || l.auths_per_minute < 1 || l.auth_failures < 1 || l.mailboxes_per_day < 1 ||
      l.letter_bytes < 512 || l.mailbox_ms < 10'000)
    throw Failure{Fault::invalid, "settings", "a limit is too small or too large to work"};
  if (c.store.empty()) c.store = c.path("eddyd.db");
  return c;
}

std::string config_help() {
  Config c;
  std::ostringstream out;
  out << settings(c);
  return out.str();
}

}  // namespace eddy::server
