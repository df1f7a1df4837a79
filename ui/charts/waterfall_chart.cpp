#include "ui/charts/waterfall_chart.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace ui::charts {

namespace {

constexpr int kGap = 12;
constexpr int kInset = 6;
constexpr int kSmallestPlot = 90;

} // namespace

WaterfallChart::WaterfallChart(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme::fontFor(theme::TextRole::Body));
}

void WaterfallChart::setSteps(std::vector<WaterfallStep> steps)
{
    m_steps = std::move(steps);
    QStringList lines;
    for (const WaterfallStep& step : m_steps) {
        lines += QStringLiteral("%1 %2").arg(step.label, step.value);
    }
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

models::PlainTable WaterfallChart::table() const
{
    models::PlainTable table{{tr("Step"), tr("Amount")}, {}};
    for (const WaterfallStep& step : m_steps) {
        table.rows += QStringList{step.label, step.value};
    }
    return table;
}

void WaterfallChart::setChoosable(bool isChoosable)
{
    m_isChoosable = isChoosable;
    setMouseTracking(isChoosable);
    setFocusPolicy(isChoosable ? Qt::StrongFocus : Qt::NoFocus);
}

void WaterfallChart::setCurrent(int step)
{
    const int next = step >= 0 && step < static_cast<int>(m_steps.size()) ? step : -1;
    if (m_isChoosable && next != m_current) {
        m_current = next;
        update();
    }
}

void WaterfallChart::mouseMoveEvent(QMouseEvent* event)
{
    setCurrent(static_cast<int>(event->position().y()) / rowHeight());
    setCursor(m_current >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WaterfallChart::mouseReleaseEvent(QMouseEvent* event)
{
    const bool isInside = rect().contains(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isInside) {
        setCurrent(static_cast<int>(event->position().y()) / rowHeight());
        if (m_current >= 0) {
            Q_EMIT stepActivated(m_current);
        }
    }
}

void WaterfallChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrent(std::max(0, m_current - 1));
        break;
    case Qt::Key_Down:
        setCurrent(std::min(static_cast<int>(m_steps.size()) - 1, m_current + 1));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            Q_EMIT stepActivated(m_current);
        }
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void WaterfallChart::leaveEvent(QEvent*)
{
    setCurrent(hasFocus() ? m_current : -1);
}

void WaterfallChart::focusInEvent(QFocusEvent* event)
{
    setCurrent(std::max(0, m_current));
    QWidget::focusInEvent(event);
}

void WaterfallChart::focusOutEvent(QFocusEvent* event)
{
    setCurrent(-1);
    QWidget::focusOutEvent(event);
}

int WaterfallChart::rowHeight() const
{
    return fontMetrics().height() + 12;
}

int WaterfallChart::labelWidth() const
{
    int widest = 0;
    for (const WaterfallStep& step : m_steps) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(step.label));
    }
    return widest;
}

int WaterfallChart::valueWidth() const
{
    int widest = 0;
    for (const WaterfallStep& step : m_steps) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(QStringLiteral("▼ ") + step.value));
    }
    return widest;
}

QSize WaterfallChart::sizeHint() const
{
    return {labelWidth() + valueWidth() + 2 * (kGap + kInset) + 2 * kSmallestPlot,
        rowHeight() * static_cast<int>(m_steps.size())};
}

QSize WaterfallChart::minimumSizeHint() const
{
    return {labelWidth() + valueWidth() + 2 * (kGap + kInset) + kSmallestPlot, sizeHint().height()};
}

void WaterfallChart::paintEvent(QPaintEvent*)
{
    const theme::Colours& colours = theme::coloursFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    double low = 0;
    double high = 0;
    double level = 0;
    for (const WaterfallStep& step : m_steps) {
        level = step.isTotal ? step.usd : level + step.usd;
        low = std::min(low, level);
        high = std::max(high, level);
    }
    const QRectF plot(kInset + labelWidth() + kGap, 0,
        width() - labelWidth() - valueWidth() - 2 * kGap - 2 * kInset, height());
    const double scale = high > low ? plot.width() / (high - low) : 0;
    const auto x = [&](double usd) { return plot.left() + (usd - low) * scale; };
    painter.setPen(QPen(colours.grid, 1));
    painter.drawLine(QPointF(x(0), 0), QPointF(x(0), height()));
    if (m_current >= 0) {
        painter.setPen(hasFocus() ? QPen(colours.accent, 1) : QPen(Qt::NoPen));
        painter.setBrush(colours.raised);
        painter.drawRoundedRect(
            QRectF(0.5, m_current * rowHeight() + 0.5, width() - 1, rowHeight() - 1), 4, 4);
    }
    level = 0;
    double top = 0;
    for (const WaterfallStep& step : m_steps) {
        const double from = step.isTotal ? 0 : level;
        level = step.isTotal ? step.usd : level + step.usd;
        const bool isDown = !step.isTotal && step.usd < 0;
        painter.setPen(colours.text);
        painter.drawText(
            QRectF(kInset, top, labelWidth() + 1, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft, step.label);
        QRectF bar(QPointF(x(std::min(from, level)), top + 5),
            QPointF(x(std::max(from, level)), top + rowHeight() - 5));
        bar.setWidth(std::max(bar.width(), 1.5));
        painter.setPen(Qt::NoPen);
        painter.setBrush(step.isTotal        ? colours.metric
                : step.usd > 0 ? colours.accent
                               : colours.metricLight);
        painter.drawRoundedRect(bar, 2, 2);
        const QString arrow = step.isTotal || step.usd == 0 ? QString()
            : isDown                                        ? QStringLiteral("▼ ")
                                                            : QStringLiteral("▲ ");
        painter.setPen(step.isTotal ? colours.text : colours.mutedText);
        painter.drawText(QRectF(width() - valueWidth() - kInset, top, valueWidth(), rowHeight()),
            Qt::AlignVCenter | Qt::AlignRight, arrow + step.value);
        top += rowHeight();
    }
}

bool WaterfallChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / rowHeight()));
        if (row < m_steps.size() && !m_steps[row].toolTip.isEmpty()) {
            QToolTip::showText(help->globalPos(), m_steps[row].toolTip, this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui::charts
