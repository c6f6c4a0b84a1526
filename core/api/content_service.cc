#include <algorithm>

#include "core/api/services.h"
#include "core/cards/search.h"
#include "eddy/api/content.pb.h"

namespace eddy {
namespace {

std::string language_or(const std::string& asked, const std::string& usual) {
  return asked.empty() ? usual : asked;
}

// Cards are said to callers, whose language may not be the person's own.
std::string language_of(content::Kind kind, const std::string& asked, const records::Settings& s) {
  const bool card = kind == content::CARD || kind == content::SCRATCHPAD || kind == content::LIST;
  return language_or(asked, language_or(card ? s.cards_language() : "", s.language()));
}

template <class L>
void add_line(api::LinesReply& reply, const L& from, const std::string& number,
              const std::string& today_less_a_year) {
  auto* line = reply.add_line();
  line->set_number(number);
  line->set_source(from.source());
  line->set_seen(from.seen());
  line->set_check_this(from.seen() < today_less_a_year);
}

}  // namespace

void add_content(Services& services) {
  services.router.add("Content/List", [&services](Moment, const api::ContentListRequest& q) {
    const auto settings = services.session.settings();
    api::ContentListReply reply;
    for (const auto& practice : services.catalog.practices()) {
      const auto& w = practice.where();
      if (q.where() != content::WHERE_UNSPECIFIED && std::find(w.begin(), w.end(), int(q.where())) == w.end())
        continue;
      const auto& k = q.kind();
      if (!k.empty() && std::find(k.begin(), k.end(), int(practice.kind())) == k.end()) continue;
      content::Practice line;
      line.set_id(practice.id());
      line.set_kind(practice.kind());
      line.set_title(practice.title());
      line.set_about(practice.about());
      line.set_min_s(practice.min_s());
      line.set_max_s(practice.max_s());
      line.set_usual_s(practice.usual_s());
      *line.mutable_where() = practice.where();
      *line.mutable_not_for() = practice.not_for();
      line.set_own_key(practice.own_key());
      *reply.add_practice() =
          services.catalog.in_language(std::move(line), language_of(practice.kind(), q.language(), settings));
    }
    for (const auto& f : services.catalog.feelings())
      reply.add_feeling(services.catalog.say(language_or(q.language(), settings.language()), f));
    for (const auto& [code, l] : services.catalog.languages()) {
      auto* out = reply.add_language();
      out->set_code(code);
      out->set_name(l.name);
      out->set_reviewed(l.reviewed);
    }
    return reply;
  });
  services.router.add("Content/Get", [&services](Moment, const api::ContentGetRequest& q) {
    const auto& practice = services.catalog.get(q.id());
    const auto language = language_of(practice.kind(), q.language(), services.session.settings());
    api::ContentGetReply reply;
    *reply.mutable_practice() = services.catalog.in_language(practice, language);
    for (const auto& id : reply.practice().evidence())
      if (const auto* e = services.catalog.evidence(id)) {
        auto* out = reply.add_evidence();
        *out = *e;
        out->set_studied(services.catalog.say(language, e->studied()));
        out->set_found(services.catalog.say(language, e->found()));
      }
    reply.set_reviewed(services.catalog.reviewed(reply.practice().language()));
    if (services.session.open())
      for (auto& e : services.journal.latest(kOwnCard, 200))
        if (e.own_card().practice() == q.id()) *reply.add_own() = std::move(e);
    return reply;
  });
  services.router.add("Content/Lines", [&services](Moment now, const api::LinesRequest& q) {
    api::LinesReply reply;
    reply.set_country(language_or(q.country(), services.session.settings().country()));
    const auto fresh = iso_date(floor_div(now.ms, kDay) - 365);
    for (const auto& l : services.catalog.crisis_lines()) {
      if (l.country() != reply.country()) continue;
      add_line(reply, l, l.number(), fresh);
      reply.mutable_line(reply.line_size() - 1)->set_name(l.name());
      reply.mutable_line(reply.line_size() - 1)->set_hours(l.hours());
    }
    for (const auto& e : services.catalog.emergency_numbers()) {
      if (e.country() != reply.country()) continue;
      for (const auto& n : e.number()) {
        add_line(reply, e, n, fresh);
        reply.mutable_line(reply.line_size() - 1)->set_emergency(true);
      }
    }
    return reply;
  });
  services.router.add("Content/AddPack", [&services](Moment, const api::AddPackRequest& q) {
    services.catalog.add(q.pack());
    return api::Nothing();
  });
  services.router.add("Cards/Search", [&services](Moment, const api::CardSearchRequest& q) {
    const auto language = language_of(content::CARD, q.language(), services.session.settings());
    api::CardSearchReply reply;
    for (const auto& hit : search_cards(services.catalog, q.query(), language, q.limit())) {
      auto* h = reply.add_hit();
      *h->mutable_practice() = services.catalog.in_language(*hit.practice, language);
      h->mutable_practice()->clear_heard();
    }
    return reply;
  });
}

}  // namespace eddy
