#include "apps/cli/practice.h"

#include <utility>

namespace eddy::cli {

void show_practice(const Shell& shell, const content::Practice& p) {
  shell.say(bold(p.title()) + "  " + dim(p.id()));
  shell.say(p.about());
  for (const auto& g : p.group()) {
    shell.say("\n" + calm(g.title()));
    for (const auto& l : g.line()) shell.say(g.say() ? "  “" + bold(l) + "”" : "  " + Text(l));
  }
  for (const auto& q : p.prompt()) shell.say("\n" + calm(q.ask()));
}

namespace {

std::string together(std::initializer_list<std::string> parts, const char* between) {
  std::string out;
  for (const auto& p : parts)
    if (!p.empty()) out += (out.empty() ? "" : between) + p;
  return out;
}

void show_line(const Shell& shell, const api::LinesReply::Line& l) {
  const auto& of = l.of();
  const auto name = l.emergency() ? std::string("emergency") : of.name();
  shell.say("\n" + (of.number().empty() ? bold(of.page()) : bold(of.number())) + "  " + name +
            (of.region().empty() ? "" : ", only in " + of.region()) +
            (l.check_this() ? calm("  check this number") : ""));
  const auto say = [&](const std::string& words) {
    if (!words.empty()) shell.say("  " + Text(words));
  };
  say(together({of.purpose(), of.hours(), of.languages()}, ". "));
  say(of.remark());
  say(together(
      {of.text_number().empty() ? "" : "Text " + of.text_number(), of.number().empty() ? "" : of.page()},
      "  "));
  if (of.less_sure()) say("Less sure than the others: fewer sources name it.");
  shell.say("  " +
            dim(together({of.run_by(), of.source(), of.seen().empty() ? "date unknown" : "read " + of.seen()},
                         "; ")));
}

}  // namespace

api::LinesReply get_lines(Shell& shell, bool for_caller) {
  api::LinesRequest q;
  q.set_for_caller(for_caller);
  return shell.client.call<api::LinesReply>("Content/Lines", q);
}

void say_emergency(const Shell& shell, const api::LinesReply& reply) {
  if (reply.country().empty())
    return shell.say(
        "Which country do callers call from? `eddy settings caller-country=DE` shows its numbers here.");
  std::string numbers;
  for (const auto& l : reply.line())
    if (l.emergency()) numbers += (numbers.empty() ? "" : ", ") + l.of().number();
  if (!numbers.empty()) shell.say("Emergency: " + bold(numbers));
}

void show_lines(const Shell& shell, const api::LinesReply& reply, bool with_emergency) {
  if (reply.country().empty())
    return shell.say("\nWhich country are you in? `eddy settings country=DE` shows its numbers here.");
  bool crisis = false, others = false;
  for (const auto& l : reply.line()) {
    if (l.emergency() && !with_emergency) continue;
    if (l.other_need() && !std::exchange(others, true)) shell.say("\n" + calm("For other needs"));
    crisis = crisis || l.of().kind() == content::CrisisLine::CRISIS;
    show_line(shell, l);
  }
  if (!crisis)
    shell.say(dim(
        "\nEddy knows no crisis line of " + reply.country() +
        " that was checked. Add the one you trust:\n  eddy people add --name 'Crisis line' --reach NUMBER"));
}

api::ContentGetReply get_practice(Shell& shell, const std::string& id, const std::string& language) {
  api::ContentGetRequest q;
  q.set_id(id);
  q.set_language(language);
  return shell.client.call<api::ContentGetReply>("Content/Get", q);
}

}  // namespace eddy::cli
