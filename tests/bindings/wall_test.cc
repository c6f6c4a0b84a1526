// Wall time is wall time: every change of an offset from 2024 to 2028 in the zone data of this system, by which the C library says
// what the wall shows.
#include <ctime>
#include <set>

#include "bindings/cpp/host.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {
namespace rec = eddy::records;

constexpr int64_t k2024 = 1'704'067'200'000, k2029 = 1'861'920'000'000;

// While it lives this program is in that zone.
struct There {
  explicit There(const std::string& name) : before(std::getenv("TZ") ? std::getenv("TZ") : "") {
    setenv("TZ", name.c_str(), 1);
    tzset();
  }
  ~There() {
    before.empty() ? unsetenv("TZ") : setenv("TZ", before.c_str(), 1);
    tzset();
  }
  std::string before;
};

// What a clock on the wall shows, in ms as if it were UTC.
int64_t shown(int64_t ms) {
  const time_t t = time_t(floor_div(ms, 1000));
  tm local{};
  localtime_r(&t, &local);
  return int64_t(timegm(&local)) * 1000 + ms - t * 1000;
}

Zone zone_here() {
  const auto told = client::zone(double(k2024), double(k2029 - 396 * kDay));
  Zone out;
  out.offset_min = told.offset_min();
  for (const auto& c : told.change()) out.changes.emplace_back(int64_t(c.from_ms()), c.offset_min());
  return out;
}

// Each that keeps other time than those before it.
std::vector<std::pair<std::string, Zone>> zones() {
  std::vector<std::pair<std::string, Zone>> out;
  std::set<std::pair<int, std::vector<std::pair<int64_t, int>>>> known;
  std::istringstream names(read("/usr/share/zoneinfo/tzdata.zi"));
  std::set<std::string> all;
  for (std::string line; std::getline(names, line);)
    if (line.rfind("Z ", 0) == 0) all.insert(line.substr(2, line.find(' ', 2) - 2));
  for (const auto& name : all) {
    const There there(name);
    const auto z = zone_here();
    if (known.insert({z.offset_min, z.changes}).second) out.emplace_back(name, z);
  }
  return out;
}

const std::vector<std::pair<std::string, Zone>>& all_zones() {
  static const auto all = zones();
  return all;
}

TEST(Wall, ZonesAreReadAsTheSystemKnowsThem) {
  int changes = 0;
  for (const auto& [name, z] : all_zones()) {
    const There there(name);
    changes += int(z.changes.size());
    for (auto t = k2024; t < k2029; t += 11 * kDay + 7 * kHour)
      ASSERT_EQ(t + z.at(t) * kMinute, shown(t)) << name << " at " << t;
    for (const auto& [from, to] : z.changes) {
      ASSERT_EQ(from + to * kMinute, shown(from)) << name;
      ASSERT_NE(z.at(from - 1), to) << name;
    }
  }
  EXPECT_GT(all_zones().size(), 50u);
  EXPECT_GT(changes, 200);
  printf("wall: %zu zones, %d changes\n", all_zones().size(), changes);
}

// What the wall shows, and the first time that it does; where it leaves an hour out, the instant of the change.
TEST(Wall, AnInstantIsFoundByWhatTheWallShows) {
  SeededRandom random(2026);
  for (const auto& [name, z] : all_zones()) {
    const There there(name);
    for (const auto& [change, to] : z.changes) {
      int64_t last = INT64_MIN;
      for (auto local = change + to * kMinute - 3 * kHour; local < change + to * kMinute + 3 * kHour;
           local += int64_t(1 + random.below(20)) * kMinute) {
        const auto at = z.to_utc(local);
        ASSERT_EQ(double(at), client::instant_of(double(local))) << name << " " << local;
        ASSERT_GE(at, last) << name << ": goes back";
        last = at;
        if (shown(at) == local) {
          const auto step = std::abs(z.at(change - 1) - to) * kMinute;
          ASSERT_NE(shown(at - step), local) << name << ": the second of two";
        } else {
          ASSERT_EQ(at, change) << name << ": neither shown nor left out";
          ASSERT_GT(shown(at), local) << name;
          ASSERT_LT(shown(at - 1), local) << name;
        }
      }
    }
  }
}

// A usual week with shifts at random, over every change: each begins and ends as the wall says, none is negative or touches
// another, and two halves of a stretch hold what the whole does.
TEST(Wall, AShiftEndsWhenTheWallSaysSo) {
  SeededRandom random(11);
  int across = 0;
  for (const auto& [name, z] : all_zones()) {
    const There there(name);
    for (const auto& [change, to] : z.changes) {
      World w;
      w.session.zone = z;
      rec::Entry week;
      auto& p = *week.mutable_shift_pattern();
      p.set_at_ms(change - 30 * kDay);
      std::map<int, std::pair<int, int>> slots;  // by weekday: when, how long
      for (int day = 1; day <= 7; ++day) slots[day].first = int(random.below(96)) * 15;
      for (int day = 1; day <= 7; ++day) {  // up to the next one, by night or by day
        const int room = std::min(24 * 60, 24 * 60 - slots[day].first + slots[day % 7 + 1].first);
        slots[day].second = 15 + int(random.below(uint32_t(room) / 15)) * 15;
      }
      for (const auto& [day, slot] : slots) {
        auto* s = p.add_slots();
        s->set_weekday(day), s->set_start_min(slot.first), s->set_length_min(slot.second);
      }
      w.journal.keep(at(change - 30 * kDay), week, false);
      const auto from = change - 9 * kDay, until = change + 9 * kDay;
      const auto spans = w.reminders.between(from, until);
      ASSERT_GE(spans.size(), 16u) << name;
      int64_t last = 0;
      for (const auto& s : spans) {
        ASSERT_LT(s.start, s.end) << name;
        ASSERT_GE(s.start, last) << name << ": touches the one before";
        last = s.end;
        const auto left_out = [&](int64_t t) { return t == change && shown(t) - shown(t - 1) > 1; };
        const auto wall = shown(s.start);
        if (left_out(s.start)) continue;
        const auto& slot = slots.at(weekday(floor_div(wall, kDay)));
        ASSERT_EQ(wall - floor_div(wall, kDay) * kDay, slot.first * kMinute) << name;
        if (left_out(s.end)) continue;
        ASSERT_EQ(shown(s.end) - wall, slot.second * kMinute) << name << " at " << s.start;
        across += s.start < change && s.end > change;
      }
      const auto middle = change + int64_t(random.below(600)) * kMinute;
      std::set<std::pair<int64_t, int64_t>> whole, parts;
      for (const auto& s : spans) whole.emplace(s.start, s.end);
      for (const auto& [a, b] : {std::pair{from, middle}, {middle, until}})
        for (const auto& s : w.reminders.between(a, b)) parts.emplace(s.start, s.end);
      ASSERT_EQ(whole, parts) << name;
    }
  }
  EXPECT_GT(across, 50) << "shifts over a change";
}

// 22:00 to 06:00 in Berlin: seven hours in spring, nine in autumn, and at work until six in both.
TEST(Wall, ANightOverTheChangeInBerlin) {
  const There there("Europe/Berlin");
  for (const auto& [night, hours] : {std::pair<int64_t, int>{1'774'731'600'000, 7},     // 2026-03-28 22:00
                                     std::pair<int64_t, int>{1'792'872'000'000, 9}}) {  // 2026-10-24 22:00
    World w;
    w.session.zone = zone_here();
    rec::Entry week;
    week.mutable_shift_pattern()->set_at_ms(night - 9 * kDay);
    auto* slot = week.mutable_shift_pattern()->add_slots();
    slot->set_weekday(6), slot->set_start_min(22 * 60), slot->set_length_min(8 * 60);
    w.journal.keep(at(night - 9 * kDay), week, false);
    const auto spans = w.reminders.between(night - kHour, night + kDay);
    ASSERT_EQ(spans.size(), 1u);
    EXPECT_EQ(spans[0].start, night);
    EXPECT_EQ(spans[0].end - spans[0].start, hours * kHour);
    for (auto t = night; t < night + 12 * kHour; t += 30 * kMinute)
      EXPECT_EQ(w.session.vault().projections().at_work({t, w.session.zone.at(t)}), t < spans[0].end) << t;
    double due = 0;
    const auto next = w.reminders.next({night + kHour, w.session.zone.at(night + kHour)});
    for (const auto& d : next.due())
      if (d.what() == api::NextReply::CLOSE_SHIFT) due = d.at_ms();
    EXPECT_EQ(due, double(spans[0].end));
    api::CalendarRequest q;
    q.set_shift("Work");
    const auto ics = w.reminders.calendar(at(night - kDay, 120), q).ics();
    EXPECT_NE(ics.find(hours == 7 ? "DTEND:20260329T040000Z" : "DTEND:20261025T050000Z"), std::string::npos)
        << ics;
  }
}

// A journey: what was told of the zone is not true any more, and is told anew.
TEST(Wall, AnotherZoneIsSeen) {
  api::Zone told;
  {
    const There there("Europe/Berlin");
    told = client::zone(double(kNoon), double(kNoon));
    EXPECT_FALSE(client::is_stale(told, double(kNoon)));
  }
  {
    const There there("Africa/Lagos");  // the same offset in March, and another one in July
    EXPECT_TRUE(client::is_stale(told, double(kNoon)));
  }
  const There there("Asia/Manila");
  EXPECT_TRUE(client::is_stale(told, double(kNoon)));
  EXPECT_EQ(client::offset_min(double(kNoon)), 480);
}

}  // namespace
}  // namespace eddy::test
