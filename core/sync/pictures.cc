#include "core/sync/pictures.h"

#include <cstring>
#include <utility>

#include "core/vault/pictures.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace rec = eddy::records;
namespace {

constexpr size_t kPart = 768 << 10;  // bytes; a request is at most 1 MiB
constexpr int kUnknown = 0, kThere = 1, kRemoved = 2;

}  // namespace

void note_dropped_picture(Vault& vault, int table, std::string_view body) {
  rec::BoardItem item;
  if (table != kBoardItem || !item.ParseFromArray(body.data(), int(body.size())) || !item.has_picture())
    return;
  auto s = vault.db().prepare("INSERT OR IGNORE INTO picture(word, space, rid, there) VALUES(?, 2, NULL, 0)");
  s.text(hex(item.picture().id())).run();
}

void offer_pictures_again(Vault& vault) {
  vault.db().execute("UPDATE picture SET there = 0 WHERE there = 1");
}

bool Pictures::mine(uint32_t space) const {
  const auto* me = ledger_.myself();
  return me && wire::may_use(me->role(), space);
}

std::string Pictures::id() const { return unhex(now_->word).value_or(""); }

void Pictures::mark(int there) {
  auto s = session_.vault().db().prepare("UPDATE picture SET there = ? WHERE word = ?");
  s.bind(there).text(now_->word).run();
}

void Pictures::forget_parts() {
  auto s = session_.vault().db().prepare("DELETE FROM picture_part WHERE word = ?");
  s.text(now_->word).run();
}

// --- there ---

std::optional<pb::PutBlobRequest> Pictures::to_put() {
  auto& db = session_.vault().db();
  if (!now_) {
    db.prepare(
          "INSERT OR IGNORE INTO picture(word, space, rid, there) SELECT e.word, r.space, e.rid, 0 FROM "
          "event e JOIN "
          "record r ON r.rid = e.rid WHERE e.kind = 9 AND e.kind NOT IN (1, 2, 4) AND e.d = 1 AND e.word IS "
          "NOT NULL")
        .run();
    // What was purged is not published any more; but a work computer keeps what it dropped until it is there.
    auto s = db.prepare(
        "SELECT p.word, p.space, length(r.body) = 0 FROM picture p LEFT JOIN record r ON r.rid = p.rid WHERE "
        "p.there = 0");
    while (s.step() && !now_) {
      One one{std::string(s.blob(0)), uint32_t(s.integer(1)), 0, {}, {}, 0, false};
      const bool purged = !s.is_null(2) && s.integer(2);
      if (tried_.count(one.word) || (purged && mine(one.space))) continue;
      if (auto sealed = session_.files().read(session_.path("pictures/") + one.word)) {
        one.sealed = std::move(*sealed);
        one.hash = digest(wire::kBlobLabel, one.sealed);
        now_ = std::move(one);
      }
    }
    if (!now_) return std::nullopt;
    tried_.insert(now_->word);
  }
  const auto& o = *now_;
  pb::PutBlobRequest q;
  q.set_account(ledger_.local.account());
  q.set_space(o.space);
  q.set_blob(id());
  q.set_size(o.sealed.size());
  q.set_hash(o.hash);
  q.set_device(std::string(view(ledger_.me())));
  q.set_signature(sign(ledger_.keys().sign.bytes(), wire::kBlobLabel,
                       wire::blob_statement(q.account(), q.space(), q.blob(), q.size(), q.hash())));
  q.set_at(o.at);
  if (o.asked) q.set_part(o.sealed.substr(size_t(o.at), kPart));  // first, how much of it is there
  return q;
}

void Pictures::put(const pb::PutBlobReply& reply) {
  auto& o = *now_;
  const bool onward = !o.asked || reply.have() > o.at;
  o.asked = true;
  o.at = reply.have();
  if (reply.no_room()) return now_.reset();
  if (reply.gone())
    mark(kRemoved);
  else if (o.at == o.sealed.size())
    mark(kThere);
  else if (onward && o.at < o.sealed.size())
    return;  // the next part
  now_.reset();
}

void Pictures::refused(bool there) {
  if (there) mark(kThere);
  now_.reset();
}

// --- gone ---

std::optional<pb::RemoveBlobRequest> Pictures::to_remove() {
  if (now_) return std::nullopt;  // in the middle of one that comes
  auto& db = session_.vault().db();
  std::vector<std::string> let_go;
  {
    auto s = db.prepare(
        "SELECT p.word, p.space, p.there, r.rid IS NULL FROM picture p LEFT JOIN record r ON r.rid = p.rid "
        "WHERE "
        "p.there <> 2 AND (r.rid IS NULL OR length(r.body) = 0)");
    while (s.step() && !now_) {
      const auto space = uint32_t(s.integer(1));
      if (mine(space) && !s.integer(3)) {
        if (!tried_.count(std::string(s.blob(0)) + "-"))
          now_ = One{std::string(s.blob(0)), space, 0, {}, {}, 0, false};
      } else if (s.integer(2) == kThere) {
        let_go.emplace_back(s.blob(0));  // it is where it belongs; this computer cannot open it any more
      }
    }
  }
  for (const auto& word : let_go) {
    session_.files().remove(session_.path("pictures/") + word);
    auto s = db.prepare("UPDATE picture SET there = 2 WHERE word = ?");
    s.text(word).run();
  }
  if (!now_) return std::nullopt;
  tried_.insert(now_->word + "-");
  pb::RemoveBlobRequest q;
  q.set_account(ledger_.local.account());
  q.set_blob(id());
  q.set_device(std::string(view(ledger_.me())));
  q.set_signature(sign(ledger_.keys().sign.bytes(), wire::kBlobGoneLabel,
                       wire::blob_gone_statement(q.account(), q.blob())));
  return q;
}

void Pictures::removed() {
  session_.files().remove(session_.path("pictures/") + now_->word);
  forget_parts();
  mark(kRemoved);
  now_.reset();
}

// --- here ---

std::optional<pb::GetBlobRequest> Pictures::to_get() {
  auto& db = session_.vault().db();
  if (!now_) {
    auto s = db.prepare(
        "SELECT e.word, r.space, e.rid FROM event e JOIN record r ON r.rid = e.rid WHERE e.kind = 9 AND "
        "e.kind NOT IN "
        "(1, 2, 4) AND e.d = 1 AND e.word IS NOT NULL");
    while (s.step() && !now_) {
      One one{std::string(s.blob(0)), uint32_t(s.integer(1)), s.integer(2), {}, {}, 0, true};
      if (tried_.count(one.word) || !mine(one.space) ||
          session_.files().exists(session_.path("pictures/") + one.word))
        continue;
      now_ = std::move(one);
    }
    if (!now_) return std::nullopt;
    tried_.insert(now_->word);
    auto parts = db.prepare("SELECT coalesce(sum(length(body)), 0) FROM picture_part WHERE word = ?");
    parts.text(now_->word);
    parts.step();
    now_->at = uint64_t(parts.integer(0));
  }
  pb::GetBlobRequest q;
  q.set_account(ledger_.local.account());
  q.set_token(ledger_.local.token());
  q.set_blob(id());
  q.set_at(now_->at);
  return q;
}

bool Pictures::got(const pb::GetBlobReply& reply) {
  auto& db = session_.vault().db();
  auto& o = *now_;
  const auto damaged = [&] {
    forget_parts();
    now_.reset();
    return false;
  };
  const bool torn = o.at < reply.size() && reply.part().empty();
  if (reply.size() == 0 || reply.size() > wire::kLargestBlob || torn ||
      reply.part().size() > reply.size() - std::min(o.at, reply.size()))
    return damaged();
  if (!reply.part().empty()) {
    auto s = db.prepare("INSERT INTO picture_part(word, at, body) VALUES(?, ?, ?)");
    s.text(o.word).bind(int64_t(o.at)).bind(reply.part()).run();
    o.at += reply.part().size();
  }
  if (o.at < reply.size()) return true;
  std::string sealed;
  {
    auto s = db.prepare("SELECT body FROM picture_part WHERE word = ? ORDER BY at");
    s.text(o.word);
    while (s.step()) sealed += s.blob(0);
  }
  try {
    (void)open_picture(to_entry(session_.vault().at(o.rid)).board_item().picture(), sealed);
  } catch (const Failure& f) {
    if (f.fault == Fault::full || f.fault == Fault::bug) throw;
    return damaged();
  }
  session_.files().make_folder(session_.path("pictures"));
  session_.files().replace(session_.path("pictures/") + o.word, sealed);
  auto s = db.prepare(
      "INSERT INTO picture(word, space, rid, there) VALUES(?, ?, ?, 1) ON CONFLICT(word) DO UPDATE SET there "
      "= "
      "1");
  s.text(o.word).bind(int64_t(o.space)).bind(o.rid).run();
  forget_parts();
  now_.reset();
  return true;
}

}  // namespace eddy::sync
