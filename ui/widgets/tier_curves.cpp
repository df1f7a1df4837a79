#include "ui/widgets/tier_curves.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr int kPlotHeight = 110;
constexpr double kTopMargin = 8;
constexpr double kSide = 14;
constexpr double kSwatch = 22;

} // namespace

TierCurves::TierCurves(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TierCurves::setCurves(std::vector<QString> tierNames, std::vector<Series> series)
{
    m_tierNames = std::move(tierNames);
    m_series = std::move(series);
    QStringList words;
    for (const Series& one : m_series) {
        QStringList values;
        for (std::size_t tier = 0; tier < one.values.size() && tier < m_tierNames.size(); ++tier) {
            values += std::isfinite(one.values[tier])
                ? tr("%1 %2").arg(m_tierNames[tier]).arg(one.values[tier], 0, 'f', 2)
                : tr("%1 unknown").arg(m_tierNames[tier]);
        }
        words += QStringLiteral("%1: %2").arg(one.name, values.join(QStringLiteral(", ")));
    }
    setAccessibleName(tr("Expectation by tier"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(words.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize TierCurves::sizeHint() const
{
    const int line = fontMetrics().height();
    return {300, kPlotHeight + line * (2 + static_cast<int>(m_series.size() + 1) / 2) + 16};
}

QRectF TierCurves::plotArea() const
{
    const double axis = fontMetrics().horizontalAdvance(QStringLiteral("100%")) + 6;
    return {axis, kTopMargin, width() - axis - 2, kPlotHeight};
}

QPointF TierCurves::pointAt(const QRectF& plot, std::size_t tier, double value) const
{
    const auto last = static_cast<double>(std::max<std::size_t>(1, m_tierNames.size() - 1));
    const double share = m_tierNames.size() == 1 ? 0.5 : static_cast<double>(tier) / last;
    return {plot.left() + kSide + share * (plot.width() - 2 * kSide),
        plot.bottom() - std::clamp(value, 0.0, 1.0) * plot.height()};
}

QPen TierCurves::penOf(std::size_t index) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    if (index + 1 == m_series.size()) {
        return {colours.accent, 2.4};
    }
    constexpr std::array<Qt::PenStyle, 4> kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return {colours.mutedText, 1.4, kStyles[index % kStyles.size()]};
}

void TierCurves::paintGrid(QPainter& painter, const QRectF& plot) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    const int line = fontMetrics().height();
    for (const double value : {0.0, 0.5, 1.0}) {
        const double y = plot.bottom() - value * plot.height();
        painter.setPen(QPen(colours.grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colours.mutedText);
        painter.drawText(QRectF(0, y - line / 2.0, plot.left() - 6, line), Qt::AlignRight | Qt::AlignVCenter,
            QStringLiteral("%1%").arg(std::lround(100 * value)));
    }
    const double slot = m_tierNames.size() > 1
        ? (plot.width() - 2 * kSide) / static_cast<double>(m_tierNames.size() - 1)
        : plot.width();
    for (std::size_t tier = 0; tier < m_tierNames.size(); ++tier) {
        const bool isFirst = tier == 0 && m_tierNames.size() > 1;
        const bool isLast = tier + 1 == m_tierNames.size() && m_tierNames.size() > 1;
        const double x = pointAt(plot, tier, 0).x();
        const double room = slot - 8;
        const QRectF box = isFirst ? QRectF(plot.left(), plot.bottom() + 4, std::min(room, slot / 2 + kSide), line)
            : isLast               ? QRectF(plot.right() - slot / 2 - kSide, plot.bottom() + 4, slot / 2 + kSide, line)
                                   : QRectF(x - room / 2, plot.bottom() + 4, room, line);
        const auto align = isFirst ? Qt::AlignLeft : isLast ? Qt::AlignRight : Qt::AlignHCenter;
        painter.setPen(colours.mutedText);
        painter.drawText(box, align | Qt::AlignVCenter,
            fontMetrics().elidedText(m_tierNames[tier], Qt::ElideRight, static_cast<int>(box.width())));
    }
}

void TierCurves::paintSeries(QPainter& painter, const QRectF& plot, std::size_t index) const
{
    const std::vector<double>& values = m_series[index].values;
    painter.setPen(penOf(index));
    for (std::size_t tier = 1; tier < values.size(); ++tier) {
        if (std::isfinite(values[tier - 1]) && std::isfinite(values[tier])) {
            painter.drawLine(pointAt(plot, tier - 1, values[tier - 1]), pointAt(plot, tier, values[tier]));
        }
    }
    const double radius = index + 1 == m_series.size() ? 4 : 2.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(penOf(index).color());
    for (std::size_t tier = 0; tier < values.size(); ++tier) {
        if (std::isfinite(values[tier])) {
            painter.drawEllipse(pointAt(plot, tier, values[tier]), radius, radius);
        }
    }
}

void TierCurves::paintLegend(QPainter& painter) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    const int line = fontMetrics().height();
    const double top = plotArea().bottom() + line + 12;
    const double column = width() / 2.0;
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        const double x = static_cast<double>(index % 2) * column;
        const double y = top + static_cast<double>(index / 2) * (line + 2);
        painter.setPen(penOf(index));
        painter.drawLine(QPointF(x, y + line / 2.0), QPointF(x + kSwatch, y + line / 2.0));
        painter.setPen(colours.text);
        const int room = static_cast<int>(column - kSwatch - 10);
        painter.drawText(QRectF(x + kSwatch + 6, y, room, line), Qt::AlignVCenter,
            fontMetrics().elidedText(m_series[index].name, Qt::ElideRight, room));
    }
}

void TierCurves::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot = plotArea();
    paintGrid(painter, plot);
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        paintSeries(painter, plot, index);
    }
    paintLegend(painter);
}

} // namespace ui::widgets
