#include "ui/charts/time_chart_view.h"

#include "ui/charts/chart_decorations.h"
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
#include <utility>

namespace ui::charts {

namespace {

constexpr double kUnseenPixels = 0.1;

using models::ChartData;
using models::ChartSeries;

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
    m_data.emptyReason = tr("No figures yet.");
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    m_timeAxis->setVisible(false);
    m_valueAxis->setVisible(false);
    m_timeAxis->setRange(0, 1); // for good: every change of an axis lays all series out again
    m_valueAxis->setRange(0, 1);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&m_crosshair, &CrosshairGroup::timeChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_crosshair, &CrosshairGroup::rightMarginChanged, this, &TimeChartView::layOut);
    connect(scene(), &QGraphicsScene::changed, this, [this] { m_isSceneStale = true; });
}

QSize TimeChartView::sizeHint() const
{
    return {520, 186};
}
QSize TimeChartView::minimumSizeHint() const
{
    return {280, 148};
}

const theme::Colours& TimeChartView::colours() const
{
    return theme::coloursFor(palette());
}

Decorations TimeChartView::decorations(QPainter& painter) const
{
    painter.setFont(theme::fontFor(theme::TextRole::Caption));
    return {painter, m_data, m_formats, m_scale, colours(), QSizeF(viewport()->size())};
}

void TimeChartView::setData(ChartData data, const models::Formats& formats)
{
    const bool isRebuilt = !hasSameShape(m_data, data);
    m_data = std::move(data);
    m_formats = formats;
    if (isRebuilt) {
        rebuildSeries();
    }
    m_scale.update(m_data);
    setAccessibleName(QStringLiteral("%1 (%2)").arg(m_data.title, m_data.unit));
    setAccessibleDescription(models::spokenSummary(m_data, m_formats));
    if (!isRebuilt && looksAsDrawn()) {
        return; // a range of weeks moves by a pixel in an hour
    }
    layOut();
    m_drawn = Drawn{m_data, m_formats, m_scale};
    replacePoints();
    chart()->setVisible(!m_data.isEmpty()); // the sentence that says why stands alone
    invalidate();
}

/// Nothing has moved by as much as antialiasing shows since the picture was made.
bool TimeChartView::looksAsDrawn() const
{
    if (!m_drawn || m_scale.plot().isEmpty()) {
        return false;
    }
    const ChartData& old = m_drawn->data;
    const bool isSameFrame = old.emptyReason == m_data.emptyReason && old.quantity == m_data.quantity
        && old.isLogarithmic == m_data.isLogarithmic && old.buckets.size() == m_data.buckets.size()
        && old.markers.size() == m_data.markers.size() && m_drawn->formats.locale() == m_formats.locale()
        && m_drawn->formats.zone() == m_formats.zone();
    if (!isSameFrame) {
        return false;
    }
    ChartScale before = m_drawn->scale;
    before.setPlot(m_scale.plot()); // the window may have been resized since
    const double width = m_scale.plot().width() / kUnseenPixels;
    const double height = m_scale.plot().height() / kUnseenPixels;
    const auto isSameTime = [&](double then, double now) {
        return std::abs(before.timeShare(then) - m_scale.timeShare(now)) * width < 1;
    };
    const auto isSameValue = [&](double then, double now) {
        return std::isfinite(then) && std::isfinite(now)
            ? std::abs(before.valueShare(then) - m_scale.valueShare(now)) * height < 1
            : std::isfinite(then) == std::isfinite(now);
    };
    for (std::size_t i = 0; i < old.buckets.size(); ++i) {
        if (!isSameTime(old.buckets[i].startMs, m_data.buckets[i].startMs)
            || !isSameTime(old.buckets[i].endMs, m_data.buckets[i].endMs)) {
            return false;
        }
    }
    for (std::size_t i = 0; i < old.markers.size(); ++i) {
        if (!isSameTime(old.markers[i].atMs, m_data.markers[i].atMs) || old.markers[i].text != m_data.markers[i].text
            || old.markers[i].tone != m_data.markers[i].tone) {
            return false;
        }
    }
    for (std::size_t series = 0; series < old.series.size(); ++series) {
        if (old.series[series].name != m_data.series[series].name) {
            return false;
        }
        for (std::size_t i = 0; i < old.buckets.size(); ++i) {
            if (!isSameValue(drawnValue(old, series, i), drawnValue(m_data, series, i))) {
                return false;
            }
        }
    }
    const double moved = std::abs(m_data.fromMs - old.fromMs) + std::abs(m_data.toMs - old.toMs);
    return before.valueTicks() == m_scale.valueTicks() && moved * width < m_data.toMs - m_data.fromMs;
}

/// Lines are drawn with the decorations: Qt Charts bridges gaps of dashed ones, and strokes even what it does not show.
void TimeChartView::rebuildSeries()
{
    chart()->removeAllSeries(); // deletes the areas, but not their edges
    for (const Area& area : m_areas) {
        delete area.edge;
    }
    m_areas.clear();
    QLineSeries* below = nullptr;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        if (!isArea(m_data, i)) {
            below = nullptr;
            continue;
        }
        auto* edge = new QLineSeries(this);
        auto* shown = new QAreaSeries(edge, below);
        below = edge;
        m_areas.push_back({i, edge, shown});
        chart()->addSeries(shown);
        shown->attachAxis(m_timeAxis);
        shown->attachAxis(m_valueAxis);
    }
    styleSeries();
}

void TimeChartView::styleSeries()
{
    for (const Area& area : m_areas) {
        area.shown->setBrush(colourOf(m_data.series[area.series], m_data.tierCount, colours()));
        area.shown->setPen(QPen(colours().surface, 0.8));
    }
}

void TimeChartView::replacePoints()
{
    for (const Area& area : m_areas) {
        QList<QPointF> points
            = edgePoints(m_data.buckets, [&](std::size_t bucket) { return drawnValue(m_data, area.series, bucket); });
        for (QPointF& point : points) {
            point = {m_scale.timeShare(point.x()), m_scale.valueShare(point.y())};
        }
        area.edge->replace(points);
    }
}

void TimeChartView::invalidate()
{
    m_isSceneStale = true;
    viewport()->update();
}

void TimeChartView::layOut()
{
    const QRectF whole(viewport()->rect());
    m_crosshair.askForRightMargin(this, rightMargin(m_data, QFontMetricsF(font()), whole.width()));
    const double right = std::min(m_crosshair.rightMargin(), whole.width() / 3);
    m_scale.setPlot(whole.adjusted(kLeftMargin, kTopMargin, -right, -kBottomMargin));
    if (chart()->plotArea() != m_scale.plot()) {
        chart()->setPlotArea(m_scale.plot());
    }
    invalidate();
}

void TimeChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void TimeChartView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        styleSeries();
        invalidate();
    }
}

void TimeChartView::drawBackground(QPainter* painter, const QRectF& rect)
{
    painter->fillRect(rect, colours().surface);
    if (!m_data.isEmpty()) {
        decorations(*painter).drawAxes();
        return;
    }
    painter->setFont(theme::fontFor(theme::TextRole::Body));
    painter->setPen(colours().mutedText);
    painter->drawText(QRectF(viewport()->rect()).adjusted(16, 0, -16, 0), Qt::AlignCenter | Qt::TextWordWrap,
        m_data.emptyReason);
}

void TimeChartView::drawForeground(QPainter* painter, const QRectF&)
{
    if (!m_data.isEmpty()) {
        const Decorations drawn = decorations(*painter);
        drawn.drawLines();
        drawn.drawMarkers();
        drawn.drawDirectLabels();
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
    if (const auto bucket = crosshairBucket()) {
        decorations(painter).drawCrosshair(*bucket);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colours().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

std::optional<std::size_t> TimeChartView::crosshairBucket() const
{
    const auto time = m_crosshair.time();
    return time && !m_data.isEmpty() ? models::bucketAt(m_data, *time) : std::nullopt;
}

void TimeChartView::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    m_crosshair.setTime(m_scale.holdsX(x) ? std::optional(m_scale.timeAt(x)) : std::nullopt);
    event->accept();
}

// Never handed to QChartView: it dereferences itemAt(), which may be null (QTBUG-118669).
void TimeChartView::mousePressEvent(QMouseEvent* event)
{
    event->accept();
}
void TimeChartView::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}
void TimeChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept();
}

// The page scrolls, not the chart.
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
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        stepCrosshair(event->key());
        break;
    case Qt::Key_Escape:
        m_crosshair.setTime(std::nullopt);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeChartView::stepCrosshair(int key)
{
    const auto count = static_cast<std::ptrdiff_t>(m_data.buckets.size());
    if (count == 0) {
        return;
    }
    const auto current = crosshairBucket();
    const std::ptrdiff_t from = current ? static_cast<std::ptrdiff_t>(*current) : count;
    const std::ptrdiff_t next = key == Qt::Key_Home ? 0
        : key == Qt::Key_End                        ? count - 1
        : key == Qt::Key_Left                       ? from - 1
                                                    : from + 1;
    const models::ChartBucket& target
        = m_data.buckets[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, count - 1))];
    m_crosshair.setTime((target.startMs + target.endMs) / 2);
}

} // namespace ui::charts
