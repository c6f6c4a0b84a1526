// Verbs that look back and ahead: trends, helps, next, sleep plan.
#include <cmath>
#include <iostream>

#include "apps/cli/names.h"
#include "apps/cli/verbs.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

// Eight heights; a day without an entry is a space, never a zero.
std::string spark(const std::vector<std::optional<double>>& values, double low, double high) {
  static const char* const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const auto& v : values)
    out += v ? bars[int(std::round(std::min(1.0, std::max(0.0, (*v - low) / (high - low))) * 7))] : " ";
  return out;
}

std::string one_place(double v) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", v);
  return text;
}

void row(const Shell& shell, const std::string& name, const std::vector<std::optional<double>>& values,
         double low, double high, const std::string& unit) {
  double sum = 0, least = 1e9, most = -1e9;
  int n = 0;
  for (const auto& v : values)
    if (v) sum += *v, ++n, least = std::min(least, *v), most = std::max(most, *v);
  if (!n) return;
  // Where there are more marks than room, neighbours share one.
  const auto room = size_t(std::max(10, columns() - 52)), share = (values.size() + room - 1) / room;
  std::vector<std::optional<double>> shown;
  for (size_t i = 0; i < values.size(); i += share) {
    double some = 0;
    int of = 0;
    for (size_t j = i; j < std::min(values.size(), i + share); ++j)
      if (values[j]) some += *values[j], ++of;
    shown.push_back(of ? std::optional(some / of) : std::nullopt);
  }
  std::string label = name + std::string(name.size() < 14 ? 14 - name.size() : 1, ' ');
  // The line is also said in words, for whoever does not see it.
  shell.say(label + shell.calm(spark(shown, low, high)) + "  mean " + one_place(sum / n) + unit + ", " +
            one_place(least) + " to " + one_place(most) +
            shell.dim(", " + std::to_string(n) + " of " + std::to_string(values.size())));
}

}  // namespace

int trends(Shell& shell, const Words& words) {
  const Options o(words, {"days", "step", "part"}, {});
  shell.open();
  api::TrendsRequest q;
  q.set_days(o.number("days").value_or(30));
  auto step = o.text("step", q.days() > 400 ? "month" : q.days() > 90 ? "week" : "day");
  for (auto& c : step) c = char(std::toupper(static_cast<unsigned char>(c)));
  api::Step parsed;
  if (!api::Step_Parse(step, &parsed)) throw Usage("--step is day, week or month");
  q.set_step(parsed);
  const auto reply = shell.client.call<api::TrendsReply>("Insights/Trends", q);
  shell.print(reply);
  if (shell.json) return 0;
  const auto part = o.text("part", "all");
  if (part != "all" && part != "work" && part != "outside") throw Usage("--part is all, work or outside");
  using Get = std::optional<double> (*)(const api::TrendsReply::Part&);
  const auto values = [&](Get get) {
    std::vector<std::optional<double>> out;
    for (const auto& b : reply.bucket())
      out.push_back(get(part == "work" ? b.inside() : part == "outside" ? b.outside() : b.all()));
    return out;
  };
  shell.say(shell.bold("Your last " + std::to_string(q.days()) + " days") +
            shell.dim("  each mark a " +
                      o.text("step", parsed == api::DAY    ? "day"
                                     : parsed == api::WEEK ? "week"
                                                           : "month") +
                      (part == "all"    ? ""
                       : part == "work" ? ", in work hours"
                                        : ", outside work hours")) +
            "\n");
  using P = const api::TrendsReply::Part&;
  row(shell, "mood", values([](P p) { return p.has_mood() ? std::optional(p.mood()) : std::nullopt; }), 1, 5,
      "");
  row(shell, "energy", values([](P p) { return p.has_energy() ? std::optional(p.energy()) : std::nullopt; }),
      1, 5, "");
  row(shell, "tension",
      values([](P p) { return p.has_tension() ? std::optional(p.tension()) : std::nullopt; }), 0, 10, "");
  row(shell, "hard calls",
      values([](P p) { return p.hard_calls() ? std::optional(double(p.hard_calls())) : std::nullopt; }), 0, 8,
      "");
  row(shell, "how hard",
      values([](P p) { return p.has_how_hard() ? std::optional(p.how_hard()) : std::nullopt; }), 0, 10, "");
  row(shell, "sleep", values([](P p) { return p.has_sleep_h() ? std::optional(p.sleep_h()) : std::nullopt; }),
      3, 10, " h");
  row(shell, "sleep felt",
      values([](P p) { return p.has_sleep_quality() ? std::optional(p.sleep_quality()) : std::nullopt; }), 1,
      5, "");
  row(shell, "practice",
      values([](P p) { return p.practice_min() > 0 ? std::optional(p.practice_min()) : std::nullopt; }), 0,
      20, " min");
  int tended = 0, entries = 0;
  for (const auto& b : reply.bucket()) {
    const int n =
        b.all().check_ins() + b.all().hard_calls() + (b.all().practice_min() > 0) + b.all().has_sleep_h();
    tended += n > 0, entries += n;
  }
  if (!entries)
    shell.say("Nothing to show yet. A check-in takes five seconds: eddy check-in");
  else
    shell.say(shell.dim("\nAn empty place is a day without an entry. There is nothing to keep up."));
  return 0;
}

int helps(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  shell.open();
  const auto reply = shell.client.call<api::HelpsReply>("Insights/Helps", api::HelpsRequest());
  shell.print(reply);
  if (!reply.row_size())
    shell.say("Too early to tell: no practice has been rated before and after. `eddy reset --rate` asks.");
  else
    shell.say(
        "How far tension fell, of ten. This compares practices with each other. It is not a fair test "
        "of\ndoing nothing: the worst calls get the resets, and high readings fall by themselves.\n");
  for (const auto& r : reply.row())
    shell.say(
        "  " + r.practice() + std::string(r.practice().size() < 20 ? 20 - r.practice().size() : 1, ' ') +
        (r.too_early() ? shell.dim("too early to tell, rated " + std::to_string(r.rated()) +
                                   (r.rated() == 1 ? " time" : " times"))
                       : one_place(r.relief()) + "  (" + one_place(r.low()) + " to " + one_place(r.high()) +
                             shell.dim(", rated " + std::to_string(r.rated()) + " times)")));
  return 0;
}

int next(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  shell.open();
  const auto reply = shell.client.call<api::NextReply>("Reminders/Next", api::Nothing());
  shell.print(reply);
  if (!reply.due_size()) shell.say("Nothing is due.");
  for (const auto& d : reply.due()) {
    shell.say(local_time(shell, d.at_ms(), shell.offset_min(d.at_ms()), "%a %H:%M") + "  " +
              name_of(d.what()));
  }
  return 0;
}

int sleep_plan(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  shell.open();
  const auto p = shell.client.call<api::SleepPlan>("Shifts/PlanSleep", api::Nothing());
  shell.print(p);
  const auto at = [&](double ms) { return local_time(shell, ms, shell.offset_min(ms), "%a %H:%M"); };
  if (p.next_shift_ms() == 0) {
    shell.say(
        "No shift is known in the next days, so there is nothing to work back from. Sleep when you are "
        "tired.");
  } else {
    shell.say("Next shift  " + at(p.next_shift_ms()) + "\nWind down   " + at(p.wind_down_ms()) +
              "\nTo bed      " + at(p.bed_ms()) + "\nUp          " + at(p.up_ms()));
    const auto hours =
        std::to_string(p.sleep_min() / 60) + " h " + std::to_string(p.sleep_min() % 60) + " min";
    if (p.fits())
      shell.say("That is " + hours + ".");
    else
      shell.say("Only " + hours + " fit before it. One short night is survivable. Plan a nap of " +
                std::to_string(p.nap_min()) + " minutes at " + at(p.nap_ms()) + ".");
  }
  if (p.do_not_drive_sleepy()) shell.say(shell.bold("After a night: sleepy? Do not drive."));
  return 0;
}

}  // namespace eddy::cli
