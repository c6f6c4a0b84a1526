#include "core/exchange/export_text.h"
#include "core/exchange/json_table.h"
#include "core/exchange/json_text.h"

namespace eddy {

api::ExportReply export_json(Exchange& exchange, Session& session, const api::ExportRequest& request) {
  // `after` is that of the messages, and whether anything was written.
  auto messages = request;
  bool first = request.after().empty() || request.after().back() == 0;
  if (!request.after().empty()) messages.mutable_after()->pop_back();
  auto reply = exchange.export_records(messages);
  auto* part = reply.add_part();
  part->set_file("eddy.json");
  auto& text = *part->mutable_bytes();
  const auto add = [&](const api::Exported& one) {
    text += first ? "[\n" : ",\n";
    first = false;
    text += json_text(kExportedMessage, one.SerializeAsString());
  };
  for (const auto& e : reply.record()) add(e);
  reply.set_entries(reply.record_size());
  reply.clear_record();
  if (!reply.next().empty()) {
    *reply.mutable_next() += char(!first);
    return reply;
  }
  if (const int sealed = session.waiting()) {
    reply.set_sealed(sealed);
    api::Exported told;
    told.set_sealed(sealed);
    add(told);
  }
  text += first ? "[\n]\n" : "\n]\n";
  return reply;
}

}  // namespace eddy
