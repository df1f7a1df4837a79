#include "core/routing/variance_weights.h"

#include "core/routing/tier_differences.h"

#include <algorithm>

namespace core::routing {

namespace {

constexpr double kRoughTolerance = 1e-2;

} // namespace

void weighByVariance(std::vector<RidgeRow>& rows, std::size_t features, std::size_t outputs,
    const RidgeOptions& options, double leastVariance, const std::function<bool()>& isStopped)
{
    if (rows.empty() || outputs < 2 || leastVariance >= 1) {
        return;
    }
    RidgeOptions rough = options; // a weight is not worth a close solution
    rough.tolerance = std::max(rough.tolerance, kRoughTolerance);
    SparseRidge means;
    means.fit(rows, features, outputs, rough, isStopped);
    std::vector<double> spreads;
    for (const RidgeRow& row : rows) {
        const std::vector<double> quality(row.targets.begin(), row.targets.end());
        spreads.push_back(spread(quality, quality));
    }
    std::vector<RidgeRow> squareRows = rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        squareRows[i].targets = std::span(&spreads[i], 1);
    }
    SparseRidge squares;
    squares.fit(squareRows, features, 1, rough, isStopped);
    const std::vector<double> everyTier(outputs, 0.0);
    double before = 0;
    double after = 0;
    for (RidgeRow& row : rows) {
        std::vector<double> mean(outputs, 0.0);
        std::vector<double> square(1, 0.0);
        means.addTo(mean, *row.features);
        squares.addTo(square, *row.features);
        before += row.weight;
        row.weight /= std::clamp(square.front() - spread(mean, everyTier), leastVariance, 1.0);
        after += row.weight;
    }
    for (RidgeRow& row : rows) {
        row.weight *= before / after;
    }
}

} // namespace core::routing
