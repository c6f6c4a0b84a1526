// A page to take to somebody: only what is chosen, a line at a time or by --with, shown whole before it is copied.
#pragma once
#include <functional>
#include <vector>

#include "apps/cli/shell.h"

namespace eddy::cli {

struct ChosenPage {
  std::function<api::PageReply(const std::vector<std::string>& chosen)> ask;
  std::function<std::string(const std::string& key)> name;  // what --with calls a line
};
void copy_chosen(Shell& shell, const Options& o, const ChosenPage& page);

}  // namespace eddy::cli
