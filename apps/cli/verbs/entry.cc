// One entry: show it, into the trash and back, away for good, or into the other space.
#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

api::IdRequest wanted(const Options& o) {
  api::IdRequest q;
  q.set_id(id_from(o.rest[0]));
  if (o.has("space"))
    q.set_space(named<records::Space>(o, "space", "SPACE_", records::Space_Parse, "work, home"));
  return q;
}

void tell_beside(Shell& shell, const records::Entry& e) {
  for (int i = 0; i < e.versions_size(); ++i)
    shell.say("      version " + std::to_string(i + 1) + ": " + one_line(e.versions(i).text()).words());
}

void run_entry_show(Shell& shell, const Options& o) {
  const auto q = wanted(o);
  shell.open();
  const auto e = shell.client.call<records::Entry>("Journal/Get", q);
  shell.print(e);
  shell.say(describe(e));
  tell_beside(shell, e);
}

// The text that stood there beside others, as the only one.
void settle(records::Entry& e, int version) {
  const auto& v = e.versions(version - 1);
  auto* record = e.GetReflection()->MutableMessage(&e, e.GetDescriptor()->FindFieldByNumber(e.record_case()));
  record->GetReflection()->SetString(record, record->GetDescriptor()->FindFieldByNumber(v.field()), v.text());
}

void run_entry_earlier(Shell& shell, const Options& o) {
  const auto which = wanted(o);
  api::EarlierRequest q;
  q.set_id(which.id());
  q.set_space(which.space());
  const int n = o.number("bring-back").value_or(0), skip = o.number("skip").value_or(0);
  if ((o.has("bring-back") && n < 1) || skip < 0)
    throw Usage(
        "--bring-back takes a number of the list, --skip how many are left out. Nothing was changed.");
  q.set_skip(n > 0 ? n - 1 : skip);
  shell.open();
  const auto all = shell.client.call<api::ListReply>("Journal/Earlier", q);
  const int there = shell.client.call<records::Entry>("Journal/Get", which).earlier();
  if (n == 0) {
    shell.print(all);
    if (there == 0) return shell.say("No work computer has written over it.");
    shell.say("As it was before a work computer wrote over it, newest first:");
    for (int i = 0; i < all.entry_size(); ++i) {
      shell.say(std::to_string(skip + i + 1) + "  " + describe(all.entry(i)));
      tell_beside(shell, all.entry(i));
    }
    if (const int left = there - skip - all.entry_size(); left > 0)
      shell.say(std::to_string(left) + " older:  eddy entry earlier " + o.rest[0] + " --skip " +
                std::to_string(skip + all.entry_size()));
    return;
  }
  if (all.entry().empty())
    throw Usage("There are " + std::to_string(there) + " earlier versions. Nothing was changed.");
  api::KeepRequest back;
  *back.mutable_entry() = all.entry(0);
  if (const auto beside = o.number("beside")) {
    if (*beside < 1 || *beside > all.entry(0).versions_size())
      throw Usage("It has " + std::to_string(all.entry(0).versions_size()) +
                  " versions side by side. Nothing was changed.");
    settle(*back.mutable_entry(), *beside);
  }
  back.set_anyway(true);  // it was kept once
  const auto kept = shell.client.call<api::Kept>("Journal/Keep", back);
  shell.print(kept);
  shell.say("It says again what it said then.");
}

void run_entry_trash(Shell& shell, const Options& o) {
  const auto q = wanted(o);
  shell.open();
  shell.print(shell.client.call<api::Nothing>("Journal/Trash", q));
  shell.say("In the trash. `eddy entry restore " + o.rest[0] + "` brings it back.");
}

void run_entry_restore(Shell& shell, const Options& o) {
  const auto q = wanted(o);
  shell.open();
  shell.print(shell.client.call<api::Nothing>("Journal/Restore", q));
  shell.say("It is back.");
}

void run_entry_purge(Shell& shell, const Options& o) {
  const auto q = wanted(o);
  shell.must_answer(o, "Purging is final.");
  shell.open();
  shell.confirm(o, "Remove it for good? This can not be undone.", "Purging is final.");
  shell.print(shell.client.call<api::Nothing>("Journal/Purge", q));
  shell.say(shell.attach().work()
                ? "Removed here. On your own devices it lies in the trash; only they remove for good."
                : "Removed for good.");
}

void run_entry_empty_trash(Shell& shell, const Options& o) {
  shell.must_answer(o, "Emptying the trash is final.");
  shell.open();
  shell.confirm(o, "Remove everything in the trash for good? This can not be undone.",
                "Emptying the trash is final.");
  const auto reply = shell.client.call<api::EmptyTrashReply>("Journal/EmptyTrash", api::Nothing());
  shell.print(reply);
  const auto n = reply.removed();
  shell.say(n == 0 ? std::string("The trash was empty.")
                   : std::to_string(n) + (n == 1 ? " entry" : " entries") + " removed " +
                         (shell.attach().work()
                              ? "here. On your own devices they lie in the trash; only they remove for good."
                              : "for good."));
}

void run_entry_move(Shell& shell, const Options& o) {
  api::MoveRequest q;
  q.set_id(id_from(o.rest[0]));
  if (!o.has("to")) throw Usage("Where to?  eddy entry move ID --to work|home");
  q.set_to(named<records::Space>(o, "to", "SPACE_", records::Space_Parse, "work, home"));
  shell.open();
  const auto kept = shell.client.call<api::Kept>("Journal/Move", q);
  shell.print(kept);
  shell.say("Moved. Its new id is " + hex_of(kept.id()) + ".");
}

// Where records of both spaces have that id, which nobody but a program that means harm brings about.
constexpr command::Option kWhich{"space", "work|home", "which one, where two have this id"};
constexpr const char* kEntryGroup = "Look back, and ahead";

}  // namespace

const Verb verbs::entry{
    .about = {.name = "entry",
              .group = kEntryGroup,
              .summary = "one entry: show, earlier, trash, restore, purge, empty-trash, move",
              .more = "`eddy list` shows the ids.",
              .only_under = true}};
const Verb verbs::entry_show{.about = {.name = "entry show",
                                       .group = kEntryGroup,
                                       .summary = "all of it",
                                       .arguments = "ID",
                                       .least = 1,
                                       .most = 1,
                                       .options = [] { return command::options({kWhich}); }},
                             .run = run_entry_show};
const Verb verbs::entry_earlier{
    .about = {.name = "entry earlier",
              .group = kEntryGroup,
              .summary = "what it said before a work computer wrote over it",
              .arguments = "ID",
              .least = 1,
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {kWhich,
                         {"bring-back", "N", "let it say again what the N-th says"},
                         {"beside", "M", "with --bring-back: the M-th of those that stood side by side"},
                         {"skip", "N", "leave the N newest out"}});
                  },
              .examples = {"eddy entry earlier 0123456789abcdef0123456789abcdef --bring-back 1"}},
    .run = run_entry_earlier};
const Verb verbs::entry_trash{.about = {.name = "entry trash",
                                        .group = kEntryGroup,
                                        .summary = "into the trash",
                                        .arguments = "ID",
                                        .least = 1,
                                        .most = 1,
                                        .options = [] { return command::options({kWhich}); }},
                              .run = run_entry_trash};
const Verb verbs::entry_restore{.about = {.name = "entry restore",
                                          .group = kEntryGroup,
                                          .summary = "out of the trash again",
                                          .arguments = "ID",
                                          .least = 1,
                                          .most = 1,
                                          .options = [] { return command::options({kWhich}); }},
                                .run = run_entry_restore};
const Verb verbs::entry_empty_trash{.about = {.name = "entry empty-trash",
                                              .group = kEntryGroup,
                                              .summary = "everything in the trash away for good",
                                              .options = [] { return command::options({option::kYes}); },
                                              .more = "What is in the trash stays there until you empty it."},
                                    .run = run_entry_empty_trash};
const Verb verbs::entry_purge{
    .about = {.name = "entry purge",
              .group = kEntryGroup,
              .summary = "away for good",
              .arguments = "ID",
              .least = 1,
              .most = 1,
              .options = [] { return command::options({kWhich, option::kYes}); },
              .more =
                  "Asks first. This can not be undone, here or on your other "
                  "devices. On a work computer it is gone here, and lies in the trash of your own devices."},
    .run = run_entry_purge};
const Verb verbs::entry_move{
    .about = {.name = "entry move",
              .group = kEntryGroup,
              .summary = "into the other space",
              .arguments = "ID",
              .least = 1,
              .most = 1,
              .options = [] { return command::options({{"to", "work|home", "where it belongs"}}); },
              .examples = {"eddy entry move 0123456789abcdef0123456789abcdef --to home"}},
    .run = run_entry_move};

}  // namespace eddy::cli
