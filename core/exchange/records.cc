#include "core/exchange/records.h"

#include <algorithm>
#include <map>

#include "core/vault/admit.h"
#include "core/vault/pictures.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr std::string_view kMagic = "EDDYBACK";
constexpr uint32_t kVersion = 1;

// A cell's note: its bytes are here; it is cleared; or, for field 0, the fate itself.
constexpr char kPresent = 0, kCleared = 1, kTagged = 2;

std::string clocks_of(const Cells& cells) {
  std::vector<Stamp> stamps;
  std::string list, out;
  for (const auto& c : cells) {
    auto at = std::find(stamps.begin(), stamps.end(), c.stamp);
    if (at == stamps.end()) at = stamps.insert(stamps.end(), c.stamp);
    const char cleared = c.bytes.empty() ? kCleared : kPresent;
    put_varint(list, c.field);
    put_varint(list, uint64_t(at - stamps.begin()));
    list += c.field == 0 && !cleared ? c.bytes[0] : char(cleared | (c.sub ? kTagged : 0));
    if (c.sub) put<uint64_t>(list, c.sub);
    put_varint(list, c.covers.size());
    for (const auto id : c.covers) put<uint64_t>(list, id);
  }
  put_varint(out, stamps.size());
  for (const auto& s : stamps) {
    put<uint64_t>(out, s.hlc);
    out += view(s.device);
    put<uint64_t>(out, s.id);
  }
  return out + list;
}

// Cells without their bytes, but for field 0.
Cells read_clocks(std::string_view in, std::vector<bool>& cleared) {
  Cells out;
  Reader r{in};
  std::vector<Stamp> stamps;
  for (auto n = r.varint(); n > 0; --n) {
    Stamp s;
    s.hlc = r.get<uint64_t>();
    s.device = to_id(r.take(16), "clocks");
    s.id = r.get<uint64_t>();
    stamps.push_back(s);
  }
  while (!r.in.empty()) {
    Cell c;
    c.field = uint32_t(r.varint());
    const auto stamp = r.varint();
    if (stamp >= stamps.size()) Reader::torn();
    c.stamp = stamps[stamp];
    const char mark = r.take(1)[0];
    if (c.field == 0 && mark != kCleared) c.bytes = std::string(1, mark);
    if (mark & kTagged) c.sub = r.get<uint64_t>();
    cleared.push_back(c.field == 0 || (mark & kCleared));
    for (auto n = r.varint(); n > 0; --n) c.covers.push_back(r.get<uint64_t>());
    out.push_back(std::move(c));
  }
  return out;
}

const Cell* same_place(const Cells& cells, const Cell& c) {
  for (const auto& o : cells)
    if (o.field == c.field && o.sub == c.sub) return &o;
  return nullptr;
}

// What an exported record says, beside its clocks: a cell that was taken out by hand is not there.
Cells cells_in(const api::Exported& e, int table, const std::string& body) {
  std::vector<bool> cleared;
  auto cells = read_clocks(e.clocks(), cleared);
  const auto said = split(table, body, {});
  std::map<size_t, std::string> extra;
  for (Reader r{e.extra()}; !r.in.empty();) {
    const auto index = r.varint();
    extra[index] = r.take(r.varint());
  }
  Cells whole;
  for (size_t i = 0; i < cells.size(); ++i) {
    auto& c = cells[i];
    if (const auto x = extra.find(i); x != extra.end())
      c.bytes = x->second;
    else if (!cleared[i]) {
      const auto* shown = same_place(said, c);
      if (!shown) continue;  // taken out by hand
      c.bytes = shown->bytes;
    }
    whole.push_back(std::move(c));
  }
  return whole;
}

}  // namespace

struct Exchange::BackingUp {
  BackingUp(const Secret& key, std::string& out) : stream(key, out) {}
  StreamWriter stream;
  std::string next;
  std::string cursor;
};

struct Exchange::Restoring {
  std::string head;
  std::optional<Slots> slots;
  std::optional<Secret> key;
  std::unique_ptr<StreamReader> stream;
  std::string clear;
  std::optional<Beginning> begun;
  std::unique_ptr<Vault> vault;  // closed before what was begun is forgotten
  int64_t records = 0;
};

Exchange::Exchange(Session& session, Board& board) : session_(session), board_(board) {}
Exchange::~Exchange() = default;
void Exchange::lock() { backing_up_.reset(), restoring_.reset(); }

api::Exported Exchange::exported(const Stored& stored, FactorNames& names) {
  api::Exported e;
  *e.mutable_entry() = to_entry(stored);
  names.tell(*e.mutable_entry());
  e.set_clocks(clocks_of(stored.cells));
  const auto said = split(stored.table, body_of(e.entry()), {});
  std::string extra;
  for (size_t i = 0; i < stored.cells.size(); ++i) {
    const auto& c = stored.cells[i];
    if (c.field == 0 || c.bytes.empty()) continue;
    const auto* shown = find_field(stored.table, c.field) ? same_place(said, c) : nullptr;
    if (shown && shown->bytes == c.bytes) continue;
    put_varint(extra, i);
    put_varint(extra, c.bytes.size());
    extra += c.bytes;
  }
  e.set_extra(extra);
  e.mutable_entry()->clear_versions();  // they are in `extra`
  if (e.entry().board_item().has_picture()) {
    try {
      e.set_picture(board_.picture(e.entry().board_item()));
    } catch (const Failure& f) {
      if (f.fault != Fault::not_found && f.fault != Fault::damaged)
        throw;  // the entry is worth keeping without it
    }
  }
  return e;
}

api::ExportReply Exchange::export_records(const api::ExportRequest& request) {
  auto& v = session_.vault();
  const int limit = request.limit() == 0 ? 500 : request.limit();
  if (limit < 1 || limit > 5000) throw out_of_range("limit", 1, 5000);
  int64_t after = -1;
  if (!request.after().empty()) after = Reader{request.after()}.get<int64_t>();
  api::ExportReply reply;
  std::vector<int64_t> rids;
  {
    auto s = v.db().prepare("SELECT rid FROM record WHERE rid > ? ORDER BY rid LIMIT ?");
    s.bind(after).bind(limit);
    while (s.step()) rids.push_back(s.integer(0));
  }
  size_t bytes = 0;
  FactorNames names(v);
  bool more = int(rids.size()) == limit;
  for (const auto rid : rids) {
    const auto stored = v.at(rid);
    after = rid;
    if (fate(stored.cells) == Fate::purged) continue;
    *reply.add_record() = exported(stored, names);
    bytes += reply.record(reply.record_size() - 1).ByteSizeLong();
    if (bytes > (2 << 20)) {
      more = more || rid != rids.back();
      break;
    }
  }
  // How far along in time, not in entries: counting them all would cost more than it tells.
  const auto first = v.db().integer("SELECT min(rid) FROM record WHERE rid > 65535");
  const auto last = v.db().integer("SELECT max(rid) FROM record");
  reply.set_progress(more && last > first ? std::clamp(double(after - first) / double(last - first), 0.0, 1.0)
                                          : 1.0);
  if (more) {
    std::string next;
    put<int64_t>(next, after);
    reply.set_next(next);
  }
  return reply;
}

// On a work computer home is not kept, but given.
bool Exchange::given_home(const rec::Entry& entry, int space, const std::string& body,
                          api::ImportReply* count) {
  if (!session_.drop_home || space != rec::SPACE_HOME) return false;
  const auto event = to_event(table_of(entry), body);
  const auto id =
      entry.id().empty() ? session_.random().id(event ? event->at.ms : 0) : to_id(entry.id(), "id");
  session_.drop_home(id, table_of(entry), body, entry.trashed());
  count->set_imported(count->imported() + 1);
  return true;
}

void Exchange::import_one(Vault& vault, Vault::Write& write, const api::Exported& e,
                          api::ImportReply* count) {
  const int table = table_of(e.entry());
  if (!table) throw Failure{Reason::record_malformed, "an entry of no known kind"};
  auto body = body_of(e.entry());
  if (!e.picture().empty()) save_picture(session_, e.entry().board_item().picture(), e.picture());
  const int space =
      e.entry().space() == rec::SPACE_UNSPECIFIED ? session_.usual_space(table) : e.entry().space();
  if (e.clocks().empty()) {  // written by hand or by another program
    const auto& entry = e.entry();
    std::optional<Id> id;
    if (!entry.id().empty()) id = to_id(entry.id(), "id");
    if (given_home(e.entry(), space, body, count)) return;
    if (!fits(table, split(table, body, {}), Author::own))
      throw Failure{Reason::entry_too_large, "larger than one entry may be"};
    write.create(table, space, body, id ? &*id : nullptr);
    count->set_imported(count->imported() + 1);
    return;
  }
  const auto whole = cells_in(e, table, body);
  const auto id = to_id(e.entry().id(), "id");
  // A backup is one's own, sealed with its key: it comes back as it was, also what would not be let in today.
  if (!restoring_) admit(Author::own, Door::file, space, id, table, whole);
  if (table != kSettings && given_home(e.entry(), space, join(whole), count)) return;
  const auto before = vault.find({id, space, table});
  if (before && table == kSettings && !(merge(table, before->cells, whole) == before->cells))
    throw Failure{Reason::settings_are_set, "this diary has its own: set them instead"};
  write.put(id, table, space, whole);
  const bool changed = !before || !(vault.find({id, space, table})->cells == before->cells);
  if (changed)
    count->set_imported(count->imported() + 1);
  else
    count->set_duplicates(count->duplicates() + 1);
}

api::ImportReply Exchange::import_records(Moment now, const api::ImportRecordsRequest& request) {
  auto& v = session_.vault();
  api::ImportReply reply;
  Vault::Write w(v, now);
  w.in_portions();
  for (int i = 0; i < request.record_size(); ++i) {
    try {
      auto e = request.record(i);
      if (e.clocks().empty() && e.entry().record_case() != rec::Entry::kSettings)
        validate(*e.mutable_entry(), now, session_.zone);
      if (e.entry().has_settings() && e.clocks().empty())
        throw Failure{Reason::settings_are_set, "set them instead"};
      import_one(v, w, e, &reply);
    } catch (const Failure& f) {
      if (f.fault != Fault::invalid && f.fault != Fault::damaged) throw;
      auto* l = reply.add_left();
      l->set_line(i + 1);
      l->set_reason((f.field.empty() ? "" : f.field + ": ") + f.detail);
    }
  }
  w.commit();
  return reply;
}

api::BackUpReply Exchange::back_up(const api::BackUpRequest& request) {
  session_.vault();
  api::BackUpReply reply;
  std::string out;
  if (request.cursor().empty()) {
    const auto slots = session_.slots().file();
    out += kMagic;
    put<uint32_t>(out, kVersion);
    put<uint32_t>(out, uint32_t(slots.size()));
    out += slots;
    backing_up_ = std::make_unique<BackingUp>(session_.backup_key(), out);
    backing_up_->cursor = std::string(16, '\0');
    session_.random().fill(backing_up_->cursor.data(), 16);
  } else if (!backing_up_ || request.cursor() != backing_up_->cursor) {
    throw malformed("cursor", "begin again");
  }
  api::ExportRequest portion;
  portion.set_after(backing_up_->next);
  const auto records = export_records(portion);
  std::string clear;
  for (const auto& e : records.record()) {
    const auto bytes = e.SerializeAsString();
    put<uint32_t>(clear, uint32_t(bytes.size()));
    clear += bytes;
  }
  const bool done = records.next().empty();
  backing_up_->stream.write(clear, done, out);
  backing_up_->next = records.next();
  reply.set_bytes(out);
  reply.set_done(done);
  reply.set_cursor(backing_up_->cursor);
  reply.set_progress(records.progress());
  if (done) backing_up_.reset();
  return reply;
}

namespace {

// What is wrong is so with the file that was given, and not with the diary.
Failure of_the_backup(const Failure& f) {
  if (f.fault == Fault::damaged) return Failure{Reason::backup_damaged, f.detail};
  if (f.fault == Fault::too_new) return Failure{Reason::backup_too_new, f.detail};
  return f;
}

}  // namespace

api::RestoreReply Exchange::restore(Moment now, const api::RestoreRequest& request, Restoring& r) {
  std::string_view sealed = request.bytes();
  if (!r.stream) {
    r.head += request.bytes();
    sealed = {};
    if (r.head.size() < 16 && !request.last()) return {};
    Reader head{r.head};
    if (r.head.size() < 16 || head.take(8) != kMagic)
      throw Failure{Reason::not_a_backup, "not one of Eddy's"};
    if (head.get<uint32_t>() > kVersion) throw Failure{Reason::backup_too_new, "written by a newer Eddy"};
    const auto size = head.get<uint32_t>();
    if (size > (1 << 20)) throw Failure{Reason::backup_damaged, "impossible size"};
    if (head.in.size() < size) {
      if (request.last()) throw Failure{Reason::backup_damaged, "cut short"};
      return {};
    }
    r.slots = Slots::parse(head.take(size));
    r.key.emplace(session_.open_slots(*r.slots, request.passphrase(), request.recovery_phrase()).bytes());
    r.stream = std::make_unique<StreamReader>(derive(*r.key, "eddy/backup/v1"));
    r.begun.emplace(session_.files(), session_.home());
    r.vault =
        std::make_unique<Vault>(session_.files(), session_.random(), r.begun->folder(), false, *r.key, true);
    r.stream->read(head.in, r.clear);
  } else {
    r.stream->read(sealed, r.clear);
  }
  if (request.last()) {
    r.stream->read({}, r.clear);
    if (!r.stream->done()) throw Failure{Reason::backup_damaged, "cut short"};
  }
  api::RestoreReply reply;
  Reader in{r.clear};
  {
    Vault::Write w(*r.vault, now);
    w.in_portions();
    api::ImportReply count;
    while (in.in.size() >= 4) {
      auto ahead = in;
      const auto size = ahead.get<uint32_t>();
      if (ahead.in.size() < size) break;
      const auto bytes = ahead.take(size);
      api::Exported e;
      if (!e.ParseFromArray(bytes.data(), int(bytes.size())))
        throw Failure{Reason::backup_damaged, "not a record"};
      import_one(*r.vault, w, e, &count);
      ++r.records;
      in = ahead;
    }
    w.commit();
  }
  r.clear.erase(0, r.clear.size() - in.in.size());
  if (request.last()) {
    if (!r.clear.empty()) throw Failure{Reason::backup_damaged, "ends in the middle of a record"};
    r.vault.reset();
    session_.adopt(*r.begun, *r.slots, *r.key);
    reply.set_done(true);
  }
  reply.set_records(r.records);
  if (request.last()) restoring_.reset();
  return reply;
}

api::RestoreReply Exchange::restore(Moment now, const api::RestoreRequest& request) {
  session_.refuse_if_there();
  if (!restoring_) restoring_ = std::make_unique<Restoring>();
  try {
    return restore(now, request, *restoring_);
  } catch (const Failure& f) {
    restoring_.reset();
    throw of_the_backup(f);
  } catch (...) {
    restoring_.reset();
    throw;
  }
}

}  // namespace eddy
