#include "tests/sync/family.h"

#include <algorithm>

#include "core/crypto/recovery_phrase.h"
#include "tests/core/pages.h"

namespace eddy::test {
namespace pb = eddy::sync::v1;
namespace rec = eddy::records;
namespace {

constexpr size_t kMostDevices = 1500, kMostChains = 300, kMostNotices = 30;

server::Limits small_box() {
  auto l = Box::generous();
  l.account_bytes = 2 << 20;
  return l;
}

std::string middle(const std::string& word) { return word.substr(4, 7); }

// By numbers of its own, not those of the code that is tried.
bool is_small(const Stored& r) {
  std::map<uint32_t, size_t> of_field;
  size_t covers = 0, bytes = 0;
  for (const auto& c : r.cells) {
    if (find_field(r.table, c.field) &&
        ++of_field[c.field] > (find_field(r.table, c.field)->tags ? 1024u : 80u))
      return false;
    covers += c.covers.size(), bytes += c.bytes.size();
  }
  return r.cells.size() <= 4096 && covers <= 4'000 && bytes <= 1 << 20;
}

std::string file_of(const std::string& home) {
  Services s;
  s.session.attach(home);
  const auto key = s.session.prove_passphrase("pass");
  return clear_pages(home + "/diary.db", key.bytes());
}

}  // namespace

Family::Family(uint64_t seed, const std::string& only)
    : seed_(seed),
      random_(seed),
      only_(only),
      box_(std::make_unique<MemoryStore>(), seed, small_box()),
      phone_(std::make_unique<Device>(folder_ / "phone", "pass", true, seed * 10 + 1)),
      laptop_(std::make_unique<Device>(folder_ / "laptop", "pass", false, seed * 10 + 2)),
      office_(std::make_unique<Device>(folder_ / "office", "pass", false, seed * 10 + 3)) {
  for (auto* d : {phone_.get(), laptop_.get(), office_.get()})
    for (int i = 0; i < 3; ++i) type(*d, i ? rec::SPACE_HOME : rec::SPACE_WORK);
  for (const auto& t : log_)
    if (t.by == office_.get() && t.space == rec::SPACE_HOME) never_an_id_.push_back(t.id);
  rec::Settings mine;
  mine.set_country("NZ");
  phone_->session.change_settings(at(now_), mine, false);
  phone_->join(box_, at(now_), "Phone");
  phone_->sync_round(box_, at(now_));
  pair(box_, *phone_, *laptop_, at(now_), false, "Laptop");
  pair(box_, *phone_, *office_, at(now_), true, "Office");
  rec::Settings words;
  words.set_allow_text(true);
  office_->session.change_settings(at(now_), words, false);
  evil_ = std::make_unique<Hostile>(*office_, box_);
  sync_all();
  lists_ = sync::Ledger(phone_->session.vault()).roster().list.version();
  // What the office's diary held of home arrives under the ids that drops make.
  for (auto& t : log_)
    if (t.by == office_.get() && t.space == rec::SPACE_HOME) {
      const auto found = phone_->journal.search(t.text, 2);
      expect(found.size() == 1, "what was at home before enrolment arrives once");
      if (!found.empty()) t.id = to_id(found[0].id(), "id");
    }
}

void Family::expect(bool holds, const std::string& what) {
  if (!holds && broken_.empty()) broken_ = what;
}

// No two begin alike, and no ending is one that a stemmer takes off: an index keeps of a term only what the one before it
// has not.
std::string Family::word() {
  std::string out;
  for (int i = 0; i < 14; ++i) out += "bcfghjkmpqtvwx"[chance(14)];
  return out;
}

// --- what the person does

Family::Typed& Family::type(Device& d, rec::Space space) {
  Typed t;
  t.text = word(), t.space = int(space), t.table = kNote, t.by = &d;
  t.id = d.note(at(now_ += kMinute), t.text, space);
  t.at = now_;
  if (space == rec::SPACE_HOME && !d.session.work()) never_at_work_.push_back(t.text);
  log_.push_back(t);
  return log_.back();
}

void Family::retype(Typed& t) {
  auto e = t.by->journal.get({t.id, t.space, t.table});
  t.text = word();
  e.mutable_note()->set_text(t.text);
  t.by->journal.keep(at(now_ += kMinute), e, true);
  if (t.space == rec::SPACE_HOME) never_at_work_.push_back(t.text);
}

// One that lies there as it was typed.
Family::Typed& Family::typed_on(Device& d, rec::Space space) {
  std::vector<Typed*> fit;
  for (auto& t : log_)
    if (t.by == &d && t.space == int(space) && !t.trashed && !t.purged && !t.edited_elsewhere)
      fit.push_back(&t);
  if (fit.empty() || chance(3) == 0) {
    auto& fresh = type(d, space);
    sync_all();
    return fresh;
  }
  return *fit[chance(fit.size())];
}

void Family::act() {
  ++honest;
  auto& d = own();
  switch (full_ ? 2 + chance(6) : chance(8)) {  // where the box has no room for it, nothing comes from there
    case 0: type(*office_, rec::SPACE_HOME); break;
    case 1: type(*office_, rec::SPACE_WORK); break;
    case 2: {
      auto& t = typed_on(d, rec::SPACE_HOME);
      d.journal.trash(at(now_), {t.id, t.space, t.table});
      t.trashed = true;
      break;
    }
    case 3:
    case 4: retype(typed_on(d, chance(3) ? rec::SPACE_HOME : rec::SPACE_WORK)); break;
    case 5: sync_all(1); break;
    default: type(d, chance(3) ? rec::SPACE_HOME : rec::SPACE_WORK);
  }
}

void Family::sync_all(int rounds) {
  for (int i = 0; i < rounds; ++i)
    for (auto* d : {phone_.get(), laptop_.get(), office_.get()}) d->sync_round(box_, at(now_ += kMinute));
}

// --- what must hold

std::string Family::all_texts(Device& d) {
  auto out = d.everything();
  auto s = d.session.vault().db().prepare("SELECT body FROM earlier");
  while (s.step()) out += hex(s.blob(0));
  return out;
}

std::string Family::text_at(Device& d, const Typed& t) try {
  const auto e = d.journal.get({t.id, t.space, t.table});
  return e.trashed() == t.trashed && e.versions().empty() && (!t.at || e.note().at_ms() == t.at)
             ? e.note().text()
             : "(another fate, or several versions)";
} catch (const Failure& f) {
  return std::to_string(int(f.reason)) + ": " + f.detail;
}

// Nothing of home is changed but by one's own devices.
void Family::look_at_home() {
  for (const auto& t : log_) {
    if (t.space != rec::SPACE_HOME || t.purged) continue;
    for (auto* d : {phone_.get(), laptop_.get()})
      expect(text_at(*d, t) == t.text, "of home: " + t.text + " is " + text_at(*d, t));
  }
  expect(phone_->session.settings().country() == "NZ", "the settings of home are as they were set");
}

// Nothing anywhere is gone for good but by one's own devices.
void Family::look_at_work_space() {
  for (auto* d : {phone_.get(), laptop_.get()}) {
    const auto all = all_texts(*d);
    for (const auto& t : log_)
      if (!t.purged) expect(all.find(hex(t.text)) != all.npos, "nowhere any more: " + t.text);
  }
}

void Family::look_at_sizes() {
  for (auto* d : {phone_.get(), laptop_.get()}) {
    auto& v = d->session.vault();
    expect(v.check().empty(), "a store is damaged");
    expect(v.db().integer("SELECT count(*) FROM device") < int64_t(kMostDevices),
           "too many writers are known");
    expect(v.db().integer("SELECT count(*) FROM chain") < int64_t(kMostChains), "too many chains");
    expect(d->sync.state().notice_size() < int(kMostNotices), "too much to say");
    auto s = v.db().prepare("SELECT rid FROM record");
    while (s.step()) {
      const auto r = v.at(s.integer(0));
      expect(is_small(r), "a record is larger than one may be");
    }
    // What a device of one's own says in its bundles stays small.
    sync::Ledger books(v);
    auto mine = v.db().prepare("SELECT body FROM bundle WHERE device = ? ORDER BY n DESC LIMIT 8");
    const auto me = books.me();
    mine.bind(view(me));
    while (mine.step()) {
      const auto b = wire::parse_bundle(mine.blob(0));
      const auto key = books.space_keys().find({b.header.space, b.header.epoch});
      pb::Payload p;
      if (key == books.space_keys().end() || !p.ParseFromString(sync::open_bundle(b, key->second))) continue;
      expect(p.seen_size() <= 3 * 32 && p.writer_size() <= 256, "a bundle names too much");
    }
  }
  expect(sync::Ledger(phone_->session.vault()).roster().list.version() <= lists_,
         "lists of devices that nobody asked for");
}

// No false word about one's own devices or an honest box.
void Family::look_at_alarms() {
  for (auto* d : {phone_.get(), laptop_.get()}) {
    const auto state = d->sync.state();
    expect(!state.withheld(), "something is called withheld");
    for (const auto* what :
         {"FORK", "ROSTER_FORK", "COPIED", "SERVER_RESTORED", "QUOTA", "NO_KEY", "NO_ACCOUNT"})
      expect(!told(state, what), std::string("told, though nobody gave a reason: ") + what);
  }
}

// No word of home and no key of it is on the work computer, in whatever form its file has them.
void Family::look_at_the_office() {
  const sync::Ledger at_work_now(office_->session.vault());
  for (const auto& [key, secret] : at_work_now.space_keys())
    expect(key.first == wire::kWork, "a key of home is at work");
  evil_.reset(), office_.reset();
  const auto file = file_of(folder_ / "office");
  for (const auto& text : never_at_work_) {
    std::string wide;
    for (const char c : middle(text)) wide += c, wide += '\0';
    expect(file.find(middle(text)) == file.npos && file.find(wide) == file.npos,
           "at work, a word of home: " + text);
  }
  for (const auto& id : never_an_id_)
    expect(file.find(view(id)) == file.npos, "at work, an id of home: when it was written");
  const auto at_work = std::find_if(log_.begin(), log_.end(), [](const Typed& t) {
    return t.space == rec::SPACE_WORK && !t.trashed && !t.purged && !t.edited_elsewhere;
  });
  expect(at_work != log_.end() && file.find(middle(at_work->text)) != file.npos,
         "the look at it sees a word that is there");
  office_ = std::make_unique<Device>(folder_ / "office", "pass");
  evil_ = std::make_unique<Hostile>(*office_, box_);
}

// What one's own devices removed for good is in no page of their files.
void Family::look_for_removed() {
  if (removed_.empty()) return;
  phone_->session.lock();
  const auto file = file_of(folder_ / "phone");
  phone_->session.unlock_passphrase("pass");
  phone_->sync.attend();
  for (const auto& text : removed_)
    expect(file.find(middle(text)) == file.npos, "purged, and still in the file: " + text);
}

// Afterwards, actively: out with it, afresh on an empty box, back by the words, out into a file and in again.
void Family::go_on() {
  if (!undelivers_) {
    phone_->sync.revoke(sync::Ledger(office_->session.vault()).me());
    for (int i = 0; i < 2; ++i)
      for (auto* d : {phone_.get(), laptop_.get()}) d->sync_round(box_, at(now_ += kMinute));
    expect(phone_->sync.state().device_size() == 2, "the work computer cannot be taken out");
  }
  type(*phone_, rec::SPACE_HOME);
  type(*phone_, rec::SPACE_WORK);
  expect(phone_->sync_round(box_, at(now_ += kMinute)).waiting() == 0, "what is new does not go");
  for (auto* d : {phone_.get(), laptop_.get()}) {
    d->session.vault().rebuild();
    expect(d->session.vault().check().empty(), "a store is damaged");
  }
  Box fresh(std::make_unique<MemoryStore>(), seed_ + 1);
  api::JoinRequest to;
  to.set_server("other:7443");
  to.set_invite(fresh.invite());
  to.set_name("Phone");
  if (undelivers_) give_last();
  const auto root = Secret::make(random_);
  phone_->sync.start_afresh(at(now_), root, to);
  const auto both = [&](const api::StepReply::Call& c) {
    return (c.server() == "other:7443" ? fresh : box_).answer(c, now_);
  };
  api::SyncState state;
  for (int i = 0; i < 3; ++i) state = phone_->sync_round(both, at(now_ += kMinute));
  expect(!state.has_failed() && state.waiting() == 0, "starting afresh does not end");
  if (!given_last_.empty()) {
    pair(fresh, *phone_, *office_, at(now_ += kHour), true, "again", true);
    for (int i = 0; i < 2; ++i)
      for (auto* d : {office_.get(), phone_.get()}) d->sync_round(fresh, at(now_ += kMinute));
    expect(phone_->has(given_last_), "what was on its way home is lost: " + given_last_);
  }
  Device back(seed_ * 10 + 4, false);
  api::RestoreByPhraseRequest words;
  words.set_name("Phone");
  words.set_server("other:7443");
  for (const auto& w : to_phrase(root)) words.set_recovery_phrase(words.recovery_phrase() + w + " ");
  back.sync.restore(words);
  for (int i = 0; i < 2; ++i) back.sync_round(fresh, at(now_ += kHour));
  Device read(seed_ * 10 + 5, false);
  api::ExportRequest q;
  q.set_limit(5000);
  api::ImportRecordsRequest file;
  const auto all = phone_->exchange.export_records(q);
  for (const auto& e : all.record()) *file.add_record() = e;
  read.exchange.import_records(at(now_), file);
  const auto at_phone = all_texts(*phone_), at_back = all_texts(back), at_read = all_texts(read);
  for (const auto& t : log_) {
    if (t.purged) continue;
    expect(at_phone.find(hex(t.text)) != at_phone.npos, "lost by starting afresh: " + t.text);
    if (t.space != rec::SPACE_HOME) continue;
    expect(at_back.find(hex(t.text)) != at_back.npos, "does not come back by the words: " + t.text);
    expect(at_read.find(hex(t.text)) != at_read.npos, "is not in the file that was exported: " + t.text);
  }
}

std::vector<std::string> Family::moves() {
  std::vector<std::string> out;
  for (const auto& m : all_moves()) out.emplace_back(m.name);
  return out;
}

std::string Family::live() try {
  std::vector<const Move*> order;
  for (const auto& m : all_moves())
    if (only_.empty() || only_ == m.name) order.push_back(&m);
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[chance(i)]);
  if (only_.empty()) order.resize(order.size() / 3);  // of all lives together, each often
  std::stable_partition(order.begin(), order.end(),
                        [](const Move* m) { return m->make != &Family::full_share; });
  for (const auto* m : order) {
    for (auto n = 1 + chance(3); n > 0; --n) act();
    sync_all(1);
    story_ += std::string(m->name) + "\n";
    (this->*m->make)();
    sync_all();
    if (!broken_.empty()) return std::string(m->name) + ": " + broken_;
  }
  for (int n = 0; n < 4; ++n) act();
  sync_all();
  look_at_home();
  look_at_work_space();
  look_at_sizes();
  look_at_alarms();
  look_at_the_office();
  look_for_removed();
  go_on();
  return broken_;
} catch (const Failure& f) {
  return "a failure: " + std::to_string(int(f.reason)) + ": " + f.detail;
}

}  // namespace eddy::test
