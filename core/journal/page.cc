#include "core/journal/page.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/fold.h"
#include "core/journal/journal.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

constexpr int kNewest = 30;  // records that are offered for a page

const std::string& answer_of(const rec::Debrief& d, const std::string& question) {
  static const std::string none;
  static const std::pair<const char*, const std::string& (rec::Debrief::*)() const> all[] = {
      {"control", &rec::Debrief::control}, {"options", &rec::Debrief::options},
      {"worst", &rec::Debrief::worst},     {"turn", &rec::Debrief::turn},
      {"well", &rec::Debrief::well},       {"differently", &rec::Debrief::differently},
      {"if_then", &rec::Debrief::if_then},
  };
  for (const auto& [name, get] : all)
    if (question == name) return (d.*get)();
  return none;
}

std::string when(const Moment& at) {
  const auto day = floor_div(at.local_ms(), kDay), minute = (at.local_ms() - day * kDay) / kMinute;
  char clock[16];
  std::snprintf(clock, sizeof clock, "%02d:%02d", int(minute / 60), int(minute % 60));
  return iso_date(day) + ", " + clock;
}

std::string told(const rec::HardCall& call) {
  std::string out;
  const auto add = [&](bool given, const std::string& words, const char* before) {
    if (given && !words.empty()) out += (out.empty() ? "" : before) + words;
  };
  add(call.has_how_hard(), std::to_string(call.how_hard()) + " of 10", ", ");
  add(call.has_kind(), plain_name(rec::CallKind_Name(call.kind())), ", ");
  add(call.has_handled(), plain_name(rec::Handled_Name(call.handled())), ", ");
  add(call.has_note(), call.note(), "\n");
  return out;
}

}  // namespace

void ChosenPage::add(const std::string& key, const std::string& ask, const std::string& text) {
  if (text.empty()) return;
  auto* part = reply.add_part();
  part->set_key(key);
  part->set_ask(ask);
  part->set_text(text);
  if (std::find(chosen_.begin(), chosen_.end(), key) == chosen_.end()) return;
  reply.mutable_page()->append((reply.page().empty() ? "" : "\n\n") + ask + "\n" + text);
}

api::PageReply Journal::page(const api::PageRequest& request) {
  ChosenPage page(request.chosen());
  const auto add = [&](const rec::Entry& of, const std::string& question, const std::string& ask,
                       const std::string& text) { page.add(hex(of.id()) + "/" + question, ask, text); };
  const auto add_answers = [&](const rec::Entry& e) {
    const auto* practice =
        catalog_.find(e.debrief().practice().empty() ? "debrief.three" : e.debrief().practice());
    if (!practice) return;  // of a pack that is not here any more
    const auto worded = catalog_.in_language(*practice, session_.settings().language());
    for (const auto& q : worded.prompt()) add(e, q.id(), q.ask(), answer_of(e.debrief(), q.id()));
  };
  if (!request.debrief().empty()) {
    add_answers(get({to_id(request.debrief(), "debrief"), 0, kDebrief}));
    return page.reply;
  }
  api::ListRequest newest;
  for (const int table : {kHardCall, kDebrief, kLesson}) newest.add_table(table);
  newest.set_limit(kNewest);
  for (const auto& e : list(newest)) {
    if (e.has_hard_call())
      add(e, "call", "Hard call, " + when({e.hard_call().at_ms(), e.hard_call().offset_min()}),
          told(e.hard_call()));
    if (e.has_debrief()) add_answers(e);
    if (e.has_lesson()) add(e, "lesson", "A lesson", e.lesson().what());
  }
  return page.reply;
}

}  // namespace eddy
