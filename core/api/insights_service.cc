#include <algorithm>

#include "core/api/services.h"
#include "core/exchange/review_page.h"
#include "core/insights/bounce_back.h"
#include "core/insights/carry_over.h"
#include "core/insights/factor_effects.h"
#include "core/insights/headline.h"
#include "core/insights/helps.h"
#include "core/insights/load.h"
#include "core/insights/review.h"
#include "core/insights/self_care.h"
#include "core/insights/sides.h"
#include "core/insights/trends.h"
#include "core/insights/words.h"
#include "core/journal/safety.h"

namespace eddy {
namespace {

// Tension that rose, or anything else that fell.
bool is_harder(api::Measure measure, const api::Change& change) {
  return change.move() == (measure == api::TENSION ? api::ROSE : api::FELL);
}

// Why nothing is said of how it has been, whatever it would be: a work computer never says it, and in a heavy time people come
// before numbers.
api::Held held_back(Services& services, Moment now) {
  if (services.session.work()) return api::OWN_DEVICE;
  return is_heavy_time(services.session, services.heavy, now) ? api::HEAVY_TIME : api::HELD_UNSPECIFIED;
}

// What holds of everything that is shown at this moment: asked once.
struct When {
  When(Services& services, Moment at)
      : now(at),
        held(held_back(services, at)),
        near_sleep(held == api::HELD_UNSPECIFIED && services.reminders.is_near_sleep(at)) {}
  Moment now;
  api::Held held;
  bool near_sleep;
};

// True where nothing is said; the reply says why.
template <class Reply>
bool is_held(const When& when, Reply& reply) {
  reply.set_held(when.held);
  reply.set_with_people(when.held == api::HEAVY_TIME);
  return when.held != api::HELD_UNSPECIFIED;
}

void leave_out_harder(api::HeadlineReply& reply) {
  const auto harder = [&](const api::Change& change) { return is_harder(reply.measure(), change); };
  if (harder(reply.outside().change())) reply.mutable_outside()->clear_change();
  if (harder(reply.inside().change())) reply.mutable_inside()->clear_change();
  if (harder(reply.apart())) reply.clear_apart();
}

bool got_harder(const api::HeadlineReply& reply) {
  return is_harder(reply.measure(), reply.outside().change()) ||
         is_harder(reply.measure(), reply.inside().change());
}

bool names_something(const api::HeadlineReply& reply) {
  return reply.outside().change().move() || reply.inside().change().move() || reply.apart().move();
}

api::HeadlineReply headline_shown(Services& services, const When& when, const api::HeadlineRequest& q) {
  api::HeadlineReply reply;
  if (is_held(when, reply)) return reply;
  reply = headline(services.session, when.now, q);
  if (when.near_sleep) leave_out_harder(reply);
  bool harder = got_harder(reply);
  api::HeadlineReply also;
  for (auto& one : *reply.mutable_also()) {
    if (when.near_sleep) leave_out_harder(one);
    if (names_something(one)) *also.add_also() = one;
    harder = harder || got_harder(one);
  }
  reply.mutable_also()->Swap(also.mutable_also());
  reply.set_with_people(harder);
  return reply;
}

// In the person's language; of a pack that is not here any more: none.
std::string title_of(Services& services, const std::string& practice) {
  const auto* p = services.catalog.find(practice);
  return p ? services.catalog.in_language(*p, services.session.settings().language()).title() : "";
}

api::ReviewReply review_told(Services& services, const When& when, const api::ReviewRequest& q) {
  api::ReviewReply reply;
  if (is_held(when, reply)) return reply;
  reply = review(services.session, when.now, q,
                 [&](std::string_view text) { return services.heavy.sounds(text); });
  for (auto& p : *reply.mutable_practice()) p.set_title(title_of(services, p.practice()));
  if (when.near_sleep) let_heavy_wait(reply);
  word(reply);
  if (!q.page()) return reply;
  reply.set_file(review_file(reply));
  reply.set_html(review_html(reply, when.now));
  return reply;
}

api::ReviewReply review_shown(Services& services, const When& when, const api::ReviewRequest& q) {
  auto reply = review_told(services, when, q);
  if (reply.held()) reply.set_why(held_words(reply.held(), "Little was noted in it, and that is fine."));
  return reply;
}

api::HelpsReply helps_shown(Services& services, const When& when) {
  api::HelpsReply reply;
  if (is_held(when, reply)) return reply;
  reply = helps(services.session, when.now);
  for (auto& row : *reply.mutable_row()) row.set_title(title_of(services, row.practice()));
  std::sort(reply.mutable_row()->begin(), reply.mutable_row()->end(), [](const auto& a, const auto& b) {
    if (a.too_early() != b.too_early()) return b.too_early();
    return a.too_early() ? std::pair(a.title().empty(), a.title()) < std::pair(b.title().empty(), b.title())
                         : a.relief() > b.relief();
  });
  return reply;
}

api::SidesReply sides_shown(Services& services, const When& when, const api::SidesRequest& q) {
  api::SidesReply reply;
  if (is_held(when, reply)) return reply;
  return sides(services.session, when.now, q, when.near_sleep);
}

api::BounceBackReply bounce_back_shown(Services& services, const When& when,
                                       const api::BounceBackRequest& q) {
  api::BounceBackReply reply;
  if (is_held(when, reply)) return reply;
  return bounce_back(services.session, when.now, q, when.near_sleep);
}

api::SelfCareReply self_care_shown(Services& services, const When& when, const api::SelfCareRequest& q) {
  api::SelfCareReply reply;
  if (is_held(when, reply)) return reply;
  reply = self_care(services.session, when.now, q, when.near_sleep);
  for (auto& p : *reply.mutable_practice()) p.set_title(title_of(services, p.practice()));
  return reply;
}

api::PageReply lines_shown(Services& services, const When& when, const api::ReviewLinesRequest& q) {
  api::ReviewRequest about;
  about.set_span(q.span());
  about.set_from(q.from());
  return review_lines(review_shown(services, when, about), q.chosen());
}

api::FactorEffectsReply::Unsaid unsaid_of(QuietNames::Why why) {
  switch (why) {
    case QuietNames::Why::theme: return api::FactorEffectsReply::A_THEME;
    case QuietNames::Why::person: return api::FactorEffectsReply::A_PERSON;
    case QuietNames::Why::none: break;
  }
  return api::FactorEffectsReply::UNSAID_UNSPECIFIED;
}

api::FactorEffectsReply effects_shown(Services& services, const When& when) {
  api::FactorEffectsReply reply;
  if (is_held(when, reply)) return reply;
  const QuietNames quiet(services.session, services.catalog);
  std::vector<OwnFactor> factors;
  for (auto& [factor, check_ins] : services.factors.used()) {
    auto& one = factors.emplace_back();
    one.check_ins = std::move(check_ins);
    one.told.set_id(factor.id());
    one.told.set_space(factor.space());
    one.told.set_name(factor.name());
    one.told.set_used(factor.used());
    one.told.set_unsaid(unsaid_of(quiet.why(factor)));
  }
  reply = factor_effects(services.session, when.now, std::move(factors));
  for (auto& factor : *reply.mutable_factor()) {
    if (when.near_sleep) factor.clear_effect();
    for (const auto& effect : factor.effect())
      if (is_harder(effect.measure(), effect.change())) reply.set_with_people(true);
  }
  return reply;
}

api::LoadReply load_shown(Services& services, const When& when, const api::LoadRequest& q) {
  api::LoadReply reply;
  if (is_held(when, reply)) return reply;
  return when.near_sleep ? reply : load(services.session, when.now, q);
}

// Short nights and heavy days: what goes along with them is no thought to lie down with.
api::CarryOverReply carry_over_shown(Services& services, const When& when) {
  api::CarryOverReply reply;
  if (is_held(when, reply)) return reply;
  return when.near_sleep ? reply : carry_over(services.session, when.now);
}

// Each answer in its words, where it has something to say.
api::LookBackReply look_back_shown(Services& services, const When& when, const api::LookBackRequest& q) {
  api::HeadlineRequest first;
  first.set_days(q.days());
  first.set_since(q.since());
  const auto headline = headline_shown(services, when, first);
  api::LookBackReply reply;
  reply.set_held(headline.held());
  reply.set_headline(in_words(headline));
  reply.set_with_people(headline.with_people());
  if (q.brief() || (headline.held() && headline.held() != api::TOO_EARLY)) return reply;
  const auto say = [&](const auto&... answer) {
    api::Section section;
    in_words(answer..., &section);
    if (section.line_size()) *reply.add_section() = std::move(section);
  };
  api::SidesRequest sides;
  sides.set_days(q.days());
  say(sides_shown(services, when, sides), headline);
  api::SelfCareRequest care;
  care.set_days(q.days());
  say(self_care_shown(services, when, care));
  say(helps_shown(services, when));
  say(effects_shown(services, when));
  say(bounce_back_shown(services, when, {}));
  say(load_shown(services, when, {}));
  say(carry_over_shown(services, when));
  return reply;
}

}  // namespace

void add_insights(Services& services) {
  auto& r = services.router;
  r.add("Insights/Headline", [&services](Moment now, const api::HeadlineRequest& q) {
    return headline_shown(services, {services, now}, q);
  });
  r.add("Insights/Review", [&services](Moment now, const api::ReviewRequest& q) {
    return review_shown(services, {services, now}, q);
  });
  r.add("Insights/ReviewLines", [&services](Moment now, const api::ReviewLinesRequest& q) {
    return lines_shown(services, {services, now}, q);
  });
  r.add("Insights/Sides", [&services](Moment now, const api::SidesRequest& q) {
    return sides_shown(services, {services, now}, q);
  });
  r.add("Insights/BounceBack", [&services](Moment now, const api::BounceBackRequest& q) {
    return bounce_back_shown(services, {services, now}, q);
  });
  r.add("Insights/SelfCare", [&services](Moment now, const api::SelfCareRequest& q) {
    return self_care_shown(services, {services, now}, q);
  });
  r.add("Insights/FactorEffects", [&services](Moment now, const api::FactorEffectsRequest&) {
    return effects_shown(services, {services, now});
  });
  r.add("Insights/Load", [&services](Moment now, const api::LoadRequest& q) {
    return load_shown(services, {services, now}, q);
  });
  r.add("Insights/CarryOver", [&services](Moment now, const api::CarryOverRequest&) {
    return carry_over_shown(services, {services, now});
  });
  r.add("Insights/Trends",
        [&services](Moment now, const api::TrendsRequest& q) { return trends(services.session, now, q); });
  r.add("Insights/Helps",
        [&services](Moment now, const api::HelpsRequest&) { return helps_shown(services, {services, now}); });
  r.add("Insights/LookBack", [&services](Moment now, const api::LookBackRequest& q) {
    return look_back_shown(services, {services, now}, q);
  });
}

}  // namespace eddy
