// A person with a phone 'f' and a work computer 'w', their rosters and their chains; and a folder that goes by itself.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "core/wire/bundle.h"
#include "core/wire/hello.h"
#include "core/wire/roster.h"
#include "eddy/sync/v1/relay.pb.h"

namespace eddy::test {
namespace pb = eddy::sync::v1;

inline std::string seed(char c) { return std::string(32, c); }

struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/eddy-server-XXXXXX";
    path = mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

struct Person {
  pb::Roster list;
  wire::Roster now;
  std::map<std::pair<char, int>, std::pair<uint64_t, std::string>> chains;  // (device, space) -> last

  explicit Person(char name) {
    list.set_account_key(sign_public(seed(name)));
    list.set_account(std::string(view(wire::account_of(list.account_key()))));
    list.set_recovery_key(std::string(32, 'r'));
    list.set_version(1);
    list.set_prev_hash(std::string(kHashSize, '\0'));
    add('f', pb::ROLE_FULL);
    add('w', pb::ROLE_WORK);
    for (const uint32_t space : {1u, 2u}) {
      auto* s = list.add_space();
      s->set_space(space);
      s->set_epoch(1);
      s->set_min_write_epoch(1);
      s->set_drop_key(std::string(32, 'k'));
      s->add_grant()->set_epoch(1);
    }
    account_seed = seed(name);
  }
  std::string account_seed;
  std::string account() const { return list.account(); }
  void add(char name, pb::Role role) {
    auto* d = list.add_device();
    d->set_sign_key(sign_public(seed(name)));
    d->set_id(std::string(view(wire::device_of(d->sign_key()))));
    d->set_box_key(std::string(32, name));
    d->set_role(role);
  }
  pb::PutRosterRequest first(const std::string& invite) {
    pb::PutRosterRequest q;
    q.set_account(account());
    q.set_invite(invite);
    *q.mutable_roster() = wire::sign_roster(list, account_seed);
    now = wire::first_roster(q.roster(), to_id(account(), "account"));
    return q;
  }
  pb::PutRosterRequest next() {
    list.set_version(now.list.version() + 1);
    list.set_prev_hash(now.hash);
    list.set_signer(std::string(view(wire::device_of(sign_public(seed('f'))))));
    pb::PutRosterRequest q;
    q.set_account(account());
    *q.mutable_roster() = wire::sign_roster(list, seed('f'));
    now = wire::next_roster(now, q.roster());
    return q;
  }
  std::string bundle(char device, int space, uint64_t seq, const std::string& prev,
                     const std::string& content, wire::Kind kind = wire::Kind::changes, uint32_t epoch = 1) {
    wire::Header h;
    h.kind = kind;
    h.space = uint16_t(space);
    h.account = to_id(account(), "account");
    h.device = wire::device_of(sign_public(seed(device)));
    h.chain = 1;
    h.seq = seq;
    std::copy(prev.begin(), prev.end(), h.prev_hash.begin());
    h.epoch = epoch;
    h.roster = now.list.version();
    return wire::make_bundle(h, content, seed(device));
  }
  // The next in its chain.
  std::string write(char device, int space, const std::string& content, uint32_t epoch = 1,
                    wire::Kind kind = wire::Kind::changes) {
    auto& [seq, hash] = chains[{device, space}];
    if (!seq) hash = std::string(kHashSize, '\0');
    const auto out = bundle(device, space, seq + 1, hash, content, kind, epoch);
    ++seq;
    hash = wire::parse_bundle(out).hash();
    return out;
  }
  // Asks to put a part of `whole`, signed by a device.
  pb::PutBlobRequest blob(char device, int space, char id, const std::string& whole, size_t at, size_t size) {
    pb::PutBlobRequest q;
    q.set_account(account());
    q.set_space(uint32_t(space));
    q.set_blob(std::string(16, id));
    q.set_size(whole.size());
    q.set_hash(digest(wire::kBlobLabel, whole));
    q.set_device(std::string(view(wire::device_of(sign_public(seed(device))))));
    q.set_signature(sign(seed(device), wire::kBlobLabel,
                         wire::blob_statement(account(), q.space(), q.blob(), q.size(), q.hash())));
    q.set_at(at);
    q.set_part(whole.substr(at, size));
    return q;
  }
  pb::RemoveBlobRequest no_blob(char device, char id) {
    pb::RemoveBlobRequest q;
    q.set_account(account());
    q.set_blob(std::string(16, id));
    q.set_device(std::string(view(wire::device_of(sign_public(seed(device))))));
    q.set_signature(sign(seed(device), wire::kBlobGoneLabel, wire::blob_gone_statement(account(), q.blob())));
    return q;
  }
  // device 0: the words.
  pb::CloseRequest close(const pb::HelloReply& hello, char device, bool cancel = false) {
    pb::CloseRequest q;
    *q.mutable_hello() = hello;
    q.set_account(account());
    if (device) q.set_device(std::string(view(wire::device_of(sign_public(seed(device))))));
    q.set_cancel(cancel);
    q.set_signature(sign(device ? seed(device) : account_seed,
                         cancel ? wire::kCancelClosingLabel : wire::kCloseLabel,
                         wire::auth_statement(hello.greeting(), account(), q.device())));
    return q;
  }
};

inline Id device_id(char name) { return wire::device_of(sign_public(seed(name))); }

}  // namespace eddy::test
