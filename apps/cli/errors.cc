#include "apps/cli/errors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace eddy::cli {
namespace {

using E = api::Error;

// In the words: {field}, {low}, {high}, {most} (in kB), {path} (" (PATH)", or nothing), {wait}, {found}, {opt_out}, {detail}
// of what only a developer mends, and {home}, the diary's folder.
const char* words_of(E::Reason reason) {
  switch (reason) {
    case E::MALFORMED: return "\"{field}\" cannot be that. Nothing was kept or changed.";
    case E::OUT_OF_RANGE: return "\"{field}\" goes from {low} to {high}. Nothing was kept or changed.";
    case E::MISSING: return "\"{field}\" is needed for this. Nothing was kept or changed.";
    case E::TOO_LONG: return "\"{field}\" is too long: it holds at most {most}. Nothing was kept or changed.";
    case E::BAD_REQUEST: return "That is not what this call takes ({detail}). Nothing was kept or changed.";
    case E::NO_SUCH_METHOD: return "There is no such method; `eddy api` lists them. Nothing was changed.";
    case E::PRACTICE_LENGTH:
      return "This practice can not have that length. It takes {low} to {high} seconds; nothing was begun.";
    case E::PRACTICE_IS_READ:
      return "This one is read, not played. `eddy practices` shows which way each goes. Nothing was kept.";
    case E::PASSPHRASE_TOO_SHORT:
      return "A passphrase needs at least {low} characters; four words that only you would put together are "
             "good. Nothing was changed.";
    case E::PHRASE_INCOMPLETE: return "There are {low} words, and these are {high}. Nothing was changed.";
    case E::PHRASE_WORD_UNKNOWN:
      return "Word {low} is not one of those that recovery words are made of. Nothing was changed; look at "
             "how it is written.";
    case E::PHRASE_UNCONFIRMED:
      return "One of these words, or their order, is not right: the last one does not fit the others. "
             "Nothing was changed.";
    case E::CODE_MALFORMED:
      return "That is not a pairing code. It is the server and 16 letters, as the other device shows them. "
             "Nothing was changed.";
    case E::INVITE_MALFORMED:
      return "That is not an invite as `eddyd invite` prints it. Nothing was changed.";
    case E::ADDRESS_MALFORMED: return "A server's address looks like box.example:7443. Nothing was changed.";
    case E::PICTURE_TOO_LARGE: return "That picture is too large: at most 20 MiB. Nothing was kept.";
    case E::PICTURE_TORN:
      return "That picture is torn: it ends in the middle. Nothing was kept; try another copy of it.";
    case E::PICTURE_OF_OTHER_FORMAT: return "A picture is a JPEG, PNG, WebP or GIF. Nothing was kept.";
    case E::NOT_A_BACKUP:
      return "That file is not one of Eddy's backups. Nothing was restored, and the file is as it was.";
    case E::NOT_A_DIARY:
      return "What lies at the diary's place is a database of another program's{path}. It was not touched. "
             "Choose another folder with --home.";
    case E::FILE_EMPTY: return "That file is empty. Nothing was imported.";
    case E::FILE_IS_DAYLIO_BACKUP:
      return "That is a Daylio backup. In Daylio, export your entries as CSV instead (More, Export "
             "Entries, CSV), and give Eddy that file. Nothing was imported.";
    case E::FILE_IS_BACKUP:
      return "That is one of Eddy's own backups: `eddy restore FILE --home FOLDER` opens it in an "
             "empty folder. Nothing was imported.";
    case E::FILE_IS_EXPORT:
      return "That is Eddy's own export, but not whole, or changed by another program. Nothing was "
             "imported.";
    case E::FILE_OF_HABITS:
      return "That looks like it comes from Loop, HabitBull or Track & Graph, which Eddy does not read. A "
             "CSV export of Daylio it does. Nothing was imported.";
    case E::FILE_OF_MOODS:
      return "That looks like it comes from another mood diary (Pixels, Pixy, Daily You, MoodTracker), "
             "which Eddy does not read. A CSV export of Daylio it does. Nothing was imported.";
    case E::FILE_IS_PACKED:
      return "That file is packed, or locked with a password. Unpack it, and give Eddy the CSV file that "
             "is in it. Nothing was imported.";
    case E::FILE_IS_SHORTCUT:
      return "That is only a shortcut, which says where another file or page is. Choose the file itself. "
             "Nothing was imported.";
    case E::FILE_IS_TABLE:
      return "That is a table, but its first line is not that of a Daylio CSV export. If a spreadsheet "
             "has saved it, export it anew from Daylio, or save it as CSV with its first line. Nothing "
             "was imported.";
    case E::FILE_OF_ANOTHER_APP:
      return "That looks like another app's data. Eddy reads a CSV export of Daylio; if that app can "
             "write a CSV for Daylio, give Eddy that. Nothing was imported.";
    case E::FILE_IS_DOCUMENT:
      return "That is a document, a picture, a recording or a letter, which Eddy cannot read. Export a CSV "
             "from Daylio instead. Nothing was imported.";
    case E::FILE_UNKNOWN:
      return "That is not a file that Eddy reads: its first line is not that of a Daylio CSV export. Nothing "
             "was imported.";
    case E::PACK_UNUSABLE: return "That pack cannot be used ({detail}). Nothing of it was taken in.";
    case E::ENTRY_TOO_LARGE:
      return "One entry holds at most 128 KiB. Nothing was kept; two entries hold more.";
    case E::SEVERAL_RECORDS:
      return "Several entries have that id. Say of which space and kind it is. Nothing was changed.";
    case E::SETTINGS_ARE_SET:
      return "Settings do not come from a file: set them with `eddy settings`. They were left as they are.";
    case E::RECORD_MALFORMED: return "What was given is no entry ({detail}). Nothing was kept or changed.";
    case E::KEY_MALFORMED:
      return "The other device did not answer as one of Eddy's does. The pairing is over; nothing was "
             "changed. Begin again on both.";
    case E::DEVICE_THERE: return "That device is one of yours already. Nothing was changed.";
    case E::LIST_MALFORMED:
    case E::LIST_OF_OTHER_HISTORY:
      return "The server's list of your devices is not one that they have signed. Nothing was changed; "
             "everything stays on this device.";
    case E::SPAN_IMPOSSIBLE:
      return "That ends before it begins, or lasts more than a day. Nothing was kept or changed.";
    case E::NOTHING_GIVEN: return "There is nothing in it yet, so nothing was kept. One answer is enough.";
    case E::COUNTRY_MALFORMED: return "A country is two letters, like DE. Nothing was changed.";
    case E::LANGUAGE_UNKNOWN:
      return "Eddy does not speak that language yet. `eddy settings --help` lists those it does. Nothing was "
             "changed.";

    case E::NO_DIARY: return "There is no diary in {home} yet, and nothing was kept. `eddy init` makes one.";
    case E::NO_RECORD: return "There is no such entry, or not any more. Nothing was changed.";
    case E::NO_PRACTICE:
      return "There is no such practice; `eddy practices` lists them. Nothing was changed.";
    case E::NO_IMPORT: return "There was no such import. Nothing was changed.";
    case E::NO_DEVICE:
      return "None of your devices is that one; `eddy devices` lists them. Nothing was changed.";
    case E::NO_SUCH_KEY: return "This diary has nothing that opens it in that way. Nothing was changed.";
    case E::NO_ACCOUNT:
      return "The server does not know that account. Look at the address, and that these are the words of "
             "it. Nothing was changed here.";
    case E::PICTURE_NOT_HERE:
      return "This picture has not come from your other device yet. It comes with a later sync.";
    case E::NO_SHIFT_OPEN:
      return "No shift is open, and none is known for now. Nothing was kept or changed; `eddy shift open` "
             "opens one.";

    case E::DIARY_LOCKED:
      return "The diary is locked. Nothing was kept or changed. Give the passphrase at the prompt, with "
             "--passphrase-file, or in EDDY_PASSPHRASE.";
    case E::NEW_PASSPHRASE_NEEDED:
      return "A new diary needs a passphrase. Type it at a terminal, or give it with --passphrase-file FILE "
             "or in EDDY_PASSPHRASE. Nothing was made.";
    case E::CLOSING: return "Eddy is ending. Nothing was kept or changed by this.";

    case E::WRONG_PASSPHRASE: return "That is not the passphrase. Nothing was changed; try again.";
    case E::WRONG_DIGITS:
      return "Those are not the digits that the new device shows. The pairing is over, to be safe; nothing "
             "was changed. Begin again with `eddy pair --show`.";
    case E::WRONG_PHRASE:
      return "These are not its recovery words. Nothing was changed; look at their order, and whose they "
             "are.";
    case E::WRONG_DEVICE_KEY:
    case E::KEY_OF_ANOTHER:
      return "The key that is kept for this device does not open this diary. Nothing was changed; the "
             "passphrase opens it.";
    case E::KEY_NOT_HERE:
      return "What came was sealed with a key that this device does not have. It is kept as it came; a later "
             "sync may bring the key.";

    case E::KEYS_OLDER:
      return "The file that says what opens this diary was not the newest: somebody, or a copy that was put "
             "back, had replaced it. It is put right, and nothing is lost. Open the diary with the newest "
             "passphrase; if it was not you, look who can get at this computer.";

    case E::STORE_DAMAGED:
    case E::RECORD_DAMAGED:
    case E::INBOX_DAMAGED:
    case E::BOOKS_DAMAGED:
      return "Part of the diary is damaged ({detail}){path}. Eddy has not touched it. Copy the folder {home} "
             "somewhere safe; then restore your last backup into a new folder: eddy --home NEW restore FILE.";
    case E::NO_FILE:
      return "Something lies where Eddy needs a file or a folder of its own{path}. It was not touched, and "
             "nothing was kept or changed. Move it away, or choose another folder with --home.";
    case E::KEYS_DAMAGED:
      return "The keys of this diary are damaged. Nothing was touched, and the diary itself is there. Put "
             "`keys` back into {home} from a copy of that folder, or restore your last backup into a new "
             "one: eddy --home NEW restore FILE.";
    case E::KEYS_MISSING:
      return "The diary is in {home}, its keys are not. Nothing was touched. Put the file `keys` back from a "
             "copy of that folder, or restore your last backup into a new one: eddy --home NEW restore FILE.";
    case E::DIARY_MISSING:
      return "The keys are in {home}, the diary is not. Nothing was touched. Put `diary.db` back from a copy "
             "of that folder, or restore your last backup into a new one: eddy --home NEW restore FILE.";
    case E::BACKUP_DAMAGED:
      return "The backup is damaged, or was cut short. Nothing was restored, and the file is as it was: try "
             "another copy of it.";
    case E::PICTURE_DAMAGED:
      return "This picture is damaged. Its entry is whole; put the picture on it again.";
    case E::ANSWER_DAMAGED:
      return "What the server answers is no answer. Nothing is lost: everything stays on this device. Look "
             "whether it is up to date.";

    case E::DISK_FULL:
      return "The disk is full{path}. What was kept before is safe; what was just asked was not done. Make "
             "room, then try again.";
    case E::DISK_ERROR:
      return "The disk did not answer as it should{path}. What was kept before was not touched; what was "
             "just asked was not done. Look whether it is there, then try again.";
    case E::NO_MEMORY: return "There is not enough memory for this. Nothing was changed.";
    case E::TOO_MANY_FILES:
      return "Too many files are open on this computer. Nothing was changed; close something, then try "
             "again.";
    case E::NO_LOCKS:
      return "That disk cannot keep two programs apart{path}. Nothing was changed; choose a folder on "
             "another one with --home.";
    case E::ACCOUNT_FULL:
      return "The server has no more room for your account. Nothing is lost: what is new waits on this "
             "device. Whoever keeps the server can give it more.";
    case E::SERVER_FULL:
      return "The server itself has no room just now. Nothing is lost: what is new waits on this device. "
             "Whoever "
             "keeps it can look why.";
    case E::ASKED_TOO_OFTEN:
      return "The server was asked too often just now. Nothing is lost; try again{wait}.";

    case E::STORE_TOO_NEW:
      return "A newer Eddy wrote this diary. It is untouched; bring this Eddy up to date to open it.";
    case E::BACKUP_TOO_NEW:
      return "A newer Eddy wrote this backup. It is untouched; bring this Eddy up to date to read it.";
    case E::RECORD_TOO_NEW:
      return "A newer Eddy wrote this. It is kept as it came; bring this Eddy up to date to read it.";

    case E::UNREACHABLE: return "Nobody answers there. Nothing is lost: what is new waits on this device.";

    case E::READ_ONLY:
      return "This can be read, but not written{path}. Nothing was lost; what was just asked was not done. "
             "Allow writing there, or choose another folder with --home.";
    case E::NO_PERMISSION:
      return "You may not use this{path}. Nothing was touched. Look at whose it is (ls -l), or choose "
             "another folder with --home.";
    case E::PATH_TOO_LONG:
      return "That path is too long for this system{path}. Nothing was changed; choose a shorter one.";
    case E::STORE_BUSY:
      return "Another program is writing this diary just now. Nothing was changed; try again in a moment.";
    case E::DIARY_THERE:
      return "There is a diary in {home} already. It was not touched. Choose another folder with --home.";
    case E::DIARY_BEING_MADE:
      return "Another program is making a diary in {home} just now. Nothing was touched; look again in a "
             "moment.";
    case E::WRITTEN_ANEW:
      return "Another program wrote this diary anew meanwhile. Nothing is lost; what was just asked was not "
             "done. Try again.";
    case E::DIARY_MOVED:
      return "The diary is not at its place any more{path}: somebody moved or removed it. Nothing was "
             "written. "
             "Put it back, or say with --home where it is now.";
    case E::LINK_OF_ANOTHER:
      return "On the way to the diary lies a link of another user's{path}, in a folder where anybody may put "
             "one. It could lead anywhere, so it was not followed, and nothing was kept or changed. Choose a "
             "folder of your own with --home.";
    case E::WORDS_OFF:
      return "This is a work computer, so Eddy keeps numbers and choices only: whoever runs it may see "
             "screen, keys and files. Nothing was kept. Words are safer on your own phone; `eddy settings "
             "words=on` allows them here.";
    case E::OTHERS_DATA:
      return "This looks like it holds {found}. Nothing was kept. Take it out, or say --keep-anyway.";
    case E::OPTED_OUT:
      return "You opted out of this kind of practice ({opt_out}). Nothing was begun; `eddy "
             "settings opt-outs=` changes that.";
    case E::SHIFT_OPEN: return "A shift is open already. `eddy close-shift` closes it. Nothing was changed.";
    case E::OWN_DEVICE_ONLY:
      return "Not from a work computer: do this on a device of your own. Nothing was changed.";
    case E::PHRASE_AT_WORK:
      return "Recovery words are made on a device of your own, never on a work computer. Nothing was "
             "changed.";
    case E::PHRASE_THERE:
      return "Your devices have their recovery words already. `eddy afresh` makes new ones, with a new "
             "account. Nothing was changed.";
    case E::DROPS_WAITING:
      return "What you gave for home from here is still on its way to the account this computer is in; "
             "another one could not open it. Nothing was changed. `eddy sync` first, then pair again.";
    case E::NO_SERVER:
      return "There is no server yet: `eddy pair --server HOST:PORT --invite INVITE` first. Nothing was "
             "changed.";
    case E::HAS_SERVER:
      return "This diary is joined to a server already. `eddy devices` shows it. Nothing was changed.";
    case E::OTHER_SERVER:
      return "The server does not know this diary, or is another one than it was. Nothing was sent; "
             "everything stays on this device.";
    case E::PAIRED_ALREADY:
      return "This diary is one of your devices already. `eddy devices` lists them. Nothing was changed.";
    case E::PAIRING_NOT_WAITING:
      return "No pairing waits for that any more. Nothing was changed; begin again on both devices.";
    case E::PAIRING_OVER:
      return "The ten minutes of this pairing are over. Nothing was changed; begin again on both devices.";
    case E::THIS_DEVICE:
      return "A device does not take itself out: do that on another of yours. Nothing was changed.";
    case E::TOO_MANY_DEVICES:
      return "There are 16 devices already. Take one out first: `eddy revoke`. Nothing was changed.";
    case E::TWO_LISTS:
      return "There are two lists of your devices, and only `eddy afresh` ends that. Nothing was changed.";
    case E::LIST_CHANGED:
      return "Another of your devices keeps changing the list of them. Nothing was changed; try again in a "
             "moment.";
    case E::INVITE_USED:
      return "The server does not take this invite: it was used already, or is of another server. Ask for a "
             "new one. Everything stays on this device.";
    case E::NOT_A_DEVICE:
      return "The server says that this device is none of that account's. Nothing is lost: what it holds "
             "stays here.";
    case E::SERVER_REFUSED: return "The server said no. Nothing is lost: what is new waits on this device.";
    case E::SPACE_NOT_HERE: return "This device has no key to that space. Nothing was changed.";
    case E::IN_MEMORY: return "This diary is in memory alone and would be lost. Nothing was changed.";
    case E::TAB_ELSEWHERE: return "Another tab holds the diary now. Nothing was kept here; use it there.";

    default: return "Something is wrong inside Eddy ({detail}). What was kept before is safe.";
  }
}

std::string number(double n) { return n == std::floor(n) ? std::to_string(int64_t(n)) : std::to_string(n); }

std::string size(double bytes) {
  return bytes < 2048 ? number(bytes) + " bytes" : std::to_string(int64_t(bytes / 1024)) + " KiB";
}

std::string wait(double ms) {
  if (ms <= 0) return " later";
  const auto minutes = int64_t(std::ceil(ms / 60'000));
  if (minutes >= 120) return " in " + std::to_string((minutes + 59) / 60) + " hours";
  return minutes < 2 ? " in a minute" : " in " + std::to_string(minutes) + " minutes";
}

// As a person writes the name of a field, or of a choice.
std::string in_words(std::string name, char between) {
  for (char& c : name) c = c == '_' ? between : char(tolower(c));
  return name;
}

}  // namespace

std::string found_in(const E& e) {
  std::string out;
  for (const int one : e.found()) {
    if (!out.empty()) out += ", ";
    switch (one) {
      case E::CARD_NUMBER: out += "a card number"; break;
      case E::ACCOUNT_NUMBER: out += "an account number"; break;
      case E::PHONE_NUMBER: out += "a phone number"; break;
      case E::EMAIL_ADDRESS: out += "an e-mail address"; break;
      default: out += "somebody's data"; break;
    }
  }
  return out;
}

std::string words_for(const E& e, const std::string& home) {
  const std::map<std::string_view, std::string> values = {
      {"field", in_words(e.field(), ' ')},
      {"low", number(e.low())},
      {"high", number(e.high())},
      {"most", size(e.high())},
      {"path", e.path().empty() ? "" : " (" + e.path() + ")"},
      {"wait", wait(e.wait_ms())},
      {"found", found_in(e)},
      {"opt_out", in_words(e.opt_out(), '-')},
      {"detail", e.detail()},
      {"home", home}};
  std::string out;
  for (std::string_view rest = words_of(e.reason()); !rest.empty();) {
    const auto open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto close = rest.find('}');
    out += values.at(rest.substr(1, close - 1));
    rest.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace eddy::cli
