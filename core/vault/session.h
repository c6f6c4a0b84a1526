// One attached folder, locked or open: where the store, the slots, the inbox and the hints meet.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/files.h"
#include "core/vault/beginning.h"
#include "core/vault/entries.h"
#include "core/vault/inbox.h"
#include "core/vault/slots.h"
#include "core/vault/vault.h"

namespace eddy {

class Session {
 public:
  explicit Session(std::unique_ptr<Files> files = disk_files());
  ~Session();

  void open_in_memory(uint64_t seed);
  // One that goes on from where another one is, as a copied disk would.
  void open_in_memory_as(Session& other, uint64_t seed);
  void attach(const std::string& home);
  // For tests, before `attach`: chance comes from the seed, and a new passphrase costs next to nothing.
  void be_repeatable(uint64_t seed);
  // `phrase`: the root that 24 words say, to open the store when the passphrase is forgotten; own computers only.
  void init(std::string_view passphrase, bool work, const Secret* phrase);
  void unlock_passphrase(std::string_view passphrase);
  void unlock_phrase(std::string_view phrase);
  void unlock_key(std::string_view key);
  void unlock_device(std::string_view given);
  void lock();
  void change_passphrase(const Secret& key, std::string_view fresh);
  void set_phrase(const Secret& key, const Secret& root);
  // `given`: 32 bytes that only this device's authenticator makes; none: that way in is closed.
  void set_device_key(const Secret& key, std::string_view given);
  void forget_device_key(const Secret& key);
  void set_phrase(const Secret& root) { set_phrase(*key_, root); }  // while open
  // Opens the slots without opening the store: to be sure who asks. KEYS_OLDER where an older keys file was put back that this
  // opens, and the newest one it does not; the newest is at its place then.
  Secret prove_passphrase(std::string_view passphrase);
  Secret prove_phrase(std::string_view phrase);
  // REFUSED where anything of a diary is there, DAMAGED where it is not whole: what is there is left as it is.
  void refuse_if_there() const;
  // Restoring: the finished store that was begun becomes this one.
  void adopt(Beginning& begun, const Slots& slots, const Secret& key);
  void change_slots(const Secret& key, const std::function<void(Slots&)>& change);
  Secret open_slots(const Slots& slots, std::string_view passphrase, std::string_view phrase) const;
  Secret backup_key() const { return derive(*key_, "eddy/backup/v1"); }

  // What a passphrase must be where one is set: 8 characters; never asked where one opens something. INVALID.
  static void check_new_passphrase(std::string_view fresh);
  bool attached() const { return !home_.empty() || memory_; }
  bool exists() const;         // a diary, whole or not
  void require_diary() const;  // NO_DIARY where there is none
  bool open() const { return vault_ != nullptr; }
  int openings() const { return openings_; }  // grows with every opening of a vault
  bool work() const { return slots_ && slots_->work(); }
  // What the last opening found that a person should know: somebody changed the keys file; what was sealed meanwhile may have
  // been for their eyes.
  bool keys_were_changed() const { return keys_changed_; }
  bool inbox_was_anothers() const { return inbox_anothers_; }
  bool keys_were_older() const { return keys_older_; }
  // Enrolled by a device of one's own as a computer that somebody else controls: no words, and home is not read here.
  void become_work();
  // A work computer that has let go of everything of home (local "clean") gets a new file under a new key,
  // with what belongs to work alone, and the old one is destroyed. Safe to be cut short. The new slot needs
  // the passphrase: it is made before.
  struct Renewal {
    Secret key;
    Slots slots;
  };
  std::optional<Renewal> prepare_renewal(std::string_view passphrase);
  void renew(const Renewal& next);
  void renew_if_due(std::string_view passphrase);  // at unlock, where it was cut short or the disk was full
  // Another device's changes were taken in: what is remembered outside the vault is looked up again.
  void applied();
  // Where set, what is given for home on a work computer goes there instead of into the store, inside a Write.
  // Returns the id of the record that it makes there.
  std::function<Id(const Id&, int table, std::string_view body, bool trashed)> drop_home;
  const Slots& slots() const;
  Vault& vault();  // LOCKED where it is not open
  Random& random() { return *random_; }
  Files& files() { return *files_; }
  const std::string& home() const { return home_; }
  std::string path(const char* name) const { return home_ + "/" + name; }

  // Keeps a new record: in the store, or sealed where it is locked, or busy for long. Returns its id.
  Id keep(Moment now, eddy::records::Entry entry, bool* sealed);
  std::pair<int, int> drain_inbox();  // at unlock
  // What was sealed though it was open, because another program wrote for long, joins. False where it still does.
  bool join_late();
  int waiting();
  uint32_t revision() const;

  // Settings with the defaults in place; while locked what may be remembered in the clear.
  eddy::records::Settings settings();
  // What practising goes by, and no more: opt-outs, lengths, languages, countries, motion, sound.
  static eddy::records::Settings practising(const eddy::records::Settings& of);
  // Whether a quiet that was set until then holds: where a clock was wrong when it was set, no longer than one may be.
  static bool quiet(Moment now, int64_t until) { return until > now.ms && until - now.ms <= kLongestQuiet; }
  static constexpr int64_t kLongestQuiet = 7 * kDay;
  // Whether what a person types may be kept here: on a work computer only where they have said so.
  bool allow_text() { return !work() || settings().allow_text(); }
  bool has_settings();  // of its own: none are the defaults
  void change_settings(Moment now, const eddy::records::Settings& change, bool clear_opt_outs);
  eddy::records::Space usual_space(int table) const;

  Zone zone;

 private:
  void require_attached() const;
  // How somebody opens it: the key that they get at by these slots, or what of them does not fit.
  using Way = std::function<Secret(const Slots&)>;
  Secret prove(const Way& way);
  void unlock(const Way& way);
  void open_with(Secret key, const Way& way);
  void hold_slots_to(const Secret& key, const Way& way);
  void remember_slots(const Secret& key);
  Id make(Moment now, const eddy::records::Entry& entry, const Id* id);
  Address settings_address() const;
  void give_home(std::map<Id, std::pair<Moment, eddy::records::Entry>>& to_give);
  void write_hints();
  void settle_renewal();
  void end_renewal();
  bool is_key_of_now(const Secret& key);
  const Slots& slots_now();

  std::unique_ptr<Files> files_;
  std::unique_ptr<Random> seeded_;  // where it is not the system's
  Cost cost() const { return seeded_ ? Cost{1, 8192} : Cost(); }
  Random* random_;
  std::string home_;
  bool memory_ = false;
  mutable std::optional<Slots> slots_;  // read when first asked for
  std::optional<Secret> key_;           // while open
  std::unique_ptr<Vault> vault_;
  std::optional<eddy::records::Settings> settings_;
  bool keys_changed_ = false, keys_older_ = false, inbox_anothers_ = false, late_ = false;
  uint32_t closed_revisions_ = 0;
  int openings_ = 0;
};

}  // namespace eddy
