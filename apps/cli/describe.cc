// Entries as they are listed: when, what, and the words under it.
#include "apps/cli/files.h"
#include "apps/cli/shell.h"
#include "apps/cli/times.h"
#include "bindings/cpp/host.h"

namespace eddy::cli {
namespace {

std::string nice(std::string name, const char* prefix) {
  name = name.substr(std::string(prefix).size());
  for (auto& c : name) c = c == '_' ? ' ' : char(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

std::string duration(int64_t minutes) {
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

// One entry on its way to being described: its line, and its texts.
struct Described {
  std::string head, more;
  int64_t at = 0;
  int offset = 0;

  void text(const std::string& words) {
    if (words.empty()) return;
    more += "\n      ";
    for (const char c : words) c == '\n' ? more += "\n      " : more += c;
  }
  void add(bool there, const char* what, int64_t value) {
    if (there) head += std::string("  ") + what + std::to_string(value);
  }
  void add(const std::string& words) {
    if (!words.empty()) head += "  " + one_line(words).words();
  }

  void of(const records::CheckIn& m) {
    head = "check-in";
    add(m.has_mood(), "mood ", m.mood());
    add(m.has_energy(), "energy ", m.energy());
    add(m.has_tension(), "tension ", m.tension());
    for (const auto& w : m.feelings()) add(w);
    if (m.outside()) add("(life outside work)");
    text(m.note());
  }
  void of(const records::Factor& m) { head = "factor", add(m.name()); }
  void of(const records::HardCall& m) {
    head = "hard call";
    if (m.has_how_hard()) add(std::to_string(m.how_hard()) + "/10");
    if (m.has_kind()) add(nice(records::CallKind_Name(m.kind()), "CALL_"));
    if (m.has_handled()) add(nice(records::Handled_Name(m.handled()), "HANDLED_"));
    text(m.note());
    text(m.handover());
  }
  void of(const records::Debrief& m) {
    head = "debrief";
    for (const auto* t :
         {&m.control(), &m.options(), &m.worst(), &m.turn(), &m.well(), &m.differently(), &m.if_then()})
      text(*t);
  }
  void of(const records::PracticeDone& m) {
    head = one_line(m.practice()).words() + "  " + std::to_string(m.played_s()) + " s";
    add(m.has_before(), "before ", m.before());
    add(m.has_after(), "after ", m.after());
    if (m.worse()) add("(made it worse)");
  }
  void of(const records::Sleep& m) {
    head = m.nap() ? "nap" : "sleep";
    if (m.has_bed_ms()) add(duration((m.at_ms() - m.bed_ms()) / 60'000));
    if (m.has_quality()) add(std::to_string(m.quality()) + "/5");
    text(m.note());
  }
  void of(const records::BrightSpot& m) { head = "bright spot", text(m.what()); }
  void of(const records::Lesson& m) { head = "lesson", text(m.what()); }
  void of(const records::Note& m) { head = "note", text(m.text()); }
  void of(const records::BoardItem& m) {
    head = "board  " + nice(records::Need_Name(m.need()), "NEED_");
    if (m.has_picture()) add("(picture)");
    text(m.text());
    if (!m.from().empty()) text("from " + m.from());
  }
  void of(const records::OwnCard& m) { head = "your card", add(m.title()), text(m.text()); }
  void of(const records::Person& m) {
    head = one_line(m.name()).words();
    if (m.has_role()) add(nice(records::Role_Name(m.role()), "ROLE_"));
    text(m.reach());
    text(m.note());
  }
  void of(const records::Shift& m) {
    head = m.off() ? "no shift" : "shift";
    // By the clock on the wall there, which may have changed in between.
    const double end = double(m.end_ms());
    const int changed = client::offset_min(end) - client::offset_min(double(m.at_ms()));
    if (m.has_end_ms()) add("until " + local_time(end, m.offset_min() + changed, "%H:%M"));
    for (const auto* t : {&m.intention(), &m.heavy(), &m.good(), &m.leave()}) text(*t);
  }
  void of(const records::ShiftPattern& m) {
    head = "usual week  " + std::to_string(m.slots_size()) + " shifts";
  }

  template <class Record>
  void take(const Record& m) {
    at = m.at_ms(), offset = m.offset_min();
    of(m);
  }
};

Described described(const records::Entry& e) {
  Described d;
  switch (e.record_case()) {
    case records::Entry::kCheckIn: d.take(e.check_in()); break;
    case records::Entry::kHardCall: d.take(e.hard_call()); break;
    case records::Entry::kDebrief: d.take(e.debrief()); break;
    case records::Entry::kPracticeDone: d.take(e.practice_done()); break;
    case records::Entry::kSleep: d.take(e.sleep()); break;
    case records::Entry::kBrightSpot: d.take(e.bright_spot()); break;
    case records::Entry::kLesson: d.take(e.lesson()); break;
    case records::Entry::kNote: d.take(e.note()); break;
    case records::Entry::kBoardItem: d.take(e.board_item()); break;
    case records::Entry::kOwnCard: d.take(e.own_card()); break;
    case records::Entry::kPerson: d.take(e.person()); break;
    case records::Entry::kShift: d.take(e.shift()); break;
    case records::Entry::kShiftPattern: d.take(e.shift_pattern()); break;
    case records::Entry::kFactor: d.take(e.factor()); break;
    default: d.head = "entry";
  }
  std::string with;
  for (const auto& name : e.factor_name()) with += (with.empty() ? "with " : ", ") + name;
  d.add(with);
  return d;
}

}  // namespace

Text describe(const records::Entry& e) {
  const auto d = described(e);
  Text out = dim(local_time(double(d.at), d.offset, "%Y-%m-%d %H:%M")) + "  " + d.head;
  if (e.versions_size()) out += calm("  " + std::to_string(e.versions_size()) + " versions");
  if (e.earlier()) out += calm("  " + std::to_string(e.earlier()) + " earlier");
  if (e.from_work()) out += calm("  perhaps from work");
  if (!e.id().empty()) out += "  " + dim(hex_of(e.id()));
  return out + d.more;
}

}  // namespace eddy::cli
