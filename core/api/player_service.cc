#include <algorithm>

#include "core/api/services.h"
#include "core/insights/choose.h"
#include "core/insights/wait.h"
#include "core/journal/safety.h"
#include "core/player/track.h"
#include "eddy/api/player.pb.h"

namespace eddy {
namespace {

// The person's own sentence for this practice, where they have written one and the store is open.
std::string own_sentence(Services& services, const std::string& practice) {
  if (!services.session.open()) return "";
  for (const auto& e : services.journal.latest(kOwnCard, 200))
    if (e.own_card().practice() == practice && !e.own_card().text().empty()) return e.own_card().text();
  return "";
}

std::vector<content::OptOut> opt_outs(const records::Settings& settings, const api::BeginRequest& q) {
  std::vector<content::OptOut> outs;
  for (const auto o : q.opt_out()) outs.push_back(content::OptOut(o));
  for (const auto& name : settings.opt_outs()) {
    content::OptOut o;
    if (content::OptOut_Parse(name, &o) && std::find(outs.begin(), outs.end(), o) == outs.end())
      outs.push_back(o);
  }
  return outs;
}

// What a reset shows once it has been played: a rating, that the call is over, a log, shoulders. So one that is set to a minute has
// gone after 58 s.
constexpr int kShownAfter = 15, kShortest = 15;

int seconds_of_reset(const records::Settings& settings, const content::Practice& p) {
  return std::clamp(std::max(settings.reset_seconds() - kShownAfter, kShortest), p.min_s(), p.max_s());
}

struct Begun {
  std::string practice;
  api::Why why = {};
  records::Arm arm = {};  // where chance or Eddy decided
  bool ask_first = false;
};

int seconds_there_are(const records::Settings& settings, const api::BeginRequest& q) {
  return q.seconds() > 0 ? q.seconds() : std::max(settings.reset_seconds() - kShownAfter, kShortest);
}

// What is known of this occasion; none where chance has no say: a call, a reset that was asked for by its name, a diary that is
// locked or does not hold what home knows.
std::optional<Occasion> occasion(Services& services, Moment now, const api::BeginRequest& q) {
  auto& session = services.session;
  if (!q.practice().empty() || q.aside() || q.where() == content::CALL || !session.open() || session.work())
    return {};
  Occasion out;
  if (q.has_tension()) out.tension = q.tension();
  out.after_grave_call = services.journal.after_grave_call(now);
  out.heavy_time = is_heavy_time(session, services.heavy, now);
  look_back(session, now, out);
  return out;
}

std::vector<Done> done_until(Services& services, Moment now) {
  return practices_done(services.session, services.session.vault().projections().day_of(now));
}

// Which practice where nobody asked for one by its name: the pinned one, or what Eddy chooses.
void choose(Services& services, Moment now, const api::BeginRequest& q, const records::Settings& settings,
            const std::optional<Occasion>& at, Begun& begun) {
  const bool may = at && !at->after_grave_call && !at->heavy_time && settings.choose_for_me();
  const auto fitting = may ? player_fitting(services.catalog, q.where(), seconds_there_are(settings, q),
                                            opt_outs(settings, q), services.journal.made_worse())
                           : std::vector<std::string>();
  if (fitting.empty()) {
    begun.practice = practice_of_key(services, q);
    return;
  }
  const Chooser chooser(rated(done_until(services, now)), fitting);
  const auto choice = chooser.draw(services.session.random());
  begun = {choice.practice, choice.why, records::ARM_PICKED, false};
}

// Whether it is a wait, where the person asked for that to be drawn.
void draw(Services& services, Moment now, const Occasion& at, Begun& begun) {
  if (!may_draw(at) || ended(waiting(services.session, now, done_until(services, now)))) return;
  begun.ask_first = !at.tension;
  if (const auto arm = draw_arm(at, services.session.random())) begun.arm = arm;
}

api::PlayerReply begin(Services& services, Moment now, const api::BeginRequest& q) {
  if (q.has_tension() && (q.tension() < 0 || q.tension() > 10)) throw out_of_range("tension", 0, 10);
  const auto settings = services.session.settings();
  const auto outs = opt_outs(settings, q);
  // About one in so many, by the clock: nobody can tell beforehand, and nothing has to be counted.
  const bool turn = settings.rate_every() > 0 && now.ms / 1000 % settings.rate_every() == 0;
  Begun begun{q.practice(), {}, {}, false};
  int seconds = q.seconds();
  if (q.practice().empty()) {  // nobody chose: never what made it worse, and a length that this practice has
    const bool asked = settings.choose_for_me() || settings.wait_arm();
    const auto at = asked ? occasion(services, now, q) : std::nullopt;
    choose(services, now, q, settings, at, begun);
    if (at && settings.wait_arm() && (turn || at->tension)) draw(services, now, *at, begun);
    const auto& p = services.catalog.get(begun.practice);
    seconds = seconds == 0 ? seconds_of_reset(settings, p) : std::clamp(seconds, p.min_s(), p.max_s());
  }
  api::PlayerReply reply;
  auto state = player_begin(services.catalog, begun.practice, seconds, q.where(), outs, double(now.ms));
  state.set_wait_for_me(q.wait_for_me() || settings.wait_for_me());
  state.set_language(services.catalog.known(q.language().empty() ? settings.language() : q.language()));
  if (!services.catalog.get(begun.practice).steady().empty())
    state.set_steady(own_sentence(services, begun.practice));
  state.set_arm(begun.arm);
  if (q.has_tension())
    state = player_answer(services.catalog, std::move(state), content::BEFORE, q.tension(), double(now.ms));
  *reply.mutable_scene() = player_at(services.catalog, state, double(now.ms));
  *reply.mutable_state() = std::move(state);
  reply.set_rate(turn || q.has_tension());
  reply.set_ask_first(begun.ask_first);
  reply.set_why(begun.arm == records::ARM_WAIT ? api::WHY_UNSPECIFIED : begun.why);
  return reply;
}

}  // namespace

std::string practice_of_key(Services& services, const api::BeginRequest& q) {
  const auto settings = services.session.settings();
  return player_choose(services.catalog, settings.pinned(), opt_outs(settings, q),
                       services.journal.made_worse(), q.aside());
}

void add_player(Services& services) {
  services.router.add("Player/Begin", [&services](Moment now, const api::BeginRequest& q) {
    return begin(services, now, q);
  });
  services.router.add("Player/Answer", [&services](Moment now, const api::AnswerRequest& q) {
    api::PlayerReply reply;
    *reply.mutable_state() = player_answer(services.catalog, q.state(), q.act(), q.value(), double(now.ms));
    *reply.mutable_scene() = player_at(services.catalog, reply.state(), double(now.ms));
    return reply;
  });
  services.router.add("Player/At", [&services](Moment now, const api::AtRequest& q) {
    api::PlayerReply reply;
    *reply.mutable_state() = player_later(q.state(), q.away_ms());
    *reply.mutable_scene() = player_at(services.catalog, reply.state(), double(now.ms));
    return reply;
  });
  services.router.add("Player/Track", [&services](Moment now, const api::TrackRequest& q) {
    api::TrackReply reply;
    const double from = q.from_ms() > 0 ? q.from_ms() : double(now.ms);
    const auto scenes = track_scenes(services.catalog, q.state(), from);
    const auto length = int64_t(scenes.back().start_ms() - from);
    const auto portions = std::max<int64_t>(1, (length + kTrackPortion - 1) / kTrackPortion);
    if (q.portion() < 0 || q.portion() >= portions) throw out_of_range("portion", 0, double(portions - 1));
    reply.set_portions(int(portions));
    reply.set_from_ms(from);
    reply.set_length_ms(double(length));
    if (q.portion() == 0) {
      reply.set_bytes(track_head(uint32_t(length * kTrackRate / 1000 * 2)));
      std::string said;
      for (const auto& s : scenes) {
        if (s.prompt() == said) continue;
        said = s.prompt();
        if (said.empty()) continue;
        auto* mark = reply.add_mark();
        mark->set_at_ms(std::max(0.0, s.start_ms() - from));
        mark->set_say(said);
      }
    }
    const auto start = int64_t(q.portion()) * kTrackPortion;
    reply.mutable_bytes()->append(
        track_samples(scenes, from, start, std::min(start + kTrackPortion, length)));
    return reply;
  });
}

}  // namespace eddy
