// Daylio's CSV export. Every row is imported, merged as a duplicate, or listed with its line and the reason.
#pragma once
#include "core/journal/journal.h"
#include "eddy/api/exchange.pb.h"

namespace eddy {
api::ImportReply import_daylio(Session& session, Moment now, const api::ImportRequest& request);
// Puts everything of one import into the trash; the same file can be imported again. Gives how many check-ins; `turned`: of
// how many that were here before, activities are feelings again.
int undo_import(Session& session, Moment now, std::string_view import, int* turned = nullptr);
}  // namespace eddy
