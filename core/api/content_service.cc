#include <algorithm>

#include "core/api/parts.h"
#include "core/cards/search.h"
#include "eddy/api/content.pb.h"

namespace eddy {
namespace {

std::string language_or(const std::string& asked, const std::string& usual) {
  return asked.empty() ? usual : asked;
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
    const auto language = language_or(q.language(), p.session.settings().language());
    api::ContentListReply reply;
    for (const auto& practice : p.catalog.practices()) {
      const auto& w = practice.where();
      if (q.where() != content::WHERE_UNSPECIFIED && std::find(w.begin(), w.end(), int(q.where())) == w.end())
        continue;
      const auto& k = q.kind();
      if (!k.empty() && std::find(k.begin(), k.end(), int(practice.kind())) == k.end()) continue;
      auto* out = reply.add_practice();
      out->set_id(practice.id());
      out->set_kind(practice.kind());
      out->set_title(p.catalog.say(language, practice.title()));
      out->set_about(p.catalog.say(language, practice.about()));
      out->set_min_s(practice.min_s());
      out->set_max_s(practice.max_s());
      out->set_usual_s(practice.usual_s());
      *out->mutable_where() = practice.where();
      *out->mutable_not_for() = practice.not_for();
      out->set_own_key(practice.own_key());
    }
    for (const auto& f : p.catalog.feelings()) reply.add_feeling(p.catalog.say(language, f));
    return reply;
  });
  p.router.add("Content/Get", [&p](Moment, const api::ContentGetRequest& q) {
    const auto language = language_or(q.language(), p.session.settings().language());
    api::ContentGetReply reply;
    *reply.mutable_practice() = p.catalog.in_language(p.catalog.get(q.id()), language);
    for (const auto& id : reply.practice().evidence())
      if (const auto* e = p.catalog.evidence(id)) {
        auto* out = reply.add_evidence();
        *out = *e;
        out->set_studied(p.catalog.say(language, e->studied()));
        out->set_found(p.catalog.say(language, e->found()));
      }
    reply.set_reviewed(p.catalog.reviewed(language));
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
    const auto language = language_or(q.language(), p.session.settings().cards_language());
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
