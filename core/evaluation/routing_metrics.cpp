#include "core/evaluation/routing_metrics.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace core::evaluation {

namespace {

constexpr std::size_t kEdges = 11;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> orderByScore(std::span<const RoutedItem> items)
{
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [items](std::size_t a, std::size_t b) {
        return items[a].score != items[b].score ? items[a].score < items[b].score
                                                : items[a].tieBreak < items[b].tieBreak;
    });
    return order;
}

std::vector<RoutedItem> byScore(std::span<const RoutedItem> items)
{
    std::vector<RoutedItem> sorted;
    for (const std::size_t item : orderByScore(items)) {
        sorted.push_back(items[item]);
    }
    return sorted;
}

std::optional<double> crossing(const std::vector<std::pair<double, double>>& points, double quality)
{
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].second < quality) {
            continue;
        }
        if (i == 0) {
            return 100 * points[0].first;
        }
        const auto [x0, y0] = points[i - 1];
        const auto [x1, y1] = points[i];
        return 100 * (x0 + (x1 - x0) * (quality - y0) / (y1 - y0));
    }
    return std::nullopt;
}

/// `sorted` in ascending order, item i counted `counts[i]` times. The linear-interpolated quantile of order
/// statistic e(n-1)/10 lies at or below item ceil(e(n-1)/10), so that items from there on are strong.
TwoModelCurve curveOf(const std::vector<RoutedItem>& sorted, const std::vector<std::uint32_t>& counts)
{
    const std::size_t n = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    TwoModelCurve curve;
    std::vector<double> qualities; // at edges 0 .. 10: the lowest items up to the edge are weak
    std::vector<double> shares;
    double weakBelow = 0;
    double strongBelow = 0;
    std::size_t passed = 0;
    std::size_t edge = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::uint32_t copy = 0; copy < counts[i]; ++copy) {
            while (edge + 1 < kEdges && passed * (kEdges - 1) >= edge * (n - 1)) {
                shares.push_back(static_cast<double>(n - passed) / static_cast<double>(n));
                qualities.push_back(weakBelow - strongBelow);
                ++edge;
            }
            weakBelow += sorted[i].weakQuality;
            strongBelow += sorted[i].strongQuality;
            ++passed;
        }
    }
    shares.push_back(0);
    qualities.push_back(weakBelow - strongBelow);
    const auto count = static_cast<double>(n);
    curve.weakAccuracy = weakBelow / count;
    curve.strongAccuracy = strongBelow / count;
    for (std::size_t i = shares.size(); i-- > 0;) {
        curve.points.emplace_back(shares[i], (qualities[i] + strongBelow) / count);
    }
    double area = 0;
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        area += (curve.points[i].first - curve.points[i - 1].first)
            * (curve.points[i].second + curve.points[i - 1].second) / 2;
    }
    const double gap = curve.strongAccuracy - curve.weakAccuracy;
    curve.apgr = gap == 0 ? kNan : (area - curve.weakAccuracy) / gap;
    return curve;
}

std::vector<CostPoint> byCost(std::vector<CostPoint> curve)
{
    std::sort(curve.begin(), curve.end(), [](const CostPoint& a, const CostPoint& b) {
        return a.usdPerThousand != b.usdPerThousand ? a.usdPerThousand < b.usdPerThousand
                                                    : a.quality < b.quality;
    });
    return curve;
}

/// On a curve sorted by cost; constant beyond its ends.
double heightAt(const std::vector<CostPoint>& sorted, double usd)
{
    const auto above = std::lower_bound(sorted.begin(), sorted.end(), usd,
        [](const CostPoint& point, double cost) { return point.usdPerThousand < cost; });
    if (above == sorted.begin()) {
        return sorted.front().quality;
    }
    if (above == sorted.end()) {
        return sorted.back().quality;
    }
    const CostPoint& low = *(above - 1);
    const double part = (usd - low.usdPerThousand) / (above->usdPerThousand - low.usdPerThousand);
    return low.quality + part * (above->quality - low.quality);
}

} // namespace

TwoModelCurve twoModelCurve(std::span<const RoutedItem> items)
{
    if (items.empty()) {
        return {kNan, kNan, kNan, {}, {}, {}};
    }
    TwoModelCurve curve = curveOf(byScore(items), std::vector<std::uint32_t>(items.size(), 1));
    const double gap = curve.strongAccuracy - curve.weakAccuracy;
    if (gap > 0) {
        curve.cpt50 = crossing(curve.points, curve.weakAccuracy + 0.5 * gap);
        curve.cpt80 = crossing(curve.points, curve.weakAccuracy + 0.8 * gap);
    }
    return curve;
}

std::vector<double> bootstrapApgr(std::span<const RoutedItem> items, std::size_t resamples, std::uint64_t seed,
    std::span<const std::size_t> unitOf)
{
    if (items.empty()) {
        return {};
    }
    const std::vector<std::size_t> order = orderByScore(items);
    std::vector<RoutedItem> sorted;
    std::vector<std::size_t> placeOf(items.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        sorted.push_back(items[order[place]]);
        placeOf[order[place]] = place;
    }
    std::vector<std::vector<std::size_t>> units(
        unitOf.empty() ? items.size() : *std::max_element(unitOf.begin(), unitOf.end()) + 1); // places of each
    for (std::size_t i = 0; i < items.size(); ++i) {
        units[unitOf.empty() ? i : unitOf[i]].push_back(placeOf[i]);
    }
    std::vector<double> values;
    Rng rng(seed);
    std::vector<std::uint32_t> counts(sorted.size());
    for (std::size_t b = 0; b < resamples; ++b) {
        std::fill(counts.begin(), counts.end(), 0U);
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (const std::size_t place : units[rng.below(units.size())]) {
                ++counts[place];
            }
        }
        values.push_back(curveOf(sorted, counts).apgr);
    }
    return values;
}

ScoreInterval interval95(std::vector<double> values)
{
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) {
        return {kNan, kNan};
    }
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return {values[static_cast<std::size_t>(std::floor(0.025 * last))],
        values[static_cast<std::size_t>(std::ceil(0.975 * last))]};
}

double curveArea(std::vector<CostPoint> curve, double lowUsd, double highUsd)
{
    if (curve.empty() || !(highUsd > lowUsd)) {
        return kNan;
    }
    const std::vector<CostPoint> sorted = byCost(std::move(curve));
    std::vector<CostPoint> within{{lowUsd, heightAt(sorted, lowUsd)}};
    for (const CostPoint& point : sorted) {
        if (point.usdPerThousand > lowUsd && point.usdPerThousand < highUsd) {
            within.push_back(point);
        }
    }
    within.push_back({highUsd, heightAt(sorted, highUsd)});
    double area = 0;
    for (std::size_t i = 1; i < within.size(); ++i) {
        area += (within[i].usdPerThousand - within[i - 1].usdPerThousand)
            * (within[i].quality + within[i - 1].quality) / 2;
    }
    return area / (highUsd - lowUsd);
}

double qualityAt(std::vector<CostPoint> curve, double usdPerThousand)
{
    const std::vector<CostPoint> sorted = byCost(std::move(curve));
    return sorted.empty() || usdPerThousand < sorted.front().usdPerThousand ? kNan
                                                                           : heightAt(sorted, usdPerThousand);
}

std::optional<double> costAt(std::vector<CostPoint> curve, double quality)
{
    const std::vector<CostPoint> sorted = byCost(std::move(curve));
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i].quality < quality) {
            continue;
        }
        if (i == 0) {
            return sorted[0].usdPerThousand;
        }
        const CostPoint& low = sorted[i - 1];
        return low.usdPerThousand
            + (sorted[i].usdPerThousand - low.usdPerThousand) * (quality - low.quality)
            / (sorted[i].quality - low.quality);
    }
    return std::nullopt;
}

double expectedCalibrationError(std::span<const std::pair<double, bool>> predictions, std::size_t bins)
{
    std::vector<double> difference(bins, 0.0);
    for (const auto& [probability, isMet] : predictions) {
        const auto at = static_cast<std::size_t>(std::clamp(probability, 0.0, 1.0) * static_cast<double>(bins));
        difference[std::min(at, bins - 1)] += (isMet ? 1.0 : 0.0) - probability;
    }
    double sum = 0;
    for (const double value : difference) {
        sum += std::abs(value);
    }
    return predictions.empty() ? kNan : sum / static_cast<double>(predictions.size());
}

double rocArea(std::vector<std::pair<double, bool>> scored)
{
    std::sort(scored.begin(), scored.end());
    double negatives = 0;
    double positives = 0;
    double wins = 0;
    for (std::size_t i = 0; i < scored.size();) {
        double tiedNegatives = 0;
        double tiedPositives = 0;
        const double score = scored[i].first;
        for (; i < scored.size() && scored[i].first == score; ++i) {
            (scored[i].second ? tiedPositives : tiedNegatives) += 1;
        }
        wins += tiedPositives * (negatives + tiedNegatives / 2);
        negatives += tiedNegatives;
        positives += tiedPositives;
    }
    return negatives == 0 || positives == 0 ? kNan : wins / (negatives * positives);
}

} // namespace core::evaluation
