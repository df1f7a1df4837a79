#include "ui/charts/chart_decorations.h"

#include "ui/charts/long_line.h"
#include "ui/charts/series_points.h"
#include "ui/models/axis_formats.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::charts {

namespace {

using models::ChartSeries;
using models::SeriesRole;

constexpr double kLineWidth = 1.8;
constexpr double kHalo = 2.4; ///< of the ground around a line, both sides together
constexpr double kLeastLabelRoom = 64;
constexpr double kMarkerGap = 12; ///< pixels between markers that are told apart
constexpr int kMostMarkersRead = 4; ///< in one bucket's readout
constexpr double kLabelOffset = 23; ///< from the plot's edge, past the sample of line or colour

QList<qreal> dashOf(const ChartSeries& series)
{
    if (series.role == SeriesRole::Baseline) {
        return {4, 3};
    }
    if (series.role == SeriesRole::MetricUpper) {
        return {2, 2};
    }
    static const QList<QList<qreal>> kTierDashes{{}, {7, 2.5}, {2, 2}, {7, 2, 2, 2}};
    return series.role == SeriesRole::Tier ? kTierDashes.at(series.tierPlace % kTierDashes.size())
                                           : QList<qreal>();
}

/// Markers that would stand on each other, as one.
struct MarkerGroup {
    double x;
    std::size_t first;
    int count;
    models::MarkerTone tone; ///< of the loudest
    bool isAcknowledged; ///< every one
};

std::vector<MarkerGroup> markerGroups(const models::ChartData& data, const ChartScale& scale)
{
    std::vector<MarkerGroup> groups;
    for (std::size_t i = 0; i < data.markers.size(); ++i) {
        const double x = std::round(scale.xOf(data.markers[i].atMs)) + 0.5;
        if (!scale.holdsX(x)) {
            continue;
        }
        const models::ChartMarker& marker = data.markers[i];
        if (!groups.empty() && x - groups.back().x < kMarkerGap) {
            MarkerGroup& group = groups.back();
            ++group.count;
            group.tone = std::max(group.tone, marker.tone);
            group.isAcknowledged = group.isAcknowledged && marker.isAcknowledged;
        } else {
            groups.push_back({x, i, 1, marker.tone, marker.isAcknowledged});
        }
    }
    return groups;
}

QColor colourOf(models::MarkerTone tone, const theme::Colours& colours)
{
    switch (tone) {
    case models::MarkerTone::Alarm:
        return colours.alarm;
    case models::MarkerTone::Watch:
        return colours.warning;
    case models::MarkerTone::Neutral:
        break;
    }
    return colours.mutedText;
}

} // namespace

QColor colourOf(const ChartSeries& series, int tierCount, const theme::Colours& colours)
{
    switch (series.role) {
    case SeriesRole::Tier:
        return theme::tierColour(colours, series.tierPlace, tierCount);
    case SeriesRole::MetricUpper:
        return colours.metricLight;
    case SeriesRole::Baseline:
    case SeriesRole::Metric:
        break;
    }
    return colours.metric;
}

QPen penOf(const ChartSeries& series, const QColor& colour)
{
    QPen pen(colour, kLineWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    const QList<qreal> dashes = dashOf(series);
    if (!dashes.isEmpty()) {
        pen.setDashPattern(dashes);
    }
    return pen;
}

double rightMargin(const models::ChartData& data, const QFontMetricsF& metrics, double width)
{
    double widest = 0;
    for (const ChartSeries& series : data.series) {
        widest = std::max(widest, metrics.horizontalAdvance(series.name));
    }
    return std::min(std::max(kLeastLabelRoom, kLabelOffset + widest + 4), width / 3);
}

QString Decorations::axisLabel(double value, double step) const
{
    switch (data.quantity) {
    case models::Quantity::Usd:
        return models::axisUsd(formats, value, step);
    case models::Quantity::Percent:
        return formats.percent(value / 100, value == 0 ? 0 : models::decimalsOfStep(step));
    case models::Quantity::Milliseconds:
        return value >= 1000
            ? QCoreApplication::translate("Chart", "%1 s").arg(formats.number(value / 1000, 0))
            : QCoreApplication::translate("Chart", "%1 ms").arg(formats.number(value, models::decimalsOfStep(value)));
    }
    return {};
}

void Decorations::drawAxes() const
{
    const QRectF& plot = scale.plot();
    const std::vector<double> ticks = scale.valueTicks();
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    for (const double tick : ticks) {
        const double y = std::round(scale.yOf(tick)) + 0.5;
        painter.setPen(QPen(colours.grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colours.mutedText);
        painter.drawText(
            QRectF(0, y - 10, kLeftMargin - 8, 20), Qt::AlignRight | Qt::AlignVCenter, axisLabel(tick, step));
    }
    for (const TimeTick& tick : scale.timeTicks(formats.zone())) {
        const double x = std::round(scale.xOf(tick.ms)) + 0.5;
        painter.setPen(QPen(colours.border, 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(colours.mutedText);
        painter.drawText(QRectF(x - 50, plot.bottom() + 5, 100, kBottomMargin - 5),
            Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
}

void Decorations::drawLines() const
{
    painter.save();
    painter.setClipRect(scale.plot().adjusted(0, -1, 0, 1));
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        if (isArea(data, i)) {
            continue;
        }
        std::vector<QPolygonF> runs(1);
        for (const QPointF& point :
            linePoints(data.buckets, [&](std::size_t at) { return drawnValue(data, i, at); })) {
            if (std::isfinite(point.y())) {
                runs.back() << QPointF(scale.xOf(point.x()), scale.yOf(point.y()));
            } else {
                runs.emplace_back();
            }
        }
        const QPen pen = penOf(data.series[i], colourOf(data.series[i], data.tierCount, colours));
        if (data.series[i].role == SeriesRole::Baseline) { // it crosses the areas of tiers, some as dark as itself
            for (const QPolygonF& run : runs) {
                drawLongLine(painter, run,
                    QPen(colours.surface, pen.widthF() + kHalo, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
            }
        }
        for (const QPolygonF& run : runs) {
            drawLongLine(painter, run, pen);
        }
    }
    painter.restore();
}

void Decorations::drawMarkers() const
{
    const QRectF& plot = scale.plot();
    const std::vector<MarkerGroup> groups = markerGroups(data, scale);
    double labelledUntil = plot.left(); // labels left of here would overlap others
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const double x = groups[i].x;
        const QColor colour = colourOf(groups[i].tone, colours);
        painter.setPen(QPen(colour, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()));
        painter.setBrush(colour);
        painter.setPen(Qt::NoPen);
        if (groups[i].isAcknowledged) { // hollow
            painter.setBrush(colours.surface);
            painter.setPen(QPen(colour, 1));
        }
        painter.drawPolygon(QPolygonF({{x - 4, plot.top() - 8}, {x + 4, plot.top() - 8}, {x, plot.top() - 2}}));
        const QString text = groups[i].count == 1
            ? data.markers[groups[i].first].text
            : QCoreApplication::translate("Chart", "%1 events").arg(groups[i].count);
        const double end = i + 1 < groups.size() ? groups[i + 1].x - 8 : size.width() - 4;
        labelledUntil = drawMarkerLabel(text, x, labelledUntil, end);
    }
}

double Decorations::drawMarkerLabel(const QString& text, double x, double from, double until) const
{
    const QFontMetricsF metrics(painter.font());
    const double wanted = metrics.horizontalAdvance(text);
    const double roomRight = until - (x + 8);
    const double roomLeft = x - 8 - from;
    painter.setPen(colours.mutedText);
    if (roomRight >= wanted || (roomRight >= roomLeft && roomRight >= kLeastLabelRoom)) {
        painter.drawText(QRectF(x + 8, 0, roomRight, kTopMargin - 2), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(text, Qt::ElideRight, roomRight));
        return x + 8 + std::min(wanted, roomRight);
    }
    if (roomLeft >= std::min(wanted, kLeastLabelRoom)) {
        painter.drawText(QRectF(from, 0, roomLeft, kTopMargin - 2), Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(text, Qt::ElideRight, roomLeft));
    }
    return x + 8;
}

void Decorations::drawDirectLabels() const
{
    const QRectF& plot = scale.plot();
    const QFontMetricsF metrics(painter.font());
    std::vector<double> wanted;
    std::vector<std::size_t> labelled;
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const auto& values = data.series[i].values;
        const auto newest
            = std::find_if(values.rbegin(), values.rend(), [](double value) { return std::isfinite(value); });
        if (newest == values.rend()) {
            continue;
        }
        const auto bucket = static_cast<std::size_t>(values.rend() - newest - 1);
        const double value = drawnValue(data, i, bucket) - (isArea(data, i) ? *newest / 2 : 0);
        wanted.push_back(std::clamp(scale.yOf(value), plot.top(), plot.bottom()));
        labelled.push_back(i);
    }
    const std::vector<double> tops
        = spreadLabels(wanted, metrics.height() + 1, plot.top() - 6, plot.bottom() + 8);
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        const ChartSeries& series = data.series[labelled[i]];
        const double middle = tops[i] + metrics.height() / 2;
        const QColor colour = colourOf(series, data.tierCount, colours);
        if (isArea(data, labelled[i])) {
            painter.fillRect(QRectF(plot.right() + 9, middle - 4, 8, 8), colour);
        } else {
            painter.setPen(penOf(series, colour));
            painter.drawLine(QPointF(plot.right() + 5, middle), QPointF(plot.right() + 18, middle));
        }
        const double left = plot.right() + kLabelOffset;
        const QRectF box(left, tops[i], size.width() - left - 2, metrics.height());
        painter.setPen(colours.text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(series.name, Qt::ElideRight, box.width()));
    }
}

void Decorations::drawCrosshair(std::size_t bucket) const
{
    const QRectF& plot = scale.plot();
    const double x = scale.xOf((data.buckets[bucket].startMs + data.buckets[bucket].endMs) / 2);
    painter.setPen(QPen(colours.mutedText, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const double value = drawnValue(data, i, bucket);
        if (std::isfinite(value)) {
            painter.setPen(QPen(colours.surface, 1.5));
            painter.setBrush(colourOf(data.series[i], data.tierCount, colours));
            painter.drawEllipse(QPointF(x, scale.yOf(value)), 4, 4);
        }
    }
    drawReadout(bucket, x);
}

QStringList Decorations::readout(std::size_t bucket) const
{
    const auto start = core::fromMicroseconds(static_cast<std::int64_t>(data.buckets[bucket].startMs) * 1000);
    QStringList lines{formats.dayAndTime(start)};
    for (const ChartSeries& series : data.series) {
        QString line = QStringLiteral("%1  %2").arg(
            series.name, models::valueText(data, series.values[bucket], formats));
        if (bucket < series.details.size() && !series.details[bucket].isEmpty()) {
            line += QStringLiteral("  (%1)").arg(series.details[bucket]);
        }
        lines += line;
    }
    int markers = 0;
    for (const models::ChartMarker& marker : data.markers) {
        if (marker.atMs >= data.buckets[bucket].startMs && marker.atMs < data.buckets[bucket].endMs
            && ++markers <= kMostMarkersRead) {
            lines += marker.text;
        }
    }
    if (markers > kMostMarkersRead) {
        lines += QCoreApplication::translate("Chart", "and %1 more").arg(markers - kMostMarkersRead);
    }
    return lines;
}

void Decorations::drawReadout(std::size_t bucket, double x) const
{
    const QStringList lines = readout(bucket);
    const QFontMetricsF metrics(painter.font());
    double width = 0;
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const QSizeF box(width + 16, metrics.height() * static_cast<double>(lines.size()) + 12);
    const double left = x + 12 + box.width() < size.width() ? x + 12 : x - 12 - box.width();
    const QRectF frame(QPointF(std::max(2.0, left), scale.plot().top() + 2), box);
    painter.setPen(QPen(colours.border, 1));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(frame, 5, 5);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(i == 0 ? colours.mutedText : colours.text);
        const double baseline
            = frame.top() + 6 + metrics.ascent() + static_cast<double>(i) * metrics.height();
        painter.drawText(QPointF(frame.left() + 8, baseline), lines.at(i));
    }
}

} // namespace ui::charts
