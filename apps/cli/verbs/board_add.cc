#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/names.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/board.pb.h"

namespace eddy::cli {
namespace {

constexpr const char* kBoardKinds = "picture|quote|meme|hold|certificate|praise";

void run_board_add(Shell& shell, const Options& o) {
  api::BoardAddRequest q;
  auto& item = *q.mutable_item();
  if (o.has("need"))
    item.set_need(named<records::Need>(o, "need", "NEED_", records::Need_Parse, kBoardNeeds));
  item.set_kind(o.has("kind")
                    ? named<records::BoardKind>(o, "kind", "BOARD_", records::BoardKind_Parse, kBoardKinds)
                : o.has("picture") ? records::BOARD_PICTURE
                                   : records::BOARD_QUOTE);
  if (o.has("text")) item.set_text(o.text("text"));
  if (o.has("from")) item.set_from(o.text("from"));
  if (o.has("picture")) q.set_picture(read_file(o.text("picture")));
  if (o.has("bright-spot")) item.set_bright_spot(id_from(o.text("bright-spot")));
  if (o.has("space"))
    q.set_space(named<records::Space>(o, "space", "SPACE_", records::Space_Parse, "work, home"));
  q.set_anyway(o.has("keep-anyway"));
  shell.open();
  if (o.has("bright-spot")) {
    api::IdRequest spot;
    spot.set_id(item.bright_spot());
    item.set_text(shell.client.call<records::Entry>("Journal/Get", spot).bright_spot().what());
  }
  shell.after_keeping(shell.client.call<api::Kept>("Board/Add", q), "A thing for your board is");
}

}  // namespace

const Verb verbs::board_add{
    .about = {.name = "board add",
              .group = "In the moment",
              .summary = "put something on it",
              .options =
                  [] {
                    return command::options({{"need", kBoardNeeds, "what it is good for"},
                                             {"text", "TEXT", "its words"},
                                             {"from", "WHO", "who said it"},
                                             {"picture", "FILE", "JPEG, PNG, WebP or GIF"},
                                             {"kind", kBoardKinds, "what it is"},
                                             {"bright-spot", "ID", "with the words of this bright spot"},
                                             option::kSpace,
                                             option::kAnyway});
                  },
              .examples = {"eddy board add --need laugh --text 'this is fine'"}},
    .run = run_board_add};

}  // namespace eddy::cli
