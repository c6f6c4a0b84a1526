#include <cmath>

#include "apps/cli/names.h"
#include "apps/cli/sections.h"
#include "apps/cli/verbs/all.h"
#include "apps/command/columns.h"
#include "eddy/api/insights.pb.h"

namespace eddy::cli {
namespace {

using Values = std::vector<std::optional<double>>;
using Part = api::TrendsReply::Part;

// Eight heights; a day without an entry is a space, never a zero.
std::string spark(const Values& values, double low, double high) {
  static const char* const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const auto& v : values)
    out += v ? bars[int(std::round(std::min(1.0, std::max(0.0, (*v - low) / (high - low))) * 7))] : " ";
  return out;
}

// Where there are more marks than room, neighbours share one.
Values shared(const Values& values, size_t room) {
  const auto share = (values.size() + room - 1) / room;
  Values out;
  for (size_t i = 0; i < values.size(); i += share) {
    double some = 0;
    int of = 0;
    for (size_t j = i; j < std::min(values.size(), i + share); ++j)
      if (values[j]) some += *values[j], ++of;
    out.push_back(of ? std::optional(some / of) : std::nullopt);
  }
  return out;
}

struct Row {
  const char* name;
  double low, high;
  const char* unit;
  std::optional<double> (*get)(const Part&);
};

std::optional<double> only(bool there, double value) { return there ? std::optional(value) : std::nullopt; }

const Row kRows[] = {
    {"mood", 1, 5, "", [](const Part& p) { return only(p.has_mood(), p.mood()); }},
    {"energy", 1, 5, "", [](const Part& p) { return only(p.has_energy(), p.energy()); }},
    {"tension", 0, 10, "", [](const Part& p) { return only(p.has_tension(), p.tension()); }},
    {"hard calls", 0, 8, "", [](const Part& p) { return only(p.hard_calls(), p.hard_calls()); }},
    {"how hard", 0, 10, "", [](const Part& p) { return only(p.has_how_hard(), p.how_hard()); }},
    {"sleep", 3, 10, " h", [](const Part& p) { return only(p.has_sleep_h(), p.sleep_h()); }},
    {"sleep felt", 1, 5, "", [](const Part& p) { return only(p.has_sleep_quality(), p.sleep_quality()); }},
    {"practice", 0, 20, " min", [](const Part& p) { return only(p.practice_min() > 0, p.practice_min()); }},
};

void show(const Shell& shell, const Row& row, const Values& values) {
  double sum = 0, least = 1e9, most = -1e9;
  int n = 0;
  for (const auto& v : values)
    if (v) sum += *v, ++n, least = std::min(least, *v), most = std::max(most, *v);
  if (!n) return;
  const auto room = size_t(std::max(10, shell.columns() - 52));
  const auto line = shell.dumb ? "" : spark(shared(values, room), row.low, row.high);
  // The line is also said in words, for whoever does not see it.
  shell.say(command::padded(row.name, 14) + calm(line) + (line.empty() ? "" : "  ") + "mean " +
            one_decimal(sum / n) + row.unit + ", " + one_decimal(least) + " to " + one_decimal(most) +
            dim(", " + std::to_string(n) + " of " + std::to_string(values.size())));
}

bool tended(const Part& p) {
  return p.check_ins() || p.hard_calls() || p.practice_min() > 0 || p.has_sleep_h();
}

api::Step step_of(const Options& o, int days) {
  auto step = o.text("step", days > 400 ? "month" : days > 90 ? "week" : "day");
  for (auto& c : step) c = char(std::toupper(static_cast<unsigned char>(c)));
  api::Step parsed;
  if (!api::Step_Parse(step, &parsed)) throw Usage("--step is day, week or month");
  return parsed;
}

const Part& part_of(const api::TrendsReply::Bucket& b, const std::string& part) {
  return part == "work" ? b.inside() : part == "outside" ? b.outside() : b.all();
}

void run_trends(Shell& shell, const Options& o) {
  const auto part = o.text("part", "all");
  if (part != "all" && part != "work" && part != "outside") throw Usage("--part is all, work or outside");
  api::TrendsRequest q;
  q.set_days(o.number("days", 1, 3660).value_or(30));
  q.set_step(step_of(o, q.days()));
  api::LookBackRequest about;
  about.set_since(o.text("since", ""));
  about.set_days(q.days());
  about.set_brief(true);
  shell.open();
  const auto sentence = shell.client.call<api::LookBackReply>("Insights/LookBack", about);
  const auto reply = shell.client.call<api::TrendsReply>("Insights/Trends", q);
  shell.print(reply);
  static const char* const steps[] = {"day", "week", "month"};
  shell.say(bold(q.days() == 1 ? "Your last day" : "Your last " + std::to_string(q.days()) + " days") +
            dim(std::string("  each mark a ") +
                steps[q.step() == api::DAY    ? 0
                      : q.step() == api::WEEK ? 1
                                              : 2] +
                (part == "all"    ? ""
                 : part == "work" ? ", in work hours"
                                  : ", outside work hours")) +
            "\n");
  shell.say(sentence.headline() + "\n");
  say_people(shell, sentence.with_people());
  if (sentence.held() == api::HEAVY_TIME) return;  // people instead of numbers
  for (const auto& row : kRows) {
    Values values;
    for (const auto& b : reply.bucket()) values.push_back(row.get(part_of(b, part)));
    show(shell, row, values);
  }
  bool any = false;
  for (const auto& b : reply.bucket()) any = any || tended(b.all());
  shell.say(any ? dim("\nAn empty place is a day without an entry. There is nothing to keep up.")
                : Text("Nothing to show yet. A check-in takes five seconds: eddy check-in"));
}

}  // namespace

const Verb verbs::trends{
    .about = {.name = "trends",
              .group = "Look back, and ahead",
              .summary = "how it has been",
              .options =
                  [] {
                    return command::options({{"days", "N", "how many days back; 30 else"},
                                             {"step", "day|week|month", "what one mark stands for"},
                                             {"part", "all|work|outside", "work hours, the rest, or both"},
                                             {"since", "DATE", "what changed since this first of a month"}});
                  },
              .examples = {"eddy trends --days 365 --step week"}},
    .run = run_trends};

}  // namespace eddy::cli
