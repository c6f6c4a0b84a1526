// Shifts, tonight's plan, and what is due next. Nothing polls: each answer says when to ask again.
#pragma once
#include "core/journal/journal.h"
#include "eddy/api/days.pb.h"

namespace eddy {

class Reminders {
 public:
  Reminders(Session& session, Journal& journal) : session_(session), journal_(journal) {}
  api::OpenShiftReply open_shift(Moment now, records::Shift shift);
  api::Kept close_shift(Moment now, const api::CloseShiftRequest& request);
  std::vector<Span> between(int64_t from, int64_t to);
  api::SleepPlan plan_sleep(Moment now);
  // From two hours before planned sleep, or a nap, until one is up: nothing that weighs is brought up then. Where no sleep is planned,
  // since no shift follows, as for whoever lies down at midnight.
  bool is_near_sleep(Moment now);
  api::NextReply next(Moment now);
  // When the person's own day ends: with the sleep that is planned for it; where none is, at the boundary.
  int64_t tomorrow(Moment now);
  api::CalendarReply calendar(Moment now, const api::CalendarRequest& request);
  // What may be offered now: the open ones, and none within two hours of planned sleep.
  std::vector<records::Entry> debriefs_offered(Moment now);

 private:
  std::optional<records::Entry> open_one(Moment now);
  std::optional<records::Entry> unopened(Moment now);
  int64_t last_pause(int64_t from, int64_t to);
  bool offered(const std::string& practice, int64_t since);
  Session& session_;
  Journal& journal_;
};

}  // namespace eddy
