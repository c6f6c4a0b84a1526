#include "apps/cli/verbs/debrief_page.h"

#include "apps/cli/files.h"

namespace eddy::cli {
namespace {

std::string newest_debrief(Shell& shell) {
  api::ListRequest q;
  q.add_table(records::Entry::kDebriefFieldNumber);
  q.set_limit(1);
  const auto all = shell.client.call<api::ListReply>("Journal/List", q);
  if (!all.entry_size()) throw Usage("There is no debrief yet. `eddy debrief` begins one.");
  return all.entry(0).id();
}

bool chosen(Shell& shell, const Options& o, const api::PageReply::Part& part) {
  const auto question = part.key().substr(part.key().rfind('/') + 1);
  if (o.has("with")) return ("," + o.text("with") + ",").find("," + question + ",") != std::string::npos;
  return shell.tty_in &&
         shell.yes(part.ask() + "\n  " + part.text() + "\nOn the page?", "--with " + question);
}

}  // namespace

bool set_answer(records::Debrief& d, const std::string& question, const std::string& answer) {
  const auto* f = records::Debrief::descriptor()->FindFieldByName(question);
  if (f) d.GetReflection()->SetString(&d, f, answer);
  return f;
}

void debrief_page(Shell& shell, const Options& o) {
  api::PageRequest q;
  q.set_debrief(o.has("id") ? id_from(o.text("id")) : newest_debrief(shell));
  const auto all = shell.client.call<api::PageReply>("Journal/Page", q);
  for (const auto& part : all.part())
    if (chosen(shell, o, part)) q.add_chosen(part.key());
  const auto reply = shell.client.call<api::PageReply>("Journal/Page", q);
  shell.print(reply);
  if (reply.page().empty())
    return shell.say("Nothing was chosen, so the page is empty. Choose with --with question,question.");
  shell.copy("\n" + reply.page() + "\n");
  shell.say(dim("This is the whole page. Copy it from here if you like; nothing was sent or kept."));
}

}  // namespace eddy::cli
