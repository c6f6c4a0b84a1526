#include "apps/desktop/engine.h"

#include <QJsonDocument>
#include <QMetaObject>

namespace eddy::desktop {
namespace {

QJsonObject parsed(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

QJsonObject asked(const QJSValue& request) {
  return QJsonObject::fromVariantMap(request.toVariant().toMap());
}

}  // namespace

Engine::Engine(QString home, std::function<double()> clock, std::function<double()> steady)
    : home_(std::move(home)), clock_(std::move(clock)), steady_(std::move(steady)), worker_(new QObject) {
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start();
}

Engine::~Engine() {
  thread_.quit();
  thread_.wait();
}

void Engine::ask(const QString& method, const QJsonObject& request, Then then, std::optional<double> at_ms) {
  if (zone_ && method != "Core/SetZone" && client::is_stale(*zone_, clock_())) tellZone();
  std::function<double()> clock = clock_;
  if (at_ms) clock = [at = *at_ms] { return at; };
  auto json = QJsonDocument(request).toJson(QJsonDocument::Compact).toStdString();
  // What waits for the answer stays on this thread: script values must not be touched, or freed, on another.
  const auto ticket = ++tickets_;
  waiting_for_[ticket] = std::move(then);
  QMetaObject::invokeMethod(worker_,
                            [this, ticket, method = method.toStdString(), json = std::move(json), clock] {
                              QJsonObject reply;
                              bool ok = false;
                              try {
                                if (!client_) client_ = std::make_unique<client::Client>(clock_);
                                client_->clock = clock;
                                reply = parsed(client_->json(method, json));
                                ok = true;
                              } catch (const client::Error& e) {
                                reply = parsed(client::to_json(e.error));
                              } catch (const std::exception&) {
                                reply = {{"kind", "BUG"}, {"reason", "BUG_INSIDE"}};
                              }
                              const auto revision = client_ ? client_->revision() : 0;
                              QMetaObject::invokeMethod(this, [this, ticket, ok, reply, revision] {
                                if (const auto then = waiting_for_.take(ticket)) then(ok, reply);
                                if (revision != revision_) {
                                  revision_ = revision;
                                  emit changed();
                                }
                                if (!busy()) emit idle();
                              });
                            });
}

void Engine::call(const QString& method, const QJSValue& request, const QJSValue& done,
                  const QJSValue& failed) {
  ask(method, asked(request), answer(method, done, failed));
}

void Engine::callAt(double at_ms, const QString& method, const QJSValue& request, const QJSValue& done,
                    const QJSValue& failed) {
  ask(method, asked(request), answer(method, done, failed), at_ms);
}

Engine::Then Engine::answer(const QString& method, const QJSValue& done, const QJSValue& failed) {
  const QPointer<QJSEngine> js = scripts_;
  return [this, js, method, done, failed](bool ok, const QJsonObject& reply) {
    // What may have changed who is there, or how much waits sealed.
    if (ok && (method.startsWith("Core/") || method.startsWith("Settings/") ||
               (method.startsWith("Journal/") && !open_)))
      refresh();
    const auto& then = ok ? done : failed;
    if (js && js == scripts_ && then.isCallable()) {
      const auto result = then.call({js->toScriptValue(reply)});
      if (result.isError()) qWarning("%s: %s", qPrintable(method), qPrintable(result.toString()));
    }
  };
}

void Engine::attach(uint64_t seed) {
  if (seed) ask("Core/OpenInMemory", {{"seed", QString::number(seed)}});
  tellZone();
  ask("Core/Attach", {{"home", home_}}, [this](bool ok, const QJsonObject& reply) {
    showStatus(ok ? reply : QJsonObject{{"trouble", reply}});
    emit attached(trouble_.isEmpty(), trouble_);
  });
  refresh();
}

void Engine::tellZone() {
  const double now = clock_();
  const auto zone = client::zone(now - 8 * 86'400'000.0, now);
  ask("Core/SetZone", parsed(client::to_json(zone)), [this, zone](bool ok, const QJsonObject&) {
    if (ok) zone_ = zone;
  });
  if (scripts_) scripts_->evaluate("Date.timeZoneUpdated()");  // what QML shows goes by a zone of its own
}

void Engine::refresh() {
  ask("Core/GetStatus", {}, [this](bool ok, const QJsonObject& status) {
    if (ok) showStatus(status);
  });
  ask("Settings/Get", {}, [this](bool ok, const QJsonObject& settings) {
    if (!ok || settings == settings_) return;
    settings_ = settings;
    emit settingsChanged();
  });
}

void Engine::showStatus(const QJsonObject& status) {
  const bool exists = status["exists"].toBool(), open = status["open"].toBool(),
             work = status["work"].toBool(), allow_text = status["allowText"].toBool();
  const int waiting = status["waiting"].toInt();
  const auto trouble = status["trouble"].toObject();
  if (exists == exists_ && open == open_ && work == work_ && allow_text == allow_text_ &&
      waiting == waiting_ && trouble == trouble_)
    return;
  trouble_ = trouble;
  exists_ = exists, open_ = open, work_ = work, allow_text_ = allow_text, waiting_ = waiting;
  emit statusChanged();
}

}  // namespace eddy::desktop
