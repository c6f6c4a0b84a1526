// The table of `eddyd`: every verb in the order in which help shows them, the settings, and what the manual
// says beside them.
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

command::po::options_description everywhere() {
  static Config usual;  // what the settings are where nobody says anything
  auto all = command::options({{"data", "DIR", "its folder: keys, store, eddyd.conf"}});
  const auto some = settings(usual),
             last =
                 command::options({{"help,h", "", "how to use it"}, {"version", "", "which Eddy this is"}});
  for (const auto* part : {&some, &last})
    for (const auto& o : part->options()) all.add(o);
  return all;
}

constexpr const char* kDescription =
    "A box of your own, in the middle of your devices: it orders and keeps what it cannot read. There is no "
    "account without an invite, and no password to forget.\n"
    "\n"
    "Every setting is an option, a line NAME=VALUE in DIR/eddyd.conf, or EDDYD_NAME in the environment, in "
    "capitals and with _ for -. The command line counts first, then the environment, then the file.";

const std::vector<command::Part> kParts = {
    {"Files",
     "DIR/eddyd.conf: settings\n"
     "DIR/server.key: what devices know it by\n"
     "DIR/tls.pem, DIR/tls.key: its certificate, unless a setting names another\n"
     "DIR/eddyd.db: what it keeps, unless store= names a database"},
    {"Exit status",
     "0: done\n1: the system said no\n2: typed wrongly\n11: a setting cannot be that\n12: not there\n15: "
     "damaged\n"
     "16: the disk or the database did not take it\n17: a newer eddyd wrote it\n18: it cannot listen there, "
     "or the "
     "database does not answer\n19: there is one already"},
    {"See also", "eddy(1)"},
};

}  // namespace

const std::vector<const Verb*>& all_verbs() {
  using namespace verbs;
  static const std::vector<const Verb*> all = {&init,    &serve, &invite,     &accounts,   &backup,
                                               &restore, &check, &completion, &verbs::help};
  return all;
}

const command::Program& program() {
  static const command::Program eddyd = [] {
    command::Program p{"eddyd",
                       EDDY_VERSION,
                       "2026-11-26",
                       "8",
                       "a box of your own that orders and keeps what it cannot read",
                       kDescription,
                       everywhere,
                       {},
                       kParts};
    for (const auto* v : all_verbs()) p.verbs.push_back(&v->about);
    return p;
  }();
  return eddyd;
}

}  // namespace eddy::server
