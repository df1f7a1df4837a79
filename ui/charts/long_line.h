#pragma once

class QPainter;
class QPen;
class QPolygonF;

namespace ui::charts {

/// Draws a line through the points as QPainter::drawPolyline() does, but in time that grows with their number: Qt's
/// antialiased rasteriser takes the square of it over one jagged path, milliseconds for two hundred points. The pen is
/// opaque.
void drawLongLine(QPainter& painter, const QPolygonF& points, const QPen& pen);

} // namespace ui::charts
