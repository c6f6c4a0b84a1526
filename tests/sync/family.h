// Two devices of one's own and a work computer, on real folders, each with a diary from before it was one of them; and
// somebody who has that computer's keys, and does with them whatever they like, with a box that helps where it can.
// README.md lists what must hold whatever they do; what was typed where is known from this log of it, never from what a
// diary says.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/places.h"
#include "tests/sync/hostile.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {

class Family {
 public:
  // `only`: of the moves, no other; "": all of them, in an order of chance.
  explicit Family(uint64_t seed, const std::string& only = "");
  // The first broken promise; "" where all held.
  std::string live();
  std::string story() const { return story_; }
  static std::vector<std::string> moves();
  int honest = 0,
      pushed = 0;  // acts of the person; what whoever has the keys brought in, as the devices took it in

 private:
  struct Move {
    const char* name;  // its fault's letter first
    void (Family::*make)();
  };
  static const std::vector<Move>& all_moves();
  struct Typed {
    Id id{};
    int table = 0, space = 0;
    std::string text;
    int64_t at = 0;  // 0: not looked at
    Device* by = nullptr;
    bool trashed = false, purged = false, edited_elsewhere = false;
  };

  // --- what the person does
  void act();
  Typed& type(Device& d, records::Space space);
  void retype(Typed& t);
  Typed& typed_on(Device& d, records::Space space);
  void sync_all(int rounds = 2);
  std::string word();

  // --- what must hold
  void expect(bool holds, const std::string& what);
  void look_at_home();
  void look_at_work_space();
  void look_at_sizes();
  void look_at_alarms();
  void look_at_the_office();
  void look_for_removed();
  void go_on();
  std::string all_texts(Device& d);
  static std::string text_at(Device& d, const Typed& t);

  // --- what whoever has the keys does
  Forged note(const Id& id, const std::string& text);
  Forged over(const Typed& t, const std::string& bytes, int64_t ms);
  Id fresh_id();
  Device& own() { return chance(2) ? *phone_ : *laptop_; }
  uint64_t chance(uint64_t n) { return random_.below(n); }
  void settings_in_work();
  void settings_in_a_drop();
  void unknown_kind_in_a_drop();
  void lesson_beforehand();
  void other_kind_of_home();
  void same_record_in_work();
  void debrief_of_a_moved_call();
  void call_moves_with_debrief();
  void moved_home_at_work();
  void drop_over_home();
  void drop_said_twice();
  void purge_of_work();
  void purge_of_home();
  void removal();
  void write_over();
  void clear();
  void put_away();
  void many_chains();
  void many_writers();
  void writers_in_stamps();
  void large_drop();
  void full_share();
  void torn_cells();
  void rubbish();
  void covers_of_a_number();
  void fate_of_nothing();
  void end_of_time();
  void long_shift();
  void good_moods();
  void grave_call_changed();
  void grave_call_put_away();
  void ids_alike();
  void heads_of_nobody();
  void chains_that_end();
  void imported_file();
  void forged_list();
  void picture_not_stored();
  void other_address();
  void forks();
  void undelivered();
  void give_last();
  void many_versions();
  void many_tags();
  void many_cells();
  void many_covers();
  void given_person();
  void purged_word();
  void stranger_lets_in();
  void taken_out_is_pressed();
  void old_list();
  void enrolled();

  const uint64_t seed_;
  SeededRandom random_;
  std::string only_, broken_, story_;
  Folder folder_;
  Box box_;
  std::unique_ptr<Device> phone_, laptop_, office_;
  std::unique_ptr<Hostile> evil_;
  int64_t now_ = kNoon;
  std::deque<Typed> log_;                   // whose entries stay where they are
  std::vector<std::string> never_at_work_;  // words of home, also from before enrolment
  std::vector<Id> never_an_id_;             // of home, from before enrolment
  std::vector<std::string> removed_;        // words that must not be in a file any more: of the phone
  bool full_ = false, undelivers_ = false;
  std::string given_last_;  // at work, for home, and not delivered
  uint32_t lists_ = 0;      // of devices, that the person made
};

}  // namespace eddy::test
