#include "ui/widgets/band_strip.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr double kInset = 4;
constexpr double kThick = 6; ///< of the 50% band

} // namespace

BandStrip::BandStrip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BandStrip::setEstimates(const Estimate& now, const Estimate& then)
{
    m_estimates = {now, then};
    update();
}

void BandStrip::paintEvent(QPaintEvent*)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Estimate& estimate : m_estimates) {
        if (std::isfinite(estimate.value)) {
            low = std::min({low, estimate.low95, estimate.value});
            high = std::max({high, estimate.high95, estimate.value});
        }
    }
    if (low > high) {
        return;
    }
    const theme::Colours& colours = theme::coloursFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double room = width() - 2 * kInset;
    const auto x = [&](double value) { return kInset + (high > low ? (value - low) / (high - low) : 0.5) * room; };
    for (std::size_t i = 0; i < m_estimates.size(); ++i) {
        const Estimate& estimate = m_estimates[i];
        if (!std::isfinite(estimate.value)) {
            continue;
        }
        const double y = height() * (i == 0 ? 0.3 : 0.7);
        const QColor colour = i == 0 ? colours.mutedText : colours.accent;
        painter.setPen(QPen(colour, 1.4));
        painter.drawLine(QPointF(x(estimate.low95), y), QPointF(x(estimate.high95), y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const double wide = std::max(1.0, x(estimate.high50) - x(estimate.low50));
        painter.drawRoundedRect(QRectF(x(estimate.low50), y - kThick / 2, wide, kThick), 2, 2);
        painter.setBrush(colours.surface);
        painter.setPen(QPen(colour, 1.6));
        painter.drawEllipse(QPointF(x(estimate.value), y), kThick / 2, kThick / 2);
    }
}

} // namespace ui::widgets
