#include "core/exchange/records.h"

#include <algorithm>

#include "core/exchange/export_text.h"
#include "core/exchange/exported.h"
#include "core/exchange/keep.h"

namespace eddy {

api::ExportReply Exchange::export_records(const api::ExportRequest& request) {
  auto& v = session_.vault();
  const int limit = request.limit() == 0 ? 500 : request.limit();
  if (limit < 1 || limit > 5000) throw out_of_range("limit", 1, 5000);
  int64_t after = -1;
  if (!request.after().empty()) after = Reader{request.after()}.get<int64_t>();
  api::ExportReply reply;
  std::vector<int64_t> rids;
  {
    auto s = v.db().prepare("SELECT rid FROM record WHERE rid > ? ORDER BY rid LIMIT ?");
    s.bind(after).bind(limit);
    while (s.step()) rids.push_back(s.integer(0));
  }
  size_t bytes = 0;
  FactorNames names(v);
  bool more = int(rids.size()) == limit;
  for (const auto rid : rids) {
    const auto stored = v.at(rid);
    after = rid;
    if (fate(stored.cells) == Fate::purged) continue;
    *reply.add_record() = exported(board_, stored, names);
    bytes += reply.record(reply.record_size() - 1).ByteSizeLong();
    if (bytes > (2 << 20)) {
      more = more || rid != rids.back();
      break;
    }
  }
  // How far along in time, not in entries: counting them all would cost more than it tells.
  const auto first = v.db().integer("SELECT min(rid) FROM record WHERE rid > 65535");
  const auto last = v.db().integer("SELECT max(rid) FROM record");
  reply.set_progress(more && last > first ? std::clamp(double(after - first) / double(last - first), 0.0, 1.0)
                                          : 1.0);
  if (more) {
    std::string next;
    put<int64_t>(next, after);
    reply.set_next(next);
  }
  return reply;
}

api::ExportReply Exchange::export_all(Moment now, const api::ExportRequest& request) {
  switch (request.format()) {
    case api::EXPORT_FORMAT_JSON: return export_json(*this, session_, request);
    case api::EXPORT_FORMAT_CSV: return export_csv(session_, now, request);
    case api::EXPORT_FORMAT_HTML: return export_html(session_, board_, now, request);
    default: return export_records(request);
  }
}

api::ImportReply Exchange::import_records(Moment now, const api::ImportRecordsRequest& request) {
  Keeper keeper(session_, now);
  api::ImportReply reply;
  Vault::Write w(session_.vault(), now);
  w.in_portions();
  Keeping keeping(session_, w, now, "");
  for (int i = 0; i < request.record_size(); ++i) {
    ImportRow row;
    row.line = i + 1;
    row.what = request.record(i);
    if (const auto& id = row.what.entry().id(); id.size() == 16) row.id = to_id(id, "id");
    keeper.take(row, reply, &keeping);
  }
  w.commit();
  return reply;
}

}  // namespace eddy
