// A person with a usual week, nights and hard calls, day by day from a Monday on.
#pragma once
#include <string>
#include <vector>

#include "tests/core/practising.h"

namespace eddy::test {

struct Living : Practised {
  // By day from kMonday on, and hours on the wall; 26 is two o'clock the next morning.
  static int64_t hour(int day, double h) { return kMonday + day * kDay + int64_t(h * double(kHour)); }
  static int weekday_of(int day) { return weekday(floor_div(kMonday, kDay) + day); }

  void usual_week(double from, double hours, const std::vector<int>& weekdays = {1, 2, 3, 4, 5}) {
    records::Entry week;
    auto& p = *week.mutable_shift_pattern();
    p.set_at_ms(kMonday - 400 * kDay);
    for (const int d : weekdays) {
      auto* s = p.add_slots();
      s->set_weekday(d), s->set_start_min(int(from * 60)), s->set_length_min(int(hours * 60));
    }
    journal.keep(at(kMonday - 400 * kDay), week, false);
  }
  void felt(int day, double h, int mood, int tension = -1, int energy = 0) {
    records::Entry e;
    auto& c = *e.mutable_check_in();
    if (mood > 0) c.set_mood(mood);
    if (energy > 0) c.set_energy(energy);
    if (tension >= 0) c.set_tension(tension);
    journal.keep(at(hour(day, h)), e, false);
  }
  void slept(int day, double bed, double up, int device_free = -1) {
    records::Entry e;
    auto& s = *e.mutable_sleep();
    s.set_bed_ms(hour(day, bed));
    s.set_quality(4);
    if (device_free >= 0) s.set_device_free_min(device_free);
    journal.keep(at(hour(day, up)), e, false);
  }
  void bright(int day, double h) {
    records::Entry e;
    e.mutable_bright_spot()->set_what("somebody said thank you");
    journal.keep(at(hour(day, h)), e, true);
  }
  void heavy(int day) {
    records::Entry e;
    e.mutable_note()->set_text("I want to kill myself");
    journal.keep(at(hour(day, 0)), e, true);
  }
  template <class Reply, class Request>
  Reply ask(const char* method, int day, const Request& request = {}, double h = 12) {
    return call<Reply>(method, hour(day, h), request);
  }
  // Within two hours of planned sleep on that day's evening.
  double near_sleep(int day) {
    return (reminders.plan_sleep(at(hour(day, 12))).bed_ms() - double(kHour) - double(hour(day, 0))) /
           double(kHour);
  }
};

}  // namespace eddy::test
