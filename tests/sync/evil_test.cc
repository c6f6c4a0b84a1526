// A box that lies, one named attack at a time: whatever it does is seen or does no harm. README.md has the table.
#include <algorithm>
#include <cstdlib>

#include "core/wire/bundle.h"
#include "tests/campaign.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;
using Call = api::StepReply::Call;
using Response = api::StepRequest::Response;

struct Evil {
  Box& box;
  SeededRandom& chance;
  int64_t now_ms;
  std::vector<std::string>& seen;       // every bundle that ever passed
  std::vector<std::string>& strangers;  // bundles of another account
  std::string who;                      // the device that asks

  bool is(const Call& c, const char* method) const { return c.method().ends_with(method); }
  Response honest(const Call& c) { return box.answer(c, now_ms); }
  // Changes an honest answer of one method.
  template <class M>
  Response change(const Call& c, const char* method, const std::function<void(M&)>& how) {
    auto a = honest(c);
    M m;
    if (!is(c, method) || a.status() != 0 || !m.ParseFromString(a.reply())) return a;
    how(m);
    a.set_reply(m.SerializeAsString());
    return a;
  }
  Response rows(const Call& c, const std::function<void(pb::PullReply&)>& how) {
    return change<pb::PullReply>(c, "/Pull", [&](pb::PullReply& r) {
      if (r.row_size() > 0) how(r);
    });
  }
  // Changes one row that there is.
  Response row(const Call& c, const std::function<void(std::string&)>& how) {
    return rows(c, [&](pb::PullReply& r) {
      how(*r.mutable_row(int(chance.below(uint64_t(r.row_size()))))->mutable_bundle());
    });
  }
  // Bytes of a header, see core/wire/bundle.h.
  Response header(const Call& c, size_t at, size_t size) {
    return row(c, [&](std::string& b) {
      for (size_t i = at; i < at + size; ++i) b[i] = char(b[i] ^ char(1 + chance.below(255)));
    });
  }
  Response verdicts(const Call& c, pb::Verdict v, bool accept) {
    if (!is(c, "/Push")) return honest(c);
    pb::PushRequest q;
    q.ParseFromString(c.request());
    if (accept) honest(c);
    pb::PushReply r;
    for (int i = 0; i < q.bundle_size(); ++i) r.add_verdict(v);
    Response a;
    a.set_reply(r.SerializeAsString());
    return a;
  }
  Response status(int code) {
    Response a;
    a.set_status(code);
    return a;
  }
  Response rosters(const Call& c, const std::function<void(pb::Roster&)>& how) {
    return change<pb::RosterReply>(c, "/Rosters", [&](pb::RosterReply& r) {
      for (auto& given : *r.mutable_roster()) {
        pb::Roster list;
        list.ParseFromString(given.roster());
        how(list);
        given.set_roster(list.SerializeAsString());
      }
    });
  }
};

// How it must end for whoever was lied to. `frozen`: nothing tells it from silence; "last heard from" does.
enum class Ends { harmless, seen, either, frozen };
struct Attack {
  const char* name;
  Ends ends;
  Response (*how)(Evil&, const Call&);
};

// clang-format off
const Attack kAttacks[] = {
    {"a row again and again", Ends::harmless, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { *r.add_row() = r.row(0); }); }},
    {"old bundles instead of new ones", Ends::either, [](Evil& e, const Call& c) { return e.row(c, [&](std::string& b) { b = e.seen[0]; }); }},
    {"rows in another order", Ends::harmless, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { std::reverse(r.mutable_row()->begin(), r.mutable_row()->end()); }); }},
    {"a row left out in the middle", Ends::either, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { if (r.row_size() > 2) r.mutable_row()->DeleteSubrange(1, 1); }); }},
    {"the last rows left out", Ends::frozen, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { r.mutable_row()->RemoveLast(); }); }},
    {"every row left out", Ends::frozen, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { r.clear_row(); r.clear_chain(); }); }},
    {"two bundles swapped", Ends::harmless, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { if (r.row_size() > 1) r.mutable_row(0)->mutable_bundle()->swap(*r.mutable_row(1)->mutable_bundle()); }); }},
    {"one's header before another's content", Ends::either, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { if (r.row_size() > 1) { auto& b = *r.mutable_row(0)->mutable_bundle(); b = b.substr(0, wire::kHeaderSize) + r.row(1).bundle().substr(wire::kHeaderSize); } }); }},
    {"a bit of the content", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [&](std::string& b) { auto& x = b[wire::kHeaderSize + e.chance.below(b.size() - wire::kHeaderSize - 64)]; x = char(x ^ 1); }); }},
    {"a bit of the signature", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [&](std::string& b) { auto& x = b[b.size() - 1 - e.chance.below(64)]; x = char(x ^ 1); }); }},
    {"a bundle cut short", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [&](std::string& b) { b.resize(e.chance.below(b.size())); }); }},
    {"a bundle made longer", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [](std::string& b) { b += "x"; }); }},
    {"another magic", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 0, 4); }},
    {"another suite (downgrade)", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 4, 1); }},
    {"another kind", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 5, 1); }},
    {"another space", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [](std::string& b) { b[6] = char(3 - b[6]); }); }},
    {"another account's name", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 8, 16); }},
    {"another device's name", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 24, 16); }},
    {"another chain", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 40, 8); }},
    {"another place in the chain", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 48, 8); }},
    {"another bundle before it", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 56, 32); }},
    {"another key", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 88, 16); }},
    {"another epoch", Ends::seen, [](Evil& e, const Call& c) { return e.header(c, 104, 4); }},
    {"another list of devices named", Ends::either, [](Evil& e, const Call& c) { return e.header(c, 108, 4); }},
    {"another account's bundle, well signed", Ends::seen, [](Evil& e, const Call& c) { return e.row(c, [&](std::string& b) { b = e.strangers[e.chance.below(e.strangers.size())]; }); }},
    {"a cursor that goes back", Ends::either, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { r.set_next(r.next() / 2); }); }},
    {"a cursor far ahead", Ends::either, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { r.set_next(r.next() + 1000); r.clear_row(); }); }},
    {"always another history", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { r.Clear(); r.set_other_history(true); }); }},
    {"more and more, and nothing in it", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { r.clear_row(); r.set_more(true); }); }},
    {"more and more of the same", Ends::seen, [](Evil& e, const Call& c) { return e.rows(c, [](pb::PullReply& r) { r.set_more(true); r.set_next(1); }); }},
    {"an answer without end", Ends::seen, [](Evil& e, const Call& c) { auto a = e.honest(c); if (e.is(c, "/Pull")) a.set_reply("\x7a\x80\x80\xc0\x01" + std::string(3 << 20, 'x')); return a; }},
    {"an answer that never comes", Ends::seen, [](Evil& e, const Call& c) { return e.is(c, "/Pull") ? e.status(4) : e.honest(c); }},
    {"no answer is what was asked", Ends::seen, [](Evil& e, const Call& c) { auto a = e.honest(c); a.set_reply("\xff\xff\xff"); return a; }},
    {"no room (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::QUOTA, false); }},
    {"\"it is here already\" (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::DUPLICATE, false); }},
    {"\"accepted\" (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::ACCEPTED, false); }},
    {"\"another one has this place\" (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::FORK, false); }},
    {"\"an old key\" (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::EPOCH_OLD, false); }},
    {"\"one is missing\" (a lie)", Ends::either, [](Evil& e, const Call& c) { return e.verdicts(c, pb::GAP, false); }},
    {"\"not yours\" (a lie)", Ends::seen, [](Evil& e, const Call& c) { return e.verdicts(c, pb::REJECTED, false); }},
    {"refused, though it was taken", Ends::either, [](Evil& e, const Call& c) { return e.verdicts(c, pb::REJECTED, true); }},
    {"fewer verdicts than bundles", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PushReply>(c, "/Push", [](pb::PushReply& r) { r.clear_verdict(); }); }},
    {"my own head is lower", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { for (auto& x : *r.mutable_chain()) x.set_head_seq(x.head_seq() / 2); }); }},
    {"my own head is higher", Ends::harmless, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { for (auto& x : *r.mutable_chain()) x.set_head_seq(x.head_seq() + 5); }); }},
    {"my own head is another bundle", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { for (auto& x : *r.mutable_chain()) x.set_head_hash(std::string(32, 'x')); }); }},
    {"two histories for two devices", Ends::frozen, [](Evil& e, const Call& c) { return e.rows(c, [&](pb::PullReply& r) { auto& rows = *r.mutable_row(); rows.erase(std::remove_if(rows.begin(), rows.end(), [&](const auto& x) { return hex(view(wire::parse_bundle(x.bundle()).header.device)) != e.who; }), rows.end()); }); }},
    {"a list of devices that I do not get", Ends::either, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { r.set_roster_version(r.roster_version() + 3); }); }},
    {"an old list of devices", Ends::either, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { r.set_roster_version(1); }); }},
    {"the hash of another list of devices", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [](pb::PullReply& r) { r.set_roster_hash(std::string(32, 'h')); }); }},
    {"an end that nobody asked for", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::PullReply>(c, "/Pull", [&e](pb::PullReply& r) { r.set_closes_ms(double(e.now_ms + kDay)); }); }},
    {"pictures that nobody has", Ends::harmless, [](Evil& e, const Call& c) { return e.is(c, "/ListBlobs") ? [] { pb::ListBlobsReply r; r.add_blob(std::string(16, 'b')); Response a; a.set_reply(r.SerializeAsString()); return a; }() : e.change<pb::PullReply>(c, "/Pull", [&e](pb::PullReply& r) { r.set_blobs(e.chance.u64()); }); }},
    {"the clock ten years off", Ends::seen, [](Evil& e, const Call& c) { auto other = e; other.now_ms += 3650 * kDay; return e.is(c, "/Hello") ? other.honest(c) : e.honest(c); }},
    {"another server's greeting", Ends::seen, [](Evil& e, const Call& c) { if (!e.is(c, "/Hello")) return e.honest(c); server::Authenticator other(*e.box.store, std::string(32, 'X'), e.chance, e.box.limits); Response a; a.set_reply(other.hello(e.now_ms).SerializeAsString()); return a; }},
    {"an old greeting", Ends::seen, [](Evil& e, const Call& c) { auto other = e; other.now_ms -= kDay; return e.is(c, "/Hello") ? other.honest(c) : e.honest(c); }},
    {"a token of nobody", Ends::seen, [](Evil& e, const Call& c) { return e.change<pb::AuthReply>(c, "/Auth", [](pb::AuthReply& r) { r.set_token("none"); }); }},
    {"everything is refused", Ends::seen, [](Evil& e, const Call&) { return e.status(7); }},
    {"\"no such account\"", Ends::seen, [](Evil& e, const Call&) { return e.status(5); }},
    {"everything breaks", Ends::seen, [](Evil& e, const Call&) { return e.status(13); }},
};
// clang-format on

struct People {
  Box box;
  Device phone, laptop, work;
  std::set<std::string> notes;
  int n = 0;
  // With something written, and in step.
  explicit People(uint64_t seed)
      : box(std::make_unique<MemoryStore>()),
        phone(seed * 10 + 1),
        laptop(seed * 10 + 2, false),
        work(seed * 10 + 3, false) {
    phone.join(box, {kNoon, 0}, "Phone");
    phone.sync_round(box, {kNoon, 0});
    pair(box, phone, laptop, {kNoon, 0}, false, "Laptop");
    pair(box, phone, work, {kNoon, 0}, true, "Work");
    records::Settings words;
    words.set_allow_text(true);
    work.session.change_settings({kNoon, 0}, words, false);
    write();
    for (int round = 0; round < 2; ++round)
      for (auto* d : all()) d->sync_round(box, {kNoon + kHour, 0});
  }
  // The same, from copies of their disks and of the box's: to pair them takes as long as all that follows.
  People(People& other, uint64_t seed)
      : box(std::make_unique<MemoryStore>(), seed + 2),  // its greetings are others than before
        phone(other.phone, seed * 10 + 1),
        laptop(other.laptop, seed * 10 + 2),
        work(other.work, seed * 10 + 3),
        notes(other.notes),
        n(other.n) {
    static_cast<MemoryStore&>(*box.store).data = static_cast<MemoryStore&>(*other.box.store).data;
  }
  std::vector<Device*> all() { return {&phone, &laptop, &work}; }
  void write() {
    for (auto* d : all()) {
      const auto text = "note " + std::to_string(++n);
      d->note({kNoon + n, 0}, text);
      notes.insert(text);
    }
  }
  static std::set<std::string> notes_of(Device& d) {
    std::set<std::string> out;
    for (const auto& e : d.journal.latest(kNote, 1000)) out.insert(e.note().text());
    return out;
  }
};

std::vector<std::string> bundles_in(Box& box) {
  std::vector<std::string> out;
  for (const auto& [id, a] : static_cast<MemoryStore&>(*box.store).data.accounts)
    for (const auto& [n, b] : a.bundles) out.push_back(b.body);
  return out;
}

std::string id_of(Device& d) {
  const auto s = d.sync.state();
  for (const auto& x : s.device())
    if (x.this_device()) return hex(x.id());
  return "";
}

void try_one(const Attack& attack, uint64_t seed) {
  SCOPED_TRACE(std::string(attack.name) + ", seed " + std::to_string(seed));
  static auto& founded = *new std::map<uint64_t, People>;  // not ended after SQLite is
  People p(founded.try_emplace(seed % 4, seed % 4).first->second, seed);
  SeededRandom chance(seed);
  int64_t now = kNoon + kHour;
  std::vector<std::string> seen;
  static std::vector<std::string> strangers = [] {
    People other(999'999);
    other.write();
    for (auto* d : other.all()) d->sync_round(other.box, {kNoon, 0});
    return bundles_in(other.box);
  }();
  seen = bundles_in(p.box);
  for (auto* d : p.all()) d->sync.acknowledge();

  // Everybody writes; two rounds of rounds with the liar, so that even who comes first has something to be robbed of.
  p.write();
  now += kHour;  // tokens have run out: greetings are part of it
  std::map<Device*, bool> told;
  for (int round = 0; round < 2; ++round) {
    for (auto* d : p.all()) {
      Evil evil{p.box, chance, now, seen, strangers, id_of(*d)};
      const auto s = d->sync_round([&](const Call& c) { return attack.how(evil, c); }, {now, 0});
      told[d] = told[d] || s.notice_size() > 0 || s.has_failed() || s.withheld();
      const auto have = People::notes_of(*d);
      EXPECT_TRUE(std::includes(p.notes.begin(), p.notes.end(), have.begin(), have.end()))
          << "something nobody wrote";
      d->sync.acknowledge();
    }
    now += kHour;
  }
  bool complete = true, any = false;
  for (auto* d : p.all()) {
    const auto all_here = People::notes_of(*d) == p.notes;
    complete = complete && all_here;
    any = any || told[d];
    EXPECT_TRUE(all_here || told[d] || attack.ends == Ends::frozen) << "silent: robbed, and nothing said";
  }
  EXPECT_TRUE(complete || attack.ends != Ends::harmless);
  EXPECT_TRUE(any || attack.ends != Ends::seen) << "never seen";

  // The box is honest again: nothing was lost by it, and nothing stays wedged.
  for (int round = 0; round < 4; ++round, now += kHour)
    for (auto* d : p.all()) d->sync_round(p.box, {now, 0});
  for (auto* d : p.all()) {
    EXPECT_EQ(People::notes_of(*d), p.notes);
    EXPECT_EQ(d->sync.state().waiting(), 0);
    EXPECT_FALSE(d->sync.state().withheld());
    EXPECT_EQ(d->everything(1), p.phone.everything(1));
  }
}

class Attacks : public testing::TestWithParam<Attack> {};
TEST_P(Attacks, AreSeenOrDoNoHarmCampaign) {
  const int whole = rounds(1000);
  for (int round = 0; round < whole && !time_is_up() && !HasFailure(); ++round)
    try_one(GetParam(), first_seed() + uint64_t(round));
}
std::string plain(const testing::TestParamInfo<Attack>& info) {
  std::string out;
  for (const char* c = info.param.name; *c; ++c)
    out += std::isalnum(static_cast<unsigned char>(*c)) ? *c : '_';
  return out;
}
void PrintTo(const Attack& a, std::ostream* out) { *out << a.name; }
INSTANTIATE_TEST_SUITE_P(Evil, Attacks, testing::ValuesIn(kAttacks), plain);

}  // namespace
}  // namespace eddy::test
