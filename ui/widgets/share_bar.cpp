#include "ui/widgets/share_bar.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

ShareBar::ShareBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setShare(double share, int tierPlace, int tierCount)
{
    m_share = share;
    m_tierPlace = tierPlace;
    m_tierCount = tierCount;
    update();
}

void ShareBar::paintEvent(QPaintEvent*)
{
    const theme::Colours& colours = theme::coloursFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF track(0, height() / 2.0 - 4, width(), 8);
    painter.setBrush(colours.grid);
    painter.drawRoundedRect(track, 3, 3);
    if (std::isfinite(m_share)) {
        painter.setBrush(theme::tierColour(colours, m_tierPlace, m_tierCount));
        painter.drawRoundedRect(
            QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(m_share, 0.0, 1.0), track.height())), 3,
            3);
    }
}

} // namespace ui::widgets
