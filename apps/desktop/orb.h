// The small orb that stays above other windows: a click is a reset, a drag moves it, it remembers its screen.
// Plain painting, so that it costs no QML while nothing else is shown.
#pragma once
#include <QRasterWindow>

namespace eddy::desktop {

QPixmap eddyPicture(int size, const QColor& colour);  // the swirl; also the tray's icon

class Orb : public QRasterWindow {
  Q_OBJECT
 public:
  explicit Orb(QWindow* parent = nullptr);
  // "screen name,right,bottom": distances from that screen's corner; falls back to the first screen.
  void place(const QString& where);
  QString where() const;

 signals:
  void clicked();
  void menuWanted(const QPoint& at);
  void moved();

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;

 private:
  QPoint pressed_;
  bool dragging_ = false;
};

}  // namespace eddy::desktop
