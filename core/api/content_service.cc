#include <algorithm>
#include <set>

#include "core/api/services.h"
#include "eddy/api/content.pb.h"
#include "eddy/api/player.pb.h"

namespace eddy {
namespace {

std::string given_or(const std::string& asked, const std::string& usual) {
  return asked.empty() ? usual : asked;
}

// Cards are said to callers, whose language may not be the person's own.
std::string language_of(const Catalog& catalog, content::Kind kind, const std::string& asked,
                        const records::Settings& s) {
  const bool card = kind == content::CARD || kind == content::SCRATCHPAD || kind == content::LIST;
  return catalog.known(given_or(asked, given_or(card ? s.cards_language() : "", s.language())));
}

bool for_other_need(const content::CrisisLine& line) {
  return line.kind() == content::CrisisLine::ABUSE || line.kind() == content::CrisisLine::WORK;
}

api::LinesReply lines_of(const Catalog& catalog, Moment now, const std::string& country, bool for_caller) {
  api::LinesReply reply;
  reply.set_country(country);
  const auto fresh = iso_date(floor_div(now.ms, kDay) - 365);
  const auto add = [&](const content::CrisisLine& of, bool emergency) {
    auto* line = reply.add_line();
    *line->mutable_of() = of;
    line->set_emergency(emergency);
    line->set_check_this(of.seen() < fresh);
    line->set_other_need(for_other_need(of));
  };
  for (const auto& e : catalog.emergency_numbers())
    for (const auto& n : e.number()) {
      if (e.country() != country) continue;
      content::CrisisLine of;
      of.set_number(n);
      of.set_source(e.source());
      of.set_seen(e.seen());
      add(of, true);
    }
  for (const auto kind : {content::CrisisLine::CRISIS, content::CrisisLine::ABUSE, content::CrisisLine::WORK})
    for (const auto& l : catalog.crisis_lines())
      if (l.country() == country && l.kind() == kind && !(for_caller && for_other_need(l))) add(l, false);
  return reply;
}

api::CardSearchReply found_cards(const Catalog& catalog, CardSearch& search, const api::CardSearchRequest& q,
                                 const std::string& language) {
  api::CardSearchReply reply;
  std::set<std::string> found;
  const auto in_words = [&](const content::Practice& practice) {
    auto p = catalog.in_language(practice, language);
    p.clear_heard();
    return p;
  };
  for (const auto& hit : search.find(q.query(), language, q.limit())) {
    *reply.add_hit()->mutable_practice() = in_words(*hit.practice);
    found.insert(hit.practice->id());
  }
  for (const auto& p : catalog.practices()) {
    if (!p.own_key() || p.kind() != content::CARD || found.count(p.id())) continue;
    auto* also = reply.add_also();
    *also = in_words(p);
    also->clear_group();
    also->clear_prompt();
  }
  return reply;
}

// Of one's own people, in the order that the card names them; of one role the newest first.
void add_people(Journal& journal, api::ContentGetReply& reply) {
  const auto& roles = reply.practice().bring_in();
  if (roles.empty()) return;
  const auto people = journal.latest(kPerson, 200);
  for (const auto role : roles)
    for (const auto& e : people)
      if (e.person().role() == role) *reply.add_person() = e;
}

api::ContentGetReply card_of(Services& services, const api::ContentGetRequest& q) {
  const auto id = q.id().empty() ? practice_of_key(services, api::BeginRequest()) : q.id();
  const auto& practice = services.catalog.get(id);
  const auto language =
      language_of(services.catalog, practice.kind(), q.language(), services.session.settings());
  api::ContentGetReply reply;
  *reply.mutable_practice() = services.catalog.in_language(practice, language);
  for (const auto& evidence : reply.practice().evidence())
    if (const auto* e = services.catalog.evidence(evidence)) {
      auto* out = reply.add_evidence();
      *out = *e;
      out->set_studied(services.catalog.say(language, e->studied()));
      out->set_found(services.catalog.say(language, e->found()));
    }
  reply.set_reviewed(services.catalog.reviewed(reply.practice().language()));
  if (!services.session.open()) return reply;
  for (auto& e : services.journal.latest(kOwnCard, 200))
    if (e.own_card().practice() == id) *reply.add_own() = std::move(e);
  add_people(services.journal, reply);
  return reply;
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
      *reply.add_practice() = services.catalog.in_language(
          std::move(line), language_of(services.catalog, practice.kind(), q.language(), settings));
    }
    for (const auto& f : services.catalog.feelings())
      reply.add_feeling(
          services.catalog.say(services.catalog.known(given_or(q.language(), settings.language())), f));
    for (const auto& [code, l] : services.catalog.languages()) {
      auto* out = reply.add_language();
      out->set_code(code);
      out->set_name(l.name);
      out->set_reviewed(l.reviewed);
    }
    return reply;
  });
  services.router.add("Content/Get",
                      [&services](Moment, const api::ContentGetRequest& q) { return card_of(services, q); });
  services.router.add("Content/Lines", [&services](Moment now, const api::LinesRequest& q) {
    const auto settings = services.session.settings();
    const auto country =
        given_or(q.country(), given_or(q.for_caller() ? settings.caller_country() : "", settings.country()));
    return lines_of(services.catalog, now, country, q.for_caller());
  });
  services.router.add("Content/AddPack", [&services](Moment, const api::AddPackRequest& q) {
    services.catalog.add(q.pack());
    return api::Nothing();
  });
  services.router.add("Cards/Search", [&services](Moment, const api::CardSearchRequest& q) {
    return found_cards(
        services.catalog, services.card_search, q,
        language_of(services.catalog, content::CARD, q.language(), services.session.settings()));
  });
}

}  // namespace eddy
