#pragma once

#include <QRectF>
#include <QStringList>

class QPainter;
class QWidget;

namespace ui::charts {

/// A dotted line across the plot at `x`, and what stands there in a box beside it.
void paintReadout(QPainter& painter, const QWidget& chart, const QRectF& plot, double x, const QStringList& lines);

/// The frame of a chart that has the keyboard's focus.
void paintFocus(QPainter& painter, const QWidget& chart);

} // namespace ui::charts
