// What whoever has the work computer's keys does with them, some of it with a box that helps: each a move, by
// its fault's letter.
#include <algorithm>

#include "core/crypto/recovery_phrase.h"
#include "core/vault/admit.h"
#include "core/vault/pictures.h"
#include "tests/sync/family.h"

namespace eddy::test {
namespace pb = eddy::sync::v1;
namespace rec = eddy::records;
namespace {

std::string text_bytes(uint32_t field, const std::string& text) {
  std::string out;
  put_varint(out, field << 3 | 2);
  put_varint(out, text.size());
  return out + text;
}

}  // namespace

Id Family::fresh_id() { return random_.id(now_); }

Forged Family::note(const Id& id, const std::string& text) {
  rec::Note n;
  n.set_at_ms(now_);
  n.set_text(text);
  ++pushed;
  return Forged::of(id, kNote, n, now_);
}

// A text over all that the work computer knows of it; "": cleared.
Forged Family::over(const Typed& t, const std::string& text, int64_t ms) {
  ++pushed;
  const auto known = office_->session.vault().get({t.id, rec::SPACE_WORK, t.table});
  Forged f{t.id, t.table, {}};
  std::set<uint64_t> covers;
  uint32_t field = 0;
  for (const auto& c : known.cells)
    if (find_field(t.table, c.field) && find_field(t.table, c.field)->free_text && !c.bytes.empty()) {
      field = c.field;
      covers.insert(c.stamp.id);
    }
  f.cells.push_back({field,
                     0,
                     {uint64_t(ms) << 16, Id{0xba}, random_.u64()},
                     text.empty() ? "" : text_bytes(field, text),
                     {covers.begin(), covers.end()}});
  return f;
}

void Family::settings_in_work() {
  rec::Settings theirs;
  theirs.set_country("XX");
  theirs.set_care_quiet_until_ms(9e12);
  ++pushed;
  evil_->publish(now_, {Forged::of(settings_id_of(rec::SPACE_HOME), kSettings, theirs, now_ + 300 * kDay)});
  sync_all();
  expect(phone_->session.settings().country() == "NZ", "settings of home, set from work");
}

void Family::settings_in_a_drop() {
  rec::Settings theirs;
  theirs.set_care_quiet_until_ms(9e12);
  ++pushed;
  evil_->drop(now_, Forged::of(settings_id_of(rec::SPACE_HOME), kSettings, theirs, now_));
  sync_all();
  for (auto* d : {phone_.get(), laptop_.get()}) {
    expect(d->session.settings().care_quiet_until_ms() == 0, "settings of home, given from work");
    expect(d->session.vault().db().integer("SELECT count(*) FROM record WHERE kind = 15 AND space = 2") <= 1,
           "settings came in a drop");
  }
}

void Family::unknown_kind_in_a_drop() {
  rec::Settings theirs;
  theirs.set_care_quiet_until_ms(9e12);
  ++pushed;
  evil_->drop(now_, Forged::of(settings_id_of(rec::SPACE_HOME), 99, theirs, now_));
  sync_all();
  rec::Settings mine;
  mine.set_wind_down_min(int(30 + chance(30)));
  phone_->session.change_settings(at(now_), mine, false);
  expect(phone_->session.settings().wind_down_min() == mine.wind_down_min() &&
             phone_->session.settings().care_quiet_until_ms() == 0,
         "settings of home, given as another kind");
}

void Family::lesson_beforehand() {
  const auto debrief_id = fresh_id();
  rec::Debrief debrief;
  debrief.set_at_ms(now_);
  debrief.set_if_then("if this, then that");
  evil_->drop(now_, Forged::of(debrief_id, kDebrief, debrief, now_));
  pb::Drop as_given;
  as_given.set_device(std::string(view(sync::Ledger(office_->session.vault()).me())));
  as_given.set_drop_id(std::string(view(debrief_id)));
  as_given.set_table(kDebrief);
  as_given.set_body(debrief.SerializeAsString());
  const auto made = sync::made_by(as_given);
  rec::Lesson squatter;
  squatter.set_at_ms(now_);
  squatter.set_what("squatting");
  pushed += 2;
  evil_->publish(now_, {Forged::of(lesson_id_of(made), kLesson, squatter, now_)});
  sync_all();
  const Address of{made, rec::SPACE_HOME, kDebrief};
  auto e = phone_->journal.get(of);
  Typed t;
  t.text = word(), t.table = kLesson, t.space = rec::SPACE_HOME, t.by = phone_.get(),
  t.id = lesson_id_of(made);
  e.mutable_debrief()->set_if_then(t.text);
  phone_->journal.keep(at(now_), e, true);
  phone_->journal.learn(at(now_), of);
  never_at_work_.push_back(t.text);
  sync_all();
  for (auto* d : {phone_.get(), laptop_.get()})
    expect(d->journal.get({t.id, t.space, t.table}).lesson().what() == t.text,
           "a lesson was not written at home");
}

void Family::other_kind_of_home() {
  auto& t = typed_on(own(), rec::SPACE_HOME);
  rec::Person p;
  p.set_at_ms(now_ - kDay);
  p.set_name("somebody else");
  ++pushed;
  evil_->publish(now_, {Forged::of(t.id, kPerson, p, now_ + 300 * kDay)});
}

void Family::same_record_in_work() {
  auto& t = typed_on(own(), rec::SPACE_HOME);
  evil_->publish(now_, {note(t.id, "in its place")});
  sync_all();
}

void Family::debrief_of_a_moved_call() {
  auto& d = own();
  rec::Entry call;
  call.set_space(rec::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(9);
  const auto id = to_id(d.journal.keep(at(now_), call, true).id(), "id");
  sync_all();
  const auto moved = d.journal.move(at(now_), id, rec::SPACE_HOME);
  rec::Entry looked_back;
  looked_back.mutable_debrief()->set_hard_call(moved.id());
  const auto text = word();
  looked_back.mutable_debrief()->set_well(text);
  d.journal.keep(at(now_), looked_back, true);
  never_at_work_.push_back(text);
}

void Family::call_moves_with_debrief() {
  auto& d = own();
  rec::Entry call, looked_back;
  call.set_space(rec::SPACE_WORK);
  call.mutable_hard_call()->set_how_hard(9);
  const auto id = to_id(d.journal.keep(at(now_), call, true).id(), "id");
  looked_back.set_space(rec::SPACE_WORK);
  looked_back.mutable_debrief()->set_hard_call(std::string(view(id)));
  const auto text = word();
  looked_back.mutable_debrief()->set_well(text);
  d.journal.keep(at(now_), looked_back, true);
  sync_all();
  d.journal.move(at(now_), id, rec::SPACE_HOME);
  never_at_work_.push_back(text);
}

void Family::moved_home_at_work() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  const auto made = office_->journal.move(at(now_), {t.id, t.space, t.table}, rec::SPACE_HOME);
  sync_all(3);
  t.edited_elsewhere = true;
  expect(phone_->has(t.text), "moved home at work, and not there: " + t.text);
  expect(office_->everything().find(hex(t.text)) == std::string::npos, "moved home at work, and still there");
}

void Family::drop_over_home() {
  auto& t = typed_on(own(), rec::SPACE_HOME);
  evil_->drop(now_, note(t.id, "in its place"));
}

void Family::drop_said_twice() {
  const auto id = fresh_id();
  evil_->drop(now_, note(id, "said once"));
  sync_all();
  const auto found = phone_->journal.search("said once", 50);
  expect(!found.empty(), "a drop did not arrive");
  if (found.empty()) return;
  Typed t;
  t.id = to_id(found[0].id(), "id"), t.table = kNote, t.space = rec::SPACE_HOME, t.by = phone_.get();
  retype(t);
  log_.push_back(t);
  sync_all();
  now_ += 200 * kDay;
  evil_->drop(now_, note(id, "said once"));
  evil_->drop(now_, note(id, "said otherwise"));
}

void Family::purge_of_work() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  ++pushed;
  evil_->publish(now_, {Forged::purge(t.id, t.table, now_ + 30 * kDay), note(fresh_id(), "beside it")});
  sync_all();
  expect(phone_->has("beside it"), "what was written beside a purge did not come");
}

void Family::purge_of_home() {
  auto& t = typed_on(own(), rec::SPACE_HOME);
  ++pushed;
  evil_->publish(now_, {Forged::purge(t.id, t.table, now_ + 30 * kDay)});
}

void Family::removal() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  const auto known = office_->session.vault().get({t.id, t.space, t.table});
  ++pushed;
  evil_->publish(now_,
                 {{t.id, t.table, remove(known.cells, {uint64_t(now_) << 16, Id{0xba}, random_.u64()})}});
  t.edited_elsewhere = true;
}

void Family::write_over() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  evil_->publish(now_, {over(t, "evil", now_)});
  t.edited_elsewhere = true;
}

void Family::clear() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  evil_->publish(now_, {over(t, "", now_)});
  t.edited_elsewhere = true;
}

void Family::put_away() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  const auto known = office_->session.vault().get({t.id, t.space, t.table});
  ++pushed;
  evil_->publish(now_,
                 {{t.id, t.table, trash(known.cells, {uint64_t(now_) << 16, Id{0xba}, random_.u64()})}});
  t.edited_elsewhere = true;
}

void Family::many_chains() {
  for (int i = 0; i < 110; ++i) evil_->publish(now_, {note(fresh_id(), "x")});
  sync_all();
  type(*phone_, rec::SPACE_WORK);
}

void Family::many_writers() {
  pb::Payload many;
  for (int i = 0; i < 1600; ++i) many.add_writer(std::string(view(fresh_id())));
  auto f = note(fresh_id(), "with writers");
  std::vector<Forged> each{f};
  for (const auto& w : many.writer()) {
    each.push_back(
        {fresh_id(), 99, {{1, 0, {uint64_t(now_) << 16, to_id(w, "w"), 1}, std::string("\x08\x01", 2), {}}}});
    ++pushed;
  }
  evil_->publish(now_, each, many);
}

void Family::writers_in_stamps() {
  for (int n = 0; n < 5; ++n) {
    auto f = note(fresh_id(), "x");
    f.cells.resize(1);
    for (uint32_t i = 0; i < 60; ++i) {
      std::string bytes;
      put_varint(bytes, (200 + i) << 3);
      bytes += '\1';
      f.cells.push_back({200 + i, 0, {uint64_t(now_) << 16, fresh_id(), random_.u64()}, bytes, {}});
    }
    evil_->publish(now_, {f});
  }
  sync_all();
  type(*phone_, rec::SPACE_WORK);
}

void Family::large_drop() { evil_->drop(now_, note(fresh_id(), std::string(200'000, 'x'))); }

// As much as the box takes from it.
void Family::full_share() {
  sync_all();
  full_ = true;
  std::string chance_bytes(120'000, '\0');
  for (int i = 0; i < 20; ++i) {
    random_.fill(chance_bytes.data(), chance_bytes.size());
    ++pushed;
    const auto f = note(fresh_id(), hex(chance_bytes).substr(0, 120'000));
    if (!evil_->offer(now_, {f})) break;
  }
  type(*phone_, rec::SPACE_HOME);
  expect(phone_->sync_round(box_, at(now_ += kMinute)).waiting() == 0,
         "somebody else's volume stops one's own");
}

void Family::torn_cells() {
  auto torn = note(fresh_id(), "whole");
  auto& one = torn.cells[0].bytes;  // its end stands at the beginning of the next
  torn.cells[1].bytes = one.substr(1) + torn.cells[1].bytes;
  one.resize(1);
  evil_->publish(now_, {torn});
  sync_all();
  expect(phone_->session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2") > 0,
         "cells that are no whole fields were let in");
}

void Family::rubbish() {
  ++pushed;
  evil_->publish_bytes(now_, "no payload at all");
  evil_->publish(now_, {note(fresh_id(), "after the rubbish")});
  sync_all();
  expect(phone_->has("after the rubbish"), "one bundle that cannot be read stops the others");
}

void Family::covers_of_a_number() {
  auto f = note(fresh_id(), "x");
  for (auto& c : f.cells) c.covers = {1, 2, 3};
  evil_->publish(now_, {f});
  sync_all();
  expect(phone_->session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2") > 0,
         "cells that no store writes were let in");
}

void Family::fate_of_nothing() {
  auto f = note(fresh_id(), "x");
  f.cells.insert(f.cells.begin(), {0, 0, f.cells[0].stamp, "X", {}});
  evil_->publish(now_, {f});
  sync_all();
  expect(phone_->session.vault().db().integer("SELECT count(*) FROM bundle WHERE state = 2") > 0,
         "a fate that there is none of was let in");
}

void Family::end_of_time() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  const Address of{t.id, t.space, t.table};
  auto wild = note(t.id, "evil");
  for (auto& c : wild.cells) c.stamp.hlc = (uint64_t(1) << 62) - 1;
  evil_->publish(now_, {wild});
  sync_all();
  auto e = t.by->journal.get(of);
  e.mutable_note()->set_at_ms(now_ - kDay);
  t.by->journal.keep(at(now_), e, true);
  sync_all();
  for (auto* d : {phone_.get(), laptop_.get()})
    expect(d->journal.get(of).note().at_ms() == e.note().at_ms(),
           "a correction does not hold against a wild clock");
}

void Family::long_shift() {
  rec::Shift s;
  s.set_at_ms(now_ - 1825 * kDay);
  s.set_end_ms(now_ + 1825 * kDay);
  ++pushed;
  evil_->publish(now_, {Forged::of(fresh_id(), kShift, s, now_)});
  sync_all();
  rec::Entry call;
  call.set_space(rec::SPACE_HOME);
  call.mutable_hard_call()->set_how_hard(8);
  call.mutable_hard_call()->set_at_ms(now_ - kHour);
  phone_->journal.keep(at(now_), call, true);
  // Three days on, nothing grave holds it back.
  expect(!phone_->journal.debriefs_open(at(now_ + 4 * kDay)).empty(), "a shift of years silences debriefs");
}

void Family::good_moods() {
  now_ += 6 * kDay;
  api::Kept last;
  for (int day = 0; day < 3; ++day, now_ += kDay) {
    rec::CheckIn theirs;
    theirs.set_at_ms(now_ - kMinute);
    theirs.set_mood(5);
    ++pushed;
    evil_->publish(now_, {Forged::of(fresh_id(), kCheckIn, theirs, now_)});
    sync_all(1);
    rec::Entry low;
    low.set_space(rec::SPACE_HOME);
    low.mutable_check_in()->set_mood(1);
    last = phone_->journal.keep(at(now_), low, true);
  }
  expect(last.care() == api::CARE_HEAVY, "the care notice is held off from work");
}

void Family::grave_call_changed() {
  now_ += 8 * kDay;
  rec::Entry call;
  call.set_space(rec::SPACE_WORK);
  call.mutable_hard_call()->set_kind(rec::CALL_DEATH);
  call.mutable_hard_call()->set_at_ms(now_ - kHour);
  const auto id = to_id(phone_->journal.keep(at(now_), call, true).id(), "id");
  call.mutable_hard_call()->set_kind(rec::CALL_ANGRY);
  call.mutable_hard_call()->set_at_ms(now_ - 2 * kHour);
  phone_->journal.keep(at(now_), call, true);
  sync_all();
  ++pushed;
  evil_->publish(now_, {Forged::of(id, kHardCall, call.hard_call(), now_ + kDay)});
  sync_all();
  expect(phone_->journal.debriefs_open(at(now_)).empty(),
         "what a grave call holds back was let go from work");
}

void Family::grave_call_put_away() {
  now_ += 8 * kDay;
  rec::Entry call;
  call.set_space(rec::SPACE_WORK);
  call.mutable_hard_call()->set_kind(rec::CALL_THREAT);
  call.mutable_hard_call()->set_at_ms(now_ - kHour);
  const auto id = to_id(phone_->journal.keep(at(now_), call, true).id(), "id");
  call.mutable_hard_call()->set_kind(rec::CALL_ANGRY);
  phone_->journal.keep(at(now_), call, true);
  sync_all();
  office_->journal.trash(at(now_), {id, rec::SPACE_WORK, kHardCall});
  ++pushed;
  sync_all();
  expect(phone_->journal.debriefs_open(at(now_)).empty(),
         "what a grave call holds back was put away from work");
}

void Family::ids_alike() {
  std::vector<Forged> alike;
  for (int i = 0; i < 400; ++i) {
    Id id{};
    id[9] = uint8_t(i), id[10] = uint8_t(i >> 8);
    alike.push_back(note(id, "x"));
  }
  evil_->publish(now_, alike);
  sync_all();
  expect(phone_->session.vault().db().integer(
             "SELECT max(rid) FROM record WHERE substr(id, 1, 9) = zeroblob(9)") > 15'000,
         "ids made to collide lie in one row");
}

void Family::heads_of_nobody() {
  const sync::Ledger books(phone_->session.vault());
  evil_->publish(now_, {note(fresh_id(), "with heads")}, invented_heads(books));
}

void Family::chains_that_end() { evil_->publish(now_, {note(fresh_id(), "with ends")}, ended_chains(2000)); }

void Family::imported_file() {
  auto& t = typed_on(*phone_, rec::SPACE_HOME);
  Device other(seed_ * 10 + 6, false);
  {
    rec::Settings theirs;
    theirs.set_country("XX");
    const Stamp later{uint64_t(now_ + 400 * kDay) << 16, Id{0xba, 0xd0}, 1};
    Vault::Write w(other.session.vault(), at(now_));
    rec::Note n;
    n.set_text("a trashed one");
    w.put(t.id, kNote, 2, trash(split(kNote, n.SerializeAsString(), later), later));
    w.put(settings_id_of(rec::SPACE_HOME), kSettings, 2, split(kSettings, theirs.SerializeAsString(), later));
    w.commit();
  }
  api::ExportRequest q;
  q.set_limit(5000);
  api::ImportRecordsRequest file;
  auto all = other.exchange.export_records(q);
  constexpr size_t kFate = 1 + 32 + 2;  // behind one stamp: the first cell's field, stamp and mark
  for (auto& e : *all.mutable_record()) {
    if (e.entry().id() == view(t.id) && e.clocks().size() > kFate && e.clocks()[kFate] == 'T')
      (*e.mutable_clocks())[kFate] = 'P';
    *file.add_record() = e;
  }
  ++pushed;
  phone_->exchange.import_records(at(now_), file);
}

void Family::forged_list() {
  ++pushed;
  for (int i = 0; i < 2; ++i) phone_->sync_round(box_, at(now_ += kHour), forge_lists);
}

void Family::picture_not_stored() {
  ++pushed;
  std::string bytes(3000, '\0');
  random_.fill(bytes.data(), bytes.size());
  rec::Entry e;
  e.set_space(rec::SPACE_HOME);
  e.mutable_board_item()->set_kind(rec::BOARD_PICTURE);
  e.mutable_board_item()->set_need(rec::NEED_REASSURE);
  *e.mutable_board_item()->mutable_picture() = save_picture(office_->session, bytes);
  const auto id = e.board_item().picture().id();
  office_->journal.keep(at(now_), e, true);
  const auto lie = [&](const api::StepReply::Call& c) {
    pb::PutBlobRequest put;
    if (!c.method().ends_with("/PutBlob") || !put.ParseFromString(c.request())) return box_.answer(c, now_);
    pb::PutBlobReply all_of_it;
    all_of_it.set_have(put.size());
    api::StepRequest::Response r;
    r.set_reply(all_of_it.SerializeAsString());
    return r;
  };
  office_->sync_round(lie, at(now_ += kMinute));
  phone_->sync_round(box_, at(now_ += kMinute));
  office_->sync_round(lie, at(now_ += kMinute));
  sync_all(3);
  bool seen = false;
  for (const auto& hung : phone_->journal.latest(kBoardItem, 20)) try {
      if (hung.board_item().picture().id() == id) seen = phone_->board.picture(hung.board_item()) == bytes;
    } catch (const Failure&) {  // it is not there
    }
  expect(seen, "the last copy of a picture went on a box's word");
}

void Family::other_address() {
  ++pushed;
  const auto again = [&](const char* address) {
    {
      sync::Ledger books(laptop_->session.vault());
      books.local.set_server(address);
      books.save();
    }
    laptop_->session.lock();  // which reads its books anew
    laptop_->session.unlock_passphrase("pass");
    laptop_->sync.attend();
  };
  again("127.0.0.1:7443");
  sync_all(3);
  again("box:7443");
}

void Family::forks() {
  ++pushed;
  for (int i = 0; i < 6; ++i) {
    type(*phone_, i % 2 ? rec::SPACE_WORK : rec::SPACE_HOME);
    phone_->sync_round(box_, at(now_ += kHour),
                       [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                         pb::PushReply said;
                         if (!c.method().ends_with("/Push") || !said.ParseFromString(r.reply())) return true;
                         pb::PushRequest q;
                         q.ParseFromString(c.request());
                         auto forged = q.bundle(0);
                         forged.back() = char(forged.back() ^ 1);
                         said.set_instead(i % 2 ? forged : q.bundle(0));
                         for (int v = 0; v < said.verdict_size(); ++v) said.set_verdict(v, pb::FORK);
                         r.set_reply(said.SerializeAsString());
                         return true;
                       });
  }
  std::set<uint64_t> chains;
  sync::Ledger books(phone_->session.vault());
  for (const auto& h : books.heads())
    if (h.device == books.me()) chains.insert(h.chain);
  expect(chains.size() <= 1, "a box's word alone begins chains");
}

// What is given last does not reach the box, and then the account is another one.
void Family::undelivered() {
  ++pushed;
  undelivers_ = true;
}

void Family::give_last() {
  given_last_ = type(*office_, rec::SPACE_HOME).text;
  log_.pop_back();  // it is nowhere yet
  office_->sync_round(box_, at(now_ += kMinute),
                      [](const api::StepReply::Call& c, api::StepRequest::Response&) {
                        return !c.method().ends_with("/Push");
                      });
}

void Family::many_versions() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  t.edited_elsewhere = true;
  const auto field = over(t, "", now_).cells[0].field;
  for (int n = 0; n < 3; ++n) {
    Forged f{t.id, t.table, {}};
    for (int i = 0; i < 40; ++i)
      f.cells.push_back(
          {field, 0, {uint64_t(now_) << 16, Id{0xba}, random_.u64()}, text_bytes(field, "x"), {}});
    std::sort(f.cells.begin(), f.cells.end(), [](const Cell& a, const Cell& b) { return a.stamp < b.stamp; });
    evil_->publish(now_, {f});
  }
}

void Family::many_tags() {
  rec::CheckIn c;
  c.set_at_ms(now_);
  for (int i = 0; i < int(kMostElements) + 1; ++i) c.add_feelings("feeling " + std::to_string(i));
  ++pushed;
  evil_->publish(now_, {Forged::of(fresh_id(), kCheckIn, c, now_)});
}

void Family::many_cells() {
  auto many = note(fresh_id(), "x");
  for (uint32_t field = 100; field < 100 + kMostCells; ++field) {
    std::string bytes;
    put_varint(bytes, field << 3);
    bytes += '\1';
    many.cells.push_back({field, 0, many.cells[0].stamp, bytes, {}});
  }
  evil_->publish(now_, {many});
}

void Family::many_covers() {
  auto& t = typed_on(own(), rec::SPACE_WORK);
  t.edited_elsewhere = true;
  auto f = over(t, "evil", now_);
  for (uint64_t i = 0; i <= kMostCovers; ++i) f.cells[0].covers.push_back(i + (uint64_t(1) << 63));
  std::sort(f.cells[0].covers.begin(), f.cells[0].covers.end());
  evil_->publish(now_, {f});
}

void Family::given_person() {
  rec::Person p;
  p.set_name("call this number");
  ++pushed;
  evil_->drop(now_, Forged::of(fresh_id(), kPerson, p, now_));
  sync_all();
  for (const auto& e : phone_->journal.latest(kPerson, 20))
    expect(e.from_work(), "a person that came from work is not marked");
}

void Family::purged_word() {
  auto& t = type(*phone_, rec::SPACE_HOME);
  phone_->journal.purge(at(now_), {t.id, t.space, t.table});
  t.purged = true;
  removed_.push_back(t.text);
  ++pushed;
}

void Family::stranger_lets_in() {
  ++pushed;
  Box theirs(std::make_unique<MemoryStore>(), seed_ + 2, Box::generous());
  Device stranger(seed_ * 10 + 7), mine(seed_ * 10 + 8, false);
  mine.note(at(now_), "of home, for nobody", rec::SPACE_HOME);
  stranger.join(theirs, at(now_), "Somebody");
  stranger.sync_round(theirs, at(now_));
  api::EnterCodeRequest take;
  take.set_code(stranger.sync.show_code(at(now_)).code());
  take.set_name("Phone");
  take.set_passphrase("pass");
  mine.sync.enter_code(at(now_), take);
  api::SyncState one, two;
  for (int i = 0; i < 20; ++i) {
    one = stranger.sync_round(theirs, at(now_ += 1500));
    two = mine.sync_round(theirs, at(now_));
    if (one.pairing() != api::SyncState::ASK_DIGITS || two.digits().empty()) continue;
    api::ConfirmRequest q;
    q.set_digits(two.digits());
    stranger.sync.confirm(q);
  }
  stranger.sync_round(theirs, at(now_ += kMinute));
  expect(!stranger.has("nobody"), "somebody else has read it before it was seen whose devices those are");
  expect(two.would_join_size() == 2 && two.would_join(0).name() == "Somebody",
         "whose devices those are is not shown");
}

// What was there before enrolment is looked for in every life: here nothing else happens.
void Family::enrolled() { ++pushed; }

// A box that gives who comes by the words a list from before somebody was taken out.
void Family::old_list() {
  ++pushed;
  now_ += 5 * kDay;
  Device tablet(seed_ * 10 + 9, false), back(seed_ * 10 + 8, false);
  pair(box_, *phone_, tablet, at(now_), false, "Tablet");
  const auto with_it = sync::Ledger(phone_->session.vault()).roster().list.version();
  phone_->sync.revoke(sync::Ledger(tablet.session.vault()).me());
  phone_->sync_round(box_, at(now_ += kMinute));
  type(*phone_, rec::SPACE_HOME);
  sync_all();
  lists_ = sync::Ledger(phone_->session.vault()).roster().list.version();
  back.note(at(now_), "written before restoring", rec::SPACE_HOME);
  api::RestoreByPhraseRequest words;
  words.set_name("Phone");
  words.set_server("box:7443");
  words.set_recovery_phrase(phone_->words);
  back.sync.restore(words);
  int pushes = 0;
  for (int i = 0; i < 3; ++i)
    back.sync_round(box_, at(now_ += kHour),
                    [&](const api::StepReply::Call& c, api::StepRequest::Response& r) {
                      pushes += c.method().ends_with("/Push");
                      return give_old_lists(box_, *phone_, with_it, now_, c, r);
                    });
  expect(pushes == 0, "something was sent under an old list of devices");
}

void Family::taken_out_is_pressed() {
  ++pushed;
  Device tablet(seed_ * 10 + 9, false);
  pair(box_, *phone_, tablet, at(now_ += kDay), false, "Tablet");
  ++lists_;
  tablet.sync_round(box_, at(now_));
  phone_->sync.revoke(sync::Ledger(tablet.session.vault()).me());
  const Device::Server refusing = [&](const api::StepReply::Call& c) {
    api::StepRequest::Response no;
    no.set_status(7);
    return c.method().ends_with("/PutRoster") ? no : box_.answer(c, now_);
  };
  if (chance(2)) phone_->sync_round(refusing, at(now_ += kMinute));
  auto& t = type(*phone_, rec::SPACE_HOME);
  for (int i = 0; i < 2; ++i) phone_->sync_round(refusing, at(now_ += kHour));
  tablet.sync_round(box_, at(now_ += kMinute));
  expect(!tablet.has(t.text), "sealed for the one that was to be taken out");
  ++lists_;
}

const std::vector<Family::Move>& Family::all_moves() {
  static const std::vector<Move> all = {
      {"a_enrolled", &Family::enrolled},
      {"b_settings_in_work", &Family::settings_in_work},
      {"b_settings_in_a_drop", &Family::settings_in_a_drop},
      {"c_lesson_beforehand", &Family::lesson_beforehand},
      {"c_other_kind_of_home", &Family::other_kind_of_home},
      {"c_same_record_in_work", &Family::same_record_in_work},
      {"d_debrief_of_a_moved_call", &Family::debrief_of_a_moved_call},
      {"d_call_moves_with_debrief", &Family::call_moves_with_debrief},
      {"e_moved_home_at_work", &Family::moved_home_at_work},
      {"f_taken_out_is_pressed", &Family::taken_out_is_pressed},
      {"g_drop_over_home", &Family::drop_over_home},
      {"g_drop_said_twice", &Family::drop_said_twice},
      {"g_purge_of_work", &Family::purge_of_work},
      {"g_purge_of_home", &Family::purge_of_home},
      {"g_removal", &Family::removal},
      {"g_write_over", &Family::write_over},
      {"g_clear", &Family::clear},
      {"g_put_away", &Family::put_away},
      {"h_unknown_kind_in_a_drop", &Family::unknown_kind_in_a_drop},
      {"i_many_chains", &Family::many_chains},
      {"i_ended_chains", &Family::chains_that_end},
      {"j_many_writers", &Family::many_writers},
      {"j_writers_in_stamps", &Family::writers_in_stamps},
      {"j_large_drop", &Family::large_drop},
      {"k_full_share", &Family::full_share},
      {"l_torn_cells", &Family::torn_cells},
      {"l_rubbish", &Family::rubbish},
      {"l_covers_of_a_number", &Family::covers_of_a_number},
      {"l_fate_of_nothing", &Family::fate_of_nothing},
      {"l_many_versions", &Family::many_versions},
      {"l_many_tags", &Family::many_tags},
      {"l_many_cells", &Family::many_cells},
      {"l_many_covers", &Family::many_covers},
      {"m_end_of_time", &Family::end_of_time},
      {"n_long_shift", &Family::long_shift},
      {"n_good_moods", &Family::good_moods},
      {"n_grave_call_changed", &Family::grave_call_changed},
      {"n_grave_call_put_away", &Family::grave_call_put_away},
      {"n_given_person", &Family::given_person},
      {"o_ids_alike", &Family::ids_alike},
      {"o_invented_heads", &Family::heads_of_nobody},
      {"p_imported_file", &Family::imported_file},
      {"q_forged_list", &Family::forged_list},
      {"r_old_list", &Family::old_list},
      {"s_picture_not_stored", &Family::picture_not_stored},
      {"t_other_address", &Family::other_address},
      {"u_forks", &Family::forks},
      {"v_undelivered", &Family::undelivered},
      {"w_stranger_lets_in", &Family::stranger_lets_in},
      {"a_purged_word", &Family::purged_word},
  };
  return all;
}

}  // namespace eddy::test
