// What every kind of record must be before it is kept.
#include <algorithm>

#include "core/base/fold.h"
#include "core/journal/journal.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr int kMostFactors = 1000;  // of one check-in

void range(bool has, int64_t value, int64_t low, int64_t high, const char* field) {
  if (has && (value < low || value > high)) throw out_of_range(field, low, high);
}

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

void not_empty(bool given) {
  if (!given) throw Failure{Reason::nothing_given, "no field holds anything"};
}
bool says_anything(const rec::CheckIn& m) {
  return m.has_mood() || m.has_energy() || m.has_tension() || m.has_outside() || m.factor_size() > 0 ||
         !blank(m.note()) ||
         std::any_of(m.feelings().begin(), m.feelings().end(), [](const auto& f) { return !blank(f); });
}
bool says_anything(const rec::Sleep& m) {
  return m.has_bed_ms() || m.has_quality() || m.has_device_free_min() || m.nap() || !blank(m.note());
}

void check_factors(const rec::CheckIn& m) {
  if (m.factor_size() > kMostFactors) throw out_of_range("factor", 0, kMostFactors);
  for (const auto& id : m.factor()) to_id(id, "factor");
}

void check_factor(const rec::Factor& m) {
  if (blank(m.name())) throw missing("name", "needs a name");
  if (letters_in(m.name()) > size_t(kLongestName)) throw too_long("name", kLongestName);
  if (m.has_merged_into()) to_id(m.merged_into(), "merged_into");
}

template <class M>
void stamp(M& m, Moment now, const Zone& zone) {
  if (!m.has_at_ms()) m.set_at_ms(now.ms);
  if (!m.has_offset_min()) m.set_offset_min(m.at_ms() == now.ms ? now.offset_min : zone.at(m.at_ms()));
  checked({m.at_ms(), m.offset_min()}, "at_ms");
}

}  // namespace

void validate(rec::Entry& e, Moment now, const Zone& zone) {
  switch (e.record_case()) {
    case rec::Entry::kCheckIn: {
      auto& m = *e.mutable_check_in();
      range(m.has_mood(), m.mood(), 1, 5, "mood");
      range(m.has_energy(), m.energy(), 1, 5, "energy");
      range(m.has_tension(), m.tension(), 0, 10, "tension");
      not_empty(says_anything(m));
      check_factors(m);
      return stamp(m, now, zone);
    }
    case rec::Entry::kHardCall: {
      auto& m = *e.mutable_hard_call();
      range(m.has_how_hard(), m.how_hard(), 0, 10, "how_hard");
      range(m.has_kind(), m.kind(), 1, rec::CallKind_MAX, "kind");
      range(m.has_handled(), m.handled(), 1, rec::Handled_MAX, "handled");
      return stamp(m, now, zone);
    }
    case rec::Entry::kDebrief: {
      auto& m = *e.mutable_debrief();
      if (m.has_hard_call()) to_id(m.hard_call(), "hard_call");
      return stamp(m, now, zone);
    }
    case rec::Entry::kPracticeDone: {
      auto& m = *e.mutable_practice_done();
      if (m.practice().empty() || m.practice().size() > 100) throw missing("practice", "needs an id");
      range(m.has_before(), m.before(), 0, 10, "before");
      range(m.has_after(), m.after(), 0, 10, "after");
      range(m.has_played_s(), m.played_s(), 0, 24 * 3600, "played_s");
      range(m.has_planned_s(), m.planned_s(), 0, 24 * 3600, "planned_s");
      return stamp(m, now, zone);
    }
    case rec::Entry::kSleep: {
      auto& m = *e.mutable_sleep();
      range(m.has_quality(), m.quality(), 1, 5, "quality");
      range(m.has_device_free_min(), m.device_free_min(), 0, 24 * 60, "device_free_min");
      not_empty(says_anything(m));
      stamp(m, now, zone);
      if (m.has_bed_ms() && (m.bed_ms() >= m.at_ms() || m.at_ms() - m.bed_ms() > kDay))
        throw Failure{Reason::span_impossible, "bed_ms is before getting up, and not more than a day"};
      return;
    }
    case rec::Entry::kBrightSpot:
      not_empty(!blank(e.bright_spot().what()));
      return stamp(*e.mutable_bright_spot(), now, zone);
    case rec::Entry::kLesson: return stamp(*e.mutable_lesson(), now, zone);
    case rec::Entry::kNote: return stamp(*e.mutable_note(), now, zone);
    case rec::Entry::kBoardItem: {
      auto& m = *e.mutable_board_item();
      range(m.has_need(), m.need(), 1, rec::Need_MAX, "need");
      range(m.has_kind(), m.kind(), 1, rec::BoardKind_MAX, "kind");
      if (!m.has_need()) throw missing("need", "reassure, remind or laugh");
      if (blank(m.text()) && !m.has_picture()) throw missing("text", "words or a picture");
      return stamp(m, now, zone);
    }
    case rec::Entry::kOwnCard: return stamp(*e.mutable_own_card(), now, zone);
    case rec::Entry::kPerson: {
      auto& m = *e.mutable_person();
      if (blank(m.name())) throw missing("name", "needs a name");
      range(m.has_role(), m.role(), 1, rec::Role_MAX, "role");
      return stamp(m, now, zone);
    }
    case rec::Entry::kShiftPattern: {
      auto& m = *e.mutable_shift_pattern();
      if (m.slots_size() > 50) throw out_of_range("slots", 0, 50);
      for (const auto& s : m.slots()) {
        range(true, s.weekday(), 1, 7, "weekday");
        range(true, s.start_min(), 0, 24 * 60 - 1, "start_min");
        range(true, s.length_min(), 1, 24 * 60, "length_min");
      }
      return stamp(m, now, zone);
    }
    case rec::Entry::kShift: {
      auto& m = *e.mutable_shift();
      stamp(m, now, zone);
      if (m.has_end_ms() && (m.end_ms() <= m.at_ms() || m.end_ms() - m.at_ms() > kDay))
        throw Failure{Reason::span_impossible, "end_ms is after its start, and not more than a day"};
      return;
    }
    case rec::Entry::kFactor: {
      auto& m = *e.mutable_factor();
      check_factor(m);
      return stamp(m, now, zone);
    }
    case rec::Entry::kOffer: return stamp(*e.mutable_offer(), now, zone);
    case rec::Entry::RECORD_NOT_SET: throw missing("entry", "holds no record");
    default: throw malformed("entry", "holds no record that can be kept this way");
  }
}

}  // namespace eddy
