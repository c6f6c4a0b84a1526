// Any bytes as a file of a stranger's: a picture, a CSV, an export of Daylio's or of Eddy's. A picture cleaned once is clean; a file imported
// twice adds nothing, and what it brought can be taken back.
#include "core/api/services.h"
#include "core/board/picture.h"
#include "core/exchange/csv.h"
#include "tests/core/importing.h"

namespace {

constexpr eddy::Moment kNow{1'772'452'800'000, 0};

// Made anew now and then: what was undone stays in its trash.
eddy::Services& diary() {
  static eddy::Services* services = nullptr;  // never a static's own: SQLCipher goes before those at the end
  static int used = 0;
  if (!services || ++used % 500 == 0) {
    delete services;
    services = new eddy::Services();
    services->session.open_in_memory(1);
    services->session.init("a calm river", false, nullptr);
  }
  return *services;
}

void picture(std::string_view bytes) {
  try {
    const auto clean = eddy::without_metadata(bytes);
    if (clean.bytes.size() > bytes.size() + 16) __builtin_trap();
    if (eddy::without_metadata(clean.bytes).bytes != clean.bytes) __builtin_trap();
  } catch (const eddy::Failure&) {
  }
}

void whole_file(std::string_view bytes) {
  auto& session = diary().session;
  eddy::api::ImportRequest q;
  q.set_file(std::string(bytes));
  for (const auto& [label, mood] : {std::pair{"good", 4}, {"ok", 3}, {"bad", 2}}) {
    auto* m = q.add_mood();
    m->set_label(label);
    m->set_mood(mood);
  }
  const auto take_in = [&] { return eddy::test::import_daylio(session, kNow, q); };
  try {
    const auto seen = eddy::Imports(session).look(kNow, q);
    const auto first = take_in();
    if (first.rows() != seen.rows()) __builtin_trap();
    if (first.rows() != first.imported() + first.changed() + first.duplicates() + first.left_size())
      __builtin_trap();
    if (take_in().imported() != 0) __builtin_trap();
    if (first.imported() > 0) {
      eddy::undo_import(session, kNow, first.import());
      if (take_in().left_size() != first.left_size()) __builtin_trap();
    }
  } catch (const eddy::Failure& f) {
    if (f.fault != eddy::Fault::invalid && f.fault != eddy::Fault::not_found) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  picture(bytes);
  (void)eddy::read_csv(bytes);
  whole_file(bytes);
  return 0;
}
