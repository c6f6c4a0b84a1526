// Files that a person chose, for the page that takes them in and writes them out: a portion at a time, whole or not at all.
#pragma once
#include <QHash>
#include <QJSValue>
#include <QObject>
#include <QSaveFile>
#include <QVariantMap>
#include <memory>

namespace eddy::desktop {

class Files : public QObject {
  Q_OBJECT

 public:
  Q_INVOKABLE void pick(const QJSValue& picked);                        // picked(path), if one was
  Q_INVOKABLE void place(const QString& name, const QJSValue& placed);  // where to write; "": a folder
  // From that byte on: {bytes: base64, next: the byte after them, part: 0 to 1, last}. Empty: it cannot be read.
  Q_INVOKABLE QVariantMap read(const QString& path, double from) const;
  // What is written stands there only once all of it is: under `place`, or with `name` in the folder `place`.
  Q_INVOKABLE bool write(const QString& place, const QString& name, const QString& base64);
  Q_INVOKABLE bool finish();
  Q_INVOKABLE void drop();

  static constexpr qint64 kPortion = 768 << 10;  // bytes; a multiple of three

 private:
  QHash<QString, std::shared_ptr<QSaveFile>> writing_;
};

}  // namespace eddy::desktop
