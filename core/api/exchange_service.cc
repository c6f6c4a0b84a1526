#include "core/api/services.h"
#include "core/exchange/keep.h"

namespace eddy {

void add_exchange(Services& services) {
  auto& r = services.router;
  auto& x = services.exchange;
  auto& in = services.imports;
  r.add("Exchange/Hand", [&in](Moment, const api::HandRequest& q) {
    in.hand(q);
    return api::Nothing();
  });
  r.add("Exchange/Look", [&in](Moment now, const api::ImportRequest& q) { return in.look(now, q); });
  r.add("Exchange/Import", [&in](Moment now, const api::ImportRequest& q) { return in.import(now, q); });
  r.add("Exchange/UndoImport", [&services](Moment now, const api::UndoRequest& q) {
    (void)id_in(q.import(), "import");
    api::UndoReply reply;
    int turned = 0;
    reply.set_removed(undo_import(services.session, now, q.import(), &turned));
    reply.set_turned(turned);
    return reply;
  });
  r.add("Exchange/Export", [&x](Moment now, const api::ExportRequest& q) { return x.export_all(now, q); });
  r.add("Exchange/ImportRecords",
        [&x](Moment now, const api::ImportRecordsRequest& q) { return x.import_records(now, q); });
  r.add("Exchange/BackUp", [&x](Moment, const api::BackUpRequest& q) { return x.back_up(q); });
  r.add("Exchange/Restore", [&x](Moment now, const api::RestoreRequest& q) { return x.restore(now, q); });
}

}  // namespace eddy
