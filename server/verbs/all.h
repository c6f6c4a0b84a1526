// Every verb there is; table.cc puts them in order. Each lives in the file of its name.
#pragma once
#include "server/verb.h"

namespace eddy::server::verbs {
extern const Verb init, serve, invite, accounts, backup, restore, check, completion, help;
}
