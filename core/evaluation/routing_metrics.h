#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace core::evaluation {

/// One query of a two-model comparison.
struct RoutedItem {
    double score = 0; ///< predicted advantage of the strong model; any monotone scale
    double weakQuality = 0;
    double strongQuality = 0;
    std::uint64_t tieBreak = 0; ///< orders equal scores: a hash of the text
};

/// How a router trades calls of the strong model for quality (Ong et al., RouteLLM, arXiv 2406.18665, as its
/// public evaluation computes it). `points` are (share of strong calls, mean quality) at the 11 edges of the
/// score's deciles, from 0 to 1. CPT: strong share, in per cent, at the first crossing of weak + x (strong -
/// weak); absent when the curve never crosses. `apgr` is NaN when both models are equally good.
struct TwoModelCurve {
    double weakAccuracy = 0;
    double strongAccuracy = 0;
    double apgr = 0;
    std::optional<double> cpt50;
    std::optional<double> cpt80;
    std::vector<std::pair<double, double>> points;
};

[[nodiscard]] TwoModelCurve twoModelCurve(std::span<const RoutedItem> items);

struct ScoreInterval {
    double low = 0;
    double high = 0;
};

/// APGR of `resamples` bootstrap samples of the items (percentile method when `interval95` reads them). Which items a
/// sample holds depends on their number, their units and the seed alone, so that two methods on the same items are
/// paired. `unitOf` gives each item's unit (0, 1, ..., e.g. its task): units are drawn whole; empty: items are.
[[nodiscard]] std::vector<double> bootstrapApgr(std::span<const RoutedItem> items, std::size_t resamples,
    std::uint64_t seed, std::span<const std::size_t> unitOf = {});
[[nodiscard]] ScoreInterval interval95(std::vector<double> values);

/// One way to spend money on a set of queries: means over the queries.
struct CostPoint {
    double usdPerThousand = 0;
    double quality = 0;
};

/// Mean height of the quality-cost curve between two costs (trapezoids over the points by cost; constant
/// beyond its ends): the area divided by its width, in units of quality.
[[nodiscard]] double curveArea(std::vector<CostPoint> curve, double lowUsd, double highUsd);

/// Quality at a cost by linear interpolation; NaN below the cheapest point.
[[nodiscard]] double qualityAt(std::vector<CostPoint> curve, double usdPerThousand);

/// The smallest cost at which the curve reaches a quality; nothing when it never does.
[[nodiscard]] std::optional<double> costAt(std::vector<CostPoint> curve, double quality);

/// Expected calibration error: mean |observed share - mean probability| over `bins` equal-width bins,
/// weighted by count.
[[nodiscard]] double expectedCalibrationError(
    std::span<const std::pair<double, bool>> predictions, std::size_t bins = 10);

/// Area under the ROC curve, ties counted half; NaN with one class only.
[[nodiscard]] double rocArea(std::vector<std::pair<double, bool>> scored);

} // namespace core::evaluation
