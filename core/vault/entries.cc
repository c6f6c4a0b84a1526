#include "core/vault/entries.h"

#include "core/vault/admit.h"

namespace eddy {
namespace rec = eddy::records;

int table_of(const rec::Entry& entry) { return int(entry.record_case()); }

std::string body_of(const rec::Entry& entry) {
  rec::Entry only = entry;
  only.clear_id(), only.clear_space(), only.clear_trashed(), only.clear_versions();
  only.clear_from_work(), only.clear_earlier(), only.clear_factor_name();
  const auto wire = only.SerializeAsString();
  Reader r{wire};
  while (!r.in.empty()) {
    const auto tag = r.varint();
    if ((tag & 7) != 2) break;
    const auto bytes = r.take(r.varint());
    if (int(tag >> 3) == table_of(entry)) return std::string(bytes);
  }
  return "";
}

rec::Entry to_entry(const Stored& stored) {
  std::string wire;
  const auto body = join(stored.cells);
  put_varint(wire, uint64_t(stored.table) << 3 | 2);
  put_varint(wire, body.size());
  wire += body;
  rec::Entry entry;
  if (!entry.ParseFromString(wire)) throw Failure{Reason::record_damaged, "not its message"};
  entry.set_id(std::string(view(stored.id)));
  entry.set_space(rec::Space(stored.space));
  entry.set_trashed(fate(stored.cells) == Fate::trashed);
  for (size_t i = 0; i < stored.cells.size(); ++i) {
    const auto& c = stored.cells[i];
    const auto* f = find_field(stored.table, c.field);
    if (!f || !f->free_text) continue;
    const bool many = (i > 0 && stored.cells[i - 1].field == c.field) ||
                      (i + 1 < stored.cells.size() && stored.cells[i + 1].field == c.field);
    if (!many) continue;
    auto* v = entry.add_versions();
    v->set_field(int(c.field));
    v->set_text(std::string(text_of(c)));
    v->set_stamp(c.stamp.id);
  }
  return entry;
}

rec::Entry shown(Vault& vault, const Stored& stored) {
  FactorNames names(vault);
  return shown(vault, stored, names);
}

rec::Entry shown(Vault& vault, const Stored& stored, FactorNames& names) {
  auto entry = to_entry(stored);
  entry.set_trashed(vault.fate_of(stored) == Fate::trashed);
  if (vault.shared() && !vault.of_work() && (stored.table == kPerson || stored.table == kBoardItem))
    entry.set_from_work(from_work(stored.space, stored.id, stored.cells));
  names.tell(entry);
  auto s = vault.db().prepare("SELECT count(*) FROM earlier WHERE rid = ? AND by_work = 1");
  if (s.bind(stored.rid).step()) entry.set_earlier(int(s.integer(0)));
  return entry;
}

std::string* subject_of(rec::Entry& e) {
  switch (e.record_case()) {
    case rec::Entry::kDebrief: return e.mutable_debrief()->mutable_hard_call();
    case rec::Entry::kBrightSpot: return e.mutable_bright_spot()->mutable_hard_call();
    case rec::Entry::kLesson: return e.mutable_lesson()->mutable_debrief();
    case rec::Entry::kBoardItem: return e.mutable_board_item()->mutable_bright_spot();
    default: return nullptr;
  }
}

int subject_table(int table) {
  switch (table) {
    case kDebrief:
    case kBrightSpot: return kHardCall;
    case kLesson: return kDebrief;
    case kBoardItem: return kBrightSpot;
    default: return 0;
  }
}

}  // namespace eddy
