#include "apps/cli/verbs/factors.h"

#include <algorithm>

#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

constexpr const char* kFactorsGroup = "Keep";

// The one that is called so; its id and its space.
api::OwnFactor::Merged listed(Shell& shell, const std::string& name) {
  api::FactorsRequest q;
  q.set_name(name);
  const auto reply = shell.client.call<api::FactorsReply>("Journal/Factors", q);
  if (reply.has_named()) return reply.named();
  throw Usage("None of your factors is called \"" + name +
              "\"; `eddy factors` lists them. Nothing was changed.");
}

Text line_of(const api::OwnFactor& f) {
  Text out = one_line(f.name()) +
             dim("  " + std::to_string(f.used()) + (f.used() == 1 ? " check-in" : " check-ins"));
  if (f.space() == records::SPACE_WORK) out += dim("  of work");
  std::string also;
  for (const auto& m : f.merged()) also += (also.empty() ? "  also " : ", ") + m.name();
  return out + dim(also);
}

void run_factors(Shell& shell, const Options&) {
  shell.open();
  const auto all = shell.client.call<api::FactorsReply>("Journal/Factors", api::FactorsRequest());
  shell.print(all);
  for (const auto& f : all.factor()) shell.say(line_of(f));
  if (all.factor().empty())
    shell.say("None yet. A check-in makes them:  eddy check-in --mood 3 --factor overtime,gym");
}

void run_factors_add(Shell& shell, const Options& o) {
  api::NameFactorRequest q;
  q.set_name(joined(o));
  q.set_anyway(o.has("keep-anyway"));
  if (o.has("space"))
    q.set_space(named<records::Space>(o, "space", "SPACE_", records::Space_Parse, "work, home"));
  shell.open();
  const auto f = shell.client.call<api::OwnFactor>("Journal/NameFactor", q);
  shell.print(f);
  shell.say(line_of(f));
}

void run_factors_rename(Shell& shell, const Options& o) {
  api::NameFactorRequest q;
  q.set_name(o.rest[1]);
  q.set_anyway(o.has("keep-anyway"));
  shell.open();
  const auto which = listed(shell, o.rest[0]);
  q.set_id(which.id());
  q.set_space(which.space());
  const auto f = shell.client.call<api::OwnFactor>("Journal/NameFactor", q);
  shell.print(f);
  shell.say(line_of(f));
}

void run_factors_merge(Shell& shell, const Options& o) {
  shell.open();
  api::MergeFactorsRequest q;
  const auto one = listed(shell, o.rest[0]), other = listed(shell, o.rest[1]);
  q.set_id(one.id());
  q.set_space(one.space());
  q.set_into(other.id());
  q.set_into_space(other.space());
  const auto f = shell.client.call<api::OwnFactor>("Journal/MergeFactors", q);
  shell.print(f);
  shell.say("They are one now. `eddy factors apart " + o.rest[0] + "` parts them again.");
  shell.say(line_of(f));
}

void run_factors_apart(Shell& shell, const Options& o) {
  shell.open();
  api::MergeFactorsRequest q;
  const auto which = listed(shell, o.rest[0]);
  q.set_id(which.id());
  q.set_space(which.space());
  const auto f = shell.client.call<api::OwnFactor>("Journal/MergeFactors", q);
  shell.print(f);
  shell.say("It stands for itself.");
  shell.say(line_of(f));
}

void run_factors_trash(Shell& shell, const Options& o) {
  shell.open();
  const auto which = listed(shell, o.rest[0]);
  api::IdRequest q;
  q.set_id(which.id());
  q.set_space(which.space());
  q.set_table(records::Entry::kFactorFieldNumber);
  shell.print(shell.client.call<api::Nothing>("Journal/Trash", q));
  shell.say("In the trash: no check-in shows it. `eddy factors add` with its name brings it back.");
}

}  // namespace

std::vector<std::string> factors_called(Shell& shell, const std::string& names, bool anyway) {
  std::vector<std::string> out;
  for (size_t i = 0; i <= names.size();) {
    const auto end = std::min(names.find(',', i), names.size());
    api::NameFactorRequest q;
    q.set_name(names.substr(i, end - i));
    q.set_anyway(anyway);
    i = end + 1;
    if (q.name().find_first_not_of(" \t") == std::string::npos) continue;
    out.push_back(shell.client.call<api::OwnFactor>("Journal/NameFactor", q).id());
  }
  return out;
}

const Verb verbs::factors{
    .about = {.name = "factors",
              .group = kFactorsGroup,
              .summary = "your own factors: overtime, gym, a new campaign",
              .more = "A check-in carries them (--factor), and search finds it by their names.",
              .examples = {"eddy factors", "eddy factors rename gym sport",
                           "eddy factors merge training sport"}},
    .run = run_factors};
const Verb verbs::factors_add{
    .about = {.name = "factors add",
              .group = kFactorsGroup,
              .summary = "make one, or bring it back",
              .arguments = "WORDS...",
              .least = 1,
              .most = -1,
              .options = [] { return command::options({option::kSpace, option::kAnyway}); }},
    .run = run_factors_add};
const Verb verbs::factors_rename{
    .about = {.name = "factors rename",
              .group = kFactorsGroup,
              .summary = "call it otherwise; where another is called so, they become one",
              .arguments = "OLD NEW",
              .least = 2,
              .most = 2,
              .options = [] { return command::options({option::kAnyway}); }},
    .run = run_factors_rename};
const Verb verbs::factors_merge{.about = {.name = "factors merge",
                                          .group = kFactorsGroup,
                                          .summary = "the first means the second from now on",
                                          .arguments = "OLD INTO",
                                          .least = 2,
                                          .most = 2},
                                .run = run_factors_merge};
const Verb verbs::factors_apart{.about = {.name = "factors apart",
                                          .group = kFactorsGroup,
                                          .summary = "one that was merged stands for itself again",
                                          .arguments = "NAME",
                                          .least = 1,
                                          .most = 1},
                                .run = run_factors_apart};
const Verb verbs::factors_trash{.about = {.name = "factors trash",
                                          .group = kFactorsGroup,
                                          .summary = "into the trash: no check-in shows it",
                                          .arguments = "NAME",
                                          .least = 1,
                                          .most = 1},
                                .run = run_factors_trash};

}  // namespace eddy::cli
