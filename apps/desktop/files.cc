#include "apps/desktop/files.h"

#include <QDir>
#include <QFileDialog>

namespace eddy::desktop {
namespace {

// Shown, and gone when something was chosen or nothing.
void ask(QFileDialog* dialog, const QJSValue& chosen) {
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [chosen](const QString& path) {
    if (chosen.isCallable()) (void)chosen.call({path});
  });
  dialog->open();
}

}  // namespace

void Files::pick(const QJSValue& picked) {
  auto* dialog =
      new QFileDialog(nullptr, tr("A file to take in"), {}, tr("Exports (*.csv *.json);;All files (*)"));
  dialog->setFileMode(QFileDialog::ExistingFile);
  ask(dialog, picked);
}

void Files::place(const QString& name, const QJSValue& placed) {
  auto* dialog =
      new QFileDialog(nullptr, name.isEmpty() ? tr("A folder for the tables") : tr("Where to write it"));
  if (name.isEmpty()) {
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
  } else {
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
  }
  ask(dialog, placed);
}

QVariantMap Files::read(const QString& path, double from) const {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly) || !file.seek(qint64(from))) return {};
  const auto bytes = file.read(kPortion);
  if (file.error() != QFileDevice::NoError) return {};
  const auto next = qint64(from) + bytes.size();
  return {{"bytes", QString::fromLatin1(bytes.toBase64())},
          {"next", double(next)},
          {"part", file.size() > 0 ? double(next) / double(file.size()) : 1.0},
          {"last", next >= file.size() || bytes.isEmpty()}};
}

bool Files::write(const QString& place, const QString& name, const QString& base64) {
  const auto path = name.isEmpty() ? place : QDir(place).filePath(name);
  auto& file = writing_[path];
  if (!file) {
    file = std::make_shared<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly)) return false;
  }
  const auto bytes = QByteArray::fromBase64(base64.toLatin1());
  return file->isOpen() && file->write(bytes) == bytes.size();
}

bool Files::finish() {
  bool well = true;
  for (const auto& file : writing_) well = file->commit() && well;
  writing_.clear();
  return well;
}

void Files::drop() { writing_.clear(); }

}  // namespace eddy::desktop
