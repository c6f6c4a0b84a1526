#include <algorithm>

#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "apps/cli/verbs/import_records.h"

namespace eddy::cli {

void tell_import(Shell& shell, const api::ImportReply& reply) {
  shell.print(reply);
  shell.say(std::to_string(reply.imported()) + " imported, " + std::to_string(reply.duplicates()) +
            " there already, " + std::to_string(reply.left_size()) + " left out.");
  for (const auto& l : reply.left()) shell.say("  line " + std::to_string(l.line()) + ": " + l.reason());
  if (!reply.imported() && !reply.duplicates()) throw Ended(1, "Nothing came in.");
  if (reply.turned()) shell.say("What was done on those days is among your factors now:  eddy factors");
  if ((reply.imported() || reply.turned()) && !reply.import().empty())
    shell.say("To take it all back: eddy import --undo " + hex_of(reply.import()));
}

namespace {

void undo(Shell& shell, const Options& o) {
  api::UndoRequest q;
  q.set_import(id_from(o.text("undo")));
  shell.open();
  const auto reply = shell.client.call<api::UndoReply>("Exchange/UndoImport", q);
  shell.print(reply);
  shell.say(std::to_string(reply.removed()) +
            " entries are in the trash. The same file can be imported again.");
  if (reply.turned())
    shell.say(std::to_string(reply.turned()) + " entries have their words back in place of factors.");
}

void add_mood(api::ImportRequest& q, const std::string& label, const std::string& number) {
  if (number.size() != 1 || number[0] < '1' || number[0] > '5')
    throw Usage("A mood is a number from 1 to 5. Nothing was imported; --mood LABEL=1-5 says it.");
  auto* m = q.add_mood();
  m->set_label(label);
  m->set_mood(number[0] - '0');
}

// "28/03/2026" as people name that order.
struct Order {
  const char *word, *said;
  api::DateOrder order;
};
constexpr Order kOrders[] = {{"dmy", "day, month, year", api::DATE_ORDER_DMY},
                             {"mdy", "month, day, year", api::DATE_ORDER_MDY},
                             {"ymd", "year, month, day", api::DATE_ORDER_YMD}};

void set_order(api::ImportRequest& q, const std::string& word) {
  for (const auto& o : kOrders)
    if (word == o.word) return q.set_order(o.order);
  throw Usage("--dates takes dmy, mdy or ymd. Nothing was imported.");
}

// In which order, of those that are possible.
void ask_order(Shell& shell, api::ImportRequest& q, const api::ImportReply& reply) {
  std::string words, said;
  for (const auto& o : kOrders)
    if (std::count(reply.order().begin(), reply.order().end(), o.order))
      words += std::string(words.empty() ? "" : " or ") + o.word,
          said += std::string("  ") + o.word + "  " + o.said + "\n";
  if (!shell.tty_in || shell.json)
    throw Ended(10 + int(api::Error::INVALID),
                "nothing was imported yet: a date like " + one_line(reply.open_date()).words() +
                    " can be read in more than one way. Say which: --dates " + words);
  set_order(q, shell.ask("A date like " + one_line(reply.open_date()) + ": how is it written?\n" + said,
                         "--dates " + words));
}

api::ImportRequest request(const Options& o) {
  api::ImportRequest q;
  q.set_file(read_file(o.rest[0]));
  if (o.has("dates")) set_order(q, o.text("dates"));
  for (const auto& m : o.all("mood")) {
    const auto equals = m.rfind('=');
    if (equals == std::string::npos) throw Usage("--mood needs label=1 to label=5");
    add_mood(q, m.substr(0, equals), m.substr(equals + 1));
  }
  return q;
}

void ask_moods(Shell& shell, api::ImportRequest& q, const api::ImportReply& reply) {
  shell.say("Your moods have names of their own. What are they, from 1 (lowest) to 5?");
  for (const auto& label : reply.unknown_mood())
    add_mood(q, label, shell.ask("  " + one_line(label) + "?", "--mood '" + label + "=3'"));
}

void from_daylio(Shell& shell, const Options& o) {
  auto q = request(o);
  shell.set_zone(30);
  const auto send = [&] {
    Progress progress(shell, "Importing");
    progress.at(0);
    return shell.client.call<api::ImportReply>("Exchange/ImportDaylio", q);
  };
  auto reply = send();
  for (int tries = 0; !reply.open_date().empty() && tries < 3; ++tries) {
    ask_order(shell, q, reply);
    reply = send();
  }
  if (reply.unknown_mood_size() && shell.tty_in && !shell.json) {
    ask_moods(shell, q, reply);
    reply = send();
  }
  if (!reply.unknown_mood_size()) return tell_import(shell, reply);
  shell.print(reply);
  std::string moods;
  for (const auto& label : reply.unknown_mood()) moods += " --mood '" + label + "=3'";
  throw Ended(10 + int(api::Error::INVALID),
              "nothing was imported yet. Say what these moods are, 1 lowest to 5:" + moods);
}

void run_import(Shell& shell, const Options& o) {
  if (o.has("undo")) return undo(shell, o);
  if (o.rest.empty()) throw Usage("From which file?  eddy import FILE  (a Daylio .csv, or Eddy's own .json)");
  const auto start = first_byte(o.rest[0]);
  shell.open();
  if (start == '[' || start == '{') return import_records(shell, o.rest[0]);
  from_daylio(shell, o);
}

}  // namespace

const Verb verbs::import_file{
    .about = {.name = "import",
              .group = "Your diary",
              .summary = "from Daylio, or Eddy's own export",
              .arguments = "[FILE]",
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {{"mood", "LABEL=1-5", "what a mood of that name is, so that it is not asked", true},
                         {"dates", "dmy|mdy|ymd", "how its dates are written, where the file leaves it open"},
                         {"undo", "ID", "take an import back"}});
                  },
              .more = "Every row is accounted for; the same file again adds nothing.",
              .examples = {"eddy import daylio.csv --mood 'so-so=3'"}},
    .run = run_import};

}  // namespace eddy::cli
