// The board: what is shown of it, and its single things.
#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/names.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/board.pb.h"

namespace eddy::cli {
namespace {

constexpr const char* kBoardGroup = "In the moment";

void run_board_show(Shell& shell, const Options& o) {
  api::BoardShowRequest q;
  if (o.has("need")) q.set_need(named<records::Need>(o, "need", "NEED_", records::Need_Parse, kBoardNeeds));
  q.set_without_pictures(o.has("no-pictures"));
  shell.open();
  const auto reply = shell.client.call<api::BoardShowReply>("Board/Show", q);
  shell.print(reply);
  if (!reply.entry().has_board_item())
    return shell.say(
        "Your board is empty" + std::string(q.need() ? " for that" : "") +
        ". Put something on it for a hard day:\n  eddy board add --need laugh --text 'this is fine'");
  const auto& item = reply.entry().board_item();
  if (!item.text().empty()) shell.say("\n  " + bold(item.text()));
  if (!item.from().empty()) shell.say("  " + dim(item.from()));
  if (reply.entry().from_work()) shell.say("  " + dim("(a work computer may have written this)"));
  if (item.has_picture())
    shell.say("  (a picture: eddy board picture " + hex_of(reply.entry().id()) + " --out FILE)");
}

void run_board_list(Shell& shell, const Options&) {
  shell.open();
  api::ListRequest q;
  q.add_table(records::Entry::kBoardItemFieldNumber);
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  shell.print(reply);
  for (const auto& e : reply.entry()) shell.say(describe(e));
  if (!reply.entry_size()) shell.say("Your board is empty. `eddy board add` puts something on it.");
}

void run_board_hide(Shell& shell, const Options& o) {
  api::IdRequest q;
  q.set_id(id_from(o.rest[0]));
  shell.open();
  shell.print(shell.client.call<api::Nothing>("Board/HideToday", q));
  shell.say("Not shown again today.");
}

void run_board_picture(Shell& shell, const Options& o) {
  api::IdRequest q;
  q.set_id(id_from(o.rest[0]));
  if (!o.has("out")) throw Usage("Where to?  eddy board picture ID --out FILE");
  shell.open();
  const auto reply = shell.client.call<api::PictureReply>("Board/GetPicture", q);
  OutFile out(o.text("out"), shell.home);
  out.write(reply.picture());
  out.done();
  shell.say("Written to " + o.text("out") + ". That copy is not encrypted.");
}

command::po::options_description shown() {
  return command::options(
      {{"need", kBoardNeeds, "what you need now; else it surprises you"}, {"no-pictures", "", "words only"}});
}

}  // namespace

const Verb verbs::board{.about = {.name = "board",
                                  .group = kBoardGroup,
                                  .summary = "what reassures, reminds or makes you laugh",
                                  .options = shown,
                                  .examples = {"eddy board --need laugh"}},
                        .run = run_board_show};
const Verb verbs::board_show{
    .about = {.name = "board show", .group = kBoardGroup, .summary = "the same", .options = shown},
    .run = run_board_show};
const Verb verbs::board_list{
    .about = {.name = "board list", .group = kBoardGroup, .summary = "everything on it, with ids"},
    .run = run_board_list};
const Verb verbs::board_hide{.about = {.name = "board hide",
                                       .group = kBoardGroup,
                                       .summary = "do not show it again today",
                                       .arguments = "ID",
                                       .least = 1,
                                       .most = 1},
                             .run = run_board_hide};
const Verb verbs::board_picture{
    .about = {.name = "board picture",
              .group = kBoardGroup,
              .summary = "write a picture of it to a file",
              .arguments = "ID",
              .least = 1,
              .most = 1,
              .options = [] { return command::options({{"out", "FILE", "where to; not encrypted there"}}); }},
    .run = run_board_picture};

}  // namespace eddy::cli
