// Verbs that keep and find what a person writes.
#include <algorithm>
#include <iostream>

#include "apps/cli/verbs.h"
#include "eddy/api/content.pb.h"
#include "eddy/api/days.pb.h"

namespace eddy::cli {
namespace {

// `angry` for CALL_ANGRY; dashes and spaces for underscores.
template <class E>
E named(const std::string& word, const char* prefix, bool (*parse)(google::protobuf::ConstStringParam, E*),
        const char* option) {
  std::string name = prefix;
  for (const char c : word)
    name += c == '-' || c == ' ' ? '_' : char(std::toupper(static_cast<unsigned char>(c)));
  E value;
  if (!parse(name, &value) || int(value) == 0)
    throw Usage("--" + std::string(option) + " does not know \"" + word + "\"; see `eddy help hard-call`");
  return value;
}

const std::vector<std::string> kCommon = {"at", "space", "note"};

std::vector<std::string> with_common(std::vector<std::string> more) {
  more.insert(more.end(), kCommon.begin(), kCommon.end());
  return more;
}

template <class M>
void put_time(Shell& shell, const Options& o, M* m) {
  if (!o.has("at")) return;
  const double at = parse_time(shell, o.text("at"));
  m->set_at_ms(int64_t(at));
  m->set_offset_min(shell.offset_min(at));
}

void put_space(const Options& o, records::Entry* e) {
  if (o.has("space"))
    e->set_space(named<records::Space>(o.text("space"), "SPACE_", records::Space_Parse, "space"));
}

// Asks only where a person is there to answer and nothing was given on the command line.
std::optional<int> number_or_ask(Shell& shell, const Options& o, const char* name,
                                 const std::string& question, bool may_ask) {
  if (o.has(name)) return o.number(name);
  if (!may_ask) return std::nullopt;
  const auto a = shell.ask(question);
  if (a.empty()) return std::nullopt;
  if (a.find_first_not_of("0123456789") != std::string::npos || a.size() > 2)
    throw Usage("that needs a number");
  return std::stoi(a);
}

// What is given while locked is sealed, so nothing here needs the passphrase; but where it is at hand, use
// it.
void open_or_seal(Shell& shell, const Options& o) {
  if (o.has("locked")) {
    if (!shell.attach().exists()) shell.open();
  } else {
    shell.open();
  }
}

records::Entry last_hard_call(Shell& shell) {
  api::ListRequest q;
  q.add_table(records::Entry::kHardCallFieldNumber);
  q.set_limit(1);
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  if (!reply.entry_size()) throw Usage("there is no hard call to look back at yet");
  return reply.entry(0);
}

}  // namespace

int check_in(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, with_common({"mood", "energy", "tension", "word"}),
                  {"outside", "keep-anyway", "locked"});
  records::Entry e;
  auto& c = *e.mutable_check_in();
  const bool ask = words.empty() && shell.tty_in;
  open_or_seal(shell, o);
  if (const auto v = number_or_ask(shell, o, "mood", "Mood, 1 to 5?", ask)) c.set_mood(*v);
  if (const auto v = number_or_ask(shell, o, "energy", "Energy, 1 to 5?", ask)) c.set_energy(*v);
  if (const auto v = number_or_ask(shell, o, "tension", "Tension, 0 to 10?", ask)) c.set_tension(*v);
  for (const auto& w : o.all("word")) c.add_feelings(w);
  if (ask)
    if (const auto w = shell.ask("A word for it?"); !w.empty()) c.add_feelings(w);
  if (o.has("note")) c.set_note(o.text("note"));
  if (o.has("outside")) c.set_outside(true);
  put_time(shell, o, &c);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Check-in");
  return 0;
}

int hard_call(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, with_common({"how-hard", "kind", "handled", "handover"}), {"keep-anyway", "locked"});
  records::Entry e;
  auto& c = *e.mutable_hard_call();
  const bool ask = words.empty() && shell.tty_in;
  open_or_seal(shell, o);
  if (const auto v = number_or_ask(shell, o, "how-hard", "How hard, 0 to 10?", ask)) c.set_how_hard(*v);
  auto kind = o.text("kind");
  if (ask)
    kind = shell.ask(
        "What kind? (angry, abusive, targeted-abuse, sad, complex, threat, caller-in-danger, other)");
  if (!kind.empty()) c.set_kind(named<records::CallKind>(kind, "CALL_", records::CallKind_Parse, "kind"));
  if (o.has("handled"))
    c.set_handled(named<records::Handled>(o.text("handled"), "HANDLED_", records::Handled_Parse, "handled"));
  if (o.has("note")) c.set_note(o.text("note"));
  if (o.has("handover")) c.set_handover(o.text("handover"));
  put_time(shell, o, &c);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Hard call");
  return 0;
}

namespace {

// A page for a mentor or lead: only what is chosen, one answer at a time or by --with, shown whole here.
int debrief_page(Shell& shell, const Options& o) {
  api::ListRequest q;
  q.add_table(records::Entry::kDebriefFieldNumber);
  q.set_limit(1000);
  const auto all = shell.client.call<api::ListReply>("Journal/List", q);
  const auto wanted = o.has("id") ? id_from(o.text("id")) : all.entry_size() ? all.entry(0).id() : "";
  for (const auto& e : all.entry()) {
    if (e.id() != wanted) continue;
    const auto& d = e.debrief();
    api::ContentGetRequest c;
    c.set_id(d.practice().empty() ? "debrief.three" : d.practice());
    const auto practice = shell.client.call<api::ContentGetReply>("Content/Get", c).practice();
    const auto with = "," + o.text("with") + ",";
    std::string page;
    for (const auto& p : practice.prompt()) {
      const auto* field = records::Debrief::descriptor()->FindFieldByName(p.id());
      const auto text = field ? d.GetReflection()->GetString(d, field) : "";
      if (text.empty()) continue;
      const bool chosen = o.has("with") ? with.find("," + p.id() + ",") != std::string::npos
                                        : shell.yes(p.ask() + "\n  " + text + "\nOn the page?");
      if (chosen) page += p.ask() + "\n  " + text + "\n\n";
    }
    shell.say(
        page.empty()
            ? "Nothing was chosen, so the page is empty. Choose with --with question,question."
            : "\n" + page +
                  shell.dim(
                      "This is the whole page. Copy it from here if you like; nothing was sent or kept."));
    return 0;
  }
  throw Usage("there is no such debrief");
}

}  // namespace

int debrief(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"id", "answer", "practice", "space", "with"},
                  {"last", "keep-anyway", "list", "page"});
  shell.open();
  if (o.has("page")) return debrief_page(shell, o);
  if (o.has("list")) {
    const auto reply = shell.client.call<api::ListReply>("Journal/DebriefsOffered", api::Nothing());
    shell.print(reply);
    if (!reply.entry_size()) shell.say("Nothing to look back at now.");
    for (const auto& e : reply.entry()) shell.say(describe(shell, e));
    return 0;
  }
  records::Entry e;
  auto& d = *e.mutable_debrief();
  const auto practice = o.text("practice", "debrief.three");
  d.set_practice(practice);
  if (o.has("id"))
    d.set_hard_call(id_from(o.text("id")));
  else if (o.has("last") || !o.has("answer")) {
    const auto call = last_hard_call(shell);
    d.set_hard_call(call.id());
    shell.say(describe(shell, call) + "\n");
  }
  api::ContentGetRequest q;
  q.set_id(practice);
  const auto content = shell.client.call<api::ContentGetReply>("Content/Get", q).practice();
  std::map<std::string, std::string> answers;
  for (const auto& a : o.all("answer")) {
    const auto equals = a.find('=');
    if (equals == std::string::npos) throw Usage("--answer needs question=text");
    answers[a.substr(0, equals)] = a.substr(equals + 1);
  }
  int given = 0;
  for (const auto& p : content.prompt()) {
    std::string text;
    if (const auto a = answers.find(p.id()); a != answers.end()) {
      text = a->second;
      answers.erase(a);
    } else if (answers.empty() && o.all("answer").empty()) {
      if (!shell.tty_in) shell.say(shell.bold(p.id()) + "  " + p.ask());
      for (const auto& offer : p.offer()) shell.say(shell.dim("   for example: " + offer));
      text = shell.ask(p.ask() + "\n>");
    }
    if (text.empty()) continue;
    // The prompt's id is the record's field.
    const auto* field = records::Debrief::descriptor()->FindFieldByName(p.id());
    if (field) d.GetReflection()->SetString(&d, field, text), ++given;
  }
  if (!answers.empty()) throw Usage("\"" + answers.begin()->first + "\" is not a question of " + practice);
  if (!given) {
    shell.say(
        "\nNothing was written, so nothing was kept. Answer with --answer question=text, or at the prompts.");
    return 0;
  }
  const auto kept = shell.keep(e, o.has("keep-anyway"));
  shell.after_keeping(kept, "Debrief");
  api::IdRequest ended;
  ended.set_id(kept.id());
  if (!shell.client.call<api::Kept>("Journal/Learn", ended).id().empty())
    shell.say("Your step is kept as a lesson. It shows when you open a shift.");
  return 0;
}

int sleep_log(Shell& shell, const std::vector<std::string>& words) {
  if (!words.empty() && words[0] == "plan") return sleep_plan(shell, {words.begin() + 1, words.end()});
  const Options o(words, {"bed", "up", "quality", "device-free", "note", "space"}, {"nap", "keep-anyway"});
  records::Entry e;
  auto& s = *e.mutable_sleep();
  const bool ask = words.empty() && shell.tty_in;
  shell.open();
  const auto bed = ask ? shell.ask("To bed at? (23:10)") : o.text("bed"),
             up = ask ? shell.ask("Up at? (06:40)") : o.text("up");
  if (bed.empty() || up.empty()) throw Usage("needs --bed and --up, like --bed 23:10 --up 06:40");
  const double up_ms = parse_time(shell, up);
  double bed_ms = parse_time(shell, bed);
  if (bed.size() <= 5) {  // the last such time before getting up
    while (bed_ms >= up_ms) bed_ms -= 86'400'000.0;
    while (up_ms - bed_ms > 86'400'000.0) bed_ms += 86'400'000.0;
  }
  s.set_at_ms(int64_t(up_ms));
  s.set_offset_min(shell.offset_min(up_ms));
  s.set_bed_ms(int64_t(bed_ms));
  if (const auto v = number_or_ask(shell, o, "quality", "How was it, 1 to 5?", ask)) s.set_quality(*v);
  if (const auto v = number_or_ask(shell, o, "device-free", "Minutes without a screen before bed?", ask))
    s.set_device_free_min(*v);
  if (o.has("nap")) s.set_nap(true);
  if (o.has("note")) s.set_note(o.text("note"));
  put_space(o, &e);
  const auto minutes = int((up_ms - bed_ms) / 60'000);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Sleep, " + std::to_string(minutes / 60) + " h " +
                                                               std::to_string(minutes % 60) + " min,");
  return 0;
}

int bright_spot(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"text", "space"}, {"keep-anyway", "locked"});
  open_or_seal(shell, o);
  records::Entry e;
  auto what = o.text("text", o.rest.empty() ? "" : o.rest[0]);
  if (what.empty()) what = shell.ask("What went right?");
  if (what.empty()) throw Usage("needs a few words: eddy bright-spot 'she thanked me at the end'");
  e.mutable_bright_spot()->set_what(what);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Bright spot");
  return 0;
}

int note(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"for", "text", "space"}, {"keep-anyway", "locked"});
  open_or_seal(shell, o);
  records::Entry e;
  auto text = o.text("text", o.rest.empty() ? "" : o.rest[0]);
  if (text.empty()) text = shell.ask("What should be kept?");
  if (text.empty())
    throw Usage("needs a few words: eddy note --for card.vent 'waited three weeks; wants a call back'");
  if (o.has("for")) e.mutable_note()->set_practice(o.text("for"));
  e.mutable_note()->set_text(text);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Note");
  return 0;
}

int person(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"name", "role", "reach", "note", "space"}, {"keep-anyway"});
  shell.open();
  if (o.rest.empty() || o.rest[0] != "add") {
    api::ListRequest q;
    q.add_table(records::Entry::kPersonFieldNumber);
    const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
    shell.print(reply);
    if (!reply.entry_size())
      shell.say(
          "Nobody is written down yet. `eddy people add --name NAME --role friend --reach NUMBER` adds "
          "someone.");
    for (const auto& e : reply.entry()) shell.say(describe(shell, e));
    return 0;
  }
  records::Entry e;
  e.mutable_person()->set_name(o.text("name"));
  if (o.has("role"))
    e.mutable_person()->set_role(named<records::Role>(o.text("role"), "ROLE_", records::Role_Parse, "role"));
  if (o.has("reach")) e.mutable_person()->set_reach(o.text("reach"));
  if (o.has("note")) e.mutable_person()->set_note(o.text("note"));
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, true), o.text("name"));
  return 0;
}

int shift(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"intention", "start", "end", "week", "off"}, {"keep-anyway"});
  shell.open();
  const auto what = o.rest.empty() ? "show" : o.rest[0];
  if (what == "open") {
    records::Shift s;
    if (o.has("intention")) s.set_intention(o.text("intention"));
    const auto reply = shell.client.call<api::OpenShiftReply>("Shifts/Open", s);
    shell.print(reply);
    shell.say("The shift is open.");
    for (const auto& l : reply.lesson()) shell.say("  Worth having in mind: " + l.lesson().what());
    return 0;
  }
  if (what == "add" || what == "off") {
    records::Entry e;
    auto& s = *e.mutable_shift();
    const double start = parse_time(shell, o.text("start")), end = parse_time(shell, o.text("end"));
    s.set_at_ms(int64_t(start));
    s.set_offset_min(shell.offset_min(start));
    s.set_end_ms(int64_t(end));
    if (what == "off") s.set_off(true);
    shell.after_keeping(shell.keep(e, false), what == "off" ? "Day off" : "Shift");
    return 0;
  }
  if (what == "week") {  // mon 08:00-16:30, repeated
    records::Entry e;
    static const std::vector<std::string> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t i = 1; i + 1 < o.rest.size(); i += 2) {
      const auto day = std::find(days.begin(), days.end(), o.rest[i]);
      int h1, m1, h2, m2;
      if (day == days.end() || std::sscanf(o.rest[i + 1].c_str(), "%2d:%2d-%2d:%2d", &h1, &m1, &h2, &m2) != 4)
        throw Usage("write the week like: eddy shift week mon 08:00-16:30 tue 22:00-06:00");
      auto* slot = e.mutable_shift_pattern()->add_slots();
      slot->set_weekday(int(day - days.begin()) + 1);
      slot->set_start_min(h1 * 60 + m1);
      const int length = h2 * 60 + m2 - h1 * 60 - m1;
      slot->set_length_min(length > 0 ? length : length + 24 * 60);
    }
    shell.after_keeping(shell.keep(e, false), "Usual week");
    return 0;
  }
  if (what != "show") throw Usage("eddy shift open|add|off|week|show");
  api::BetweenRequest q;
  q.set_from_ms(shell.now_ms() - 86'400'000.0);
  q.set_to_ms(shell.now_ms() + 7 * 86'400'000.0);
  const auto reply = shell.client.call<api::BetweenReply>("Shifts/Between", q);
  shell.print(reply);
  if (!reply.shift_size())
    shell.say("No shifts known. `eddy shift week mon 08:00-16:30 ...` sets your usual week.");
  for (const auto& s : reply.shift()) {
    const int offset = shell.offset_min(s.start_ms());
    shell.say(local_time(shell, s.start_ms(), offset, "%a %Y-%m-%d %H:%M") + " to " +
              local_time(shell, s.end_ms(), offset, "%H:%M") + (s.planned() ? "  (usual week)" : ""));
  }
  return 0;
}

int close_shift(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"heavy", "good", "leave"}, {"keep-anyway"});
  shell.open();
  const bool ask = words.empty() && shell.tty_in;
  api::CloseShiftRequest q;
  q.set_heavy(ask ? shell.ask("What was heavy?") : o.text("heavy"));
  q.set_good(ask ? shell.ask("What was good, even a little?") : o.text("good"));
  q.set_leave(ask ? shell.ask("What do you leave here?") : o.text("leave"));
  q.set_anyway(o.has("keep-anyway"));
  const auto kept = shell.client.call<api::Kept>("Shifts/Close", q);
  shell.print(kept);
  shell.say("The door is shut. The evening is yours.");
  return 0;
}

int list(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"limit", "from", "to"}, {"trash"});
  shell.open();
  api::ListRequest q;
  if (const auto n = o.number("limit"))
    q.set_limit(*n);
  else
    q.set_limit(20);
  if (o.has("from")) q.set_from_ms(parse_time(shell, o.text("from")));
  if (o.has("to")) q.set_to_ms(parse_time(shell, o.text("to")));
  q.set_trashed(o.has("trash"));
  for (const auto& kind : o.rest) {
    auto name = kind;
    std::replace(name.begin(), name.end(), '-', '_');
    const auto* f = records::Entry::descriptor()->FindFieldByName(name);
    if (!f || !f->containing_oneof())
      throw Usage("there are no entries called \"" + kind + "\"; try check-in, hard-call, sleep");
    q.add_table(f->number());
  }
  const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
  shell.print(reply);
  for (const auto& e : reply.entry()) shell.say(describe(shell, e));
  if (!reply.entry_size()) shell.say("Nothing there yet.");
  return 0;
}

int search(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"limit"}, {});
  if (o.rest.empty()) throw Usage("what should Eddy look for?  eddy search refund");
  shell.open();
  api::SearchRequest q;
  for (const auto& w : o.rest) q.set_query(q.query().empty() ? w : q.query() + " " + w);
  if (const auto n = o.number("limit")) q.set_limit(*n);
  const auto reply = shell.client.call<api::ListReply>("Journal/Search", q);
  shell.print(reply);
  for (const auto& e : reply.entry()) shell.say(describe(shell, e));
  if (!reply.entry_size()) shell.say("Nothing found.");
  return 0;
}

int entry(Shell& shell, const std::vector<std::string>& words) {
  const Options o(words, {"to"}, {"yes"});
  if (o.rest.size() != 2) throw Usage("eddy entry show|trash|restore|purge|move ID");
  api::IdRequest q;
  q.set_id(id_from(o.rest[1]));
  shell.open();
  if (o.rest[0] == "show") {
    const auto e = shell.client.call<records::Entry>("Journal/Get", q);
    shell.print(e);
    shell.say(describe(shell, e));
  } else if (o.rest[0] == "trash") {
    shell.print(shell.client.call<api::Nothing>("Journal/Trash", q));
    shell.say("In the trash. `eddy entry restore " + o.rest[1] + "` brings it back.");
  } else if (o.rest[0] == "restore") {
    shell.print(shell.client.call<api::Nothing>("Journal/Restore", q));
    shell.say("It is back.");
  } else if (o.rest[0] == "purge") {
    if (!o.has("yes") && !shell.yes("Remove it for good? This can not be undone.")) return 0;
    shell.print(shell.client.call<api::Nothing>("Journal/Purge", q));
    shell.say("Removed for good.");
  } else if (o.rest[0] == "move") {
    api::MoveRequest m;
    m.set_id(q.id());
    m.set_to(named<records::Space>(o.text("to"), "SPACE_", records::Space_Parse, "to"));
    const auto kept = shell.client.call<api::Kept>("Journal/Move", m);
    shell.print(kept);
    shell.say("Moved. Its new id is " + hex_of(kept.id()) + ".");
  } else {
    throw Usage("eddy entry show|trash|restore|purge|move ID");
  }
  return 0;
}

}  // namespace eddy::cli
