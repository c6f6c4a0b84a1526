#include <algorithm>

#include "core/api/parts.h"
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

void add_content(Parts& p) {
  p.router.add("Content/List", [&p](Moment, const api::ContentListRequest& q) {
    const auto settings = p.session.settings();
    api::ContentListReply reply;
    for (const auto& practice : p.catalog.practices()) {
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
          p.catalog.in_language(std::move(line), language_of(practice.kind(), q.language(), settings));
    }
    for (const auto& f : p.catalog.feelings())
      reply.add_feeling(p.catalog.say(language_or(q.language(), settings.language()), f));
    for (const auto& [code, l] : p.catalog.languages()) {
      auto* out = reply.add_language();
      out->set_code(code);
      out->set_name(l.name);
      out->set_reviewed(l.reviewed);
    }
    return reply;
  });
  p.router.add("Content/Get", [&p](Moment, const api::ContentGetRequest& q) {
    const auto& practice = p.catalog.get(q.id());
    const auto language = language_of(practice.kind(), q.language(), p.session.settings());
    api::ContentGetReply reply;
    *reply.mutable_practice() = p.catalog.in_language(practice, language);
    for (const auto& id : reply.practice().evidence())
      if (const auto* e = p.catalog.evidence(id)) {
        auto* out = reply.add_evidence();
        *out = *e;
        out->set_studied(p.catalog.say(language, e->studied()));
        out->set_found(p.catalog.say(language, e->found()));
      }
    reply.set_reviewed(p.catalog.reviewed(reply.practice().language()));
    if (p.session.open())
      for (auto& e : p.journal.latest(kOwnCard, 200))
        if (e.own_card().practice() == q.id()) *reply.add_own() = std::move(e);
    return reply;
  });
  p.router.add("Content/Lines", [&p](Moment now, const api::LinesRequest& q) {
    api::LinesReply reply;
    reply.set_country(language_or(q.country(), p.session.settings().country()));
    const auto fresh = iso_date(floor_div(now.ms, kDay) - 365);
    for (const auto& l : p.catalog.crisis_lines()) {
      if (l.country() != reply.country()) continue;
      add_line(reply, l, l.number(), fresh);
      reply.mutable_line(reply.line_size() - 1)->set_name(l.name());
      reply.mutable_line(reply.line_size() - 1)->set_hours(l.hours());
    }
    for (const auto& e : p.catalog.emergency_numbers()) {
      if (e.country() != reply.country()) continue;
      for (const auto& n : e.number()) {
        add_line(reply, e, n, fresh);
        reply.mutable_line(reply.line_size() - 1)->set_emergency(true);
      }
    }
    return reply;
  });
  p.router.add("Content/AddPack", [&p](Moment, const api::AddPackRequest& q) {
    p.catalog.add(q.pack());
    return api::Nothing();
  });
  p.router.add("Cards/Search", [&p](Moment, const api::CardSearchRequest& q) {
    const auto language = language_of(content::CARD, q.language(), p.session.settings());
    api::CardSearchReply reply;
    for (const auto& hit : search_cards(p.catalog, q.words(), language, q.limit())) {
      auto* h = reply.add_hit();
      *h->mutable_practice() = p.catalog.in_language(*hit.practice, language);
      h->mutable_practice()->clear_heard();
      h->set_score(hit.score);
    }
    return reply;
  });
}

}  // namespace eddy
