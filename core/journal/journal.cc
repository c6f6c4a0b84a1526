#include "core/journal/journal.h"

#include <algorithm>
#include <set>

#include "core/journal/safety.h"
#include "core/journal/screen.h"
#include "core/vault/pictures.h"

namespace eddy {
namespace rec = eddy::records;

void Journal::check(Moment now, rec::Entry& entry, bool anyway) {
  validate(entry, now, session_.zone);
  const int table = table_of(entry);
  const auto text_off = session_.work() && !session_.settings().allow_text();
  std::set<std::string> found;
  for (const auto& c : split(table, body_of(entry), {})) {
    const auto* f = find_field(table, c.field);
    if (!f || (!f->free_text && !f->tags)) continue;
    const auto text = text_of(c);
    if (text.empty()) continue;
    if (text.size() > kLongestText)
      throw Failure{Fault::invalid, "text",
                    std::to_string(text.size()) + " bytes; at most " + std::to_string(kLongestText)};
    if (f->tags) {
      if (text.size() > 64) throw Failure{Fault::invalid, "feelings", "a word has at most 64 bytes"};
      continue;
    }
    if (text_off) throw Failure{Fault::refused, "text", "numbers only on a work computer"};
    // One's own people have numbers; that is what they are written down for.
    if (!anyway && table != kPerson)
      for (auto& kind : other_peoples_data(text)) found.insert(std::move(kind));
  }
  if (found.empty()) return;
  std::string kinds;
  for (const auto& k : found) kinds += (kinds.empty() ? "" : ", ") + k;
  throw Failure{Fault::refused, "other people's data", kinds};
}

api::Kept Journal::keep(Moment now, rec::Entry entry, bool anyway, const std::vector<uint64_t>* seen) {
  check(now, entry, anyway);
  api::Kept kept;
  bool sealed = false;
  if (!entry.id().empty() && session_.open() && session_.vault().find(to_id(entry.id(), "id"))) {
    const auto id = to_id(entry.id(), "id");
    if (session_.vault().get(id).table != table_of(entry))
      throw Failure{Fault::invalid, "id", "another kind of record"};
    Vault::Write w(session_.vault(), now);
    w.change(id, body_of(entry), seen);
    w.commit();
    kept.set_id(entry.id());
  } else {
    // While locked nobody can look it up: it is sealed under its id, and changes that record at unlock.
    if (!entry.id().empty() && session_.open()) throw Failure{Fault::not_found, "id", "no such record"};
    kept.set_id(std::string(view(session_.keep(now, entry, &sealed))));
  }
  kept.set_sealed(sealed);
  if (entry.has_hard_call() && is_grave(entry.hard_call().kind())) kept.set_care(api::CARE_GROUNDING);
  // Never on a work device's screen, and not while the person has asked for quiet.
  if (session_.work() || session_.settings().care_quiet_until_ms() > now.ms) return kept;
  const int table = table_of(entry);
  const bool heavy = sounds_heavy(typed_text(table, body_of(entry)));
  if (heavy || (entry.has_check_in() && !sealed && at_the_floor(session_, now)))
    kept.set_care(api::CARE_HEAVY);
  return kept;
}

api::Kept Journal::learn(Moment now, const Id& debrief) {
  const auto from = to_entry(session_.vault().get(debrief));
  if (!from.has_debrief()) throw Failure{Fault::invalid, "id", "not a debrief"};
  api::Kept kept;
  if (from.debrief().if_then().empty()) return kept;
  const auto id = to_id(digest("eddy/lesson/v1", view(debrief), 16), "lesson");
  rec::Entry lesson;
  lesson.set_id(std::string(view(id)));
  lesson.set_space(from.space());
  lesson.mutable_lesson()->set_at_ms(now.ms);
  lesson.mutable_lesson()->set_offset_min(now.offset_min);
  lesson.mutable_lesson()->set_what(from.debrief().if_then());
  lesson.mutable_lesson()->set_debrief(from.id());
  if (session_.vault().find(id)) return keep(now, std::move(lesson), true, nullptr);
  // The words were looked at when the debrief was kept.
  bool sealed = false;
  kept.set_id(std::string(view(session_.keep(now, std::move(lesson), &sealed))));
  return kept;
}

api::Kept Journal::practice_done(Moment now, const content::State& state, rec::Arm arm, double ended_ms) {
  const auto scene = player_at(catalog_, state, ended_ms == 0 ? double(now.ms) : ended_ms);
  rec::Entry entry;
  auto& p = *entry.mutable_practice_done();
  p.set_at_ms(int64_t(state.began_ms() - state.earlier_ms()));
  p.set_practice(state.made_worse().empty() ? state.practice() : state.made_worse());
  p.set_planned_s(scene.planned_s());
  p.set_played_s(scene.played_s());
  p.set_units(scene.units_done());
  p.set_finished(scene.finished());
  if (scene.before() >= 0) p.set_before(scene.before());
  if (scene.after() >= 0) p.set_after(scene.after());
  if (state.where() != content::WHERE_UNSPECIFIED) p.set_place(rec::Place(state.where()));
  if (arm != rec::ARM_UNSPECIFIED) p.set_arm(arm);
  if (scene.worse()) p.set_worse(true);
  return keep(now, std::move(entry), false);
}

std::vector<rec::Entry> Journal::list(const api::ListRequest& request) {
  auto& v = session_.vault();
  const int limit = request.limit() == 0 ? 100 : request.limit();
  if (limit < 1 || limit > 1000) throw Failure{Fault::invalid, "limit", "1 to 1000"};
  const auto bound = [](double ms, int64_t usual) {
    return ms == 0 ? usual : int64_t(std::clamp(ms, double(kEarliest), double(kLatest)));
  };
  if (request.from_ms() != request.from_ms() || request.to_ms() != request.to_ms())
    throw Failure{Fault::invalid, "from_ms", "not a number"};
  const auto from = bound(request.from_ms(), kEarliest), to = bound(request.to_ms(), kLatest);
  std::vector<std::pair<int64_t, int64_t>> rows;  // at, rid
  const auto collect = [&](Statement s) {
    for (int n = 0; n < limit && s.step(); ++n) rows.emplace_back(s.integer(0), s.integer(1));
  };
  if (request.trashed()) {
    collect(std::move(v.db().prepare("SELECT 0, rid FROM trash ORDER BY rid DESC LIMIT ?").bind(limit)));
  } else if (request.table_size() == 0) {
    collect(std::move(
        v.db()
            .prepare("SELECT at, rid FROM event WHERE at BETWEEN ? AND ? ORDER BY at DESC, rid DESC LIMIT ?")
            .bind(from)
            .bind(to)
            .bind(limit)));
  }
  for (const int table : request.table()) {
    if (request.trashed()) break;
    if (table < 1 || table >= kTables_end) throw Failure{Fault::invalid, "table", "1 to 15"};
    const bool common = table == kCheckIn || table == kHardCall || table == kPracticeDone;
    const char* sql = common ? "SELECT at, rid FROM event WHERE kind = ? AND at BETWEEN ? AND ? ORDER BY at "
                               "DESC, rid DESC LIMIT ?"
                             : "SELECT at, rid FROM event INDEXED BY event_by_kind WHERE kind = ? AND kind "
                               "NOT IN (1, 2, 4) AND at BETWEEN ? AND ? ORDER BY at DESC, rid DESC LIMIT ?";
    collect(std::move(v.db().prepare(sql).bind(table).bind(from).bind(to).bind(limit)));
  }
  std::sort(rows.rbegin(), rows.rend());
  if (rows.size() > size_t(limit)) rows.resize(size_t(limit));
  std::vector<rec::Entry> out;
  for (const auto& [at, rid] : rows) out.push_back(to_entry(v.at(rid)));
  return out;
}

std::vector<rec::Entry> Journal::latest(int table, int limit) {
  api::ListRequest request;
  request.add_table(table);
  request.set_limit(limit);
  return list(request);
}

std::vector<rec::Entry> Journal::search(std::string_view query, int limit) {
  if (limit == 0) limit = 50;
  if (limit < 1 || limit > 1000) throw Failure{Fault::invalid, "limit", "1 to 1000"};
  if (query.size() > 1000) throw Failure{Fault::invalid, "query", "at most 1000 bytes"};
  std::string match;  // every word quoted, so that nothing a person types is taken for syntax
  for (size_t i = 0; i < query.size();) {
    const auto end = std::min(query.find_first_of(" \t\r\n", i), query.size());
    if (end > i) {
      match += match.empty() ? "\"" : " \"";
      for (const char c : query.substr(i, end - i)) match += c == '"' ? "\"\"" : std::string(1, c);
      match += '"';
    }
    i = end + 1;
  }
  if (match.empty() || match.find('\0') != std::string::npos)
    throw Failure{Fault::invalid, "query", "nothing to look for"};
  auto& v = session_.vault();
  std::vector<rec::Entry> out;
  auto s = v.db().prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?");
  s.text(match).bind(limit);
  while (s.step()) out.push_back(to_entry(v.at(s.integer(0))));
  return out;
}

void Journal::trash(Moment now, const Id& id) {
  Vault::Write w(session_.vault(), now);
  w.trash(id);
  w.commit();
}
void Journal::restore(Moment now, const Id& id) {
  Vault::Write w(session_.vault(), now);
  w.restore(id);
  w.commit();
}
void Journal::purge(Moment now, const Id& id) {
  const auto entry = get(id);
  {
    Vault::Write w(session_.vault(), now);
    w.purge(id);
    w.commit();
  }
  if (entry.board_item().has_picture())
    session_.files().remove(picture_path(session_, entry.board_item().picture().id()));
}

api::Kept Journal::move(Moment now, const Id& id, rec::Space to) {
  if (to != rec::SPACE_WORK && to != rec::SPACE_HOME) throw Failure{Fault::invalid, "to", "work or home"};
  const auto stored = session_.vault().get(id);
  api::Kept kept;
  if (stored.space == to) {
    kept.set_id(std::string(view(id)));
    return kept;
  }
  auto body = join(stored.cells);
  std::string left;  // a picture's file belongs to one space: it moves as a new one
  if (auto entry = to_entry(stored); entry.board_item().has_picture()) {
    auto& picture = *entry.mutable_board_item()->mutable_picture();
    left = picture_path(session_, picture.id());
    const auto type = picture.media_type();
    picture = save_picture(session_, open_picture(session_, picture));
    picture.set_media_type(type);
    body = body_of(entry);
  }
  Vault::Write w(session_.vault(), now);
  kept.set_id(std::string(view(w.create(stored.table, to, body))));
  w.purge(id);
  w.commit();
  if (!left.empty()) session_.files().remove(left);
  return kept;
}

std::vector<rec::Entry> Journal::debriefs_open(Moment now) {
  auto& v = session_.vault();
  if (v.projections().at_work(now)) return {};
  api::ListRequest request;
  request.add_table(kHardCall);
  request.set_from_ms(double(now.ms - kDebriefLeaves));
  request.set_to_ms(double(now.ms));
  std::set<std::string> done;
  for (const auto& d : latest(kDebrief, 1000)) done.insert(d.debrief().hard_call());
  std::vector<rec::Entry> out;
  for (auto& call : list(request)) {
    // A grave call holds back every debrief, not only its own: the same evening is still the same evening.
    if (is_grave(call.hard_call().kind()) && now.ms - call.hard_call().at_ms() < kDebriefHold) return {};
    if (!done.count(call.id())) out.push_back(std::move(call));
  }
  return out;
}

std::vector<std::string> Journal::made_worse() {
  std::vector<std::string> out;
  if (!session_.open()) return out;
  auto s = session_.vault().db().prepare("SELECT practice FROM worse");
  while (s.step()) out.emplace_back(s.blob(0));
  return out;
}

}  // namespace eddy
