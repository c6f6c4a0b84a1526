#include "tests/core/diary.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/random.h"

namespace eddy::test {
namespace rec = eddy::records;

// Pronounceable, all different, shorter where frequent, as words are.
std::string word(int n) {
  static const char* const heads[] = {"b", "d", "f", "g", "k", "l",  "m",  "n",  "p",  "r",
                                      "s", "t", "v", "w", "z", "ch", "st", "tr", "pl", "gr"};
  static const char* const tails[] = {"a", "e", "i", "o", "u", "an", "er", "in", "ol", "um"};
  std::string out;
  for (int left = n + 1; left > 0; left /= 200)
    out += std::string(heads[left % 20]) + tails[(left / 20) % 10];
  return out + "x";  // no stemmer makes two of them one
}

void make_diary(const Diary& d, const std::function<void(const rec::Entry&)>& with) {
  SeededRandom random(d.seed);
  const auto chance = [&](double p) { return double(random.below(1'000'000)) < p * 1e6; };
  constexpr int kWords = 20'000;
  std::vector<double> upto(kWords);
  double sum = 0;
  for (int i = 0; i < kWords; ++i) upto[size_t(i)] = sum += 1.0 / (i + 1);
  const auto pick = [&] {
    return int(
        std::lower_bound(upto.begin(), upto.end(), sum * double(random.below(1u << 30)) / double(1u << 30)) -
        upto.begin());
  };
  const auto note = [&] {
    // Log-normal with median 12.
    double normal = -6;
    for (int i = 0; i < 12; ++i) normal += double(random.below(1u << 20)) / double(1u << 20);
    const int words = std::clamp(int(12 * std::exp(0.6 * normal)), 1, 200);
    std::string out;
    for (int i = 0; i < words; ++i) out += (i ? " " : "") + word(pick());
    return out;
  };
  static const char* const practices[] = {"breathe.sigh", "breathe.slow", "body.shake", "mind.next",
                                          "break.water"};
  static const char* const feelings[] = {"calm", "drained", "tense", "tired", "steady"};
  const int64_t count = int64_t(d.years) * d.per_year;
  const double step = double(d.years) * 365.25 * 86'400'000 / double(count);
  for (int64_t i = 0; i < count; ++i) {
    const auto at = d.begin_ms + int64_t(double(i) * step) / 60'000 * 60'000;
    rec::Entry e;
    const auto stamp = [&](auto* m) { m->set_at_ms(at), m->set_offset_min(60); };
    const bool words = chance(0.6);
    const auto kind = i % 27;
    if (kind == 0) {
      auto* m = e.mutable_sleep();
      stamp(m);
      m->set_bed_ms(at - int64_t(300 + random.below(240)) * 60'000);
      m->set_quality(int(random.below(5)) + 1);
      if (words) m->set_note(note());
    } else if (kind < 10) {
      auto* m = e.mutable_hard_call();
      stamp(m);
      m->set_how_hard(int(random.below(11)));
      m->set_kind(rec::CallKind(random.below(8) + 1));
      m->set_handled(rec::Handled(random.below(4) + 1));
      if (words) m->set_note(note());
    } else if (kind < 16) {
      auto* m = e.mutable_practice_done();
      stamp(m);
      m->set_practice(practices[random.below(5)]);
      m->set_planned_s(60);
      m->set_played_s(int(random.below(60)) + 1);
      m->set_units(6);
      m->set_finished(true);
      if (chance(0.3)) m->set_before(int(random.below(5)) + 5), m->set_after(int(random.below(6)));
    } else {
      auto* m = e.mutable_check_in();
      stamp(m);
      m->set_mood(int(random.below(5)) + 1);
      m->set_energy(int(random.below(5)) + 1);
      m->set_tension(int(random.below(11)));
      if (chance(0.3)) m->add_feelings(feelings[random.below(5)]);
      // Practices have no notes, so that the others have more: 60 % of all.
      if (chance(0.927)) m->set_note(note());
    }
    with(e);
  }
}

}  // namespace eddy::test
