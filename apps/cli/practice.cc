#include "apps/cli/practice.h"

namespace eddy::cli {

void show_practice(const Shell& shell, const content::Practice& p) {
  shell.say(bold(p.title()) + "  " + dim(p.id()));
  shell.say(p.about());
  for (const auto& g : p.group()) {
    shell.say("\n" + calm(g.title()));
    for (const auto& l : g.line()) shell.say("  " + l);
  }
  for (const auto& q : p.prompt()) shell.say("\n" + calm(q.ask()));
}

namespace {
void show_line(const Shell& shell, const api::LinesReply::Line& l) {
  shell.say("\n" + bold(l.number()) + "  " + (l.emergency() ? "emergency" : l.name() + "  " + l.hours()) +
            (l.check_this() ? calm("  check this number") : "") + "\n  " +
            dim(l.source() + ", seen " + l.seen()));
}
}  // namespace

void show_lines(Shell& shell) {
  const auto reply = shell.client.call<api::LinesReply>("Content/Lines", api::LinesRequest());
  if (reply.country().empty())
    shell.say("\nWhich country are you in? `eddy settings country=DE` shows its emergency numbers here.");
  else if (!reply.line_size())
    shell.say("\nEddy knows no checked number for " + reply.country() +
              ". Write the ones you trust under your people.");
  bool crisis = false;
  for (const auto& l : reply.line()) {
    crisis = crisis || !l.emergency();
    show_line(shell, l);
  }
  if (!crisis)
    shell.say(
        dim("\nEddy ships no crisis line whose own page has not been read. Add the one you trust:\n  eddy "
            "people add --name 'Crisis line' --reach NUMBER"));
}

api::ContentGetReply get_practice(Shell& shell, const std::string& id, const std::string& language) {
  api::ContentGetRequest q;
  q.set_id(id);
  q.set_language(language);
  return shell.client.call<api::ContentGetReply>("Content/Get", q);
}

}  // namespace eddy::cli
