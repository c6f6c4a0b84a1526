#include "apps/cli/chosen.h"
#include "apps/cli/files.h"
#include "apps/cli/names.h"
#include "apps/cli/times.h"
#include "apps/cli/verbs/all.h"
#include "apps/command/columns.h"

namespace eddy::cli {
namespace {

std::string range(const api::Level& l) {
  return "(" + one_decimal(l.low()) + " to " + one_decimal(l.high()) + ")";
}

using api::ReviewReply;

std::string times(int n) { return n == 1 ? "once" : std::to_string(n) + " times"; }
std::string calls(int n, const char* what) {
  return (n == 1 ? "one " : std::to_string(n) + ' ') + what + (n == 1 ? "" : "s");
}

// "2026-03-03": "Tue 3 Mar".
std::string day(const Shell& shell, const std::string& iso) {
  return shell.local(parse_moment(shell, iso + " 12:00").first, "%a %-d %b");
}

void line(const Shell& shell, const std::string& name, const std::string& words) {
  shell.say("  " + command::padded(name, 26) + dim(words));
}

std::string how_hard(const ReviewReply::Calls& c) {
  if (c.rated() == 0) return "";
  const auto hardest = std::to_string(c.hardest()) + " of 10";
  return c.rated() == 1 ? ", " + hardest + " hard"
                        : ", " + one_decimal(c.how_hard()) + " of 10 hard on average, the hardest " + hardest;
}

void say_heavy(const Shell& shell, const ReviewReply& r) {
  if (r.heavy_waits()) return shell.say("It is close to sleep: what was heavy can wait for the morning.");
  if (!r.calls_size() && !r.tense_size() && !r.short_night_size()) return;
  shell.say(bold("What was heavy"));
  bool wrong = false;
  for (const auto& c : r.calls()) {
    line(shell, name_of(c.kind()), calls(c.calls(), "call") + how_hard(c));
    wrong = wrong || c.was_wrong();
  }
  for (const auto& t : r.tense())
    line(shell, day(shell, t.day()),
         "tension " + one_decimal(t.tension()) +
             (t.hard_calls() ? ", " + calls(t.hard_calls(), "hard call") : ""));
  for (const auto& n : r.short_night())
    line(shell, "the night to " + day(shell, n.day()),
         std::to_string(n.minutes() / 60) + " h " + std::to_string(n.minutes() % 60) + " min");
  if (wrong) shell.say("  Abuse and threats are wrong, and you did not earn them.");
  if (r.short_night_size() == 1) shell.say("  One short night is survivable.");
}

void say_relief(const Shell& shell, const ReviewReply& r) {
  if (!r.practice_size() && !r.with_others() && !r.bright_size()) return;
  shell.say(bold("\nWhat went with relief"));
  for (const auto& p : r.practice())
    line(shell, p.title().empty() ? "a practice that is not here any more" : one_line(p.title()).words(),
         "tension lower by " + one_decimal(p.fell().mean()) +
             (p.fell().low() < p.fell().high() ? " " + range(p.fell()) : "") + ", rated " + times(p.rated()));
  if (r.practice_size())
    shell.say(dim("  This is not a fair test of doing nothing: high readings fall by themselves."));
  if (r.with_others())
    line(shell, "not alone", "somebody else was brought in on " + calls(r.with_others(), "hard call"));
  for (const auto& b : r.bright()) shell.say("  " + day(shell, b.day()) + "  " + b.text());
}

void say_level(const Shell& shell, const ReviewReply::Both& both) {
  static const char* const kNames[] = {"", "mood, 1 to 5", "energy, 1 to 5", "tension, 0 to 10"};
  if (both.measure() > api::TENSION) return;
  const auto side = [](bool known, const api::Level& l) {
    return known ? one_decimal(l.mean()) + " " + range(l) : std::string("too early to tell");
  };
  const auto outside = side(both.has_outside(), both.outside());
  line(shell, kNames[both.measure()],
       both.all_day()
           ? outside
           : outside + " outside work, " + side(both.has_inside(), both.inside()) + " in work hours");
}

void say_review(const Shell& shell, const ReviewReply& r) {
  if (!r.from().empty())
    shell.say(bold(day(shell, r.from()) + " to " + day(shell, r.to())) +
              dim(r.going_on() ? "  it is not over yet\n" : "\n"));
  if (r.held()) {
    shell.say(r.why());
    if (r.with_people()) shell.say("Your people, and lines to call: eddy cards people");
    return;
  }
  say_heavy(shell, r);
  say_relief(shell, r);
  if (r.has_keep()) shell.say(bold("\nOne thing to keep") + "\n  " + r.keep().text());
  if (r.level_size()) shell.say(bold("\nHow it was"));
  for (const auto& both : r.level()) say_level(shell, both);
  if (r.with_people()) shell.say("\nSomebody to talk it over with: eddy cards people");
}

void write_page(Shell& shell, const ReviewReply& r, const std::string& file) {
  if (r.html().empty()) throw Ended(1, r.why() + " No file was made.");
  OutFile out(file, shell.home);
  out.write(r.html());
  out.done();
  shell.say("Written to " + file + ". This is not encrypted: everybody who has it can read it.");
}

void copy_lines(Shell& shell, const Options& o, const api::ReviewRequest& about) {
  copy_chosen(shell, o,
              {[&](const std::vector<std::string>& chosen) {
                 api::ReviewLinesRequest q;
                 q.set_span(about.span());
                 q.set_from(about.from());
                 *q.mutable_chosen() = {chosen.begin(), chosen.end()};
                 return shell.client.call<api::PageReply>("Insights/ReviewLines", q);
               },
               [](const std::string& key) { return key; }});
}

void run_review(Shell& shell, const Options& o) {
  api::ReviewRequest q;
  q.set_span(o.has("month") ? api::MONTH : api::WEEK);
  q.set_from(o.text("from"));
  q.set_page(o.has("html"));
  shell.open();
  if (o.has("page")) return copy_lines(shell, o, q);
  const auto reply = shell.client.call<ReviewReply>("Insights/Review", q);
  shell.print(reply);
  if (o.has("html")) return write_page(shell, reply, o.text("html"));
  say_review(shell, reply);
}

}  // namespace

const Verb verbs::review{
    .about = {.name = "review",
              .group = "Look back, and ahead",
              .summary = "a week or a month, looked back at",
              .options =
                  [] {
                    return command::options(
                        {{"month", "", "a month; a week else"},
                         {"from", "DATE", "its Monday, or the first of its month; the last whole one else"},
                         {"html", "FILE", "one page, to read and to print"},
                         {"page", "", "a page for a mentor, of the lines that you choose"},
                         {"with", "LINE,...", "what stands on that page"}});
                  },
              .more =
                  "What was heavy, what went with relief, and one thing to keep: on a device of your own.",
              .examples = {"eddy review", "eddy review --month --html month.html",
                           "eddy review --page --with calls/1,practice/breathe.sigh"}},
    .run = run_review};

}  // namespace eddy::cli
