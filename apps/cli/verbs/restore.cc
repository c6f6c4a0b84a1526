// From a backup, or by the 24 words from one's own server; into an empty folder either way.
#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/recovery.h"
#include "apps/cli/round.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {
namespace {

// A diary that a try before this one left: nothing is in it, and it is in no account. Tried again, it is used.
void need_untouched(Shell& shell) {
  shell.open();
  const auto check = shell.client.call<api::CheckReply>("Core/Check", api::Nothing());
  if (!check.sound() || check.records() > 0 || sync_state(shell).joined())
    throw client::error(api::Error::DIARY_THERE);
}

void from_server(Shell& shell, const Options& o) {
  if (o.text("server").find(':') == std::string::npos)
    throw Usage("From which server?  eddy --home NEW restore --words --server HOST:PORT");
  const bool again = shell.attach().exists();
  if (again) need_untouched(shell);
  api::RestoreByPhraseRequest q;
  q.set_recovery_phrase(recovery_words(shell, o));
  q.set_server(o.text("server"));
  q.set_name(o.text("name", host_name()));
  if (!again) {
    api::InitRequest init;
    init.set_passphrase(shell.new_passphrase("Choose a passphrase for this device"));
    shell.client.call<api::InitReply>("Core/Init", init);
  }
  shell.client.call<api::Nothing>("Sync/Restore", q);
  tell_round(shell, carry_on(shell, [](const api::SyncState&) {}));
}

void from_backup(Shell& shell, const Options& o) {
  shell.need_empty();
  (void)first_byte(o.rest[0]);  // nobody types a passphrase for a file that is not there
  api::RestoreRequest q;
  if (o.has("words-file"))
    q.set_recovery_phrase(read_file(o.text("words-file"), 10'000));
  else
    q.set_passphrase(shell.passphrase("Passphrase of the backup"));
  api::RestoreReply reply;
  try {
    Progress progress(shell, "Restoring");
    read_in_parts(o.rest[0], [&](const std::string& portion, double part, bool last) {
      q.set_bytes(portion);
      q.set_last(last);
      reply = shell.client.call<api::RestoreReply>("Exchange/Restore", q);
      progress.at(part);
    });
  } catch (const client::Error& e) {
    if (e.error.kind() != api::Error::DAMAGED) throw;
    throw Ended(10 + int(e.error.kind()),
                "The backup " + o.rest[0] +
                    " is damaged, or was cut short. Nothing was restored, and the file "
                    "is as it was: try another copy of it.");
  }
  shell.print(reply);
  shell.say("Restored " + std::to_string(reply.records()) + (reply.records() == 1 ? " entry" : " entries") +
            " to " + shell.home + ". All of the backup is accounted for.");
}

void run_restore(Shell& shell, const Options& o) {
  if (o.has("words") && o.rest.empty()) return from_server(shell, o);
  if (o.rest.empty())
    throw Usage(
        "From what?  eddy --home NEW restore FILE      eddy --home NEW restore --words --server HOST:PORT");
  from_backup(shell, o);
}

}  // namespace

const Verb verbs::restore{
    .about = {.name = "restore",
              .group = "Your diary",
              .summary = "from a backup or by your 24 words, into an empty folder",
              .arguments = "[FILE]",
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {{"words-file", "FILE", "your 24 words, so that they are not asked"},
                         {"words", "", "by the words, from your server"},
                         {"server", "HOST:PORT", "your server"},
                         option::kName});
                  },
              .more = "With --words and --server everything comes back from your server.",
              .examples = {"eddy --home NEW restore d.eddy",
                           "eddy --home NEW restore --words --server 192.168.1.5:7443 --words-file words"}},
    .run = run_restore};

}  // namespace eddy::cli
