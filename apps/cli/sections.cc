#include "apps/cli/sections.h"

namespace eddy::cli {

void say_people(const Shell& shell, bool with_people) {
  if (with_people) shell.say("Your people, and lines to call: eddy cards people");
}

void say_section(const Shell& shell, const api::Section& section) {
  shell.say("\n" + bold(section.title()));
  for (const auto& line : section.line())
    shell.say("  " + one_line(line.text()) + (line.more().empty() ? "" : dim("  (" + line.more() + ")")));
  if (!section.note().empty()) shell.say(dim("  " + section.note()));
  say_people(shell, section.with_people());
}

}  // namespace eddy::cli
