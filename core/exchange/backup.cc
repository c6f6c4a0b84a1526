#include <algorithm>

#include "core/exchange/exported.h"
#include "core/exchange/records.h"
#include "core/vault/pictures.h"

namespace eddy {
namespace {

constexpr std::string_view kMagic = "EDDYBACK";
constexpr uint32_t kVersion = 1;

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

// One's own, sealed with its key: it comes back as it was, also what would not be let in today.
void take_back(Session& session, Vault::Write& write, const api::Exported& e) {
  const int table = table_of(e.entry());
  if (!table) throw Failure{Reason::backup_damaged, "an entry of no known kind"};
  if (!e.picture().empty()) save_picture(session, e.entry().board_item().picture(), e.picture());
  write.put(to_id(e.entry().id(), "id"), table, e.entry().space(), cells_in(e, table, body_of(e.entry())));
}

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
    while (in.in.size() >= 4) {
      auto ahead = in;
      const auto size = ahead.get<uint32_t>();
      if (ahead.in.size() < size) break;
      const auto bytes = ahead.take(size);
      api::Exported e;
      if (!e.ParseFromArray(bytes.data(), int(bytes.size())))
        throw Failure{Reason::backup_damaged, "not a record"};
      take_back(session_, w, e);
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
  if (request.bytes().empty() && !request.last()) throw missing("bytes", "a portion of a backup");
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
