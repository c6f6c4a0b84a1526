#include <map>

#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "apps/cli/verbs/debrief_page.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {

namespace {

records::Entry last_hard_call(Shell& shell) {
  api::ListRequest q;
  q.add_table(records::Entry::kHardCallFieldNumber);
  q.set_limit(1);
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  if (!reply.entry_size())
    throw Usage("There is no hard call to look back at yet. `eddy hard-call` notes one.");
  return reply.entry(0);
}

void list_offered(Shell& shell) {
  const auto reply = shell.client.call<api::ListReply>("Journal/DebriefsOffered", api::Nothing());
  shell.print(reply);
  if (!reply.entry_size()) shell.say("Nothing to look back at now.");
  for (const auto& e : reply.entry()) shell.say(describe(e));
}

// Answers from the command line, each of them to a question of this practice.
std::map<std::string, std::string> given_answers(const Options& o, const content::Practice& practice) {
  std::map<std::string, std::string> out;
  for (const auto& a : o.all("answer")) {
    const auto equals = a.find('=');
    if (equals == std::string::npos) throw Usage("--answer needs question=text");
    const auto id = a.substr(0, equals);
    bool known = false;
    std::string all;
    for (const auto& p : practice.prompt())
      known = known || p.id() == id, all += (all.empty() ? "" : ", ") + p.id();
    if (!known)
      throw Usage("\"" + id + "\" is not a question of " + practice.id() + ". It asks " + all +
                  ". Nothing was kept.");
    out[id] = a.substr(equals + 1);
  }
  return out;
}

std::string ask(Shell& shell, const content::Prompt& p, bool asks) {
  if (!asks) shell.say(bold(p.id()) + "  " + p.ask());
  for (const auto& offer : p.offer()) shell.say(dim("   for example: " + offer));
  return asks ? shell.ask(p.ask() + "\n>", "--answer " + p.id() + "=TEXT") : "";
}

int fill(Shell& shell, const Options& o, const content::Practice& practice, records::Debrief& d) {
  auto answers = given_answers(o, practice);
  const bool asks = shell.tty_in && may_write(shell);  // else they are there to be thought through
  int given = 0;
  for (const auto& p : practice.prompt()) {
    const auto text = o.has("answer") ? answers[p.id()] : ask(shell, p, asks);
    if (!text.empty() && set_answer(d, p.id(), text)) ++given;
  }
  return given;
}

void run_debrief(Shell& shell, const Options& o) {
  shell.open();
  if (o.has("page")) return debrief_page(shell, o);
  if (o.has("list")) return list_offered(shell);
  records::Entry e;
  auto& d = *e.mutable_debrief();
  d.set_practice(o.text("practice", "debrief.three"));
  if (o.has("id")) {
    d.set_hard_call(id_from(o.text("id")));
  } else if (o.has("last") || !o.has("answer")) {
    const auto call = last_hard_call(shell);
    d.set_hard_call(call.id());
    shell.say(describe(call) + "\n");
  }
  put_space(o, &e);
  api::ContentGetRequest q;
  q.set_id(d.practice());
  const auto practice = shell.client.call<api::ContentGetReply>("Content/Get", q).practice();
  if (!fill(shell, o, practice, d))
    throw Ended(
        1,
        "Nothing was written, so nothing was kept. Answer with --answer question=text, or at the prompts.");
  const auto kept = shell.keep(e, o.has("keep-anyway"));
  shell.after_keeping(kept, "Debrief");
  api::IdRequest ended;
  ended.set_id(kept.id());
  if (!shell.client.call<api::Kept>("Journal/Learn", ended).id().empty())
    shell.say("Your step is kept as a lesson. It shows when you open a shift.");
}

}  // namespace

const Verb verbs::debrief{
    .about = {.name = "debrief",
              .group = "Keep",
              .summary = "learn from a call, kindly",
              .options =
                  [] {
                    return command::options(
                        {{"last", "", "of the newest hard call; that is what it does anyway"},
                         {"id", "ID", "of this hard call; with --page, this debrief"},
                         {"list", "", "the calls that a debrief is offered for"},
                         {"practice", "debrief.three|debrief.detail", "which questions"},
                         {"answer", "QUESTION=TEXT", "an answer, so that nothing is asked", true},
                         {"page", "", "a page for a mentor or lead, from what you choose"},
                         {"with", "QUESTION,...", "what stands on the page"},
                         option::kSpace,
                         option::kAnyway});
                  },
              .more =
                  "Asks its questions at a terminal; without one it shows them, to be answered by --answer.",
              .examples = {"eddy debrief --last",
                           "eddy debrief --last --answer control='my voice' --answer if_then='If they shout, "
                           "then I breathe out first.'",
                           "eddy debrief --page --with control,if_then"}},
    .run = run_debrief};

}  // namespace eddy::cli
