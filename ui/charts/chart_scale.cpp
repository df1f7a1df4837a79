#include "ui/charts/chart_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::charts {

namespace {

constexpr double kPixelsPerTimeLabel = 78;
constexpr double kPixelsPerValueLabel = 36;

} // namespace

bool isArea(const models::ChartData& data, std::size_t series)
{
    return data.isStacked && data.series[series].role == models::SeriesRole::Tier;
}

double stackedTop(const models::ChartData& data, std::size_t series, std::size_t bucket)
{
    double sum = 0;
    for (std::size_t i = 0; i <= series; ++i) {
        sum += data.series[i].values[bucket];
    }
    return sum;
}

double drawnValue(const models::ChartData& data, std::size_t series, std::size_t bucket)
{
    return isArea(data, series) ? stackedTop(data, series, bucket) : data.series[series].values[bucket];
}

void ChartScale::update(const models::ChartData& data)
{
    m_fromMs = data.fromMs;
    m_toMs = data.toMs;
    m_isLogarithmic = data.isLogarithmic;
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        for (std::size_t bucket = 0; bucket < data.buckets.size(); ++bucket) {
            const double value = drawnValue(data, series, bucket);
            if (std::isfinite(value)) {
                high = std::max(high, value);
                low = value > 0 ? std::min(low, value) : low;
            }
        }
    }
    if (m_isLogarithmic) {
        m_decades = niceDecades(low, high, m_decades);
        return;
    }
    m_maximum = data.fixedMaximum.value_or(niceMaximum(high, m_maximum));
    if (data.quantity == models::Quantity::Percent) {
        m_maximum = std::min(m_maximum, 100.0);
    }
}

double ChartScale::timeShare(double ms) const
{
    return (ms - m_fromMs) / (m_toMs - m_fromMs);
}

double ChartScale::valueShare(double value) const
{
    return m_isLogarithmic
        ? std::log10(std::max(value, m_decades.low) / m_decades.low) / std::log10(m_decades.high / m_decades.low)
        : value / m_maximum;
}

double ChartScale::xOf(double ms) const
{
    return m_plot.left() + m_plot.width() * timeShare(ms);
}
double ChartScale::timeAt(double x) const
{
    return m_fromMs + (x - m_plot.left()) / m_plot.width() * (m_toMs - m_fromMs);
}

double ChartScale::yOf(double value) const
{
    return m_plot.bottom() - m_plot.height() * valueShare(value);
}

std::vector<double> ChartScale::valueTicks() const
{
    const int wanted = std::max(2, static_cast<int>(m_plot.height() / kPixelsPerValueLabel));
    if (!m_isLogarithmic) {
        return linearTicks(m_maximum, wanted);
    }
    std::vector<double> ticks = decadeTicks(m_decades);
    const std::size_t step = ticks.size() / static_cast<std::size_t>(wanted + 2) + 1;
    std::vector<double> kept;
    for (std::size_t i = 0; i < ticks.size(); i += step) {
        kept.push_back(ticks[i]);
    }
    return kept;
}

std::vector<TimeTick> ChartScale::timeTicks(const QTimeZone& zone) const
{
    return charts::timeTicks(
        m_fromMs, m_toMs, zone, std::max(2, static_cast<int>(m_plot.width() / kPixelsPerTimeLabel)));
}

} // namespace ui::charts
