#include "ui/widgets/score_scale.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>

namespace ui::widgets {

ScoreScale::ScoreScale(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScoreScale::setScore(std::optional<double> score, std::optional<double> threshold)
{
    m_score = score;
    m_threshold = threshold;
    const QString scoreText = score ? tr("Score %1").arg(*score, 0, 'f', 3) : tr("No score");
    setAccessibleName(
        threshold ? tr("%1, threshold %2").arg(scoreText).arg(*threshold, 0, 'f', 3) : scoreText);
    setToolTip(accessibleName());
    update();
}

void ScoreScale::paintEvent(QPaintEvent*)
{
    const theme::Colours& colours = theme::coloursFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(6, height() / 2.0 - 2, width() - 12, 4);
    const auto x = [&](double share) { return track.left() + track.width() * std::clamp(share, 0.0, 1.0); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.grid);
    painter.drawRoundedRect(track, 2, 2);
    if (m_threshold) {
        painter.setBrush(colours.selection);
        painter.drawRoundedRect(QRectF(QPointF(x(*m_threshold), track.top()), track.bottomRight()), 2, 2);
        painter.setPen(QPen(colours.text, 2));
        painter.drawLine(
            QPointF(x(*m_threshold), track.top() - 6), QPointF(x(*m_threshold), track.bottom() + 6));
    }
    if (m_score) {
        const bool isAccepted = m_threshold && *m_score >= *m_threshold;
        painter.setPen(QPen(colours.surface, 2));
        painter.setBrush(isAccepted ? colours.accent : colours.metricLight);
        painter.drawEllipse(QPointF(x(*m_score), track.center().y()), 6.5, 6.5);
    }
}

} // namespace ui::widgets
