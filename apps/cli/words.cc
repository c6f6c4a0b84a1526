// The wording of errors and entries. Every error says what happened, whether anything was lost, and what to
// do.
#include <unistd.h>

#include <iostream>

#include "apps/cli/shell.h"

namespace eddy::cli {

int tell(const Shell& shell, const api::Error& e) {
  if (shell.json) std::cout << client::to_json(e, shell.tty_out) << std::endl;
  const auto& about = e.subject();
  std::string words;
  switch (e.kind()) {
    case api::Error::INVALID:
      if (about == "seconds")
        words = "This practice can not have that length. It takes " + e.detail() + " seconds.";
      else if (about == "method")
        words = "There is no such method. `eddy api` lists them.";
      else if (about == "code")
        words =
            "That is not a pairing code. It is the server and 16 letters, as the other device shows them.";
      else if (about == "invite")
        words = "That is not an invite as `eddyd invite` prints it. Nothing was changed.";
      else if (about == "recovery_phrase" && e.detail().find("24") != std::string::npos)
        words = "There are 24 words, and these are not all of them. Nothing was changed.";
      else
        words = "\"" + about + "\" can not be that: " + e.detail() + ". Nothing was kept or changed.";
      break;
    case api::Error::NOT_FOUND:
      if (about == "account") {
        words =
            "The server does not know that account. Look at the address, and that these are the words of it.";
        break;
      }
      words = about == "store" ? "There is no diary in " + shell.home + " yet. `eddy init` makes one."
                               : "Not found: " + about + " (" + e.detail() + ").";
      break;
    case api::Error::LOCKED:
      words =
          "The diary is locked. Give the passphrase at the prompt, with --passphrase-file, or in "
          "EDDY_PASSPHRASE.";
      break;
    case api::Error::WRONG_KEY:
      if (about == "digits") {
        words =
            "Those are not the digits that the new device shows. The pairing is over, to be safe; nothing "
            "was changed. "
            "Begin again with `eddy pair --show`.";
        break;
      }
      words = about == "passphrase"
                  ? "That is not the passphrase of this diary. Nothing was changed; try again."
                  : "That does not open this diary. Nothing was changed.";
      break;
    case api::Error::DAMAGED:
      words =
          "Part of this is damaged: " + about + " (" + e.detail() +
          "). Eddy has not touched it. Copy the folder " + shell.home +
          " somewhere safe; then restore your last backup into a new folder: eddy --home NEW restore FILE.";
      break;
    case api::Error::FULL:
      words = about == "memory"
                  ? "There is not enough memory for this. Nothing was changed."
                  : "The disk did not take it (" + e.detail() +
                        "). What was kept before is safe; this was not kept. Make room, then try again.";
      break;
    case api::Error::TOO_NEW:
      words = "A newer Eddy wrote this. It is untouched; bring this Eddy up to date to open it.";
      break;
    case api::Error::OFFLINE: words = "There is no connection. Nothing is lost."; break;
    case api::Error::REFUSED:
      if (about == "text" && e.detail().find("numbers only") != std::string::npos)
        words =
            "This is a work computer, so Eddy keeps numbers and choices only: whoever runs it may see "
            "screen, keys and files. Nothing was kept. Words are safer on your own phone; `eddy settings "
            "words=on` allows them here.";
      else if (about == "other people's data")
        words = "This looks like it holds a " + e.detail() +
                ". Nothing was kept. Take it out, or say --keep-anyway.";
      else if (about == "home")
        words = "There is a diary in " + shell.home +
                " already. It was not touched. Choose another folder with --home.";
      else if (about == "invite")
        words =
            "The server does not take this invite: it was used already, or is of another server. Ask for a "
            "new one.";
      else if (about == "server" && e.detail().find("already") != std::string::npos)
        words = "This diary is joined to a server already. `eddy devices` shows it.";
      else if (about == "server" && e.detail() == "join one first")
        words = "There is no server yet: `eddy pair --server HOST:PORT --invite INVITE` first.";
      else if (about == "work")
        words = "Not from a work computer: do this on a device of your own. Nothing was changed.";
      else if (about == "shift")
        words = "A shift is open already. `eddy close-shift` closes it.";
      else if (about.rfind("NO_", 0) == 0 || about == "UNSEEN" || about == "EYES_OPEN" ||
               about == "CANNOT_STAND")
        words =
            "You opted out of this kind of practice (" + about + "). `eddy settings opt-outs=` changes that.";
      else
        words = "Not done: " + about + " (" + e.detail() + "). Nothing was changed.";
      break;
    default:
      words =
          "Something is wrong inside Eddy (" + about + ": " + e.detail() + "). What was kept before is safe.";
  }
  std::cerr << "eddy: " << words << '\n';
  return 10 + int(e.kind());
}

namespace {

std::string nice(std::string name, const char* prefix) {
  name = name.substr(std::string(prefix).size());
  for (auto& c : name) c = c == '_' ? ' ' : char(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

std::string indented(const std::string& text) {
  std::string out;
  for (const char c : text) {
    // Control characters that somebody else's file may hold never reach the terminal.
    if (c == '\n')
      out += "\n      ";
    else if (static_cast<unsigned char>(c) >= 32 || (c & 0x80))
      out += c;
  }
  return out;
}

}  // namespace

std::string describe(const Shell& shell, const records::Entry& e) {
  std::string head, more;
  int64_t at = 0;
  int offset = 0;
  const auto when = [&](const auto& m) { at = m.at_ms(), offset = m.offset_min(); };
  const auto text = [&](const std::string& t) {
    if (!t.empty()) more += "\n      " + indented(t);
  };
  switch (e.record_case()) {
    case records::Entry::kCheckIn: {
      const auto& m = e.check_in();
      when(m);
      head = "check-in";
      if (m.has_mood()) head += "  mood " + std::to_string(m.mood());
      if (m.has_energy()) head += "  energy " + std::to_string(m.energy());
      if (m.has_tension()) head += "  tension " + std::to_string(m.tension());
      for (const auto& w : m.feelings()) head += "  " + indented(w);
      if (m.outside()) head += "  (life outside work)";
      text(m.note());
      break;
    }
    case records::Entry::kHardCall: {
      const auto& m = e.hard_call();
      when(m);
      head = "hard call";
      if (m.has_how_hard()) head += "  " + std::to_string(m.how_hard()) + "/10";
      if (m.has_kind()) head += "  " + nice(records::CallKind_Name(m.kind()), "CALL_");
      if (m.has_handled()) head += "  " + nice(records::Handled_Name(m.handled()), "HANDLED_");
      text(m.note());
      text(m.handover());
      break;
    }
    case records::Entry::kDebrief: {
      const auto& m = e.debrief();
      when(m);
      head = "debrief";
      for (const auto* t :
           {&m.control(), &m.options(), &m.worst(), &m.turn(), &m.well(), &m.differently(), &m.if_then()})
        text(*t);
      break;
    }
    case records::Entry::kPracticeDone: {
      const auto& m = e.practice_done();
      when(m);
      head = m.practice() + "  " + std::to_string(m.played_s()) + " s";
      if (m.has_before()) head += "  before " + std::to_string(m.before());
      if (m.has_after()) head += "  after " + std::to_string(m.after());
      if (m.worse()) head += "  (made it worse)";
      break;
    }
    case records::Entry::kSleep: {
      const auto& m = e.sleep();
      when(m);
      head = m.nap() ? "nap" : "sleep";
      if (m.has_bed_ms()) {
        const auto minutes = (m.at_ms() - m.bed_ms()) / 60'000;
        head += "  " + std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
      }
      if (m.has_quality()) head += "  " + std::to_string(m.quality()) + "/5";
      text(m.note());
      break;
    }
    case records::Entry::kBrightSpot:
      when(e.bright_spot()), head = "bright spot", text(e.bright_spot().what());
      break;
    case records::Entry::kLesson: when(e.lesson()), head = "lesson", text(e.lesson().what()); break;
    case records::Entry::kNote: when(e.note()), head = "note", text(e.note().text()); break;
    case records::Entry::kBoardItem:
      when(e.board_item());
      head = "board  " + nice(records::Need_Name(e.board_item().need()), "NEED_");
      if (e.board_item().has_picture()) head += "  (picture)";
      text(e.board_item().text());
      if (!e.board_item().from().empty()) text("from " + e.board_item().from());
      break;
    case records::Entry::kOwnCard:
      when(e.own_card()), head = "your card  " + indented(e.own_card().title()), text(e.own_card().text());
      break;
    case records::Entry::kPerson:
      when(e.person());
      head = indented(e.person().name());
      if (e.person().has_role()) head += "  " + nice(records::Role_Name(e.person().role()), "ROLE_");
      text(e.person().reach());
      text(e.person().note());
      break;
    case records::Entry::kShift: {
      const auto& m = e.shift();
      when(m);
      head = m.off() ? "no shift" : "shift";
      if (m.has_end_ms()) head += "  until " + local_time(shell, double(m.end_ms()), offset, "%H:%M");
      text(m.intention()), text(m.heavy()), text(m.good()), text(m.leave());
      break;
    }
    case records::Entry::kShiftPattern:
      when(e.shift_pattern()),
          head = "usual week  " + std::to_string(e.shift_pattern().slots_size()) + " shifts";
      break;
    default: head = "entry";
  }
  std::string out = shell.dim(local_time(shell, double(at), offset, "%Y-%m-%d %H:%M")) + "  " + head;
  if (e.versions_size()) out += shell.calm("  " + std::to_string(e.versions_size()) + " versions");
  if (!e.id().empty()) out += "  " + shell.dim(hex_of(e.id()));
  return out + more;
}

}  // namespace eddy::cli
