#include <algorithm>

#include "core/api/parts.h"
#include "eddy/api/player.pb.h"

namespace eddy {
namespace {

// The person's own sentence for this practice, where they have written one and the store is open.
std::string own_sentence(Parts& p, const std::string& practice) {
  if (!p.session.open()) return "";
  for (const auto& e : p.journal.latest(kOwnCard, 200))
    if (e.own_card().practice() == practice && !e.own_card().words().empty()) return e.own_card().words();
  return "";
}

}  // namespace

void add_player(Parts& p) {
  p.router.add("Player/Begin", [&p](Moment now, const api::BeginRequest& q) {
    const auto settings = p.session.settings();
    std::vector<content::OptOut> outs;
    for (const auto o : q.opt_out()) outs.push_back(content::OptOut(o));
    for (const auto& name : settings.opt_outs()) {
      content::OptOut o;
      if (content::OptOut_Parse(name, &o) && std::find(outs.begin(), outs.end(), o) == outs.end())
        outs.push_back(o);
    }
    auto practice = q.practice();
    int seconds = q.seconds();
    if (practice.empty()) {  // nobody chose: never what made it worse, and a length that this practice has
      practice = player_choose(p.catalog, settings.pinned(), outs, p.journal.made_worse());
      const auto& chosen = p.catalog.get(practice);
      seconds = std::clamp(seconds == 0 ? settings.reset_seconds() : seconds, chosen.min_s(), chosen.max_s());
    }
    api::PlayerReply reply;
    auto state = player_begin(p.catalog, practice, seconds, q.where(), outs, double(now.ms));
    state.set_wait_for_me(q.wait_for_me() || settings.wait_for_me());
    state.set_language(q.language().empty() ? settings.language() : q.language());
    if (!p.catalog.get(practice).steady().empty()) state.set_steady(own_sentence(p, practice));
    *reply.mutable_scene() = player_at(p.catalog, state, double(now.ms));
    *reply.mutable_state() = std::move(state);
    // About one in so many, by the clock: nobody can tell beforehand, and nothing has to be counted.
    reply.set_rate(settings.rate_every() > 0 && now.ms / 1000 % settings.rate_every() == 0);
    return reply;
  });
  p.router.add("Player/Answer", [&p](Moment now, const api::AnswerRequest& q) {
    api::PlayerReply reply;
    *reply.mutable_state() = player_answer(p.catalog, q.state(), q.act(), q.value(), double(now.ms));
    *reply.mutable_scene() = player_at(p.catalog, reply.state(), double(now.ms));
    return reply;
  });
  p.router.add("Player/At", [&p](Moment now, const api::AtRequest& q) {
    api::PlayerReply reply;
    *reply.mutable_state() = q.state();
    *reply.mutable_scene() = player_at(p.catalog, q.state(), double(now.ms));
    return reply;
  });
}

}  // namespace eddy
