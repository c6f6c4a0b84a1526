// Eddy's figures, each beside its raw limit measured in the same run: the same SQLCipher, pragmas, bytes and
// number of commits with a reused statement, on the same disk. `ratio_to_raw` is median over median.
//   eddy_bench            the ten-year diary of 100,000 entries
//   eddy_bench --smoke    a small one, to see that everything still runs
#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "bindings/cpp/client.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/days.pb.h"
#include "eddy/api/exchange.pb.h"
#include "eddy/api/insights.pb.h"
#include "eddy/api/journal.pb.h"
#include "tests/core/diary.h"

namespace {

using namespace eddy;
using Clock = std::chrono::steady_clock;

bool smoke = false;
std::string folder, self;
const std::string kPass = "a bench by the river";

double seconds(const std::function<void()>& what) {
  const auto from = Clock::now();
  what();
  return std::chrono::duration<double>(Clock::now() - from).count();
}
double median(std::vector<double> v) {
  std::nth_element(v.begin(), v.begin() + long(v.size() / 2), v.end());
  return v[v.size() / 2];
}

// One iteration of Eddy's, then one of the raw one, again and again: the machine's moods meet both alike.
void compare(benchmark::State& state, const std::function<void()>& ours, const std::function<void()>& raw) {
  std::vector<double> a, b;
  ours(), raw();
  for (auto _ : state) {
    a.push_back(seconds(ours));
    state.SetIterationTime(a.back());
    b.push_back(seconds(raw));
  }
  state.counters["median_us"] = median(a) * 1e6;
  state.counters["raw_us"] = median(b) * 1e6;
  state.counters["ratio_to_raw"] = median(a) / median(b);
}

struct Raw {
  explicit Raw(const std::string& path, const std::string& key_hex) {
    sqlite3_open(path.c_str(), &db);
    const auto key = "x'" + key_hex + "'";
    sqlite3_key(db, key.data(), int(key.size()));
    run("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON");
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  }
  ~Raw() {
    for (auto* s : statements) sqlite3_finalize(s);
    sqlite3_close(db);
  }
  void run(const char* sql) {
    char* why = nullptr;
    if (sqlite3_exec(db, sql, nullptr, nullptr, &why) != SQLITE_OK) throw std::runtime_error(why);
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* s = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &s, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db));
    statements.push_back(s);
    return s;
  }
  sqlite3* db = nullptr;
  std::vector<sqlite3_stmt*> statements;
};

struct Store {
  std::string home, key_hex;
  int64_t records = 0, last_ms = 0;
  double written_s = 0;
  std::vector<std::string> bodies;  // what a raw store would hold, for bulk_write

  std::unique_ptr<client::Client> open() const {
    auto c = std::make_unique<client::Client>([this] { return double(last_ms + 3'600'000); });
    api::AttachRequest a;
    a.set_home(home);
    c->call<api::Status>("Core/Attach", a);
    api::UnlockRequest u;
    for (size_t i = 0; i < key_hex.size(); i += 2)
      *u.mutable_key() += char(std::stoi(key_hex.substr(i, 2), nullptr, 16));
    c->call<api::UnlockReply>("Core/Unlock", u);
    return c;
  }
  std::string db() const { return home + "/diary.db"; }
};

Store make(int years) {
  Store s;
  s.home = folder + "/" + std::to_string(years) + "y";
  client::Client c([&] { return 1.8e12; });
  api::AttachRequest a;
  a.set_home(s.home);
  c.call<api::Status>("Core/Attach", a);
  api::InitRequest i;
  i.set_passphrase(kPass);
  c.call<api::InitReply>("Core/Init", i);
  api::PassphraseRequest p;
  p.set_passphrase(kPass);
  s.key_hex = c.call<api::RevealKeyReply>("Core/RevealKey", p).key_hex();
  std::vector<api::ImportRecordsRequest> portions(1);
  test::Diary diary;
  diary.begin_ms += int64_t(10 - years) * 31'557'600'000;
  diary.years = years;
  if (smoke) diary.per_year = 200;
  test::make_diary(diary, [&](const records::Entry& e) {
    if (portions.back().record_size() == 5000) portions.emplace_back();
    *portions.back().add_record()->mutable_entry() = e;
    s.bodies.push_back(e.SerializeAsString());
    s.last_ms = diary.begin_ms + int64_t(years) * 31'557'600'000;
    ++s.records;
  });
  s.written_s = seconds([&] {
    for (const auto& q : portions)
      if (c.call<api::ImportReply>("Exchange/ImportRecords", q).left_size())
        throw std::runtime_error("an entry was left out");
  });
  return s;
}

const Store& store(int years) {
  static std::map<int, Store> all;
  auto& s = all[years];
  if (s.home.empty()) s = make(years);
  return s;
}

void open(benchmark::State& state) {
  const auto& s = store(10);
  api::ListRequest first;
  first.set_limit(1);
  compare(
      state, [&] { s.open()->call<api::ListReply>("Journal/List", first); },
      [&] {
        Raw raw(s.db(), s.key_hex);
        auto* q = raw.prepare("SELECT body FROM record ORDER BY rid DESC LIMIT 1");
        sqlite3_step(q);
      });
}

void check_in(benchmark::State& state) {
  const auto& s = store(10);
  const auto c = s.open();
  records::CheckIn q;
  q.set_mood(4), q.set_energy(3), q.set_tension(2);
  q.set_note("a long queue and one kind word at the end of it, all in all fine");
  const auto bytes = q.SerializeAsString();
  Raw raw(folder + "/raw_check_in.db", s.key_hex);
  raw.run("CREATE TABLE IF NOT EXISTS record(rid INTEGER PRIMARY KEY, body BLOB)");
  auto* insert = raw.prepare("INSERT INTO record(body) VALUES(?)");
  compare(
      state, [&] { c->call<api::Kept>("Journal/CheckIn", q); },
      [&] {
        sqlite3_bind_blob(insert, 1, bytes.data(), int(bytes.size()), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
      });
}

void month_trend(benchmark::State& state, int years) {
  const auto& s = store(years);
  const auto c = s.open();
  api::TrendsRequest q;
  q.set_days(30);
  Raw raw(s.db(), s.key_hex);
  auto* sum =
      raw.prepare("SELECT day, inside, metric, n, total FROM rollup WHERE day BETWEEN ? AND ? ORDER BY day");
  const auto today = s.last_ms / 86'400'000;
  compare(
      state, [&] { benchmark::DoNotOptimize(c->call<api::TrendsReply>("Insights/Trends", q)); },
      [&] {
        sqlite3_bind_int64(sum, 1, today - 29);
        sqlite3_bind_int64(sum, 2, today);
        while (sqlite3_step(sum) == SQLITE_ROW) {
        }
        sqlite3_reset(sum);
      });
}

// One answer of how it has been; raw: the roll-ups it is made of, read once. Goal: 50 ms each on ten years.
void insight(benchmark::State& state, const char* which) {
  const auto& s = store(10);
  const auto c = s.open();
  const auto method = std::string("Insights/") + which;
  Raw raw(s.db(), s.key_hex);
  auto* all = raw.prepare("SELECT day, inside, metric, n, total FROM rollup ORDER BY day");
  compare(
      state, [&] { benchmark::DoNotOptimize(c->raw(method, "")); },
      [&] {
        while (sqlite3_step(all) == SQLITE_ROW) {
        }
        sqlite3_reset(all);
      });
}

void search(benchmark::State& state, bool rare) {
  const auto& s = store(10);
  const auto c = s.open();
  api::SearchRequest q;
  q.set_query(test::word(rare ? 9000 : 0));  // a rare word; the commonest
  q.set_limit(50);
  Raw raw(s.db(), s.key_hex);
  auto* find = raw.prepare(
      "SELECT r.body FROM (SELECT rowid AS hit FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50) "
      "JOIN record r ON r.rid = hit");
  int hits = 0;
  compare(
      state, [&] { hits = c->call<api::ListReply>("Journal/Search", q).entry_size(); },
      [&] {
        sqlite3_bind_text(find, 1, q.query().data(), int(q.query().size()), SQLITE_STATIC);
        while (sqlite3_step(find) == SQLITE_ROW) {
        }
        sqlite3_reset(find);
      });
  state.counters["hits"] = hits;
}

void bulk_write(benchmark::State& state) {
  for (auto _ : state) {
    const auto& s = store(10);
    const auto raw_s = seconds([&] {
      Raw raw(folder + "/raw_bulk.db", s.key_hex);
      raw.run("CREATE TABLE record(rid INTEGER PRIMARY KEY, body BLOB)");
      auto* insert = raw.prepare("INSERT INTO record(body) VALUES(?)");
      for (size_t i = 0; i < s.bodies.size(); ++i) {
        if (i % 5000 == 0) raw.run(i ? "COMMIT; BEGIN" : "BEGIN");
        sqlite3_bind_blob(insert, 1, s.bodies[i].data(), int(s.bodies[i].size()), SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
      }
      raw.run("COMMIT");
    });
    state.SetIterationTime(s.written_s);
    state.counters["records_per_s"] = double(s.records) / s.written_s;
    state.counters["raw_records_per_s"] = double(s.records) / raw_s;
    state.counters["ratio_to_raw"] = s.written_s / raw_s;
  }
}

void size(benchmark::State& state) {
  for (auto _ : state) {
    const auto& s = store(10);
    double bytes = 0, plain = 0;
    state.SetIterationTime(seconds([&] {
      s.open();  // and closed: everything is in one file
      bytes = double(std::filesystem::file_size(s.db()));
    }));
    for (const auto& b : s.bodies) plain += double(b.size());
    state.counters["bytes_per_record"] = bytes / double(s.records);
    state.counters["raw_bytes_per_record"] = plain / double(s.records);
    state.counters["ratio_to_raw"] = bytes / plain;
  }
}

void empty_call(benchmark::State& state) {
  auto* core = eddy_new();
  std::vector<double> none;
  char from[64] = {}, to[64];
  constexpr int kMany = 1000;
  compare(
      state,
      [&] {
        for (int i = 0; i < kMany; ++i)
          eddy_reply_free(eddy_call(core, "eddy.api.Core/SetZone", 1.7e12, nullptr, 0));
      },
      [&] {
        for (int i = 0; i < kMany; ++i) {
          auto* p = new char[64];
          memcpy(p, from, 64), memcpy(to, p, 64);
          benchmark::DoNotOptimize(to);
          delete[] p;
        }
      });
  state.counters["us_per_call"] = double(state.counters["median_us"]) / kMany;
  eddy_free(core);
}

// `eddy check-in` as a person runs it, against the key derivation alone, and the most memory any command
// took.
void process_check_in(benchmark::State& state) {
  const auto& s = store(10);
  const auto eddy = std::filesystem::path(self).parent_path() / "eddy";
  double most_kb = 0;
  const auto run = [&](std::vector<std::string> words) {
    const auto child = fork();
    if (child == 0) {
      setenv("EDDY_PASSPHRASE", kPass.c_str(), 1);
      if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(1);
      std::vector<char*> argv;
      words.insert(words.begin(), {eddy.string(), "--home", s.home});
      for (auto& w : words) argv.push_back(w.data());
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    if (status != 0) throw std::runtime_error("eddy failed: " + words.back());
    most_kb = std::max(most_kb, double(used.ru_maxrss));
  };
  client::Client prover([] { return 1.7e12; });
  api::AttachRequest a;
  a.set_home(s.home);
  prover.call<api::Status>("Core/Attach", a);
  api::PassphraseRequest p;
  p.set_passphrase(kPass);
  compare(
      state, [&] { run({"check-in", "--mood", "4"}); },
      [&] { prover.call<api::RevealKeyReply>("Core/RevealKey", p); });
  state.counters["ms_beyond_key"] =
      (double(state.counters["median_us"]) - double(state.counters["raw_us"])) / 1000;
  for (const auto& words : std::vector<std::vector<std::string>>{{"trends", "--days", "3650"},
                                                                 {"search", test::word(0)},
                                                                 {"export", folder + "/x.json"},
                                                                 {"backup", folder + "/x.eddy"},
                                                                 {"check"},
                                                                 {"import", folder + "/x.json"}})
    run(words);
  state.counters["peak_mb_beyond_argon2"] = most_kb / 1024 - 64;
}

// Names as written, without how often and by which clock.
struct PlainNames : benchmark::JSONReporter {
  void ReportRuns(const std::vector<Run>& runs) override {
    auto plain = runs;
    for (auto& r : plain) r.run_name.iterations.clear(), r.run_name.time_type.clear();
    JSONReporter::ReportRuns(plain);
  }
};

}  // namespace

int main(int argc, char** argv) {
  self = std::filesystem::canonical("/proc/self/exe").string();
  for (int i = 1; i < argc; ++i)
    if (!strcmp(argv[i], "--smoke")) {
      smoke = true;
      std::swap(argv[i], argv[--argc]);
      break;
    }
  benchmark::Initialize(&argc, argv);
  // Beside the program, which is on a disk; a temporary folder may be in memory.
  folder = std::filesystem::path(self).parent_path().string() + "/bench-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const int many = smoke ? 5 : 200;
  const auto add = [&](const char* name, auto f, int times) {
    benchmark::RegisterBenchmark(name, f)->UseManualTime()->Iterations(times)->Unit(benchmark::kMicrosecond);
  };
  // Writing comes last: what only reads finds the diary as it was made.
  add("bulk_write", bulk_write, 1);
  add("size", size, 1);
  add("open", open, many);
  add("month_trend/1y", [](benchmark::State& s) { month_trend(s, 1); }, many);
  add("month_trend/10y", [](benchmark::State& s) { month_trend(s, 10); }, many);
  for (const auto* which : {"Headline", "Sides", "SelfCare", "Helps", "FactorEffects", "BounceBack", "Load",
                            "CarryOver", "Review", "LookBack"})
    add((std::string(which) + "/10y").c_str(), [=](benchmark::State& s) { insight(s, which); }, many);
  add("search/10y", [](benchmark::State& s) { search(s, false); }, many);  // the commonest word
  add("search/10y/rare", [](benchmark::State& s) { search(s, true); }, many);
  add("check_in", check_in, many * 2);
  add("empty_call", empty_call, many);
  add("process_check_in", process_check_in, smoke ? 2 : 10);
  PlainNames reporter;
  const auto ran = benchmark::RunSpecifiedBenchmarks(&reporter);
  std::filesystem::remove_all(folder);
  return ran >= 1 ? 0 : 1;
}
