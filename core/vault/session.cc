#include "core/vault/session.h"

#include <algorithm>

#include "core/crypto/recovery_phrase.h"
#include "core/vault/admit.h"

namespace eddy {
namespace rec = eddy::records;
namespace {
constexpr size_t kLongestHome = 480;  // bytes: SQLite opens names of 512, and the longest in it has 29
constexpr int kShortestPassphrase = 8;

// What the store remembers takes the place of a file that is older, or that Eddy did not write.
bool replace_older(const std::string& remembered, const Secret& key, Slots& s) {
  if (remembered.empty()) return false;
  auto newest = Slots::parse(remembered);
  if (s.authentic(key) && s.changes() >= newest.changes()) return false;
  s = std::move(newest);
  return true;
}

void require_fits(const std::function<Secret(const Slots&)>& way, const Slots& newest) try {
  (void)way(newest);
} catch (const Failure& f) {
  throw Failure{Reason::keys_older, "an older keys file was put back: " + f.detail};
}
}  // namespace

Session::Session(std::unique_ptr<Files> files) : files_(std::move(files)), random_(&system_random()) {
  start_crypto();
}
Session::~Session() = default;

void Session::open_in_memory(uint64_t seed) {
  if (attached()) throw Failure{Reason::in_memory, "a folder is attached already"};
  files_ = memory_files();
  be_repeatable(seed);
  memory_ = true;
}

void Session::be_repeatable(uint64_t seed) {
  seeded_ = std::make_unique<SeededRandom>(seed);
  random_ = seeded_.get();
}

void Session::open_in_memory_as(Session& other, uint64_t seed) {
  open_in_memory(seed);
  slots_ = other.slots_;
  key_.emplace(other.key_->bytes());
  vault_ = std::make_unique<Vault>(*files_, *random_, *key_, other.vault());
  ++openings_;
  zone = other.zone;
}

void Session::attach(const std::string& home) {
  if (home.empty()) throw missing("home", "a folder has a name");
  if (home.find('\0') != std::string::npos) throw malformed("home", "no name of a folder");
  if (home.size() > kLongestHome) throw at_path(Reason::path_too_long, home, "longer than SQLite opens");
  files_->check_way(home);
  if (home == home_) return;
  lock();
  slots_.reset();
  home_ = home;
}

void Session::require_attached() const {
  if (!attached()) throw Failure{Reason::bad_request, "home: attach a folder first"};
}

void Session::require_diary() const {
  require_attached();
  if (!exists()) throw Failure{Reason::no_diary, "none here yet"};
}

bool Session::exists() const {
  return slots_ || (!home_.empty() && (files_->exists(path("keys")) || files_->exists(path("diary.db"))));
}

const Slots& Session::slots() const {
  require_attached();
  if (!slots_ && !memory_ && files_->exists(path("keys.next"))) const_cast<Session*>(this)->settle_renewal();
  if (slots_) return *slots_;
  if (!memory_) Beginning::end_interrupted(*files_, home_);
  if (!files_->exists(path("keys")) && exists())
    throw Failure{Reason::keys_missing, "the diary is here, its keys are not"};
  slots_ = Slots::read(*files_, path("keys"));
  return *slots_;
}

void Session::init(std::string_view passphrase, bool work, const Secret* phrase) {
  require_attached();
  if (passphrase.empty()) throw missing("passphrase", "empty");
  if (work && phrase)
    throw Failure{Reason::phrase_at_work, "recovery words are made on one's own computer only"};
  refuse_if_there();
  Secret key = Secret::make(*random_);
  auto slots = Slots::make(key, work, *random_);
  slots.set_passphrase(key, passphrase, *random_, cost());
  if (phrase) slots.set_phrase(key, *phrase, *random_);
  slots.authenticate(key);
  if (memory_) {
    vault_ = std::make_unique<Vault>(*files_, *random_, home_, true, key, true);
  } else {
    Beginning begun(*files_, home_);
    {
      Vault made(*files_, *random_, begun.folder(), false, key, true);
      made.set_local("work", work ? "1" : "0");
      made.set_local("keys", slots.file());
    }
    begun.put_in_place(slots);
    vault_ = std::make_unique<Vault>(*files_, *random_, home_, false, key, false);
  }
  ++openings_;
  slots_ = std::move(slots);
  key_.emplace(std::move(key));
}

void Session::refuse_if_there() const {
  if (exists()) (void)slots();
  if (memory_ ? !slots_ : !part_of_a_diary(*files_, home_)) return;
  throw at_path(Reason::diary_there, home_, "there is a store already");
}

void Session::adopt(Beginning& begun, const Slots& slots, const Secret& key) {
  begun.put_in_place(slots);
  slots_ = slots;
  open_with(Secret(key.bytes()), [&](const Slots&) { return Secret(key.bytes()); });
  // The restored settings may set another start of the day than the one the records were placed by.
  const auto boundary = settings().day_boundary_min();
  if (boundary == 4 * 60) return;
  std::string bytes;
  put<int16_t>(bytes, int16_t(boundary));
  vault_->set_local("day_boundary", bytes);
  vault_->projections().set_boundary(boundary);
  vault_->rebuild();
}

Secret Session::open_slots(const Slots& slots, std::string_view passphrase, std::string_view phrase) const {
  if (phrase.empty() && passphrase.empty()) throw missing("passphrase", "nothing was given to open it with");
  return phrase.empty() ? slots.open(passphrase) : slots.open(from_phrase(phrase));
}

bool Session::is_key_of_now(const Secret& key) {
  try {
    if (files_->exists(path("keys.next"))) return false;
    Slots::read(*files_, path("keys")).check(key);
    return true;
  } catch (const Failure& f) {
    return f.fault != Fault::wrong_key;
  }
}

void Session::open_with(Secret key, const Way& way) {
  if (vault_) return;
  if (memory_) throw Failure{Reason::in_memory, "a store in memory cannot be opened again"};
  if (!files_->exists(path("diary.db")))
    throw Failure{Reason::diary_missing, "the slots are here, the diary is not"};
  try {
    vault_ = std::make_unique<Vault>(*files_, *random_, home_, false, key, false);
  } catch (const Failure& f) {
    // Another program may have written it anew while the passphrase was tried: then these keys were the old file's.
    if (f.fault == Fault::damaged && !is_key_of_now(key))
      throw Failure{Reason::written_anew, "another program has written it anew meanwhile"};
    throw;
  }
  key_.emplace(std::move(key));
  ++openings_;
  try {
    hold_slots_to(*key_, way);
  } catch (const Failure& f) {  // a full disk, or one that cannot be written: the next opening tries again
    if (f.reason != Reason::keys_older) return;
    lock();
    slots_.reset();
    throw;
  }
}

// The keys file is believed before there is a key to check it by, and whoever has the disk can write it. Now the store says
// what is true: whose computer this is, whose key things were sealed to, and how the file was when Eddy changed it last.
void Session::hold_slots_to(const Secret& key, const Way& way) {
  const auto remembered = vault_->local("keys");  // first: the file is written before it
  auto s = Slots::read(*files_, path("keys"));  // as it is now: another program may have changed a passphrase
  s.check(key);
  const auto known = vault_->local("work");
  const bool work = known.empty() ? s.work() : known == "1";
  // Without a mac only from a version that knew none, and so before this store was opened by one that does.
  const bool as_written = s.authentic(key) || (known.empty() && s.sealed_by_version_1());
  inbox_anothers_ = !s.inbox_fits(key);
  keys_changed_ = inbox_anothers_ || !as_written || s.half_damaged();
  const bool another = replace_older(remembered, key, s);
  keys_older_ = another && !keys_changed_;
  const bool mend = another || s.half_damaged() || s.work() != work || !s.authentic(key);
  if (work)
    s.become_work();
  else
    s.set_work(false);
  s.authenticate(key);
  slots_ = s;  // true from here on, also where it cannot be written
  if (mend) s.write(*files_, path("keys"));
  if (another) require_fits(way, s);
  if (known.empty()) vault_->set_local("work", work ? "1" : "0");
  if (remembered != s.file()) vault_->set_local("keys", s.file());
}

// As they are now: another program may have changed a passphrase, or written the diary anew, since they were read.
const Slots& Session::slots_now() {
  if (!memory_ && !open()) slots_.reset();
  return slots();
}

Secret Session::prove(const Way& way) {
  auto key = way(slots_now());
  if (memory_ || open()) return key;
  std::string remembered;
  try {  // nothing of it changes, not even its format
    const auto diary = path("diary.db");
    Database db(diary, key,
                files_->size(diary + "-wal") ? Database::Opening::read : Database::Opening::read_alone);
    auto row = db.prepare("SELECT value FROM local WHERE name = 'keys'");
    if (row.step()) remembered = row.blob(0);
  } catch (const Failure&) {  // of one that does not open nothing more is known
  }
  auto s = Slots::read(*files_, path("keys"));
  const bool its_own = s.inbox_fits(key);  // else the next opening tells of it
  if (!replace_older(remembered, key, s)) return key;
  if (its_own) s.write(*files_, path("keys"));
  slots_.reset();
  require_fits(way, s);
  return key;
}

Secret Session::prove_passphrase(std::string_view passphrase) {
  return prove([&](const Slots& s) { return open_slots(s, passphrase, {}); });
}
Secret Session::prove_phrase(std::string_view phrase) {
  return prove([&](const Slots& s) { return open_slots(s, {}, phrase); });
}

void Session::unlock(const Way& way) { open_with(way(slots_now()), way); }
void Session::unlock_passphrase(std::string_view passphrase) {
  unlock([&](const Slots& s) { return open_slots(s, passphrase, {}); });
}
void Session::unlock_phrase(std::string_view phrase) {
  unlock([&](const Slots& s) { return open_slots(s, {}, phrase); });
}
void Session::unlock_key(std::string_view bytes) {
  unlock([&](const Slots& s) {
    Secret key(bytes);
    s.check(key);
    return key;
  });
}

void Session::lock() {
  if (vault_) {
    if (memory_) throw Failure{Reason::in_memory, "a store in memory would be lost"};
    closed_revisions_ += vault_->revision();
  }
  vault_.reset();
  key_.reset();
  settings_.reset();
  keys_changed_ = keys_older_ = inbox_anothers_ = false;
}

// Counted as a person does: characters, not bytes; blanks at its ends are none.
void Session::check_new_passphrase(std::string_view fresh) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!fresh.empty() && blank(fresh.front())) fresh.remove_prefix(1);
  while (!fresh.empty() && blank(fresh.back())) fresh.remove_suffix(1);
  const auto begins_one = [](char c) { return (uint8_t(c) & 0xc0) != 0x80; };
  if (std::count_if(fresh.begin(), fresh.end(), begins_one) < kShortestPassphrase)
    throw out_of_range("passphrase", kShortestPassphrase, 0, Reason::passphrase_too_short);
}

// In what lies there now: another program may have changed a passphrase since they were read, or written the diary anew, and then
// these keys are another file's.
void Session::change_slots(const Secret& key, const std::function<void(Slots&)>& change) {
  const auto alone = files_->hold(path("renewing"));
  if (!alone) throw Failure{Reason::store_busy, "another program writes this diary anew"};
  auto changed = memory_ ? slots() : Slots::read(*files_, path("keys"));
  try {
    changed.check(key);
  } catch (const Failure&) {
    throw Failure{Reason::written_anew, "these are the keys of another file"};
  }
  if (open() && !memory_) replace_older(vault_->local("keys"), key, changed);
  if (open()) work() ? changed.become_work() : changed.set_work(false);  // as the store says
  change(changed);
  changed.count_change();
  changed.authenticate(key);
  if (!memory_) changed.write(*files_, path("keys"));
  slots_ = std::move(changed);
  remember_slots(key);
}

// After the file: where this does not come to be, the store is one change behind, and the next opening sees a newer file.
void Session::remember_slots(const Secret& key) {
  if (memory_) return;
  try {
    if (open()) return vault_->set_local("keys", slots_->file());
    Vault(*files_, *random_, home_, false, key, false).set_local("keys", slots_->file());
  } catch (const Failure&) {
  }
}

void Session::change_passphrase(const Secret& key, std::string_view fresh) {
  if (fresh.empty()) throw missing("passphrase", "empty");
  change_slots(key, [&](Slots& s) { s.set_passphrase(key, fresh, *random_, cost()); });
}

void Session::set_device_key(const Secret& key, std::string_view given) {
  if (given.size() != 32) throw malformed("device_key", "32 bytes");
  change_slots(key, [&](Slots& s) { s.set_device(key, Secret(given), *random_); });
}

void Session::forget_device_key(const Secret& key) {
  change_slots(key, [](Slots& s) { s.forget_device(); });
}

void Session::unlock_device(std::string_view given) {
  if (given.size() != 32) throw malformed("device_key", "32 bytes");
  unlock([&](const Slots& s) { return s.open_device(Secret(given)); });
}

void Session::set_phrase(const Secret& key, const Secret& root) {
  if (work()) throw Failure{Reason::phrase_at_work, "recovery words are made on one's own computer only"};
  change_slots(key, [&](Slots& s) { s.set_phrase(key, root, *random_); });
}

void Session::become_work() {
  vault_->set_local("work", "1");
  change_slots(*key_, [](Slots& s) { s.become_work(); });
  applied();
}

Vault& Session::vault() {
  if (vault_) return *vault_;
  require_diary();
  throw Failure{Reason::diary_locked, "locked"};
}

rec::Space Session::usual_space(int table) const {
  if (work()) return rec::SPACE_WORK;
  switch (table) {
    case kHardCall:
    case kDebrief:
    case kLesson:
    case kOwnCard:
    case kShift:
    case kShiftPattern: return rec::SPACE_WORK;
    default: return rec::SPACE_HOME;
  }
}

Id Session::keep(Moment now, rec::Entry entry, bool* sealed) {
  if (entry.space() == rec::SPACE_UNSPECIFIED) entry.set_space(usual_space(table_of(entry)));
  *sealed = false;
  if (open() && !late_) try {
      std::optional<Id> id;
      if (!entry.id().empty()) id = to_id(entry.id(), "id");
      return make(now, entry, id ? &*id : nullptr);
    } catch (const Failure& f) {
      if (f.reason != Reason::store_busy) throw;
      late_ = true;  // another program writes it for long: what was given is not lost for that
    }
  *sealed = true;
  const auto id = entry.id().empty() ? random_->id(now.ms) : to_id(entry.id(), "id");
  entry.set_id(std::string(view(id)));
  std::string item;
  put<int64_t>(item, now.ms);
  put<int16_t>(item, int16_t(now.offset_min));
  Inbox(*files_, path("inbox")).add(slots(), item + entry.SerializeAsString());
  return id;
}

bool Session::join_late() {
  if (!late_) return true;
  try {
    drain_inbox();
    late_ = false;
  } catch (const Failure&) {  // with the next one, or at the next unlock
  }
  return !late_;
}

Id Session::make(Moment now, const rec::Entry& entry, const Id* id) {
  Vault::Write w(*vault_, now);
  Id made;
  if (drop_home && entry.space() == rec::SPACE_HOME) {
    made = drop_home(id ? *id : random_->id(now.ms), table_of(entry), body_of(entry), false);
  } else {
    made = w.create(table_of(entry), entry.space(), body_of(entry), id);
  }
  w.commit();
  return made;
}

void Session::give_home(std::map<Id, std::pair<Moment, rec::Entry>>& to_give) {
  std::vector<std::pair<const Id, std::pair<Moment, rec::Entry>>*> order;
  for (auto& one : to_give) order.push_back(&one);
  const auto kind = [](const auto* one) { return table_of(one->second.second); };
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto* a, const auto* b) { return kind(a) < kind(b); });
  std::map<std::string, Id> made;  // what something is about comes before what is about it
  for (auto* one : order) {
    auto& [at, entry] = one->second;
    auto about = entry;
    if (auto* subject = subject_of(about); subject && made.count(*subject)) {
      *subject = std::string(view(made[*subject]));
      entry = std::move(about);
    }
    made[std::string(view(one->first))] = make(at, entry, &one->first);
  }
}

std::pair<int, int> Session::drain_inbox() {
  auto& v = vault();
  if (memory_ || v.read_only()) return {0, 0};
  // For home, on a work computer. Another body would be another record there: of two thoughts the later one is given.
  std::map<Id, std::pair<Moment, rec::Entry>> to_give;
  const auto take = [&](std::string_view item) {
    Reader r{item};
    Moment at;
    at.ms = r.get<int64_t>();
    at.offset_min = r.get<int16_t>();
    rec::Entry entry;
    if (!entry.ParseFromArray(r.in.data(), int(r.in.size())) || !table_of(entry))
      throw Failure{Reason::inbox_damaged, "not an entry"};
    const auto id = to_id(entry.id(), "inbox");
    admit(Author::own, Door::inbox, entry.space(), id, table_of(entry),
          split(table_of(entry), body_of(entry), Stamp{}));
    if (drop_home && entry.space() == rec::SPACE_HOME) {
      if (body_of(entry).size() + 1024 > Vault::kLargestChange)
        throw Failure{Reason::inbox_damaged, "larger than one entry may be"};
      auto& [when, last] = to_give[id];
      if (at.ms >= when.ms) when = at, last = std::move(entry);
    } else if (const Address of{id, entry.space(), table_of(entry)}; !v.find(of)) {
      make(at, entry, &id);
    } else {
      // Either a second thought given while locked, or an item taken in before whose inbox could not be emptied:
      // what was written later stays.
      const auto there = v.get(of);
      uint64_t newest = 0;
      for (const auto& c : there.cells) newest = std::max(newest, c.stamp.order() >> 16);
      if (newest > uint64_t(at.ms)) return;
      Vault::Write w(v, at);
      w.change(of, body_of(entry), nullptr);
      w.commit();
    }
  };
  std::vector<Secret> seeds;
  seeds.push_back(inbox_seed(*key_));
  const auto before = v.local("inbox_before");
  for (Reader r{before}; !r.in.empty();) seeds.emplace_back(r.take(Secret::kSize));
  return Inbox(*files_, path("inbox")).drain(seeds, take, [&] { give_home(to_give); });
}

int Session::waiting() { return memory_ || !attached() ? 0 : Inbox(*files_, path("inbox")).waiting(); }

uint32_t Session::revision() const { return closed_revisions_ + (vault_ ? vault_->revision() : 0); }

}  // namespace eddy
