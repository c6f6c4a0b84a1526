#include <algorithm>

#include "core/api/services.h"
#include "core/insights/headline.h"
#include "core/insights/trends.h"
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
  return is_heavy_time(services.session, now) ? api::HEAVY_TIME : api::HELD_UNSPECIFIED;
}

// From two hours before planned sleep until one is up nothing that got harder is named: levels only.
bool is_near_sleep(Services& services, Moment now) {
  const auto plan = services.reminders.plan_sleep(now);
  return double(now.ms) >= plan.bed_ms() - 2 * kHour && double(now.ms) < plan.up_ms();
}

api::HeadlineReply headline_shown(Services& services, Moment now, const api::HeadlineRequest& q) {
  api::HeadlineReply reply;
  if (const auto held = held_back(services, now)) {
    reply.set_held(held);
    reply.set_with_people(held == api::HEAVY_TIME);
    return reply;
  }
  reply = headline(services.session, now, q);
  const bool harder = is_harder(reply.measure(), reply.outside().change()) ||
                      is_harder(reply.measure(), reply.inside().change());
  if (harder && is_near_sleep(services, now)) {
    reply.mutable_outside()->clear_change();
    reply.mutable_inside()->clear_change();
    return reply;
  }
  reply.set_with_people(harder);
  return reply;
}

}  // namespace

void add_insights(Services& services) {
  auto& r = services.router;
  r.add("Insights/Headline",
        [&services](Moment now, const api::HeadlineRequest& q) { return headline_shown(services, now, q); });
  r.add("Insights/Trends",
        [&services](Moment now, const api::TrendsRequest& q) { return trends(services.session, now, q); });
  r.add("Insights/Helps", [&services](Moment, const api::HelpsRequest&) {
    auto reply = helps(services.session);
    const auto language = services.session.settings().language();
    for (auto& row : *reply.mutable_row())
      if (const auto* p = services.catalog.find(row.practice()))
        row.set_title(services.catalog.in_language(*p, language).title());
    std::sort(reply.mutable_row()->begin(), reply.mutable_row()->end(), [](const auto& a, const auto& b) {
      if (a.too_early() != b.too_early()) return b.too_early();
      return a.too_early() ? std::pair(a.title().empty(), a.title()) < std::pair(b.title().empty(), b.title())
                           : a.relief() > b.relief();
    });
    return reply;
  });
}

}  // namespace eddy
