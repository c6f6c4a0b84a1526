#include "apps/cli/entries.h"
#include "apps/cli/verbs/all.h"

namespace eddy::cli {
namespace {

constexpr const char* kRoles = "friend|colleague|mentor|lead|hr|employee-assistance|specialist";

void run_people_add(Shell& shell, const Options& o) {
  if (o.text("name").empty())
    throw Usage("A person needs a name:  eddy people add --name NAME --reach NUMBER");
  shell.open();
  records::Entry e;
  auto& p = *e.mutable_person();
  p.set_name(o.text("name"));
  if (o.has("role")) p.set_role(named<records::Role>(o, "role", "ROLE_", records::Role_Parse, kRoles));
  if (o.has("reach")) p.set_reach(o.text("reach"));
  if (o.has("note")) p.set_note(o.text("note"));
  put_space(o, &e);
  shell.after_keeping(shell.keep(e, true), one_line(o.text("name")));
}

}  // namespace

const Verb verbs::people_add{
    .about = {.name = "people add",
              .group = "Keep",
              .summary = "write somebody down",
              .options =
                  [] {
                    return command::options(
                        {{"name", "NAME", "who it is"},
                         {"role", kRoles, "what they are to you"},
                         {"reach", "NUMBER", "how to reach them"},
                         option::kNote,
                         option::kSpace,
                         {"keep-anyway", "", "as elsewhere; a person's number is kept in any case"}});
                  },
              .examples = {"eddy people add --name Ana --role friend --reach '+49 30 1234567'"}},
    .run = run_people_add};

}  // namespace eddy::cli
