// The breathing shape: three soft discs in one. Drawn, not scaled, because the software renderer gives a scaled
// rectangle jagged edges.
#pragma once
#include <QPainter>
#include <QQuickPaintedItem>

namespace eddy::desktop {

class Disc : public QQuickPaintedItem {
  Q_OBJECT
  Q_PROPERTY(double fraction MEMBER fraction_ WRITE setFraction)  // 0 small .. 1 full
  Q_PROPERTY(QColor color MEMBER color_ WRITE setColor)

 public:
  explicit Disc(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) { setAntialiasing(true); }
  void setFraction(double f) {
    if (f == fraction_) return;
    fraction_ = f;
    update();
  }
  void setColor(const QColor& c) {
    color_ = c;
    update();
  }
  void paint(QPainter* painter) override {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const double whole = std::min(width(), height()) / 2;
    const QPointF centre(width() / 2, height() / 2);
    for (const auto& [size, alpha] : {std::pair{1.0, 0.22}, {0.82, 0.4}, {0.64, 1.0}}) {
      auto c = color_;
      c.setAlphaF(float(c.alphaF() * alpha));
      painter->setBrush(c);
      const double radius = whole * size * (0.42 + 0.58 * fraction_);
      painter->drawEllipse(centre, radius, radius);
    }
  }

 private:
  double fraction_ = 0;
  QColor color_ = Qt::darkCyan;
};

}  // namespace eddy::desktop
