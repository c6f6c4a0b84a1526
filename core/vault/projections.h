// The query tables, kept in step with every write, and which of the person's own days an instant belongs to.
//
// A day starts at the end of its main sleep, or where none is logged at a boundary (default 04:00 local). The
// main sleep of date D is the longest one that ends between 8 hours before and 16 hours after D's boundary;
// so every date has exactly one start, starts only ever move forward, and no instant belongs to two days.
#pragma once
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/base/moment.h"
#include "core/vault/database.h"

namespace eddy {

enum Table {
  kCheckIn = 1,
  kHardCall,
  kDebrief,
  kPracticeDone,
  kSleep,
  kBrightSpot,
  kLesson,
  kNote,
  kBoardItem,
  kOwnCard,
  kPerson,
  kShiftPattern,
  kShift,
  kOffer,
  kSettings,
  kFactor,
  kTables_end
};

enum Metric {
  kMood = 1,
  kEnergy,
  kTension,
  kCheckIns,
  kHardCalls,
  kHowHard,
  kSleepMin,
  kSleepQuality,
  kPracticeS,
  kRelief
};

// What the query tables need to know of a record.
struct Event {
  int kind = 0;
  Moment at;
  std::optional<int64_t> a, b, c, d;
  std::string word;
  std::vector<std::string> factors;  // of a check-in: their ids
  bool worse = false;                // a practice that made it worse
};
// None: kept records of this table are not events (settings).
std::optional<Event> to_event(int table, std::string_view body);
// Whether what another device wrote can be shown and counted at all: it is its message, and its instants are some.
bool plausible(int table, std::string_view body);

struct Span {
  int64_t start = 0, end = 0;
  bool usual = false;  // of the usual week
  bool planned =
      false;  // of the usual week, or entered by date: nobody has opened or closed it. Of an open one, its end is
  bool open = false;  // nobody has said when it ended
};
// Three hours or more of it between midnight and six, by the clock on the wall.
bool is_night(const Span& shift, const Zone& zone);
// What an open shift counts where no usual week says when it ends, and how long it can be closed.
constexpr int64_t kOpenShift = 16 * kHour;

class Projections {
 public:
  explicit Projections(Database& db) : db_(db) {}
  void add(int64_t rid, int space, int table, std::string_view body);
  void add_words(int64_t rid, int table, std::string_view body);  // of `add`, the index of words alone
  void remove(int64_t rid, int table, std::string_view body);
  void set_trashed(int64_t rid, bool trashed);
  void flush();  // inside the transaction, before it commits
  void
  forget_words();  // so that words which are gone are not in the index either; costs as much as the index is large
  void forget();  // after a rollback
  void set_boundary(int minutes) { boundary_min_ = minutes, forget(); }
  int boundary() const { return boundary_min_; }

  int day_of(Moment at);
  // When the day ends that `at` belongs to, as far as nobody can know which sleep is to come: at the boundary.
  int64_t day_ends(Moment at, const Zone& zone) {
    return zone.to_utc((day_of(at) + 1) * kDay + boundary_min_ * kMinute);
  }
  bool at_work(Moment at);
  // Shifts that touch [from, to), by their start: the ones that were or are logged, and the usual week where none is, placed by the
  // clock on the wall at both ends.
  std::vector<Span> shifts(int64_t from, int64_t to, const Zone& zone);

 private:
  struct Main {
    int64_t day, wake, minutes;
  };
  void count(int kind, int day, bool inside, const Event& e, int sign);
  void attribute_again(int64_t from, int64_t to);
  std::vector<Span> usual(int64_t from, int64_t to, const Zone& zone);
  const std::vector<Span>& shifts_near(int64_t at, int offset_min);
  void load_sleeps(int64_t around);

  Database& db_;
  int boundary_min_ = 4 * 60;
  std::map<std::tuple<int, int, int>, std::pair<int64_t, int64_t>> pending_;
  std::vector<std::pair<int64_t, int64_t>> again_;  // stretches whose events must be placed anew
  std::map<int64_t, Main> sleeps_;                  // by day, for instants near `sleeps_at_`
  std::optional<int64_t> sleeps_at_;
  std::vector<Span> shifts_;
  std::optional<std::pair<int64_t, int>> shifts_at_;
};

}  // namespace eddy
