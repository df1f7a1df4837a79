#pragma once

#include "ui/charts/chart_scale.h"
#include "ui/models/chart_data.h"

#include <QColor>
#include <QFontMetricsF>
#include <QPen>

#include <cstddef>

class QPainter;

namespace ui::theme {
struct Colours;
}

namespace ui::charts {

/// What is drawn around the series of a chart: everything but the lines and areas themselves.
struct Decorations {
    QPainter& painter;
    const models::ChartData& data;
    const models::Formats& formats;
    const ChartScale& scale;
    const theme::Colours& colours;
    QSizeF size; ///< of the whole picture

    void drawAxes() const;
    /// The series that are not areas. A bucket without a value is a gap.
    void drawLines() const;
    void drawMarkers() const;
    void drawDirectLabels() const;
    void drawCrosshair(std::size_t bucket) const;

private:
    /// Right of the marker at `x` or else left of it, between `from` and `until`; returns where the label ends.
    double drawMarkerLabel(const QString& text, double x, double from, double until) const;
    void drawReadout(std::size_t bucket, double x) const;
    [[nodiscard]] QStringList readout(std::size_t bucket) const;
    [[nodiscard]] QString axisLabel(double value, double step) const;
};

[[nodiscard]] QColor colourOf(
    const models::ChartSeries& series, int tierCount, const theme::Colours& colours);
/// Counterfactuals and upper percentiles are dashed, and each tier has a dash of its own.
[[nodiscard]] QPen penOf(const models::ChartSeries& series, const QColor& colour);

/// Room around the plot for labels.
inline constexpr double kLeftMargin = 56;
inline constexpr double kTopMargin = 20;
inline constexpr double kBottomMargin = 24;

/// Room right of the plot for the series' names, at most a third of the width.
[[nodiscard]] double rightMargin(const models::ChartData& data, const QFontMetricsF& metrics, double width);

} // namespace ui::charts
