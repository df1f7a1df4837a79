#include "ui/charts/time_chart_view.h"

#include "ui/charts/crosshair_group.h"
#include "ui/charts/series_points.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ui::charts {

namespace {

constexpr double kLeftMargin = 54;
constexpr double kRightMargin = 112;
constexpr double kTopMargin = 20;
constexpr double kBottomMargin = 24;
constexpr double kLineWidth = 1.8;
constexpr double kPixelsPerTimeLabel = 78;
constexpr double kPixelsPerValueLabel = 34;

using models::ChartData;
using models::ChartSeries;
using models::SeriesRole;

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

QPen penOf(const ChartSeries& series, const QColor& colour, bool isDashed)
{
    QPen pen(colour, kLineWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    const QList<qreal> dashes = dashOf(series);
    if (isDashed && !dashes.isEmpty()) {
        pen.setDashPattern(dashes);
    }
    return pen;
}

bool hasSameShape(const ChartData& a, const ChartData& b)
{
    return a.isStacked == b.isStacked && a.tierCount == b.tierCount
        && std::equal(a.series.begin(), a.series.end(), b.series.begin(), b.series.end(),
            [](const ChartSeries& x, const ChartSeries& y) {
                return x.role == y.role && x.tierPlace == y.tierPlace;
            });
}

} // namespace

TimeChartView::TimeChartView(CrosshairGroup& crosshair, QWidget* parent)
    : QChartView(parent)
    , m_crosshair(crosshair)
    , m_timeAxis(new QValueAxis)
    , m_valueAxis(new QValueAxis)
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    m_timeAxis->setVisible(false);
    m_valueAxis->setVisible(false);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&m_crosshair, &CrosshairGroup::timeChanged, viewport(), qOverload<>(&QWidget::update));
    connect(scene(), &QGraphicsScene::changed, this, [this] { m_isSceneStale = true; });
}

QSize TimeChartView::sizeHint() const
{
    return {520, 190};
}
QSize TimeChartView::minimumSizeHint() const
{
    return {280, 150};
}

const theme::Colours& TimeChartView::colours() const
{
    return theme::coloursFor(palette());
}
QRectF TimeChartView::plotRect() const
{
    return QRectF(viewport()->rect()).adjusted(kLeftMargin, kTopMargin, -kRightMargin, -kBottomMargin);
}

double TimeChartView::scaled(double value) const
{
    return m_data.isLogarithmic ? std::log10(std::max(value, m_decades.low)) : value;
}

double TimeChartView::xOf(double ms) const
{
    const QRectF plot = plotRect();
    return plot.left() + plot.width() * (ms - m_data.fromMs) / (m_data.toMs - m_data.fromMs);
}

double TimeChartView::yOf(double value) const
{
    const QRectF plot = plotRect();
    return plot.bottom()
        - plot.height() * (scaled(value) - m_valueAxis->min()) / (m_valueAxis->max() - m_valueAxis->min());
}

QColor TimeChartView::colourOf(const ChartSeries& series) const
{
    switch (series.role) {
    case SeriesRole::Tier:
        return theme::tierColour(colours(), series.tierPlace, m_data.tierCount);
    case SeriesRole::MetricUpper:
        return colours().metricLight;
    case SeriesRole::Baseline:
    case SeriesRole::Metric:
        break;
    }
    return colours().metric;
}

double TimeChartView::stackedTop(std::size_t series, std::size_t bucket) const
{
    double sum = 0;
    for (std::size_t i = 0; i <= series; ++i) {
        sum += m_data.series[i].values[bucket];
    }
    return sum;
}

void TimeChartView::setData(ChartData data, const models::Formats& formats)
{
    const bool isRebuilt = m_lines.size() != data.series.size() || !hasSameShape(m_data, data);
    m_data = std::move(data);
    m_formats = formats;
    if (isRebuilt) {
        rebuildSeries();
    }
    updateRanges();
    replacePoints();
    setAccessibleName(QStringLiteral("%1 (%2)").arg(m_data.title, m_data.unit));
    setAccessibleDescription(models::spokenSummary(m_data, m_formats));
    m_isSceneStale = true;
    viewport()->update();
}

void TimeChartView::rebuildSeries()
{
    chart()->removeAllSeries(); // deletes what is shown: lines and areas, but not the edges of areas
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_areas[i] != nullptr) {
            delete m_lines[i];
        }
    }
    m_lines.clear();
    m_areas.clear();
    QLineSeries* below = nullptr;
    for (const ChartSeries& series : m_data.series) {
        auto* line = new QLineSeries(this);
        QAreaSeries* area = nullptr;
        if (m_data.isStacked && series.role == SeriesRole::Tier) {
            area = new QAreaSeries(line, below);
            below = line;
        }
        m_lines.push_back(line);
        m_areas.push_back(area);
        QAbstractSeries* shown = area == nullptr ? static_cast<QAbstractSeries*>(line) : area;
        chart()->addSeries(shown);
        shown->attachAxis(m_timeAxis);
        shown->attachAxis(m_valueAxis);
    }
    styleSeries();
}

void TimeChartView::styleSeries()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QColor colour = colourOf(m_data.series[i]);
        if (m_areas[i] != nullptr) {
            m_areas[i]->setBrush(colour);
            m_areas[i]->setPen(QPen(colours().surface, 1));
        } else {
            m_lines[i]->setPen(penOf(m_data.series[i], colour, true));
        }
    }
}

void TimeChartView::replacePoints()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool isArea = m_areas[i] != nullptr;
        m_lines[i]->replace(linePoints(m_data.buckets, [&](std::size_t bucket) {
            const double value = isArea ? stackedTop(i, bucket) : m_data.series[i].values[bucket];
            return std::isfinite(value) ? scaled(value) : value;
        }));
    }
}

void TimeChartView::updateRanges()
{
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        for (std::size_t bucket = 0; bucket < m_data.buckets.size(); ++bucket) {
            const double value = i < m_areas.size() && m_areas[i] != nullptr
                ? stackedTop(i, bucket)
                : m_data.series[i].values[bucket];
            if (std::isfinite(value)) {
                high = std::max(high, value);
                low = value > 0 ? std::min(low, value) : low;
            }
        }
    }
    m_timeAxis->setRange(m_data.fromMs, m_data.toMs);
    if (m_data.isLogarithmic) {
        m_decades = niceDecades(low, high, m_decades);
        m_valueAxis->setRange(std::log10(m_decades.low), std::log10(m_decades.high));
        return;
    }
    m_maximum = m_data.fixedMaximum.value_or(niceMaximum(high, m_maximum));
    if (m_data.quantity == models::Quantity::Percent) {
        m_maximum = std::min(m_maximum, 100.0);
    }
    m_valueAxis->setRange(0, m_maximum);
}

void TimeChartView::updateGeometries()
{
    chart()->setPlotArea(plotRect());
    m_isSceneStale = true;
}

void TimeChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    updateGeometries();
}

void TimeChartView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        styleSeries();
        m_isSceneStale = true;
        viewport()->update();
    }
}

QString TimeChartView::axisLabel(double value) const
{
    switch (m_data.quantity) {
    case models::Quantity::Usd:
        return value == 0 ? QStringLiteral("$0") : m_formats.approximateUsd(value);
    case models::Quantity::Percent:
        return m_formats.percent(value / 100, value < 1 && value > 0 ? 1 : 0);
    case models::Quantity::Milliseconds:
        return value >= 1000 ? tr("%1 s").arg(m_formats.number(value / 1000, 0))
                             : tr("%1 ms").arg(m_formats.number(value,
                                 value < 0.1     ? 2
                                     : value < 1 ? 1
                                                 : 0));
    }
    return {};
}

void TimeChartView::drawBackground(QPainter* painter, const QRectF& rect)
{
    painter->fillRect(rect, colours().surface);
    const QRectF plot = plotRect();
    painter->setFont(theme::fontFor(theme::TextRole::Caption));
    if (m_data.isEmpty()) {
        painter->setPen(colours().mutedText);
        painter->drawText(QRectF(viewport()->rect()).adjusted(16, 0, -16, 0),
            Qt::AlignCenter | Qt::TextWordWrap, m_data.emptyReason);
        return;
    }
    const auto ticks = m_data.isLogarithmic
        ? decadeTicks(m_decades)
        : linearTicks(m_maximum, std::max(2, static_cast<int>(plot.height() / kPixelsPerValueLabel)));
    for (const double tick : ticks) {
        const double y = std::round(yOf(tick)) + 0.5;
        painter->setPen(QPen(colours().grid, 1));
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter->setPen(colours().mutedText);
        painter->drawText(
            QRectF(0, y - 10, kLeftMargin - 8, 20), Qt::AlignRight | Qt::AlignVCenter, axisLabel(tick));
    }
    const int most = std::max(2, static_cast<int>(plot.width() / kPixelsPerTimeLabel));
    for (const TimeTick& tick : timeTicks(m_data.fromMs, m_data.toMs, m_formats.zone(), most)) {
        const double x = std::round(xOf(tick.ms)) + 0.5;
        painter->setPen(QPen(colours().border, 1));
        painter->drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter->setPen(colours().mutedText);
        painter->drawText(QRectF(x - 50, plot.bottom() + 5, 100, kBottomMargin - 5),
            Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
}

void TimeChartView::drawForeground(QPainter* painter, const QRectF&)
{
    if (m_data.isEmpty()) {
        return;
    }
    painter->setFont(theme::fontFor(theme::TextRole::Caption));
    drawMarkers(*painter);
    drawDirectLabels(*painter);
}

void TimeChartView::drawMarkers(QPainter& painter) const
{
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(painter.font());
    double previousLine = -std::numeric_limits<double>::infinity();
    double freeFrom = plot.left();
    for (std::size_t i = 0; i < m_data.markers.size(); ++i) {
        const double x = std::round(xOf(m_data.markers[i].atMs)) + 0.5;
        if (x < plot.left() || x > plot.right()) {
            continue;
        }
        const QColor colour
            = m_data.markers[i].kind == QLatin1String("alarm") ? colours().alarm : colours().mutedText;
        if (x - previousLine >= 2) {
            painter.setPen(QPen(colour, 1, Qt::DotLine));
            painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()));
            painter.setBrush(colour);
            painter.setPen(Qt::NoPen);
            painter.drawPolygon(
                QPolygonF({{x - 4, plot.top() - 8}, {x + 4, plot.top() - 8}, {x, plot.top() - 2}}));
        }
        previousLine = x;
        const bool hasNext = i + 1 < m_data.markers.size() && m_data.markers[i + 1].atMs <= m_data.toMs;
        const double room
            = (hasNext ? xOf(m_data.markers[i + 1].atMs) - 8 : plot.right() + kRightMargin) - (x + 8);
        const QString label = metrics.elidedText(m_data.markers[i].text, Qt::ElideRight, room);
        if (x + 8 >= freeFrom && room >= 64) {
            painter.setPen(colours().mutedText);
            painter.drawText(QRectF(x + 8, 0, room, kTopMargin - 2), Qt::AlignLeft | Qt::AlignVCenter, label);
            freeFrom = x + 8 + metrics.horizontalAdvance(label);
        }
    }
}

void TimeChartView::drawDirectLabels(QPainter& painter) const
{
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(painter.font());
    std::vector<double> wanted;
    std::vector<const ChartSeries*> labelled;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const auto& values = m_data.series[i].values;
        const auto newest
            = std::find_if(values.rbegin(), values.rend(), [](double value) { return std::isfinite(value); });
        if (newest == values.rend()) {
            continue;
        }
        const auto bucket = static_cast<std::size_t>(values.rend() - newest - 1);
        const double value = m_areas[i] == nullptr ? *newest : stackedTop(i, bucket) - *newest / 2;
        wanted.push_back(std::clamp(yOf(value), plot.top(), plot.bottom()));
        labelled.push_back(&m_data.series[i]);
    }
    const std::vector<double> tops
        = spreadLabels(wanted, metrics.height() + 1, plot.top() - 6, plot.bottom() + 8);
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        const double middle = tops[i] + metrics.height() / 2;
        const bool isArea = m_data.isStacked && labelled[i]->role == SeriesRole::Tier;
        const QColor colour = colourOf(*labelled[i]);
        if (isArea) {
            painter.fillRect(QRectF(plot.right() + 8, middle - 4, 8, 8), colour);
        } else {
            painter.setPen(penOf(*labelled[i], colour, true));
            painter.drawLine(QPointF(plot.right() + 5, middle), QPointF(plot.right() + 19, middle));
        }
        const double left = plot.right() + (isArea ? 21 : 23);
        const QRectF box(left, tops[i], viewport()->width() - left - 2, metrics.height());
        painter.setPen(colours().text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(labelled[i]->name, Qt::ElideRight, box.width()));
    }
}

void TimeChartView::paintEvent(QPaintEvent*)
{
    const double ratio = devicePixelRatioF();
    const QSize size = viewport()->size() * ratio;
    if (m_isSceneStale || m_scene.size() != size) {
        m_scene = QPixmap(size);
        m_scene.setDevicePixelRatio(ratio);
        m_scene.fill(colours().surface);
        QPainter painter(&m_scene);
        painter.setRenderHint(QPainter::Antialiasing);
        render(&painter, QRectF(viewport()->rect()), viewport()->rect());
        m_isSceneStale = false;
    }
    QPainter painter(viewport());
    painter.drawPixmap(0, 0, m_scene);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_data.isEmpty()) {
        drawCrosshair(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colours().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void TimeChartView::drawCrosshair(QPainter& painter) const
{
    const auto time = m_crosshair.time();
    const auto bucket = time ? models::bucketAt(m_data, *time) : std::nullopt;
    if (!bucket) {
        return;
    }
    const QRectF plot = plotRect();
    const double x = xOf((m_data.buckets[*bucket].startMs + m_data.buckets[*bucket].endMs) / 2);
    painter.setPen(QPen(colours().mutedText, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const double value
            = m_areas[i] != nullptr ? stackedTop(i, *bucket) : m_data.series[i].values[*bucket];
        if (std::isfinite(value)) {
            painter.setPen(QPen(colours().surface, 1.5));
            painter.setBrush(colourOf(m_data.series[i]));
            painter.drawEllipse(QPointF(x, yOf(value)), 4, 4);
        }
    }
    drawReadout(painter, *bucket, x);
}

void TimeChartView::drawReadout(QPainter& painter, std::size_t bucket, double x) const
{
    const auto start
        = core::fromMicroseconds(static_cast<std::int64_t>(m_data.buckets[bucket].startMs) * 1000);
    QStringList lines{m_formats.dateTime(start).toString(QStringLiteral("d MMM HH:mm:ss"))};
    for (const ChartSeries& series : m_data.series) {
        QString line = QStringLiteral("%1  %2").arg(
            series.name, models::valueText(m_data, series.values[bucket], m_formats));
        if (bucket < series.details.size() && !series.details[bucket].isEmpty()) {
            line += QStringLiteral("  (%1)").arg(series.details[bucket]);
        }
        lines += line;
    }
    for (const models::ChartMarker& marker : m_data.markers) {
        if (marker.atMs >= m_data.buckets[bucket].startMs && marker.atMs < m_data.buckets[bucket].endMs) {
            lines += marker.text;
        }
    }
    painter.setFont(theme::fontFor(theme::TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    double width = 0;
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const QSizeF size(width + 16, metrics.height() * static_cast<double>(lines.size()) + 12);
    const double left = x + 12 + size.width() < viewport()->width() ? x + 12 : x - 12 - size.width();
    const QRectF box(QPointF(std::max(2.0, left), plotRect().top() + 2), size);
    painter.setPen(QPen(colours().border, 1));
    painter.setBrush(colours().raised);
    painter.drawRoundedRect(box, 5, 5);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(i == 0 ? colours().mutedText : colours().text);
        painter.drawText(QPointF(box.left() + 8,
                             box.top() + 6 + metrics.ascent() + static_cast<double>(i) * metrics.height()),
            lines.at(i));
    }
}

void TimeChartView::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF plot = plotRect();
    const double share = (event->position().x() - plot.left()) / plot.width();
    m_crosshair.setTime(share < 0 || share > 1
            ? std::nullopt
            : std::optional(m_data.fromMs + share * (m_data.toMs - m_data.fromMs)));
    event->accept();
}

// Never handed to QChartView: its rubber band dereferences itemAt(), which may be null (QTBUG-118669).
void TimeChartView::mousePressEvent(QMouseEvent* event)
{
    event->accept();
}
void TimeChartView::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}
void TimeChartView::wheelEvent(QWheelEvent* event)
{
    QWidget::wheelEvent(event);
}

void TimeChartView::leaveEvent(QEvent* event)
{
    m_crosshair.setTime(std::nullopt);
    QChartView::leaveEvent(event);
}

void TimeChartView::keyPressEvent(QKeyEvent* event)
{
    const auto count = static_cast<std::ptrdiff_t>(m_data.buckets.size());
    const auto bucket = m_crosshair.time() ? models::bucketAt(m_data, *m_crosshair.time()) : std::nullopt;
    std::ptrdiff_t next = bucket ? static_cast<std::ptrdiff_t>(*bucket) : count;
    switch (event->key()) {
    case Qt::Key_Left:
        --next;
        break;
    case Qt::Key_Right:
        ++next;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = count - 1;
        break;
    case Qt::Key_Escape:
        m_crosshair.setTime(std::nullopt);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (count > 0) {
        const auto& target
            = m_data.buckets[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, count - 1))];
        m_crosshair.setTime((target.startMs + target.endMs) / 2);
    }
}

} // namespace ui::charts
