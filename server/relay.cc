#include "server/relay.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/wire/bundle.h"
#include "core/wire/hello.h"
#include "core/wire/roster.h"
#include "server/members.h"
#include "server/uses.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

ChainKey key_of(const wire::Header& h) { return {h.space, h.device, h.chain}; }
uint32_t spaces_of(const pb::Device& device) {
  uint32_t spaces = 0;
  for (const uint32_t s : {uint32_t(wire::kWork), uint32_t(wire::kHome)})
    if (wire::may_use(device.role(), s)) spaces |= 1u << (s - 1);
  return spaces;
}

const pb::Device& device_in(const wire::Roster& roster, const Id& device) {
  if (const auto* who = wire::find_device(roster.list, device)) return *who;
  throw Failure{Reason::not_a_device, "not in the roster any more"};
}

bool reads(const pb::Device& who, uint32_t space) { return spaces_of(who) & 1u << (space - 1); }

AccountRow account_in(Transaction& t) {
  const auto row = t.account();
  if (!row) throw Failure{Reason::no_account, "none by that id"};
  return *row;
}

// May this bundle be put here, as the newest roster has it? What a former device had published before it was taken out may:
// a box that lost it is given it again.
pb::Verdict allowed(const wire::Bundle& b, const pb::Roster& roster) {
  const auto& h = b.header;
  if (h.seq <= wire::floor_of(roster, h.space, view(h.device), h.chain)) return pb::ACCEPTED;
  const auto* device = wire::find_device(roster, h.device);
  if (!device) return pb::REJECTED;
  if (h.kind == wire::Kind::drop) return h.space == wire::kHome ? pb::ACCEPTED : pb::REJECTED;
  if (!wire::may_use(device->role(), h.space)) return pb::REJECTED;
  const auto* space = wire::find_space(roster, h.space);
  if (!space || h.epoch > space->epoch()) return pb::REJECTED;
  return h.epoch < space->min_write_epoch() ? pb::EPOCH_OLD : pb::ACCEPTED;
}

pb::Verdict place(Transaction& t, AccountRow& account, Uses& uses, uint64_t most_chains,
                  const wire::Bundle& b, const std::string& hash, std::string_view body) {
  const auto key = key_of(b.header);
  const auto chain = t.chain(key);
  const uint64_t head = chain ? chain->seq : 0;
  if (b.header.seq <= head) return t.bundle_hash(key, b.header.seq) == hash ? pb::DUPLICATE : pb::FORK;
  if (b.header.seq != head + 1) return pb::GAP;
  if (view(b.header.prev_hash) != (chain ? chain->hash : std::string(kHashSize, '\0'))) return pb::FORK;
  auto& use = uses.of(key.device);
  if (!uses.room(key.device, body.size(), &UseRow::bytes, account.used, account.quota)) return pb::QUOTA;
  if (!chain && use.chains >= most_chains) return pb::QUOTA;
  account.used += body.size();
  use.bytes += body.size();
  use.chains += !chain;
  uses.put(key.device);
  account.history = digest("eddy/history/v1", account.history + hash);
  t.add_bundle({++account.head, key, b.header.seq, hash, account.history, std::string(body)});
  t.put_chain({key, b.header.seq, hash});
  return pb::ACCEPTED;
}

// The other of the two bundles of a fork.
std::string in_place_of(Transaction& t, const wire::Bundle& b) {
  const auto key = key_of(b.header);
  const auto chain = t.chain(key);
  return t.bundle(key, std::min(b.header.seq, chain ? chain->seq : 0)).value_or("");
}

bool signer_fits(const wire::Bundle& b, const pb::Roster& roster) {
  const auto* device = wire::find_device(roster, b.header.device);
  return device && wire::signed_by(b, device->sign_key());
}

struct Given {
  std::optional<wire::Bundle> bundle;  // none: it is not one of this account
  bool fits = false;                   // its signature, by `hint`
  std::string hash;
};

// Signatures take longest and need no lock: where the roster they were made under is at hand, they are checked before the
// account is held. Whether that is its roster still is asked inside, where nobody can change it.
std::vector<Given> look_at(const pb::PushRequest& q, const Id& account, const wire::Roster* hint) {
  std::vector<Given> out(size_t(q.bundle_size()));
  for (int i = 0; i < q.bundle_size(); ++i) try {
      const auto b = wire::parse_bundle(q.bundle(i));
      if (b.header.account != account || b.header.roster < 1) continue;
      const bool fits = hint && b.header.roster == hint->list.version() && signer_fits(b, hint->list);
      out[size_t(i)] = {b, fits, b.hash()};
    } catch (const Failure& f) {
      if (f.fault != Fault::invalid && f.fault != Fault::too_new) throw;
      // REJECTED; the others in the push are judged by themselves
    }
  return out;
}

// Whether somebody's signature fits by the roster it was made under.
class Signers {
 public:
  Signers(Transaction& t, const wire::Roster& now, bool hint_holds)
      : t_(t), now_(now), hint_holds_(hint_holds) {}
  bool fit(const Given& g) {
    const auto version = g.bundle->header.roster;
    if (version == now_.list.version()) return hint_holds_ ? g.fits : signer_fits(*g.bundle, now_.list);
    if (version > now_.list.version()) return false;
    auto& roster = older_[version];
    if (roster.version() == 0) roster.ParseFromString(stored_roster(t_, version).roster());
    return signer_fits(*g.bundle, roster);
  }

 private:
  Transaction& t_;
  const wire::Roster& now_;
  const bool hint_holds_;
  std::map<uint32_t, pb::Roster> older_;
};

}  // namespace

std::shared_ptr<const wire::Roster> Rosters::find(const Id& account) {
  const std::lock_guard one(mutex_);
  const auto found = kept_.find(account);
  return found == kept_.end() ? nullptr : found->second;
}

void Rosters::remember(const Id& account, std::shared_ptr<const wire::Roster> roster) {
  constexpr size_t kMost = 4096;  // a few KiB each
  const std::lock_guard one(mutex_);
  if (kept_.size() >= kMost) {  // one beside it goes: as good as any
    const auto next = kept_.upper_bound(account);
    kept_.erase(next == kept_.end() ? kept_.begin() : next);
  }
  kept_[account] = std::move(roster);
}

// It was verified when it came; only its hash is needed again.
std::shared_ptr<const wire::Roster> Relay::newest(Transaction& t, const Id& id, const AccountRow& account) {
  if (auto known = rosters_.find(id); known && known->hash == account.roster_hash) return known;
  const auto body = t.roster(account.roster_version);
  if (!body) throw Failure{Reason::books_damaged, "roster: missing"};
  auto fresh = std::make_shared<const wire::Roster>(wire::stored_roster(*body));
  if (fresh->hash == account.roster_hash) rosters_.remember(id, fresh);
  return fresh;
}

namespace {
// An earlier format did not say who brought it: whoever goes on with it has.
void adopt(Transaction& t, const pb::Roster& list, BlobRow& row, const Id& device) {
  row.device = device;
  Uses uses(t, list);
  uses.of(device).blobs += row.have;
  uses.put(device);
  t.put_blob(row);
}

// False where there is no room. A picture is begun only where all of it has room; charged is what is here.
bool add_part(Transaction& t, AccountRow& account, const pb::Roster& list, BlobRow& row,
              const std::string& part, uint64_t most) {
  Uses uses(t, list);
  const auto more = row.have == 0 ? row.size : part.size();
  if (!uses.room(row.device, more, &UseRow::blobs, account.blobs, most)) return false;
  const auto before = row.have;
  t.add_part(row.id, row.have, part);
  row.have += part.size();
  if (row.have == row.size && digest(wire::kBlobLabel, whole_of(t, row)) != row.hash) {
    t.remove_parts(row.id);  // from the beginning again
    row.have = 0;
  }
  if (row.have == row.size) count_blob(account, row);
  uses.of(row.device).blobs += row.have - before, account.blobs += row.have - before;
  uses.put(row.device);
  t.put_account(account);
  t.put_blob(row);
  return true;
}
}  // namespace

std::string Relay::make_invite(const std::string& random_bytes) {
  const auto invite = hex(digest("eddy/invite-code/v1", random_bytes, 16));
  store_.add_invite(digest("eddy/invite/v1", invite));
  return invite;
}

// What is there when a list comes.
struct Relay::Before {
  std::shared_ptr<const wire::Roster> newest;  // none: no such account
  pb::PutRosterReply reply;                    // the answer, where `given` is not the next list
  bool follows = false;
};

Relay::Before Relay::before(const Id& id, const pb::SignedRoster& given, uint32_t version) {
  Before out;
  store_.read(id, [&](Transaction& t) {
    out = Before();
    const auto account = t.account();
    const uint32_t now = account ? account->roster_version : 0;
    if (account) out.newest = newest(t, id, *account);
    // Those between are missing, or there is no such account: the reply's version says so.
    out.reply.set_version(now);
    out.follows = version == now + 1;
    if (version < 1 || version > now) return;
    // A repeat of what is here is an answer lost on the way; another list of that version is shown to whoever signed one.
    const auto here = stored_roster(t, version);
    out.reply.set_accepted(here.roster() == given.roster());
    if (!out.reply.accepted() &&
        wire::roster_signed_by(given, [&](const auto& signer) { return member_key_of(t, *account, signer); }))
      *out.reply.mutable_instead() = here;
  });
  return out;
}

// False where another one came meanwhile.
bool Relay::add_roster(const Id& id, const Before& before, const wire::Roster& next,
                       const pb::PutRosterRequest& q) {
  bool added = false;
  store_.write(id, [&](Transaction& t) {
    auto account = t.account();
    added = (account ? account->roster_version : 0) + 1 == next.list.version();
    if (!added) return;
    const auto body = q.roster().SerializeAsString();
    if (!account) {
      if (!t.use_invite(digest("eddy/invite/v1", q.invite())))
        throw Failure{Reason::invite_used, "not a live one"};
      account.emplace();
      account->quota = limits_.account_bytes;
    } else {
      // The last of it is for the words: whoever has a device that was stolen can take the room, and not the way out.
      const auto room = limits_.roster_bytes - (next.list.signer().empty() ? 0 : limits_.roster_bytes / 16);
      if (t.roster_bytes() + body.size() > room)
        throw Failure{Reason::account_full, "no room for more lists of devices"};
      Uses(t, before.newest->list).settle();
    }
    account->roster_version = next.list.version();
    account->roster_hash = next.hash;
    if (account->roster_version == 1)
      t.add_account(*account);
    else
      t.put_account(*account);
    t.put_roster(account->roster_version, body);
  });
  return added;
}

// Signatures and rules take longest, and a stranger may ask for them: they are looked at before the account is held.
pb::PutRosterReply Relay::put_roster(const pb::PutRosterRequest& q) {
  const auto id = to_id(q.account(), "account");
  pb::Roster list;
  if (!list.ParseFromString(q.roster().roster())) throw Failure{Reason::list_malformed, "roster: not one"};
  for (;;) {
    auto was = before(id, q.roster(), list.version());
    if (!was.follows) return was.reply;
    const auto next =
        was.newest ? wire::next_roster(*was.newest, q.roster()) : wire::first_roster(q.roster(), id);
    if (!add_roster(id, was, next, q)) continue;
    was.reply.set_accepted(true);
    was.reply.set_version(list.version());
    return was.reply;
  }
}

pb::RosterReply Relay::rosters(const pb::RosterRequest& q) {
  pb::RosterReply reply;
  store_.read(to_id(q.account(), "account"), [&](Transaction& t) {
    reply.Clear();
    const auto account = account_in(t);
    size_t bytes = 0;
    for (uint32_t v = std::max(1u, q.from_version());
         v <= account.roster_version && reply.roster_size() < limits_.rosters_per_reply; ++v) {
      auto one = stored_roster(t, v);
      bytes += one.ByteSizeLong();
      if (reply.roster_size() && bytes > limits_.request_bytes) break;
      *reply.add_roster() = std::move(one);
    }
  });
  return reply;
}

pb::PushReply Relay::push(const pb::PushRequest& q) {
  if (q.bundle_size() > limits_.bundles_per_push)
    throw Failure{Reason::bad_request, "push: too many bundles"};
  const auto id = to_id(q.account(), "account");
  const auto hint = rosters_.find(id);
  const auto given = look_at(q, id, hint.get());
  pb::PushReply reply;
  store_.write(id, [&](Transaction& t) {
    reply.Clear();
    auto account = account_in(t);
    const auto before = account;
    const auto now = newest(t, id, account);
    Signers signers(t, *now, hint && hint->hash == now->hash);
    Uses uses(t, now->list);
    uses.settle();
    for (int i = 0; i < q.bundle_size(); ++i) {
      const auto& one = given[size_t(i)];
      auto verdict = pb::REJECTED;
      if (one.bundle && signers.fit(one)) {
        verdict = allowed(*one.bundle, now->list);
        // What is here already stays acknowledged, whatever has changed since.
        if (verdict == pb::ACCEPTED ||
            t.bundle_hash(key_of(one.bundle->header), one.bundle->header.seq) == one.hash)
          verdict = place(t, account, uses, limits_.chains, *one.bundle, one.hash, q.bundle(i));
      }
      reply.add_verdict(verdict);
      if (verdict == pb::FORK && reply.instead().empty()) reply.set_instead(in_place_of(t, *one.bundle));
    }
    if (account.head != before.head) t.put_account(account);
  });
  return reply;
}

pb::PullReply Relay::pull(const Id& device, const pb::PullRequest& q) {
  pb::PullReply reply;
  const auto id = to_id(q.account(), "account");
  store_.read(id, [&](Transaction& t) {
    reply.Clear();
    const auto account = account_in(t);
    const auto roster = newest(t, id, account);
    const auto& who = device_in(*roster, device);
    const uint32_t spaces = spaces_of(who) & q.spaces();
    reply.set_roster_version(account.roster_version);
    reply.set_roster_hash(roster->hash);
    reply.set_closes_ms(double(account.closes_ms));
    reply.set_blobs((spaces & 1 ? account.blob_sums[0] : 0) ^ (spaces & 2 ? account.blob_sums[1] : 0));
    if (q.after() > 0 && t.history_at(q.after()) != q.after_hash()) {
      reply.set_other_history(true);
      return;
    }
    reply.set_next(q.after());
    reply.set_next_hash(q.after_hash());
    const auto limit =
        std::min<size_t>(q.limit_bytes() ? q.limit_bytes() : limits_.request_bytes, limits_.request_bytes);
    for (auto& row : t.bundles(q.after(), spaces, limit)) {
      auto* out = reply.add_row();
      out->set_number(row.number);
      out->set_bundle(std::move(row.body));
      reply.set_next(row.number);
      reply.set_next_hash(row.history);
    }
    reply.set_more(t.any_after(reply.next(), spaces));
    for (const auto& c : t.chains(3)) {
      // Its own chains, too, where it cannot read: a work computer learns whether what it put into home is there.
      if (!(spaces & 1u << (c.key.space - 1)) && c.key.device != device) continue;
      auto* out = reply.add_chain();
      out->set_space(c.key.space);
      out->set_device(std::string(view(c.key.device)));
      out->set_chain(c.key.chain);
      out->set_head_seq(c.seq);
      out->set_head_hash(c.hash);
    }
  });
  return reply;
}

pb::MailboxReply Relay::open_mailbox(const Id& device, const pb::OpenMailboxRequest& q, int64_t now_ms) {
  const auto account = to_id(q.account(), "account"), box = to_id(q.mailbox(), "mailbox");
  store_.read(account, [&](Transaction& t) {
    const auto roster = newest(t, account, account_in(t));
    if (device_in(*roster, device).role() != pb::ROLE_FULL)
      throw Failure{Reason::not_a_device, "not a full one"};
  });
  const auto until = now_ms + limits_.mailbox_ms;
  if (!store_.open_mailbox(box, account, now_ms, until, now_ms - 24 * 3'600'000, limits_.mailboxes_per_day))
    throw asked_too_often(24 * 3600 * 1000.0 / limits_.mailboxes_per_day);
  pb::MailboxReply reply;
  reply.set_until_ms(double(until));
  return reply;
}

pb::MailReply Relay::mail(const pb::MailRequest& q, int64_t now_ms) {
  if (q.n() < 1 || q.n() > uint32_t(limits_.letters)) throw Failure{Reason::bad_request, "letter: 1 to 6"};
  if (q.body().size() > limits_.letter_bytes) throw Failure{Reason::bad_request, "letter: at most 4 KiB"};
  pb::MailReply reply;
  if (auto body = store_.mail(to_id(q.mailbox(), "mailbox"), q.n(), q.body(), now_ms)) {
    if (!q.body().empty() && *body != q.body())
      throw Failure{Reason::not_allowed, "letter: another one is there"};
    reply.set_there(true);
    if (q.body().empty()) reply.set_body(std::move(*body));
  }
  return reply;
}

pb::PutBlobReply Relay::put_blob(const pb::PutBlobRequest& q) {
  const auto id = to_id(q.account(), "account"), blob = to_id(q.blob(), "blob");
  if (q.hash().size() != kHashSize || q.size() == 0 || q.size() > wire::kLargestBlob)
    throw Failure{Reason::bad_request, "blob: of no possible size"};
  if (q.space() != wire::kWork && q.space() != wire::kHome)
    throw Failure{Reason::bad_request, "blob: of no space there is"};
  pb::PutBlobReply reply;
  store_.write(id, [&](Transaction& t) {
    reply.Clear();
    auto account = account_in(t);
    const auto roster = newest(t, id, account);
    const auto& who = device_in(*roster, to_id(q.device(), "device"));
    const auto said = wire::blob_statement(q.account(), q.space(), q.blob(), q.size(), q.hash());
    if (!verify(who.sign_key(), wire::kBlobLabel, said, q.signature()))
      throw Failure{Reason::not_allowed, "blob: not signed by a device of this account"};
    if (q.space() != wire::kHome && !wire::may_use(who.role(), q.space()))
      throw Failure{Reason::not_allowed, "blob: not a space of this device"};
    auto row = t.blob(blob);
    if (row && row->gone) return reply.set_gone(true);
    if (row && (row->space != q.space() || row->size != q.size() || row->hash != q.hash()))
      throw Failure{Reason::not_allowed, "blob: another one has this id"};
    if (!row && q.part().empty()) return;  // only asked
    if (!row) row = BlobRow{blob, q.space(), q.size(), q.hash(), 0, false, to_id(q.device(), "device")};
    if (row->device == Id{}) adopt(t, roster->list, *row, to_id(q.device(), "device"));
    const bool goes_on = q.at() == row->have && q.part().size() <= row->size - row->have;
    if (!q.part().empty() && goes_on &&
        !add_part(t, account, roster->list, *row, q.part(), limits_.blob_bytes))
      return reply.set_no_room(true);
    reply.set_have(row->have);
  });
  return reply;
}

pb::GetBlobReply Relay::get_blob(const Id& device, const pb::GetBlobRequest& q) {
  const auto blob = to_id(q.blob(), "blob");
  pb::GetBlobReply reply;
  const auto id = to_id(q.account(), "account");
  store_.read(id, [&](Transaction& t) {
    reply.Clear();
    const auto roster = newest(t, id, account_in(t));
    const auto& who = device_in(*roster, device);
    const auto row = t.blob(blob);
    if (!row || row->gone || row->have != row->size || !reads(who, row->space))
      throw Failure{Reason::picture_not_here, "none by that id"};
    reply.set_size(row->size);
    if (q.at() < row->size) reply.set_part(t.part(blob, q.at()));
  });
  return reply;
}

pb::ListBlobsReply Relay::list_blobs(const Id& device, const pb::ListBlobsRequest& q) {
  pb::ListBlobsReply reply;
  const auto id = to_id(q.account(), "account");
  store_.read(id, [&](Transaction& t) {
    reply.Clear();
    const auto roster = newest(t, id, account_in(t));
    const auto& who = device_in(*roster, device);
    for (const auto& row : t.blobs())
      if (!row.gone && row.have == row.size && reads(who, row.space))
        reply.add_blob(std::string(view(row.id)));
  });
  return reply;
}

pb::RemoveBlobReply Relay::remove_blob(const pb::RemoveBlobRequest& q) {
  const auto id = to_id(q.account(), "account"), blob = to_id(q.blob(), "blob");
  store_.write(id, [&](Transaction& t) {
    auto account = account_in(t);
    const auto roster = newest(t, id, account);
    const auto& who = device_in(*roster, to_id(q.device(), "device"));
    if (!verify(who.sign_key(), wire::kBlobGoneLabel, wire::blob_gone_statement(q.account(), q.blob()),
                q.signature()))
      throw Failure{Reason::not_allowed, "blob: not signed by a device of this account"};
    auto row = t.blob(blob);
    if (!row || row->gone) return;
    if (who.role() != pb::ROLE_FULL)
      throw Failure{Reason::not_allowed, "blob: only a device of one's own removes for good"};
    t.remove_parts(blob);
    account.blobs -= row->have;
    Uses uses(t, roster->list);
    if (auto& brought = uses.of(row->device).blobs; brought >= row->have) {
      brought -= row->have;
      uses.put(row->device);
    }
    if (row->have == row->size) count_blob(account, *row);
    row->have = 0, row->gone = true;
    t.put_blob(*row);
    t.put_account(account);
  });
  return {};
}

pb::CloseReply Relay::close(const Id& id, bool cancel, int64_t now_ms) {
  pb::CloseReply reply;
  store_.write(id, [&](Transaction& t) {
    auto account = account_in(t);
    if (cancel)
      account.closes_ms = 0;
    else if (account.closes_ms == 0)
      account.closes_ms = uint64_t(now_ms + limits_.closing_days * int64_t(24 * 3'600'000));
    t.put_account(account);
    reply.set_closes_ms(double(account.closes_ms));
  });
  return reply;
}

int Relay::sweep(int64_t now_ms) {
  std::vector<Id> due;
  const auto over = [&](const AccountRow& row) { return row.closes_ms && row.closes_ms <= uint64_t(now_ms); };
  store_.each_account([&](const Id& id, const AccountRow& row) {
    if (over(row)) due.push_back(id);
  });
  for (const auto& id : due)
    store_.write(id, [&](Transaction& t) {
      const auto row = t.account();
      if (row && over(*row)) t.remove_account();  // its owner may have changed their mind meanwhile
    });
  return int(due.size());
}

}  // namespace eddy::server
