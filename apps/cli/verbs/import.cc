#include <algorithm>
#include <ctime>

#include "apps/cli/entries.h"
#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {

namespace {

const char* format_words(api::FileFormat format) {
  switch (format) {
    case api::FILE_FORMAT_DAYLIO: return "an export of Daylio's";
    case api::FILE_FORMAT_EDDY: return "an export of Eddy's own";
    default: return "a file that Eddy reads";
  }
}

std::string date_words(int day) {
  const time_t at = time_t(day) * 86'400;
  tm utc{};
  gmtime_r(&at, &utc);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
  return text;
}

void say_rows(Shell& shell, const google::protobuf::RepeatedPtrField<api::ImportReply::Left>& rows) {
  for (const auto& l : rows)
    shell.say("  line " + std::to_string(l.line()) +
              (l.entry() ? ", entry " + std::to_string(l.entry()) : "") + ": " +
              one_line(l.reason()).words());
}

void say_letters(Shell& shell, const api::ImportReply& reply) {
  if (reply.letters_guessed())
    shell.say(
        "Its letters are not UTF-8; they were read as a Western European file's. Where words look wrong, "
        "save the "
        "file as UTF-8 and take that.");
}

// What a file holds, and what would become of it.
void tell_look(Shell& shell, const api::ImportReply& reply) {
  std::string span;
  if (reply.has_first_day())
    span = ", from " + date_words(reply.first_day()) + " to " + date_words(reply.last_day());
  shell.say("This is " + std::string(format_words(reply.format())) + ": " + std::to_string(reply.rows()) +
            (reply.rows() == 1 ? " row" : " rows") + span + ".");
  if (reply.turned())
    shell.say("Of those there already, " + std::to_string(reply.turned()) +
              " would get what was done as factors.");
  shell.say(std::to_string(reply.imported()) + " would come in, " + std::to_string(reply.duplicates()) +
            " are there already, " +
            (reply.changed() ? std::to_string(reply.changed()) + " would be brought up to date, " : "") +
            std::to_string(reply.left_size()) + " would be left out. Nothing was kept.");
  say_rows(shell, reply.left());
  say_rows(shell, reply.partly());
  say_letters(shell, reply);
}

void tell_import(Shell& shell, const api::ImportReply& reply) {
  shell.say(std::to_string(reply.imported()) + " imported, " + std::to_string(reply.duplicates()) +
            " there already, " +
            (reply.changed() ? std::to_string(reply.changed()) + " brought up to date, " : "") +
            std::to_string(reply.left_size()) + " left out, of " + std::to_string(reply.rows()) + ".");
  say_rows(shell, reply.left());
  say_rows(shell, reply.partly());
  say_letters(shell, reply);
  if (reply.turned()) shell.say("What was done on those days is among your factors now:  eddy factors");
  if (reply.imported() || reply.turned())
    shell.say("To take it all back: eddy import --undo " + hex_of(reply.import()));
}

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
  if (o.has("dates")) set_order(q, o.text("dates"));
  for (const auto& m : o.all("mood")) {
    const auto equals = m.rfind('=');
    if (equals == std::string::npos) throw Usage("--mood needs label=1 to label=5");
    add_mood(q, m.substr(0, equals), m.substr(equals + 1));
  }
  return q;
}

void hand_over(Shell& shell, const std::string& path) {
  Progress progress(shell, "Reading");
  api::HandRequest q;
  q.set_first(true);
  read_in_parts(path, [&](const std::string& bytes, double part, bool) {
    q.set_bytes(bytes);
    shell.client.call<api::Nothing>("Exchange/Hand", q);
    q.set_first(false);
    progress.at(part);
  });
}

api::ImportReply keep_all(Shell& shell, const api::ImportRequest& q) {
  Progress progress(shell, "Importing");
  progress.at(0);
  for (;;) {
    const auto reply = shell.client.call<api::ImportReply>("Exchange/Import", q);
    progress.at(reply.progress());
    if (!reply.more()) return reply;
  }
}

void ask_moods(Shell& shell, api::ImportRequest& q, const api::ImportReply& reply) {
  shell.say("Your moods have names of their own. What are they, from 1 (lowest) to 5?");
  for (const auto& label : reply.unknown_mood())
    add_mood(q, label, shell.ask("  " + one_line(label) + "?", "--mood '" + label + "=1-5'"));
}

// What the file holds, once all that it leaves open is said.
api::ImportReply look(Shell& shell, api::ImportRequest& q) {
  const auto ask = [&] { return shell.client.call<api::ImportReply>("Exchange/Look", q); };
  auto reply = ask();
  for (int tries = 0; !reply.open_date().empty() && tries < 3; ++tries) {
    ask_order(shell, q, reply);
    reply = ask();
  }
  if (reply.unknown_mood_size() && shell.tty_in && !shell.json) {
    ask_moods(shell, q, reply);
    reply = ask();
  }
  if (!reply.unknown_mood_size()) return reply;
  shell.print(reply);
  std::string moods;
  for (const auto& label : reply.unknown_mood()) moods += " --mood '" + label + "=1-5'";
  throw Ended(10 + int(api::Error::INVALID),
              "nothing was imported yet. Say what these moods are, 1 lowest to 5:" + moods);
}

void run_import(Shell& shell, const Options& o) {
  if (o.has("undo")) return undo(shell, o);
  if (o.rest.empty()) throw Usage("From which file?  eddy import FILE  (a Daylio .csv, or Eddy's own .json)");
  auto q = request(o);
  (void)first_byte(o.rest[0]);  // it can be read, before anybody is asked for anything
  shell.open();
  shell.set_zone(30);
  hand_over(shell, o.rest[0]);
  auto reply = look(shell, q);
  const bool only_look = o.has("look");
  if (!only_look) reply = keep_all(shell, q);
  shell.print(reply);
  if (only_look)
    tell_look(shell, reply);
  else
    tell_import(shell, reply);
  if (!reply.imported() && !reply.duplicates() && !reply.changed())
    throw Ended(1, only_look ? "Nothing would come in." : "Nothing came in.");
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
                         {"look", "", "say what the file holds, and keep nothing"},
                         {"undo", "ID", "take an import back"}});
                  },
              .more = "Every row is accounted for; the same file again adds nothing.",
              .examples = {"eddy import daylio.csv --look", "eddy import daylio.csv --mood 'so-so=3'"}},
    .run = run_import};

}  // namespace eddy::cli
