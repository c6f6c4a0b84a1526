// Everything that reaches syncing from outside: payloads and drops sealed with the right keys by a device that lies, pulls,
// pictures, rosters, letters of a pairing, codes, invites, gRPC-Web framing, and the box's own questions.
#include <google/protobuf/stubs/logging.h>

#include <cstdint>

#include "core/vault/pictures.h"
#include "server/web_door.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace {
using namespace eddy;
using namespace eddy::test;
namespace pb = eddy::sync::v1;
constexpr Moment kNow{1'772'452'800'000, 0};

struct Two {
  Box box{std::make_unique<MemoryStore>()};
  Device phone{1}, work{2};
  Two() {
    phone.join(box, kNow, "Phone");
    phone.sync_round(box, kNow);
    pair(box, phone, work, kNow, true, "Work");
    // Pictures: one that is to come, one that is to go.
    const auto there = hang("there");
    phone.sync_round(box, kNow);
    phone.session.files().remove(picture_path(phone.session, there));
    hang("here");
  }
  std::string hang(const char* pixels) {
    records::Entry e;
    e.set_space(records::SPACE_WORK);
    auto& item = *e.mutable_board_item();
    item.set_kind(records::BOARD_PICTURE);
    item.set_need(records::NEED_REASSURE);
    *item.mutable_picture() = save_picture(phone.session, pixels);
    const auto id = item.picture().id();
    phone.journal.keep(kNow, e, true, nullptr);
    return id;
  }
};

template <class Work>
void refused_or_fine(Work work) {
  try {
    work();
  } catch (const Failure& f) {
    if (f.fault == Fault::bug) __builtin_trap();
  }
}

// As `by` would seal it: signed, of the right epoch, next in its chain.
void take(Two& t, Device& by, std::string_view payload, bool drop) {
  eddy::sync::Ledger ledger(t.phone.session.vault()), author(by.session.vault());
  wire::Header h;
  h.kind = drop ? wire::Kind::drop : wire::Kind::changes;
  h.space = drop ? wire::kHome : wire::kWork;
  h.account = to_id(ledger.local.account(), "account");
  h.device = author.me();
  h.chain = 7;
  h.roster = ledger.roster().list.version();
  static uint64_t seq = 0;
  h.seq = ++seq;
  const auto& key = ledger.space_keys().at({h.space, 1});
  pb::PullReply reply;
  auto* row = reply.add_row();
  if (drop) {
    std::string clear;
    put<uint32_t>(clear, uint32_t(payload.size()));
    clear += payload;
    h.epoch = 1;
    row->set_bundle(wire::make_bundle(h, box_seal(box_public(key.drops), clear), author.keys().sign.bytes()));
  } else {
    row->set_bundle(eddy::sync::seal_bundle(h, payload, key, 1, author.keys(), system_random()));
  }
  reply.set_roster_version(h.roster);
  ledger.apply(kNow, reply);
}
// Nothing is written that could not be read, exported or published again.
void must_be_sound(Two& t) {
  auto& v = t.phone.session.vault();
  if (!v.check().empty()) __builtin_trap();
  v.rebuild();
  api::ExportRequest all;
  all.set_limit(1000);
  (void)t.phone.exchange.export_records(all);
  Vault::Write w(v, kNow);
  w.publish_all(1);
  w.publish_all(2);
  w.commit();
  eddy::sync::Ledger books(v);
  while (books.seal(kNow, 1 << 20));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Two* two = nullptr;  // the last one stays: SQLCipher ends itself before a static would
  static int runs = (google::protobuf::SetLogHandler(nullptr), 0);
  if (runs++ % 500 == 0) {
    if (two) must_be_sound(*two);
    delete two;
    two = new Two;
  }
  if (size == 0 || size > 100'000) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  auto& t = *two;
  refused_or_fine([&] {
    switch (data[0] % 11) {
      case 0: return take(t, t.phone, text, false);
      case 1: return take(t, t.phone, text, true);
      case 9: return take(t, t.work, text, false);
      case 10: return take(t, t.work, text, true);
      case 2: {
        pb::PullReply reply;
        if (!reply.ParseFromString(text)) return;
        reply.set_roster_version(1);
        eddy::sync::Ledger(t.phone.session.vault()).apply(kNow, reply);
        return;
      }
      case 3: {
        pb::SignedRoster given;
        if (given.ParseFromString(text))
          eddy::sync::Ledger(t.phone.session.vault()).accept_roster(kNow, given);
        return;
      }
      case 4: {  // whatever is answered, to whatever is asked
        t.phone.sync_round(
            [&](const api::StepReply::Call&) {
              api::StepRequest::Response a;
              a.set_reply(text);
              return a;
            },
            kNow);
        return;
      }
      case 5: {
        SeededRandom random(1);
        auto newcomer = eddy::sync::Pairing::enter(text, "x", false, random);
        return;
      }
      case 6: {
        SeededRandom random(1);
        auto trusted = eddy::sync::Pairing::show("box:1", {}, random);
        pb::MailReply letter;
        letter.set_there(true);
        letter.set_body(wrap(Secret(digest("eddy/pairing-mail/v1", std::string(10, 's'))), text,
                             "eddy/letter/v1/1", random));
        trusted.answer(letter);
        return;
      }
      case 7: server::read_grpc_web(text); return;
      default: {
        static const char* methods[] = {"Hello",     "Auth",        "PutRoster", "Rosters", "Push",
                                        "Pull",      "OpenMailbox", "Mail",      "PutBlob", "GetBlob",
                                        "ListBlobs", "RemoveBlob",  "Close"};
        if (text.empty()) return;
        t.box.service.call(
            std::string("/eddy.sync.v1.Relay/") + methods[uint8_t(text[0]) % std::size(methods)],
            std::string_view(text).substr(1), "127.0.0.1", kNow.ms);
      }
    }
  });
  return 0;
}
