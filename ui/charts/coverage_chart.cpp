#include "ui/charts/coverage_chart.h"

#include "ui/charts/readout.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ui::charts {

namespace {

constexpr double kSmallestEvidence = 0.01;
constexpr int kLabelGap = 4;
constexpr double kIntervalRoom = 22; ///< right of the running share, for its interval
constexpr double kCapWidth = 10;
constexpr double kTitleOverhang = 10; ///< of an axis title past either end of its axis
constexpr double kLeastDrawn = 0.03; ///< of the answers judged so far

/// Of a monitor or of a point of its past.
template <typename Counts>
double shareOf(const Counts& counts)
{
    return counts.audits > 0 ? static_cast<double>(counts.failures) / static_cast<double>(counts.audits) : 0.0;
}

/// A dashed level. Its name stands above the line, on a ground of its own, at the left or the right: the first of `names`
/// that has room.
bool runsThrough(const QPainterPath& curve, const QRectF& box)
{
    for (int i = 1; i < curve.elementCount(); ++i) {
        const QLineF piece(curve.elementAt(i - 1), curve.elementAt(i));
        if (box.contains(piece.p1()) || box.contains(piece.p2())) {
            return true;
        }
        for (const QLineF& diagonal : {QLineF(box.topLeft(), box.bottomRight()), QLineF(box.topRight(), box.bottomLeft())}) {
            if (piece.intersects(diagonal, nullptr) == QLineF::BoundedIntersection) {
                return true;
            }
        }
    }
    return false;
}

/// A horizontal line and its name, where `curve` does not run through it: above or below, at the right, left or middle.
void paintLevel(QPainter& painter, const QRectF& plot, double y, const QColor& colour, QColor ground, const QStringList& names,
    const QPainterPath& curve)
{
    painter.setPen(QPen(colour, 1, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const QFontMetrics metrics = painter.fontMetrics();
    QRectF place;
    QString shown;
    for (const QString& name : names) { // longest first
        const double wide = metrics.horizontalAdvance(name);
        const double room = plot.width() - 2 * kLabelGap - wide;
        for (const double across : {1.0, 0.0, 0.5, 0.75, 0.25}) {
            for (const double top : {y - metrics.height() - 2, y + 2}) {
                const QRectF box(plot.left() + kLabelGap + across * room, top, wide, metrics.height());
                const bool isInside = room >= 0 && top >= plot.top() - metrics.height() / 2.0 && box.bottom() <= plot.bottom();
                const bool isFree = isInside && !runsThrough(curve, box.adjusted(-2, -1, 2, 1));
                if (isFree || (isInside && shown.isEmpty())) {
                    place = box;
                    shown = name;
                }
                if (isFree) {
                    painter.drawText(place, Qt::AlignCenter, shown);
                    return;
                }
            }
        }
    }
    ground.setAlphaF(0.8F); // over the curve, as there is no place beside it
    painter.fillRect(place.adjusted(-2, 0, 2, 0), ground);
    painter.drawText(place, Qt::AlignCenter, shown);
}

/// How far bars reach at most between two places of the axis, as a share of the highest.
double highest(const std::vector<std::int64_t>& bins, std::int64_t largest, double from, double to)
{
    double most = 0;
    const auto count = static_cast<double>(bins.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const auto at = static_cast<double>(i);
        if (at + 1 > from * count && at < to * count) {
            most = std::max(most, static_cast<double>(bins[i]) / static_cast<double>(std::max<std::int64_t>(largest, 1)));
        }
    }
    return most;
}

} // namespace

CoverageChart::CoverageChart(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme::fontFor(theme::TextRole::Caption));
}

void CoverageChart::setTier(const core::ports::TierCoverage& tier, const models::Formats& formats)
{
    m_tier = tier;
    m_formats = formats;
    if (m_kind == Kind::Risk && tier.monitor && tier.monitor->audits > 0) {
        const QString words = tr("%1 of judged answers missed the target, between %2 and %3 with 95% confidence at every "
                                 "time; at most %4 is promised")
                                  .arg(formats.percent(shareOf(*tier.monitor)), formats.percent(tier.monitor->riskLow),
                                      formats.percent(tier.monitor->riskHigh), formats.percent(tier.certificate.alpha));
        setAccessibleDescription(words);
        setToolTip(words);
    } else if (m_kind == Kind::Evidence && tier.monitor) {
        setAccessibleDescription(tr("Evidence %1; the alarm rings at %2")
                                     .arg(formats.number(tier.monitor->alarmEvidence, 2),
                                         formats.number(1 / tier.monitor->delta, 0)));
    } else if (m_kind == Kind::Reliability) {
        setAccessibleDescription(
            tr("Expected calibration error %1").arg(formats.percent(tier.calibrationError)));
    }
    update();
}

models::PlainTable CoverageChart::table() const
{
    models::PlainTable table;
    switch (m_kind) {
    case Kind::Risk:
        table.headers = {tr("Judged answers"), tr("Failures"), tr("Share")};
        for (const core::ports::EvidencePoint& point : m_tier ? m_tier->points : decltype(m_tier->points){}) {
            table.rows += QStringList{
                m_formats.count(point.audits), m_formats.count(point.failures), m_formats.percent(shareOf(point), 2)};
        }
        break;
    case Kind::Evidence:
        table.headers = {tr("Judged answers"), tr("Evidence")};
        for (const core::ports::EvidencePoint& point : m_tier ? m_tier->points : decltype(m_tier->points){}) {
            table.rows += QStringList{m_formats.count(point.audits), m_formats.number(point.alarmEvidence, 3)};
        }
        break;
    case Kind::Scores:
        table.headers = {tr("Score from"), tr("Right"), tr("Wrong")};
        for (std::size_t i = 0; m_tier && i < m_tier->rightByScore.size(); ++i) {
            const double from = static_cast<double>(i) / static_cast<double>(m_tier->rightByScore.size());
            table.rows += QStringList{m_formats.number(from, 2), m_formats.count(m_tier->rightByScore[i]),
                m_formats.count(m_tier->wrongByScore[i])};
        }
        break;
    case Kind::Reliability:
        table.headers = {tr("Mean score"), tr("Share right"), tr("Answers")};
        for (const core::ports::ReliabilityPoint& bin : m_tier ? m_tier->reliability : decltype(m_tier->reliability){}) {
            if (bin.count > 0) {
                table.rows += QStringList{m_formats.number(bin.meanScore, 3), m_formats.percent(bin.accuracy),
                    m_formats.count(bin.count)};
            }
        }
        break;
    }
    return table;
}

void CoverageChart::paintNothing(QPainter& painter, const QString& why) const
{
    painter.setPen(theme::coloursFor(palette()).mutedText);
    painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, why);
}

std::vector<double> CoverageChart::places() const
{
    std::vector<double> places;
    if (!m_tier) {
        return places;
    }
    const auto byAnswers = [&] {
        const auto now = m_tier->monitor && m_kind == Kind::Risk ? m_tier->monitor->audits : std::int64_t{1};
        const auto last = m_tier->points.empty() ? now : std::max(m_tier->points.back().audits, now);
        for (const core::ports::EvidencePoint& point : m_tier->points) {
            places.push_back(static_cast<double>(point.audits) / static_cast<double>(std::max<std::int64_t>(last, 1)));
        }
    };
    switch (m_kind) {
    case Kind::Risk:
    case Kind::Evidence:
        byAnswers();
        break;
    case Kind::Scores:
        for (std::size_t i = 0; i < m_tier->rightByScore.size(); ++i) {
            places.push_back((static_cast<double>(i) + 0.5) / static_cast<double>(m_tier->rightByScore.size()));
        }
        break;
    case Kind::Reliability:
        for (const core::ports::ReliabilityPoint& bin : m_tier->reliability) {
            if (bin.count > 0) {
                places.push_back(bin.meanScore);
            }
        }
        break;
    }
    return places;
}

QRectF CoverageChart::plotArea() const
{
    const auto line = static_cast<double>(fontMetrics().height());
    const double left = fontMetrics().horizontalAdvance(QStringLiteral("100%")) + 10.0;
    return {left, line / 2 + 2, width() - left - 10, height() - 2.5 * line - 12};
}

void CoverageChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    if (m_tier) {
        paintKind(painter);
        paintNamed(painter);
    }
    paintFocus(painter, *this);
}

void CoverageChart::paintKind(QPainter& painter) const
{
    const QRectF plot = plotArea();
    switch (m_kind) {
    case Kind::Risk:
        return paintRisk(painter, plot);
    case Kind::Evidence:
        return paintEvidence(painter, plot);
    case Kind::Scores:
        return paintScores(painter, plot);
    case Kind::Reliability:
        return paintReliability(painter, plot);
    }
}

void CoverageChart::paintNamed(QPainter& painter) const
{
    const std::vector<double> all = places();
    if (!m_named || *m_named >= all.size()) {
        return;
    }
    const models::PlainTable figures = table();
    const QStringList row = figures.rows.value(static_cast<qsizetype>(*m_named));
    QStringList lines;
    for (qsizetype column = 0; column < row.size(); ++column) {
        lines += QStringLiteral("%1: %2").arg(figures.headers.value(column), row[column]);
    }
    const QRectF plot = plotArea().adjusted(0, 0, m_kind == Kind::Risk ? -kIntervalRoom : 0, 0);
    paintReadout(painter, *this, plot, plot.left() + all[*m_named] * plot.width(), lines);
}

void CoverageChart::name(std::optional<std::size_t> row)
{
    if (m_named != row) {
        m_named = row;
        update();
    }
}

void CoverageChart::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF plot = plotArea();
    const double place = (event->position().x() - plot.left()) / plot.width();
    const std::vector<double> all = places();
    const auto nearest = std::min_element(all.begin(), all.end(),
        [&](double a, double b) { return std::abs(a - place) < std::abs(b - place); });
    const bool isOver = !all.empty() && place >= 0 && place <= 1;
    name(isOver ? std::optional(static_cast<std::size_t>(nearest - all.begin())) : std::nullopt);
}

void CoverageChart::leaveEvent(QEvent* event)
{
    name(std::nullopt);
    QWidget::leaveEvent(event);
}

void CoverageChart::keyPressEvent(QKeyEvent* event)
{
    const std::size_t count = places().size();
    const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Home;
    const bool isEnd = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
    if (!isBack && !isEnd && event->key() != Qt::Key_Right) {
        QWidget::keyPressEvent(event);
    } else if (count > 0) {
        const std::size_t from = std::min(m_named.value_or(count), count);
        name(isEnd       ? (isBack ? 0 : count - 1)
                : isBack ? (from == 0 ? 0 : from - 1)
                         : std::min(from + 1, count - 1));
    }
}

namespace {

struct Frame {
    QPainter& painter;
    const QRectF& plot;
    const theme::Colours& colours;

    void grid(double y, const QString& label) const
    {
        painter.setPen(colours.grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colours.mutedText);
        painter.drawText(QRectF(0, y - 10, plot.left() - 6, 20), Qt::AlignRight | Qt::AlignVCenter, label);
    }
    void below(double x, Qt::Alignment alignment, const QString& label) const
    {
        painter.setPen(colours.mutedText);
        const double wide = plot.width();
        const double from = alignment & Qt::AlignLeft ? x
            : alignment & Qt::AlignRight              ? x - wide
                                                      : x - wide / 2;
        painter.drawText(QRectF(from, plot.bottom() + 3, wide, 18), alignment | Qt::AlignTop, label);
    }
    /// Both ends of the axis and what it counts; on a narrow chart the title stands without the ends in its way.
    void axis(const QString& least, const QString& title, const QString& most) const
    {
        const QFontMetrics metrics = painter.fontMetrics();
        const int ends = std::max(metrics.horizontalAdvance(least), metrics.horizontalAdvance(most));
        const double room = plot.width() - 2.0 * (ends + 4);
        below(plot.left(), Qt::AlignLeft, least);
        below(plot.right(), Qt::AlignRight, most);
        if (metrics.horizontalAdvance(title) <= room) {
            below(plot.center().x(), Qt::AlignHCenter, title);
        } else {
            painter.drawText(QRectF(plot.left() - kTitleOverhang, plot.bottom() + 3 + metrics.height(), plot.width() + 2 * kTitleOverhang, 18),
                Qt::AlignHCenter | Qt::AlignTop, metrics.elidedText(title, Qt::ElideRight, static_cast<int>(plot.width() + 2 * kTitleOverhang)));
        }
    }
};

} // namespace

void CoverageChart::paintRisk(QPainter& painter, const QRectF& whole) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    if (!m_tier->monitor || m_tier->points.empty() || m_tier->monitor->audits == 0) {
        return paintNothing(painter, tr("No live answer under this certificate has been judged yet."));
    }
    const core::ports::MonitorRow& now = *m_tier->monitor;
    const double alpha = m_tier->certificate.alpha;
    const QRectF plot = whole.adjusted(0, 0, -kIntervalRoom, 0);
    const Frame frame{painter, whole, colours};
    const double top = std::clamp(std::max({2 * alpha, now.riskHigh, 1.2 * shareOf(now)}), 0.01, std::max(1.0, alpha));
    const auto yOf = [&](double share) { return plot.bottom() - std::min(share / top, 1.0) * plot.height(); };
    const int decimals = top < 0.1 ? 1 : 0;
    for (const double part : {0.0, 0.5, 1.0}) {
        frame.grid(yOf(part * top), m_formats.percent(part * top, decimals));
    }
    const double last = static_cast<double>(std::max(m_tier->points.back().audits, now.audits));
    const auto xOf = [&](std::int64_t audits) {
        return plot.left() + plot.width() * static_cast<double>(audits) / std::max(last, 1.0);
    };
    QPainterPath path;
    for (const core::ports::EvidencePoint& point : m_tier->points) {
        if (static_cast<double>(point.audits) < kLeastDrawn * last) {
            continue; // the share of a handful of answers jumps between 0 and 1
        }
        const QPointF at(xOf(point.audits), yOf(shareOf(point)));
        path.elementCount() == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    const QPointF end(xOf(now.audits), yOf(shareOf(now)));
    path.elementCount() == 0 ? path.moveTo(end) : path.lineTo(end);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.metric, 2));
    painter.drawPath(path);
    const double bar = plot.right() + kIntervalRoom / 2;
    painter.setPen(QPen(colours.metric, 1.5));
    painter.drawLine(QPointF(bar, yOf(now.riskLow)), QPointF(bar, yOf(now.riskHigh)));
    for (const double limit : {now.riskLow, now.riskHigh}) {
        painter.drawLine(QPointF(bar - kCapWidth / 2, yOf(limit)), QPointF(bar + kCapWidth / 2, yOf(limit)));
    }
    painter.setBrush(colours.metric);
    painter.drawEllipse(QPointF(bar, yOf(shareOf(now))), 3, 3);
    const QString most = m_formats.percent(alpha);
    paintLevel(painter, plot, yOf(alpha), colours.mutedText, colours.surface,
        {tr("at most α = %1").arg(most), QStringLiteral("α = %1").arg(most), most}, path);
    painter.drawLine(QPointF(plot.right(), yOf(alpha)), QPointF(whole.right(), yOf(alpha)));
    frame.axis(QStringLiteral("0"), tr("judged answers"), m_formats.count(now.audits));
}

void CoverageChart::paintEvidence(QPainter& painter, const QRectF& plot) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    if (!m_tier->monitor || m_tier->points.empty()) {
        return paintNothing(painter, tr("No live answer under this certificate has been judged yet."));
    }
    const Frame frame{painter, plot, colours};
    const double ring = 1 / m_tier->monitor->delta;
    double largest = ring * 5;
    for (const core::ports::EvidencePoint& point : m_tier->points) {
        largest = std::max(largest, std::min(point.alarmEvidence, 1e6));
    }
    const double low = std::log10(kSmallestEvidence);
    const double high = std::log10(largest);
    const auto yOf = [&](double evidence) {
        const double at = std::log10(std::clamp(evidence, kSmallestEvidence, largest));
        return plot.bottom() - (at - low) / (high - low) * plot.height();
    };
    for (int power = -2; power <= static_cast<int>(high); power += high > 3 ? 2 : 1) {
        const double value = std::pow(10.0, power);
        frame.grid(yOf(value), m_formats.locale().toString(value, 'g', 6));
    }
    const double last = static_cast<double>(m_tier->points.back().audits);
    QPainterPath path;
    for (std::size_t i = 0; i < m_tier->points.size(); ++i) {
        const core::ports::EvidencePoint& point = m_tier->points[i];
        const double x = plot.left() + plot.width() * static_cast<double>(point.audits) / std::max(last, 1.0);
        i == 0 ? path.moveTo(x, yOf(point.alarmEvidence)) : path.lineTo(x, yOf(point.alarmEvidence));
    }
    painter.setPen(QPen(m_tier->monitor->isAlarm ? colours.alarm : colours.metric, 2));
    painter.drawPath(path);
    paintLevel(
        painter, plot, yOf(ring), colours.mutedText, colours.surface, {tr("alarm at %1").arg(m_formats.number(ring, 0))}, path);
    frame.axis(QStringLiteral("0"), tr("judged answers"), m_formats.count(m_tier->points.back().audits));
}

void CoverageChart::paintScores(QPainter& painter, const QRectF& plot) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    const auto largestOf = [](const std::vector<std::int64_t>& bins) {
        return bins.empty() ? std::int64_t{0} : *std::max_element(bins.begin(), bins.end());
    };
    const std::int64_t right = largestOf(m_tier->rightByScore);
    const std::int64_t wrong = largestOf(m_tier->wrongByScore);
    if (right + wrong == 0) {
        return paintNothing(painter, tr("No answer of this tier is known to be right or wrong yet."));
    }
    const Frame frame{painter, plot, colours};
    const double middle = plot.center().y();
    const double line = painter.fontMetrics().height();
    struct Word {
        QString text;
        bool isLeft;
        bool isFree;
    };
    // Beside the bars; right answers score high, wrong ones low. Where bars are tall on both sides they leave a line free.
    const auto placed = [&](const QString& text, const std::vector<std::int64_t>& bins, std::int64_t largest, bool isLeft) {
        const double share = (painter.fontMetrics().horizontalAdvance(text) + 2.0 * kLabelGap) / plot.width();
        const double allowed = 1 - (line + 4) / (plot.height() / 2 - 2);
        for (const bool atLeft : {isLeft, !isLeft}) {
            if (highest(bins, largest, atLeft ? 0 : 1 - share, atLeft ? share : 1) <= allowed) {
                return Word{text, atLeft, true};
            }
        }
        return Word{text, isLeft, false};
    };
    const std::array words{placed(tr("right"), m_tier->rightByScore, right, true), placed(tr("wrong"), m_tier->wrongByScore, wrong, false)};
    const double half = plot.height() / 2 - 2 - (words[0].isFree && words[1].isFree ? 0 : line + 2);
    const double step = plot.width() / static_cast<double>(m_tier->rightByScore.size());
    for (std::size_t i = 0; i < m_tier->rightByScore.size(); ++i) {
        const double x = plot.left() + step * static_cast<double>(i) + 1;
        const double up = right > 0
            ? half * static_cast<double>(m_tier->rightByScore[i]) / static_cast<double>(right)
            : 0;
        const double down = wrong > 0
            ? half * static_cast<double>(m_tier->wrongByScore[i]) / static_cast<double>(wrong)
            : 0;
        painter.fillRect(QRectF(x, middle - up, step - 2, up), colours.metric);
        painter.fillRect(QRectF(x, middle + 1, step - 2, down), QBrush(colours.metricLight));
    }
    frame.grid(middle, QStringLiteral("0"));
    frame.grid(middle - half, m_formats.count(right));
    frame.grid(middle + half, m_formats.count(wrong));
    if (m_tier->certificate.threshold) {
        const double threshold = *m_tier->certificate.threshold;
        const double x = plot.left() + plot.width() * std::clamp(threshold, 0.0, 1.0);
        painter.setPen(QPen(colours.text, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        frame.axis(QStringLiteral("0"), tr("accepted from %1").arg(m_formats.number(threshold, 3)), QStringLiteral("1"));
    } else {
        frame.axis(QStringLiteral("0"), tr("score"), QStringLiteral("1"));
    }
    const QRectF room = plot.adjusted(kLabelGap, 0, -kLabelGap, 0);
    painter.setPen(colours.mutedText);
    for (const Word& word : words) {
        const int where = static_cast<int>((&word == &words.front() ? Qt::AlignTop : Qt::AlignBottom)
            | (word.isLeft ? Qt::AlignLeft : Qt::AlignRight));
        painter.fillRect(painter.boundingRect(room, where, word.text), colours.surface); // over grid and threshold
        painter.drawText(room, where, word.text);
    }
}

void CoverageChart::paintReliability(QPainter& painter, const QRectF& plot) const
{
    const theme::Colours& colours = theme::coloursFor(palette());
    std::int64_t most = 0;
    for (const core::ports::ReliabilityPoint& bin : m_tier->reliability) {
        most = std::max(most, bin.count);
    }
    if (most == 0) {
        return paintNothing(painter, tr("No answer of this tier is known to be right or wrong yet."));
    }
    const Frame frame{painter, plot, colours};
    const auto at = [&](double x, double y) {
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height());
    };
    for (const double share : {0.0, 0.5, 1.0}) {
        frame.grid(at(0, share).y(), m_formats.percent(share, 0));
    }
    painter.setPen(QPen(colours.mutedText, 1, Qt::DashLine));
    painter.drawLine(at(0, 0), at(1, 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.metric);
    for (const core::ports::ReliabilityPoint& bin : m_tier->reliability) {
        if (bin.count > 0) {
            const double radius
                = 2.5 + 4.5 * std::sqrt(static_cast<double>(bin.count) / static_cast<double>(most));
            painter.drawEllipse(at(bin.meanScore, bin.accuracy), radius, radius);
        }
    }
    frame.axis(QStringLiteral("0"), tr("mean score, off by %1").arg(m_formats.percent(m_tier->calibrationError)),
        QStringLiteral("1"));
}

} // namespace ui::charts
