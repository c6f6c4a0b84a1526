#include "apps/cli/chosen.h"
#include "apps/cli/files.h"
#include "apps/cli/sections.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

using api::ReviewReply;

void say_review(const Shell& shell, const ReviewReply& r) {
  if (!r.title().empty()) shell.say(bold(r.title()));
  if (!r.why().empty()) shell.say(r.why());
  for (const auto& section : r.section()) say_section(shell, section);
  if (r.held()) say_people(shell, r.with_people());
}

void write_page(Shell& shell, const ReviewReply& r, const std::string& file) {
  if (r.html().empty()) throw Ended(1, r.why() + " No file was made.");
  OutFile out(file, shell.home);
  out.write(r.html());
  out.done();
  shell.say("Written to " + file + ". This is not encrypted: everybody who has it can read it.");
}

void copy_lines(Shell& shell, const Options& o, const api::ReviewRequest& about) {
  copy_chosen(shell, o,
              {[&](const std::vector<std::string>& chosen) {
                 api::ReviewLinesRequest q;
                 q.set_span(about.span());
                 q.set_from(about.from());
                 *q.mutable_chosen() = {chosen.begin(), chosen.end()};
                 return shell.client.call<api::PageReply>("Insights/ReviewLines", q);
               },
               [](const std::string& key) { return key; }});
}

void run_review(Shell& shell, const Options& o) {
  api::ReviewRequest q;
  q.set_span(o.has("month") ? api::MONTH : api::WEEK);
  q.set_from(o.text("from"));
  q.set_page(o.has("html"));
  shell.open();
  if (o.has("page")) return copy_lines(shell, o, q);
  const auto reply = shell.client.call<ReviewReply>("Insights/Review", q);
  shell.print(reply);
  if (o.has("html")) return write_page(shell, reply, o.text("html"));
  say_review(shell, reply);
}

}  // namespace

const Verb verbs::review{
    .about = {.name = "review",
              .group = "Look back, and ahead",
              .summary = "a week or a month, looked back at",
              .options =
                  [] {
                    return command::options(
                        {{"month", "", "a month; a week else"},
                         {"from", "DATE", "its Monday, or the first of its month; the last whole one else"},
                         {"html", "FILE", "one page, to read and to print"},
                         {"page", "", "a page for a mentor, of the lines that you choose"},
                         {"with", "LINE,...", "what stands on that page"}});
                  },
              .more =
                  "What was heavy, what went with relief, and one thing to keep: on a device of your own.",
              .examples = {"eddy review", "eddy review --month --html month.html",
                           "eddy review --page --with calls/1,practice/breathe.sigh"}},
    .run = run_review};

}  // namespace eddy::cli
