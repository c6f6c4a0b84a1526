// The box's store as plain maps: quick, and copied in one assignment where a test restores an old backup. One thread.
#pragma once
#include <map>
#include <set>

#include "server/store.h"

namespace eddy::test {

struct MemoryData {
  struct Account {
    std::optional<server::AccountRow> row;
    std::map<std::tuple<uint16_t, Id, uint64_t>, server::ChainRow> chains;
    std::map<uint64_t, server::BundleRow> bundles;
    std::map<std::tuple<uint16_t, Id, uint64_t, uint64_t>, uint64_t> places;
    std::map<uint32_t, std::string> rosters;
    std::map<Id, server::BlobRow> blobs;
    std::map<Id, server::UseRow> uses;
    std::map<Id, std::map<uint64_t, std::string>> parts;
  };
  std::map<Id, Account> accounts;
  std::set<std::string, std::less<>> invites;
  std::map<std::string, int64_t, std::less<>> once;
  struct Mailbox {
    Id account;
    int64_t opened, until;
    std::map<uint32_t, std::string> letters;
  };
  std::map<Id, Mailbox> mailboxes;
};

class MemoryStore : public server::Store {
 public:
  MemoryData data;

  void write(const Id& account, const Work& work) override {
    undo_.clear();
    Inside t(*this, data.accounts[account]);
    try {
      work(t);
    } catch (...) {
      for (auto u = undo_.rbegin(); u != undo_.rend(); ++u) (*u)();
      throw;
    }
  }
  void read(const Id& account, const Work& work) override {
    Inside t(*this, data.accounts[account]);
    work(t);
  }
  void each_account(const std::function<void(const Id&, const server::AccountRow&)>& see) override {
    for (const auto& [id, a] : data.accounts)
      if (a.row) see(id, *a.row);
  }
  void add_invite(std::string_view hash) override { data.invites.emplace(hash); }
  bool once(std::string_view hash, int64_t, int64_t until_ms) override {
    return data.once.emplace(hash, until_ms).second;
  }
  bool open_mailbox(const Id& box, const Id& account, int64_t now_ms, int64_t until_ms, int64_t since_ms,
                    int most) override {
    for (auto m = data.mailboxes.begin(); m != data.mailboxes.end();)
      m = m->second.opened < since_ms ? data.mailboxes.erase(m) : std::next(m);
    int count = 0;
    for (const auto& [id, m] : data.mailboxes) count += m.account == account;
    return count < most &&
           data.mailboxes.emplace(box, MemoryData::Mailbox{account, now_ms, until_ms, {}}).second;
  }
  std::optional<std::string> mail(const Id& box, uint32_t n, std::string_view body, int64_t now_ms) override {
    const auto m = data.mailboxes.find(box);
    if (m == data.mailboxes.end() || m->second.until < now_ms) return std::nullopt;
    const auto letter = m->second.letters.find(n);
    if (letter != m->second.letters.end()) return letter->second;
    if (body.empty()) return std::nullopt;
    return m->second.letters[n] = std::string(body);
  }

 private:
  using Account = MemoryData::Account;
  struct Inside : server::Transaction {
    Inside(MemoryStore& s, Account& a) : store(s), account_(a) {}
    MemoryStore& store;
    Account& account_;
    std::optional<server::AccountRow> account() override { return account_.row; }
    void add_account(const server::AccountRow& row) override { put_account(row); }
    void put_account(const server::AccountRow& row) override {
      store.undo_.push_back([&a = account_, was = account_.row] { a.row = was; });
      account_.row = row;
    }
    static auto key(const server::ChainKey& k) { return std::make_tuple(k.space, k.device, k.chain); }
    std::optional<server::ChainRow> chain(const server::ChainKey& k) override {
      const auto found = account_.chains.find(key(k));
      return found == account_.chains.end() ? std::nullopt : std::optional(found->second);
    }
    void put_chain(const server::ChainRow& row) override {
      const auto was = chain(row.key);
      store.undo_.push_back([&a = account_, k = key(row.key), was] {
        if (was)
          a.chains[k] = *was;
        else
          a.chains.erase(k);
      });
      account_.chains[key(row.key)] = row;
    }
    std::vector<server::ChainRow> chains(uint32_t spaces) override {
      std::vector<server::ChainRow> out;
      for (const auto& [k, row] : account_.chains)
        if (spaces & 1u << (row.key.space - 1)) out.push_back(row);
      return out;
    }
    std::optional<std::string> bundle_hash(const server::ChainKey& k, uint64_t seq) override {
      const auto found = account_.places.find(std::tuple_cat(key(k), std::make_tuple(seq)));
      return found == account_.places.end() ? std::nullopt
                                            : std::optional(account_.bundles[found->second].hash);
    }
    std::optional<std::string> bundle(const server::ChainKey& k, uint64_t seq) override {
      const auto found = account_.places.find(std::tuple_cat(key(k), std::make_tuple(seq)));
      return found == account_.places.end() ? std::nullopt
                                            : std::optional(account_.bundles[found->second].body);
    }
    std::optional<std::string> history_at(uint64_t number) override {
      const auto found = account_.bundles.find(number);
      return found == account_.bundles.end() ? std::nullopt : std::optional(found->second.history);
    }
    bool any_after(uint64_t after, uint32_t spaces) override { return !bundles(after, spaces, 1).empty(); }
    void add_bundle(const server::BundleRow& row) override {
      const auto place = std::tuple_cat(key(row.key), std::make_tuple(row.seq));
      store.undo_.push_back(
          [&a = account_, place, n = row.number] { a.places.erase(place), a.bundles.erase(n); });
      account_.places[place] = row.number;
      account_.bundles[row.number] = row;
    }
    std::vector<server::BundleRow> bundles(uint64_t after, uint32_t spaces, size_t bytes) override {
      std::vector<server::BundleRow> out;
      size_t size = 0;
      for (auto b = account_.bundles.upper_bound(after); b != account_.bundles.end(); ++b) {
        if (!(spaces & 1u << (b->second.key.space - 1))) continue;
        size += b->second.body.size();
        if (!out.empty() && size > bytes) break;
        out.push_back(b->second);
      }
      return out;
    }
    std::optional<std::string> roster(uint32_t version) override {
      const auto found = account_.rosters.find(version);
      return found == account_.rosters.end() ? std::nullopt : std::optional(found->second);
    }
    uint64_t roster_bytes() override {
      uint64_t out = 0;
      for (const auto& [version, body] : account_.rosters) out += body.size();
      return out;
    }
    void put_roster(uint32_t version, std::string_view body) override {
      store.undo_.push_back([&a = account_, version] { a.rosters.erase(version); });
      account_.rosters[version] = std::string(body);
    }
    bool use_invite(std::string_view hash) override {
      const auto found = store.data.invites.find(hash);
      if (found == store.data.invites.end()) return false;
      store.undo_.push_back([&s = store, was = *found] { s.data.invites.insert(was); });
      store.data.invites.erase(found);
      return true;
    }
    std::vector<server::UseRow> uses() override {
      std::vector<server::UseRow> out;
      for (const auto& [id, row] : account_.uses) out.push_back(row);
      return out;
    }
    void put_use(const server::UseRow& row) override {
      store.undo_.push_back([&a = account_, was = account_.uses] { a.uses = was; });
      account_.uses[row.device] = row;
    }
    std::optional<server::BlobRow> blob(const Id& id) override {
      const auto found = account_.blobs.find(id);
      return found == account_.blobs.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<server::BlobRow> blobs() override {
      std::vector<server::BlobRow> out;
      for (const auto& [id, row] : account_.blobs) out.push_back(row);
      return out;
    }
    void put_blob(const server::BlobRow& row) override {
      store.undo_.push_back([&a = account_, id = row.id, was = blob(row.id)] {
        if (was)
          a.blobs[id] = *was;
        else
          a.blobs.erase(id);
      });
      account_.blobs[row.id] = row;
    }
    void add_part(const Id& id, uint64_t at, std::string_view bytes) override {
      store.undo_.push_back([&a = account_, id, at] { a.parts[id].erase(at); });
      account_.parts[id][at] = std::string(bytes);
    }
    std::string part(const Id& id, uint64_t at) override {
      const auto& parts = account_.parts[id];
      auto next = parts.upper_bound(at);
      if (next == parts.begin()) return "";
      const auto& [from, bytes] = *--next;
      return at - from < bytes.size() ? bytes.substr(size_t(at - from)) : "";
    }
    void remove_parts(const Id& id) override {
      store.undo_.push_back([&a = account_, id, was = account_.parts[id]] { a.parts[id] = was; });
      account_.parts.erase(id);
    }
    void remove_account() override {
      store.undo_.push_back([&a = account_, was = account_] { a = was; });
      account_ = {};
    }
  };
  std::vector<std::function<void()>> undo_;
};

}  // namespace eddy::test
