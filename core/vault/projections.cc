#include "core/vault/projections.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/fold.h"
#include "core/base/wait.h"
#include "core/vault/cells.h"
#include "core/vault/words.h"
#include "eddy/records/entry.pb.h"

// `kind NOT IN (1, 2, 4)` is said again wherever the index of the rarer kinds is meant: SQLite must see it to
// use it.

namespace eddy {
namespace rec = eddy::records;
namespace {

template <class M>
M parse(std::string_view body) {
  M m;
  if (!m.ParseFromArray(body.data(), int(body.size())))
    throw Failure{Reason::record_damaged, "not its message"};
  return m;
}

template <class M>
Event begin(int kind, const M& m) {
  Event e;
  e.kind = kind;
  e.at = {m.at_ms(), m.offset_min()};
  return e;
}

template <class V>
std::optional<int64_t> given(bool has, V v) {
  return has ? std::optional<int64_t>(int64_t(v)) : std::nullopt;
}

void bind(Statement& s, const std::optional<int64_t>& v) { v ? s.bind(*v) : s.null(); }

// Far enough that no day, sleep or shift that matters to an instant begins outside it.
constexpr int64_t kReach = 40 * kHour;
constexpr int64_t kOpenedEarly = 4 * kHour;  // before a usual shift, whose end is then its

}  // namespace

bool is_night(const Span& shift, const Zone& zone) {
  const auto midnight = zone.to_utc(floor_div(shift.end + zone.at(shift.end) * kMinute, kDay) * kDay);
  return std::min(shift.end, midnight + 6 * kHour) - std::max(shift.start, midnight) >= 3 * kHour;
}

std::optional<Event> to_event(int table, std::string_view body) {
  switch (table) {
    case kCheckIn: {
      const auto m = parse<rec::CheckIn>(body);
      auto e = begin(table, m);
      e.a = given(m.has_mood(), m.mood());
      e.b = given(m.has_energy(), m.energy());
      e.c = given(m.has_tension(), m.tension());
      e.factors.assign(m.factor().begin(), m.factor().end());
      return e;
    }
    case kHardCall: {
      const auto m = parse<rec::HardCall>(body);
      auto e = begin(table, m);
      e.a = given(m.has_how_hard(), m.how_hard());
      e.b = given(m.has_kind(), m.kind());
      e.c = given(m.has_handled(), m.handled());
      return e;
    }
    case kPracticeDone: {
      const auto m = parse<rec::PracticeDone>(body);
      auto e = begin(table, m);
      e.a = m.played_s();
      e.b = given(m.has_before(), m.before());
      e.c = given(m.has_after(), m.after());
      e.d = m.finished();
      e.word = m.practice();
      e.worse = m.worse();
      return e;
    }
    case kSleep: {
      const auto m = parse<rec::Sleep>(body);
      auto e = begin(table, m);
      e.a = given(m.has_bed_ms(), (m.at_ms() - m.bed_ms()) / kMinute);
      e.b = given(m.has_quality(), m.quality());
      e.c = m.nap();
      e.d = given(m.has_device_free_min(), m.device_free_min());
      return e;
    }
    case kShift: {
      const auto m = parse<rec::Shift>(body);
      auto e = begin(table, m);
      e.a = given(m.has_end_ms(), m.end_ms());
      e.b = m.off();
      e.c = m.closed();
      return e;
    }
    case kDebrief: return begin(table, parse<rec::Debrief>(body));
    case kBrightSpot: return begin(table, parse<rec::BrightSpot>(body));
    case kLesson: return begin(table, parse<rec::Lesson>(body));
    case kNote: return begin(table, parse<rec::Note>(body));
    case kBoardItem: {
      const auto m = parse<rec::BoardItem>(body);
      auto e = begin(table, m);
      e.a = m.need();
      e.b = m.kind();
      e.c = given(m.has_hidden_day(), m.hidden_day());
      e.d = m.has_picture();
      e.word = hex(m.picture().id());
      return e;
    }
    case kOwnCard: {
      const auto m = parse<rec::OwnCard>(body);
      auto e = begin(table, m);
      e.word = m.practice();
      return e;
    }
    case kPerson: {
      const auto m = parse<rec::Person>(body);
      auto e = begin(table, m);
      e.a = m.role();
      return e;
    }
    case kShiftPattern: return begin(table, parse<rec::ShiftPattern>(body));
    case kFactor: {
      const auto m = parse<rec::Factor>(body);
      auto e = begin(table, m);
      e.word = folded(m.name());
      return e;
    }
    case kOffer: {
      const auto m = parse<rec::Offer>(body);
      auto e = begin(table, m);
      e.word = m.practice();
      return e;
    }
    default: return std::nullopt;
  }
}

bool plausible(int table, std::string_view body) {
  try {
    if (table == kSettings) parse<rec::Settings>(body);
    const auto e = to_event(table, body);
    if (!e) return true;
    checked(e->at, "at_ms");
    if (table == kShift && e->a) checked({*e->a, 0}, "end_ms");
    return true;
  } catch (const Failure&) {
    return false;
  }
}

void Projections::count(int kind, int day, bool inside, const Event& e, int sign) {
  const auto put = [&](int metric, int64_t value) {
    auto& [n, total] = pending_[{day, inside, metric}];
    n += sign;
    total += sign * value;
  };
  switch (kind) {
    case kCheckIn:
      put(kCheckIns, 0);
      if (e.a) put(kMood, *e.a);
      if (e.b) put(kEnergy, *e.b);
      if (e.c) put(kTension, *e.c);
      break;
    case kHardCall:
      put(kHardCalls, 0);
      if (e.a) put(kHowHard, *e.a);
      break;
    case kSleep:
      if (e.a && !e.c.value_or(0)) put(kSleepMin, *e.a);
      if (e.b && !e.c.value_or(0)) put(kSleepQuality, *e.b);
      break;
    case kPracticeDone:
      if (e.word == kWait) break;
      put(kPracticeS, e.a.value_or(0));
      if (e.b && e.c) put(kRelief, *e.b - *e.c);
      break;
    default: break;
  }
}

void Projections::add(int64_t rid, int space, int table, std::string_view body) {
  const auto e = to_event(table, body);
  if (!e) return;
  if (table == kSleep || table == kShift || table == kShiftPattern) {
    // The day and the work hours around it may be other ones now.
    const int64_t until =
        table == kShiftPattern ? kLatest : std::max(e->at.ms, table == kShift ? e->a.value_or(0) : 0);
    again_.push_back({e->at.ms - kReach, until + kReach});
  }
  const int day = day_of(e->at);
  const bool inside = at_work(e->at);
  auto s = db_.prepare(
      "INSERT INTO event(at, rid, kind, offset_min, day, inside, a, b, c, d, word) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?)");
  s.bind(e->at.ms).bind(rid).bind(table).bind(e->at.offset_min).bind(day).bind(int(inside));
  bind(s, e->a), bind(s, e->b), bind(s, e->c), bind(s, e->d);
  e->word.empty() ? s.null() : s.text(e->word);
  s.run();
  if (table == kSleep || table == kShift || table == kShiftPattern) sleeps_at_.reset(), shifts_at_.reset();
  count(table, day, inside, *e, 1);
  if (e->worse) {
    auto w = db_.prepare("INSERT OR IGNORE INTO worse(practice) VALUES(?)");
    w.text(e->word).run();
  }
  for (const auto& factor : e->factors) {
    auto c = db_.prepare("INSERT OR IGNORE INTO carries(factor, space, rid) VALUES(?,?,?)");
    c.bind(factor).bind(space).bind(rid).run();
  }
  add_words(rid, table, body);
}

void Projections::add_words(int64_t rid, int table, std::string_view body) {
  const auto words = words_to_index(typed_text(table, body));
  if (words.empty()) return;
  auto w = db_.prepare(table == kFactor ? "INSERT INTO names(rowid, text) VALUES(?,?)"
                                        : "INSERT INTO words(rowid, text) VALUES(?,?)");
  w.bind(rid).text(words).run();
}

void Projections::remove(int64_t rid, int table, std::string_view body) {
  const auto e = to_event(table, body);
  if (!e) return;
  {
    auto s = db_.prepare("SELECT day, inside FROM event WHERE at = ? AND rid = ?");
    s.bind(e->at.ms).bind(rid);
    if (!s.step()) return;
    count(table, int(s.integer(0)), s.integer(1) != 0, *e, -1);
  }
  auto s = db_.prepare("DELETE FROM event WHERE at = ? AND rid = ?");
  s.bind(e->at.ms).bind(rid).run();
  if (table == kSleep || table == kShift || table == kShiftPattern) {
    const int64_t until =
        table == kShiftPattern ? kLatest : std::max(e->at.ms, table == kShift ? e->a.value_or(0) : 0);
    again_.push_back({e->at.ms - kReach, until + kReach});
    sleeps_at_.reset(), shifts_at_.reset();
  }
  for (const auto& factor : e->factors) {
    auto c = db_.prepare("DELETE FROM carries WHERE factor = ? AND space IN (1, 2) AND rid = ?");
    c.bind(factor).bind(rid).run();
  }
  auto w = db_.prepare(table == kFactor ? "DELETE FROM names WHERE rowid = ?"
                                        : "DELETE FROM words WHERE rowid = ?");
  w.bind(rid).run();
}

void Projections::set_trashed(int64_t rid, bool trashed) {
  auto s =
      db_.prepare(trashed ? "INSERT OR IGNORE INTO trash(rid) VALUES(?)" : "DELETE FROM trash WHERE rid = ?");
  s.bind(rid).run();
}

// FTS5 only marks what is deleted, until its segments are merged; and its own secure deletion does nothing
// where it keeps no text.
void Projections::forget_words() {
  db_.execute("INSERT INTO words(words) VALUES('optimize'); INSERT INTO names(names) VALUES('optimize')");
}

void Projections::flush() {
  const auto again = std::move(again_);
  again_.clear();
  for (const auto& [from, to] : again) attribute_again(from, to);
  for (const auto& [key, delta] : pending_) {
    if (delta.first == 0 && delta.second == 0) continue;
    auto s = db_.prepare(
        "INSERT INTO rollup(day, inside, metric, n, total) VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n "
        "+ excluded.n, total = total + excluded.total");
    s.bind(std::get<0>(key))
        .bind(std::get<1>(key))
        .bind(std::get<2>(key))
        .bind(delta.first)
        .bind(delta.second)
        .run();
  }
  pending_.clear();
}

void Projections::forget() {
  pending_.clear();
  again_.clear();
  sleeps_at_.reset();
  shifts_at_.reset();
}

void Projections::attribute_again(int64_t from, int64_t to) {
  struct Row {
    int64_t at, rid;
    int kind, offset, day, inside;
    Event e;
  };
  std::vector<Row> rows;
  {
    auto s = db_.prepare(
        "SELECT at, rid, kind, offset_min, day, inside, a, b, c, d, word FROM event WHERE at BETWEEN ? AND ? "
        "ORDER "
        "BY at");
    s.bind(from).bind(to);
    while (s.step()) {
      Row r{s.integer(0),
            s.integer(1),
            int(s.integer(2)),
            int(s.integer(3)),
            int(s.integer(4)),
            int(s.integer(5)),
            {}};
      const auto value = [&](int i) { return s.is_null(i) ? std::nullopt : std::optional(s.integer(i)); };
      r.e.a = value(6), r.e.b = value(7), r.e.c = value(8), r.e.d = value(9);
      if (!s.is_null(10)) r.e.word = s.blob(10);
      rows.push_back(std::move(r));
    }
  }
  for (const auto& r : rows) {
    const Moment at{r.at, r.offset};
    const int day = day_of(at);
    const bool inside = at_work(at);
    if (day == r.day && inside == (r.inside != 0)) continue;
    count(r.kind, r.day, r.inside != 0, r.e, -1);
    count(r.kind, day, inside, r.e, 1);
    auto s = db_.prepare("UPDATE event SET day = ?, inside = ? WHERE at = ? AND rid = ?");
    s.bind(day).bind(int(inside)).bind(r.at).bind(r.rid).run();
  }
}

void Projections::load_sleeps(int64_t around) {
  if (sleeps_at_ && std::abs(*sleeps_at_ - around) < kDay) return;
  sleeps_.clear();
  sleeps_at_ = around;
  auto s = db_.prepare(
      "SELECT at, offset_min, a FROM event WHERE kind = 5 AND kind NOT IN (1, 2, 4) AND at BETWEEN ? AND ? "
      "AND c = 0 AND a IS NOT NULL");
  s.bind(around - 4 * kDay).bind(around + 4 * kDay);
  while (s.step()) {
    const Moment wake{s.integer(0), int(s.integer(1))};
    const auto day = floor_div(wake.local_ms() - (boundary_min_ - 8 * 60) * kMinute, kDay);
    const Main m{day, wake.ms, s.integer(2)};
    const auto known = sleeps_.find(day);
    if (known == sleeps_.end() || known->second.minutes < m.minutes) sleeps_[day] = m;
  }
}

int Projections::day_of(Moment at) {
  load_sleeps(at.ms);
  const auto day = floor_div(at.local_ms() - boundary_min_ * kMinute, kDay);
  if (const auto next = sleeps_.find(day + 1); next != sleeps_.end() && next->second.wake <= at.ms)
    return int(day + 1);
  if (const auto own = sleeps_.find(day); own != sleeps_.end() && own->second.wake > at.ms)
    return int(day - 1);
  return int(day);
}

// The usual week's own, by their start, with no regard to what was logged.
std::vector<Span> Projections::usual(int64_t from, int64_t to, const Zone& zone) {
  struct Pattern {
    int64_t from;
    rec::ShiftPattern week;
  };
  std::vector<Pattern> patterns;
  {
    auto s = db_.prepare(
        "SELECT r.body FROM event e JOIN record r ON r.rid = e.rid WHERE e.kind = 12 AND e.kind NOT IN (1, "
        "2, 4) ORDER BY e.at");
    while (s.step()) {
      auto week = parse<rec::ShiftPattern>(s.blob(0));
      patterns.push_back({week.at_ms(), std::move(week)});
    }
  }
  std::vector<Span> out;
  const auto day_of = [&](int64_t ms) { return floor_div(ms + zone.at(ms) * kMinute, kDay); };
  for (int64_t day = day_of(from) - 1; !patterns.empty() && day <= day_of(to); ++day)
    for (size_t i = 0; i < patterns.size(); ++i)
      for (const auto& slot : patterns[i].week.slots()) {
        if (slot.weekday() != weekday(day)) continue;
        const auto start = day * kDay + slot.start_min() * kMinute;  // on the wall
        const Span span{zone.to_utc(start), zone.to_utc(start + slot.length_min() * kMinute), true, true};
        // The shift that runs while a week is written down counts already: nothing is sent in it by itself.
        if (span.end <= patterns[i].from || (i + 1 < patterns.size() && span.end > patterns[i + 1].from))
          continue;
        if (span.start < span.end) out.push_back(span);  // an hour that was left out holds none
      }
  std::sort(out.begin(), out.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
  return out;
}

namespace {

// Those that touch one of the others are not there: what was worked takes the place of what was planned.
void leave_out(std::vector<Span>& spans, const std::vector<Span>& others) {
  std::erase_if(spans, [&](const Span& s) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Span& o) { return o.start < s.end && s.start < o.end; });
  });
}

void put_among(std::vector<Span>& spans, const std::vector<Span>& more) {
  spans.insert(spans.end(), more.begin(), more.end());
  std::stable_sort(spans.begin(), spans.end(),
                   [](const Span& a, const Span& b) { return a.start < b.start; });
}

// Until somebody says otherwise an open shift ends where the planned one does that it is; it is over where another begins.
void end_open(Span& open, const std::vector<Span>& planned, const std::vector<Span>& worked) {
  for (const auto& s : worked)
    if (s.start > open.start) open.end = std::min(open.end, s.start);
  for (const auto& s : planned) {
    if (s.end <= open.start) continue;
    open.planned = s.start <= open.start + kOpenedEarly;
    open.end = std::min(open.end, open.planned ? s.end : s.start);
    return;
  }
}

}  // namespace

std::vector<Span> Projections::shifts(int64_t from, int64_t to, const Zone& zone) {
  std::vector<Span> worked, by_date, off;
  {
    auto s = db_.prepare(
        "SELECT at, a, b, c FROM event WHERE kind = 13 AND kind NOT IN (1, 2, 4) AND at BETWEEN ? AND ? "
        "ORDER "
        "BY at");
    s.bind(from - kReach).bind(to + kReach);
    while (s.step()) {
      const bool open = s.is_null(1), closed = s.integer(3) != 0;
      const Span span{s.integer(0), open ? s.integer(0) + kOpenShift : s.integer(1), false, !open && !closed,
                      open};
      (s.integer(2) ? off : open || closed ? worked : by_date).push_back(span);
    }
  }
  auto out = usual(from - kReach, to + kReach, zone);
  leave_out(out, off);
  leave_out(out, by_date);
  put_among(out, by_date);
  for (auto& s : worked)
    if (s.open) end_open(s, out, worked);
  leave_out(out, worked);
  put_among(out, worked);
  std::erase_if(out, [&](const Span& s) { return s.end <= from || s.start >= to; });
  return out;
}

const std::vector<Span>& Projections::shifts_near(int64_t at, int offset_min) {
  if (!shifts_at_ || shifts_at_->second != offset_min || std::abs(shifts_at_->first - at) > 3 * kDay) {
    shifts_ = shifts(at - 4 * kDay, at + 4 * kDay, Zone{offset_min, {}});
    shifts_at_ = {at, offset_min};
  }
  return shifts_;
}

bool Projections::at_work(Moment at) {
  const auto& near = shifts_near(at.ms, at.offset_min);
  return std::any_of(near.begin(), near.end(),
                     [&](const Span& s) { return s.start <= at.ms && at.ms < s.end; });
}

}  // namespace eddy
