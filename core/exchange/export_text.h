// Everything kept as files to read, a portion a call: JSON that can be imported again, tables for a spreadsheet, a page to
// print. Each says itself that it is not encrypted, and how much was given while locked and is not in it.
#pragma once
#include "core/exchange/records.h"

namespace eddy {

// One file, eddy.json: a list of api.Exported, an entry a line; where something is sealed still, its last says how much.
api::ExportReply export_json(Exchange& exchange, Session& session, const api::ExportRequest& request);
// A file a noun (RFC 4180), and about.txt. They begin with a byte order mark, since without one spreadsheets read
// the letters of another age; what a person typed and a spreadsheet would take for a formula has a ' before it.
api::ExportReply export_csv(Session& session, Moment now, const api::ExportRequest& request);
// One file, eddy.html: a heading a day, a table a noun. It has no script, asks nobody for anything, and shows
// whatever was typed as text alone, in the direction in which it is written.
api::ExportReply export_html(Session& session, Board& board, Moment now, const api::ExportRequest& request);

}  // namespace eddy
