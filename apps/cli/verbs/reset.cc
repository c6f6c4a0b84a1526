// Plays at once and unlocks afterwards: nobody with a racing heart types a passphrase.
#include "apps/cli/entries.h"
#include "apps/cli/guide.h"
#include "apps/cli/names.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
namespace {

content::OptOut opt_out(std::string name) {
  for (auto& c : name) c = c == '-' ? '_' : char(std::toupper(static_cast<unsigned char>(c)));
  content::OptOut parsed;
  if (!content::OptOut_Parse(name, &parsed) || !parsed)
    throw Usage("--opt-out does not know \"" + name + "\"; see `eddy help settings`");
  return parsed;
}

api::BeginRequest asked_for(const Options& o) {
  api::BeginRequest q;
  if (!o.rest.empty()) q.set_practice(o.rest[0]);
  // (In no time nobody has waited: then nothing is drawn.)
  if (const auto n = o.number("before", 0, 10); n && o.rest.empty() && !o.has("fast")) q.set_tension(*n);
  if (const auto s = o.number("seconds", 1, 24 * 3600)) q.set_seconds(*s);
  for (const auto& name : o.all("opt-out")) q.add_opt_out(opt_out(name));
  q.set_wait_for_me(o.has("wait-for-me"));
  q.set_language(o.text("language"));
  if (o.has("where"))
    q.set_where(
        named<content::Where>(o, "where", "", content::Where_Parse, "call, between, break, home, bed"));
  return q;
}

constexpr const char* kOver = "That call is over. The next person is new.";

// What is known of a person's resets is known only where the diary is open; and nobody types a passphrase for that now.
bool open_untyped(Shell& shell, const Options& o, const api::Status& status) {
  if (!o.rest.empty() || !status.exists() || status.has_trouble() || !shell.has_passphrase()) return false;
  shell.try_open();
  return true;
}

// Nothing where they left before anything was begun.
std::optional<api::PlayerReply> begin(Shell& shell, const Options& o, bool wait_for_me) {
  auto asked = asked_for(o);
  auto begun = shell.client.call<api::PlayerReply>("Player/Begin", asked);
  const bool can_ask = shell.tty_in && shell.tty_out && !shell.json && !o.has("fast") && !o.has("no-rate");
  if (!begun.ask_first() || !can_ask) return begun;
  const auto given = ask_tension(shell, wait_for_me);
  if (given.left) return {};
  begun.set_rate(false);  // nobody is asked twice
  if (!given.tension) return begun;
  asked.set_tension(*given.tension);
  return shell.client.call<api::PlayerReply>("Player/Begin", asked);
}

void keep_reset(Shell& shell, const Options& o, const api::PlayerReply& played, const api::Status& status,
                bool tried) {
  shell.tty_in = false;  // never ask now: what is given is sealed, and joins at the next unlock
  if (!status.has_trouble() && !tried) shell.try_open();  // else keeping it says so
  api::PracticeDoneRequest done;
  *done.mutable_state() = played.state();
  done.set_ended_ms(played.scene().start_ms());
  done.set_arm(o.rest.empty() ? records::ARM_PINNED : records::ARM_CHOSEN);
  shell.say(kOver);
  const auto kept = shell.client.call<api::Kept>("Journal/PracticeDone", done);
  shell.print(kept);
  if (kept.sealed()) shell.say(dim("Kept, sealed. It joins your diary when you unlock it."));
}

void run_reset(Shell& shell, const Options& o) {
  const auto status = shell.attach_if_can();
  const bool tried = open_untyped(shell, o, status);
  const auto settings = shell.client.call<records::Settings>("Settings/Get", api::Nothing());
  Play how;
  how.fast = o.has("fast");
  how.still = o.has("still") || settings.reduced_motion();
  how.after = o.number("after", 0, 10);
  const auto begun = begin(shell, o, o.has("wait-for-me") || settings.wait_for_me());
  if (!begun) return shell.say(kOver);
  if (begun->scene().before() < 0) how.before = o.number("before", 0, 10);
  how.rate = o.has("rate") || (begun->rate() && !o.has("no-rate") && !how.after && status.exists());
  how.why = chosen_because(begun->why());
  const auto played = play(shell, *begun, how);
  if (status.exists()) return keep_reset(shell, o, played, status, tried);
  shell.say(kOver + dim("   (Nothing was kept: there is no diary yet.)"));
}

}  // namespace

const Verb verbs::reset{
    .about = {.name = "reset",
              .group = "In the moment",
              .summary = "back to calm after a call",
              .arguments = "[PRACTICE]",
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {{"seconds", "N", "how long you have"},
                         {"before", "0-10", "how tense you are now, so that it is not asked"},
                         {"after", "0-10", "how tense you are at the end"},
                         {"rate", "", "ask before and after"},
                         {"no-rate", "", "do not ask"},
                         {"still", "", "without motion"},
                         {"wait-for-me", "", "no step ends by itself"},
                         {"opt-out", "NAME", "what you cannot or will not do, as in `eddy help settings`",
                          true},
                         {"where", "call|between|break|home|bed", "where you are"},
                         option::kLanguage,
                         {"fast", "", "without waiting, to try a practice out"}});
                  },
              .more =
                  "Plays your usual practice, also while the diary is locked. Esc leaves, n is the next "
                  "call, w says it makes it worse.\nWithout a terminal, or on one that cannot draw, it "
                  "writes lines; steps that would wait for you go on by themselves where nobody can answer.\n"
                  "With `eddy settings choose-for-me=on` or `wait-arm=on` it plays what Eddy chooses, or is "
                  "sometimes a wait; `eddy help settings` says when.",
              .examples = {"eddy reset --seconds 30", "eddy reset body.stand --opt-out cannot-stand"}},
    .run = run_reset};

}  // namespace eddy::cli
