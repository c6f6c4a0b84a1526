#include "core/insights/load.h"

#include <algorithm>
#include <map>

#include "core/insights/calls.h"
#include "core/statistics/usual.h"

namespace eddy {
namespace {
namespace rec = eddy::records;

constexpr int64_t kLookedAt = 182 * kDay;   // of earlier shifts: what was usual a year ago is not now
constexpr int64_t kLoggedLate = 2 * kHour;  // a call that is noted down so soon after a shift came in it
constexpr int kRows = 10, kMostRows = 60;

struct Shift {
  Span span;
  bool kept = false;         // something was: of a shift with nothing nobody knows whether there was nothing
  std::map<int, int> kinds;  // hard calls
  int calls(bool wrong) const {
    int out = 0;
    for (const auto& [kind, n] : kinds) out += is_wrong(kind) == wrong ? n : 0;
    return out;
  }
};

// Those that began, the newest last.
std::vector<Shift> read_shifts(Session& session, Moment now) {
  std::vector<Shift> out;
  for (const auto& span : session.vault().projections().shifts(now.ms - kLookedAt, now.ms + 1, session.zone))
    if (span.start >= now.ms - kLookedAt && span.start <= now.ms) out.push_back({span, !span.planned, {}});
  auto s = session.vault().db().prepare(
      "SELECT at, kind, b FROM event WHERE at BETWEEN ? AND ? AND kind IN (1, 2, 3, 4, 6) ORDER BY at");
  s.bind(now.ms - kLookedAt).bind(now.ms);
  size_t begun = 0;
  while (s.step()) {
    const int64_t at = s.integer(0);
    while (begun < out.size() && out[begun].span.start <= at) ++begun;
    if (begun == 0) continue;
    auto& shift = out[begun - 1];
    const bool call = s.integer(1) == kHardCall;
    if (at >= shift.span.end + (call ? kLoggedLate : 0)) continue;
    shift.kept = true;
    if (call) ++shift.kinds[int(s.is_null(2) ? 0 : s.integer(2))];
  }
  std::erase_if(out, [](const Shift& shift) { return !shift.kept; });
  return out;
}

void fill(const Shift& shift, const Zone& zone, Moment now, api::LoadReply::Shift* to) {
  to->set_going_on(shift.span.end > now.ms);
  const int64_t start = shift.span.start;
  to->set_day(iso_date(floor_div(start + zone.at(start) * kMinute, kDay)));
  to->set_calls(shift.calls(false));
  to->set_wrong(shift.calls(true));
  for (const auto& [kind, n] : shift.kinds) {
    auto* k = to->add_kind();
    k->set_kind(rec::CallKind(kind));
    k->set_calls(n);
  }
}

void hold_against(const std::vector<Shift>& shifts, Moment now, api::LoadReply& reply) {
  statistics::Series earlier;
  for (const auto& shift : shifts)
    if (shift.span.end <= now.ms) earlier.push_back({shift.span.start, double(shift.calls(false))});
  if (earlier.empty()) return;
  const double calls = earlier.back().value;
  earlier.pop_back();
  const auto usual = statistics::usual(earlier);
  if (!usual) return;
  reply.set_usual_low(usual->low);
  reply.set_usual_high(usual->high);
  reply.set_usual_of(int(earlier.size()));
  reply.set_against(calls < usual->low    ? api::LoadReply::FEWER
                    : calls > usual->high ? api::LoadReply::MORE
                                          : api::LoadReply::AS_USUAL);
}

}  // namespace

api::LoadReply load(Session& session, Moment now, const api::LoadRequest& request) {
  if (request.shifts() < 0 || request.shifts() > kMostRows) throw out_of_range("shifts", 0, kMostRows);
  const size_t most = size_t(request.shifts() > 0 ? request.shifts() : kRows);
  const auto shifts = read_shifts(session, now);
  api::LoadReply reply;
  hold_against(shifts, now, reply);
  bool wrong = false;
  for (size_t i = shifts.size(); i > 0 && shifts.size() - i < most; --i) {
    fill(shifts[i - 1], session.zone, now, reply.add_shift());
    wrong = wrong || shifts[i - 1].calls(true) > 0;
  }
  reply.set_with_people(wrong || reply.against() == api::LoadReply::MORE);
  if (shifts.empty()) reply.set_held(api::TOO_EARLY);
  return reply;
}

}  // namespace eddy
