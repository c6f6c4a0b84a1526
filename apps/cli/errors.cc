// The wording of errors. Every one says what happened, whether anything was lost, and what to do.
#include "apps/cli/shell.h"
#include "eddy/content/pack.pb.h"

namespace eddy::cli {
namespace {

using E = api::Error;

// The first that fits counts. In the words: {about} the subject, {detail} the core's own, {home} the diary's folder.
struct Saying {
  E::Kind kind;
  const char* about;   // "": any
  const char* detail;  // a part of it; "": any
  const char* words;
};

const Saying kSayings[] = {
    {E::INVALID, "seconds", "", "This practice can not have that length. It takes {detail} seconds."},
    {E::INVALID, "method", "", "There is no such method. `eddy api` lists them."},
    {E::INVALID, "code", "",
     "That is not a pairing code. It is the server and 16 letters, as the other device shows them."},
    {E::INVALID, "server", "host:port",
     "A server's address looks like box.example:7443. Nothing was changed."},
    {E::INVALID, "invite", "", "That is not an invite as `eddyd invite` prints it. Nothing was changed."},
    {E::INVALID, "recovery_phrase", "24",
     "There are 24 words, and these are not all of them. Nothing was changed."},
    {E::INVALID, "new passphrase", "",
     "A passphrase needs at least 8 characters; four words that only you would put together are good. "
     "Nothing was changed."},
    {E::INVALID, "", "", "\"{about}\" can not be that: {detail}. Nothing was kept or changed."},
    {E::NOT_FOUND, "account", "",
     "The server does not know that account. Look at the address, and that these are the words of it."},
    {E::NOT_FOUND, "store", "", "There is no diary in {home} yet. `eddy init` makes one."},
    {E::NOT_FOUND, "", "", "Not found: {about} ({detail}). Nothing was changed."},
    {E::LOCKED, "new passphrase", "",
     "A new diary needs a passphrase. Type it at a terminal, or give it with --passphrase-file FILE or in "
     "EDDY_PASSPHRASE. Nothing was made."},
    {E::LOCKED, "", "",
     "The diary is locked. Give the passphrase at the prompt, with --passphrase-file, or in "
     "EDDY_PASSPHRASE."},
    {E::WRONG_KEY, "digits", "",
     "Those are not the digits that the new device shows. The pairing is over, to be safe; nothing was "
     "changed. Begin again with `eddy pair --show`."},
    {E::WRONG_KEY, "passphrase", "",
     "That is not the passphrase of this diary. Nothing was changed; try again."},
    {E::WRONG_KEY, "", "", "That does not open this diary. Nothing was changed."},
    {E::DAMAGED, "", "",
     "Part of this is damaged: {about} ({detail}). Eddy has not touched it. Copy the folder {home} somewhere "
     "safe; then restore your last backup into a new folder: eddy --home NEW restore FILE."},
    {E::FULL, "memory", "", "There is not enough memory for this. Nothing was changed."},
    {E::FULL, "", "",
     "The disk did not take it ({detail}). What was kept before is safe; this was not kept. Make room, then "
     "try again."},
    {E::TOO_NEW, "", "", "A newer Eddy wrote this. It is untouched; bring this Eddy up to date to open it."},
    {E::OFFLINE, "", "", "There is no connection. Nothing is lost."},
    {E::REFUSED, "text", "numbers only",
     "This is a work computer, so Eddy keeps numbers and choices only: whoever runs it may see screen, keys "
     "and files. Nothing was kept. Words are safer on your own phone; `eddy settings words=on` allows them "
     "here."},
    {E::REFUSED, "other people's data", "",
     "This looks like it holds a {detail}. Nothing was kept. Take it out, or say --keep-anyway."},
    {E::REFUSED, "drops", "",
     "What you gave for home from here is still on its way to the account this computer is in; another one "
     "could not open it. Nothing was changed. `eddy sync` first, then pair again."},
    {E::REFUSED, "home", "",
     "There is a diary in {home} already. It was not touched. Choose another folder with --home."},
    {E::REFUSED, "invite", "",
     "The server does not take this invite: it was used already, or is of another server. Ask for a new "
     "one."},
    {E::REFUSED, "server", "already", "This diary is joined to a server already. `eddy devices` shows it."},
    {E::REFUSED, "server", "join one first",
     "There is no server yet: `eddy pair --server HOST:PORT --invite INVITE` first."},
    {E::REFUSED, "work", "",
     "Not from a work computer: do this on a device of your own. Nothing was changed."},
    {E::REFUSED, "shift", "", "A shift is open already. `eddy close-shift` closes it."},
    {E::REFUSED, "", "", "Not done: {about} ({detail}). Nothing was changed."},
};

bool is_opt_out(const std::string& about) {
  content::OptOut known;
  return content::OptOut_Parse(about, &known);
}

std::string words_for(const E& e) {
  if (e.kind() == E::REFUSED && is_opt_out(e.subject()))
    return "You opted out of this kind of practice ({about}). `eddy settings opt-outs=` changes that.";
  for (const auto& s : kSayings)
    if (s.kind == e.kind() && (!*s.about || e.subject() == s.about) &&
        e.detail().find(s.detail) != std::string::npos)
      return s.words;
  return "Something is wrong inside Eddy ({about}: {detail}). What was kept before is safe.";
}

}  // namespace

int tell(const Shell& shell, const E& e) {
  shell.print(e);
  auto words = words_for(e);
  const std::pair<const char*, const std::string&> names[] = {
      {"{about}", e.subject()}, {"{detail}", e.detail()}, {"{home}", shell.home}};
  for (const auto& [name, value] : names)
    if (const auto at = words.find(name); at != std::string::npos)
      words.replace(at, std::string(name).size(), value);
  shell.tell("eddy: " + words);
  return 10 + int(e.kind());
}

}  // namespace eddy::cli
