// Eddy's own export, read a line at a time.
#pragma once
#include <string>

#include "apps/cli/shell.h"
#include "eddy/api/exchange.pb.h"

namespace eddy::cli {
void import_records(Shell& shell, const std::string& path);  // into an open diary
void tell_import(Shell& shell, const api::ImportReply& reply);
}  // namespace eddy::cli
