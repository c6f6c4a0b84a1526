#include "apps/cli/chosen.h"

namespace eddy::cli {
namespace {

bool is_chosen(Shell& shell, const Options& o, const api::PageReply::Part& part, const std::string& name) {
  if (o.has("with")) return ("," + o.text("with") + ",").find("," + name + ",") != std::string::npos;
  return shell.tty_in && shell.yes(part.ask() + "\n  " + part.text() + "\nOn the page?", "--with " + name);
}

}  // namespace

void copy_chosen(Shell& shell, const Options& o, const ChosenPage& page) {
  const auto all = page.ask({});
  std::vector<std::string> chosen;
  for (const auto& part : all.part())
    if (is_chosen(shell, o, part, page.name(part.key()))) chosen.push_back(part.key());
  const auto reply = page.ask(chosen);
  shell.print(reply);
  if (reply.page().empty()) {
    shell.say("Nothing was chosen, so the page is empty." +
              std::string(all.part_size() ? " Choose with --with, of these, with commas between them:" : ""));
    for (const auto& part : all.part()) shell.say("  " + page.name(part.key()) + dim("  " + part.ask()));
    return;
  }
  shell.copy("\n" + reply.page() + "\n");
  shell.say(dim("This is the whole page. Copy it from here if you like; nothing was sent or kept."));
}

}  // namespace eddy::cli
