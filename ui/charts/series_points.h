#pragma once

#include "ui/models/chart_data.h"

#include <QList>
#include <QPointF>
#include <QRectF>

#include <functional>
#include <vector>

namespace ui::charts {

/// Points of a line through the middles of the buckets, level to the outer edges at both ends of every run,
/// so that a single bucket is a visible stroke. NaN separates runs (Qt Charts draws a gap).
[[nodiscard]] QList<QPointF> linePoints(
    const std::vector<models::ChartBucket>& buckets, const std::function<double(std::size_t)>& valueOf);

/// The same for the edge of a stacked area: a bucket without a value is a notch down to zero.
[[nodiscard]] QList<QPointF> edgePoints(
    const std::vector<models::ChartBucket>& buckets, const std::function<double(std::size_t)>& valueOf);

/// Tops of labels of the given height, as near to `wanted` as they may be without overlapping, inside [top,
/// bottom].
[[nodiscard]] std::vector<double> spreadLabels(
    const std::vector<double>& wanted, double height, double top, double bottom);

} // namespace ui::charts
