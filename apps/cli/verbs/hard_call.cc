#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

constexpr const char* kCallKinds =
    "angry|abusive|targeted-abuse|sexual-abuse|sad|complex|threat|caller-in-danger|death|other";
constexpr const char* kHandled = "alone|asked-for-help|escalated|ended";

void ask_kind(Shell& shell, records::HardCall& c) {
  const auto typed = shell.ask(
      "What kind? (angry, abusive, targeted-abuse, sad, complex, threat, caller-in-danger, other)", "--kind");
  if (typed.empty()) return;
  std::string name = "CALL_";
  for (const char x : typed)
    name += x == '-' || x == ' ' ? '_' : char(std::toupper(static_cast<unsigned char>(x)));
  records::CallKind kind;
  if (!records::CallKind_Parse(name, &kind) || kind == records::CALL_UNSPECIFIED)
    throw Usage("\"" + typed + "\" is not a kind that Eddy knows. Nothing was kept. --kind takes one of " +
                kCallKinds);
  c.set_kind(kind);
}

void run_hard_call(Shell& shell, const Options& o) {
  records::Entry e;
  auto& c = *e.mutable_hard_call();
  const bool ask = may_ask(shell, o);
  open_or_seal(shell, o);
  if (const auto v = number_or_ask(shell, o, "how-hard", "How hard, 0 to 10?")) c.set_how_hard(*v);
  if (ask) ask_kind(shell, c);
  if (o.has("kind"))
    c.set_kind(named<records::CallKind>(o, "kind", "CALL_", records::CallKind_Parse, kCallKinds));
  if (o.has("handled"))
    c.set_handled(named<records::Handled>(o, "handled", "HANDLED_", records::Handled_Parse, kHandled));
  if (o.has("note")) c.set_note(o.text("note"));
  if (o.has("handover")) c.set_handover(o.text("handover"));
  put_time(shell, o, &c);
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, o.has("keep-anyway")), "Hard call");
  if (o.bare() && !ask) shell.say("Only when it was; --how-hard, --kind and --note keep more.");
}

}  // namespace

const Verb verbs::hard_call{
    .about = {.name = "hard-call",
              .group = "Keep",
              .summary = "note a hard call",
              .options =
                  [] {
                    return command::options({{"how-hard", "0-10", "how hard it was"},
                                             {"kind", kCallKinds, "what kind of call"},
                                             {"handled", kHandled, "how it went on"},
                                             option::kNote,
                                             {"handover", "TEXT", "a short factual note for lead and HR"},
                                             option::kAt,
                                             option::kSpace,
                                             option::kAnyway,
                                             option::kLocked});
                  },
              .more = "Asks, at a terminal, where nothing is given; without one it notes the moment alone.",
              .examples = {"eddy hard-call --how-hard 8 --kind angry --note -"}},
    .run = run_hard_call};

}  // namespace eddy::cli
