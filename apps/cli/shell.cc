#include "apps/cli/shell.h"

#include <sodium.h>

#include <filesystem>

#include "apps/cli/errors.h"
#include "apps/cli/times.h"
#include "bindings/cpp/host.h"

namespace eddy::cli {
double Shell::now_ms() const { return now ? now->first : client::now_ms(); }
int Shell::offset_min(double ms) const {
  // An offset that was named and is not this zone's then is another zone's, of which no more is known.
  if (now && now->second != client::offset_min(now->first)) return now->second;
  return client::offset_min(ms);
}
double Shell::instant_of(double local_ms) const {
  return client::instant_of(local_ms, [this](double ms) { return offset_min(ms); });
}
std::string Shell::local(double ms, const char* format) const {
  return local_time(ms, offset_min(ms), format);
}

void Shell::set_zone(int years_back) {
  const double from = now_ms() - (years_back ? years_back * 366.0 : 8) * 86'400'000;
  client.call<api::Nothing>("Core/SetZone",
                            client::zone(from, now_ms(), [this](double ms) { return offset_min(ms); }));
}

api::Status Shell::attach() {
  set_zone(0);
  std::error_code none;
  if (std::filesystem::exists(home, none) && !std::filesystem::is_directory(home, none))
    throw Usage(home + " is a file, and a diary is a folder. Nothing was changed.");
  api::AttachRequest q;
  q.set_home(home);
  return client.call<api::Status>("Core/Attach", q);
}

api::Status Shell::attach_if_can() {
  try {
    return attach();
  } catch (const client::Error& e) {
    tell("eddy: " + words_for(e.error, home));
  } catch (const Usage& e) {
    tell(std::string("eddy: ") + e.what());
  }
  return {};
}

void Shell::open(std::string* typed) {
  const auto status = attach();
  if (status.open()) {
    if (typed) *typed = passphrase("Passphrase");
    return;
  }
  if (status.has_trouble()) throw client::Error(status.trouble());  // nobody types a passphrase for nothing
  if (!status.exists()) throw client::error(api::Error::NO_DIARY);
  api::UnlockRequest q;
  q.set_passphrase(passphrase("Passphrase"));
  const auto reply = client.call<api::UnlockReply>("Core/Unlock", q);
  if (typed) *typed = q.passphrase();
  sodium_memzero(q.mutable_passphrase()->data(), q.passphrase().size());
  if (reply.from_inbox() > 0)
    tell("Joined your diary: " + std::to_string(reply.from_inbox()) + " given while it was locked.");
  for (const auto& sentence : reply.told()) tell(sentence);
}

void Shell::need_empty() {
  const auto status = attach();
  if (status.has_trouble()) throw client::Error(status.trouble());
  if (status.exists()) throw client::error(api::Error::DIARY_THERE);
}

bool Shell::try_open() {
  if (!attach_if_can().exists()) return false;
  if (!given_passphrase() && !tty_in) return false;
  try {
    open();
    return true;
  } catch (const client::Error& e) {
    tell("eddy: " + words_for(e.error, home));
    return false;
  }
}

api::Kept Shell::keep(const records::Entry& entry, bool anyway) {
  api::KeepRequest q;
  *q.mutable_entry() = entry;
  q.set_anyway(anyway);
  try {
    return client.call<api::Kept>("Journal/Keep", q);
  } catch (const client::Error& e) {
    if (e.error.reason() != api::Error::OTHERS_DATA || !tty_in || json) throw;
    tell("This looks like it holds " + found_in(e.error) +
         ". Other people's data does not belong in a diary.");
    if (!yes("Keep it all the same?", "--keep-anyway")) throw Ended(1, "Nothing was kept.");
    q.set_anyway(true);
    return client.call<api::Kept>("Journal/Keep", q);
  }
}

void Shell::after_keeping(const api::Kept& kept, const Text& what) const {
  print(kept);
  say(what + (kept.sealed() ? " kept, sealed. It joins your diary when you unlock it." : " kept."));
  say_care(kept.care());
}

void Shell::say_care(api::Care care) const {
  if (care == api::CARE_GROUNDING)
    say("\nThat was a lot. Do not take the next one yet if you can help it.\n  " +
        bold("eddy reset mind.ground") + "   feet on the floor, half a minute\n  " +
        bold("eddy cards people") + "        someone to talk to");
  if (care == api::CARE_HEAVY)
    say("\nSome of this sounds heavy. If it is about you, you can talk to someone now. If it was a caller, "
        "that is heavy too.\n"
        "Eddy noticed words or ratings here, can miss things, and told nobody.\n  " +
        bold("eddy cards people") + "                 your people and numbers to call\n  " +
        bold("eddy settings quiet-care=24h") + "      not now");
}

int tell(const Shell& shell, const api::Error& e) {
  shell.print(e);
  shell.tell("eddy: " + words_for(e, shell.home));
  return 10 + int(e.kind());
}

}  // namespace eddy::cli
