// The desktop's keychain (Secret Service, KWallet), only where the person chose it.
#include <qt6keychain/keychain.h>

#include "apps/desktop/desk.h"

namespace eddy::desktop {
namespace {
const char* const kService = "Eddy";
}

void Desk::keychainStore(const QString& keyHex, const QJSValue& done) {
  auto* job = new QKeychain::WritePasswordJob(kService, this);
  job->setKey(engine_.home());
  job->setTextData(keyHex);
  connect(job, &QKeychain::Job::finished, this, [this, done](QKeychain::Job* j) {
    const bool ok = j->error() == QKeychain::NoError;
    if (ok) setValue("keychain", true);
    if (qml_ && done.isCallable()) (void)done.call({ok, j->errorString()});
  });
  job->start();
}

void Desk::keychainRead(const QJSValue& done) {
  auto* job = new QKeychain::ReadPasswordJob(kService, this);
  job->setKey(engine_.home());
  connect(job, &QKeychain::Job::finished, this, [this, job, done](QKeychain::Job* j) {
    const bool ok = j->error() == QKeychain::NoError;
    const auto key = QByteArray::fromHex(job->textData().toLatin1()).toBase64();
    if (qml_ && done.isCallable()) (void)done.call({ok, ok ? QString::fromLatin1(key) : j->errorString()});
  });
  job->start();
}

void Desk::keychainForget() {
  auto* job = new QKeychain::DeletePasswordJob(kService, this);
  job->setKey(engine_.home());
  job->start();
  setValue("keychain", false);
}

}  // namespace eddy::desktop
