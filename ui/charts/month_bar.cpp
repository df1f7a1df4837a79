#include "ui/charts/month_bar.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

#include <QPainter>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr int kTrack = 12;
constexpr int kGap = 4;
constexpr double kRoom = 1.08; ///< of the largest amount, so that its mark is inside

} // namespace

MonthBar::MonthBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("monthBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme::fontFor(theme::TextRole::Caption));
}

void MonthBar::setOutlook(const models::MonthOutlook& month, const models::Formats& formats)
{
    m_month = month;
    m_formats = formats;
    const QString sentence = models::outlookSentence(month, formats);
    setAccessibleName(tr("This month against its budget"));
    setAccessibleDescription(sentence);
    setToolTip(month.forecast ? tr("%1\n95% band from %n whole day(s) behind today", nullptr, month.forecast->daysBehind)
                                    .arg(sentence)
                              : sentence);
    update();
}

QSize MonthBar::sizeHint() const
{
    return {360, kTrack + 2 * fontMetrics().height() + 2 * kGap};
}

void MonthBar::paintEvent(QPaintEvent*)
{
    if (!m_month) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::Colours& colours = theme::coloursFor(palette());
    const double spent = m_month->soFar.usd();
    double most = spent;
    if (m_month->forecast) {
        most = std::max(most, m_month->forecast->highUsd);
    }
    if (m_month->budget) {
        most = std::max(most, m_month->budget->usd());
    }
    most = most > 0 ? most * kRoom : 1;
    const int line = fontMetrics().height();
    const QRectF track(0, line + kGap, width(), kTrack);
    const auto xOf = [&](double usd) { return track.left() + track.width() * usd / most; };
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(track, 3, 3);
    if (m_month->forecast) {
        QColor band = colours.accent;
        band.setAlphaF(0.28F);
        painter.setBrush(band);
        const double low = std::max(spent, m_month->forecast->lowUsd);
        painter.drawRect(QRectF(xOf(low), track.top(), xOf(m_month->forecast->highUsd) - xOf(low), track.height()));
        painter.setPen(QPen(colours.accent, 2));
        const double x = xOf(m_month->forecast->expectedUsd);
        painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()));
        painter.setPen(Qt::NoPen);
    }
    painter.setBrush(colours.metric);
    painter.drawRoundedRect(QRectF(track.left(), track.top(), xOf(spent) - track.left(), track.height()), 3, 3);
    const auto label = [&](double usd, const QString& text, double top, bool isAlarm) {
        const double wide = fontMetrics().horizontalAdvance(text) + 2.0;
        painter.setPen(isAlarm ? colours.alarm : colours.mutedText);
        painter.drawText(QRectF(std::clamp(xOf(usd) - wide / 2, 0.0, width() - wide), top, wide, line), Qt::AlignCenter, text);
    };
    if (m_month->budget) {
        const double usd = m_month->budget->usd();
        const bool isOver = spent > usd;
        painter.setPen(QPen(isOver ? colours.alarm : colours.text, 2));
        painter.drawLine(QPointF(xOf(usd), track.top() - 3), QPointF(xOf(usd), track.bottom() + 3));
        label(usd, isOver ? tr("over the budget of %1").arg(m_formats.money(*m_month->budget))
                          : tr("budget %1").arg(m_formats.money(*m_month->budget)),
            0, isOver);
    }
    const double below = track.bottom() + kGap;
    const QString spentText = tr("spent %1").arg(m_formats.money(m_month->soFar));
    if (!m_month->forecast) {
        label(spent, spentText, below, false);
        return;
    }
    const QString text = tr("forecast %1").arg(m_formats.approximateUsd(m_month->forecast->expectedUsd));
    const double room = (fontMetrics().horizontalAdvance(spentText) + fontMetrics().horizontalAdvance(text)) / 2.0 + 4 * kGap;
    const double left = fontMetrics().horizontalAdvance(spentText) / 2.0; // a label is moved inside at the edge
    if (xOf(m_month->forecast->expectedUsd) - std::max(xOf(spent), left) > room) {
        label(spent, spentText, below, false);
        label(m_month->forecast->expectedUsd, text, below, false);
    } else {
        label(spent, spentText + QStringLiteral(" · ") + text, below, false);
    }
}

} // namespace ui::charts
