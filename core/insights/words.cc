#include "core/insights/words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace eddy {
namespace {

std::string one_decimal(double v) {
  const auto tenths = std::lround(v * 10);
  return (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." +
         std::to_string(std::abs(tenths) % 10);
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
    {api::ENERGY, kOutside, api::ROSE, "Outside work you have more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kOutside, api::FELL, "Outside work you have less energy since {since}: {to}, from {from}"},
    {api::ENERGY, kInside, api::ROSE, "In work hours you have more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kInside, api::FELL, "In work hours you have less energy since {since}: {to}, from {from}"},
    {api::TENSION, kOutside, api::ROSE, "Outside work your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kOutside, api::FELL, "Outside work your tension fell from {from} to {to} since {since}"},
    {api::TENSION, kInside, api::ROSE, "In work hours your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kInside, api::FELL, "In work hours your tension fell from {from} to {to} since {since}"},
    {api::MOOD, kAllDay, api::ROSE, "Your mood rose from {from} to {to} since {since}"},
    {api::MOOD, kAllDay, api::FELL, "Your mood fell from {from} to {to} since {since}"},
    {api::ENERGY, kAllDay, api::ROSE, "You have more energy since {since}: {to}, from {from}"},
    {api::ENERGY, kAllDay, api::FELL, "You have less energy since {since}: {to}, from {from}"},
    {api::TENSION, kAllDay, api::ROSE, "Your tension rose from {from} to {to} since {since}"},
    {api::TENSION, kAllDay, api::FELL, "Your tension fell from {from} to {to} since {since}"},
    {api::SLEEP, kOutside, api::ROSE, "You sleep longer since {since}: {to} hours a night, from {from}"},
    {api::SLEEP, kOutside, api::FELL, "You sleep less since {since}: {to} hours a night, from {from}"},
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

bool known(const api::Level& l) { return l.high() > 0; }

// "2026-09-01" as "September 2026".
std::string month_of(const std::string& since) {
  static const char* const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  if (since.size() < 7) return since;
  const int month = (since[5] - '0') * 10 + since[6] - '0';
  return month >= 1 && month <= 12 ? names[month - 1] + (" " + since.substr(0, 4)) : since;
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
  return words.empty() ? "" : words + ".";
}

std::string level(const api::HeadlineReply& r, bool inside) {
  const auto& now = (inside ? r.inside() : r.outside()).now();
  if (!known(now)) return "";
  const auto words = find(kLevel, r.measure(), where_of(r, inside), api::MOVE_UNSPECIFIED);
  return words.empty() ? "" : with(words, "{to}", one_decimal(now.mean())) + " " + range(now) + ".";
}

void add(api::LookBackReply::Section* to, std::string text, std::string more = "") {
  auto* line = to->add_line();
  line->set_text(std::move(text));
  line->set_more(std::move(more));
}

std::string times(int n) { return std::to_string(n) + (n == 1 ? " time" : " times"); }

template <class Interval>
std::string range_of(const Interval& l) {
  return one_decimal(l.low()) + " to " + one_decimal(l.high());
}

std::string came_of(const api::Waiting& w) {
  switch (w.came()) {
    case api::RESETS_HELP:
      return "A reset helps: tension falls further with one than with just waiting, by " +
             one_decimal(w.more().by()) + ".";
    case api::WAITING_DID_MORE:
      return "With just waiting tension falls further than with a reset, by " +
             one_decimal(std::abs(w.more().by())) + ".";
    case api::NOTHING_CAME_OUT: return "A reset and just waiting: no difference that can be named.";
    case api::GOING_ON: return "A reset and just waiting: too early to tell.";
    default: return "";
  }
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
  std::string out;
  const auto say = [&](const std::string& words) {
    if (!words.empty()) out += (out.empty() ? "" : " ") + words;
  };
  const api::Change& apart = reply.apart();
  if (const auto words = find(kApart, reply.measure(), kInside, apart.move()); !words.empty()) {
    const auto [low, high] = std::minmax({std::abs(apart.low()), std::abs(apart.high())});
    say(words + ", by " + one_decimal(std::abs(apart.by())) + " (" + one_decimal(low) + " to " +
        one_decimal(high) + ").");
  }
  for (const bool inside : {false, true}) {
    const auto words = changed(reply, inside);
    say(words.empty() ? level(reply, inside) : words);
  }
  return out;
}

void in_words(const api::HelpsReply& reply, api::LookBackReply::Section* to) {
  to->set_title("What went with relief");
  if (const auto words = came_of(reply.waiting()); !words.empty())
    add(to, words, reply.waiting().more().move() ? range_of(reply.waiting().more()) : "");
  for (const auto& r : reply.row()) {
    const auto name = r.title().empty() ? "A practice that is not here any more" : r.title();
    if (r.too_early()) {
      add(to, name + ": too early to tell", "rated " + times(r.rated()));
      continue;
    }
    const auto move = r.versus().move();
    add(to,
        name + ": tension down by " + one_decimal(r.relief()) +
            (move == api::ROSE   ? ", further than with the others"
             : move == api::FELL ? ", less than with the others"
                                 : ""),
        range_of(r) + ", rated " + times(r.rated()));
  }
  to->set_note(
      reply.fair()
          ? "Chance decided between a reset and just waiting: a fair test, for you."
          : "Practices are compared with each other only. That is not a fair test of doing nothing: the "
            "hardest moments get the resets, and high readings fall by themselves.");
}

}  // namespace eddy
