#include "ui/charts/readout.h"

#include "ui/theme/colours.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr double kGap = 6;
constexpr double kRadius = 4;

} // namespace

void paintReadout(QPainter& painter, const QWidget& chart, const QRectF& plot, double x, const QStringList& lines)
{
    const theme::Colours& colours = theme::coloursFor(chart.palette());
    const QFontMetrics metrics = chart.fontMetrics();
    painter.setPen(QPen(colours.mutedText, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    int wide = 0;
    for (const QString& text : lines) {
        wide = std::max(wide, metrics.horizontalAdvance(text));
    }
    const QSizeF size(wide + 2 * kGap + 1, static_cast<double>(metrics.height() * lines.size()) + 2 * kGap);
    const double left = x + kGap + size.width() > chart.width() ? x - kGap - size.width() : x + kGap;
    const QRectF box(QPointF(std::max(0.0, left), plot.top()), size);
    painter.setPen(colours.border);
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(box, kRadius, kRadius);
    painter.setPen(colours.text);
    painter.drawText(box.adjusted(kGap, kGap, 0, 0), Qt::AlignLeft, lines.join(QLatin1Char('\n')));
}

void paintFocus(QPainter& painter, const QWidget& chart)
{
    if (chart.hasFocus()) {
        painter.setPen(QPen(theme::coloursFor(chart.palette()).accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(chart.rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    }
}

} // namespace ui::charts
