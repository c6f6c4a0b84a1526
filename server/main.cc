// eddyd: a box of your own that orders and keeps what it cannot read.
#include <google/protobuf/stubs/logging.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "apps/command/help.h"
#include "core/base/failure.h"
#include "server/verbs/all.h"

namespace eddy::server {
namespace {

void help(const command::About* verb) {
  std::cout << (verb ? command::help(program(), *verb) : command::help(program())).words() << std::endl;
}

void run(const std::vector<std::string>& words) {
  const auto typed = command::parse(program(), words);
  if (typed.version) {
    std::cout << "eddyd " << EDDY_VERSION << std::endl;
    return;
  }
  if (typed.help) return help(typed.verb);
  if (!typed.verb)
    throw command::Usage(
        "Say what to do: `eddyd --help` lists it. A new box begins with  eddyd init --data DIR");
  const auto& verb = **std::find_if(all_verbs().begin(), all_verbs().end(),
                                    [&](const Verb* v) { return &v->about == typed.verb; });
  if (!verb.needs_data) return verb.run(Config(), typed.options);
  if (typed.options.text("data").empty())
    throw command::Usage("Say where its folder is:  eddyd " + std::string(verb.about.name) + " --data DIR");
  verb.run(read_config(typed.options, environ), typed.options);
}

// " (PATH)", where a failure has one.
std::string at(const Failure& f) { return f.path.empty() ? "" : " (" + f.path + ")"; }

std::string words_for(const Failure& f) {
  switch (f.reason) {
    case Reason::file_there: return "There is one already: " + f.path + ". It was not touched.";
    case Reason::folder_in_use:
      return "There is one already: a box that runs on " + f.path + ". It was not touched.";
    case Reason::file_not_there:
      return "Not there: " + f.path + ". A box that is not made yet: `eddyd init --data DIR` makes one.";
    case Reason::store_damaged:
    case Reason::books_damaged:
      return "The store is damaged (" + f.detail +
             "). It was not touched; restore a backup into a new folder: the devices give back what it "
             "lacks.";
    case Reason::store_too_new:
      return "A newer eddyd wrote this store. It is untouched; bring this eddyd up to date.";
    case Reason::settings_malformed:
      return "The settings cannot be that: " + f.detail + ". Nothing was started.";
    case Reason::disk_full:
      return "The disk is full" + at(f) + ". What was kept before is safe. Make room, then try again.";
    case Reason::no_permission:
    case Reason::read_only:
      return "Not allowed to write" + at(f) + ". Nothing was changed: look at whose folder that is.";
    case Reason::too_many_files:
      return "Too many files are open. Nothing was changed: allow more (LimitNOFILE= in the unit, or ulimit "
             "-n).";
    case Reason::database_away: return "The database does not answer: " + f.detail + ". Nothing is lost.";
    case Reason::cannot_listen: return "Nobody could come in: " + f.detail + ". Nothing was changed.";
    default: return "Not done: " + f.detail + at(f) + ". What was kept before is safe.";
  }
}

int ended(int code, const std::string& sentence) {
  std::cerr << "eddyd: " << command::clean(sentence) << std::endl;
  return code;
}

int done() {
  if (std::cout.flush()) return 0;
  return ended(10 + int(Fault::full), "Not all of the output could be written where it was to go.");
}

}  // namespace
}  // namespace eddy::server

int main(int argc, char** argv) {
  using namespace eddy::server;
  umask(0077);
  google::protobuf::SetLogHandler(nullptr);  // nothing of a request is ever written anywhere
  setenv("GRPC_VERBOSITY", "NONE", 0);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  try {
    run({argv + 1, argv + argc});
    return done();
  } catch (const eddy::command::Usage& e) {
    return ended(2, e.what());
  } catch (const eddy::Failure& f) {
    return ended(10 + int(f.fault), words_for(f));
  } catch (const std::exception& e) {
    return ended(1, e.what());
  }
}
