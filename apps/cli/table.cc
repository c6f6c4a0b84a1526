// The table of `eddy`: every verb in the order in which help shows them, what all of them take, and what the manual says
// beside them.

#include "apps/cli/times.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

using command::Part;

command::po::options_description everywhere() {
  return command::options({{"home", "DIR", "where the diary is (else $XDG_DATA_HOME/eddy)"},
                           {"passphrase-file", "FILE", "or EDDY_PASSPHRASE; else Eddy asks"},
                           {"json", "", "replies as JSON"},
                           {"now", "TIME", "as if it were 2026-03-29T01:30:00+01:00"},
                           {"help,h", "", "how to use it"},
                           {"version", "", "which Eddy this is"}});
}

constexpr const char* kDescription =
    "An eddy is the calm water behind a rock, where a rafter gets their breath back and chooses the next "
    "line. Eddy is that place for people who take difficult calls for a living: practices that bring you "
    "back from a racing heart in the seconds you have, the right sentence during a call, and a diary that is "
    "encrypted on this device.\n"
    "\n"
    "Nothing is ever asked without a terminal: every question has an option that answers it, and where it is "
    "missing, Eddy says which. Options are given whole, before or behind the verb; a text that begins with a "
    "dash goes behind two dashes, or behind an equals sign as in --note=-5. Words of your own may be given "
    "as a dash alone: then they are asked for, or read from what is piped in. What stands on a command line "
    "the shell remembers, and every user of the machine can see.\n"
    "\n"
    "Eddy is not a medical device and does not replace a doctor or a therapist.";

const std::vector<Part> kParts = {
    {"Environment",
     "EDDY_PASSPHRASE: the passphrase of the diary; it is wiped from the environment at once\n"
     "XDG_DATA_HOME: the diary is in its folder eddy, or else in ~/.local/share/eddy\n"
     "NO_COLOR: with anything in it, no colours\n"
     "TERM: with dumb, plain lines: no colours, nothing drawn, nothing written over"},
    {"Files",
     "DIR/packs: packs of your own, *.eddypack, read at every start\n"
     "DIR/diary.db: the diary, an SQLCipher 4 database"},
    {"Exit status",
     "0: done\n"
     "1: declined, or not done yet; nothing is lost\n"
     "2: typed wrongly, or a question that nobody could answer\n"
     "11: invalid\n12: not found\n13: locked\n14: wrong key\n15: damaged\n16: disk or memory full, or the "
     "output could not be written\n17: written by a newer Eddy\n18: offline\n19: refused\n20: a mistake "
     "inside Eddy"},
    {"See also", "eddyd(8)"},
};

}  // namespace

const std::vector<const Verb*>& all_verbs() {
  using namespace verbs;
  // clang-format off: a line a group, so that a new verb is one word more
  static const std::vector<const Verb*> all = {
      &reset, &cards, &cards_add, &cards_people, &practices, &board, &board_show, &board_add, &board_list,
      &board_hide, &board_picture,
      &check_in, &hard_call, &debrief, &bright_spot, &note, &sleep, &sleep_plan, &people, &people_add,
      &factors, &factors_add, &factors_rename, &factors_merge, &factors_apart, &factors_trash,
      &shift, &shift_show, &shift_open, &shift_add, &shift_off, &shift_week, &close_shift,
      &trends, &look_back, &review, &next, &search, &list, &entry, &entry_show, &entry_earlier, &entry_trash, &entry_restore,
      &entry_purge, &entry_empty_trash, &entry_move,
      &init, &settings, &backup, &restore, &import_file, &export_all, &check, &status, &passphrase, &key,
      &pair, &sync, &devices, &revoke, &afresh,
      &show, &content, &content_check, &content_build, &api, &completion, &help};
  // clang-format on
  return all;
}

const command::Program& program() {
  static const command::Program eddy = [] {
    command::Program p{"eddy",       eddy_version(), "2026-11-28", "1",   "the calm water behind the rock",
                       kDescription, everywhere,     {},           kParts};
    for (const auto* v : all_verbs()) p.verbs.push_back(&v->about);
    return p;
  }();
  return eddy;
}

void take_everywhere(Shell& shell, const Options& o) {
  if (o.has("home")) shell.home = o.text("home");
  if (!command::is_utf8(shell.home)) throw Usage("The diary's folder is a name in UTF-8; this one is not.");
  if (o.has("passphrase-file")) shell.passphrase_file = o.text("passphrase-file");
  shell.json = o.has("json");
  if (o.has("now")) shell.now = parse_moment(shell, o.text("now"));
}

}  // namespace eddy::cli
