#include "apps/desktop/orb.h"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>
#include <cmath>

namespace eddy::desktop {
namespace {
constexpr int kSize = 44, kMargin = 24;
}

QPixmap eddyPicture(int size, const QColor& colour) {
  QPixmap picture(size, size);
  picture.fill(Qt::transparent);
  QPainter p(&picture);
  p.setRenderHint(QPainter::Antialiasing);
  p.setPen(Qt::NoPen);
  p.setBrush(colour);
  p.drawEllipse(QRectF(0, 0, size, size).adjusted(1, 1, -1, -1));
  // One line that turns inwards and comes to rest.
  QPainterPath path;
  const QPointF c(size / 2.0, size / 2.0);
  for (double t = 0; t <= 1.0001; t += 0.02) {
    const double turn = t * 1.6 * 2 * M_PI - M_PI * 0.2, radius = size * 0.36 * std::pow(1 - t, 0.8);
    const QPointF at = c + QPointF(std::cos(turn), std::sin(turn)) * radius;
    t == 0 ? path.moveTo(at) : path.lineTo(at);
  }
  p.setBrush(Qt::NoBrush);
  p.setPen(QPen(Qt::white, std::max(1.4, size * 0.075), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  p.drawPath(path);
  return picture;
}

Orb::Orb(QWindow* parent) : QRasterWindow(parent) {
  setFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::Tool | Qt::WindowDoesNotAcceptFocus |
           Qt::NoDropShadowWindowHint);
  auto f = format();
  f.setAlphaBufferSize(8);
  setFormat(f);
  setTitle(tr("Notes"));
  setCursor(Qt::PointingHandCursor);
  resize(kSize, kSize);
  setMinimumSize(size());
  setMaximumSize(size());
  setMask(QRegion(0, 0, kSize, kSize, QRegion::Ellipse));  // round also where nothing composites
}

void Orb::place(const QString& where) {
  const auto parts = where.split(',');
  QScreen* screen = QGuiApplication::primaryScreen();
  for (auto* s : QGuiApplication::screens())
    if (parts.size() == 3 && s->name() == parts[0]) screen = s;
  if (!screen) return;
  const auto area = screen->availableGeometry();
  const int right = parts.size() == 3 ? parts[1].toInt() : kMargin;
  const int bottom = parts.size() == 3 ? parts[2].toInt() : kMargin;
  setPosition(
      std::clamp(area.right() - right - kSize, area.left(), std::max(area.left(), area.right() - kSize)),
      std::clamp(area.bottom() - bottom - kSize, area.top(), std::max(area.top(), area.bottom() - kSize)));
}

QString Orb::where() const {
  const auto* s = QGuiApplication::screenAt(geometry().center());
  if (!s) s = screen();
  const auto area = s->availableGeometry();
  return QString("%1,%2,%3").arg(s->name()).arg(area.right() - x() - kSize).arg(area.bottom() - y() - kSize);
}

void Orb::paintEvent(QPaintEvent*) {
  QPainter p(this);
  p.setCompositionMode(QPainter::CompositionMode_Source);
  p.drawPixmap(0, 0, eddyPicture(kSize, QColor(0x1f, 0x6f, 0x6b)));
}

void Orb::mousePressEvent(QMouseEvent* e) {
  if (e->button() == Qt::RightButton) emit menuWanted(e->globalPosition().toPoint());
  pressed_ = e->position().toPoint();
  dragging_ = false;
}

void Orb::mouseMoveEvent(QMouseEvent* e) {
  if (!(e->buttons() & Qt::LeftButton)) return;
  if (!dragging_ && (e->position().toPoint() - pressed_).manhattanLength() < 6) return;
  dragging_ = true;
  setPosition(e->globalPosition().toPoint() - pressed_);
}

void Orb::mouseReleaseEvent(QMouseEvent* e) {
  if (e->button() != Qt::LeftButton) return;
  if (dragging_)
    emit moved();
  else
    emit clicked();
}

}  // namespace eddy::desktop
