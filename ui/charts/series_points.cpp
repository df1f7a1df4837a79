#include "ui/charts/series_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ui::charts {

QList<QPointF> linePoints(
    const std::vector<models::ChartBucket>& buckets, const std::function<double(std::size_t)>& valueOf)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(buckets.size()) + 4);
    bool isInRun = false;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const double value = valueOf(i);
        const double middle = (buckets[i].startMs + buckets[i].endMs) / 2;
        if (!std::isfinite(value)) {
            if (isInRun) {
                points.append({buckets[i].startMs, valueOf(i - 1)});
                points.append({middle, std::numeric_limits<double>::quiet_NaN()});
            }
            isInRun = false;
            continue;
        }
        if (!isInRun) {
            points.append({buckets[i].startMs, value});
        }
        points.append({middle, value});
        isInRun = true;
    }
    if (isInRun) {
        points.append({buckets.back().endMs, valueOf(buckets.size() - 1)});
    }
    return points;
}

QList<QPointF> edgePoints(
    const std::vector<models::ChartBucket>& buckets, const std::function<double(std::size_t)>& valueOf)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(buckets.size()) + 4);
    double previous = 0;
    bool isInRun = false;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const double value = valueOf(i);
        const bool isKnown = std::isfinite(value);
        if (isKnown != isInRun) {
            points.append({buckets[i].startMs, isKnown ? 0 : previous});
            points.append({buckets[i].startMs, isKnown ? value : 0});
        }
        points.append({(buckets[i].startMs + buckets[i].endMs) / 2, isKnown ? value : 0});
        previous = value;
        isInRun = isKnown;
    }
    if (!buckets.empty()) {
        points.append({buckets.back().endMs, isInRun ? previous : 0});
    }
    return points;
}

std::vector<double> spreadLabels(const std::vector<double>& wanted, double height, double top, double bottom)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    std::vector<double> placed(wanted.size());
    double free = top;
    for (const std::size_t i : order) {
        placed[i] = std::max(wanted[i] - height / 2, free);
        free = placed[i] + height;
    }
    double limit = bottom;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        placed[*i] = std::min(placed[*i], limit - height);
        limit = placed[*i];
    }
    return placed;
}

} // namespace ui::charts
