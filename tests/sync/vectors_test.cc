// tests/vectors/sync.txt: what another implementation must get, byte for byte. One line each: what, its inputs in hex with
// spaces between, the result in hex. EDDY_WRITE_VECTORS=1 writes the file anew from one seed.
#include <fstream>
#include <sstream>

#include "core/crypto/recovery_phrase.h"
#include "tests/places.h"
#include "tests/sync/devices.h"

namespace eddy::test {
namespace {
namespace pb = eddy::sync::v1;
using namespace eddy::sync;
using In = std::vector<std::string>;

std::string unhex(const std::string& text) {
  std::string out;
  for (size_t i = 0; i + 1 < text.size(); i += 2) out += char(std::stoi(text.substr(i, 2), nullptr, 16));
  return out;
}

std::string text_of_words(const std::string& root) {
  std::string out;
  for (const auto& w : to_phrase(Secret(root))) out += (out.empty() ? "" : " ") + w;
  return out;
}

pb::SignedRoster signed_roster(const std::string& bytes) {
  pb::SignedRoster out;
  EXPECT_TRUE(out.ParseFromString(bytes));
  return out;
}

std::string keys_in(const SpaceKeys& keys) {
  std::string out;
  for (const auto& [epoch, key] : keys) {
    put<uint32_t>(out, epoch.first);
    put<uint32_t>(out, epoch.second);
    out += key.key.bytes();
  }
  return out;
}

const std::map<std::string, std::function<std::string(const In&)>>& known() {
  static const std::map<std::string, std::function<std::string(const In&)>> all = {
      {"digest: label, data", [](const In& i) { return digest(i[0], i[1]); }},
      {"derive: key, label", [](const In& i) { return std::string(derive(Secret(i[0]), i[1]).bytes()); }},
      {"words: root", [](const In& i) { return text_of_words(i[0]); }},
      {"account key: root", [](const In& i) { return Root(Secret(i[0])).account_key(); }},
      {"account: account key", [](const In& i) { return std::string(view(wire::account_of(i[0]))); }},
      {"recovery key: root", [](const In& i) { return box_public(Root(Secret(i[0])).box); }},
      {"device: signing key", [](const In& i) { return std::string(view(wire::device_of(i[0]))); }},
      {"sign: seed, label, data", [](const In& i) { return sign(i[0], i[1], i[2]); }},
      {"key id: space key", [](const In& i) { return std::string(view(SpaceKey(Secret(i[0])).id)); }},
      {"drop key: space key", [](const In& i) { return box_public(SpaceKey(Secret(i[0])).drops); }},
      {"padded: size (u32)",
       [](const In& i) {
         std::string out;
         put<uint32_t>(out, uint32_t(padded(Reader{i[0]}.get<uint32_t>())));
         return out;
       }},
      {"bundle hash: bundle", [](const In& i) { return wire::parse_bundle(i[0]).hash(); }},
      {"bundle is signed by: bundle, signing key",
       [](const In& i) { return std::string(1, char(wire::signed_by(wire::parse_bundle(i[0]), i[1]))); }},
      {"payload: bundle, space key",
       [](const In& i) { return open_bundle(wire::parse_bundle(i[0]), SpaceKey(Secret(i[1]))); }},
      {"first roster's hash: signed roster, account",
       [](const In& i) { return wire::first_roster(signed_roster(i[0]), to_id(i[1], "account")).hash; }},
      {"grants to a device (space u32, epoch u32, key): signed roster, account, signing seed, box seed",
       [](const In& i) {
         const auto roster = wire::first_roster(signed_roster(i[0]), to_id(i[1], "account"));
         return keys_in(open_grants(roster.list, DeviceKeys{Secret(i[2]), Secret(i[3])}));
       }},
      {"grants to the words (space u32, epoch u32, key): signed roster, account, root",
       [](const In& i) {
         const auto roster = wire::first_roster(signed_roster(i[0]), to_id(i[1], "account"));
         return keys_in(open_grants(roster.list, Root(Secret(i[2]))));
       }},
      {"record that a drop makes: drop",
       [](const In& i) {
         pb::Drop drop;
         EXPECT_TRUE(drop.ParseFromString(i[0]));
         return std::string(view(made_by(drop)));
       }},
      {"id of a drop's stamp (u64): record",
       [](const In& i) {
         std::string out;
         put<uint64_t>(out, drop_stamp(to_id(i[0], "record")));
         return out;
       }},
      {"mailbox: pairing code",
       [](const In& i) {
         SeededRandom random(1);
         return Pairing::enter(i[0], "", false, random).mailbox();
       }},
      {"a letter of a pairing: secret, number, sealed letter",
       [](const In& i) {
         std::string clear;
         EXPECT_TRUE(
             unwrap(Secret(digest("eddy/pairing-mail/v1", i[0])), i[2], "eddy/letter/v1/" + i[1], clear));
         return clear;
       }},
  };
  return all;
}

std::string path() { return source() + "/tests/vectors/sync.txt"; }

void write_anew() {
  std::ofstream out(path());
  const auto line = [&](const std::string& what, const In& in) {
    out << what << '\t';
    for (size_t i = 0; i < in.size(); ++i) out << (i ? " " : "") << hex(in[i]);
    out << '\t' << hex(known().at(what)(in)) << '\n';
  };
  SeededRandom random(2026);
  const auto secret = [&] {
    std::string s(32, '\0');
    random.fill(s.data(), s.size());
    return s;
  };
  const auto root = secret(), sign_seed = secret(), box_seed = secret(), space_key = secret();
  const DeviceKeys device{Secret(sign_seed), Secret(box_seed)};
  line("digest: label, data", {"eddy/bundle/v1", "what is hashed"});
  line("derive: key, label", {space_key, "eddy/bundle-key/v1"});
  line("words: root", {root});
  line("account key: root", {root});
  const auto account_key = Root(Secret(root)).account_key();
  line("account: account key", {account_key});
  line("recovery key: root", {root});
  line("device: signing key", {sign_public(sign_seed)});
  line("sign: seed, label, data", {sign_seed, "eddy/auth/v1", "what is signed"});
  line("key id: space key", {space_key});
  line("drop key: space key", {space_key});
  for (const uint32_t size : {0u, 1u, 1024u, 1025u, 16384u, 16385u, 20000u, 100000u, 262143u}) {
    std::string n;
    put<uint32_t>(n, size);
    line("padded: size (u32)", {n});
  }
  for (const std::string& payload : {std::string("\x08\x01", 2), std::string(3000, 'a')}) {
    wire::Header h;
    h.space = wire::kWork;
    h.account = wire::account_of(account_key);
    h.device = device.id;
    h.chain = 7;
    h.seq = 1;
    h.roster = 1;
    const auto bundle = seal_bundle(h, payload, SpaceKey(Secret(space_key)), 1, device, random);
    line("bundle hash: bundle", {bundle});
    line("bundle is signed by: bundle, signing key", {bundle, sign_public(sign_seed)});
    line("bundle is signed by: bundle, signing key", {bundle, account_key});
    line("payload: bundle, space key", {bundle, space_key});
  }
  const auto account = std::string(view(wire::account_of(account_key)));
  const auto roster = found_account(Root(Secret(root)), device, "Phone", random).SerializeAsString();
  line("first roster's hash: signed roster, account", {roster, account});
  line("grants to a device (space u32, epoch u32, key): signed roster, account, signing seed, box seed",
       {roster, account, sign_seed, box_seed});
  line("grants to the words (space u32, epoch u32, key): signed roster, account, root",
       {roster, account, root});
  line("mailbox: pairing code", {"box.example:7443 ABCD-EFGH-JKLM-NPQR"});
  line("mailbox: pairing code", {"box.example:7443 abcd efgh jklm npqr"});
  const std::string code_secret = "0123456789";
  line("a letter of a pairing: secret, number, sealed letter",
       {code_secret, "2",
        wrap(Secret(digest("eddy/pairing-mail/v1", code_secret)), "letter two", "eddy/letter/v1/2", random)});
  pb::Drop drop;
  drop.set_account(account);
  drop.set_space(wire::kHome);
  drop.set_device(std::string(view(device.id)));
  drop.set_drop_id(std::string("\x01\x9c\xa0\0\0\x01", 6) + "0123456789");
  drop.set_table(8);
  drop.set_body("\x1a\x05hello");
  line("record that a drop makes: drop", {drop.SerializeAsString()});
  line("id of a drop's stamp (u64): record", {std::string(view(made_by(drop)))});
  drop.set_trashed(true);  // that is not of its id
  line("record that a drop makes: drop", {drop.SerializeAsString()});
}

TEST(Vectors, GiveWhatIsWritten) {
  start_crypto();
  if (std::getenv("EDDY_WRITE_VECTORS")) write_anew();
  std::ifstream in(path());
  int lines = 0;
  std::set<std::string> seen;
  for (std::string line; std::getline(in, line); ++lines) {
    const auto one = line.find('\t'), two = line.rfind('\t');
    ASSERT_NE(one, two) << line;
    const auto what = line.substr(0, one);
    In inputs;
    std::istringstream words(line.substr(one + 1, two - one - 1));
    for (std::string w; words >> w;) inputs.push_back(unhex(w));
    ASSERT_TRUE(known().count(what)) << what;
    EXPECT_EQ(hex(known().at(what)(inputs)), line.substr(two + 1)) << what;
    seen.insert(what);
  }
  EXPECT_EQ(seen.size(), known().size());
  EXPECT_GT(lines, 25);
}

pb::PairingOffer an_offer() {
  pb::PairingOffer offer;
  offer.set_server_key(std::string(32, 'k'));
  offer.set_account(std::string(16, 'a'));
  return offer;
}

// The six digits, made here from the letters as README.md says.
TEST(Vectors, DigitsAreMadeAsWritten) {
  start_crypto();
  SeededRandom random(5);
  auto trusted = Pairing::show("box.example:7443", an_offer(), random);
  auto newcomer = Pairing::enter(trusted.code(), "Laptop", false, random);
  std::map<uint32_t, std::string> letters;
  for (int turn = 0; turn < 6; ++turn)
    for (auto* side : {&newcomer, &trusted})
      if (const auto q = side->next()) {
        pb::MailReply reply;
        if (!q->body().empty()) letters[q->n()] = q->body();
        if (const auto letter = letters.find(q->n()); letter != letters.end()) {
          reply.set_there(true);
          reply.set_body(letter->second);
        }
        side->answer(reply);
      }
  ASSERT_EQ(trusted.digits().size(), 6u);
  EXPECT_EQ(trusted.digits(), newcomer.digits());
  // The secret back from the 16 letters of the code.
  const std::string alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  std::string bits, secret;
  for (const char c : trusted.code().substr(trusted.code().find(' ') + 1))
    if (c != '-')
      for (int bit = 4; bit >= 0; --bit) bits += char('0' + (alphabet.find(c) >> bit & 1));
  for (size_t i = 0; i < 80; i += 8) secret += char(std::stoi(bits.substr(i, 8), nullptr, 2));
  std::string said;
  for (const auto& part :
       {secret, std::string("box.example:7443"),
        known().at("a letter of a pairing: secret, number, sealed letter")({secret, "2", letters[2]}),
        known().at("a letter of a pairing: secret, number, sealed letter")({secret, "3", letters[3]})}) {
    put<uint32_t>(said, uint32_t(part.size()));
    said += part;
  }
  const auto hash = digest("eddy/pairing-digits/v1", said);
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06u", unsigned(Reader{hash}.get<uint64_t>() % 1'000'000));
  EXPECT_EQ(trusted.digits(), digits);
}

}  // namespace
}  // namespace eddy::test
