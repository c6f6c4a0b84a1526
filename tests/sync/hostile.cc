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

Id settings_id_of(records::Space space) {
  const char byte = char(space);
  return to_id(std::string(6, '\0') + digest("eddy/settings/v1", {&byte, 1}, 16).substr(0, 10), "settings");
}

Id lesson_id_of(const Id& debrief) { return to_id(digest("eddy/lesson/v1", view(debrief), 16), "lesson"); }

}  // namespace eddy::test
