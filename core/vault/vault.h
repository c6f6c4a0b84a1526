// The encrypted diary: records of any kind, kept as cells, with their projections, in one transaction each.
// Knows no noun. Not for more than one thread at a time.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/vault/cells.h"
#include "core/vault/database.h"
#include "core/vault/projections.h"
#include "eddy/sync/v1/payload.pb.h"

namespace eddy {

// What a record is known by: its space, its kind and its id together. Where only the id is known, the others
// are 0; of several `find` gives the one of home, and `get` says that it is not clear which one is meant.
struct Address {
  Address(const Id& i, int s = 0, int t = 0) : id(i), space(s), table(t) {}
  Id id;
  int space, table;
};

struct Stored {
  int64_t rid = 0;
  Id id{};
  int space = 0, table = 0;
  Cells cells;
};

// Where one's own devices keep, in the trash of home, what a work computer removed for good: each of them makes the same.
Id brought_home(const Id& removed);

class Vault {
 public:
  // DISK_ERROR where a store that was closed has a log still, as on a disk that filled up: its newest would stay behind where the
  // file alone is moved.
  static void require_whole(Files& files, const std::string& folder);
  // The folder's database; see Database for `create`. Throws TOO_NEW for a later format.
  // A folder that cannot be written is opened all the same, to be read: `read_only`.
  Vault(Files& files, Random& random, const std::string& home, bool in_memory, const Secret& key,
        bool create);
  // In memory: another one's twin.
  Vault(Files& files, Random& random, const Secret& key, Vault& other);
  ~Vault();

  // Everything kept belongs to a write: one transaction, one stamp.
  class Write {
    struct Out {  // what this write publishes in one space
      sync::v1::Commit commit;
      std::set<uint32_t> writers;
      size_t size = 0;
    };

   public:
    Write(Vault& vault, Moment now);
    ~Write();
    // A new record; the id may be chosen (imports, singletons, what was given while locked). Where it exists,
    // it is merged, so that doing it twice changes nothing. `row`: told which it is in.
    Id create(int table, int space, std::string_view message, const Id* id = nullptr, int64_t* row = nullptr);
    // The same with every version of a text that stands there several times.
    Id create_versions(int table, int space, std::string_view message);
    void change(const Address& of, std::string_view message, const std::vector<uint64_t>* seen);
    // Of the message only its lists, whose every element is on or off by itself: its texts stay as they are, side by side.
    void change_tags(const Address& of, std::string_view message);
    void trash(const Address& of);
    void restore(const Address& of);
    void purge(const std::vector<Address>& all);
    // Its earlier versions are the other's from now on: it goes on there.
    void hand_on(const Stored& of, const Address& to);
    // Of what a work computer removed no word stays in the record; not published: it says so already.
    void forget_removed(const Stored& of);
    int64_t put(const Id& id, int table, int space, const Cells& cells);  // merges; gives the row
    // As `put`, for what another device published: not published again. `keeps_earlier`: what goes by it
    // stays as an earlier version.
    void apply(const Id& id, int table, int space, const Cells& cells, bool keeps_earlier = false);
    // What this write publishes may go in several portions, as an import's does; else it is one, whole, of at most 128 KiB.
    void in_portions() { portions_ = true; }
    // Everything of a space goes to the outbox, with the stamps it has; of a work computer no purge.
    void publish_all(int space);
    // These cells of a record go to the outbox, where its space is published.
    // `of_work`: a work computer had published them before.
    void publish(const Stored& of, const Cells& delta, bool of_work = false);
    void commit();

    // A part of it that may fail: what was not kept is undone when it goes, and the rest of the write goes on.
    class Part {
     public:
      explicit Part(Write& write);
      ~Part();
      void keep();

     private:
      Write& write_;
      std::map<int, Out> out_;
      bool forgets_, kept_ = false;
      Savepoint savepoint_;
    };

   private:
    friend class Vault;
    Id made_for(int table, std::string_view message);
    void save(const Stored& before, bool fresh, const Cells& now, const Cells& delta);
    void set_fate(const Stored& of, const Cells& fate);
    Cells kept(int space, Cells cells);
    void keep_earlier(const Stored& before, const Cells& now, bool by_work);
    void publish_part(const Stored& of, const Cells& delta, bool of_work);
    void unpublish(const std::vector<Stored>& all);
    void write_out(int space);
    Vault& vault_;
    Transaction transaction_;
    Stamp stamp_;
    int64_t now_ms_;
    bool done_ = false, echo_ = true, keeps_earlier_ = false, portions_ = false, forgets_ = false;
    std::map<int, Out> out_;
  };
  static constexpr size_t kLargestChange = 128 << 10, kPortion = 48 << 10;  // bytes, encoded
  static constexpr size_t kPortionWriters = 60;  // devices that its clocks name, at most twice as many
  static size_t size_of_change(std::string_view body, std::string_view clocks) {
    return body.size() + clocks.size() + 32;
  }

  std::optional<Stored> find(const Address& of);
  // NOT_FOUND; also for what was purged. INVALID where it is not clear which one is meant.
  Stored get(const Address& of);
  // What a record of that space names: in its own space first, and from home in work where home never held that address.
  std::optional<Stored> named(int from_space, int table, const Id& id);
  Stored at(int64_t rid);
  // Rows lie in the order of time: what was made at `ms` or later, by its id, is in this row or a later one.
  static int64_t first_row(int64_t ms) { return ms / 1000 << 8; }
  // It as it was before a work computer wrote over it, newest first.
  // From the `skip`-th on, at most `most`, and no more than fits in a few MB.
  std::vector<Stored> earlier(const Stored& of, int skip = 0, int most = 20);
  // What went each time, newest first, until `look` says that it is enough; `by_work`: a work computer had changed it.
  void lost(const Stored& of, const std::function<bool(const Cells&, bool by_work)>& look);
  // Its fate, and on a device of one's own: what a work computer cleared and removed is in the trash, with
  // what it said before.
  Fate fate_of(const Stored& stored);
  Database& db() { return db_; }
  Projections& projections() { return projections_; }
  Random& random() { return random_; }
  uint32_t revision() const { return revision_; }

  std::string local(const char* name);  // device-local, never synced; "" where unset
  void set_local(const char* name, std::string_view value);
  const Id& device() const { return device_; }
  // A computer that somebody else controls: it publishes work alone. Nothing is purged there, and what it
  // removes for good is trash on one's own devices.
  bool of_work() const { return published_ == 1; }
  bool shared() const { return published_ != 0; }  // it is one of several devices
  // From now on what is written in these spaces (bit 0 work, bit 1 home) also goes to the outbox, in the same
  // transaction. Call inside a Transaction.
  void publish(uint8_t spaces);
  void begin();  // reads what is remembered of `local` anew: after a Write that set it was rolled back
  Devices& devices() { return devices_; }
  // True where the newest commits that were confirmed are not in the log any more.
  bool read_only() const { return how_ == Database::Opening::read || how_ == Database::Opening::read_alone; }
  bool shortened() const { return shortened_; }
  // A work computer's store anew, in a folder of its own and under another key: only what belongs to work
  // goes along, and what waits, sealed, for home. Durable when it returns.
  void write_work(const std::string& folder, const Secret& key);
  // Another file has taken the place of this one: closing it touches nothing that lies there now.
  void leave();
  // The index of words by today's rule, before it is asked: a store that can only be read may have another's.
  void know_words();
  void rebuild();                    // the query tables, from the records
  std::vector<std::string> check();  // problems found; none: sound

 private:
  struct Numbers : Devices {
    explicit Numbers(Database& d) : db(d) {}
    uint32_t number(const Id& id) override;
    Id device(uint32_t n) override;
    Database& db;
    void forget() { known.clear(), numbers.clear(); }
    std::vector<Id> known;  // by number - 1
    std::map<Id, uint32_t> numbers;
  };
  struct Place {
    int64_t rid = 0;
    bool taken = false;    // by the record itself; else it is free
    bool several = false;  // records have that id, where only the id is known
  };
  // The second of its first six bytes, and a byte of its chance.
  static int64_t first_place(const Id& id) { return first_row(time_of(id)) | id[6]; }
  Place place_of(const Address& of);
  int64_t step_of(const Id& id);
  bool has_earlier(int64_t rid);
  void place_again();
  void upgrade(const Secret& key);
  void rebuild_tables();
  void make_words();  // their index, empty
  void index_words();
  Stored read(Statement& row);
  void undone();  // what is remembered of the tables may not be so any more
  void watch_log(const std::string& path);

  Files& files_;
  Random& random_;
  std::string path_;
  const Database::Opening how_;
  Database db_;
  Projections projections_;
  Numbers devices_;
  Id device_{};
  uint32_t revision_ = 0;
  uint8_t published_ = 0;
  bool shortened_ = false, log_used_ = false, words_known_ = false, in_memory_;
  int last_frames_ = 0;
  std::string log_salt_, row_key_;
};

}  // namespace eddy
