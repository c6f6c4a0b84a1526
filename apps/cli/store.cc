// Verbs that make the diary and look after it.
#include <sodium.h>

#include <algorithm>
#include <iostream>
#include <random>

#include "apps/cli/out_file.h"
#include "apps/cli/verbs.h"
#include "core/content/author/author.h"
#include "eddy/api/content.pb.h"
#include "eddy/api/settings.pb.h"

namespace eddy::cli {

void show_recovery_phrase(Shell& shell, const google::protobuf::RepeatedPtrField<std::string>& words) {
  shell.say(
      "\nThese 24 words open your diary if you forget the passphrase, and bring it back from your own server "
      "if every "
      "device is lost. Write them on paper, in this order.\nWhoever has them can read everything. Eddy will "
      "not show them again.\n");
  for (int i = 0; i < words.size(); i += 4) {
    std::string line;
    for (int j = i; j < std::min(i + 4, words.size()); ++j) {
      char one[40];
      std::snprintf(one, sizeof one, "%2d %-12s", j + 1, words[j].c_str());
      line += one;
    }
    shell.say("  " + line);
  }
  if (!shell.tty_in || shell.json) return;
  std::random_device random;
  for (int asked = 0; asked < 3;) {
    const int n = int(random() % 24);
    if (shell.ask("\nTo be sure: what is word " + std::to_string(n + 1) + "?") == words[n])
      ++asked;
    else
      shell.say("Not that one. Look at your paper.");
  }
  shell.say("Good. Keep the paper somewhere safe.");
}

int init(Shell& shell, const Words& words) {
  const Options o(words, {}, {"work", "own", "words", "no-words"});
  shell.need_empty();
  api::InitRequest q;
  q.set_work(o.has("work"));
  // Who hands the passphrase over in a file or the environment is a script: it is not asked anything.
  const bool ask = shell.tty_in && !shell.json && !shell.has_passphrase();
  if (ask && !o.has("work") && !o.has("own")) {
    shell.say(
        "On a computer of your employer, they may see screen, keys and files. Ask whether Eddy may be "
        "installed.\nWords are safer on your own phone or computer; at work Eddy keeps numbers and choices "
        "only.");
    q.set_work(shell.choose("Is this a work computer, or your own?", "work", "own", "own") == "work");
  }
  q.set_passphrase(shell.passphrase("Choose a passphrase (four or five plain words are good)", true));
  q.set_recovery_phrase(o.has("words") ||
                        (!q.work() && !o.has("no-words") && ask &&
                         shell.yes("Make 24 recovery words to keep on paper? Without them a "
                                   "forgotten passphrase can not be mended.")));
  auto reply = shell.client.call<api::InitReply>("Core/Init", q);
  shell.print(reply);
  shell.say("Your diary is in " + shell.home +
            ", encrypted. Nobody else can read it, and nobody can reset the passphrase.");
  if (reply.recovery_phrase_size())
    show_recovery_phrase(shell, reply.recovery_phrase());
  else if (!q.work() && !ask)
    shell.say(
        "`eddy key --words` makes 24 recovery words: without them a forgotten passphrase can not be mended.");
  shell.say(shell.dim("\nEddy is not a medical device and does not replace a doctor or a therapist."));
  shell.say(
      "\nAfter a hard call:   eddy reset\nDuring a call:       eddy cards 'he is swearing at me'\nThe five "
      "seconds:    eddy check-in");
  for (auto& w : *reply.mutable_recovery_phrase()) sodium_memzero(w.data(), w.size());
  return 0;
}

int passphrase(Shell& shell, const Words& words) {
  const Options o(words, {"words-file", "new-passphrase-file"}, {});
  shell.attach();
  api::ChangePassphraseRequest q;
  if (o.has("words-file"))
    q.set_recovery_phrase(read_file(o.text("words-file")));
  else
    q.set_passphrase(shell.passphrase("Passphrase now"));
  if (o.has("new-passphrase-file")) {
    auto fresh = read_file(o.text("new-passphrase-file"));
    while (!fresh.empty() && (fresh.back() == '\n' || fresh.back() == '\r')) fresh.pop_back();
    q.set_fresh(fresh);
  } else if (shell.tty_in) {
    Shell asks;
    asks.tty_in = true;
    q.set_fresh(asks.passphrase("New passphrase", true));
  } else {
    throw Usage("needs a terminal, or --new-passphrase-file FILE");
  }
  shell.print(shell.client.call<api::Nothing>("Core/ChangePassphrase", q));
  shell.say("The passphrase is changed. Backups made before still open with the old one.");
  return 0;
}

int key(Shell& shell, const Words& words) {
  const Options o(words, {}, {"reveal", "words"});
  shell.attach();
  api::PassphraseRequest q;
  if (o.has("words")) {
    q.set_passphrase(shell.passphrase("Passphrase"));
    auto reply = shell.client.call<api::RecoveryPhraseReply>("Core/MakeRecoveryPhrase", q);
    shell.print(reply);
    show_recovery_phrase(shell, reply.recovery_phrase());
    return 0;
  }
  if (!o.has("reveal"))
    throw Usage("eddy key --reveal prints the raw key; eddy key --words makes 24 recovery words");
  q.set_passphrase(shell.passphrase("Passphrase"));
  const auto reply = shell.client.call<api::RevealKeyReply>("Core/RevealKey", q);
  shell.print(reply);
  if (!shell.json)
    std::cerr << "Whoever has this key and the file reads everything, for ever: it is not the passphrase and "
                 "can not be changed.\n\n";
  shell.say(reply.key_hex());
  if (!shell.json)
    std::cerr << "\nWith any SQLCipher 4 tool:  sqlcipher " << reply.database() << "\n  PRAGMA key = \"x'"
              << (shell.tty_out ? "THE KEY ABOVE" : "...") << "'\";\n  SELECT * FROM check_in;\n";
  return 0;
}

int check(Shell& shell, const Words& words) {
  const Options o(words, {}, {"rebuild"});
  shell.open();
  if (o.has("rebuild")) shell.client.call<api::Nothing>("Core/Rebuild", api::Nothing());
  const auto reply = shell.client.call<api::CheckReply>("Core/Check", api::Nothing());
  shell.print(reply);
  if (reply.sound()) {
    shell.say("Sound: " + std::to_string(reply.records()) + " entries, every page read.");
    return 0;
  }
  shell.say("Something is damaged. Copy the folder " + shell.home +
            " somewhere safe before anything else, and restore your last backup.");
  for (const auto& p : reply.problem()) shell.say("  " + p);
  return 10 + int(api::Error::DAMAGED);
}

int status(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  const auto s = shell.attach();
  shell.print(s);
  shell.say(!s.exists() ? "No diary in " + s.home() + " yet. `eddy init` makes one."
                        : "A diary in " + s.home() + (s.work() ? ", on a work computer." : "."));
  if (s.waiting())
    shell.say(std::to_string(s.waiting()) + " given while locked. They join at the next unlock.");
  return 0;
}

namespace {
// A setting is called what an export calls it.
std::string setting_name(const google::protobuf::FieldDescriptor* f) {
  return f->has_json_name() ? f->json_name() : f->name();
}

const google::protobuf::FieldDescriptor* find_setting(const std::string& name) {
  const auto* d = records::Settings::descriptor();
  for (int i = 0; i < d->field_count(); ++i)
    if (setting_name(d->field(i)) == name) return d->field(i);
  return nullptr;
}
}  // namespace

int settings(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  api::SetRequest q;
  auto& s = *q.mutable_settings();
  const auto* d = records::Settings::descriptor();
  for (const auto& w : o.rest) {
    const auto equals = w.find('=');
    if (equals == std::string::npos) throw Usage("settings are given as name=value");
    auto name = w.substr(0, equals);
    const auto value = w.substr(equals + 1);
    std::replace(name.begin(), name.end(), '-', '_');
    if (name == "quiet" || name == "quiet_care") {  // for how long: 90m, 24h
      const double unit = value.empty()         ? 0
                          : value.back() == 'h' ? 3'600'000.0
                          : value.back() == 'm' ? 60'000.0
                                                : 0;
      if (unit == 0 || value.find_first_not_of("0123456789") != value.size() - 1)
        throw Usage(name + " takes a time like 90m or 24h");
      const auto until = int64_t(shell.now_ms() + std::stod(value) * unit);
      name == "quiet" ? s.set_quiet_until_ms(until) : s.set_care_quiet_until_ms(until);
      continue;
    }
    const auto* f = find_setting(name);
    if (!f || f->number() < 3)
      throw Usage("there is no setting \"" + w.substr(0, equals) + "\"; `eddy settings` lists them");
    const auto* r = s.GetReflection();
    const bool yes = value == "on" || value == "yes" || value == "true",
               no = value == "off" || value == "no" || value == "false";
    if (f->is_repeated()) {
      q.add_clear(name);
      for (size_t at = 0; at < value.size();) {
        const auto comma = std::min(value.find(',', at), value.size());
        auto one = value.substr(at, comma - at);
        for (auto& c : one) c = c == '-' ? '_' : char(std::toupper(static_cast<unsigned char>(c)));
        r->AddString(&s, f, one);
        at = comma + 1;
      }
    } else if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL) {
      if (!yes && !no) throw Usage(name + " is on or off");
      r->SetBool(&s, f, yes);
    } else if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
      r->SetString(&s, f, value);
    } else {
      if (value.empty() || value.size() > 9 || value.find_first_not_of("0123456789") != std::string::npos)
        throw Usage(name + " takes a whole number");
      r->SetInt32(&s, f, std::stoi(value));
    }
  }
  shell.open();
  const auto now = o.rest.empty() ? shell.client.call<records::Settings>("Settings/Get", api::Nothing())
                                  : shell.client.call<records::Settings>("Settings/Set", q);
  shell.print(now);
  if (shell.json) return 0;
  for (int i = 0; i < d->field_count(); ++i) {
    const auto* f = d->field(i);
    if (f->number() < 3) continue;
    auto name = setting_name(f);
    std::replace(name.begin(), name.end(), '_', '-');
    std::string value;
    const auto* r = now.GetReflection();
    if (f->is_repeated())
      for (int j = 0; j < r->FieldSize(now, f); ++j)
        value += (j ? "," : "") + r->GetRepeatedString(now, f, j);
    else if (!r->HasField(now, f))
      value = shell.dim("not set");
    else if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL)
      value = r->GetBool(now, f) ? "on" : "off";
    else if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING)
      value = r->GetString(now, f);
    else if (f->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_INT64)
      value = local_time(shell, double(r->GetInt64(now, f)), shell.offset_min(double(r->GetInt64(now, f))),
                         "%Y-%m-%d %H:%M");
    else
      value = std::to_string(r->GetInt32(now, f));
    shell.say("  " + name + std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') + value);
  }
  return 0;
}

int content(Shell& shell, const Words& words) {
  const Options o(words, {"out"}, {});
  if (o.rest.size() < 2 || (o.rest[0] != "check" && o.rest[0] != "build"))
    throw Usage("eddy content check FILE...   or   eddy content build FILE... --out PACK");
  std::vector<Source> files;
  for (size_t i = 1; i < o.rest.size(); ++i) files.push_back({o.rest[i], read_file(o.rest[i])});
  // What the built-in pack has may be referred to, and its ids are taken.
  content::Pack known;
  const auto listed = shell.client.call<api::ContentListReply>("Content/List", api::ContentListRequest());
  for (const auto& p : listed.practice()) {
    *known.add_practice() = p;
    api::ContentGetRequest q;
    q.set_id(p.id());
    const auto got = shell.client.call<api::ContentGetReply>("Content/Get", q);
    for (const auto& e : got.evidence()) *known.add_evidence() = e;
  }
  std::vector<Problem> problems;
  const auto pack = read_pack(files, known, problems);
  for (const auto& p : problems)
    std::cerr << p.file << (p.line ? ":" + std::to_string(p.line) : "") << ": " << p.what << '\n';
  if (!problems.empty()) {
    std::cerr << problems.size() << (problems.size() == 1 ? " thing" : " things")
              << " to mend. Nothing was written.\n";
    return 11;
  }
  if (o.rest[0] == "check") {
    shell.say("Fine: " + std::to_string(pack.practice_size()) + " practices and cards.");
    return 0;
  }
  OutFile out(o.text("out", pack.id() + ".eddypack"));
  out.write(pack.SerializeAsString());
  out.done();
  // Packs in the folder `packs` of the diary are read at every start.
  shell.say("Written to " + o.text("out", pack.id() + ".eddypack") + ". Put it into " + shell.home +
            "/packs to use it.");
  return 0;
}

int api_call(Shell& shell, const Words& words) {
  if (words.empty()) {
    for (const auto& m : client::methods()) std::cout << m << '\n';
    return 0;
  }
  if (words.size() > 2) throw Usage("eddy api Journal/CheckIn '{\"mood\":4}'");
  if (words[0].rfind("Core/", 0) == 0 || words[0].rfind("Content/", 0) == 0 ||
      words[0].rfind("Player/", 0) == 0 || words[0].rfind("Cards/", 0) == 0)
    shell.attach();
  else
    shell.open();
  std::cout << shell.client.json(words[0], words.size() > 1 ? words[1] : "{}") << std::endl;
  return 0;
}

}  // namespace eddy::cli
