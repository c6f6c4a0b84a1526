#include "server/audit.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/wire/bundle.h"
#include "core/wire/hello.h"
#include "server/members.h"
#include "server/uses.h"

namespace eddy::server {
namespace {

constexpr size_t kPortion = 1 << 20;  // bytes of bundles read in one transaction

// Of one account. Rows are read in portions: they never change, only more of them come. What is summed up is compared in the
// transaction that finds no more.
class Audit {
 public:
  Audit(const Id& id, std::vector<std::string>& problems) : id_(id), problems_(problems) {}

  void run(Store& store) {
    bool more = true;
    while (more)
      store.read(id_, [&](Transaction& t) {
        more = look_at_rows(t);
        if (!more) look_at_pictures(t);
      });
    if (at_ != account_.head || history_ != account_.history) say("its last row is not its head");
    if (used_ != account_.used) say("its bytes do not add up");
  }
  void say(const std::string& what) { problems_.push_back(hex(view(id_)) + ": " + what); }

 private:
  struct Head {
    uint64_t seq = 0;
    std::string hash = std::string(kHashSize, '\0');
  };

  bool look_at_rows(Transaction& t) {
    account_ = t.account().value_or(AccountRow());
    for (uint32_t v = uint32_t(lists_.size()) + 1; v <= account_.roster_version; ++v) {
      const auto given = stored_roster(t, v);
      newest_ = newest_ ? wire::next_roster(*newest_, given) : wire::first_roster(given, id_);
      lists_.push_back(newest_->list);
    }
    const auto rows = t.bundles(at_, 3, kPortion);
    for (const auto& row : rows) look_at(row);
    return !rows.empty();
  }

  void look_at(const BundleRow& row) {
    const auto name = "row " + std::to_string(row.number);
    const auto b = wire::parse_bundle(row.body);
    const auto& h = b.header;
    const bool listed = h.roster >= 1 && h.roster <= lists_.size();
    const auto* device = listed ? wire::find_device(lists_[h.roster - 1], row.key.device) : nullptr;
    auto& head = heads_[{row.key.space, row.key.device, row.key.chain}];
    history_ = digest("eddy/history/v1", history_ + row.hash);
    if (row.number != at_ + 1) say("a row is missing before " + std::to_string(row.number));
    if (b.hash() != row.hash || !device || !wire::signed_by(b, device->sign_key()))
      say(name + " was changed");
    if (h.seq != head.seq + 1 || view(h.prev_hash) != head.hash) say(name + " does not follow in its chain");
    if (row.history != history_) say(name + " stands in another history");
    head = {h.seq, row.hash};
    at_ = row.number;
    used_ += row.body.size();
    brought_[row.key.device] += row.body.size();
  }

  void look_at_pictures(Transaction& t) {
    std::map<Id, uint64_t> pictures;
    AccountRow sums;
    for (const auto& row : t.blobs()) {
      if (row.gone) continue;
      sums.blobs += row.have;
      if (row.device != Id{}) pictures[row.device] += row.have;
      if (row.have == row.size) count_blob(sums, row);
      const auto whole = whole_of(t, row);
      if (whole.size() != row.have || (row.have == row.size && digest(wire::kBlobLabel, whole) != row.hash))
        say("picture " + hex(view(row.id)) + " was changed");
    }
    const auto now = t.account().value_or(AccountRow());
    if (sums.blobs != now.blobs || !std::equal(sums.blob_sums, sums.blob_sums + 2, now.blob_sums))
      say("its pictures' bytes do not add up");
    for (const auto& use : t.uses())
      if (use.bytes != brought_[use.device] || use.blobs != pictures[use.device])
        say("what " + hex(view(use.device)) + " brought does not add up");
  }

  const Id id_;
  std::vector<std::string>& problems_;
  AccountRow account_;
  std::optional<wire::Roster> newest_;
  std::vector<sync::v1::Roster> lists_;  // by their versions, from 1
  std::map<std::tuple<uint16_t, Id, uint64_t>, Head> heads_;
  std::map<Id, uint64_t> brought_;  // bytes of bundles
  std::string history_;
  uint64_t at_ = 0, used_ = 0;
};

}  // namespace

std::vector<std::string> audit(Store& store) {
  std::vector<std::string> problems;
  std::vector<Id> ids;
  store.each_account([&](const Id& id, const AccountRow&) { ids.push_back(id); });
  for (const auto& id : ids) {
    Audit one(id, problems);
    try {
      one.run(store);
    } catch (const Failure& f) {
      one.say(f.detail);
    }
  }
  return problems;
}

}  // namespace eddy::server
