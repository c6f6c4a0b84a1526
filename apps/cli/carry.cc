// Verbs that carry the diary in and out: backup, restore, export, import.
#include <algorithm>
#include <fstream>
#include <iostream>

#include "apps/cli/out_file.h"
#include "apps/cli/verbs.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {

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
  shell.print(api::Nothing());
  shell.say("Backed up to " + o.rest[0] + ", " + std::to_string((bytes + 1023) / 1024) +
            " kB, encrypted. Your passphrase opens it.");
  return 0;
}

int restore(Shell& shell, const Words& words) {
  const Options o(words, {"words-file", "server", "name"}, {"words"});
  if (o.has("words") && o.rest.empty()) return restore_by_phrase(shell, o);
  if (o.rest.size() != 1) throw Usage("eddy restore FILE      eddy restore --words --server HOST:PORT");
  shell.need_empty();
  std::ifstream in(o.rest[0], std::ios::binary);
  if (!in) throw Usage("cannot read " + o.rest[0]);
  in.seekg(0, std::ios::end);
  const double size = std::max(1.0, double(in.tellg()));
  in.seekg(0);
  api::RestoreRequest q;
  if (o.has("words-file"))
    q.set_recovery_phrase(read_file(o.text("words-file")));
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
      progress.at(reply.progress());
      if (reply.next().empty()) break;
      q.set_after(reply.next());
    }
  }
  file.write("\n]\n");
  file.done();
  shell.print(api::Nothing());
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
  auto reply = [&] {
    Progress progress(shell, "Importing");
    progress.at(0);
    return shell.client.call<api::ImportReply>("Exchange/ImportDaylio", q);
  }();
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

}  // namespace eddy::cli
