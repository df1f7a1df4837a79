#include "ui/charts/line_plot.h"

#include "ui/charts/readout.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QLineF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace ui::charts {

namespace {

constexpr int kTicks = 4;
constexpr int kGap = 6;
constexpr double kPointRadius = 4.5;
constexpr double kAlongStep = 5; ///< pixels, less than a line of text is high
constexpr double kMargin = 0.06; ///< of the value range, above and below

struct Stroke {
    QColor colour;
    Qt::PenStyle style;
};

Stroke strokeOf(const theme::Colours& colours, std::size_t series, bool isDashed)
{
    const std::array shades{colours.accent, colours.metric, colours.metricLight};
    const bool isSecondRound = series >= shades.size();
    return {shades[series % shades.size()], isDashed ? Qt::DashLine : isSecondRound ? Qt::DotLine : Qt::SolidLine};
}

/// 1, 2 or 5 times a power of ten, so that about `wanted` steps span the range.
double niceStep(double range, int wanted)
{
    const double raw = range / wanted;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double factor = raw / power;
    return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
}

/// On a ground of its own, so that no curve runs through the words.
void drawLabel(QPainter& painter, QColor ground, const QRectF& label, const QString& text)
{
    ground.setAlphaF(0.85F);
    painter.fillRect(label, ground);
    painter.drawText(label, Qt::AlignCenter, text);
}

/// Where a name of this size stands beside a point: whole within `bounds` and on none of the places that are `taken`, which
/// it joins, or on as little of them as can be. Above comes first, then below, then the sides, then further away.
QRectF placeBeside(const QPointF& point, double away, const QSizeF& size, const QRectF& bounds, std::vector<QRectF>& taken)
{
    const auto at = [&](double x, double y) {
        return QRectF(QPointF(std::clamp(x, bounds.left(), std::max(bounds.left(), bounds.right() - size.width())),
                          std::clamp(y, bounds.top(), std::max(bounds.top(), bounds.bottom() - size.height()))),
            size);
    };
    const double middle = point.x() - size.width() / 2;
    std::vector<QRectF> places;
    for (int line = 0; line < 6; ++line) {
        const double further = line * size.height();
        for (const double left : {middle, point.x() + away, point.x() - away - size.width()}) {
            places.push_back(at(left, point.y() - away - size.height() - further));
            places.push_back(at(left, point.y() + away + further));
        }
        if (line == 0) {
            places.push_back(at(point.x() + away, point.y() - size.height() / 2));
            places.push_back(at(point.x() - away - size.width(), point.y() - size.height() / 2));
        }
    }
    const auto covered = [&](const QRectF& place) {
        double area = 0;
        for (const QRectF& other : taken) {
            const QRectF both = other.intersected(place);
            area += both.width() * both.height();
        }
        return area;
    };
    QRectF best = places.front();
    double least = covered(best);
    for (const QRectF& place : places) {
        if (const double area = covered(place); area < least) {
            best = place;
            least = area;
        }
    }
    taken.push_back(best);
    return taken.back();
}

} // namespace

QPointF LinePlot::Scale::at(const QPointF& value) const
{
    return {plot.left() + (value.x() - xLow) / (xHigh - xLow) * plot.width(),
        plot.bottom() - (value.y() - yLow) / (yHigh - yLow) * plot.height()};
}

LinePlot::LinePlot(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setFont(theme::fontFor(theme::TextRole::Caption));
}

void LinePlot::setData(PlotData data)
{
    m_data = std::move(data);
    setAccessibleDescription(words());
    update();
}

QString LinePlot::words() const
{
    QStringList words;
    for (const PlotSeries& series : m_data.series) {
        if (!series.points.empty()) {
            words += tr("%1: %2 at %3").arg(series.name, m_data.yText(series.points.back().y()),
                m_data.xText(series.points.back().x()));
        }
    }
    for (const PlotPoint& point : m_data.points) {
        words += tr("%1: %2 at %3").arg(point.label, m_data.yText(point.at.y()), m_data.xText(point.at.x()));
    }
    return isEmpty() ? m_data.emptyReason : words.join(QStringLiteral("; "));
}

QString LinePlot::xTick(double value, double step) const
{
    return m_data.xTickText ? m_data.xTickText(value, step) : m_data.xText(value);
}

QString LinePlot::yTick(double value, double step) const
{
    const double tick = std::abs(value) < step * 1e-9 ? 0 : value;
    return m_data.yTickText ? m_data.yTickText(tick, step) : m_data.yText(tick);
}

models::PlainTable LinePlot::table() const
{
    models::PlainTable table{{m_data.xTitle, tr("Series"), m_data.yTitle}, {}};
    for (const PlotSeries& series : m_data.series) {
        for (const QPointF& point : series.points) {
            table.rows += QStringList{m_data.xText(point.x()), series.name, m_data.yText(point.y())};
        }
    }
    return table;
}

bool LinePlot::isEmpty() const
{
    return !m_data.emptyReason.isEmpty()
        || std::none_of(m_data.series.begin(), m_data.series.end(),
            [](const PlotSeries& series) { return !series.points.empty(); });
}

LinePlot::Scale LinePlot::scale() const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    Scale scale;
    scale.xLow = low;
    scale.xHigh = high;
    const auto include = [&](const QPointF& point) {
        scale.xLow = std::min(scale.xLow, point.x());
        scale.xHigh = std::max(scale.xHigh, point.x());
        if (std::isfinite(point.y())) {
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
    };
    for (const PlotSeries& series : m_data.series) {
        std::for_each(series.points.begin(), series.points.end(), include);
    }
    for (const PlotPoint& point : m_data.points) {
        include(point.at);
    }
    if (scale.xHigh <= scale.xLow) {
        scale.xHigh = scale.xLow + 1;
    }
    if (!std::isfinite(low)) {
        low = 0;
        high = 1;
    }
    low = m_data.startsAtZero ? std::min(0.0, low) : low - kMargin * (high - low);
    high = high <= low ? low + 1 : high + kMargin * (high - low);
    scale.yStep = niceStep(high - low, kTicks);
    scale.yLow = low;
    scale.yHigh = high;
    int widest = 0;
    for (double tick = std::ceil(low / scale.yStep) * scale.yStep; tick <= high; tick += scale.yStep) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(yTick(tick, scale.yStep)));
    }
    const int line = fontMetrics().height();
    scale.plot = QRectF(rect()).adjusted(
        widest + 2 * kGap, (m_data.yTitle.isEmpty() ? line / 2 : line) + 2 * kGap, -2 * kGap, -(2 * line + kGap));
    return scale;
}

void LinePlot::paintAxes(QPainter& painter, const Scale& scale) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    const int line = fontMetrics().height();
    for (double tick = std::ceil(scale.yLow / scale.yStep) * scale.yStep; tick <= scale.yHigh; tick += scale.yStep) {
        const double y = scale.at({scale.xLow, tick}).y();
        painter.setPen(colours.grid);
        painter.drawLine(QPointF(scale.plot.left(), y), QPointF(scale.plot.right(), y));
        painter.setPen(colours.mutedText);
        painter.drawText(QRectF(0, y - line / 2.0, scale.plot.left() - kGap, line), Qt::AlignRight | Qt::AlignVCenter,
            yTick(tick, scale.yStep));
    }
    const double step = niceStep(scale.xHigh - scale.xLow, std::max(2, static_cast<int>(scale.plot.width() / 90)));
    for (double tick = std::ceil(scale.xLow / step) * step; tick <= scale.xHigh; tick += step) {
        const QString text = xTick(tick, step);
        const double width = fontMetrics().horizontalAdvance(text) + 2.0;
        const double x = std::clamp(scale.at({tick, 0}).x() - width / 2, 0.0, this->width() - width);
        painter.drawText(QRectF(x, scale.plot.bottom() + 2, width, line), Qt::AlignCenter, text);
    }
    painter.drawText(QRectF(scale.plot.left(), scale.plot.bottom() + line, scale.plot.width(), line), Qt::AlignCenter,
        m_data.xTitle);
    painter.drawText(QRectF(0, 0, width(), line), Qt::AlignLeft, m_data.yTitle);
    painter.setPen(colours.border);
    painter.drawLine(scale.plot.bottomLeft(), scale.plot.bottomRight());
}

/// Small places along every line, so that names stand beside them.
std::vector<QRectF> LinePlot::alongLines(const Scale& scale) const
{
    std::vector<QRectF> places;
    for (const PlotSeries& series : m_data.series) {
        for (std::size_t i = 1; i < series.points.size(); ++i) {
            const QLineF piece(scale.at(series.points[i - 1]), scale.at(series.points[i]));
            if (!std::isfinite(piece.length())) {
                continue;
            }
            const int steps = 1 + static_cast<int>(piece.length() / kAlongStep);
            for (int step = 0; step <= steps; ++step) {
                const QPointF at = piece.pointAt(static_cast<double>(step) / steps);
                places.emplace_back(at.x() - 1, at.y() - 1, 2, 2);
            }
        }
    }
    return places;
}

void LinePlot::paintLines(QPainter& painter, const Scale& scale) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const PlotSeries& series = m_data.series[i];
        const Stroke stroke = strokeOf(colours, i, series.isDashed);
        QPainterPath path;
        bool isPenDown = false;
        for (const QPointF& point : series.points) {
            if (!std::isfinite(point.y())) {
                isPenDown = false;
                continue;
            }
            const QPointF at = scale.at(point);
            isPenDown ? path.lineTo(at) : path.moveTo(at);
            isPenDown = true;
        }
        painter.setPen(QPen(stroke.colour, 1.8, stroke.style));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
}

/// At the end of each line, where there is more than one.
void LinePlot::paintSeriesNames(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    for (const PlotSeries& series : m_data.series) {
        if (series.points.empty() || m_data.series.size() < 2) {
            continue;
        }
        const QSizeF size(fontMetrics().horizontalAdvance(series.name) + 4.0, fontMetrics().height());
        const QPointF end = scale.at(series.points.back());
        const QPointF named(end.x() - size.width() / 2, std::isfinite(end.y()) ? end.y() : scale.plot.top());
        painter.setPen(colours.text);
        drawLabel(painter, colours.surface, placeBeside(named, 2, size, scale.plot, taken), series.name);
    }
}

void LinePlot::paintPoints(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    for (const PlotPoint& point : m_data.points) {
        if (std::isfinite(point.at.y())) { // no name covers a point
            const QPointF at = scale.at(point.at);
            taken.emplace_back(at.x() - kPointRadius, at.y() - kPointRadius, 2 * kPointRadius, 2 * kPointRadius);
        }
    }
    QStringList names; // of points that lie on one another, under one label
    for (std::size_t i = 0; i < m_data.points.size(); ++i) {
        const PlotPoint& point = m_data.points[i];
        if (!std::isfinite(point.at.y())) {
            continue;
        }
        const QPointF at = scale.at(point.at);
        painter.setPen(QPen(point.isHollow ? colours.metric : colours.accent, 2));
        if (std::isfinite(point.low) && std::isfinite(point.high)) {
            painter.drawLine(scale.at({point.at.x(), point.low}), scale.at({point.at.x(), point.high}));
        }
        painter.setBrush(point.isHollow ? colours.surface : colours.accent);
        painter.drawEllipse(at, kPointRadius, kPointRadius);
        names += point.label;
        if (i + 1 < m_data.points.size() && std::isfinite(m_data.points[i + 1].at.y())
            && QLineF(at, scale.at(m_data.points[i + 1].at)).length() < 2 * kPointRadius) {
            continue;
        }
        const QString name = names.join(QStringLiteral(" = "));
        names.clear();
        const QSizeF size(fontMetrics().horizontalAdvance(name) + 4.0, fontMetrics().height());
        painter.setPen(colours.text);
        drawLabel(painter, colours.surface, placeBeside(at, kPointRadius + 2, size, scale.plot.adjusted(0, -kGap, kGap, 0), taken), name);
    }
}

double LinePlot::xAt(const Scale& scale, double pixel) const
{
    return scale.xLow + (pixel - scale.plot.left()) / scale.plot.width() * (scale.xHigh - scale.xLow);
}

QStringList LinePlot::readoutAt(double x) const
{
    QStringList lines;
    for (const PlotSeries& series : m_data.series) {
        if (series.points.empty()) {
            continue;
        }
        auto nearest = std::lower_bound(series.points.begin(), series.points.end(), x,
            [](const QPointF& point, double wanted) { return point.x() < wanted; });
        nearest = nearest == series.points.end() ? std::prev(nearest) : nearest;
        if (nearest != series.points.begin() && x - std::prev(nearest)->x() < nearest->x() - x) {
            --nearest;
        }
        lines += QStringLiteral("%1  %2  %3").arg(m_data.xText(nearest->x()), series.name, m_data.yText(nearest->y()));
    }
    return lines;
}

void LinePlot::paintCrosshair(QPainter& painter, const Scale& scale) const
{
    if (!m_cursor || *m_cursor < scale.xLow || *m_cursor > scale.xHigh) {
        return;
    }
    paintReadout(painter, *this, scale.plot, scale.at({*m_cursor, scale.yLow}).x(), readoutAt(*m_cursor));
}

void LinePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isEmpty()) {
        painter.setPen(theme::coloursFor(palette()).mutedText);
        painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_data.emptyReason);
        paintFocus(painter, *this);
        return;
    }
    const Scale shown = scale();
    paintAxes(painter, shown);
    std::vector<QRectF> taken = alongLines(shown);
    paintLines(painter, shown);
    paintPoints(painter, shown, taken);
    paintSeriesNames(painter, shown, taken);
    paintCrosshair(painter, shown);
    paintFocus(painter, *this);
}

void LinePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!isEmpty()) {
        m_cursor = xAt(scale(), event->position().x());
        update();
    }
}

void LinePlot::leaveEvent(QEvent*)
{
    m_cursor.reset();
    update();
}

/// To the next datum of any series.
void LinePlot::stepCursor(int key)
{
    std::vector<double> places;
    for (const PlotSeries& series : m_data.series) {
        for (const QPointF& point : series.points) {
            places.push_back(point.x());
        }
    }
    if (places.empty()) {
        return;
    }
    std::sort(places.begin(), places.end());
    const bool isBack = key == Qt::Key_Left || key == Qt::Key_Home;
    if (key == Qt::Key_Home || key == Qt::Key_End || !m_cursor) {
        m_cursor = isBack && m_cursor ? places.front() : places.back();
    } else if (isBack) {
        const auto next = std::lower_bound(places.begin(), places.end(), *m_cursor);
        m_cursor = next == places.begin() ? places.front() : *std::prev(next);
    } else {
        const auto next = std::upper_bound(places.begin(), places.end(), *m_cursor);
        m_cursor = next == places.end() ? places.back() : *next;
    }
    setAccessibleDescription(readoutAt(*m_cursor).join(QStringLiteral("; ")));
    update();
}

void LinePlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        stepCursor(event->key());
        break;
    case Qt::Key_Escape:
        m_cursor.reset();
        update();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ui::charts
