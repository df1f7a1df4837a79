#pragma once

#include "ui/charts/nice_ticks.h"
#include "ui/models/chart_data.h"

#include <QRectF>

#include <cstddef>
#include <vector>

namespace ui::charts {

/// From time and value to pixels, and the ticks of both axes. Keeps the value axis steady between updates.
class ChartScale {
public:
    void setPlot(const QRectF& plot) { m_plot = plot; }
    /// Takes over the ranges of new data.
    void update(const models::ChartData& data);

    [[nodiscard]] const QRectF& plot() const { return m_plot; }
    [[nodiscard]] double xOf(double ms) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] double timeAt(double x) const;
    [[nodiscard]] bool holdsX(double x) const { return x >= m_plot.left() && x <= m_plot.right(); }

    /// From 0 to 1 along the axes: what Qt Charts is given, so that its own axes never change.
    [[nodiscard]] double timeShare(double ms) const;
    [[nodiscard]] double valueShare(double value) const;

    [[nodiscard]] std::vector<double> valueTicks() const;
    [[nodiscard]] std::vector<TimeTick> timeTicks(const QTimeZone& zone) const;

private:
    QRectF m_plot;
    double m_fromMs = 0;
    double m_toMs = 1;
    bool m_isLogarithmic = false;
    double m_maximum = 0;
    Decades m_decades;
};

/// Height of a stacked series' upper edge in one bucket; NaN where any series below it is unknown.
[[nodiscard]] double stackedTop(const models::ChartData& data, std::size_t series, std::size_t bucket);
/// Where a series is drawn in one bucket: its edge when stacked, its value otherwise.
[[nodiscard]] double drawnValue(const models::ChartData& data, std::size_t series, std::size_t bucket);
[[nodiscard]] bool isArea(const models::ChartData& data, std::size_t series);

} // namespace ui::charts
