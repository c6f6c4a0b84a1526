// Exports of released versions, which are read for ever. `frozen/export-1.json` was written before a field was renamed;
// `frozen/export-1.cells` lists the cells of the store that it was written from. Names in an export are promises: whoever
// keeps one for ten years, or reads it with a program of their own, must find what they found before.
#include "bindings/cpp/client.h"
#include "tests/core/importing.h"
#include "tests/core/listing.h"
#include "tests/core/support.h"

namespace eddy::test {
namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> out;
  std::istringstream in(read(source() + "/tests/frozen/" + path));
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

// The entries as they stand in the file, one a line, without what makes a list of them.
std::vector<std::string> entries_of(const std::string& path) {
  std::vector<std::string> out;
  for (auto line : lines_of(path)) {
    if (line == "[" || line == "]") continue;
    if (line.back() == ',') line.pop_back();
    out.push_back(line);
  }
  return out;
}

struct Frozen {
  World w;
  api::ImportReply reply;
  explicit Frozen(const std::string& file) {
    api::ImportRequest q;
    q.set_file(read(source() + "/tests/frozen/" + file));
    reply = import_file(w.imports, at(kNoon + 90 * kDay), q);
  }
  std::vector<api::Exported> exported() {
    api::ExportRequest q;
    q.set_limit(5000);
    const auto all = w.exchange.export_records(q);
    return {all.record().begin(), all.record().end()};
  }
};

TEST(Frozen, AnOldExportIsReadWholeAndWrittenAgainFieldForField) {
  Frozen f("export-1.json");
  for (const auto& l : f.reply.left()) ADD_FAILURE() << "entry " << l.line() << ": " << l.reason();
  const auto before = entries_of("export-1.json");
  EXPECT_EQ(f.reply.imported(), int(before.size()));
  std::map<std::string, std::string> now;  // by id, as the file has it
  for (const auto& e : f.exported()) now[e.entry().id()] = client::to_json(e);
  EXPECT_EQ(now.size(), before.size());
  for (const auto& line : before) {
    api::Exported e;
    client::from_json(line, e);
    EXPECT_EQ(now[e.entry().id()], line);
  }
}

TEST(Frozen, AnOldExportIsReadCellForCell) {
  Frozen f("export-1.json");
  std::string now;
  for (const auto& e : f.exported()) now += cells_of(f.w.session.vault().get(to_id(e.entry().id(), "id")));
  std::string before;
  for (const auto& line : lines_of("export-1.cells")) before += line + '\n';
  EXPECT_EQ(now, before);
}

}  // namespace
}  // namespace eddy::test
