// Settings of eddyd: the command line, then EDDYD_... in the environment, then DIR/eddyd.conf, then what is usual.
#pragma once
#include <string>
#include <vector>

#include "apps/command/parse.h"
#include "server/relay.h"

namespace eddy::server {

struct Config {
  std::string data;                       // the folder
  std::string listen = "127.0.0.1:7443";  // gRPC over TLS
  std::string web;                        // gRPC-Web, health and metrics, in the clear; empty: not open
  std::string store;                      // empty: DIR/eddyd.db; or a postgres:// URL
  std::string certificate, key;           // PEM files of one's own; empty: those that init made
  bool proxied = false;              // something in front ends TLS: devices trust the system's authorities
  std::vector<std::string> proxies;  // addresses of what is in front, where it is not this machine
  int connections = 1000;            // of one door at a time
  std::vector<std::string> origins;  // that may ask over the web
  std::string files;                 // a folder to serve over the web
  Limits limits;
  std::string path(const char* name) const { return data + "/" + name; }
};

// The settings as options: for the command line, the environment and the file alike. They write into `c`.
command::po::options_description settings(Config& c);
// `line` has been held against the table. INVALID, with what is wrong, for anything unknown or out of range elsewhere.
Config read_config(const command::Options& line, char** environment);

}  // namespace eddy::server
