// What syncing costs on this machine, each figure beside its raw limit of the same run. Google Benchmark's JSON.
//   eddy_sync_bench            50,000 entries
//   eddy_sync_bench --smoke    a few, to see that everything still runs
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <iostream>

#include "tests/core/diary.h"
#include "tests/sync/devices.h"
#include "tests/sync/memory_store.h"

namespace {
using namespace eddy;
using namespace eddy::test;
using Clock = std::chrono::steady_clock;

bool smoke = false;
std::string folder;
constexpr int64_t kNow = 1'772'452'800'000;

double seconds(const std::function<void()>& what) {
  const auto from = Clock::now();
  what();
  return std::chrono::duration<double>(Clock::now() - from).count();
}

struct Life {
  Box box{std::make_unique<MemoryStore>()};
  std::unique_ptr<Device> first;
  int records = 0;

  // `each`: one transaction an entry, else as an import of portions.
  explicit Life(const std::string& home, int many, bool each) {
    first = std::make_unique<Device>(home, "pass", true);
    first->join(box, {kNow, 0}, "first");
    first->sync_round(box, {kNow, 0});
    Diary diary;
    diary.per_year = many / 10;
    auto& v = first->session.vault();
    std::optional<Vault::Write> write;
    make_diary(diary, [&](const records::Entry& e) {
      if (!write) write.emplace(v, Moment{kNow + records, 0}), write->in_portions();  // as an import does
      write->create(table_of(e), e.space() ? e.space() : records::SPACE_HOME, body_of(e));
      ++records;
      // Ten entries between two rounds, where each is its own: 5,000 bundles of 50,000 entries.
      const bool last = each || records % 2000 == 0;
      if (last) write->commit(), write.reset();
      if (each && records % 10 == 0) eddy::sync::Ledger(v).seal({kNow, 0}, SIZE_MAX);
    });
    if (write) write->commit();
  }
};

void restore(benchmark::State& state, bool each) {
  const int many = smoke ? 500 : 50'000;
  for (auto _ : state) {
    const auto home = folder + "/" + std::to_string(each);
    Life life(home + "-a", many, each);
    const double push = seconds([&] { life.first->sync_round(life.box, {kNow + kDay, 0}); });
    size_t sealed = 0, bundles = 0;
    for (const auto& [id, a] : static_cast<MemoryStore&>(*life.box.store).data.accounts)
      for (const auto& [n, b] : a.bundles) sealed += b.body.size(), ++bundles;
    Device fresh(home + "-b", "pass", true);
    const auto words = life.first->words;
    api::RestoreByPhraseRequest q;
    q.set_name("Phone");
    q.set_recovery_phrase(words);
    q.set_server("box:7443");
    fresh.sync.restore(q);
    const double pull = seconds([&] { fresh.sync_round(life.box, {kNow + 2 * kDay, 0}); });
    if (fresh.session.vault().db().integer("SELECT count(*) FROM record") < life.records)
      state.SkipWithError("not all of it came");
    // The raw limit: the same rows into the same SQLCipher, in as many commits, with a reused statement, and nothing else.
    const double raw = seconds([&] {
      const Secret key;
      std::filesystem::create_directories(home + "-raw");
      Database db(home + "-raw/raw.db", key, Database::Opening::create);
      db.execute(
          "CREATE TABLE record(rid INTEGER PRIMARY KEY, id BLOB, space INT, kind INT, body BLOB, clocks "
          "BLOB)");
      auto from = fresh.session.vault().db().prepare("SELECT rid, id, space, kind, body, clocks FROM record");
      std::optional<Transaction> t;
      for (int n = 0; from.step(); ++n) {
        if (n % 10'000 == 0) {
          if (t) t->commit();
          t.emplace(db);
        }
        auto s = db.prepare("INSERT INTO record VALUES(?, ?, ?, ?, ?, ?)");
        s.bind(from.integer(0)).bind(from.blob(1)).bind(from.integer(2)).bind(from.integer(3));
        s.bind(from.blob(4)).bind(from.blob(5)).run();
      }
      t->commit();
    });
    state.SetIterationTime(pull);
    state.counters["records"] = life.records;
    state.counters["bundles"] = double(bundles);
    state.counters["push_per_s"] = life.records / push;
    state.counters["restore_per_s"] = life.records / pull;
    state.counters["raw_insert_per_s"] = life.records / raw;
    state.counters["ratio_to_raw"] = pull / raw;
    state.counters["bytes_a_record"] = double(sealed) / life.records;
  }
}

void quiet(benchmark::State& state) {
  Life life(folder + "/quiet", 100, false);
  life.first->sync_round(life.box, {kNow, 0});
  life.first->sync_round(life.box, {kNow, 0});
  for (auto _ : state) {
    life.first->calls = 0, life.first->bytes = 0;
    life.first->sync_round(life.box, {kNow + 1000, 0});
    state.counters["calls_with_token"] = life.first->calls;
    state.counters["bytes_with_token"] = double(life.first->bytes);
    life.first->calls = 0, life.first->bytes = 0;
    life.first->sync_round(life.box, {kNow + kDay, 0});
    state.counters["calls_without"] = life.first->calls;
    state.counters["bytes_without"] = double(life.first->bytes);
    life.first->sync_round(life.box, {kNow, 0});
  }
}

void converge(benchmark::State& state) {
  const int edits = smoke ? 20 : 1000;
  for (auto _ : state) {
    state.PauseTiming();
    Box box{std::make_unique<MemoryStore>()};
    Device a(1), b(2, false);
    a.join(box, {kNow, 0}, "a");
    a.sync_round(box, {kNow, 0});
    pair(box, a, b, {kNow, 0}, false);
    a.sync_round(box, {kNow, 0});
    b.sync_round(box, {kNow, 0});
    for (int i = 0; i < edits; ++i) {
      a.note({kNow + i, 0}, "one thing after another " + std::to_string(i));
      b.note({kNow + i, 0}, "and the other thing " + std::to_string(i));
    }
    state.ResumeTiming();
    const double s = seconds([&] {
      a.sync_round(box, {kNow + kDay, 0});
      b.sync_round(box, {kNow + kDay, 0});
      a.sync_round(box, {kNow + kDay, 0});
    });
    state.SetIterationTime(s);
    if (a.everything() != b.everything()) state.SkipWithError("they do not agree");
  }
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    if (std::string(argv[i]) == "--smoke") {
      smoke = true;
      std::copy(argv + i + 1, argv + argc, argv + i);
      --argc;
    }
  char name[] = "/var/tmp/eddy-sync-bench-XXXXXX";  // a disk, not memory
  folder = mkdtemp(name);
  std::string json = "--benchmark_format=json";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.push_back(json.data());
  int count = int(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  const auto once = [](auto* b, int n) { b->Iterations(n)->UseManualTime()->Unit(benchmark::kMillisecond); };
  once(benchmark::RegisterBenchmark("restore_in_bulk", [](benchmark::State& s) { restore(s, false); }), 1);
  once(benchmark::RegisterBenchmark("restore_5000_bundles", [](benchmark::State& s) { restore(s, true); }),
       1);
  once(benchmark::RegisterBenchmark("nothing_new", quiet), 1);
  once(benchmark::RegisterBenchmark("two_with_1000_edits_each", converge), smoke ? 1 : 5);
  benchmark::RunSpecifiedBenchmarks();
  std::filesystem::remove_all(folder);
}
