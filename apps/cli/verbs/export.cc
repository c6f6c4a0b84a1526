#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>

#include "apps/cli/files.h"
#include "apps/cli/verbs/all.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {
namespace {

// The files of an export on their way out: one that was named, or several in a folder.
class Out {
 public:
  Out(std::string where, bool folder, std::string diary)
      : where_(std::move(where)), diary_(std::move(diary)), folder_(folder) {
    if (!folder_) file("");
    // For this user only, as what goes into it.
    else if (::mkdir(where_.c_str(), 0700) != 0)
      take_empty(errno);
  }
  void write(const api::ExportReply::Part& part) { file(folder_ ? part.file() : "").write(part.bytes()); }
  void done() {
    for (auto& [name, file] : files_) file->done();
  }

 private:
  // A folder that is there already, where nothing is in it that would be written over.
  void take_empty(int error) const {
    std::error_code failed;
    if (error != EEXIST || !std::filesystem::is_directory(where_, failed))
      throw Usage("cannot make the folder " + where_ + ": " + std::strerror(error));
    if (!std::filesystem::is_empty(where_, failed) || failed)
      throw Usage("There are files in " + where_ +
                  " already. Name a new folder, or an empty one. Nothing was written.");
  }
  OutFile& file(const std::string& name) {
    auto& f = files_[name];
    if (!f) f = std::make_unique<OutFile>(folder_ ? where_ + "/" + name : where_, diary_);
    return *f;
  }
  const std::string where_, diary_;
  const bool folder_;
  std::map<std::string, std::unique_ptr<OutFile>> files_;
};

// What was asked for, and where it goes.
struct Asked {
  api::ExportFormat format = api::EXPORT_FORMAT_JSON;
  std::string where;
};
Asked asked(const Options& o) {
  Asked a;
  if (o.has("csv") + o.has("html") + !o.rest.empty() != 1)
    throw Usage("One of these: eddy export FILE.json, eddy export --csv DIR, eddy export --html FILE.html");
  if (o.has("csv")) a.format = api::EXPORT_FORMAT_CSV, a.where = o.text("csv");
  if (o.has("html")) a.format = api::EXPORT_FORMAT_HTML, a.where = o.text("html");
  if (!o.rest.empty()) a.where = o.rest[0];
  if (a.where == "-") throw Usage("It goes into a file of its own: say which. Nothing was written.");
  return a;
}

void run_export(Shell& shell, const Options& o) {
  const auto what = asked(o);
  shell.open();
  Out out(what.where, what.format == api::EXPORT_FORMAT_CSV, shell.home);
  api::ExportRequest q;
  q.set_format(what.format);
  int64_t written = 0;
  int sealed = 0;
  {
    Progress progress(shell, "Exporting");
    for (;;) {
      const auto reply = shell.client.call<api::ExportReply>("Exchange/Export", q);
      for (const auto& part : reply.part()) out.write(part);
      written += reply.entries();
      sealed = reply.sealed();
      progress.at(reply.progress());
      if (reply.next().empty()) break;
      q.set_after(reply.next());
    }
  }
  out.done();
  shell.print(api::Nothing());
  shell.say("Exported " + std::to_string(written) + " entries to " + what.where +
            ". This is not encrypted: everybody who has it can read it.");
  if (sealed)
    shell.say("Not in it: " + std::to_string(sealed) +
              " given while Eddy was locked, sealed still. `eddy list` takes them in; then export again.");
}

}  // namespace

const Verb verbs::export_all{
    .about = {.name = "export",
              .group = "Your diary",
              .summary = "everything, readable, not encrypted",
              .arguments = "[FILE]",
              .most = 1,
              .options =
                  [] {
                    return command::options(
                        {{"csv", "DIR", "tables for a spreadsheet, one a noun, into this folder"},
                         {"html", "FILE", "one page, to read and to print"}});
                  },
              .more = "Without an option as JSON, which holds everything, and which Eddy can read again.",
              .examples = {"eddy export all.json", "eddy export --html diary.html"}},
    .run = run_export};

}  // namespace eddy::cli
