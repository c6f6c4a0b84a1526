#include "apps/cli/verbs/debrief_page.h"

#include "apps/cli/chosen.h"
#include "apps/cli/files.h"

namespace eddy::cli {
namespace {

std::string newest_debrief(Shell& shell) {
  api::ListRequest q;
  q.add_table(records::Entry::kDebriefFieldNumber);
  q.set_limit(1);
  const auto all = shell.client.call<api::ListReply>("Journal/List", q);
  if (!all.entry_size()) throw Usage("There is no debrief yet. `eddy debrief` begins one.");
  return all.entry(0).id();
}

}  // namespace

bool set_answer(records::Debrief& d, const std::string& question, const std::string& answer) {
  const auto* f = records::Debrief::descriptor()->FindFieldByName(question);
  if (f) d.GetReflection()->SetString(&d, f, answer);
  return f;
}

void debrief_page(Shell& shell, const Options& o) {
  api::PageRequest q;
  q.set_debrief(o.has("id") ? id_from(o.text("id")) : newest_debrief(shell));
  copy_chosen(shell, o,
              {[&](const std::vector<std::string>& chosen) {
                 *q.mutable_chosen() = {chosen.begin(), chosen.end()};
                 return shell.client.call<api::PageReply>("Journal/Page", q);
               },
               [](const std::string& key) { return key.substr(key.rfind('/') + 1); }});
}

}  // namespace eddy::cli
