#include "apps/desktop/desk.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QCursor>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QPalette>
#include <QQmlComponent>
#include <QQmlContext>
#include <QSaveFile>
#include <QScreen>
#include <QStandardPaths>
#include <QSysInfo>

#include "apps/desktop/disc.h"
#include "apps/desktop/network.h"
#include "apps/desktop/thrift.h"
#include "core/base/qr.h"

namespace eddy::desktop {
namespace {

const QHash<QString, QString>& usual_keys() {
  static const QHash<QString, QString> keys = {
      {"reset", "Ctrl+Alt+Space"}, {"cards", "Ctrl+Alt+C"},  {"abuse", "Ctrl+Alt+A"},
      {"danger", "Ctrl+Alt+D"},    {"note", "Ctrl+Alt+N"},   {"log", "Ctrl+Alt+G"},
      {"breath", "Ctrl+Alt+B"},    {"beside", "Ctrl+Alt+P"}, {"hide", "Ctrl+Alt+H"}};
  return keys;
}

const QStringList& pages() {
  static const QStringList all = {"today", "month",  "cards-page", "practices", "after",
                                  "board", "people", "trends",     "devices",   "settings",
                                  "about", "copies", "review",     "welcome"};
  return all;
}

QString config_file() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/eddy/desktop.ini";
}

}  // namespace

Desk::Desk(Engine& engine) : engine_(engine), courier_(engine), file_(config_file(), QSettings::IniFormat) {
  connect(&hotkeys_, &HotKeys::pressed, this, &Desk::show);
  connect(&hotkeys_, &HotKeys::escape, this, &Desk::escape);
  // Where some are marked and it cannot be told which this is, it is taken for one of them.
  courier_.quiet = [this] {
    if (value("sync/workNetworks").toStringList().isEmpty()) return false;
    const auto here = network();
    return here.isEmpty() || isWorkNetwork(here);
  };
  connect(&hotkeys_, &HotKeys::portalAnswered, this, [this](const QString& problem) {
    problems_ = problem.isEmpty() ? QJsonObject() : QJsonObject{{"all", problem}};
    emit keysChanged();
  });
  bindKeys();
  unload_.setSingleShot(true);
  connect(&unload_, &QTimer::timeout, this, [this] {
    if (!windows_.isEmpty() || !leaving_.isEmpty()) return;
    qml_.reset();
    giveBackMemory();
  });
  clipboard_.setSingleShot(true);
  connect(&clipboard_, &QTimer::timeout, this, [this] {
    auto* board = QGuiApplication::clipboard();
    if (!copied_.isEmpty() && board->text() == copied_) board->clear();
    copied_.clear();
  });
  connect(&engine_, &Engine::idle, this, &Desk::sweep, Qt::QueuedConnection);
  connect(&engine_, &Engine::settingsChanged, this, &Desk::lookChanged);
  connect(&engine_, &Engine::statusChanged, this, [this] {
    if (!engine_.isOpen()) pads_.clear();
  });
}

Desk::~Desk() {
  if (!copied_.isEmpty() && QGuiApplication::clipboard()->text() == copied_)
    QGuiApplication::clipboard()->clear();
  const auto all = windows_;
  for (const auto& w : all) delete w.data();
  qDeleteAll(leaving_);
  engine_.setScripts(nullptr);
  qml_.reset();  // after its windows
}

void Desk::bindKeys() {
  QHash<QString, QString> wanted;
  const auto all = keys();
  for (auto i = all.begin(); i != all.end(); ++i) wanted[i.key()] = i.value().toString();
  const auto problems = hotkeys_.set(wanted);
  problems_ = {};
  for (auto i = problems.begin(); i != problems.end(); ++i) problems_[i.key()] = i.value();
  emit keysChanged();
}

bool Desk::show(const QString& what) {
  if (what == "reset" || what == "log" || what == "note") {
    open(what == "reset" ? "Reset" : what == "log" ? "Log" : "Pad");
  } else if (what == "cards" || what == "abuse" || what == "danger") {
    open("Popup", {{"wanted", what == "cards" ? "" : "card." + what}});
  } else if (what == "breath" || what == "beside") {
    open("Beside", {{"practice", what == "breath" ? "breathe.one" : ""}});
  } else if (what == "hide") {
    hideAndLock();
  } else if (what.isEmpty() || what == "main" || pages().contains(what)) {
    open("Main", what.isEmpty() || what == "main" ? QVariantMap{} : QVariantMap{{"page", what}});
  } else {
    return false;
  }
  return true;
}

void Desk::rememberFocus() {
  const auto active = x11_.activeWindow();
  for (const auto& w : windows_)
    if (w && w->winId() == active) return;
  if (active) before_ = active;
}

void Desk::open(const QString& name, const QVariantMap& properties) {
  unload_.stop();
  rememberFocus();
  // An offer is answered by that; and Esc is the reset's.
  for (const char* other : {"Offer", "Popup"})
    if (auto* up = window(other); up && name == "Reset") leave(up);
  if (!qml_) {
    qmlRegisterType<Disc>("Desk", 1, 0, "Disc");
    qml_ = std::make_unique<QQmlEngine>();
    qml_->addImportPath("qrc:/qml");
    qml_->rootContext()->setContextProperty("core", &engine_);
    qml_->rootContext()->setContextProperty("desk", this);
    qml_->rootContext()->setContextProperty("courier", &courier_);
    qml_->rootContext()->setContextProperty("files", &files_);
    qml_->setOutputWarningsToStandardError(true);
    engine_.setScripts(qml_.get());
  }
  auto* window = windows_.value(name).data();
  if (window) {
    for (auto i = properties.begin(); i != properties.end(); ++i)
      window->setProperty(i.key().toUtf8().constData(), i.value());
    QMetaObject::invokeMethod(window, "again");
  } else {
    QQmlComponent component(qml_.get(), QUrl("qrc:/qml/Eddy/" + name + ".qml"));
    window = qobject_cast<QQuickWindow*>(component.createWithInitialProperties(properties));
    if (!window) {
      qWarning("%s", qPrintable(component.errorString()));
      return;
    }
    windows_[name] = window;
    connect(window, &QWindow::visibleChanged, this, [this, name](bool visible) {
      if (!visible) QMetaObject::invokeMethod(this, [this, name] { gone(name); }, Qt::QueuedConnection);
    });
    window->show();
  }
  if (!(window->flags() & Qt::WindowDoesNotAcceptFocus)) {
    window->raise();
    window->requestActivate();
    x11_.activate(uint32_t(window->winId()));
  }
}

void Desk::leave(QQuickWindow* window) {
  if (window == grabber_) disarm();
  const bool had = !(window->flags() & Qt::WindowDoesNotAcceptFocus);
  window->hide();
  if (had && before_) x11_.activate(before_);
}

void Desk::gone(const QString& name) {
  auto window = windows_.value(name);
  if (!window || window->isVisible()) return;
  if (window == grabber_) disarm();
  windows_.remove(name);
  leaving_.append(window);
  sweep();
}

// A window that went keeps its answers until they are kept: it is gone from the screen at once, from memory later.
void Desk::sweep() {
  if (engine_.busy()) return;
  qDeleteAll(leaving_);
  leaving_.clear();
  // A moment later, so that a window shown again at once finds its engine.
  if (qml_ && windows_.isEmpty()) unload_.start(2000);
}

void Desk::hideAndLock() {
  disarm();
  for (const auto& w : windows_)
    if (w) w->hide();
  if (before_) x11_.activate(before_);
  pads_.clear();
  engine_.ask("Core/Lock", {}, [this](bool, const QJsonObject&) { engine_.refresh(); });
}

void Desk::quit() { QCoreApplication::quit(); }

QVariant Desk::value(const QString& key, const QVariant& usual) const {
  const auto v = file_.value(key, usual);
  if (usual.typeId() == QMetaType::Bool) return v.toBool();
  if (usual.typeId() == QMetaType::Double || usual.typeId() == QMetaType::Int) return v.toDouble();
  return v;
}

void Desk::setValue(const QString& key, const QVariant& value) {
  file_.setValue(key, value);
  file_.sync();
  if (key.startsWith("keys/")) bindKeys();
  if (key.startsWith("look/")) emit lookChanged();
  if (key.startsWith("orb/")) emit orbChanged();
}

QJsonObject Desk::keys() const {
  QJsonObject out;
  for (auto i = usual_keys().begin(); i != usual_keys().end(); ++i)
    out[i.key()] = value("keys/" + i.key(), i.value()).toString();
  return out;
}

QJsonObject Desk::look() const {
  const auto window = QGuiApplication::palette().color(QPalette::Window);
  return {{"theme", value("look/theme", "auto").toString()},
          {"scale", std::clamp(value("look/scale", 1.0).toDouble(), 1.0, 2.0)},
          {"systemDark", window.lightnessF() < 0.5},
          {"rightToLeft", value("look/rightToLeft", false).toBool() || QGuiApplication::isRightToLeft()},
          {"still", engine_.settings()["reducedMotion"].toBool()}};
}

bool Desk::arm(QQuickWindow* window) {
  if (!x11_.connected() || !window->setKeyboardGrabEnabled(true)) return false;
  if (grabber_ != window) window->installEventFilter(this);
  grabber_ = window;
  return true;
}

void Desk::disarm() {
  if (!grabber_) return;
  grabber_->setKeyboardGrabEnabled(false);
  grabber_->removeEventFilter(this);
  grabber_ = nullptr;
}

bool Desk::eventFilter(QObject* watched, QEvent* event) {
  if (watched != grabber_ || event->type() != QEvent::KeyPress) return false;
  const auto* press = static_cast<QKeyEvent*>(event);
  emit key(press->key(), press->text());
  return true;
}

void Desk::copy(const QString& text) {
  copied_ = text;
  auto* data = new QMimeData;
  data->setText(text);
  data->setData("x-kde-passwordManagerHint", "secret");  // clipboard histories leave it out
  QGuiApplication::clipboard()->setMimeData(data);
  clipboard_.start(copy_lasts_ms);
}

QRect Desk::area() const {
  auto* screen = QGuiApplication::screenAt(QCursor::pos());
  if (!screen) screen = QGuiApplication::primaryScreen();
  return screen ? screen->availableGeometry() : QRect(0, 0, 1024, 768);
}

void Desk::savePlaying(const QString& json) {
  const auto path = engine_.home() + "/desktop.playing";
  if (json.isEmpty()) {
    QFile::remove(path);
    return;
  }
  QSaveFile file(path);
  if (!engine_.exists() || !file.open(QIODevice::WriteOnly)) return;
  file.write(json.toUtf8());
  file.commit();
}

QString Desk::playing() const {
  QFile file(engine_.home() + "/desktop.playing");
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString Desk::readPicture(const QUrl& url) const {
  QFile file(url.toLocalFile());
  if (!file.open(QIODevice::ReadOnly) || file.size() > 20 * 1024 * 1024) return {};
  return QString::fromLatin1(file.readAll().toBase64());
}

QString Desk::qrCode(const QString& text) const {
  const auto rows = qr_rows(text.toStdString());
  if (rows.empty()) return {};
  QImage image(int(rows.size()), int(rows.size()), QImage::Format_RGB32);
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      image.setPixel(x, y, rows[size_t(y)][size_t(x)] == '#' ? 0xff000000 : 0xffffffff);
  QByteArray png;
  QBuffer buffer(&png);
  image.save(&buffer, "PNG");
  return "data:image/png;base64," + png.toBase64();
}

QString Desk::network() const { return network_name(); }

bool Desk::isWorkNetwork(const QString& network) const {
  return value("sync/workNetworks").toStringList().contains(network);
}

void Desk::markWorkNetwork(const QString& network, bool work) {
  auto all = value("sync/workNetworks").toStringList();
  all.removeAll(network);
  if (work && !network.isEmpty()) all << network;
  setValue("sync/workNetworks", all);
}

// What this computer is called among one's devices; the core takes no empty name, and none that is too long.
QString Desk::hostName() const {
  const auto name = QSysInfo::machineHostName().left(60);
  return name.isEmpty() ? QStringLiteral("this computer") : name;
}

void Desk::pickPicture(const QJSValue& picked) {
  auto* dialog =
      new QFileDialog(nullptr, tr("A picture"), {}, tr("Pictures (*.jpg *.jpeg *.png *.webp *.gif)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this, picked](const QString& path) {
    if (qml_ && picked.isCallable()) (void)picked.call({QUrl::fromLocalFile(path).toString()});
  });
  dialog->open();
}

QString Desk::keyText(int key, int modifiers) const {
  return QKeySequence(QKeyCombination(Qt::KeyboardModifiers(modifiers), Qt::Key(key)))
      .toString(QKeySequence::PortableText);
}

QString Desk::readText(const QString& resource) const {
  QFile file(":/" + resource);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool Desk::autostart() const {
  return QFile::exists(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                       "/autostart/eddy.desktop");
}

void Desk::setAutostart(bool on) {
  const QDir config(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
  config.mkpath("autostart");
  QFile file(config.filePath("autostart/eddy.desktop"));
  if (!on) {
    file.remove();
  } else if (file.open(QIODevice::WriteOnly)) {
    file.write("[Desktop Entry]\nType=Application\nName=Eddy\nIcon=eddy\nTerminal=false\nExec=\"" +
               QCoreApplication::applicationFilePath().toUtf8() + "\" --hidden\n");
  }
  emit autostartChanged();
}

}  // namespace eddy::desktop
