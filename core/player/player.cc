#include "core/player/player.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/base/failure.h"
#include "core/base/wait.h"

namespace eddy {
namespace pb = eddy::content;
namespace {

constexpr std::string_view kJustWait = "Just wait.";

using OptOuts = std::vector<pb::OptOut>;

// What is said and drawn is the catalogue's or the state's: a plan is made anew for every look, and copies nothing.
struct Phase {
  std::string_view say;
  pb::Cue cue;
  double ms;        // 0: waits for an answer
  double from, to;  // size of the shape
  int unit;         // counted from 0
  bool ends_unit;
  const pb::Step* step = nullptr;
  std::vector<std::string_view> ids =
      {};  // where a choice may lead: its step, and those left out just before it
  std::string_view drawing = {};
};
using Plan = std::vector<Phase>;

bool has(const OptOuts& all, pb::OptOut one) { return std::find(all.begin(), all.end(), one) != all.end(); }

// How long each of several parts is played: the important ones are kept, and then all are stretched alike.
struct Part {
  int min_s, max_s, priority;
};
std::vector<int> fit(const std::vector<Part>& parts, int seconds) {
  std::vector<size_t> order(parts.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return parts[a].priority > parts[b].priority; });
  std::vector<int> out(parts.size(), 0);
  int left = seconds, stretch = 0;
  for (const auto i : order)
    if (parts[i].min_s <= left) {
      out[i] = parts[i].min_s;
      left -= out[i];
      stretch += parts[i].max_s - parts[i].min_s;
    }
  if (stretch == 0) return out;
  const double share = std::min(1.0, double(left) / stretch);
  for (size_t i = 0; i < parts.size(); ++i)
    if (out[i]) out[i] += int(share * (parts[i].max_s - parts[i].min_s));
  return out;
}

void add_breath(const pb::Practice& p, std::string_view steady, int seconds, Plan& plan, int& unit) {
  double cycle = 0;
  for (const auto& b : p.breath()) cycle += b.ms();
  auto n = int(seconds * 1000.0 / cycle);
  plan.reserve(plan.size() + size_t(n) * size_t(p.breath_size()));
  for (; n > 0; --n, ++unit) {
    double size = 0;
    for (int i = 0; i < p.breath_size(); ++i) {
      const auto& b = p.breath(i);
      const bool topped = i + 1 < p.breath_size() && p.breath(i + 1).kind() == pb::TOP_UP;
      double to = size;
      pb::Cue cue = pb::CUE_HOLD;
      if (b.kind() == pb::INHALE) to = topped ? 0.8 : 1.0, cue = pb::CUE_INHALE;
      if (b.kind() == pb::TOP_UP) to = 1.0, cue = pb::CUE_TOP_UP;
      if (b.kind() == pb::EXHALE) to = 0.0, cue = pb::CUE_EXHALE;
      // The steadying sentence is said silently with the breath out.
      const std::string_view say = cue == pb::CUE_EXHALE && !steady.empty() ? steady : b.say();
      plan.push_back({say, cue, double(b.ms()), size, to, unit, i + 1 == p.breath_size()});
      size = to;
    }
  }
}

void add_moves(const pb::Practice& p, const OptOuts& outs, int seconds, Plan& plan, int& unit) {
  std::vector<Part> parts;
  for (const auto& m : p.move()) {
    const int sides = m.both_sides() ? 2 : 1;
    parts.push_back({m.min_s() * sides, m.max_s() * sides, m.priority()});
  }
  const auto length = fit(parts, seconds);
  for (int i = 0; i < p.move_size(); ++i) {
    const auto& m = p.move(i);
    if (!length[size_t(i)]) continue;
    std::string_view say = m.say();
    if (has(outs, pb::CANNOT_STAND) && !m.seated().empty()) say = m.seated();
    if (has(outs, pb::UNSEEN) && !m.unseen().empty()) say = m.unseen();
    const int sides = m.both_sides() ? 2 : 1;
    for (int side = 0; side < sides; ++side) {
      const double ms = length[size_t(i)] * 1000.0 / sides;
      const bool last = side + 1 == sides;
      if (m.tense_s() > 0) {
        plan.push_back({say, pb::CUE_TENSE, m.tense_s() * 1000.0, 0, 1, unit, false});
        plan.push_back({"Let go.", pb::CUE_RELEASE, ms - m.tense_s() * 1000.0, 1, 0, unit, last});
        plan[plan.size() - 2].drawing = m.drawing();
      } else {
        plan.push_back({side ? std::string_view("Now the other side.") : say, pb::CUE_MOVE, ms,
                        double(side) / sides, double(side + 1) / sides, unit, last});
      }
      plan.back().drawing = m.drawing();
    }
    ++unit;
  }
}

void add_steps(const Catalog& catalog, const pb::State& state, const pb::Practice& p, const OptOuts& outs,
               int seconds, Plan& plan, int& unit, int depth);

// `seconds` is a promise: no path through the plan is longer, unless the person asked to be waited for.
void add_practice(const Catalog& catalog, const pb::State& state, const pb::Practice& p, const OptOuts& outs,
                  int seconds, Plan& plan, int& unit, int depth = 0) {
  if (p.breath_size())
    add_breath(p, p.steady().empty() || state.steady().empty() ? p.steady() : state.steady(), seconds, plan,
               unit);
  else if (p.move_size())
    add_moves(p, outs, seconds, plan, unit);
  else
    add_steps(catalog, state, p, outs, seconds, plan, unit, depth);
}

void add_steps(const Catalog& catalog, const pb::State& state, const pb::Practice& p, const OptOuts& outs,
               int seconds, Plan& plan, int& unit, int depth) {
  std::vector<Part> parts;
  std::vector<const pb::Step*> steps;
  for (const auto& s : p.step()) {
    if (s.eyes_closed() && has(outs, pb::EYES_OPEN)) continue;
    const auto* inner = s.practice().empty() ? nullptr : catalog.find(s.practice());
    if (!s.practice().empty() &&
        (depth > 2 || !inner ||  // a practice that plays itself does so a few times only
         refused_by(*inner, outs) != pb::OPT_OUT_UNSPECIFIED))
      continue;
    steps.push_back(&s);
    parts.push_back({s.min_s(), s.max_s(), s.priority()});
  }
  const auto length = fit(parts, seconds);
  std::vector<std::string_view> ids;
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto& s = *steps[i];
    if (!s.id().empty()) ids.push_back(s.id());
    if (!length[i]) continue;
    if (!s.practice().empty()) {
      const auto from = plan.size();
      add_practice(catalog, state, catalog.get(s.practice()), outs, length[i], plan, unit, depth + 1);
      if (plan.size() > from) plan[from].ids = std::move(ids), ids.clear();
      continue;
    }
    const bool waits = s.choice_size() > 0 && state.wait_for_me();
    plan.push_back(
        {s.say(), pb::CUE_STEP, waits ? 0 : length[i] * 1000.0, 0, 1, unit, true, &s, std::move(ids)});
    ids.clear();
    ++unit;
  }
}

OptOuts opt_outs_of(const pb::State& state) {
  OptOuts out;
  for (const auto o : state.opt_out()) out.push_back(pb::OptOut(o));
  return out;
}

bool is_wait(const pb::State& state) { return state.arm() == records::ARM_WAIT; }

Plan make_plan(const Catalog& catalog, const pb::State& state) {
  Plan plan;
  int unit = 0;
  if (is_wait(state))
    return {{kJustWait, pb::CUE_STEP, std::clamp(state.seconds(), 1, 3600) * 1000.0, 0, 1, 0, true}};
  const auto& p = catalog.get(state.practice());
  add_practice(catalog, state, p, opt_outs_of(state), std::clamp(state.seconds(), 1, 24 * 3600), plan, unit);
  return plan;
}

// Where the playing stands: which phase, since when, and what has been completed.
struct Position {
  size_t phase = 0;
  double start = 0, end = 0;  // of the phase; end 0: an answer ends it
  bool ended = false, finished = false;
  double ended_ms = 0;
  int units_done = 0;
};

Position replay(const Plan& plan, const pb::State& state, double now) {
  Position h;
  double t = state.began_ms();
  auto given = state.given().begin();
  while (h.phase < plan.size()) {
    const auto& p = plan[h.phase];
    const bool asks = p.step && p.step->choice_size() > 0;
    const bool may_skip =
        p.cue == pb::CUE_STEP || p.cue == pb::CUE_MOVE || p.cue == pb::CUE_TENSE || p.cue == pb::CUE_RELEASE;
    h.start = t;
    h.end = p.ms > 0 ? t + p.ms : 0;
    double end = h.end;
    bool skipped = false;
    const pb::Choice* chosen = nullptr;
    for (; given != state.given().end() && given->at_ms() <= now && (end == 0 || given->at_ms() < end);
         ++given) {
      const auto act = given->act();
      if (act == pb::STOP || act == pb::NEXT_CALL) {
        h.ended = true;
        h.ended_ms = given->at_ms();
        return h;
      }
      if (act == pb::CHOOSE && asks && given->value() < p.step->choice_size())
        chosen = &p.step->choice(given->value());
      if (chosen || (act == pb::NEXT && may_skip && !asks)) {
        end = given->at_ms();
        skipped = !chosen;
        ++given;
        break;
      }
    }
    if (end == 0 || now < end) return h;  // still in it
    t = std::max(t, end);
    const bool cut =
        skipped && p.cue != pb::CUE_STEP;  // a move left early is not a whole one; a step read is
    if (p.ends_unit && !cut) ++h.units_done;
    auto next = h.phase + 1;
    if (skipped && !p.ends_unit)
      while (next < plan.size() && plan[next].unit == p.unit) ++next;
    // Unanswered in time: go where the first choice goes, so that the words fit.
    if (asks && !chosen) chosen = &p.step->choice(0);
    if (chosen && !chosen->go().empty())
      while (next < plan.size() &&
             std::find(plan[next].ids.begin(), plan[next].ids.end(), chosen->go()) == plan[next].ids.end())
        ++next;
    h.phase = next;
  }
  h.ended = h.finished = true;
  h.ended_ms = t;
  return h;
}

void check_state(const pb::State& state, double now_ms) {
  if (!std::isfinite(state.began_ms()) || !std::isfinite(now_ms))
    throw Failure{Reason::bad_request, "state: no time"};
  if (state.given_size() > 10'000) throw Failure{Reason::bad_request, "state: too much was given"};
}

// What made it worse is left for the ground; what was said before it is kept.
pb::State to_ground(const Catalog& catalog, const pb::State& state, int units_done, double now_ms) {
  pb::State ground = state;
  ground.set_made_worse(is_wait(state) ? std::string(kWait) : state.practice());
  if (is_wait(state)) ground.clear_arm();
  ground.set_practice("mind.ground");
  const auto& p = catalog.get("mind.ground");
  ground.set_seconds(p.usual_s());
  ground.set_began_ms(now_ms);
  ground.set_earlier_ms(state.earlier_ms() + now_ms - state.began_ms());
  ground.set_earlier_units(state.earlier_units() + units_done);
  ground.clear_given();
  for (const auto& g : state.given())
    if (g.act() == pb::BEFORE) *ground.add_given() = g;
  return ground;
}

}  // namespace

pb::OptOut refused_by(const pb::Practice& practice, const OptOuts& opt_outs) {
  for (const auto o : practice.not_for())
    if (has(opt_outs, pb::OptOut(o))) return pb::OptOut(o);
  return pb::OPT_OUT_UNSPECIFIED;
}

bool is_played(const pb::Practice& p) { return p.breath_size() || p.move_size() || p.step_size(); }

std::vector<std::string> player_fitting(const Catalog& catalog, pb::Where where, int seconds,
                                        const OptOuts& opt_outs, const std::vector<std::string>& never) {
  std::vector<std::string> out;
  if (where == pb::CALL) return out;
  const auto place = where == pb::WHERE_UNSPECIFIED ? pb::BETWEEN : where;
  for (const auto& p : catalog.practices()) {
    const bool reset =
        p.kind() == pb::BREATH || p.kind() == pb::MOVES || p.kind() == pb::GUIDED || p.kind() == pb::TIMER;
    const bool there = std::find(p.where().begin(), p.where().end(), place) != p.where().end();
    if (reset && is_played(p) && there && p.min_s() <= seconds &&
        refused_by(p, opt_outs) == pb::OPT_OUT_UNSPECIFIED &&
        std::find(never.begin(), never.end(), p.id()) == never.end())
      out.push_back(p.id());
  }
  return out;
}

std::string player_choose(const Catalog& catalog, std::string_view pinned, const OptOuts& opt_outs,
                          const std::vector<std::string>& never, bool aside) {
  const auto fits = [&](std::string_view id) {
    const auto* p = catalog.find(id);
    return p && is_played(*p) && refused_by(*p, opt_outs) == pb::OPT_OUT_UNSPECIFIED &&
           (!aside || p->kind() == pb::BREATH) && std::find(never.begin(), never.end(), id) == never.end();
  };
  if (fits(pinned)) return std::string(pinned);
  if (aside && fits("breathe.slow")) return "breathe.slow";
  for (const char* id : {"breathe.sigh", "breathe.slow", "mind.ground", "mind.next", "break.water"})
    if (fits(id)) return id;
  return "mind.ground";
}

pb::State player_begin(const Catalog& catalog, std::string_view id, int seconds, pb::Where where,
                       const OptOuts& opt_outs, double now_ms) {
  const auto& p = catalog.get(id);
  if (!is_played(p)) throw Failure{Reason::practice_is_read, "is read, not played"};
  if (const auto o = refused_by(p, opt_outs); o != pb::OPT_OUT_UNSPECIFIED)
    throw opted_out(pb::OptOut_Name(o));
  if (seconds == 0) seconds = p.usual_s();
  if (seconds < p.min_s() || seconds > p.max_s())
    throw out_of_range("seconds", p.min_s(), p.max_s(), Reason::practice_length);
  pb::State s;
  s.set_practice(std::string(id));
  s.set_seconds(seconds);
  s.set_where(where);
  for (const auto o : opt_outs) s.add_opt_out(o);
  s.set_began_ms(now_ms);
  check_state(s, now_ms);
  return s;
}

pb::State player_answer(const Catalog& catalog, pb::State state, pb::Act act, int value, double now_ms) {
  check_state(state, now_ms);
  if ((act == pb::BEFORE || act == pb::AFTER) && (value < 0 || value > 10))
    throw out_of_range("value", 0, 10);
  const auto scene = player_at(catalog, state, now_ms);
  if (act == pb::CHOOSE && (value < 0 || value >= scene.choice_size()))
    throw malformed("value", "not one of the choices");
  if (act == pb::ACT_UNSPECIFIED || !pb::Act_IsValid(act)) throw Failure{Reason::bad_request, "act: unknown"};
  if (scene.ended() && act != pb::AFTER) return state;
  if (act == pb::WORSE) {
    const bool grounding = state.practice() == "mind.ground" && !is_wait(state);
    if (!grounding) return to_ground(catalog, state, scene.units_done(), now_ms);
    act = pb::STOP;
  }
  auto* g = state.add_given();
  // Answers are in order even where the clock stepped back.
  const int n = state.given_size();
  g->set_at_ms(n > 1 ? std::max(now_ms, state.given(n - 2).at_ms()) : std::max(now_ms, state.began_ms()));
  g->set_act(act);
  g->set_value(value);
  return state;
}

pb::State player_later(pb::State state, double away_ms) {
  if (!(away_ms >= 0 && away_ms <= 86'400'000)) throw out_of_range("away_ms", 0, 86'400'000);
  state.set_began_ms(state.began_ms() + away_ms);
  for (auto& g : *state.mutable_given()) g.set_at_ms(g.at_ms() + away_ms);
  return state;
}

pb::Scene player_at(const Catalog& catalog, const pb::State& state, double now_ms) {
  check_state(state, now_ms);
  const auto& p = catalog.get(state.practice());
  const auto plan = make_plan(catalog, state);
  const auto h = replay(plan, state, now_ms);
  const auto say = [&](std::string_view text) { return catalog.say(state.language(), std::string(text)); };
  pb::Scene s;
  s.set_practice(is_wait(state) ? std::string(kWait) : p.id());
  s.set_title(say(is_wait(state) ? kJustWait : std::string_view(p.title())));
  s.set_units(plan.empty() ? 0 : plan.back().unit + 1);
  s.set_units_done(h.units_done + state.earlier_units());
  double planned = 0;
  for (const auto& phase : plan) planned += phase.ms;
  s.set_planned_s(int(planned / 1000));
  s.set_before(-1);
  s.set_after(-1);
  for (const auto& g : state.given()) {
    if (g.act() == pb::BEFORE) s.set_before(g.value());
    if (g.act() == pb::AFTER) s.set_after(g.value());
  }
  s.set_worse(!state.made_worse().empty());
  s.set_spoken(p.voice() && !is_wait(state) && !has(opt_outs_of(state), pb::NO_VOICE));
  const double until = h.ended ? h.ended_ms : std::max(now_ms, state.began_ms());
  s.set_played_s(int((until - state.began_ms() + state.earlier_ms()) / 1000));
  if (h.ended) {
    s.set_ended(true);
    s.set_finished(h.finished);
    s.set_cue(pb::CUE_END);
    s.set_start_ms(h.ended_ms);
    s.set_unit(h.units_done);
    return s;
  }
  const auto& phase = plan[h.phase];
  s.set_prompt(say(phase.say));
  s.set_cue(phase.cue);
  s.set_start_ms(h.start);
  s.set_next_change_ms(h.end);
  s.set_progress_from(phase.from);
  s.set_progress_to(phase.to);
  s.set_easing(phase.cue == pb::CUE_HOLD || phase.cue == pb::CUE_STEP ? "still" : "sine");
  s.set_unit(phase.unit + 1);
  s.set_drawing(std::string(phase.drawing));
  if (phase.step)
    for (const auto& c : phase.step->choice()) s.add_choice(say(c.say()));
  if (h.phase == 0 && !is_wait(state)) s.set_caution(say(p.caution()));
  return s;
}

}  // namespace eddy
