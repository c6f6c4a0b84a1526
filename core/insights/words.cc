#include "core/insights/words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/base/date_words.h"
#include "core/base/fold.h"
#include "core/base/moment.h"

namespace eddy {
namespace {

// As few digits as it has: "2", "1.5".
std::string short_of(double v) {
  return std::abs(v - std::round(v)) < 0.05 ? std::to_string(std::lround(v)) : one_decimal(v);
}

enum Where { kOutside, kInside, kAllDay };
struct Sentence {
  api::Measure measure;
  Where where;
  api::Move move;
  const char* words;
};
constexpr Sentence kChanged[] = {
    {api::MOOD, kOutside, api::ROSE, "Outside work your mood rose from {from} to {to} since {since}"},
    {api::MOOD, kOutside, api::FELL, "Outside work your mood fell from {from} to {to} since {since}"},
    {api::MOOD, kInside, api::ROSE, "In work hours your mood rose from {from} to {to} since {since}"},
    {api::MOOD, kInside, api::FELL, "In work hours your mood fell from {from} to {to} since {since}"},
    {api::ENERGY, kOutside, api::ROSE,
     "Outside work you have had more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kOutside, api::FELL,
     "Outside work you have had less energy since {since}: {to}, from {from}"},
    {api::ENERGY, kInside, api::ROSE,
     "In work hours you have had more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kInside, api::FELL,
     "In work hours you have had less energy since {since}: {to}, from {from}"},
    {api::TENSION, kOutside, api::ROSE, "Outside work your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kOutside, api::FELL, "Outside work your tension fell from {from} to {to} since {since}"},
    {api::TENSION, kInside, api::ROSE, "In work hours your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kInside, api::FELL, "In work hours your tension fell from {from} to {to} since {since}"},
    {api::MOOD, kAllDay, api::ROSE, "Your mood rose from {from} to {to} since {since}"},
    {api::MOOD, kAllDay, api::FELL, "Your mood fell from {from} to {to} since {since}"},
    {api::ENERGY, kAllDay, api::ROSE, "You have had more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kAllDay, api::FELL, "You have had less energy since {since}: {to}, from {from}"},
    {api::TENSION, kAllDay, api::ROSE, "Your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kAllDay, api::FELL, "Your tension fell from {from} to {to} since {since}"},
    {api::SLEEP, kOutside, api::ROSE, "You have slept longer since {since}: {to} hours a night, from {from}"},
    {api::SLEEP, kOutside, api::FELL, "You have slept less since {since}: {to} hours a night, from {from}"},
};
constexpr Sentence kApart[] = {
    {api::MOOD, kInside, api::ROSE, "In work hours your mood is higher than outside them"},
    {api::MOOD, kInside, api::FELL, "In work hours your mood is lower than outside them"},
    {api::ENERGY, kInside, api::ROSE, "In work hours you have more energy than outside them"},
    {api::ENERGY, kInside, api::FELL, "In work hours you have less energy than outside them"},
    {api::TENSION, kInside, api::ROSE, "In work hours your tension is higher than outside them"},
    {api::TENSION, kInside, api::FELL, "In work hours your tension is lower than outside them"},
};
constexpr Sentence kLevel[] = {
    {api::MOOD, kOutside, api::MOVE_UNSPECIFIED, "Outside work your mood was near {to}"},
    {api::MOOD, kInside, api::MOVE_UNSPECIFIED, "In work hours your mood was near {to}"},
    {api::ENERGY, kOutside, api::MOVE_UNSPECIFIED, "Outside work your energy was near {to}"},
    {api::ENERGY, kInside, api::MOVE_UNSPECIFIED, "In work hours your energy was near {to}"},
    {api::TENSION, kOutside, api::MOVE_UNSPECIFIED, "Outside work your tension was near {to}"},
    {api::TENSION, kInside, api::MOVE_UNSPECIFIED, "In work hours your tension was near {to}"},
    {api::MOOD, kAllDay, api::MOVE_UNSPECIFIED, "Your mood was near {to}"},
    {api::ENERGY, kAllDay, api::MOVE_UNSPECIFIED, "Your energy was near {to}"},
    {api::TENSION, kAllDay, api::MOVE_UNSPECIFIED, "Your tension was near {to}"},
    {api::SLEEP, kOutside, api::MOVE_UNSPECIFIED, "You slept about {to} hours a night"},
};

template <size_t N>
std::string find(const Sentence (&all)[N], api::Measure measure, Where where, api::Move move) {
  for (const auto& s : all)
    if (s.measure == measure && s.where == where && s.move == move) return s.words;
  return "";
}

std::string with(std::string words, const std::string& name, const std::string& value) {
  if (const auto at = words.find(name); at != words.npos) words.replace(at, name.size(), value);
  return words;
}

std::string range(const api::Level& l) {
  return "(" + one_decimal(l.low()) + " to " + one_decimal(l.high()) + ")";
}

// "0.8 (0.4 to 1.2)": how large a difference is, with the interval of the test that allows to name it; its sentence says the way.
std::string by_words(const api::Change& c, const std::string& unit) {
  const auto [low, high] = std::minmax({std::abs(c.low()), std::abs(c.high())});
  return one_decimal(std::abs(c.by())) + unit + " (" + one_decimal(low) + " to " + one_decimal(high) + ")";
}

bool known(const api::Level& l) { return l.high() > 0; }

// "2026-09-01" as "September 2026", and as "Tuesday, 1 September".
std::string month_of(const std::string& since) {
  const auto day = day_named(since);
  return day ? month_name(*day) + ' ' + year_words(*day) : since;
}
std::string day_of(const std::string& iso) {
  const auto day = day_named(iso);
  return day ? weekday_words(*day) : iso;
}

Where where_of(const api::HeadlineReply& r, bool inside) {
  return inside ? kInside : r.all_day() ? kAllDay : kOutside;
}

std::string changed(const api::HeadlineReply& r, bool inside) {
  const auto& side = inside ? r.inside() : r.outside();
  auto words = find(kChanged, r.measure(), where_of(r, inside), side.change().move());
  words = with(words, "{from}", one_decimal(side.before().mean()));
  words = with(words, "{to}", one_decimal(side.now().mean()));
  words = with(words, "{since}", month_of(r.since()));
  return words.empty() ? "" : words + ", by " + by_words(side.change(), "") + ".";
}

void append(const std::string& words, std::string& to) {
  if (!words.empty()) to += (to.empty() ? "" : " ") + words;
}

// First what changed: that is what is asked.
std::string named_words(const api::HeadlineReply& r) {
  std::string out;
  for (const bool inside : {false, true}) append(changed(r, inside), out);
  if (const auto words = find(kApart, r.measure(), kInside, r.apart().move()); !words.empty())
    append(words + ", over all your weeks by " + by_words(r.apart(), "") + ".", out);
  return out;
}

std::string level(const api::HeadlineReply& r, bool inside) {
  const auto& now = (inside ? r.inside() : r.outside()).now();
  if (!known(now)) return "";
  const auto words = find(kLevel, r.measure(), where_of(r, inside), api::MOVE_UNSPECIFIED);
  return words.empty() ? "" : with(words, "{to}", one_decimal(now.mean())) + " " + range(now) + ".";
}

void add(api::Section* to, std::string text, std::string more = "") {
  auto* line = to->add_line();
  line->set_text(std::move(text));
  line->set_more(std::move(more));
}

std::string times(int n) { return std::to_string(n) + (n == 1 ? " time" : " times"); }

template <class Interval>
std::string range_of(const Interval& l) {
  return one_decimal(l.low()) + " to " + one_decimal(l.high());
}

std::string rated_words(int rated, int unanswered) {
  return "rated " + times(rated) + (unanswered ? ", " + std::to_string(unanswered) + " not answered" : "");
}

std::string arm_words(const api::Waiting::Arm& arm) {
  return one_decimal(arm.relief()) + " (" + range_of(arm) + "), " +
         rated_words(arm.rated(), arm.unanswered());
}

std::string came_of(const api::Waiting& w) {
  switch (w.came()) {
    case api::RESETS_HELP:
      return "A reset helps: tension falls further with one than with just waiting, by " +
             by_words(w.more(), "") + ".";
    case api::WAITING_DID_MORE:
      return "With just waiting tension falls further than with a reset, by " + by_words(w.more(), "") + ".";
    case api::NOTHING_CAME_OUT: return "A reset and just waiting: no difference that can be named.";
    case api::GOING_ON: return "A reset and just waiting: too early to tell.";
    default: return "";
  }
}

std::string usual_words(const api::UsualRange& usual) {
  return one_decimal(usual.low()) + " to " + one_decimal(usual.high());
}

// A measure in each place where it is known, "outside work 3.4 (3.2 to 3.6)"; in `more` what is usual in those.
void add_measure(api::Section* to, const api::SidesReply& reply, const std::string& name,
                 const std::string& unit, const api::Placed& (api::Levels::*of)() const) {
  const std::pair<const char*, const api::Levels&> places[] = {
      {reply.all_day() ? "all day" : "outside work", reply.outside()},
      {"in work hours", reply.inside()},
      {"on days of a night shift", reply.night_shift()},
      {"on the day after a night shift", reply.after_night()},
      {"on days off", reply.day_off()},
  };
  std::string text, more;
  for (const auto& [where, levels] : places) {
    const auto& p = (levels.*of)();
    if (!known(p.level())) continue;
    text += (text.empty() ? ": " : ", ") + std::string(where) + " " + one_decimal(p.level().mean()) + unit +
            " " + range(p.level());
    if (p.has_usual())
      more += (more.empty() ? "usually " : "; ") + std::string(where) + " " + usual_words(p.usual());
  }
  if (!text.empty()) add(to, name + text, more);
}

const char* name_of(api::PartOfDay part) {
  switch (part) {
    case api::MORNING: return "morning";
    case api::AFTERNOON: return "afternoon";
    case api::EVENING: return "evening";
    case api::NIGHT: return "night";
    default: return "";
  }
}

// A line a day of the week.
void add_week(api::Section* to, const api::SidesReply& reply) {
  for (int day = 1; day <= 7; ++day) {
    std::string text;
    for (const auto& h : reply.hours()) {
      if (h.weekday() != day || !known(h.levels().mood().level())) continue;
      text += (text.empty() ? ": mood " : ", ") + std::string(name_of(h.part())) + " " +
              one_decimal(h.levels().mood().level().mean()) + " " + range(h.levels().mood().level());
    }
    if (!text.empty()) add(to, weekday_name(day) + text);
  }
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::string share_words(const api::ShareOfCalls& s) {
  return percent(s.share()) + " (" + percent(s.low()) + " to " + percent(s.high()) + ")";
}

// An interval of more than half of everything says nothing.
bool says(const api::ShareOfCalls& s) { return s.high() - s.low() <= 0.5; }

void add_share(api::Section* to, const std::string& text, const api::ShareOfCalls& s) {
  if (!says(s)) return add(to, text + ": too early to tell");
  add(to, text + ": after " + percent(s.share()), percent(s.low()) + " to " + percent(s.high()));
}

// Of calls that are not compared with anything: what they were, and whose doing.
void add_wrong(api::Section* to, int calls) {
  if (!calls) return;
  add(to, std::to_string(calls) + (calls == 1 ? " call was" : " calls were") +
              " abuse, a threat or sexual. It was wrong, and you did not earn it.");
}

void add_pair(api::Section* to, const api::SelfCareReply::Pair& pair, const std::string& with,
              const std::string& without) {
  const auto say = [&](const char* name, const api::Level& a, const api::Level& b) {
    if (known(a) && known(b))
      add(to,
          with + ": " + name + " " + one_decimal(a.mean()) + "; " + without + ": " + one_decimal(b.mean()),
          range_of(a) + "; " + range_of(b));
  };
  say("mood", pair.with().mood(), pair.without().mood());
  say("energy", pair.with().energy(), pair.without().energy());
}

// --- What went with what

const char* name_of(api::Measure measure) {
  switch (measure) {
    case api::MOOD: return "mood";
    case api::ENERGY: return "energy";
    case api::TENSION: return "tension";
    case api::SLEEP: return "sleep";
    default: return "";
  }
}

std::string where_of(api::Measure measure, bool inside) {
  return measure == api::SLEEP ? " the night after" : inside ? " in work hours" : " outside work";
}

std::string signed_of(api::Measure measure, double v) {
  return (v > 0 ? "+" : "") + one_decimal(v) + (measure == api::SLEEP ? " h" : "");
}

const char* way_of(api::Measure measure, api::Move move) {
  if (measure == api::SLEEP) return move == api::ROSE ? "more " : "less ";
  return move == api::ROSE ? "higher " : "lower ";
}

void add_effect(api::Section* to, const std::string& name, const api::FactorEffectsReply::Effect& e) {
  const auto of = name_of(e.measure()) + where_of(e.measure(), e.inside());
  const std::string unit = e.measure() == api::SLEEP ? " h" : "";
  if (e.change().move())
    add(to, name + " went with " + way_of(e.measure(), e.change().move()) + of + ", by " +
                by_words(e.change(), unit));
  else if (e.difference().days() >= 5)
    add(to, name + ", beside days without it: " + of + " " + signed_of(e.measure(), e.difference().mean()),
        range_of(e.difference()));
}

const char* name_of(api::CarryOverReply::Which which) {
  switch (which) {
    case api::CarryOverReply::SHIFT_TO_EVENING: return "The end of a shift and the evening after it";
    case api::CarryOverReply::SLEEP_TO_DAY: return "A night and the day after it";
    case api::CarryOverReply::HOME_TO_SHIFT: return "Home before work and the shift";
    default: return "";
  }
}

const char* name_of(api::CarryOverReply::Strength strength) {
  switch (strength) {
    case api::CarryOverReply::SLIGHT: return "slightly";
    case api::CarryOverReply::MEDIUM: return "clearly";
    case api::CarryOverReply::STRONG: return "strongly";
    default: return "";
  }
}

const char* name_of(api::LoadReply::Against against) {
  switch (against) {
    case api::LoadReply::FEWER: return "fewer than your usual ";
    case api::LoadReply::AS_USUAL: return "within your usual ";
    case api::LoadReply::MORE: return "more than your usual ";
    default: return "";
  }
}

std::string calls(int n) { return std::to_string(n) + (n == 1 ? " hard call" : " hard calls"); }

// To give to somebody: days, kinds and numbers, no words of the diary's.
std::string copy_of(const api::LoadReply& reply) {
  std::string out;
  for (const auto& s : reply.shift()) {
    if (!s.kind_size()) continue;
    std::string kinds;
    for (const auto& k : s.kind())
      kinds += (kinds.empty() ? "" : ", ") + std::to_string(k.calls()) + " " +
               (k.kind() ? plain_name(records::CallKind_Name(k.kind())) : "of no kind that was noted");
    out += s.day() + ": " + kinds + "\n";
  }
  return out.empty() ? "" : "Hard calls by shift\n" + out;
}

}  // namespace

std::string held_words(api::Held held, const char* too_early) {
  switch (held) {
    case api::TOO_EARLY: return too_early;
    case api::OWN_DEVICE: return "What it comes to is told on a device of your own, not on a work computer.";
    case api::HEAVY_TIME: return "It has been a heavy time. The numbers can wait.";
    default: return "";
  }
}

std::string in_words(const api::HeadlineReply& reply) {
  if (reply.held()) return held_words(reply.held(), "Too early to tell how it has been.");
  auto out = named_words(reply);
  for (const bool inside : {false, true})
    if (changed(reply, inside).empty()) append(level(reply, inside), out);
  return out;
}

void in_words(const api::HelpsReply& reply, api::Section* to) {
  to->set_title("Tension after each practice");
  if (const auto words = came_of(reply.waiting()); !words.empty())
    add(to, words,
        "tension down with a reset by " + arm_words(reply.waiting().drawn()) + "; with a wait by " +
            arm_words(reply.waiting().waited()));
  for (const auto& r : reply.row()) {
    const auto name = r.title().empty() ? "A practice that is not here any more" : r.title();
    if (r.too_early()) {
      add(to, name + ": too early to tell", rated_words(r.rated(), r.unanswered()));
      continue;
    }
    const auto move = r.versus().move();
    add(to,
        name + (r.relief() < 0 ? ": tension up by " : ": tension down by ") +
            one_decimal(std::abs(r.relief())) +
            (move == api::MOVE_UNSPECIFIED ? ""
                                           : std::string(move == api::ROSE ? ", further" : ", less") +
                                                 " than with the others, by " + by_words(r.versus(), "")),
        range_of(r) + ", " + rated_words(r.rated(), r.unanswered()));
  }
  to->set_note(
      std::string(reply.fair()
                      ? "Chance decided between a reset and just waiting: that is a fair test, for you. "
                      : "") +
      "Each as if all had begun at the same tension. Practices are compared with each other only. That is "
      "not a fair test of doing nothing: the hardest "
      "moments get the resets, and high readings fall by themselves.");
}

void in_words(const api::SidesReply& reply, const api::HeadlineReply& headline, api::Section* to) {
  to->set_title("Inside and outside work");
  for (const auto& also : headline.also()) add(to, named_words(also));
  add_measure(to, reply, "Mood", "", &api::Levels::mood);
  add_measure(to, reply, "Energy", "", &api::Levels::energy);
  add_measure(to, reply, "Tension", "", &api::Levels::tension);
  add_measure(to, reply, "Sleep", " h", &api::Levels::sleep_h);
  add_measure(to, reply, "Practice", " min", &api::Levels::practice_min);
  add_week(to, reply);
  to->set_note("The usual is the middle half of your own earlier days. It is no target.");
  to->set_with_people(reply.with_people() || headline.with_people());
}

void in_words(const api::BounceBackReply& reply, api::Section* to) {
  to->set_title("After hard calls");
  const api::Back& all = reply.all();
  if (all.has_within_hour()) {
    add_share(to, "Of " + std::to_string(all.calls()) + " calls, tension had come down again within the hour",
              all.within_hour());
    if (all.has_same_shift()) add_share(to, "In the same shift", all.same_shift());
    if (all.has_by_evening()) add_share(to, "Before bed", all.by_evening());
  }
  const auto& with = reply.with_reset().within_hour();
  const auto& without = reply.without_reset().within_hour();
  if (reply.with_reset().has_within_hour() && reply.without_reset().has_within_hour() && says(with) &&
      says(without))
    add(to,
        "Still tense ten minutes later, and down again within the hour: " + share_words(with) +
            " with a reset begun by then, " + share_words(without) + " without",
        "not a fair test: the worst calls get the resets");
  add_wrong(to, reply.wrong_calls());
  to->set_note("There is no time by which it has to be over. Slower after a bad one is normal.");
  to->set_with_people(reply.with_people());
}

void in_words(const api::SelfCareReply& reply, api::Section* to) {
  to->set_title("Looking after yourself");
  const auto level = [&](const std::string& name, const std::string& unit, const api::Placed& p) {
    if (known(p.level()))
      add(to, name + " " + one_decimal(p.level().mean()) + unit,
          range_of(p.level()) + (p.has_usual() ? ", usually " + usual_words(p.usual()) : ""));
  };
  level("Sleep:", " h a night", reply.sleep_h());
  level("How it felt:", " of 5", reply.sleep_quality());
  level("Without a screen before bed:", " min", reply.device_free_min());
  for (const auto& p : reply.practice())
    add(to,
        (p.title().empty() ? "A practice that is not here any more" : p.title()) + ": " + times(p.times()),
        short_of(p.minutes()) + " min");
  if (reply.wind_downs()) add(to, "Wind-downs: " + std::to_string(reply.wind_downs()));
  if (reply.bright_spots()) add(to, "Bright spots: " + std::to_string(reply.bright_spots()));
  if (reply.has_people()) add(to, "There are people you can turn to.");
  const auto need =
      std::to_string(reply.sleep_need_min() / 60) + " h " +
      (reply.sleep_need_min() % 60 ? std::to_string(reply.sleep_need_min() % 60) + " min " : "");
  add_pair(to, reply.enough_sleep(), "After a night of " + need + "or more", "after a shorter one");
  add_pair(to, reply.wind_down(), "After an evening with a wind-down", "after one without");
  to->set_note(
      "Side by side, and no more: what came of what cannot be told from this. One short night is "
      "survivable.");
  to->set_with_people(reply.with_people());
}

void in_words(const api::FactorEffectsReply& reply, api::Section* to) {
  to->set_title("Your own factors");
  for (const bool named : {true, false})
    for (const auto& f : reply.factor())
      for (const auto& e : f.effect())
        if (!f.unsaid() && (e.change().move() != 0) == named) add_effect(to, f.name(), e);
  to->set_note("What went with something need not come of it.");
  to->set_with_people(reply.with_people());
}

void in_words(const api::LoadReply& reply, api::Section* to) {
  to->set_title("Hard calls by shift");
  const auto over =
      std::find_if(reply.shift().begin(), reply.shift().end(), [](const auto& s) { return !s.going_on(); });
  if (over != reply.shift().end()) {
    const auto shift = "The shift of " + day_of(over->day()) + ": ";
    if (over->wrong())
      add(to, shift + std::to_string(over->wrong()) +
                  " abusive, threatening or sexual. It was wrong, and you did not earn it.");
    if (over->calls() || !over->wrong())
      add(to,
          shift + calls(over->calls()) + (over->wrong() ? " of other kinds" : "") +
              (reply.against() ? std::string(", ") + name_of(reply.against()) + short_of(reply.usual_low()) +
                                     " to " + short_of(reply.usual_high())
                               : ""),
          reply.against() ? "of " + std::to_string(reply.usual_of()) + " shifts" : "");
  }
  to->set_note("A reset does not fix a workload. These counts can go to a lead or HR, where you want that.");
  to->set_with_people(reply.with_people());
  to->set_copy(copy_of(reply));
}

void in_words(const api::CarryOverReply& reply, api::Section* to) {
  to->set_title("What carries over");
  for (const auto& p : reply.pair()) {
    const auto which = std::string(name_of(p.which()));
    const auto both =
        std::string(name_of(p.first())) + " in the one and " + name_of(p.then()) + " in the other";
    if (!p.goes())
      add(to, which + ": nothing that can be named of " + both);
    else
      add(to,
          which + ": " + both + " go " + name_of(p.strength()) +
              (p.goes() == api::CarryOverReply::ALONG ? " together" : " against each other"),
          "rank correlation " + one_decimal(p.correlation()) + ", " + range_of(p));
  }
  to->set_note("Looked at every 13 weeks. That two things go together does not say which brings the other.");
  to->set_with_people(reply.with_people());
}

}  // namespace eddy
