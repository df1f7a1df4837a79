#include "ui/charts/cluster_map.h"

#include "ui/models/strings.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QHelpEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::charts {

namespace {

constexpr double kMargin = 24;
constexpr double kNear = 9; ///< pixels
constexpr double kDragStart = 4;
constexpr double kRingWidth = 1.2;
constexpr double kZoomStep = 1.2;
constexpr double kKeyStep = 40; ///< pixels
constexpr std::size_t kMostEarlier = 100;
constexpr int kLongestTip = 160;
constexpr std::size_t kMostNames = 12;
constexpr std::size_t kManyPoints = 20'000; ///< from here on speed is worth more than smooth edges

/// The two most telling terms; single letters tell nothing.
QString nameOf(const std::vector<std::string>& terms)
{
    QStringList words;
    for (const std::string& term : terms) {
        if (const QString word = models::toQt(term); word.size() > 1 && words.size() < 2) {
            words += word;
        }
    }
    return words.isEmpty() ? models::toQt(terms.front()) : words.join(QStringLiteral(" · "));
}

/// Dots are larger where there are few.
double dotSize(std::size_t points)
{
    return points < 300 ? 7 : points < 5'000 ? 5 : 4;
}

QPointF at(const core::domain::FailureMap& map, std::size_t point)
{
    return {double{map.x[point]}, double{map.y[point]}};
}

/// Round dots without antialiasing: a painter takes some three microseconds for each, which 100,000 have not.
void stamp(QImage& image, const QPolygonF& dots, const QColor& colour, double width)
{
    const double ratio = image.devicePixelRatio();
    const double radius = width * ratio / 2;
    const int reach = static_cast<int>(std::ceil(radius));
    auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    std::vector<QPoint> disc;
    std::vector<qsizetype> steps; ///< the disc's pixels, counted from its centre
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            if (x * x + y * y <= radius * radius) {
                disc.emplace_back(x, y);
                steps.push_back(y * stride + x);
            }
        }
    }
    const QRgb rgb = colour.rgb();
    const QRect room = image.rect();
    const QRect inner = room.adjusted(reach, reach, -reach, -reach);
    for (const QPointF& dot : dots) {
        const QPoint centre = (dot * ratio).toPoint();
        if (inner.contains(centre)) {
            QRgb* const middle = pixels + centre.y() * stride + centre.x();
            for (const qsizetype step : steps) {
                middle[step] = rgb;
            }
            continue;
        }
        for (const QPoint& offset : disc) {
            if (const QPoint pixel = centre + offset; room.contains(pixel)) {
                pixels[pixel.y() * stride + pixel.x()] = rgb;
            }
        }
    }
}

} // namespace

ClusterMap::ClusterMap(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFont(theme::fontFor(theme::TextRole::Caption));
}

void ClusterMap::setMap(std::shared_ptr<const core::domain::FailureMap> map)
{
    m_map = std::move(map);
    m_centres.assign(m_map ? m_map->clusters.size() : 0, QPointF());
    for (std::size_t i = 0; m_map && i < m_map->points.size(); ++i) {
        if (const int cluster = m_map->clusterOf[i]; cluster >= 0) {
            const auto place = static_cast<std::size_t>(cluster);
            m_centres[place] += at(*m_map, i) / static_cast<double>(m_map->clusters[place].size);
        }
    }
    m_earlier.clear();
    m_chosen = m_centres.empty() ? -1 : std::clamp(m_chosen, -1, static_cast<int>(m_centres.size()) - 1);
    showAll();
}

void ClusterMap::setChosen(int cluster)
{
    if (cluster != m_chosen) {
        m_chosen = cluster;
        redraw();
    }
}

QPointF ClusterMap::positionOf(std::size_t point) const
{
    return m_map && point < m_map->points.size() ? m_view.map(at(*m_map, point)) : QPointF();
}

void ClusterMap::showAll()
{
    m_view.reset();
    if (m_map && !m_map->points.empty()) {
        const auto [left, right] = std::minmax_element(m_map->x.begin(), m_map->x.end());
        const auto [bottom, top] = std::minmax_element(m_map->y.begin(), m_map->y.end());
        const double wide = std::max(1e-6, double{*right} - double{*left});
        const double high = std::max(1e-6, double{*top} - double{*bottom});
        m_view.translate(kMargin, height() - kMargin);
        m_view.scale((width() - 2 * kMargin) / wide, -(height() - 2 * kMargin) / high);
        m_view.translate(-double{*left}, -double{*bottom});
    }
    redraw();
}

void ClusterMap::keepView()
{
    if (m_earlier.size() == kMostEarlier) {
        m_earlier.erase(m_earlier.begin());
    }
    m_earlier.push_back(m_view);
}

void ClusterMap::undoView()
{
    if (!m_earlier.empty()) {
        m_view = m_earlier.back();
        m_earlier.pop_back();
        redraw();
    }
}

void ClusterMap::moveBy(const QPointF& step)
{
    m_view = m_view * QTransform::fromTranslate(step.x(), step.y());
    redraw();
}

void ClusterMap::zoomAt(const QPointF& centre, double factor)
{
    keepView();
    QTransform zoom;
    zoom.translate(centre.x(), centre.y());
    zoom.scale(factor, factor);
    zoom.translate(-centre.x(), -centre.y());
    m_view = m_view * zoom;
    redraw();
}

void ClusterMap::redraw()
{
    m_dots = {};
    update();
}

void ClusterMap::drawDots()
{
    const theme::Colours& colours = theme::coloursFor(palette());
    QImage image(size() * devicePixelRatioF(), QImage::Format_RGB32);
    image.setDevicePixelRatio(devicePixelRatioF());
    image.fill(colours.surface);
    if (!m_map) {
        m_dots = QPixmap::fromImage(std::move(image));
        return;
    }
    QPolygonF others;
    QPolygonF strays;
    QPolygonF chosen;
    others.reserve(static_cast<qsizetype>(m_map->points.size()));
    const QRectF visible(rect().adjusted(-4, -4, 4, 4));
    for (std::size_t i = 0; i < m_map->points.size(); ++i) {
        const QPointF position = m_view.map(at(*m_map, i));
        if (visible.contains(position)) {
            const int cluster = m_map->clusterOf[i];
            (cluster < 0 ? strays : cluster == m_chosen ? chosen : others) += position;
        }
    }
    const auto draw = [&](const QPolygonF& dots, const QColor& colour, double width) {
        if (m_map->points.size() >= kManyPoints) {
            return stamp(image, dots, colour, width);
        }
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoints(dots);
    };
    const double dot = dotSize(m_map->points.size());
    draw(strays, colours.metricLight, dot); // rings
    draw(strays, colours.surface, dot - 2 * kRingWidth);
    draw(others, colours.metricLight, dot);
    draw(chosen, colours.accent, dot + 1.5);
    m_dots = QPixmap::fromImage(std::move(image));
}

void ClusterMap::drawNames(QPainter& painter) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<QRectF> taken;
    for (std::size_t i = 0; i < m_centres.size() && taken.size() < kMostNames; ++i) {
        const core::domain::FailureCluster& cluster = m_map->clusters[i];
        const QString name = !cluster.name.empty() ? models::toQt(cluster.name)
            : cluster.terms.empty()                ? tr("cluster %1").arg(i + 1)
                                                   : nameOf(cluster.terms);
        const QPointF centre = m_view.map(m_centres[i]);
        QRectF box(QPointF(), QSizeF(fontMetrics().horizontalAdvance(name) + 4, fontMetrics().height()));
        box.moveCenter(centre);
        box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, width() - 2 - box.width()))); // whole, beside an edge
        const bool isFree = std::none_of(
            taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); });
        if (!isFree || !rect().contains(centre.toPoint())) {
            continue;
        }
        taken.push_back(box);
        QPainterPath path;
        path.addText(QPointF(box.left() + 2, box.top() + fontMetrics().ascent()), font(), name);
        painter.strokePath(path, QPen(colours.surface, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(path, static_cast<int>(i) == m_chosen ? colours.accent : colours.text);
    }
}

void ClusterMap::paintEvent(QPaintEvent*)
{
    if (m_dots.isNull()) {
        drawDots();
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_dots);
    if (m_map) {
        drawNames(painter);
    }
    if (!m_lasso.isEmpty()) {
        painter.setPen(QPen(theme::coloursFor(palette()).accent, 1.5, Qt::DashLine));
        painter.drawPolyline(m_lasso);
    }
    if (hasFocus()) {
        painter.setPen(theme::coloursFor(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ClusterMap::resizeEvent(QResizeEvent*)
{
    m_earlier.clear();
    showAll();
}

void ClusterMap::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

void ClusterMap::wheelEvent(QWheelEvent* event)
{
    zoomAt(event->position(), std::pow(kZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void ClusterMap::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position();
    m_last = m_pressed;
    m_isDragging = false;
    m_lasso.clear();
    if (event->button() == Qt::LeftButton && (m_isLasso || event->modifiers().testFlag(Qt::ShiftModifier))) {
        m_lasso << m_pressed;
    }
}

void ClusterMap::setLasso(bool isOn)
{
    m_isLasso = isOn;
    setCursor(isOn ? Qt::CrossCursor : Qt::ArrowCursor);
}

void ClusterMap::endLasso()
{
    const QPolygonF outline = std::exchange(m_lasso, {});
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; m_map && i < m_map->points.size(); ++i) {
        if (outline.containsPoint(positionOf(i), Qt::OddEvenFill)) {
            inside.push_back(i);
        }
    }
    update();
    if (!inside.empty()) {
        Q_EMIT lassoed(inside);
    }
}

void ClusterMap::mouseMoveEvent(QMouseEvent* event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        return;
    }
    const bool isStarting = !m_isDragging && (event->position() - m_pressed).manhattanLength() > kDragStart;
    m_isDragging = m_isDragging || isStarting;
    if (isStarting && m_lasso.isEmpty()) {
        keepView();
    }
    if (m_isDragging && !m_lasso.isEmpty()) {
        m_lasso << event->position();
        update();
    } else if (m_isDragging) {
        moveBy(event->position() - m_last);
        m_last = event->position();
    }
}

void ClusterMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_isDragging && !m_lasso.isEmpty()) {
        endLasso();
        return;
    }
    m_lasso.clear();
    if (m_isDragging || event->button() != Qt::LeftButton) {
        return;
    }
    const int point = pointNear(event->position());
    const int cluster = point < 0 ? -1 : m_map->clusterOf[static_cast<std::size_t>(point)];
    if (cluster >= 0) {
        setChosen(cluster);
        Q_EMIT clusterChosen(cluster);
    }
}

void ClusterMap::mouseDoubleClickEvent(QMouseEvent*)
{
    keepView();
    showAll();
}

void ClusterMap::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo)) {
        undoView();
        return;
    }
    const QPointF middle(width() / 2.0, height() / 2.0);
    const auto move = [this](double x, double y) {
        keepView();
        moveBy({x, y});
    };
    switch (event->key()) {
    case Qt::Key_Left:
        move(kKeyStep, 0);
        break;
    case Qt::Key_Right:
        move(-kKeyStep, 0);
        break;
    case Qt::Key_Up:
        move(0, kKeyStep);
        break;
    case Qt::Key_Down:
        move(0, -kKeyStep);
        break;
    case Qt::Key_Plus:
        zoomAt(middle, kZoomStep);
        break;
    case Qt::Key_Minus:
        zoomAt(middle, 1 / kZoomStep);
        break;
    case Qt::Key_0:
        keepView();
        showAll();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

int ClusterMap::pointNear(const QPointF& position) const
{
    int nearest = -1;
    double best = kNear * kNear;
    for (std::size_t i = 0; m_map && i < m_map->points.size(); ++i) {
        const QPointF gap = m_view.map(at(*m_map, i)) - position;
        const double distance = QPointF::dotProduct(gap, gap);
        if (distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

bool ClusterMap::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        event->accept(); // of the view here, whatever undo is elsewhere
        return true;
    }
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const int point = pointNear(help->pos());
    if (point < 0) {
        QToolTip::hideText();
        return true;
    }
    const QString text = models::toQt(m_map->points[static_cast<std::size_t>(point)].text).simplified();
    QToolTip::showText(
        help->globalPos(), text.size() > kLongestTip ? text.left(kLongestTip) + QChar(u'…') : text, this);
    return true;
}

} // namespace ui::charts
