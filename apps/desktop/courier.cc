#include "apps/desktop/courier.h"

#include <algorithm>

namespace eddy::desktop {
namespace {

constexpr double kSoonest = 200, kLongest = 24 * 3.6e6;  // ms
constexpr int kLookAgain = 15 * 60'000;                  // ms: is it another network now?

api::StepReply::Call to_call(const QJsonObject& json) {
  const auto bytes = [&](const char* name) {
    return QByteArray::fromBase64(json[name].toString().toLatin1()).toStdString();
  };
  api::StepReply::Call call;
  call.set_server(json["server"].toString().toStdString());
  call.set_fingerprint(bytes("fingerprint"));
  call.set_method(json["method"].toString().toStdString());
  call.set_request(bytes("request"));
  call.set_any_certificate(json["anyCertificate"].toBool());
  return call;
}

}  // namespace

Courier::Courier(Engine& engine)
    : engine_(engine), worker_(new QObject), carrier_(std::make_unique<client::Carrier>()) {
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start();
  again_.setSingleShot(true);
  again_.setTimerType(Qt::VeryCoarseTimer);
  connect(&again_, &QTimer::timeout, this, &Courier::byItself);
  connect(&engine_, &Engine::statusChanged, this, [this] {
    if (engine_.isOpen() == open_) return;
    open_ = engine_.isOpen();
    if (open_) return byItself();
    ++opening_;
    again_.stop();
    under_way_ = once_more_ = false;
    show({});
  });
}

Courier::~Courier() {
  carrier_->stop();
  thread_.quit();
  thread_.wait();
}

void Courier::go() {
  once_more_ = under_way_;
  if (!under_way_) step({{"now", true}});
}

void Courier::look() {
  if (!engine_.isOpen()) return;
  engine_.ask("Sync/GetState", {}, [this](bool ok, const QJsonObject& state) {
    if (ok && engine_.isOpen()) show(state);
  });
}

void Courier::show(const QJsonObject& state) {
  if (state == state_) return;
  state_ = state;
  emit stateChanged();
}

void Courier::byItself() {
  const auto pairing = state_["pairing"].toString();
  if (pairing.isEmpty() && quiet && quiet()) {
    look();
    again_.start(kLookAgain);
  } else {
    step({});
  }
}

void Courier::step(const QJsonObject& request) {
  if (!engine_.isOpen()) return;
  again_.stop();
  under_way_ = true;
  engine_.ask("Sync/Step", request, [this, opening = opening_](bool ok, const QJsonObject& reply) {
    if (opening != opening_) return;
    under_way_ = false;
    if (ok)
      handle(reply);
    else
      again_.start(kLookAgain);  // a full disk, say
  });
}

void Courier::handle(const QJsonObject& reply) {
  show(reply["state"].toObject());
  const auto call = reply["call"].toObject();
  if (call.isEmpty() && once_more_) return go();
  if (call.isEmpty()) {
    // Between rounds the process that carries is not there.
    QMetaObject::invokeMethod(worker_, [this] { carrier_->rest(); });
    if (const double again = reply["againMs"].toDouble(); again > 0)
      again_.start(int(std::clamp(again - engine_.now(), kSoonest, kLongest)));
    return;
  }
  under_way_ = true;
  QMetaObject::invokeMethod(worker_, [this, call = to_call(call), opening = opening_] {
    const auto response = carrier_->carry(call);
    QMetaObject::invokeMethod(this, [this, response, opening] {
      if (opening != opening_) return;
      step({{"response",
             QJsonObject{
                 {"status", response.status()},
                 {"reply", QString::fromLatin1(QByteArray::fromStdString(response.reply()).toBase64())}}}});
    });
  });
}

}  // namespace eddy::desktop
