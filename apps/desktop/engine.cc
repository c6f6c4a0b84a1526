#include "apps/desktop/engine.h"

#include <QJsonDocument>
#include <QMetaObject>

#include "bindings/cpp/host.h"

namespace eddy::desktop {
namespace {

QJsonObject parsed(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

}  // namespace

Engine::Engine(QString home, std::function<double()> clock)
    : home_(std::move(home)), clock_(std::move(clock)), worker_(new QObject) {
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start();
}

Engine::~Engine() {
  thread_.quit();
  thread_.wait();
}

void Engine::ask(const QString& method, const QJsonObject& request, Then then) {
  auto json = QJsonDocument(request).toJson(QJsonDocument::Compact).toStdString();
  // What waits for the answer stays on this thread: script values must not be touched, or freed, on another.
  const auto ticket = ++tickets_;
  waiting_for_[ticket] = std::move(then);
  QMetaObject::invokeMethod(worker_, [this, ticket, method = method.toStdString(), json = std::move(json)] {
    QJsonObject reply;
    bool ok = false;
    try {
      if (!client_) client_ = std::make_unique<client::Client>(clock_);
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
  const QPointer<QJSEngine> js = scripts_;
  ask(method, QJsonObject::fromVariantMap(request.toVariant().toMap()),
      [this, js, method, done, failed](bool ok, const QJsonObject& reply) {
        // What may have changed who is there, or how much waits sealed.
        if (ok && (method.startsWith("Core/") || method.startsWith("Settings/") ||
                   (method.startsWith("Journal/") && !open_)))
          refresh();
        const auto& then = ok ? done : failed;
        if (js && js == scripts_ && then.isCallable()) {
          const auto result = then.call({js->toScriptValue(reply)});
          if (result.isError()) qWarning("%s: %s", qPrintable(method), qPrintable(result.toString()));
        }
      });
}

void Engine::attach(uint64_t seed) {
  const double now = clock_();
  const auto zone = client::to_json(client::zone(now - 8 * 86'400'000.0, now));
  if (seed) ask("Core/OpenInMemory", {{"seed", QString::number(seed)}});
  ask("Core/SetZone", QJsonDocument::fromJson(QByteArray::fromStdString(zone)).object());
  ask("Core/Attach", {{"home", home_}}, [this](bool ok, const QJsonObject& reply) {
    showStatus(ok ? reply : QJsonObject{{"trouble", reply}});
    emit attached(trouble_.isEmpty(), trouble_);
  });
  refresh();
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
             work = status["work"].toBool();
  const int waiting = status["waiting"].toInt();
  const auto trouble = status["trouble"].toObject();
  if (exists == exists_ && open == open_ && work == work_ && waiting == waiting_ && trouble == trouble_)
    return;
  trouble_ = trouble;
  exists_ = exists, open_ = open, work_ = work, waiting_ = waiting;
  emit statusChanged();
}

}  // namespace eddy::desktop
