#include "tests/sync/world.h"

#include <algorithm>

#include "core/vault/pictures.h"

namespace eddy::test {
namespace rec = eddy::records;
namespace {
constexpr char kCanary[] = "canary";
}

World::World(uint64_t seed)
    : random_(seed),
      seed_(seed),
      box_(std::make_unique<MemoryStore>(), seed),
      store_(static_cast<MemoryStore&>(*box_.store)),
      next_seed_(seed * 1000) {
  One first;
  first.name = "d0";
  first.device = std::make_unique<Device>(++next_seed_);
  all_.push_back(std::move(first));
  all_[0].device->join(box_, time(all_[0]), "d0");
  sync_round(all_[0], false);
  const auto more = 1 + chance(3);
  for (uint64_t i = 0; i < more; ++i) pair_one();
}

void World::say(const std::string& what) {
  story_ += std::to_string(now_ / 1000 % 100'000'000) + " " + what + "\n";
}
void World::fail(const std::string& why) {
  if (broken_.empty()) broken_ = "seed " + std::to_string(seed_) + ": " + why;
}

World::One* World::pick(bool full_only) {
  std::vector<One*> fit;
  for (auto& o : all_)
    if (!o.gone && !(full_only && o.work)) fit.push_back(&o);
  return fit.empty() ? nullptr : fit[chance(fit.size())];
}

int World::living(bool full_only) {
  return int(std::count_if(all_.begin(), all_.end(),
                           [&](const One& o) { return !o.gone && !(full_only && o.work); }));
}

std::string World::word() { return kCanary + std::to_string(random_.u64() % 1'000'000'007); }

Cells World::cells_of(Device& d, const Id& id) {
  const auto s = d.session.vault().find(id);
  return s ? s->cells : Cells();
}

void World::write_new(One& one) {
  auto& d = *one.device;
  rec::Entry e;
  const auto space = chance(2) ? rec::SPACE_WORK : rec::SPACE_HOME;
  e.set_space(space);
  if (chance(30) == 0) return hang_picture(one, e);
  switch (chance(4)) {
    case 0: e.mutable_note()->set_text(word()); break;
    case 1:
      e.mutable_check_in()->set_mood(int(1 + chance(5)));
      if (chance(2)) e.mutable_check_in()->set_note(word());
      if (chance(2)) e.mutable_check_in()->add_feelings(word());
      break;
    case 2:
      e.mutable_hard_call()->set_how_hard(int(chance(11)));
      e.mutable_hard_call()->set_note(word());
      break;
    default: e.mutable_bright_spot()->set_what(word());
  }
  const auto id = to_id(d.journal.keep(time(one), e, true, nullptr).id(), "id");
  const bool dropped = one.work && space == rec::SPACE_HOME;
  if (dropped) {
    ++count.drops;
    if (d.session.vault().find(id)) fail("a work device kept what it dropped into home");
    one.gave.insert(id);
  }
  space_of_[id] = int(space);
  say(one.name + " writes " + hex(view(id)).substr(0, 12) + (dropped ? " (drop)" : ""));
}

void World::hang_picture(World::One& one, rec::Entry& e) {
  ++count.pictures;
  auto& d = *one.device;
  std::string bytes(1000 + chance(1000), '\0');
  random_.fill(bytes.data(), bytes.size());
  auto& item = *e.mutable_board_item();
  item.set_kind(rec::BOARD_PICTURE);
  item.set_need(rec::NEED_REASSURE);
  *item.mutable_picture() = save_picture(d.session, bytes);
  d.journal.keep(time(one), e, true, nullptr);
  say(one.name + " hangs picture " + hex(item.picture().id()).substr(0, 12));
}

// Every picture on a board that one device has, all have that may.
void World::check_pictures() {
  std::map<std::string, std::pair<std::string, std::string>> found;  // picture -> who has it, who lacks it
  for (auto& o : all_) {
    if (o.gone) continue;
    auto& v = o.device->session.vault();
    auto s = v.db().prepare("SELECT rid FROM event WHERE kind = 9 AND d = 1");
    while (s.step()) {
      const auto item = to_entry(v.at(s.integer(0))).board_item();
      auto& [has, lacks] = found[item.picture().id()];
      try {
        (void)o.device->board.picture(item);
        has = o.name;
      } catch (const Failure& f) {
        if (f.fault != Fault::not_found) fail(o.name + ": a picture was changed");
        lacks = o.name;
      }
    }
  }
  for (const auto& [id, who] : found)
    if (!who.first.empty() && !who.second.empty())
      fail(who.second + " lacks picture " + hex(id).substr(0, 12) + ", which " + who.first + " has");
}

void World::change(One& one) {
  auto& d = *one.device;
  auto& v = d.session.vault();
  const auto rows = v.db().integer("SELECT count(*) FROM record WHERE kind != 15");
  if (rows == 0) return write_new(one);
  auto s = v.db().prepare("SELECT rid FROM record WHERE kind != 15 ORDER BY id LIMIT 1 OFFSET ?");
  s.bind(int64_t(chance(uint64_t(rows)))).step();
  const auto row = v.at(s.integer(0));
  const auto name = hex(view(row.id)).substr(0, 12);
  const auto now_fate = fate(row.cells);
  if (now_fate == Fate::purged) return;
  switch (const auto what = chance(20)) {
    case 0:
      if (chance(one.work ? 2 : 4)) break;
      d.journal.purge(time(one), {row.id, row.space, row.table});
      if (one.work) {
        ++count.removals;
        return say(one.name + " removes " + name);
      }
      purged_.insert(row.id);
      ++count.purges;
      return say(one.name + " purges " + name);
    case 1:
    case 2:
      if (now_fate == Fate::trashed)
        d.journal.restore(time(one), {row.id, row.space, row.table});
      else
        d.journal.trash(time(one), {row.id, row.space, row.table});
      return say(one.name + " trashes or restores " + name);
    case 3: {  // a field that only a newer Eddy knows
      ++count.unknown;
      Vault::Write w(v, time(one));
      auto body = join(row.cells);
      put_varint(body, 90 << 3 | 2);
      const auto text = word();
      put_varint(body, text.size());
      w.change(row.id, body + text, nullptr);
      w.commit();
      return say(one.name + " writes a newer field of " + name);
    }
    default: {
      auto e = to_entry(row);
      const auto fresh = word();
      // An editor that was open before something else came has seen only the oldest version.
      std::vector<uint64_t> seen;
      for (const auto& c : row.cells)
        if (find_field(row.table, c.field) && find_field(row.table, c.field)->free_text)
          seen.push_back(c.stamp.id);
      const bool partly = what == 4 && seen.size() > 1;
      if (partly) seen.resize(1);
      if (e.has_note())
        e.mutable_note()->set_text(fresh);
      else if (e.has_check_in())
        e.mutable_check_in()->set_mood(int(1 + chance(5)));
      else if (e.has_hard_call())
        e.mutable_hard_call()->set_note(fresh);
      else if (e.has_bright_spot())
        e.mutable_bright_spot()->set_what(fresh);
      else if (e.has_board_item())
        e.mutable_board_item()->set_text(fresh);
      Vault::Write w(v, time(one));
      w.change(row.id, body_of(e), partly ? &seen : nullptr);
      w.commit();
      // A causal overwrite wins: what was just written over everything seen is what is read.
      if (!partly && body_of(to_entry(v.get(row.id))).find(fresh) == std::string::npos && !e.has_check_in())
        fail(one.name + " reads something older than what it just wrote in " + name);
      if (e.has_check_in() && to_entry(v.get(row.id)).check_in().mood() != e.check_in().mood())
        fail(one.name + " reads an older mood than it just wrote in " + name);
      return say(one.name + " changes " + name);
    }
  }
}

void World::edit(One& one) {
  ++count.edits;
  if (chance(3) == 0)
    change(one);
  else
    write_new(one);
}

// Everything that is on this device and waits no more was confirmed by the box.
void World::note_acknowledged(One& one) {
  auto& d = *one.device;
  if (d.sync.state().waiting() > 0) return;
  given_.merge(one.gave);
  auto s = d.session.vault().db().prepare(one.work ? "SELECT rid, body, clocks FROM record WHERE space = 1"
                                                   : "SELECT rid, body, clocks FROM record");
  std::vector<int64_t> rows;
  while (s.step()) {
    auto now = std::string(s.blob(1)).append(s.blob(2));
    auto& before = one.noted[s.integer(0)];
    if (before == now) continue;  // merging it once more would add nothing
    before = std::move(now);
    rows.push_back(s.integer(0));
  }
  for (const auto rid : rows) {
    const auto r = d.session.vault().at(rid);
    auto& [table, cells] = acknowledged_[r.id];
    table = r.table;
    cells = merge(r.table, cells, r.cells);
    space_of_[r.id] = r.space;
  }
}

// The cursor never passes a bundle that this device may read and has not stored.
void World::check_cursor(One& one) {
  auto& d = *one.device;
  auto& v = d.session.vault();
  sync::v1::Local local;
  local.ParseFromString(v.local("sync"));
  for (auto& [id, account] : store_.data.accounts) {
    if (view(id) != local.account()) continue;
    const auto at_cursor = account.bundles.find(local.cursor());
    if (at_cursor == account.bundles.end() || at_cursor->second.history != local.cursor_hash()) continue;
    for (const auto& [n, b] : account.bundles) {
      if (n > local.cursor()) break;
      if (one.work && b.key.space == 2) continue;
      auto s = v.db().prepare(
          "SELECT 1 FROM bundle WHERE space = ? AND device = ? AND chain = ? AND seq = ? AND hash = ?");
      s.bind(int64_t(b.key.space))
          .bind(view(b.key.device))
          .bind(int64_t(b.key.chain))
          .bind(int64_t(b.seq))
          .bind(b.hash);
      if (!s.step())
        fail(one.name + "'s cursor passed row " + std::to_string(n) + ", which it has not stored");
    }
  }
}

void World::sync_round(One& one, bool faults) {
  ++count.rounds;
  auto& d = *one.device;
  const auto kind = faults ? chance(6) : 5;
  int after = int(chance(6));
  bool crash = false;
  const auto state = d.sync_round(box_, time(one),
                                  [&](const api::StepReply::Call& call, api::StepRequest::Response& answer) {
                                    if (call.request().find(kCanary) != std::string::npos)
                                      fail("a word left " + one.name + " in the clear");
                                    if (kind >= 3 || --after > 0) return true;
                                    ++count.lost_calls;
                                    if (kind == 0)
                                      return false;   // the answer is lost; what was asked was done
                                    if (kind == 1) {  // asked twice
                                      ++count.repeats;
                                      answer = box_.answer(call, now_);
                                      return true;
                                    }
                                    crash = true;  // and the program dies here
                                    return false;
                                  });
  if (crash) {
    ++count.crashes;
    std::destroy_at(&d.sync);
    std::construct_at(&d.sync, d.session);
    d.sync.attend();
  }
  std::string methods;
  for (const auto& m : d.asked) methods += " " + m;
  say(one.name + " rounds:" + methods + ": " + std::to_string(state.received()) + " in, " +
      std::to_string(state.sent()) + " out" + (kind < 3 ? " (fault " + std::to_string(kind) + ")" : "") +
      (state.has_failed() ? " failed " + std::to_string(state.failed().reason()) : ""));
  if (one.gone) return;
  note_acknowledged(one);
}

void World::pair_one() {
  if (all_.size() >= 10 || living(false) >= 8) return;
  auto* by = pick(true);
  if (!by) return;
  const auto by_index = size_t(by - all_.data());
  One fresh;
  fresh.name = "d" + std::to_string(all_.size());
  fresh.work = chance(3) == 0;
  fresh.device = std::make_unique<Device>(++next_seed_, false);
  if (chance(3) == 0) fresh.device->note({now_, 0}, word());  // a diary that was there before
  all_.push_back(std::move(fresh));
  auto& one = all_.back();
  sync_round(all_[by_index], false);
  if (all_[by_index].device->sync.state().notice_size() > 50) fail("too much to say");
  // A box that an account may open five of a day.
  now_ += 25 * kHour;
  pair(box_, *all_[by_index].device, *one.device, {now_, 0}, one.work, one.name);
  if (one.device->sync.state().pairing() != api::SyncState::PAIRED) return fail("no pairing");
  ++count.pairings;
  rec::Settings words;
  words.set_allow_text(true);
  if (one.work) one.device->session.change_settings(time(one), words, false);
  say(all_[by_index].name + " pairs " + one.name + (one.work ? " (work)" : ""));
  sync_round(one, false);
}

std::string World::id_of(One& one) {
  const auto state = one.device->sync.state();
  for (const auto& d : state.device())
    if (d.this_device()) return d.id();
  return "";
}

void World::revoke_one() {
  auto* by = pick(true);
  if (!by || living(false) < 3) return;
  std::vector<One*> others;
  for (auto& o : all_)
    if (!o.gone && &o != by && (o.work || living(true) > 1)) others.push_back(&o);
  if (others.empty()) return;
  auto* out = others[chance(others.size())];
  const auto id = id_of(*out);
  if (id.empty() || id == id_of(*by)) return;  // a copy of the remover itself has its id
  const auto state = by->device->sync.state();
  if (std::none_of(state.device().begin(), state.device().end(), [&](const auto& x) { return x.id() == id; }))
    return;
  if (unhealed_)
    for (auto& o : all_)
      if (!o.gone && id_of(o) == id) sync_round(o, false);
  server_backup_.reset();
  by->device->sync.revoke(to_id(id, "id"));
  ++count.revokes;
  say(by->name + " revokes " + out->name);
  for (auto& o : all_)  // copies of it, too
    if (id_of(o) == id) o.gone = true;
  sync_round(*by, false);
}

// One device begins a new account with all it has; the others are paired again. Old copies of either side would be of an
// account that ends: not in this world.
void World::afresh_one() {
  auto* by = pick(true);
  if (!by || count.afresh) return;
  for (auto& o : all_)
    if (!o.gone) sync_round(o, false);
  sync_round(*by, false);
  if (by->gone || by->device->sync.state().revoked()) return;
  disk_backup_.reset();
  server_backup_.reset();
  ++count.afresh;
  api::JoinRequest q;
  q.set_server("box:7443");
  q.set_invite(box_.invite());
  q.set_name(by->name);
  by->device->sync.start_afresh(time(*by), Secret::make(random_), q);
  say(by->name + " starts afresh");
  for (int i = 0; i < 2; ++i) sync_round(*by, false);
  for (auto& o : all_) {
    if (o.gone || &o == by) continue;
    now_ += 25 * kHour;
    pair(box_, *by->device, *o.device, {now_, 0}, o.work, o.name, true);
    say(by->name + " pairs " + o.name + " again");
    sync_round(o, false);
  }
}

void World::backup_or_restore() {
  if (!disk_backup_) {
    auto* one = pick();
    if (!one) return;
    disk_backup_ = std::make_unique<Device>(*one->device, ++next_seed_);
    backup_of_ = size_t(one - all_.data());
    return say(one->name + "'s disk is copied");
  }
  auto& one = all_[backup_of_];
  if (!one.gone) {
    // A disk and the only copy in the box lost together are lost: not in this world.
    if (unhealed_) sync_round(one, false);
    server_backup_.reset();
    ++count.restores;
    one.device = std::make_unique<Device>(*disk_backup_, ++next_seed_);
    one.gave.clear();
    say(one.name + " is an old copy again");
  }
  disk_backup_.reset();
}

void World::clone_one() {
  auto* one = pick();
  if (!one || all_.size() >= 10) return;
  ++count.clones;
  One twin;
  twin.name = "d" + std::to_string(all_.size());
  twin.work = one->work;
  twin.skew = one->skew;
  twin.device = std::make_unique<Device>(*one->device, ++next_seed_);
  say(one->name + " is cloned as " + twin.name);
  all_.push_back(std::move(twin));
}

void World::server_fault() {
  if (!server_backup_) {
    server_backup_ = store_.data;
    return say("the box is backed up");
  }
  // An old list of devices and a new one made over it would be a fork, which only the words settle: not in this world.
  for (auto& [id, was] : server_backup_->accounts)
    if (was.row && store_.data.accounts[id].row &&
        was.row->roster_version != store_.data.accounts[id].row->roster_version) {
      server_backup_.reset();
      return;
    }
  ++count.server_restores;
  unhealed_ = true;
  auto once = store_.data.once;
  store_.data = std::move(*server_backup_);
  store_.data.once = std::move(once);
  server_backup_.reset();
  say("the box is restored");
}

// Faults stop: how many rounds until everybody says the same, and is it what must be said?
std::string World::settle() {
  now_ += kDay;
  const auto same = [&] {
    std::set<std::string> own, work;
    for (auto& o : all_) {
      if (o.gone) continue;
      work.insert(o.device->everything(1, true));
      if (o.work) continue;
      own.insert(o.device->everything());
      for (const auto& id : given_)  // it may have been confirmed in this very round
        if (cells_of(*o.device, id).empty()) return false;
    }
    return own.size() <= 1 && work.size() == 1;
  };
  for (int round = 1;; ++round) {
    for (auto& o : all_)
      if (!o.gone) sync_round(o, false), now_ += kMinute;
    bool waiting = false;
    for (auto& o : all_)
      if (!o.gone) waiting = waiting || o.device->sync.state().waiting() > 0;
    if (!waiting && same()) break;
    if (round == 3) {
      std::string why = "not quiet after three rounds:";
      for (auto& o : all_)
        for (const auto& id : given_)
          if (!o.gone && !o.work && cells_of(*o.device, id).empty())
            why += " " + o.name + " lacks what was given, " + hex(view(id)).substr(0, 12) + ";";
      for (auto& o : all_)
        if (!o.gone)
          why += " " + o.name + (o.work ? " (work)" : "") + " waits with " +
                 std::to_string(o.device->sync.state().waiting()) + ", says " +
                 hex(digest("", o.device->everything(1, true), 16)).substr(0, 6) + "/" +
                 hex(digest("", o.device->everything(2), 16)).substr(0, 6);
      if (std::getenv("EDDY_STORY"))
        for (auto& o : all_)
          if (!o.gone) say(o.name + " has at work\n" + o.device->everything(1, o.work));
      fail(why);
      break;
    }
  }
  check_pictures();
  for (auto& o : all_) {
    if (o.gone) continue;
    check_cursor(o);
    auto& d = *o.device;
    const auto state = d.sync.state();
    if (state.withheld()) fail(o.name + " says the honest box withholds something");
    for (const auto& n : state.notice())
      if (n.what() == "DAMAGED" || n.what() == "ROSTER_FORK")
        fail(o.name + " says " + n.what() + " of an honest box");
    for (const auto& n : state.notice())
      if (n.what() == "SERVER_RESTORED" && !count.server_restores && !count.afresh)
        fail(o.name + " says that the box had lost something, which it had not");
    for (const auto& [id, held] : acknowledged_) {
      if (o.work && space_of_[id] == 2) {
        if (const auto c = cells_of(d, id); !c.empty() && fate(c) != Fate::purged)
          fail(o.name + " holds what belongs to home");
        continue;
      }
      const auto here = cells_of(d, id);
      const auto both = merge(held.first, here, held.second);
      // What was removed at work goes on at home, where an account was begun afresh; whoever had not heard of the removal may
      // have brought some of it here again.
      const auto home = cells_of(d, brought_home(id));
      const auto is_in = [](const Cells& cells, const Cell& c) {
        return std::any_of(cells.begin(), cells.end(), [&](const Cell& o) {
          return o.field == c.field && o.sub == c.sub && o.stamp == c.stamp && o.bytes == c.bytes;
        });
      };
      const auto without = at_work(both);
      const bool moved = !home.empty() && std::all_of(both.begin(), both.end(), [&](const Cell& c) {
        return is_in(here, c) || !is_in(without, c);
      });
      if (!((o.work ? at_work(both) : both) == here) && !moved)
        fail(o.name + " lacks something confirmed of " + hex(view(id)).substr(0, 12));
    }
    for (const auto& id : purged_)
      if (const auto c = cells_of(d, id); acknowledged_.count(id) &&
                                          fate(acknowledged_[id].second) == Fate::purged &&
                                          fate(c) != Fate::purged && !(o.work && space_of_[id] == 2))
        fail(o.name + " still has what was purged");
    for (const auto& id : given_)
      if (!o.work && cells_of(d, id).empty())
        fail(o.name + " lacks what was given to home, " + hex(view(id)).substr(0, 12));
    if (o.work) {
      auto rows = d.session.vault().db().prepare("SELECT rid FROM record WHERE space = 1");
      while (rows.step())
        if (const auto r = d.session.vault().at(rows.integer(0)); !(at_work(r.cells) == r.cells))
          fail(o.name + ", a work device, keeps words that were removed there");
      sync::Ledger ledger(d.session.vault());
      for (const auto& [epoch, key] : ledger.space_keys())
        if (epoch.first == 2) fail(o.name + ", a work device, holds a home key");
      if (ledger.local.drop_keys_size()) fail(o.name + ", a work device, holds keys of drops");
    }
    const auto problems = d.session.vault().check();
    if (!problems.empty()) fail(o.name + ": " + problems[0]);
  }
  for (const auto& [id, account] : store_.data.accounts)
    for (const auto& [n, b] : account.bundles)
      if (b.body.find(kCanary) != std::string::npos) fail("the box holds a word in the clear");
  return broken_;
}

std::string World::run() {
  // Most lives are short, some are long.
  const int steps = int(200 + (chance(8) == 0 ? chance(1800) : chance(200)));
  for (int i = 0; i < steps && broken_.empty(); ++i) {
    now_ += int64_t(chance(20) == 0 ? chance(uint64_t(6 * kHour)) : chance(uint64_t(5 * kMinute)));
    auto* one = pick();
    if (!one) break;
    switch (const auto what = chance(1000)) {
      case 0: pair_one(); break;
      case 1:
      case 2: revoke_one(); break;
      case 3:
      case 4:
      case 5: backup_or_restore(); break;
      case 6: chance(4) ? clone_one() : afresh_one(); break;
      case 7:
      case 8:
      case 9: server_fault(); break;
      case 10:
        now_ += int64_t(30 + chance(60)) * kDay;
        ++count.months;
        break;
      case 11: {
        static const int64_t skews[] = {0, kHour, -kHour, 3650 * kDay, -3650 * kDay, 2 * kMinute};
        one->skew = skews[chance(6)];
        say(one->name + "'s clock is off by " + std::to_string(one->skew / kMinute) + " min");
        break;
      }
      default:
        if (what < 200)
          sync_round(*one, true);
        else
          edit(*one);
    }
  }
  return settle();
}

}  // namespace eddy::test
