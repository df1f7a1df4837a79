#include "ui/widgets/effect_bar.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

EffectBar::EffectBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void EffectBar::setEffect(double effect, double largest)
{
    m_share = largest > 0 && std::isfinite(effect) ? std::clamp(effect / largest, -1.0, 1.0) : 0.0;
    update();
}

void EffectBar::paintEvent(QPaintEvent*)
{
    const theme::Colours& colours = theme::coloursFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = width() / 2.0;
    const double length = std::abs(m_share) * (middle - 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_share >= 0 ? colours.accent : colours.metricLight);
    painter.drawRoundedRect(
        QRectF(m_share >= 0 ? middle : middle - length, height() / 2.0 - 4, length, 8), 2, 2);
    painter.setPen(QPen(colours.mutedText, 1));
    painter.drawLine(QPointF(middle, 1), QPointF(middle, height() - 1.0));
}

} // namespace ui::widgets
