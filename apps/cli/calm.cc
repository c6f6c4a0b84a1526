// Verbs that help in the moment: reset, cards, practices, board.
#include <fstream>
#include <iostream>

#include "apps/cli/guide.h"
#include "apps/cli/verbs.h"
#include "eddy/api/board.pb.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {

int reset(Shell& shell, const Words& words) {
  const Options o(words, {"seconds", "before", "after", "opt-out", "language", "where"},
                  {"fast", "wait-for-me", "rate", "no-rate", "still"});
  // Plays at once and unlocks afterwards: nobody with a racing heart types a passphrase.
  const auto status = shell.attach();
  api::BeginRequest q;
  if (!o.rest.empty()) q.set_practice(o.rest[0]);
  if (const auto s = o.number("seconds")) q.set_seconds(*s);
  for (const auto& out : o.all("opt-out")) {
    content::OptOut parsed;
    if (!content::OptOut_Parse(out, &parsed))
      throw Usage("--opt-out does not know \"" + out + "\"; see `eddy help settings`");
    q.add_opt_out(parsed);
  }
  q.set_wait_for_me(o.has("wait-for-me"));
  q.set_language(o.text("language"));
  if (o.has("where")) {
    content::Where where;
    auto name = o.text("where");
    for (auto& c : name) c = char(std::toupper(static_cast<unsigned char>(c)));
    if (!content::Where_Parse(name, &where)) throw Usage("--where is call, between, break, home or bed");
    q.set_where(where);
  }
  const auto settings = shell.client.call<records::Settings>("Settings/Get", api::Nothing());
  Play how;
  how.fast = o.has("fast");
  how.still = o.has("still") || settings.reduced_motion();
  how.before = o.number("before");
  how.after = o.number("after");
  const auto begun = shell.client.call<api::PlayerReply>("Player/Begin", q);
  how.rate =
      o.has("rate") || (!o.has("no-rate") && !how.before && !how.after && begun.rate() && status.exists());
  const auto played = play(shell, begun, how);
  if (!status.exists()) {
    shell.say("That call is over. The next person is new." +
              shell.dim("   (Nothing was kept: there is no diary yet.)"));
    return 0;
  }
  shell.tty_in = false;  // never ask now: what is given is sealed, and joins at the next unlock
  shell.try_open();
  api::PracticeDoneRequest done;
  *done.mutable_state() = played.state();
  done.set_ended_ms(played.scene().start_ms());
  done.set_arm(o.rest.empty() ? records::ARM_PINNED : records::ARM_CHOSEN);
  const auto kept = shell.client.call<api::Kept>("Journal/PracticeDone", done);
  shell.print(kept);
  shell.say("That call is over. The next person is new.");
  if (kept.sealed()) shell.say(shell.dim("Kept, sealed. It joins your diary when you unlock it."));
  return 0;
}

namespace {

void show_practice(const Shell& shell, const content::Practice& p) {
  shell.say(shell.bold(p.title()) + "  " + shell.dim(p.id()));
  shell.say(p.about());
  for (const auto& g : p.group()) {
    shell.say("\n" + shell.calm(g.title()));
    for (const auto& l : g.line()) shell.say("  " + l);
  }
  for (const auto& q : p.prompt()) shell.say("\n" + shell.calm(q.ask()));
}

void show_lines(Shell& shell) {
  const auto reply = shell.client.call<api::LinesReply>("Content/Lines", api::LinesRequest());
  if (reply.country().empty()) {
    shell.say("\nWhich country are you in? `eddy settings country=DE` shows its emergency numbers here.");
  } else if (!reply.line_size()) {
    shell.say("\nEddy knows no checked number for " + reply.country() +
              ". Write the ones you trust under your people.");
  }
  bool crisis = false;
  for (const auto& l : reply.line()) {
    crisis = crisis || !l.emergency();
    shell.say("\n" + shell.bold(l.number()) + "  " +
              (l.emergency() ? "emergency" : l.name() + "  " + l.hours()) +
              (l.check_this() ? shell.calm("  check this number") : "") + "\n  " +
              shell.dim(l.source() + ", seen " + l.seen()));
  }
  if (!crisis)
    shell.say(
        shell.dim("\nEddy ships no crisis line whose own page has not been read. Add the one you trust:\n  "
                  "eddy people add --name 'Crisis line' --reach NUMBER"));
}

}  // namespace

int cards(Shell& shell, const Words& words) {
  if (!words.empty() && words[0] == "add") return own_card(shell, {words.begin() + 1, words.end()});
  const Options o(words, {"language", "limit"}, {"all"});
  const auto status = shell.attach();
  if (!o.rest.empty() && o.rest[0] == "people") {
    if (!shell.json && shell.try_open()) person(shell, {});
    api::ContentGetRequest q;
    q.set_id("support.reach");
    const auto reply = shell.client.call<api::ContentGetReply>("Content/Get", q);
    shell.print(reply);
    show_practice(shell, reply.practice());
    show_lines(shell);
    return 0;
  }
  if (o.rest.empty()) {
    api::ContentListRequest q;
    q.set_language(o.text("language"));
    for (const auto k : {content::CARD, content::SCRATCHPAD, content::LIST}) q.add_kind(k);
    const auto reply = shell.client.call<api::ContentListReply>("Content/List", q);
    shell.print(reply);
    for (const auto& p : reply.practice())
      shell.say(shell.bold(p.title()) + "  " + shell.dim(p.id()) + "\n  " + p.about());
    return 0;
  }
  if (o.rest.size() == 1 && o.rest[0].find('.') != std::string::npos &&
      o.rest[0].find(' ') == std::string::npos) {
    // One's own words need the passphrase. It is used where it is at hand; nobody is asked for it during a call.
    if (status.exists() && shell.has_passphrase()) shell.open();
    api::ContentGetRequest q;
    q.set_id(o.rest[0]);
    q.set_language(o.text("language"));
    const auto reply = shell.client.call<api::ContentGetReply>("Content/Get", q);
    shell.print(reply);
    show_practice(shell, reply.practice());
    if (!reply.reviewed()) shell.say("\n" + shell.dim("Not reviewed by a native speaker yet."));
    for (const auto& e : reply.own()) shell.say("\n" + describe(shell, e));
    if (o.rest[0] == "card.danger") show_lines(shell);
    return 0;
  }
  api::CardSearchRequest q;
  for (const auto& w : o.rest) q.set_query(q.query().empty() ? w : q.query() + " " + w);
  q.set_language(o.text("language"));
  q.set_limit(o.number("limit").value_or(3));
  const auto reply = shell.client.call<api::CardSearchReply>("Cards/Search", q);
  shell.print(reply);
  if (!reply.hit_size()) shell.say("No card fits those words. `eddy cards` shows all of them.");
  for (int i = 0; i < reply.hit_size(); ++i) {
    const auto& p = reply.hit(i).practice();
    if (i == 0 || o.has("all"))
      show_practice(shell, p);
    else
      shell.say((i == 1 ? "\nAlso: " : "      ") + p.title() + "  " + shell.dim("eddy cards " + p.id()));
  }
  return 0;
}

int own_card(Shell& shell, const Words& words) {
  const Options o(words, {"for", "title", "text", "space"}, {"keep-anyway"});
  shell.open();
  records::Entry e;
  auto& c = *e.mutable_own_card();
  if (o.has("for")) c.set_practice(o.text("for"));
  if (o.has("title")) c.set_title(o.text("title"));
  c.set_text(o.text("text"));
  if (c.text().empty())
    throw Usage("needs words: eddy cards add --for card.danger --text 'Our procedure: ...'");
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Your card");
  return 0;
}

int practices(Shell& shell, const Words& words) {
  const Options o(words, {"language"}, {"evidence"});
  shell.attach();
  if (o.rest.empty()) {
    api::ContentListRequest q;
    q.set_language(o.text("language"));
    const auto reply = shell.client.call<api::ContentListReply>("Content/List", q);
    shell.print(reply);
    for (const auto& p : reply.practice())
      shell.say(shell.bold(p.title()) + "  " +
                shell.dim(p.id() + (p.max_s() ? "  " + std::to_string(p.min_s()) + " to " +
                                                    std::to_string(p.max_s()) + " s"
                                              : "")) +
                "\n  " + p.about());
    return 0;
  }
  api::ContentGetRequest q;
  q.set_id(o.rest[0]);
  q.set_language(o.text("language"));
  const auto reply = shell.client.call<api::ContentGetReply>("Content/Get", q);
  shell.print(reply);
  show_practice(shell, reply.practice());
  if (!reply.practice().caution().empty()) shell.say("\n" + reply.practice().caution());
  for (const auto& e : reply.evidence())
    shell.say("\n" + shell.calm(e.studied()) +
              (e.null_result() ? shell.dim("  (partly or wholly a null result)") : "") + "\n  " + e.found() +
              "\n  " + shell.dim(e.source() + (e.link().empty() ? "" : "  " + e.link())));
  if (reply.evidence_size() == 0) shell.say(shell.dim("\nWe know of no study of this one."));
  return 0;
}

int board(Shell& shell, const Words& words) {
  const Options o(words, {"need", "text", "from", "picture", "kind", "space", "bright-spot", "out"},
                  {"keep-anyway", "no-pictures"});
  shell.open();
  records::Need need = records::NEED_UNSPECIFIED;
  if (o.has("need")) {
    auto name = "NEED_" + o.text("need");
    for (auto& c : name) c = char(std::toupper(static_cast<unsigned char>(c)));
    if (!records::Need_Parse(name, &need)) throw Usage("--need is reassure, remind or laugh");
  }
  const auto what = o.rest.empty() ? "show" : o.rest[0];
  if (what == "add") {
    api::BoardAddRequest q;
    q.mutable_item()->set_need(need);
    if (o.has("text")) q.mutable_item()->set_text(o.text("text"));
    if (o.has("from")) q.mutable_item()->set_from(o.text("from"));
    if (o.has("bright-spot")) {
      api::IdRequest spot;
      spot.set_id(id_from(o.text("bright-spot")));
      q.mutable_item()->set_bright_spot(spot.id());
      q.mutable_item()->set_text(shell.client.call<records::Entry>("Journal/Get", spot).bright_spot().what());
    }
    if (o.has("picture")) q.set_picture(read_file(o.text("picture")));
    auto kind = "BOARD_" + o.text("kind", o.has("picture") ? "picture" : "quote");
    for (auto& c : kind) c = char(std::toupper(static_cast<unsigned char>(c)));
    records::BoardKind parsed;
    if (!records::BoardKind_Parse(kind, &parsed))
      throw Usage("--kind is picture, quote, meme, hold, certificate or praise");
    q.mutable_item()->set_kind(parsed);
    q.set_anyway(o.has("keep-anyway"));
    shell.after_keeping(shell.client.call<api::Kept>("Board/Add", q), "A thing for your board is");
    return 0;
  }
  if (what == "hide" || what == "picture") {
    if (o.rest.size() != 2) throw Usage("eddy board " + what + " ID");
    api::IdRequest q;
    q.set_id(id_from(o.rest[1]));
    if (what == "hide") {
      shell.print(shell.client.call<api::Nothing>("Board/HideToday", q));
      shell.say("Not shown again today.");
      return 0;
    }
    const auto reply = shell.client.call<api::PictureReply>("Board/GetPicture", q);
    if (!o.has("out")) throw Usage("needs --out FILE");
    std::ofstream out(o.text("out"), std::ios::binary);
    out << reply.picture();
    if (!out.flush()) throw Usage("cannot write " + o.text("out"));
    shell.say("Written to " + o.text("out") + ". That copy is not encrypted.");
    return 0;
  }
  if (what == "list") {
    api::ListRequest q;
    q.add_table(records::Entry::kBoardItemFieldNumber);
    const auto reply = shell.client.call<api::ListReply>("Journal/List", q);
    shell.print(reply);
    for (const auto& e : reply.entry()) shell.say(describe(shell, e));
    return 0;
  }
  if (what != "show") throw Usage("eddy board show|add|list|hide|picture");
  api::BoardShowRequest q;
  q.set_need(need);
  q.set_without_pictures(o.has("no-pictures"));
  const auto reply = shell.client.call<api::BoardShowReply>("Board/Show", q);
  shell.print(reply);
  if (!reply.entry().has_board_item()) {
    shell.say("Your board is empty" + std::string(need ? " for that" : "") +
              ". Put something on it for a hard day:\n  eddy board add --need laugh --text 'this is fine'");
    return 0;
  }
  const auto& item = reply.entry().board_item();
  if (!item.text().empty()) shell.say("\n  " + shell.bold(item.text()));
  if (!item.from().empty()) shell.say("  " + shell.dim(item.from()));
  if (item.has_picture())
    shell.say("  (a picture: eddy board picture " + hex_of(reply.entry().id()) + " --out FILE)");
  return 0;
}

}  // namespace eddy::cli
