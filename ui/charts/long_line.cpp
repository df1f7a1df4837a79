#include "ui/charts/long_line.h"

#include <QLineF>
#include <QList>
#include <QPainter>
#include <QPen>
#include <QPolygonF>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr double kLeastDash = 0.01; ///< pixels; what is left of a dash by rounding

void drawDashes(QPainter& painter, const QPolygonF& points, QPen pen)
{
    const QList<qreal> pattern = pen.dashPattern();
    const double width = pen.widthF();
    pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    qsizetype phase = 0; // even ones are drawn
    double left = pattern.at(0) * width;
    QPolygonF dash{points.first()};
    for (qsizetype i = 1; i < points.size(); ++i) {
        QLineF rest(points.at(i - 1), points.at(i));
        for (double length = rest.length(); length > left; length = rest.length()) {
            rest.setP1(rest.pointAt(left / length));
            if (phase % 2 == 0) {
                painter.drawPolyline(dash << rest.p1());
            }
            phase = (phase + 1) % pattern.size();
            left = std::max(pattern.at(phase) * width, kLeastDash);
            dash = {rest.p1()};
        }
        left -= rest.length();
        dash << rest.p2();
    }
    if (phase % 2 == 0) {
        painter.drawPolyline(dash);
    }
}

} // namespace

void drawLongLine(QPainter& painter, const QPolygonF& points, const QPen& pen)
{
    if (points.size() < 2) {
        return;
    }
    if (pen.style() != Qt::SolidLine) {
        drawDashes(painter, points, pen);
        return;
    }
    QList<QLineF> pieces;
    pieces.reserve(points.size());
    for (qsizetype i = 1; i < points.size(); ++i) {
        pieces.append({points.at(i - 1), points.at(i)});
    }
    QPen joined(pen);
    joined.setCapStyle(Qt::SquareCap); // closes the notch between two pieces
    painter.setPen(joined);
    painter.drawLines(pieces);
}

} // namespace ui::charts
