#include "ui/charts/tier_shares.h"

#include "ui/charts/readout.h"
#include "ui/models/formats.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::charts {

namespace {

constexpr int kGap = 10;
constexpr int kTextInset = 6;
constexpr int kLeastInset = 3; ///< of a percentage without its tier's name

QString percent(double share)
{
    return models::Formats(QLocale(), QTimeZone::utc()).percent(share, 0);
}

} // namespace

TierShares::TierShares(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme::fontFor(theme::TextRole::Caption));
}

void TierShares::setRows(std::vector<Row> rows, std::vector<QString> tierNames)
{
    m_rows = std::move(rows);
    m_tierNames = std::move(tierNames);
    QStringList words;
    for (const Row& row : m_rows) {
        QStringList parts;
        for (std::size_t i = 0; i < row.shares.size() && i < m_tierNames.size(); ++i) {
            parts += QStringLiteral("%1 %2").arg(m_tierNames[i], percent(row.shares[i]));
        }
        words += QStringLiteral("%1: %2").arg(row.label, parts.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int TierShares::rowHeight() const
{
    return fontMetrics().height() + 9;
}

int TierShares::labelWidth() const
{
    int widest = 0;
    for (const Row& row : m_rows) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(row.label));
    }
    return widest;
}

QSize TierShares::sizeHint() const
{
    return {360, static_cast<int>(m_rows.size()) * rowHeight()};
}

void TierShares::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Colours& colours = theme::coloursFor(palette());
    const double left = kTextInset + labelWidth() + kGap;
    const double room = width() - left - 2;
    double top = 0;
    for (const Row& row : m_rows) {
        painter.setPen(row.isDraft ? colours.text : colours.mutedText);
        painter.drawText(QRectF(kTextInset / 2.0, top, labelWidth(), rowHeight()), Qt::AlignVCenter | Qt::AlignLeft, row.label);
        double x = left;
        for (std::size_t i = 0; i < row.shares.size(); ++i) {
            const double wide = room * (std::isnan(row.shares[i]) ? 0 : row.shares[i]);
            const QRectF part(x, top + 3, std::max(0.0, wide - 1), rowHeight() - 6);
            const QColor fill = theme::tierColour(colours, static_cast<int>(i), static_cast<int>(row.shares.size()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawRoundedRect(part, 2, 2);
            const QString name = i < m_tierNames.size() ? m_tierNames[i] : QString();
            const QString whole = QStringLiteral("%1 %2").arg(name, percent(row.shares[i]));
            const QString text = fontMetrics().horizontalAdvance(whole) + 2 * kTextInset < part.width() ? whole
                : fontMetrics().horizontalAdvance(percent(row.shares[i])) + 2 * kLeastInset < part.width()
                ? percent(row.shares[i])
                : QString();
            const bool isLightInk = theme::contrastRatio(fill, Qt::white) >= theme::contrastRatio(fill, Qt::black);
            painter.setPen(isLightInk ? Qt::white : Qt::black);
            painter.drawText(part, Qt::AlignCenter, text);
            x += wide;
        }
        top += rowHeight();
    }
    paintFocus(painter, *this);
}

void TierShares::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_rows.size()) - 1;
    const bool isStep = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (!isStep || last < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_named = std::clamp(m_named + (event->key() == Qt::Key_Down ? 1 : -1), 0, last);
    QToolTip::showText(mapToGlobal(QPoint(labelWidth() + kGap, (m_named + 1) * rowHeight())),
        m_rows[static_cast<std::size_t>(m_named)].toolTip, this);
}

bool TierShares::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / rowHeight()));
        if (row < m_rows.size()) {
            QToolTip::showText(help->globalPos(), m_rows[row].toolTip, this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui::charts
