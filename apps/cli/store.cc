// Verbs that make, move and look after the diary.
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>

#include "apps/cli/verbs.h"
#include "core/content/author/author.h"
#include "eddy/api/content.pb.h"
#include "eddy/api/exchange.pb.h"
#include "eddy/api/settings.pb.h"

namespace eddy::cli {
namespace {

// All or nothing: a new file beside the old one, and then in its place.
class OutFile {
 public:
  explicit OutFile(std::string path)
      : path_(std::move(path)),
        fresh_(path_ + ".part"),
        fd_(::open(fresh_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw Usage("cannot write " + path_);
  }
  ~OutFile() {
    if (fd_ >= 0) ::close(fd_), ::unlink(fresh_.c_str());
  }
  void write(const std::string& bytes) {
    for (size_t at = 0; at < bytes.size();) {
      const auto n = ::write(fd_, bytes.data() + at, bytes.size() - at);
      if (n < 0) throw Usage("cannot write " + path_ + ": is the disk full?");
      at += size_t(n);
    }
  }
  void done() {
    const bool well = ::fsync(fd_) == 0 && ::close(fd_) == 0 && ::rename(fresh_.c_str(), path_.c_str()) == 0;
    fd_ = -1;
    if (!well) throw Usage("cannot finish " + path_);
  }

 private:
  std::string path_, fresh_;
  int fd_;
};

void show_words(Shell& shell, const google::protobuf::RepeatedPtrField<std::string>& words) {
  shell.say(
      "\nThese 24 words open your diary if you forget the passphrase. Write them on paper, in this "
      "order.\nWhoever has them can read everything. Eddy will not show them again.\n");
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

}  // namespace

int init(Shell& shell, const Words& words) {
  const Options o(words, {}, {"work", "own", "words", "no-words"});
  const auto status = shell.attach();
  if (status.exists()) {
    api::Error e;
    e.set_kind(api::Error::REFUSED);
    e.set_subject("home");
    throw client::Error(e);
  }
  api::InitRequest q;
  q.set_work(o.has("work"));
  // Who hands the passphrase over in a file or the environment is a script: it is not asked anything.
  const bool ask = shell.tty_in && !shell.json && !shell.has_passphrase();
  if (ask && !o.has("work") && !o.has("own")) {
    shell.say(
        "On a computer of your employer, they may see screen, keys and files. Ask whether Eddy may be "
        "installed.\nWords are safer on your own phone or computer; at work Eddy keeps numbers and choices "
        "only.");
    q.set_work(shell.ask("Is this a work computer, or your own? (work/own)", "own") == "work");
  }
  q.set_passphrase(shell.passphrase("Choose a passphrase (four or five plain words are good)", true));
  q.set_words(o.has("words") || (!q.work() && !o.has("no-words") && ask &&
                                 shell.yes("Make 24 recovery words to keep on paper? Without them a "
                                           "forgotten passphrase can not be mended.")));
  auto reply = shell.client.call<api::InitReply>("Core/Init", q);
  shell.print(reply);
  shell.say("Your diary is in " + shell.home +
            ", encrypted. Nobody else can read it, and nobody can reset the passphrase.");
  if (reply.words_size())
    show_words(shell, reply.words());
  else if (!q.work())
    shell.say(
        "`eddy key --words` makes 24 recovery words: without them a forgotten passphrase can not be mended.");
  shell.say(shell.dim("\nEddy is not a medical device and does not replace a doctor or a therapist."));
  shell.say(
      "\nAfter a hard call:   eddy reset\nDuring a call:       eddy cards 'he is swearing at me'\nThe five "
      "seconds:    eddy check-in");
  for (auto& w : *reply.mutable_words()) sodium_memzero(w.data(), w.size());
  return 0;
}

int passphrase(Shell& shell, const Words& words) {
  const Options o(words, {"words-file", "new-passphrase-file"}, {});
  shell.attach();
  api::ChangePassphraseRequest q;
  if (o.has("words-file"))
    q.set_words(read_file(o.text("words-file")));
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
  shell.client.call<api::Nothing>("Core/ChangePassphrase", q);
  shell.say("The passphrase is changed. Backups made before still open with the old one.");
  return 0;
}

int key(Shell& shell, const Words& words) {
  const Options o(words, {}, {"reveal", "words"});
  shell.attach();
  api::PassphraseRequest q;
  if (o.has("words")) {
    q.set_passphrase(shell.passphrase("Passphrase"));
    auto reply = shell.client.call<api::WordsReply>("Core/MakeWords", q);
    shell.print(reply);
    show_words(shell, reply.words());
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

int backup(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  if (o.rest.size() != 1) throw Usage("eddy backup FILE");
  shell.open();
  OutFile file(o.rest[0]);
  api::BackUpRequest q;
  size_t bytes = 0;
  {
    Progress progress(shell, "Backing up");
    for (;;) {
      const auto reply = shell.client.call<api::BackUpReply>("Exchange/BackUp", q);
      file.write(reply.bytes());
      bytes += reply.bytes().size();
      progress.at(reply.progress());
      if (reply.done()) break;
      q.set_cursor(reply.cursor());
    }
  }
  file.done();
  shell.say("Backed up to " + o.rest[0] + ", " + std::to_string((bytes + 1023) / 1024) +
            " kB, encrypted. Your passphrase opens it.");
  return 0;
}

int restore(Shell& shell, const Words& words) {
  const Options o(words, {"words-file"}, {});
  if (o.rest.size() != 1) throw Usage("eddy restore FILE");
  const auto status = shell.attach();
  if (status.exists()) {
    api::Error e;
    e.set_kind(api::Error::REFUSED);
    e.set_subject("home");
    throw client::Error(e);
  }
  std::ifstream in(o.rest[0], std::ios::binary);
  if (!in) throw Usage("cannot read " + o.rest[0]);
  in.seekg(0, std::ios::end);
  const double size = std::max(1.0, double(in.tellg()));
  in.seekg(0);
  api::RestoreRequest q;
  if (o.has("words-file"))
    q.set_words(read_file(o.text("words-file")));
  else
    q.set_passphrase(shell.passphrase("Passphrase of the backup"));
  api::RestoreReply reply;
  std::string portion(1 << 20, '\0');
  {
    Progress progress(shell, "Restoring");
    double read = 0;
    for (bool last = false; !last;) {
      in.read(portion.data(), std::streamsize(portion.size()));
      const auto n = size_t(in.gcount());
      last = n < portion.size() || in.peek() == EOF;
      q.set_bytes(portion.substr(0, n));
      q.set_last(last);
      reply = shell.client.call<api::RestoreReply>("Exchange/Restore", q);
      read += double(n);
      progress.at(read / size);
    }
  }
  shell.print(reply);
  shell.say("Restored " + std::to_string(reply.records()) + (reply.records() == 1 ? " entry" : " entries") +
            " to " + shell.home + ". All of the backup is accounted for.");
  return 0;
}

int export_all(Shell& shell, const Words& words) {
  const Options o(words, {}, {});
  if (o.rest.size() != 1) throw Usage("eddy export FILE.json");
  shell.open();
  OutFile file(o.rest[0]);
  file.write("[");
  api::ExportRequest q;
  int64_t written = 0;
  {
    Progress progress(shell, "Exporting");
    for (;;) {
      const auto reply = shell.client.call<api::ExportReply>("Exchange/Export", q);
      for (const auto& r : reply.record()) file.write((written++ ? ",\n" : "\n") + client::to_json(r));
      progress.at(double(written) / double(std::max<int64_t>(1, reply.total())));
      if (reply.next().empty()) break;
      q.set_after(reply.next());
    }
  }
  file.write("\n]\n");
  file.done();
  shell.say("Exported " + std::to_string(written) + " entries to " + o.rest[0] +
            ". This file is not encrypted: everybody who has it can read it.");
  return 0;
}

namespace {

void tell_import(Shell& shell, const api::ImportReply& reply) {
  shell.print(reply);
  shell.say(std::to_string(reply.imported()) + " imported, " + std::to_string(reply.duplicates()) +
            " there already, " + std::to_string(reply.left_size()) + " left out.");
  for (const auto& l : reply.left()) shell.say("  line " + std::to_string(l.line()) + ": " + l.reason());
  if (reply.imported() && !reply.import().empty())
    shell.say("To take it all back: eddy import --undo " + hex_of(reply.import()));
}

int import_json(Shell& shell, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  in.seekg(0, std::ios::end);
  const double size = std::max(1.0, double(in.tellg()));
  in.seekg(0);
  api::ImportReply all;
  api::ImportRecordsRequest q;
  std::vector<int> lines;
  size_t held = 0;
  Progress progress(shell, "Importing");
  const auto send = [&] {
    if (!q.record_size()) return;
    const auto reply = shell.client.call<api::ImportReply>("Exchange/ImportRecords", q);
    all.set_imported(all.imported() + reply.imported());
    all.set_duplicates(all.duplicates() + reply.duplicates());
    for (auto l : reply.left()) {
      l.set_line(lines[size_t(l.line() - 1)]);
      *all.add_left() = l;
    }
    q.clear_record();
    lines.clear();
    held = 0;
  };
  std::string line;
  double read = 0;
  for (int n = 1; std::getline(in, line); ++n) {
    read += double(line.size() + 1);
    while (!line.empty() && (line.back() == ',' || line.back() == '\r' || line.back() == ' '))
      line.pop_back();
    if (line.empty() || line == "[" || line == "]" || line == "[]") continue;
    try {
      client::from_json(line, *q.add_record());
      lines.push_back(n);
      held += line.size();
    } catch (const client::Error&) {
      q.mutable_record()->RemoveLast();
      auto* l = all.add_left();
      l->set_line(n);
      l->set_reason("not one of Eddy's exported entries");
    }
    if (q.record_size() == 500 || held > (4 << 20)) send(), progress.at(read / size);
  }
  send();
  std::sort(all.mutable_left()->begin(), all.mutable_left()->end(),
            [](const auto& a, const auto& b) { return a.line() < b.line(); });
  tell_import(shell, all);
  return 0;
}

}  // namespace

int import(Shell& shell, const Words& words) {
  const Options o(words, {"mood", "undo"}, {});
  shell.open();
  if (o.has("undo")) {
    api::UndoRequest q;
    q.set_import(id_from(o.text("undo")));
    const auto reply = shell.client.call<api::UndoReply>("Exchange/UndoImport", q);
    shell.print(reply);
    shell.say(std::to_string(reply.removed()) +
              " entries are in the trash. The same file can be imported again.");
    return 0;
  }
  if (o.rest.size() != 1) throw Usage("eddy import FILE  (a Daylio .csv, or Eddy's own .json)");
  const auto start = [&] {
    std::ifstream in(o.rest[0], std::ios::binary);
    if (!in) throw Usage("cannot read " + o.rest[0]);
    char c = 0;
    in.get(c);
    return c;
  }();
  if (start == '[' || start == '{') return import_json(shell, o.rest[0]);
  shell.set_zone(30);
  api::ImportRequest q;
  q.set_file(read_file(o.rest[0]));
  const auto add = [&](const std::string& label, const std::string& number) {
    if (number.size() != 1 || number[0] < '1' || number[0] > '5')
      throw Usage("--mood needs label=1 to label=5");
    auto* m = q.add_mood();
    m->set_label(label);
    m->set_mood(number[0] - '0');
  };
  for (const auto& m : o.all("mood")) {
    const auto equals = m.rfind('=');
    if (equals == std::string::npos) throw Usage("--mood needs label=1 to label=5");
    add(m.substr(0, equals), m.substr(equals + 1));
  }
  auto reply = shell.client.call<api::ImportReply>("Exchange/ImportDaylio", q);
  if (reply.unknown_mood_size() && shell.tty_in && !shell.json) {
    shell.say("Your moods have names of their own. What are they, from 1 (lowest) to 5?");
    for (const auto& label : reply.unknown_mood()) add(label, shell.ask("  " + label + "?"));
    reply = shell.client.call<api::ImportReply>("Exchange/ImportDaylio", q);
  }
  if (reply.unknown_mood_size()) {
    shell.print(reply);
    std::cerr << "eddy: nothing was imported yet. Say what these moods are, 1 lowest to 5:";
    for (const auto& label : reply.unknown_mood()) std::cerr << " --mood '" << label << "=3'";
    std::cerr << '\n';
    return 11;
  }
  tell_import(shell, reply);
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
    const auto* f = d->FindFieldByName(name);
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
    auto name = f->name();
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
