#include "core/journal/journal.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/wait.h"
#include "core/journal/safety.h"
#include "core/journal/screen.h"
#include "core/vault/pictures.h"
#include "core/vault/words.h"

namespace eddy {
namespace rec = eddy::records;

void Journal::check(Moment now, rec::Entry& entry, bool anyway) {
  validate(entry, now, session_.zone);
  const int table = table_of(entry);
  const bool text_off = !session_.allow_text();
  std::set<api::Error::Found> found;
  for (const auto& c : split(table, body_of(entry), {})) {
    const auto* f = find_field(table, c.field);
    if (!f || (!f->free_text && !f->tags) || f->names) continue;
    const auto text = text_of(c);
    if (text.empty()) continue;
    if (text.size() > kLongestText) throw too_long("text", kLongestText);
    if (f->tags) {
      if (text.size() > 64) throw too_long("feelings", 64);
      continue;
    }
    if (text_off) throw Failure{Reason::words_off, "numbers only on a work computer"};
    // One's own people have numbers; that is what they are written down for.
    if (!anyway && table != kPerson)
      for (const auto what : other_peoples_data(text)) found.insert(what);
  }
  if (found.empty()) return;
  throw others_data({found.begin(), found.end()});
}

// What is about a record lands in that one's space: a work record never names one of home.
void Journal::place(rec::Entry& entry) {
  if (!session_.open() || !entry.id().empty()) return;
  rec::Entry copy = entry;
  const auto* subject = subject_of(copy);
  if (!subject || subject->size() != sizeof(Id)) return;
  const auto about = session_.vault().find({to_id(*subject, "id"), 0, subject_table(table_of(entry))});
  if (!about) return;
  if (about->space == rec::SPACE_HOME || entry.space() == rec::SPACE_UNSPECIFIED)
    entry.set_space(rec::Space(about->space));
}

// A week that is set holds until the next one that is set. One that lies later was set by a clock that was wrong: it would take its
// place some day, so it goes into the trash.
void Journal::let_hold(Moment now, const rec::Entry& entry) {
  if (!entry.has_shift_pattern() || !session_.open()) return;
  const auto& week = entry.shift_pattern();
  api::ListRequest later;
  later.add_table(kShiftPattern);
  later.set_from_ms(double(std::max(week.at_ms(), now.ms) + 1));
  for (const auto& e : list(later)) trash(now, {to_id(e.id(), "id"), e.space(), kShiftPattern});
}

api::Kept Journal::keep(Moment now, rec::Entry entry, bool anyway, const std::vector<uint64_t>* seen) {
  check(now, entry, anyway);
  place(entry);
  api::Kept kept;
  if (entry.has_factor() && entry.id().empty()) {  // a name stands for one
    api::NameFactorRequest named;
    named.set_name(entry.factor().name());
    named.set_space(entry.space());
    named.set_anyway(anyway);
    kept.set_id(factors_.name(now, named).id());
    return kept;
  }
  bool sealed = false;
  std::optional<Stored> there;
  const auto look = [&](int space) {  // where two have that id, it is not guessed which is meant
    const Address of{to_id(entry.id(), "id"), space, table_of(entry)};
    if (!there && session_.vault().find(of)) there = session_.vault().get(of);
  };
  const bool at_hand = session_.open() && session_.join_late();
  if (!entry.id().empty() && at_hand) look(entry.space()), look(0);
  const int table = table_of(entry);
  const int usual = entry.space() ? entry.space() : session_.usual_space(table);
  factors_.check(entry, there ? there->space : usual, there ? &*there : nullptr);
  if (there) {
    Vault::Write w(session_.vault(), now);
    w.change({there->id, there->space, there->table}, body_of(entry), seen);
    w.commit();
    kept.set_id(entry.id());
  } else {
    // While locked, or busy for long, nobody can look it up: it is sealed under its id, and changes that record at unlock.
    if (!entry.id().empty() && at_hand) throw Failure{Reason::no_record, "no such record"};
    kept.set_id(std::string(view(session_.keep(now, entry, &sealed))));
  }
  kept.set_sealed(sealed);
  if (!there && !sealed) let_hold(now, entry);
  if (entry.has_hard_call() && is_grave(entry.hard_call().kind())) kept.set_care(api::CARE_GROUNDING);
  // Never on a work device's screen, and not while the person has asked for quiet.
  if (session_.work() || Session::quiet(now, session_.settings().care_quiet_until_ms())) return kept;
  const bool heavy = heavy_.sounds(typed_text(table, body_of(entry)));
  if (heavy || (entry.has_check_in() && !sealed && at_the_floor(session_, now)))
    kept.set_care(api::CARE_HEAVY);
  return kept;
}

api::Kept Journal::learn(Moment now, const Address& of) {
  const auto from = to_entry(session_.vault().get({of.id, of.space, kDebrief}));
  api::Kept kept;
  if (from.debrief().if_then().empty()) return kept;
  const auto id = to_id(digest("eddy/lesson/v1", view(of.id), 16), "lesson");  // so learning twice makes one
  rec::Entry lesson;
  lesson.set_id(std::string(view(id)));
  lesson.set_space(from.space());
  lesson.mutable_lesson()->set_at_ms(now.ms);
  lesson.mutable_lesson()->set_offset_min(now.offset_min);
  lesson.mutable_lesson()->set_what(from.debrief().if_then());
  lesson.mutable_lesson()->set_debrief(from.id());
  if (session_.vault().find({id, from.space(), kLesson})) return keep(now, std::move(lesson), true, nullptr);
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
  p.set_practice(state.made_worse().empty() ? scene.practice() : state.made_worse());
  p.set_planned_s(scene.planned_s());
  p.set_played_s(scene.played_s());
  p.set_units(scene.units_done());
  p.set_finished(scene.finished());
  if (scene.before() >= 0) p.set_before(scene.before());
  if (scene.after() >= 0) p.set_after(scene.after());
  if (state.where() != content::WHERE_UNSPECIFIED) p.set_place(rec::Place(state.where()));
  if (const auto by = p.practice() == kWait ? rec::ARM_WAIT : state.arm() ? state.arm() : arm) p.set_arm(by);
  if (scene.worse()) p.set_worse(true);
  // Begun and left at once is no practice: only what was said of it is worth keeping.
  if (scene.played_s() < kShortestPlayed && !p.has_before() && !p.has_after() && !p.worse()) return {};
  return keep(now, std::move(entry), false);
}

std::vector<rec::Entry> Journal::list(const api::ListRequest& request) {
  auto& v = session_.vault();
  const int limit = request.limit() == 0 ? 100 : request.limit();
  if (limit < 1 || limit > 1000) throw out_of_range("limit", 1, 1000);
  const auto bound = [](double ms, int64_t usual) {
    return ms == 0 ? usual : int64_t(std::clamp(ms, double(kEarliest), double(kLatest)));
  };
  if (request.from_ms() != request.from_ms() || request.to_ms() != request.to_ms())
    throw malformed("from_ms", "not a number");
  const auto from = bound(request.from_ms(), kEarliest), to = bound(request.to_ms(), kLatest);
  std::vector<std::pair<int64_t, int64_t>> rows;  // at, rid
  const auto collect = [&](Statement s) {
    for (int n = 0; n < limit && s.step(); ++n) rows.emplace_back(s.integer(0), s.integer(1));
  };
  if (request.trashed()) {
    collect(std::move(v.db().prepare("SELECT 0, rid FROM trash ORDER BY rid DESC LIMIT ?").bind(limit)));
  } else if (request.table_size() == 0) {
    collect(std::move(v.db()
                          .prepare("SELECT at, rid FROM event WHERE at BETWEEN ? AND ? AND kind != 16 ORDER "
                                   "BY at DESC, rid DESC LIMIT ?")
                          .bind(from)
                          .bind(to)
                          .bind(limit)));
  }
  for (const int table : request.table()) {
    if (request.trashed()) break;
    if (table < 1 || table >= kTables_end) throw out_of_range("table", 1, kTables_end - 1);
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
  FactorNames names(v);
  for (const auto& [at, rid] : rows) out.push_back(shown(v, v.at(rid), names));
  return out;
}

std::vector<rec::Entry> Journal::earlier(const Address& of, int skip) {
  if (skip < 0) throw out_of_range("skip", 0, INT32_MAX);
  std::vector<rec::Entry> out;
  FactorNames names(session_.vault());
  for (const auto& stored : session_.vault().earlier(entry_of(of), skip)) {
    out.push_back(to_entry(stored));
    names.tell(out.back());
  }
  return out;
}

std::vector<rec::Entry> Journal::latest(int table, int limit) {
  api::ListRequest request;
  request.add_table(table);
  request.set_limit(limit);
  return list(request);
}

namespace {
std::string all_of(const std::vector<std::string>& matches) {
  std::string out;
  for (const auto& m : matches) out += (out.empty() ? "" : " AND ") + m;
  return out;
}

}  // namespace

// Check-ins in which some of the words are names of what they carry, and the rest stand in the text; newest first.
std::vector<int64_t> Journal::with_factors(const std::vector<std::string>& phrases, int limit) {
  const auto carry = factors_.carrying(phrases);
  std::set<int64_t, std::greater<>> some;
  for (const auto& rows : carry) some.insert(rows.begin(), rows.end());
  std::vector<int64_t> out;
  for (const auto rid : some) {
    if (int(out.size()) == limit) break;
    std::vector<std::string> rest;
    for (size_t i = 0; i < phrases.size(); ++i)
      if (!carry[i].count(rid)) rest.push_back(phrases[i]);
    auto s = session_.vault().db().prepare("SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?");
    const auto others = all_of(rest);
    if (rest.empty() || s.text(others).bind(rid).step()) out.push_back(rid);
  }
  return out;
}

std::vector<rec::Entry> Journal::search(std::string_view query, int limit) {
  if (limit == 0) limit = 50;
  if (limit < 1 || limit > 1000) throw out_of_range("limit", 1, 1000);
  if (query.size() > 1000) throw too_long("query", 1000);
  if (query.find_first_not_of(" \t\r\n") == query.npos) throw missing("query", "nothing to look for");
  auto phrases = phrases_to_find(query);
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  std::vector<rec::Entry> out;
  if (phrases.empty()) return out;  // nothing but signs
  auto& v = session_.vault();
  v.know_words();
  std::set<int64_t, std::greater<>> rows;
  const auto all = all_of(phrases);  // read while the rows are
  {
    auto s = v.db().prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?");
    s.text(all).bind(limit);
    while (s.step()) rows.insert(s.integer(0));
  }
  for (const auto rid : with_factors(phrases, limit)) rows.insert(rid);
  FactorNames names(v);
  for (const auto rid : rows) {
    if (int(out.size()) == limit) break;
    out.push_back(shown(v, v.at(rid), names));
  }
  return out;
}

// Settings are kept like a record, but are none that a person puts away.
Stored Journal::entry_of(const Address& of) {
  auto stored = session_.vault().get(of);
  if (stored.table == kSettings) throw Failure{Reason::no_record, "no such record"};
  return stored;
}

void Journal::trash(Moment now, const Address& of) {
  const auto stored = entry_of(of);
  Vault::Write w(session_.vault(), now);
  if (stored.table == kFactor) factors_.unite(w, stored);
  w.trash(of);
  w.commit();
}
void Journal::restore(Moment now, const Address& of) {
  Vault::Write w(session_.vault(), now);
  w.restore(of);
  w.commit();
}
void Journal::purge(Moment now, const Address& of) { purge_all(now, {entry_of(of)}); }

int Journal::empty_trash(Moment now) {
  auto& v = session_.vault();
  std::vector<Stored> all;
  {
    auto s = v.db().prepare("SELECT rid FROM trash");
    while (s.step()) all.push_back(v.at(s.integer(0)));
  }
  purge_all(now, all);
  return int(all.size());
}

void Journal::purge_all(Moment now, const std::vector<Stored>& chosen) {
  std::set<int64_t> known, factors;
  std::vector<Stored> all;
  const auto take = [&](const Stored& one) {
    if (known.insert(one.rid).second) all.push_back(one);
  };
  for (const auto& one : chosen) {
    take(one);
    if (one.table == kFactor) factors.insert(one.rid);
  }
  for (const auto& merged : factors_.merged_into(factors)) take(merged);  // nobody sees it any more
  std::vector<std::string> pictures;
  std::vector<Address> gone;
  for (const auto& one : all) {
    if (const auto entry = to_entry(one); entry.board_item().has_picture())
      pictures.push_back(picture_path(session_, entry.board_item().picture().id()));
    gone.emplace_back(one.id, one.space, one.table);
  }
  {
    Vault::Write w(session_.vault(), now);
    w.in_portions();
    w.purge(gone);
    w.commit();
  }
  for (const auto& picture : pictures) session_.files().remove(picture);
}

// Into the other space as a new record, with what hangs on it, and gone from here. On a work computer home is a drop.
struct Journal::Moving {
  Moment now;
  rec::Space to;
  Vault::Write write;
  std::vector<std::string> left;  // files of pictures, which belong to one space: they move as new ones
};

namespace {
// The message, with every version of a text that stands side by side.
Cells with_texts_of(const Cells& cells, int table, std::string_view message) {
  const auto is_text = [&](const Cell& c) {
    const auto* f = find_field(table, c.field);
    return f && f->free_text;
  };
  auto out = split(table, message, {});
  out.erase(std::remove_if(out.begin(), out.end(), is_text), out.end());
  std::copy_if(cells.begin(), cells.end(), std::back_inserter(out), is_text);
  return out;
}
}  // namespace

Id Journal::move_one(Moving& m, const Stored& from, const Id* subject) {
  auto entry = to_entry(from);
  if (subject) *subject_of(entry) = std::string(view(*subject));
  if (m.to == rec::SPACE_WORK && entry.has_check_in())
    Factors::leave_home(session_.vault(), *entry.mutable_check_in());
  if (entry.board_item().has_picture()) {
    auto& picture = *entry.mutable_board_item()->mutable_picture();
    m.left.push_back(picture_path(session_, picture.id()));
    const auto type = picture.media_type();
    picture = save_picture(session_, open_picture(session_, picture));
    picture.set_media_type(type);
  }
  const auto body = join(with_texts_of(from.cells, from.table, body_of(entry)));
  Id made;
  if (session_.drop_home && m.to == rec::SPACE_HOME) {
    const bool trashed = fate(from.cells) == Fate::trashed;
    made = session_.drop_home(session_.random().id(m.now.ms), from.table, body, trashed);
  } else {
    made = m.write.create_versions(from.table, m.to, body);
    if (fate(from.cells) == Fate::trashed) m.write.trash({made, m.to, from.table});
    m.write.hand_on(from, {made, m.to, from.table});
  }
  for (const auto& hanging : about(from))
    if (m.to == rec::SPACE_HOME)
      move_one(m, hanging, &made);
    else
      point_to(m, hanging, made);  // words about it stay at home
  m.write.purge({{from.id, from.space, from.table}});
  return made;
}

// That cell alone: what was written beside it stays as it is.
void Journal::point_to(Moving& m, const Stored& hanging, const Id& subject) {
  auto entry = to_entry(hanging);
  *subject_of(entry) = std::string(view(subject));
  auto stamp = Stamp{uint64_t(std::max<int64_t>(m.now.ms, 0)) << 16, session_.vault().device(),
                     session_.random().u64()};
  for (const auto& c : hanging.cells) stamp.hlc = std::max(stamp.hlc, c.stamp.order() + 1);
  for (const auto& c : split(hanging.table, body_of(entry), stamp)) {
    const auto same = [&](const Cell& old) { return old.field == c.field && old.bytes == c.bytes; };
    if (std::none_of(hanging.cells.begin(), hanging.cells.end(), same))
      m.write.put(hanging.id, hanging.table, hanging.space, {c});
  }
}

// What hangs on a record: in its space, about it. Looked for among the records of those kinds only, and in the trash.
std::vector<Stored> Journal::about(const Stored& subject) {
  std::vector<int> kinds;
  if (subject.table == kHardCall) kinds = {kDebrief, kBrightSpot};
  if (subject.table == kDebrief) kinds = {kLesson};
  if (subject.table == kBrightSpot) kinds = {kBoardItem};
  std::vector<Stored> out;
  if (kinds.empty()) return out;
  auto& v = session_.vault();
  std::vector<int64_t> rows;
  const auto collect = [&](Statement s) {
    while (s.step()) rows.push_back(s.integer(0));
  };
  for (const int kind : kinds)
    collect(std::move(
        v.db()
            .prepare(
                "SELECT rid FROM event INDEXED BY event_by_kind WHERE kind = ? AND kind NOT IN (1, 2, 4)")
            .bind(kind)));
  collect(v.db().prepare("SELECT rid FROM trash"));
  for (const auto rid : rows) {
    auto stored = v.at(rid);
    if (stored.space != subject.space || std::find(kinds.begin(), kinds.end(), stored.table) == kinds.end())
      continue;
    auto entry = to_entry(stored);
    if (*subject_of(entry) == view(subject.id)) out.push_back(std::move(stored));
  }
  return out;
}

api::Kept Journal::move(Moment now, const Address& of, rec::Space to) {
  if (to != rec::SPACE_WORK && to != rec::SPACE_HOME) throw malformed("to", "work or home");
  const Address from{of.id, to == rec::SPACE_HOME ? rec::SPACE_WORK : rec::SPACE_HOME, of.table};
  const auto stored = entry_of(session_.vault().find(from) ? from : of);
  api::Kept kept;
  if (stored.space == to) {
    kept.set_id(std::string(view(of.id)));
    return kept;
  }
  // Check-ins go on naming it where it is.
  if (stored.table == kFactor) throw malformed("table", "a factor stays in its space");
  Moving m{now, to, Vault::Write(session_.vault(), now), {}};
  kept.set_id(std::string(view(move_one(m, stored, nullptr))));
  m.write.commit();
  for (const auto& file : m.left) session_.files().remove(file);
  return kept;
}

// A grave call holds back every debrief, not only its own: the same evening is still the same evening.
bool Journal::after_grave_call(Moment now) {
  auto& v = session_.vault();
  std::set<int64_t> rows;
  const auto collect = [&](Statement s) {
    while (s.step()) rows.insert(s.integer(0));
  };
  collect(std::move(v.db()
                        .prepare("SELECT rid FROM event WHERE at BETWEEN ? AND ? AND kind = 2")
                        .bind(now.ms - kDebriefLeaves)
                        .bind(now.ms)));
  const auto since = Vault::first_row(now.ms - kDebriefLeaves);
  for (const char* sql :
       {"SELECT rid FROM trash JOIN record USING(rid) WHERE rid >= ? AND kind = 2 AND space = 1",
        "SELECT DISTINCT rid FROM earlier JOIN record USING(rid) WHERE rid >= ? AND kind = 2"})
    collect(std::move(v.db().prepare(sql).bind(since)));
  return std::any_of(rows.begin(), rows.end(), [&](int64_t rid) {
    const auto stored = v.at(rid);
    const auto is = to_entry(stored).hard_call();
    // Any kind it ever had, at any time it ever had: of what was written over, only that is looked at.
    bool grave = is_grave(is.kind()), lately = false;
    const auto at = [&](const rec::HardCall& c) {
      lately = lately || (c.has_at_ms() && c.at_ms() <= now.ms && now.ms - c.at_ms() < kDebriefHold);
    };
    at(is);
    v.lost(stored, [&](const Cells& cells, bool) {
      rec::HardCall before;
      (void)before.ParseFromString(join(cells));
      grave = grave || is_grave(before.kind());
      at(before);
      return !(grave && lately);
    });
    return grave && lately;
  });
}

std::vector<rec::Entry> Journal::debriefs_open(Moment now) {
  auto& v = session_.vault();
  if (v.projections().at_work(now) || after_grave_call(now)) return {};
  api::ListRequest request;
  request.add_table(kHardCall);
  request.set_from_ms(double(now.ms - kDebriefLeaves));
  request.set_to_ms(double(now.ms));
  // A debrief of work says nothing of a call of home; the other way round one may look back at home on a call of work.
  std::set<std::string> done, done_at_home;
  for (const auto& d : latest(kDebrief, 1000)) {
    done.insert(d.debrief().hard_call());
    if (d.space() == rec::SPACE_HOME) done_at_home.insert(d.debrief().hard_call());
  }
  std::vector<rec::Entry> out;
  for (auto& call : list(request))
    if (!(call.space() == rec::SPACE_HOME ? done_at_home : done).count(call.id()))
      out.push_back(std::move(call));
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
