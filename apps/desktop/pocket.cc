// Pocket cards: a sheet to print, eight to a page, written as PDF into the documents folder.
#include <QDir>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QStandardPaths>
#include <QTextDocument>

#include "apps/desktop/desk.h"

namespace eddy::desktop {

QString Desk::pocketCards(const QVariantList& cards) {
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  folder.mkpath(".");
  const auto path = folder.filePath(tr("pocket-cards.pdf"));
  QPdfWriter pdf(path);
  pdf.setPageSize(QPageSize(QPageSize::A4));
  pdf.setResolution(144);
  pdf.setTitle(tr("Pocket cards"));
  QPainter painter;
  if (!painter.begin(&pdf)) return {};
  const int columns = 2, rows = 4;
  const double w = double(pdf.width()) / columns, h = double(pdf.height()) / rows, pad = 16;
  int at = 0;
  for (const auto& card : cards) {
    if (at && at % (columns * rows) == 0) pdf.newPage();
    const int cell = at++ % (columns * rows);
    const QRectF box((cell % columns) * w, (cell / columns) * h, w, h);
    painter.setPen(QPen(QColor(0xb0, 0xb0, 0xb0), 1, Qt::DashLine));
    painter.drawRect(box);
    const auto map = card.toMap();
    QString html = "<h3>" + map["title"].toString().toHtmlEscaped() + "</h3>";
    for (const auto& line : map["lines"].toStringList()) html += "<p>" + line.toHtmlEscaped() + "</p>";
    // Smaller until the whole card fits: a sentence is never cut.
    for (double size = 15; size >= 7; size -= 0.5) {
      QTextDocument text;
      text.documentLayout();
      QFont font = painter.font();
      font.setPixelSize(int(size));
      text.setDefaultFont(font);
      text.setDefaultStyleSheet("p { margin: 3px 0; } h3 { margin: 0 0 4px 0; }");
      text.setHtml(html);
      text.setTextWidth(w - 2 * pad);
      if (text.size().height() > h - 2 * pad && size > 7) continue;
      painter.save();
      painter.translate(box.topLeft() + QPointF(pad, pad));
      text.drawContents(&painter);
      painter.restore();
      break;
    }
  }
  painter.end();
  if (QFileInfo(path).size() == 0) return {};
  return path;
}

}  // namespace eddy::desktop
