// Keeping, finding and mending what a person wrote.
#pragma once
#include <vector>

#include "core/journal/factors.h"
#include "core/journal/heavy.h"
#include "core/player/player.h"
#include "core/vault/session.h"
#include "eddy/api/journal.pb.h"

namespace eddy {

// Largest free text of one field, in bytes; a larger one is INVALID.
constexpr size_t kLongestText = 100'000;

class Journal {
 public:
  Journal(Session& session, const Catalog& catalog, Heavy& heavy)
      : session_(session), catalog_(catalog), heavy_(heavy) {}

  // Fills in `at_ms` and the offset where they are absent, checks every range, keeps words off a work
  // computer unless they are switched on, and warns of other people's data (OTHERS_DATA) unless `anyway`.
  api::Kept keep(Moment now, records::Entry entry, bool anyway, const std::vector<uint64_t>* seen = nullptr);
  api::Kept learn(Moment now, const Address& debrief);
  static constexpr int kShortestPlayed = 10;  // seconds
  api::Kept practice_done(Moment now, const content::State& state, records::Arm arm, double ended_ms);
  records::Entry get(const Address& of) { return shown(session_.vault(), entry_of(of)); }
  // As it was before a work computer wrote over it, newest first, from the `skip`-th on: as many as are given at once.
  std::vector<records::Entry> earlier(const Address& of, int skip = 0);
  std::vector<records::Entry> list(const api::ListRequest& request);
  std::vector<records::Entry> latest(int table, int limit);
  // Newest first; all the words must be there, in any form English gives them, and in whichever form their script gives
  // its letters (core/base/terms.h).
  std::vector<records::Entry> search(std::string_view query, int limit);
  void trash(Moment now, const Address& of);
  void restore(Moment now, const Address& of);
  void purge(Moment now, const Address& of);
  int empty_trash(Moment now);  // how many were removed for good
  // What hangs on it, debriefs and bright spots of a call, lessons of a debrief, board items of a bright
  // spot, goes home with it; to work it goes alone.
  api::Kept move(Moment now, const Address& of, records::Space to);
  // Hard calls of the last week that were not looked back at; none during a shift, none within 72 hours of a
  // grave one, also where a work computer has made another of it since, or where it lies in the trash of
  // work.
  std::vector<records::Entry> debriefs_open(Moment now);
  // A grave call was within the last 72 hours, or of anything within that time once was one.
  bool after_grave_call(Moment now);
  // A page for a mentor, of what is chosen; without a debrief's id of the newest of everything that can stand on one.
  api::PageReply page(const api::PageRequest& request);
  // Practices that made it worse: never chosen again unasked.
  std::vector<std::string> made_worse();

 private:
  void purge_all(Moment now, const std::vector<Stored>& chosen);
  std::vector<int64_t> with_factors(const std::vector<std::string>& phrases, int limit);
  void check(Moment now, records::Entry& entry, bool anyway);
  void place(records::Entry& entry);
  void let_hold(Moment now, const records::Entry& entry);
  Stored entry_of(const Address& of);
  struct Moving;
  Id move_one(Moving& moving, const Stored& from, const Id* subject);
  void point_to(Moving& moving, const Stored& hanging, const Id& subject);
  std::vector<Stored> about(const Stored& subject);
  Session& session_;
  const Catalog& catalog_;
  Heavy& heavy_;
  Factors factors_{session_};
};

// Ranges and instants of every kind of record; fills in the instant. INVALID names the field.
void validate(records::Entry& entry, Moment now, const Zone& zone);

}  // namespace eddy
