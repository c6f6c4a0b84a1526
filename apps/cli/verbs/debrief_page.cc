#include "apps/cli/verbs/debrief_page.h"

#include <algorithm>

#include "apps/cli/files.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
namespace {

records::Entry wanted(Shell& shell, const Options& o) {
  api::ListRequest q;
  q.add_table(records::Entry::kDebriefFieldNumber);
  q.set_limit(1000);
  const auto all = shell.client.call<api::ListReply>("Journal/List", q);
  const auto id = o.has("id") ? id_from(o.text("id")) : all.entry_size() ? all.entry(0).id() : "";
  for (const auto& e : all.entry())
    if (e.id() == id) return e;
  throw Usage("There is no such debrief. `eddy list debrief` shows those there are.");
}

bool chosen(Shell& shell, const Options& o, const content::Prompt& p, const std::string& answer) {
  if (o.has("with")) return ("," + o.text("with") + ",").find("," + p.id() + ",") != std::string::npos;
  return shell.tty_in && shell.yes(p.ask() + "\n  " + answer + "\nOn the page?", "--with " + p.id());
}

}  // namespace

std::string answer_in(const records::Debrief& d, const std::string& question) {
  const auto* f = records::Debrief::descriptor()->FindFieldByName(question);
  return f ? d.GetReflection()->GetString(d, f) : "";
}

bool set_answer(records::Debrief& d, const std::string& question, const std::string& answer) {
  const auto* f = records::Debrief::descriptor()->FindFieldByName(question);
  if (f) d.GetReflection()->SetString(&d, f, answer);
  return f;
}

void debrief_page(Shell& shell, const Options& o) {
  const auto e = wanted(shell, o);
  const auto& d = e.debrief();
  api::ContentGetRequest c;
  c.set_id(d.practice().empty() ? "debrief.three" : d.practice());
  const auto practice = shell.client.call<api::ContentGetReply>("Content/Get", c).practice();
  std::string page;
  for (const auto& p : practice.prompt()) {
    const auto answer = answer_in(d, p.id());
    if (!answer.empty() && chosen(shell, o, p, answer)) page += p.ask() + "\n  " + answer + "\n\n";
  }
  if (page.empty())
    return shell.say("Nothing was chosen, so the page is empty. Choose with --with question,question.");
  shell.say("\n" + page +
            dim("This is the whole page. Copy it from here if you like; nothing was sent or kept."));
}

}  // namespace eddy::cli
