#include "apps/cli/entries.h"
#include "apps/cli/practice.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

std::string lengths(const content::Practice& p) {
  return p.max_s() ? "  " + std::to_string(p.min_s()) + " to " + std::to_string(p.max_s()) + " s" : "";
}

void list_practices(Shell& shell, const Options& o) {
  api::ContentListRequest q;
  q.set_language(o.text("language"));
  const auto reply = shell.client.call<api::ContentListReply>("Content/List", q);
  shell.print(reply);
  for (const auto& p : reply.practice())
    shell.say(bold(p.title()) + "  " + dim(p.id() + lengths(p)) + "\n  " + p.about());
}

void run_practices(Shell& shell, const Options& o) {
  shell.attach_if_can();
  if (o.rest.empty()) return list_practices(shell, o);
  const auto reply = get_practice(shell, o.rest[0], o.text("language"));
  shell.print(reply);
  show_practice(shell, reply.practice());
  if (!reply.practice().caution().empty()) shell.say("\n" + reply.practice().caution());
  for (const auto& e : reply.evidence())
    shell.say("\n" + calm(e.studied()) + (e.null_result() ? dim("  (partly or wholly a null result)") : "") +
              "\n  " + e.found() + "\n  " + dim(e.source() + (e.link().empty() ? "" : "  " + e.link())));
  if (reply.evidence_size() == 0) shell.say(dim("\nWe know of no study of this one."));
}

}  // namespace

const Verb verbs::practices{
    .about = {.name = "practices",
              .group = "In the moment",
              .summary = "everything Eddy can play, and what is known about it",
              .arguments = "[ID]",
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {option::kLanguage,
                         {"evidence", "", "what is known; that is shown with an ID anyway"}});
                  },
              .examples = {"eddy practices breathe.sigh"}},
    .run = run_practices};

}  // namespace eddy::cli
