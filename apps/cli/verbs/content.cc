// Practices and cards of one's own: what is wrong with them, and made into a pack.
#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "core/content/author/author.h"
#include "eddy/api/content.pb.h"

namespace eddy::cli {
namespace {

// What the built-in pack has may be referred to, and its ids are taken.
content::Pack built_in(Shell& shell) {
  content::Pack known;
  const auto listed = shell.client.call<api::ContentListReply>("Content/List", api::ContentListRequest());
  for (const auto& p : listed.practice()) {
    *known.add_practice() = p;
    api::ContentGetRequest q;
    q.set_id(p.id());
    const auto got = shell.client.call<api::ContentGetReply>("Content/Get", q);
    for (const auto& e : got.evidence()) *known.add_evidence() = e;
  }
  return known;
}

content::Pack read(Shell& shell, const Options& o) {
  std::vector<Source> files;
  for (const auto& path : o.rest) files.push_back({path, read_file(path)});
  std::vector<Problem> problems;
  auto pack = read_pack(files, built_in(shell), problems);
  for (const auto& p : problems)
    shell.tell(p.file + (p.line ? ":" + std::to_string(p.line) : "") + ": " + p.what);
  if (!problems.empty())
    throw Ended(10 + int(api::Error::INVALID), std::to_string(problems.size()) +
                                                   (problems.size() == 1 ? " thing" : " things") +
                                                   " to mend. Nothing was written.");
  return pack;
}

void run_content_check(Shell& shell, const Options& o) {
  shell.say("Fine: " + std::to_string(read(shell, o).practice_size()) + " practices and cards.");
}

void run_content_build(Shell& shell, const Options& o) {
  const auto pack = read(shell, o);
  const auto path = o.text("out", pack.id() + ".eddypack");
  OutFile out(path, shell.home);
  out.write(pack.SerializeAsString());
  out.done();
  // Packs in the folder `packs` of the diary are read at every start.
  shell.say("Written to " + path + ". Put it into " + shell.home + "/packs to use it.");
}

}  // namespace

const Verb verbs::content{.about = {.name = "content",
                                    .group = "Around it",
                                    .summary = "check and build your own practices",
                                    .only_under = true}};
const Verb verbs::content_check{.about = {.name = "content check",
                                          .group = "Around it",
                                          .summary = "what is wrong with them, and where",
                                          .arguments = "FILE...",
                                          .least = 1,
                                          .most = -1,
                                          .examples = {"eddy content check mine.textproto"}},
                                .run = run_content_check};
const Verb verbs::content_build{
    .about = {.name = "content build",
              .group = "Around it",
              .summary = "make a pack of them",
              .arguments = "FILE...",
              .least = 1,
              .most = -1,
              .options =
                  [] { return command::options({{"out", "FILE", "the pack; else it is called by its id"}}); },
              .examples = {"eddy content build mine.textproto --out mine.eddypack"}},
    .run = run_content_build};

}  // namespace eddy::cli
