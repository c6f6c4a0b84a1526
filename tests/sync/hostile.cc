#include "tests/sync/hostile.h"

#include "core/sync/writers.h"

namespace eddy::test {
namespace pb = eddy::sync::v1;

Forged Forged::of(const Id& id, int table, const google::protobuf::MessageLite& message, int64_t ms) {
  const Stamp stamp{uint64_t(ms) << 16, Id{0xba, 0xd0}, uint64_t(ms) * 31 + uint64_t(table)};
  return {id, table, split(table, message.SerializeAsString(), stamp)};
}

Forged Forged::purge(const Id& id, int table, int64_t ms) {
  return {id, table, eddy::purge({uint64_t(ms) << 16, Id{0xba, 0xd0}, uint64_t(ms)})};
}

pb::Verdict Hostile::push(int64_t ms, const std::string& bundle) {
  pb::PushRequest q;
  sync::Ledger books(device_.session.vault());
  q.set_account(books.local.account());
  q.add_bundle(bundle);
  api::StepReply::Call call;
  call.set_method("/eddy.sync.v1.Relay/Push");
  call.set_request(q.SerializeAsString());
  const auto answer = box_.answer(call, ms);
  pb::PushReply r;
  EXPECT_TRUE(answer.status() == 0 && r.ParseFromString(answer.reply()) && r.verdict_size() == 1)
      << answer.status();
  return r.verdict_size() == 1 ? r.verdict(0) : pb::REJECTED;
}

void Hostile::give(int64_t ms, const std::string& bundle) {
  EXPECT_EQ(push(ms, bundle), pb::ACCEPTED) << "the box did not take what it cannot read";
}

std::string Hostile::sealed(std::string_view payload) {
  sync::Ledger books(device_.session.vault());
  const auto epoch = wire::find_space(books.roster().list, wire::kWork)->epoch();
  return sync::seal_bundle(first_of_a_chain(books, ++chain_), payload,
                           books.space_keys().at({wire::kWork, epoch}), epoch, books.keys(),
                           device_.session.random());
}

std::string Hostile::sealed(const std::vector<Forged>& records, const pb::Payload& with) {
  pb::Payload p = with;
  p.set_min_reader(sync::kReader);
  sync::Writers writers(*p.mutable_writer());
  auto* commit = p.add_commit();
  for (const auto& r : records) {
    const auto packed = pack(r.table, r.cells, writers);
    auto* one = commit->add_record();
    one->set_id(std::string(view(r.id)));
    one->set_table(uint32_t(r.table));
    one->set_body(packed.body);
    one->set_clocks(packed.clocks);
  }
  return sealed(p.SerializeAsString());
}

void Hostile::publish(int64_t ms, const std::vector<Forged>& records, const pb::Payload& with) {
  give(ms, sealed(records, with));
}

bool Hostile::offer(int64_t ms, const std::vector<Forged>& records) {
  return push(ms, sealed(records, {})) == pb::ACCEPTED;
}

void Hostile::publish_bytes(int64_t ms, std::string_view payload) { give(ms, sealed(payload)); }

void Hostile::drop(int64_t ms, const Forged& record, int invented_writers) {
  sync::Ledger books(device_.session.vault());
  const auto* home = wire::find_space(books.roster().list, wire::kHome);
  pb::Drop d;
  d.set_account(books.local.account());
  d.set_space(wire::kHome);
  d.set_device(std::string(view(books.me())));
  d.set_drop_id(std::string(view(record.id)));
  d.set_table(uint32_t(record.table));
  d.set_body(join(record.cells));
  auto text = d.SerializeAsString();
  for (int i = 0; i < invented_writers; ++i)  // as drops once had them: field 8
    text += "\x42\x10" + std::string(view(device_.session.random().id(ms)));
  std::string clear;
  put<uint32_t>(clear, uint32_t(text.size()));
  clear += text;
  clear.resize(padded(clear.size()), '\0');
  auto h = first_of_a_chain(books, ++chain_, wire::kHome, wire::Kind::drop);
  h.key_id = to_id(digest("eddy/drop-key-id/v1", home->drop_key(), 16), "key");
  h.epoch = home->epoch();
  device_.session.random().fill(h.nonce.data(), h.nonce.size());
  give(ms, wire::make_bundle(h, box_seal(home->drop_key(), clear), books.keys().sign.bytes()));
}

pb::Payload invented_heads(const sync::Ledger& of) {
  pb::Payload heads;
  for (uint64_t chain : {of.local.chain(), uint64_t(12345)}) {
    auto* seen = heads.add_seen();
    seen->set_device(std::string(view(of.me())));
    seen->set_chain(chain);
    seen->set_seq(1'000'000);
    seen->set_hash(std::string(32, 'h'));
  }
  return heads;
}

pb::Payload ended_chains(int n) {
  pb::Payload many;
  for (int i = 1; i <= n; ++i) {
    auto* e = many.add_ended();
    e->set_space(wire::kWork);
    e->set_chain(uint64_t(i));
    e->set_seq(1);
  }
  return many;
}

namespace {
void say(const google::protobuf::MessageLite& what, api::StepRequest::Response& r) {
  r.Clear();
  r.set_reply(what.SerializeAsString());
}
}  // namespace

bool forge_lists(const api::StepReply::Call& c, api::StepRequest::Response& r) {
  if (c.method().ends_with("/Pull")) {
    pb::PullReply pull;
    if (pull.ParseFromString(r.reply()))
      pull.set_roster_hash(std::string(32, 'x')), r.set_reply(pull.SerializeAsString());
  }
  if (c.method().ends_with("/Rosters") || c.method().ends_with("/PutRoster")) {
    pb::RosterReply lists;
    lists.add_roster()->set_roster("forged");
    say(lists, r);
  }
  return true;
}

bool give_old_lists(Box& box, Device& as, uint32_t upto, int64_t ms, const api::StepReply::Call& c,
                    api::StepRequest::Response& r) {
  pb::RosterReply lists;
  if (c.method().ends_with("/Rosters") && lists.ParseFromString(r.reply())) {
    while (lists.roster_size() > int(upto)) lists.mutable_roster()->RemoveLast();
    say(lists, r);
  }
  if (c.method().ends_with("/PutRoster")) {
    pb::PutRosterReply yes;
    yes.set_accepted(true);
    yes.set_version(upto + 1);
    say(yes, r);
  }
  // It believes who asks, and says of the list what its victim has.
  if (c.method().ends_with("/Auth") && r.status() != 0) {
    pb::AuthReply token;
    token.set_token("anybody's");
    token.set_until_ms(double(ms) + double(kHour));
    say(token, r);
  }
  if (c.method().ends_with("/Pull")) {
    pb::PullRequest as_it;
    as_it.ParseFromString(c.request());
    auto all = box.relay.pull(sync::Ledger(as.session.vault()).me(), as_it);
    all.set_roster_version(upto + 1);
    all.clear_roster_hash();
    say(all, r);
  }
  return true;
}

Id settings_id_of(records::Space space) {
  const char byte = char(space);
  return to_id(std::string(6, '\0') + digest("eddy/settings/v1", {&byte, 1}, 16).substr(0, 10), "settings");
}

Id lesson_id_of(const Id& debrief) { return to_id(digest("eddy/lesson/v1", view(debrief), 16), "lesson"); }

}  // namespace eddy::test
