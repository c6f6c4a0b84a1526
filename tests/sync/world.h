// A person's devices and their box over months, from one seed: time, network, disks and chance are all the world's own.
// README.md lists the faults and what must hold whatever happens.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {

class World {
 public:
  explicit World(uint64_t seed);
  // The first broken promise; "" where all held.
  std::string run();
  // What was done, for a failing seed.
  std::string story() const { return story_; }
  struct Count {
    int edits = 0, rounds = 0, lost_calls = 0, repeats = 0, crashes = 0, clones = 0, restores = 0,
        server_restores = 0, pairings = 0, revokes = 0, drops = 0, purges = 0, removals = 0, months = 0,
        unknown = 0, pictures = 0, afresh = 0;
  } count;

 private:
  struct One {
    std::string name;
    std::unique_ptr<Device> device;
    bool work = false, gone = false;  // gone: revoked, or its disk is lost
    int64_t skew = 0;
    std::map<int64_t, std::string> noted;  // each row as it was when it was last confirmed
    std::set<Id> gave;                     // to home, and not confirmed yet
  };
  uint64_t chance(uint64_t n) { return random_.below(n); }
  Moment time(const One& one) const { return {now_ + one.skew, 0}; }
  One* pick(bool full_only = false);
  int living(bool full_only);
  void say(const std::string& what);
  std::string word();
  void edit(One& one);
  void write_new(One& one);
  void hang_picture(One& one, records::Entry& entry);
  void check_pictures();
  void change(One& one);
  void sync_round(One& one, bool faults);
  void pair_one();
  std::string id_of(One& one);
  void revoke_one();
  void backup_or_restore();
  void afresh_one();
  void clone_one();
  void server_fault();
  void note_acknowledged(One& one);
  void check_cursor(One& one);
  void fail(const std::string& why);
  std::string settle();
  Cells cells_of(Device& d, const Id& id);

  SeededRandom random_;
  const uint64_t seed_;
  int64_t now_ = 1'772'452'800'000;
  Box box_;
  MemoryStore& store_;
  std::vector<One> all_;
  uint64_t next_seed_;
  std::map<Id, std::pair<int, Cells>>
      acknowledged_;  // by record: its table, and every cell that the box confirmed
  std::map<Id, int> space_of_;
  std::set<Id> given_;   // records at home that confirmed drops make
  std::set<Id> purged_;  // by a device of one's own
  std::optional<MemoryData> server_backup_;
  std::unique_ptr<Device> disk_backup_;
  size_t backup_of_ = 0;
  bool unhealed_ = false;  // the box once lost something that a device may be the last to have
  std::string broken_, story_;
};

}  // namespace eddy::test
