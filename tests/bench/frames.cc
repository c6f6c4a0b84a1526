// The widget's own frames, seen from inside: shows the reset on the screen at hand and tells the time between frames.
//   eddy_frames SECONDS            prints JSON: frames, mean, p50, p99, worst (ms)
//   eddy_frames --diary HOME       makes the ten-year diary there (passphrase "a calm river")
//   eddy_frames --floor            a tray icon and nothing else, until killed: what Qt itself costs
// clang-format off: these before Qt, whose word `slots` is also a shift's.
#include "eddy/api/exchange.pb.h"
#include "tests/core/diary.h"
// clang-format on

#include <QApplication>
#include <QElapsedTimer>
#include <QSystemTrayIcon>
#include <algorithm>
#include <cstdio>

#include "apps/desktop/desk.h"
#include "apps/desktop/orb.h"
#include "bindings/cpp/host.h"

using namespace eddy;

namespace {

int make_diary(const std::string& home) {
  test::Diary diary;
  diary.begin_ms = int64_t(client::now_ms()) - int64_t(diary.years) * 31'557'600'000;
  double now = double(diary.begin_ms);
  client::Client core([&now] { return now; });
  api::AttachRequest where;
  where.set_home(home);
  (void)core.call<api::Status>("Core/Attach", where);
  api::InitRequest init;
  init.set_passphrase("a calm river");
  (void)core.call<api::InitReply>("Core/Init", init);
  api::ImportRecordsRequest batch;
  const auto send = [&] {
    (void)core.call<api::ImportReply>("Exchange/ImportRecords", batch);
    batch.Clear();
  };
  test::make_diary(diary, [&](const records::Entry& e) {
    *batch.add_record()->mutable_entry() = e;
    if (batch.record_size() == 500) send();
  });
  if (batch.record_size()) send();
  return 0;
}

int floor_of_qt() {
  QSystemTrayIcon icon(QIcon(desktop::eddyPicture(64, Qt::darkCyan)));
  icon.show();
  return QApplication::exec();
}

int frames(double seconds) {
  desktop::Engine engine("/nonexistent", client::now_ms);
  desktop::Desk desk(engine);
  engine.attach(7);
  desk.open("Reset", {{"practice", "breathe.sigh"}, {"seconds", 120}});
  auto* window = desk.window("Reset");
  std::vector<double> gaps;
  QElapsedTimer clock;
  QObject::connect(window, &QQuickWindow::frameSwapped, window, [&] {
    if (clock.isValid()) gaps.push_back(double(clock.nsecsElapsed()) / 1e6);
    clock.start();
  });
  QTimer::singleShot(int(seconds * 1000), qApp, [] { QCoreApplication::quit(); });
  QApplication::exec();
  // A phase that begins draws nothing for a moment; the first frames are the window's birth.
  if (gaps.size() > 30) gaps.erase(gaps.begin(), gaps.begin() + 10);
  std::sort(gaps.begin(), gaps.end());
  double sum = 0;
  for (const double g : gaps) sum += g;
  const auto at = [&](double part) {
    return gaps.empty() ? 0 : gaps[size_t(part * double(gaps.size() - 1))];
  };
  std::printf(
      "{\"frames\": %zu, \"mean_ms\": %.2f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"worst_ms\": %.2f}\n",
      gaps.size(), gaps.empty() ? 0 : sum / double(gaps.size()), at(0.5), at(0.99), at(1));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--diary") return make_diary(argv[2]);
  qputenv("QT_QUICK_BACKEND", "software");
  QApplication app(argc, argv);
  QApplication::setQuitOnLastWindowClosed(false);
  if (argc == 2 && std::string(argv[1]) == "--floor") return floor_of_qt();
  return frames(argc > 1 ? std::atof(argv[1]) : 20);
}
