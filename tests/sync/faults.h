// What a work computer, or a box, must not be able to do to a life. Each test is one attack, by its letter. Those that the
// product does not hold off yet stand in known_failures.txt, which may only shrink (tests/known_failures.py).
#pragma once
#include <string>
#include <vector>

#include "bindings/cpp/client.h"
#include "tests/sync/hostile.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {

struct Faults : testing::Test {
  Person p;
  Hostile evil{p.work, p.box};
  int64_t now = kNoon + kHour;

  void sync_all(int rounds = 2) {
    for (int i = 0; i < rounds; ++i)
      for (auto* d : {&p.phone, &p.work}) d->sync_round(p.box, at(now += kMinute));
  }
  records::Entry entry(records::Space space) {
    records::Entry e;
    e.set_space(space);
    return e;
  }
  Id keep(Device& d, const records::Entry& e) { return to_id(d.journal.keep(at(now), e, true).id(), "id"); }
  // What the work computer's own program would find there, whatever is shown.
  bool at_work(const std::string& text) { return p.work.everything().find(hex(text)) != std::string::npos; }
  std::vector<std::string> exported(Device& d) {
    api::ExportRequest q;
    q.set_limit(5000);
    std::vector<std::string> out;
    const auto reply = d.exchange.export_records(q);
    for (const auto& e : reply.record()) out.push_back(client::to_json(e));
    return out;
  }
  static std::vector<records::Entry> trash_of(Device& d) {
    api::ListRequest trashed;
    trashed.set_trashed(true);
    return d.journal.list(trashed);
  }
  void give_at_work() {
    auto e = entry(records::SPACE_HOME);
    e.mutable_note()->set_text("given at work, on its way");
    keep(p.work, e);
  }
  void start_afresh(Box& fresh) {
    api::JoinRequest to;
    to.set_server("other:7443");
    to.set_invite(fresh.invite());
    to.set_name("Phone");
    SeededRandom random{7};
    p.phone.sync.start_afresh(at(now), Secret::make(random), to);
  }
  records::Note note_of(const std::string& text) {
    records::Note n;
    n.set_at_ms(now);
    n.set_text(text);
    return n;
  }
};

}  // namespace eddy::test
