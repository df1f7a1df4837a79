#include "app/benches/taught_rows.h"

#include "app/benches/cascade_limits.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace app::benches {

namespace {

using nlohmann::ordered_json;

constexpr int kQuantiles = 200;

} // namespace

ordered_json quantilesOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    ordered_json points = ordered_json::array();
    for (int i = 0; i <= kQuantiles; ++i) {
        const double at = static_cast<double>(i) / kQuantiles * static_cast<double>(values.size() - 1);
        points.push_back(std::round(1000 * values[static_cast<std::size_t>(at)]) / 1000);
    }
    return points;
}

ordered_json resamplesOf(const CascadeSums& sums, const std::string& data)
{
    ordered_json samples = ordered_json::array();
    for (const QueryShare& sum : resampledSums(sums, core::fnv1a(data))) {
        samples.push_back({sum.costUsd, sum.lastTierUsd, sum.credited, sum.lastTierCredited});
    }
    return samples;
}

void addResamples(std::vector<QueryShare>& to, const ordered_json& resamples)
{
    to.resize(std::max(to.size(), resamples.size()));
    for (std::size_t i = 0; i < resamples.size(); ++i) {
        const ordered_json& sample = resamples[i];
        to[i].costUsd += sample[0].get<double>();
        to[i].lastTierUsd += sample[1].get<double>();
        to[i].credited += sample[2].get<double>();
        to[i].lastTierCredited += sample[3].get<double>();
    }
}

ordered_json aloneRow(
    const CascadeSetup& setup, const CascadeQueries& test, std::size_t tier, const PriceTable& prices)
{
    CascadeSums sums;
    for (const CascadeQuery& query : test) {
        addDirect(sums, setup, query, tier, prices);
    }
    ordered_json row = rowOf(setup, sums);
    row["credited"] = sums.creditedQuality;
    row["last_tier_credited"] = sums.lastTierCredited;
    return row;
}

ordered_json limitsJson(
    const CascadeSetup& setup, const CascadeQueries& test, std::size_t tier, const PriceTable& prices)
{
    const CascadeLimits limits = limitsOf(setup, test, tier, prices);
    return {{"student", setup.tierIds[tier]}, {"student_meets_target", limits.meetsTarget},
        {"kept_known_threshold", limits.keptKnownThreshold}, {"kept_perfect_score", limits.keptPerfectScore},
        {"cost_nano_usd_known_threshold", limits.costKnownThreshold},
        {"cost_nano_usd_perfect_score", limits.costPerfectScore}};
}

} // namespace app::benches
