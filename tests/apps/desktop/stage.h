// The widget's windows without a desktop: real core in memory, real pages, a clock that stands still.
#pragma once
#include <QCoreApplication>
#include <QEventLoop>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTimer>
#include <atomic>
#include <functional>
#include <string>

#include "apps/desktop/desk.h"

namespace eddy::test {

constexpr double kTuesday = 1'772'535'600'000;  // 2026-03-03 11:00 UTC

struct Look {
  const char* name;
  const char* theme;
  double scale;
  bool mirrored;
};
constexpr Look kPlain{"light", "light", 1.0, false};
constexpr Look kLooks[] = {{"200", "light", 2.0, false},
                           {"200-dark", "dark", 2.0, false},
                           {"rtl", "light", 1.0, true},
                           {"contrast", "contrast", 1.25, false}};

struct Stage {
  // `seed` 0: a core over the folder `home`; else one in memory, with nothing secret in it.
  explicit Stage(uint64_t seed = 7, bool work = false, bool init = true);
  // Spins until `done` holds; false after a minute.
  static bool until(const std::function<bool()>& done);
  QJsonObject ask(const QString& method, const QJsonObject& request = {});  // adds "error" where it failed
  QQuickWindow* open(const QString& window, const QVariantMap& properties = {});
  QQuickWindow* page(const QString& name) { return open("Main", {{"page", name}}); }
  void close();
  void look(const Look& look);
  QImage picture(QQuickWindow* window);
  // A few weeks of a made-up diary.
  void fill();

  std::atomic<double> now = kTuesday;
  std::atomic<double> set_by = 0;  // ms by which somebody has set the wall's clock since
  QTemporaryDir home;
  desktop::Engine engine;
  desktop::Desk desk;
};

// Writes into the field with that label; false where none is seen.
bool fill_in(QQuickWindow* window, const QString& label, const QString& text);
// Presses what says so; false where nothing seen does.
bool press(QQuickWindow* window, const QString& text);

// The first item of that accessible role and name, or null; an empty name fits all.
QQuickItem* find(QQuickItem* root, const QString& text);
// All the words one can read in a window.
QString texts(QQuickWindow* window);
// Words that leave the window sideways; empty where none do.
QString cut_off(QQuickWindow* window);
int warnings();  // what QML complained of, so far

}  // namespace eddy::test
