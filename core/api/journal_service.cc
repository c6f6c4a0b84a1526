#include "core/api/services.h"
#include "eddy/api/journal.pb.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

int table_in(int table) {
  if (table < 0 || table >= kTables_end) throw malformed("table", "of no kind");
  return table;
}

Address address_in(const api::IdRequest& q) { return {id_in(q.id()), q.space(), table_in(q.table())}; }

}  // namespace

void add_journal(Services& services) {
  auto& j = services.journal;
  auto& r = services.router;
  r.add("Journal/CheckIn", [&j](Moment now, const rec::CheckIn& q) {
    rec::Entry e;
    *e.mutable_check_in() = q;
    return j.keep(now, std::move(e), false);
  });
  r.add("Journal/Learn", [&j](Moment now, const api::IdRequest& q) { return j.learn(now, address_in(q)); });
  r.add("Journal/Sleep", [&j](Moment now, const rec::Sleep& q) {
    rec::Entry e;
    *e.mutable_sleep() = q;
    return j.keep(now, std::move(e), false);
  });
  r.add("Journal/BrightSpot", [&j](Moment now, const rec::BrightSpot& q) {
    rec::Entry e;
    *e.mutable_bright_spot() = q;
    return j.keep(now, std::move(e), false);
  });
  r.add("Journal/PracticeDone", [&j](Moment now, const api::PracticeDoneRequest& q) {
    return j.practice_done(now, q.state(), q.arm(), q.ended_ms());
  });
  r.add("Journal/Keep", [&j](Moment now, const api::KeepRequest& q) {
    const std::vector<uint64_t> seen(q.seen().begin(), q.seen().end());
    return j.keep(now, q.entry(), q.anyway(), seen.empty() ? nullptr : &seen);
  });
  r.add("Journal/Get", [&j](Moment, const api::IdRequest& q) { return j.get(address_in(q)); });
  r.add("Journal/Earlier", [&j](Moment, const api::EarlierRequest& q) {
    api::ListReply reply;
    for (auto& e : j.earlier({id_in(q.id()), q.space(), table_in(q.table())}, q.skip()))
      *reply.add_entry() = std::move(e);
    return reply;
  });
  r.add("Journal/List", [&j](Moment, const api::ListRequest& q) {
    api::ListReply reply;
    for (auto& e : j.list(q)) *reply.add_entry() = std::move(e);
    return reply;
  });
  r.add("Journal/Search", [&j](Moment, const api::SearchRequest& q) {
    api::ListReply reply;
    for (auto& e : j.search(q.query(), q.limit())) *reply.add_entry() = std::move(e);
    return reply;
  });
  r.add("Journal/Trash",
        [&j](Moment now, const api::IdRequest& q) { return j.trash(now, address_in(q)), api::Nothing(); });
  r.add("Journal/Restore",
        [&j](Moment now, const api::IdRequest& q) { return j.restore(now, address_in(q)), api::Nothing(); });
  r.add("Journal/Purge",
        [&j](Moment now, const api::IdRequest& q) { return j.purge(now, address_in(q)), api::Nothing(); });
  r.add("Journal/EmptyTrash", [&j](Moment now, const api::Nothing&) {
    api::EmptyTrashReply reply;
    reply.set_removed(j.empty_trash(now));
    return reply;
  });
  r.add("Journal/Move", [&j](Moment now, const api::MoveRequest& q) {
    return j.move(now, {id_in(q.id()), 0, table_in(q.table())}, q.to());
  });
  r.add("Journal/Page", [&j](Moment, const api::PageRequest& q) { return j.page(q); });
  auto& f = services.factors;
  r.add("Journal/Factors", [&f, &services](Moment now, const api::FactorsRequest& q) {
    api::FactorsReply reply;
    const auto used = f.used();
    for (const auto& one : used) *reply.add_factor() = one.factor;
    for (auto& one : f.suggested(now, used, QuietNames(services.session, services.catalog)))
      *reply.add_suggested() = std::move(one);
    if (const auto named = q.name().empty() ? std::nullopt : f.named(q.name()))
      *reply.mutable_named() = *named;
    return reply;
  });
  r.add("Journal/NameFactor", [&f](Moment now, const api::NameFactorRequest& q) { return f.name(now, q); });
  r.add("Journal/MergeFactors",
        [&f](Moment now, const api::MergeFactorsRequest& q) { return f.merge(now, q); });
  r.add("Journal/DebriefsOffered", [&services](Moment now, const api::Nothing&) {
    api::ListReply reply;
    for (auto& e : services.reminders.debriefs_offered(now)) *reply.add_entry() = std::move(e);
    return reply;
  });
  auto& b = services.board;
  r.add("Board/Show", [&b](Moment now, const api::BoardShowRequest& q) {
    api::BoardShowReply reply;
    if (auto e = b.show(now, q.need(), q.without_pictures()); e.has_board_item())
      *reply.mutable_entry() = std::move(e);
    return reply;
  });
  r.add("Board/Add", [&b](Moment now, const api::BoardAddRequest& q) { return b.add(now, q); });
  r.add("Board/HideToday", [&b](Moment now, const api::IdRequest& q) {
    return b.hide_today(now, address_in(q)), api::Nothing();
  });
  r.add("Board/GetPicture", [&b, &j](Moment, const api::IdRequest& q) {
    const auto e = j.get({id_in(q.id()), q.space(), kBoardItem});
    api::PictureReply reply;
    reply.set_picture(b.picture(e.board_item()));
    reply.set_media_type(e.board_item().picture().media_type());
    return reply;
  });
}

}  // namespace eddy
