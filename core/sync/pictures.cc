#include "core/sync/pictures.h"

#include <algorithm>
#include <utility>

#include "core/vault/pictures.h"
#include "core/wire/hello.h"

namespace eddy::sync {
namespace pb = eddy::sync::v1;
namespace rec = eddy::records;
namespace {

constexpr size_t kPart = 768 << 10;  // bytes; a request is at most 1 MiB
constexpr int kUnknown = 0, kThere = 1, kRemoved = 2;
constexpr int kArrived = 3;  // dropped into home: a device of one's own has opened it

}  // namespace

void note_dropped_picture(Vault& vault, int table, std::string_view body) {
  rec::BoardItem item;
  if (table != kBoardItem || !item.ParseFromArray(body.data(), int(body.size())) || !item.has_picture())
    return;
  auto s = vault.db().prepare("INSERT OR IGNORE INTO picture(word, space, rid, there) VALUES(?, 2, NULL, 0)");
  const auto word = hex(item.picture().id());
  s.text(word).run();
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

// Pictures of records that are here; how many are new.
int Pictures::note() {
  auto& db = session_.vault().db();
  db.prepare(
        "INSERT OR IGNORE INTO picture(word, space, rid, there) SELECT e.word, r.space, e.rid, 0 FROM event "
        "e JOIN record r ON r.rid = e.rid WHERE e.kind = 9 AND e.kind NOT IN (1, 2, 4) AND e.d = 1 AND "
        "e.word IS NOT NULL")
      .run();
  return int(db.integer("SELECT changes()"));
}

// --- the box's list ---

std::optional<pb::ListBlobsRequest> Pictures::to_list(uint64_t blobs, bool asked_for) {
  if (listed_) return std::nullopt;
  listed_ = true;
  blobs_ = blobs;
  bool look = note() > 0 || blobs != ledger_.local.blobs();
  if (!look && asked_for) {
    auto s = session_.vault().db().prepare("SELECT word FROM picture WHERE there = 0 AND rid IS NOT NULL");
    while (s.step() && !look)
      look = !session_.files().exists(session_.path("pictures/") + std::string(s.blob(0)));
  }
  if (!look) return std::nullopt;
  pb::ListBlobsRequest q;
  q.set_account(ledger_.local.account());
  q.set_token(ledger_.local.token());
  return q;
}

void Pictures::listed(const pb::ListBlobsReply& reply) {
  auto& db = session_.vault().db();
  Transaction t(db);
  std::set<std::string> there;
  for (const auto& blob : reply.blob()) there.insert(hex(blob));
  std::vector<std::pair<std::string, int>> changed;
  {
    auto s = db.prepare("SELECT word, there, space FROM picture WHERE there <> 2");
    while (s.step()) {
      std::string word(s.blob(0));
      const int is = there.count(word) ? kThere : kUnknown;
      // Of a space that this one does not read, the list says nothing.
      if (is != s.integer(1) && mine(uint32_t(s.integer(2)))) changed.emplace_back(std::move(word), is);
    }
  }
  for (const auto& [word, is] : changed) {
    auto s = db.prepare("UPDATE picture SET there = ? WHERE word = ?");
    s.bind(is).text(word).run();
    tried_.erase(word);
  }
  ledger_.local.set_blobs(blobs_);
  ledger_.save();
  t.commit();
}

// --- there ---

std::optional<pb::PutBlobRequest> Pictures::to_put() {
  if (busy_otherwise(Way::put)) return std::nullopt;
  auto& db = session_.vault().db();
  if (!now_) {
    note();
    // What was purged is not published any more; but what a work computer dropped it offers until it has arrived, whatever
    // the box says: it cannot look.
    auto s = db.prepare(
        "SELECT p.word, p.space, length(r.body) = 0 FROM picture p LEFT JOIN record r ON r.rid = p.rid WHERE "
        "p.there = 0");
    while (s.step() && !now_) {
      One one{Way::put, std::string(s.blob(0)), uint32_t(s.integer(1)), 0, {}, {}, 0, false};
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
  if (reply.gone()) {
    // By the box's word alone: until a purge has come it is offered again.
  } else if (o.at == o.sealed.size()) {
    if (mine(o.space)) {
      mark(kThere);
      // The list is looked at again whatever its number: a box restored from before this has the number of before.
      ledger_.local.set_blobs(session_.random().u64());
      ledger_.save();
    }
  } else if (onward && o.at < o.sealed.size()) {
    return;  // the next part
  }
  now_.reset();
}

void Pictures::refused() {
  mark(kUnknown);
  now_.reset();
}

// --- gone ---

bool Pictures::shown_elsewhere(const std::string& word) {
  auto s = session_.vault().db().prepare(
      "SELECT 1 FROM event WHERE kind = 9 AND kind NOT IN (1, 2, 4) AND word = ? LIMIT 1");
  return s.text(word).step();
}

std::optional<pb::RemoveBlobRequest> Pictures::to_remove() {
  if (busy_otherwise(Way::remove)) return std::nullopt;
  auto& db = session_.vault().db();
  std::vector<std::string> let_go, not_shown;
  {
    auto s = db.prepare(
        "SELECT p.word, p.space, p.there, r.rid FROM picture p LEFT JOIN record r ON r.rid = p.rid "
        "WHERE p.there <> 2 AND (r.rid IS NULL OR length(r.body) = 0)");
    while (s.step() && !now_) {
      const auto space = uint32_t(s.integer(1));
      if (session_.vault().of_work() && space == wire::kWork) {
        not_shown.emplace_back(s.blob(0));  // whether it goes for good is for one's own devices to say
      } else if (mine(space) && !s.is_null(3)) {
        // That no word is left is not enough: a work computer can clear a record, and not end a picture.
        if (purges(session_.vault().at(s.integer(3)).cells) && !shown_elsewhere(std::string(s.blob(0))) &&
            !tried_.count(std::string(s.blob(0)) + "-"))
          now_ = One{Way::remove, std::string(s.blob(0)), space, 0, {}, {}, 0, false};
      } else if (s.integer(2) == kArrived) {
        let_go.emplace_back(s.blob(0));  // it is where it belongs; this computer cannot open it any more
      }
    }
  }
  for (const auto& word : let_go) {
    session_.files().remove(session_.path("pictures/") + word);
    auto s = db.prepare("UPDATE picture SET there = 2 WHERE word = ?");
    s.text(word).run();
  }
  for (const auto& word : not_shown) {
    session_.files().remove(session_.path("pictures/") + word);
    auto s = db.prepare("DELETE FROM picture WHERE word = ?");
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
  if (busy_otherwise(Way::get)) return std::nullopt;
  auto& db = session_.vault().db();
  if (!now_) {
    auto s = db.prepare(
        "SELECT p.word, p.space, p.rid FROM picture p JOIN event e ON e.word = p.word WHERE p.there = 1 AND "
        "e.kind = 9 AND e.kind NOT IN (1, 2, 4) AND e.d = 1");
    while (s.step() && !now_) {
      One one{Way::get, std::string(s.blob(0)), uint32_t(s.integer(1)), s.integer(2), {}, {}, 0, true};
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
    mark(kUnknown);
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
  forget_parts();
  now_.reset();
  return true;
}

// --- a receipt for those that a work computer gave ---

bool Pictures::acknowledge() {
  auto& db = session_.vault().db();
  auto& owed = *ledger_.local.mutable_owed();
  std::vector<std::string> received;
  const auto settled = [&](const std::string& id) {
    const auto word = hex(id);
    auto s =
        db.prepare("SELECT length(r.body) FROM picture p JOIN record r ON r.rid = p.rid WHERE p.word = ?");
    s.text(word);
    const bool purged = s.step() && s.integer(0) == 0;
    if (!purged && !session_.files().exists(session_.path("pictures/") + word)) return false;
    received.push_back(id);
    return true;
  };
  owed.erase(std::remove_if(owed.begin(), owed.end(), settled), owed.end());
  if (received.empty()) return false;
  Transaction t(db);
  for (const auto& id : received) ledger_.acknowledge(id, true);
  ledger_.save();
  t.commit();
  return true;
}

}  // namespace eddy::sync
