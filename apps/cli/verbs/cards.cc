#include "apps/cli/entries.h"
#include "apps/cli/practice.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

void list_cards(Shell& shell, const Options& o) {
  api::ContentListRequest q;
  q.set_language(o.text("language"));
  for (const auto k : {content::CARD, content::SCRATCHPAD, content::LIST}) q.add_kind(k);
  const auto reply = shell.client.call<api::ContentListReply>("Content/List", q);
  shell.print(reply);
  for (const auto& p : reply.practice()) shell.say(bold(p.title()) + "  " + dim(p.id()) + "\n  " + p.about());
}

void say_person(const Shell& shell, const records::Person& p) {
  shell.say("Bring in: " + bold(p.name()) + (p.reach().empty() ? "" : "  " + p.reach()));
}

// One's own words need the passphrase. It is used where it is at hand; nobody is asked for it during a call. With a caller in
// danger: whom to call before anything is opened, whom to bring in, the centre's own procedure, then sentences, and the other
// numbers last.
void show_card(Shell& shell, const Options& o, bool diary) {
  const bool danger = o.rest[0] == "card.danger";
  auto lines = danger ? get_lines(shell, true) : api::LinesReply();
  const bool known = !lines.country().empty();
  if (danger && known) say_emergency(shell, lines);
  const bool opened = diary && shell.has_passphrase() && shell.try_open();
  if (danger && !known && opened) lines = get_lines(shell, true);
  if (danger && !known) say_emergency(shell, lines);
  const auto reply = get_practice(shell, o.rest[0], o.text("language"));
  shell.print(reply);
  for (const auto& e : reply.person()) say_person(shell, e.person());
  const auto own = [&] {
    for (const auto& e : reply.own()) shell.say("\n" + describe(e));
  };
  if (danger) own();
  if (danger || reply.person_size()) shell.say("");
  show_practice(shell, reply.practice());
  if (!reply.reviewed()) shell.say("\n" + dim("Not reviewed by a native speaker yet."));
  if (!danger) return own();
  if (!lines.country().empty()) show_lines(shell, lines, false);
}

void fitting(Shell& shell, const Options& o) {
  api::CardSearchRequest q;
  q.set_query(joined(o));
  q.set_language(o.text("language"));
  q.set_limit(o.number("limit", 1, 1000).value_or(3));
  const auto reply = shell.client.call<api::CardSearchReply>("Cards/Search", q);
  shell.print(reply);
  if (!reply.hit_size()) shell.say("No card fits those words. `eddy cards` shows all of them.\n");
  for (int i = 0; i < reply.hit_size(); ++i) {
    const auto& p = reply.hit(i).practice();
    if (i == 0 || o.has("all"))
      show_practice(shell, p);
    else
      shell.say((i == 1 ? "\nAlso: " : "      ") + p.title() + "  " + dim("eddy cards " + p.id()));
  }
  for (const auto& p : reply.also()) shell.say("      " + p.title() + "  " + dim("eddy cards " + p.id()));
}

bool is_id(const std::string& word) {
  return word.find('.') != std::string::npos && word.find(' ') == std::string::npos;
}

void run_cards(Shell& shell, const Options& o) {
  const auto status = shell.attach_if_can();
  if (o.rest.empty()) return list_cards(shell, o);
  if (o.rest.size() == 1 && is_id(o.rest[0])) return show_card(shell, o, status.exists());
  fitting(shell, o);
}

}  // namespace

const Verb verbs::cards{
    .about = {.name = "cards",
              .group = "In the moment",
              .summary = "the right sentence during a call",
              .arguments = "[WORDS...|ID]",
              .most = -1,
              .options =
                  [] {
                    return command::options(
                        {{"all", "", "every card that fits, whole"}, option::kLimit, option::kLanguage});
                  },
              .more = "By what is happening, or by a card's id; without either it lists them all.",
              .examples = {"eddy cards 'he is swearing at me'", "eddy cards card.danger"}},
    .run = run_cards};

}  // namespace eddy::cli
