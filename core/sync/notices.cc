// What a person should know, in words: the same on every screen.
#include "core/sync/ledger.h"

namespace eddy::sync {
using sync::v1::Notice;

std::string notice_text(const Notice& notice, const std::string& device) {
  switch (notice.kind()) {
    case Notice::SERVER_RESTORED:
      return "The server had lost part of what it once confirmed, as after an old backup. Your devices gave "
             "it again. Nothing is lost.";
    case Notice::FORK:
      return "There are two different histories of " + device +
             ": somebody copied its store, or the server is not honest. Everything of both is here. If you "
             "copied no store, change the server.";
    case Notice::ROSTER_FORK:
      return "There are two lists of your devices. Adding and removing devices has stopped; syncing goes on. "
             "Start afresh on a device that you trust, and pair the others again: that ends it.";
    case Notice::CLOCK_AHEAD:
      return "The clock of " + device +
             " is more than five minutes ahead. Its entries are here; set the clock right.";
    case Notice::MY_CLOCK:
      return "This device's clock and the server's are more than five minutes apart. Nothing is refused for "
             "that; look which one is wrong.";
    case Notice::COPIED:
      return "This diary is a copy, or an old backup, of one that went on without it. It goes on as "
             "its own, beside the other. Nothing is lost.";
    case Notice::DAMAGED:
      if (notice.device() != std::string(sizeof(Id), '\0'))
        return "From " + device +
               " comes something that no Eddy writes, or that was damaged on the way. It is kept as it came, "
               "and nothing of yours was changed by it. If that device is not yours alone, take it out.";
      return "The server gave or said something that none of your devices can have made. It was left out. "
             "What is yours is safe.";
    case Notice::QUOTA:
      return "The server has no room for you. What is new stays on this device until it has; reading goes "
             "on.";
    case Notice::REVOKED:
      return "This device was taken out of your devices. What it holds stays readable here; it sends and "
             "gets nothing any more.";
    case Notice::NEWER:
      return "From " + device +
             " comes something that this version of Eddy does not know yet. It is kept; bring this Eddy up "
             "to date.";
    case Notice::NO_KEY:
      return "From " + device +
             " comes something sealed with a key that this device was not given. It is kept, sealed, and "
             "read when the key comes. If that lasts, pair this device again.";
    case Notice::OLD_LIST:
      return "The server gave an old list of your devices when you restored with the recovery phrase: a "
             "newer one is "
             "in use. Nothing from here is sent, so that no device you have taken out can read it. Nothing "
             "is lost. "
             "Pair this device with one of your others; if you have none, start afresh on this one.";
    case Notice::NOT_TAKEN:
      return "Something that was given from here for home was not taken in there. It stays here, sealed, and "
             "your own device has kept it as it came. Nothing is lost; what it was has to be written once "
             "more.";
    case Notice::OTHER_SERVER:
      return "Who answers there is not your server: its key is another one. Nothing was sent.";
    case Notice::NO_ACCOUNT: return "The server does not know you (any more). Everything is on your devices.";
    case Notice::ENDS:
      return "One of your devices has started afresh: this account ends in a few days. Nothing leaves this "
             "device. Pair it again with that one; or, if that was not you, keep the account.";
    default: return "The server or a device of yours says something that this version of Eddy does not know.";
  }
}

}  // namespace eddy::sync
